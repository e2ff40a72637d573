"""A finished picture: SVG, PNG and DOT of it, saved or shown in a notebook."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viz.files import write_whole
from viz.network_scene import network_drawing
from viz.network_view import ForwardLike, NetworkView, view_of
from viz.stage import Stage
from viz.style import NumberFormat, Style
from viz.svg import svg_text

if TYPE_CHECKING:
    from viz.dot import Digraph

__all__ = ["Figure", "draw_network"]


@dataclass(frozen=True)
class Figure:
    """A picture of a network at one moment; later changes of the network do not reach it.

    Attributes
    ----------
    view : NetworkView
        What it shows.
    stage : Stage
        How much of it.
    style : Style
        Colours and number format.
    title : str
    """

    view: NetworkView
    stage: Stage = Stage.BACKWARD
    style: Style = field(default_factory=Style)
    title: str = ""

    def svg(self) -> str:
        """Return the picture as SVG text."""
        return svg_text(network_drawing(self.view, self.stage, self.style.numbers, self.title), self.style)

    def png(self) -> bytes:
        """Return the picture as PNG, two pixels a unit.

        Raises
        ------
        RenderError
            If it cannot be drawn.
        """
        from viz.render import png_bytes  # noqa: PLC0415  # loads resvg on first use

        return png_bytes(self.svg())

    @cached_property
    def dot(self) -> Digraph:
        """The picture as a `graphviz.Digraph`, each neuron one vertex of two cells."""
        from viz.dot import network_dot  # noqa: PLC0415  # loads graphviz on first use

        return network_dot(self.view, self.stage, self.style, self.title)

    def save(self, path: str | Path) -> Path:
        """Write the picture; the suffix decides: .svg, .png, .dot or .gv. It appears whole or not at all.

        Raises
        ------
        ValueError
            For any other suffix.
        OSError
            If the file cannot be written.
        """
        suffix = Path(path).suffix.lower()
        if suffix == ".svg":
            return write_whole(path, self.svg().encode())
        if suffix == ".png":
            return write_whole(path, self.png())
        if suffix in (".dot", ".gv"):
            return write_whole(path, self.dot.source.encode())
        raise ValueError(f"{str(path)!r} does not say what to write: end the name with .svg, .png, .dot or .gv.")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg(), "text/plain": repr(self)}

    def __repr__(self) -> str:
        return f"<Figure of a {self.view.shape} network, stage {self.stage}>"


def draw_network(
    forward: ForwardLike,
    *,
    stage: Stage = Stage.BACKWARD,
    title: str = "",
    style: Style | None = None,
    decimals: int | None = None,
) -> Figure:
    """Draw a forward pass: every neuron split into net | out, with values and, after ``backward()``, gradients.

    Parameters
    ----------
    forward
        What ``network.forward(...)`` or ``example.run()`` returned.
    stage
        structure, weights, forward or backward; the coordinates are the same at each.
    title
        Above the picture.
    style
        Colours and number format.
    decimals
        Digits after the point, 0 to 6, in place of four significant digits.

    Raises
    ------
    TypeError
        If `forward` is not a forward pass.
    ValueError
        If a neuron's net is not a weighted sum of the layer before it, or decimals are out of range.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> forward.total.backward()
    >>> draw_network(forward)
    <Figure of a 2-2-2 network, stage backward>
    """
    if not hasattr(forward, "layers"):
        raise TypeError(f"draw_network takes a forward pass, such as network.forward(…), not {type(forward).__name__}.")
    style = style or Style()
    if decimals is not None:
        if not 0 <= decimals <= MOST_DECIMALS:
            raise ValueError(f"decimals is {decimals}; a picture has room for 0 to {MOST_DECIMALS}.")
        style = Style(style.theme, style.dark, NumberFormat(decimals=decimals))
    return Figure(view_of(forward), Stage(stage), style, title)


MOST_DECIMALS = 6
"""With more, a network of two layers grows wider than 1000 units at a type of 14."""
