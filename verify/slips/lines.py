"""Slips in one written line: a term or a factor left out, a sign, a power, a number before it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from autograd import Value, cos, log, log2, log10, sin
from autograd.algebra.terms import Apply, Formula, Product, Sum, atom, number
from autograd.algebra.visiting import atoms, evaluated, rewritten
from autograd.ops import Op
from verify.rework.stand_ins import STAND_INS, Pattern

__all__ = ["Line", "line_slips"]


@dataclass(frozen=True, slots=True)
class Line:
    """A formula with a slip in it.

    Attributes
    ----------
    formula : Formula
        In stand-ins for its values: the same formula of other neurons has the same slips.
    actual : mapping of Value to Value
        What each stand-in stands for.
    kind : str
        Of slip: "missing term", "missing factor", "sign", "written line".
    text : str
        What was done.
    bits : float
        What it costs to assume it.
    """

    formula: Formula
    actual: Mapping[Value, Value]
    kind: str
    text: str
    bits: float

    def value(self, numbers: Callable[[Value], float]) -> float | None:
        """Return its number; None where it has none."""
        try:
            return float(evaluated(self.formula, lambda value: numbers(self.actual[value])))
        except (ArithmeticError, ValueError):
            return None


class _Edit(NamedTuple):
    formula: Formula
    kind: str
    text: str
    bits: float


def line_slips(formula: Formula) -> list[Line]:
    """Return a formula with each slip that one can make in it; the deeper it is, the more it costs.

    Examples
    --------
    >>> x = Value(0.5, "x")
    >>> for line in line_slips(2.0 * atom(x) * (1 - atom(x))):
    ...     print(line.text, line.value(lambda value: value.data))
    the factor 2 is left out 0.25
    the factor x is left out 1.0
    the factor 1 − x is left out 1.0
    the parentheses of 1 − x are lost 0.5
    the term 1 is left out -0.5
    the sign of 1 is turned round -1.5
    the term −x is left out 1.0
    the sign of −x is turned round 1.5
    """
    own = atoms(formula)
    places = {value: place for place, value in enumerate(own)}
    stand_ins = STAND_INS[: len(own)]
    if len(own) > len(stand_ins):
        return []
    actual = dict(zip(stand_ins, own, strict=True))
    names = {ord(each.name or ""): value.name or "·" for each, value in actual.items()}
    pattern = Pattern(rewritten(formula, lambda value: atom(stand_ins[places[value]])))
    return [Line(each.formula, actual, each.kind, each.text.translate(names), each.bits) for each in _slips_in(pattern)]


@lru_cache(maxsize=1024)  # a class works on one network: its rules are few, and worked out 1,000 times
def _slips_in(pattern: Pattern) -> tuple[_Edit, ...]:
    found = list(_edits(pattern.formula, 0))
    many = 0.5 * math.log2(max(1, len(found)))
    return tuple(each._replace(bits=each.bits + many) for each in found)


def _edits(formula: Formula, depth: int) -> Iterator[_Edit]:
    match formula:
        case Sum(terms=terms):
            yield from _of_sum(terms, depth)
        case Product():
            yield from _of_product(formula, depth)
        case Apply():
            yield from _of_call(formula, depth)


def _of_sum(terms: Sequence[Formula], depth: int) -> Iterator[_Edit]:
    for place, term in enumerate(terms):
        others = [*terms[:place], *terms[place + 1 :]]
        yield _Edit(_added(others), "missing term", f"the term {term} is left out", 1.0 + depth)
        turned = [*terms[:place], -term, *terms[place + 1 :]]
        yield _Edit(_added(turned), "sign", f"the sign of {term} is turned round", 2.0 + depth)
    for place, term in enumerate(terms):
        for inner in _edits(term, depth + 1):
            whole = _added([*terms[:place], inner.formula, *terms[place + 1 :]])
            yield _Edit(whole, inner.kind, inner.text, inner.bits)


def _of_product(formula: Product, depth: int) -> Iterator[_Edit]:
    size = abs(formula.coefficient)
    if size != 1.0:
        shown = number(size)
        yield _Edit(formula / number(size), "missing factor", f"the factor {shown} is left out", 1.0 + depth)
    for factor in formula.factors:
        if size != 1.0 or len(formula.factors) + len(formula.divisors) > 1:
            yield _Edit(formula / factor, "missing factor", f"the factor {factor} is left out", 1.0 + depth)
        if isinstance(factor, Sum):
            first, *others = factor.terms
            lost = _added([formula / factor * first, *others])
            yield _Edit(lost, "written line", f"the parentheses of {factor} are lost", 2.0 + depth)
        for inner in _edits(factor, depth + 1):
            yield _Edit(formula / factor * inner.formula, inner.kind, inner.text, inner.bits)
    if len(formula.factors) == 2 and size == 1.0 and not formula.divisors:
        one, two = formula.factors
        yield _Edit(
            formula.coefficient * (one + two), "written line", f"+ stands for · between {one} and {two}", 3.0 + depth
        )
    for divisor in formula.divisors:
        yield _Edit(formula * divisor, "missing factor", f"the divisor {divisor} is left out", 1.0 + depth)
        turned = formula * divisor * divisor
        yield _Edit(turned, "upside down", f"it is multiplied by {divisor}, not divided", 2.5 + depth)
        for inner in _edits(divisor, depth + 1):
            yield _Edit(formula * divisor / inner.formula, inner.kind, inner.text, inner.bits)


def _of_call(formula: Apply, depth: int) -> Iterator[_Edit]:
    op, operands = formula.op, formula.operands
    if op.takes == ("exponent",):
        yield from _of_power(formula, depth)
    elif len(operands) == 1:
        yield _Edit(operands[0], "missing step", f"{operands[0]} stands in place of {formula}", 3.0 + depth)
        for other in _PARTNERS.get(op.name, ()):
            taken = Apply(other, operands)
            yield _Edit(taken, "variant", f"{taken} stands in place of {formula}", 2.5 + depth)
    for place, operand in enumerate(operands):
        for inner in _edits(operand, depth + 1):
            call = Apply(op, (*operands[:place], inner.formula, *operands[place + 1 :]))
            yield _Edit(call, inner.kind, inner.text, inner.bits)


def _of_power(formula: Apply, depth: int) -> Iterator[_Edit]:
    (base,), exponent = formula.operands, formula.op.static["exponent"]
    yield _Edit(base, "written line", f"the exponent of {formula} is left out", 2.0 + depth)
    if isinstance(base, Sum):
        yield _Edit(-base, "written line", f"{-base} stands in place of {formula}", 3.0 + depth)
    for other in (exponent - 1.0, exponent + 1.0):
        if other not in (0.0, 1.0):
            taken = Apply(formula.op.bind(exponent=other), (base,))
            yield _Edit(taken, "written line", f"{taken} stands in place of {formula}", 3.0 + depth)
    taken_times = number(exponent) * base
    yield _Edit(taken_times, "written line", f"{taken_times} stands in place of {formula}", 4.0 + depth)


_PARTNERS: Mapping[str, tuple[Op, ...]] = {"sin": (cos,), "cos": (sin,), "log": (log10, log2), "log10": (log,)}
"""Functions that are taken for each other: on a calculator, log is not ln."""


def _added(terms: Sequence[Formula]) -> Formula:
    result = terms[0]
    for term in terms[1:]:
        result = result + term
    return result
