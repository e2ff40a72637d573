"""``chainrule derive mazur w5``: a partial by the chain rule, as a text or as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from autograd import (
    Derivation,
    Detail,
    Direction,
    Manner,
    Value,
    derive_each,
    document_of,
    document_of_all,
    topological_order,
)
from autograd.text.document import Document
from chainrule.computed import Computed
from chainrule.delivery import Form, deliver, is_picture
from chainrule.sources import BadInputError, Expression
from nn import Example, GateExample
from viz import Figure, draw_chain, draw_partial
from viz.figure import MOST_DECIMALS
from viz.terminal import Terminal
from viz.writing.saving import SUFFIXES

__all__ = ["Question", "report_derivation"]

DECIMALS = 9
"""Digits after the point, unless others are asked for."""


@dataclass(frozen=True, slots=True)
class Question:
    """The question that ``chainrule derive`` is asked, in words and options as `chainrule.cli` explains them.

    Words name values, or partials such as ``dE/dw1``; none stand for all weights. Without `of` the total error is
    differentiated.
    """

    words: Sequence[str] = ()
    of: str | None = None
    detail: Detail = Detail.PLAIN
    direction: Direction = Direction.FROM_OUTPUT
    decimals: int | None = None
    form: Form | None = None
    path: Path | None = None


def report_derivation(terminal: Terminal, computed: Computed, question: Question) -> None:
    """Print one derivation, or all of them with a table at the end; or write it to a file."""
    wants_picture = is_picture(question.path, question.form)
    if isinstance(computed.subject, GateExample):
        raise BadInputError(
            f"{computed.name} is made of threshold units: their derivative is 0 wherever they have one, so there is "
            f"nothing to derive. See chainrule train {computed.name}, or chainrule wiggle."
        )
    output, wanted = _asked(computed, question)
    derivations = derive_each(output, wanted, question.detail)
    if wants_picture and len(derivations) != 1:
        raise BadInputError(f"a picture shows one partial; name one weight, or write a text: {SUFFIXES}.")
    document = computed.noted(_document(computed, derivations, question))
    draw = partial(_figure, computed, derivations[0], question)
    deliver(terminal, document, question.form, question.path, draw)


def _asked(computed: Computed, question: Question) -> tuple[Value, list[Value]]:
    """What is differentiated, and by what."""
    targets = [computed.target(word) for word in question.words]
    outputs = dict.fromkeys(target.of for target in targets if target.by)
    if question.of is not None:
        outputs |= {computed.target(question.of).of: None}
    values = list(dict.fromkeys(map(computed.value, outputs)))
    if len(values) > 1:
        raise BadInputError(f"one derivation is of one value; {' and '.join(outputs)} are asked for.")
    output = values[0] if values else computed.output
    wanted = [computed.value(target.by or target.of) for target in targets]
    return output, list(dict.fromkeys(wanted)) or _all_of(computed, output)


def _all_of(computed: Computed, output: Value) -> list[Value]:
    """The weights and biases that feed the output, its own layer first; the variables of an expression."""
    feeding = topological_order(output)
    if isinstance(computed.subject, Expression):
        leaves = [value for value in feeding if value.op is None and value.name is not None]
    else:
        layers = reversed(computed.subject.network.layers)
        order = dict.fromkeys(parameter for layer in layers for parameter in layer.parameters())
        leaves = [parameter for parameter in order if parameter in set(feeding)]
    if not leaves:
        raise BadInputError(f"nothing named feeds {output.name or 'the output'}.")
    return leaves


def _document(computed: Computed, derivations: Sequence[Derivation], question: Question) -> Document:
    manner = Manner(DECIMALS if question.decimals is None else question.decimals, question.direction)
    subject = computed.subject
    if isinstance(subject, Example) and len(subject.samples) == 1 and derivations[0].output is computed.output:
        manner = Manner(manner.decimals, manner.direction, subject.learning_rate, subject.trained)
    return document_of(derivations[0], manner) if len(derivations) == 1 else document_of_all(derivations, manner)


def _figure(computed: Computed, derivation: Derivation, question: Question) -> Figure:
    decimals = None if question.decimals is None else min(question.decimals, MOST_DECIMALS)
    if computed.forward is None:
        return draw_chain(derivation, decimals=decimals)
    return draw_partial(computed.forward, derivation.output, derivation.wrt, note=computed.note, decimals=decimals)
