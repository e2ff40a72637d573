"""``chainrule check``: claims in one line, answers in files, or one question after the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chainrule.commands.check_asking import Ask, ask_for_partials
from chainrule.commands.check_files import answer_files, check_answers, refuse_to_spoil
from chainrule.commands.check_line import Words, note_about, words_for, work_from
from chainrule.sources import BadInputError, complaints
from chainrule.tables.verdicts import Telling, print_report, status_of
from verify import check_claims, read_worksheet
from verify.sheets.answers import ANSWER_SUFFIXES
from viz.terminal import Terminal

__all__ = ["CheckWishes", "run_check"]


@dataclass(frozen=True, slots=True)
class CheckWishes:
    """The options of ``chainrule check``, as `chainrule.cli` explains them; a sample is counted from 1."""

    telling: Telling = Telling.ALL
    sample: int | None = None
    html: Path | None = None
    marks: Path | None = None
    jobs: int | None = None


def run_check(terminal: Terminal, source: str, words: Sequence[str], wishes: CheckWishes, ask: Ask) -> int:
    """Judge what is claimed; return the exit status."""
    if wishes.html is not None and wishes.telling is Telling.HINT:
        raise BadInputError("--hint tells no number, and pages tell them all; use one of --hint and --html.")
    files = [word for word in words if word.lower().endswith(ANSWER_SUFFIXES) or os.path.isdir(word)]
    others = [word for word in words if word not in files]
    _refuse_as_answers([word for word in others if os.path.exists(word)])
    if not files:
        return _check_line(terminal, source, words, wishes, ask)
    if not source.lower().endswith(".toml"):
        raise BadInputError(f"{files[0]!r} is a file of answers; the worksheet that it is held against stands first.")
    _refuse_as_answers(others)
    return _check_files(terminal, Path(source), files, wishes)


def _refuse_as_answers(words: Sequence[str]) -> None:
    if words:
        raise BadInputError(f"{words[0]!r} is no {' or '.join(ANSWER_SUFFIXES)} file of answers, and no folder.")


def _check_files(terminal: Terminal, source: Path, words: Sequence[str], wishes: CheckWishes) -> int:
    """Answers in files and folders, to a worksheet."""
    if wishes.sample is not None:
        raise BadInputError("--sample means nothing for files; a worksheet says sample = 2.")
    with complaints("read"):
        worksheet = read_worksheet(source)
    files = answer_files(words, source)
    refuse_to_spoil(wishes.marks, files, words, source)
    return check_answers(terminal, worksheet, files, (wishes.html, wishes.marks), wishes.telling, wishes.jobs)


def _check_line(terminal: Terminal, source: str, words: Sequence[str], wishes: CheckWishes, ask: Ask) -> int:
    """Claims on the command line, about an example or an expression."""
    read = words_for(source, words, wishes.sample)
    _refuse_for_lines(wishes, read)
    work = read.made or work_from(source, read.numbers, wishes.sample)
    if note := note_about(source):
        terminal.say(f"{note}\n")
    if read.numbers:
        terminal.say(f"With {', '.join(read.numbers)}.\n")
    if read.claims:
        report = check_claims(work, read.claims)
        if wishes.html is not None:
            with complaints():
                report.to_html(wishes.html)
        print_report(terminal, report, wishes.telling)
        if wishes.html is not None:
            terminal.say(f"Wrote {wishes.html}.")
        return status_of(report)
    if not sys.stdin.isatty():
        raise BadInputError("there is nothing to check; claim something, such as dE/dw5=0.0822.")
    return ask_for_partials(terminal, work, ask, wishes.telling)


def _refuse_for_lines(wishes: CheckWishes, read: Words) -> None:
    options = {"--html": None if read.claims else wishes.html, "--csv": wishes.marks, "--jobs": wishes.jobs}
    for option, value in options.items():
        if value is not None:
            raise BadInputError(f"{option} is for a worksheet and files of answers; leave it out.")
    if wishes.html is not None and wishes.html.suffix.lower() != ".html":
        raise BadInputError(f"claims in one line make one page; write --html {wishes.html}.html.")
