"""A worked example: a network with the numbers a document gives it, and the numbers the document prints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NoReturn

from nn.losses import Loss, half_squared_error
from nn.network import Forward, Network

__all__ = ["Example", "ExampleMaker", "Order", "Printed", "Sample"]


class Order(StrEnum):
    """Which weights a training step uses for the hidden gradients.

    `TOGETHER` is gradient descent: all gradients are taken at the old weights. With `OUTPUT_FIRST` the output layer
    is updated first and the hidden gradients are taken with its new weights, which some published programs do.
    """

    TOGETHER = "together"
    OUTPUT_FIRST = "output-first"

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise ValueError(f"{value!r} is not an order of updates: choose {' or '.join(cls)}.")


@dataclass(frozen=True, slots=True)
class Sample:
    """Numbers for the inputs and for the targets."""

    inputs: tuple[float, ...]
    targets: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as a document prints it.

    Parameters
    ----------
    target
        What it is: ``net_h1``, ``dE_total/dw5``, ``w5+`` (after one step), ``E_total after 1 step``.
    text
        The printed digits, unchanged.
    where
        Where they stand.
    why
        Where the number is not the true one, the reason in a few words.
    order
        The order of updates that the number comes from.

    Examples
    --------
    >>> printed = Printed("out_h2", "0.596", "notes b")
    >>> printed.agrees_with(0.596884378259767), printed.agrees_with(0.5949)
    (True, False)
    """

    target: str
    text: str
    where: str
    why: str = ""
    order: Order = Order.TOGETHER

    def agrees_with(self, number: float) -> bool:
        """Whether `number`, rounded or cut to as many digits as are printed, is the printed number."""
        claimed, exact = Decimal(self.text), Decimal(f"{number:.12g}")  # 0.3 is 0.29999999999999998, but 0.3
        return claimed in (exact.quantize(claimed, ROUND_HALF_UP), exact.quantize(claimed, ROUND_DOWN))


@dataclass(frozen=True)
class Example:
    """A network, its samples, how it is trained, and what its document prints.

    Attributes
    ----------
    name, title, source : str
        The name for commands, the title for pictures, where the example comes from.
    network : Network
    samples : tuple of Sample
    learning_rate : float
        η, dimensionless.
    trained : tuple of str
        Names of the parameters that the document updates.
    printed : tuple of Printed
    loss : callable
        The error of one output.
    """

    name: str
    title: str
    source: str
    network: Network
    samples: tuple[Sample, ...]
    learning_rate: float
    trained: tuple[str, ...]
    printed: tuple[Printed, ...] = ()
    loss: Loss = half_squared_error

    def run(self, sample: int = 0) -> Forward:
        """Return a forward pass of one sample, with errors and their total.

        Raises
        ------
        ValueError
            If there is no such sample.
        """
        if not 0 <= sample < len(self.samples):
            raise ValueError(f"{self.name} has no sample {sample}; its samples are 0 to {len(self.samples) - 1}.")
        given = self.samples[sample]
        return self.network.forward(given.inputs, given.targets, self.loss)


ExampleMaker = Callable[..., Example]
"""Makes an example anew, with other numbers for the names that are given: ``mazur(w5=0.9)``."""
