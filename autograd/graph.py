"""A frozen picture of a graph: nodes and edges as plain data, numbered in topological order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from autograd.order import topological_order
from autograd.value import Value

__all__ = ["Edge", "Graph", "Node", "trace"]


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
    """From a parent to the child computed from it; `operand` is the parent's place among the child's operands."""

    parent: int
    child: int
    operand: int
    local_derivative: float


@dataclass(frozen=True)
class Graph:
    """Nodes and edges that feed one output, in topological order; a node's `key` is its place in it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    @cached_property
    def labels(self) -> Mapping[int, str]:
        """The name of each named node by its key; repeated names are numbered, ``net_h1⟨2⟩``.

        Examples
        --------
        >>> a, b = Value(1.0, "x"), Value(2.0, "x")
        >>> dict(trace((a + b).named("y")).labels)
        {0: 'x⟨1⟩', 1: 'x⟨2⟩', 2: 'y'}
        """
        often = Counter(node.name for node in self.nodes)
        count: Counter[str] = Counter()
        labels = {}
        for node in self.nodes:
            if node.name is not None:
                count[node.name] += 1
                labels[node.key] = node.name if often[node.name] == 1 else f"{node.name}⟨{count[node.name]}⟩"
        return MappingProxyType(labels)


def trace(output: Value) -> Graph:
    """Return a snapshot of everything that feeds `output`; later changes do not reach it.

    Examples
    --------
    >>> a = Value(3.0, "a")
    >>> graph = trace(a * a)
    >>> [(node.key, node.name, node.op, node.data) for node in graph.nodes]
    [(0, 'a', None, 3.0), (1, None, 'multiply', 9.0)]
    >>> [(edge.parent, edge.child, edge.operand, edge.local_derivative) for edge in graph.edges]
    [(0, 1, 0, 3.0), (0, 1, 1, 3.0)]
    """
    order = topological_order(output)
    keys = {value: key for key, value in enumerate(order)}
    nodes = tuple(_node(key, value) for value, key in keys.items())
    edges = tuple(
        Edge(keys[parent], key, operand, local)
        for value, key in keys.items()
        for operand, (parent, local) in enumerate(zip(value.parents, value.local_derivatives, strict=True))
    )
    return Graph(nodes, edges)


def _node(key: int, value: Value) -> Node:
    op = value.op
    static = tuple(op.static.items()) if op else ()
    return Node(key, value.name, op.name if op else None, static, value.data, value.grad)
