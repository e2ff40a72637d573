"""The table of weights under a network too large to write them on its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from viz.network_view import NetworkView
from viz.shapes import Shape, Text
from viz.sizes import LINE, TYPE, label
from viz.style import NumberFormat, text_width

if TYPE_CHECKING:
    from viz.network_scene import Stage

__all__ = ["MOST_ROWS", "weight_rows", "weight_table"]

MOST_ROWS = 120
"""Weights and biases that the table lists; the rest is counted."""


def weight_rows(view: NetworkView, numbers: NumberFormat) -> list[tuple[str, str, str, str]]:
    """Return for each weight and bias its name, what it connects, its value and its gradient."""
    rows = []
    sources = [number.name for number in view.inputs]
    for layer in view.layers:
        for neuron in layer.neurons:
            for source, weight in zip(sources, neuron.weights, strict=True):
                rows.append((weight, f"{label(source, 8)} → {label(neuron.name, 8)}"))
        for bias in layer.biases:
            fed = ", ".join(label(layer.neurons[place].name, 8) for place in bias.feeds)
            rows.append((bias.number, f"→ {label(fed, 16)}"))
        sources = [neuron.name for neuron in layer.neurons]
    return [(label(n.name, 8), path, numbers.text(n.value), numbers.signed(n.grad)) for n, path in rows]


def weight_table(
    shapes: list[Shape], view: NetworkView, stage: Stage, numbers: NumberFormat, width: float, top: float
) -> float:
    """Add the table to the shapes, in as many columns as fit; returns where it ends."""
    rows = weight_rows(view, numbers)
    shown = [row[: {"structure": 2, "weights": 3, "forward": 3}.get(stage, 4)] for row in rows[:MOST_ROWS]]
    widths = [max(text_width(cell, TYPE) for cell in cells) + 12 for cells in zip(*rows[:MOST_ROWS], strict=True)]
    columns = max(1, int((width - 24) // (sum(widths) + 16)))
    height = -(-len(shown) // columns)
    for place, row in enumerate(shown):
        x = 12 + (place // height) * (sum(widths) + 16)
        y = top + (place % height + 1) * LINE
        for cell, cell_width, is_gradient in zip(row, widths, (False, False, False, True), strict=False):
            fill = "text"
            if is_gradient and cell[0] in "+−":
                fill = "positive_text" if cell[0] == "+" else "negative_text"
            shapes.append(Text(x, y, cell, TYPE, fill))
            x += cell_width
    bottom = top + (height + 1) * LINE
    if len(rows) > MOST_ROWS:
        shapes.append(Text(12, bottom, f"{len(rows) - MOST_ROWS} more weights and biases", TYPE, "muted"))
        bottom += LINE
    return bottom
