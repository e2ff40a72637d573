"""Sizes of the parts of a network picture for the texts they hold."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from viz.canvas.numbers import Number
from viz.canvas.texts import LINE, TYPE, label, marked_width
from viz.network.view import ErrorView, NetworkView, NeuronView
from viz.style import NumberFormat, text_width

__all__ = ["MOST_SHOWN", "Room", "Sizes", "chip_text", "measure"]

ROWS = {1: (-44.0, -20.0, 4.0, 34.0), 2: (-54.0, -31.0, -8.0, 14.0, 43.0)}
"""Middles of name, value, notes and activation in a neuron's circle, from its centre, by the number of notes."""

LARGEST_WITH_PILLS = 4
"""Inputs or neurons of a layer up to which weights stand on the lines; above, they go into a table."""

MOST_SHOWN = 8
"""Inputs or neurons of a layer that are drawn; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Room:
    """Room for what a picture writes where others have gradients: the longest note under a value, and how many at most.

    `shared` are the notes under a bias that feeds several neurons, `chip` is the longest text on a divider, `below` the
    height of a box under a neuron or an input, `line` the step from one note to the next.
    """

    half: tuple[float, int] = (0.0, 1)
    parameter: tuple[float, int] = (0.0, 1)
    error: tuple[float, int] = (0.0, 0)
    total: tuple[float, int] = (0.0, 0)
    input: tuple[float, int] = (0.0, 0)
    shared: int = 1
    chip: float = 0.0
    below: float = 0.0
    line: float = LINE

    def height(self, lines: int, notes: int) -> float:
        """Return how high so many lines are with so many notes below them."""
        return lines * LINE + notes * self.line


@dataclass(frozen=True, slots=True)
class Sizes:
    """Widths, heights and radii, in units of which the type is 14; `rows` are the middles of lines in a neuron."""

    may_have_pills: bool
    rows: tuple[float, ...]
    radius: float
    input_radius: float
    pill: tuple[float, float]
    shared_pill: float
    below: float
    error: tuple[float, float]
    total: tuple[float, float]
    shared_sum: tuple[float, float]


def chip_text(neuron: NeuronView, numbers: NumberFormat) -> str:
    """Return what the chip on a neuron's divider says: the activation's derivative, ``σ′ 0.1868``."""
    return f"{label(neuron.activation, 10)}′ {numbers.text(neuron.slope)}"


def room_for_gradients(view: NetworkView, numbers: NumberFormat) -> Room:
    """Return room for every gradient: of usual ones for more than there is, so that pictures of a training agree."""
    neurons = list(view.neurons.values())
    shown = [*(half for neuron in neurons for half in (neuron.net, neuron.out)), *view.parameters]
    usual = "−0.0001234" if numbers.decimals is None else f"−0.{'0' * max(4, numbers.decimals)}"
    slot = max(map(marked_width, (usual, *(numbers.signed(number.grad) for number in shown))))
    chip = max(text_width(chip_text(neuron, numbers), TYPE) for neuron in neurons)
    return Room((slot, 1), (slot, 1), chip=chip)


def measure(view: NetworkView, numbers: NumberFormat, room: Room | None = None) -> Sizes:
    """Return the sizes; they depend on the numbers of a view, never on the stage that is drawn."""
    room = room or room_for_gradients(view, numbers)
    pill = max(room.parameter[0], *(_titled(number, numbers) for number in view.parameters))
    error = max((_error_width(error, numbers) for error in view.errors), default=0)
    total = _titled(view.total, numbers) if view.total else 0
    widest = max(len(view.inputs), *(len(layer.neurons) for layer in view.layers))
    return Sizes(
        may_have_pills=widest <= LARGEST_WITH_PILLS,
        rows=ROWS[room.half[1]],
        radius=_radius(list(view.neurons.values()), room, numbers),
        input_radius=_input_radius(view, room, numbers),
        pill=(pill + 12, room.height(1, room.parameter[1]) + 6),
        shared_pill=room.height(2, room.shared) + 6,
        below=room.below,
        error=(max(error, room.error[0]) + 20, room.height(3, room.error[1]) + 12),
        total=(max(total, room.total[0]) + 24 if view.total else 0, room.height(1, room.total[1]) + 20),
        shared_sum=_shared_sum(view, numbers),
    )


def _shared_sum(view: NetworkView, numbers: NumberFormat) -> tuple[float, float]:
    """Room for the bracket of a softmax and its sum, in two lines."""
    sums = [layer.shared_sum for layer in view.layers if layer.shared_sum]
    widths = [max(text_width(one.name, TYPE), marked_width(one.text(numbers))) for one in sums]
    return (max(widths) + 16 if sums else 0, 2 * LINE + 6)


def _titled(number: Number, numbers: NumberFormat) -> float:
    """The width of ``name ▸ value``."""
    return text_width(label(number.name), TYPE) + 6 + marked_width(numbers.text(number.value))


def _name_and_number(number: Number, numbers: NumberFormat, longest: int) -> tuple[float, float]:
    return text_width(label(number.name, longest), TYPE), marked_width(numbers.text(number.value))


def _radius(neurons: list[NeuronView], room: Room, numbers: NumberFormat) -> float:
    """The smallest circle in whose halves names, values and gradients fit at their heights."""
    pairs = [_name_and_number(part, numbers, 12) for neuron in neurons for part in (neuron.net, neuron.out)]
    (slot, notes), rows = room.half, ROWS[room.half[1]]
    widths = (max(name for name, _ in pairs), max(value for _, value in pairs), *[slot] * notes)
    reach = [hypot(width + 11, abs(row) + TYPE / 2) for width, row in zip(widths, rows, strict=False)]
    return max(*reach, hypot(room.chip / 2 + 12, rows[-1] + LINE / 2 + 3))


def _input_radius(view: NetworkView, room: Room, numbers: NumberFormat) -> float:
    width = max(max(_name_and_number(number, numbers, 6)) for number in view.inputs)
    width, notes = max(width, room.input[0]), room.input[1]
    return max(30.0, width / 2 + 8, hypot(width / 2, room.height(2, notes) / 2) if notes else 0.0)


def _error_width(error: ErrorView, numbers: NumberFormat) -> float:
    target = text_width(label(error.target_word), TYPE) + 6 + marked_width(numbers.text(error.target.value))
    return max(_titled(error.number, numbers), text_width(label(error.formula, 24), TYPE), target)
