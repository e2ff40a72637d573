"""How large the boxes of an expression picture must be for the texts they hold, and which way the picture runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from viz.expression_view import ExpressionView, ValueNode
from viz.sizes import LINE, TYPE, label, marked_width
from viz.style import NumberFormat, text_width

__all__ = [
    "BADGE",
    "BETWEEN",
    "CHIP",
    "Direction",
    "NodeSize",
    "chip_width",
    "direction_of",
    "measure_nodes",
    "title_of",
]

BADGE, CHIP = 26.0, 22.0
"""Heights of an operation's badge and of a local derivative."""

BETWEEN, BETWEEN_RANKS = 6.0, 14.0
"""From the badge of a value to its box, and from one rank to the next."""

ROOM = 976.0
"""What is left of the widest picture between its margins."""


class Direction(Enum):
    """Which way a picture runs, in Graphviz's words."""

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


def title_of(node: ValueNode, numbers: NumberFormat) -> str:
    """Return the first line of a box: the name, a formula cut short, or the number of a constant."""
    return label(node.name, 18) if node.name or not node.is_leaf else numbers.text(node.value)


def chip_width(local: float, numbers: NumberFormat) -> float:
    """Return how wide a local derivative on its line is."""
    return text_width(numbers.text(local), TYPE) + 8


def measure_nodes(view: ExpressionView, numbers: NumberFormat) -> list[NodeSize]:
    """Return the sizes of all nodes; they do not depend on the stage that is drawn."""
    return [_measure(node, numbers) for node in view.nodes]


def _measure(node: ValueNode, numbers: NumberFormat) -> NodeSize:
    rows = [text_width(title_of(node, numbers), TYPE)]
    if node.formula:
        rows.append(text_width(label(node.formula, 30), TYPE))
    if node.name or not node.is_leaf:
        rows.append(marked_width(numbers.text(node.value)) + 8 + marked_width(numbers.signed(node.grad)))
    badge = (max(BADGE + 4, text_width(label(node.symbol, 14), TYPE) + 16), BADGE) if node.symbol else None
    return NodeSize((max(rows) + 20, len(rows) * LINE + 10), badge)


def direction_of(view: ExpressionView, sizes: Sequence[NodeSize], numbers: NumberFormat) -> Direction:
    """Return RIGHT where the picture then fits its width, otherwise DOWN."""
    ranks = [0] * len(view.nodes)
    widths: dict[float, float] = {}
    for place, size in enumerate(sizes):
        widths[ranks[place]] = max(widths.get(ranks[place], 0.0), size.whole(Direction.RIGHT)[0])
        for edge in (edge for edge in view.edges if edge.parent == place):
            ranks[edge.child] = max(ranks[edge.child], ranks[place] + 1)
    for edge in view.edges:
        before = ranks[edge.child] - 0.5
        widths[before] = max(widths.get(before, 0.0), chip_width(edge.local_derivative, numbers))
    clusters = 4 * BETWEEN_RANKS * bool(view.clusters)
    total = sum(widths.values()) + BETWEEN_RANKS * (len(widths) - 1) + clusters
    return Direction.RIGHT if total <= ROOM else Direction.DOWN
