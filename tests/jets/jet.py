"""Numbers with all their derivatives, to sixty digits, that every row of the table can be fed with.

A `Jet` is a polynomial that stands for all that lies beside a point: of degree 2 in several variables where everything
is smooth, or of higher degree in one variable t → 0+, a *ray*, along which every kink has one side. Beside each
coefficient stands its *size*, the binary logarithm of the terms that it was added up from, which says how many of its
digits can be trusted: what is smaller by a hundred bits is 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from itertools import combinations_with_replacement
from typing import Any, NamedTuple

from autograd import Op

from .taylor import UnknownError, mp, power_at

__all__ = ["TRUSTED", "Jet", "Terms", "beside", "log2_of", "ray"]

TRUSTED = 100.0
"""Bits by which a number may be smaller than the terms it was added up from, and is still more than their rounding."""

NOTHING = -math.inf


class Terms(NamedTuple):
    """Which products of variables a jet has terms for, and how these multiply."""

    variables: int
    degree: int
    count: int
    products: tuple[tuple[int, int, int], ...]
    is_ray: bool


@cache
def beside(variables: int) -> Terms:
    """Return 1, xᵢ, xᵢ·xⱼ: all that first and second derivatives by several variables need."""
    monomials = [each for degree in range(3) for each in combinations_with_replacement(range(variables), degree)]
    return _multiplied(monomials, variables, 2, is_ray=False)


@cache
def ray(degree: int) -> Terms:
    """Return 1, t, t², …"""
    return _multiplied([(0,) * k for k in range(degree + 1)], 1, degree, is_ray=True)


def _multiplied(monomials: list[tuple[int, ...]], variables: int, degree: int, *, is_ray: bool) -> Terms:
    place = {monomial: n for n, monomial in enumerate(monomials)}
    products = tuple(
        (i, j, place[both])
        for a, i in place.items()
        for b, j in place.items()
        if (both := tuple(sorted(a + b))) in place
    )
    return Terms(variables, degree, len(monomials), products, is_ray)


def log2_of(number: Any) -> float:
    """Return the binary logarithm of the size of a number, rounded up; −∞ for 0."""
    _, mantissa, exponent, bits = number._mpf_
    if not mantissa:
        if exponent:  # mpmath's inf and nan
            raise UnknownError("not finite")
        return NOTHING
    return float(exponent + bits)


class Jet:
    """A number with its derivatives.

    Parameters
    ----------
    among
        The terms that there are.
    terms
        Their coefficients, as numbers of mpmath.
    sizes
        Beside each the binary logarithm of the terms that it was added up from.
    """

    __slots__ = ("among", "sizes", "terms")

    def __init__(self, among: Terms, terms: list[Any], sizes: list[float] | None = None) -> None:
        self.among = among
        self.terms = terms
        self.sizes = [log2_of(term) for term in terms] if sizes is None else sizes

    def constant(self, number: Any) -> Jet:
        """Return a number that does not move."""
        first = mp.mpf(number)
        still = self.among.count - 1
        size = log2_of(first) if mp.isfinite(first) else NOTHING
        return Jet(self.among, [first, *[mp.zero] * still], [size, *[NOTHING] * still])

    def lifted(self, other: Any) -> Jet:
        """Return the other operand as a jet of this kind."""
        return other if isinstance(other, Jet) else self.constant(other)

    def cut_to(self, among: Terms) -> Jet:
        """Return a ray without the terms that another one does not have."""
        if self.among.count <= among.count:
            return self
        return Jet(among, self.terms[: among.count], self.sizes[: among.count])

    # ------------------------------------------------------------------------------------------ arithmetic

    def __neg__(self) -> Jet:
        return Jet(self.among, [-term for term in self.terms], self.sizes)

    def __add__(self, other: Any) -> Jet:
        other = self.lifted(other).cut_to(self.among)
        mine = self.cut_to(other.among)
        terms = [a + b for a, b in zip(mine.terms, other.terms, strict=True)]
        return Jet(mine.among, terms, [max(a, b) for a, b in zip(mine.sizes, other.sizes, strict=True)])

    def __sub__(self, other: Any) -> Jet:
        return self + -self.lifted(other)

    def __mul__(self, other: Any) -> Jet:
        if not isinstance(other, Jet):
            factor = mp.mpf(other)
            shift = log2_of(factor)
            return Jet(self.among, [term * factor for term in self.terms], [size + shift for size in self.sizes])
        among = min(self.among, other.among, key=lambda terms: terms.count)
        terms, sizes = [mp.zero] * among.count, [NOTHING] * among.count
        a, b, size_a, size_b = self.terms, other.terms, self.sizes, other.sizes
        log_a, log_b = [log2_of(term) for term in a], [log2_of(term) for term in b]
        for i, j, k in among.products:
            size = max(size_a[i] + log_b[j], log_a[i] + size_b[j])
            sizes[k] = max(sizes[k], size)
            if a[i] and b[j]:
                terms[k] += a[i] * b[j]
        return Jet(among, terms, sizes)

    def __truediv__(self, other: Any) -> Jet:
        if not isinstance(other, Jet):
            return self * (1 / mp.mpf(other))
        return self * other.through(lambda c, count: power_at(c, -1, count))

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: Any) -> Jet:
        return -self + other

    def __rtruediv__(self, other: Any) -> Jet:
        return self.lifted(other) / self

    def through(self, taylor: Callable[[Any, int], list[Any]]) -> Jet:
        """Return a smooth function of this jet, by its Taylor coefficients at the constant term."""
        degree = self.among.degree
        beside_point = taylor(self.terms[0], degree + 2)
        logs = [log2_of(coefficient) for coefficient in beside_point]
        sizes = [max(logs[k], logs[k + 1] + math.log2(k + 1) + self.sizes[0]) for k in range(degree + 1)]
        moved = Jet(self.among, [mp.zero, *self.terms[1:]], [NOTHING, *self.sizes[1:]])
        result = self.constant(beside_point[degree])
        result.sizes[0] = sizes[degree]
        for k in range(degree - 1, -1, -1):
            result = result * moved
            result.terms[0], result.sizes[0] = beside_point[k], sizes[k]
        return result

    # --------------------------------------------------------------------------------------------- at kinks

    def is_nothing(self, place: int = 0) -> bool:
        """Whether a coefficient is 0, or no more than what rounding has left of larger terms."""
        return not self.terms[place] or log2_of(self.terms[place]) < self.sizes[place] - TRUSTED

    def order(self) -> int | None:
        """Return the place of the first term that is not 0; None if all are. Only a ray can say it past the first."""
        if not self.is_nothing():
            return 0
        if not self.among.is_ray:
            raise UnknownError("at a kink")
        return next((k for k in range(1, self.among.count) if not self.is_nothing(k)), None)

    def sign(self) -> int:
        """Return the sign for small t > 0."""
        order = self.order()
        return 0 if order is None else int(mp.sign(self.terms[order]))

    def over_t(self, order: int) -> Jet:
        """Return this / t^order; what is not known at the end of the series is left out."""
        return Jet(ray(self.among.degree - order), self.terms[order:], self.sizes[order:])

    def times_t(self, order: int, degree: int) -> Jet:
        """Return this · t^order as a series of at most this degree."""
        terms = [*[mp.zero] * order, *self.terms][: degree + 1]
        return Jet(ray(len(terms) - 1), terms, [*[NOTHING] * order, *self.sizes][: len(terms)])

    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Jet:
        """Apply a row."""
        from .rows import apply  # rows are written with jets

        return apply(op, [self.lifted(operand) for operand in operands])
