"""Outcomes of a class: marks as a table, and the slips that were made most often."""

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

__all__ = [
    "CommonSlip",
    "MarkedClass",
    "Outcome",
    "commonest_slips",
    "marks_csv",
    "marks_text",
    "named_alike",
    "outcome_of",
]


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
class CommonSlip:
    """A slip that was made, by how many students, and in what."""

    text: str
    students: int
    targets: tuple[str, ...]

    @property
    def places(self) -> str:
        """The first three targets."""
        return ", ".join([*self.targets[:3], "…"] if len(self.targets) > 3 else self.targets)


@dataclass(frozen=True, slots=True)
class MarkedClass:
    """A class with its marks.

    Attributes
    ----------
    title : str
        Of the worksheet.
    questions : tuple of Question
        What marks are given for.
    outcomes : tuple of Outcome
        One for each student, in the order of the answers.
    """

    title: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def marked(self) -> list[Outcome]:
        """The outcomes of those whose answers could be read."""
        return [outcome for outcome in self.outcomes if not outcome.problem]

    @property
    def problems(self) -> list[str]:
        """Why the answers of others could not be read."""
        return [outcome.problem for outcome in self.outcomes if outcome.problem]

    @property
    def most(self) -> float:
        """The marks of all questions together."""
        return sum(question.marks for question in self.questions)

    @property
    def summary(self) -> str:
        """How the class fared, in a few words.

        Examples
        --------
        >>> outcomes = Outcome("anna", marks=(2,)), Outcome("bo", marks=(1,)), Outcome("carl", problem="no TOML")
        >>> MarkedClass("By hand", (Question("y", marks=3),), outcomes).summary
        '2 marked; on average 1.50 of 3 marks'
        """
        marked = self.marked
        if not marked:
            return "0 marked"
        mean = sum(outcome.total for outcome in marked) / len(marked)
        return f"{len(marked)} marked; on average {mean:.2f} of {marks_text(self.most)} marks"


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


def commonest_slips(outcomes: Iterable[Outcome]) -> list[CommonSlip]:
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
    ordered = sorted(students.items(), key=lambda pair: (-pair[1], pair[0]))
    return [CommonSlip(text, count, tuple(targets[text])) for text, count in ordered]


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
        marks = list(map(marks_text, outcome.marks)) or [""] * len(questions)
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
