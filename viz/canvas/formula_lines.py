"""The steps of a derivation as lines under a picture: symbols = numbers = result, each factor with its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from autograd import Value
from autograd.derivation import Derivation, Factor, Step
from viz.canvas.pen import BETWEEN_PIECES, Badge, Pen, Piece, line_length
from viz.canvas.texts import MARGIN, label
from viz.style import NumberFormat

__all__ = ["MOST_STEPS", "draw_flow", "draw_steps", "partial_text", "summed"]

MOST_STEPS, ROW, BETWEEN_STEPS = 24, 26.0, 6.0
"""Steps that are written; and from one line to the next, and from one step to the next."""

Group: TypeAlias = list[Piece]
"""What stays together on a line."""

Badges: TypeAlias = Callable[[Factor | Step], Badge | None]
"""Gives the number of a factor."""


def partial_text(derivation: Derivation, of: Value, by: Value, is_direct: bool = False) -> str:
    """Return ``∂E/∂w5``."""
    above, below = (label(derivation.labels[value], 14) for value in (of, by))
    return f"∂{above}/∂{below} (direct)" if is_direct else f"∂{above}/∂{below}"


def draw_steps(pen: Pen, derivation: Derivation, badge: Badges, width: float, y: float) -> float:
    """Write the steps under a picture of this width, the whole first; returns where they end."""
    for step in derivation.steps[:MOST_STEPS]:
        groups = list(_groups(derivation, step, badge, pen.numbers))
        y = draw_flow(pen, groups, width, y) + ROW + BETWEEN_STEPS
    more = len(derivation.steps) - MOST_STEPS
    if more > 0:
        pen.line((MARGIN, y), [f"{more} more steps"], fill="muted", centred=False)
        y += ROW
    return y


def _groups(derivation: Derivation, step: Step, badge: Badges, numbers: NumberFormat) -> Iterator[Group]:
    number = badge(step)
    if number is not None and [(factor.of, factor.by) for factor in step.factors] == [(step.of, step.by)]:
        yield [number, partial_text(derivation, step.of, step.by)]  # a rule of its own
        yield ["=", numbers.text(step.value)]
        return
    yield [partial_text(derivation, step.of, step.by), "="]
    for place, term in enumerate(step.terms):
        for at, factor in enumerate(term):
            pieces = ["·" if at else "+" if place else None, badge(factor), partial_text(derivation, *factor.key)]
            yield [piece for piece in pieces if piece is not None]
    written = list(_values(step, numbers))
    yield ["=", *written[0]]
    yield from written[1:]
    if len(written) > 1:
        yield ["=", numbers.text(step.value)]


def _values(step: Step, numbers: NumberFormat) -> Iterator[Group]:
    """The sum of products in numbers."""
    firsts = summed(numbers.text(first.value) for first, *_ in step.terms)
    for first, (_, *others) in zip(firsts, step.terms, strict=True):
        yield first
        for text in (numbers.text(factor.value) for factor in others):
            yield ["·", f"({text})" if text.startswith("−") else text]


def summed(texts: Iterable[str]) -> Iterator[Group]:
    """Return the terms of a sum, ``0.5 − 0.1``: one after the first that begins with a minus is taken away."""
    for place, text in enumerate(texts):
        if place:
            yield ["−", text[1:]] if text.startswith("−") else ["+", text]
        else:
            yield [text]


def draw_flow(pen: Pen, groups: Sequence[Group], width: float, y: float) -> float:
    """Set groups one after the other, on lines that rather begin with "=" than break between; returns the last line.

    Lines after the first stand under the second group, and all within a picture of this width.
    """
    right = width - MARGIN
    indent = x = MARGIN + line_length(groups[0]) + BETWEEN_PIECES
    pen.line((MARGIN, y), groups[0], centred=False)
    for place, group in enumerate(groups[1:], 1):
        needed = line_length(group)
        if group[0] == "=":
            rest = sum(line_length(other) + BETWEEN_PIECES for other in groups[place:]) - BETWEEN_PIECES
            needed = rest if indent + rest <= right else needed
        if x > indent and x + needed > right:
            x, y = indent, y + ROW
        x = pen.line((x, y), group, centred=False) + BETWEEN_PIECES
    return y
