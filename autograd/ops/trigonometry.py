"""Rows of trigonometric and hyperbolic functions and their inverses; angles are in radians."""

from __future__ import annotations

import math
from typing import Any

from autograd.ops.elementary import one_minus_square, sqrt, square
from autograd.ops.notation import Notation
from autograd.ops.operation import Op, Rule, operation
from autograd.ops.piecewise import at_least
from autograd.ops.reductions import direction, hypot, over_length
from autograd.ops.shown import Shown

__all__ = ["acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cos", "cosh", "sin", "sinh", "tan"]

_TURNS = ((0.0,), (0.5,), (-2.0,), (3.0,), (100.0,))
_INSIDE = ((0.0,), (0.3,), (-0.7,), (0.999999,))


def _inverse(name: str, latex: str, textbook: Rule) -> Shown:
    """How an inverse function is shown: numpy has another name for it and, for some, paper a third one."""
    spellings = tuple(dict.fromkeys([name, latex.removeprefix("\\")]))
    return Shown(latex=Notation(latex), spelled={"numpy": f"np.{name}"}, spellings=spellings, textbook=(textbook,))


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
    domain="a finite x",
    pole=lambda x: math.nan,
    samples=_TURNS,
    shown=Shown(textbook=(lambda out, x: 1 + square(out),)),
)

asin: Op = operation(
    "asin",
    forward="asin",
    local_derivatives=(lambda out, x: 1.0 / sqrt(one_minus_square(x)),),
    domain="−1 ≤ x ≤ 1",
    pole=lambda x: math.nan,
    samples=_INSIDE,
    shown=_inverse("arcsin", r"\arcsin", lambda out, x: 1 / sqrt(1 - square(x))),
)

acos: Op = operation(
    "acos",
    forward="acos",
    local_derivatives=(lambda out, x: -1.0 / sqrt(one_minus_square(x)),),
    domain="−1 ≤ x ≤ 1",
    pole=lambda x: math.nan,
    samples=_INSIDE,
    shown=_inverse("arccos", r"\arccos", lambda out, x: -1 / sqrt(1 - square(x))),
)

atan: Op = operation(
    "atan",
    forward="atan",
    local_derivatives=(lambda out, x: 1.0 / (1.0 + x * x),),
    samples=_TURNS,
    shown=_inverse("arctan", r"\arctan", lambda out, x: 1 / (1 + square(x))),
)


def _over_square(a: Any, b: Any) -> Any:
    """The quotient a / (a² + b²), without overflow, and 0 for a = b = 0."""
    return over_length(direction(a, b), hypot(a, b))


atan2: Op = operation(
    "atan2",
    forward="atan2",
    local_derivatives=(lambda out, y, x: _over_square(x, y), lambda out, y, x: _over_square(-y, x)),
    convention="0 for both at x = y = 0; at y = 0, x < 0 the slopes beside it",
    kinks=lambda y, x: (hypot(at_least(x, bound=0.0), y),),  # the left half of the x axis, where the angle jumps
    samples=((1.0, 2.0), (-0.3, -0.4), (3.0, -1e-3)),
    shown=Shown(
        spelled={"numpy": "np.arctan2"},
        spellings=("arctan2",),
        textbook=(lambda out, y, x: x / (square(x) + square(y)), lambda out, y, x: -y / (square(x) + square(y))),
    ),
)

sinh: Op = operation(
    "sinh",
    forward="sinh",
    local_derivatives=(lambda out, x: cosh(x),),
    pole=lambda x: math.copysign(math.inf, x),
    samples=((0.0,), (0.5,), (-2.0,), (30.0,)),
    shown=Shown(too_large="math.copysign(math.inf, x)"),
)

cosh: Op = operation(
    "cosh",
    forward="cosh",
    local_derivatives=(lambda out, x: sinh(x),),
    pole=lambda x: math.inf,
    samples=((0.0,), (0.5,), (-2.0,), (30.0,)),
    shown=Shown(too_large="math.inf"),
)

asinh: Op = operation(
    "asinh",
    forward="asinh",
    local_derivatives=(lambda out, x: 1.0 / hypot(1.0, x),),  # √(1 + x²) would overflow
    samples=((0.0,), (0.5,), (-2.0,), (1e200,)),
    shown=_inverse("arcsinh", "arsinh", lambda out, x: 1 / sqrt(square(x) + 1)),
)

acosh: Op = operation(
    "acosh",
    forward="acosh",
    local_derivatives=(lambda out, x: 1.0 / (sqrt(x - 1.0) * sqrt(x + 1.0)),),
    domain="x ≥ 1",
    pole=lambda x: math.nan,
    samples=((1.5,), (2.0,), (1e200,)),
    shown=_inverse("arccosh", "arcosh", lambda out, x: 1 / sqrt(square(x) - 1)),
)

atanh: Op = operation(
    "atanh",
    forward="atanh",
    local_derivatives=(lambda out, x: 1.0 / one_minus_square(x),),
    domain="−1 < x < 1",
    pole=lambda x: math.copysign(math.inf, x) if abs(x) == 1.0 else math.nan,
    samples=_INSIDE,
    shown=_inverse("arctanh", "artanh", lambda out, x: 1 / (1 - square(x))),
)
