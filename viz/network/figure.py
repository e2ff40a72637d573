"""The picture of a network at one moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from viz.canvas.svg import svg_text
from viz.like import ForwardLike
from viz.network.scene import network_drawing
from viz.network.view import NetworkView, view_of
from viz.stage import Stage
from viz.style import Style

if TYPE_CHECKING:
    from viz.network.dot import Digraph
from viz.figure import Figure, with_decimals

__all__ = ["NetworkFigure", "draw_network"]


@dataclass(frozen=True, repr=False)
class NetworkFigure(Figure):
    """A picture of a network at one moment.

    Attributes
    ----------
    view : NetworkView
        What it shows.
    stage : Stage
        How much of it.
    style : Style
        Colours and number format.
    title : str
    note : str
        Said under the title, after the stage.
    """

    view: NetworkView
    stage: Stage = Stage.BACKWARD
    style: Style = field(default_factory=Style)
    title: str = ""
    note: str = ""

    def svg(self) -> str:
        """Return the picture as SVG text."""
        return svg_text(network_drawing(self.view, self.stage, self.style.numbers, self.title, self.note), self.style)

    @cached_property
    def dot(self) -> Digraph:
        """The picture as a `graphviz.Digraph`, each neuron one vertex of two cells."""
        from viz.network.dot import network_dot  # noqa: PLC0415  # loads graphviz on first use

        return network_dot(self.view, self.stage, self.style, self.title)

    def __repr__(self) -> str:
        return f"<Figure of a {self.view.shape} network, stage {self.stage}>"


def draw_network(
    forward: ForwardLike,
    *,
    stage: Stage = Stage.BACKWARD,
    title: str = "",
    note: str = "",
    style: Style | None = None,
    decimals: int | None = None,
) -> NetworkFigure:
    """Draw a forward pass: every neuron split into net | out, with values and, after ``backward()``, gradients.

    Parameters
    ----------
    forward
        What ``network.forward(...)`` or ``example.run()`` returned.
    stage
        structure, weights, forward or backward; the coordinates are the same at each.
    title
        Above the picture.
    note
        Under the title, after the stage: which sample the picture shows.
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
    return NetworkFigure(view_of(forward), Stage(stage), with_decimals(style or Style(), decimals), title, note)
