"""The work that claims are about: true values, and values recomputed from what a person wrote before."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from autograd import GraphError, ReadError, Value, add, replay, topological_order, total
from autograd.derivation import Derivation, Factor, Step, derive
from autograd.derivation.formula import evaluated
from autograd.formula import parse, variables
from autograd.naming import numbered
from nn import Example, GateExample, Order, train
from verify.targets import Names, Target

__all__ = ["Recomputed", "Work"]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A value from earlier numbers of the writer, and the targets whose numbers it used."""

    value: float
    used: frozenset[Target]


@dataclass(frozen=True)
class Work:
    """A graph with its names, how weights are updated, and the example it comes from, if any.

    Parameters
    ----------
    output
        What partials and updates are taken of.
    learning_rate
        η; None where nothing is updated.
    trained
        Names of what is updated.
    others
        Other spellings of names.
    example
        For numbers after several steps.
    order
        Which weights an update uses for the hidden gradients; the output first is for a worked example only.
    most_steps
        Updates after which numbers may be claimed, at most.
    """

    output: Value
    learning_rate: float | None = None
    trained: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    example: Example | None = None
    order: Order = Order.TOGETHER
    most_steps: int = 20_000

    @classmethod
    def of_example(cls, example: Example | GateExample, sample: int = 0) -> Work:
        """Return the work of a worked example; that of a gate ends with its output."""
        forward = example.run(sample)
        if isinstance(example, GateExample):
            return cls(forward.layers[-1][0].out)
        total = forward.total
        assert total is not None  # a sample has targets
        return cls(total, example.learning_rate, example.trained, {}, example)

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Every named value by its name; names that occur again are numbered."""
        order = topological_order(self.output)
        labels = numbered([value.name for value in order])
        return {label: value for value, label in zip(order, labels, strict=True) if label is not None}

    @cached_property
    def redraws(self) -> tuple[Work, ...]:
        """The same work with three other numbers for all leaves."""
        return tuple(self.redrawn(seed) for seed in (1, 2, 3))

    def redrawn(self, seed: int) -> Work:
        """Return the same work with other numbers for all leaves, each moved by a few per cent."""
        built: dict[Value, Value] = {}
        for place, value in enumerate(topological_order(self.output)):
            if value.op is None:
                built[value] = Value(_moved(value.data, place, seed) if value.name else value.data, value.name)
            else:
                built[value] = value.op(*[built[parent] for parent in value.parents])
                built[value].name = value.name
        rate = None if self.learning_rate is None else _moved(self.learning_rate, 0, seed)
        return replace(self, output=built[self.output], learning_rate=rate, example=None)

    @cached_property
    def kept(self) -> dict[Any, Any]:
        """What others have found out about this work, once for all claims."""
        return {}

    @cached_property
    def names(self) -> Names:
        """What targets may be called."""
        return Names(frozenset(self.values), self.others)

    @cached_property
    def _derivations(self) -> dict[tuple[str, str], Derivation]:
        return {}

    def canonical(self, target: Target) -> Target:
        """Return the target that has the same number by name: dE_total/dout_o1 is dE_o1/dout_o1."""
        if not target.by:
            return target
        if target not in self._canonical:
            self._canonical[target] = self._led_to(target)
        return self._canonical[target]

    @cached_property
    def _canonical(self) -> dict[Target, Target]:
        return {}

    def _led_to(self, target: Target) -> Target:
        if target.of not in self.values or target.by not in self.values:
            return target  # an unnamed value with a letter
        of = self.values[target.of]
        while target.by and of.op in (add, total):
            leading = [each for each in of.parents if self.values[target.by] in topological_order(each)]
            if len(leading) != 1 or leading[0].name not in self.values or leading[0] is self.values[target.by]:
                break
            of = leading[0]
        return replace(target, of=of.name or target.of)

    def derivation(self, of: str, by: str) -> Derivation:
        """Return the derivation of ∂of/∂by, made once.

        Raises
        ------
        ReadError
            If one does not feed the other.
        """
        if (of, by) not in self._derivations:
            try:
                self._derivations[of, by] = derive(self.values[of], self.values[by])
            except GraphError as error:
                raise ReadError(str(error)) from error
        return self._derivations[of, by]

    def derivation_of(self, target: Target) -> Derivation:
        """Return the derivation of a partial, or of the partial that a weight is updated by.

        Raises
        ------
        ReadError
            If there is none.
        """
        if target.updated:
            return self.derivation(self.output.name or "", target.of)
        return self.derivation(target.of, target.by)

    def true(self, target: Target) -> float:
        """Return the true value of a target.

        Raises
        ------
        ReadError
            If the work has no such number.
        """
        if target.is_expression:
            return parse(target.of, self.numbers).data
        if target.steps:
            return self._after(target.steps, self.order)[target.of]
        if target.by:
            return self.derivation(target.of, target.by).value
        if target.updated and self.values[target.of].op is not None:
            raise ReadError(f"{target.of} is computed, not updated; only leaves such as weights have a new value.")
        if target.updated and self.order is Order.OUTPUT_FIRST and target.of in self.gradients_output_first:
            return self.updated(target.of, self.gradients_output_first[target.of])
        if target.updated:
            return self.updated(target.of, self.derivation_of(target).value)
        return self.values[target.of].data

    @property
    def rate(self) -> float:
        """The learning rate of a work that has one."""
        assert self.learning_rate is not None  # the true value was found
        return self.learning_rate

    def updated(self, weight: str, gradient: float) -> float:
        """Return w − η · gradient.

        Raises
        ------
        ReadError
            If nothing is updated in this work.
        """
        if self.learning_rate is None:
            raise ReadError(f"{weight}+ needs a learning rate, and this work has none.")
        return self.values[weight].data - self.learning_rate * gradient

    @cached_property
    def gradients_output_first(self) -> Mapping[str, float]:
        """Partials by weights, the hidden ones taken with weights of the output layer that are updated already."""
        if self.example is None or self.learning_rate is None:
            return {}
        try:
            after = self._weights_after(Order.OUTPUT_FIRST)
        except ValueError:  # several samples
            return {}
        return {name: (self.values[name].data - after[name]) / self.learning_rate for name in self.trained}

    def _weights_after(self, order: Order) -> Mapping[str, float]:
        example = copy.deepcopy(self.example)
        assert example is not None  # asked before
        return train(example, 1, order=order).new.weights

    @cached_property
    def results(self) -> Mapping[str, float]:
        """What could have been copied: the numbers of all nodes, the partials by weights, the updated weights."""
        found = dict(self.numbers)
        for name in self.trained:
            partial = self._partials.get(self.values[name], 0.0)
            found[str(Target(self.output.name or "", by=name))] = partial
            if self.learning_rate is not None:
                found[f"{name}+"] = self.updated(name, partial)
        return found

    @cached_property
    def _partials(self) -> Mapping[Value, float]:
        """∂output/∂value for every value, by one walk back."""
        partials = {self.output: 1.0}
        for value in reversed(topological_order(self.output)):
            for parent, local in zip(value.parents, value.local_derivatives, strict=True):
                partials[parent] = partials.get(parent, 0.0) + partials.get(value, 0.0) * local
        return partials

    def after(self, steps: int, order: Order) -> Mapping[str, float] | None:
        """Return all named numbers after so many updates; None where the work cannot be trained so."""
        try:
            return self._after(steps, order)
        except ValueError:
            return None

    def after_with_biases(self, steps: int) -> Mapping[str, float] | None:
        """Return all named numbers after so many updates of every parameter; None where there is nothing more."""
        if self.example is None:
            return None
        every = tuple(parameter.name or "" for parameter in self.example.network.parameters())
        if set(every) == set(self.trained):
            return None
        return Work(self.output, example=replace(self.example, trained=every)).after(steps, Order.TOGETHER)

    @cached_property
    def _trainings(self) -> dict[tuple[int, Order], Mapping[str, float]]:
        return {}

    def _after(self, steps: int, order: Order) -> Mapping[str, float]:
        """All named numbers after so many updates."""
        if self.example is None:
            raise ReadError("numbers after several steps need a worked example or a network.")
        if steps > self.most_steps + 1:  # a slip is one step too many
            raise ReadError(f"numbers are computed for at most {self.most_steps:,} steps.")
        if (steps, order) not in self._trainings:
            example = copy.deepcopy(self.example)
            train(example, steps, order=order)
            self._trainings[steps, order] = Work.of_example(example).numbers
        return self._trainings[steps, order]

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """The number of every named value."""
        return {name: value.data for name, value in self.values.items()}

    def numbers_for(self, formula: str) -> Mapping[str, float]:
        """Return the numbers of the names in a formula, in whatever spelling; η is the learning rate.

        Raises
        ------
        ReadError
            With its place, if the formula cannot be read; a name that is not there is left to who evaluates it.
        """
        found: dict[str, float] = {}
        for name in variables(formula):
            if name in ("eta", "η") and name not in self.values and self.learning_rate is not None:
                found[name] = self.learning_rate
            else:
                with suppress(ReadError):
                    found[name] = self.numbers[self.names.find(name)]
        return found

    def recomputed(self, target: Target, earlier: Mapping[Target, float]) -> Recomputed | None:
        """Return the value that follows from earlier numbers of the writer; None where none of them feeds it.

        The targets of `earlier` are canonical.
        """
        own = self.canonical(target)
        again = _Again(self, {each: number for each, number in earlier.items() if each != own})
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
        if target.is_expression:
            names = {name: self.claimed(Target(name)) for name in variables(target.of) if name in work.values}
            return parse(target.of, names).data
        if target.by:
            return self.partial(work.derivation(target.of, target.by))
        if work.order is Order.OUTPUT_FIRST and (target.updated or target.steps):
            raise ValueError("weights that are new in part are not recomputed")
        if target.updated:
            return work.updated(target.of, self.claimed(Target(work.output.name or "", by=target.of)))
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
        """A partial, with claimed partials and nodes where the derivation has them."""
        steps = {(step.of, step.by): step for step in derivation.steps}
        labels = derivation.labels

        def step_value(step: Step) -> float:
            return sum(product([factor_value(factor) for factor in term]) for term in step.terms)

        def factor_value(factor: Factor) -> float:
            claim = self.work.canonical(Target(labels[factor.of], by=labels[factor.by]))
            if claim in self.earlier:
                self.used.add(claim)
                return self.earlier[claim]
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


def _moved(number: float, place: int, seed: int) -> float:
    """Another number near it; the same ones each time."""
    share = ((place * 0.6180339887 + seed * 0.7548776662) % 1.0) - 0.5
    return number * (1.0 + 0.2 * share) + 0.01 * share


def product(numbers: Iterable[float]) -> float:
    """Return the product, from the left."""
    result = 1.0
    for number in numbers:
        result *= number
    return result
