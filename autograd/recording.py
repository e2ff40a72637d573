"""Recorders: for each row of the table the function that records it, and which of them an operation on values takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import copysign
from typing import Any

from autograd.languages.recorders import MOST_WRITTEN_OUT, source_and_calls
from autograd.number import as_number
from autograd.operands.foreign import answer_of_other
from autograd.operands.limit import at_edges_now, ieee, local_derivatives_at_edge
from autograd.ops import Op
from autograd.ops.domain import operand_names
from autograd.ops.notation import Binding, formula_text
from autograd.text.names import shorten
from autograd.unrecorded import UNRECORDED, forget_inside
from autograd.value import UNREACHED, Value, put_aside

__all__ = ["apply", "recorder"]

Record = Callable[..., Value]


@lru_cache(maxsize=1024)
def recorder(op: Op, count: int) -> Record:
    """Return the function that applies `op` to `count` Values and records the new value."""
    op.require(count)
    text, called = source_and_calls(op, count)
    names = _USED | {"_op": op, "_forward": op.evaluate, "_rules": op.rules}
    names |= {name: call.op.evaluate for name, call in called.items()}
    exec(compile(text, f"<record {op.name}>", "exec"), names)  # the text is made from the table alone
    record: Record = _choosing(names["record"]) if op.chooses else names["record"]
    record.__name__ = record.__qualname__ = op.name
    operands = [(name, Binding.ATOM) for name in operand_names(op, min(count, MOST_WRITTEN_OUT))]
    record.__doc__ = f"Record {op.shown.notation.write(operands, **op.static)}." if count <= MOST_WRITTEN_OUT else None
    return record


def apply(self: Value, op: Op, operands: tuple[Any, ...]) -> Value:
    """Apply `op` where some operands may be plain numbers: they become static arguments or unnamed leaves."""
    for operand in operands:
        if not isinstance(operand, Value):
            return _apply_with_numbers(op, operands)
    return recorder(op, len(operands))(*operands)


def _apply_with_numbers(op: Op, operands: tuple[Any, ...]) -> Value:
    op.require(len(operands))
    for place, _, _ in op.with_number:
        if not isinstance(operands[place], Value):
            return _bound(op, place, operands[place])(*operands[:place], *operands[place + 1 :])
    values = [x if isinstance(x, Value) else Value(x) for x in operands]
    return recorder(op, len(values))(*values)


def _bound(op: Op, place: int, number: Any) -> Record:
    """The function that records `op` with a plain number at `place`, as a static argument of another row."""
    if type(number) is int:
        return _recorder_with(op, place, number, 1.0)
    exact = as_number(number)
    return _recorder_with(op, place, exact, copysign(1.0, exact))  # 0.0 and −0.0 are equal, but not the same


@lru_cache(maxsize=1024)
def _recorder_with(op: Op, place: int, number: float, _sign: float) -> Record:
    row, static = next((row, static) for at, row, static in op.with_number if at == place)
    return recorder(row.bind(**{static: number}), 1)


def _choosing(record: Record) -> Record:
    """The same, but the edges to what was not chosen stand aside, where `backward` does not see them."""

    def chosen(*operands: Value) -> Value:
        value = record(*operands)
        if value.op is not None:  # None inside of `no_grad`
            put_aside(value)
        return value

    return chosen


def _at_edge(op: Op, operands: tuple[Value, ...]) -> tuple[float, tuple[float, ...]]:
    """Forward and local derivatives where Python's arithmetic raised; refuses outside the domain."""
    numbers = tuple(operand.data for operand in operands)
    try:
        out = op.evaluate(*numbers)
    except (ValueError, ArithmeticError):
        out = ieee(op, numbers) if at_edges_now() else op.at_edge(numbers, _labels(operands))
    return out, local_derivatives_at_edge(op, out, numbers)


def _labels(operands: tuple[Value, ...]) -> tuple[str, ...]:
    """What the operands are called: plain numbers as the row does, or nothing beside a name or a formula."""
    if all(operand.name is None and operand.op is None for operand in operands):
        return ()
    return tuple(
        "" if operand.name is None and operand.op is None else shorten(formula_text(operand), 60)
        for operand in operands
    )


_USED: dict[str, Any] = {
    "_new": object.__new__,
    "_Value": Value,
    "_at_edge": _at_edge,
    "_bound": _bound,
    "_unreached": UNREACHED,
    "_unrecorded": UNRECORDED,
    "_forget": forget_inside,
    "_answer_of_other": answer_of_other,
}
"""What every recorder uses, by the names in its source."""
