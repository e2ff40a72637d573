"""Pictures of a derivative at work on a network: one partial lit, one part of it, the backward pass, a wiggle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograd.derivation import derive
from viz.figure import DrawingFigure, with_decimals
from viz.like import ForwardLike
from viz.overlay.backward_scene import backward_drawing
from viz.overlay.part_scene import part_drawing
from viz.overlay.partial_scene import partial_drawing
from viz.overlay.partial_view import PartialView
from viz.overlay.wiggle_scene import wiggle_drawing
from viz.style import Style

if TYPE_CHECKING:
    from collections.abc import Collection

    from autograd import Ripple, Value

__all__ = ["draw_backward", "draw_part", "draw_partial", "draw_wiggle"]


def draw_partial(
    forward: ForwardLike,
    output: Value,
    wrt: Value,
    *,
    title: str = "",
    note: str = "",
    style: Style | None = None,
    decimals: int | None = None,
    wrong: Collection[int] = (),
) -> DrawingFigure:
    """Draw ∂output/∂wrt on its network: everything between the two lit, its factors numbered as in the formula below.

    Each factor ①, ②, … stands where it belongs: ∂net/∂w at the weight, the slope of the activation on the divider,
    ∂E/∂out at the error. Where paths meet, their sum stands at that neuron. Colours mean paths only.

    Parameters
    ----------
    forward
        What ``network.forward(…)`` or ``example.run()`` returned; ``backward()`` is not needed.
    output
        What is differentiated: the total error, the error of one output, an out or a net.
    wrt
        By what: a weight, a bias, an input, an out or a net.
    title
        Above the picture; the partial if empty.
    note
        Under the title.
    style
        Colours and number format.
    decimals
        Digits after the point, 0 to 6, in place of four significant digits.
    wrong
        The numbers of factors that somebody took wrong: they stand in a frame with a cross.

    Raises
    ------
    GraphError
        If `wrt` does not feed `output`.
    ValueError
        If a neuron's net is not a weighted sum of the layer before it, or decimals are out of range.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> draw_partial(forward, forward.total, forward["w5"])
    <Figure of ∂E_total/∂w5>

    References
    ----------
    Notes a: ∂E_total/∂w5 = 0.74136507 · 0.186815602 · 0.593269992 = 0.082167041.
    """
    look = with_decimals(style, decimals)
    view = PartialView(forward, derive(output, wrt), look.numbers, frozenset(wrong))
    return DrawingFigure(partial_drawing(view, title, note), look)


def draw_part(
    forward: ForwardLike,
    output: Value,
    *,
    title: str = "",
    note: str = "",
    style: Style | None = None,
    decimals: int | None = None,
) -> DrawingFigure:
    """Draw a network with everything grey that does not feed `output`: chains not connected to it can be ignored.

    Gradients are those of `output`, and ``backward()`` is not needed. The other parameters and errors are those of
    `draw_partial`.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> draw_part(forward, forward["E_o1"])
    <Figure of What feeds E_o1>
    """
    look = with_decimals(style, decimals)
    return DrawingFigure(part_drawing(forward, output, look.numbers, title, note), look)


def draw_backward(
    forward: ForwardLike,
    *,
    title: str = "",
    note: str = "",
    style: Style | None = None,
    decimals: int | None = None,
) -> DrawingFigure:
    """Draw the backward pass: arrows run from the total error back, and carry ∂E/∂· from node to node.

    In a weight stand ∂E/∂w and what it hands on: ∂E/∂net · w to the neuron before it. ``backward()`` is not needed.
    The parameters are those of `draw_partial`.

    Raises
    ------
    ValueError
        If the forward pass has no error, or decimals are out of range.

    Examples
    --------
    >>> from nn import documents
    >>> draw_backward(documents.mazur().run())
    <Figure of Backward pass>
    """
    look = with_decimals(style, decimals)
    return DrawingFigure(backward_drawing(forward, look.numbers, title, note), look)


def draw_wiggle(
    forward: ForwardLike,
    ripple: Ripple,
    *,
    title: str = "",
    note: str = "",
    style: Style | None = None,
    decimals: int | None = None,
) -> DrawingFigure:
    """Draw what a change of one value does to every other: the predicted change (≈) and the true one (=) at each.

    Parameters
    ----------
    forward
        A forward pass.
    ripple
        What ``wiggle(output, leaf, by=…)`` returned for a value of this forward pass.
    title, note, style, decimals
        As in `draw_partial`.

    Raises
    ------
    ValueError
        If the wiggled value is no part of the forward pass, or decimals are out of range.

    Examples
    --------
    >>> from autograd import wiggle
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> draw_wiggle(forward, wiggle(forward.total, "w5", by=0.01))
    <Figure of Wiggle w5: 0.4 → 0.41>
    """
    look = with_decimals(style, decimals)
    return DrawingFigure(wiggle_drawing(forward, ripple, look.numbers, title, note), look)
