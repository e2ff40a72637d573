"""The parts of a network picture: the value that each box shows, and the values that each line joins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from autograd import Value, topological_order
from autograd.text.names import printable
from viz.like import ForwardLike, NeuronLike

__all__ = [
    "HALVES",
    "PARAMETERS",
    "Join",
    "Kind",
    "Part",
    "Parts",
    "Side",
    "circles_of",
    "parts_of",
    "refuse_strangers",
]


class Kind(Enum):
    """The kind of a part; its value is how the box of a part is named."""

    INPUT = "input {place}"
    NEURON = "neuron {depth} {neuron}"
    NET = "neuron {depth} {neuron} left"
    OUT = "neuron {depth} {neuron} right"
    WEIGHT = "weight {depth} {neuron} {place}"
    BIAS = "bias {depth} {place}"
    SUM = "sum {depth}"
    ERROR = "error {place}"
    TOTAL = "total"


HALVES = (Kind.NET, Kind.OUT)
PARAMETERS = (Kind.WEIGHT, Kind.BIAS)


class Side(Enum):
    """On which side of its box a line is."""

    IN = "in"
    OUT = "out"
    DIRECT = "direct"
    """The line of a weight that stands in a table."""


class Part(NamedTuple):
    """A box of a network picture, a half of a neuron, or, with a side, a line at that side of a box.

    `depth` is the layer, `neuron` a place in it, and `place` which of its inputs or biases; a line from a bias has the
    neuron that it feeds.

    Examples
    --------
    >>> line = Part(Kind.WEIGHT, 0, 1, 0, Side.IN)
    >>> str(line.box())
    'weight 0 1 0'
    """

    kind: Kind
    depth: int = 0
    neuron: int = 0
    place: int = 0
    side: Side | None = None

    @property
    def leads_from_input(self) -> bool:
        """Whether it is a line from an input of the network."""
        return self.kind is Kind.WEIGHT and self.depth == 0 and self.side in (Side.IN, Side.DIRECT)

    def line(self, side: Side) -> Part:
        """Return the line at a side of this box."""
        return self._replace(side=side)

    def box(self) -> Part:
        """Return the box that a line starts at or leads to."""
        return self._replace(neuron=0 if self.kind is Kind.BIAS else self.neuron, side=None)

    def __str__(self) -> str:
        return self.kind.value.format(**self._asdict())


class Join(NamedTuple):
    """The values that a line joins: it runs from one value to another, perhaps through a weight."""

    start: Value
    end: Value
    weight: Value | None = None


class Parts(NamedTuple):
    """The parts of a picture: what a box or a half of a neuron shows, and what a line joins."""

    values: Mapping[Part, Value]
    lines: Mapping[Part, Join]


def parts_of(forward: ForwardLike) -> Parts:
    """Return the parts of a picture of a forward pass.

    Examples
    --------
    >>> from nn import documents
    >>> parts = parts_of(documents.mazur().run())
    >>> parts.values[Part(Kind.OUT, 1, 0)].name, parts.values[Part(Kind.WEIGHT, 1, 0, 1)].name
    ('out_o1', 'w6')
    >>> [value.name for value in parts.lines[Part(Kind.WEIGHT, 1, 0, 1, Side.IN)]]
    ['out_h2', 'net_o1', 'w6']
    """
    values = {Part(Kind.INPUT, place=place): value for place, value in enumerate(forward.inputs)}
    lines: dict[Part, Join] = {}
    for depth, neurons in enumerate(forward.layers):
        biases = list(dict.fromkeys(neuron.net.parents[-1] for neuron in neurons))
        values |= {Part(Kind.BIAS, depth, place=place): bias for place, bias in enumerate(biases)}
        for n, neuron in enumerate(neurons):
            *operands, bias = neuron.net.parents
            values |= {Part(Kind.NET, depth, n): neuron.net, Part(Kind.OUT, depth, n): neuron.out}
            for place, (weight, source) in enumerate(zip(operands[0::2], operands[1::2], strict=False)):
                part = Part(Kind.WEIGHT, depth, n, place)
                values[part] = weight
                lines |= dict.fromkeys(map(part.line, Side), Join(source, neuron.net, weight))
            lines[Part(Kind.BIAS, depth, n, biases.index(bias), Side.OUT)] = Join(bias, neuron.net)
    for place, (error, neuron) in enumerate(zip(forward.errors, forward.layers[-1], strict=False)):
        part = Part(Kind.ERROR, place=place)
        values[part] = error
        lines[part.line(Side.IN)] = Join(_source(error, neuron), error)
        if forward.total is not None:
            lines[part.line(Side.OUT)] = Join(error, forward.total)
    if forward.total is not None and len(forward.errors) > 1:
        values[Part(Kind.TOTAL)] = forward.total
    return Parts(values, lines)


def circles_of(forward: ForwardLike) -> Iterator[tuple[Part, NeuronLike]]:
    """Return every neuron with the part that its circle is."""
    for depth, layer in enumerate(forward.layers):
        for place, neuron in enumerate(layer):
            yield Part(Kind.NEURON, depth, place), neuron


def refuse_strangers(forward: ForwardLike, parts: Parts, *values: Value) -> None:
    """Raise a ValueError that names the first value that the picture of a forward pass does not show."""
    shown = {*parts.values.values(), *forward.targets, forward.total}
    for value in values:
        if value not in shown:
            name = printable(value.name) if value.name else "a value without a name"
            raise ValueError(f"{name} is no part of this forward pass; take both values from the same one.")


def _source(error: Value, neuron: NeuronLike) -> Value:
    """What an error is computed from: the out, or the net where the loss takes that."""
    return neuron.out if neuron.out in topological_order(error) else neuron.net
