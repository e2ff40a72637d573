"""``chainrule check WORKSHEET ANSWERS...``: one student's answers, or those of a class."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path

from autograd import ReadError
from autograd.text.files import write_whole
from autograd.text.names import printable, shorten
from chainrule.sources import BadInputError, complaints
from chainrule.tables.verdicts import Telling, print_report, status_of
from verify import Answers, Worksheet, mark_answers, read_answers
from verify.classes.folder import new_pages
from verify.classes.marks import with_questions
from verify.classes.outcomes import Outcome, commonest_slips, marks_csv, marks_text, named_alike
from verify.classes.pages import index_page
from verify.classes.run import mark_class
from verify.sheets.answers import ANSWER_SUFFIXES
from verify.sheets.students import page_names
from viz.terminal import Terminal

__all__ = ["Places", "answer_files", "check_answers", "refuse_to_spoil"]

MOST_ROWS, MOST_SLIPS, MOST_PROBLEMS = 60, 10, 20

Places = tuple[Path | None, Path | None]
"""A folder for pages, and a .csv file for marks."""


def answer_files(words: Sequence[str], worksheet: Path) -> list[Path]:
    """Return the files of answers; a folder stands for those in it.

    Raises
    ------
    BadInputError
        If a folder has none.
    """
    files: list[Path] = []
    for word in words:
        path = Path(word)
        if not path.is_dir():
            files.append(path)
            continue
        found = [each for each in sorted(path.iterdir()) if each.suffix.lower() in ANSWER_SUFFIXES]
        found = [each for each in found if each.resolve() != worksheet.resolve()]
        if not found:
            raise BadInputError(f"the folder {word!r} has no answers, no {' or '.join(ANSWER_SUFFIXES)} file.")
        files += found
    return list({path.resolve(): path for path in files}.values())


def refuse_to_spoil(marks: Path | None, files: Sequence[Path], words: Sequence[str], worksheet: Path) -> None:
    """Refuse to write the marks over what they are made from, or to where they would be taken for answers.

    Raises
    ------
    BadInputError
        That says which it is.
    """
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
    answers = [_with_numbers(worksheet, each) for path in files for each in read_answers(path, is_target)]
    if not answers:
        raise BadInputError(f"{files[0].name} has no answers.")
    worksheet = with_questions(worksheet, answers)
    with complaints():
        outcomes = _marked(terminal, worksheet, answers, places, jobs)
    if len(answers) == 1 and len(files) == 1 and not answers[0].problem:
        report = mark_answers(worksheet, answers[0]).report
        print_report(terminal, report, telling)
        _say_total(terminal, worksheet, outcomes[0])
        status = status_of(report)
    else:
        _print_class(terminal, worksheet, outcomes)
        status = 2 if any(outcome.problem for outcome in outcomes) else 0
    for path in filter(None, places):
        terminal.say(f"Wrote {path}.")
    return status


def _with_numbers(worksheet: Worksheet, answers: Answers) -> Answers:
    """Answers of somebody for whom the worksheet has no numbers cannot be judged."""
    try:
        worksheet.of_student(answers.student)
    except ReadError as error:
        return replace(answers, problem=answers.problem or str(error))
    return answers


def _marked(
    terminal: Terminal, worksheet: Worksheet, answers: Sequence[Answers], places: Places, jobs: int | None
) -> list[Outcome]:
    """Mark all; pages and marks are written when all is done."""
    pages, marks = places
    names = [f"{name}.html" for name in page_names(each.student for each in answers)]
    has_bar = sys.stderr.isatty() and len(answers) > 1
    with nullcontext() if pages is None else new_pages(pages) as folder:
        with terminal.counting("marking", len(answers)) if has_bar else nullcontext(_nothing) as progress:
            outcomes = mark_class(worksheet, list(zip(answers, names, strict=True)), folder, jobs, progress)
        if folder is not None:
            index = index_page(worksheet, outcomes, names)
            (folder / "index.html").write_text(index, "utf-8", newline="\n")
        if marks is not None:  # where that fails, the pages do not appear either
            write_whole(marks, marks_csv(worksheet.questions, outcomes).encode("utf-8-sig"))  # Excel asks for the mark
    return outcomes


def _nothing(done: int) -> None:
    """No bar."""


def _say_total(terminal: Terminal, worksheet: Worksheet, outcome: Outcome) -> None:
    most = sum(question.marks for question in worksheet.questions)
    terminal.say(f"Marks: {marks_text(outcome.total)} of {marks_text(most)}.")


def _print_class(terminal: Terminal, worksheet: Worksheet, outcomes: Sequence[Outcome]) -> None:
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    marked = [outcome for outcome in outcomes if not outcome.problem]
    most = sum(question.marks for question in worksheet.questions)
    if marked and len(marked) <= MOST_ROWS:
        rows = [[shorten(printable(each.student), 40), marks_text(each.total)] for each in marked]
        terminal.table("", ["student", f"marks of {marks_text(most)}"], rows)
    for slip in commonest_slips(marked)[:MOST_SLIPS]:
        targets = ", ".join(slip.targets[:3]) + (", …" if len(slip.targets) > 3 else "")
        terminal.say(f"{slip.students} × {slip.text.removeprefix('this is the value you get if ')} ({targets})")
    mean = sum(outcome.total for outcome in marked) / len(marked) if marked else 0.0
    average = f"; on average {mean:.2f} of {marks_text(most)} marks" if marked else ""
    terminal.say(f"{len(marked)} marked{average}.")
    for name, count in named_alike(outcomes)[:MOST_PROBLEMS]:
        shown = shorten(printable(name), 40)
        terminal.say(f"Note: {count} sets of answers are named {shown}; each is marked on its own.")
    for problem in problems[:MOST_PROBLEMS]:
        terminal.say(f"? {problem}")
    if len(problems) > MOST_PROBLEMS:
        terminal.say(f"? … and {len(problems) - MOST_PROBLEMS} more that cannot be read")
