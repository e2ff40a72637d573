"""The key under a picture: what its triangles, colours and widths mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from viz.canvas.pen import Pen, Piece, line_length
from viz.canvas.shapes import Arrow
from viz.canvas.texts import MARGIN, folded
from viz.stage import Stage

__all__ = ["Entry", "Sample", "draw_entries", "draw_key", "folded_entries", "sign_entries"]


class Sample(NamedTuple):
    """The line of a gradient, and what it means."""

    grad: float
    pieces: Sequence[Piece]


Entry: TypeAlias = Sequence[Piece] | Sample
"""Words of a key, perhaps after a sample of a line."""

SAMPLE, BETWEEN_ENTRIES, ROW = 48.0, 28.0, 24.0


def draw_key(pen: Pen, total: str, rules: Iterable[str], width: float, y: float) -> float:
    """Explain the signs that the stage uses and the rules of its layers, in as many lines as the width asks for.

    Returns where they end.
    """
    signs: list[Entry] = [["▸", "value"]] if pen.stage.shows(Stage.WEIGHTS) else []
    lines: list[Entry] = []
    if pen.stage is Stage.BACKWARD:
        signs += [["◂", f"gradient: how {total} changes with it"], ["σ′ = ∂out/∂net, the slope of the activation"]]
        lines += [*sign_entries(total), [f"wider: larger |∂{total}/∂w|"]]
    else:
        signs += [["left half: the weighted sum"], ["right half: what the activation makes of it"]]
    return draw_entries(pen, [signs, lines, *folded_entries(rules, width)], width, y)


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
