"""Limits of sequences computed with ever smaller steps: what they tend to, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["RATIO", "Estimate", "extrapolate", "one_sided_limit"]

RATIO = 4.0
"""Each step is this much smaller than the one before."""

MOST_ORDERS = 6
NOWHERE, SLOW = 0.99, 0.3
"""Ratios of one change to the change before: from the first on there is no limit, below the second it is a series."""


class Estimate(NamedTuple):
    """A number and how far it may be from the true one."""

    value: float
    error: float


def extrapolate(raw: Sequence[float], noise: Sequence[float], power: int) -> Estimate:
    """Return the limit of a sequence whose error is a series in ``step ** power``, by Richardson's extrapolation.

    Of all entries of the tableau the one with the smallest estimate of its error is taken: the larger of its two
    distances to the entries that it was made from, and what rounding may do. An entry of large steps that the
    smallest ones contradict has seen another place, beyond a kink or a pole.

    Parameters
    ----------
    raw
        For steps that each are a quarter of the one before.
    noise
        How far rounding may move each of them.
    power
        1 for differences to one side, 2 for central ones.

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
