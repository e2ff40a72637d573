"""Taylor coefficients of the functions of Python's `math`, to sixty digits: how they go on beside a point.

Each is found from the function's differential equation, so that no digit is lost to differences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import mpmath

__all__ = ["FUNCTIONS", "UnknownError", "mp", "power_at"]

mp: Any = mpmath.MPContext()
mp.dps = 60

Coefficients = list[Any]


class UnknownError(ArithmeticError):
    """What these series cannot say: a jump, an edge of a domain, a root of odd order."""


def raised_to(u: Sequence[Any], p: Any) -> Coefficients:
    """Return u^p, from u·y′ = p·u′·y."""
    if not u[0] or (u[0] < 0 and p != int(p)):
        raise UnknownError("a power at the edge of its domain")
    y = [u[0] ** p]
    for k in range(1, len(u)):
        y.append(mp.fsum((p * j - (k - j)) * u[j] * y[k - j] for j in range(1, k + 1)) / (k * u[0]))
    return y


def exponential(u: Sequence[Any]) -> Coefficients:
    """Return e^u, from y′ = u′·y."""
    y = [mp.exp(u[0])]
    for k in range(1, len(u)):
        y.append(mp.fsum(j * u[j] * y[k - j] for j in range(1, k + 1)) / k)
    return y


def line(start: Any, slope: int, count: int) -> Coefficients:
    """Return start + slope·t."""
    return [mp.mpf(start), mp.mpf(slope), *[mp.zero] * (count - 2)][:count]


def integral(start: Any, slopes: Sequence[Any]) -> Coefficients:
    """Return the series that begins with `start` and has these slopes."""
    return [start, *[slope / k for k, slope in enumerate(slopes[:-1], 1)]]


def in_turn(numbers: Sequence[Any], count: int) -> Coefficients:
    """Return the series whose derivatives are these numbers, again and again."""
    return [numbers[k % len(numbers)] / mp.factorial(k) for k in range(count)]


def power_at(c: Any, p: Any, count: int) -> Coefficients:
    """Return x^p beside c, for a p that does not move."""
    if p == int(p) and p >= 0:
        return [mp.binomial(p, k) * c ** int(p - k) if k <= p else mp.zero for k in range(count)]
    return raised_to(line(c, 1, count), p)


def _cbrt(c: Any, count: int) -> Coefficients:
    if not c:
        raise UnknownError("the cube root at 0")
    sign = mp.sign(c)
    return [sign ** (k + 1) * y for k, y in enumerate(raised_to(line(abs(c), 1, count), mp.one / 3))]


def _log(c: Any, count: int, value: Callable[[Any], Any] = mp.log, of: int = 0) -> Coefficients:
    if c + of <= 0:
        raise UnknownError("a logarithm at the edge of its domain")
    return [value(c), *[(-1) ** (k + 1) / (k * (c + of) ** k) for k in range(1, count)]]


def _scaled_log(base: int) -> Callable[[Any, int], Coefficients]:
    return lambda c, count: [y / mp.log(base) for y in _log(c, count)]


def _tan(c: Any, count: int, start: Callable[[Any], Any] = mp.tan, square: int = 1) -> Coefficients:
    """From y′ = 1 ± y²."""
    y = [start(c)]
    for k in range(1, count):
        y.append((mp.mpf(k == 1) + square * mp.fsum(y[j] * y[k - 1 - j] for j in range(k))) / k)
    return y


def _tanh(c: Any, count: int) -> Coefficients:
    """Far out 1 − y² has lost all its digits: there from 1 − 2 / (e^2x + 1)."""
    if abs(c) < 1:
        return _tan(c, count, mp.tanh, -1)
    sign = mp.sign(c)
    below = exponential(line(2 * abs(c), 2, count))
    below[0] += 1
    beside = [-2 * y for y in raised_to(below, -1)]
    beside[0] += 1
    return [sign ** (k + 1) * y for k, y in enumerate(beside)]


def _by_slope(
    value: Callable[[Any], Any], factors: Callable[[Any, int], Coefficients], p: Any, sign: int = 1
) -> Callable[[Any, int], Coefficients]:
    """The function with the slope ± (a product)^p."""
    return lambda c, count: integral(value(c), [sign * y for y in raised_to(factors(c, count), p)])


def _one_minus_square(c: Any, count: int) -> Coefficients:
    return [(1 - c) * (1 + c), -2 * c, -mp.one, *[mp.zero] * count][:count]


def _square_minus_one(c: Any, count: int) -> Coefficients:
    return [(c - 1) * (c + 1), 2 * c, mp.one, *[mp.zero] * count][:count]


def _one_plus_square(c: Any, count: int) -> Coefficients:
    return [1 + c * c, 2 * c, mp.one, *[mp.zero] * count][:count]


def _bell(value: Callable[[Any], Any], sign: int) -> Callable[[Any, int], Coefficients]:
    """The function with the slope ± 2/√π · e^(−x²)."""

    def beside(c: Any, count: int) -> Coefficients:
        bell = exponential([-c * c, -2 * c, -mp.one, *[mp.zero] * count][:count])
        return integral(value(c), [sign * 2 / mp.sqrt(mp.pi) * y for y in bell])

    return beside


_HALF = mp.mpf(-0.5)

FUNCTIONS: dict[str, Callable[[Any, int], Coefficients]] = {
    "exp": lambda c, count: in_turn([mp.exp(c)], count),
    "expm1": lambda c, count: [mp.expm1(c), *in_turn([mp.exp(c)], count)[1:]],
    "exp2": lambda c, count: exponential([c * mp.ln2, +mp.ln2, *[mp.zero] * count][:count]),
    "log": _log,
    "log1p": lambda c, count: _log(c, count, mp.log1p, 1),
    "log2": _scaled_log(2),
    "log10": _scaled_log(10),
    "sqrt": lambda c, count: raised_to(line(c, 1, count), -_HALF),
    "cbrt": _cbrt,
    "sin": lambda c, count: in_turn([mp.sin(c), mp.cos(c), -mp.sin(c), -mp.cos(c)], count),
    "cos": lambda c, count: in_turn([mp.cos(c), -mp.sin(c), -mp.cos(c), mp.sin(c)], count),
    "sinh": lambda c, count: in_turn([mp.sinh(c), mp.cosh(c)], count),
    "cosh": lambda c, count: in_turn([mp.cosh(c), mp.sinh(c)], count),
    "tan": _tan,
    "tanh": _tanh,
    "asin": _by_slope(mp.asin, _one_minus_square, _HALF),
    "acos": _by_slope(mp.acos, _one_minus_square, _HALF, -1),
    "atan": _by_slope(mp.atan, _one_plus_square, -1),
    "asinh": _by_slope(mp.asinh, _one_plus_square, _HALF),
    "acosh": _by_slope(mp.acosh, _square_minus_one, _HALF),
    "atanh": _by_slope(mp.atanh, _one_minus_square, -1),
    "erf": _bell(mp.erf, 1),
    "erfc": _bell(mp.erfc, -1),
}
"""By name in `math`: a function of the point and of how many coefficients are wanted."""
