"""A derivation as data: steps, each a sum of products of factors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograd.value import Value

if TYPE_CHECKING:
    from autograd.derivation.formula import Formula

__all__ = ["Derivation", "Factor", "Step"]


@dataclass(frozen=True, slots=True)
class Factor:
    """One partial in a product, ∂of/∂by.

    Attributes
    ----------
    of, by : Value
        What is differentiated, and by what.
    value : float
        The number, as recorded.
    rule : Formula or None
        The partial in named values, as a textbook writes it; None where a step of its own opens it.
    expanded : Formula or None
        The rule before anything is simplified: 2 · ½(target − out)^(2 − 1) · (−1) + 0.
    """

    of: Value
    by: Value
    value: float
    rule: Formula | None
    expanded: Formula | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """∂of/∂by as a sum of products; one term where all ways lead through the same values."""

    of: Value
    by: Value
    value: float
    terms: tuple[tuple[Factor, ...], ...]

    @property
    def factors(self) -> Iterator[Factor]:
        """All factors, term by term."""
        return (factor for term in self.terms for factor in term)


@dataclass(frozen=True, slots=True)
class Derivation:
    """∂output/∂wrt step by step: first the whole, then every partial that a step left open, once.

    Attributes
    ----------
    output, wrt : Value
    steps : tuple of Step
        The first one is that of the whole; each factor without a rule is opened by a later one.
    labels : mapping of Value to str
        What each value in the steps is called.
    """

    output: Value
    wrt: Value
    steps: tuple[Step, ...]
    labels: Mapping[Value, str] = field(repr=False)

    @property
    def value(self) -> float:
        """∂output/∂wrt."""
        return self.steps[0].value
