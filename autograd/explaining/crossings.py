"""Kinks in the way of a wiggle: those that it starts from, and those that it crosses."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from autograd.calculus.labels import Labels, text_of
from autograd.explaining.kink import crossing, distances, places_apart
from autograd.explaining.sides import is_on_kink, side_of
from autograd.value import Value

__all__ = ["Crossing", "OneSided", "kinks_crossed", "on_this_side", "passed_on"]


class OneSided(NamedTuple):
    """A node exactly on a kink, for which the prediction took the derivative on the side of the wiggle.

    Attributes
    ----------
    node : Value
    label : str
    predicted : float
        Its change by the derivative on that side.
    recorded : float
        What the recorded derivative would have given, which is a convention there.
    jump : float
        What its value changes by at once: 0 at a kink, not 0 at a jump. No derivative predicts it.
    """

    node: Value
    label: str
    predicted: float
    recorded: float
    jump: float

    def __str__(self) -> str:
        convention = self.node.op.convention if self.node.op else ""
        named = f"the convention of backward{f', {convention},' if convention else ''}"
        same = self.predicted == self.recorded
        return (
            f"{self.label} is on a kink: the derivative on this side predicts a change of {text_of(self.predicted)}; "
            + (f"by {named} it would be {text_of(self.recorded)}" if not same else f"{named} gives the same")
            + (f"; its value jumps by {text_of(self.jump)}, which no derivative predicts." if self.jump else ".")
        )


class Crossing(NamedTuple):
    """A node that a wiggle takes from one side of a kink to the other, where its derivative is another one.

    Attributes
    ----------
    node : Value
    label : str
    operand_label : str
        What the operand is called that moves across, the first one that moves.
    at : float
        The number of that operand at which the kink lies.
    jump : float
        What the value changes by at once on the way across.
    """

    node: Value
    label: str
    operand_label: str
    at: float
    jump: float

    def __str__(self) -> str:
        jump = f" and jumps by {text_of(self.jump)}" if self.jump else ""
        return f"{self.label} crosses a kink{jump} at {self.operand_label} = {text_of(self.at)}."


def on_this_side(node: Value, changes: Mapping[Value, float], labels: Labels) -> OneSided | None:
    """Return what the derivatives on the side of a wiggle predict, if a node is on a kink and its operands move."""
    assert node.op is not None  # it has parents
    numbers = [parent.data for parent in node.parents]
    direction = [changes.get(parent, 0.0) for parent in node.parents]
    if not is_on_kink(node.op, numbers) or not any(direction) or not all(map(math.isfinite, direction)):
        return None
    derivatives, jump = side_of(node.op, numbers, direction)
    predicted = passed_on(zip(node.parents, derivatives, strict=True), changes)
    return OneSided(node, labels[node], predicted, changes[node], jump)


def passed_on(edges: Iterable[tuple[Value, float]], changes: Mapping[Value, float]) -> float:
    """Return the change of a node from those of its parents, by the derivatives on its edges."""
    change = 0.0
    for parent, local in edges:
        if parent in changes:
            change += local * changes[parent]
    return change


def kinks_crossed(node: Value, after: Sequence[float], labels: Labels) -> Iterator[Crossing]:
    """Yield the kinks that lie between the operands of a node as recorded and other numbers for them.

    Where several operands move, those are found whose distance changes its sign.
    """
    if node.op is None or node.op.kinks is None or not all(map(math.isfinite, after)):
        return
    before = tuple(parent.data for parent in node.parents)
    direction = [end - start for start, end in zip(before, after, strict=True)]
    moving = [place for place, speed in enumerate(direction) if speed]
    reverse = [-speed for speed in direction]
    for point in dict.fromkeys(_points(node, before, after, moving)):
        back, on = side_of(node.op, point, reverse), side_of(node.op, point, direction)
        jump = on.jump - back.jump
        if jump or places_apart(back.derivatives, on.derivatives):
            yield Crossing(node, labels[node], labels[node.parents[moving[0]]], point[moving[0]], jump)


def _points(
    node: Value, before: tuple[float, ...], after: Sequence[float], moving: Sequence[int]
) -> Iterator[tuple[float, ...]]:
    """The points between two, these left out, at which a node is on a kink."""
    assert node.op is not None  # it has kinks
    for place, distance in enumerate(distances(node.op, before) if moving else ()):
        left = distances(node.op, after)[place]
        if len(moving) == 1:
            operand, at = crossing(node.op, before, place, distance, moving)
            if operand is not None and min(before[operand], after[operand]) < at < max(before[operand], after[operand]):
                yield (*before[:operand], at, *before[operand + 1 :])
        elif distance < 0.0 < left or left < 0.0 < distance:
            part = distance / (distance - left)
            yield tuple(start + part * (end - start) for start, end in zip(before, after, strict=True))
