"""The nodes of an expression that belong to the net and to the out of a neuron."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from autograd import Binding, GraphError, Op, Value, topological_order
from viz.like import NeuronLike

__all__ = ["Cluster", "NamedNeuron", "clusters_of", "neurons_by_name"]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The nodes, by place, that belong to the net or to the out of a neuron."""

    kind: str
    neuron: str
    members: tuple[int, ...]


class NamedNeuron(NamedTuple):
    """A pair of values that names make a neuron."""

    name: str
    net: Value
    out: Value


def neurons_by_name(output: Value, net: str = "net_{}", out: str = "out_{}") -> list[NamedNeuron]:
    """Return the neurons among the values that feed `output`, found by their names.

    Parameters
    ----------
    output
        Where differentiation starts.
    net, out
        How the two values of a neuron are named, with ``{}`` for the neuron's own name.

    Raises
    ------
    ValueError
        If a pattern has no ``{}``.

    Examples
    --------
    >>> from autograd.formulas.reading import parse
    >>> error = parse("net_a = w*x + b; out_a = sigmoid(net_a); (t - out_a)^2", {"w": 1, "x": 2, "b": 3, "t": 4})
    >>> [(neuron.name, neuron.net.data) for neuron in neurons_by_name(error)]
    [('a', 5.0)]
    """
    values: dict[str, dict[str, list[Value]]] = {net: {}, out: {}}
    for pattern, by_name in values.items():
        before, braces, after = pattern.partition("{}")
        if not braces:
            raise ValueError(f"{pattern!r} does not say where the neuron's name stands; write for example 'net_{{}}'.")
        for value in topological_order(output):
            name = value.name or ""
            if value.parents and name.startswith(before) and name.endswith(after) and len(name) > len(before + after):
                by_name.setdefault(name[len(before) : len(name) - len(after)], []).append(value)
    return [
        NamedNeuron(name, *pair)
        for name, nets in values[net].items()
        for pair in zip(nets, values[out].get(name, ()), strict=False)  # several samples: in their order
    ]


def clusters_of(
    output: Value, neurons: Iterable[NeuronLike], inside: Mapping[Value, Sequence[int]]
) -> tuple[Cluster, ...]:
    """Return for each neuron its net and its out, each with what is unnamed in its formula; the net with its own bias.

    `inside` has for each value the places of the nodes that it is drawn as; GraphError if a neuron is not among them.
    """
    children: dict[Value, list[Value]] = {}
    for value in topological_order(output):
        for parent in value.parents:
            children.setdefault(parent, []).append(value)
    taken: set[int] = set()
    clusters = []
    for neuron in neurons:
        for kind, value in (("net", neuron.net), ("out", neuron.out)):
            if value not in inside:
                raise GraphError(f"{kind} of neuron {neuron.name!r} does not feed the output; take it out of neurons.")
            members = [place for part in _own(value, children) for place in inside.get(part, ())]
            free = tuple(place for place in members if place not in taken)
            taken.update(free)
            if free:
                clusters.append(Cluster(kind, neuron.name, free))
    return tuple(clusters)


def _own(value: Value, children: Mapping[Value, list[Value]]) -> list[Value]:
    """A value with the unnamed ones, numbers and bias that feed nothing else."""
    belonging, stack = {value: None}, [value]
    while stack:
        child = stack.pop()
        for parent in child.parents:
            is_bias = not parent.parents and parent is child.parents[-1] and _is_sum(child.op)
            if (parent.name is None or is_bias) and belonging.keys() >= set(children[parent]):
                stack += [] if parent in belonging else [parent]
                belonging[parent] = None
    return list(belonging)


def _is_sum(op: Op | None) -> bool:
    return op is not None and op.shown.notation.binding is Binding.SUM
