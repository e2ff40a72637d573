"""Rows of elementary functions."""

from __future__ import annotations

import math
from typing import Any

from autograd.notation import Binding, Notation
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, clamp, sign

__all__ = [
    "cbrt",
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
    "reciprocal",
    "sqrt",
    "square",
]

_LOG_2, _LOG_10, _TWO_OVER_ROOT_PI = math.log(2.0), math.log(10.0), 2.0 / math.sqrt(math.pi)

exp: Op = operation(
    "exp",
    forward="exp",
    local_derivatives=(lambda out, x: out,),
    domain="x ≤ 709.78, so that the result fits in a float",
    pole=lambda x: math.inf,
    samples=((0.0,), (1.0,), (-40.0,), (700.0,)),
)

log: Op = operation(
    "log",
    forward="log",
    local_derivatives=(lambda out, x: 1.0 / x,),
    domain="x > 0",
    pole=lambda x: -math.inf if x == 0.0 else math.nan,
    spellings=("ln",),
    samples=((1.0,), (0.4,), (1e-300,), (1e300,)),
)

log1p: Op = operation(
    "log1p",
    forward="log1p",
    local_derivatives=(lambda out, x: 1.0 / (1.0 + x),),
    domain="x > −1",
    pole=lambda x: -math.inf if x == -1.0 else math.nan,
    samples=((0.0,), (1e-20,), (-0.9,), (1e300,)),
)

sqrt: Op = operation(
    "sqrt",
    forward="sqrt",
    local_derivatives=(lambda out, x: 0.5 / out,),
    notation=Notation("√"),
    domain="x ≥ 0",
    pole=lambda x: math.nan,
    samples=((4.0,), (0.3,), (1e-300,)),
)

exp2: Op = operation(
    "exp2",
    forward="exp2",
    local_derivatives=(lambda out, x: out * _LOG_2,),
    domain="x < 1024, so that the result fits in a float",
    pole=lambda x: math.inf,
    samples=((0.0,), (1.5,), (-40.0,), (1000.0,)),
)

expm1: Op = operation(
    "expm1",
    forward="expm1",
    local_derivatives=(lambda out, x: exp(x),),
    domain="x ≤ 709.78, so that the result fits in a float",
    pole=lambda x: math.inf,
    samples=((0.0,), (1e-20,), (1.0,), (-40.0,), (700.0,)),
)

log2: Op = operation(
    "log2",
    forward="log2",
    local_derivatives=(lambda out, x: 1.0 / x / _LOG_2,),
    domain="x > 0",
    pole=log.pole,
    samples=((1.0,), (0.4,), (1e-300,), (1e300,)),
)

log10: Op = operation(
    "log10",
    forward="log10",
    local_derivatives=(lambda out, x: 1.0 / x / _LOG_10,),
    domain="x > 0",
    pole=log.pole,
    samples=((1.0,), (0.4,), (1e-300,), (1e300,)),
)

cbrt: Op = operation(
    "cbrt",
    forward="cbrt",
    local_derivatives=(lambda out, x: 1.0 / (3.0 * out * out),),
    notation=Notation("∛"),
    samples=((8.0,), (-0.3,), (1e-3,)),
)

square: Op = operation(
    "square",
    forward=lambda x: x * x,
    local_derivatives=(lambda out, x: 2.0 * x,),
    notation=Notation("x²", "{}²", Binding.POWER, (Binding.ATOM,)),
    samples=((2.0,), (-0.3,)),
)

reciprocal: Op = operation(
    "reciprocal",
    forward=lambda x: 1.0 / x,
    local_derivatives=(lambda out, x: -out * out,),
    notation=Notation("1/x", "1 / {}", Binding.PRODUCT, (Binding.PREFIX,)),
    domain="an x other than 0",
    samples=((2.0,), (-0.3,), (1e-9,)),
)


def over_length(x: Any, length: Any) -> Any:
    """Return x / length, and 0 where the length is 0: what is divided by is 1 there."""
    return x / (length + (1.0 - absolute(sign(length))))


hypot: Op = operation(
    "hypot",
    forward="hypot",
    local_derivatives=(
        lambda out, x, y: over_length(x, out),
        lambda out, x, y: over_length(y, out),
    ),
    textbook=(lambda out, x, y: x / out, lambda out, x, y: y / out),
    convention="0 for both at x = y = 0",
    samples=((3.0, 4.0), (-0.3, 1e-9), (1e300, -1e300), (0.0, 0.0)),
)


def bell(x: Any) -> Any:
    """Return e^(−x²) to the last digits: the square of the upper half of x is exact, what is left is small."""
    near = clamp(x, low=-30.0, high=30.0)  # e^−900 is 0
    shifted = 134217729.0 * near  # 2^27 + 1 parts a float in two halves
    upper = shifted - (shifted - near)
    return exp(-upper * upper) * exp(-(near - upper) * (near + upper))


erf: Op = operation(
    "erf",
    forward="erf",
    local_derivatives=(lambda out, x: _TWO_OVER_ROOT_PI * bell(x),),
    textbook=(lambda out, x: _TWO_OVER_ROOT_PI * exp(-x * x),),
    samples=((0.0,), (0.5,), (-2.0,), (5.5,)),
)

erfc: Op = operation(
    "erfc",
    forward="erfc",
    local_derivatives=(lambda out, x: -_TWO_OVER_ROOT_PI * bell(x),),
    textbook=(lambda out, x: -_TWO_OVER_ROOT_PI * exp(-x * x),),
    samples=((0.0,), (0.5,), (-2.0,), (5.5,), (20.0,)),
)
