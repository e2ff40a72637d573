"""The part of a network that feeds a value: the rest is grey, and gradients are those of that value."""

from __future__ import annotations

from autograd import Value
from viz.canvas.key import Entry, sign_entries
from viz.canvas.pen import Piece
from viz.canvas.shapes import Drawing
from viz.canvas.texts import label, with_note
from viz.figure import DrawingFigure, with_decimals
from viz.like import ForwardLike
from viz.network.parts import HALVES, PARAMETERS, Part, refuse_strangers
from viz.network.scene import Texts, drawing_of
from viz.network.sizes import chip_text
from viz.overlay.looks import Look, Notes, Overlay, OverlayPen, lit_looks
from viz.overlay.reading import Reading
from viz.style import NumberFormat, Style

__all__ = ["draw_part"]


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
    >>> draw_part(forward, forward["E_o1"]).drawing.description
    'The part of a 2-2-2 network that feeds E_o1 = 0.2748.'
    """
    look = with_decimals(style, decimals)
    return DrawingFigure(_drawing(Reading(forward, output, look.numbers), title, note), look)


def _drawing(reading: Reading, title: str, note: str) -> Drawing:
    output, numbers, partials = reading.output, reading.numbers, reading.partials
    view, parts, name = reading.network, reading.parts, label(output.name or "output", 14)
    refuse_strangers(reading.forward, parts, output)
    looks = lit_looks(reading.forward, parts, partials, lambda *_: Look.PLAIN)
    chips: dict[Part, list[Piece]] = {
        part: [chip_text(neuron, numbers)] for part, neuron in view.neurons.items() if part in looks
    }
    values = {part: partials[value] for part, value in parts.values.items() if part in looks}
    lines = {part: partials[join.weight or join.start] for part, join in parts.lines.items() if part in looks}
    overlay = Overlay(looks, Look.DIM, _gradients(values, numbers), chips, lines | values)
    subtitle = with_note(f"values, and gradients of {name}", note)
    description = f"The part of a {view.shape} network that feeds {name} = {numbers.text(output.data)}."
    grey = f"grey: not connected to {name}, its chains can be ignored"
    key: list[Entry] = [["▸", "value"], ["◂", f"gradient of {name}"], [grey]]
    pen = OverlayPen(overlay, numbers)
    texts = Texts(title or f"What feeds {name}", subtitle, description)
    return drawing_of(pen, view, texts, [key, sign_entries(name)])


def _gradients(values: dict[Part, float], numbers: NumberFormat) -> dict[Part, Notes]:
    """The gradients that are written in halves of neurons, in weights and in biases."""
    shown = (*HALVES, *PARAMETERS)
    return {part: [["◂", numbers.signed(partial)]] for part, partial in values.items() if part.kind in shown}
