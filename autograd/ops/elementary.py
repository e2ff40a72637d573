"""Rows of elementary functions: exponentials, logarithms, roots and powers."""

from __future__ import annotations

import math
import sys
from typing import Any

from autograd.ops.notation import Binding, Constant, Notation, number_latex, number_text
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, clamp, sign
from autograd.ops.shown import Shown

__all__ = [
    "cbrt",
    "erf",
    "erfc",
    "exp",
    "exp2",
    "expm1",
    "log",
    "log1p",
    "log2",
    "log10",
    "lower_power",
    "one_minus_square",
    "passed",
    "power",
    "power_log",
    "raised",
    "reciprocal",
    "sqrt",
    "square",
]

SUM, PRODUCT, PREFIX, POWER, ATOM = Binding

_LOG_2 = Constant(math.log(2.0), "log(2)", r"\log\left(2\right)")
_LOG_10 = Constant(math.log(10.0), "log(10)", r"\log\left(10\right)")
_TWO_OVER_ROOT_PI = Constant(2.0 / math.sqrt(math.pi), "2 / √(π)", r"\frac{2}{\sqrt{\pi}}", PRODUCT)

exp: Op = operation(
    "exp",
    forward="exp",
    local_derivatives=(lambda out, x: out,),
    pole=lambda x: math.inf,
    samples=((0.0,), (1.0,), (-40.0,), (700.0,)),
    shown=Shown(latex=Notation("exp", "e^{{{}}}", POWER), too_large="math.inf"),
)

log: Op = operation(
    "log",
    forward="log",
    local_derivatives=(lambda out, x: 1.0 / x,),
    domain="x > 0",
    pole=lambda x: -math.inf if x == 0.0 else math.nan,
    samples=((1.0,), (0.4,), (1e-300,), (1e300,)),
    shown=Shown(spellings=("ln",)),
)

log1p: Op = operation(
    "log1p",
    forward="log1p",
    local_derivatives=(lambda out, x: 1.0 / (1.0 + x),),
    domain="x > −1",
    pole=lambda x: -math.inf if x == -1.0 else math.nan,
    samples=((0.0,), (1e-20,), (-0.9,), (1e300,)),
    shown=Shown(definition=lambda x: log(1.0 + x)),
)

sqrt: Op = operation(
    "sqrt",
    forward="sqrt",
    local_derivatives=(lambda out, x: 0.5 / out,),
    domain="x ≥ 0",
    pole=lambda x: math.nan,
    samples=((4.0,), (0.3,), (1e-300,)),
    shown=Shown(Notation("√"), latex=Notation("√", r"\sqrt{{{}}}"), textbook=(lambda out, x: 1 / (2 * out),)),
)

exp2: Op = operation(
    "exp2",
    forward="exp2",
    local_derivatives=(lambda out, x: out * _LOG_2,),
    pole=lambda x: math.inf,
    samples=((0.0,), (1.5,), (-40.0,), (1000.0,)),
    shown=Shown(
        latex=Notation("exp2", "2^{{{}}}", POWER),
        spelled={"javascript": "Math.pow(2, x)", "sympy": "2**x"},
        too_large="math.inf",
    ),
)

expm1: Op = operation(
    "expm1",
    forward="expm1",
    local_derivatives=(lambda out, x: exp(x),),
    pole=lambda x: math.inf,
    samples=((0.0,), (1e-20,), (1.0,), (-40.0,), (700.0,)),
    shown=Shown(definition=lambda x: exp(x) - 1.0, too_large="math.inf"),
)


def _logarithm(name: str, latex: str, log_of_base: Constant) -> Op:
    """The row of a logarithm to another base."""
    return operation(
        name,
        forward=name,
        local_derivatives=(lambda out, x: 1.0 / log_of_base / x,),
        domain="x > 0",
        pole=log.pole,
        samples=log.samples,
        shown=Shown(
            latex=Notation(latex),
            definition=lambda x: log(x) / log_of_base,
            textbook=(lambda out, x: 1 / (x * log_of_base),),
        ),
    )


log2: Op = _logarithm("log2", r"\log_{2}", _LOG_2)

log10: Op = _logarithm("log10", r"\log_{10}", _LOG_10)

cbrt: Op = operation(
    "cbrt",
    forward="cbrt",
    local_derivatives=(lambda out, x: 1.0 / (3.0 * out * out),),
    samples=((8.0,), (-0.3,), (1e-3,)),
    shown=Shown(
        Notation("∛"),
        latex=Notation("∛", r"\sqrt[3]{{{}}}"),
        spelled={"sympy": "sympy.real_root(x, 3)"},
        textbook=(lambda out, x: 1 / (3 * square(out)),),
    ),
)

square: Op = operation(
    "square",
    forward=lambda x: x * x,
    local_derivatives=(lambda out, x: 2.0 * x,),
    samples=((2.0,), (-0.3,)),
    shown=Shown(Notation("x²", "{}²", POWER, (ATOM,)), latex=Notation("x²", "{}^{{2}}", POWER, (ATOM,))),
)

# A row of its own: differentiated as the product, its derivative −2x would be a difference that has no digits near 0.
one_minus_square: Op = operation(
    "one_minus_square",
    forward=lambda x: (1.0 - x) * (1.0 + x),  # 1 − x² would lose digits near 1
    local_derivatives=(lambda out, x: -2.0 * x,),
    samples=((0.3,), (-0.7,), (2.0,)),
    shown=Shown(
        Notation("1−x²", "(1 − {0}) · (1 + {0})", PRODUCT, (ATOM,)),  # 1 − x² would be read with other last digits
        latex=Notation("1−x²", "1 - {}^{{2}}", Binding.SUM, (ATOM,)),
        definition=lambda x: 1 - square(x),
    ),
)

reciprocal: Op = operation(
    "reciprocal",
    forward=lambda x: 1.0 / x,
    local_derivatives=(lambda out, x: -out * out,),
    domain="an x other than 0",
    pole=lambda x: math.copysign(math.inf, x),
    samples=((2.0,), (-0.3,), (1e-9,)),
    shown=Shown(
        Notation("1/x", "1 / {}", PRODUCT, (PREFIX,)),
        latex=Notation("1/x", r"\frac{{1}}{{{}}}", PREFIX),
        textbook=(lambda out, x: -1 / square(x),),
    ),
)


passed: Op = operation(
    "passed",
    forward=lambda gradient, local: 0.0 if 0.0 <= gradient <= 0.0 else gradient * local,
    local_derivatives=(lambda out, gradient, local: local, lambda out, gradient, local: gradient),
    samples=((2.0, -3.0), (0.0, 3.0)),
    shown=Shown(
        Notation("×", "{} · {}", PRODUCT, (PRODUCT, PREFIX)),
        spelled={
            "python": "x * y if x != 0.0 else 0.0",
            "numpy": "np.where(x != 0.0, x, 0.0) * np.where(x != 0.0, y, 0.0)",
            "javascript": "x !== 0 ? x * y : 0",
            "sympy": "x * y",
        },
    ),
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
    local_derivatives=(lambda out, x, y: passed(y, lower_power(x, y, by=1.0)), lambda out, x, y: power_log(x, y)),
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


_DIVISIONS = frozenset(map(float, range(1, 100)))
"""The orders of derivatives, for which a power is divided; by any other number it is lowered as it is."""


def fast_lower_power(x: float, y: float, by: float) -> float:
    """Return x^(y − by) for floats, to the last digits also where y − by is rounded: a small x makes much of that."""
    lower = y - by
    if (lower + by == y and y - lower == by) or by not in _DIVISIONS:
        return math.pow(x, lower)
    out = math.pow(x, y)
    for _ in range(int(by)):
        out /= x
    return out if sys.float_info.min <= abs(out) < math.inf else math.pow(x, lower)


# A row of its own: written power(x, y − 1) it would lose digits where y − 1 is rounded.
lower_power: Op = operation(
    "lower_power",
    forward=lambda x, y, by: power(x, y - by),
    fast=fast_lower_power,
    local_derivatives=(
        lambda out, x, y, by: passed(y - by, lower_power(x, y, by=by + 1.0)),
        lambda out, x, y, by: out * _log_of_base(out, x),
    ),
    takes=("by",),
    bindings=({"by": 1.0}, {"by": 2.0}),
    domain=_DOMAIN_OF_POWER,
    pole=lambda x, y, by: _pole_of_power(x, y - by),
    samples=((2.0, 3.0), (0.3, -1.7), (5.0, 0.3)),
    shown=Shown(
        Notation("^", lambda x, y, by: f"{x}^({y} − {number_text(by)})", POWER, (ATOM, SUM)),
        latex=Notation("^", lambda x, y, by: f"{x}^{{{y} - {number_latex(by)}}}", POWER, (ATOM, SUM)),
        textbook=(
            lambda out, x, y, by: (y - by) * power(x, y - by - 1),
            lambda out, x, y, by: out * log(x),
        ),
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
        lambda out, x, y: lower_power(x, y, by=1.0) * (1.0 + passed(y, _log_of_base(power(x, y - 1.0), x))),
        lambda out, x, y: out * _log_of_base(power(x, y), x),
    ),
    domain="a base > 0, or the base 0 with an exponent > 0",
    pole=lambda x, y: math.nan if x < 0.0 or y != y else math.inf if x > 1.0 else -math.inf,
    samples=((2.0, 3.0), (0.3, -1.7), (5.0, 0.0)),
    shown=Shown(
        definition=lambda x, y: power(x, y) * log(x),
        textbook=(lambda out, x, y: power(x, y - 1) * (1 + y * log(x)), lambda out, x, y: out * log(x)),
    ),
)


def bell(x: Any) -> Any:
    """Return e^(−x²) to the last digits: the square of the upper half of x is exact, what is left is small."""
    near = clamp(x, low=-30.0, high=30.0)  # e^−900 is 0
    shifted = 134217729.0 * near  # 2^27 + 1 parts a float in two halves
    upper = shifted - (shifted - near)
    return exp(-upper * upper) * exp(-(near - upper) * (near + upper))


# erf as its power series, erfc as its continued fraction (both in Abramowitz and Stegun, Handbook of Mathematical
# Functions, 7.1.6 and 7.1.14), each where it converges fast; e^(−x²) as in `bell`.
_SERIES = """((x) => {
  let term = x, sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n += 1) sum += term *= 2 * x * x / (2 * n + 1);
  return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
})"""
_FRACTION = """((x) => {
  const near = Math.fround(Math.min(x, 30)), rest = Math.min(x, 30) - near;
  let below = x;
  for (let n = Math.ceil(150 / (x * x)) + 20; n > 0; n -= 1) below = x + n / 2 / below;
  return Math.exp(-near * near) * Math.exp(-rest * (2 * near + rest)) / Math.sqrt(Math.PI) / below;
})"""
_JAVASCRIPT_ERF = f"Math.abs(x) < 1 ? {_SERIES}(x) : x > 0 ? 1 - {_FRACTION}(x) : x < 0 ? {_FRACTION}(-x) - 1 : x"
_JAVASCRIPT_ERFC = f"Math.abs(x) < 1 ? 1 - {_SERIES}(x) : x > 0 ? {_FRACTION}(x) : x < 0 ? 2 - {_FRACTION}(-x) : x"

erf: Op = operation(
    "erf",
    forward="erf",
    local_derivatives=(lambda out, x: _TWO_OVER_ROOT_PI * bell(x),),
    samples=((0.0,), (0.5,), (-2.0,), (5.5,)),
    shown=Shown(
        spelled={"numpy": "np.vectorize(math.erf, otypes=[float])(x)", "javascript": _JAVASCRIPT_ERF},
        textbook=(lambda out, x: _TWO_OVER_ROOT_PI * exp(-square(x)),),
    ),
)

erfc: Op = operation(
    "erfc",
    forward="erfc",
    local_derivatives=(lambda out, x: -(_TWO_OVER_ROOT_PI * bell(x)),),
    samples=((0.0,), (0.5,), (-2.0,), (5.5,), (20.0,)),
    shown=Shown(
        spelled={"numpy": "np.vectorize(math.erfc, otypes=[float])(x)", "javascript": _JAVASCRIPT_ERFC},
        textbook=(lambda out, x: -(_TWO_OVER_ROOT_PI * exp(-square(x))),),
    ),
)
