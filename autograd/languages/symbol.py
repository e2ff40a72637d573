"""An operand that is only text: fed to a row's forward or rule, it gives that formula in a language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn

from autograd.languages.language import EAGER, Dialect
from autograd.operands.operand import Operand
from autograd.ops import Op
from autograd.ops.notation import Binding

__all__ = ["Call", "Symbol", "merged", "written_out"]


@dataclass(frozen=True, slots=True)
class Call:
    """A row that a formula calls, and on how many operands."""

    op: Op
    count: int


class Symbol(Operand):
    r"""A formula as text: how strongly it binds, and which rows it calls that have to be defined.

    Parentheses keep the order of evaluation, so that code computes the same bits.

    Examples
    --------
    >>> from autograd import sigmoid
    >>> x, y = Symbol("x"), Symbol("y")
    >>> (x + 1.0) * -y, x - (y - x), sigmoid(x) / 2.0
    ((x + 1.0) * (-y), x - (y - x), sigmoid(x) / 2.0)
    >>> from autograd.languages.catalogue import LATEX
    >>> sigmoid(Symbol("x", LATEX)) / 2.0
    \frac{\sigma\left(x\right)}{2}
    """

    __slots__ = ("binding", "calls", "dialect", "text")

    def __init__(
        self,
        text: str,
        dialect: Dialect = EAGER,
        binding: Binding = Binding.ATOM,
        calls: Mapping[str, Call] | None = None,
    ) -> None:
        self.text = text
        self.dialect = dialect
        self.binding = binding
        self.calls = calls or {}

    def of(self, operand: Any) -> Symbol:
        """Return a Symbol itself, and a number as a Symbol of the same dialect."""
        if isinstance(operand, Symbol):
            return operand
        text, binding, _ = self.dialect.number(operand if isinstance(operand, float) else float(operand))
        return Symbol(text, self.dialect, binding)

    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Symbol:
        symbols = [self.of(operand) for operand in operands]
        text, binding, name = self.dialect.write(op, [(symbol.text, symbol.binding) for symbol in symbols])
        calls = merged([{name: Call(op, len(symbols))} if name else {}, *(symbol.calls for symbol in symbols)])
        return Symbol(text, self.dialect, binding, calls)

    def __bool__(self) -> NoReturn:
        raise TypeError("an operand that is only text is neither true nor false")

    def __repr__(self) -> str:
        return self.text


def written_out(op: Op, operands: Iterable[Symbol]) -> Symbol | None:
    """Return a row's forward in its operands, where it is made of arithmetic and rows; otherwise None."""
    symbols = list(operands)
    if isinstance(op.forward, str) or not symbols:
        return None
    with suppress(TypeError):  # it compares its operands, or wants floats
        return symbols[0].of(op.forward(*symbols, **op.static))
    return None


def merged(called: Iterable[Mapping[str, Call]]) -> dict[str, Call]:
    """Return all the rows that formulas call by the name of the function; two of one name are refused."""
    calls: dict[str, Call] = {}
    for formula in called:
        for name, call in formula.items():
            if calls.setdefault(name, call).op is not call.op:
                raise ValueError(f"two operations in one formula are named {name!r}; give your own another name.")
    return calls
