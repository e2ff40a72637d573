"""A port: single neurons and layers, whose weights are set, read, and stepped by hand."""

import random

from autograd import Value
from nn import Layer, Neuron


def numbers() -> list[float]:
    """Return all outs and all gradients on the way."""
    random.seed(20)
    neuron, straight, layer = Neuron(2), Neuron(3, nonlin=False), Layer(2, 3)
    seen = [p.data for module in (neuron, straight, layer) for p in module.parameters()]
    for place, weight in enumerate(neuron.w):
        weight.data = 0.5 * place + 0.25
    neuron.b.data = 0.125
    point = [Value(1.5), Value(-0.5)]
    for _ in range(3):
        outs = layer(point)
        end = straight(outs) * neuron(point) + sum(out * out for out in outs)
        neuron.zero_grad()
        straight.zero_grad()
        layer.zero_grad()
        end.backward()
        for p in neuron.w + [neuron.b] + straight.parameters() + layer.parameters():
            p.data -= 0.05 * p.grad
            seen += [p.data, p.grad]
        seen += [end.data, *(out.data for out in outs)]
    return seen + [float(len(layer.neurons)), float(len(neuron.w)), Layer(2, 1, nonlin=False)(point).data]
