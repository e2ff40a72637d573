"""The sixth step: forward again with the new weights, the change of the error, and what the document prints."""

from __future__ import annotations

from collections.abc import Iterator

from autograd import Value
from autograd.derivation.wording import Wording
from autograd.text.digits import in_print
from autograd.text.document import Block, Cell, Heading, Math, Paragraph, Table
from nn.forward import Forward
from nn.training.comparison import Comparison, values_of
from nn.worked.lines import beside_document, decimals_apart, mean_of, number_or_name, step_heading, total_of
from nn.worked.records import Walkthrough

__all__ = ["second_blocks"]

COMPARED_DECIMALS = 9
"""Digits of our numbers beside printed ones."""


def second_blocks(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    """Yield the second forward pass beside the first, and the numbers of the document beside ours."""
    yield step_heading(6)
    of = " of sample 1" if len(walk.passes) > 1 else ""
    yield Paragraph((f"The second forward pass{of}, with the new weights:",))
    yield _both_passes(walk, words)
    yield _verdict(walk, words)
    yield from _document(walk, words)


def _both_passes(walk: Walkthrough, words: Wording) -> Table:
    pairs = list(zip(_computed(walk.passes[0]), _computed(walk.again[0]), strict=True))
    words = Wording(words.labels, decimals_apart([(old.data, new.data) for old, new in pairs], words.decimals))
    rows: list[tuple[Cell, ...]] = [
        (number_or_name(words, old), *map(words.number, (old.data, new.data, new.data - old.data)))
        for old, new in pairs
    ]
    said = [walk.said_after(old.name or "") for old, _ in pairs]
    return beside_document(("", "first", "second", "difference"), rows, said)


def _computed(forward: Forward) -> list[Value]:
    """Nets and outs, errors and their total."""
    neurons = [value for layer in forward.layers for neuron in layer for value in (neuron.net, neuron.out)]
    return list(dict.fromkeys((*neurons, *forward.errors, total_of(forward))))


def _verdict(walk: Walkthrough, words: Wording) -> Paragraph:
    """Whether the error has become smaller."""
    old, new = walk.history.old.error, walk.history.new.error
    words = Wording(words.labels, decimals_apart([(old, new)], words.decimals))
    name = words.name(total_of(walk.passes[0]))
    error = name if len(walk.passes) == 1 else mean_of(name)
    if new == old:
        return Paragraph((error, " stays ", words.number(old), "."))
    does, end = (" falls from ", ".") if new < old else (" rises from ", ": the step was too long; take a smaller η.")
    numbers = (words.number(old), " to ", words.number(new), ", by ", words.number(abs(new - old)))
    return Paragraph((error, does, *numbers, end, " Then the steps are taken again." if new < old else ""))


def _document(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    """What the document prints, and why where it differs from ours."""
    if not walk.comparisons:
        return
    yield Heading("What the document prints")
    words = Wording(words.labels, max(words.decimals, COMPARED_DECIMALS))
    rows = [_row(walk, comparison, words) for comparison in walk.comparisons]
    yield Table(("where", "what", "", "ours", "document"), tuple(rows), numbers_from=3)
    wrong = [comparison for comparison in walk.comparisons if not comparison.agrees]
    reasons = tuple((_what(walk, comparison, words), _digits(comparison), _why(comparison)) for comparison in wrong)
    if reasons:
        yield Paragraph(("Where they differ:",))
        yield Table(("what", "document", "why"), reasons, numbers_from=3)


def _row(walk: Walkthrough, comparison: Comparison, words: Wording) -> tuple[Cell, ...]:
    printed = comparison.printed
    sign = "" if comparison.agrees else "≠"
    return printed.where, _what(walk, comparison, words), sign, words.number(comparison.ours), _digits(comparison)


def _what(walk: Walkthrough, comparison: Comparison, words: Wording) -> Cell:
    """A value, a partial, a number after the update."""
    if comparison.is_after_training:
        name = words.name(walk.passes[0][comparison.name])
        return Math(f"{name.text}⁺", f"{name.latex}^{{+}}")
    of, by = values_of(walk.passes[0], comparison.name)
    return words.name(of) if by is None else words.partial(of, by)


def _digits(comparison: Comparison) -> str:
    return in_print(comparison.printed.text)


def _why(comparison: Comparison) -> str:
    if comparison.is_of_other_order:
        return f"it comes from the order of updates {comparison.printed.order.value!r}"
    return comparison.why
