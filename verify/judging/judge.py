"""Judging claims in the order of the work: each by its digits, its line and the numbers before it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from autograd import ReadError, Value, topological_order
from nn import Example
from verify.claims.claim import Claim, Given, read_claim
from verify.claims.targets import Target
from verify.claims.tolerance import Evidence, Ruling, Verdict, rule_on
from verify.claims.work import Work
from verify.claims.working import Working, read_working
from verify.claims.written import WrittenNumber
from verify.judging.formulas import elsewhere, judged_formula
from verify.judging.report import Judgement, Report
from verify.rework.claimed import claimed_tree, own_factor
from verify.rework.recomputed import Recomputed, follow_through
from verify.slips.explain import Explanation, best_explanations, explanation_of
from verify.slips.kinds import Candidate, Made
from verify.slips.misplaced import misplaced_number, slips_of_line
from verify.slips.search import Slips, copied_claims

__all__ = ["check_claims", "check_partials"]


def check_claims(
    work: Example | Work | Value, claims: Mapping[str, Given] | Iterable[tuple[str, Given] | Claim]
) -> Report:
    """Judge claims about any targets, in the order of the work.

    Parameters
    ----------
    work
        A worked example, what `Work` describes, or the Value whose graph it is.
    claims
        Targets with what was written: ``{"net_h1": "0.3775", "w5+": "0.3589"}``; pairs, or claims with their working.

    Returns
    -------
    Report
        A judgement for each claim; what cannot be read is one of them, and no exception.

    Examples
    --------
    >>> from nn import documents
    >>> report = check_claims(documents.mazur(), {"E_total after 1 step": "0.291027924"})
    >>> print(report[0].explanations[0].text)
    this is the value you get if weights of the output layer that are updated already are used too early
    """
    if not isinstance(work, Work):
        work = Work.of_example(work) if isinstance(work, Example) else Work(_named(work))
    pairs = claims.items() if isinstance(claims, Mapping) else claims
    read = [pair if isinstance(pair, Claim) else read_claim(work, *pair) for pair in pairs]
    return Report(tuple(_Judging(work).all(read)), work)


def check_partials(output: Value, claims: Mapping[Value | str, Given]) -> Report:
    """Judge partials of one output, each by the value or the name that it is taken by.

    Parameters
    ----------
    output
        What is differentiated.
    claims
        What was written for ∂output/∂value: ``{w5: "0.0822", "w1": "0.000439"}``; a text keeps its digits.

    Returns
    -------
    Report

    Raises
    ------
    ReadError
        If a value has no name, or does not feed the output.

    Examples
    --------
    >>> w, x = Value(0.5, "w"), Value(2.0, "x")
    >>> y = (w * x).tanh().named("y")
    >>> report = check_partials(y, {w: "0.84", "x": "w * (1 - y^2)"})
    >>> [judgement.verdict.value for judgement in report]
    ['holds', 'holds']
    """
    if not isinstance(claims, Mapping):
        raise TypeError(
            f"claims are {claims!r:.60} ({type(claims).__name__}); give what was written for each value by its name: "
            '{"w5": "0.0822"}.'
        )
    output = _named(output)
    work = Work(output)
    named = {value: name for name, value in work.values.items()}
    return check_claims(work, [(f"d{output.name}/d{_name_of(by, named, output)}", text) for by, text in claims.items()])


def _named(output: Value) -> Value:
    """The output, under a name of its own."""
    if output.name is not None:
        return output
    taken = {value.name for value in topological_order(output)}
    return (output * 1.0).named(next(name for name in ("y", "f", "output", "the_output") if name not in taken))


def _name_of(by: Value | str, named: Mapping[Value, str], output: Value) -> str:
    if isinstance(by, str):
        return by
    if by.name is None:
        raise ReadError(f"{by!r} has no name; give it one before it is used: Value({by.data!r}, 'w5').")
    if by not in named:
        raise ReadError(f"{by.name} does not feed {output.name}; its partial is 0.")
    return named[by]


class _Judging:
    """Judges one claim after the other, and remembers what was written."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.slips = Slips.of(work)
        self.earlier: dict[Target, float] = {}
        self.numbers: dict[Target, int] = {}
        self.wrong: dict[Target, int] = {}
        self.said: dict[tuple[Target, float], Judgement] = {}

    def all(self, claims: Sequence[Claim]) -> Iterator[Judgement]:
        for number, claim in enumerate(claims, 1):
            if claim.target is None or claim.number is None:
                yield self.one(claim)
                continue
            same, value = self.work.canonical(claim.target), claim.number.value
            before = self.said.get((same, value))
            judgement = self.one(claim) if before is None or claim.working else self._again(claim, same, before)
            self.said.setdefault((same, value), judgement)
            self._remember(same, value, number, judgement)
            yield judgement

    def _remember(self, same: Target, value: float, number: int, judgement: Judgement) -> None:
        """Keep a number for what rests on it, and which claim it is wrong from."""
        self.earlier[same], self.numbers[same] = value, number
        root = number if judgement.verdict is Verdict.WRONG else judgement.carried_from
        if root is None:
            self.wrong.pop(same, None)
        else:
            self.wrong[same] = root

    def _again(self, claim: Claim, same: Target, before: Judgement) -> Judgement:
        """The same number for the same target: what was wrong before is carried on from there."""
        if before.verdict is not Verdict.WRONG:
            return replace(before, claim=claim)
        return Judgement(claim, Verdict.CARRIED, before.true, "the same number as before", self.wrong.get(same))

    def one(self, claim: Claim) -> Judgement:
        if claim.target is None or claim.problem:
            verdict = Verdict.UNREADABLE if claim.text.strip() else Verdict.NOT_ANSWERED
            true = None if claim.target is None else self.work.true(claim.target)
            return Judgement(claim, verdict, true, claim.problem)
        true = self.work.true(claim.target)
        if not math.isfinite(true):
            remark = f"{claim.target} is {true} with these numbers, and no number that is written agrees with that"
            return Judgement(claim, Verdict.UNREADABLE, true, remark)
        if claim.formula or claim.function is not None:
            return judged_formula(self.work, claim, claim.target)
        return self._of_number(claim, claim.target)

    def _of_number(self, claim: Claim, target: Target) -> Judgement:
        """A number is ruled on by its digits, its line and the numbers before it; a wrong one is explained."""
        written, true = claim.number, self.work.true(target)
        assert written is not None  # it is no formula and has no problem
        try:
            working = read_working(claim.working, self._numbers_for(claim.working)) if claim.working else None
        except ReadError as error:
            return Judgement(claim, Verdict.UNREADABLE, true, f"the working: {error}")
        again = follow_through(self.work, target, self.earlier)
        roots = self._wrong_ones(again, working)
        ruling = rule_on(written, self._evidence(true, working, again, bool(roots)))
        remarks = ruling.remark, *written.remarks, self._no_path(target, ruling), _of_line(ruling, written, working)
        judgement = Judgement(claim, ruling.verdict, true, "; ".join(filter(None, remarks)))
        match ruling.verdict:
            case Verdict.CARRIED:
                return replace(judgement, carried_from=min(roots, default=None))
            case Verdict.VALUE_RIGHT:
                misplaced = self._misplaced(target, working)
                return replace(judgement, remark=f"{judgement.remark}: {misplaced}") if misplaced else judgement
            case Verdict.WRONG:
                return self._explained(judgement, target, written, working, roots)
        return judgement

    def _explained(
        self, wrong: Judgement, target: Target, written: WrittenNumber, working: Working | None, roots: Collection[int]
    ) -> Judgement:
        """A wrong number with its reason: one number of its line, one factor of its own, or the likeliest slips."""
        reason = self._in_line(target, written, working)
        if reason is not None:
            return replace(wrong, explanations=(reason,))
        claimed = claimed_tree(self.work, target, self.earlier)
        mixed = own_factor(written, self.slips.tree(target), claimed) if roots else ""
        if mixed:
            return replace(wrong, verdict=Verdict.CARRIED, remark=mixed, carried_from=min(roots))
        candidates = chain(
            self.slips.near(target, written, claimed),
            slips_of_line(working) if working else (),
            self._copied(target),
        )
        likeliest = best_explanations(written, candidates, lambda: elsewhere(self.work, target, many=1))
        return replace(wrong, explanations=tuple(likeliest))

    def _in_line(self, target: Target, written: WrittenNumber, working: Working | None) -> Explanation | None:
        """The misplaced number of a line that gives what is written."""
        misplaced = self._misplaced(target, working)
        if working is None or not misplaced:
            return None
        if not written.is_within(working.value, working.spread + 0.5 * written.unit):
            return None
        return explanation_of(misplaced.within("the line"), working.value)

    def _numbers_for(self, working: str) -> Mapping[str, float]:
        """The numbers that a line may have: those of all names, as they are written, and the learning rate."""
        rate = {} if self.work.learning_rate is None else {"η": self.work.learning_rate}
        return {**self.work.numbers, **rate, **(self.work.numbers_for(working) if "=" not in working else {})}

    def _copied(self, target: Target) -> Iterator[Candidate]:
        """The wrong numbers of earlier claims; the right ones are among the results of the work."""
        number = self.numbers.get(self.work.canonical(target))
        wrong = {self.numbers[other]: self.earlier[other] for other in self.wrong}
        return (slip for slip in copied_claims(wrong) if slip.made.other != number)

    def _misplaced(self, target: Target, working: Working | None) -> Made | None:
        """The number of a line that belongs elsewhere, or nowhere."""
        if working is None:
            return None
        tree = self.slips.tree(target)
        factors = {tree.called(pair): tree.values[pair] for pair in tree.rules} if tree else {}
        return misplaced_number(working, self.work.true(target), {**factors, **self.work.numbers})

    def _no_path(self, target: Target, ruling: Ruling) -> str:
        """Why a partial is 0, for a number that is another one."""
        in_one = replace(target, is_mean=False)
        if not target.by or ruling.verdict is not Verdict.WRONG or self.work.has_derivation(in_one):
            return ""
        return f"{target.by} does not feed {target.of}"

    def _evidence(
        self, true: float, working: Working | None, again: Recomputed | None, rests_on_wrong: bool
    ) -> Evidence:
        recomputed = again.value if again else None
        if working is None:
            return Evidence(true, true if recomputed is None else recomputed, 0.0, recomputed, None, rests_on_wrong)
        known = {abs(number): abs(self.work.true(target)) for target, number in self.earlier.items()}
        try:
            corrected = working.corrected(known)
        except ReadError:
            corrected = working.value
        return Evidence(true, working.value, working.spread, recomputed, corrected, rests_on_wrong)

    def _wrong_ones(self, again: Recomputed | None, working: Working | None) -> set[int]:
        """The claims, by number, from which a wrong number comes into this one."""
        used = set(again.used) if again else set()
        if working is not None:
            written = {number.value for number in working.literals}
            used |= {target for target, number in self.earlier.items() if abs(number) in written}
        return {self.wrong[target] for target in used if target in self.wrong}


def _of_line(ruling: Ruling, written: WrittenNumber, working: Working | None) -> str:
    """What a line gives that is followed by another number."""
    if working is None or ruling.verdict is not Verdict.WRONG:
        return ""
    if written.is_within(working.value, 2.0 * working.spread + 0.5 * written.unit):
        return ""
    return f"its line gives {working.value:.6g}"
