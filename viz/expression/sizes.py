"""Sizes of the boxes of an expression picture for the texts they hold, and which way the picture runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from viz.canvas.texts import LINE, TYPE, label, marked_width
from viz.expression.view import ExpressionView, ValueNode
from viz.style import NumberFormat, text_width

__all__ = [
    "BESIDE",
    "BETWEEN",
    "BETWEEN_RANKS",
    "CHIP",
    "Direction",
    "NodeSize",
    "Plan",
    "chip_width",
    "lines_of",
    "plan_of",
]

BADGE, CHIP = 26.0, 22.0
"""Heights of an operation's badge and of a local derivative."""

BETWEEN, BETWEEN_RANKS, BESIDE = 6.0, 18.0, 12.0
"""From the badge of a value to its box, from one rank to the next, and from one box to another beside it."""

ROOM = 976.0
"""What is left of the widest picture between its margins."""


class Direction(Enum):
    """The way a picture runs, in Graphviz's words."""

    RIGHT = "LR"
    DOWN = "TB"


@dataclass(frozen=True, slots=True)
class NodeSize:
    """The box of a value, and the badge of its operation; a leaf has none."""

    box: tuple[float, float]
    badge: tuple[float, float] | None

    def whole(self, direction: Direction) -> tuple[float, float]:
        """Width and height of both together: the badge stands above the box, or to its left."""
        (width, height), badge = self.box, self.badge
        if badge is None:
            return width, height
        if direction is Direction.DOWN:
            return max(width, badge[0]), height + BETWEEN + badge[1]
        return width + BETWEEN + badge[0], max(height, badge[1])


def lines_of(node: ValueNode, numbers: NumberFormat) -> list[str]:
    """Return what stands above value and gradient: a name or the number of a constant, and perhaps a formula."""
    title = label(node.name, 18) if node.has_numbers else numbers.text(node.value)
    return [title, label(node.formula, 30)] if node.formula else [title]


def chip_width(local: float, numbers: NumberFormat) -> float:
    """Return how wide a local derivative on its line is."""
    return text_width(numbers.text(local), TYPE) + 8


@dataclass(frozen=True, slots=True)
class Plan:
    """The sizes of all nodes, which way the picture runs, and whether gradients stand below values or beside them."""

    sizes: tuple[NodeSize, ...]
    direction: Direction
    is_narrow: bool


def plan_of(view: ExpressionView, numbers: NumberFormat) -> Plan:
    """Return how a picture is best laid out: to the right where it then fits its width, otherwise downward.

    It depends on the numbers of a view, never on the stage that is drawn.
    """
    wide = tuple(_measure(node, numbers, is_narrow=False) for node in view.nodes)
    if _length(view, wide, numbers) <= ROOM:
        return Plan(wide, Direction.RIGHT, is_narrow=False)
    if _breadth(view, wide) <= ROOM * 0.8:  # lines that pass by need room too
        return Plan(wide, Direction.DOWN, is_narrow=False)
    return Plan(tuple(_measure(node, numbers, is_narrow=True) for node in view.nodes), Direction.DOWN, is_narrow=True)


def _measure(node: ValueNode, numbers: NumberFormat, *, is_narrow: bool) -> NodeSize:
    rows = [text_width(line, TYPE) for line in lines_of(node, numbers)]
    if node.has_numbers:
        value, grad = marked_width(numbers.text(node.value)), marked_width(numbers.signed(node.grad))
        rows += [value, grad] if is_narrow else [value + 8 + grad]
    badge = (max(BADGE + 4, text_width(label(node.symbol, 14), TYPE) + 16), BADGE) if node.symbol else None
    return NodeSize((max(rows) + 16, len(rows) * LINE + 10), badge)


def _length(view: ExpressionView, sizes: Sequence[NodeSize], numbers: NumberFormat) -> float:
    """How wide a picture is that runs to the right: the widest value of each rank, and the derivatives between."""
    ranks = [0] * len(sizes)
    for edge in view.edges:  # they stand in the order of their children
        ranks[edge.child] = max(ranks[edge.child], ranks[edge.parent] + 1)
    widths: dict[float, float] = {}
    for rank, size in zip(ranks, sizes, strict=True):
        widths[rank] = max(widths.get(rank, 0.0), size.whole(Direction.RIGHT)[0])
    for edge in view.edges:
        before = ranks[edge.child] - 0.5
        widths[before] = max(widths.get(before, 0.0), chip_width(edge.local_derivative, numbers))
    around = 4 * BETWEEN_RANKS if view.clusters else 0.0
    return sum(widths.values()) + BETWEEN_RANKS * (len(widths) - 1) + around


def _breadth(view: ExpressionView, sizes: Sequence[NodeSize]) -> float:
    """How wide a picture is that runs downward: the values beside each other, each just above those it feeds."""
    ranks = [0] * len(sizes)
    for edge in reversed(view.edges):
        ranks[edge.parent] = max(ranks[edge.parent], ranks[edge.child] + 1)
    widths: dict[int, float] = {}
    for rank, size in zip(ranks, sizes, strict=True):
        widths[rank] = widths.get(rank, 0.0) + size.whole(Direction.DOWN)[0] + BESIDE
    return max(widths.values())
