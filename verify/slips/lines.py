"""Slips in one written line: a term or a factor left out, a sign, a power, a number before it."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import lru_cache, partial, reduce
from operator import add
from typing import NamedTuple

from autograd import Value, cos, log, log2, log10, power, sin
from autograd.algebra.terms import Apply, Formula, Product, Sum, atom, number
from autograd.algebra.visiting import atoms, evaluated, rewritten
from autograd.ops import Op
from verify.rework.stand_ins import STAND_INS, Pattern
from verify.slips.kinds import Applies, Candidate, Kind, Made, Numbers, Slip

__all__ = ["LINES", "Line", "line_slips", "number_of", "put_in", "with_line_slips"]

INSTEAD = "{other[0]} stands in place of {other[1]}"

_line = partial(Slip, applies=Applies.LINE)
_form = partial(_line, Kind.LINE)
_missing = partial(_line, Kind.MISSING_FACTOR)

NO_TERM = _line(Kind.MISSING_TERM, "the term {other} is left out", 1.0, "any of the terms", lambda w: w.line - w.term)
TURNED = _line(Kind.SIGN, "the sign of {other} is turned round", 2.0, "half of that", lambda w: w.line - 2.0 * w.term)
NO_FACTOR = _missing("the factor {other} is left out", 1.0, "any of the factors", lambda w: w.line / w.factor)
NO_PARENTHESES = _form("the parentheses of {other} are lost", 2.0, "as a sign",
                       lambda w: w.line / w.factor * w.first + (w.factor - w.first))  # fmt: skip
PLUS = _form("+ stands for · between {other[0]} and {other[1]}", 3.0, "half of it", lambda w: w.size * (w.one + w.two))
NO_DIVISOR = _missing("the divisor {other} is left out", 1.0, "any of the divisors", lambda w: w.line * w.divisor)
TIMES = _line(Kind.UPSIDE_DOWN, "it is multiplied by {other}, not divided", 2.5, "rarer than leaving it out",
              lambda w: w.line * w.divisor * w.divisor)  # fmt: skip
NO_STEP = _line(Kind.MISSING_STEP, INSTEAD, 3.0, "one of eight", lambda w: w.operand)
NO_EXPONENT = _form("the exponent of {other} is left out", 2.0, "as a sign", lambda w: w.base)
MINUS = _form(INSTEAD, 3.0, "the sign of a difference that is squared", lambda w: -w.base)
LOWERED = _form(INSTEAD, 3.0, "one of eight", lambda w: power(w.base, w.exponent - 1.0))
RAISED = _form(INSTEAD, 3.0, "one of eight", lambda w: power(w.base, w.exponent + 1.0))
TIMES_EXPONENT = _form(INSTEAD, 4.0, "rarer than another exponent", lambda w: w.exponent * w.base)


def _partner(row: Op) -> Slip:
    return _line(Kind.VARIANT, INSTEAD, 2.5, "its partner", lambda w: row(w.operand))


PARTNERS = {
    name: tuple(map(_partner, rows))
    for name, rows in {"sin": (cos,), "cos": (sin,), "log": (log10, log2), "log10": (log,)}.items()
}
"""Functions that are taken for each other: on a calculator, log is not ln."""
LINES = (
    *(NO_TERM, TURNED, NO_FACTOR, NO_PARENTHESES, PLUS, NO_DIVISOR, TIMES, NO_STEP),
    *(NO_EXPONENT, MINUS, LOWERED, RAISED, TIMES_EXPONENT, *(row for rows in PARTNERS.values() for row in rows)),
)


ATOMS = tuple(map(atom, STAND_INS))


class Line(NamedTuple):
    """A formula with a slip in it, whose place is the path from the whole to the part, and what it costs to assume it.

    The formula is one of stand-ins for the actual values: the same formula of other neurons has the same slips.
    """

    formula: Formula
    made: Made
    bits: float
    actual: Mapping[Value, Value]

    def value(self, numbers: Callable[[Value], float]) -> float | None:
        """Return its number; None where it has none."""
        return number_of(lambda: evaluated(self.formula, lambda value: numbers(self.actual[value])))


def line_slips(formula: Formula, *inside: Hashable) -> list[Line]:
    """Return a formula, that stands inside of something, with each slip that one can make in it.

    The deeper it is, the more it costs.

    Examples
    --------
    >>> x = Value(0.5, "x")
    >>> for line in line_slips(2.0 * atom(x) * (1 - atom(x))):
    ...     print(line.made, line.value(lambda value: value.data))
    the factor 2 is left out 0.25
    the factor x is left out 1.0
    the factor 1 − x is left out 1.0
    the parentheses of 1 − x are lost 0.5
    the term 1 is left out -0.5
    the sign of 1 is turned round -1.5
    the term −x is left out 1.0
    the sign of −x is turned round 1.5
    """
    values = atoms(formula)
    stand_ins = STAND_INS[: len(values)]
    if len(values) > len(stand_ins):
        return []
    by_value = dict(zip(values, ATOMS, strict=False))
    actual = dict(zip(stand_ins, values, strict=True))
    names = {ord(stand_in.name or ""): value.name or "·" for stand_in, value in actual.items()}
    lines = []
    for line in _slips_in(Pattern(rewritten(formula, by_value.__getitem__))):
        words = tuple(word.translate(names) for word in line.made.other)
        made = Made(line.made.row, line.made.at, words if len(words) > 1 else words[0], inside)
        lines.append(Line(line.formula, made, line.bits, actual))
    return lines


def with_line_slips(
    formula: Formula, numbers: Callable[[Value], float], *inside: Hashable, more: float = 0.0
) -> Iterator[Candidate]:
    """Yield what a formula, that stands inside of something, gives with each slip that one can make in it."""
    for line in line_slips(formula, *inside):
        value = line.value(numbers)
        if value is not None:
            yield Candidate(value, line.bits + more, line.made)


@lru_cache(maxsize=1024)  # a class works on one network: its rules are few, and worked out 1,000 times
def _slips_in(pattern: Pattern) -> tuple[Line, ...]:
    lines = list(_edits(pattern.formula, 0))
    many = 0.5 * math.log2(max(1, len(lines)))
    return tuple(line._replace(bits=line.bits + many) for line in lines)


def _edits(formula: Formula, depth: int) -> Iterator[Line]:
    match formula:
        case Sum():
            yield from _of_sum(formula, depth)
        case Product():
            yield from _of_product(formula, depth)
        case Apply():
            yield from _of_call(formula, depth)


def _edit(row: Slip, depth: int, place: int, words: tuple[object, ...], **parts: object) -> Line:
    made = Made(row, (place,), tuple(map(str, words)))
    return Line(row.gives(Numbers(**parts)), made, row.bits + depth, {})


def _inside(part: Formula, depth: int, place: int, put: Callable[[Formula], Formula]) -> Iterator[Line]:
    """The slips in a part of a formula, each in the whole."""
    for line in _edits(part, depth + 1):
        yield line._replace(formula=put(line.formula), made=line.made._replace(at=(place, *line.made.at)))


def _of_sum(formula: Sum, depth: int) -> Iterator[Line]:
    terms = formula.terms
    for place, term in enumerate(terms):
        for row in (NO_TERM, TURNED):
            yield _edit(row, depth, place, (term,), line=formula, term=term)
    for place, term in enumerate(terms):
        yield from _inside(term, depth, place, partial(_with_term, formula, place))


def _with_term(formula: Sum, place: int, term: Formula) -> Formula:
    return reduce(add, (*formula.terms[:place], term, *formula.terms[place + 1 :]))


def _of_product(formula: Product, depth: int) -> Iterator[Line]:
    size, factors, divisors = abs(formula.coefficient), formula.factors, formula.divisors
    if size != 1.0:
        yield _edit(NO_FACTOR, depth, -1, (number(size),), line=formula, factor=number(size))
    for place, factor in enumerate(factors):
        if size != 1.0 or len(factors) + len(divisors) > 1:
            yield _edit(NO_FACTOR, depth, place, (factor,), line=formula, factor=factor)
        if isinstance(factor, Sum):
            yield _edit(NO_PARENTHESES, depth, place, (factor,), line=formula, factor=factor, first=factor.terms[0])
        yield from _inside(factor, depth, place, lambda part, factor=factor: formula / factor * part)  # type: ignore[misc]
    if len(factors) == 2 and size == 1.0 and not divisors:
        one, two = factors
        yield _edit(PLUS, depth, 0, (one, two), size=formula.coefficient, one=one, two=two)
    for place, divisor in enumerate(divisors, len(factors)):
        for row in (NO_DIVISOR, TIMES):
            yield _edit(row, depth, place, (divisor,), line=formula, divisor=divisor)
        yield from _inside(divisor, depth, place, lambda part, divisor=divisor: formula * divisor / part)  # type: ignore[misc]


def _of_call(formula: Apply, depth: int) -> Iterator[Line]:
    op, operands = formula.op, formula.operands
    if op.takes == ("exponent",):
        yield from _of_power(formula, depth)
    elif len(operands) == 1:
        for row in (NO_STEP, *PARTNERS.get(op.name, ())):
            yield _instead(row, formula, depth, operand=operands[0])
    for place, operand in enumerate(operands):
        put = partial(_with_operand, formula, place)
        yield from _inside(operand, depth, place, put)


def _with_operand(formula: Apply, place: int, operand: Formula) -> Formula:
    return Apply(formula.op, (*formula.operands[:place], operand, *formula.operands[place + 1 :]))


def _of_power(formula: Apply, depth: int) -> Iterator[Line]:
    (base,), exponent = formula.operands, formula.op.static["exponent"]
    yield _edit(NO_EXPONENT, depth, 0, (formula,), base=base)
    if isinstance(base, Sum):
        yield _instead(MINUS, formula, depth, base=base)
    for row, other in ((LOWERED, exponent - 1.0), (RAISED, exponent + 1.0)):
        if other not in (0.0, 1.0):
            yield _instead(row, formula, depth, base=base, exponent=number(exponent))
    yield _instead(TIMES_EXPONENT, formula, depth, base=base, exponent=number(exponent))


def _instead(row: Slip, formula: Formula, depth: int, **parts: object) -> Line:
    """A slip whose sentence tells the formula that stands there instead."""
    line = _edit(row, depth, 0, (), **parts)
    return line._replace(made=line.made._replace(other=(str(line.formula), str(formula))))


def put_in(
    row: Slip, formula: Formula, places: Mapping[Value, Value], numbers: Callable[[Value], float]
) -> float | None:
    """Return what a formula gives with what a slip puts in the place of some of its values."""

    def number(value: Value) -> float:
        return row.gives(Numbers(other=numbers(places[value]))) if value in places else numbers(value)

    return number_of(lambda: evaluated(formula, number))


def number_of(make: Callable[[], float]) -> float | None:
    """Return a number; None where it is not defined."""
    try:
        return float(make())
    except (ArithmeticError, ValueError):
        return None
