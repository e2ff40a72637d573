"""Operators and methods of `Value`, made from the table."""

from __future__ import annotations

from typing import Any

from autograd.methods import Methods
from autograd.ops import TABLE, Op
from autograd.ops.arithmetic import add, divide, multiply, negate, subtract
from autograd.ops.elementary import power
from autograd.ops.piecewise import absolute, floor_divide, remainder
from autograd.recording import Record, apply, recorder
from autograd.value import Value

__all__ = ["METHODS", "OPERATORS"]


def _reflected(op: Op) -> Record:
    """``2.0 - value``: the number stands first."""
    record = recorder(op, 2)

    def reflected(self: Value, other: Any) -> Value:
        return record(Value(other), self)

    return reflected


def _added_to(self: Value, other: Any) -> Value:
    """``other + value``; the 0 that `sum` starts from adds no node."""
    return self if type(other) is int and other == 0 else _add(Value(other), self)


_add = recorder(add, 2)


def _itself(self: Value) -> Value:
    return self


def _method(op: Op) -> Record:
    """The method of a row: further operands and static arguments follow the value itself."""
    if op.arity in (1, 2) and not op.takes:
        return recorder(op, op.arity)

    def method(self: Value, *others: Any, **static: float) -> Value:
        applied: Value = op(self, *others, **static)
        return applied

    return method


OPERATORS: dict[str, Record] = {
    "__add__": recorder(add, 2),
    "__sub__": recorder(subtract, 2),
    "__mul__": recorder(multiply, 2),
    "__truediv__": recorder(divide, 2),
    "__floordiv__": recorder(floor_divide, 2),
    "__mod__": recorder(remainder, 2),
    "__pow__": recorder(power, 2),
    "__radd__": _added_to,
    "__rsub__": _reflected(subtract),
    "__rmul__": _reflected(multiply),
    "__rtruediv__": _reflected(divide),
    "__rfloordiv__": _reflected(floor_divide),
    "__rmod__": _reflected(remainder),
    "__rpow__": _reflected(power),
    "__neg__": recorder(negate, 1),
    "__pos__": _itself,
    "__abs__": recorder(absolute, 1),
}
"""Python's operators and what they record."""

METHODS: dict[str, Record] = {name: _method(op) for name, op in TABLE.items()}
"""The method of each row."""

for _name, _record in {**OPERATORS, **METHODS, "__operation__": apply}.items():
    setattr(Methods, _name, _record)
