"""Rows of activation functions: what a neuron makes of its weighted sum."""

from __future__ import annotations

import math

from autograd.notation import Binding, Notation
from autograd.ops.elementary import exp, log1p
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, maximum, minimum, positive

__all__ = ["linear", "relu", "sigmoid", "softplus", "tanh"]


linear: Op = operation(
    "linear",
    forward=lambda x: x,
    local_derivatives=(lambda out, x: 1.0,),
    notation=Notation("linear", "{}", Binding.SUM),
    samples=((0.4,), (-3.0,)),
)


def fast_sigmoid(x: float) -> float:
    """Return 1 / (1 + e^−x) for a float, without overflow on either side."""
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    small = math.exp(x)
    return small / (1.0 + small)


sigmoid: Op = operation(
    "sigmoid",
    forward=lambda x: exp(minimum(x, 0.0)) / (1.0 + exp(-absolute(x))),  # right for any float: σ(−40) = 4.2e-18
    fast=fast_sigmoid,  # a generated test holds the two together
    local_derivatives=(lambda out, x: out * sigmoid(-x),),  # = out (1 − out), and exact where out rounds to 1
    textbook=(lambda out, x: out * (1 - out),),
    notation=Notation("σ"),
    spellings=("sigma", "logistic"),
    samples=((0.4,), (-3.0,), (40.0,), (-40.0,), (37.43,), (-745.0,)),
)

tanh: Op = operation(
    "tanh",
    forward="tanh",
    local_derivatives=(lambda out, x: 4.0 * sigmoid(2.0 * x) * sigmoid(-2.0 * x),),  # 1.7e-17 at 20, not 0
    textbook=(lambda out, x: 1 - out * out,),
    samples=((0.0,), (0.5,), (-3.0,), (20.0,), (-345.0,)),
)

relu: Op = operation(
    "relu",
    forward=lambda x: maximum(x, 0.0),
    fast=lambda x: x if x > 0.0 or x != x else 0.0,
    local_derivatives=(lambda out, x: positive(x),),
    notation=Notation("ReLU"),
    convention="0 at x = 0",
    samples=((-2.0,), (0.0,), (0.3,)),
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
)
