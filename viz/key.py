"""The key under a picture: what its triangles, colours and widths mean."""

from __future__ import annotations

from viz.pen import Pen, line_length
from viz.shapes import Arrow
from viz.stage import Stage

__all__ = ["draw_key"]

SAMPLE, BETWEEN_ENTRIES, ROW = 48.0, 28.0, 24.0


def draw_key(pen: Pen, total: str, left: float, width: float, y: float) -> float:
    """Explain the signs that the stage uses, in as many lines as the width asks for; returns where they end."""
    entries: list[tuple[float | None, list[str]]] = []
    if pen.stage >= Stage.WEIGHTS:
        entries.append((None, ["▸", "value"]))
    if pen.stage is Stage.BACKWARD:
        entries.append((None, ["◂", f"gradient: how {total} changes with it"]))
        entries.append((None, ["σ′ = ∂out/∂net, the slope of the activation"]))
        entries.append((0.01, [f"gradient > 0: raise it → {total} rises"]))
        entries.append((-0.01, [f"gradient < 0: raise it → {total} falls"]))
        entries.append((None, [f"wider: larger |∂{total}/∂w|"]))
    else:
        entries.append((None, ["left half: the weighted sum"]))
        entries.append((None, ["right half: what the activation makes of it"]))
    x = left
    for grad, pieces in entries:
        sample = SAMPLE if grad else 0.0
        if x > left and x + sample + line_length(pieces) > width - left:
            x, y = left, y + ROW
        if grad:
            stroke, _, dashed = pen.stroke(grad)
            pen.draw(Arrow(((x, y), (x + SAMPLE - 8, y)), stroke, 3, dashed))
        x = pen.line((x + sample, y), pieces, fill="muted", centred=False) + BETWEEN_ENTRIES
    return y + ROW - 4
