"""Policies: what a teacher accepts, and what each verdict is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from verify.claims.tolerance import Verdict
from verify.claims.written import WrittenNumber
from verify.judging.report import Judgement
from verify.slips.explain import Explanation
from verify.slips.kinds import Kind

__all__ = ["CREDIT", "Policy", "Rounding", "decided"]


class Rounding(StrEnum):
    """The way the last digit is found: 0.186815 is 0.187 rounded half up, and 0.186 truncated."""

    HALF_UP = "half-up"
    TRUNCATE = "truncate"
    EITHER = "either"


CREDIT: Mapping[Verdict, float] = {
    Verdict.HOLDS: 1.0,
    Verdict.LAST_DIGIT: 1.0,
    Verdict.CARRIED: 1.0,
    Verdict.VALUE_RIGHT: 0.5,
    Verdict.WRONG: 0.0,
}
"""The share of the marks that each verdict earns unless a worksheet says otherwise; any other earns nothing."""

LEAST_DIGITS = 3
"""Significant digits from which a unit of the last one is small."""


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy: what a teacher accepts, and the marks for it.

    Attributes
    ----------
    rounding : Rounding
    last_digit : int
        Units of the last place that a number of three or more digits may be off, with a remark; with 0, a number that
        is not cut or rounded as `rounding` says is wrong.
    follow_through : bool
        Whether a number that follows from a wrong one has its marks.
    credit : mapping of Verdict to float
    """

    rounding: Rounding = Rounding.EITHER
    last_digit: int = 1
    follow_through: bool = True
    credit: Mapping[Verdict, float] = field(default_factory=lambda: CREDIT)

    def share(self, verdict: Verdict) -> float:
        """Return the share of the marks for a verdict."""
        return self.credit.get(verdict, 0.0)


def decided(judgement: Judgement, policy: Policy, decimals: int | None = None) -> Judgement:
    """Return a judgement as a policy has it, where so many decimals were asked for; None for any number.

    Examples
    --------
    >>> from nn import documents
    >>> from verify import check_claims
    >>> (cut,) = check_claims(documents.mazur(), {"dE/dw5": "0.0821"})
    >>> cut.verdict.value, decided(cut, Policy()).verdict.value, decided(cut, Policy(Rounding.HALF_UP)).verdict.value
    ('last digit', 'holds', 'last digit')
    """
    written, true = judgement.claim.number, judgement.true
    if written is None or true is None:
        return judgement
    judgement = _by_rounding(judgement, written, true, policy)
    judgement = _by_last_digit(judgement, written, true, policy)
    if decimals is not None:
        judgement = _by_decimals(judgement, written, true, decimals)
    elif not written.value and true:  # 0 is any small number, rounded to its digits
        return _refused(judgement, "no digit of the number is written")
    if judgement.verdict is Verdict.LAST_DIGIT and not policy.last_digit:
        return _refused(judgement, judgement.remark or "the last digit is off")
    if judgement.verdict is Verdict.CARRIED and not policy.follow_through:
        return _refused(judgement, "a number that follows from a wrong one earns nothing here", Kind.CARRIED)
    return judgement


def _refused(judgement: Judgement, why: str, kind: Kind = Kind.TYPING) -> Judgement:
    """A judgement that is wrong because of the policy."""
    number = judgement.claim.number
    assert number is not None  # only numbers are refused
    reason = Explanation(why, 0.0, kind.value, number.value, look=kind.look)
    return replace(judgement, verdict=Verdict.WRONG, remark="", explanations=(reason,))


def _by_rounding(judgement: Judgement, written: WrittenNumber, true: float, policy: Policy) -> Judgement:
    is_cut = written.is_cut_from(true)
    if judgement.verdict is Verdict.LAST_DIGIT and is_cut and policy.rounding is not Rounding.HALF_UP:
        return replace(judgement, verdict=Verdict.HOLDS, remark="")
    if judgement.verdict is Verdict.HOLDS and policy.rounding is Rounding.TRUNCATE and not is_cut:
        return replace(judgement, verdict=Verdict.LAST_DIGIT, remark="the further digits are rounded, not cut")
    return judgement


def _by_last_digit(judgement: Judgement, written: WrittenNumber, true: float, policy: Policy) -> Judgement:
    is_near = written.is_within(true, (policy.last_digit + 0.5) * written.unit)
    digits = len(written.decimal.as_tuple().digits)
    if judgement.verdict is not Verdict.WRONG or not is_near or digits < LEAST_DIGITS or not policy.last_digit:
        return judgement
    return replace(judgement, verdict=Verdict.LAST_DIGIT, remark="the last digit is off", explanations=())


def _by_decimals(judgement: Judgement, written: WrittenNumber, true: float, decimals: int) -> Judgement:
    """A number that is too coarse for what was asked: 0 for 0.0004 would hold by its own digits."""
    asked = 10.0**-decimals
    is_right = judgement.verdict in (Verdict.HOLDS, Verdict.LAST_DIGIT)
    if not is_right or written.unit < 1.5 * asked or written.is_within(true, asked):
        return judgement
    if not written.value:
        return _refused(judgement, "no digit of the number is written")
    return replace(judgement, verdict=Verdict.VALUE_RIGHT, remark=f"{decimals} decimals are asked for")
