"""Series along a ray: what a graph is just beside a point, computed exactly, also where its rules divide 0 by 0.

Each leaf that moves is its number plus so many t, with t > 0 and as small as one likes. Every value is then a series
c₀ tᵐ + c₁ tᵐ⁺¹ + …, and a kink is no question any more: |t| is t, the larger of two series is the one whose first term
is larger, t / |t| is 1. The coefficient of t⁰ is the value just beside the point, that of t¹ its slope along the ray.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from autograd.operands.limit import ieee
from autograd.operands.operand import Operand
from autograd.ops import Op
from autograd.ops.arithmetic import add, divide, multiply, negate, subtract
from autograd.ops.elementary import cbrt, exp, log, passed, power, raised, sqrt
from autograd.ops.piecewise import (
    absolute,
    ceil,
    floor,
    floor_divide,
    maximum,
    minimum,
    positive,
    remainder,
    sign,
    step,
    where,
)
from autograd.ops.reductions import direction, hypot, over_length
from autograd.ops.trigonometry import atan2
from autograd.value import Value

__all__ = ["UNDECIDED", "Course", "Ray", "Series", "Side"]

TERMS = 6
"""Terms that a series keeps: a slope of the third order at a norm's kink divides by t twice."""

ROOT = 6
"""Where roots leave no powers of the distance, a series in its sixth root: √ and ∛ of it are powers again."""

EXACT = 1 << 30
"""The order of the first term that is not known, where all terms are."""

INFINITE = 1 << 20
"""The power of 1/t that stands for ∞."""

ANCHORED = 1e-9
"""Up to this part of it a value of a series is that of the graph: no rounding is more, and no convention less."""

CANCELLED = 2.0**-46
"""Up to this part of its summands a sum is 0: what is left of it is rounding."""


class Side(NamedTuple):
    """The value and the slope on one side of a point; nan where they are not finite."""

    value: float
    slope: float


@dataclass(frozen=True)
class Course:
    """A graph in topological order, as rays go through it.

    Attributes
    ----------
    order
        Its values; the last one is looked at.
    leading
        What is followed; all other values are constants.
    missing
        Values of which nothing is known, as derivatives that do not exist; what needs one has none itself.
    rules
        The values of derivatives, in which a kink is undecided.
    """

    order: Sequence[Value]
    leading: Container[Value]
    missing: Container[Value] = ()
    rules: Container[Value] = ()


class Series(Operand):
    """Σ terms[k] t^(start + k), known up to the order `end`; the first term is not 0.

    Examples
    --------
    >>> t = Ray().series((0.0, 1.0))
    >>> (t * t + 3.0) / t
    3 t^-1 + 1 t^1
    >>> absolute(-t) - t
    0
    """

    __slots__ = ("end", "ray", "start", "terms")

    def __init__(self, ray: Ray, start: int, terms: Sequence[float], end: int = EXACT) -> None:
        first = next((place for place, term in enumerate(terms) if term != 0.0), len(terms))
        kept = tuple(terms[first : first + ray.terms])
        cut = first + ray.terms < len(terms) or end < EXACT
        self.ray = ray
        self.start = start + first if kept else min(end, EXACT)
        self.end = min(end, self.start + ray.terms) if cut and kept else end
        self.terms = kept[: max(self.end - self.start, 0)]
        if not all(map(math.isfinite, self.terms)):
            self.start, self.terms, self.end = -EXACT, (), -EXACT

    @property
    def is_zero(self) -> bool:
        """Whether every term that is known is 0, and more are known than count."""
        return not self.terms and self.end > self.ray.terms // 2

    def at(self, order: int) -> float:
        """Return the coefficient of t to a power; nan where it is not known."""
        if order >= self.end:
            return math.nan
        place = order - self.start
        return self.terms[place] if 0 <= place < len(self.terms) else 0.0

    @property
    def is_regular(self) -> bool:
        """Whether it has a finite value at t = 0, and that is known."""
        return min(self.start, self.end - 1) >= 0

    @property
    def is_constant(self) -> bool:
        """Whether it is its value at t = 0, and nothing else."""
        return self.end >= EXACT and self.is_regular and len(self.terms) == (self.start == 0 and bool(self.terms))

    def shifted(self, by: int) -> Series:
        """Return the series times a power of t."""
        return Series(self.ray, self.start + by, self.terms, min(self.end + by, EXACT))

    def until(self, end: int) -> Series:
        """Return the series without the terms from an order on."""
        return Series(self.ray, self.start, self.terms, min(self.end, end))

    def slope(self) -> Series:
        """Return the derivative by t."""
        terms = [(self.start + place) * term for place, term in enumerate(self.terms)]
        return Series(self.ray, self.start - 1, terms, self.end - 1 if self.end < EXACT else EXACT)

    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Series:
        return self.ray.apply(op, tuple([self.ray.of(operand) for operand in operands]))

    def __repr__(self) -> str:
        written = [f"{term:g} t^{self.start + place}" for place, term in enumerate(self.terms) if term]
        more = ["…"] if self.end < EXACT else []
        return " + ".join(written + more) or "0"


@dataclass
class Ray:
    """A ray from a point, and what is taken where a derivative has no number on it.

    In the kink itself, where the operand of sign stays 0, its number in a derivative may be anything between −1 and 1:
    `choice` says which, for each operand. What depends on the choice does not exist. In a function, sign(0) is 0.
    """

    choice: Callable[[], float] = float
    root: int = 1
    decided: dict[frozenset[Value], float] = field(default_factory=dict)
    operand: tuple[frozenset[Value], float] | None = None

    @classmethod
    def sides(cls, course: Course, moves: Mapping[Value, float]) -> Iterator[Side]:
        """Yield value and slope of the last value along a ray, for each choice that may matter; none if not known."""
        for choice in (lambda: 1.0, lambda: -1.0, _mixed()):
            ray = cls(choice)
            series = ray.along(course, moves)[course.order[-1]]
            if series.end <= -EXACT and not course.missing:
                ray = cls(choice, ROOT)
                series = ray.along(course, moves)[course.order[-1]]
            yield from ray.side(series, course.missing)
            if not ray.decided:
                return

    def side(self, series: Series, missing: Container[Value]) -> Iterator[Side]:
        """Yield value and slope of a series, if they are known: t is the root of the ray's distance, if it has one."""
        if self.root == 1 and (series.end > -EXACT or missing):
            yield Side(series.at(0) if series.is_regular else math.nan, series.at(1))
        elif series.is_regular and not any(series.at(order) for order in range(1, self.root)):
            yield Side(series.at(0), series.at(self.root))

    def along(self, course: Course, moves: Mapping[Value, float]) -> dict[Value, Series]:
        """Return the series of every value of an order, of which some move."""
        found: dict[Value, Series] = {}
        for node in course.order:
            if node in course.missing:
                series = self.nothing
            elif node.op is None or node not in course.leading:
                series = self.of(node.data)
            else:
                self.operand = _operand_of(node) if node in course.rules else None
                series = self.apply(node.op, tuple([found[parent] for parent in node.parents]))
                series = _anchored(series, node.data)
            found[node] = series + self.series((*[0.0] * self.root, moves[node])) if node in moves else series
        return found

    def decide(self, otherwise: float) -> float:
        """Return what is taken for the sign of an operand that stays 0: of x − y the opposite of that of y − x."""
        if self.operand is None:
            return otherwise
        operand, turned = self.operand
        return turned * self.decided.setdefault(operand, self.choice())

    @property
    def terms(self) -> int:
        """How many terms a series keeps."""
        return TERMS if self.root == 1 else 3 * self.root

    def series(self, terms: Sequence[float], end: int = EXACT) -> Series:
        """Return the series of terms that begin with a constant."""
        return Series(self, 0, terms, end)

    def of(self, operand: Any) -> Series:
        """Return a series itself, and a number as a series; ∞ is a power of 1/t that no other reaches."""
        if isinstance(operand, Series):
            return operand
        number = float(operand)
        return Series(self, -INFINITE, (math.copysign(1.0, number),)) if math.isinf(number) else self.series((number,))

    @property
    def nothing(self) -> Series:
        """A series of which nothing is known."""
        return Series(self, -EXACT, (), -EXACT)

    def apply(self, op: Op, operands: tuple[Series, ...]) -> Series:
        """Return an operation on series."""
        own = _OWN.get(op.forward)
        if own is not None:
            return own(self, *operands, **op.static)
        if isinstance(op.forward, str):
            return self.by_rules(op, operands)
        series = self._by_forward(op, operands)
        return series if series.end > 1 or op.kinks else self.by_rules(op, operands)

    def _by_forward(self, op: Op, operands: tuple[Series, ...]) -> Series:
        try:
            return self.of(op.forward(*operands, **op.static))  # type: ignore[operator]  # it is no name
        except (TypeError, ValueError, ArithmeticError, AttributeError, IndexError):
            return self.nothing

    def by_rules(self, op: Op, operands: tuple[Series, ...]) -> Series:
        """Return an operation by its rules: its slope is Σ rule · slope of the operand, one more term each time."""
        if not all(x.is_regular for x in operands):
            return self.nothing
        here = ieee(op, tuple([x.at(0) for x in operands]))
        return self.of(here) if all(x.is_constant for x in operands) else self._grown(op, here, operands)

    def _grown(self, op: Op, here: float, operands: tuple[Series, ...]) -> Series:
        end = min(self.terms, *[x.end for x in operands])
        known = [x if x.is_constant else x.until(end - 1) for x in operands]
        slopes = [x.slope() for x in operands]
        out = self.series((here,), 1)
        while out.end < end:
            more = self._one_term_more(op, here, out, known, slopes)
            if more.end <= out.end:
                return out if more.end > 0 else more
            out = more
        return out

    def _one_term_more(self, op: Op, here: float, out: Series, known: list[Series], slopes: list[Series]) -> Series:
        try:
            local = op.derivatives(out, *known)
        except (TypeError, ValueError, ArithmeticError, AttributeError):
            return self.nothing
        slope = self.series(())
        for rule, speed in zip(local, slopes, strict=True):
            slope = slope + self.of(rule) * speed
        if slope.start < 0 or slope.end < 0:
            return self.nothing
        end = min(slope.end, self.terms - 1) + 1
        return self.series((here, *[slope.at(k) / (k + 1) for k in range(end - 1)]), end)


def _mixed() -> Callable[[], float]:
    """Numbers between −1 and 1, another one each time and the same ones always."""
    places = count(1)
    return lambda: 2.0 * (next(places) * 0.6180339887498949 % 1.0) - 1.0


def _anchored(series: Series, here: float) -> Series:
    """The series with the number that the graph has at the point: to the last digit, as kinks ask."""
    if not series.is_regular or not abs(series.at(0) - here) <= ANCHORED * max(abs(here), ANCHORED):
        return series
    beyond = [series.at(order) for order in range(1, series.start + len(series.terms))] if series.terms else []
    return Series(series.ray, 0, [here, *beyond], series.end)


# ------------------------------------------------------------------------------------------- arithmetic


def _added(ray: Ray, x: Series, y: Series) -> Series:
    if x.is_zero or y.is_zero:
        return y if x.is_zero else x
    start, end = min(x.start, y.start), min(x.end, y.end)
    last = min(end, max(x.start + len(x.terms), y.start + len(y.terms)))
    if last > start + INFINITE // 2:  # beside ∞ nothing counts
        return x if x.start == start else y
    return Series(ray, start, [_nearly(x.at(k), y.at(k)) for k in range(start, last)], end)


def _nearly(one: float, other: float) -> float:
    """A sum, 0 where only rounding is left of it."""
    whole = one + other
    return 0.0 if abs(whole) <= CANCELLED * (abs(one) + abs(other)) else whole


def _negated(ray: Ray, x: Series) -> Series:
    return Series(ray, x.start, [-term for term in x.terms], x.end)


def _product(ray: Ray, x: Series, y: Series) -> Series:
    if x.is_zero or y.is_zero:
        return ray.series(())
    end = min(x.start + y.end, y.start + x.end) if min(x.end, y.end) < EXACT else EXACT
    terms = [0.0] * max(len(x.terms) + len(y.terms) - 1, 0)
    for i, one in enumerate(x.terms):
        for j, other in enumerate(y.terms):
            terms[i + j] = _nearly(terms[i + j], one * other)
    return Series(ray, x.start + y.start, terms, end)


def _quotient(ray: Ray, x: Series, y: Series) -> Series:
    return ray.nothing if not y.terms else _product(ray, x, _powered(ray, y, -1.0))


def _powered(ray: Ray, x: Series, exponent: float) -> Series:
    """C tᵐ (1 + ε) raised: cᵖ tᵐᵖ (1 + ε)ᵖ."""
    if exponent == 0.0:
        return ray.of(1.0)
    if not x.terms:
        return ray.series(()) if x.is_zero and exponent > 0.0 else ray.nothing
    order, first = x.start * exponent, ieee(raised.bind(exponent=exponent), (x.terms[0],))
    if order % 1.0 or not math.isfinite(first):
        return ray.nothing
    terms, is_whole = _binomial([term / x.terms[0] for term in x.terms[1:]], x, exponent)
    end = EXACT if is_whole else int(order) + len(terms)
    return Series(ray, int(order), [first * term for term in terms], end)


def _binomial(epsilon: Sequence[float], x: Series, exponent: float) -> tuple[list[float], bool]:
    """The terms of (1 + ε)ᵖ, and whether those are all."""
    is_power = exponent > 0.0 and exponent % 1.0 == 0.0 and len(epsilon) * exponent < x.ray.terms
    is_whole = x.end >= EXACT and (not epsilon or is_power)
    length = int(len(epsilon) * exponent) + 1 if is_whole else min(x.ray.terms, x.end - x.start)
    terms = [1.0]
    for k in range(1, length):
        used = range(1, min(k, len(epsilon)) + 1)
        terms.append(sum((exponent * j - (k - j)) * epsilon[j - 1] * terms[k - j] for j in used) / k)
    return terms, is_whole


def _root(exponent: float) -> Callable[[Ray, Series], Series]:
    return lambda ray, x: _powered(ray, x, exponent)


def _cube_root(ray: Ray, x: Series) -> Series:
    is_negative = bool(x.terms) and x.terms[0] < 0.0
    return -_powered(ray, -x, 1.0 / 3.0) if is_negative else _powered(ray, x, 1.0 / 3.0)


def _power(ray: Ray, x: Series, y: Series) -> Series:
    """x^y; for an exponent that moves e^(y log x), which knows no base that is not positive."""
    return _powered(ray, x, y.at(0)) if y.is_constant else ray.of(exp(y * log(x)))


def _length(ray: Ray, x: Series, y: Series) -> Series:
    return _powered(ray, x * x + y * y, 0.5)


def _angle(ray: Ray, y: Series, x: Series) -> Series:
    """The angle of a point that runs into 0 is that of its first terms."""
    first = min([series.start for series in (y, x) if series.terms], default=0)
    return ray.by_rules(atan2, (y.shifted(-first), x.shifted(-first)))


# ------------------------------------------------------------------------------------------------ kinks


def _beside(series: Series) -> float:
    """The sign just beside the point, 0 if the series is 0; nan where it is not known."""
    return math.copysign(1.0, series.terms[0]) if series.terms else 0.0 if series.is_zero else math.nan


def _decided(ray: Ray, series: Series, otherwise: float = 0.0) -> float:
    """The same, in the kink itself any number between −1 and 1, or in a function what the row has there."""
    return ray.decide(otherwise) if series.is_zero else _beside(series)


def _operand_of(node: Value) -> tuple[frozenset[Value], float]:
    """Which operand the sign of a node is that of, and whether it is turned."""
    first = node.parents[0]
    if first.op is None or first.op.forward is not subtract.forward:
        return frozenset(node.parents), 1.0
    x, y = first.parents
    return frozenset((x, y)), 0.0 if x is y else 1.0 if id(x) < id(y) else -1.0


def _chosen(ray: Ray, lead: float, x: Series, y: Series) -> Series:
    return ray.nothing if lead != lead else x if lead > 0.0 else y


def _rounded(function: Callable[[float], float]) -> Callable[[Ray, Series], Series]:
    def rounded(ray: Ray, x: Series) -> Series:
        here = x.at(0) if x.is_regular else math.nan
        beside = _beside(x - here) if here == here else math.nan
        is_whole = here == math.floor(here) if math.isfinite(here) else False
        return ray.nothing if beside != beside else ray.of(function(here + 0.5 * beside if is_whole else here))

    return rounded


def _over_length(ray: Ray, x: Series, length: Series) -> Series:
    if length.is_zero and x.is_zero:
        return ray.of(_decided(ray, x))
    return _quotient(ray, x, length)


_FLOOR = _rounded(math.floor)

_OWN: Mapping[Any, Callable[..., Series]] = {
    add.forward: _added,
    subtract.forward: lambda ray, x, y: _added(ray, x, _negated(ray, y)),
    negate.forward: _negated,
    multiply.forward: _product,
    passed.forward: _product,
    divide.forward: _quotient,
    raised.forward: _powered,
    power.forward: _power,
    sqrt.forward: _root(0.5),
    cbrt.forward: _cube_root,
    hypot.forward: _length,
    atan2.forward: _angle,
    over_length.forward: _over_length,
    absolute.forward: lambda ray, x: _chosen(ray, _beside(x), x, -x),
    maximum.forward: lambda ray, x, y: _chosen(ray, _beside(x - y), x, y),
    minimum.forward: lambda ray, x, y: _chosen(ray, _beside(y - x), x, y),
    where.forward: lambda ray, condition, x, y: _chosen(ray, _beside(condition), x, y),
    sign.forward: lambda ray, x: ray.of(_decided(ray, x)),
    positive.forward: lambda ray, x: ray.of((1.0 + _decided(ray, x, -1.0)) / 2.0),
    step.forward: lambda ray, x: ray.of((1.0 + (_decided(ray, x) or 1.0)) / 2.0),
    floor_divide.forward: lambda ray, x, y: _FLOOR(ray, _quotient(ray, x, y)),
    remainder.forward: lambda ray, x, y: x - y * _FLOOR(ray, _quotient(ray, x, y)),
    floor.forward: _FLOOR,
    ceil.forward: _rounded(math.ceil),
}
"""Rows that a series does not pass by its rules, by their forwards: arithmetic, what is singular at 0, and kinks."""

UNDECIDED = {sign.forward, positive.forward, step.forward, over_length.forward, direction.forward}
"""Forwards of the rows that have no number in the kink itself, in a derivative."""
