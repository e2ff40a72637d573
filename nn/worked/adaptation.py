"""The fifth step: every partial by the chain rule, and every update."""

from __future__ import annotations

from collections.abc import Iterator

from autograd.derivation import brief_equations
from autograd.derivation.wording import Wording
from autograd.text.document import Block, Cell, Equation, Line, Math, Paragraph
from nn.worked.lines import (
    MOST_TERMS,
    beside_document,
    cut_lines,
    decimals_apart,
    mean_line,
    mean_of,
    step_heading,
    total_of,
)
from nn.worked.records import Adaptation, Walkthrough

__all__ = ["adaptation_blocks"]


def adaptation_blocks(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    """Yield the partials of the trained weights, each after what it is made of, and what becomes of the weights."""
    yield step_heading(5)
    total = words.name(total_of(walk.passes[0]))
    of = " for sample 1" if len(walk.passes) > 1 else ""
    yield Paragraph(("The partials of ", total, f"{of} by the chain rule; what is already calculated is used again."))
    yield from brief_equations(walk.derivations, words.decimals)
    if len(walk.derivations) < len(walk.adaptations):
        yield Paragraph((f"The other {len(walk.adaptations) - len(walk.derivations)} follow in the same way.",))
    if len(walk.passes) > 1:
        yield from _means(walk, words)
    yield from _updates(walk, words)


def _means(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    """Of several samples the mean of their partials."""
    yield Paragraph(("The gradient of a weight is the mean of its partials for all samples:",))
    if len(walk.passes) <= MOST_TERMS:
        lines = [
            mean_line(words, _partial(walk, words, adaptation), adaptation.partials) for adaptation in walk.adaptations
        ]
        yield Equation(cut_lines(lines))


def _partial(walk: Walkthrough, words: Wording, adaptation: Adaptation) -> Math:
    return words.partial(total_of(walk.passes[0]), adaptation.parameter)


def _updates(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    """Each update with its numbers, then old beside new."""
    words = Wording(words.labels, decimals_apart([(one.old, one.new) for one in walk.adaptations], words.decimals))
    rate = walk.history.learning_rate
    yield Paragraph(("All weights are updated together, with partials at the old weights:",))
    lines, rows = list[Line](), list[tuple[Cell, ...]]()
    for adaptation in walk.adaptations:
        partial = _partial(walk, words, adaptation)
        symbol = partial if len(walk.passes) == 1 else mean_of(partial)
        lines.append(words.update(adaptation.parameter, symbol, adaptation.gradient, rate))
        numbers = map(words.number, (adaptation.old, adaptation.gradient, adaptation.new))
        rows.append((words.name(adaptation.parameter), *numbers))
    said = [walk.said_after(adaptation.parameter.name or "") for adaptation in walk.adaptations]
    yield Equation(cut_lines(lines))
    yield beside_document(("weight", "old", "gradient", "new"), rows, said)
