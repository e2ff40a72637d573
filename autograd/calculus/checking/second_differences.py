"""Second derivatives from the values of a function alone."""

from __future__ import annotations

import math
from collections.abc import Callable

from autograd.calculus.checking.extrapolation import RATIO, Estimate, extrapolate
from autograd.number import ULP

__all__ = ["SMALLEST", "second_difference"]

LARGEST, LEVELS, SMALLEST = 2.0**-2, 7, 2.0**-14
"""Rounding spoils second differences soon: the steps go from a quarter of the scale to 2^−14 of it."""


def second_difference(function: Callable[[float, float], float], scales: tuple[float, float], noise: float) -> Estimate:
    """Return the mixed second derivative at (0, 0) from the function's values alone.

    Parameters
    ----------
    function
        Of how far two inputs are moved.
    scales
        The magnitudes of the two inputs.
    noise
        How far rounding moves the function.

    Examples
    --------
    >>> round(second_difference(lambda h, k: math.exp((1.0 + h) * (2.0 + k)), (1.0, 2.0), 1e-15).value, 5)
    22.16717
    """
    raw: list[float] = []
    moved: list[float] = []
    for level in range(LEVELS):
        h, k = (scale * LARGEST / RATIO**level for scale in scales)
        try:
            corners = [function(h, k), -function(h, -k), -function(-h, k), function(-h, -k)]
        except (ValueError, ArithmeticError):
            corners = [math.nan]
        if not math.isfinite(sum(corners)):
            raw, moved = [], []  # only what is nearer than where it is not defined
            continue
        raw.append(sum(corners) / h / k / 4.0)
        moved.append(3.0 * max(noise, *(ULP * abs(corner) for corner in corners)) / h / k)
    return extrapolate(raw, moved, 2) if raw else Estimate(math.nan, math.inf)
