"""Rows of elementary functions."""

from __future__ import annotations

import math
from functools import reduce
from typing import Any

from autograd.ops.notation import Binding, Constant, Notation
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, clamp, sign
from autograd.ops.shown import Shown

__all__ = [
    "cbrt",
    "direction",
    "erf",
    "erfc",
    "exp",
    "exp2",
    "expm1",
    "hypot",
    "log",
    "log1p",
    "log2",
    "log10",
    "one_minus_square",
    "over_length",
    "passed",
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
        Notation("1−x²", "1 − {}²", Binding.SUM, (ATOM,)),
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


over_length: Op = operation(
    "over_length",
    forward=lambda x, length: x / (length + (1.0 - absolute(sign(length))) * (1.0 - absolute(sign(x)))),
    fast=lambda x, length: x / length if length or x else 0.0,
    local_derivatives=(
        lambda out, x, length: over_length(1.0, length),
        lambda out, x, length: -over_length(out, length),
    ),
    domain="a length other than 0, or x = 0",
    pole=lambda x, length: x * math.copysign(math.inf, length),
    convention="0 for 0 over 0: the share of a component in the length of a vector of zeros",
    samples=((3.0, 5.0), (-0.3, 1e9)),
    shown=Shown(
        Notation("/", "{} / {}", PRODUCT, (PRODUCT, PREFIX)),
        latex=Notation("/", r"\frac{{{}}}{{{}}}", PREFIX, (SUM,)),
        textbook=(lambda out, x, length: 1 / length, lambda out, x, length: -x / square(length)),
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

hypot: Op = operation(
    "hypot",
    forward="hypot",
    local_derivatives=(lambda out, x, y: direction(x, y), lambda out, x, y: direction(y, x)),
    convention="0 for both at x = y = 0",
    kinks=lambda x, y: (hypot(x, y),),
    samples=((3.0, 4.0), (-0.3, 1e-9), (1e300, -1e300), (0.0, 0.0)),
    shown=Shown(
        definition=lambda x, y: sqrt(square(x) + square(y)),
        textbook=(lambda out, x, y: x / out, lambda out, x, y: y / out),
    ),
)


def length_of(*operands: Any) -> Any:
    """Return √(x² + y² + …), and 0 of nothing."""
    return reduce(hypot, operands[1:], absolute(operands[0])) if operands else 0.0


def _direction_derivatives(out: Any, x: Any, *others: Any) -> tuple[Any, ...]:
    """By x: (y² + z² + …) / length³; by y: −x·y / length³."""
    length = length_of(x, *others)
    across = over_length(length_of(*others), length)
    return (over_length(across * across, length), *(-over_length(out * over_length(y, length), length) for y in others))


def fast_direction(*operands: float) -> float:
    """Return x / √(x² + y² + …) for floats, 0 for 0 over 0; right where the length is rounded, or too large."""
    length = math.hypot(*operands)
    if 2.0**-1022 <= length <= 1.7976931348623157e308:  # it has all its digits
        return operands[0] / length
    if math.isinf(length):
        return _direction_far_away(*operands)
    return operands[0] * 2.0**600 / (math.hypot(*[operand * 2.0**600 for operand in operands]) or 1.0)


def _direction_far_away(x: float, *others: float) -> float:
    """The same for a length that is too large for a float: an infinite operand outweighs all finite ones."""
    if any(map(math.isnan, others)):
        return math.nan
    if any(map(math.isinf, others)):
        return x * 0.0 if math.isfinite(x) else math.nan  # what two infinite ones share is not known
    if math.isinf(x):
        return math.copysign(1.0, x)
    return x * 2.0**-600 / math.hypot(*[operand * 2.0**-600 for operand in (x, *others)])


# A row of its own: differentiated as x / length, its derivative by x would be the difference 1/length − x²/length³.
direction: Op = operation(
    "direction",
    forward=lambda x, *others: over_length(x, length_of(x, *others)),
    fast=fast_direction,
    local_derivatives=_direction_derivatives,
    convention="0 for all at 0",
    kinks=lambda *operands: (length_of(*operands),),
    samples=((3.0, 4.0), (-0.3, 1e-9), (1.0, -2.0, 2.0), (1e300, -1e300)),
    shown=Shown(
        definition=lambda x, *others: x / length_of(x, *others),
        textbook=lambda out, x, *others: (
            (1 - square(out)) / length_of(x, *others),
            *(-(out * y / square(length_of(x, *others))) for y in others),
        ),
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
