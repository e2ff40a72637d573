"""Whether a written number holds, by the digits that it and the numbers of its line have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NamedTuple

from verify.claims.written import WrittenNumber

__all__ = ["LAST_DIGIT_OFF", "RULES", "Evidence", "Ruling", "Verdict", "rule_on"]


class Verdict(StrEnum):
    """A judgement in a word."""

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
    """The numbers that a written one is held against.

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


class Near(IntEnum):
    """The distance of a written number from what its line gives."""

    FAR = 0
    LOOSE = 1
    """|n − L| ≤ 2s + u/2, or L cut or rounded twice."""
    CLOSE = 2
    """|n − L| ≤ s + u/2."""


@dataclass(frozen=True)
class Held:
    """A written number n with its unit u, held against evidence: what the rules ask about it."""

    written: WrittenNumber
    evidence: Evidence

    @cached_property
    def agrees(self) -> bool:
        return self.written.agrees_with(self.evidence.true)

    @property
    def agrees_with_line(self) -> bool:
        return self.written.agrees_with(self.evidence.line)

    @property
    def is_rounded_away(self) -> bool:
        return not self.written.value and bool(self.evidence.true)

    @property
    def near_line(self) -> bool:
        """Whether |n − L| ≤ 2s + u; without a line nothing speaks against it."""
        distance = 2.0 * self.evidence.spread + self.written.unit
        return self.evidence.corrected is None or self.written.is_within(self.evidence.line, distance)

    @cached_property
    def carries(self) -> Near:
        """How near it is to what its line or the claims before it give, where that is not v."""
        before = (self.evidence.line, self.evidence.recomputed)
        return max((self._near(x) for x in before if x is not None and x != self.evidence.true), default=Near.FAR)

    def _near(self, number: float) -> Near:
        written, spread = self.written, self.evidence.spread
        if written.is_within(number, spread + 0.5 * written.unit):
            return Near.CLOSE
        is_loose = written.is_within(number, 2.0 * spread + 0.5 * written.unit)
        is_cut = written.is_cut_from(number) or written.is_rounded_twice_from(number)
        return Near.LOOSE if is_loose or is_cut else Near.FAR

    @cached_property
    def sound(self) -> bool:
        """Whether nothing before it is wrong, and the line gives v where nothing is rounded."""
        evidence, written = self.evidence, self.written
        if evidence.rests_on_wrong or evidence.corrected is None:
            return not evidence.rests_on_wrong
        return written.is_within(
            evidence.true + written.value - evidence.corrected, 2.0 * evidence.spread + written.unit
        )

    @property
    def is_cut(self) -> bool:
        return self.written.is_cut_from(self.evidence.true)

    @property
    def rounded_twice(self) -> bool:
        return self.written.is_rounded_twice_from(self.evidence.true)

    @property
    def near_true(self) -> bool:
        unit, true = self.written.unit, self.evidence.true
        return self.written.is_within(true, 1.5 * unit) and abs(true) > 10.0 * unit


class Rule(NamedTuple):
    """A verdict, when it fits, and the remark on it."""

    verdict: Verdict
    fits: Callable[[Held], bool]
    remark: str = ""


ROUNDED_AWAY = "so rounded, no digit of the number is left"
MORE_CARRIED = "more digits were carried than are written"
ONLY_VALUE = "it does not follow from the numbers of its own line"
LAST_DIGIT_OFF = "only the last digit is off"

RULES: tuple[Rule, ...] = (
    Rule(Verdict.HOLDS, lambda n: n.agrees and n.agrees_with_line and n.is_rounded_away, ROUNDED_AWAY),
    Rule(Verdict.HOLDS, lambda n: n.agrees and n.agrees_with_line),
    Rule(Verdict.HOLDS, lambda n: n.agrees and n.near_line, MORE_CARRIED),
    Rule(Verdict.CARRIED, lambda n: n.evidence.rests_on_wrong and n.carries > Near.FAR and not n.agrees),
    Rule(Verdict.HOLDS, lambda n: n.sound and n.carries is Near.CLOSE, "rounding is carried along"),
    Rule(Verdict.LAST_DIGIT, lambda n: not n.agrees and n.is_cut, "the further digits are cut, not rounded"),
    Rule(Verdict.LAST_DIGIT, lambda n: not n.agrees and n.rounded_twice, "rounded twice"),
    Rule(Verdict.HOLDS, lambda n: n.sound and n.carries > Near.FAR, "rounding is carried along from cut numbers"),
    Rule(Verdict.VALUE_RIGHT, lambda n: n.agrees, ONLY_VALUE),
    Rule(Verdict.WRONG, lambda n: n.near_true, LAST_DIGIT_OFF),
    Rule(Verdict.WRONG, lambda n: True),
)
"""The first that fits; order and bounds were measured on 99 printed results of lecture notes: no false alarm, none
missed."""


def rule_on(written: WrittenNumber, evidence: Evidence) -> Ruling:
    """Return the ruling of the first rule that fits.

    Examples
    --------
    >>> from verify.claims.written import written_number
    >>> rule_on(written_number("0.186"), Evidence(0.18681, 0.18681)).verdict
    <Verdict.LAST_DIGIT: 'last digit'>
    """
    held = Held(written, evidence)
    return next(Ruling(rule.verdict, rule.remark) for rule in RULES if rule.fits(held))
