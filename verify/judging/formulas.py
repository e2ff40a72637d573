"""Judging formulas and functions: they are right if they give the number here and for other inputs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from autograd import ReadError, Value
from autograd.formulas.reading import parse, variables
from verify.claims.claim import Claim
from verify.claims.targets import Target
from verify.claims.tolerance import Verdict
from verify.claims.work import Work
from verify.judging.report import Judgement
from verify.rework.redrawn import Redraws, taken_as_given
from verify.slips.explain import explanations_of_formula
from verify.slips.kinds import Made
from verify.slips.search import Slips

__all__ = ["elsewhere", "judged_formula"]


def elsewhere(
    work: Work, target: Target, kept: Sequence[str] = (), many: int = 3
) -> Sequence[Callable[[Iterable[Made]], Mapping[Made, float]]]:
    """Return what tells what slips give with other inputs; nothing for a number after steps."""
    redraws = Redraws.of(work)
    again = redraws.of_parameters[:many] if work.is_over_samples(target) else redraws.of_leaves(kept, many)
    works = () if target.steps else again
    return [partial(Slips.of(other).same, target) for other in works]


def judged_formula(work: Work, claim: Claim, target: Target) -> Judgement:
    """Return what becomes of a formula: it is right if it gives the number here and at three other places.

    Examples
    --------
    >>> from nn import documents
    >>> from verify.claims.claim import read_claim
    >>> work = Work.of_example(documents.mazur())
    >>> claim = read_claim(work, "dE/dout_o1", "-(0.01 - out_o1)")
    >>> judged_formula(work, claim, claim.target).verdict.value
    'holds'
    """
    true = work.true(target)
    try:
        kept = taken_as_given(work, _names_of(work, claim), claim.formula)
    except ReadError as error:
        return Judgement(claim, Verdict.UNREADABLE, true, str(error))
    works = [work, *(Redraws.of(work).of_leaves(kept) if not target.steps else ())]
    given: list[float] = []
    for each in works:
        try:
            given.append(_given_by(claim, each))
        except (ReadError, ValueError, ArithmeticError) as error:
            if each is work:
                return Judgement(claim, Verdict.UNREADABLE, true, str(error))
            given.append(math.nan)  # a number that it is not defined for says nothing
    wanted = [each.true(target) for each in works]
    is_right = [_agree(*pair) for pair in zip(given, wanted, strict=True) if not math.isnan(pair[0])]
    if all(is_right):
        return Judgement(claim, Verdict.HOLDS, true)
    remark = f"the formula gives {given[0]:.9g}"
    if is_right and is_right[0]:
        remark += ", the right number here, but another one for other inputs"
    slips = Slips.of(work).giving(target, given[0])
    found = explanations_of_formula(given, slips, lambda: elsewhere(work, target, kept))
    return Judgement(claim, Verdict.WRONG, true, remark, None, tuple(found))


def _names_of(work: Work, claim: Claim) -> Sequence[str]:
    """The values that a claimed formula or function uses."""
    if claim.function is not None:
        return claim.arguments
    rate = {} if work.learning_rate is None else {"eta": "η", "η": "η"}
    return [rate.get(name) or work.names.find(name) for name in variables(claim.formula)]


def _given_by(claim: Claim, work: Work) -> float:
    """The number that a claimed formula, or function, gives with the numbers of a work."""
    if claim.function is not None:
        number: Any = claim.function(*[work.values[name].data for name in claim.arguments])
        return float(number.data if isinstance(number, Value) else number)
    return parse(claim.formula, work.numbers_for(claim.formula)).data


def _agree(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-15)
