"""The graph a reader sees: a named value is a vertex, unnamed values fold into the formula of the one they feed."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from autograd.graphs.named import Named
from autograd.text.names import letters_without
from autograd.value import Value, passing_edges

__all__ = ["Vertex", "fold"]


@dataclass(frozen=True, slots=True)
class Vertex:
    """A value that the reader sees, and how it follows from others that the reader sees.

    `partials` has ∂self/∂that, the sum over the paths between, for each vertex that feeds it through unnamed values
    only; `blocked` are those that it meets in unchosen branches of a `where` only, which pass nothing on. The label is
    its name, numbered where several have it, or a letter for an unnamed value that feeds several others.
    """

    value: Value
    label: str
    partials: tuple[tuple[Value, float], ...]
    blocked: frozenset[Value] = frozenset()


def fold(output: Value, also: Container[Value] = ()) -> list[Vertex]:
    """Return the vertices that feed `output`, each after those that feed it; unnamed numbers are none.

    An unnamed value that feeds two or more others is a vertex with a letter for its name, and so is one of `also`.

    Examples
    --------
    >>> x, w = Value(3.0, "x"), Value(2.0, "w")
    >>> net = (w * x + x).named("net")
    >>> for vertex in fold(net * net):
    ...     print(vertex.label, [(parent.name, partial) for parent, partial in vertex.partials])
    w []
    x []
    net [('w', 3.0), ('x', 3.0)]
     [('net', 18.0)]
    """
    graph = Named(output)
    order = graph.order
    children: dict[Value, set[Value]] = {}
    for value in order:
        for parent in value.parents:
            children.setdefault(parent, set()).add(value)
    seen = {
        value
        for value in order
        if value is output or value.name is not None or (value.parents and len(children[value]) > 1) or value in also
    }
    partials = _partials(order, seen)
    letters = letters_without({value.name for value in order})
    return [
        _vertex(value, _label(value, graph.labels.get(value), output, letters), partials.get(value, {}))
        for value in order
        if value in seen
    ]


def _vertex(value: Value, label: str, partials: dict[Value, float | None]) -> Vertex:
    known = tuple((parent, 0.0 if partial is None else partial) for parent, partial in partials.items())
    return Vertex(value, label, known, frozenset(parent for parent, partial in partials.items() if partial is None))


def _partials(order: list[Value], seen: set[Value]) -> dict[Value, dict[Value, float | None]]:
    """For each vertex ∂vertex/∂vertex before it, None where nothing passes, by one walk back from the output."""
    owner: dict[Value, Value] = {}
    weight: dict[Value, float | None] = {}
    partials: dict[Value, dict[Value, float | None]] = {}
    for value in reversed(order):
        vertex, outer = (value, 1.0) if value in seen else (owner[value], weight.get(value))
        slopes = partials.setdefault(vertex, {})
        for parent in value.parents:
            if parent in seen:
                slopes.setdefault(parent, None)
            else:
                owner[parent] = vertex
        if outer is not None:
            for parent, local in passing_edges(value):
                into = slopes if parent in seen else weight
                into[parent] = (into.get(parent) or 0.0) + outer * local
    place = {value: number for number, value in enumerate(order)}
    return {
        vertex: dict(sorted(slopes.items(), key=lambda item: place[item[0]])) for vertex, slopes in partials.items()
    }


def _label(value: Value, label: str | None, output: Value, letters: Iterator[str]) -> str:
    if label is not None:
        return label
    return "" if value is output else next(letters)
