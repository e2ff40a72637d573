"""The multilayer perceptron: a network of full layers with random weights."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import count
from operator import index
from typing import SupportsIndex

from autograd import linear, relu
from nn.initializers import Initializer, Randomness, RandomWeights, uniform
from nn.layer import Layer
from nn.module import require_function
from nn.naming import Naming
from nn.network import Network
from nn.neuron import Activation, Neuron

__all__ = ["MLP"]


class MLP(Network):
    """A network of full layers with random weights: ``MLP(2, [16, 16, 1])``, as in micrograd.

    Hidden layers use `activation`; the output layer is linear unless told otherwise. Neurons are named h1, h2, …
    and o1, o2, …, weights w1, w2, … and biases b1, b2, … through the whole network.

    Parameters
    ----------
    inputs
        Number of inputs.
    sizes
        Neurons of each layer; the last layer is the output. One number is a single layer.
    activation, output_activation
        Of the hidden layers; of the output layer.
    rng
        Where the weights come from: the module `random`, or a ``random.Random(seed)``. Biases start at 0.
    initializer
        How a weight is drawn: `nn.initializers.uniform` in −1..1 if not told otherwise, `xavier`, `he`, `normal`.

    Examples
    --------
    >>> model = MLP(2, [16, 16, 1], rng=random.Random(1337))
    >>> len(model.parameters()), type(model([1.0, -2.0])).__name__
    (337, 'Value')
    """

    def __init__(
        self,
        inputs: int,
        sizes: Sequence[int] | int = (),
        activation: Activation = relu,
        output_activation: Activation = linear,
        *,
        rng: Randomness = random,
        initializer: Initializer = uniform,
        naming: Naming | None = None,
    ) -> None:
        sizes = _sizes(inputs, sizes)
        require_function(activation)
        hidden, drawn = count(1), RandomWeights(rng, initializer)
        layers: list[Layer] = []
        for fan_in, size in zip([inputs, *sizes], sizes, strict=False):
            is_output = len(layers) == len(sizes) - 1
            names = [f"o{place}" if is_output else f"h{next(hidden)}" for place in range(1, size + 1)]
            layers.append(
                Layer(
                    Neuron(
                        *drawn.of_neuron(fan_in, size),
                        output_activation if is_output else activation,
                        name=name,
                        naming=naming,
                    )
                    for name in names
                )
            )
        super().__init__(layers, input_names=[f"i{place}" for place in range(1, inputs + 1)], naming=naming)


def _sizes(inputs: object, sizes: Sequence[int] | int) -> list[int]:
    """The neurons of each layer; refuses what is no number of inputs, and layers of none."""
    if not isinstance(inputs, SupportsIndex):
        raise TypeError(
            f"MLP was given {inputs!r} ({type(inputs).__name__}) as the number of inputs; give that first, then the "
            "neurons of each layer: MLP(2, [16, 1])."
        )
    listed = [sizes] if isinstance(sizes, int) else list(sizes)
    if index(inputs) < 1 or not listed or min(listed) < 1:
        raise ValueError(f"MLP needs at least one input and one neuron a layer, not MLP({inputs}, {listed}).")
    return listed
