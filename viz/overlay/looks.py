"""Overlays of one picture of a network, beside or in place of values and gradients: inks, notes, badges by part."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

from autograd import Value
from viz.canvas.numbers import Number
from viz.canvas.pen import Badge, Piece, line_length
from viz.canvas.shapes import Arrow, Circle, Frame, HalfDisc, Mark, Shape, Text
from viz.canvas.texts import TYPE, label
from viz.like import ForwardLike, NeuronLike
from viz.network.parts import HALVES, PARAMETERS, Join, Kind, Part, Parts, Side, circles_of
from viz.network.pen import NetworkPen
from viz.network.sizes import Room, chip_text
from viz.network.view import NetworkView, NeuronView
from viz.stage import Stage
from viz.style import NumberFormat, text_width

__all__ = ["Look", "Notes", "Overlay", "OverlayPen", "lit_looks"]

Notes: TypeAlias = list[list[Piece]]
"""Lines under the value of a part."""

SIGNED_TEXT = ("positive_text", "negative_text")

NOTE_LINE = 22.0
"""From one note to the next: room for badges."""

LIT = 2.8
"""Width of a line on a path."""


class Look(Enum):
    """The look of a part that is on no path."""

    PLAIN = "plain"
    """As usual."""
    DIM = "dim"
    """Grey: it takes no part."""


@dataclass(frozen=True)
class Overlay:
    """Looks of the parts of a network, and what is written in them.

    A part has a look, or the ink of the path that it is on. Notes are lines under its value; chips stand on the divider
    of a neuron, in place of its activation; signs are the numbers whose sign and size the lines show.
    """

    looks: Mapping[Part, Look | str] = field(default_factory=dict)
    otherwise: Look = Look.PLAIN
    notes: Mapping[Part, Notes] = field(default_factory=dict)
    chips: Mapping[Part, list[Piece]] = field(default_factory=dict)
    signs: Mapping[Part, float] = field(default_factory=dict)


def _size(every: Sequence[Notes], least: int) -> tuple[float, int]:
    """The longest line, and the most lines."""
    lines = [line_length(line) for notes in every for line in notes if line]
    return max(lines, default=0.0), max([least, *map(len, every)])


class OverlayPen(NetworkPen):
    """A pen that draws each part of a network as an overlay says."""

    note_line = NOTE_LINE
    narrowest = 620.0

    def __init__(self, overlay: Overlay, numbers: NumberFormat) -> None:
        super().__init__(Stage.BACKWARD, numbers)
        self.overlay = overlay
        self.part: Part | None = None

    def room(self, view: NetworkView, below: float = 0.0) -> Room:
        """Return the room that the overlay takes; `below` is the height of a box under a neuron or an input."""
        shared = [
            Part(Kind.BIAS, depth, place=place)
            for depth, layer in enumerate(view.layers)
            for place, bias in enumerate(layer.biases)
            if bias.is_shared
        ]
        singles = self._notes_of(*PARAMETERS, but=shared)
        chips = [text_width(chip_text(neuron, self.numbers), TYPE) for neuron in view.neurons.values()]
        return Room(
            half=_size(self._notes_of(*HALVES), 1),
            parameter=(_size(self._notes_of(*PARAMETERS), 1)[0], _size(singles, 1)[1]),
            error=_size(self._notes_of(Kind.ERROR), 0),
            total=_size(self._notes_of(Kind.TOTAL), 0),
            input=_size(self._notes_of(Kind.INPUT), 0),
            shared=_size([self.overlay.notes.get(part, []) for part in shared], 1)[1],
            chip=max(*chips, *map(line_length, self.overlay.chips.values()), 0.0),
            below=below,
            line=NOTE_LINE,
        )

    def _notes_of(self, *kinds: Kind, but: Container[Part] = ()) -> list[Notes]:
        return [notes for part, notes in self.overlay.notes.items() if part.kind in kinds and part not in but]

    def on(self, part: Part | None) -> OverlayPen:
        """Return the pen for a part, or for what is none; what it draws goes into the same picture."""
        pen = type(self)(self.overlay, self.numbers)
        pen.shapes, pen.part = self.shapes, part
        return pen

    @property
    def look(self) -> Look | str:
        """How the part looks."""
        return self.overlay.looks.get(self.part, self.overlay.otherwise) if self.part else Look.PLAIN

    def draw(self, *shapes: Shape) -> None:
        """Add shapes, in the look of the part; a grey line goes below all others."""
        look = self.look
        if look is Look.DIM and self.part and self.part.side:
            self.shapes[:0] = map(_dimmed, shapes)
        elif look is Look.DIM:
            super().draw(*map(_dimmed, shapes))
        elif isinstance(look, str):
            super().draw(*[_inked(shape, look) for shape in shapes])
        else:
            super().draw(*shapes)

    def badge(self, at: tuple[float, float], badge: Badge) -> None:
        """Draw a number in a disc, which looks alike on every part."""
        if self.part:
            self.on(None).badge(at, badge)
        else:
            super().badge(at, badge)

    def notes(self, number: Number | None) -> Notes:
        """Return what the overlay writes in the part."""
        return self.overlay.notes.get(self.part, []) if self.part else []

    def chip(self, neuron: NeuronView) -> list[Piece]:
        """Return what the overlay writes on the divider, else the activation."""
        activation: list[Piece] = [label(neuron.activation, 10)]
        return self.overlay.chips.get(self.part, activation) if self.part else activation

    def stroke(self, grad: float | None) -> tuple[str, float, bool]:
        """Ink, width and dash of a line, by the number that the overlay gives it."""
        return super().stroke(self.overlay.signs.get(self.part) if self.part else grad)


def _dimmed(shape: Shape) -> Shape:
    """A shape in grey; boxes stay on top of lines."""
    match shape:
        case Frame() | Circle():
            fill = "background" if shape.fill else ""
            return replace(shape, fill=fill, stroke="dim" if shape.stroke else "", thickness=1.0)
        case HalfDisc():
            return replace(shape, fill="background")
        case Arrow():
            return replace(shape, stroke="dim", width=1.2, dashed=False)
        case Text() | Mark():
            return replace(shape, fill="dim")


def _inked(shape: Shape, ink: str) -> Shape:
    """A shape on a path: its lines have the path's ink."""
    match shape:
        case Frame(fill="chip_fill"):
            return replace(shape, stroke=ink)
        case Frame() | Circle() if shape.stroke:
            return replace(shape, stroke=ink, thickness=LIT - 0.6)
        case Arrow():
            return replace(shape, stroke=ink, width=LIT if shape.width >= 1.5 else shape.width, dashed=False)
        case Text() | Mark() if shape.fill in SIGNED_TEXT:
            return replace(shape, fill="text")
    return shape


Ink: TypeAlias = Callable[[*tuple[Value | None, ...]], Look | str]
"""Gives the look of what belongs to some values, of which at least one is lit."""


def lit_looks(forward: ForwardLike, parts: Parts, lit: Container[Value], ink: Ink) -> dict[Part, Look | str]:
    """Return the looks of the parts whose values are lit, and of what multiplies them on their path."""
    lines = {part: join for part, join in parts.lines.items() if _is_lit(join, lit)}
    factors = {value for join in lines.values() for value in (join.start, join.weight)}
    looks = {
        part: Look.PLAIN if join.start not in lit and part.side is Side.IN else ink(join.start, join.end, join.weight)
        for part, join in lines.items()  # plain is what a weight is multiplied by
    }
    for part, value in parts.values.items():
        if value in lit:
            looks[part] = ink(value)
        elif value in factors:
            looks[part] = Look.PLAIN
    for part, neuron in circles_of(forward):
        looks |= _circle_looks(part, neuron, lit, factors, ink)
    return looks


def _is_lit(join: Join, lit: Container[Value]) -> bool:
    return join.end in lit and (join.start in lit or join.weight in lit)


def _circle_looks(
    part: Part, neuron: NeuronLike, lit: Container[Value], factors: Container[Value | None], ink: Ink
) -> dict[Part, Look | str]:
    """The looks of a neuron's circle, and of the sum that it has a share of in a layer with softmax."""
    halves = [value in lit for value in (neuron.net, neuron.out)]
    looks: dict[Part, Look | str] = {Part(Kind.SUM, part.depth): Look.PLAIN} if halves[0] else {}
    if all(halves):
        looks[part] = ink(neuron.out, neuron.net)
    elif any(halves) or neuron.out in factors:
        looks[part] = Look.PLAIN
    return looks
