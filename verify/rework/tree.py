"""A derivation with numbers: every partial in it, and how much the whole gains with each."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from graphlib import TopologicalSorter
from typing import NamedTuple

from autograd import Value, topological_order
from autograd.algebra.terms import Formula
from autograd.algebra.visiting import evaluated
from autograd.derivation import Derivation, Factor, Step
from verify.claims.trainings import partials_of
from verify.rework.recomputed import product

__all__ = ["Pair", "Partial", "Tree", "index_of", "is_slope", "kind_of"]


class Pair(NamedTuple):
    """∂of/∂by: in full, or directly where other paths lead from one to the other through values in between."""

    of: Value
    by: Value
    is_direct: bool = False


class Partial(NamedTuple):
    """A partial by the names of both sides: the same one wherever the same work is done with other numbers."""

    of: str
    by: str
    is_direct: bool = False

    def __str__(self) -> str:
        return f"∂{self.of}/∂{self.by}{' (direct)' if self.is_direct else ''}"

    @property
    def plain(self) -> str:
        """As a target is written: ``dout_o1/dnet_o1``."""
        return f"d{self.of}/d{self.by}{' (direct)' if self.is_direct else ''}"


class Tree:
    """A derivation with numbers: every partial in it, and how much the whole gains with each.

    The whole is linear in each single partial, so that an edit of one is a multiplication and not a new derivation.
    The number of a value is the true one or a claimed one; `claimed` are partials as the writer has them.
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
        steps = _opened_before_used(derivation.steps)
        self.rules: dict[Pair, Formula] = {}
        self.products: dict[Pair, list[list[Pair]]] = {}
        for step in steps:
            self.products[Pair(step.of, step.by)] = [[self._pair(factor) for factor in term] for term in step.terms]
        self.root = Pair(derivation.steps[0].of, derivation.steps[0].by)
        self.values: dict[Pair, float] = {pair: self._leaf(pair) for pair in self.rules}
        for pair, terms in self.products.items():
            if pair not in self.values:
                known = None if pair == self.root else self._known(pair)
                self.values[pair] = self._sum(terms, self.values) if known is None else known

    def _pair(self, factor: Factor) -> Pair:
        """The pair of a factor, whose rule is kept."""
        pair = Pair(*factor.key)
        if factor.rule is not None:
            self.rules[pair] = factor.rule
        return pair

    def _leaf(self, pair: Pair) -> float:
        known = self._known(pair)
        return evaluated(self.rules[pair], self.numbers) if known is None else known

    def _known(self, pair: Pair) -> float | None:
        return None if pair.is_direct else self.claimed.get((self.labels[pair.of], self.labels[pair.by]))

    @staticmethod
    def _sum(terms: Sequence[Sequence[Pair]], values: Mapping[Pair, float]) -> float:
        return math.fsum(product(values[pair] for pair in term) for term in terms)

    def terms(self, pair: Pair) -> list[float]:
        """The products that a step adds."""
        return [product(self.values[factor] for factor in term) for term in self.products[pair]]

    @property
    def value(self) -> float:
        """The number of the whole."""
        return self.values[self.root]

    @cached_property
    def gains(self) -> dict[Pair, float]:
        """∂whole/∂partial for every partial in the derivation, by one walk from the whole."""
        gains: dict[Pair, float] = {self.root: 1.0}
        for pair in reversed(self.products):
            gain = gains.get(pair, 0.0)
            for term in self.products[pair]:
                for place, factor in enumerate(term):
                    if factor != pair:  # else the whole is this one factor
                        others = product(self.values[other] for at, other in enumerate(term) if at != place)
                        gains[factor] = gains.get(factor, 0.0) + gain * others
        return gains

    def edited(self, pair: Pair, value: float) -> float:
        """The number of the whole with another number for one partial."""
        return self.value + self.gains[pair] * (value - self.values[pair])

    def recomputed(self, changed: Mapping[Pair, float]) -> float:
        """The number of the whole with other numbers for several partials."""
        values = {**self.values, **changed}
        for pair, terms in self.products.items():
            if pair not in changed and pair not in self.rules and (pair == self.root or self._known(pair) is None):
                values[pair] = self._sum(terms, values)
        return values[self.root]

    def called(self, pair: Pair) -> Partial:
        """Return the names of a pair."""
        return Partial(self.labels[pair.of], self.labels[pair.by], pair.is_direct)

    def name(self, pair: Pair) -> str:
        """Return ``∂out_o1/∂net_o1``."""
        return str(self.called(pair))

    @cached_property
    def sums(self) -> list[Pair]:
        """The partials that add several paths."""
        return [pair for pair, terms in reversed(self.products.items()) if len(terms) > 1]

    @cached_property
    def inner(self) -> list[Pair]:
        """The partials that a step of their own opens, but for the whole."""
        return [pair for pair in reversed(self.products) if pair != self.root]

    @cached_property
    def multiplied(self) -> frozenset[Pair]:
        """The partials that stand beside other factors, so that they can be left out."""
        return frozenset(pair for terms in self.products.values() for term in terms if len(term) > 1 for pair in term)

    @cached_property
    def alike(self) -> list[list[Pair]]:
        """Factors of one kind of the neurons in a layer: two or more of them."""
        layers: dict[tuple[str, str, int], list[Pair]] = {}
        for pair in self.rules:
            layers.setdefault((*self._kinds(pair), self._depths[pair.of]), []).append(pair)
        return [group for group in layers.values() if len(group) > 1]

    @cached_property
    def alike_everywhere(self) -> list[list[Pair]]:
        """Factors of one kind in all layers, and the slopes of all activations, where that is more."""
        kinds: dict[tuple[str, str], list[Pair]] = {}
        for pair in self.rules:
            kinds.setdefault(self._kinds(pair), []).append(pair)
        slopes = [pair for pair in self.rules if is_slope(pair)]
        known = [frozenset(group) for group in self.alike]
        groups = {frozenset(group): group for group in (*kinds.values(), slopes) if len(group) > 1}
        return [group for pairs, group in groups.items() if pairs not in known]

    def _kinds(self, pair: Pair) -> tuple[str, str]:
        return kind_of(self.labels[pair.of]), kind_of(self.labels[pair.by])

    @cached_property
    def _depths(self) -> Mapping[Value, int]:
        """How many values lie behind each at most: those of one layer are equally deep."""
        depths: dict[Value, int] = {}
        for value in topological_order(self.root.of):
            depths[value] = 1 + max((depths[parent] for parent in value.parents), default=0)
        return depths

    def beside(self, pair: Pair) -> Iterator[tuple[Partial, float]]:
        """Yield the partials of the same kind of other neurons, each with what it is called."""
        for other in self.inner:
            if other.of is not pair.of and other.of in self.like(pair.of) and other.by in self.like(pair.by):
                yield self.called(other), self.values[other]
        if pair.of is self.root.of:
            for value in self.like(pair.by):
                if value is not pair.by and value in self._partials:
                    yield self.called(Pair(pair.of, value)), self._partials[value]

    @cached_property
    def _partials(self) -> Mapping[Value, float]:
        """What the whole is differentiated of by every value that feeds it."""
        return partials_of(self.root.of)

    def like(self, value: Value) -> list[Value]:
        """Return the values that are easily taken for this one: named alike, and used for the same, itself included."""
        return self._by_kind[self._kind(value)]

    def _kind(self, value: Value) -> tuple[str, str]:
        return kind_of(self.labels[value]), "" if value.op else self._uses.get(value, "")

    @cached_property
    def _by_kind(self) -> Mapping[tuple[str, str], list[Value]]:
        kinds: dict[tuple[str, str], list[Value]] = {}
        for value in self.labels:
            kinds.setdefault(self._kind(value), []).append(value)
        return kinds

    @cached_property
    def _uses(self) -> Mapping[Value, str]:
        """What each value feeds: a weight of the output layer is not one of the hidden layer."""
        return {parent: kind_of(label) for value, label in self.labels.items() for parent in value.parents}


def is_slope(pair: Pair) -> bool:
    """Whether a partial is the slope of an activation: ∂out_h1/∂net_h1."""
    op = pair.of.op
    return op is not None and op.arity == 1 and pair.of.parents == (pair.by,)


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
