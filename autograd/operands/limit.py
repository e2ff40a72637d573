"""Arithmetic that follows IEEE 754 where Python raises: for derivatives at the edge of a domain.

√x is defined at 0, its derivative is infinite there. Python's ``0.5 / 0.0`` raises; the same rule fed with `Limit`
numbers gives ∞, and nan where there is no derivative at all. Fed with Values it does so too, `at_edges`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from autograd.operands.operand import Operand
from autograd.ops import Op

__all__ = ["Limit", "at_edges", "at_edges_now", "ieee", "local_derivatives_at_edge"]

_AT_EDGES: ContextVar[bool] = ContextVar("at_edges", default=False)


@contextmanager
def at_edges() -> Iterator[None]:
    """Let operations on Values give their IEEE 754 result where they are not defined: rules do, people are told."""
    token = _AT_EDGES.set(True)
    try:
        yield
    finally:
        _AT_EDGES.reset(token)


def at_edges_now() -> bool:
    """Return whether operations give their IEEE 754 result now where they are not defined."""
    return _AT_EDGES.get()


def ieee(op: Op, numbers: tuple[float, ...]) -> float:
    """Return the result of a row, at any numbers that of IEEE 754.

    Examples
    --------
    >>> from autograd import divide, sqrt
    >>> ieee(divide, (1.0, 0.0)), ieee(sqrt, (-1.0,))
    (inf, nan)
    """
    try:
        return op.evaluate(*numbers)
    except (ValueError, ArithmeticError):
        return op.pole(*numbers, **op.static) if op.pole else _composed(op, numbers)


def _composed(op: Op, numbers: tuple[float, ...]) -> float:
    """What a forward that is made of arithmetic gives: of one's own row x³ on floats, Python's power may raise."""
    if isinstance(op.forward, str):
        return math.nan
    try:
        return float(op.forward(*map(Limit, numbers), **op.static))
    except (ValueError, ArithmeticError):
        return math.nan


class Limit(Operand, float):  # type: ignore[misc]  # float's own power may give a complex number
    """A float on which operations never raise and give their IEEE 754 result.

    Examples
    --------
    >>> Limit(0.5) / 0.0
    Limit(inf)
    """

    __slots__ = ()

    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Limit:
        return Limit(ieee(op, tuple([float(operand) for operand in operands])))

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
