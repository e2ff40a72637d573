"""Marking a class on several cores."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from multiprocessing import get_context, parent_process
from pathlib import Path

from verify import Answers, Worksheet, mark_answers
from verify.classes.outcomes import Outcome, outcome_of
from verify.classes.pages import problem_page, student_page
from verify.pages.derivations import Derivations

__all__ = ["Task", "mark_class"]

CHUNK = 20
"""Students that a process takes at a time."""

WORTH_PROCESSES = 60
"""Students from which starting processes pays."""

Task = tuple[Answers, str]
"""A student's answers, and the file name of the page."""


def mark_class(
    worksheet: Worksheet, tasks: Sequence[Task], folder: Path | None, jobs: int | None, progress: Callable[[int], None]
) -> list[Outcome]:
    """Mark every student, and write a page for each where there is a folder; `progress` is told how many are done.

    Raises
    ------
    OSError
        If a page cannot be written.
    """
    chunks = [tasks[start : start + CHUNK] for start in range(0, len(tasks), CHUNK)]
    jobs = min(jobs or os.cpu_count() or 1, len(chunks))
    outcomes: list[Outcome] = []
    for done in _marked(worksheet, chunks, folder, 1 if len(tasks) < WORTH_PROCESSES else jobs):
        outcomes += done
        progress(len(outcomes))
    return outcomes


def _marked(
    worksheet: Worksheet, chunks: Sequence[Sequence[Task]], folder: Path | None, jobs: int
) -> Iterator[list[Outcome]]:
    if jobs < 2:
        derivations = Derivations(worksheet.work)
        for chunk in chunks:
            yield mark_chunk(worksheet, derivations, chunk, folder)
        return
    fresh = pickle.dumps(replace(worksheet))  # without what it has computed
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_follow_parent)
    try:
        yield from pool.map(_mark_pickled, [fresh] * len(chunks), chunks, [folder] * len(chunks))
    finally:
        pool.shutdown(cancel_futures=True)


def _mark_pickled(content: bytes, chunk: Sequence[Task], folder: Path | None) -> list[Outcome]:
    return mark_chunk(*_opened(content), chunk, folder)


@lru_cache(maxsize=1)
def _opened(content: bytes) -> tuple[Worksheet, Derivations]:
    """A worksheet that a process marks many chunks by: what it computes is computed once (a third of the time)."""
    worksheet: Worksheet = pickle.loads(content)  # from the process that started this one
    return worksheet, Derivations(worksheet.work)


def mark_chunk(
    worksheet: Worksheet, derivations: Derivations, chunk: Sequence[Task], folder: Path | None
) -> list[Outcome]:
    """Mark some students, and write their pages."""
    return [
        _mark(worksheet, answers, None if folder is None else folder / name, derivations) for answers, name in chunk
    ]


def _mark(worksheet: Worksheet, answers: Answers, path: Path | None, derivations: Derivations) -> Outcome:
    if answers.problem:
        if path is not None:
            path.write_text(problem_page(worksheet, answers.student, answers.problem), "utf-8", newline="\n")
        return Outcome(answers.student, problem=answers.problem)
    marked = mark_answers(worksheet, answers)
    if path is not None:
        work = marked.report.work
        own = derivations if work is worksheet.work else Derivations(work)
        path.write_text(student_page(worksheet, marked, own), "utf-8", newline="\n")
    return outcome_of(marked)


def _follow_parent() -> None:
    """A process that marks leaves Ctrl-C to the one that started it, and ends when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    if (parent := parent_process()) is not None:
        parent.join()
        os._exit(1)
