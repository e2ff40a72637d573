"""Derivatives from the output backward: partials as numbers, gradients as Values, the steps of `backward`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from autograd.calculus.given import listed_values, require_value
from autograd.graphs.named import Named
from autograd.stale import refuse_changed
from autograd.value import Value, leaves_and_computed, passing_edges, topological_order

__all__ = ["BackwardStep", "add_to", "backward_steps", "gradients", "local_values", "partial", "times"]


class BackwardStep(NamedTuple):
    """One step of the backward pass.

    Attributes
    ----------
    node : Value
        Whose gradient is final now.
    gradient : float
        ∂output/∂node.
    contributions : tuple of (Value, float, float)
        For each parent the local derivative ∂node/∂parent, and what is added to the parent's gradient.
    """

    node: Value
    gradient: float
    contributions: tuple[tuple[Value, float, float], ...]


def backward_steps(output: Value) -> Iterator[BackwardStep]:
    """Yield what ``output.backward()`` does, node by node from the output; nothing is changed.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> y = (x * x).named("y")
    >>> for node, gradient, contributions in backward_steps(y):
    ...     print(node.name, gradient, [(parent.name, local, added) for parent, local, added in contributions])
    y 1.0 [('x', 3.0, 3.0), ('x', 3.0, 3.0)]
    x 6.0 []
    """
    require_value("output", output)
    arrived: dict[Value, float] = {output: 1.0}
    leaves, computed = leaves_and_computed(output)
    for node in reversed(leaves + computed):
        gradient = arrived.get(node, 0.0)
        contributions = []
        for parent, local in passing_edges(node):
            added = local * gradient if gradient else 0.0  # 0 adds nothing, also where a local derivative is infinite
            contributions.append((parent, local, added))
            arrived[parent] = arrived.get(parent, 0.0) + added
        yield BackwardStep(node, gradient, tuple(contributions))


def partial(output: Value, wrt: Value | str) -> float:
    """Return ∂output/∂wrt as recorded, for any two nodes of a graph; 0 if `wrt` does not feed `output`.

    No `grad` is changed. A node that feeds `output` may be given by its name.

    Raises
    ------
    TypeError
        If `wrt` is neither a Value nor a name.
    GraphError
        If no node has the name, or several have it.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> round(partial(forward["E_o1"], forward["out_h1"]), 9), round(partial(forward["E_o1"], "out_h1"), 9)
    (0.055399425, 0.055399425)

    References
    ----------
    Notes a: ∂E_o1/∂out_h1 = 0.055399425.
    """
    start = wrt if isinstance(wrt, Value) else Named(output).node(wrt)
    return next((step.gradient for step in backward_steps(output) if step.node is start), 0.0)


def gradients(output: Value, inputs: Iterable[Value]) -> list[Value]:
    """Return ∂output/∂input for each input as a new Value, which can be differentiated again; no `grad` is changed.

    Parameters
    ----------
    output
        Any value.
    inputs
        Leaves or inner nodes; one that does not feed the output has the gradient 0.

    Raises
    ------
    TypeError
        If `inputs` is no list of Values.
    GraphError
        If a leaf has changed since the graph was recorded.
    DomainError
        If a derivative does not exist at a node, as that of √x at 0.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> (first,) = gradients(x * x * x, [x])
    >>> (second,) = gradients(first, [x])
    >>> first.data, second.data
    (27.0, 18.0)
    """
    inputs = listed_values("inputs", inputs)
    order = topological_order(output)
    refuse_changed(order)
    leading = _leading_from(inputs, order)
    arrived: dict[Value, Any] = {output: 1.0}
    for node in reversed(order):
        if node in arrived and node in leading and node.parents:
            for parent, local in zip(node.parents, local_values(node), strict=True):
                if parent in leading:
                    add_to(arrived, parent, times(arrived[node], local))
    slopes = [arrived.get(item, 0.0) for item in inputs]
    return [item if isinstance(item, Value) else Value(item) for item in slopes]


def local_values(node: Value) -> Sequence[Any]:
    """Return the local derivatives of a node by its rules: Values, or plain numbers where they do not depend on one.

    What a `where` did not choose has the plain number 0, which passes nothing on.
    """
    assert node.op is not None  # it has parents
    slopes = node.op.derivatives(node, *node.parents)
    if not node.op.chooses:
        return slopes
    return [0.0 if now == 0.0 else local for local, now in zip(slopes, node.local_derivatives, strict=True)]


def times(gradient: Any, local: Any) -> Any:
    """Return the product, in which 0 adds no edge and 1 no multiplication."""
    for one, other in ((gradient, local), (local, gradient)):
        if not isinstance(one, Value) and one in (0.0, 1.0):
            return other if one == 1.0 else 0.0
    return gradient * local


def add_to(sums: dict[Value, Any], node: Value, term: Any) -> None:
    """Add to the sum at a node, in which 0 adds no term."""
    if isinstance(term, Value) or term != 0.0:
        sums[node] = sums[node] + term if node in sums else term


def _leading_from(inputs: Sequence[Value], order: Sequence[Value]) -> set[Value]:
    """The inputs and everything that depends on them."""
    leading = set(inputs)
    for node in order:
        if not leading.isdisjoint(node.parents):
            leading.add(node)
    return leading
