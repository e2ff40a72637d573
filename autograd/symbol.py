"""An operand that is only text: fed to a row's forward or rule, it gives that formula as Python source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from autograd.notation import Binding

if TYPE_CHECKING:
    from autograd.ops import Op

__all__ = ["Symbol", "merged"]

SUM, PRODUCT, PREFIX, _, ATOM = Binding


class Symbol:
    """A Python expression as text: how strongly it binds, and which rows it calls.

    Parentheses keep the order of evaluation, so that the source computes the same bits.

    Examples
    --------
    >>> from autograd import sigmoid
    >>> x, y = Symbol("x"), Symbol("y")
    >>> (x + 1.0) * -y, x - (y - x), sigmoid(x) / 2.0
    ((x + 1.0) * -y, x - (y - x), sigmoid(x) / 2.0)
    """

    __slots__ = ("binding", "calls", "text")

    def __init__(self, text: str, binding: Binding = ATOM, calls: dict[str, Op] | None = None) -> None:
        self.text = text
        self.binding = binding
        self.calls = calls or {}

    @classmethod
    def of(cls, operand: Any) -> Symbol:
        """Return a Symbol itself, and a number as a Symbol."""
        if isinstance(operand, Symbol):
            return operand
        number = float(operand)
        text = repr(number) if math.isfinite(number) else f"float('{number}')"
        return cls(text, PREFIX if text.startswith("-") else ATOM)

    @classmethod
    def call(cls, op: Op, operands: Sequence[Any]) -> Symbol:
        """Return the call of a row, named after it and its static arguments."""
        symbols = [cls.of(operand) for operand in operands]
        bits = "".join(f"_{number.hex()}" for number in op.static.values())
        name = op.name + bits.translate({ord("."): "_", ord("-"): "n", ord("+"): "p"})
        calls = merged({name: op}, *(symbol.calls for symbol in symbols))
        return cls(f"{name}({', '.join(symbol.text for symbol in symbols)})", ATOM, calls)

    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Symbol:
        return self.call(op, operands)

    def __add__(self, other: Any) -> Symbol:
        return self._infix("+", other, SUM, PRODUCT)

    def __sub__(self, other: Any) -> Symbol:
        return self._infix("-", other, SUM, PRODUCT)

    def __mul__(self, other: Any) -> Symbol:
        return self._infix("*", other, PRODUCT, PREFIX)

    def __truediv__(self, other: Any) -> Symbol:
        return self._infix("/", other, PRODUCT, PREFIX)

    def __radd__(self, other: Any) -> Symbol:
        return Symbol.of(other) + self

    def __rsub__(self, other: Any) -> Symbol:
        return Symbol.of(other) - self

    def __rmul__(self, other: Any) -> Symbol:
        return Symbol.of(other) * self

    def __rtruediv__(self, other: Any) -> Symbol:
        return Symbol.of(other) / self

    def __neg__(self) -> Symbol:
        return Symbol(f"-{self._at(PREFIX)}", PREFIX, self.calls)

    def __bool__(self) -> NoReturn:
        raise TypeError("an operand that is only text is neither true nor false")

    def __repr__(self) -> str:
        return self.text

    def _infix(self, symbol: str, other: Any, left: Binding, right: Binding) -> Symbol:
        second = Symbol.of(other)
        text = f"{self._at(left)} {symbol} {second._at(right)}"
        return Symbol(text, left, merged(self.calls, second.calls))

    def _at(self, place: Binding) -> str:
        return self.text if self.binding >= place else f"({self.text})"


def merged(*called: dict[str, Op]) -> dict[str, Op]:
    """Return all the rows that formulas call, by name.

    Raises
    ------
    ValueError
        If two rows have one name: in source text they would be one.
    """
    rows: dict[str, Op] = {}
    for each in called:
        for name, op in each.items():
            if rows.setdefault(name, op) is not op:
                raise ValueError(f"two operations in one formula are named {name!r}; give your own another name.")
    return rows
