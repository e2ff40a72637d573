"""Coordinates of an expression picture, as Graphviz finds them for boxes of our sizes."""

from __future__ import annotations

from dataclasses import dataclass

from viz.canvas.shapes import Frame
from viz.canvas.texts import TOP
from viz.expression.dot import expression_digraph
from viz.expression.sizes import CHIP, Direction, NodeSize, Plan, chip_width, plan_of
from viz.expression.view import ExpressionView
from viz.placing import Engine, Plane, Point, centred, placed
from viz.style import Style

__all__ = ["ExpressionLayout", "place_expression"]


@dataclass(frozen=True, slots=True)
class ExpressionLayout:
    """The places of everything, in units of which the type is 14: a box and, but for leaves, a badge a node.

    Each edge has a chip for its local derivative, and the points from parent to chip and from chip to child.
    """

    plan: Plan
    width: float
    bottom: float
    boxes: list[Frame]
    badges: list[Frame | None]
    chips: list[Frame]
    lines: list[tuple[list[Point], list[Point]]]
    clusters: list[Frame]


def place_expression(view: ExpressionView, style: Style, engine: Engine = Engine.EMBEDDED) -> ExpressionLayout:
    """Return where everything stands."""
    plan = plan_of(view, style.numbers)
    document = placed(expression_digraph(view, style).source, engine)
    computed = [f"n{place}" for place, node in enumerate(view.nodes) if not node.is_leaf]
    plane = Plane(document, computed if plan.direction is Direction.DOWN else ())
    nodes = [_frames(plane.middles[f"n{n}"], size, plan.direction, n) for n, size in enumerate(plan.sizes)]
    chips = [
        centred(plane.middles[f"d{n}"], chip_width(edge.local_derivative, style.numbers), CHIP, f"chip {n}")
        for n, edge in enumerate(view.edges)
    ]
    return ExpressionLayout(
        plan,
        plane.width,
        plane.height + TOP,
        [box for box, _ in nodes],
        [badge for _, badge in nodes],
        chips,
        [(plane.lines[2 * n], plane.lines[2 * n + 1]) for n in range(len(view.edges))],
        [plane.clusters[f"cluster_{n}"] for n in range(len(view.clusters))],
    )


def _frames(middle: Point, size: NodeSize, direction: Direction, number: int) -> tuple[Frame, Frame | None]:
    """Box and badge of a node: the badge above the box, or to its left."""
    (x, y), (width, height), badge = middle, size.box, size.badge
    if badge is None:
        return centred(middle, width, height, f"box {number}"), None
    whole = size.whole(direction)
    if direction is Direction.DOWN:
        top, bottom = y - whole[1] / 2, y + whole[1] / 2
        box, above = (x, bottom - height / 2), (x, top + badge[1] / 2)
    else:
        left, right = x - whole[0] / 2, x + whole[0] / 2
        box, above = (right - width / 2, y), (left + badge[0] / 2, y)
    return centred(box, width, height, f"box {number}"), centred(above, *badge, f"badge {number}")
