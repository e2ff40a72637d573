"""Rows and cells of a CSV text, each with its place; cells are separated by commas or semicolons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograd import ReadError
from autograd.naming import printable

__all__ = ["Cell", "Row", "read_rows", "separator_of"]

_QUOTED = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*')


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, without spaces around it, and the line and the column where it begins."""

    text: str
    line: int
    column: int


Row = list[Cell]


def separator_of(text: str) -> str:
    """Return ``;`` where the first line that is not empty has one outside of quotes, else ``,``.

    Examples
    --------
    >>> separator_of('"a;b",c'), separator_of("a;b,c")
    (',', ';')
    """
    first = text.lstrip("\n").partition("\n")[0]
    return ";" if ";" in re.sub(r'"[^"]*"', "", first) else ","


def read_rows(text: str, name: str) -> tuple[list[Row], str]:
    r"""Return the rows that are not blank, and what separates their cells.

    Raises
    ------
    ReadError
        With line and column, where a quotation mark is not closed or something follows it.

    Examples
    --------
    >>> rows, separator = read_rows('anna; "0,5"\nbob;0,6\n', "class.csv")
    >>> [[cell.text for cell in row] for row in rows], separator
    ([['anna', '0,5'], ['bob', '0,6']], ';')
    """
    separator = separator_of(text)
    rows, row = [], Row()
    at, line, start = 0, 1, 0
    ends = re.compile(rf"[{separator}\n]")
    while at <= len(text):
        column = at - start + 1
        if (quoted := _QUOTED.match(text, at)) is not None:
            content, end = quoted[1].replace('""', '"'), quoted.end()
            line, start = _after_lines(text, at, end, line, start)
            if end < len(text) and text[end] not in (separator, "\n"):
                raise _refusal(name, line, end - start + 1, f"after a quotation mark comes {separator!r} or a new line")
        else:
            found = ends.search(text, at)
            end = found.start() if found else len(text)
            content = text[at:end].strip()
            if content.startswith('"'):
                raise _refusal(name, line, column, "this quotation mark is not closed")
        row.append(Cell(content.strip(), line, column))
        if end >= len(text) or text[end] == "\n":
            rows += [row] if any(cell.text for cell in row) else []
            row, line, start = Row(), line + 1, end + 1
        at = end + 1
    return rows, separator


def _after_lines(text: str, at: int, end: int, line: int, start: int) -> tuple[int, int]:
    """The line and its start after a cell in quotes, which may hold line ends."""
    more = text.count("\n", at, end)
    return line + more, text.rfind("\n", at, end) + 1 if more else start


def _refusal(name: str, line: int, column: int, said: str) -> ReadError:
    return ReadError(f"{printable(name)}, line {line}, column {column}: {said}.")
