"""The frame that all pictures with an overlay share: title, network, and the key below."""

from __future__ import annotations

from viz.canvas.key import Entry, draw_entries, folded_entries
from viz.canvas.shapes import Drawing
from viz.canvas.texts import label
from viz.network.layout import Layout, network_layout
from viz.network.scene import draw_parts
from viz.network.view import NetworkView
from viz.network.weight_table import draw_weight_table
from viz.overlay.looks import OverlayPen
from viz.stage import Stage

__all__ = ["begin", "overlay_drawing", "softmax_entries"]

NARROWEST = 620.0
"""Room for key and formulas."""


def begin(pen: OverlayPen, view: NetworkView, heading: str, subtitle: str, below: float = 0.0) -> tuple[Layout, float]:
    """Draw title and network, with room `below` a neuron; returns where its parts stand, and the picture's width."""
    layout = network_layout(view, pen.numbers, pen.overlay.room(view, pen.numbers, below))
    width = pen.head(heading, subtitle, layout.width, NARROWEST)
    draw_parts(pen, layout, view)
    return layout, width


def softmax_entries(view: NetworkView, width: float) -> list[list[Entry]]:
    """Return what the key says of layers with softmax, under a picture of this width."""
    rules = dict.fromkeys(layer.softmax_rule(Stage.BACKWARD) for layer in view.layers if layer.shared_sum)
    return folded_entries(rules, width)


def overlay_drawing(pen: OverlayPen, view: NetworkView, texts: tuple[str, str, str], key: list[list[Entry]]) -> Drawing:
    """Return a picture of a network with nothing below it but a key; its texts are title, subtitle and description."""
    heading, subtitle, description = label(texts[0], 60), texts[1], texts[2]
    layout, width = begin(pen, view, heading, subtitle)
    bottom = layout.bottom
    if not layout.with_pills:
        bottom = draw_weight_table(pen, view, width, bottom + 8)
    key = [*key, *softmax_entries(view, width)]
    bottom = draw_entries(pen, key, width, bottom + 26)
    return Drawing(width, bottom, tuple(pen.shapes), heading, description)
