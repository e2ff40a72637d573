"""Rows of arithmetic: sums, products, powers, and the two sums that networks are made of."""

from __future__ import annotations

import math
from typing import Any

from autograd.ops.elementary import log, passed
from autograd.ops.notation import Binding, Notation, number_latex, number_text
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, sign
from autograd.ops.shown import Shown

__all__ = ["add", "divide", "multiply", "negate", "power", "power_log", "raised", "subtract", "total", "weighted_sum"]

SUM, PRODUCT, PREFIX, POWER, ATOM = Binding

add: Op = operation(
    "add",
    forward=lambda x, y: x + y,
    local_derivatives=(lambda out, x, y: 1.0, lambda out, x, y: 1.0),
    samples=((2.0, -3.0), (0.1, 0.2), (1e16, 1.0)),
    shown=Shown(Notation("+", "{} + {}", SUM, (SUM, PRODUCT)), infix="{} + {}"),
)

subtract: Op = operation(
    "subtract",
    forward=lambda x, y: x - y,
    local_derivatives=(lambda out, x, y: 1.0, lambda out, x, y: -1.0),
    samples=((2.0, -3.0), (0.01, 0.75136507)),
    shown=Shown(Notation("−", "{} − {}", SUM, (SUM, PRODUCT)), infix="{} - {}"),
)


def _product(x: str, y: str) -> str:
    """½ stands close to a name or a parenthesis, ½(a + b); any other factor has a dot."""
    is_close = x in ("½", r"\tfrac{1}{2}") and (y[0] in "(\\" or y[0].isalpha())
    return x + y if is_close else f"{x} · {y}"


multiply: Op = operation(
    "multiply",
    forward=lambda x, y: x * y,
    local_derivatives=(lambda out, x, y: y, lambda out, x, y: x),
    samples=((2.0, -3.0), (0.1, 0.3), (1e-200, 1e200)),
    shown=Shown(Notation("×", _product, PRODUCT, (PRODUCT, PREFIX)), infix="{} * {}"),
)

divide: Op = operation(
    "divide",
    forward=lambda x, y: x / y,
    local_derivatives=(lambda out, x, y: 1.0 / y, lambda out, x, y: -out / y),
    domain="a divisor other than 0",
    pole=lambda x, y: x * math.copysign(math.inf, y),
    samples=((2.0, -3.0), (0.0, 7.0), (1.0, 1e-9)),
    shown=Shown(
        Notation("/", "{} / {}", PRODUCT, (PRODUCT, PREFIX)),
        latex=Notation("/", r"\frac{{{}}}{{{}}}", PREFIX, (SUM,)),
        infix="{} / {}",
        textbook=(None, lambda out, x, y: -x / (y * y)),
    ),
)

negate: Op = operation(
    "negate",
    forward=lambda x: -x,
    local_derivatives=(lambda out, x: -1.0,),
    samples=((2.0,), (-0.3,)),
    shown=Shown(Notation("−", "−{}", PRODUCT, (PRODUCT,)), infix="-{}"),
)


def _pole_of_power(x: float, y: float) -> float:
    """IEEE 754 pow where `math.pow` raises: infinite at 0 and where the result is too large, else nan."""
    if x < 0.0 and y % 1.0 != 0.0:
        return math.nan
    return math.copysign(math.inf, x) if y % 2.0 == 1.0 else math.inf


_DOMAIN_OF_POWER = "a base > 0, or the base 0 with an exponent ≥ 0, or a negative base with a whole exponent"


def _exponent(number: float) -> str:
    """``²``, ``^3``, ``^−2``, and ``^(1e−9)``, which does not look like a difference."""
    text = number_text(number)
    return "²" if number == 2.0 else f"^({text})" if "e" in text else f"^{text}"


def _power_rule(out: Any, x: Any, exponent: float) -> Any:
    return 2.0 * x if exponent == 2.0 else 0.0 if exponent == 0.0 else exponent * raised(x, exponent=exponent - 1)


def _raised_derivative(out: Any, x: Any, exponent: float) -> Any:
    """n·x^(n−1); of a root n / x^(1−n), as x^(n−2), which the former leads to, is infinite before its multiple is."""
    is_root = 0.0 < exponent < 1.0
    return exponent / raised(x, exponent=1.0 - exponent) if is_root else _power_rule(out, x, exponent)


raised: Op = operation(
    "raised",
    forward=lambda x, exponent: x * x if exponent == 2.0 else power(x, exponent),
    local_derivatives=(_raised_derivative,),
    takes=("exponent",),
    bindings=tuple({"exponent": exponent} for exponent in (3.0, 2.0, 0.0, 1.0, -2.0, 0.5)),
    domain=_DOMAIN_OF_POWER,
    pole=lambda x, exponent: _pole_of_power(x, exponent),
    convention="0 for the exponent 0, also at x = 0",
    samples=((2.0,), (0.3,), (-3.0,)),
    shown=Shown(
        Notation("xⁿ", lambda x, exponent: f"{x}{_exponent(exponent)}", POWER, (ATOM,)),
        latex=Notation("xⁿ", lambda x, exponent: f"{x}^{{{number_latex(exponent)}}}", POWER, (ATOM,)),
        operator="{} ** {exponent:g}",
        textbook=(_power_rule,),
        expanded=lambda first, out, x, exponent: (first(exponent) * power(x, exponent - 1),),
    ),
)


def _log_of_base(out: Any, x: Any) -> Any:
    """log(x), but 0 where out, which it multiplies, is 0: the exponent's partial of 0^y is then 0·log(1), not 0·∞."""
    return log(x + (1.0 - absolute(sign(out))))


power: Op = operation(
    "power",
    forward="pow",
    local_derivatives=(lambda out, x, y: passed(y, power(x, y - 1.0)), lambda out, x, y: power_log(x, y)),
    with_number=((1, raised, "exponent"),),
    domain=_DOMAIN_OF_POWER,
    pole=_pole_of_power,
    convention="0 for x at x = 0, y = 0; 0 for y at x = 0, y > 0",
    samples=((2.0, 3.0), (0.3, -1.7), (5.0, 0.0)),
    shown=Shown(
        Notation("^", "{}^{}", POWER, (ATOM, ATOM)),
        latex=Notation("^", "{}^{{{}}}", POWER, (ATOM, SUM)),
        operator="{} ** {}",
        spelled={"numpy": "np.power", "sympy": "sympy.Pow"},
        too_large="math.inf * math.pow(math.copysign(1.0, x), y)",
        textbook=(lambda out, x, y: y * power(x, y - 1), lambda out, x, y: out * log(x)),
    ),
)


def fast_power_log(x: float, y: float) -> float:
    """Return x^y·log(x) for floats, 0 where x^y is 0, infinite where it is."""
    try:
        out = math.pow(x, y)
    except OverflowError:
        out = math.inf
    return out * math.log(x) if out else out


# A row of its own: differentiated as a product, out·log(x) has out / x where out is too small for a float.
power_log: Op = operation(
    "power_log",
    forward=lambda x, y: power(x, y) * _log_of_base(power(x, y), x),
    fast=fast_power_log,
    local_derivatives=(
        lambda out, x, y: power(x, y - 1.0) + passed(y, power_log(x, y - 1.0)),
        lambda out, x, y: out * _log_of_base(out, x),
    ),
    domain="a base > 0, or the base 0 with an exponent > 0",
    pole=lambda x, y: math.nan if x < 0.0 or y != y else math.inf if x > 1.0 else -math.inf,
    samples=((2.0, 3.0), (0.3, -1.7), (5.0, 0.0)),
    shown=Shown(
        definition=lambda x, y: power(x, y) * log(x),
        textbook=(lambda out, x, y: power(x, y - 1) * (1 + y * log(x)), lambda out, x, y: out * log(x)),
    ),
)


def in_order(*terms: Any) -> Any:
    """Return the sum, left to right with plain additions: `sum` gives other last digits on other Pythons."""
    if not terms:
        raise TypeError("total needs at least one term.")
    out = terms[0]
    for term in terms[1:]:
        out = out + term
    return out


total: Op = operation(
    "total",
    forward=in_order,
    local_derivatives=lambda out, *terms: (1.0,) * len(terms),
    samples=((0.274811083, 0.023560026), (1.0,), (1e16, 1.0, -1e16)),
    shown=Shown(Notation("Σ", lambda *terms: " + ".join(terms), SUM, (SUM, PRODUCT))),
)


def _weighted_sum(*operands: Any) -> Any:
    """w1·x1 + … + wn·xn + b: left to right, bias last, with plain additions (see `in_order`)."""
    if len(operands) % 2 == 0:
        raise TypeError(f"weighted_sum takes w1, x1, …, wn, xn, b: an odd number of operands, not {len(operands)}.")
    if len(operands) == 1:
        return operands[0]
    rest = iter(operands)
    out = next(rest) * next(rest)
    for weight, x in zip(rest, rest):  # noqa: B905  # takes pairs and leaves the bias; slices cost 20 % more
        out = out + weight * x
    return out + operands[-1]


def _factors(out: Any, *operands: Any) -> tuple[Any, ...]:
    """For w·x the derivative by w is x and by x is w; for the bias it is 1."""
    local = list(operands)
    local[0:-1:2] = operands[1::2]
    local[1::2] = operands[0:-1:2]
    local[-1] = 1.0
    return tuple(local)


def _products_and_sum(*operands: Any) -> Any:
    """One product for each weight, and one sum of all of them."""
    rest = iter(operands[:-1])
    products = [weight * x for weight, x in zip(rest, rest, strict=True)]
    return total(*products, operands[-1]) if products else operands[-1]


def _by_power_rule(first: Any, out: Any, *operands: Any) -> tuple[Any, ...]:
    """1 · x · w^(1 − 1) + 0 + 0: each product differentiated by w or x, all other terms 0."""
    one, zero = out.of(1.0), out.of(0.0)
    size = len(operands) // 2 + 1
    slopes = []
    for place, operand in enumerate(operands):
        is_bias = place == len(operands) - 1
        slope = first(one if is_bias else one * operands[place ^ 1] * power(operand, one - 1))
        slopes.append(in_order(*(slope if place // 2 == term else zero for term in range(size))))
    return tuple(slopes)


weighted_sum: Op = operation(
    "weighted_sum",
    forward=_weighted_sum,
    local_derivatives=_factors,
    samples=((0.15, 0.05, 0.2, 0.1, 0.35), (0.35,), (-0.2, 0.618, 0.3, 0.506, 1.83)),
    shown=Shown(
        Notation(
            "Σ",
            lambda *texts: " + ".join(
                [*(f"{w} · {x}" for w, x in zip(texts[:-1:2], texts[1::2], strict=True)), texts[-1]]
            ),
            SUM,
            (PREFIX,),
        ),
        expanded=_by_power_rule,
        expansion=_products_and_sum,
    ),
)
