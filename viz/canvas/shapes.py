"""Shapes with coordinates: what a layout makes and what SVG is written from. Colours are roles of a `Theme`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from viz.style import text_width

__all__ = ["Arrow", "Circle", "Drawing", "Frame", "HalfDisc", "Mark", "Shape", "Text"]

MARK = 8.0
"""Width of the triangle before a value (▸) or a gradient (◂)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A box with rounded corners; `fill` or `stroke` empty: not painted. Texts name the frame they must stay in."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    name: str = ""
    thickness: float = 1.5

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    name: str = ""
    thickness: float = 1.5

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x, self.y


@dataclass(frozen=True, slots=True)
class HalfDisc:
    """The left (`side` = −1) or right (+1) half of a disc."""

    x: float
    y: float
    radius: float
    side: int
    fill: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line through points, with a head at its end if `head`; dashed for a negative gradient."""

    points: tuple[tuple[float, float], ...]
    stroke: str
    width: float = 1.5
    dashed: bool = False
    head: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text from `x` on, its baseline at `y`; `inside` names the frame or circle it must stay in."""

    x: float
    y: float
    text: str
    size: float = 14.0
    fill: str = "text"
    inside: str = ""

    @property
    def width(self) -> float:
        """How wide it is."""
        return text_width(self.text, self.size)


@dataclass(frozen=True, slots=True)
class Mark:
    """The triangle before a value, pointing forward (▸), or before a gradient, pointing back (◂)."""

    x: float
    y: float
    forward: bool
    fill: str


Shape: TypeAlias = Frame | Circle | HalfDisc | Arrow | Text | Mark


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture in user units."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str
