"""Histories of trainings, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nn.example import Order

__all__ = ["History", "Moment"]


@dataclass(frozen=True, slots=True)
class Moment:
    """The numbers of a network at one moment of its training.

    Attributes
    ----------
    weights : mapping of str to float
        The trained parameters.
    outputs_of : tuple of mapping of str to float
        The outs of every sample.
    error : float
        The mean of the samples' total errors.
    """

    weights: Mapping[str, float]
    outputs_of: tuple[Mapping[str, float], ...]
    error: float

    @property
    def outputs(self) -> Mapping[str, float]:
        """The outs of the first sample, which in many documents is the only one."""
        return self.outputs_of[0]


@dataclass(frozen=True, slots=True)
class History:
    """A training that is over, as numbers.

    Attributes
    ----------
    steps : int
        Updates made in all, those before a checkpoint included.
    learning_rate : float
    order : Order
    errors : tuple of float
        The error before each update of this run: the mean over the samples of that update; and at the end the mean
        over all samples.
    old, new : Moment
        Weights, outputs and error before the first update of this run and after the last.
    reached : bool
        Whether the acceptable error was reached; True where none was asked for.
    optimizer : str
        The kind of optimizer.
    batch : int or None
        Samples an update; None for all of them.
    resumed_at : int
        Updates that a checkpoint brought along.
    interrupted : bool
        Whether Ctrl-C was pressed.
    """

    steps: int
    learning_rate: float
    order: Order
    errors: tuple[float, ...]
    old: Moment
    new: Moment
    reached: bool
    optimizer: str = "GradientDescent"
    batch: int | None = None
    resumed_at: int = 0
    interrupted: bool = False
