"""Judging claims in the order of the work: each by its digits, its line and the numbers before it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from autograd import ReadError, Value, topological_order
from autograd.formula import parse
from nn import Example
from verify.candidates import Candidate
from verify.claims import Claim, Given, read_claim
from verify.explain import best_explanations, explanations_of_formula
from verify.judgements import Judgement, Report
from verify.recomputed import Recomputed, recomputed
from verify.redrawn import redrawn_examples, redraws
from verify.slips import same_slips, slips, slips_giving, true_tree
from verify.targets import Target
from verify.tolerance import Evidence, Verdict, rule_on
from verify.tree import Tree
from verify.work import Work
from verify.working import Working, read_working
from verify.written import WrittenNumber

__all__ = ["check_claims", "check_partials"]


def check_claims(work: Example | Work, claims: Mapping[str, Given] | Iterable[tuple[str, Given] | Claim]) -> Report:
    """Judge claims about any targets, in the order of the work.

    Parameters
    ----------
    work
        A worked example, or what `Work` describes.
    claims
        Targets with what was written: ``{"net_h1": "0.3775", "w5+": "0.3589"}``; pairs, or claims with their working.

    Examples
    --------
    >>> from nn import documents
    >>> report = check_claims(documents.mazur(), {"E_total after 1 step": "0.291027924"})
    >>> print(report[0].explanations[0].text)
    this is the value you get if weights of the output layer that are updated already are used too early
    """
    work = Work.of_example(work) if isinstance(work, Example) else work
    pairs = claims.items() if isinstance(claims, Mapping) else claims
    read = [each if isinstance(each, Claim) else read_claim(work, *each) for each in pairs]
    return Report(tuple(_Judging(work).all(read)), work)


def check_partials(output: Value, claims: Mapping[Value | str, Given]) -> Report:
    """Judge partials of one output, each by the value or the name that it is taken by.

    Examples
    --------
    >>> w, x = Value(0.5, "w"), Value(2.0, "x")
    >>> y = (w * x).tanh().named("y")
    >>> report = check_partials(y, {w: "0.84", "x": "w * (1 - y^2)"})
    >>> [judgement.verdict.value for judgement in report]
    ['holds', 'holds']
    """
    if output.name is None:
        taken = {value.name for value in topological_order(output)}
        output = (output * 1.0).named(next(name for name in ("y", "f", "output", "the_output") if name not in taken))
    work = Work(output)
    named = {value: name for name, value in work.values.items()}
    pairs = []
    for by, given in claims.items():
        name = by if isinstance(by, str) else named.get(by)
        if name is None:
            raise ReadError(f"{by!r} has no name, or does not feed {output.name}; give it one with value.named('w5').")
        pairs.append((f"d{output.name}/d{name}", given))
    return check_claims(work, pairs)


class _Judging:
    """Judges one claim after the other, and remembers what was written."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.earlier: dict[Target, float] = {}
        self.numbers: dict[Target, int] = {}
        self.wrong: dict[Target, int] = {}
        self.said: dict[tuple[Target, float], Judgement] = {}

    def all(self, claims: Sequence[Claim]) -> Iterator[Judgement]:
        for number, claim in enumerate(claims, 1):
            target = claim.target
            said = None
            if target is not None and claim.number is not None:
                said = self.said.get((self.work.canonical(target), claim.number.value))
            judgement = self._again(claim, said) if said and not claim.working else self.one(claim)
            if target is not None and claim.number is not None:
                same = self.work.canonical(target)
                self.said.setdefault((same, claim.number.value), judgement)
                self.earlier[same] = claim.number.value
                self.numbers[same] = number
                if judgement.verdict is Verdict.WRONG:
                    self.wrong[same] = number
                elif judgement.carried_from is not None:
                    self.wrong[same] = judgement.carried_from
                else:
                    self.wrong.pop(same, None)
            yield judgement

    def _again(self, claim: Claim, said: Judgement) -> Judgement:
        """The same number for the same target: what was wrong before is carried on from there."""
        assert claim.target is not None  # it was said before
        if said.verdict is not Verdict.WRONG:
            return replace(said, claim=claim)
        return Judgement(
            claim,
            Verdict.CARRIED,
            said.true,
            "the same number as before",
            self.wrong.get(self.work.canonical(claim.target)),
        )

    def one(self, claim: Claim) -> Judgement:
        if claim.target is None or claim.problem:
            verdict = Verdict.UNREADABLE if claim.text.strip() else Verdict.NOT_ANSWERED
            true = None if claim.target is None else self.work.true(claim.target)
            return Judgement(claim, verdict, true, claim.problem)
        if claim.formula or claim.function is not None:
            return self._of_formula(claim, claim.target)
        return self._of_number(claim, claim.target)

    def _of_number(self, claim: Claim, target: Target) -> Judgement:
        written = claim.number
        assert written is not None  # it is no formula and has no problem
        true = self.work.true(target)
        again = recomputed(self.work, target, self.earlier)
        try:
            working = read_working(claim.working, self.work.numbers) if claim.working else None
        except ReadError as error:
            return Judgement(claim, Verdict.UNREADABLE, true, f"the working: {error}")
        roots = self._wrong_ones(again, working)
        ruling = rule_on(written, self._evidence(true, working, again, bool(roots)))
        remark = "; ".join(each for each in (ruling.remark, *written.remarks) if each)
        if ruling.verdict is Verdict.CARRIED:
            return Judgement(claim, ruling.verdict, true, remark, min(roots, default=None))
        if ruling.verdict is not Verdict.WRONG:
            return Judgement(claim, ruling.verdict, true, remark)
        claimed = self._claimed_tree(target)
        true_one = true_tree(self.work, target)
        if roots and claimed and true_one and (mixed := _own_factor(written, true_one, claimed)):
            return Judgement(claim, Verdict.CARRIED, true, mixed, min(roots))
        candidates = slips(self.work, target, written, claimed)
        found = best_explanations(written, candidates, lambda: self._elsewhere(target)[:1])
        return Judgement(claim, Verdict.WRONG, true, remark, None, tuple(found))

    def _evidence(
        self, true: float, working: Working | None, again: Recomputed | None, rests_on_wrong: bool
    ) -> Evidence:
        recomputed = again.value if again else None
        if working is None:
            return Evidence(true, true if recomputed is None else recomputed, 0.0, recomputed, None, rests_on_wrong)
        known = {abs(number): abs(self.work.true(target)) for target, number in self.earlier.items()}
        with suppress(ReadError):
            corrected = working.corrected(known)
            return Evidence(true, working.value, working.spread, recomputed, corrected, rests_on_wrong)
        return Evidence(true, working.value, working.spread, recomputed, working.value, rests_on_wrong)

    def _wrong_ones(self, again: Recomputed | None, working: Working | None) -> set[int]:
        """The claims, by number, from which a wrong number comes into this one."""
        used = set(again.used) if again else set()
        if working is not None:
            written = {number.value for number in working.literals}
            used |= {target for target, number in self.earlier.items() if abs(number) in written}
        return {self.wrong[target] for target in used if target in self.wrong}

    def _claimed_tree(self, target: Target) -> Tree | None:
        """The derivation with the numbers that were written before."""
        if not self.earlier or not self.work.has_derivation(target):
            return None
        names = {each.of: number for each, number in self.earlier.items() if each.is_node}
        derivation = self.work.derivation_of(target)
        claimed = {}
        for step in derivation.steps:
            for of, by in ((step.of, step.by), *((factor.of, factor.by) for factor in step.factors)):
                pair = derivation.labels[of], derivation.labels[by]
                number = self.earlier.get(self.work.canonical(Target(pair[0], by=pair[1])))
                if number is not None:
                    claimed[pair] = number
        return Tree(derivation, lambda value: names.get(value.name or "", value.data), claimed)

    def _elsewhere(self, target: Target) -> Sequence[Callable[[Iterable[Candidate]], Mapping[str, float]]]:
        """What slips give with other inputs."""
        again = redrawn_examples if self.work.is_over_samples(target) else redraws
        works = () if target.steps else again(self.work)
        return [partial(same_slips, work, target) for work in works]

    def _of_formula(self, claim: Claim, target: Target) -> Judgement:
        """A formula is right if it gives the number here and at three other places."""
        true = self.work.true(target)
        works = [self.work, *(redraws(self.work) if not target.steps else ())]
        given: list[float] = []
        for work in works:
            try:
                given.append(_given_by(claim, work))
            except (ReadError, ValueError, ArithmeticError) as error:
                if work is self.work:
                    return Judgement(claim, Verdict.UNREADABLE, true, str(error))
                given.append(math.nan)  # a number that it is not defined for says nothing
        wanted = [work.true(target) for work in works]
        is_right = [_agree(*pair) for pair in zip(given, wanted, strict=True) if not math.isnan(pair[0])]
        if all(is_right):
            return Judgement(claim, Verdict.HOLDS, true)
        remark = f"the formula gives {given[0]:.9g}"
        if is_right[0]:
            remark += ", the right number here, but another one for other inputs"
        found = explanations_of_formula(
            given, slips_giving(self.work, target, given[0]), lambda: self._elsewhere(target)
        )
        return Judgement(claim, Verdict.WRONG, true, remark, None, tuple(found))


def _given_by(claim: Claim, work: Work) -> float:
    """The number that a claimed formula, or function, gives with the numbers of a work."""
    if claim.function is not None:
        number: Any = claim.function(*[work.values[name].data for name in claim.arguments])
        return float(number.data if isinstance(number, Value) else number)
    return parse(claim.formula, work.numbers_for(claim.formula)).data


def _agree(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-15)


def _own_factor(written: WrittenNumber, true: Tree, theirs: Tree) -> str:
    """Which factor was taken with its true number beside earlier ones that are wrong; nothing if none fits."""
    for pair, number in theirs.values.items():
        if number != true.values[pair] and written.agrees_with(theirs.edited(pair, true.values[pair])):
            return f"{theirs.name(pair)} is taken with its true number, the others as they were written before"
    return ""
