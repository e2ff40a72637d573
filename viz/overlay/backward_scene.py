"""The backward pass: arrows run back from the error and carry ∂E/∂· from node to node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from autograd import Value
from autograd.graphs.folding import fold
from viz.canvas.key import Entry, sign_entries
from viz.canvas.pen import Piece
from viz.canvas.shapes import Arrow, Drawing, Shape
from viz.canvas.texts import label, with_note
from viz.figure import DrawingFigure, with_decimals
from viz.like import ForwardLike
from viz.network.parts import Kind, Part, Side, circles_of
from viz.network.scene import Texts, drawing_of
from viz.network.sizes import chip_text
from viz.overlay.looks import Notes, Overlay, OverlayPen
from viz.overlay.reading import Reading
from viz.style import NumberFormat, Style

__all__ = ["draw_backward"]


class BackwardPen(OverlayPen):
    """An `OverlayPen` whose arrows run back; nothing goes on from the first weights to the inputs."""

    def draw(self, *shapes: Shape) -> None:
        """Add shapes, lines turned round."""
        super().draw(*[self._turned(shape) if isinstance(shape, Arrow) else shape for shape in shapes])

    def _turned(self, arrow: Arrow) -> Arrow:
        if self.part and self.part.side:
            return replace(arrow, points=arrow.points[::-1], head=not self.part.leads_from_input)
        return arrow


@dataclass(frozen=True)
class BackwardView(Reading):
    """The gradients that the backward pass carries from the total error of a forward pass."""

    @cached_property
    def overlay(self) -> Overlay:
        """What is written in the parts, and the numbers on their lines."""
        notes: dict[Part, Notes] = {
            part: [self._back(value)] for part, value in self.parts.values.items() if part.kind is not Kind.INPUT
        }
        for part, name, carried in self._carried():
            notes.setdefault(part, []).append([name, *self._back(carried)])
        return Overlay(notes=notes, chips=self._chips(), signs=dict(self._signs()))

    def _back(self, value: Value | float) -> list[Piece]:
        number = self.partials.get(value) if isinstance(value, Value) else value
        return ["◂", self.numbers.signed(number)]

    @cached_property
    def _messages(self) -> dict[tuple[Value, Value], float]:
        """From each named value to each that feeds it: ∂E/∂that, as far as it comes along this path."""
        vertices = [vertex for vertex in fold(self.output) if vertex.value in self.partials]
        return {
            (vertex.value, parent): self.partials[vertex.value] * local
            for vertex in vertices
            for parent, local in vertex.partials
        }

    def _carried(self) -> Iterator[tuple[Part, str, float]]:
        """What each weight and each error hands on: part, name of the neuron it goes to, number."""
        names = {neuron.out: neuron.name for _, neuron in circles_of(self.forward)}
        names |= {neuron.net: neuron.name for neuron in self.forward.layers[-1]}
        for part, join in self.parts.lines.items():
            message = self._messages.get((join.end, join.start))
            if message is not None and part.side is Side.IN and join.start in names:
                yield part.box(), label(names[join.start], 4), message

    def _chips(self) -> dict[Part, list[Piece]]:
        return {part: [chip_text(neuron, self.numbers)] for part, neuron in self.network.neurons.items()}

    def _signs(self) -> Iterator[tuple[Part, float]]:
        for part, join in self.parts.lines.items():
            by = join.weight if part.side is Side.OUT else None
            number = self._messages.get((join.end, by or join.start))
            if number is not None and not part.leads_from_input:
                yield part, number
        yield from ((part, self.partials.get(value, 0.0)) for part, value in self.parts.values.items())


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
    >>> draw_backward(documents.mazur().run()).drawing.description
    'The backward pass of a 2-2-2 network: ∂E_total/∂· on every edge, from E_total = 0.2984 back.'
    """
    look = with_decimals(style, decimals)
    return DrawingFigure(_drawing(forward, look.numbers, title, note), look)


def _drawing(forward: ForwardLike, numbers: NumberFormat, title: str, note: str) -> Drawing:
    if forward.total is None:
        raise ValueError(
            "this forward pass has no error to go back from; give it targets: network.forward(inputs, targets)."
        )
    view = BackwardView(forward, forward.total, numbers)
    name = label(view.network.total_name, 14)
    subtitle = with_note(f"∂{name}/∂· runs back from node to node", note)
    description = (
        f"The backward pass of a {view.network.shape} network: ∂{name}/∂· on every edge, "
        f"from {name} = {numbers.text(forward.total.data)} back."
    )
    first = label(forward.layers[0][0].name, 4)
    goes_back = [first, "◂", f"what goes back to {first}; what arrives there is added"]
    key: list[Entry] = [["▸", "value"], ["◂", f"gradient of {name}"], goes_back]
    texts = Texts(title or "Backward pass", subtitle, description)
    pen = BackwardPen(view.overlay, numbers)
    return drawing_of(pen, view.network, texts, [key, sign_entries(name)])
