"""A layer: neurons that see the same inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from autograd import Value
from nn.module import Module, Parameter
from nn.neuron import Neuron, NeuronOutput, as_values

__all__ = ["Layer"]


class Layer(Module):
    """Neurons side by side.

    Examples
    --------
    >>> shared = Parameter(0.35, "b1")
    >>> h1 = Neuron([Parameter(0.15, "w1"), Parameter(0.2, "w2")], shared, name="h1")
    >>> h2 = Neuron([Parameter(0.25, "w3"), Parameter(0.3, "w4")], shared, name="h2")
    >>> layer = Layer([h1, h2])
    >>> [(name, round(out.data, 9)) for name, net, out in layer.forward([0.05, 0.10])]
    [('h1', 0.593269992), ('h2', 0.596884378)]
    >>> [parameter.name for parameter in layer.parameters()]
    ['w1', 'w2', 'b1', 'w3', 'w4']
    """

    def __init__(self, neurons: Iterable[Neuron]) -> None:
        self.neurons = tuple(neurons)
        if not self.neurons:
            raise ValueError("a layer needs at least one neuron.")

    def forward(self, inputs: Sequence[Any]) -> tuple[NeuronOutput, ...]:
        """Return every neuron's output."""
        return self._forward(as_values(inputs))

    def _forward(self, inputs: list[Value]) -> tuple[NeuronOutput, ...]:
        return tuple([neuron._forward(inputs) for neuron in self.neurons])

    def __call__(self, inputs: Sequence[Any]) -> Value | list[Value]:
        """Return the outs: a list, or the one Value of a layer with one neuron."""
        outs = [neuron.out for neuron in self.forward(inputs)]
        return outs[0] if len(outs) == 1 else outs

    def parameters(self) -> list[Parameter]:
        """Return the parameters of all neurons, each once."""
        return list(dict.fromkeys(p for neuron in self.neurons for p in neuron.parameters()))
