"""What became of a class: marks as a table, and the slips that were made most often."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from autograd.naming import printable, shorten
from verify.hints import reasons_for
from verify.marking import Marked
from verify.questions import Question
from verify.tolerance import Verdict

__all__ = ["Outcome", "Slip", "commonest_slips", "marks_csv", "marks_text", "outcome_of", "page_names"]


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
        (str(judgement.claim.target), reasons_for(judgement)[0])
        for judgement in marked.report
        if judgement.explanations and reasons_for(judgement)
    )
    verdicts = tuple(mark.verdict for mark in marked.marks)
    return Outcome(marked.student, verdicts, tuple(mark.marks for mark in marked.marks), slips)


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
    writer.writerow(["student", *(_harmless(question.ask) for question in questions), "total", "problem"])
    for outcome in outcomes:
        marks = [marks_text(each) for each in outcome.marks] or [""] * len(questions)
        total = "" if outcome.problem else marks_text(outcome.total)
        writer.writerow([_harmless(outcome.student), *marks, total, _harmless(outcome.problem)])
    return file.getvalue()


def marks_text(marks: float) -> str:
    """Return marks as they are written: 2, 1.5."""
    return f"{round(marks, 6):g}"


def page_names(students: Sequence[str]) -> list[str]:
    """Return a file name for each student's page; no two are the same on any system.

    Examples
    --------
    >>> page_names(["Anna Ek", "anna/ek", "index"])
    ['Anna-Ek.html', 'anna-ek-2.html', 'index-2.html']
    """
    taken = {"index"}
    names = []
    for student in students:
        stem = re.sub(r"[^\w]+", "-", student).strip("-")[:60] or "student"
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        names.append(f"{name}.html")
    return names


def _harmless(text: str) -> str:
    """A cell that no program of tables takes for a formula."""
    shown = printable(shorten(text, 300))
    return f"'{shown}" if shown[:1] in ("=", "+", "-", "@") else shown
