"""The activation that a task asks for, with the loss that belongs to it and the reason."""

from __future__ import annotations

from dataclasses import dataclass

from autograd.text.option import Option
from nn.activations.facts import ACTIVATIONS, ActivationFacts

__all__ = ["Choice", "Task", "choose_activation"]


class Task(Option, what="a task"):
    """The task of a network; it decides the activation of the output layer.

    Examples
    --------
    >>> Task("binary")
    <Task.BINARY: 'binary'>
    """

    REGRESSION = "regression"
    BINARY = "binary"
    MULTICLASS = "multiclass"
    CNN = "cnn"
    RNN = "rnn"

    @property
    def meaning(self) -> str:
        """The task in words."""
        return {
            Task.REGRESSION: "regression: a number",
            Task.BINARY: "binary classification: yes or no",
            Task.MULTICLASS: "multiclass classification: one of several classes",
            Task.CNN: "a convolutional neural network (CNN)",
            Task.RNN: "a recurrent neural network (RNN)",
        }[self]


@dataclass(frozen=True, slots=True)
class Choice:
    """The activations and the loss that suit a task, and why.

    Attributes
    ----------
    task : Task
    output : ActivationFacts or None
        For the output layer; None where it depends on what the network predicts.
    loss : str
        The error that belongs to this output; empty where `output` is None.
    hidden : tuple of ActivationFacts
        For the hidden layers, the first to try first.
    reason, source : str
    """

    task: Task
    output: ActivationFacts | None
    loss: str
    hidden: tuple[ActivationFacts, ...]
    reason: str
    source: str = 'Lecture 9, "How to choose the Activation Function"'


_HIDDEN = (
    "In the hidden layers begin with ReLU and try others if it does not do well; not sigmoid or tanh, "
    "whose gradients vanish on the way back through many layers."
)
_BY_PREDICTION = "The output layer goes by what the network predicts: regression, binary or multiclass."
_RELU, _TANH, _SIGMOID = ACTIVATIONS["relu"], ACTIVATIONS["tanh"], ACTIVATIONS["sigmoid"]

# fmt: off
_CHOICES = (
    Choice(
        Task.REGRESSION, ACTIVATIONS["linear"], "squared error", (_RELU,),
        f"The target may be any number, and linear is the one activation whose output may be any number. {_HIDDEN}",
    ),
    Choice(
        Task.BINARY, _SIGMOID, "binary cross-entropy", (_RELU,),
        "Sigmoid gives one number between 0 and 1, read as the probability of yes. With binary cross-entropy the "
        f"gradient at the net is out − target, so that a sure mistake still learns. {_HIDDEN}",
    ),
    Choice(
        Task.MULTICLASS, ACTIVATIONS["softmax"], "categorical cross-entropy", (_RELU,),
        "Softmax gives every class a number between 0 and 1, and all of them sum to 1: a probability for each class. "
        f"With categorical cross-entropy the gradient at each net is out − target. {_HIDDEN}",
    ),
    Choice(
        Task.CNN, None, "", (_RELU,),
        "The lecture's line is ReLU: cheap, and without saturation for x > 0. By its own rule ReLU belongs in the "
        f"hidden layers only. {_BY_PREDICTION}",
    ),
    Choice(
        Task.RNN, None, "", (_TANH, _SIGMOID),
        "The lecture's line is tanh and/or sigmoid: the same weights are applied at every time step, and an output "
        f"that stays between bounds cannot grow from step to step. {_BY_PREDICTION}",
    ),
)
# fmt: on


def choose_activation(task: Task | str) -> Choice:
    """Return which activations and which loss suit a task, and why.

    Parameters
    ----------
    task
        regression, binary, multiclass, cnn or rnn.

    Raises
    ------
    ValueError
        If there is no such task.

    Examples
    --------
    >>> choice = choose_activation("multiclass")
    >>> choice.output.name, choice.loss, choice.hidden[0].name
    ('softmax', 'categorical cross-entropy', 'relu')

    References
    ----------
    Lecture 9, "How to choose the Activation Function".
    """
    wanted = Task(task)
    return next(choice for choice in _CHOICES if choice.task is wanted)
