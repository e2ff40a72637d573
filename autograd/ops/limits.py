"""Arithmetic that follows IEEE 754 where Python raises: for derivatives at the edge of a domain.

√x is defined at 0, its derivative is infinite there. Python's ``0.5 / 0.0`` raises; the same rule fed with `Limit`
numbers gives ∞, and nan where there is no derivative at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from autograd.ops.operation import Op

__all__ = ["Limit", "local_derivatives_at_edge"]


class Limit(float):
    """A float whose division never raises, and on which operations give their IEEE 754 result.

    Examples
    --------
    >>> Limit(0.5) / 0.0
    Limit(inf)
    """

    __slots__ = ()

    def __operation__(self, op: Op, operands: tuple[float, ...]) -> Limit:
        numbers = [float(operand) for operand in operands]
        try:
            return Limit(op.evaluate(*numbers))
        except (ValueError, ArithmeticError):
            return Limit(op.pole(*numbers, **op.static) if op.pole else math.nan)

    def __truediv__(self, other: float) -> Limit:
        return Limit(_quotient(float(self), float(other)))

    def __rtruediv__(self, other: float) -> Limit:
        return Limit(_quotient(float(other), float(self)))

    def __repr__(self) -> str:
        return f"Limit({float(self)!r})"


def _quotient(x: float, y: float) -> float:
    if y != 0.0:
        return x / y
    return math.nan if x == 0.0 or x != x else math.copysign(math.inf, x) * math.copysign(1.0, y)


def _stays_a_limit(compute: Callable[..., float]) -> Any:
    def method(*numbers: float) -> Limit:
        return Limit(compute(*numbers))

    return method


for _name in ("__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__neg__"):
    setattr(Limit, _name, _stays_a_limit(getattr(float, _name)))


def local_derivatives_at_edge(op: Op, out: float, numbers: tuple[float, ...]) -> tuple[float, ...]:
    """Return the local derivatives where a rule raises: infinite or nan where they do not exist.

    Examples
    --------
    >>> from autograd import sqrt
    >>> local_derivatives_at_edge(sqrt, 0.0, (0.0,))
    (inf,)
    """
    return tuple(map(float, op.derivatives(Limit(out), *map(Limit, numbers))))
