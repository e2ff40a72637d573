"""What became of a class: marks as a table, and the slips that were made most often."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from verify.claims.tolerance import Verdict
from verify.classes.marks import Marked
from verify.judging.report import Judgement
from verify.sheets.csv_cells import harmless
from verify.sheets.questions import Question
from verify.sheets.students import same_name

__all__ = ["Outcome", "Slip", "commonest_slips", "marks_csv", "marks_text", "named_alike", "outcome_of"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A student's marks in short.

    Attributes
    ----------
    student : str
    verdicts : tuple of Verdict
        One a question; empty where nothing could be read.
    marks : tuple of float
    slips : tuple of (str, str)
        For each wrong number that a slip explains, its target and the likeliest slip.
    problem : str
        Why nothing could be read.
    """

    student: str
    verdicts: tuple[Verdict, ...] = ()
    marks: tuple[float, ...] = ()
    slips: tuple[tuple[str, str], ...] = ()
    problem: str = ""

    @property
    def total(self) -> float:
        """All marks together."""
        return sum(self.marks)


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip that was made, by how many students, and in what."""

    text: str
    students: int
    targets: tuple[str, ...]


def outcome_of(marked: Marked) -> Outcome:
    """Return a student's marks in short."""
    slips = tuple(
        (str(judgement.claim.target), _likeliest(judgement))
        for judgement in marked.report
        if judgement.explanations and judgement.verdict is Verdict.WRONG
    )
    verdicts = tuple(mark.verdict for mark in marked.marks)
    return Outcome(marked.student, verdicts, tuple(mark.marks for mark in marked.marks), slips)


def _likeliest(judgement: Judgement) -> str:
    """The likeliest slip, without others that happen to give the same with one student's numbers."""
    first = judgement.explanations[0]
    return (*first.slips, first.text)[0]


def commonest_slips(outcomes: Iterable[Outcome]) -> list[Slip]:
    """Return the slips by how many students made them, the commonest first.

    Examples
    --------
    >>> anna = Outcome("anna", slips=(("dE/dw5", "the sign is turned round"), ("dE/dw6", "the sign is turned round")))
    >>> bob = Outcome("bob", slips=(("dE/dw5", "the sign is turned round"), ("w5+", "the rate is left out")))
    >>> [(slip.text, slip.students, slip.targets) for slip in commonest_slips([anna, bob])]
    [('the sign is turned round', 2, ('dE/dw5', 'dE/dw6')), ('the rate is left out', 1, ('w5+',))]
    """
    students: Counter[str] = Counter()
    targets: dict[str, dict[str, None]] = {}
    for outcome in outcomes:
        students.update({text for _, text in outcome.slips})
        for target, text in outcome.slips:
            targets.setdefault(text, {})[target] = None
    ordered = sorted(students.items(), key=lambda each: (-each[1], each[0]))
    return [Slip(text, count, tuple(targets[text])) for text, count in ordered]


def marks_csv(questions: Sequence[Question], outcomes: Iterable[Outcome]) -> str:
    """Return the marks as CSV: a row a student, a column a question, the total, and what could not be read.

    Examples
    --------
    >>> print(marks_csv([Question("dE/dw5")], [Outcome("anna", marks=(0.5,)), Outcome("bob", problem="not TOML")]))
    student,dE/dw5,total,problem
    anna,0.5,0.5,
    bob,,,not TOML
    <BLANKLINE>
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["student", *(harmless(question.ask) for question in questions), "total", "problem"])
    for outcome in outcomes:
        marks = [marks_text(each) for each in outcome.marks] or [""] * len(questions)
        total = "" if outcome.problem else marks_text(outcome.total)
        writer.writerow([harmless(outcome.student), *marks, total, harmless(outcome.problem)])
    return file.getvalue()


def marks_text(marks: float) -> str:
    """Return marks as they are written: 2, 1.5."""
    return f"{round(marks, 6):g}"


def named_alike(outcomes: Iterable[Outcome]) -> list[tuple[str, int]]:
    """Return the names that several have, each with how many: two files of one student, or two students.

    Examples
    --------
    >>> named_alike([Outcome("Anna Ek"), Outcome("bo"), Outcome("anna-ek")])
    [('Anna Ek', 2)]
    """
    names: dict[str, list[str]] = {}
    for outcome in outcomes:
        names.setdefault(same_name(outcome.student), []).append(outcome.student)
    return [(alike[0], len(alike)) for alike in names.values() if len(alike) > 1]
