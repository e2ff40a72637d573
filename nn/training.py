"""Training: forward, backward, update, again, until an acceptable error is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import index

from autograd import GraphError, Value
from autograd.naming import nearest
from nn.example import Example, Order
from nn.network import Forward, Network
from nn.neuron import NeuronOutput
from nn.optimizers import GradientDescent

__all__ = ["History", "Moment", "Progress", "train"]

Progress = Callable[[int, float], None]
"""Called after every step with the number of steps taken and the error before the step."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The numbers of a network at one moment of its training."""

    weights: Mapping[str, float]
    outputs: Mapping[str, float]
    error: float


@dataclass(frozen=True, slots=True)
class History:
    """What a training did.

    Attributes
    ----------
    steps : int
        Updates made.
    learning_rate : float
    order : Order
    errors : tuple of float
        The total error before each update, and after the last one.
    old, new : Moment
        Weights, outputs and error before the first update and after the last.
    reached : bool
        Whether the acceptable error was reached; True where none was asked for.
    """

    steps: int
    learning_rate: float
    order: Order
    errors: tuple[float, ...]
    old: Moment
    new: Moment
    reached: bool


def train(
    example: Example,
    steps: int = 1,
    *,
    until: float | None = None,
    learning_rate: float | None = None,
    order: Order = Order.TOGETHER,
    progress: Progress | None = None,
) -> History:
    """Train the example's network by gradient descent; its parameters change in place.

    Parameters
    ----------
    example
        The network and its sample; ``example.trained`` names the parameters that are updated.
    steps
        Updates at most, 0 or more.
    until
        Stop as soon as the total error is at most this, 0 or more.
    learning_rate
        η, positive; the example's own if None.
    order
        All weights at once, or the output layer first.
    progress
        Called after every step.

    Raises
    ------
    TypeError
        If `steps` is not a whole number.
    ValueError
        If a number is outside its range, the example has not one sample, or a trained parameter does not exist.
    GraphError
        If two trained parameters share a name, or the output cannot be updated first: because layers share a
        parameter, or because an activation is more than one operation on the net.

    Examples
    --------
    >>> from nn import documents
    >>> history = train(documents.mazur())
    >>> round(history.old.error, 9), round(history.new.error, 9), round(history.new.weights["w5"], 8)
    (0.298371109, 0.291027774, 0.35891648)

    References
    ----------
    Lecture 9: "Continue updating weights according to derivatives and re-train the network until reaching an
    acceptable error."
    """
    if index(steps) < 0:
        raise ValueError(f"steps is {steps}; it must be 0 or more.")
    if until is not None and not until >= 0:
        raise ValueError(f"the acceptable error is {until}; it must be 0 or more.")
    rate = example.learning_rate if learning_rate is None else learning_rate
    descents = _descents(example, rate)
    order = Order(order)
    if len(example.samples) != 1:
        raise ValueError(f"{example.name} has {len(example.samples)} samples; train takes an example with one.")
    update = _update_together if order is Order.TOGETHER else _update_output_first
    forward = example.run()
    old, errors = _moment(example, forward), [_error(forward).data]
    parameters = example.network.parameters()
    while len(errors) <= steps and (until is None or errors[-1] > until):
        for parameter in parameters:
            parameter.grad = 0.0
        update(example.network, forward, descents)
        forward = example.run()
        errors.append(_error(forward).data)
        if progress is not None:
            progress(len(errors) - 1, errors[-2])
    reached = until is None or errors[-1] <= until
    return History(len(errors) - 1, rate, order, tuple(errors), old, _moment(example, forward), reached)


def _descents(example: Example, learning_rate: float) -> list[GradientDescent]:
    """One a layer, each with those of its parameters that the example trains."""
    known = [parameter.name or "" for parameter in example.network.parameters()]
    twice = [name for name in example.trained if known.count(name) > 1]
    if twice:
        raise GraphError(f"{known.count(twice[0])} parameters are named {twice[0]!r}; give each its own name.")
    for name in example.trained:
        if name not in known:
            raise ValueError(f"{example.name} has no parameter {name!r} to train; {nearest(name, known)}")
    left = dict.fromkeys(example.trained)
    descents = []
    for layer in example.network.layers:
        own = [parameter for parameter in layer.parameters() if parameter.name in left]
        for parameter in own:
            del left[parameter.name or ""]
        descents.append(GradientDescent(own, learning_rate))
    return descents


def _moment(example: Example, forward: Forward) -> Moment:
    weights = {name: forward[name].data for name in example.trained}
    outputs = {neuron.out.name or neuron.name: neuron.out.data for neuron in forward.layers[-1]}
    return Moment(weights, outputs, _error(forward).data)


def _error(forward: Forward) -> Value:
    if forward.total is None:
        raise ValueError("training needs targets: give the example's sample one target per output.")
    return forward.total


def _update_together(network: Network, forward: Forward, descents: list[GradientDescent]) -> None:
    """Gradient descent: every gradient at the old weights."""
    _error(forward).backward()
    for descent in descents:
        descent.step()


def _update_output_first(network: Network, forward: Forward, descents: list[GradientDescent]) -> None:
    """Update layer by layer from the output, taking hidden gradients through weights that are new already."""
    layers = [set(layer.parameters()) for layer in network.layers]
    if sum(map(len, layers)) != len(set().union(*layers)):
        raise GraphError("layers share a parameter: it cannot be updated layer by layer; use the order 'together'.")
    _error(forward).backward()
    descents[-1].step()
    for place in reversed(range(len(descents) - 1)):
        next_layer = list(zip(network.layers[place + 1].neurons, forward.layers[place + 1], strict=True))
        network.layers[place].zero_grad()
        for source, output in enumerate(forward.layers[place]):
            _pass_back(output, [(neuron.weights[source], after.net) for neuron, after in next_layer])
        descents[place].step()


def _pass_back(output: NeuronOutput, uses: list[tuple[Value, Value]]) -> None:
    """∂E/∂out = Σ ∂E/∂net · w⁺ over the neurons that use this one, then by its net, weights and bias."""
    name, net, out = output
    if out.parents != (net,):
        raise GraphError(
            f"the activation of neuron {name!r} is more than one operation on its net, "
            "so its gradient cannot be taken by hand; use the order 'together'."
        )
    out.grad = 0.0
    for weight, used_in in uses:
        out.grad += (used_in.grad or 0.0) * weight.data
    net.grad = out.grad * out.local_derivatives[0]
    for parameter, local in zip(net.parents[::2], net.local_derivatives[::2], strict=True):  # w1, …, wn, b
        parameter.grad = (parameter.grad or 0.0) + net.grad * local
