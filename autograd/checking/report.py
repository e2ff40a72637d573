"""Reports of checks, as data and as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograd.checking.comparison import Comparison, Outcome, number
from autograd.text.document import aligned

__all__ = ["CheckReport"]

MOST_LINES = 24
"""With more comparisons, those that agree are counted in place of listed."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The report of a check; true when nothing is wrong.

    Parameters
    ----------
    subject
        What was checked, and where: ``f at x = 2``.
    comparisons
        One a derivative.
    problems
        What else is wrong, as sentences.
    notes
        What a reader should know, though nothing is wrong.

    Examples
    --------
    >>> from autograd import check_gradients
    >>> report = check_gradients(lambda x: x * x, [3.0])
    >>> bool(report), report.wrong
    (True, ())
    """

    subject: str
    comparisons: tuple[Comparison, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def wrong(self) -> tuple[Comparison, ...]:
        """The comparisons that do not agree, or could not be made."""
        return tuple(comparison for comparison in self.comparisons if not comparison.is_right)

    def __bool__(self) -> bool:
        return not self.problems and not self.wrong

    def raise_if_wrong(self) -> None:
        """Do nothing if nothing is wrong: for tests.

        Raises
        ------
        AssertionError
            With the report as its message.
        """
        if not self:
            raise AssertionError(str(self))

    def __str__(self) -> str:
        few = len(self.comparisons) <= MOST_LINES
        parts = [
            [self._headline()],
            _table(self.comparisons) if few else [],
            [f"{'WRONG' if one.outcome is Outcome.WRONG else 'NOT COMPARED'}: {one}" for one in self.wrong],
            [f"PROBLEM: {problem}" for problem in self.problems],
            [] if few else _particular(self.comparisons),
            [f"note: {note}" for note in self.notes],
        ]
        return "\n".join(line for part in parts for line in part)

    def _headline(self) -> str:
        count, wrong = len(self.comparisons), len(self.wrong)
        if wrong:
            return f"{self.subject}: {wrong} of {count} derivatives {'is' if wrong == 1 else 'are'} wrong."
        if self.problems:
            return f"{self.subject}: {len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}."
        return f"{self.subject}: {_counted(self.comparisons)}."


def _counted(comparisons: Sequence[Comparison]) -> str:
    """How many derivatives agree, and of how many that cannot be said."""
    digits = [one.digits for one in comparisons if one.outcome is Outcome.AGREES and one.digits]
    least = f", to {min(digits)} digits or more" if digits else ""
    clauses: list[str] = []
    for outcome, one, more in (
        (Outcome.AGREES, f"agrees{least}", f"agree{least}"),
        (Outcome.NO_DERIVATIVE, "may be taken where there is none", "may be taken where there is none"),
        (Outcome.HIDDEN, "is hidden by rounding", "are hidden by rounding"),
    ):
        if count := sum(comparison.outcome is outcome for comparison in comparisons):
            noun = "" if clauses else " derivative" if count == 1 else " derivatives"
            clauses.append(f"{count}{noun} {one if count == 1 else more}")
    return "; ".join(clauses) or "no derivatives"


def _table(comparisons: Sequence[Comparison]) -> list[str]:
    """One line a comparison, in columns."""
    if not comparisons:
        return []
    lines = [("derivative", comparisons[0].label.word, "differences", "digits", "")]
    for comparison in comparisons:
        agreed = "–" if comparison.digits is None else str(comparison.digits)
        remark = "WRONG" if comparison.outcome is Outcome.WRONG else comparison.remark
        if comparison.outcome is Outcome.NO_DERIVATIVE:
            lines.append((str(comparison.label), number(comparison.ours), "–", "–", remark))
        else:
            lines.append((str(comparison.label), number(comparison.ours), comparison.shown, agreed, remark))
    return [f"  {line}" for line in aligned(lines).splitlines()]


def _particular(comparisons: Sequence[Comparison]) -> list[str]:
    """Where there is no derivative, once a kind."""
    kinks = [comparison for comparison in comparisons if comparison.outcome is Outcome.NO_DERIVATIVE]
    shown = [f"{comparison.label}: {comparison.remark}" for comparison in kinks[:MOST_LINES]]
    return [*shown, f"… and {len(kinks) - MOST_LINES} more of this kind"] if len(kinks) > MOST_LINES else shown
