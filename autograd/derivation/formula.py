"""Formulas as trees: rules fed with them give the derivative as a textbook would print it.

No `1 · x`, no `+ 0`, no double minus; numbers are multiplied, equal terms added, equal factors gathered in powers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from autograd.notation import Constant
from autograd.ops import Op
from autograd.ops.activations import linear
from autograd.ops.arithmetic import (
    add,
    divide,
    in_order,
    multiply,
    negate,
    power,
    raised,
    subtract,
    total,
    weighted_sum,
)
from autograd.ops.elementary import reciprocal, square
from autograd.ops.reductions import product
from autograd.symbol import Symbol
from autograd.value import Value

__all__ = ["Formula", "atom", "evaluated", "number"]

Write: TypeAlias = Callable[[Value], Symbol]
"""How a named value is written: its name, or its number."""


class Formula:
    """A formula in named values, simplified as it grows.

    Examples
    --------
    >>> from autograd.dialects import TEXT
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
        formulas = [_formula(operand) for operand in operands]
        simple = _SIMPLE.get(op.name) if not op.static else None
        if simple is not None:
            return simple(*formulas)
        if op.takes == ("exponent",):
            return _raised(formulas[0], op.static["exponent"])
        return Apply(op, tuple(formulas))

    def __add__(self, other: Any) -> Formula:
        return _sum([self, _formula(other)])

    def __sub__(self, other: Any) -> Formula:
        return _sum([self, -_formula(other)])

    def __mul__(self, other: Any) -> Formula:
        return _product([self, _formula(other)])

    def __truediv__(self, other: Any) -> Formula:
        return _product([self], [_formula(other)])

    def __radd__(self, other: Any) -> Formula:
        return _formula(other) + self

    def __rsub__(self, other: Any) -> Formula:
        return _formula(other) - self

    def __rmul__(self, other: Any) -> Formula:
        return _formula(other) * self

    def __rtruediv__(self, other: Any) -> Formula:
        return _formula(other) / self

    def __neg__(self) -> Formula:
        return _product([number(-1.0), self])

    def __repr__(self) -> str:
        from autograd.dialects import TEXT  # noqa: PLC0415  # for messages only

        return str(self.write(lambda value: Symbol(value.name or "·", TEXT), Symbol("", TEXT)))


@dataclass(frozen=True, repr=False, eq=False)
class Number(Formula):
    """A number, or a constant with a name of its own."""

    value: float

    @cached_property
    def key(self) -> Any:
        return ("number", self.value)

    def write(self, named: Write, like: Symbol) -> Symbol:
        return like.of(self.value)


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
        return like.__operation__(self.op, tuple(operand.write(named, like) for operand in self.operands))


@dataclass(frozen=True, repr=False, eq=False)
class Sum(Formula):
    """Terms, none of them a sum or 0; at least two."""

    terms: tuple[Formula, ...]

    @cached_property
    def key(self) -> Any:
        return ("sum", *(term.key for term in self.terms))

    def write(self, named: Write, like: Symbol) -> Symbol:
        first, *others = self.terms
        written = first.write(named, like)
        for term in others:
            is_negative = _coefficient(term) < 0.0
            each = (-term if is_negative else term).write(named, like)
            written = written - each if is_negative else written + each
        return written


@dataclass(frozen=True, repr=False, eq=False)
class Product(Formula):
    """A number times factors over divisors, none of them a product or a number."""

    coefficient: float
    factors: tuple[Formula, ...]
    divisors: tuple[Formula, ...]

    @cached_property
    def key(self) -> Any:
        parts = [tuple(sorted(repr(each.key) for each in side)) for side in (self.factors, self.divisors)]
        return ("product", self.coefficient, *parts)

    def write(self, named: Write, like: Symbol) -> Symbol:
        size = self.coefficient if self.coefficient >= 0.0 else -self.coefficient
        over = [factor.write(named, like) for factor in self.factors]
        under = [divisor.write(named, like) for divisor in self.divisors]
        if size != 1.0 or not over:
            over.insert(0, like.of(size))
        written = _times(over) / _times(under) if under else _times(over)
        return -written if self.coefficient < 0.0 else written


def _times(symbols: Sequence[Symbol]) -> Symbol:
    written = symbols[0]
    for symbol in symbols[1:]:
        written = written * symbol
    return written


def number(value: float) -> Formula:
    """Return a number as a formula."""
    return Number(value)


def atom(value: Value) -> Formula:
    """Return a value as a formula: its name, when it is written."""
    return Atom(value)


def _formula(operand: Any) -> Formula:
    return (
        operand if isinstance(operand, Formula) else Number(operand if isinstance(operand, float) else float(operand))
    )


def _coefficient(formula: Formula) -> float:
    match formula:
        case Number(value=value) if not isinstance(value, Constant):
            return value
        case Product():
            return formula.coefficient
    return 1.0


def _without_coefficient(formula: Formula) -> Formula | None:
    """The rest of a term beside its number; None for a number alone."""
    match formula:
        case Number(value=value) if not isinstance(value, Constant):
            return None
        case Product():
            return _of_parts(1.0, list(formula.factors), list(formula.divisors))
    return formula


def _sum(formulas: Iterable[Formula]) -> Formula:
    """The sum: 0 is left out, equal terms are gathered."""
    gathered: dict[Any, tuple[float, Formula | None]] = {}
    for formula in formulas:
        for term in formula.terms if isinstance(formula, Sum) else (formula,):
            rest = _without_coefficient(term)
            key = None if rest is None else rest.key
            gathered[key] = (gathered.get(key, (0.0, rest))[0] + _coefficient(term), rest)
    terms = [
        Number(size) if rest is None else _product([Number(size), rest])
        for size, rest in gathered.values()
        if size != 0.0
    ]
    if len(terms) > 1:
        return Sum(tuple(terms))
    return terms[0] if terms else Number(0.0)


def _product(over: Sequence[Formula], under: Sequence[Formula] = ()) -> Formula:
    """The product: 1 is left out, numbers are multiplied, what stands above and below is cancelled."""
    coefficient = 1.0
    factors: list[Formula] = []
    divisors: list[Formula] = []
    for formula in over:
        size, above, below = _parts(formula)
        coefficient *= size
        factors += above
        divisors += below
    for formula in under:
        size, above, below = _parts(formula)
        coefficient /= size
        divisors += above
        factors += below
    return _of_parts(coefficient, factors, divisors)


def _parts(formula: Formula) -> tuple[float, Sequence[Formula], Sequence[Formula]]:
    match formula:
        case Number(value=value) if not isinstance(value, Constant):
            return value, (), ()
        case Product():
            return formula.coefficient, formula.factors, formula.divisors
    return 1.0, (formula,), ()


def _of_parts(coefficient: float, factors: list[Formula], divisors: list[Formula]) -> Formula:
    over, under = _gathered(factors, divisors)
    if coefficient == 0.0 or not (over or under):
        return Number(coefficient)
    if coefficient == 1.0 and len(over) == 1 and not under:
        return over[0]
    if len(over) == 1 and not under and coefficient == -1.0 and isinstance(over[0], Sum) and _opens_with_minus(over[0]):
        return Sum(tuple(-term for term in over[0].terms))
    return Product(coefficient, tuple(over), tuple(under))


def _opens_with_minus(formula: Sum) -> bool:
    return _coefficient(formula.terms[0]) < 0.0


def _gathered(factors: list[Formula], divisors: list[Formula]) -> tuple[list[Formula], list[Formula]]:
    """The bases of all factors with their exponents added, those above and those below the line."""
    exponents: dict[Any, tuple[Formula, float]] = {}
    for side, sign in ((factors, 1.0), (divisors, -1.0)):
        for factor in side:
            base, exponent = _base(factor)
            known = exponents.get(base.key, (base, 0.0))
            exponents[base.key] = (known[0], known[1] + sign * exponent)
    names_first = sorted(exponents.values(), key=lambda found: not isinstance(found[0], Atom))
    above = [_power(base, exponent) for base, exponent in names_first if exponent > 0.0]
    below = [_power(base, -exponent) for base, exponent in exponents.values() if exponent < 0.0]
    return above, below


def _base(factor: Formula) -> tuple[Formula, float]:
    if isinstance(factor, Apply) and factor.op.takes == ("exponent",):
        return factor.operands[0], factor.op.static["exponent"]
    return factor, 1.0


def _power(base: Formula, exponent: float) -> Formula:
    return base if exponent == 1.0 else Apply(raised.bind(exponent=exponent), (base,))


def _raised(base: Formula, exponent: float) -> Formula:
    inner, own = _base(base)
    if exponent == 0.0:
        return Number(1.0)
    whole = own * exponent
    if own != 1.0 and own % 1.0 == 0.0 and exponent % 1.0 == 0.0:
        return _power(inner, whole)
    return _power(base, exponent)


def _weighted(*operands: Formula) -> Formula:
    pairs = zip(operands[:-1:2], operands[1::2], strict=True)
    return _sum([*(weight * x for weight, x in pairs), operands[-1]])


def _powered(base: Formula, exponent: Formula) -> Formula:
    if isinstance(exponent, Number) and not isinstance(exponent.value, Constant):
        return _raised(base, exponent.value)
    return Apply(power, (base, exponent))


_SIMPLE: dict[str, Callable[..., Formula]] = {
    op.name: write
    for op, write in (
        (add, lambda x, y: x + y),
        (subtract, lambda x, y: x - y),
        (multiply, lambda x, y: x * y),
        (divide, lambda x, y: x / y),
        (negate, lambda x: -x),
        (linear, lambda x: x),
        (square, lambda x: _raised(x, 2.0)),
        (reciprocal, lambda x: 1.0 / x),
        (total, in_order),
        (product, lambda *xs: _product(xs)),
        (weighted_sum, _weighted),
        (power, _powered),
    )
}
"""The rows that are arithmetic, done as arithmetic with formulas."""


def evaluated(formula: Formula, numbers: Callable[[Value], float]) -> float:
    """Return the number of a formula at other numbers of its values.

    Raises
    ------
    ArithmeticError, ValueError
        Where it is not defined.

    Examples
    --------
    >>> out = Value(0.75, "out")
    >>> evaluated(atom(out) * (1 - atom(out)), lambda value: 0.5)
    0.25
    """
    match formula:
        case Number(value=number):
            return number
        case Atom(value=value):
            return numbers(value)
        case Sum(terms=terms):
            return in_order(*(evaluated(term, numbers) for term in terms))  # type: ignore[no-any-return]
        case Product():
            result = formula.coefficient
            for factor in formula.factors:
                result *= evaluated(factor, numbers)
            for divisor in formula.divisors:
                result /= evaluated(divisor, numbers)
            return result
        case Apply(op=op, operands=operands):
            return op(*(evaluated(operand, numbers) for operand in operands))  # type: ignore[no-any-return]
    raise TypeError(f"{formula!r} is not a formula.")
