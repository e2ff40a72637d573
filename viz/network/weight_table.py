"""The table of weights under a network too large to write them on its lines."""

from __future__ import annotations

from viz.canvas.pen import SIGN_INKS, Pen
from viz.canvas.shapes import Text
from viz.canvas.texts import LINE, MARGIN, TYPE, label
from viz.network.view import NetworkView
from viz.style import NumberFormat, text_width

__all__ = ["MOST_ROWS", "draw_weight_table", "weight_rows"]

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


def draw_weight_table(pen: Pen, view: NetworkView, width: float, top: float) -> float:
    """Draw the table, in as many columns as fit; returns where it ends."""
    every = weight_rows(view, pen.numbers)
    rows = every[:MOST_ROWS]
    widths = [max(text_width(cell, TYPE) for cell in cells) + 12 for cells in zip(*rows, strict=True)]
    column = sum(widths) + 16
    columns = max(1, int((width - 2 * MARGIN) // column))
    height = -(-len(rows) // columns)
    for place, row in enumerate(rows):
        x, y = MARGIN + (place // height) * column, top + (place % height + 1) * LINE
        for cell, cell_width in zip(row[: pen.stage.parameter_columns], widths, strict=False):
            fill = SIGN_INKS.get(cell[0], "text") if cell is row[3] else "text"
            pen.draw(Text(x, y, cell, TYPE, fill))
            x += cell_width
    bottom = top + (height + 1) * LINE
    if len(every) > MOST_ROWS:
        pen.line((MARGIN, bottom), [f"{len(every) - MOST_ROWS} more weights and biases"], fill="muted", centred=False)
        bottom += LINE
    return bottom
