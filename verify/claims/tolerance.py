"""Whether a written number holds, by the digits that it and the numbers of its line have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from verify.claims.written import WrittenNumber

__all__ = ["LAST_DIGIT_OFF", "Evidence", "Ruling", "Verdict", "rule_on"]


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
    corrected : float or None
        L with each number that stands for an earlier claim replaced by its true value; None without working.
    rests_on_wrong : bool
        Whether an earlier claim that feeds it, or a number of the line, is wrong itself.
    """

    true: float
    line: float
    spread: float = 0.0
    recomputed: float | None = None
    corrected: float | None = None
    rests_on_wrong: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, with a remark where one is due."""

    verdict: Verdict
    remark: str = ""


def rule_on(written: WrittenNumber, evidence: Evidence) -> Ruling:
    """Return the first verdict that fits.

    With n the written number and u one unit of its last digit: it holds if it agrees with L and v; if it is v
    rounded and L is near (|n − L| ≤ 2s + u: more digits were carried); if |n − L| ≤ 2s + u/2 and the line gives v
    where nothing is rounded (rounding carried). It is carried if it follows so from what is wrong already. It holds
    but for the last digit if it is v cut or rounded twice. Else it is right in value only, or wrong.

    Examples
    --------
    >>> from verify.claims.written import written_number
    >>> rule_on(written_number("0.186"), Evidence(0.18681, 0.18681)).verdict
    <Verdict.LAST_DIGIT: 'last digit'>

    References
    ----------
    The order and the bounds were measured on 99 printed results of lecture notes: no false alarm, none missed.
    """
    unit, true, line, spread = written.unit, evidence.true, evidence.line, evidence.spread
    agrees = written.agrees_with(true)
    if agrees and written.agrees_with(line):
        return Ruling(Verdict.HOLDS, "" if written.value or not true else "so rounded, no digit of the number is left")
    if agrees and (evidence.corrected is None or written.is_within(line, 2.0 * spread + unit)):
        return Ruling(Verdict.HOLDS, "more digits were carried than are written")
    before = [each for each in (line, evidence.recomputed) if each is not None and each != true]
    carries = [_carries(written, each, spread) for each in before]
    if evidence.rests_on_wrong and any(carries) and not agrees:
        return Ruling(Verdict.CARRIED)
    is_sound = not evidence.rests_on_wrong and _is_sound(written, evidence)
    if is_sound and Near.CLOSE in carries:
        return Ruling(Verdict.HOLDS, "rounding is carried along")
    if not agrees and (last_digit := _last_digit(written, true)):
        return last_digit
    if is_sound and any(carries):
        return Ruling(Verdict.HOLDS, "rounding is carried along from cut numbers")
    if agrees:
        return Ruling(Verdict.VALUE_RIGHT, "it does not follow from the numbers of its own line")
    is_near = written.is_within(true, 1.5 * unit) and abs(true) > 10.0 * unit
    return Ruling(Verdict.WRONG, LAST_DIGIT_OFF if is_near else "")


LAST_DIGIT_OFF = "only the last digit is off"


class Near(IntEnum):
    """How near a written number is to what its line gives."""

    FAR = 0
    LOOSE = 1
    """|n − L| ≤ 2s + u/2, or L cut or rounded twice."""
    CLOSE = 2
    """|n − L| ≤ s + u/2."""


def _is_sound(written: WrittenNumber, evidence: Evidence) -> bool:
    """Whether the line would give the true value if its numbers were not rounded."""
    if evidence.corrected is None:
        return True
    return written.is_within(evidence.true + written.value - evidence.corrected, 2.0 * evidence.spread + written.unit)


def _last_digit(written: WrittenNumber, number: float) -> Ruling | None:
    """The verdict on a number that is cut, or rounded twice."""
    if written.is_cut_from(number):
        return Ruling(Verdict.LAST_DIGIT, "the further digits are cut, not rounded")
    if written.is_rounded_twice_from(number):
        return Ruling(Verdict.LAST_DIGIT, "rounded twice")
    return None


def _carries(written: WrittenNumber, number: float, spread: float) -> Near:
    if written.is_within(number, spread + 0.5 * written.unit):
        return Near.CLOSE
    is_loose = written.is_within(number, 2.0 * spread + 0.5 * written.unit)
    return Near.LOOSE if is_loose or _last_digit(written, number) else Near.FAR
