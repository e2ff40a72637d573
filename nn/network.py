"""A network: layers one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Never, cast

from autograd import Value, sigmoid, total
from nn.forward import Forward
from nn.habits import Outs
from nn.layer import Layer
from nn.losses import LayerLoss, Loss, half_squared_error
from nn.module import Module, Parameter, require_one_sequence
from nn.naming import Naming
from nn.neuron import Activation, Neuron, NeuronOutput, as_values

__all__ = ["Network", "NeuronPlan"]

NeuronPlan = tuple[str, Sequence[str], str]
"""One neuron in words: its name, the names of its weights in the order of its inputs, the name of its bias."""


class Network(Module):
    """Layers one after the other.

    Parameters
    ----------
    layers
        From the first hidden layer to the output layer.
    input_names
        Names of the input leaves.
    naming
        How targets and errors are named; the neurons have brought theirs.

    Examples
    --------
    >>> plan = [[("h1", ["w1", "w2"], "b1")], [("o1", ["w3"], "b2")]]
    >>> network = Network.planned(plan, {"w1": 1, "w2": -1, "b1": 0, "w3": 2, "b2": 0.5}, input_names=["i1", "i2"])
    >>> network.forward([0.3, 0.1])["net_h1"].data
    0.19999999999999998
    """

    def __init__(
        self, layers: Iterable[Layer], *, input_names: Sequence[str] = (), naming: Naming | None = None
    ) -> None:
        self.layers = tuple(layers)
        if not self.layers:
            raise ValueError("a network needs at least one layer.")
        self.input_names = tuple(input_names)
        self.naming = naming or Naming()
        outputs = [neuron.name for neuron in self.layers[-1].neurons]
        self._target_names = [self.naming.target.format(name) for name in outputs]
        self._error_names = [self.naming.error.format(name) for name in outputs]

    @classmethod
    def planned(
        cls,
        plan: Sequence[Sequence[NeuronPlan]],
        numbers: Mapping[str, float],
        *,
        input_names: Sequence[str],
        activation: Activation = sigmoid,
        naming: Naming | None = None,
    ) -> Network:
        """Return a network from a plan in names; equal names are one shared parameter."""
        names = dict.fromkeys(name for layer in plan for _, weights, bias in layer for name in (*weights, bias))
        parameters = {name: Parameter(numbers[name], name) for name in names}
        layers = [
            Layer(
                Neuron([parameters[w] for w in weights], parameters[bias], activation, name=name, naming=naming)
                for name, weights, bias in layer
            )
            for layer in plan
        ]
        return cls(layers, input_names=input_names, naming=naming)

    def forward(self, inputs: Sequence[Any], targets: Sequence[Any] = (), loss: Loss = half_squared_error) -> Forward:
        """Return the record of a forward pass; with targets, the errors and their total too.

        Parameters
        ----------
        inputs
            Numbers or Values, one a weight of the first layer's neurons.
        targets
            Numbers or Values, one an output neuron, or none at all.
        loss
            The error of one output, a function of target and out; or a `LayerLoss`.

        Raises
        ------
        ValueError
            If there are more or fewer inputs or targets than the network has, or a `LayerLoss` gives another number
            of errors than there are outputs.
        """
        values = as_values(inputs, self.input_names[: len(inputs)])
        layers, signals = [], values
        for layer in self.layers:
            layers.append(layer._forward(signals))
            signals = [neuron.out for neuron in layers[-1]]
        if len(targets) == 0:
            return Forward(tuple(values), tuple(layers))
        goals, errors, whole = self._errors(layers[-1], targets, loss)
        return Forward(tuple(values), tuple(layers), goals, errors, whole)

    def _errors(
        self, outputs: tuple[NeuronOutput, ...], targets: Sequence[Any], loss: Loss
    ) -> tuple[tuple[Value, ...], tuple[Value, ...], Value]:
        """Targets, errors and their total; a single error is the total."""
        if len(targets) != len(outputs):
            raise ValueError(
                f"the network has {len(outputs)} outputs but was given {len(targets)} targets; "
                "pass one target per output."
            )
        goals = as_values(targets, self._target_names)
        if isinstance(loss, LayerLoss):
            errors = loss.of(goals, outputs)
        else:
            errors = [loss(goal, neuron.out) for goal, neuron in zip(goals, outputs, strict=True)]
        if len(errors) != len(outputs):
            raise ValueError(f"the loss gave {len(errors)} errors for {len(outputs)} outputs; it must give one each.")
        if len(errors) == 1:
            return tuple(goals), tuple(errors), errors[0].named(self.naming.total)
        for error, name in zip(errors, self._error_names, strict=True):
            error.name = name
        return tuple(goals), tuple(errors), total(*errors).named(self.naming.total)

    def __call__(self, inputs: Sequence[Any], *others: Never) -> Outs:
        """Return the outs of the last layer: a list, or the one Value of a single output."""
        require_one_sequence(inputs, *others)
        signals = as_values(inputs, self.input_names[: len(inputs)])
        for layer in self.layers:
            signals = [neuron.out for neuron in layer._forward(signals)]
        return cast("Outs", signals[0] if len(signals) == 1 else signals)

    def parameters(self) -> list[Parameter]:
        """Return the parameters of all layers, each once."""
        return list(dict.fromkeys(p for layer in self.layers for p in layer.parameters()))

    def __repr__(self) -> str:
        sizes = [len(self.layers[0].neurons[0].weights), *(len(layer.neurons) for layer in self.layers)]
        return f"<{type(self).__name__} {'-'.join(map(str, sizes))}, {len(self.parameters())} parameters>"
