"""The cone of one vertex: where the paths to it lead, what all of them pass, how much of its gradient arrives."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from heapq import heappop, heappush
from typing import Generic, TypeVar

from autograd.value import Value

__all__ = ["Cone", "Tree", "Vertices"]

Node = TypeVar("Node", bound=Hashable)


class Tree(Generic[Node]):
    """Nodes with one above each, up to the root; two of them meet after a logarithm of steps.

    Each node knows the one above it, and one far above it: E. W. Myers, An applicative random-access stack (1983).

    Examples
    --------
    >>> tree = Tree("E")
    >>> for node, above in ("out_o1", "E"), ("out_o2", "E"), ("net_o1", "out_o1"):
    ...     tree.add(node, above)
    >>> tree.meeting("net_o1", "out_o2"), tree.meeting("net_o1", "out_o1")
    ('E', 'out_o1')
    """

    def __init__(self, root: Node) -> None:
        self.above = {root: root}
        self._depth = {root: 0}
        self._far = {root: root}

    def add(self, node: Node, above: Node) -> None:
        """Let a new node hang below one that is there."""
        depth, far = self._depth, self._far[above]
        is_even = depth[above] - depth[far] == depth[far] - depth[self._far[far]]
        self.above[node], self._depth[node] = above, depth[above] + 1
        self._far[node] = self._far[far] if is_even else above

    def meeting(self, one: Node, other: Node) -> Node:
        """Return the lowest node that both are or are below of."""
        depth, above, far = self._depth, self.above, self._far
        if depth[one] < depth[other]:
            one, other = other, one
        while depth[one] > depth[other]:
            one = far[one] if depth[far[one]] >= depth[other] else above[one]
        while one is not other:
            up = above if far[one] is far[other] else far
            one, other = up[one], up[other]
        return one


@dataclass(frozen=True, slots=True)
class Vertices:
    """Vertices in the order of a graph, and the place of each in it.

    `partials` has for each vertex ∂vertex/∂parent in its own formula, `passing` the same without what an unchosen
    branch hides.
    """

    order: Sequence[Value]
    place: Mapping[Value, int]
    partials: Mapping[Value, Mapping[Value, float]]
    passing: Mapping[Value, Mapping[Value, float]]


class Cone:
    """The vertices from which a path leads to `end`, found on demand from the end back.

    `leading` has the successors of a vertex from which a path leads to the end, in the order of the graph; above a
    vertex in `following` stands the next one that every path to the end passes; `arrived` is ∂end/∂vertex.
    """

    def __init__(self, vertices: Vertices, end: Value) -> None:
        self.vertices = vertices
        self.leading: dict[Value, list[Value]] = {end: []}
        self.following = Tree(end)
        self.arrived: dict[Value, float] = {end: 1.0}
        self._waiting = [-vertices.place[end]]

    def reach(self, start: Value) -> None:
        """Look at everything that stands after `start` in the order of the graph, and at itself."""
        first = self.vertices.place[start]
        while self._waiting and -self._waiting[0] >= first:
            vertex = self.vertices.order[-heappop(self._waiting)]
            self._find_following(vertex)
            self._pass_back(vertex)

    def _find_following(self, vertex: Value) -> None:
        """All its successors have been looked at."""
        successors = self.leading[vertex]
        if successors:
            successors.reverse()
            self.following.add(vertex, reduce(self.following.meeting, successors))

    def _pass_back(self, vertex: Value) -> None:
        arrived, passing = self.arrived.get(vertex), self.vertices.passing[vertex]
        for parent in self.vertices.partials[vertex]:
            if parent not in self.leading:
                self.leading[parent] = []
                heappush(self._waiting, -self.vertices.place[parent])
            self.leading[parent].append(vertex)
            if arrived is not None and parent in passing:
                self.arrived[parent] = self.arrived.get(parent, 0.0) + arrived * passing[parent]
