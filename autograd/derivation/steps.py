"""A derivation as data: steps, each a sum of products of factors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TypeAlias

from autograd.algebra.terms import Formula
from autograd.text.saying import Told
from autograd.value import Value

__all__ = ["Derivation", "Detail", "Factor", "Key", "Step", "numbered_factors"]

Key: TypeAlias = tuple[Value, Value, bool]
"""What a factor or a step is the partial of and by, and whether it is direct."""


class Detail(Enum):
    """The detail in which a derivation is written out, and its notation."""

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
    is_direct : bool
        Whether other paths lead from `by` to `of`: it is the partial in the formula of `of` alone, a term of the whole.
    """

    of: Value
    by: Value
    value: float
    rule: Formula | None
    between: tuple[Value, ...] = ()
    is_direct: bool = False

    @property
    def key(self) -> Key:
        """What tells it from all other factors of a derivation."""
        return self.of, self.by, self.is_direct


@dataclass(frozen=True, slots=True)
class Step:
    """∂of/∂by as a sum of products; one term where all paths lead through the same values."""

    of: Value
    by: Value
    value: float
    terms: tuple[tuple[Factor, ...], ...]

    @property
    def key(self) -> Key:
        """That of the factors that it opens."""
        return self.of, self.by, False

    @property
    def factors(self) -> Iterator[Factor]:
        """All factors, term by term."""
        return (factor for term in self.terms for factor in term)


def numbered_factors(steps: Iterable[Step]) -> dict[Key, int]:
    """Return the number of each factor by its key, from 1 in the order of the steps."""
    factors = dict.fromkeys(factor.key for step in steps for factor in step.factors)
    return {key: number for number, key in enumerate(factors, 1)}


@dataclass(frozen=True, eq=False)
class Derivation(Told):
    """∂output/∂wrt step by step: first the whole, then every partial that a step left open, once.

    Attributes
    ----------
    output, wrt : Value
    made : mapping of (Value, Value) to Step
        Every step by what it is the partial of and by; derivations that were made together share them.
    labels : mapping of Value to str
        What each value in the steps is called.
    detail : Detail
    """

    output: Value
    wrt: Value
    made: Mapping[tuple[Value, Value], Step] = field(repr=False)
    labels: Mapping[Value, str] = field(repr=False)
    detail: Detail = Detail.PLAIN

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The first one is that of the whole; each factor without a rule is opened by a later one."""
        return tuple(self.opened(lambda step: step.factors))

    def opened(self, some: Callable[[Step], Iterable[Factor]]) -> Iterator[Step]:
        """Yield the step of the whole, and each that is opened by some of the factors of a step before it."""
        pairs = [(self.output, self.wrt)]
        seen = set()
        while pairs:
            pair = pairs.pop()
            if pair not in seen:
                seen.add(pair)
                yield self.made[pair]
                further = [(factor.of, factor.by) for factor in some(self.made[pair]) if factor.rule is None]
                pairs += reversed(further)

    def numbers(self) -> dict[Key, int]:
        """Return the number of each factor by its key, from 1 in the order of the steps: ① in formula and picture."""
        return numbered_factors(self.steps)

    @property
    def value(self) -> float:
        """∂output/∂wrt."""
        return self.made[self.output, self.wrt].value
