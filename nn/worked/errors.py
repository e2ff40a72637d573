"""Our outputs beside the true ones, the error of each, their total; of several samples the mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograd import Value
from autograd.derivation.wording import Wording
from autograd.text.document import EQUALS, Block, Cell, Equation, Heading, Line, Math, Paragraph, Piece, Table
from nn.forward import Forward
from nn.worked.lines import MOST_LINES, computed_line, cut_rows, mean_line, number_or_name, total_of
from nn.worked.records import Walkthrough

__all__ = ["error_blocks"]


def error_blocks(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    """Yield what the outputs should have been, and how far they are from it."""
    first = walk.passes[0]
    pairs = [(neuron.out, target) for neuron, target in zip(first.layers[-1], first.targets, strict=True)]
    differ = any(out.data != target.data for out, target in pairs)
    yield Heading("Error", level=3)
    yield Paragraph((f"Our output {'≠' if differ else '='} true output:",))
    yield Equation(tuple(_beside(words, out, target) for out, target in pairs[:MOST_LINES]))
    errors = first.errors[:MOST_LINES] if len(first.errors) > 1 else ()
    yield Equation(tuple(computed_line(words, value) for value in (*errors, total_of(first))))
    if len(walk.passes) > 1:
        yield from _all_samples(walk, words)


def _beside(words: Wording, out: Value, target: Value) -> Line:
    """``out_o1 = 0.7514 ≠ 0.01 = target_o1``."""
    ours, true = words.number(out.data), words.number(target.data)
    sign = _EQUAL if out.data == target.data else _NEARLY if ours.text == true.text else _UNEQUAL
    sides = (number_or_name(words, out), ours, true, number_or_name(words, target))
    name, ours_piece, true_piece, target_piece = map(Piece, sides)
    return Line((name, EQUALS, ours_piece, sign, true_piece, EQUALS, target_piece))


_EQUAL, _NEARLY, _UNEQUAL = EQUALS, Piece(Math("≈", r"\approx")), Piece(Math("≠", r"\neq"))


def _all_samples(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    """Inputs, outputs, targets and errors, and the mean that a training goes down."""
    first = walk.passes[0]
    rows: list[tuple[Cell, ...]] = []
    for number, forward in enumerate(walk.passes, 1):
        rows.append((str(number), *(words.number(value.data) for value in _shown(forward))))
    yield Paragraph(("All samples:",))
    header: list[Cell] = ["sample", *(number_or_name(words, value) for value in _shown(first))]
    yield Table(tuple(header), cut_rows(rows), numbers_from=0)
    yield Paragraph(("What training lowers is the mean:",))
    yield Equation((mean_line(words, words.name(total_of(first)), [total_of(sample).data for sample in walk.passes]),))


def _shown(forward: Forward) -> Sequence[Value]:
    outs = [neuron.out for neuron in forward.layers[-1][:MOST_LINES]]
    return (*forward.inputs[:MOST_LINES], *outs, *forward.targets[:MOST_LINES], total_of(forward))
