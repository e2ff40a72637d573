"""The vertices of a derivation and the paths between them: what every path passes, and partials of any two."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import reduce

from autograd.derivation.cone import Cone, Tree, Vertices
from autograd.graphs.folding import Vertex, fold
from autograd.graphs.steps import backward_steps
from autograd.value import Value, topological_order

__all__ = ["Paths"]

LONGEST_FORMULA = 12
"""Unnamed operations in one formula; one that is longer is cut, and its parts have letters."""


class Paths:
    """The graph that a derivation walks: named values, and what the reader has to see beside them.

    Everything is found on demand and kept, so that all derivations of one graph together look at each edge a few
    times only, however many paths there are. What no wanted value feeds is left out.
    """

    def __init__(self, output: Value, wanted: Iterable[Value]) -> None:
        self.output = output
        starts = set(wanted)
        vertices = fold(output, {*starts, *_long(output)})
        self.labels = _labels(vertices, output)
        self._vertices = _fed_by(starts, vertices)
        self.order, self.place, self.partials = self._vertices.order, self._vertices.place, self._vertices.partials
        self.successors: dict[Value, list[Value]] = {value: [] for value in self.order}
        self._cones: dict[Value, Cone] = {}
        self._arrived = {step.node: step.gradient for step in backward_steps(output)}
        self._before: Tree[Value | None] = Tree(None)
        for value, direct in self.partials.items():
            for parent in direct:
                self.successors[parent].append(value)
            before = [None] if value in starts else list(direct)
            self._before.add(value, reduce(self._before.meeting, before))

    def leading(self, start: Value, end: Value) -> Sequence[Value]:
        """Return the successors of `start` from which a path leads to `end`, or which are `end`; there is a path."""
        if len(self.successors[start]) == 1:
            return self.successors[start]
        whole = self._cone(start, self.output)
        if whole.following.meeting(start, end) is end:  # what leads to the output leads there
            return whole.leading[start]
        return self._cone(start, end).leading.get(start, ())

    def has_another_path(self, start: Value, end: Value) -> bool:
        """Return whether `start` leads to `end` over other values too; it feeds `end` itself."""
        after = self.place[start]
        has_later = any(self.place[vertex] > after for vertex in self.partials[end])
        return has_later and len(self.leading(start, end)) > 1

    def passed(self, start: Value, end: Value) -> Iterator[Value]:
        """Yield what every path from `start` to `end` passes, both included, in order; nothing if there is no path."""
        following = self._cone(start, end).following.above
        if start in following:
            yield start
            while start is not end:
                start = following[start]
                yield start

    def lead_only_from(self, start: Value, end: Value) -> bool:
        """Whether every path from a wanted value to `end` passes `start`."""
        return self._before.meeting(start, end) is start

    def partial(self, of: Value, by: Value) -> float:
        """Return ∂of/∂by as recorded: the sum over all paths of the products; of the output that of `backward`."""
        if of is self.output:
            return self._arrived.get(by, 0.0)
        if self.successors[by] == [of]:
            return self._vertices.passing[of].get(by, 0.0)
        return self._cone(by, of).arrived.get(by, 0.0)

    def _cone(self, start: Value, end: Value) -> Cone:
        """What feeds `end`, as far back as `start`."""
        if end not in self._cones:
            self._cones[end] = Cone(self._vertices, end)
        self._cones[end].reach(start)
        return self._cones[end]


def _fed_by(starts: Container[Value], vertices: Sequence[Vertex]) -> Vertices:
    """The vertices with their partials by those that a wanted value feeds; the others have none."""
    partials: dict[Value, dict[Value, float]] = {}
    passing: dict[Value, dict[Value, float]] = {}
    for vertex in vertices:
        direct = {parent: local for parent, local in vertex.partials if parent in partials}
        if direct or vertex.value in starts:
            partials[vertex.value] = direct
            passing[vertex.value] = {parent: direct[parent] for parent in direct if parent not in vertex.blocked}
    order = [vertex.value for vertex in vertices]
    return Vertices(order, {value: place for place, value in enumerate(order)}, partials, passing)


def _long(output: Value) -> Iterable[Value]:
    """The unnamed values at which a formula would grow too long."""
    size: dict[Value, int] = {}
    depth: dict[Value, int] = {}
    for value in topological_order(output):
        if not value.parents:
            continue
        longest = 1 + sum(size.get(parent, 0) for parent in value.parents)
        deep = 1 + max(depth.get(parent, 0) for parent in value.parents)
        is_long = deep > LONGEST_FORMULA or longest > LONGEST_FORMULA >= len(value.parents)
        if is_long and value.name is None:
            yield value
        is_seen = is_long or value.name is not None
        size[value], depth[value] = (0, 0) if is_seen else (longest, deep)


def _labels(vertices: Iterable[Vertex], output: Value) -> dict[Value, str]:
    labels = {vertex.value: vertex.label for vertex in vertices}
    if not labels[output]:
        labels[output] = next(name for name in ("y", "f", "output", "the output") if name not in labels.values())
    return labels
