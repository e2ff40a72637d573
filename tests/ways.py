"""Every public way to a first and to a second derivative, each a function of a graph that is recorded anew.

A way gives a list of numbers, in the order of the leaves, or of pairs of leaves; what it refuses is told by the kind
of error and by what the message begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import isqrt
from typing import NamedTuple

from autograd import (
    AutogradError,
    Value,
    backward_steps,
    derive_each,
    grad,
    gradients,
    hessian,
    hvp,
    jacobian,
    jvp,
    partial,
    topological_order,
    value_and_grad,
    vjp,
)

__all__ = ["FIRST", "FIRST_OTHERWISE", "SECOND", "SECOND_OTHERWISE", "Refused", "answer", "differ", "filled"]

Function = Callable[..., Value]
"""From leaves to the output."""


class Refused(NamedTuple):
    """What was said in place of numbers."""

    error: str
    named: str


def answer(way: Callable[[Function, Sequence[float]], list[float]], function: Function, point: Sequence[float]):
    """Return the numbers of a way, or how it refuses."""
    try:
        return [float(number) for number in way(function, point)]
    except AutogradError as error:
        return Refused(type(error).__name__, str(error).split()[0])


def differ(one, other, allowed: float = 0.0) -> bool:
    """Whether two answers are not the same: other bits but for the sign of 0, or further apart than allowed."""
    if isinstance(one, Refused) or isinstance(other, Refused):
        return one != other
    return any(not (a == b or (a != a and b != b) or abs(a - b) <= allowed) for a, b in zip(one, other, strict=True))


def filled(answered):
    """Return a Hessian in which ∂²/∂y∂x stands for a ∂²/∂x∂y that does not exist, as in `hessian`."""
    if isinstance(answered, Refused):
        return answered
    count = isqrt(len(answered))
    across = [answered[j * count + i] for i in range(count) for j in range(count)]
    return [b if a != a else a for a, b in zip(answered, across, strict=True)]


def _recorded(function: Function, point: Sequence[float]) -> tuple[Value, list[Value]]:
    leaves = [Value(x) for x in point]
    return function(*leaves), leaves


def _numbers(values: Sequence[Value]) -> list[float]:
    return [value.data for value in values]


# ------------------------------------------------------------------------------------------------ first derivatives


def by_backward(function, point):
    output, leaves = _recorded(function, point)
    output.backward()
    return [leaf.grad for leaf in leaves]


def by_partial(function, point):
    output, leaves = _recorded(function, point)
    return [partial(output, leaf) for leaf in leaves]


def by_backward_steps(function, point):
    output, leaves = _recorded(function, point)
    arrived = {step.node: step.gradient for step in backward_steps(output)}
    return [arrived.get(leaf, 0.0) for leaf in leaves]


def by_derive(function, point):
    output, leaves = _recorded(function, point)
    feeding = set(topological_order(output))
    wanted = [leaf for leaf in leaves if leaf in feeding and leaf is not output]
    totals = {derivation.wrt: derivation.value for derivation in derive_each(output, wanted)}
    return [totals.get(leaf, 1.0 if leaf is output else 0.0) for leaf in leaves]


def by_gradients(function, point):
    return _numbers(gradients(*_recorded(function, point)))


def by_gradients_one_by_one(function, point):
    output, leaves = _recorded(function, point)
    return [gradients(output, [leaf])[0].data for leaf in leaves]


def by_jacobian(function, point):
    output, leaves = _recorded(function, point)
    return _numbers(jacobian([output], leaves)[0])


def by_vjp(function, point):
    output, leaves = _recorded(function, point)
    return _numbers(vjp([output], leaves, [1.0]))


def by_grad(function, point):
    return grad(function, argnums=range(len(point)))(*point)


def by_value_and_grad(function, point):
    return value_and_grad(function, argnums=range(len(point)))(*point)[1]


def by_jvp(function, point):
    output, leaves = _recorded(function, point)
    return [jvp([output], [leaf], [1.0])[0].data for leaf in leaves]


FIRST = (
    by_backward,
    by_partial,
    by_backward_steps,
    by_gradients,
    by_gradients_one_by_one,
    by_jacobian,
    by_vjp,
    by_grad,
    by_value_and_grad,
)
"""Those that walk backward: the same bits."""

FIRST_OTHERWISE = (by_jvp, by_derive)
"""Those that walk forward, or along the paths of a derivation, and add in another order."""

# ----------------------------------------------------------------------------------------------- second derivatives


def by_hessian(function, point):
    return [entry for line in hessian(*_recorded(function, point)) for entry in _numbers(line)]


def by_gradients_of_gradients(function, point):
    output, leaves = _recorded(function, point)
    return [entry.data for slope in gradients(output, leaves) for entry in gradients(slope, leaves)]


def by_jacobian_of_gradients(function, point):
    output, leaves = _recorded(function, point)
    return [entry.data for line in jacobian(gradients(output, leaves), leaves) for entry in line]


def by_partials_of_gradients(function, point):
    output, leaves = _recorded(function, point)
    return [partial(slope, leaf) for slope, leaf in product(gradients(output, leaves), leaves)]


def by_gradients_then_backward(function, point):
    output, leaves = _recorded(function, point)
    lines = []
    for slope in gradients(output, leaves):
        for leaf in leaves:
            leaf.zero_grad()
        slope.backward()
        lines += [leaf.grad for leaf in leaves]
    return lines


def by_hvp(function, point):
    output, leaves = _recorded(function, point)
    units = [[float(n == place) for n in range(len(leaves))] for place in range(len(leaves))]
    return [entry.data for unit in units for entry in hvp(output, leaves, unit)]


def by_jvp_of_gradients(function, point):
    output, leaves = _recorded(function, point)
    columns = [_numbers(jvp(gradients(output, leaves), [leaf], [1.0])) for leaf in leaves]
    return [entry for line in zip(*columns, strict=True) for entry in line]


def by_grad_of_grad(function, point):
    count = range(len(point))
    return [grad(grad(function, argnums=i), argnums=j)(*point) for i in count for j in count]


SECOND = (
    by_hessian,
    by_gradients_of_gradients,
    by_jacobian_of_gradients,
    by_partials_of_gradients,
    by_gradients_then_backward,
)
"""Those that walk backward twice over the same graph: the same bits."""

SECOND_OTHERWISE = (by_hvp, by_jvp_of_gradients, by_grad_of_grad)
"""Those that add in another order, or do not build what they were not asked for."""
