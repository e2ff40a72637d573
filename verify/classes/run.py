"""Marking a class on several cores, and writing its pages and marks."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent import futures
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import lru_cache
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from autograd.text.files import write_whole
from verify.classes.folder import new_pages
from verify.classes.marks import Marked, mark_answers, with_numbers, with_questions
from verify.classes.outcomes import MarkedClass, Outcome, marks_csv, outcome_of
from verify.sheets.answers import Answers
from verify.sheets.students import page_names
from verify.sheets.worksheet import Worksheet

if TYPE_CHECKING:
    from verify.classes.pages import ClassPages

__all__ = ["mark_class", "save_marked"]

CHUNK = 20
"""Students that a process takes at a time."""

WORTH_PROCESSES = 60
"""Students from which starting processes pays."""

Place: TypeAlias = "str | Path | None"
Task: TypeAlias = tuple[Answers, str]
"""A student's answers, and the file name of the page."""


def mark_class(
    worksheet: Worksheet,
    answers: Iterable[Answers],
    *,
    pages: Place = None,
    marks: Place = None,
    jobs: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> MarkedClass:
    """Mark the answers of a class; however many processes do it, results and files are the same bytes.

    From 60 students on processes are started: a script calls this under ``if __name__ == "__main__":``.

    Parameters
    ----------
    worksheet
        What is asked; where it has no questions, each target that anybody answered is one.
    answers
        One for each student. Answers that cannot be read, or judged for want of numbers, are outcomes with a problem.
    pages
        A folder for a page a student and an index: new, empty, or with earlier such pages, which are replaced.
    marks
        A .csv file for a row a student.
    jobs
        Processes at most; one a core by default.
    progress
        Is told how many students are marked.

    Returns
    -------
    MarkedClass

    Raises
    ------
    ValueError
        If the folder holds something else.
    OSError
        If something cannot be written; neither pages nor marks appear then.

    Examples
    --------
    >>> from verify import Answer, Question
    >>> sheet = Worksheet(network="mazur", questions=(Question("out_h1", marks=2), Question("dE/dw5")))
    >>> anna = Answers("anna", (Answer("out_h1", "0.593"), Answer("dE/dw5", "0.0822")))
    >>> marked = mark_class(sheet, [anna, Answers("bo", (Answer("out_h1", "0.593"),))])
    >>> [(outcome.student, outcome.total) for outcome in marked.outcomes]
    [('anna', 3.0), ('bo', 2.0)]
    """
    students = [with_numbers(worksheet, student) for student in answers]
    sheet = with_questions(worksheet, students)
    tasks = list(zip(students, _files(students), strict=True))
    outcomes: list[Outcome] = []
    with _folder_of(pages) as folder:
        for outcome in _marked(sheet, tasks, folder, jobs):
            outcomes.append(outcome)
            if progress is not None:
                progress(len(outcomes))
        return _completed(sheet, outcomes, folder, marks)


def save_marked(worksheet: Worksheet, marked: Marked, *, pages: Place = None, marks: Place = None) -> MarkedClass:
    """Write what `mark_class` writes, or raise as it does, for a single student who is marked already."""
    with _folder_of(pages) as folder:
        if folder is not None:
            _pages_in(folder, worksheet).write_student(_files([marked])[0], marked)
        return _completed(worksheet, [outcome_of(marked)], folder, marks)


def _files(students: Iterable[Answers | Marked | Outcome]) -> list[str]:
    return [f"{name}.html" for name in page_names(student.student for student in students)]


def _folder_of(pages: Place) -> AbstractContextManager[Path | None]:
    return nullcontext() if pages is None else new_pages(Path(pages))


def _completed(sheet: Worksheet, outcomes: Sequence[Outcome], folder: Path | None, marks: Place) -> MarkedClass:
    """A class of whom every page is written; the index and the table of marks are written here."""
    marked = MarkedClass(sheet.title, sheet.questions, tuple(outcomes))
    if folder is not None:
        _pages_in(folder, sheet).write_index(_files(outcomes), marked)
    if marks is not None:  # where that fails, the pages do not appear either
        write_whole(marks, marks_csv(sheet.questions, outcomes).encode("utf-8-sig"))  # Excel asks for the mark
    return marked


def _pages_in(folder: Path, worksheet: Worksheet) -> ClassPages:
    from verify.classes.pages import ClassPages  # noqa: PLC0415  # loads viz on first use

    return ClassPages(worksheet, folder)


def _marked(worksheet: Worksheet, tasks: Sequence[Task], folder: Path | None, jobs: int | None) -> Iterator[Outcome]:
    chunks = [tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
    jobs = min(jobs or os.cpu_count() or 1, len(chunks))
    if jobs < 2 or len(tasks) < WORTH_PROCESSES:
        written = None if folder is None else _pages_in(folder, worksheet)
        yield from (_outcome(worksheet, answers, file, written) for answers, file in tasks)
        return
    fresh = pickle.dumps(replace(worksheet))  # without what it has computed
    pool = futures.ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_follow_parent)
    try:
        for outcomes in pool.map(_mark_chunk, [fresh] * len(chunks), [folder] * len(chunks), chunks):
            yield from outcomes
    finally:
        pool.shutdown(cancel_futures=True)


def _mark_chunk(content: bytes, folder: Path | None, chunk: Sequence[Task]) -> list[Outcome]:
    """Mark some students in another process."""
    worksheet, pages = _opened(content, folder)
    return [_outcome(worksheet, answers, file, pages) for answers, file in chunk]


@lru_cache(maxsize=1)
def _opened(content: bytes, folder: Path | None) -> tuple[Worksheet, ClassPages | None]:
    """A worksheet that a process marks many chunks by: what it computes is computed once (a third of the time)."""
    worksheet: Worksheet = pickle.loads(content)  # from the process that started this one
    return worksheet, None if folder is None else _pages_in(folder, worksheet)


def _outcome(worksheet: Worksheet, answers: Answers, file: str, pages: ClassPages | None) -> Outcome:
    if answers.problem:
        if pages is not None:
            pages.write_problem(file, answers)
        return Outcome(answers.student, problem=answers.problem)
    marked = mark_answers(worksheet, answers)
    if pages is not None:
        pages.write_student(file, marked)
    return outcome_of(marked)


def _follow_parent() -> None:
    """Leave Ctrl-C to the process that started this one, and end when it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
