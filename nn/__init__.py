"""Networks of the worked examples, on scalar values."""

from autograd.namesake import refuse_namesake as _refuse_namesake

_refuse_namesake()

from nn import datasets, documents, initializers
from nn.activations.choice import Choice, Task, choose_activation
from nn.activations.facts import ACTIVATIONS, ActivationFacts, activation_facts
from nn.example import Example, GateExample, Order, Printed, Sample
from nn.forward import Forward
from nn.layer import Layer
from nn.losses import (
    LayerLoss,
    binary_cross_entropy,
    binary_cross_entropy_from_logits,
    categorical_cross_entropy,
    categorical_cross_entropy_from_logits,
    cross_entropy,
    cross_entropy_from_logits,
    half_squared_error,
    hinge,
    mean_squared_error,
)
from nn.mlp import MLP
from nn.module import Module, Parameter
from nn.naming import Naming
from nn.network import Network
from nn.neuron import Neuron, NeuronOutput
from nn.training.files import load_parameters, save_parameters
from nn.training.history import History, Moment
from nn.training.loop import train
from nn.training.optimizers import Adam, GradientDescent, Momentum, Optimizer
from nn.training.perceptron import PerceptronEpoch, PerceptronHistory, PerceptronStep, Repeat, train_perceptron
from nn.worked import SumForm, Walkthrough, walkthrough

# fmt: off
__all__ = [
    "ACTIVATIONS", "MLP", "ActivationFacts", "Adam", "Choice", "Example", "Forward", "GateExample", "GradientDescent",
    "History", "Layer", "LayerLoss", "Module", "Moment", "Momentum", "Naming", "Network", "Neuron", "NeuronOutput",
    "Optimizer", "Order", "Parameter", "PerceptronEpoch", "PerceptronHistory", "PerceptronStep", "Printed", "Repeat",
    "Sample", "SumForm", "Task", "Walkthrough", "activation_facts", "binary_cross_entropy",
    "binary_cross_entropy_from_logits", "categorical_cross_entropy", "categorical_cross_entropy_from_logits",
    "choose_activation", "cross_entropy", "cross_entropy_from_logits", "datasets", "documents", "half_squared_error",
    "hinge", "initializers", "load_parameters", "mean_squared_error", "save_parameters", "train", "train_perceptron",
    "walkthrough",
]
# fmt: on
