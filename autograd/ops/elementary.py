"""Rows of elementary functions."""

from __future__ import annotations

import math

from autograd.notation import Notation
from autograd.ops.operation import Op, operation

__all__ = ["exp", "log", "log1p", "sqrt"]

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
