"""Derivatives at kinks: a first one is the convention of a row, any higher one is what both sides of the kink agree on.

The graph of a gradient holds the conventions as plain numbers: that of |x| at 0 is sign(0) = 0. As the derivative of
|x|, 0 lies between −1 and 1; as a factor of the second derivative of |x|², which is 2, it is wrong. So a gradient that
passed a kink is a `Slope`, and whoever differentiates it looks along the rays that leave the point (`rays`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf, isfinite, isnan, nan
from typing import Any

from autograd.calculus.rays import UNDECIDED, Course, Ray, Side
from autograd.graphs.steps import backward_steps
from autograd.ops.activations import linear
from autograd.ops.notation import formula_text
from autograd.text.names import shorten
from autograd.value import UNREACHED, Value, topological_order

__all__ = ["Slope", "has_finite_slopes", "is_at_kink", "leading_from", "slopes_along", "slopes_at_kinks"]

CLOSE = 1e-8
"""Up to this part of them numbers of two sides are one: a kink breaks more than the last digits."""

TINY = 1e-280
"""Below it two numbers are one: the terms that they are made of were too small for floats."""


class Slope(Value):
    """A derivative that passed a kink: the number of its graph `raw`, or the one that both sides agree on.

    To people it is `raw`, passed on. To `backward` it has the leaves as parents too; the local derivatives by them are
    what the sides say beyond `raw`, found when they are asked for. It is the derivative of `of` in a direction, `move`,
    at the kink of a node called `kink`.
    """

    __slots__ = ("_beyond", "_exists", "kink", "move", "of")

    _beyond: tuple[float, ...] | None
    _exists: bool | None
    of: Value
    move: Mapping[Value, float]
    kink: str

    follows = False

    @property
    def raw(self) -> Value:
        """The graph of the derivative as the rules give it."""
        raw: Value = self._first[0]
        return raw

    @property
    def parents(self) -> tuple[Value, ...]:
        """The graph of the derivative."""
        return (self.raw,)

    @property
    def local_derivatives(self) -> tuple[float, ...]:
        """1, by the graph of the derivative."""
        return (1.0,)

    @property
    def exists(self) -> bool:
        """Whether both sides have this derivative; the convention of a row is none."""
        if self._exists is None:
            self._exists = not isnan(_settled(topological_order(self.of), self.move, self._data))
        return self._exists

    @property
    def _d_first(self) -> tuple[float, ...]:  # in place of the slot
        if self._beyond is None:
            self._beyond = _beyond(self, self._first[1:])
        return self._beyond

    @_d_first.setter
    def _d_first(self, local: tuple[float, ...] | None) -> None:
        self._beyond = local


def slopes_at_kinks(order: Sequence[Value], slopes: list[Value], moves: Sequence[Mapping[Value, float]]) -> list[Value]:
    """Return the derivatives of the last value of an order, `slopes` by their rules, one a direction of `moves`."""
    at_kink = next(filter(is_at_kink, order), None)
    if at_kink is None:
        return slopes
    earlier = next((node for node in order if isinstance(node, Slope)), None)
    if earlier is None:
        kink = shorten(formula_text(at_kink), 60)
        return [_slope(raw, raw.data, None, order, move, kink) for raw, move in zip(slopes, moves, strict=True)]
    numbers = [_settled(order, move, raw.data) for raw, move in zip(slopes, moves, strict=True)]
    return [
        _slope(raw, number, not isnan(number), order, move, earlier.kink)
        for raw, number, move in zip(slopes, numbers, moves, strict=True)
    ]


def slopes_along(move: Mapping[Value, Any], outputs: Sequence[Value], slopes: list[Value]) -> list[Value]:
    """Return the derivatives of some outputs in one direction, `slopes` by their rules."""
    numbers = {value: part.data if isinstance(part, Value) else part for value, part in move.items()}
    checked = []
    for output, slope in zip(outputs, slopes, strict=True):
        order = topological_order(output)
        checked += slopes_at_kinks(order, [slope], [numbers])
    return checked


def leading_from(inputs: Sequence[Value] | Mapping[Value, Any], order: Sequence[Value]) -> set[Value]:
    """Return the inputs and everything that depends on them."""
    leading = set(inputs)
    for node in order:
        if not leading.isdisjoint(node.parents):
            leading.add(node)
    return leading


def is_at_kink(node: Value) -> bool:
    """Return whether the sides of a node may differ: at a kink of its row, or an infinite slope, as √(x²) has at 0."""
    if node.op is None or not has_finite_slopes(node):
        return node.op is not None
    is_near = node.op.kinks
    return is_near is not None and 0.0 in is_near(*[parent.data for parent in node.parents], **node.op.static)


def has_finite_slopes(node: Value) -> bool:
    """Return whether all local derivatives are finite."""
    return all(map(isfinite, node.local_derivatives))


def _settled(order: Sequence[Value], move: Mapping[Value, float], raw: float) -> float:
    """The derivative along a direction that both sides agree on, nan where they do not; `raw` if it is that one."""
    course = _course(order, move)
    sides = [
        Side(value, way * slope)
        for way in (1.0, -1.0)
        for value, slope in Ray.sides(course, {leaf: way * part for leaf, part in move.items()})
    ]
    if not sides:
        return raw
    first = sides[0]
    if not all(_agree(first.value, side.value) and _agree(first.slope, side.slope) for side in sides):
        return nan
    return raw if _agree(first.slope, raw) else first.slope


def _course(order: Sequence[Value], move: Mapping[Value, float]) -> Course:
    """The graph as rays in a direction and against it go through it."""
    slopes = [node for node in order if isinstance(node, Slope)]
    rules = set[Value]().union(*map(_made_by_rules, slopes))
    undecided = [node for node in rules if node.op is not None and node.op.forward in UNDECIDED]
    missing = {slope for slope in slopes if not slope.exists}
    return Course(order, leading_from([*move, *undecided], order), missing, rules)


def _made_by_rules(slope: Slope) -> set[Value]:
    """What the rules made of a function, and not a person, where it follows from what they differentiate by."""
    order = topological_order(slope.raw)
    return leading_from(slope.move, order).difference(topological_order(slope.of))


def _agree(one: float, other: float) -> bool:
    return one == other or abs(one - other) <= CLOSE * max(abs(one), abs(other), TINY) < inf


def _slope(
    raw: Value, number: float, exists: bool | None, order: Sequence[Value], move: Mapping[Value, float], kink: str
) -> Value:
    """A derivative as it is, if no kink feeds it; else one that remembers."""
    if number == raw.data and not any(map(is_at_kink, topological_order(raw))):
        return raw
    leaves = [node for node in order if node.op is None]
    slope = object.__new__(Slope)
    slope._data, slope.grad, slope.name, slope.op = number, UNREACHED, None, linear
    slope._first, slope._second, slope._d_second, slope._beyond = (raw, *leaves), None, None, None
    slope.of, slope.move, slope.kink, slope._exists = order[-1], move, kink, exists
    if isnan(number) and not isnan(raw.data):
        slope.name = f"no derivative at the kink of {kink}"
    return slope


def _beyond(slope: Slope, leaves: Sequence[Value]) -> tuple[float, ...]:
    """1 by the graph, and by each leaf how much more than that of the graph the derivative is; or 0, and all of it."""
    by_rules = {step.node: step.gradient for step in backward_steps(slope.raw)}
    order = [*dict.fromkeys((*leaves, *topological_order(slope)))]
    plain = [by_rules.get(leaf, 0.0) for leaf in leaves]
    settled = [_settled(order, {leaf: 1.0}, by_rule) for leaf, by_rule in zip(leaves, plain, strict=True)]
    if not all(map(isfinite, plain)):
        return (0.0, *settled)
    return (1.0, *[both - by_rule for both, by_rule in zip(settled, plain, strict=True)])
