"""A finished picture: SVG, PNG and DOT of it, saved or shown in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from autograd import RenderError
from autograd.text.files import write_whole
from viz.canvas.dot import Digraph
from viz.canvas.png import MOST_PIXELS, png_bytes, png_pixels
from viz.canvas.shapes import Drawing
from viz.canvas.svg import svg_text
from viz.style import NumberFormat, Style

__all__ = ["DOT_SUFFIXES", "MOST_DECIMALS", "SHAPE_SUFFIXES", "DrawingFigure", "Figure", "with_decimals"]

MOST_DECIMALS = 6
"""With more, a network of two layers grows wider than 1000 units at a type of 14."""

SHAPE_SUFFIXES, DOT_SUFFIXES = (".svg", ".png"), (".dot", ".gv")
"""What a picture's file may end with: for its shapes, and for its DOT where it has one."""


@dataclass(frozen=True, repr=False, eq=False)
class Figure:
    """A finished picture; later changes of what it shows do not reach it.

    Parameters
    ----------
    about
        What it shows, as its repr says it: ``a 2-2-2 network, stage backward``.
    style
        Colours and number format.
    make_drawing
        Makes its shapes, on first use.
    make_dot
        Makes its DOT, on first use; None where it is drawn without Graphviz.
    png_refusal
        Why it is not drawn as PNG; empty where it is.
    """

    about: str
    style: Style
    make_drawing: Callable[[], Drawing]
    make_dot: Callable[[], Digraph] | None = None
    png_refusal: str = ""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """What a file's name may end with."""
        return SHAPE_SUFFIXES if self.make_dot is None else (*SHAPE_SUFFIXES, *DOT_SUFFIXES)

    @cached_property
    def drawing(self) -> Drawing:
        """Its shapes."""
        return self.make_drawing()

    def svg(self) -> str:
        """Return the picture as SVG text.

        Raises
        ------
        RenderError
            If Graphviz places its boxes and there is none, or it takes longer than 10 seconds.
        """
        return svg_text(self.drawing, self.style)

    @cached_property
    def dot(self) -> Digraph:
        """The picture as a `graphviz.Digraph`.

        Raises
        ------
        TypeError
            If it is drawn without Graphviz.
        """
        if self.make_dot is None:
            raise TypeError("this picture is drawn without Graphviz and has no DOT; save it as .svg or .png.")
        return self.make_dot()

    @property
    def has_png(self) -> bool:
        """Whether it is small enough for a PNG; every picture is an SVG."""
        return not self.png_refusal and png_pixels(self.svg()) <= MOST_PIXELS

    def png(self) -> bytes:
        """Return the picture as PNG, two pixels a unit.

        Raises
        ------
        RenderError
            If it cannot be drawn, or is too large.
        """
        if self.png_refusal:
            raise RenderError(self.png_refusal)
        return png_bytes(self.svg())

    def save(self, path: str | Path) -> Path:
        """Write the picture; the suffix decides: .svg, .png, .dot or .gv. It appears whole or not at all.

        Raises
        ------
        ValueError
            For any other suffix.
        RenderError
            If it cannot be drawn; where Graphviz failed and DOT needs none, the DOT text is written beside it.
        OSError
            If the file cannot be written.
        """
        suffix = Path(path).suffix.lower()
        if suffix not in self.suffixes:
            *others, last = self.suffixes
            raise ValueError(
                f"{str(path)!r} does not say what to write: end the name with {', '.join(others)} or {last}."
            )
        if suffix in DOT_SUFFIXES:
            return write_whole(path, self.dot.source.encode())
        try:
            svg = self.svg()
        except RenderError as error:
            if self.make_dot is None:
                raise
            instead = write_whole(Path(path).with_suffix(".dot"), self.dot.source.encode())
            raise RenderError(f"{error} Wrote {instead} instead.") from error
        return write_whole(path, svg.encode() if suffix == ".svg" else self.png())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<Figure of {self.about}>"


class DrawingFigure(Figure):
    """A picture that is nothing but its shapes, such as a plot or a lit partial; it has no DOT."""

    def __init__(self, drawing: Drawing, style: Style | None = None) -> None:
        super().__init__(drawing.title, style or Style(), partial(replace, drawing))


def with_decimals(style: Style | None, decimals: int | None) -> Style:
    """Return the style, the usual one if None, with so many decimals; ValueError if they are too many."""
    style = style or Style()
    if decimals is None:
        return style
    if not 0 <= decimals <= MOST_DECIMALS:
        raise ValueError(f"decimals is {decimals}; a picture has room for 0 to {MOST_DECIMALS}.")
    return Style(style.theme, style.dark, NumberFormat(decimals=decimals))
