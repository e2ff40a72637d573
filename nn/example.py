"""Worked examples: a network with the numbers a document gives it, and the numbers the document prints."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from autograd.number import as_number
from autograd.text.names import nearest
from autograd.text.option import Option
from nn.forward import Forward
from nn.losses import Loss, half_squared_error
from nn.network import Network

__all__ = ["Example", "ExampleMaker", "GateExample", "Order", "Printed", "Sample", "replaced"]


class Order(Option, what="an order of updates"):
    """The weights that a training step uses for the hidden gradients.

    `TOGETHER` is gradient descent: all gradients are taken at the old weights. With `OUTPUT_FIRST` the output layer
    is updated first and the hidden gradients are taken with its new weights, which some published programs do.
    """

    TOGETHER = "together"
    OUTPUT_FIRST = "output-first"


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
        asked = _numbered(self.name, self.samples, sample)
        return self.network.forward(asked.inputs, asked.targets, self.loss)


@dataclass(frozen=True)
class GateExample:
    """A network of threshold units and the truth table that it should have: no error, no gradient, no training.

    Attributes
    ----------
    name, title, source : str
        The name for commands, the title for pictures, where the example comes from.
    network : Network
    table : tuple of Sample
        The lines of the truth table in the document's order; what the network gives may be something else.

    Examples
    --------
    >>> from nn import documents
    >>> gate = documents.and_gate()
    >>> [(line.inputs, gate.run(place)["Y"].data) for place, line in enumerate(gate.table)]
    [((1.0, 1.0), 1.0), ((1.0, 0.0), 0.0), ((0.0, 1.0), 0.0), ((0.0, 0.0), 0.0)]
    """

    name: str
    title: str
    source: str
    network: Network
    table: tuple[Sample, ...]

    @property
    def samples(self) -> tuple[Sample, ...]:
        """The lines of the truth table."""
        return self.table

    def run(self, sample: int = 0) -> Forward:
        """Return a forward pass of one line of the table, counted from 0, without targets.

        Raises
        ------
        ValueError
            If there is no such line.
        """
        return self.network.forward(_numbered(self.name, self.table, sample).inputs)


def _numbered(name: str, samples: tuple[Sample, ...], place: int) -> Sample:
    if not 0 <= place < len(samples):
        raise ValueError(f"{name} has no sample {place}; its samples are 0 to {len(samples) - 1}.")
    return samples[place]


ExampleMaker = Callable[..., Example | GateExample]
"""Makes an example anew, with other numbers for the names that are given: ``mazur(w5=0.9)``."""


def replaced(
    example: str, known: Mapping[str, float], numbers: Mapping[str, float], sampled: Collection[str] = ()
) -> dict[str, float]:
    """Return the numbers given by a document with some of them replaced.

    `known` has every number that can be replaced; inputs and targets that have another number in each sample are
    `sampled`. The example's name is for messages: a ValueError for any other name, a TypeError for what is no number.

    Examples
    --------
    >>> replaced("mazur", {"w1": 0.15, "w2": 0.2}, {"w2": 7})
    {'w1': 0.15, 'w2': 7.0}
    """
    for name in numbers:
        if name in sampled:
            raise ValueError(
                f"{name} has another number in each sample of {example}, so it cannot be given here; "
                f"other numbers can be given for {', '.join(known)}."
            )
        if name not in known:
            raise ValueError(f"{example} has no number {name!r}; {nearest(name, known)}")
    return {**known, **{name: as_number(number) for name, number in numbers.items()}}
