"""Rows with kinks: the only places where an operation looks at the size of its operand.

All but `at_least`, `at_most` and `clamp`, which have static bounds, and `floor_divide` are primitives: plain Python,
with their spelling in every language. nan in, nan out.
"""

from __future__ import annotations

import math
from typing import Any

from autograd.ops.notation import Binding, Notation
from autograd.ops.operation import Op, operation
from autograd.ops.shown import Shown

__all__ = [
    "absolute",
    "at_least",
    "at_most",
    "ceil",
    "clamp",
    "floor",
    "floor_divide",
    "maximum",
    "minimum",
    "positive",
    "remainder",
    "sign",
    "step",
    "stop_gradient",
    "where",
]

_KINKED = ((-2.0,), (0.0,), (0.3,))


def _spelled(python: str, numpy: str, javascript: str, sympy: str) -> dict[str, str]:
    """The spelling of a primitive, which every language needs."""
    return {"python": python, "numpy": numpy, "javascript": javascript, "sympy": sympy}


positive: Op = operation(
    "positive",
    forward=lambda x: 1.0 if x > 0 else 0.0 if x <= 0 else x,
    local_derivatives=(lambda out, x: 0.0,),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    samples=_KINKED,
    shown=Shown(
        Notation("positive", "[{} > 0]"),
        spelled=_spelled(
            "1.0 if x > 0.0 else 0.0 if x <= 0.0 else x",
            "np.heaviside(x, 0.0)",
            "x > 0 ? 1 : x <= 0 ? 0 : x",
            "sympy.Heaviside(x, 0)",
        ),
    ),
)

sign: Op = operation(
    "sign",
    forward=lambda x: 1.0 if x > 0 else -1.0 if x < 0 else x,
    local_derivatives=(lambda out, x: 0.0,),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    samples=_KINKED,
    shown=Shown(
        spelled=_spelled("1.0 if x > 0.0 else -1.0 if x < 0.0 else x", "np.sign", "Math.sign", "sympy.sign"),
        spellings=("sgn",),
    ),
)

step: Op = operation(
    "step",
    forward=lambda x: 1.0 if x >= 0 else 0.0 if x < 0 else x,
    local_derivatives=(lambda out, x: 0.0,),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    samples=_KINKED,
    shown=Shown(
        Notation("step", "[{} ≥ 0]"),
        spelled=_spelled(
            "1.0 if x >= 0.0 else 0.0 if x < 0.0 else x",
            "np.heaviside(x, 1.0)",
            "x >= 0 ? 1 : x < 0 ? 0 : x",
            "sympy.Heaviside(x, 1)",
        ),
    ),
)

absolute: Op = operation(
    "absolute",
    forward=abs,
    local_derivatives=(lambda out, x: sign(x),),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    samples=_KINKED,
    shown=Shown(
        Notation("abs", "|{}|"),
        latex=Notation("abs", r"\left|{}\right|"),
        spelled=_spelled("abs", "np.abs", "Math.abs", "sympy.Abs"),
    ),
)


def _share(lead: Any) -> Any:
    """What the one of two operands gets that leads: 1, ½ at a tie, 0 where it is behind."""
    return (1.0 + sign(lead)) / 2.0


def _larger(x: Any, y: Any) -> Any:
    return x if x > y or x != x else y


def _smaller(x: Any, y: Any) -> Any:
    return x if x < y or x != x else y


def _above(x: Any, bound: float) -> Any:
    """1 where x is above a static bound, which is everywhere if it is −∞: ∞ − ∞ is nan."""
    return 1.0 if bound == -math.inf else positive(x - bound)


def _below(x: Any, bound: float) -> Any:
    return 1.0 if bound == math.inf else positive(bound - x)


at_least: Op = operation(
    "at_least",
    forward=lambda x, bound: maximum(x, bound),
    fast=lambda x, bound: _larger(x, bound),
    local_derivatives=(lambda out, x, bound: _above(x, bound),),
    takes=("bound",),
    bindings=({"bound": 0.3}, {"bound": 0.0}, {"bound": -1.0}),
    convention="0 at x = bound",
    kinks=lambda x, bound: (x - bound,),
    samples=_KINKED,
    shown=Shown(Notation("max")),
)

at_most: Op = operation(
    "at_most",
    forward=lambda x, bound: minimum(x, bound),
    fast=lambda x, bound: _smaller(x, bound),
    local_derivatives=(lambda out, x, bound: _below(x, bound),),
    takes=("bound",),
    bindings=({"bound": 0.3}, {"bound": 0.0}, {"bound": -1.0}),
    convention="0 at x = bound",
    kinks=lambda x, bound: (x - bound,),
    samples=_KINKED,
    shown=Shown(Notation("min")),
)

clamp: Op = operation(
    "clamp",
    forward=lambda x, low, high: minimum(maximum(x, low), high),
    fast=lambda x, low, high: _smaller(_larger(x, low), high),
    local_derivatives=(lambda out, x, low, high: _above(x, low) * _below(x, high),),
    takes=("low", "high"),
    usual={"low": -math.inf, "high": math.inf},
    synonyms={"min": "low", "max": "high"},
    bindings=({"low": -1.0, "high": 0.3}, {"low": 0.0, "high": math.inf}),
    convention="0 at x = low and at x = high",
    kinks=lambda x, low, high: (x - low, x - high),
    samples=_KINKED,
)

maximum: Op = operation(
    "maximum",
    forward=_larger,
    local_derivatives=(lambda out, x, y: _share(x - y), lambda out, x, y: _share(y - x)),
    with_number=((0, at_least, "bound"), (1, at_least, "bound")),
    convention="½ for each at x = y; with a number for y: 0 at x = y",
    kinks=lambda x, y: (x - y,),
    samples=((2.0, -3.0), (-3.0, 2.0), (1.0, 1.0)),
    shown=Shown(
        Notation("max"), spelled=_spelled("x if x > y or x != x else y", "np.maximum", "Math.max", "sympy.Max")
    ),
)

minimum: Op = operation(
    "minimum",
    forward=_smaller,
    local_derivatives=(lambda out, x, y: _share(y - x), lambda out, x, y: _share(x - y)),
    with_number=((0, at_most, "bound"), (1, at_most, "bound")),
    convention="½ for each at x = y; with a number for y: 0 at x = y",
    kinks=lambda x, y: (x - y,),
    samples=((2.0, -3.0), (-3.0, 2.0), (1.0, 1.0)),
    shown=Shown(
        Notation("min"), spelled=_spelled("x if x < y or x != x else y", "np.minimum", "Math.min", "sympy.Min")
    ),
)

where: Op = operation(
    "where",
    forward=lambda condition, x, y: x if condition > 0 else y if condition <= 0 else condition,
    local_derivatives=(
        lambda out, condition, x, y: 0.0,
        lambda out, condition, x, y: 1.0 - step(-condition),
        lambda out, condition, x, y: step(-condition),
    ),
    chooses=True,
    convention="the second branch at condition = 0; 0 for the condition",
    kinks=lambda condition, x, y: (condition,),
    samples=((0.3, 2.0, -3.0), (-0.3, 2.0, -3.0), (0.0, 2.0, -3.0)),
    shown=Shown(
        textbook=(
            None,
            lambda out, condition, x, y: positive(condition),
            lambda out, condition, x, y: 1 - positive(condition),
        ),
        latex=Notation(
            "where", r"\begin{{cases}} {1} & {0} > 0 \\ {2} & \text{{otherwise}} \end{{cases}}", Binding.SUM
        ),
        spelled=_spelled(
            "y if x > 0.0 else z if x <= 0.0 else x",
            "np.where(x > 0.0, y, np.where(x <= 0.0, z, x))",
            "x > 0 ? y : x <= 0 ? z : x",
            "sympy.Piecewise((y, x > 0), (z, True))",
        ),
    ),
)

stop_gradient: Op = operation(
    "stop_gradient",
    forward=lambda x: x,
    local_derivatives=(lambda out, x: 0.0,),
    chooses=True,
    samples=((0.4,), (-3.0,)),
)


def _rounding(name: str, brackets: str, sympy: str) -> Op:
    """The row of a function of `math` that rounds to whole numbers; what is not finite stays as it is."""
    rounded = getattr(math, name)
    return operation(
        name,
        forward=lambda x: float(rounded(x)) if math.isfinite(x) else x,
        local_derivatives=(lambda out, x: 0.0,),
        convention="0 at whole numbers",
        kinks=lambda x: (x - floor(x), x - ceil(x)),
        samples=((-2.5,), (0.3,), (3.0,)),
        shown=Shown(
            Notation(name, brackets),
            spelled=_spelled(f"float(math.{name}(x)) if math.isfinite(x) else x", f"np.{name}", f"Math.{name}", sympy),
        ),
    )


floor: Op = _rounding("floor", "⌊{}⌋", "sympy.floor")

ceil: Op = _rounding("ceil", "⌈{}⌉", "sympy.ceiling")

# Python's and numpy's own algorithm: x − y·⌊x / y⌋ and ⌊x / y⌋ would round, and 1 // 0.1 is 9.
_JAVASCRIPT_REMAINDER = """((x, y) => {
  const rest = x % y;
  return rest === 0 ? (y < 0 ? -0 : 0) : (y < 0) !== (rest < 0) ? rest + y : rest;
})"""
_JAVASCRIPT_FLOOR_DIVIDE = """((x, y) => {
  const rest = x % y, exact = (x - rest) / y - (rest !== 0 && (y < 0) !== (rest < 0) ? 1 : 0);
  const whole = Math.floor(exact);
  return exact === 0 ? (x / y < 0 || Object.is(x / y, -0) ? -0 : 0) : exact - whole > 0.5 ? whole + 1 : whole;
})"""


def _from_whole(x: float, y: float) -> tuple[float, ...]:
    """How far x lies above the multiple of y before it, and below the next one; 0 where only rounding is between."""
    if y == 0.0:
        return ()
    parts = x / y
    return y * (parts - floor(parts)), y * (parts - ceil(parts))


floor_divide: Op = operation(
    "floor_divide",
    forward=lambda x, y: (x - remainder(x, y)) / y,
    fast=lambda x, y: x // y,  # the quotient itself would be rounded
    local_derivatives=(lambda out, x, y: 0.0, lambda out, x, y: 0.0),
    domain="a divisor other than 0",
    pole=lambda x, y: x * math.copysign(math.inf, y),
    convention="0 where x / y is whole",
    kinks=_from_whole,
    samples=((7.5, 2.0), (-7.5, 2.0), (7.5, -2.0), (6.0, 3.0)),
    shown=Shown(
        Notation("⌊/⌋", "⌊{} / {}⌋", Binding.ATOM, (Binding.PRODUCT, Binding.PREFIX)),
        spelled=_spelled("x // y", "np.floor_divide", f"{_JAVASCRIPT_FLOOR_DIVIDE}(x, y)", "sympy.floor(x / y)"),
        definition=lambda x, y: floor(x / y),
    ),
)

remainder: Op = operation(
    "remainder",
    forward=lambda x, y: x % y,
    local_derivatives=(lambda out, x, y: 1.0, lambda out, x, y: -floor_divide(x, y)),
    domain="a divisor other than 0",
    pole=lambda x, y: math.nan,
    convention="1 for x and −⌊x / y⌋ for y where x / y is whole",
    kinks=_from_whole,
    samples=((7.5, 2.0), (-7.5, 2.0), (7.5, -2.0)),
    shown=Shown(
        spelled=_spelled("x % y", "np.remainder", f"{_JAVASCRIPT_REMAINDER}(x, y)", "sympy.Mod(x, y)"),
    ),
)
