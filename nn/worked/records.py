"""Records of a walkthrough: a worked example from its first weights to its second forward pass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from autograd import Derivation
from autograd.text.digits import in_print
from autograd.text.document import Document
from autograd.text.saying import Told, document_of
from nn.example import Example
from nn.forward import Forward
from nn.module import Parameter
from nn.training.comparison import Comparison
from nn.training.history import History

__all__ = ["STEPS", "Adaptation", "SumForm", "Walkthrough"]

STEPS = (
    "Weight initialisation",
    "Inputs",
    "Sum of products",
    "Activation",
    "Weight adaptation",
    "Back to the inputs",
)
"""The lecture's steps of a training, which it numbers from 1."""


class SumForm(Enum):
    """The form in which the sums of products of a layer are written."""

    TERMS = "terms"
    MATRICES = "matrices"
    """Weights with the biases as last column, times inputs with a 1 below; layers too large for it keep their terms."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """The change of one parameter by a training step.

    `parameter` holds its old number; `partials` are ∂E/∂parameter for each sample, `gradient` is their mean, and `new`
    is old − η · gradient.
    """

    parameter: Parameter
    partials: tuple[float, ...]
    gradient: float
    new: float

    @property
    def old(self) -> float:
        """The number before."""
        return self.parameter.data


@dataclass(frozen=True)
class Walkthrough(Told):
    """A worked example, step by step.

    Attributes
    ----------
    example : Example
        As it was before the update; a copy that nobody trains.
    passes, again : tuple of Forward
        The forward pass of each sample, with the old weights and with the new ones.
    derivations : tuple of Derivation
        ∂E/∂w for the first sample, output layer first.
    adaptations : tuple of Adaptation
        In the example's order; parameters that it does not train are not among them.
    history : History
        The one training step.
    comparisons : tuple of Comparison
        What the document prints beside these numbers.
    """

    example: Example
    passes: tuple[Forward, ...]
    again: tuple[Forward, ...]
    derivations: tuple[Derivation, ...]
    adaptations: tuple[Adaptation, ...]
    history: History
    comparisons: tuple[Comparison, ...]

    def said_after(self, name: str) -> str:
        """Return what the document prints for a value after the step; nothing, one number, or several."""
        return ", ".join(
            in_print(comparison.printed.text)
            for comparison in self.comparisons
            if comparison.is_after_training and comparison.name == name
        )

    def document(self, decimals: int = 4, form: SumForm = SumForm.TERMS) -> Document:
        """Return it as a document under the headings of the six training steps.

        Parameters
        ----------
        decimals
            Digits after the point, 1 to 15; never fewer than four significant ones, and more where old and new
            numbers would look the same.
        form
            Sums with their terms, or each layer as a matrix times a vector.
        """
        return document_of(self, decimals, form)
