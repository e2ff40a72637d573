"""A function beside a point: its numbers at ever smaller steps, and how far their rounding moves them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from autograd.calculus.checking.extrapolation import RATIO
from autograd.number import ULP

__all__ = ["Along", "Numbers", "Side", "column", "noise_of", "samples_beside"]

Numbers: TypeAlias = Sequence[float]
Along: TypeAlias = Callable[[float], Numbers]
"""Several numbers at each point of a line; raises ValueError or ArithmeticError where they do not exist."""

LARGEST, LEVELS = 2.0**-3, 13
"""The first step is an eighth of the scale, the last one 2^−27 of it."""

NEAR, TINY, PLACES = 2.0**-11, 2.0**-30, 6
"""Near by, at so many places so close together, a smooth function is a straight line: what remains is rounding."""


class Sample(NamedTuple):
    """The numbers at a point, and how far it lies from the middle."""

    width: float
    numbers: Numbers


class Side(NamedTuple):
    """What a function does on one side: at all steps, the largest first, and at places close together."""

    steps: list[Sample]
    close: list[Sample]


def samples_beside(function: Along, x: float, scale: float) -> Side:
    """Return samples in the direction of the sign of `scale`."""
    steps = [scale * LARGEST / RATIO**level for level in range(LEVELS)]
    close = [scale * (NEAR + TINY * place) for place in range(PLACES, 0, -1)]
    return Side(_samples(function, x, steps), _samples(function, x, close))


def _samples(function: Along, x: float, steps: Numbers) -> list[Sample]:
    found = []
    for step in steps:
        try:
            found.append(Sample(abs((x + step) - x), function(x + step)))
        except (ValueError, ArithmeticError):
            found.append(Sample(0.0, ()))
    return found


def column(samples: list[Sample], place: int) -> list[tuple[float, float]]:
    """Return width and number of each sample, from the smallest step up to where the function is not defined."""
    found: list[tuple[float, float]] = []
    for width, numbers in reversed(samples):
        if not numbers or not math.isfinite(numbers[place]):
            break
        if width > (found[-1][0] if found else 0.0):  # else the step is lost in the last digit of the point
            found.append((width, numbers[place]))
    return found[::-1]


def noise_of(close: list[Sample], place: int) -> tuple[float, float]:
    """Return rounding as third differences show it, σ² of them is 20 times that of the numbers, and as it should be."""
    numbers = [number for _, number in column(close, place)] if all(sample.numbers for sample in close) else []
    due = ULP * max(map(abs, numbers), default=0.0)
    for _ in range(3):
        numbers = [after - before for before, after in pairwise(numbers)]
    return max(map(abs, numbers), default=0.0) / math.sqrt(20.0), due
