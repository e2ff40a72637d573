"""Numbers beside a point, at ever smaller steps, and the limits that they tend to, with how sure these are."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from autograd.number import ULP

__all__ = [
    "RATIO",
    "Along",
    "Estimate",
    "Numbers",
    "Side",
    "column",
    "extrapolate",
    "noise_of",
    "one_sided_limit",
    "samples_beside",
]

Numbers: TypeAlias = Sequence[float]
Along: TypeAlias = Callable[[float], Numbers]
"""Several numbers at each point of a line; raises ValueError or ArithmeticError where they do not exist."""

RATIO = 4.0
"""Each step is this much smaller than the one before."""

LARGEST, LEVELS = 2.0**-3, 13
"""The first step is an eighth of the scale, the last one 2^−27 of it."""

NEAR, TINY, PLACES = 2.0**-11, 2.0**-30, 6
"""Near by, at so many places so close together, a smooth function is a straight line: what remains is rounding."""

MOST_ORDERS = 6
NOWHERE, SLOW = 0.99, 0.3
"""Ratios of one change to the change before: from the first on there is no limit, below the second it is a series."""


class Sample(NamedTuple):
    """The numbers at a point, and how far it lies from the middle."""

    width: float
    numbers: Numbers


class Side(NamedTuple):
    """The values of a function on one side: at all steps, the largest first, and at places close together."""

    steps: list[Sample]
    close: list[Sample]


def samples_beside(function: Along, x: float, scale: float) -> Side:
    """Return samples in the direction of the sign of `scale`."""
    steps = [scale * LARGEST / RATIO**level for level in range(LEVELS)]
    close = [scale * (NEAR + TINY * place) for place in range(PLACES, 0, -1)]
    return Side(_samples(function, x, steps), _samples(function, x, close))


def _samples(function: Along, x: float, steps: Numbers) -> list[Sample]:
    samples = []
    for step in steps:
        try:
            samples.append(Sample(abs((x + step) - x), function(x + step)))
        except (ValueError, ArithmeticError):
            samples.append(Sample(0.0, ()))
    return samples


def column(samples: list[Sample], place: int) -> list[tuple[float, float]]:
    """Return width and number of each sample, from the smallest step up to where the function is not defined."""
    pairs: list[tuple[float, float]] = []
    for width, numbers in reversed(samples):
        if not numbers or not math.isfinite(numbers[place]):
            break
        if width > (pairs[-1][0] if pairs else 0.0):  # else the step is lost in the last digit of the point
            pairs.append((width, numbers[place]))
    return pairs[::-1]


def noise_of(close: list[Sample], place: int) -> tuple[float, float]:
    """Return rounding as third differences show it, σ² of them is 20 times that of the numbers, and as it should be."""
    numbers = [number for _, number in column(close, place)] if all(sample.numbers for sample in close) else []
    due = ULP * max(map(abs, numbers), default=0.0)
    for _ in range(3):
        numbers = [after - before for before, after in pairwise(numbers)]
    return max(map(abs, numbers), default=0.0) / math.sqrt(20.0), due


class Estimate(NamedTuple):
    """A number and how far it may be from the true one."""

    value: float
    error: float


def extrapolate(raw: Sequence[float], noise: Sequence[float], power: int) -> Estimate:
    """Return the limit of a sequence whose error is a series in ``step ** power``, by Richardson's extrapolation.

    Of all entries of the tableau the one with the smallest estimate of its error is taken: the larger of its two
    distances to the entries that it was made from, and what rounding may do. An entry of large steps that the
    smallest ones contradict has seen another place, beyond a kink or a pole.

    The steps each are a quarter of the one before, and rounding moves each number by its `noise`; `power` is 1 for
    differences to one side, 2 for central ones.

    Examples
    --------
    >>> steps = [0.25 / 4**n for n in range(6)]
    >>> extrapolate([math.sin(h) / h for h in steps], [1e-16 / h for h in steps], 2).value
    1.0

    References
    ----------
    C. J. F. Ridders, Accurate computation of F'(x) and F'(x) F''(x) (1982).
    """
    if not all(map(math.isfinite, raw)):  # too large for a float
        return Estimate(raw[-1], 0.0 if math.isinf(raw[-1]) else math.inf)
    slack = 3.0 * noise[-1] + abs(raw[-1] - raw[-2]) if len(raw) > 1 else math.inf
    best, above = Estimate(raw[-1], math.inf), list[float]()
    for first, moved in zip(raw, noise, strict=True):
        row, order = [first], 1.0
        for before in above[:MOST_ORDERS]:
            order *= RATIO**power
            row.append(row[-1] + (row[-1] - before) / (order - 1.0))
            error = max(abs(row[-1] - row[-2]) + moved, abs(row[-1] - before) + moved, abs(row[-1] - raw[-1]) - slack)
            if error < best.error:
                best = Estimate(row[-1], error)
        above = row
    return best


def one_sided_limit(raw: Sequence[float], noise: Sequence[float]) -> Estimate:
    """Return the limit of slopes to one side, which need not be a series in the step.

    The slopes of √x at 0 grow without limit, those of x^1.5 shrink by one ratio.

    Examples
    --------
    >>> steps = [0.25 / 4**n for n in range(9)]
    >>> one_sided_limit([h**-0.5 for h in steps], [0.0] * 9)
    Estimate(value=inf, error=0.0)
    >>> round(one_sided_limit([3.0 + h**0.1 for h in steps], [0.0] * 9).value, 12)
    3.0
    """
    if len(raw) < 5 or not all(map(math.isfinite, raw)):
        return extrapolate(raw, noise, 1)
    changes = [after - before for before, after in pairwise(raw)][-4:]
    if min(map(abs, changes)) <= 10.0 * max(noise[-5:]):
        return extrapolate(raw, noise, 1)
    ratios = [after / before for before, after in pairwise(changes)]
    if min(ratios) >= NOWHERE:
        return Estimate(math.copysign(math.inf, changes[-1]), 0.0)
    if min(ratios) <= SLOW or max(ratios) - min(ratios) > 0.1:
        return extrapolate(raw, noise, 1)
    last, earlier = (raw[-n] + changes[-n] * ratios[-n] / (1.0 - ratios[-n]) for n in (1, 2))
    return Estimate(last, abs(last - earlier) + noise[-1] / (1.0 - ratios[-1]))
