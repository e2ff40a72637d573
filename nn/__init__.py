"""Networks of the worked examples, on scalar values."""

from nn import documents
from nn.example import Example, Order, Printed, Sample
from nn.layer import Layer
from nn.losses import half_squared_error
from nn.module import Module, Parameter
from nn.network import MLP, Forward, Network
from nn.neuron import Naming, Neuron, NeuronOutput
from nn.optimizers import GradientDescent
from nn.training import History, train

__all__ = [
    "MLP",
    "Example",
    "Forward",
    "GradientDescent",
    "History",
    "Layer",
    "Module",
    "Naming",
    "Network",
    "Neuron",
    "NeuronOutput",
    "Order",
    "Parameter",
    "Printed",
    "Sample",
    "documents",
    "half_squared_error",
    "train",
]
