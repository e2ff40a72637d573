"""Recorders: functions made from rows of the table, which record an operation.

`recorder` writes, for a row and a number of operands, the function that one would write by hand, and compiles it:
forward and local derivatives stand in it as plain arithmetic. This saves the calls of forward and rules: 0.27 → 0.20 µs
a multiplication, 2.9 → 1.1 µs a weighted sum of 16 inputs. All the text comes from the table; nothing that a user
typed is in it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import copysign
from typing import Any

from autograd.languages.symbol import Call, Symbol, merged, written_out
from autograd.number import as_number
from autograd.operands.foreign import answer_of_other
from autograd.operands.limit import at_edges_now, ieee, local_derivatives_at_edge
from autograd.ops import Op
from autograd.ops.domain import operand_names
from autograd.ops.notation import Binding, formula_text
from autograd.text.names import shorten
from autograd.unrecorded import UNRECORDED, forget_inside
from autograd.value import UNREACHED, Value, put_aside

__all__ = ["apply", "record_source", "recorder"]

Record = Callable[..., Value]

MOST_WRITTEN_OUT, LONGEST_WRITTEN_OUT = 64, 6_000
"""With more operands, or characters, the written-out source is longer than it is worth; a loop takes its place."""

_ONE = """\
def record(_a):
    _x0 = _a._data
    _value = _new(_Value)
    try:
        _value._data = _out = {out}
        _value._d_first = {local[0]}
    except (ValueError, ArithmeticError):
        _value._data, (_value._d_first,) = _at_edge(_op, (_a,))
    _value._first = _a
    _value.grad = _unreached
    _value.name = _value._second = _value._d_second = None
    _value.op = _op
    if _unrecorded:
        _forget(_value)
    return _value
"""

_TWO = """\
def record(_a, _b):
    if not isinstance(_b, _Value):
        try:
            {number_second}
        except TypeError:
            return _answer_of_other(_op, _a, _b)
    _x0 = _a._data
    _x1 = _b._data
    _value = _new(_Value)
    try:
        _value._data = _out = {out}
        _value._d_first = {local[0]}
        _value._d_second = {local[1]}
    except (ValueError, ArithmeticError):
        _value._data, (_value._d_first, _value._d_second) = _at_edge(_op, (_a, _b))
    _value._first = _a
    _value._second = _b
    _value.grad = _unreached
    _value.name = None
    _value.op = _op
    if _unrecorded:
        _forget(_value)
    return _value
"""

_MANY = """\
def record(*_operands):
    {unpacked}
    _value = _new(_Value)
    try:
        _value._data = _out = {out}
        _value._d_first = {many}
    except (ValueError, ArithmeticError):
        _value._data, _value._d_first = _at_edge(_op, _operands)
    _value._first = _operands
    _value.grad = _unreached
    _value.name = _value._second = _value._d_second = None
    _value.op = _op
    if _unrecorded:
        _forget(_value)
    return _value
"""

_LOOP = _MANY.format(
    unpacked="_x = [_each._data for _each in _operands]", out="_forward(*_x)", many="_rules(_out, *_x)"
)


@lru_cache(maxsize=1024)
def recorder(op: Op, count: int) -> Record:
    """Return the function that applies `op` to `count` Values and records the new value."""
    op.require(count)
    text, called = _source(op, count)
    names: dict[str, Any] = {"_op": op, "_new": object.__new__, "_Value": Value, "_at_edge": _at_edge, "_bound": _bound}
    names |= {
        "_unreached": UNREACHED,
        "_unrecorded": UNRECORDED,
        "_forget": forget_inside,
        "_answer_of_other": answer_of_other,
    }
    names |= {"_forward": op.evaluate, "_rules": op.rules} | {name: call.op.evaluate for name, call in called.items()}
    exec(compile(text, f"<record {op.name}>", "exec"), names)  # the text is made from the table alone
    record: Record = _choosing(names["record"]) if op.chooses else names["record"]
    record.__name__ = record.__qualname__ = op.name
    operands = [(name, Binding.ATOM) for name in operand_names(op, min(count, MOST_WRITTEN_OUT))]
    record.__doc__ = f"Record {op.shown.notation.write(operands, **op.static)}." if count <= MOST_WRITTEN_OUT else None
    return record


def record_source(op: Op, count: int) -> str:
    """Return the source of the function that records `op` on `count` Values.

    Examples
    --------
    >>> from autograd import multiply
    >>> print(record_source(multiply, 2))
    def record(_a, _b):
        if not isinstance(_b, _Value):
            try:
                _b = _Value(_b)
            except TypeError:
                return _answer_of_other(_op, _a, _b)
        _x0 = _a._data
        _x1 = _b._data
        _value = _new(_Value)
        try:
            _value._data = _out = _x0 * _x1
            _value._d_first = _x1
            _value._d_second = _x0
        except (ValueError, ArithmeticError):
            _value._data, (_value._d_first, _value._d_second) = _at_edge(_op, (_a, _b))
        _value._first = _a
        _value._second = _b
        _value.grad = _unreached
        _value.name = None
        _value.op = _op
        if _unrecorded:
            _forget(_value)
        return _value
    <BLANKLINE>
    """
    return _source(op, count)[0]


def _source(op: Op, count: int) -> tuple[str, dict[str, Call]]:
    """The text, and the rows that it calls by name."""
    if count > MOST_WRITTEN_OUT:
        return _LOOP, {}
    xs = [Symbol(f"_x{place}") for place in range(count)]
    out, local = _forward(op, xs), _local_derivatives(op, xs)
    called = merged(symbol.calls for symbol in (out, *local))
    places = range(count)
    unpacked = "".join(f"_v{n}, " for n in places) + "= _operands; " + "; ".join(f"_x{n} = _v{n}._data" for n in places)
    many = "".join(f"{symbol}, " for symbol in local)
    template = {1: _ONE, 2: _TWO}.get(op.arity or 0, _MANY)
    number_second = "return _bound(_op, 1, _b)(_a)" if op.with_number else "_b = _Value(_b)"
    text = template.format(out=out, local=local, unpacked=unpacked, many=f"({many})", number_second=number_second)
    return (text, called) if len(text) <= LONGEST_WRITTEN_OUT else (_LOOP, {})


def _forward(op: Op, xs: list[Symbol]) -> Symbol:
    """The forward written out, where it is made of arithmetic; otherwise a call of it."""
    written = None if op.fast else written_out(op, xs)
    return xs[0].__operation__(op, tuple(xs)) if written is None else written


def _local_derivatives(op: Op, xs: list[Symbol]) -> list[Symbol]:
    """The rules written out, which is possible as they are made of arithmetic and rows."""
    out = Symbol("_out")
    try:
        return [out.of(local) for local in op.derivatives(out, *xs)]
    except TypeError as error:
        raise TypeError(
            f"the local derivatives of {op.name} must be written with + − * /, numbers and operations "
            f"of the table, without `if` on an operand (use positive, sign, at_least or where): {error}."
        ) from error


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
