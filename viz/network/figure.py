"""The picture of a network at one moment."""

from __future__ import annotations

from functools import partial

from viz.figure import Figure, with_decimals
from viz.like import ForwardLike
from viz.network.dot import network_dot
from viz.network.scene import network_drawing
from viz.network.view import view_of
from viz.stage import Stage
from viz.style import Style

__all__ = ["draw_network"]


def draw_network(
    forward: ForwardLike,
    *,
    stage: Stage = Stage.BACKWARD,
    title: str = "",
    note: str = "",
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
    if not hasattr(forward, "layers") or not hasattr(forward, "inputs"):
        raise TypeError(
            f"draw_network takes a forward pass, such as network.forward(inputs), not {type(forward).__name__}."
        )
    view, stage, style = view_of(forward), Stage(stage), with_decimals(style, decimals)
    return Figure(
        f"a {view.shape} network, stage {stage}",
        style,
        partial(network_drawing, view, stage, style.numbers, title, note),
        partial(network_dot, view, stage, style, title),
    )
