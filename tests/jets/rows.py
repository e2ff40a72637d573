"""What the primitive rows of the table make of jets; all other rows are computed by their own forward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from autograd import Op

from .jet import Jet
from .taylor import FUNCTIONS, UnknownError, mp, power_at

__all__ = ["apply"]


def apply(op: Op, operands: Sequence[Jet]) -> Jet:
    """Return what a row makes of jets: by the kind of primitive that it is, or by its composed forward."""
    if op.name in PIECEWISE:
        return PIECEWISE[op.name](*operands)
    if op.name == "norm":  # of one operand too by a root of squares: its rule has their terms
        return reduce(_hypot, operands, operands[0].constant(0))
    if not isinstance(op.forward, str):
        return operands[0].lifted(op.forward(*operands, **op.static))
    if op.forward in SEVERAL:
        return SEVERAL[op.forward](*operands)
    if op.forward in ROOTS and operands[0].is_nothing():
        return _root_at_zero(operands[0], 1 / mp.mpf(ROOTS[op.forward]))
    if op.forward not in FUNCTIONS:
        raise NotImplementedError(f"{op.name}: tests/jets/taylor.py has no Taylor coefficients of math.{op.forward}.")
    return operands[0].through(FUNCTIONS[op.forward])


ROOTS = {"sqrt": 2, "cbrt": 3}


def _root_at_zero(x: Jet, p: Any) -> Jet:
    """x^p for a broken p where x is 0 at the point: t^k·w gives t^(k·p)·w^p."""
    order = x.order()
    if order is None:
        if any(size > -mp.inf for size in x.sizes):
            raise UnknownError("a root of what is 0 as far as the series goes")
        return x
    if order * p != int(order * p) or (x.terms[order] < 0 and p != mp.one / 3):
        raise UnknownError("a root at 0")
    sign = int(mp.sign(x.terms[order]))
    root = (x.over_t(order) * sign).through(lambda c, count: power_at(c, p, count)) * sign
    return root.times_t(int(order * p), x.among.degree)


def _hypot(x: Jet, y: Jet) -> Jet:
    """t^k·√(a² + b²), where both begin with t^k."""
    degree, order = x.among.degree, 0
    if x.is_nothing() and y.is_nothing():
        orders = [k for k in (x.order(), y.order()) if k is not None]
        if not orders:
            return x
        order = min(orders)
        x, y = x.over_t(order), y.over_t(order)
    length = (x * x + y * y).through(FUNCTIONS["sqrt"])
    return length.times_t(order, degree) if order else length


def _atan2(y: Jet, x: Jet) -> Jet:
    if y.is_nothing() and (x.is_nothing() or x.terms[0] < 0):
        raise UnknownError("a jump of the angle")
    if abs(x.terms[0]) >= abs(y.terms[0]):
        turned = 0 if x.terms[0] > 0 else mp.pi * mp.sign(y.terms[0])
        return (y / x).through(FUNCTIONS["atan"]) + turned
    return mp.pi / 2 * mp.sign(y.terms[0]) - (x / y).through(FUNCTIONS["atan"])


def _is_still(x: Jet) -> bool:
    return not any(x.terms[1:])


def _power(x: Jet, y: Jet) -> Jet:
    p = y.terms[0]
    if not _is_still(y):
        if not any(x.terms) and p > 0:
            return x
        if x.is_nothing() or x.terms[0] < 0:
            raise UnknownError("a power with a moving exponent at a base that is not positive")
        return (y * x.through(FUNCTIONS["log"])).through(FUNCTIONS["exp"])
    if not x.is_nothing():
        return x.through(lambda c, count: power_at(c, p, count))
    if p == int(p) and p >= 0:
        return x.through(lambda c, count: power_at(mp.zero, p, count))
    return _root_at_zero(x, p)


SEVERAL: dict[str, Callable[..., Jet]] = {"hypot": _hypot, "atan2": _atan2, "pow": _power}


def _larger(x: Jet, y: Jet, sign: int = 1) -> Jet:
    if x is y:
        return x
    for one, other in ((x, y), (y, x)):
        if mp.isinf(one.terms[0]):
            return one if one.terms[0] * sign > 0 else other
    return x if (x - y).sign() * sign >= 0 else y


def _over_length(x: Jet, length: Jet) -> Jet:
    if not length.is_nothing():
        return x / length
    order, below = x.order(), length.order()
    if order is None:
        return x
    if below is None or order < below:
        raise UnknownError("a quotient by 0")
    return x.over_t(below) / length.over_t(below)


def _where(condition: Jet, x: Jet, y: Jet) -> Jet:
    sign = condition.sign()
    if condition.is_nothing() and (between := (x - y).order()) is not None:
        order = condition.order()
        if order is None or between < order or between == 0:
            raise UnknownError("a jump, or one beside the ray")
    return x if sign > 0 else y


def _jump(numbers: Callable[[int], float]) -> Callable[[Jet], Jet]:
    def constant(x: Jet) -> Jet:
        if x.is_nothing():
            raise UnknownError("a jump")
        return x.constant(numbers(int(mp.sign(x.terms[0]))))

    return constant


def _rounded(x: Jet, rounded: Callable[[Any], Any]) -> Jet:
    if (x - mp.nint(x.terms[0])).is_nothing():
        raise UnknownError("a jump")
    return x.constant(rounded(x.terms[0]))


def _floor_divide(x: Jet, y: Jet) -> Jet:
    if y.is_nothing():
        raise UnknownError("a quotient by 0")
    return _rounded(x / y, mp.floor)


PIECEWISE: dict[str, Callable[..., Jet]] = {
    "positive": _jump(lambda sign: sign > 0),
    "step": _jump(lambda sign: sign >= 0),
    "sign": _jump(lambda sign: sign),
    "absolute": lambda x: -x if x.sign() < 0 else x,
    "maximum": _larger,
    "minimum": lambda x, y: _larger(x, y, -1),
    "where": _where,
    "over_length": _over_length,
    "passed": lambda x, y: x * y,
    "floor": lambda x: _rounded(x, mp.floor),
    "floor_divide": _floor_divide,
    "remainder": lambda x, y: x - y * _floor_divide(x, y),
    "ceil": lambda x: _rounded(x, mp.ceil),
}
"""The primitives that are no function of `math`, and a quotient and a product that are 0 where the plain one is nan."""
