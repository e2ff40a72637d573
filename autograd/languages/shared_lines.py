"""Formulas with lines of their own for long parts: a text that grows with its operations and not with their paths."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import count
from typing import Any

from autograd.languages.language import Dialect
from autograd.languages.symbol import Call, Symbol, merged
from autograd.ops import Op

__all__ = ["Lined", "Lines"]


class Lines:
    """Lines above a formula, each a name and a formula.

    An operand longer than `longest` moves to a line, with the next of `names`; so do, however short, the operations
    whose places are `shared`: a first writing finds them, `used_again`.
    """

    def __init__(
        self, dialect: Dialect, names: Iterator[str], longest: int, shared: Container[int] = frozenset()
    ) -> None:
        self.dialect = dialect
        self.names = names
        self.longest = longest
        self.shared = shared
        self.written: list[tuple[str, Symbol]] = []
        self.moved: set[str] = set()
        self.places = count()
        self.uses: Counter[int] = Counter()

    def symbol(self, text: str) -> Lined:
        """Return an operand whose formulas move to these lines."""
        return Lined(Symbol(text, self.dialect), self)

    def add(self, name: str, symbol: Symbol) -> Lined:
        """Write a formula on a line of its own, and return its name as an operand."""
        self.written.append((name, symbol))
        return self.symbol(name)

    def above(self, last: Symbol) -> list[tuple[str, Symbol]]:
        """Return all lines, of those that moved what the last formula needs: rows may write what they do not use."""
        above, used = [], _words(last)
        for name, symbol in reversed(self.written):
            if name in used or name not in self.moved:
                above.append((name, symbol))
                used |= _words(symbol)
        return above[::-1]

    def used_again(self) -> set[int]:
        """Return the places, in the order of writing, of operations that became operands more than once."""
        return {place for place, uses in self.uses.items() if uses > 1}

    def calls(self, last: Symbol) -> dict[str, Call]:
        """Return what the last formula and the lines above it call."""
        return merged(symbol.calls for symbol in (last, *(symbol for _, symbol in self.above(last))))


class Lined(Symbol):
    """A formula that becomes the name of a line when it is an operand and long, or shared."""

    __slots__ = ("lines", "place")

    def __init__(self, symbol: Symbol, lines: Lines, place: int | None = None) -> None:
        super().__init__(symbol.text, symbol.dialect, symbol.binding, symbol.calls)
        self.lines = lines
        self.place = place

    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Lined:
        for operand in operands:
            if isinstance(operand, Lined) and operand.place is not None:
                operand._use(operand.place)
        return Lined(super().__operation__(op, operands), self.lines, next(self.lines.places))

    def _use(self, place: int) -> None:
        lines = self.lines
        lines.uses[place] += 1
        if self.text not in lines.moved and (place in lines.shared or len(self.text) > lines.longest):
            name, formula = next(lines.names), Symbol(self.text, self.dialect, self.binding, self.calls)
            lines.moved.add(name)
            lines.add(name, formula)
            Symbol.__init__(self, name, self.dialect)


def _words(symbol: Symbol) -> set[str]:
    return set(re.findall(r"\w+", symbol.text))
