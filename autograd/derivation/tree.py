"""A tree that grows leaf by leaf, and where the ways from two of its nodes to the root meet."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

__all__ = ["Tree"]

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
