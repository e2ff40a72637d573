"""The order of updates of some published programs: layer by layer, from the output to the first."""

from __future__ import annotations

from collections.abc import Sequence

from autograd import GraphError, Value
from nn.forward import Forward
from nn.network import Network
from nn.neuron import NeuronOutput
from nn.training.optimizers import Optimizer

__all__ = ["refuse_shared_parameters", "update_output_first"]


def refuse_shared_parameters(network: Network) -> None:
    """Refuse a network whose layers share a parameter: it has none to go through one after the other."""
    layers = [set(layer.parameters()) for layer in network.layers]
    if sum(map(len, layers)) != len(set().union(*layers)):
        raise GraphError("layers share a parameter: it cannot be updated layer by layer; use the order 'together'.")


def update_output_first(network: Network, forward: Forward, optimizers: Sequence[Optimizer]) -> None:
    """Update layer by layer from the output, taking hidden gradients through weights that are new already.

    The gradients at the old weights are there; `optimizers` has one a layer.

    A GraphError says that an activation is more than one operation on the net.
    """
    optimizers[-1].step()
    for place in reversed(range(len(optimizers) - 1)):
        next_layer = list(zip(network.layers[place + 1].neurons, forward.layers[place + 1], strict=True))
        network.layers[place].zero_grad()
        for source, output in enumerate(forward.layers[place]):
            _pass_back(output, [(neuron.weights[source], after.net) for neuron, after in next_layer])
        optimizers[place].step()


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
        out.grad += used_in.grad * weight.data
    net.grad = out.grad * out.local_derivatives[0]
    for parameter, local in zip(net.parents[::2], net.local_derivatives[::2], strict=True):  # w1, …, wn, b
        parameter.grad += net.grad * local
