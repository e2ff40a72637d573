"""Forward again through a recorded graph, with other numbers for some of its nodes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from autograd.errors import DomainError, GraphError
from autograd.graphs.named import Named
from autograd.number import as_number
from autograd.operands.limit import ieee
from autograd.ops import Op
from autograd.text.names import printable
from autograd.value import Value

__all__ = ["replay"]


def replay(output: Value, overrides: Mapping[Value | str, Any] | None = None) -> dict[Value, float]:
    """Return the numbers of every node that feeds `output`, computed again from the leaves as they are now.

    Branches follow the new numbers: `maximum`, `relu` and `positive` take the side that is larger now.

    Parameters
    ----------
    output
        The value that was computed last; neither it nor anything that feeds it is changed.
    overrides
        Other numbers for leaves or inner nodes, each given itself or by its name. What lies before an overridden
        inner node is computed, and has no effect through it.

    Raises
    ------
    TypeError
        If the overrides are no mapping of Values or names to numbers.
    GraphError
        If a name is that of no node or of several, or an overridden value does not feed the output.
    DomainError
        Where an operation is not defined at the new numbers.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> again = replay(forward.total, {"w5": 0.35891648})
    >>> round(again[forward.total], 6), round(forward.total.data, 6)
    (0.294985, 0.298371)
    """
    graph = Named(output)
    changed = _overridden(graph, {} if overrides is None else overrides)
    numbers: dict[Value, float] = {}
    for node in graph.order:
        if node in changed:
            numbers[node] = changed[node]
        elif node.op is None:
            numbers[node] = node.data
        else:
            operands = tuple([numbers[parent] for parent in node.parents])
            is_kept = not node.follows and operands == tuple([parent.data for parent in node.parents])
            numbers[node] = node.data if is_kept else _forward(node, node.op, operands)
    return numbers


def _forward(node: Value, op: Op, operands: tuple[float, ...]) -> float:
    try:
        return op.evaluate(*operands)
    except (ValueError, ArithmeticError):
        if _was_recorded_at_an_edge(node, op):
            return ieee(op, operands)
        return op.at_edge(operands, tuple(parent.name or "" for parent in node.parents))


def _was_recorded_at_an_edge(node: Value, op: Op) -> bool:
    """Whether a rule made the node where the row is not defined, as `gradients` does."""
    recorded = [parent.data for parent in node.parents]
    with suppress(DomainError):
        op(*recorded)
        return False
    return True


def _overridden(graph: Named, overrides: Mapping[Value | str, Any]) -> dict[Value, float]:
    if not isinstance(overrides, Mapping):
        raise TypeError(f"overrides: {overrides!r} ({type(overrides).__name__}) is no mapping; write {{'w5': 0.36}}.")
    changed: dict[Value, float] = {}
    for key, number in overrides.items():
        node = graph.node(key)
        if node in changed:
            raise GraphError(f"{printable(node.name or '')} is given twice, by its name and itself; give it once.")
        try:
            changed[node] = as_number(number)
        except TypeError as error:
            raise TypeError(f"overrides[{printable(node.name or '')!r}]: {error}") from None
    return changed
