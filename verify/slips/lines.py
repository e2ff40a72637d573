"""Slips in one written line: a term or a factor left out, a sign, a power, a number before it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from autograd import Value, cos, log, log2, log10, power, sin
from autograd.algebra.terms import Apply, Formula, Product, Sum, atom, number
from autograd.algebra.visiting import atoms, evaluated, rewritten
from autograd.ops import Op
from verify.rework.stand_ins import STAND_INS, Pattern
from verify.slips.kinds import Applies, Kind, Made, Numbers, Slip

__all__ = ["LINES", "Line", "line_slips", "number_of", "put_in"]

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


@dataclass(frozen=True, slots=True)
class Line:
    """A formula with a slip in it.

    Attributes
    ----------
    formula : Formula
        In stand-ins for its values: the same formula of other neurons has the same slips.
    actual : mapping of Value to Value
        What each stand-in stands for.
    made : Made
        The slip; its place is the path to it, from the whole to the part.
    bits : float
        What it costs to assume it.
    """

    formula: Formula
    actual: Mapping[Value, Value]
    made: Made
    bits: float

    def value(self, numbers: Callable[[Value], float]) -> float | None:
        """Return its number; None where it has none."""
        return number_of(lambda: evaluated(self.formula, lambda value: numbers(self.actual[value])))


class _Edit(NamedTuple):
    """A formula with a slip in it: the path to the part that it is made in, and how its parts are written."""

    formula: Formula
    row: Slip
    path: tuple[int, ...]
    words: tuple[str, ...]
    bits: float


def line_slips(formula: Formula) -> list[Line]:
    """Return a formula with each slip that one can make in it; the deeper it is, the more it costs.

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
    places = {value: place for place, value in enumerate(values)}
    stand_ins = STAND_INS[: len(values)]
    if len(values) > len(stand_ins):
        return []
    actual = dict(zip(stand_ins, values, strict=True))
    names = {ord(stand_in.name or ""): value.name or "·" for stand_in, value in actual.items()}
    pattern = Pattern(rewritten(formula, lambda value: atom(stand_ins[places[value]])))
    lines = []
    for edit in _slips_in(pattern):
        words = tuple(word.translate(names) for word in edit.words)
        made = Made(edit.row, edit.path, words if len(words) > 1 else words[0])
        lines.append(Line(edit.formula, actual, made, edit.bits))
    return lines


@lru_cache(maxsize=1024)  # a class works on one network: its rules are few, and worked out 1,000 times
def _slips_in(pattern: Pattern) -> tuple[_Edit, ...]:
    edits = list(_edits(pattern.formula, 0))
    many = 0.5 * math.log2(max(1, len(edits)))
    return tuple(edit._replace(bits=edit.bits + many) for edit in edits)


def _edits(formula: Formula, depth: int) -> Iterator[_Edit]:
    match formula:
        case Sum():
            yield from _of_sum(formula, depth)
        case Product():
            yield from _of_product(formula, depth)
        case Apply():
            yield from _of_call(formula, depth)


def _edit(row: Slip, depth: int, place: int, words: tuple[object, ...], **parts: object) -> _Edit:
    return _Edit(row.gives(Numbers(**parts)), row, (place,), tuple(map(str, words)), row.bits + depth)


def _inside(part: Formula, depth: int, place: int, put: Callable[[Formula], Formula]) -> Iterator[_Edit]:
    """The slips in a part of a formula, each in the whole."""
    for inner in _edits(part, depth + 1):
        yield inner._replace(formula=put(inner.formula), path=(place, *inner.path))


def _of_sum(formula: Sum, depth: int) -> Iterator[_Edit]:
    terms = formula.terms
    for place, term in enumerate(terms):
        for row in (NO_TERM, TURNED):
            yield _edit(row, depth, place, (term,), line=formula, term=term)
    for place, term in enumerate(terms):
        before, after = terms[:place], terms[place + 1 :]
        yield from _inside(term, depth, place, lambda part, before=before, after=after: _added(*before, part, *after))  # type: ignore[misc]


def _of_product(formula: Product, depth: int) -> Iterator[_Edit]:
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


def _of_call(formula: Apply, depth: int) -> Iterator[_Edit]:
    op, operands = formula.op, formula.operands
    if op.takes == ("exponent",):
        yield from _of_power(formula, depth)
    elif len(operands) == 1:
        for row in (NO_STEP, *PARTNERS.get(op.name, ())):
            yield _instead(row, formula, depth, operand=operands[0])
    for place, operand in enumerate(operands):
        before, after = operands[:place], operands[place + 1 :]
        yield from _inside(
            operand,
            depth,
            place,
            lambda part, before=before, after=after: Apply(op, (*before, part, *after)),  # type: ignore[misc]
        )


def _of_power(formula: Apply, depth: int) -> Iterator[_Edit]:
    (base,), exponent = formula.operands, formula.op.static["exponent"]
    yield _edit(NO_EXPONENT, depth, 0, (formula,), base=base)
    if isinstance(base, Sum):
        yield _instead(MINUS, formula, depth, base=base)
    for row, other in ((LOWERED, exponent - 1.0), (RAISED, exponent + 1.0)):
        if other not in (0.0, 1.0):
            yield _instead(row, formula, depth, base=base, exponent=number(exponent))
    yield _instead(TIMES_EXPONENT, formula, depth, base=base, exponent=number(exponent))


def _instead(row: Slip, formula: Formula, depth: int, **parts: object) -> _Edit:
    """A slip whose sentence tells the formula that stands there instead."""
    edit = _edit(row, depth, 0, (), **parts)
    return edit._replace(words=(str(edit.formula), str(formula)))


def _added(*terms: Formula) -> Formula:
    result = terms[0]
    for term in terms[1:]:
        result = result + term
    return result


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
