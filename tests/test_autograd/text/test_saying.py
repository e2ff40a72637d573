"""One verb for every record that has a document, however it was imported."""

import subprocess
import sys

import pytest
from records import changeable

from autograd import Manner, Value, document_of, wiggle
from autograd.text.document import Line, Math, Piece
from nn import SumForm, documents, walkthrough


def test_every_record_prints_as_its_document_or_says_why_it_has_none():
    walk = walkthrough(documents.mazur())
    derivation = walk.derivations[0]
    assert str(derivation) == str(document_of(derivation))
    assert str(walk) == str(document_of(walk)) == str(walk.document())
    assert document_of(walk, decimals=6, form=SumForm.MATRICES) == walk.document(6, SumForm.MATRICES)
    assert document_of(derivation, Manner(4)) == document_of(derivation, manner=Manner(decimals=4))
    assert document_of(wiggle(derivation.output, "w5", by=0.01)).title == "w5: 0.4 → 0.41"
    with pytest.raises(TypeError, match="Value has no document"):
        document_of(Value(1.0), 4)


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        ("import autograd as a", "a.derive(y, x)"),
        ("from autograd.derivation.steps import Derivation; from autograd import derive", "derive(y, x)"),
        ("from autograd.text.saying import document_of; import autograd", "document_of(autograd.derive(y, x))"),
    ],
)
def test_a_derivation_is_told_whatever_was_imported(start, shown):
    code = f"{start}; from autograd.value import Value; x = Value(2.0, 'x'); y = (x * x).named('y'); print({shown})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert "∂y/∂x = 2 · x = 2 · 2 = 4" in done.stdout


def test_a_walkthrough_is_told_where_only_its_record_was_imported():
    code = "from nn.worked.records import Walkthrough; from autograd.text.saying import document_of as of; "
    done = subprocess.run(
        [sys.executable, "-c", code + "print(Walkthrough in of.registry)"], capture_output=True, timeout=60, check=True
    )
    assert done.stdout.strip() == b"True"


def test_parts_of_a_document_cannot_be_changed():
    assert changeable("autograd.text") == []


def test_a_line_without_a_sign_of_equality_has_one_side():
    pieces = (Piece(Math("a", "a")), Piece(Math("b", "b")))
    assert Line(pieces).sides == (pieces, ())
