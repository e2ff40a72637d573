"""The view of a network, plain data that a picture shows: read once from a forward pass, then on its own."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from autograd import Value, formula_text, logsumexp
from autograd.text.names import printable, shorten
from autograd.value import grad_or_none
from viz.canvas.numbers import Number
from viz.like import ForwardLike, NeuronLike
from viz.network.parts import Kind, Part
from viz.stage import Stage
from viz.style import NumberFormat

__all__ = ["BiasView", "ErrorView", "LayerView", "NetworkView", "NeuronView", "SharedSum", "view_of"]


@dataclass(frozen=True, slots=True)
class BiasView:
    """A bias and the neurons of its layer, by place, that it feeds."""

    number: Number
    feeds: tuple[int, ...]

    @property
    def is_shared(self) -> bool:
        """Whether it feeds more than one neuron."""
        return len(self.feeds) > 1


@dataclass(frozen=True, slots=True)
class NeuronView:
    """A neuron: net and out, the activation between them, and its weights in the order of its inputs."""

    name: str
    net: Number
    out: Number
    activation: str
    slope: float
    weights: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class SharedSum:
    """Σeˣ over the nets of a softmax layer, and its natural logarithm, which no float is too small for.

    Examples
    --------
    >>> SharedSum(2.5, 0.916).text(NumberFormat()), SharedSum(math.inf, 1000.31).text(NumberFormat())
    ('2.5', 'e^1000.3')
    """

    value: float
    logarithm: float
    name: ClassVar[str] = "Σeˣ"

    def text(self, numbers: NumberFormat) -> str:
        """Return the sum as text, as a power of e where it is too large or too small for a float."""
        if 0 < self.value < math.inf or not math.isfinite(self.logarithm):
            return numbers.text(self.value)
        is_short = numbers.decimals is None and abs(self.logarithm) < 1e6  # four digits would leave no tenths of 1000.3
        return "e^" + (NumberFormat(decimals=1) if is_short else numbers).text(self.logarithm)


@dataclass(frozen=True, slots=True)
class LayerView:
    """A layer: its neurons, their biases, and for a softmax over all of them the sum Σeˣ that they share.

    The words are what the document calls a neuron's weighted sum and its output: "s" and "y", "in" and "out".
    """

    neurons: tuple[NeuronView, ...]
    biases: tuple[BiasView, ...]
    net_word: str = "net"
    out_word: str = "out"
    shared_sum: SharedSum | None = None

    def softmax_rule(self, stage: Stage) -> str:
        """What softmax does, and with gradients why theirs are no product of two numbers; "" in any other layer."""
        if self.shared_sum is None:
            return ""
        net, out = (shorten(printable(word), 12) for word in (self.net_word, self.out_word))
        rule = f"{out}_k = e^{net}_k / {self.shared_sum.name}"
        if stage is Stage.BACKWARD:
            rule = f"∂{out}_k/∂{net}_j = −{out}_k · {out}_j for j ≠ k"
        return f"softmax: every {net} reaches every {out}, {rule}"


@dataclass(frozen=True, slots=True)
class ErrorView:
    """The error of one output, with its formula in short names, and its target."""

    number: Number
    formula: str
    target: Number
    target_word: str


@dataclass(frozen=True, slots=True)
class NetworkView:
    """Everything that a picture or a table of a network shows."""

    inputs: tuple[Number, ...]
    layers: tuple[LayerView, ...]
    errors: tuple[ErrorView, ...]
    total: Number | None

    @property
    def shape(self) -> str:
        """Inputs and neurons a layer, ``"2-2-2"``."""
        return "-".join(map(str, (len(self.inputs), *(len(layer.neurons) for layer in self.layers))))

    @property
    def neurons(self) -> dict[Part, NeuronView]:
        """Every neuron by the part that its circle is."""
        return {
            Part(Kind.NEURON, depth, place): neuron
            for depth, layer in enumerate(self.layers)
            for place, neuron in enumerate(layer.neurons)
        }

    @property
    def parameters(self) -> list[Number]:
        """Every weight, then every bias."""
        weights = [weight for layer in self.layers for neuron in layer.neurons for weight in neuron.weights]
        return weights + [bias.number for layer in self.layers for bias in layer.biases]

    @property
    def total_name(self) -> str:
        """What gradients are gradients of."""
        return self.total.name if self.total else "E"


Gradient: TypeAlias = Callable[[Value], float | None]
"""The gradient of a value, None where there is none."""


def view_of(forward: ForwardLike, gradient: Gradient = grad_or_none) -> NetworkView:
    """Return a snapshot of a forward pass, with the gradients that ``backward()`` left in it or those of a function.

    ValueError if a neuron's net is not a weighted sum of the layer before it.

    Examples
    --------
    >>> from nn import documents
    >>> view = view_of(documents.mazur().run())
    >>> [neuron.name for layer in view.layers for neuron in layer.neurons]
    ['h1', 'h2', 'o1', 'o2']
    >>> [(bias.number.name, bias.feeds) for bias in view.layers[0].biases]
    [('b1', (0, 1))]
    """
    signals = list(forward.inputs)
    layers = []
    for neurons in forward.layers:
        layers.append(_layer(neurons, signals, gradient))
        signals = [neuron.out for neuron in neurons]
    outputs = zip(forward.errors, forward.targets, forward.layers[-1], strict=True) if forward.errors else ()
    errors = [_error(*output, gradient) for output in outputs]
    total = None if forward.total is None else _number(forward.total, "E", gradient)
    return NetworkView(
        tuple(_number(value, f"x{place}", gradient) for place, value in enumerate(forward.inputs, 1)),
        tuple(layers),
        tuple(errors),
        total,
    )


def _number(value: Value, otherwise: str, gradient: Gradient) -> Number:
    return Number(value.name if value.name is not None else otherwise, value.data, gradient(value))


def _layer(neurons: Sequence[NeuronLike], signals: list[Value], gradient: Gradient) -> LayerView:
    feeds: dict[Value, list[int]] = {}
    for place, neuron in enumerate(neurons):
        operands = neuron.net.parents
        if neuron.net.op is None or neuron.net.op.name != "weighted_sum" or list(operands[1::2]) != signals:
            raise ValueError(
                f"the net of neuron {neuron.name!r} is not a weighted sum of the {len(signals)} values before it; "
                "a network picture needs w1·x1 + … + wn·xn + b in every neuron."
            )
        feeds.setdefault(operands[-1], []).append(place)
    biases = [BiasView(_number(bias, "b", gradient), tuple(places)) for bias, places in feeds.items()]
    nets = tuple(neuron.net for neuron in neurons)
    views = tuple(_neuron(neuron, nets, gradient) for neuron in neurons)
    return LayerView(views, tuple(biases), *_words(views), _shared_sum(neurons, nets))


def _neuron(neuron: NeuronLike, nets: tuple[Value, ...], gradient: Gradient) -> NeuronView:
    """A neuron; its out comes from its own net, or, in a layer with softmax, from all of them."""
    net, out = neuron.net, neuron.out
    is_direct = out.op is not None and out.parents in ((net,), nets)
    return NeuronView(
        neuron.name,
        _number(net, "net", gradient),
        _number(out, "out", gradient),
        out.op.shown.notation.symbol if is_direct and out.op else "f",
        out.local_derivatives[out.parents.index(net)] if is_direct else float("nan"),
        tuple(_number(weight, "w", gradient) for weight in net.parents[0:-1:2]),
    )


def _words(neurons: Sequence[NeuronView]) -> tuple[str, str]:
    """What the document calls net and out in this layer."""
    net = _word(((neuron.net.name, neuron.name) for neuron in neurons), "net")
    out = _word(((neuron.out.name, neuron.name) for neuron in neurons), "out")
    return (net, out) if net != out else ("net", "out")


def _word(names: Iterable[tuple[str, str]], otherwise: str) -> str:
    """The word that the names of a layer's values share once their neurons' names are taken off."""
    words = {"" if name == neuron else _without(name, neuron) for name, neuron in names}
    return (words.pop() if len(words) == 1 else "") or otherwise


def _shared_sum(neurons: Sequence[NeuronLike], nets: tuple[Value, ...]) -> SharedSum | None:
    """Σeˣ over the nets, where every out is a share of it."""
    if any(
        neuron.out.op is None or neuron.out.op.name != "softmax" or neuron.out.parents != nets for neuron in neurons
    ):
        return None
    numbers = [net.data for net in nets]
    try:
        total = sum(map(math.exp, numbers))
    except OverflowError:
        total = math.inf
    return SharedSum(total, float(logsumexp(*numbers)))


def _error(error: Value, target: Value, neuron: NeuronLike, gradient: Gradient) -> ErrorView:
    names = [value.name for value in (target, neuron.out) if value.name]
    words = {name: _without(name, neuron.name) or name for name in names}  # in the box of o1 target_o1 is "target"
    goal = _number(target, "target", gradient)
    return ErrorView(_number(error, "E", gradient), formula_text(error, words), goal, words.get(goal.name, goal.name))


def _without(name: str, neuron: str) -> str:
    return name.removesuffix(f"_{neuron}").removeprefix(f"{neuron}_")
