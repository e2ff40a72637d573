"""Paths through a graph whose keys grow along every edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from autograd.graphs.records import Edge

__all__ = ["edge_paths", "keys_between", "keys_passed"]


def keys_between(edges: Sequence[Edge], first: int, last: int) -> tuple[int, ...]:
    """Return the keys of all nodes on the paths from `first` to `last`; none if there is no path."""
    reached, leading = {first}, {last}
    for edge in edges:
        if edge.parent in reached:
            reached.add(edge.child)
    for edge in reversed(edges):
        if edge.child in leading:
            leading.add(edge.parent)
    return tuple(sorted(reached & leading)) if last in reached else ()


def edge_paths(edges: Sequence[Edge], first: int, last: int) -> Iterator[tuple[Edge, ...]]:
    """Yield every path from `first` to `last` as its edges, the first operands first."""
    inside = set(keys_between(edges, first, last))
    leaving: dict[int, list[Edge]] = {}
    for edge in reversed(edges):  # of those under way the one pushed last is taken first
        if edge.parent in inside and edge.child in inside:
            leaving.setdefault(edge.parent, []).append(edge)
    under_way: list[tuple[int, _Path]] = [(first, None)] if inside else []
    while under_way:
        key, path = under_way.pop()
        if key == last:
            yield tuple(_edges(path))[::-1]
        under_way += [(edge.child, (edge, path)) for edge in leaving.get(key, ())]


_Path: TypeAlias = "tuple[Edge, _Path] | None"
"""The last edge, and the path before it: paths share their beginnings."""


def _edges(path: _Path) -> Iterator[Edge]:
    while path is not None:
        edge, path = path
        yield edge


def keys_passed(edges: Sequence[Edge], first: int, last: int) -> tuple[int, ...]:
    """Return the keys of the nodes that every path from `first` to `last` passes, both included.

    A path misses a node only by an edge that jumps over its key.
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
