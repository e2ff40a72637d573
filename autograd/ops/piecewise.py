"""Rows with kinks: the only places where an operation looks at the size of its operand.

All but `at_least`, `at_most` and `clamp`, which have static bounds, are primitives: plain Python comparisons, with
their spelling in every language. nan in, nan out.
"""

from __future__ import annotations

import math
from typing import Any

from autograd.ops.notation import Binding, Notation
from autograd.ops.operation import Op, operation

__all__ = [
    "absolute",
    "at_least",
    "at_most",
    "ceil",
    "clamp",
    "floor",
    "maximum",
    "minimum",
    "positive",
    "sign",
    "step",
    "where",
]

_KINKED = ((-2.0,), (0.0,), (0.3,))

positive: Op = operation(
    "positive",
    forward=lambda x: 1.0 if x > 0 else 0.0 if x <= 0 else x,
    local_derivatives=(lambda out, x: 0.0,),
    notation=Notation("positive", "[{} > 0]"),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    spelled={
        "python": "1.0 if x > 0.0 else 0.0 if x <= 0.0 else x",
        "numpy": "np.heaviside(x, 0.0)",
        "javascript": "x > 0 ? 1 : x <= 0 ? 0 : x",
        "sympy": "sympy.Heaviside(x, 0)",
    },
    samples=_KINKED,
)

sign: Op = operation(
    "sign",
    forward=lambda x: 1.0 if x > 0 else -1.0 if x < 0 else x,
    local_derivatives=(lambda out, x: 0.0,),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    spelled={
        "python": "1.0 if x > 0.0 else -1.0 if x < 0.0 else x",
        "numpy": "np.sign",
        "javascript": "Math.sign",
        "sympy": "sympy.sign",
    },
    samples=_KINKED,
)

step: Op = operation(
    "step",
    forward=lambda x: 1.0 if x >= 0 else 0.0 if x < 0 else x,
    local_derivatives=(lambda out, x: 0.0,),
    notation=Notation("step", "[{} ≥ 0]"),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    spelled={
        "python": "1.0 if x >= 0.0 else 0.0 if x < 0.0 else x",
        "numpy": "np.heaviside(x, 1.0)",
        "javascript": "x >= 0 ? 1 : x < 0 ? 0 : x",
        "sympy": "sympy.Heaviside(x, 1)",
    },
    samples=_KINKED,
)

absolute: Op = operation(
    "absolute",
    forward=abs,
    local_derivatives=(lambda out, x: sign(x),),
    notation=Notation("abs", "|{}|"),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    latex=Notation("abs", r"\left|{}\right|"),
    spelled={"python": "abs", "numpy": "np.abs", "javascript": "Math.abs", "sympy": "sympy.Abs"},
    samples=_KINKED,
)


def _larger(x: Any, y: Any) -> Any:
    return x if x > y or x != x else y


def _smaller(x: Any, y: Any) -> Any:
    return x if x < y or x != x else y


at_least: Op = operation(
    "at_least",
    forward=lambda x, bound: maximum(x, bound),
    fast=lambda x, bound: _larger(x, bound),
    local_derivatives=(lambda out, x, bound: positive(x - bound),),
    takes=("bound",),
    bindings=({"bound": 0.3}, {"bound": 0.0}, {"bound": -1.0}),
    notation=Notation("max"),
    convention="0 at x = bound",
    kinks=lambda x, bound: (x - bound,),
    samples=_KINKED,
)

at_most: Op = operation(
    "at_most",
    forward=lambda x, bound: minimum(x, bound),
    fast=lambda x, bound: _smaller(x, bound),
    local_derivatives=(lambda out, x, bound: positive(bound - x),),
    takes=("bound",),
    bindings=({"bound": 0.3}, {"bound": 0.0}, {"bound": -1.0}),
    notation=Notation("min"),
    convention="0 at x = bound",
    kinks=lambda x, bound: (x - bound,),
    samples=_KINKED,
)

clamp: Op = operation(
    "clamp",
    forward=lambda x, low, high: minimum(maximum(x, low), high),
    fast=lambda x, low, high: _smaller(_larger(x, low), high),
    local_derivatives=(lambda out, x, low, high: positive(x - low) * positive(high - x),),
    takes=("low", "high"),
    bindings=({"low": -1.0, "high": 0.3}, {"low": 0.0, "high": math.inf}),
    convention="0 at x = low and at x = high",
    kinks=lambda x, low, high: (x - low, x - high),
    samples=_KINKED,
)

maximum: Op = operation(
    "maximum",
    forward=_larger,
    local_derivatives=(
        lambda out, x, y: (1.0 + sign(x - y)) / 2.0,
        lambda out, x, y: (1.0 + sign(y - x)) / 2.0,
    ),
    with_number=((0, at_least, "bound"), (1, at_least, "bound")),
    notation=Notation("max"),
    convention="½ for each at x = y; with a number for y: 0 at x = y",
    kinks=lambda x, y: (x - y,),
    spelled={
        "python": "x if x > y or x != x else y",
        "numpy": "np.maximum",
        "javascript": "Math.max",
        "sympy": "sympy.Max",
    },
    samples=((2.0, -3.0), (-3.0, 2.0), (1.0, 1.0)),
)

minimum: Op = operation(
    "minimum",
    forward=_smaller,
    local_derivatives=(
        lambda out, x, y: (1.0 + sign(y - x)) / 2.0,
        lambda out, x, y: (1.0 + sign(x - y)) / 2.0,
    ),
    with_number=((0, at_most, "bound"), (1, at_most, "bound")),
    notation=Notation("min"),
    convention="½ for each at x = y; with a number for y: 0 at x = y",
    kinks=lambda x, y: (x - y,),
    spelled={
        "python": "x if x < y or x != x else y",
        "numpy": "np.minimum",
        "javascript": "Math.min",
        "sympy": "sympy.Min",
    },
    samples=((2.0, -3.0), (-3.0, 2.0), (1.0, 1.0)),
)


where: Op = operation(
    "where",
    forward=lambda condition, x, y: x if condition > 0 else y if condition <= 0 else condition,
    local_derivatives=(
        lambda out, condition, x, y: 0.0,
        lambda out, condition, x, y: positive(condition),
        lambda out, condition, x, y: 1.0 - positive(condition),
    ),
    chooses=True,
    convention="the second branch at condition = 0; 0 for the condition",
    kinks=lambda condition, x, y: (condition,),
    latex=Notation("where", r"\begin{{cases}} {1} & {0} > 0 \\ {2} & \text{{otherwise}} \end{{cases}}", Binding.SUM),
    spelled={
        "python": "y if x > 0.0 else z if x <= 0.0 else x",
        "numpy": "np.where(x > 0.0, y, np.where(x <= 0.0, z, x))",
        "javascript": "x > 0 ? y : x <= 0 ? z : x",
        "sympy": "sympy.Piecewise((y, x > 0), (z, True))",
    },
    samples=((0.3, 2.0, -3.0), (-0.3, 2.0, -3.0), (0.0, 2.0, -3.0)),
)


def _whole(rounded: Any) -> Any:
    """Rounding of a float to a float; what is not finite stays as it is."""

    def forward(x: float) -> float:
        return float(rounded(x)) if math.isfinite(x) else x

    return forward


floor: Op = operation(
    "floor",
    forward=_whole(math.floor),
    local_derivatives=(lambda out, x: 0.0,),
    notation=Notation("floor", "⌊{}⌋"),
    convention="0 at whole numbers",
    kinks=lambda x: (x - floor(x), x - ceil(x)),
    spelled={
        "python": "float(math.floor(x)) if math.isfinite(x) else x",
        "numpy": "np.floor",
        "javascript": "Math.floor",
        "sympy": "sympy.floor",
    },
    samples=((-2.5,), (0.3,), (3.0,)),
)

ceil: Op = operation(
    "ceil",
    forward=_whole(math.ceil),
    local_derivatives=(lambda out, x: 0.0,),
    notation=Notation("ceil", "⌈{}⌉"),
    convention="0 at whole numbers",
    kinks=lambda x: (x - floor(x), x - ceil(x)),
    spelled={
        "python": "float(math.ceil(x)) if math.isfinite(x) else x",
        "numpy": "np.ceil",
        "javascript": "Math.ceil",
        "sympy": "sympy.ceiling",
    },
    samples=((-2.5,), (0.3,), (3.0,)),
)
