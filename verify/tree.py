"""A derivation with numbers: every partial in it, and how much the whole gains with each."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from graphlib import TopologicalSorter
from typing import TypeAlias

from autograd import Value
from autograd.derivation import Derivation, Factor, Step
from autograd.derivation.formula import Formula, evaluated
from verify.recomputed import product

__all__ = ["Pair", "Tree", "index_of", "kind_of"]

Pair: TypeAlias = tuple[Value, Value]


class Tree:
    """A derivation with numbers: every partial in it, and how much the whole gains with each.

    The whole is linear in each single partial, so that an edit of one is a multiplication and not a new derivation.

    Parameters
    ----------
    derivation
        Of the partial that was claimed.
    numbers
        The number of each value, the true one or a claimed one.
    claimed
        Partials as the writer has them, in place of computed ones.
    """

    def __init__(
        self,
        derivation: Derivation,
        numbers: Callable[[Value], float] = lambda value: value.data,
        claimed: Mapping[tuple[str, str], float] | None = None,
    ) -> None:
        self.derivation = derivation
        self.labels = derivation.labels
        self.numbers = numbers
        self.claimed = claimed or {}
        self.root = derivation.steps[0]
        self.steps = _opened_before_used(derivation.steps)
        self.factors: dict[Pair, Factor] = {
            (factor.of, factor.by): factor for step in derivation.steps for factor in step.factors
        }
        self.rules: dict[Pair, Formula] = {
            pair: factor.rule for pair, factor in self.factors.items() if factor.rule is not None
        }
        self.values: dict[Pair, float] = {pair: self._leaf(pair) for pair in self.rules}
        for step in self.steps:
            pair = step.of, step.by
            if pair not in self.values:
                known = None if step is self.root else self._known(pair)
                self.values[pair] = self.sum_of(step) if known is None else known

    def _leaf(self, pair: Pair) -> float:
        known = self._known(pair)
        return evaluated(self.rules[pair], self.numbers) if known is None else known

    def _known(self, pair: Pair) -> float | None:
        return self.claimed.get((self.labels[pair[0]], self.labels[pair[1]]))

    def terms(self, step: Step) -> list[float]:
        """The products that a step adds."""
        return [product(self.values[factor.of, factor.by] for factor in term) for term in step.terms]

    def sum_of(self, step: Step) -> float:
        """The number of a step from those of its factors."""
        return math.fsum(self.terms(step))

    @property
    def value(self) -> float:
        """The number of the whole."""
        return self.values[self.root.of, self.root.by]

    @cached_property
    def gains(self) -> dict[Pair, float]:
        """∂whole/∂partial for every partial in the derivation, by one walk from the whole."""
        gains: dict[Pair, float] = {(self.root.of, self.root.by): 1.0}
        for step in reversed(self.steps):
            own = gains.get((step.of, step.by), 0.0)
            for term in step.terms:
                for place, factor in enumerate(term):
                    pair = factor.of, factor.by
                    if pair == (step.of, step.by):  # the whole is this one factor
                        continue
                    others = product(self.values[each.of, each.by] for at, each in enumerate(term) if at != place)
                    gains[pair] = gains.get(pair, 0.0) + own * others
        return gains

    def edited(self, pair: Pair, value: float) -> float:
        """The number of the whole with another number for one partial."""
        return self.value + self.gains[pair] * (value - self.values[pair])

    def recomputed(self, changed: Mapping[Pair, float]) -> float:
        """The number of the whole with other numbers for several partials."""
        values = {**self.values, **changed}
        for step in self.steps:
            pair = step.of, step.by
            if pair not in changed and pair not in self.rules and self._known(pair) is None:
                values[pair] = math.fsum(product(values[each.of, each.by] for each in term) for term in step.terms)
        return values[self.root.of, self.root.by]

    def name(self, pair: Pair) -> str:
        """Return ``∂out_o1/∂net_o1``."""
        return f"∂{self.labels[pair[0]]}/∂{self.labels[pair[1]]}"

    def plain_name(self, pair: Pair) -> str:
        """Return ``dout_o1/dnet_o1``."""
        return f"d{self.labels[pair[0]]}/d{self.labels[pair[1]]}"

    @cached_property
    def sums(self) -> list[Step]:
        """The steps that add."""
        return [step for step in self.derivation.steps if len(step.terms) > 1]

    @cached_property
    def inner(self) -> list[Pair]:
        """The partials that a step of their own opens, but for the whole."""
        return [(step.of, step.by) for step in self.derivation.steps if step is not self.root]

    @cached_property
    def alike(self) -> list[list[Pair]]:
        """Factors of one kind, of several neurons: two or more of them."""
        groups: dict[tuple[str, str], list[Pair]] = {}
        for of, by in self.rules:
            groups.setdefault((kind_of(self.labels[of]), kind_of(self.labels[by])), []).append((of, by))
        return [group for group in groups.values() if len(group) > 1]

    def like(self, value: Value) -> list[Value]:
        """Return the values that are easily taken for this one: named alike, and used for the same, itself included."""
        return self._by_kind[self._kind(value)]

    def _kind(self, value: Value) -> tuple[str, str]:
        return kind_of(self.labels[value]), "" if value.op else self._uses.get(value, "")

    @cached_property
    def _by_kind(self) -> Mapping[tuple[str, str], list[Value]]:
        found: dict[tuple[str, str], list[Value]] = {}
        for value in self.labels:
            found.setdefault(self._kind(value), []).append(value)
        return found

    @cached_property
    def _uses(self) -> Mapping[Value, str]:
        """What each value feeds: a weight of the output layer is not one of the hidden layer."""
        return {parent: kind_of(label) for value, label in self.labels.items() for parent in value.parents}


def _opened_before_used(steps: Sequence[Step]) -> list[Step]:
    """The steps in an order in which each stands behind those that open its factors."""
    by_pair = {(step.of, step.by): step for step in steps}
    needs = {
        pair: [
            (factor.of, factor.by) for factor in step.factors if factor.rule is None and (factor.of, factor.by) != pair
        ]
        for pair, step in by_pair.items()
    }
    return [by_pair[pair] for pair in TopologicalSorter(needs).static_order()]


def kind_of(label: str) -> str:
    """Return a name without its number: names that differ in it only are easily exchanged."""
    return _DIGITS.sub("#", label)


def index_of(label: str) -> tuple[str, ...]:
    """Return the numbers in a name: those of one neuron have the same.

    Examples
    --------
    >>> index_of("out_h2"), kind_of("out_h2")
    (('2',), 'out_h#')
    """
    return tuple(_DIGITS.findall(label))


_DIGITS = re.compile(r"[0-9]+")
