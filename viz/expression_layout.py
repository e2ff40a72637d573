"""Coordinates of an expression picture, as Graphviz finds them for boxes of our sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from viz.expression_dot import expression_digraph
from viz.expression_sizes import CHIP, Direction, NodeSize, Plan, chip_width, plan_of
from viz.expression_view import ExpressionView
from viz.graphviz_process import Engine, placed
from viz.shapes import Frame
from viz.style import Style

__all__ = ["ExpressionLayout", "Plane", "centred", "place_expression"]

Point = tuple[float, float]

MARGIN, TOP = 12.0, 66.0

PIECES = 8
"""Straight pieces that a bent line is drawn with."""


@dataclass(frozen=True, slots=True)
class ExpressionLayout:
    """Where everything stands, in units of which the type is 14.

    Attributes
    ----------
    plan : Plan
    width, bottom : float
        The right edge of the picture, and the lower edge of its graph.
    boxes, badges : list
        A frame a node; None for the badge of a leaf.
    chips : list of Frame
        The local derivatives, one an edge.
    lines : list
        For each edge the points from the parent to the chip, and from the chip to the child.
    clusters : list of Frame
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
    """Return where everything stands.

    Raises
    ------
    RenderError
        If there is no Graphviz, or it fails.
    """
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


class Plane:
    """Graphviz's document in our coordinates: y downward, from the upper left corner.

    Parameters
    ----------
    document
        What Graphviz gave; edges have the ids ``e0``, ``e1``, …
    in_order
        Names of nodes that a reader expects in this order where they stand side by side.
    """

    def __init__(self, document: dict[str, Any], in_order: Sequence[str]) -> None:
        left, bottom, right, top = _numbers(document["bb"])
        self.left, self.top = left - MARGIN, top + TOP
        self.width, self.height, self.mirrored = right - left + 2 * MARGIN, top - bottom, False
        objects = document.get("objects", [])
        positions = {each["name"]: _numbers(each["pos"]) for each in objects if "pos" in each}
        self.mirrored = _runs_backward([positions[name] for name in in_order])
        self.middles = {name: self.at(*position) for name, position in positions.items()}
        self.clusters = {each["name"]: self.frame(each) for each in objects if each["name"].startswith("cluster")}
        edges = sorted(document.get("edges", []), key=lambda edge: int(edge["id"][1:]))
        self.lines = [self.line(edge["pos"]) for edge in edges]

    def at(self, x: float, y: float) -> Point:
        """Return a point of Graphviz in our coordinates."""
        x -= self.left
        return self.width - x if self.mirrored else x, self.top - y

    def frame(self, cluster: dict[str, Any]) -> Frame:
        """Return the box around a cluster."""
        left, bottom, right, top = _numbers(cluster["bb"])
        (x0, y0), (x1, y1) = self.at(left, top), self.at(right, bottom)
        return Frame(min(x0, x1), y0, abs(x1 - x0), y1 - y0, name=cluster["name"])

    def line(self, text: str) -> list[Point]:
        """The points of a line: Graphviz gives ends with arrows apart, then a point and triples of a Bézier curve."""
        words = text.split()
        start = [self.at(*_numbers(word[2:])) for word in words if word.startswith("s,")]
        end = [self.at(*_numbers(word[2:])) for word in words if word.startswith("e,")]
        points = [self.at(*_numbers(word)) for word in words if word[0] not in "es"]
        return [*start, *_curve(points), *end]


def _runs_backward(positions: Sequence[list[float]]) -> bool:
    """Whether later values stand to the left of earlier ones beside them: a reader expects h1 before h2."""
    ranks: dict[int, list[tuple[float, int]]] = {}
    for place, (x, y) in enumerate(positions):
        ranks.setdefault(round(y), []).append((x, place))
    middles = [(fmean(x for x, _ in rank), rank) for rank in ranks.values()]
    return sum((x - middle) * place for middle, rank in middles for x, place in rank) < -1.0


def _curve(points: Sequence[Point]) -> Iterator[Point]:
    yield points[0]
    for start in range(0, len(points) - 1, 3):
        a, b, c, d = points[start : start + 4]
        if _is_straight(a, b, c, d):
            yield d
            continue
        for piece in range(1, PIECES + 1):
            t = piece / PIECES
            s = 1 - t
            yield tuple(  # type: ignore[misc]
                s**3 * a[i] + 3 * s * s * t * b[i] + 3 * s * t * t * c[i] + t**3 * d[i] for i in (0, 1)
            )


def _is_straight(a: Point, b: Point, c: Point, d: Point) -> bool:
    return all(abs((d[0] - a[0]) * (p[1] - a[1]) - (d[1] - a[1]) * (p[0] - a[0])) < 1 for p in (b, c))


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


def centred(middle: Point, width: float, height: float, name: str) -> Frame:
    """Return a frame around a point."""
    return Frame(middle[0] - width / 2, middle[1] - height / 2, width, height, name=name)


def _numbers(text: str) -> list[float]:
    return [float(number) for number in text.rstrip("!").split(",")]
