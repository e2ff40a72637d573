"""The shapes of a chain, at the places that Graphviz finds for its boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from viz.canvas.dot import Digraph
from viz.canvas.formula_lines import draw_flow
from viz.canvas.key import Entry, draw_entries
from viz.canvas.pen import Pen, Row
from viz.canvas.shapes import Arrow, Drawing, Frame
from viz.canvas.texts import TOP, label
from viz.chain.dot import chain_digraph
from viz.chain.sizes import Extent, box_size, link_rows, node_rows, sum_groups
from viz.chain.view import ChainLink, ChainView
from viz.placing import Engine, Plane, centred, placed
from viz.stage import Stage
from viz.style import NumberFormat, Style

__all__ = ["ChainPicture"]

WIDEST, NARROWEST = 1000.0, 560.0


@dataclass(frozen=True)
class ChainPicture:
    """A chain whose boxes Graphviz places once, for its shapes and for its DOT."""

    view: ChainView
    style: Style
    title: str
    engine: Engine

    @cached_property
    def places(self) -> tuple[Extent, Plane]:
        """How much the boxes say, as much as fits the width of a page, and where they stand."""
        names = [f"n{place}" for place in range(len(self.view.nodes))]
        for extent in Extent:
            plane = Plane(placed(chain_digraph(self.view, extent, self.style).source, self.engine), names)
            if plane.width <= WIDEST:
                break
        return extent, plane

    def dot(self) -> Digraph:
        """Return the chain as Graphviz source."""
        return chain_digraph(self.view, self.places[0], self.style, self.title)

    def drawing(self) -> Drawing:
        """Return the chain as shapes."""
        view, numbers, (extent, plane) = self.view, self.style.numbers, self.places
        pen, heading = Pen(Stage.BACKWARD, numbers), label(self.title, 60) or view.symbol
        width = pen.head(heading, _subtitle(view), plane.width, NARROWEST if extent is Extent.RULES else WIDEST)
        boxes = _Boxes(view, extent, plane, (width - plane.width) / 2)
        boxes.draw(pen)
        bottom = draw_entries(pen, [_rules(view, extent, numbers)], width, plane.height + TOP + 26)
        if extent is Extent.BARE:
            for node_sum in (node_sum for node in view.nodes for node_sum in node.sums if node_sum.badge):
                bottom = draw_flow(pen, sum_groups(node_sum, numbers), width, bottom + 28)
        bottom = draw_entries(pen, [_key()], width, bottom + 28)
        description = f"{view.symbol} = {numbers.text(view.value)} as a chain of {len(view.nodes)} values."
        return Drawing(width, bottom, tuple(pen.shapes), heading, description)


@dataclass(frozen=True, slots=True)
class _Boxes:
    """The boxes of a chain and the lines between them, so far to the right that they stand in the middle."""

    view: ChainView
    extent: Extent
    plane: Plane
    right: float

    def draw(self, pen: Pen) -> None:
        self.draw_lines(pen)
        for place, node in enumerate(self.view.nodes):
            rows = node_rows(node, self.extent, pen.numbers)
            is_asked = any(node_sum.badge is None for node_sum in node.sums)
            fill = "error_fill" if place == 0 else "input_fill" if is_asked else "pill_fill"
            pen.box(replace(self.frame(f"n{place}", rows), fill=fill, stroke=node.ink, thickness=2.0), rows)
        for place, link in enumerate(self.view.links):
            if rows := link_rows(link, self.extent, pen.numbers):
                pen.box(replace(self.frame(f"d{place}", rows), fill="background"), rows)

    def draw_lines(self, pen: Pen) -> None:
        lines = iter(self.plane.lines)
        for link in self.view.links:
            ink = link.badge.ink if link.badge else self.view.nodes[link.by].ink
            pen.draw(Arrow(self.moved(next(lines))[::-1], ink, 2.2))
            if link.badge:
                pen.draw(Arrow(self.moved(next(lines)), ink, 2.2, head=False))

    def moved(self, points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        return tuple((x + self.right, y) for x, y in points)

    def frame(self, name: str, rows: Sequence[Row]) -> Frame:
        x, y = self.plane.middles[name]
        return centred((x + self.right, y), *box_size(rows), name)


def _subtitle(view: ChainView) -> str:
    forks = any(node.sums and len(node.sums[0].terms) > 1 for node in view.nodes)
    return "multiply the links of a way, add where ways meet" if forks else "multiply the links"


def _rules(view: ChainView, extent: Extent, numbers: NumberFormat) -> list[Entry]:
    """The rules that do not fit on the links."""
    links = [] if extent is Extent.RULES else view.links
    return [[link.badge, *_rule(link, numbers)] for link in links if link.badge is not None]


def _rule(link: ChainLink, numbers: NumberFormat) -> list[str]:
    texts = [link.symbol, label(link.rule, 60), numbers.text(link.value)]
    kept = [texts[0], *(text for before, text in pairwise(texts) if text != before)]
    return [piece for text in kept for piece in ("=", text)][1:]


def _key() -> list[Entry]:
    return [["▸", "value"], ["discs: the factors; an arrow runs from a value to one computed from it"]]
