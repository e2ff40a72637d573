"""The records that a snapshot of a graph is made of: nodes, edges, paths."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Edge", "Node", "Path"]


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a traced graph."""

    key: int
    name: str | None
    op: str | None
    static: tuple[tuple[str, float], ...]
    data: float
    grad: float | None


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from a parent to the child computed from it; `operand` is the parent's place among the child's operands.

    `passes` is False to what a `where` did not choose: nothing goes back along the edge, whatever stands behind it.
    """

    parent: int
    child: int
    operand: int
    local_derivative: float
    passes: bool = True


@dataclass(frozen=True, slots=True)
class Path:
    """A path from one node to another: its edges, and the product of their local derivatives."""

    edges: tuple[Edge, ...]
    product: float
