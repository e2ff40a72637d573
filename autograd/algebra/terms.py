"""Formulas as trees: rules fed with them give the derivative as a textbook would print it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeAlias

from autograd.languages.catalogue import TEXT
from autograd.languages.symbol import Symbol
from autograd.operands.operand import Operand
from autograd.ops import Op
from autograd.ops.notation import Constant
from autograd.text.names import first_and_last
from autograd.value import Value

__all__ = ["ARITHMETIC", "Apply", "Atom", "Formula", "Number", "Product", "Sum", "atom", "coefficient_of", "number"]

Write: TypeAlias = Callable[[Value], Symbol]
"""How a named value is written: its name, or its number."""

MOST_PARTS = 12
"""Terms, factors or operands that are written; of more, the first ones and the last."""

ARITHMETIC: dict[tuple[str, tuple[str, ...]], Callable[..., Formula]] = {}
"""The rows that are done as arithmetic, by name and static arguments: `autograd.algebra.simplifying` fills it."""


class Formula(Operand):
    """A formula in named values, simplified as it grows.

    Examples
    --------
    >>> from autograd import raised
    >>> target, out = Value(0.01, "target"), Value(0.75, "out")
    >>> half_square = number(0.5) * raised(atom(target) - atom(out), exponent=2.0)
    >>> print(half_square)
    ½(target − out)²
    >>> print(-1.0 * (2.0 * number(0.5) * (atom(target) - atom(out))), "|", atom(out) * (1 - atom(out)))
    −(target − out) | out · (1 − out)
    """

    @cached_property
    def key(self) -> Any:
        """What formulas that are equal share."""
        raise NotImplementedError

    def write(self, named: Write, like: Symbol) -> Symbol:
        """Return the formula in the dialect of `like`, its values written by `named`."""
        raise NotImplementedError

    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Formula:
        formulas = [operand if isinstance(operand, Formula) else _number(operand) for operand in operands]
        simple = ARITHMETIC.get((op.name, op.takes))
        return Apply(op, tuple(formulas)) if simple is None else simple(*formulas, **op.static)

    def __repr__(self) -> str:
        return str(self.write(lambda value: Symbol(value.name or "·", TEXT), Symbol("", TEXT)))


@dataclass(frozen=True, repr=False, eq=False)
class Number(Formula):
    """A number, or a constant with a name of its own."""

    value: float

    @cached_property
    def key(self) -> Any:
        return ("number", self.value)

    def write(self, named: Write, like: Symbol) -> Symbol:
        above, below = _ratio(self.value)
        return like.of(above) / like.of(below) if below != 1.0 else like.of(above)


@dataclass(frozen=True, repr=False, eq=False)
class Atom(Formula):
    """A value that the reader sees."""

    value: Value

    @cached_property
    def key(self) -> Any:
        return ("atom", id(self.value))

    def write(self, named: Write, like: Symbol) -> Symbol:
        return named(self.value)


@dataclass(frozen=True, repr=False, eq=False)
class Apply(Formula):
    """An operation that is no arithmetic, on formulas."""

    op: Op
    operands: tuple[Formula, ...]

    @cached_property
    def key(self) -> Any:
        return (self.op.name, *self.op.static.values(), *(operand.key for operand in self.operands))

    def write(self, named: Write, like: Symbol) -> Symbol:
        return like.__operation__(self.op, tuple(_written(self.operands, named, like)))


@dataclass(frozen=True, repr=False, eq=False)
class Sum(Formula):
    """Terms, none of them a sum or 0; at least two."""

    terms: tuple[Formula, ...]

    @cached_property
    def key(self) -> Any:
        return ("sum", *(term.key for term in self.terms))

    def write(self, named: Write, like: Symbol) -> Symbol:
        first, *others = _some(self.terms)
        written = first.write(named, like)
        for term in others:
            is_negative = coefficient_of(term) < 0.0
            written_term = (-term if is_negative else term).write(named, like)
            written = written - written_term if is_negative else written + written_term
        return written


@dataclass(frozen=True, repr=False, eq=False)
class Product(Formula):
    """A number times factors over divisors, none of them a product or a number."""

    coefficient: float
    factors: tuple[Formula, ...]
    divisors: tuple[Formula, ...]

    @cached_property
    def key(self) -> Any:
        parts = [tuple(sorted(repr(part.key) for part in side)) for side in (self.factors, self.divisors)]
        return ("product", self.coefficient, *parts)

    def write(self, named: Write, like: Symbol) -> Symbol:
        above, below = _ratio(abs(self.coefficient))
        over, under = _written(self.factors, named, like), _written(self.divisors, named, like)
        if above != 1.0 or not over:
            over.insert(0, like.of(above))
        if below != 1.0:
            under.insert(0, like.of(below))
        written = _times(over) / _times(under) if under else _times(over)
        return -written if self.coefficient < 0.0 else written


def _times(symbols: Sequence[Symbol]) -> Symbol:
    written = symbols[0]
    for symbol in symbols[1:]:
        written = written * symbol
    return written


_DOTS = Constant(1.0, "…", r"\dots")


def _some(parts: Sequence[Formula]) -> list[Formula]:
    return first_and_last(parts, MOST_PARTS, Number(_DOTS))


def _written(parts: Sequence[Formula], named: Write, like: Symbol) -> list[Symbol]:
    return [part.write(named, like) for part in _some(parts)]


def _ratio(value: float) -> tuple[float, float]:
    """A number with many digits as a ratio of small whole numbers, where it is one: 0.16666666666666666 as 1 / 6."""
    if not isinstance(value, Constant) and math.isfinite(value) and float(f"{value:.8g}") != value:
        ratio = Fraction(value).limit_denominator(1000)
        if abs(float(ratio) - value) <= 2.0**-52 * abs(value):
            return float(ratio.numerator), float(ratio.denominator)
    return value, 1.0


def _number(operand: Any) -> Number:
    """A number as a formula; a constant keeps its name."""
    return Number(operand if isinstance(operand, float) else float(operand))


def number(value: float) -> Formula:
    """Return a number as a formula."""
    return Number(value)


def atom(value: Value) -> Formula:
    """Return a value as a formula: its name, when it is written."""
    return Atom(value)


def coefficient_of(formula: Formula) -> float:
    """Return the number that a term begins with."""
    match formula:
        case Number(value=value) if not isinstance(value, Constant):
            return value
        case Product():
            return formula.coefficient
    return 1.0
