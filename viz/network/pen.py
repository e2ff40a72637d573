"""A pen that knows the parts of a network picture, and what is written in each."""

from __future__ import annotations

from viz.canvas.numbers import Number
from viz.canvas.pen import Pen, Piece, Row
from viz.canvas.texts import LINE, label
from viz.network.parts import Part
from viz.network.sizes import Room, chip_text
from viz.network.view import NetworkView, NeuronView
from viz.stage import Stage

__all__ = ["NetworkPen"]


class NetworkPen(Pen):
    """A pen for the picture of a network; parameters are those of `Pen`."""

    note_line = LINE
    """From one note to the next."""

    narrowest = 0.0
    """Width of a picture, at least."""

    def room(self, view: NetworkView, below: float = 0.0) -> Room | None:
        """Return room for what is written in the parts, and `below` a neuron; None for that of gradients."""
        return None

    def on(self, part: Part) -> NetworkPen:
        """Return the pen for a part of the picture; here all parts look alike."""
        return self

    def noted(self, number: Number | None) -> list[Row]:
        """Return the notes of a part as rows."""
        return [Row(pieces, height=self.note_line) for pieces in self.notes(number)]

    def titled(self, number: Number, stage: Stage) -> list[str]:
        """``name ▸ value``, the value from a stage on."""
        return [label(number.name), *self.value(number, stage)]

    def notes(self, number: Number | None) -> list[list[Piece]]:
        """Return the lines under the value of a part: its gradient; errors and their total have none."""
        return [] if number is None else [[*self.gradient(number)]]

    def chip(self, neuron: NeuronView) -> list[Piece]:
        """Return what stands on a neuron's divider: the activation, at the last stage with its derivative."""
        is_last = self.stage is Stage.BACKWARD
        return [chip_text(neuron, self.numbers) if is_last else label(neuron.activation, 10)]
