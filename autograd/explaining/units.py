"""Units that let little of a gradient through: saturated activations, and dead ones."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from autograd.calculus.labels import Labels, text_of
from autograd.ops import Op
from autograd.ops.activations import leaky_relu, relu, tanh
from autograd.ops.arithmetic import weighted_sum
from autograd.text.names import printable
from autograd.value import Value

__all__ = ["NEARLY_FLAT", "Unit", "flat_units", "largest_slope", "slope_at"]

NEARLY_FLAT = 0.05
"""The part of the largest slope below which an activation counts as saturated."""

FAR = 256.0
_SIZES = (*(n / 4 for n in range(1, 33)), *(2.0**n for n in range(4, 11)), 1e4, 1e6)
_LEAKY = leaky_relu.bind(slope=0.01)


@dataclass(frozen=True, slots=True)
class Unit:
    """An activation in each of the samples that a graph holds.

    Values belong to one unit if they come from the same activation of weighted sums with the same weights and bias;
    where there are no such sums, if they have the same name.

    Attributes
    ----------
    label, net_label : str
        What its out and its net are called.
    op : Op
        The activation.
    outs : tuple of Value
        One a sample.
    nets, slopes : tuple of float
        For each sample the net, and ∂out/∂net as recorded.
    largest_slope : float
        The largest size of ∂out/∂net at any net.
    """

    label: str
    net_label: str
    op: Op
    outs: tuple[Value, ...]
    nets: tuple[float, ...]
    slopes: tuple[float, ...]
    largest_slope: float

    @property
    def flat(self) -> tuple[int, ...]:
        """The samples in which the slope is below 5 % of the largest, counted from 0."""
        return tuple(place for place, out in enumerate(self.outs) if _is_flat(out))

    @property
    def is_dead(self) -> bool:
        """Whether the slope is 0 in every sample, on the flat side of a kink: nothing ever reaches its weights."""
        return self.op.kinks is not None and not any(self.slopes)

    @property
    def is_saturated(self) -> bool:
        """Whether the slope is near 0 in every sample, though it is none of a dead unit."""
        return not self.is_dead and len(self.flat) == len(self.slopes)

    def instead(self) -> dict[str, float]:
        """Return the slope that tanh and relu have at the same net, and for a dead unit tanh and leaky_relu.

        Of the samples in which the unit is flat, it is the one where most passes.

        Examples
        --------
        >>> from autograd import sigmoid
        >>> net = Value(10.0, "net")
        >>> (unit,) = flat_units([net, sigmoid(net)], Labels({net: "net"}))
        >>> {name: round(slope, 12) for name, slope in unit.instead().items()}
        {'tanh': 8.245e-09, 'relu': 1.0}
        """
        net = self.nets[self._best]
        others = (tanh, _LEAKY if self.is_dead else relu)
        return {op.name: slope_at(op, net) for op in others if op is not self.op}

    @property
    def _best(self) -> int:
        """The flat sample in which most passes, or is nearest to passing."""
        return max(self.flat, key=lambda place: (abs(self.slopes[place]), -abs(self.nets[place])))

    def __str__(self) -> str:
        symbol = self.op.shown.notation.symbol
        if not self.largest_slope:
            return f"{self.label} passes nothing on: {symbol}′ is 0 everywhere."
        count, flat = len(self.slopes), len(self.flat)
        where = (
            ""
            if count == 1
            else f" in all {count:,} samples"
            if flat == count
            else f" in {flat:,} of {count:,} samples"
        )
        return (
            f"{self.label} is {self._state()}{where}: {symbol}′({self.net_label}) {self._slope()} "
            f"{' and '.join(f'{name} has {text_of(slope)}' for name, slope in self.instead().items())}; "
            f"its largest is {text_of(self.largest_slope)}."
        )

    def _state(self) -> str:
        return "dead" if self.is_dead else "inactive" if self.slopes[self._best] == 0.0 else "saturated"

    def _slope(self) -> str:
        """The slope and the nets in the flat samples."""
        nets, best = [self.nets[place] for place in self.flat], text_of(self.nets[self._best])
        slope = abs(self.slopes[self._best])
        if min(nets) == max(nets):
            return f"= {text_of(self.slopes[self._best])} at {self.net_label} = {best}, where"
        between = f"from {text_of(min(nets))} to {text_of(max(nets))}"
        return f"{'is at most' if slope else '='} {text_of(slope)} at nets {between}; at {best}"


def flat_units(nodes: Iterable[Value], labels: Labels) -> list[Unit]:
    """Return the units that are dead or saturated in some sample, those in all samples first, the flattest first."""
    outs: dict[Hashable, list[Value]] = {}
    for node in nodes:
        if node.op is not None and largest_slope(node.op) is not None:
            outs.setdefault(_key(node), []).append(node)
    units = [_unit(layer, labels) for layer in outs.values() if any(map(_is_flat, layer))]
    return sorted(units, key=lambda unit: (len(unit.flat) < len(unit.slopes), max(map(abs, unit.slopes))))


def _is_flat(out: Value) -> bool:
    assert out.op is not None
    slope = abs(out.local_derivatives[0])
    return slope == 0.0 or slope < NEARLY_FLAT * (largest_slope(out.op) or 0.0)


def _key(out: Value) -> Hashable:
    """What the values of one unit have in common."""
    (net,) = out.parents
    weights = (*net.parents[:-1:2], net.parents[-1]) if net.op is weighted_sum else ()
    if not weights and out.name is None and net.name is None:
        return out
    return out.op, out.name, net.name, weights


def _unit(outs: list[Value], labels: Labels) -> Unit:
    first, nets = outs[0], [out.parents[0] for out in outs]
    assert first.op is not None
    return Unit(
        printable(first.name) if first.name else labels[first],
        printable(nets[0].name) if nets[0].name else labels[nets[0]],
        first.op,
        tuple(outs),
        tuple(net.data for net in nets),
        tuple(out.local_derivatives[0] for out in outs),
        largest_slope(first.op) or 0.0,
    )


def slope_at(op: Op, x: float) -> float:
    """Return ∂out/∂x of a row with one operand, as it is recorded."""
    return float(op.derivatives(op.evaluate(x), x)[0])


@lru_cache(maxsize=256)
def largest_slope(op: Op) -> float | None:
    """Return the largest |∂out/∂x| of an activation, and None for a row that is none.

    An activation is here what has one operand, a value at every number, and slopes that have a bound and are near 0 far
    out on one side or on both: found by trying, so that rows of one's own are known too.

    Examples
    --------
    >>> from autograd import exp, gelu, sigmoid, sin, square
    >>> largest_slope(sigmoid), round(largest_slope(gelu), 4)
    (0.25, 1.1289)
    >>> largest_slope(exp), largest_slope(sin), largest_slope(square)
    (None, None, None)
    """
    if op.arity != 1 or (op.takes and not op.static):
        return None
    points = sorted({0.0, *_SIZES, *(-size for size in _SIZES), *_beside_kinks(op)})
    try:
        slopes = {x: abs(slope_at(op, x)) for x in points}
        steepest = max(points, key=slopes.__getitem__)
        place = points.index(steepest)
        around = points[max(0, place - 1)], points[min(place + 1, len(points) - 1)]
        highest = max(slopes[steepest], _highest(op, *around))
    except (ValueError, ArithmeticError):
        return None
    has_end = highest < math.inf and highest <= 2.0 * slopes[steepest]  # a pole has none
    return highest if has_end and _is_flat_far_out(slopes, NEARLY_FLAT * slopes[steepest]) else None


def _is_flat_far_out(slopes: Mapping[float, float], most: float) -> bool:
    """Whether slopes are small far out on one side or on both."""
    return any(all(slope <= most for x, slope in slopes.items() if side * x >= FAR) for side in (-1.0, 1.0))


def _beside_kinks(op: Op) -> Iterator[float]:
    for distance in op.kinks(0.0, **op.static) if op.kinks else ():
        if math.isfinite(distance):
            yield from (-distance - 1.0, -distance + 1.0)


def _highest(op: Op, low: float, high: float) -> float:
    """The highest slope between two points with one hill between them, by cutting off a third again and again."""
    for _ in range(80):
        third = (high - low) / 3.0
        if abs(slope_at(op, low + third)) < abs(slope_at(op, high - third)):
            low += third
        else:
            high -= third
    return abs(slope_at(op, (low + high) / 2.0))
