"""Operands that can be fed to a row in place of a plain number; their operators are made from the rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from autograd.ops import Op
from autograd.ops.arithmetic import add, divide, multiply, negate, subtract
from autograd.ops.elementary import power, raised

__all__ = ["Operand"]

Kind = TypeVar("Kind", bound="Operand")


def _first(op: Op) -> Callable[[Kind, Any], Kind]:
    """``operand + other``."""
    return lambda self, other: self.__operation__(op, (self, other))


def _last(op: Op) -> Callable[[Kind, Any], Kind]:
    """``other + operand``."""
    return lambda self, other: self.__operation__(op, (other, self))


def _to_the(self: Kind, exponent: Any) -> Kind:
    """``operand ** exponent``: a plain number is a static argument, as it is for Values."""
    if hasattr(type(exponent), "__operation__"):
        return self.__operation__(power, (self, exponent))
    return self.__operation__(raised.bind(exponent=exponent), (self,))


class Operand:
    """An operand that says itself what becomes of an operation: text, a formula, a number at an edge.

    Examples
    --------
    >>> class Counted(Operand):
    ...     def __operation__(self, op, operands):
    ...         print(op.name, len(operands))
    ...         return self
    >>> answer = 2.0 - Counted() * 3.0
    multiply 2
    subtract 2
    """

    __slots__ = ()

    def __operation__(self: Kind, op: Op, operands: tuple[Any, ...]) -> Kind:
        raise NotImplementedError

    __add__, __radd__ = _first(add), _last(add)
    __sub__, __rsub__ = _first(subtract), _last(subtract)
    __mul__, __rmul__ = _first(multiply), _last(multiply)
    __truediv__, __rtruediv__ = _first(divide), _last(divide)
    __pow__, __rpow__ = _to_the, _last(power)

    def __neg__(self: Kind) -> Kind:
        return self.__operation__(negate, (self,))
