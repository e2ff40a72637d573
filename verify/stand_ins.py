"""Formulas of values, and the same formulas in stand-ins: those of two neurons are one, and their slips are too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from autograd import Value
from autograd.derivation.formula import Apply, Atom, Formula, Number, Product, Sum, atom, number
from autograd.ops import Op

__all__ = ["STAND_INS", "Pattern", "atoms", "formula_of", "rewritten"]


def atoms(formula: Formula) -> tuple[Value, ...]:
    """Return the values in a formula, each once.

    Examples
    --------
    >>> out = Value(0.5, "out")
    >>> [value.name for value in atoms(atom(out) * (1 - atom(out)))]
    ['out']
    """
    found: dict[Value, None] = {}
    waiting = [formula]
    while waiting:
        match waiting.pop(0):
            case Atom(value=value):
                found[value] = None
            case Sum(terms=parts) | Apply(operands=parts):
                waiting += parts
            case Product(factors=factors, divisors=divisors):
                waiting += (*factors, *divisors)
    return tuple(found)


def formula_of(value: Value) -> Formula:
    """Return the formula of a value in the named values, or unnamed leaves, that it is made of.

    Examples
    --------
    >>> target, out = Value(0.01, "target"), Value(0.75, "out")
    >>> formula_of(0.5 * (target - out) ** 2)
    ½(target − out)²
    """
    written: dict[Value, Formula] = {}
    stack = [value]
    while stack:
        each = stack[-1]
        if each in written:
            stack.pop()
        elif each.op is None or (each.name is not None and each is not value):
            written[each] = number(each.data) if each.name is None else atom(each)
        else:
            missing = [parent for parent in each.parents if parent not in written]
            stack += missing
            if not missing:
                written[each] = each.op(*[written[parent] for parent in each.parents])
    return written[value]


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


def rewritten(
    formula: Formula, write: Callable[[Value], Formula], call: Callable[[Op, tuple[Formula, ...]], Formula] = Apply
) -> Formula:
    """Return the formula in other values, or with other calls, written as it is.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> rewritten(2.0 * atom(x) * (1 - atom(x)), lambda value: atom(y))
    2 · y · (1 − y)
    """

    def all_of(parts: Sequence[Formula]) -> tuple[Formula, ...]:
        return tuple(rewritten(part, write, call) for part in parts)

    match formula:
        case Atom(value=value):
            return write(value)
        case Sum(terms=terms):
            return Sum(all_of(terms))
        case Product(coefficient=size, factors=factors, divisors=divisors):
            return Product(size, all_of(factors), all_of(divisors))
        case Apply(op=op, operands=operands):
            return call(op, all_of(operands))
    return formula
