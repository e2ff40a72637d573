"""Numbers that slips give for a target: in its derivation or its formula, in an update, in copying and in typing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from autograd import Value, add, total
from autograd.formulas.reading import parse
from verify.claims.targets import Target
from verify.claims.work import Work
from verify.claims.written import WrittenNumber
from verify.rework.tree import Partial, Tree, kind_of
from verify.slips.candidates import INSTEAD, TWO_SLIPS, edits, replaced, two_slips
from verify.slips.inside import partial_in_degrees
from verify.slips.kinds import Applies, Candidate, Kind, Made, Numbers, Slip, instead, tried
from verify.slips.nodes import of_node
from verify.slips.outs import of_one_plus_power
from verify.slips.typing import misplaced, typing_slips
from verify.slips.updates import EARLY, of_mean, slips_of_training, slips_of_update

__all__ = ["PARTIALS", "Slips", "copied_claims"]

_partial = partial(Slip, applies=Applies.PARTIAL)
_updated = partial(_partial, Kind.UPDATED, is_another=True)
_copied = partial(Slip, Kind.COPIED, gives=instead, applies=Applies.ANY, is_another=True)

RATE_IN = _partial(Kind.RATE, "the learning rate is multiplied in", 2.5, "it comes next", lambda w: w.rate * w.gradient)
UPDATED = (
    _updated("this is {at}⁺, the updated weight", 3.0, "the next step", lambda w: w.old - w.rate * w.gradient),
    _updated("this is {at} + η · gradient: an updated weight, and with the wrong sign", 6.0, "two slips of 3",
             lambda w: w.old + w.rate * w.gradient),
)  # fmt: skip
_another = partial(_partial, Kind.INDEX, bits=4.0, gives=instead, is_another=True)
OTHER = _another("this is {other}", why="one of sixteen; any neuron is as likely")
OF_PART = _another("this is {other} alone", why="one of sixteen; any part is as likely")
INVERTED = _another("this is {other}, upside down", why="one of sixteen")
COPIED = _copied("this is {other}", 2.5, "any result of its kind is as likely")
COPIED_CLAIM = _copied("this is the number of claim {other}", 4.0, "any wrong number before it is as likely")
PARTIALS = (RATE_IN, *UPDATED, OTHER, OF_PART, INVERTED, COPIED, COPIED_CLAIM)


class Slips:
    """Numbers that slips give in one work, each worked out once.

    Examples
    --------
    >>> from nn import documents
    >>> slips = Slips.of(Work.of_example(documents.mazur()))
    >>> [slip.text for slip in slips.all(Target("w5", updated=True)) if slip.kind == "update"][:2]
    ['this is η · gradient alone', 'this is −η · gradient, the change of w5']
    """

    def __init__(self, work: Work) -> None:
        self.work = work
        self._trees: dict[Target, Tree] = {}
        self._slips: dict[Target, Sequence[Candidate]] = {}

    @classmethod
    def of(cls, work: Work) -> Slips:
        """Return the slips of a work, one object for all claims about it."""
        return work.companion(cls)

    def tree(self, target: Target) -> Tree | None:
        """Return the derivation with true numbers; None for a target without one."""
        if not self.work.has_derivation(target):
            return None
        same = self.work.gradient_target(target.of) if target.updated else target
        if same not in self._trees:
            self._trees[same] = Tree(self.work.derivation_of(target))
        return self._trees[same]

    def all(self, target: Target) -> Sequence[Candidate]:
        """Return what slips give whatever was written."""
        if target not in self._slips:
            true = self.work.true(target)
            self._slips[target] = tuple(slip for slip in self._all(target) if _is_another(slip.value, true))
        return self._slips[target]

    def near(self, target: Target, written: WrittenNumber, claimed: Tree | None = None) -> Iterator[Candidate]:
        """Yield what slips give: of the target's own kind, of copying, of typing; of the unlikely, what comes near.

        Parameters
        ----------
        target
            What is claimed.
        written
            The number that was written.
        claimed
            For a partial or an updated weight: its derivation with the numbers of earlier claims.
        """

        def near(value: float) -> bool:
            return abs(value - written.value) <= 2.0 * written.unit

        yield from self.all(target)
        if claimed is not None:
            yield from self._of_derivation(target, claimed)
        for tree in (self.tree(target), claimed):
            if tree is not None and target.by:
                yield from replaced(tree, self.work.factors, near)
        if target.is_node:
            yield from of_one_plus_power(self.work.values[target.of], written)
        yield from typing_slips(self.work.true(target), written)

    def giving(self, target: Target, value: float) -> Iterator[Candidate]:
        """Yield the slips that give just this, the unlikely ones and two slips at once too."""

        def near(number: float) -> bool:
            return math.isclose(number, value, rel_tol=1e-9)

        yield from self._replaced(target, self.work.factors, near)
        for slip in self.all(target):
            for candidate in (slip, two_slips(slip)):
                if candidate is not None and near(candidate.value):
                    yield candidate

    def same(self, target: Target, these: Iterable[Made]) -> dict[Made, float]:
        """Return what slips that were made in the same work, with other numbers, give in this one."""
        wanted = set(these)
        firsts = {made.other: made for made in wanted if made.row is TWO_SLIPS}
        numbers: dict[Made, float] = {}
        for slip in self.all(target):
            if slip.made in wanted:
                numbers[slip.made] = slip.value
            if slip.made in firsts:
                numbers[firsts[slip.made]] = -slip.value
        others = {made.other for made in wanted if made.row in INSTEAD}
        if others:
            known = {name: number for name, number in self.work.factors.items() if name in others}
            numbers |= {slip.made: slip.value for slip in self._replaced(target, known, lambda _: True)}
        return numbers

    def _replaced(
        self, target: Target, known: Mapping[str, float], near: Callable[[float], bool]
    ) -> Iterator[Candidate]:
        tree = self.tree(target)
        if tree is not None and target.by:
            yield from replaced(tree, known, near)

    def _all(self, target: Target) -> Iterator[Candidate]:
        work, tree = self.work, self.tree(target)
        if tree is not None or work.is_over_samples(target):
            yield from self._of_derivation(target, tree)
        if target.updated:
            yield from slips_of_update(work, target)
        elif target.by:
            yield from _of_partial(work, target)
        elif target.is_node:
            yield from of_node(work, work.values[target.of])
        elif target.is_expression:
            yield from of_node(work, parse(target.of, work.numbers))
        elif not target.is_mean:
            yield from slips_of_training(work, target)
        yield from _copied_results(work, target)
        yield from misplaced(work.true(target))

    def _of_derivation(self, target: Target, tree: Tree | None) -> Iterator[Candidate]:
        """A slip in the derivation, or in a mean of several; for an updated weight, in its gradient."""
        gradient = self.work.gradient_target(target.of) if target.updated else target
        slips = of_mean(self.work, gradient, _of_one) if tree is None else _edits(tree)
        if not target.updated:
            yield from slips
            return
        old, rate = self.work.values[target.of].data, self.work.rate
        for slip in slips:
            yield Candidate(old - rate * slip.value, slip.bits + 1.0, slip.made.within("the gradient"))


def _is_another(value: float, true: float) -> bool:
    """Whether it can be a wrong number: not the true one, and not 0 for want of anything better."""
    return math.isfinite(value) and value != 0.0 and not math.isclose(value, true, rel_tol=1e-12)


def _of_one(work: Work, target: Target) -> Iterator[Candidate]:
    """A slip in the number of one sample."""
    tree = Slips.of(work).tree(target)
    if tree is not None:
        yield from _edits(tree)
    elif target.is_node:
        yield from of_node(work, work.values[target.of])


def _edits(tree: Tree) -> Iterator[Candidate]:
    yield from (slip for slip in edits(tree) if not math.isclose(slip.value, tree.value, rel_tol=1e-12))
    yield from partial_in_degrees(tree)


def _of_partial(work: Work, target: Target) -> Iterator[Candidate]:
    """Another partial; the update given for the gradient, weights updated too early."""
    if not target.is_mean:
        yield from _beside(work, target)
    if target.of != work.output.name or target.by not in work.trained or work.learning_rate is None:
        return
    w = Numbers(old=work.values[target.by].data, rate=work.learning_rate, gradient=work.true(target))
    yield from tried((RATE_IN, *UPDATED), w, target.by)
    if target.by in work.gradients_output_first:
        yield from tried((EARLY,), Numbers(other=work.gradients_output_first[target.by]))


def _beside(work: Work, target: Target) -> Iterator[Candidate]:
    """Another partial: of another neuron, by something else, of one part of a sum, or upside down."""
    names = {value: name for name, value in work.values.items()}
    yield from _others(OTHER, _of_other_neurons(work, target, names))
    alike: dict[Partial, float] = {}
    unlike: dict[Partial, float] = {}
    for name, number in work.partials(target.of).items():
        if name not in (target.by, target.of):
            group = alike if kind_of(name) == kind_of(target.by) else unlike
            group[Partial(target.of, name)] = number
    yield from _others(OTHER, alike, 0.5)
    yield from _others(OTHER, unlike, 2.0)
    whole = work.values[target.of]
    parts = [names[part] for part in whole.parents if part in names] if whole.op in (add, total) else []
    yield from _others(OF_PART, {Partial(part, target.by): work.partials(part).get(target.by, 0.0) for part in parts})
    yield from _others(INVERTED, {Partial(target.by, target.of): work.partials(target.by).get(target.of, 0.0)})


def _of_other_neurons(work: Work, target: Target, names: Mapping[Value, str]) -> dict[Partial, float]:
    """The same partial of values that have the same kinds of names."""
    of, by = kind_of(target.of), kind_of(target.by)
    return {
        Partial(name, names[parent]): local
        for name, value in work.values.items()
        if kind_of(name) == of and name != target.of
        for parent, local in zip(value.parents, value.local_derivatives, strict=True)
        if kind_of(names.get(parent, "")) == by
    }


def _others(row: Slip, numbers: Mapping[Any, float], more: float = 0.0) -> Iterator[Candidate]:
    """The numbers that may stand there instead, one as likely as the other."""
    bits = row.bits + more + math.log2(max(1, len(numbers)))
    return (Candidate(number, bits, Made(row, other=name)) for name, number in numbers.items())


def _copied_results(work: Work, target: Target) -> Iterator[Candidate]:
    """Another result of the same work; one of the same kind is copied more easily."""
    kind = kind_of(str(target))
    same = {str(target), str(replace(target, is_mean=False)), target.of if target.steps else ""}  # other rows say that
    others = {name: number for name, number in work.results.items() if name not in same}
    yield from _others(COPIED, {name: number for name, number in others.items() if kind_of(name) == kind})
    yield from _others(COPIED, {name: number for name, number in others.items() if kind_of(name) != kind}, 2.5)


def copied_claims(numbers: Mapping[int, float]) -> Iterator[Candidate]:
    """Yield the wrong numbers of earlier claims, by the numbers of those claims."""
    return _others(COPIED_CLAIM, numbers)
