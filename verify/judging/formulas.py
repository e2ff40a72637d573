"""Judging formulas and functions: they are right if they give the number here and for other inputs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from autograd import Value, topological_order
from autograd.text.names import shorten
from verify.claims.claim import Claim
from verify.claims.targets import Target
from verify.claims.tolerance import Verdict
from verify.claims.typed import names_in, value_of
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
        here = _given_by(claim, work)
    except (ValueError, ArithmeticError) as error:
        return Judgement(claim, Verdict.UNREADABLE, true, str(error))
    others = () if target.steps else Redraws.of(work).of_leaves(kept)
    numbers = [here, *(_given_elsewhere(claim, other) for other in others)]
    pairs = zip(numbers, [true, *(other.true(target) for other in others)], strict=True)
    is_right = [_agree(number, wanted) for number, wanted in pairs if not math.isnan(number)]
    if all(is_right):
        return Judgement(claim, Verdict.HOLDS, true)
    remark = f"the formula gives {here:.9g}"
    if is_right[0]:
        remark += ", the right number here, but another one for other inputs"
    slips = Slips.of(work).giving(target, here)
    reasons = explanations_of_formula(numbers, slips, lambda: elsewhere(work, target, kept))
    return Judgement(claim, Verdict.WRONG, true, remark, None, tuple(reasons))


def _names_of(work: Work, claim: Claim) -> Sequence[str]:
    """The values that a claimed formula or function uses."""
    if claim.function is not None:
        return claim.arguments
    rate = {} if work.learning_rate is None else {"eta": "η", "η": "η"}
    return [rate.get(name) or work.names.find(name) for name in names_in(claim.formula)]


def _given_by(claim: Claim, work: Work) -> float:
    """The number that a claimed formula, or function, gives with the numbers of a work."""
    if claim.function is not None:
        number: Any = claim.function(*[work.values[name].data for name in claim.arguments])
        return float(number.data if isinstance(number, Value) else number)
    value = value_of(claim.formula, work.numbers_for(claim.formula))
    if not all(map(math.isfinite, _numbers_in(value))):
        raise ValueError(f"{shorten(claim.formula, 60)} has a part that is too large for a float (about 1.8e308).")
    return value.data


def _numbers_in(value: Value) -> Iterator[float]:
    """Every number that a formula passes on its way."""
    for node in topological_order(value):
        yield node.data
        yield from node.op.static.values() if node.op else ()


def _given_elsewhere(claim: Claim, other: Work) -> float:
    """The number that it gives with other numbers; nan, which says nothing, where it is not defined for them."""
    try:
        return _given_by(claim, other)
    except (ValueError, ArithmeticError):
        return math.nan


def _agree(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-15)
