"""One neuron: the weighted sum of its inputs, and what the activation makes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, NoReturn

from autograd import Op, Value, weighted_sum
from autograd.recording import recorder
from nn.habits import Habits, neuron_parts
from nn.module import Module, Parameter
from nn.naming import Naming

__all__ = ["Activation", "Neuron", "NeuronOutput", "as_values"]

Activation = Op | Callable[[Value], Value]
"""A row of one operand such as `sigmoid`, or any function of a Value."""


class NeuronOutput(NamedTuple):
    """One neuron's forward pass: the weighted sum, and what the activation made of it."""

    name: str
    net: Value
    out: Value


def as_values(inputs: Sequence[Any], names: Sequence[str] = ()) -> list[Value]:
    """Return the inputs as Values; plain numbers become leaves, named in order where `names` are given."""
    unnamed = len(inputs) - len(names)
    pairs = zip(inputs, [*names, *[None] * unnamed] if unnamed else names, strict=True)
    return [x if isinstance(x, Value) else Value(x, name) for x, name in pairs]


class Neuron(Habits, Module):
    """net = w1·x1 + … + wn·xn + b, out = activation(net).

    Parameters
    ----------
    weights
        One an input. A `Parameter` is trained, a plain `Value` stays as it is. Or the number of inputs, as in
        micrograd: the weights are drawn from −1..1 by the module `random`, the bias starts at 0.
    bias
        The bias; one and the same value in several neurons is a shared bias.
    activation
        A row of the table such as `sigmoid`, or any function of a Value. With `softmax` the out depends on the nets
        of the whole layer: only a `Layer` of such neurons computes it. If none is given, `sigmoid`; where the weights
        are drawn, `relu`.
    nonlin
        micrograd's word for the activation: True is `relu`, False is `linear`.
    name
        The neuron's name, ``"h1"``.
    naming
        How net and out are named from it.

    Raises
    ------
    TypeError
        If a weight or the bias is not a Value.
    ValueError
        If there is no weight, or a forward pass gives another number of inputs than there are weights.

    Examples
    --------
    >>> neuron = Neuron([Parameter(0.5, "w1"), Parameter(0.2, "w2")], Parameter(1.83, "b"), name="o1")
    >>> name, net, out = neuron.forward([0.1, 0.3])
    >>> round(net.data, 9), round(out.data, 3), net.name
    (1.94, 0.874, 'net_o1')

    References
    ----------
    Lecture 9, "Simple Neural Network Training Example": s = x1·w1 + x2·w2 + b.
    """

    _found_again = ("_sum", "_activate")

    def __init__(
        self,
        weights: Sequence[Value] | int,
        bias: Value | None = None,
        activation: Activation | None = None,
        *,
        nonlin: bool | None = None,
        name: str = "",
        naming: Naming | None = None,
    ) -> None:
        naming = naming or Naming()
        self._weights, self._bias, self._activation = neuron_parts(weights, bias, activation, nonlin, name)
        self._name = name
        self._net_name = naming.net.format(name)  # formatted once: a forward pass only assigns them
        self._out_name = naming.out.format(name)
        self._find_recorders()

    def _find_recorders(self) -> None:
        self._sum = recorder(weighted_sum, 2 * len(self._weights) + 1)
        self._activate = self._alone if self.is_joint else self._activation
        if isinstance(self._activation, Op) and not self.is_joint:
            self._activate = recorder(self._activation, 1)

    @property
    def weights(self) -> tuple[Value, ...]:
        """The weights, one an input."""
        return self._weights

    @property
    def bias(self) -> Value:
        """The bias."""
        return self._bias

    @property
    def activation(self) -> Activation:
        """What makes out of net; a neuron with another activation is another neuron."""
        return self._activation

    @property
    def is_joint(self) -> bool:
        """Whether the activation takes the nets of all neurons of the layer, as softmax does."""
        return isinstance(self._activation, Op) and self._activation.takes == ("index",) and not self._activation.static

    @property
    def name(self) -> str:
        """The neuron's name."""
        return self._name

    def forward(self, inputs: Sequence[Any]) -> NeuronOutput:
        """Return the neuron's name, its net and its out, both named."""
        return self._forward(as_values(inputs))

    def _forward(self, inputs: list[Value]) -> NeuronOutput:
        net = self._net(inputs)
        return self._output(net, self._activate(net))

    def _net(self, inputs: list[Value]) -> Value:
        weights = self._weights
        count = len(weights)
        if len(inputs) != count:
            raise ValueError(
                f"neuron {self.name!r} has {count} weights but was given {len(inputs)} inputs; "
                "pass one input per weight."
            )
        operands = [self._bias] * (2 * count + 1)
        operands[0:-1:2] = weights
        operands[1::2] = inputs
        net = self._sum(*operands)
        net.name = self._net_name
        return net

    def _output(self, net: Value, out: Value) -> NeuronOutput:
        out.name = self._out_name
        return NeuronOutput(self._name, net, out)

    def _alone(self, _: Value) -> NoReturn:
        raise TypeError(
            f"the out of neuron {self.name!r} is a share of its whole layer ({self._activation}); "
            "put it in a Layer and call that."
        )

    def __call__(self, inputs: Sequence[Any]) -> Value:
        """Return the neuron's out."""
        return self.forward(inputs).out

    def parameters(self) -> list[Parameter]:
        """Return weights and bias, as far as they are trained."""
        return [value for value in (*self.weights, self.bias) if isinstance(value, Parameter)]
