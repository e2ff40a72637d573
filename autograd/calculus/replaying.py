"""Forward again through a recorded graph, with other numbers for some of its nodes."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any

from autograd.errors import GraphError
from autograd.number import as_number
from autograd.text.names import nearest, printable
from autograd.value import Value, topological_order

__all__ = ["node_called", "replay"]


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
    order = topological_order(output)
    given = _given(order, {} if overrides is None else overrides)
    numbers: dict[Value, float] = {}
    for node in order:
        if node in given:
            numbers[node] = given[node]
        elif node.op is None:
            numbers[node] = node.data
        else:
            operands = tuple([numbers[parent] for parent in node.parents])
            try:
                numbers[node] = node.op.evaluate(*operands)
            except (ValueError, ArithmeticError):
                numbers[node] = node.op.at_edge(operands, tuple(parent.name or "" for parent in node.parents))
    return numbers


def node_called(order: Sequence[Value], key: Value | str) -> Value:
    """Return the node of a graph that is given itself or by its name.

    Raises
    ------
    TypeError
        If it is neither a Value nor a name.
    GraphError
        If no node has the name, or several have it, or the value is not in the graph.
    """
    return _found(key, _by_name(order), set(order))


def _given(order: Sequence[Value], overrides: Mapping[Value | str, Any]) -> dict[Value, float]:
    if not isinstance(overrides, Mapping):
        raise TypeError(f"overrides: {overrides!r} ({type(overrides).__name__}) is no mapping; write {{'w5': 0.36}}.")
    by_name, there = _by_name(order), set(order)
    given: dict[Value, float] = {}
    for key, number in overrides.items():
        node = _found(key, by_name, there)
        if node in given:
            raise GraphError(f"{printable(node.name or '')} is given twice, by its name and itself; give it once.")
        given[node] = as_number(number)
    return given


def _by_name(order: Sequence[Value]) -> dict[str, list[Value]]:
    by_name: dict[str, list[Value]] = {}
    for node in order:
        if node.name is not None:
            by_name.setdefault(node.name, []).append(node)
    return by_name


def _found(key: Value | str, by_name: Mapping[str, Sequence[Value]], there: Container[Value]) -> Value:
    if not isinstance(key, Value | str):
        raise TypeError(f"{key!r} ({type(key).__name__}) is no node: give a Value of the graph, or its name.")
    node = key if isinstance(key, Value) else _only(key, by_name)
    if node not in there:
        raise GraphError(f"{node!r} does not feed the output, so nothing there depends on it; give a value that does.")
    return node


def _only(name: str, by_name: Mapping[str, Sequence[Value]]) -> Value:
    found = by_name.get(name, ())
    if not found:
        raise GraphError(f"no value is named {name!r}; {nearest(name, by_name)}")
    if len(found) > 1:
        raise GraphError(f"{len(found)} values are named {name!r}; give the value itself.")
    return found[0]
