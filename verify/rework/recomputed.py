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
    own = work.canonical(target)
    again = _Again(work, {each: number for each, number in earlier.items() if each != own})
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
            return self.partial(work.derivation(target.of, target.by))
        if work.order is Order.OUTPUT_FIRST and (target.updated or target.steps):
            raise ValueError("weights that are new in part are not recomputed")
        if target.updated:
            return work.updated(target.of, self.claimed(work.gradient_target(target.of)))
        if target.steps == 1:
            weights = {name: self.claimed(Target(name, updated=True)) for name in work.trained}
            return self.node(work.values[target.of], weights)
        if target.steps:
            raise ValueError("several steps are not recomputed")
        return self.node(work.values[target.of], {})

    def claimed(self, target: Target) -> float:
        """The number of another target: as claimed, else recomputed."""
        same = self.work.canonical(target)
        if same in self.earlier:
            self.used.add(same)
            return self.earlier[same]
        return self.target(target)

    @cached_property
    def _claimed_nodes(self) -> dict[str, float]:
        return {
            each.of: number
            for each, number in self.earlier.items()
            if each.is_node and self.work.values[each.of].op is not None
        }

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

    def partial(self, derivation: Derivation) -> float:
        """A partial, with claimed partials and nodes where the derivation has them, or has factors of them."""
        steps = {(step.of, step.by): step for step in derivation.steps}
        labels = derivation.labels

        def claimed(of: Value, by: Value) -> float | None:
            claim = self.work.canonical(Target(labels[of], by=labels[by]))
            if claim in self.earlier:
                self.used.add(claim)
            return self.earlier.get(claim)

        def step_value(step: Step) -> float:
            if len(step.terms) > 1:
                return sum(product(map(factor_value, term)) for term in step.terms)
            (factors,) = step.terms
            for many in range(len(factors) - 1, 1, -1):  # ∂E/∂net, for the first two of three
                if (together := claimed(step.of, factors[many - 1].by)) is not None:
                    return product([together, *map(factor_value, factors[many:])])
            return product(map(factor_value, factors))

        def factor_value(factor: Factor) -> float:
            if (own := claimed(factor.of, factor.by)) is not None:
                return own
            if factor.rule is None:
                return step_value(steps[factor.of, factor.by])
            return evaluated(factor.rule, self._number)

        return step_value(derivation.steps[0])

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
