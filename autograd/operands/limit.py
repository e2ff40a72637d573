"""Arithmetic that follows IEEE 754 where Python raises: for derivatives at the edge of a domain.

√x is defined at 0, its derivative is infinite there. Python's ``0.5 / 0.0`` raises; the same rule fed with `Limit`
numbers gives ∞, and nan where there is no derivative at all.
"""

from __future__ import annotations

import math
from typing import Any

from autograd.operands.operand import Operand
from autograd.ops import Op

__all__ = ["Limit", "local_derivatives_at_edge"]


class Limit(Operand, float):
    """A float on which operations never raise and give their IEEE 754 result.

    Examples
    --------
    >>> Limit(0.5) / 0.0
    Limit(inf)
    """

    __slots__ = ()

    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Limit:
        numbers = [float(operand) for operand in operands]
        try:
            return Limit(op.evaluate(*numbers))
        except (ValueError, ArithmeticError):
            return Limit(op.pole(*numbers, **op.static) if op.pole else math.nan)

    def __repr__(self) -> str:
        return f"Limit({float(self)!r})"


def local_derivatives_at_edge(op: Op, out: float, numbers: tuple[float, ...]) -> tuple[float, ...]:
    """Return the local derivatives where a rule raises: infinite or nan where they do not exist.

    Examples
    --------
    >>> from autograd import sqrt
    >>> local_derivatives_at_edge(sqrt, 0.0, (0.0,))
    (inf,)
    """
    return tuple(map(float, op.derivatives(Limit(out), *map(Limit, numbers))))
