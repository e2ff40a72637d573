"""Pages of a class: one for each student, and an index with what went wrong most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from verify.claims.tolerance import Verdict
from verify.classes.marks import Mark, Marked
from verify.classes.outcomes import MarkedClass, Outcome, commonest_slips, marks_text, named_alike
from verify.judging.hints import SIGNS
from verify.pages.derivations import Derivations
from verify.pages.page import claims_html, css_class, html_page, html_table, shown
from verify.sheets.answers import Answers
from verify.sheets.questions import Question
from verify.sheets.worksheet import Worksheet

__all__ = ["ClassPages", "index_page", "problem_page", "student_page"]

MOST_SLIPS = 40


class ClassPages:
    """The pages of a class in a folder; a derivation that several students need is made once."""

    def __init__(self, worksheet: Worksheet, folder: Path) -> None:
        self.worksheet, self.folder = worksheet, folder
        self._derivations = Derivations(worksheet.work)

    def write_student(self, file: str, marked: Marked) -> None:
        """Write the page of a student."""
        work = marked.report.work
        derivations = self._derivations if work is self.worksheet.work else Derivations(work)
        self._write(file, student_page(self.worksheet, marked, derivations))

    def write_problem(self, file: str, answers: Answers) -> None:
        """Write the page of a student whose answers could not be read."""
        self._write(file, problem_page(self.worksheet, answers.student, answers.problem))

    def write_index(self, files: Sequence[str], marked: MarkedClass) -> None:
        """Write the index of pages in these files."""
        self._write("index.html", index_page(marked, files))

    def _write(self, file: str, page: str) -> None:
        (self.folder / file).write_text(page, "utf-8", newline="\n")


def student_page(worksheet: Worksheet, marked: Marked, derivations: Derivations) -> str:
    """Return a student's page: the marks, then each claim."""
    rows = [_mark_row(mark) for mark in marked.marks]
    most = sum(question.marks for question in worksheet.questions)
    total = f"<p>Marks: {marks_text(marked.total)} of {marks_text(most)}.</p>"
    table = html_table(["question", "verdict", "marks"], rows)
    body = [_head(worksheet.title, marked.student), total, table, *claims_html(marked.report, derivations)]
    return html_page(f"{marked.student}: {worksheet.title}", body)


def problem_page(worksheet: Worksheet, student: str, problem: str) -> str:
    """Return the page of a student whose answers could not be read."""
    body = [_head(worksheet.title, student), f"<p>? unreadable: {shown(problem)}</p>"]
    return html_page(f"{student}: {worksheet.title}", body)


def index_page(marked: MarkedClass, pages: Sequence[str]) -> str:
    """Return the index: how the class fared, the commonest slips first, a row a student with a link to its page."""
    problems = marked.problems
    unread = f' <a href="#unreadable">{len(problems)} unreadable.</a>' if problems else ""
    body = [
        f"<h1>{shown(marked.title)}</h1>",
        f"<p>{marked.summary}.{unread}</p>",
        *(_alike(name, count) for name, count in named_alike(marked.outcomes)),
        *_slips(marked.marked),
        *_problems(problems),
        "<h2>Questions</h2>",
        _questions(marked.questions, marked.marked),
        "<h2>Students</h2>",
        _students(marked.questions, marked.outcomes, pages),
    ]
    return html_page(marked.title, body)


def _head(title: str, student: str) -> str:
    return f'<p><a href="index.html">{shown(title)}</a></p>\n<h1>{shown(student)}</h1>'


def _alike(name: str, count: int) -> str:
    return f"<p>{count} sets of answers are named {shown(name)}; each is marked on its own.</p>"


def _problems(problems: Sequence[str]) -> Iterator[str]:
    if problems:
        yield '<h2 id="unreadable">Unreadable</h2>'
        yield f"<ul>{''.join(f'<li>{shown(problem)}</li>' for problem in problems)}</ul>"


def _slips(marked: Sequence[Outcome]) -> Iterator[str]:
    slips = commonest_slips(marked)
    if slips:
        yield "<h2>Commonest slips</h2>"
        rows = [[f"{slip.students}", shown(slip.text), shown(slip.places)] for slip in slips[:MOST_SLIPS]]
        yield html_table(["students", "slip", "in"], rows, "slips", [0])
        yield f"<p>{len(slips) - MOST_SLIPS} more slips were made.</p>" if len(slips) > MOST_SLIPS else ""


def _questions(questions: Sequence[Question], marked: Sequence[Outcome]) -> str:
    header = ["question", "marks", "", *(f"{sign} {verdict}" for verdict, sign in SIGNS.items())]
    rows = []
    for place, question in enumerate(questions):
        count = Counter(outcome.verdicts[place] for outcome in marked)
        counts = [str(count[verdict] or "") for verdict in SIGNS]
        rows.append([shown(question.ask), marks_text(question.marks), _bar(count), *counts])
    return html_table(header, rows, "counts", [1, *range(3, len(header))])


def _bar(count: Counter[Verdict]) -> str:
    """The shares of the verdicts; the numbers stand beside it."""
    total, at, parts = max(1, count.total()), 0, ""
    for verdict in SIGNS:
        if count[verdict]:
            parts += f'<rect class="{css_class(verdict)}" x="{at}" width="{count[verdict]}" height="1"/>'
        at += count[verdict]
    box = f'viewBox="0 0 {total} 1" preserveAspectRatio="none"'
    return f'<svg class="bar" width="120" height="14" {box} aria-hidden="true">{parts}</svg>'


def _students(questions: Sequence[Question], outcomes: Sequence[Outcome], pages: Sequence[str]) -> str:
    rows = []
    for outcome, name in zip(outcomes, pages, strict=True):
        link = f'<a href="{quote(name)}">{shown(outcome.student)}</a>'
        signs = [_sign(verdict) for verdict in outcome.verdicts] or [_sign(Verdict.UNREADABLE)] * len(questions)
        rows.append([link, "" if outcome.problem else marks_text(outcome.total), *signs])
    return html_table(["student", "total", *(shown(question.ask) for question in questions)], rows, "marks", [1])


def _mark_row(mark: Mark) -> list[str]:
    link = f'<a href="#claim-{mark.claim}">{shown(mark.question.ask)}</a>'
    marks = f"{marks_text(mark.marks)} of {marks_text(mark.question.marks)}"
    return [link, f"{_sign(mark.verdict)} {mark.verdict.value}", marks]


def _sign(verdict: Verdict) -> str:
    return f'<span class="{css_class(verdict)}" title="{verdict.value}">{SIGNS[verdict]}</span>'
