"""The record of a forward pass through a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from autograd import Value, total
from autograd.graphs.named import Named
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
        KeyError, GraphError
            Both in one, if no value has the name, or several have it.
        """
        return self._by_name[name]

    def __reduce__(self) -> tuple[Any, ...]:
        """For copies and pickles all values are the parents of one, so that they stay one graph."""
        between = [value for layer in self.layers for neuron in layer for value in (neuron.net, neuron.out)]
        last = () if self.total is None else (self.total,)
        whole = total(*self.inputs, *between, *self.targets, *self.errors, *last)
        names = tuple(tuple(neuron.name for neuron in layer) for layer in self.layers)
        return _again, (whole, len(self.inputs), names, len(self.targets), len(self.errors))

    @property
    def labels(self) -> Mapping[Value, str]:
        """The names of all named values, those that occur again numbered: ``net_h1⟨2⟩``."""
        return self._by_name.labels

    @cached_property
    def _by_name(self) -> Named:
        """Whatever feeds the error, or the outs: a loss on nets leaves them aside."""
        outs = [neuron.out for neuron in self.layers[-1]]
        return Named(*outs) if self.total is None else Named(self.total, *outs, others={"E": self.total})


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
