"""The vertices of a derivation and the ways between them: what every way passes, and partials of any two."""

from __future__ import annotations

from collections.abc import Iterable

from autograd.folding import Vertex, fold
from autograd.order import topological_order
from autograd.value import Value

__all__ = ["Ways"]

LONGEST_FORMULA = 12
"""Unnamed operations in one formula; one that is longer is cut, and its parts have letters."""


class Ways:
    """The graph that a derivation walks: named values, and what the reader has to see beside them.

    Everything is found on demand and kept, so that all derivations of one graph together look at each edge a few
    times only, however many ways there are.
    """

    def __init__(self, output: Value, wanted: Iterable[Value]) -> None:
        self.output = output
        self.vertices = fold(output, {*wanted, *_long(output)})
        self.place = {vertex.value: place for place, vertex in enumerate(self.vertices)}
        self.labels = _labels(self.vertices, output)
        self.partials = {vertex.value: dict(vertex.partials) for vertex in self.vertices}
        self.successors: dict[Value, list[Value]] = {vertex.value: [] for vertex in self.vertices}
        for vertex in self.vertices:
            for parent, _ in vertex.partials:
                self.successors[parent].append(vertex.value)
        self._next: dict[Value, dict[Value, Value | None]] = {}
        self._flow: dict[Value, tuple[int, dict[Value, float]]] = {}

    def leading(self, start: Value, end: Value) -> list[Value]:
        """Return the successors of `start` from which a way leads to `end`, or which are `end`."""
        self._find(start, end)
        known = self._next[end]
        return [each for each in self.successors[start] if each is end or known.get(each) is not None]

    def passed(self, start: Value, end: Value) -> list[Value]:
        """Return what every way from `start` to `end` passes, both included, in order; nothing if there is no way."""
        self._find(start, end)
        known, node = self._next[end], start
        if start is not end and known[start] is None:
            return []
        passed = [start]
        while node is not end:
            following = known[node]
            assert following is not None
            node = following
            passed.append(node)
        return passed

    def partial(self, of: Value, by: Value) -> float:
        """Return ∂of/∂by as recorded: the sum over all ways of the products of partials."""
        down, flow = self._flow.get(of, (self.place[of] + 1, {of: 1.0}))
        for place in range(down - 1, self.place[by] - 1, -1):
            vertex = self.vertices[place].value
            arrived = flow.get(vertex)
            if arrived is not None:
                for parent, local in self.partials[vertex].items():
                    flow[parent] = flow.get(parent, 0.0) + arrived * local
        self._flow[of] = (min(down, self.place[by]), flow)
        return flow.get(by, 0.0)

    def _find(self, start: Value, end: Value) -> None:
        """Find, for everything between, the next vertex that every way to `end` passes."""
        known = self._next.setdefault(end, {end: None})
        found, stack = [], [start]
        last = self.place[end]
        while stack:
            value = stack.pop()
            if value not in known:
                known[value] = None
                found.append(value)
                stack += [each for each in self.successors[value] if self.place[each] <= last]
        for value in sorted(found, key=self.place.__getitem__, reverse=True):
            meeting: Value | None = None
            for each in self.successors[value]:
                if each is end or known.get(each) is not None:
                    meeting = each if meeting is None else self._meeting(meeting, each, known)
            known[value] = meeting

    def _meeting(self, one: Value, other: Value, known: dict[Value, Value | None]) -> Value:
        """The first vertex that the ways from both pass: of two, the one further back goes on."""
        while one is not other:
            if self.place[one] > self.place[other]:
                one, other = other, one
            following = known[one]
            assert following is not None
            one = following
        return one


def _long(output: Value) -> Iterable[Value]:
    """The unnamed values at which a formula would grow too long."""
    size: dict[Value, int] = {}
    for value in topological_order(output):
        own = 1 + sum(size.get(parent, 0) for parent in value.parents) if value.parents else 0
        is_long = own > LONGEST_FORMULA and len(value.parents) <= LONGEST_FORMULA
        if value.name is not None or is_long:
            own = 0
        if is_long and value.name is None:
            yield value
        size[value] = own


def _labels(vertices: Iterable[Vertex], output: Value) -> dict[Value, str]:
    labels = {vertex.value: vertex.label for vertex in vertices}
    if not labels[output]:
        labels[output] = next(name for name in ("y", "f", "output", "the output") if name not in labels.values())
    return labels
