"""The key under a picture: what its triangles, colours and widths mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from viz.canvas.pen import Pen, Piece, line_length
from viz.canvas.shapes import Arrow
from viz.canvas.texts import MARGIN, folded
from viz.stage import Stage

__all__ = ["Entry", "Sample", "draw_entries", "folded_entries", "sign_entries", "stage_entries"]


class Sample(NamedTuple):
    """The line of a gradient, and what it means."""

    grad: float
    pieces: Sequence[Piece]


Entry: TypeAlias = Sequence[Piece] | Sample
"""Words of a key, perhaps after a sample of a line."""

SAMPLE, BETWEEN_ENTRIES, ROW = 48.0, 28.0, 24.0


def stage_entries(stage: Stage, total: str) -> list[list[Entry]]:
    """Return what explains the signs and lines that a network has at a stage, with the gradients of this total."""
    value: list[Entry] = [["▸", "value"]] if stage.shows(Stage.WEIGHTS) else []
    if stage is not Stage.BACKWARD:
        return [[*value, ["left half: the weighted sum"], ["right half: what the activation makes of it"]]]
    gradient: Entry = ["◂", f"gradient: how {total} changes with it"]
    signs = [*value, gradient, ["σ′ = ∂out/∂net, the slope of the activation"]]
    return [signs, [*sign_entries(total), [f"wider: larger |∂{total}/∂w|"]]]


def folded_entries(sentences: Iterable[str], width: float) -> list[list[Entry]]:
    """Return sentences as rows of a key under a picture of this width."""
    return [[[line]] for sentence in sentences for line in folded(sentence, width - 2 * MARGIN)]


def sign_entries(total: str) -> list[Entry]:
    """Return what the two inks of lines mean."""
    return [
        Sample(0.01, [f"gradient > 0: raise it → {total} rises"]),
        Sample(-0.01, [f"gradient < 0: raise it → {total} falls"]),
    ]


def draw_entries(pen: Pen, rows: Iterable[Sequence[Entry]], width: float, y: float) -> float:
    """Draw the rows of a key that have entries, under a picture of this width; returns where they end."""
    for row in filter(None, rows):
        y = _draw_row(pen, row, width, y) + ROW
    return y - 4


def _draw_row(pen: Pen, row: Sequence[Entry], width: float, y: float) -> float:
    x = MARGIN
    for entry in row:
        grad, pieces = entry if isinstance(entry, Sample) else (None, entry)
        sample = SAMPLE if grad else 0.0
        if x > MARGIN and x + sample + line_length(pieces) > width - MARGIN:
            x, y = MARGIN, y + ROW
        if grad:
            stroke, _, dashed = pen.stroke(grad)
            pen.draw(Arrow(((x, y), (x + SAMPLE - 8, y)), stroke, 3, dashed))
        x = pen.line((x + sample, y), pieces, fill="muted", centred=False) + BETWEEN_ENTRIES
    return y
