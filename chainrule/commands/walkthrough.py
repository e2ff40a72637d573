"""``chainrule walkthrough mazur``: a worked example under the six training steps."""

from __future__ import annotations

from pathlib import Path

from chainrule.delivery import Form, deliver, is_picture
from chainrule.sources import BadInputError, Expression, Subject, complaints
from nn import GateExample, SumForm, walkthrough
from viz.terminal import Terminal
from viz.writing.saving import SUFFIXES

__all__ = ["report_walkthrough"]


def report_walkthrough(
    terminal: Terminal, subject: Subject, decimals: int, sums: SumForm, form: Form | None, path: Path | None
) -> None:
    """Print a walkthrough, or write it to a file."""
    if isinstance(subject, Expression):
        raise BadInputError("a walkthrough goes through a network, such as mazur; for an expression, chainrule derive.")
    if isinstance(subject, GateExample):
        raise BadInputError(
            f"{subject.name} is made of threshold units, which no gradient reaches; its six steps are those of the "
            f"perceptron rule: chainrule train {subject.name}"
        )
    if is_picture(path, form):
        raise BadInputError(f"a walkthrough is a text: end the name with {SUFFIXES}; for a picture, show.")
    with complaints():
        document = walkthrough(subject).document(decimals, sums)
    deliver(terminal, document, form, path)
