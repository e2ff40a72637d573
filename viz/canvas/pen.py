"""A pen: sets lines of text and triangles, and knows which ink a gradient's sign has."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from viz.canvas.numbers import Number
from viz.canvas.shapes import MARK, Arrow, Circle, Frame, Mark, Shape, Text
from viz.canvas.texts import LINE, MARGIN, TYPE
from viz.stage import Stage
from viz.style import NumberFormat, text_width

__all__ = ["Badge", "Pen", "Piece", "Row", "line_length", "line_width"]

BETWEEN_PIECES = 4.0

CROSS = 19.0
"""Room for the cross before a badge that is wrong."""

SIGN_INKS = {"+": "positive_text", "−": "negative_text"}
"""The ink of what follows ◂, by how it begins."""

MARKS = ("▸", "◂")
"""Pieces of a line that are drawn as triangles; a name that is one of them has quotes (`label`)."""


class Badge(NamedTuple):
    """A number in a disc, ①: the same in picture and formula; from 100 on the disc is drawn out.

    One that is wrong stands in a frame with a cross before it, ✗ ①.

    Examples
    --------
    >>> [round(Badge(number).width) for number in (1, 88, 100)]
    [20, 22, 29]
    >>> round(Badge(1, is_wrong=True).width)
    41
    """

    number: int
    ink: str = "route_ink"
    is_wrong: bool = False

    @property
    def width(self) -> float:
        """Of its disc, and of the frame around it."""
        return self.disc + (CROSS + 2 if self.is_wrong else 0.0)

    @property
    def disc(self) -> float:
        """Width of the disc."""
        return max(20.0, text_width(str(self.number), TYPE) + 6)


Piece: TypeAlias = str | Badge
"""A part of a line: a text, a triangle or a badge."""


class Row(NamedTuple):
    """A row of a box."""

    pieces: Sequence[Piece]
    fill: str = "text"
    height: float = LINE


class Pen:
    """Collects the shapes of one picture, which shows as much as its stage says."""

    def __init__(self, stage: Stage, numbers: NumberFormat) -> None:
        self.stage = stage
        self.numbers = numbers
        self.shapes: list[Shape] = []

    def draw(self, *shapes: Shape) -> None:
        """Add shapes on top of those that are there."""
        self.shapes.extend(shapes)

    def head(self, title: str, subtitle: str, *widths: float) -> float:
        """Set title and subtitle above the picture; returns how wide it is, the widest of these and the title."""
        self.line((MARGIN, 28), [title], size=18, centred=False)
        self.line((MARGIN, 50), [subtitle], fill="muted", centred=False)
        return max(text_width(title, 18) + 2 * MARGIN, *widths)

    def line(
        self,
        at: tuple[float, float],
        pieces: Sequence[Piece],
        *,
        size: float = TYPE,
        fill: str = "text",
        inside: str = "",
        centred: bool = True,
    ) -> float:
        """Set texts, triangles and badges side by side, centred on a point or from it on; returns where they end.

        What follows ◂ has the ink of its sign.
        """
        widths = _widths(pieces, size)
        x = at[0] - line_length(pieces, size) / 2 if centred else at[0]
        for place, (piece, width) in enumerate(zip(pieces, widths, strict=True)):
            if piece == "◂":
                fill = SIGN_INKS.get(str(pieces[place + 1])[0], fill)
            if isinstance(piece, Badge):
                self.badge((x + piece.width / 2, at[1]), piece)
            elif piece in MARKS:
                self.draw(Mark(x, at[1], piece == "▸", "muted" if piece == "▸" else fill))
            else:
                self.draw(Text(x, at[1] + size * 0.35, piece, size, fill, inside))
            x += width + BETWEEN_PIECES
        return x - BETWEEN_PIECES

    def badge(self, at: tuple[float, float], badge: Badge) -> None:
        """Draw a number in a disc around a point."""
        if badge.is_wrong:
            at = self._cross(at, badge)
        name, text = f"badge {len(self.shapes)}", str(badge.number)
        if badge.number < 100:
            self.draw(Circle(*at, badge.disc / 2, badge.ink, name=name))
        else:
            self.draw(Frame(at[0] - badge.disc / 2, at[1] - 10, badge.disc, 20, badge.ink, name=name))
        self.draw(Text(at[0] - text_width(text, TYPE) / 2, at[1] + TYPE * 0.35, text, TYPE, "background", name))

    def _cross(self, at: tuple[float, float], badge: Badge) -> tuple[float, float]:
        """Draw a frame with a cross; returns where the disc has its middle in it."""
        x, y = at[0] - badge.width / 2, at[1]
        self.draw(Frame(x, y - 11, badge.width, 22, "error_fill", "error_line", f"badge frame {len(self.shapes)}"))
        left, right = x + CROSS / 2 - 4, x + CROSS / 2 + 5
        for top, bottom in ((y - 4.5, y + 4.5), (y + 4.5, y - 4.5)):
            self.draw(Arrow(((left, top), (right, bottom)), "error_line", 2.5, head=False))
        return x + CROSS + badge.disc / 2, y

    def box(self, frame: Frame | Circle, rows: Sequence[Row]) -> None:
        """Draw a frame or a circle, with rows one below the other in its middle."""
        self.draw(frame)
        x, y = frame.middle
        y -= sum(row.height for row in rows) / 2
        for row in rows:
            self.line((x, y + row.height / 2), row.pieces, fill=row.fill, inside=frame.name)
            y += row.height

    def value(self, number: Number, stage: Stage) -> list[str]:
        """``▸ value`` from a stage on, before it nothing."""
        return ["▸", self.numbers.text(number.value)] if self.stage.shows(stage) else []

    def gradient(self, number: Number) -> list[str]:
        """``◂ gradient`` at the last stage, before it nothing."""
        return ["◂", self.numbers.signed(number.grad)] if self.stage is Stage.BACKWARD else []

    def stroke(self, grad: float | None) -> tuple[str, float, bool]:
        """Ink, width and dash of a line by sign and size of a gradient, which only the last stage shows."""
        if self.stage is not Stage.BACKWARD or not grad or math.isnan(grad):
            return "line", line_width(None), False
        return "negative_line" if grad < 0 else "positive_line", line_width(grad), grad < 0


def line_length(pieces: Sequence[Piece], size: float = TYPE) -> float:
    """Return how long a line of texts, triangles and badges is."""
    return sum(_widths(pieces, size)) + BETWEEN_PIECES * (len(pieces) - 1)


def _widths(pieces: Sequence[Piece], size: float) -> list[float]:
    return [_width(piece, size) for piece in pieces]


def _width(piece: Piece, size: float) -> float:
    if isinstance(piece, Badge):
        return piece.width
    return MARK if piece in MARKS else text_width(piece, size)


def line_width(grad: float | None) -> float:
    """The width of a line by the size of its gradient, on a logarithmic scale from 1e−6 to 1.

    Examples
    --------
    >>> [round(line_width(grad), 2) for grad in (None, 1e-300, 0.01, float("inf"))]
    [1.5, 1.4, 4.4, 5.9]
    """
    if not grad or math.isnan(grad):
        return 1.5
    return 1.4 + 0.75 * (math.log10(min(max(abs(grad), 1e-6), 1.0)) + 6)
