"""Jacobian and Hessian, and their products with a vector, which need neither of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from autograd.calculus.given import listed_values, vector_for
from autograd.calculus.reverse import add_to, gradients, local_values, times
from autograd.ops.arithmetic import total
from autograd.stale import refuse_changed
from autograd.value import Value, leaves_and_computed, topological_order

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vjp"]


def jacobian(outputs: Iterable[Value], inputs: Iterable[Value]) -> list[list[Value]]:
    """Return ∂output/∂input, one list an output, as Values that can be differentiated again.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [[entry.data for entry in line] for line in jacobian([x * y, x + y], [x, y])]
    [[3.0, 2.0], [1.0, 1.0]]
    """
    by = listed_values("inputs", inputs)
    return [gradients(output, by) for output in listed_values("outputs", outputs)]


def hessian(output: Value, inputs: Iterable[Value]) -> list[list[Value]]:
    """Return ∂²output/∂inputᵢ∂inputⱼ as Values.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [[entry.data for entry in line] for line in hessian(x * x * y, [x, y])]
    [[6.0, 4.0], [4.0, 0.0]]
    """
    by = listed_values("inputs", inputs)
    return jacobian(gradients(output, by), by)


def vjp(outputs: Iterable[Value], inputs: Iterable[Value], vector: Iterable[Any]) -> list[Value]:
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
    of = listed_values("outputs", outputs)
    return gradients(_weighted(of, vector_for("outputs", of, vector)), inputs)


def jvp(outputs: Iterable[Value], inputs: Iterable[Value], vector: Iterable[Any]) -> list[Value]:
    """Return Jacobian · vector, one Value an output, by one walk forward.

    The inputs may feed one another, and be given twice: each moves by its own component and by what moves it.

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
    of, by = listed_values("outputs", outputs), listed_values("inputs", inputs)
    tangents = _own_tangents(by, vector_for("inputs", by, vector))
    if not of:
        return []
    whole = total(*of)
    refuse_changed(topological_order(whole))
    leaves, computed = leaves_and_computed(whole)
    for node in leaves + computed[:-1]:
        if tangents.keys().isdisjoint(node.parents):
            continue
        for parent, local in zip(node.parents, local_values(node), strict=True):
            if parent in tangents:
                add_to(tangents, node, times(tangents[parent], local))
    slopes = [tangents.get(output, 0.0) for output in of]
    return [slope if isinstance(slope, Value) else Value(slope) for slope in slopes]


def _own_tangents(inputs: Sequence[Value], vector: Sequence[Any]) -> dict[Value, Any]:
    """The components by their inputs, added up where one is given twice."""
    tangents: dict[Value, Any] = {}
    for value, component in zip(inputs, vector, strict=True):
        add_to(tangents, value, component)
    return tangents


def hvp(output: Value, inputs: Iterable[Value], vector: Iterable[Any]) -> list[Value]:
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
    by = listed_values("inputs", inputs)
    return gradients(_weighted(gradients(output, by), vector_for("inputs", by, vector)), by)


def _weighted(values: Sequence[Value], weights: Sequence[Any]) -> Value:
    whole: Value = total(*[value * weight for value, weight in zip(values, weights, strict=True)])
    return whole
