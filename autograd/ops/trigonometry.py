"""Rows of trigonometric and hyperbolic functions and their inverses; angles are in radians."""

from __future__ import annotations

import math
from typing import Any

from autograd.ops.elementary import hypot, over_length, sqrt, square
from autograd.ops.notation import Notation
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import at_least

__all__ = ["acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cos", "cosh", "sin", "sinh", "tan"]

_TURNS = ((0.0,), (0.5,), (-2.0,), (3.0,), (100.0,))
_INSIDE = ((0.0,), (0.3,), (-0.7,), (0.999999,))

sin: Op = operation(
    "sin",
    forward="sin",
    local_derivatives=(lambda out, x: cos(x),),
    domain="a finite x",
    pole=lambda x: math.nan,
    samples=_TURNS,
)

cos: Op = operation(
    "cos",
    forward="cos",
    local_derivatives=(lambda out, x: -sin(x),),
    domain="a finite x",
    pole=lambda x: math.nan,
    samples=_TURNS,
)

tan: Op = operation(
    "tan",
    forward="tan",
    local_derivatives=(lambda out, x: 1.0 + out * out,),
    textbook=(lambda out, x: 1 + square(out),),
    domain="a finite x",
    pole=lambda x: math.nan,
    samples=_TURNS,
)

asin: Op = operation(
    "asin",
    forward="asin",
    local_derivatives=(lambda out, x: 1.0 / sqrt((1.0 - x) * (1.0 + x)),),  # 1 − x² would lose digits near 1
    textbook=(lambda out, x: 1 / sqrt(1 - square(x)),),
    spellings=("arcsin",),
    domain="−1 ≤ x ≤ 1",
    pole=lambda x: math.nan,
    latex=Notation(r"\arcsin"),
    spelled={"numpy": "np.arcsin"},
    samples=_INSIDE,
)

acos: Op = operation(
    "acos",
    forward="acos",
    local_derivatives=(lambda out, x: -1.0 / sqrt((1.0 - x) * (1.0 + x)),),
    textbook=(lambda out, x: -1 / sqrt(1 - square(x)),),
    spellings=("arccos",),
    domain="−1 ≤ x ≤ 1",
    pole=lambda x: math.nan,
    latex=Notation(r"\arccos"),
    spelled={"numpy": "np.arccos"},
    samples=_INSIDE,
)

atan: Op = operation(
    "atan",
    forward="atan",
    local_derivatives=(lambda out, x: 1.0 / (1.0 + x * x),),
    textbook=(lambda out, x: 1 / (1 + square(x)),),
    spellings=("arctan",),
    latex=Notation(r"\arctan"),
    spelled={"numpy": "np.arctan"},
    samples=_TURNS,
)


def _over_square(a: Any, y: Any, x: Any) -> Any:
    """The quotient a / (x² + y²), without overflow, and 0 for a = x = y = 0."""
    distance = hypot(y, x)
    return over_length(over_length(a, distance), distance)


atan2: Op = operation(
    "atan2",
    forward="atan2",
    local_derivatives=(lambda out, y, x: _over_square(x, y, x), lambda out, y, x: _over_square(-y, y, x)),
    convention="0 for both at x = y = 0; at y = 0, x < 0 the slopes beside it",
    kinks=lambda y, x: (hypot(at_least(x, bound=0.0), y),),  # the left half of the x axis, where the angle jumps
    textbook=(lambda out, y, x: x / (square(x) + square(y)), lambda out, y, x: -y / (square(x) + square(y))),
    spellings=("arctan2",),
    spelled={"numpy": "np.arctan2"},
    samples=((1.0, 2.0), (-0.3, -0.4), (3.0, -1e-3)),
)

sinh: Op = operation(
    "sinh",
    forward="sinh",
    local_derivatives=(lambda out, x: cosh(x),),
    domain="|x| ≤ 710.47, so that the result fits in a float",
    pole=lambda x: x,
    samples=((0.0,), (0.5,), (-2.0,), (30.0,)),
)

cosh: Op = operation(
    "cosh",
    forward="cosh",
    local_derivatives=(lambda out, x: sinh(x),),
    domain="|x| ≤ 710.47, so that the result fits in a float",
    pole=lambda x: abs(x),
    samples=((0.0,), (0.5,), (-2.0,), (30.0,)),
)

asinh: Op = operation(
    "asinh",
    forward="asinh",
    local_derivatives=(lambda out, x: 1.0 / hypot(1.0, x),),  # √(1 + x²) would overflow
    textbook=(lambda out, x: 1 / sqrt(square(x) + 1),),
    spellings=("arcsinh", "arsinh"),
    latex=Notation("arsinh"),
    spelled={"numpy": "np.arcsinh"},
    samples=((0.0,), (0.5,), (-2.0,), (1e200,)),
)

acosh: Op = operation(
    "acosh",
    forward="acosh",
    local_derivatives=(lambda out, x: 1.0 / (sqrt(x - 1.0) * sqrt(x + 1.0)),),
    textbook=(lambda out, x: 1 / sqrt(square(x) - 1),),
    spellings=("arccosh", "arcosh"),
    domain="x ≥ 1",
    pole=lambda x: math.nan,
    latex=Notation("arcosh"),
    spelled={"numpy": "np.arccosh"},
    samples=((1.5,), (2.0,), (1e200,)),
)

atanh: Op = operation(
    "atanh",
    forward="atanh",
    local_derivatives=(lambda out, x: 1.0 / ((1.0 - x) * (1.0 + x)),),
    textbook=(lambda out, x: 1 / (1 - square(x)),),
    spellings=("arctanh", "artanh"),
    domain="−1 < x < 1",
    pole=lambda x: math.copysign(math.inf, x) if abs(x) == 1.0 else math.nan,
    latex=Notation("artanh"),
    spelled={"numpy": "np.arctanh"},
    samples=_INSIDE,
)
