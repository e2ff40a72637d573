"""Jacobian and Hessian, and their products with a vector, which need neither of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from autograd.calculus.reverse import gradients, local_values, refuse_changed, times
from autograd.ops.arithmetic import total
from autograd.order import leaves_and_computed, topological_order
from autograd.value import Value

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vjp"]


def jacobian(outputs: Iterable[Value], inputs: Sequence[Value]) -> list[list[Value]]:
    """Return ∂output/∂input, one list an output, as Values that can be differentiated again.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [[entry.data for entry in line] for line in jacobian([x * y, x + y], [x, y])]
    [[3.0, 2.0], [1.0, 1.0]]
    """
    return [gradients(output, inputs) for output in outputs]


def hessian(output: Value, inputs: Sequence[Value]) -> list[list[Value]]:
    """Return ∂²output/∂inputᵢ∂inputⱼ as Values.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [[entry.data for entry in line] for line in hessian(x * x * y, [x, y])]
    [[6.0, 4.0], [4.0, 0.0]]
    """
    return jacobian(gradients(output, inputs), inputs)


def vjp(outputs: Sequence[Value], inputs: Sequence[Value], vector: Sequence[Any]) -> list[Value]:
    """Return vector · Jacobian, one Value an input, by one walk backward.

    Raises
    ------
    ValueError
        If the vector has not one number an output.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [entry.data for entry in vjp([x * y, x + y], [x, y], [10.0, 1.0])]
    [31.0, 21.0]
    """
    _require("outputs", outputs, vector)
    return gradients(_weighted(outputs, vector), inputs)


def jvp(outputs: Sequence[Value], inputs: Sequence[Value], vector: Sequence[Any]) -> list[Value]:
    """Return Jacobian · vector, one Value an output, by one walk forward.

    Raises
    ------
    ValueError
        If the vector has not one number an input.
    GraphError
        If a leaf has changed since the graph was recorded.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [entry.data for entry in jvp([x * y, x + y], [x, y], [10.0, 1.0])]
    [32.0, 11.0]
    """
    _require("inputs", inputs, vector)
    whole = total(*outputs)
    refuse_changed(topological_order(whole))
    leaves, computed = leaves_and_computed(whole)
    tangents: dict[Value, Any] = dict(zip(inputs, vector, strict=True))
    for node in leaves + computed[:-1]:
        if node in tangents or tangents.keys().isdisjoint(node.parents):
            continue
        terms = [
            times(tangents[parent], local)
            for parent, local in zip(node.parents, local_values(node), strict=True)
            if parent in tangents
        ]
        tangents[node] = sum(terms[1:], terms[0])
    found = [tangents.get(output, 0.0) for output in outputs]
    return [each if isinstance(each, Value) else Value(each) for each in found]


def hvp(output: Value, inputs: Sequence[Value], vector: Sequence[Any]) -> list[Value]:
    """Return Hessian · vector, one Value an input, without the Hessian: the gradient of gradient · vector.

    Raises
    ------
    ValueError
        If the vector has not one number an input.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [entry.data for entry in hvp(x * x * y, [x, y], [1.0, 10.0])]
    [46.0, 4.0]
    """
    _require("inputs", inputs, vector)
    return gradients(_weighted(gradients(output, inputs), vector), inputs)


def _weighted(values: Sequence[Value], weights: Sequence[Any]) -> Value:
    whole: Value = total(*[value * weight for value, weight in zip(values, weights, strict=True)])
    return whole


def _require(what: str, values: Sequence[Value], vector: Sequence[Any]) -> None:
    if len(values) != len(vector) or not values:
        raise ValueError(f"the vector has {len(vector)} numbers for {len(values)} {what}; give one each.")
