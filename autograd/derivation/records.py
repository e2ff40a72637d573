"""A derivation as data: steps, each a sum of products of factors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from autograd.value import Value

if TYPE_CHECKING:
    from autograd.derivation.formula import Formula

__all__ = ["Derivation", "Detail", "Factor", "Step"]


class Detail(Enum):
    """How much of a derivation is written out, and in what notation."""

    PLAIN = "plain"
    EXPANSION = "expansion"
    """Every rule before it is simplified: 2 · ½(target − out)^(2 − 1) · (−1) + 0."""
    DELTA = "delta"
    """δ_o1 for ∂E/∂net_o1, a step of its own."""


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
    between : tuple of Value
        What lies between `by` and `of`, from `by` on: the rule passes over it, as E_o1 between out_o1 and E_total.
    """

    of: Value
    by: Value
    value: float
    rule: Formula | None
    between: tuple[Value, ...] = ()


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
    detail : Detail
    """

    output: Value
    wrt: Value
    steps: tuple[Step, ...]
    labels: Mapping[Value, str] = field(repr=False)
    detail: Detail = Detail.PLAIN

    def numbers(self) -> dict[tuple[Value, Value], int]:
        """Return the number of each factor (of, by), from 1 in the order of the steps: ① in formula and picture."""
        factors = dict.fromkeys((factor.of, factor.by) for step in self.steps for factor in step.factors)
        return {pair: number for number, pair in enumerate(factors, 1)}

    @property
    def value(self) -> float:
        """∂output/∂wrt."""
        return self.steps[0].value

    def __str__(self) -> str:
        from autograd.derivation.writing import document_of  # noqa: PLC0415  # what writes stands on what is written

        return str(document_of(self))
