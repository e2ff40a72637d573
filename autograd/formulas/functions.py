"""Operations that a formula may call: rows by all their names, and functions that are put together from rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from autograd.formulas.tokens import tokens_of
from autograd.ops import TABLE, Op
from autograd.ops.arithmetic import divide
from autograd.ops.elementary import log, log2, log10
from autograd.ops.piecewise import maximum, minimum
from autograd.ops.trigonometry import cos, cosh, sin, sinh

__all__ = ["BRACKETS", "FUNCTIONS", "SPELLINGS", "Function", "for_count"]


@dataclass(frozen=True, slots=True)
class Function:
    """A function that formulas may call and that is no row of the table, but made of rows."""

    name: str
    made: Callable[..., Any]

    def __call__(self, *operands: Any) -> Any:
        """Apply it: to floats it gives a float, to Values a graph of its rows."""
        return self.made(*operands)


_BASES = {2.0: log2, 10.0: log10}


def _log_to_base(x: Any, base: Any) -> Any:
    row = _BASES.get(base) if isinstance(base, float) else None
    return divide(log(x), log(base)) if row is None else row(x)


FUNCTIONS: Mapping[str, Function] = {
    function.name: function
    for function in (
        Function("cot", lambda x: divide(cos(x), sin(x))),
        Function("sec", lambda x: divide(1.0, cos(x))),
        Function("csc", lambda x: divide(1.0, sin(x))),
        Function("coth", lambda x: divide(cosh(x), sinh(x))),
        Function("sech", lambda x: divide(1.0, cosh(x))),
        Function("csch", lambda x: divide(1.0, sinh(x))),
    )
}
"""Functions of one operand, by name."""


def for_count(op: Op, count: int) -> Op | Function | None:
    """Return what a row is called as with so many operands; None where it is not called with so many.

    Operands beyond the row's own are its static arguments, which have usual numbers; a logarithm may have a base, and
    of three and more operands there is a largest and a smallest one.
    """
    arity = op.arity
    if arity is None or count == arity + (0 if op.static else len(op.takes)):
        return op
    if count == arity and not op.static and set(op.usual) == set(op.takes):
        return op.bind(**op.usual)
    if op is log and count == 2:
        return Function("log", _log_to_base)
    if op in (maximum, minimum) and count > 2:
        return Function(op.name, lambda *operands: reduce(op, operands))
    return None


def _brackets() -> dict[str, list[tuple[list[str], Op]]]:
    """For each sign that opens an operation written around its operand: what closes it, and the operation."""
    brackets: dict[str, list[tuple[list[str], Op]]] = {}
    for op in TABLE.values():
        opening, operand, closing = str(op.shown.notation.text).partition("{}")
        if operand and len(opening) == 1 and closing and not closing.isalnum():
            signs = [token.text for token in tokens_of(closing)][:-1]
            brackets.setdefault(opening, []).append((signs, op))
    return brackets


BRACKETS = _brackets()

_PLAIN_LAST = sorted(TABLE.values(), key=lambda op: (not op.takes, op.shown.expansion is None))
"""Of rows that share a symbol the last one has it: max is that of two operands, and Σ the plain sum."""

SPELLINGS: Mapping[str, Op] = (
    {op.shown.notation.symbol: op for op in _PLAIN_LAST}
    | {spelling: op for op in TABLE.values() for spelling in op.shown.spellings}
    | dict(TABLE)
)
"""Every row by all its names."""
