"""The record of a forward pass through a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from autograd import GraphError, Value, topological_order, total
from autograd.text.names import nearest, numbered
from nn.neuron import NeuronOutput

__all__ = ["Forward"]


@dataclass(frozen=True)
class Forward:
    """One forward pass: every value of it, by place and by name.

    Attributes
    ----------
    inputs : tuple of Value
    layers : tuple of tuple of NeuronOutput
        For each layer its neurons' (name, net, out).
    targets, errors : tuple of Value
        One an output; empty without targets.
    total : Value or None
        The sum of the errors, where differentiation starts; None without targets.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> forward.total.backward()
    >>> forward["net_h1"].data, round(forward["w5"].grad, 9)
    (0.3775, 0.082167041)
    """

    inputs: tuple[Value, ...]
    layers: tuple[tuple[NeuronOutput, ...], ...]
    targets: tuple[Value, ...] = ()
    errors: tuple[Value, ...] = ()
    total: Value | None = None

    def __getitem__(self, name: str) -> Value:
        """Return the value of this name; ``"E"`` is accepted for the total error.

        Raises
        ------
        KeyError
            If no value has the name.
        GraphError
            If several have it.
        """
        found = self._by_name.get(name, ())
        if len(found) == 1:
            return found[0]
        if found:
            candidates = ", ".join(self.labels[value] for value in found)
            raise GraphError(f"{len(found)} values are named {name!r}: {candidates}; give each its own name.")
        if name == "E" and self.total is not None:
            return self.total
        raise KeyError(f"no value is named {name!r}; {nearest(name, self._by_name)}")

    def __reduce__(self) -> tuple[Any, ...]:
        """For copies and pickles all values are the parents of one, so that they stay one graph."""
        between = [value for layer in self.layers for neuron in layer for value in (neuron.net, neuron.out)]
        last = () if self.total is None else (self.total,)
        whole = total(*self.inputs, *between, *self.targets, *self.errors, *last)
        names = tuple(tuple(neuron.name for neuron in layer) for layer in self.layers)
        return _again, (whole, len(self.inputs), names, len(self.targets), len(self.errors))

    @property
    def _ends(self) -> tuple[Value, ...]:
        """Whatever feeds no other value: a loss on nets leaves the outs aside."""
        outs = tuple(neuron.out for neuron in self.layers[-1])
        return outs if self.total is None else (self.total, *outs)

    @cached_property
    def labels(self) -> Mapping[Value, str]:
        """The names of all named values, those that occur again numbered: ``net_h1⟨2⟩``."""
        order = topological_order(total(*self._ends))
        labels = numbered([value.name for value in order])
        return {value: label for value, label in zip(order, labels, strict=True) if label is not None}

    @cached_property
    def _by_name(self) -> dict[str, list[Value]]:
        by_name: dict[str, list[Value]] = {}
        for value in self.labels:
            if value.name is not None:
                by_name.setdefault(value.name, []).append(value)
        return by_name


def _again(whole: Value, inputs: int, names: Sequence[Sequence[str]], targets: int, errors: int) -> Forward:
    """The forward pass that `Forward.__reduce__` described."""
    values = iter(whole.parents)
    return Forward(
        tuple(islice(values, inputs)),
        tuple(tuple(NeuronOutput(name, next(values), next(values)) for name in layer) for layer in names),
        tuple(islice(values, targets)),
        tuple(islice(values, errors)),
        next(values, None),
    )
