"""Slopes by differences: from both sides, with steps chosen by their error, and what kind of place it is.

Nothing here knows of Values or rules: a function of a float, and its numbers.
"""

from __future__ import annotations

import math
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from autograd.checking.limits import (
    Along,
    Estimate,
    Numbers,
    Side,
    column,
    extrapolate,
    noise_of,
    one_sided_limit,
    samples_beside,
)
from autograd.number import ULP

__all__ = ["Shape", "Slope", "scale_of", "slopes"]

SUBNORMAL = 2.0**-1074
SMALL, FINER = 2.0**-10, 2.0**-18
CLEAR, ROUGH = 1e-6, 1e3
SAME = 1e-7
"""Slopes that differ by less than this part of them are one slope."""


class Shape(Enum):
    """The kind of a place: decided by the slopes from the left and from the right."""

    SMOOTH = "smooth"
    KINK = "kink"
    JUMP = "jump"
    LEFT = "the left side only"
    RIGHT = "the right side only"
    NONE = "no side"


class Slope(NamedTuple):
    """A derivative by differences, and what kind of place it is.

    `value` may be away from the true slope by `error`; at a kink and a jump it is the middle of the slopes of the two
    sides, `left` and `right`, nan where there is none. `jump` is what the function changes by at once, `noise` how far
    rounding moves it, and `is_rough` says that this is far more than rounding should.
    """

    shape: Shape
    value: float
    error: float
    left: float
    right: float
    jump: float
    noise: float
    is_rough: bool


def slopes(function: Along, x: float, rounding: Numbers) -> list[Slope]:
    """Return the derivative at `x` of each of the numbers that a function returns.

    Differences with steps from an eighth of the magnitude of `x` downward are extrapolated; where that is not clear,
    or `x` is small, other scales are tried too.

    `rounding` says for each number how far rounding may move it; more is taken where more is seen. A function that is
    not defined at `x` itself raises its ValueError or ArithmeticError.

    Examples
    --------
    >>> sine, size = slopes(lambda x: (math.sin(x), abs(x)), 0.0, (0.0, 0.0))
    >>> sine.shape.value, round(sine.value, 12)
    ('smooth', 1.0)
    >>> size.shape.value, size.left, size.right
    ('kink', -1.0, 1.0)
    """
    here = function(x)
    scales = (1.0, abs(x)) if 0.0 < abs(x) < SMALL else (scale_of(x),)
    best: list[Slope] = []
    for scale in (*scales, scales[-1] * FINER):
        sides = [samples_beside(function, x, way * scale) for way in (-1.0, 1.0)]
        at_scale = [_slope(place, here[place], sides, least) for place, least in enumerate(rounding)]
        best = [min(pair, key=_doubt) for pair in zip(at_scale, best, strict=True)] if best else at_scale
        if all(map(_is_clear, best)):
            break
    return best


def _is_clear(slope: Slope) -> bool:
    return slope.shape is Shape.SMOOTH and slope.error <= 1e-9 * abs(slope.value)


def _doubt(slope: Slope) -> tuple[int, float]:
    """What makes one scale better than another: smooth with a small error; of kinks the one with the least gap.

    One side alone is believed where no scale has both, and where a function moves by more than rounding between places
    close together, its steps are too large to see what it does.
    """
    if slope.shape in (Shape.LEFT, Shape.RIGHT, Shape.NONE):
        return 4 if slope.shape is Shape.NONE else 3, slope.error
    rank = 1 + slope.is_rough
    if slope.shape is Shape.JUMP or not math.isfinite(slope.value):
        return rank, math.inf
    if slope.shape is Shape.KINK:
        return rank, abs(slope.right - slope.left)
    return rank if slope.is_rough or slope.error > CLEAR * abs(slope.value) else 0, slope.error


def _slope(place: int, here: float, sides: list[Side], rounding: float) -> Slope:
    seen, due = (max(pair) for pair in zip(*(noise_of(side.close, place) for side in sides), strict=True))
    least = max(rounding, ULP * abs(here), SUBNORMAL)
    noise = max(least, seen)
    left, right = (column(side.steps, place) for side in sides)
    from_left, from_right = _one_sided(left, noise, -1.0), _one_sided(right, noise, 1.0)
    jump = _jump(left, here, right) if _jumps(left, here, noise) or _jumps(right, here, noise) else 0.0
    shape = _shape(from_left, from_right, jump)
    if shape is Shape.SMOOTH and math.isfinite(from_left.value):
        slope = _central(left, right, noise)
    elif shape in (Shape.KINK, Shape.JUMP):
        slope = _middle(from_left, from_right)
    else:
        slope = from_right if math.isnan(from_left.value) else from_left
    return Slope(shape, *slope, from_left.value, from_right.value, jump, noise, noise > ROUGH * max(least, due))


def _shape(left: Estimate, right: Estimate, jump: float) -> Shape:
    if math.isnan(left.value):
        return Shape.NONE if math.isnan(right.value) else Shape.RIGHT
    if math.isnan(right.value):
        return Shape.LEFT
    if jump:
        return Shape.JUMP
    return Shape.KINK if _differ(left, right) else Shape.SMOOTH


def _one_sided(side: list[tuple[float, float]], noise: float, way: float) -> Estimate:
    """The slope of one side without the middle: it exists beside a jump too."""
    if len(side) < 3:
        return Estimate(math.nan, math.inf)
    raw, moved = [], []
    for (width, number), (closer, nearer) in pairwise(side):
        raw.append(way * (number - nearer) / (width - closer))
        moved.append(6.0 * max(noise, ULP * abs(number)) / width)
    return one_sided_limit(raw, moved)


def _central(left: list[tuple[float, float]], right: list[tuple[float, float]], noise: float) -> Estimate:
    raw, moved = [], []
    shared = min(len(left), len(right))
    for (before, low), (after, high) in zip(left[-shared:], right[-shared:], strict=True):
        raw.append((high - low) / (before + after))
        moved.append(6.0 * max(noise, ULP * abs(low), ULP * abs(high)) / (before + after))
    return extrapolate(raw, moved, 2)


def _jumps(side: list[tuple[float, float]], here: float, noise: float) -> bool:
    """Whether the function stays away from its number in the middle, however small the step."""
    away = [abs(number - here) for _, number in side[-3:]] or [0.0]
    return min(away) > 50.0 * noise and max(away) < 1.05 * min(away)


def _jump(left: list[tuple[float, float]], here: float, right: list[tuple[float, float]]) -> float:
    """The jump from one side to the other, or where a number stands alone, from one side to it."""
    before, after = (side[-1][1] if side else here for side in (left, right))
    return max(after - before, here - before, after - here, key=abs)


def _differ(left: Estimate, right: Estimate) -> bool:
    if math.isinf(left.value) or math.isinf(right.value):
        return left.value != right.value
    size = max(abs(left.value), abs(right.value))
    return abs(left.value - right.value) > 10.0 * (left.error + right.error) + SAME * size


def _middle(left: Estimate, right: Estimate) -> Estimate:
    return Estimate((left.value + right.value) / 2.0, left.error + right.error)


def scale_of(x: float) -> float:
    """Return the magnitude of an input: its own, or 1 for those that are small beside it."""
    return abs(x) if abs(x) >= SMALL else 1.0
