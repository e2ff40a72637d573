"""Values recomputed from what a person wrote before: a wrong number carries on from there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from autograd import Value, replay, topological_order
from autograd.algebra.visiting import evaluated
from autograd.derivation import Derivation, Factor, Step
from autograd.formulas.reading import parse, variables
from nn import Order
from verify.claims.targets import Target
from verify.claims.work import Work

__all__ = ["Recomputed", "follow_through", "product"]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A value from earlier numbers of the writer, and the targets whose numbers it used."""

    value: float
    used: frozenset[Target]


def follow_through(work: Work, target: Target, earlier: Mapping[Target, float]) -> Recomputed | None:
    """Return the value that follows from earlier numbers of the writer; None where none of them feeds it.

    The targets of `earlier` are canonical.

    Examples
    --------
    >>> from nn import documents
    >>> work = Work.of_example(documents.mazur())
    >>> again = follow_through(work, Target("w5", updated=True), {work.canonical(Target("E_total", by="w5")): 0.1})
    >>> round(again.value, 6), *map(str, again.used)
    (0.35, 'dE_o1/dw5')
    """
    same = work.canonical(target)
    again = _Again(work, {other: number for other, number in earlier.items() if other != same})
    try:
        value = again.target(target)
    except (ArithmeticError, ValueError):
        return None
    return Recomputed(value, frozenset(again.used)) if again.used else None


class _Again:
    """Evaluates targets with earlier numbers in place of true ones, and notes which it used."""

    def __init__(self, work: Work, earlier: Mapping[Target, float]) -> None:
        self.work = work
        self.earlier = earlier
        self.used: set[Target] = set()

    def target(self, target: Target) -> float:
        work = self.work
        if target.is_mean:
            return work.true(target)
        if target.is_expression:
            names = {name: self.claimed(Target(name)) for name in variables(target.of) if name in work.values}
            return parse(target.of, names).data
        if target.by:
            derivation = work.derivation(target.of, target.by)
            return self._step(derivation, derivation.made[derivation.output, derivation.wrt])
        if target.updated or target.steps:
            return self._after_update(target)
        return self.node(work.values[target.of], {})

    def _after_update(self, target: Target) -> float:
        work = self.work
        if work.order is Order.OUTPUT_FIRST or target.steps > 1:
            raise ValueError("weights that are new in part, and several steps, are not recomputed")
        if target.updated:
            return work.updated(target.of, self.claimed(work.gradient_target(target.of)))
        weights = {name: self.claimed(Target(name, updated=True)) for name in work.trained}
        return self.node(work.values[target.of], weights)

    def claimed(self, target: Target) -> float:
        """The number of another target: as claimed, else recomputed."""
        same = self.work.canonical(target)
        if same in self.earlier:
            self.used.add(same)
            return self.earlier[same]
        return self.target(target)

    @cached_property
    def _claimed_nodes(self) -> dict[str, float]:
        nodes = {target.of: number for target, number in self.earlier.items() if target.is_node}
        return {name: number for name, number in nodes.items() if self.work.values[name].op is not None}

    def node(self, value: Value, weights: Mapping[str, float]) -> float:
        """A node's number, forward again with claimed nodes, or with new weights."""
        if value.op is None and value.name not in weights:
            return value.data
        feeding = set(topological_order(value)) - {value}
        overrides: dict[Value | str, float] = {}
        for name, number in (weights or self._claimed_nodes).items():
            if self.work.values[name] in feeding:
                overrides[self.work.values[name]] = number
                self.used |= set() if weights else {Target(name)}
        return replay(value, overrides)[value]

    def _step(self, derivation: Derivation, step: Step) -> float:
        """The partial of a step, with claimed partials and nodes where the derivation has them or factors of them."""
        if len(step.terms) > 1:
            return sum(self._product(derivation, term) for term in step.terms)
        (factors,) = step.terms
        for many in range(len(factors) - 1, 1, -1):  # ∂E/∂net, for the first two of three
            together = self._claimed_partial(derivation, step.of, factors[many - 1].by)
            if together is not None:
                return self._product(derivation, factors[many:], together)
        return self._product(derivation, factors)

    def _product(self, derivation: Derivation, factors: Iterable[Factor], start: float = 1.0) -> float:
        return product([start, *(self._factor(derivation, factor) for factor in factors)])

    def _factor(self, derivation: Derivation, factor: Factor) -> float:
        claimed = self._claimed_partial(derivation, factor.of, factor.by)
        if claimed is not None:
            return claimed
        if factor.rule is not None:
            return evaluated(factor.rule, self._number)
        return self._step(derivation, derivation.made[factor.of, factor.by])

    def _claimed_partial(self, derivation: Derivation, of: Value, by: Value) -> float | None:
        claim = self.work.canonical(Target(derivation.labels[of], by=derivation.labels[by]))
        if claim in self.earlier:
            self.used.add(claim)
        return self.earlier.get(claim)

    def _number(self, value: Value) -> float:
        name = value.name or ""
        if name in self._claimed_nodes:
            self.used.add(Target(name))
            return self._claimed_nodes[name]
        return value.data


def product(numbers: Iterable[float]) -> float:
    """Return the product, from the left."""
    result = 1.0
    for number in numbers:
        result *= number
    return result
