"""Jacobian and Hessian, and their products with a vector, which need neither of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan
from typing import Any

from autograd.calculus.given import listed_values, vector_for
from autograd.calculus.kinked import has_finite_slopes, slopes_along
from autograd.calculus.reverse import add_to, as_value, gradients, local_values, times
from autograd.operands.limit import at_edges
from autograd.ops.arithmetic import total
from autograd.stale import refuse_changed
from autograd.unrecorded import recorded
from autograd.value import Value, topological_order

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vjp"]


@recorded()
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


@recorded()
def hessian(output: Value, inputs: Iterable[Value]) -> list[list[Value]]:
    """Return ∂²output/∂inputᵢ∂inputⱼ as Values.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [[entry.data for entry in line] for line in hessian(x * x * y, [x, y])]
    [[6.0, 4.0], [4.0, 0.0]]
    """
    by = listed_values("inputs", inputs)
    return _either_order(jacobian(gradients(output, by), by))


def _either_order(matrix: list[list[Value]]) -> list[list[Value]]:
    """The Hessian, in which ∂²/∂y∂x stands for a ∂²/∂x∂y that does not exist: at a kink one may without the other."""
    return [
        [matrix[j][i] if entry.data != entry.data else entry for j, entry in enumerate(line)]
        for i, line in enumerate(matrix)
    ]


@recorded()
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


@recorded()
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
    order = topological_order(total(*of))[:-1]
    refuse_changed(order)
    moved = dict(tangents)
    if not all(map(has_finite_slopes, order)):
        return [_weighted(gradients(output, moved), list(moved.values())) for output in of]  # ∞ · 0 as it is backward
    with at_edges():
        for node in order:
            if not tangents.keys().isdisjoint(node.parents):
                for parent, local in local_values(node, tangents):
                    add_to(tangents, node, times(local, tangents[parent]))
    return slopes_along(moved, of, [as_value(tangents.get(output, 0.0)) for output in of])


def _own_tangents(inputs: Sequence[Value], vector: Sequence[Any]) -> dict[Value, Any]:
    """The components by their inputs, added up where one is given twice."""
    tangents: dict[Value, Any] = {}
    for value, component in zip(inputs, vector, strict=True):
        add_to(tangents, value, component)
    return tangents


@recorded()
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
    weights = vector_for("inputs", by, vector)
    products = gradients(_weighted(gradients(output, by), weights), by)
    if not any(isnan(product.data) for product in products):
        return products
    return [_weighted(line, weights) for line in hessian(output, by)]


def _weighted(values: Sequence[Value], weights: Sequence[Any]) -> Value:
    """The sum of the products; what has the weight 0 has no part in it, not even where it is infinite."""
    pairs = zip(values, weights, strict=True)
    used = [value * weight for value, weight in pairs if isinstance(weight, Value) or weight != 0.0]
    return total(*used) if used else Value(0.0)
