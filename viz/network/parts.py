"""The parts of a network picture by name: the value that each shows, and the values that each line joins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from autograd import Value, topological_order
from autograd.text.names import printable
from viz.like import ForwardLike, NeuronLike

__all__ = ["Join", "Parts", "parts_of", "refuse_strangers"]


class Join(NamedTuple):
    """What a line joins: it runs from one value to another, perhaps through a weight."""

    start: Value
    end: Value
    weight: Value | None = None


class Parts(NamedTuple):
    """The parts of a picture.

    Attributes
    ----------
    values : mapping of str to Value
        What a box or a half of a neuron shows, by its name: ``"input 0"``, ``"neuron 0 1 left"``, ``"weight 0 1 0"``.
    lines : mapping of str to Join
        What a line joins, by its name: ``"weight 0 1 0 in"`` and ``out`` (``direct``
        where weights stand in a table), ``"bias 0 0 to 1"``, ``"error 0 out"``.
    """

    values: Mapping[str, Value]
    lines: Mapping[str, Join]


def parts_of(forward: ForwardLike) -> Parts:
    """Return the parts of a picture of a forward pass.

    Examples
    --------
    >>> from nn import documents
    >>> parts = parts_of(documents.mazur().run())
    >>> parts.values["neuron 1 0 right"].name, parts.values["weight 1 0 1"].name
    ('out_o1', 'w6')
    >>> [value.name for value in parts.lines["weight 1 0 1 in"]]
    ['out_h2', 'net_o1', 'w6']
    """
    values = {f"input {place}": value for place, value in enumerate(forward.inputs)}
    lines: dict[str, Join] = {}
    for depth, neurons in enumerate(forward.layers):
        biases = list(dict.fromkeys(neuron.net.parents[-1] for neuron in neurons))
        values.update({f"bias {depth} {place}": bias for place, bias in enumerate(biases)})
        for place, neuron in enumerate(neurons):
            values[f"neuron {depth} {place} left"] = neuron.net
            values[f"neuron {depth} {place} right"] = neuron.out
            for part, join in _weights(f"weight {depth} {place}", neuron):
                values[part] = join.weight or join.start
                lines |= {f"{part} {end}": join for end in ("in", "out", "direct")}
            bias = neuron.net.parents[-1]
            lines[f"bias {depth} {biases.index(bias)} to {place}"] = Join(bias, neuron.net)
    for place, (error, neuron) in enumerate(zip(forward.errors, forward.layers[-1], strict=False)):
        values[f"error {place}"] = error
        lines[f"error {place} in"] = Join(_source(error, neuron), error)
        if forward.total is not None:
            lines[f"error {place} out"] = Join(error, forward.total)
    if forward.total is not None and len(forward.errors) > 1:
        values["total"] = forward.total
    return Parts(values, lines)


def refuse_strangers(forward: ForwardLike, parts: Parts, *values: Value) -> None:
    """Refuse values that the picture of a forward pass does not show.

    Raises
    ------
    ValueError
        That names the first of them.
    """
    shown = {*parts.values.values(), *forward.targets, forward.total}
    for value in values:
        if value not in shown:
            name = printable(value.name) if value.name else "a value without a name"
            raise ValueError(f"{name} is no part of this forward pass; take both values from the same one.")


def _source(error: Value, neuron: NeuronLike) -> Value:
    """What an error is computed from: the out, or the net where the loss takes that."""
    return neuron.out if neuron.out in topological_order(error) else neuron.net


def _weights(name: str, neuron: NeuronLike) -> Iterator[tuple[str, Join]]:
    operands = neuron.net.parents
    for place, (weight, source) in enumerate(zip(operands[0:-1:2], operands[1::2], strict=False)):
        yield f"{name} {place}", Join(source, neuron.net, weight)
