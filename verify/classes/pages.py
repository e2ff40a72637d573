"""Pages of a class: one for each student, and an index with what went wrong most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from urllib.parse import quote

from verify.claims.tolerance import Verdict
from verify.classes.marks import Mark, Marked
from verify.classes.outcomes import Outcome, commonest_slips, marks_text, named_alike
from verify.judging.hints import SIGNS
from verify.pages.derivations import Derivations
from verify.pages.page import claims_html, html_page, shown
from verify.sheets.questions import Question
from verify.sheets.worksheet import Worksheet

__all__ = ["index_page", "problem_page", "student_page"]

MOST_SLIPS = 40


def student_page(worksheet: Worksheet, marked: Marked, derivations: Derivations) -> str:
    """Return a student's page: the marks, then each claim."""
    rows = [_mark_row(mark) for mark in marked.marks]
    most = sum(question.marks for question in worksheet.questions)
    total = f"<p>Marks: {marks_text(marked.total)} of {marks_text(most)}.</p>"
    table = _table(["question", "verdict", "marks"], rows)
    body = [_head(worksheet.title, marked.student), total, table, *claims_html(marked.report, derivations)]
    return html_page(f"{marked.student}: {worksheet.title}", body)


def problem_page(worksheet: Worksheet, student: str, problem: str) -> str:
    """Return the page of a student whose answers could not be read."""
    body = [_head(worksheet.title, student), f"<p>? unreadable: {shown(problem)}</p>"]
    return html_page(f"{student}: {worksheet.title}", body)


def index_page(worksheet: Worksheet, outcomes: Sequence[Outcome], pages: Sequence[str]) -> str:
    """Return the index: how the class fared, the commonest slips first, a row a student.

    Parameters
    ----------
    worksheet
    outcomes
        In the order of the rows.
    pages
        The file name of each student's page.
    """
    marked = [outcome for outcome in outcomes if not outcome.problem]
    most = sum(question.marks for question in worksheet.questions)
    mean = sum(outcome.total for outcome in marked) / len(marked) if marked else 0.0
    average = f"; on average {mean:.2f} of {marks_text(most)} marks" * bool(marked)
    body = [
        f"<h1>{shown(worksheet.title)}</h1>",
        f"<p>{len(marked)} marked{average}.{_unread(outcomes)}</p>",
        *(_alike(*each) for each in named_alike(outcomes)),
        *_slips(marked),
        *_problems(outcomes),
        "<h2>Questions</h2>",
        _questions(worksheet.questions, marked),
        "<h2>Students</h2>",
        _students(worksheet.questions, outcomes, pages),
    ]
    return html_page(worksheet.title, body)


def _head(title: str, student: str) -> str:
    return f'<p><a href="index.html">{shown(title)}</a></p>\n<h1>{shown(student)}</h1>'


def _alike(name: str, count: int) -> str:
    return f"<p>{count} sets of answers are named {shown(name)}; each is marked on its own.</p>"


def _unread(outcomes: Iterable[Outcome]) -> str:
    count = sum(bool(outcome.problem) for outcome in outcomes)
    return f' <a href="#unreadable">{count} unreadable.</a>' * bool(count)


def _problems(outcomes: Iterable[Outcome]) -> Iterator[str]:
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    if problems:
        yield '<h2 id="unreadable">Unreadable</h2>'
        yield f"<ul>{''.join(f'<li>{shown(problem)}</li>' for problem in problems)}</ul>"


def _slips(marked: Sequence[Outcome]) -> Iterator[str]:
    slips = commonest_slips(marked)
    if slips:
        yield "<h2>Commonest slips</h2>"
        rows = [
            [f"{slip.students}", shown(slip.text.removeprefix("this is the value you get if ")), _some(slip.targets)]
            for slip in slips[:MOST_SLIPS]
        ]
        yield _table(["students", "slip", "in"], rows, "slips", [0])
        more = len(slips) - MOST_SLIPS
        yield f"<p>{more} more slips were made.</p>" * (more > 0)


def _some(targets: Sequence[str]) -> str:
    return shown(", ".join(targets[:3]) + ", …" * (len(targets) > 3))


def _questions(questions: Sequence[Question], marked: Sequence[Outcome]) -> str:
    header = ["question", "marks", "", *(f"{sign} {verdict}" for verdict, sign in SIGNS.items())]
    rows = []
    for place, question in enumerate(questions):
        count = Counter(outcome.verdicts[place] for outcome in marked)
        counts = [str(count[verdict] or "") for verdict in SIGNS]
        rows.append([shown(question.ask), marks_text(question.marks), _bar(count), *counts])
    return _table(header, rows, "counts", [1, *range(3, len(header))])


def _bar(count: Counter[Verdict]) -> str:
    """The shares of the verdicts; the numbers stand beside it."""
    total, at, parts = max(1, count.total()), 0, ""
    for verdict in SIGNS:
        if count[verdict]:
            parts += f'<rect class="{_kind(verdict)}" x="{at}" width="{count[verdict]}" height="1"/>'
        at += count[verdict]
    box = f'viewBox="0 0 {total} 1" preserveAspectRatio="none"'
    return f'<svg class="bar" width="120" height="14" {box} aria-hidden="true">{parts}</svg>'


def _students(questions: Sequence[Question], outcomes: Sequence[Outcome], pages: Sequence[str]) -> str:
    rows = []
    for outcome, name in zip(outcomes, pages, strict=True):
        link = f'<a href="{quote(name)}">{shown(outcome.student)}</a>'
        signs = [_sign(verdict) for verdict in outcome.verdicts] or [_sign(Verdict.UNREADABLE)] * len(questions)
        rows.append([link, "" if outcome.problem else marks_text(outcome.total), *signs])
    return _table(["student", "total", *(shown(question.ask) for question in questions)], rows, "marks", [1])


def _mark_row(mark: Mark) -> list[str]:
    link = f'<a href="#claim-{mark.claim}">{shown(mark.question.ask)}</a>'
    marks = f"{marks_text(mark.marks)} of {marks_text(mark.question.marks)}"
    return [link, f"{_sign(mark.verdict)} {mark.verdict.value}", marks]


def _sign(verdict: Verdict) -> str:
    return f'<span class="{_kind(verdict)}" title="{verdict.value}">{SIGNS[verdict]}</span>'


def _kind(verdict: Verdict) -> str:
    return verdict.value.replace(" ", "-")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "", numbers: Collection[int] = ()) -> str:
    """A table; the columns at some places are numbers."""
    classes = [' class="number"' * (place in numbers) for place in range(len(header))]
    head = "".join(f'<th scope="col"{own}>{cell}</th>' for own, cell in zip(classes, header, strict=True))
    lines = "\n".join(
        f"<tr>{''.join(f'<td{own}>{cell}</td>' for own, cell in zip(classes, row, strict=True))}</tr>" for row in rows
    )
    attribute = f' class="{kind}"' * bool(kind)
    return (
        f'<div class="scroll"><table{attribute}>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{lines}\n</tbody></table></div>"
    )
