"""A finished picture: SVG, PNG and DOT of it, saved or shown in a notebook."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograd.text.files import write_whole
from viz.canvas.shapes import Drawing
from viz.canvas.svg import svg_text
from viz.style import NumberFormat, Style

if TYPE_CHECKING:
    from viz.network.dot import Digraph

__all__ = ["MOST_DECIMALS", "DrawingFigure", "Figure", "with_decimals"]

MOST_DECIMALS = 6
"""With more, a network of two layers grows wider than 1000 units at a type of 14."""


class Figure(ABC):
    """A finished picture; later changes of what it shows do not reach it."""

    suffixes: tuple[str, ...] = (".svg", ".png", ".dot", ".gv")
    """What a file's name may end with."""

    @abstractmethod
    def svg(self) -> str:
        """Return the picture as SVG text."""

    @property
    @abstractmethod
    def dot(self) -> Digraph:
        """The picture as a `graphviz.Digraph`."""

    @property
    def has_png(self) -> bool:
        """Whether it is small enough for a PNG; every picture is an SVG."""
        from viz.canvas.png import MOST_PIXELS, png_pixels  # noqa: PLC0415  # loads resvg on first use

        return png_pixels(self.svg()) <= MOST_PIXELS

    def png(self) -> bytes:
        """Return the picture as PNG, two pixels a unit.

        Raises
        ------
        RenderError
            If it cannot be drawn, or is too large.
        """
        from viz.canvas.png import png_bytes  # noqa: PLC0415  # loads resvg on first use

        return png_bytes(self.svg())

    def save(self, path: str | Path) -> Path:
        """Write the picture; the suffix decides: .svg, .png, .dot or .gv. It appears whole or not at all.

        Raises
        ------
        ValueError
            For any other suffix.
        RenderError
            If it cannot be drawn.
        OSError
            If the file cannot be written.
        """
        suffix = Path(path).suffix.lower()
        if suffix not in self.suffixes:
            *others, last = self.suffixes
            raise ValueError(
                f"{str(path)!r} does not say what to write: end the name with {', '.join(others)} or {last}."
            )
        if suffix == ".svg":
            return write_whole(path, self.svg().encode())
        if suffix == ".png":
            return write_whole(path, self.png())
        return write_whole(path, self.dot.source.encode())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg(), "text/plain": repr(self)}


@dataclass(frozen=True, repr=False)
class DrawingFigure(Figure):
    """A picture that is nothing but its shapes, such as a plot or a lit partial; it has no DOT."""

    suffixes = (".svg", ".png")

    drawing: Drawing
    style: Style = field(default_factory=Style)

    def svg(self) -> str:
        """Return the picture as SVG text."""
        return svg_text(self.drawing, self.style)

    @property
    def dot(self) -> Digraph:
        """Not there.

        Raises
        ------
        TypeError
            Always.
        """
        raise TypeError("this picture is drawn without Graphviz and has no DOT; save it as .svg or .png.")

    def __repr__(self) -> str:
        return f"<Figure of {self.drawing.title}>"


def with_decimals(style: Style, decimals: int | None) -> Style:
    """Return the style with so many digits after the point.

    Raises
    ------
    ValueError
        If a picture has no room for them.
    """
    if decimals is None:
        return style
    if not 0 <= decimals <= MOST_DECIMALS:
        raise ValueError(f"decimals is {decimals}; a picture has room for 0 to {MOST_DECIMALS}.")
    return Style(style.theme, style.dark, NumberFormat(decimals=decimals))
