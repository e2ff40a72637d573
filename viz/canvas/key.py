"""The key under a picture: what its triangles, colours and widths mean."""

from __future__ import annotations

from collections.abc import Sequence

from viz.canvas.pen import Pen, Piece, line_length
from viz.canvas.shapes import Arrow
from viz.canvas.texts import MARGIN, folded
from viz.stage import Stage

__all__ = ["Entry", "draw_entries", "draw_key", "sign_entries"]

Entry = tuple[float | None, Sequence[Piece]]
"""A gradient whose line is shown as a sample, or None; and the words."""

SAMPLE, BETWEEN_ENTRIES, ROW = 48.0, 28.0, 24.0


def draw_key(pen: Pen, total: str, rules: list[str], width: float, y: float) -> float:
    """Explain the signs that the stage uses and the rules of its layers, in as many lines as the width asks for.

    Returns where they end.
    """
    signs: list[Entry] = [(None, ["▸", "value"])] if pen.stage.shows(Stage.WEIGHTS) else []
    lines: list[Entry] = []
    if pen.stage is Stage.BACKWARD:
        signs += [(None, ["◂", f"gradient: how {total} changes with it"])]
        signs += [(None, ["σ′ = ∂out/∂net, the slope of the activation"])]
        lines += sign_entries(total)
        lines += [(None, [f"wider: larger |∂{total}/∂w|"])]
    else:
        signs += [(None, ["left half: the weighted sum"]), (None, ["right half: what the activation makes of it"])]
    more: list[list[Entry]] = [[(None, [line])] for rule in rules for line in folded(rule, width - 2 * MARGIN)]
    return draw_entries(pen, [signs, lines, *more], width, y)


def sign_entries(total: str) -> list[Entry]:
    """Return what the two inks of lines mean."""
    return [
        (0.01, [f"gradient > 0: raise it → {total} rises"]),
        (-0.01, [f"gradient < 0: raise it → {total} falls"]),
    ]


def draw_entries(pen: Pen, rows: list[list[Entry]], width: float, y: float) -> float:
    """Draw the rows of a key that have entries, under a picture of this width; returns where they end."""
    for row in filter(None, rows):
        y = _draw_row(pen, row, width, y) + ROW
    return y - 4


def _draw_row(pen: Pen, row: list[Entry], width: float, y: float) -> float:
    x = MARGIN
    for grad, pieces in row:
        sample = SAMPLE if grad else 0.0
        if x > MARGIN and x + sample + line_length(pieces) > width - MARGIN:
            x, y = MARGIN, y + ROW
        if grad:
            stroke, _, dashed = pen.stroke(grad)
            pen.draw(Arrow(((x, y), (x + SAMPLE - 8, y)), stroke, 3, dashed))
        x = pen.line((x + sample, y), pieces, fill="muted", centred=False) + BETWEEN_ENTRIES
    return y
