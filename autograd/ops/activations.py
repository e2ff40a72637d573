"""Rows of activation functions: what a neuron makes of its weighted sum."""

from __future__ import annotations

import math
from typing import Any

from autograd.ops.elementary import bell, erf, erfc, exp, expm1, log, log1p, power, square
from autograd.ops.notation import Binding, Constant, Notation
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, clamp, maximum, minimum, positive, where
from autograd.ops.shown import Shown

__all__ = [
    "elu",
    "gelu",
    "gelu_tanh",
    "hard_sigmoid",
    "hard_tanh",
    "leaky_relu",
    "linear",
    "log_sigmoid",
    "logit",
    "relu",
    "selu",
    "sigmoid",
    "sigmoid_slope",
    "silu",
    "softplus",
    "softsign",
    "tanh",
]

_exp = math.exp
"""Of floats: sigmoids are the hottest rows, and a name costs them less than an attribute (3 of 65 ns)."""

_LEFT_AND_RIGHT = ((-2.0,), (0.0,), (0.3,), (-40.0,))


linear: Op = operation(
    "linear",
    forward=lambda x: x,
    local_derivatives=(lambda out, x: 1.0,),
    samples=((0.4,), (-3.0,)),
    shown=Shown(Notation("linear", "{}", Binding.SUM)),
)


def fast_sigmoid(x: float) -> float:
    """Return 1 / (1 + e^−x) for a float, without overflow on either side."""
    if x >= 0.0:
        return 1.0 / (1.0 + _exp(-x))
    small = _exp(x)
    return small / (1.0 + small)


sigmoid: Op = operation(
    "sigmoid",
    forward=lambda x: exp(minimum(x, 0.0)) / (1.0 + exp(-absolute(x))),  # right for any float: σ(−40) = 4.2e-18
    fast=fast_sigmoid,  # a generated test holds the two together
    local_derivatives=(lambda out, x: sigmoid_slope(x),),  # = out (1 − out), and exact where out rounds to 1
    samples=((0.4,), (-3.0,), (40.0,), (-40.0,), (37.43,), (-745.0,)),
    shown=Shown(
        Notation("σ"),
        latex=Notation(r"\sigma"),
        spellings=("sigma", "logistic"),
        definition=lambda x: 1 / (1 + exp(-x)),
        textbook=(lambda out, x: out * (1 - out),),
        expanded=lambda first, out, x: (first(out.of(-1.0)) * power(1 + exp(-x), out.of(-1.0) - 1) * exp(-x) * -1,),
    ),
)


def fast_sigmoid_slope(x: float) -> float:
    """Return σ(x) · σ(−x) for a float, by one exponential: its bits are those of the two sigmoids."""
    small = _exp(x if x < 0.0 else -x)
    whole = 1.0 + small
    return (1.0 / whole) * (small / whole)


# A row of its own: differentiated as the product of two sigmoids, σ″ would be a difference that has no digits near 0.
sigmoid_slope: Op = operation(
    "sigmoid_slope",
    forward=lambda x: sigmoid(x) * sigmoid(-x),
    fast=fast_sigmoid_slope,
    local_derivatives=(lambda out, x: -out * tanh(0.5 * x),),
    samples=((0.4,), (-3.0,), (40.0,), (-40.0,)),
    shown=Shown(
        Notation("σ′", "sigmoid_slope({})"),
        latex=Notation(r"\sigma'"),
        textbook=(lambda out, x: out * (1 - 2 * sigmoid(x)),),
    ),
)

tanh: Op = operation(
    "tanh",
    forward="tanh",
    local_derivatives=(lambda out, x: 4.0 * sigmoid_slope(2.0 * x),),  # 1.7e-17 at 20, not 0
    samples=((0.0,), (0.5,), (-3.0,), (20.0,), (-345.0,)),
    shown=Shown(textbook=(lambda out, x: 1 - square(out),)),
)

relu: Op = operation(
    "relu",
    forward=lambda x: maximum(x, 0.0),
    fast=lambda x: x if x > 0.0 or x != x else 0.0,
    local_derivatives=(lambda out, x: positive(x),),
    convention="0 at x = 0",
    kinks=lambda x: (x,),
    samples=((-2.0,), (0.0,), (0.3,)),
    shown=Shown(Notation("ReLU")),
)


def fast_softplus(x: float) -> float:
    """Return log(1 + e^x) for a float, without overflow and without losing the tail."""
    return (x if x > 0.0 else 0.0) + math.log1p(math.exp(-abs(x))) if x == x else x


softplus: Op = operation(
    "softplus",
    forward=lambda x: maximum(x, 0.0) + log1p(exp(-absolute(x))),
    fast=fast_softplus,
    local_derivatives=(lambda out, x: sigmoid(x),),
    samples=((0.0,), (0.4,), (-40.0,), (1000.0,)),
    shown=Shown(definition=lambda x: log(1 + exp(x))),
)

logit: Op = operation(
    "logit",
    forward=lambda x: log(x) - log1p(-x),
    local_derivatives=(lambda out, x: 1.0 / x / (1.0 - x),),
    domain="0 < x < 1",
    pole=lambda x: -math.inf if x == 0.0 else math.inf if x == 1.0 else math.nan,
    samples=((0.5,), (0.3,), (1e-300,), (0.999999,)),
    shown=Shown(definition=lambda x: log(x / (1 - x)), textbook=(lambda out, x: 1 / (x * (1 - x)),)),
)

log_sigmoid: Op = operation(
    "log_sigmoid",
    forward=lambda x: -softplus(-x),
    fast=lambda x: -fast_softplus(-x),
    local_derivatives=(lambda out, x: sigmoid(-x),),
    samples=((0.0,), (0.4,), (-40.0,), (40.0,)),
    shown=Shown(definition=lambda x: -log(1 + exp(-x))),
)

leaky_relu: Op = operation(
    "leaky_relu",
    forward=lambda x, slope: maximum(x, 0.0) + slope * minimum(x, 0.0) if slope else maximum(x, 0.0),  # 0 · ∞ is nan
    local_derivatives=(lambda out, x, slope: positive(x) + slope * (1.0 - positive(x)),),
    takes=("slope",),
    usual={"slope": 0.01},
    synonyms={"negative_slope": "slope"},
    bindings=({"slope": 0.1}, {"slope": 0.0}, {"slope": 2.0}),
    convention="slope at x = 0",
    kinks=lambda x, slope: (x,),
    samples=_LEFT_AND_RIGHT,
    shown=Shown(
        definition=lambda x, slope: where(x, x, slope * x), textbook=(lambda out, x, slope: where(x, 1, slope),)
    ),
)


def _elu(x: Any, alpha: float) -> Any:
    return maximum(x, 0.0) + alpha * expm1(minimum(x, 0.0))


def _elu_derivative(x: Any, alpha: float) -> Any:
    return positive(x) + alpha * (1.0 - positive(x)) * exp(minimum(x, 0.0))


elu: Op = operation(
    "elu",
    forward=_elu,
    local_derivatives=(lambda out, x, alpha: _elu_derivative(x, alpha),),
    takes=("alpha",),
    usual={"alpha": 1.0},
    bindings=({"alpha": 1.0}, {"alpha": 0.3}),
    convention="alpha at x = 0",
    kinks=lambda x, alpha: (x,),
    samples=_LEFT_AND_RIGHT,
    shown=Shown(
        definition=lambda x, alpha: where(x, x, alpha * (exp(x) - 1)),
        textbook=(lambda out, x, alpha: where(x, 1, alpha * exp(x)),),
    ),
)

_SELU_SCALE, _SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
"""G. Klambauer et al., Self-Normalizing Neural Networks (2017)."""

selu: Op = operation(
    "selu",
    forward=lambda x: _SELU_SCALE * _elu(x, _SELU_ALPHA),
    local_derivatives=(lambda out, x: _SELU_SCALE * _elu_derivative(x, _SELU_ALPHA),),
    convention="1.758 at x = 0, its value from the left",
    kinks=lambda x: (x,),
    samples=_LEFT_AND_RIGHT,
    shown=Shown(
        definition=lambda x: _SELU_SCALE * where(x, x, _SELU_ALPHA * (exp(x) - 1)),
        textbook=(lambda out, x: _SELU_SCALE * where(x, 1, _SELU_ALPHA * exp(x)),),
    ),
)

_ROOT_HALF = Constant(math.sqrt(0.5), "√(½)", r"\sqrt{\tfrac{1}{2}}")
_BELL_SCALE = Constant(1.0 / math.sqrt(2.0 * math.pi), "1 / √(2 · π)", r"\frac{1}{\sqrt{2 \pi}}", Binding.PRODUCT)

gelu: Op = operation(
    "gelu",
    forward=lambda x: 0.5 * maximum(x, -50.0) * erfc(-_ROOT_HALF * x),  # 0 · ∞ is nan, and erfc(35) is 0
    local_derivatives=(lambda out, x: 0.5 * erfc(-_ROOT_HALF * x) + _BELL_SCALE * _near(x) * bell(_ROOT_HALF * x),),
    samples=((0.0,), (0.4,), (-1.0,), (-5.0,), (8.0,)),
    shown=Shown(
        definition=lambda x: 0.5 * x * (1 + erf(_ROOT_HALF * x)),
        textbook=(lambda out, x: 0.5 * (1 + erf(_ROOT_HALF * x)) + _BELL_SCALE * x * exp(-square(x) / 2),),
    ),
)


_ROOT_OF_TWO_OVER_PI = Constant(2.0 * _BELL_SCALE, "√(2 / π)", r"\sqrt{\tfrac{2}{\pi}}")
_GELU_SCALE = 2.0 * _ROOT_OF_TWO_OVER_PI


def _near(x: Any) -> Any:
    """The operand between ±50, beyond which the sigmoid inside gelu is 0 or 1."""
    return clamp(x, low=-50.0, high=50.0)


def _gelu_inside(near: Any) -> Any:
    """The argument of the sigmoid in the tanh form of gelu."""
    return _GELU_SCALE * near * (1.0 + 0.044715 * near * near)


def _gelu_tanh_inside(x: Any) -> Any:
    """The argument of the tanh, as the paper has it: D. Hendrycks and K. Gimpel, Gaussian Error Linear Units (2016)."""
    return _ROOT_OF_TWO_OVER_PI * (x + 0.044715 * x * square(x))


def _gelu_tanh_textbook(out: Any, x: Any) -> Any:
    inside = tanh(_gelu_tanh_inside(x))
    slope = _ROOT_OF_TWO_OVER_PI * (1 + 0.134145 * square(x))
    return 0.5 * (1 + inside) + 0.5 * x * (1 - square(inside)) * slope


def _gelu_tanh_derivative(out: Any, x: Any) -> Any:
    near = _near(x)
    inside, slope = _gelu_inside(near), _GELU_SCALE * (1.0 + 0.134145 * near * near)
    return sigmoid(inside) * (1.0 + near * slope * sigmoid(-inside))


gelu_tanh: Op = operation(
    "gelu_tanh",
    forward=lambda x: maximum(x, -50.0) * sigmoid(_gelu_inside(_near(x))),
    local_derivatives=(_gelu_tanh_derivative,),
    samples=((0.0,), (0.4,), (-1.0,), (-5.0,), (8.0,)),
    shown=Shown(definition=lambda x: 0.5 * x * (1 + tanh(_gelu_tanh_inside(x))), textbook=(_gelu_tanh_textbook,)),
)

silu: Op = operation(
    "silu",
    forward=lambda x: maximum(x, -1000.0) * sigmoid(x),  # 0 · ∞ is nan, and σ(−1000) is 0
    local_derivatives=(lambda out, x: sigmoid(x) + minimum(out, 1000.0) * sigmoid(-x),),
    samples=((0.0,), (0.4,), (-1.0,), (-40.0,), (40.0,)),
    shown=Shown(
        spellings=("swish",),
        definition=lambda x: x * sigmoid(x),
        textbook=(lambda out, x: sigmoid(x) + out * (1 - sigmoid(x)),),
    ),
)


def fast_softsign(x: float) -> float:
    """Return x / (1 + |x|) for a float, and ±1 for an infinite one."""
    return math.copysign(1.0, x) if math.isinf(x) else x / (1.0 + abs(x))


def _softsign(x: Any) -> Any:
    near = clamp(x, low=-1e300, high=1e300)  # ∞ / ∞ is nan
    return near / (1.0 + absolute(near))


softsign: Op = operation(
    "softsign",
    forward=_softsign,
    fast=fast_softsign,
    local_derivatives=(lambda out, x: 1.0 / (1.0 + absolute(x)) / (1.0 + absolute(x)),),
    convention="1 at x = 0, where only the second derivative breaks",
    kinks=lambda x: (x,),
    samples=((0.0,), (0.4,), (-3.0,), (1e10,)),
    shown=Shown(definition=lambda x: x / (1 + absolute(x)), textbook=(lambda out, x: 1 / square(1 + absolute(x)),)),
)

hard_sigmoid: Op = operation(
    "hard_sigmoid",
    forward=lambda x: clamp(x / 6.0 + 0.5, low=0.0, high=1.0),
    local_derivatives=(lambda out, x: positive(x + 3.0) * positive(3.0 - x) / 6.0,),
    convention="0 at x = ±3",
    kinks=lambda x: (x + 3.0, x - 3.0),
    samples=((0.0,), (0.4,), (-3.0,), (3.0,), (7.0,)),
)

hard_tanh: Op = operation(
    "hard_tanh",
    forward=lambda x: clamp(x, low=-1.0, high=1.0),
    local_derivatives=(lambda out, x: positive(x + 1.0) * positive(1.0 - x),),
    convention="0 at x = ±1",
    kinks=lambda x: (x + 1.0, x - 1.0),
    samples=((0.0,), (0.4,), (-1.0,), (1.0,), (7.0,)),
)
