"""Axes of a plot: from numbers to places in a frame, with a grid and its numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viz.canvas.shapes import Arrow, Frame, Shape, Text
from viz.canvas.texts import TYPE
from viz.style import NumberFormat, text_width

__all__ = ["Axes", "ticks"]

GAP = 8.0

AIR = 0.06
"""Space above and below the curves, as a part of their height."""


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most so many (2 or more) round numbers between two bounds, evenly spaced.

    Examples
    --------
    >>> ticks(0, 1, 5), ticks(-6, 6, 7)
    ([0.0, 0.25, 0.5, 0.75, 1.0], [-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0])
    """
    if most < 2 or not low < high:
        raise ValueError(f"{most} ticks from {low} to {high} are not possible: ask for 2 or more, and low < high.")
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    for step in (power * factor for factor in (1.0, 2.0, 2.5, 5.0, 10.0, 20.0)):
        places = range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
        if len(places) <= most:
            break
    return [place * step for place in places]


@dataclass(frozen=True, slots=True)
class Axes:
    """A frame, and the numbers at its edges: x from `low` to `high`, y from `bottom` to `top`."""

    frame: Frame
    low: float
    high: float
    bottom: float
    top: float
    headroom: float = 0.0

    @classmethod
    def over(cls, frame: Frame, x: tuple[float, float], y: tuple[float, float], headroom: float = 0.0) -> Axes:
        """Return axes with a little air above and below y; `headroom` at the top of the frame stays free."""
        air = AIR * ((y[1] - y[0]) or 1.0)
        return cls(frame, *x, y[0] - air, y[1] + air, headroom)

    @property
    def ceiling(self) -> float:
        """Where the headroom ends and y begins."""
        return self.frame.y + self.headroom

    def across(self, x: float) -> float:
        """Return where x lies."""
        return self.frame.x + (x - self.low) / (self.high - self.low) * self.frame.width

    def up(self, y: float) -> float:
        """Return where y lies."""
        return self.frame.bottom - (y - self.bottom) / (self.top - self.bottom) * (self.frame.bottom - self.ceiling)

    def points(self, points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
        """Return where points (x, y) lie."""
        return tuple((self.across(x), self.up(y)) for x, y in points)

    def grid(self, x_ticks: Sequence[float], y_ticks: Sequence[float]) -> Iterator[Shape]:
        """Thin lines at the ticks, stronger ones at 0, numbers outside the frame."""
        numbers = NumberFormat()
        for x in x_ticks:
            at, text = self.across(x), numbers.text(x)
            yield _line((at, self.ceiling), (at, self.frame.bottom), x)
            yield Text(at - text_width(text, TYPE) / 2, self.frame.bottom + TYPE + GAP / 2, text, TYPE, "muted")
        for y in y_ticks:
            at, text = self.up(y), numbers.text(y)
            yield _line((self.frame.x, at), (self.frame.right, at), y)
            yield Text(self.frame.x - GAP - text_width(text, TYPE), at + 0.35 * TYPE, text, TYPE, "muted")


def _line(start: tuple[float, float], end: tuple[float, float], number: float) -> Arrow:
    return Arrow((start, end), "line", 0.3 if number else 1.2, head=False)
