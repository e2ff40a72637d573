"""Formulas of values, and the same formulas in stand-ins: those of two neurons are one, and their slips are too."""

from __future__ import annotations

from typing import Any

from autograd import Value
from autograd.algebra.terms import Apply, Atom, Formula, Number, Product, Sum

__all__ = ["STAND_INS", "Pattern"]


STAND_INS = tuple(Value(1.0, chr(0xE000 + place)) for place in range(64))
"""Values for any others, with names that no one writes."""


class Pattern:
    """A formula of stand-ins, hashable; equal to another one that is written alike."""

    def __init__(self, formula: Formula) -> None:
        self.formula = formula
        self.key = _key(formula)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


def _key(formula: Formula) -> Any:
    match formula:
        case Number(value=value):
            return value
        case Atom(value=value):
            return value.name
        case Sum(terms=terms):
            return ("+", *map(_key, terms))
        case Product(coefficient=size, factors=factors, divisors=divisors):
            return (size, tuple(map(_key, factors)), tuple(map(_key, divisors)))
        case Apply(op=op, operands=operands):
            return (id(op), *map(_key, operands))
    raise TypeError(f"{formula!r} is not a formula.")
