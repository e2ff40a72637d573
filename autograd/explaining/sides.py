"""One-sided derivatives at kinks: the local derivatives of a row just to one side of a point, and how its value jumps.

Nothing here knows a row by its name: the row says where its kinks are, and its own rules are fed with numbers a
little further on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from autograd.errors import DomainError
from autograd.operands.limit import local_derivatives_at_edge
from autograd.ops import Op

__all__ = ["Side", "beside", "is_on_kink", "side_of"]

LAST_DIGITS, HALF_THE_DIGITS, NEARER = 2.0**-50, 2.0**-26, 2.0**-40
"""How far beside, as a part of an operand. One operand can move by its last digits; of several that move together
the direction must be kept, and half of the digits are left to it."""

FROM_ZERO = 2.0**-500
"""How far from 0: squares of it are still numbers."""


class Side(NamedTuple):
    """A row just beside a point: its local derivatives, and whether its value jumps.

    `derivatives` are nan where the row is not defined on that side; `jump` is what the value changes by at once on
    leaving the point, 0 where it is continuous.
    """

    derivatives: tuple[float, ...]
    jump: float


def is_on_kink(op: Op, numbers: Sequence[float]) -> bool:
    """Whether the operands lie exactly on a kink of the row, as the row states its kinks.

    Examples
    --------
    >>> from autograd import maximum, relu
    >>> is_on_kink(relu, [0.0]), is_on_kink(relu, [1e-300]), is_on_kink(maximum, [2.0, 2.0])
    (True, False, True)
    """
    return op.kinks is not None and 0.0 in op.kinks(*numbers, **op.static)


def side_of(op: Op, numbers: Sequence[float], direction: Sequence[float]) -> Side:
    """Return what the row is just beside a point, when its operands leave it in a direction.

    `direction` says how fast each operand moves, one not 0; only the ratios count.

    Examples
    --------
    >>> from autograd import floor, relu
    >>> side_of(relu, [0.0], [1.0]).derivatives, side_of(relu, [0.0], [-1.0]).derivatives
    ((1.0,), (0.0,))
    >>> side_of(floor, [3.0], [1.0]).jump, side_of(floor, [3.0], [-1.0]).jump
    (0.0, -1.0)
    """
    is_alone = sum(speed != 0.0 for speed in direction) == 1
    point = beside(numbers, direction, LAST_DIGITS if is_alone else HALF_THE_DIGITS)
    here = _value(op, numbers)
    near, nearer = (_value(op, beside(numbers, direction, fraction)) - here for fraction in (HALF_THE_DIGITS, NEARER))
    is_jump = abs(nearer) > 0.5 * abs(near)  # what is continuous would have become smaller
    return Side(_derivatives(op, point), nearer if is_jump else 0.0)


def beside(numbers: Sequence[float], direction: Sequence[float], fraction: float) -> tuple[float, ...]:
    """Return the operands moved a little in a direction: by at most this fraction of each, from 0 by next to nothing.

    Examples
    --------
    >>> beside([2.0, 3.0], [1.0, 0.0], 0.25), beside([8.0, 8.0], [2.0, -1.0], 0.25)
    ((2.5, 3.0), (10.0, 7.0))
    """
    fastest = max(map(abs, direction))
    speeds = [speed / fastest for speed in direction]
    room = [fraction * abs(x / speed) for x, speed in zip(numbers, speeds, strict=True) if speed and x]
    step = min(room) if room else fraction * FROM_ZERO
    return tuple(_moved(x, speed, step) for x, speed in zip(numbers, speeds, strict=True))


def _moved(x: float, speed: float, step: float) -> float:
    """The fastest operand moves at least to the next float."""
    moved = x + step * speed
    return math.nextafter(x, math.copysign(math.inf, speed)) if moved == x and abs(speed) == 1.0 else moved


def _value(op: Op, numbers: Sequence[float]) -> float:
    try:
        return float(op(*numbers))
    except DomainError:
        return math.nan


def _derivatives(op: Op, numbers: tuple[float, ...]) -> tuple[float, ...]:
    out = _value(op, numbers)
    if out != out:
        return (math.nan,) * len(numbers)
    try:
        return tuple(map(float, op.derivatives(out, *numbers)))
    except (ValueError, ArithmeticError):
        return local_derivatives_at_edge(op, out, numbers)
