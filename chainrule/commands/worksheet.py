"""``chainrule worksheet``: an exercise to hand out, an empty file of answers, and the key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from chainrule.sources import BadInputError, complaints, sample_place
from nn import GateExample, documents
from verify import Worksheet
from verify.classes.folder import new_folder
from verify.pages.exercise import answers_csv, answers_toml, key_page, sheet_page
from verify.sheets.exercise import exercise_about, varied, with_students, worksheet_toml
from verify.sheets.students import page_names
from verify.sheets.texts import text_of
from viz import Stage, draw_network
from viz.terminal import Terminal

__all__ = ["SheetWishes", "write_worksheet"]

MOST_STUDENTS = 2_000

NAMES = ("sheet.html", "answers.toml", "key.html", "worksheet.toml", "key.csv")
"""What a folder of an exercise holds, besides a folder a student."""


@dataclass(frozen=True, slots=True)
class SheetWishes:
    """The options of ``chainrule worksheet``, as `chainrule.cli` explains them; a sample is counted from 1.

    The seed is of other given numbers; without blanks all weights that are trained are asked for.
    """

    blanks: tuple[str, ...] = ()
    stage: Stage = Stage.WEIGHTS
    sample: int | None = None
    seed: int | None = None
    students: Path | None = None


def write_worksheet(terminal: Terminal, network: str, folder: Path, wishes: SheetWishes) -> None:
    """Write an exercise into a new folder."""
    with complaints():
        sheet = _sheet(network, wishes)
    with complaints(), new_folder(folder) as place:
        for path, text in _files(sheet, wishes.stage):
            (place / path).parent.mkdir(exist_ok=True)
            (place / path).write_text(text, "utf-8", newline="\n")
    count = len(sheet.students)
    terminal.say(f"{len(sheet.questions)} questions{f' for each of {count} students' if count else ''}.")
    terminal.say(f"Wrote {folder}: {', '.join(NAMES if not count else ('a folder a student', *NAMES[3:]))}.")


def _sheet(network: str, wishes: SheetWishes) -> Worksheet:
    if wishes.stage not in (Stage.STRUCTURE, Stage.WEIGHTS):
        raise BadInputError("the picture of an exercise shows the structure or the weights: --stage structure|weights.")
    if wishes.seed is not None and wishes.students is not None:
        raise BadInputError("--vary and --students both give other numbers; use one of them.")
    sheet = exercise_about(network, wishes.blanks, sample_place(documents.build(network), wishes.sample))
    if wishes.seed is None and wishes.students is None:
        return sheet
    if isinstance(sheet.example(), GateExample):
        raise BadInputError(f"{network} has the numbers of a truth table, which others would spoil.")
    if wishes.students is not None:
        return with_students(sheet, _names(wishes.students))
    return replace(sheet, given={**sheet.given, **varied(sheet, str(wishes.seed))})


def _names(path: Path) -> list[str]:
    """The names in a file, one a line."""
    names = list(dict.fromkeys(line.strip() for line in text_of(path).split("\n") if line.strip()))
    if not 1 <= len(names) <= MOST_STUDENTS:
        raise BadInputError(f"{path} has {len(names)} names; give 1 to {MOST_STUDENTS}, one a line.")
    return names


def _files(sheet: Worksheet, stage: Stage) -> Iterator[tuple[str, str]]:
    """The files of an exercise, each with its text."""
    yield "worksheet.toml", worksheet_toml(sheet)
    yield "key.csv", answers_csv(sheet)
    for student, name in zip(sheet.students, page_names(sheet.students), strict=True):
        other = sheet.of_student(student)
        yield f"{name}/sheet.html", sheet_page(other, _picture(other, stage), student)
        yield f"{name}/{name}.toml", answers_toml(other)
        yield f"{name}/key.html", key_page(other, student)
    if not sheet.students:
        yield "sheet.html", sheet_page(sheet, _picture(sheet, stage))
        yield "answers.toml", answers_toml(sheet)
        yield "key.html", key_page(sheet)


def _picture(sheet: Worksheet, stage: Stage) -> str:
    example = sheet.example()
    assert example is not None  # an exercise is about one
    return draw_network(example.run(sheet.sample), stage=stage, title=example.title).svg()
