"""``chainrule check WORKSHEET ANSWERS...``: one student's answers, or those of a class."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from pathlib import Path

from autograd.text.names import printable, shorten
from chainrule.sources import BadInputError, complaints, left_out
from chainrule.tables.verdicts import Telling, print_report, status_of
from verify import Answers, MarkedClass, Worksheet, mark_answers, mark_class, read_answers
from verify.classes.marks import with_numbers, with_questions
from verify.classes.outcomes import commonest_slips, marks_text, named_alike
from verify.classes.run import save_marked
from verify.sheets.answers import ANSWER_SUFFIXES
from viz.terminal import Terminal

__all__ = ["Places", "answer_files", "check_answers", "refuse_to_spoil"]

MOST_ROWS, MOST_SLIPS, MOST_PROBLEMS = 60, 10, 20

Places = tuple[Path | None, Path | None]
"""A folder for pages, and a .csv file for marks."""


def answer_files(words: Sequence[str], worksheet: Path) -> list[Path]:
    """Return the files of answers; a folder stands for those in it."""
    files: list[Path] = []
    for word in words:
        path = Path(word)
        if not path.is_dir():
            files.append(path)
            continue
        inside = [file for file in sorted(path.iterdir()) if file.suffix.lower() in ANSWER_SUFFIXES]
        inside = [file for file in inside if file.resolve() != worksheet.resolve()]
        if not inside:
            raise BadInputError(f"the folder {word!r} has no answers, no {' or '.join(ANSWER_SUFFIXES)} file.")
        files += inside
    return list({path.resolve(): path for path in files}.values())


def refuse_to_spoil(marks: Path | None, files: Sequence[Path], words: Sequence[str], worksheet: Path) -> None:
    """Refuse to write the marks over what they are made from, or to where they would be taken for answers."""
    if marks is None:
        return
    if marks.resolve() in {path.resolve() for path in (*files, worksheet)}:
        raise BadInputError(f"--csv would write the marks over {str(marks)!r}, which is read; choose another name.")
    folders = {Path(word).resolve() for word in words if Path(word).is_dir()}
    if marks.resolve().parent in folders and marks.suffix.lower() in ANSWER_SUFFIXES:
        raise BadInputError(f"next time {str(marks)!r} would be read as answers; write it to another folder.")


def check_answers(
    terminal: Terminal, worksheet: Worksheet, files: Sequence[Path], places: Places, telling: Telling, jobs: int | None
) -> int:
    """Mark the answers in files, write what is asked for, and return the exit status."""
    is_target = cache(worksheet.has)
    answers = [student for path in files for student in read_answers(path, is_target)]
    if not answers:
        raise BadInputError(f"{files[0].name} has no answers.")
    if len(answers) == 1 and len(files) == 1 and not with_numbers(worksheet, answers[0]).problem:
        status = _check_one(terminal, with_questions(worksheet, answers), answers[0], places, telling)
    else:
        status = _check_class(terminal, worksheet, answers, places, jobs)
    if note := left_out("judged", worksheet.unfed):
        terminal.say(note)
    for path in filter(None, places):
        terminal.say(f"Wrote {path}.")
    return status


def _check_one(terminal: Terminal, worksheet: Worksheet, answers: Answers, places: Places, telling: Telling) -> int:
    pages, marks = places
    with complaints():
        marked = mark_answers(worksheet, answers)
        alone = save_marked(worksheet, marked, pages=pages, marks=marks)
    print_report(terminal, marked.report, telling)
    terminal.say(f"Marks: {marks_text(marked.total)} of {marks_text(alone.most)}.")
    return status_of(marked.report)


def _check_class(
    terminal: Terminal, worksheet: Worksheet, answers: Sequence[Answers], places: Places, jobs: int | None
) -> int:
    pages, marks = places
    has_bar = sys.stderr.isatty() and len(answers) > 1
    with complaints(), terminal.counting("marking", len(answers)) if has_bar else nullcontext() as progress:
        marked = mark_class(worksheet, answers, pages=pages, marks=marks, jobs=jobs, progress=progress)
    _print_class(terminal, marked)
    return 2 if marked.problems else 0


def _print_class(terminal: Terminal, marked: MarkedClass) -> None:
    if 0 < len(marked.marked) <= MOST_ROWS:
        rows = [[shorten(printable(one.student), 40), marks_text(one.total)] for one in marked.marked]
        terminal.table("", ["student", f"marks of {marks_text(marked.most)}"], rows)
    for slip in commonest_slips(marked.marked)[:MOST_SLIPS]:
        terminal.say(f"{slip.students} × {slip.text} ({slip.places})")
    terminal.say(f"{marked.summary}.")
    for name, count in named_alike(marked.outcomes)[:MOST_PROBLEMS]:
        shown = shorten(printable(name), 40)
        terminal.say(f"Note: {count} sets of answers are named {shown}; each is marked on its own.")
    for problem in marked.problems[:MOST_PROBLEMS]:
        terminal.say(f"? {problem}")
    if len(marked.problems) > MOST_PROBLEMS:
        terminal.say(f"? … and {len(marked.problems) - MOST_PROBLEMS} more that cannot be read")
