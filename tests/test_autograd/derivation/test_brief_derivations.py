"""Derivations in short, updates of what is trained, formulas in names and numbers, matrices in equations."""

import random
import re

import pytest
from printed_lines import lines_that_do_not_hold

from autograd import Detail, Manner, Value, derive, derive_each, document_of, document_of_all, sigmoid, tanh
from autograd.derivation import brief_equations
from autograd.derivation.wording import Wording
from autograd.text.document import Document, Equation, Line, Math, Piece
from nn import MLP, documents
from viz import to_html, to_latex, to_markdown, to_text


def derivations_of(forward, parameters, detail=Detail.PLAIN):
    return derive_each(forward.total, parameters, detail)


def network_of(sizes, seed=1):
    model = MLP(2, sizes, tanh, sigmoid, rng=random.Random(seed))
    return model.parameters(), model.forward([0.5, -1.0], [0.5] * sizes[-1])


@pytest.mark.parametrize("sizes", [[1], [2, 2], [3, 2, 2], [3, 3, 3, 2]])
@pytest.mark.parametrize("detail", [Detail.PLAIN, Detail.DELTA])
def test_every_partial_is_calculated_before_it_is_used_and_only_once(sizes, detail):
    parameters, forward = network_of(sizes)
    said = {}
    for equation in brief_equations(derivations_of(forward, parameters, detail), 6):
        for line in str(equation).splitlines():
            left, _, right = line.partition(" = ")
            used = re.findall(r"(?:∂\w+/∂\w+|δ_\w+)", right)
            assert all(each in said for each in used), line
            if left.strip():
                assert left.strip() not in said, line
                said[left.strip()] = line
    assert {f"∂{forward.total.name}/∂{each.name}" for each in parameters} <= said.keys()


@pytest.mark.parametrize("sizes", [[2, 2], [3, 3, 3, 2]])
def test_every_line_holds(sizes):
    parameters, forward = network_of(sizes)
    text = "\n".join(map(str, brief_equations(derivations_of(forward, parameters), 6)))
    wrong, count = lines_that_do_not_hold(text, 6)
    assert wrong == []
    assert count > len(parameters)


def test_the_numbers_are_those_of_the_long_derivation():
    forward = documents.mazur().run()
    (brief,) = (equation for equation in brief_equations([derive(forward.total, forward["w5"])]))
    assert str(brief).splitlines()[-1].strip() == "= 0.74136507 · 0.186815602 · 0.593269992 = 0.082167041"


def test_an_output_by_itself_and_a_linear_one_are_one_line():
    x, w = Value(3.0, "x"), Value(2.0, "w")
    y = (w * x).named("y")
    assert [str(each) for each in brief_equations([derive(y, w), derive(y, y)])] == ["∂y/∂w = x = 3", "∂y/∂y = 1"]


def test_only_what_is_trained_has_an_update():
    forward = documents.mazur().run()
    manner = Manner(learning_rate=0.5, trained=("w5",))
    assert "b2⁺" not in str(document_of(derive(forward.total, forward["b2"]), manner))
    text = str(document_of_all(derive_each(forward.total, [forward["w5"], forward["b2"]]), manner))
    assert re.search(r"^w5 +0\.4 +0\.082167041 +0\.35891648$", text, re.MULTILINE)
    assert re.search(r"^b2 +0\.6 +0\.100400325$", text, re.MULTILINE)
    none = Manner(learning_rate=0.5, trained=())
    assert "new value" not in str(document_of_all(derive_each(forward.total, [forward["w5"]]), none))


def test_a_formula_is_written_in_names_and_in_numbers():
    forward = documents.mazur().run()
    words = Wording(forward.labels, 4)
    assert words.formula(forward["E_o1"]) == Math("½(target_o1 − out_o1)²", words.formula(forward["E_o1"]).latex)
    assert words.formula_in_numbers(forward["E_o1"]).text == "½(0.01 − 0.7514)²"
    assert words.formula(forward["w5"]) is None  # a leaf follows from nothing


def test_a_formula_too_long_to_be_read_is_left_out():
    x = Value(0.5, "x")
    y = x
    for _ in range(200):  # a tree of it would have 2²⁰⁰ leaves
        y = tanh(y * y)
    assert Wording({x: "x"}).formula(y) is None


MATRIX = Math("[1, 2; 3, 4]", r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", ("⎡1  2⎤", "⎣3  4⎦"))
VECTOR = Math("[5; 6; 7]", r"\begin{bmatrix} 5 \\ 6 \\ 7 \end{bmatrix}", ("⎡5⎤", "⎢6⎥", "⎣7⎦"))


def test_a_matrix_is_drawn_in_an_equation_and_a_line_in_a_sentence():
    equals = Piece(Math("=", "="))
    lines = (
        Line((Piece(MATRIX), equals, Piece(VECTOR)), "①", 1),
        Line((Piece(Math("longer name", "n")), equals, equals)),
    )
    assert str(Equation(lines)).splitlines() == [
        "  ⎡1  2⎤        ⎡5⎤",
        "① ⎣3  4⎦      = ⎢6⎥",
        "                ⎣7⎦",
        "  longer name = =",
    ]
    assert str(MATRIX) == "[1, 2; 3, 4]"


def test_a_matrix_stands_in_every_form():
    document = Document("Matrices", (Equation((Line((Piece(MATRIX), Piece(Math("=", "=")), Piece(VECTOR))),)),))
    assert "⎣3  4⎦ = ⎢6⎥" in to_text(document)
    assert r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} &=" in to_markdown(document)
    assert r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} &=" in to_latex(document)
    assert to_html(document).count("<mtable") == 2
