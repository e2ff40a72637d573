"""Arithmetic with formulas, simplified lightly: the derivative as a textbook would print it.

No `1 · x`, no `+ 0`, no double minus; numbers are multiplied, equal terms added, equal factors gathered in powers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograd.algebra.terms import ARITHMETIC, Apply, Atom, Formula, Number, Product, Sum, coefficient_of
from autograd.ops import Op
from autograd.ops.activations import linear
from autograd.ops.arithmetic import add, divide, multiply, negate, subtract, total, weighted_sum
from autograd.ops.elementary import power, raised, reciprocal, square
from autograd.ops.notation import Constant
from autograd.ops.reductions import product

__all__ = ["is_arithmetic"]


def is_arithmetic(op: Op) -> bool:
    """Whether a row is written with + − · / and powers, and not as a call."""
    return (op.name, op.takes) in ARITHMETIC


def _negative(formula: Formula) -> Formula:
    return _product([Number(-1.0), formula])


def _without_coefficient(formula: Formula) -> Formula | None:
    """The rest of a term beside its number; None for a number alone."""
    match formula:
        case Number(value=value) if not isinstance(value, Constant):
            return None
        case Product():
            return _of_parts(1.0, list(formula.factors), list(formula.divisors))
    return formula


def _sum(formulas: Sequence[Formula]) -> Formula:
    """The sum: 0 is left out, equal terms are gathered."""
    if len(formulas) == 1:
        return formulas[0]
    gathered: dict[Any, tuple[float, Formula | None]] = {}
    for formula in formulas:
        for term in formula.terms if isinstance(formula, Sum) else (formula,):
            rest = _without_coefficient(term)
            key = None if rest is None else rest.key
            gathered[key] = (gathered.get(key, (0.0, rest))[0] + coefficient_of(term), rest)
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
    if len(over) == 2 and not under:
        for one, other in (over, over[::-1]):
            if isinstance(one, Number) and one.value == 1.0:
                return other
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
        if size == 0.0:
            size, above = 1.0, (*above, Number(0.0))
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
    over, under = _gathered(factors, divisors) if len(factors) + len(divisors) > 1 else (factors, divisors)
    if coefficient == 0.0 or not (over or under):
        return Number(coefficient)
    if len(over) == 1 and not under:
        if coefficient == 1.0:
            return over[0]
        if coefficient == -1.0 and isinstance(over[0], Sum) and coefficient_of(over[0].terms[0]) < 0.0:
            return Sum(tuple(_negative(term) for term in over[0].terms))
    return Product(coefficient, tuple(over), tuple(under))


def _gathered(factors: list[Formula], divisors: list[Formula]) -> tuple[list[Formula], list[Formula]]:
    """The bases of all factors with their exponents added, those above and those below the line."""
    exponents: dict[Any, tuple[Formula, float]] = {}
    for side, sign in ((factors, 1.0), (divisors, -1.0)):
        for factor in side:
            base, exponent = _base(factor)
            known = exponents.get(base.key, (base, 0.0))
            exponents[base.key] = (known[0], known[1] + sign * exponent)
    names_first = sorted(exponents.values(), key=lambda power: not isinstance(power[0], Atom))
    above = [_power(base, exponent) for base, exponent in names_first if exponent > 0.0]
    below = [_power(base, -exponent) for base, exponent in exponents.values() if exponent < 0.0]
    return above, below


def _base(factor: Formula) -> tuple[Formula, float]:
    if isinstance(factor, Apply) and factor.op.name == raised.name:
        return factor.operands[0], factor.op.static["exponent"]
    return factor, 1.0


def _power(base: Formula, exponent: float) -> Formula:
    return base if exponent == 1.0 else Apply(raised.bind(exponent=exponent), (base,))


def _raised(base: Formula, exponent: float) -> Formula:
    inner, exponent_of_base = _base(base)
    if exponent == 0.0:
        return Number(1.0)
    whole = exponent_of_base * exponent
    if exponent_of_base != 1.0 and exponent_of_base % 1.0 == 0.0 and exponent % 1.0 == 0.0:
        return _power(inner, whole)
    return _power(base, exponent)


def _weighted(*operands: Formula) -> Formula:
    pairs = zip(operands[:-1:2], operands[1::2], strict=True)
    return _sum([*(_product(pair) for pair in pairs), operands[-1]])


def _powered(base: Formula, exponent: Formula) -> Formula:
    if isinstance(exponent, Number) and not isinstance(exponent.value, Constant):
        return _raised(base, exponent.value)
    return Apply(power, (base, exponent))


ARITHMETIC.update(
    ((op.name, op.takes), write)
    for op, write in (
        (add, lambda x, y: _sum([x, y])),
        (subtract, lambda x, y: _sum([x, _negative(y)])),
        (multiply, lambda x, y: _product([x, y])),
        (divide, lambda x, y: _product([x], [y])),
        (negate, _negative),
        (linear, lambda x: x),
        (square, lambda x: _raised(x, 2.0)),
        (raised, _raised),
        (reciprocal, lambda x: _product([], [x])),
        (total, lambda *terms: _sum(terms)),
        (product, lambda *factors: _product(factors)),
        (weighted_sum, _weighted),
        (power, _powered),
    )
)
