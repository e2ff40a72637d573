"""A layer: neurons that see the same inputs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from autograd import Op, Value
from autograd.recording import Record, recorder
from nn.habits import Outs, neurons_of
from nn.module import Module, Parameter
from nn.neuron import Activation, Neuron, NeuronOutput, as_values

__all__ = ["Layer"]


class Layer(Module):
    """Neurons side by side; with the activation softmax, out_k = e^net_k / Σ e^net over all of them.

    Parameters
    ----------
    neurons
        At least one; either all of them have one joint activation such as `softmax`, or none has. Or, as in
        micrograd, the number of inputs: ``Layer(2, 3)`` draws three neurons h1, h2, h3.
    size, activation, nonlin
        Of neurons that are drawn: how many, and what `Neuron` takes.

    Raises
    ------
    ValueError
        If there is no neuron, or only some have a joint activation.

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

    _found_again = ("_joint",)

    def __init__(
        self,
        neurons: Iterable[Neuron] | int,
        size: int = 0,
        activation: Activation | None = None,
        *,
        nonlin: bool | None = None,
    ) -> None:
        self.neurons = neurons_of(Neuron, neurons, size, activation, nonlin)
        if not self.neurons:
            raise ValueError("a layer needs at least one neuron.")
        self._find_recorders()

    def _find_recorders(self) -> None:
        self._joint: list[Record] = []
        joint = {neuron.activation for neuron in self.neurons if neuron.is_joint}
        if joint:
            if {neuron.activation for neuron in self.neurons} != joint or len(joint) > 1:
                raise ValueError("a layer with softmax needs it in every neuron: out_k is a share of all of them.")
            (activation,) = joint
            count = len(self.neurons)
            self._joint = [recorder(cast("Op", activation).bind(index=place), count) for place in range(count)]

    def forward(self, inputs: Sequence[Any]) -> tuple[NeuronOutput, ...]:
        """Return every neuron's output."""
        return self._forward(as_values(inputs))

    def _forward(self, inputs: list[Value]) -> tuple[NeuronOutput, ...]:
        if not self._joint:
            return tuple([neuron._forward(inputs) for neuron in self.neurons])
        nets = [neuron._net(inputs) for neuron in self.neurons]
        outs = zip(self.neurons, nets, self._joint, strict=True)
        return tuple([neuron._output(net, record(*nets)) for neuron, net, record in outs])

    def __call__(self, inputs: Sequence[Any]) -> Outs:
        """Return the outs: a list, or the one Value of a layer with one neuron."""
        outs = [neuron.out for neuron in self.forward(inputs)]
        return cast("Outs", outs[0] if len(outs) == 1 else outs)

    def parameters(self) -> list[Parameter]:
        """Return the parameters of all neurons, each once."""
        return list(dict.fromkeys(p for neuron in self.neurons for p in neuron.parameters()))
