"""Answers of students: TOML, CSV of targets and values, or one CSV of a whole class."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograd import ReadError
from autograd.text.names import printable, shorten
from verify.sheets.csv_cells import Cell, Row, read_rows
from verify.sheets.texts import text_of
from verify.sheets.toml_table import TomlTable, read_table

__all__ = ["ANSWER_SUFFIXES", "Answer", "Answers", "answers_from", "read_answers"]

ANSWER_SUFFIXES = (".toml", ".csv")
"""What a file of answers may end with."""

MOST = 2_000
"""Answers of one student; a sheet has some thirty."""

_COMMA_NUMBER = re.compile(r"\s*[≈~≃]?\s*[+\-−–]?[0-9]*,[0-9]+(?:[eE][+\-−–]?[0-9]+)?\s*", re.ASCII)
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it was written.

    Attributes
    ----------
    asked, text, working : str
        The target, what is claimed for it, and the line before the result.
    where : str
        File and line.
    """

    asked: str
    text: str
    working: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that one student handed in.

    Attributes
    ----------
    student : str
    answers : tuple of Answer
        In the order in which they are written; nothing stands for what is not answered.
    problem : str
        Why nothing could be read, with the place.
    """

    student: str
    answers: tuple[Answer, ...] = ()
    problem: str = ""


def read_answers(path: Path, is_target: Callable[[str], bool]) -> list[Answers]:
    """Return the answers in a file, one student's or a class's; a file that cannot be read is one with a problem.

    Parameters
    ----------
    path
        A .toml or .csv file; a student is named after it.
    is_target
        Whether a text names a target of the worksheet.
    """
    try:
        return answers_from(text_of(path), path.name, is_target)
    except ReadError as error:
        return [Answers(path.stem, problem=str(error))]
    except OSError as error:
        return [Answers(path.stem, problem=f"{path.name}: it cannot be read: {error.strerror or error}.")]


def answers_from(text: str, name: str, is_target: Callable[[str], bool]) -> list[Answers]:
    r"""Return the answers in a text, in the form that the name's suffix says; a ReadError has the place of a mistake.

    Examples
    --------
    >>> (anna,) = answers_from('"dE/dw5" = "0.0822"\nout_h1 = 0.590', "anna.toml", bool)
    >>> [(each.asked, each.text, each.where) for each in anna.answers]
    [('dE/dw5', '0.0822', 'anna.toml, line 1'), ('out_h1', '0.590', 'anna.toml, line 2')]
    >>> for student in answers_from("student;out_h1;E\nanna;0,593;\nbob;;0,3", "class.csv", "out_h1 E".split().count):
    ...     print(student.student, [(each.asked, each.text) for each in student.answers])
    anna [('out_h1', '0.593')]
    bob [('E', '0.3')]
    """
    suffix = Path(name).suffix.lower()
    if suffix not in ANSWER_SUFFIXES:
        raise ReadError(f"{name}: answers stand in a {' or '.join(ANSWER_SUFFIXES)} file.")
    if suffix == ".toml":
        return [Answers(Path(name).stem, _few(name, _of_toml(read_table(text, name))))]
    rows, separator = read_rows(text, name)
    if rows and rows[0][0].text.lower().startswith("sep="):  # for Excel
        del rows[0]
    if rows and len(rows[0]) > MOST:
        raise ReadError(f"{name}, line {rows[0][0].line}: a row has at most {MOST:,} cells, not {len(rows[0]):,}.")
    if rows and _is_class(rows[0], is_target):
        return list(_of_class(rows, name, separator, is_target))
    if rows and _is_heading(rows[0], is_target):
        del rows[0]
    return [Answers(Path(name).stem, _few(name, _of_rows(rows, name, separator)))]


def _few(name: str, answers: Iterator[Answer]) -> tuple[Answer, ...]:
    those = tuple(answers)
    if len(those) > MOST:
        raise ReadError(f"{name} has {len(those)} answers; a student gives at most {MOST}.")
    return those


def _of_toml(table: TomlTable) -> Iterator[Answer]:
    for asked, entry in table.data.items():
        if not isinstance(entry, dict):
            yield Answer(asked, _written(table, asked, asked), "", table.where(asked))
            continue
        table_of_it = table.table(asked)
        unknown = [key for key in entry if key not in ("value", "working")]
        if unknown or "value" not in entry:
            raise ReadError(
                f'{table_of_it.where()}: {printable(shorten(asked, 40))!r} needs a text, "0.0822", '
                'or { value = "0.0822", working = "0.741 * 0.187 * 0.593" }.'
            )
        working = _written(table_of_it, "working", asked) if "working" in entry else ""
        yield Answer(asked, _written(table_of_it, "value", asked), working, table_of_it.where("value"))


def _written(table: TomlTable, key: str, asked: str) -> str:
    """A value as it was written; lists, dates and truth values are refused."""
    text = table.written(key)
    if not isinstance(text, str):
        raise table.refusal(key, f'{printable(shorten(asked, 40))!r} needs a text in quotes, "0.0822".')
    return text


def _is_class(header: Row, is_target: Callable[[str], bool]) -> bool:
    """Whether the columns after the first are targets, and the first one is none."""
    first, *others = (cell.text for cell in header)
    return first.lower() != "target" and not is_target(first) and any(map(is_target, others))


def _is_heading(first: Row, is_target: Callable[[str], bool]) -> bool:
    """Whether the first row says what the columns are: target and value, question and answer."""
    asked, *others = (cell.text for cell in first)
    has_number = any(sign.isdigit() for text in others for sign in text)
    return asked.lower() == "target" or not (has_number or is_target(asked))


def _of_rows(rows: Sequence[Row], name: str, separator: str) -> Iterator[Answer]:
    """The answers in rows of a target, a value and perhaps the working."""
    for row in rows:
        asked, *others = (cell.text for cell in row)
        line = f"{name}, line {row[0].line}"
        if len(others) > 2 and any(others[2:]):
            raise _too_many_cells(line, row[3], "a row has a target, a value and a working", separator)
        value, working = [*others, "", ""][:2]
        yield Answer(asked, _with_points(value, separator), _with_points(working, separator), line)


def _of_class(rows: Sequence[Row], name: str, separator: str, is_target: Callable[[str], bool]) -> Iterator[Answers]:
    """The answers of a class: a student in each row, a target in each column."""
    header, *students = rows
    _check_columns(header, name, is_target)
    for row in students:
        line = f"{name}, line {row[0].line}"
        student = row[0].text or f"row {row[0].line}"
        if any(cell.text for cell in row[len(header) :]):
            more = _too_many_cells(line, row[len(header)], "more cells than columns", separator)
            yield Answers(student, problem=str(more))
            continue
        yield Answers(
            student,
            tuple(
                Answer(target.text, _with_points(cell.text, separator), "", line)
                for target, cell in zip(header[1:], row[1:], strict=False)
                if cell.text and target.text
            ),
        )


def _too_many_cells(line: str, cell: Cell, said: str, separator: str) -> ReadError:
    hint = "; with a decimal comma, separate columns by ;" if separator == "," else ""
    return ReadError(f"{line}, column {cell.column}: {said}{hint}.")


def _check_columns(header: Row, name: str, is_target: Callable[[str], bool]) -> None:
    """Refuse columns of nothing, columns that are there twice, and too many."""
    seen: set[str] = set()
    for cell in header[1:]:
        place, shown = f"{name}, line {cell.line}, column {cell.column}", printable(shorten(cell.text, 40))
        if cell.text in seen:
            raise ReadError(f"{place}: there is a second column {shown!r}.")
        if cell.text and not is_target(cell.text):
            raise ReadError(f"{place}: there is no target {shown!r}.")
        seen |= {cell.text} - {""}


def _with_points(text: str, separator: str) -> str:
    """Numbers with a decimal comma, as tables of some countries have them, with a point."""
    if _COMMA_NUMBER.fullmatch(text):
        return text.replace(",", ".")
    return _COMMA.sub(".", text) if separator == ";" else text
