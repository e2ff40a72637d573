"""Derivatives as numbers: the steps of `backward`, and the partial of any two nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from autograd.graphs.named import Named
from autograd.text.names import with_type
from autograd.value import Value, leaves_and_computed, passing_edges

__all__ = ["BackwardStep", "backward_steps", "partial", "require_value"]


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


def require_value(what: str, value: Any) -> None:
    """Refuse, with a TypeError, anything that is no Value.

    Examples
    --------
    >>> require_value("output", 3)
    Traceback (most recent call last):
    TypeError: output: 3 (int) is no Value; give one that you computed with, as Value(2.0) or what came of it.
    """
    if not isinstance(value, Value):
        raise TypeError(
            f"{what}: {with_type(value)} is no Value; "
            "give one that you computed with, as Value(2.0) or what came of it."
        )
