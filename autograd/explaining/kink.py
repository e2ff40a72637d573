"""Kinks: the nodes at which a derivative has two sides, or a value jumps."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograd.calculus.labels import Labels, text_of
from autograd.explaining.sides import HALF_THE_DIGITS, beside, side_of
from autograd.graphs.named import Named
from autograd.number import as_number
from autograd.ops import Op
from autograd.stale import refuse_changed
from autograd.value import Value, leaves_and_computed

__all__ = ["Kink", "crossing", "distances", "kinks", "places_apart"]

NEGLIGIBLE, EXACT = 2.0**-30, 2.0**-40
"""Which part of the largest derivative makes no difference; a distance that has shrunk so far is none."""


@dataclass(frozen=True, slots=True)
class Kink:
    """A kink that a node lies on or near, as seen along one of its operands, the others held.

    Attributes
    ----------
    node : Value
    label : str
    operand : int
        The place of the operand along which the kink is crossed, the first one that can.
    operand_labels : tuple of str
        What the operands are called.
    at : float
        The number of that operand at which the kink lies.
    distance : float
        The operand's number − `at`: 0 exactly on the kink.
    below, above : tuple of float
        The local derivatives at the kink, one an operand, as that operand comes from below and from above.
    applied : tuple of float
        The local derivatives that were recorded, and that `backward` uses.
    jump : float
        The value just above the kink − the value just below: not 0 where the value itself jumps.
    """

    node: Value
    label: str
    operand: int
    operand_labels: tuple[str, ...]
    at: float
    distance: float
    below: tuple[float, ...]
    above: tuple[float, ...]
    applied: tuple[float, ...]
    jump: float

    @property
    def operand_label(self) -> str:
        """What the operand along which the kink is crossed is called."""
        return self.operand_labels[self.operand]

    @property
    def convention(self) -> str:
        """What the row takes for the derivative on the kink."""
        return self.node.op.convention if self.node.op else ""

    def __str__(self) -> str:
        where = f"{self.operand_label} = {text_of(self.at)}"
        if self.distance:
            side = "above" if self.distance > 0 else "below"
            where += f" ({self.operand_label} is {text_of(abs(self.distance))} {side})"
        return f"{self.label} {'jumps' if self.jump else 'has a kink'} at {where}: {'; '.join(self._facts())}."

    def _facts(self) -> Iterator[str]:
        if self.jump:
            yield f"its value is {text_of(abs(self.jump))} {'more' if self.jump > 0 else 'less'} above than below"
        places = places_apart(self.below, self.above) or [self.operand]
        for title, derivatives in (("below", self.below), ("above", self.above)):
            yield f"derivative {title} {self._some(derivatives, places)}"
        convention = f" ({self.convention})" if self.convention and not self.distance else ""
        yield f"backward takes {self._some(self.applied, places)}{convention}"

    def _some(self, derivatives: Sequence[float], places: Sequence[int]) -> str:
        """One number, or of several operands each by its name."""
        numbers = [text_of(derivatives[place]) for place in places]
        if len(derivatives) == 1:
            return numbers[0]
        labels = [self.operand_labels[place] for place in places]
        return ", ".join(f"by {label} {number}" for label, number in zip(labels, numbers, strict=True))


def kinks(output: Value, within: float = 0.0) -> list[Kink]:
    """Return the kinks that nodes of a graph lie on, or no further from than `within`, in topological order.

    Where kinks are is said by each operation itself, by the field `kinks` of its row. Smooth operations have none,
    however sharply they bend, and a place where both sides agree, as that of elu with alpha = 1, is none. What feeds
    only a branch that `where` did not choose, or a condition, has no part in a derivative and is left out.

    Parameters
    ----------
    output
        The value that was computed last.
    within
        The largest distance, in the units of the operand, 0 or more; 0 reports what is exactly on a kink.

    Raises
    ------
    ValueError
        If `within` is negative or nan.
    GraphError
        If a leaf has changed since the graph was recorded.

    Examples
    --------
    >>> from autograd import maximum, relu
    >>> net = Value(0.0, "net")
    >>> out = relu(net).named("out")
    >>> print(*kinks(out))
    out has a kink at net = 0: derivative below 0; derivative above 1; backward takes 0 (0 at x = 0).
    >>> print(*kinks(maximum(out + 0.3, 0.28).named("y"), within=0.1)[1:])
    y has a kink at out + 0.3 = 0.28 (out + 0.3 is 0.02 above): derivative below 0; derivative above 1;
    backward takes 1.
    """
    within = as_number(within)
    if not within >= 0.0:
        raise ValueError(f"within is {within:g}; give a distance: 0, or a positive number in the operand's units.")
    graph = Named(output)
    refuse_changed(graph.order)
    labels = Labels(graph.labels)
    _, chosen = leaves_and_computed(output)
    return [kink for node in chosen if node.op and node.op.kinks for kink in _kinks_of(node, node.op, within, labels)]


def _kinks_of(node: Value, op: Op, within: float, labels: Labels) -> Iterator[Kink]:
    numbers = tuple(parent.data for parent in node.parents)
    near = [(place, distance) for place, distance in enumerate(distances(op, numbers)) if abs(distance) <= within]
    for operand, at in dict.fromkeys(crossing(op, numbers, *nearby, range(len(numbers))) for nearby in near):
        if operand is not None:
            kink = _kink(node, op, operand, at, labels)
            if kink.jump or places_apart(kink.below, kink.above):
                yield kink


def _kink(node: Value, op: Op, operand: int, at: float, labels: Labels) -> Kink:
    parent = node.parents[operand]
    numbers = _with(tuple(parent.data for parent in node.parents), operand, at)
    up = _with((0.0,) * len(numbers), operand, 1.0)
    below, above = side_of(op, numbers, [-speed for speed in up]), side_of(op, numbers, up)
    jump = above.jump - below.jump
    names, distance = tuple(map(labels.__getitem__, node.parents)), parent.data - at
    sides = below.derivatives, above.derivatives, node.local_derivatives
    return Kink(node, labels[node], operand, names, at, distance, *sides, jump)


def distances(op: Op, numbers: Sequence[float]) -> tuple[float, ...]:
    """Return how far the operands lie from each kink of a row that has some."""
    assert op.kinks is not None
    return op.kinks(*numbers, **op.static)


def crossing(
    op: Op, numbers: tuple[float, ...], place: int, distance: float, operands: Sequence[int]
) -> tuple[int | None, float]:
    """Return the first of some operands that alone can cross the kink, and its number there."""

    def left(operand: int, number: float) -> float:
        return distances(op, _with(numbers, operand, number))[place]

    for operand in operands:
        x = numbers[operand]
        if not distance and left(operand, beside([x], [1.0], HALF_THE_DIGITS)[0]):
            return operand, x
        for way in (-1.0, 1.0) if distance else ():
            at = x + way * distance
            at += way * left(operand, at)  # what rounding has left
            if abs(left(operand, at)) <= EXACT * abs(distance):
                return operand, at
    return None, 0.0


def _with(numbers: tuple[float, ...], place: int, number: float) -> tuple[float, ...]:
    return (*numbers[:place], number, *numbers[place + 1 :])


def places_apart(below: Sequence[float], above: Sequence[float]) -> list[int]:
    """Return the operands by which two sides have two derivatives, beyond the last digits; nan is none on that side."""
    largest = max([abs(slope) for slope in (*below, *above) if math.isfinite(slope)], default=0.0)
    return [
        place
        for place, (one, other) in enumerate(zip(below, above, strict=True))
        if one != other and (one == one or other == other) and not abs(one - other) <= NEGLIGIBLE * largest
    ]
