"""Ways through a graph whose keys grow along every edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from autograd.graphs.records import Edge

__all__ = ["edge_paths", "keys_between", "keys_passed"]


def keys_between(edges: Sequence[Edge], first: int, last: int) -> tuple[int, ...]:
    """Return the keys of all nodes on the ways from `first` to `last`; none if there is no way."""
    reached, leading = {first}, {last}
    for edge in edges:
        if edge.parent in reached:
            reached.add(edge.child)
    for edge in reversed(edges):
        if edge.child in leading:
            leading.add(edge.parent)
    return tuple(sorted(reached & leading)) if last in reached else ()


def edge_paths(edges: Sequence[Edge], first: int, last: int) -> Iterator[tuple[Edge, ...]]:
    """Yield every way from `first` to `last` as its edges, the first operands first."""
    inside = set(keys_between(edges, first, last))
    leaving: dict[int, list[Edge]] = {}
    for edge in reversed(edges):  # of those under way the one pushed last is taken first
        if edge.parent in inside and edge.child in inside:
            leaving.setdefault(edge.parent, []).append(edge)
    under_way: list[tuple[int, _Way]] = [(first, None)] if inside else []
    while under_way:
        key, way = under_way.pop()
        if key == last:
            yield tuple(_edges(way))[::-1]
        under_way += [(edge.child, (edge, way)) for edge in leaving.get(key, ())]


_Way: TypeAlias = "tuple[Edge, _Way] | None"
"""The last edge, and the way before it: ways share their beginnings."""


def _edges(way: _Way) -> Iterator[Edge]:
    while way is not None:
        edge, way = way
        yield edge


def keys_passed(edges: Sequence[Edge], first: int, last: int) -> tuple[int, ...]:
    """Return the keys of the nodes that every way from `first` to `last` passes, both included.

    A way misses a node only by an edge that jumps over its key.
    """
    inside = keys_between(edges, first, last)
    members = set(inside)
    furthest = dict.fromkeys(inside, 0)
    for edge in edges:
        if edge.parent in members and edge.child in members:
            furthest[edge.parent] = max(furthest[edge.parent], edge.child)
    passed, jump = [], 0
    for key in inside:
        if jump <= key:
            passed.append(key)
        jump = max(jump, furthest[key])
    return tuple(passed)
