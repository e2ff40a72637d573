"""The work that claims are about: its names and their true values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import fmean
from typing import Any, TypeVar

from autograd import GraphError, ReadError, Value, add, topological_order, total
from autograd.derivation import Derivation, Manner, derive
from autograd.formulas.reading import parse
from autograd.graphs.named import Named
from nn import Example, Forward, GateExample, Order
from verify.claims.targets import Names, Target
from verify.claims.trainings import Trainings, partials_of
from verify.claims.typed import names_in

__all__ = ["Work"]

T = TypeVar("T")


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
    sample
        Which of its samples is worked out, from 0.
    order
        Which weights an update uses for the hidden gradients; the output first is for a worked example only.
    most_steps
        Updates after which numbers may be claimed, at most.
    forward
        The forward pass that `output` ends, for pictures.
    """

    output: Value
    learning_rate: float | None = None
    trained: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    example: Example | None = None
    sample: int = 0
    order: Order = Order.TOGETHER
    most_steps: int = 20_000
    forward: Forward | None = None
    _companions: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _canonical: dict[Target, Target] = field(default_factory=dict, init=False, repr=False, compare=False)
    _derivations: dict[tuple[str, str], Derivation] = field(default_factory=dict, init=False, repr=False, compare=False)
    _partials: dict[str, Mapping[str, float]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of_example(cls, example: Example | GateExample, sample: int = 0) -> Work:
        """Return the work of a worked example; that of a gate ends with its output."""
        forward = example.run(sample)
        if isinstance(example, GateExample):
            return cls(forward.layers[-1][0].out)
        total = forward.total
        assert total is not None  # a sample has targets
        return cls(total, example.learning_rate, example.trained, {}, example, sample, forward=forward)

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Every named value by its name; names that occur again are numbered."""
        return Named(self.output)

    def companion(self, kind: Callable[[Work], T]) -> T:
        """Return what finds out more about this work, such as its slips, made from it once for all claims."""
        if kind not in self._companions:
            self._companions[kind] = kind(self)
        companion: T = self._companions[kind]
        return companion

    @cached_property
    def names(self) -> Names:
        """The names that targets may have."""
        return Names(frozenset(self.values), self.others)

    def canonical(self, target: Target) -> Target:
        """Return the target that has the same number by name: dE_total/dout_o1 is dE_o1/dout_o1."""
        if not target.by:
            return target
        if target not in self._canonical:
            self._canonical[target] = self._led_to(target)
        return self._canonical[target]

    def _led_to(self, target: Target) -> Target:
        if target.of not in self.values or target.by not in self.values:
            return target  # an unnamed value with a letter
        of = self.values[target.of]
        while target.by and of.op in (add, total):
            leading = [parent for parent in of.parents if self.values[target.by] in topological_order(parent)]
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

    @cached_property
    def samples(self) -> tuple[Work, ...]:
        """The same work for each sample of its example; empty where there are not several."""
        if self.example is None or len(self.example.samples) < 2:
            return ()
        return tuple(Work.of_example(self.example, place) for place in range(len(self.example.samples)))

    def is_over_samples(self, target: Target) -> bool:
        """Return whether a target is a mean over all samples, or an update by one."""
        return target.is_mean or (target.updated and bool(self.samples))

    def each(self, target: Target) -> Sequence[float]:
        """Return what a mean is the mean of: the number of each sample.

        Raises
        ------
        ReadError
            If there are no samples to take a mean over.
        """
        if not self.samples:
            raise ReadError(f"there is one sample here, and {target} would be {replace(target, is_mean=False)}.")
        return [work.true(replace(target, is_mean=False)) for work in self.samples]

    def has_derivation(self, target: Target) -> bool:
        """Return whether it is a partial that is not 0 for want of any path, or a weight updated by one."""
        if self.is_over_samples(target):
            return False
        of = self.output.name or "" if target.updated else target.of
        return bool(target.by or target.updated) and (target.by or target.of) in self.partials(of)

    def true(self, target: Target) -> float:
        """Return the true value of a target; a partial by what does not feed it is 0.

        Raises
        ------
        ReadError
            If the work has no such number.
        """
        if target.is_mean:
            return fmean(self.each(target))
        if target.is_expression:
            return parse(target.of, self.numbers).data
        if target.steps:
            return self.trainings.numbers(target.steps, self.order)[target.of]
        if target.by:
            return self.derivation(target.of, target.by).value if self.has_derivation(target) else 0.0
        if target.updated and self.values[target.of].op is not None:
            raise ReadError(f"{target.of} is computed, not updated; only leaves such as weights have a new value.")
        if target.updated:
            return self.updated(target.of, self.gradient(target.of))
        return self.values[target.of].data

    def gradient_target(self, weight: str) -> Target:
        """Return the target that a weight is updated by: ∂E/∂w, or its mean over several samples."""
        return Target(self.output.name or "", by=weight, is_mean=bool(self.samples))

    def gradient(self, weight: str) -> float:
        """Return the number that a weight is updated by."""
        if self.order is Order.OUTPUT_FIRST and weight in self.gradients_output_first:
            return self.gradients_output_first[weight]
        return self.true(self.gradient_target(weight))

    @property
    def manner(self) -> Manner:
        """How its derivations are written: with the update, unless that is by the mean over several samples."""
        return Manner(learning_rate=None if self.samples else self.learning_rate, trained=self.trained or None)

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
            after = self.trainings.numbers(1, Order.OUTPUT_FIRST)
        except ValueError:  # several samples
            return {}
        return {name: (self.values[name].data - after[name]) / self.learning_rate for name in self.trained}

    @cached_property
    def trainings(self) -> Trainings:
        """Its numbers after updates."""
        return Trainings(self.example, self.sample, self.most_steps)

    @cached_property
    def results(self) -> Mapping[str, float]:
        """What could have been copied: the numbers of all nodes, the partials by weights, the updated weights."""
        results = dict(self.numbers)
        for name in self.trained:
            partial = self.partials(self.output.name or "").get(name, 0.0)
            results[str(Target(self.output.name or "", by=name))] = partial
            if self.learning_rate is not None:
                results[f"{name}+"] = self.updated(name, self.gradient(name) if self.samples else partial)
        return results

    def partials(self, of: str) -> Mapping[str, float]:
        """Return ∂of/∂value for every named value that feeds it, by one walk back."""
        if of not in self._partials:
            partials = partials_of(self.values[of])
            self._partials[of] = {name: partials[value] for name, value in self.values.items() if value in partials}
        return self._partials[of]

    @cached_property
    def numbers(self) -> Mapping[str, float]:
        """The number of every named value."""
        return {name: value.data for name, value in self.values.items()}

    @cached_property
    def factors(self) -> Mapping[str, float]:
        """What may stand in a product by mistake: the numbers of all values, and the slopes of activations."""
        factors = {name: number for name, number in self.numbers.items() if number not in (0.0, 1.0)}
        for name, value in self.values.items():
            if value.op is not None and value.op.arity == 1 and value.parents[0].name is not None:
                factors[f"∂{name}/∂{value.parents[0].name}"] = value.local_derivatives[0]
        return factors

    def numbers_for(self, formula: str) -> Mapping[str, float]:
        """Return the numbers of the names in a formula, in whatever spelling; η is the learning rate.

        Raises
        ------
        ReadError
            With its place, if the formula cannot be read; with names that are near, if it has one that is not there.
        """
        numbers: dict[str, float] = {}
        for name in names_in(formula):
            if name in ("eta", "η") and name not in self.values and self.learning_rate is not None:
                numbers[name] = self.learning_rate
            else:
                numbers[name] = self.numbers[self.names.find(name)]
        return numbers
