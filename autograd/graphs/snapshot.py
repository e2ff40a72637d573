"""A frozen picture of a graph: nodes and edges as plain data, numbered in topological order."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from types import MappingProxyType

from autograd.errors import GraphError
from autograd.graphs.paths import edge_paths, keys_between, keys_passed
from autograd.graphs.records import Edge, Node, Path
from autograd.ops import TABLE, Op
from autograd.text.names import nearest, numbered
from autograd.value import Value, grad_or_none, topological_order

__all__ = ["SCHEMA", "Graph", "graph_of", "trace"]

SCHEMA = "chainrule.graph/1"
"""What the first line of a graph's JSON says."""


@dataclass(frozen=True)
class Graph:
    """Nodes and edges that feed the outputs, in topological order; a node's `key` is its place in it."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    outputs: tuple[int, ...]

    @cached_property
    def labels(self) -> Mapping[int, str]:
        """The name of each named node by its key; repeated names are numbered, ``net_h1⟨2⟩``.

        Examples
        --------
        >>> a, b = Value(1.0, "x"), Value(2.0, "x")
        >>> dict(trace((a + b).named("y")).labels)
        {0: 'x⟨1⟩', 1: 'x⟨2⟩', 2: 'y'}
        """
        names = {node.key: node.name for node in self.nodes if node.name is not None}
        return MappingProxyType(dict(zip(names, numbered([*names.values()]), strict=True)))

    def __reduce__(self) -> tuple[type[Graph], tuple[object, ...]]:
        """For copies and pickles: labels are found again."""
        return type(self), (self.nodes, self.edges, self.outputs)

    def values(self, operations: Iterable[Op] = ()) -> list[Value]:
        """Return the graph as new Values, one a node, by running the operations again.

        Parameters
        ----------
        operations
            Operations of your own that the graph uses.

        Raises
        ------
        GraphError
            For an operation that is neither in the table nor given.

        Examples
        --------
        >>> a = Value(3.0, "a")
        >>> again = trace(a * a).values()
        >>> again[-1].backward()
        >>> again[-1].data, again[0].grad
        (9.0, 6.0)
        """
        known = {**TABLE, **{op.name: op for op in operations}}
        parents = self._parents
        built: list[Value] = []
        for node in self.nodes:
            if node.op is None:
                value = Value(node.data)
            elif node.op not in known:
                raise GraphError(f"{node.op} is not in the table; give your own operations: values(operations=[…]).")
            else:
                value = known[node.op](*[built[key] for key in parents[node.key]], **dict(node.static))
            value.name = node.name
            built.append(value)
        return built

    def between(self, start: int | str, end: int | str) -> tuple[int, ...]:
        """Return the keys of all nodes on the paths from `start` to `end`, in topological order.

        Parameters
        ----------
        start, end
            Keys or labels.

        Raises
        ------
        GraphError
            If there is no such node.

        Examples
        --------
        >>> from nn import documents
        >>> graph = trace(documents.mazur().run().total)
        >>> [graph.labels[key] for key in graph.between("w1", "net_o1")]
        ['w1', 'net_h1', 'out_h1', 'net_o1']
        """
        return keys_between(self.edges, self._key(start), self._key(end))

    def paths(self, start: int | str, end: int | str, limit: int = 1000) -> tuple[Path, ...]:
        """Return every path from `start` to `end`; the sum of their products is ∂end/∂start.

        Parameters
        ----------
        start, end
            Keys or labels.
        limit
            Paths at most; their number doubles with every node that two paths lead through.

        Raises
        ------
        GraphError
            If there is no such node, or there are more paths.

        Examples
        --------
        >>> from nn import documents
        >>> graph = trace(documents.mazur().run().total)
        >>> [round(path.product, 9) for path in graph.paths("out_h1", "E_total")]
        [0.055399425, -0.019049118]
        """
        paths = list(islice(edge_paths(self.edges, self._key(start), self._key(end)), limit + 1))
        if len(paths) > limit:
            raise GraphError(f"more than {limit} ways lead from {start!r} to {end!r}; raise limit for all.")
        return tuple(Path(edges, _product(edges)) for edges in paths)

    def dominators(self, start: int | str, end: int | str) -> tuple[int, ...]:
        """Return the keys of the nodes that every path from `start` to `end` passes, both included, in order.

        Parameters
        ----------
        start, end
            Keys or labels.

        Raises
        ------
        GraphError
            If there is no such node.

        Examples
        --------
        >>> from nn import documents
        >>> graph = trace(documents.mazur().run().total)
        >>> [graph.labels[key] for key in graph.dominators("w1", "E_total")]
        ['w1', 'net_h1', 'out_h1', 'E_total']
        """
        return keys_passed(self.edges, self._key(start), self._key(end))

    def _key(self, node: int | str) -> int:
        if isinstance(node, str):
            for key, label in self.labels.items():
                if label == node:
                    return key
            raise GraphError(f"no node is labelled {node!r}; {nearest(node, self.labels.values())}")
        if not 0 <= node < len(self.nodes):
            raise GraphError(f"there is no node {node}; keys are 0 to {len(self.nodes) - 1}.")
        return node

    def to_json(self) -> str:
        """Return the graph as JSON text, a node a line; `read_graph` reads it. Local derivatives are not in it.

        Examples
        --------
        >>> a = Value(3.0, "a")
        >>> print(trace(a * a).to_json(), end="")
        {"schema": "chainrule.graph/1", "nodes": [
        {"id": 0, "op": null, "static": {}, "parents": [], "name": "a", "data": 3.0},
        {"id": 1, "op": "multiply", "static": {}, "parents": [0, 0], "name": null, "data": 9.0}
        ], "outputs": [1]}
        """
        nodes = [
            {
                "id": node.key,
                "op": node.op,
                "static": {name: _in_json(number) for name, number in node.static},
                "parents": self._parents[node.key],
                "name": node.name if node.name is None else str(node.name),
                "data": _in_json(node.data),
            }
            for node in self.nodes
        ]
        lines = ",\n".join(json.dumps(node, allow_nan=False) for node in nodes)
        return f'{{"schema": "{SCHEMA}", "nodes": [\n{lines}\n], "outputs": {list(self.outputs)}}}\n'

    @cached_property
    def _parents(self) -> list[list[int]]:
        parents: list[list[int]] = [[] for _ in self.nodes]
        for edge in self.edges:  # they stand in the order of children and operands
            parents[edge.child].append(edge.parent)
        return parents


def _product(edges: Iterable[Edge]) -> float:
    return math.prod(edge.local_derivative for edge in edges) if all(edge.passes for edge in edges) else 0.0


def _in_json(number: float) -> float | str:
    """JSON has no word for what is not finite: "inf", "-inf", "nan"."""
    return number if math.isfinite(number) else str(number)


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
    return graph_of(topological_order(output), [output])


def graph_of(order: Iterable[Value], outputs: Iterable[Value]) -> Graph:
    """Return the graph of these values, each after its parents."""
    keys = {value: key for key, value in enumerate(order)}
    nodes = tuple(_node(key, value) for value, key in keys.items())
    edges = tuple(
        Edge(keys[parent], key, operand, local, local != 0.0 or not (value.op and value.op.chooses))
        for value, key in keys.items()
        for operand, (parent, local) in enumerate(zip(value.parents, value.local_derivatives, strict=True))
    )
    return Graph(nodes, edges, tuple(keys[output] for output in outputs))


def _node(key: int, value: Value) -> Node:
    op = value.op
    static = tuple(op.static.items()) if op else ()
    return Node(key, value.name, op.name if op else None, static, value.data, grad_or_none(value))
