"""Rows and cells of a CSV text, each with its place; cells are separated by commas or semicolons."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograd import ReadError
from autograd.text.names import printable, shorten

__all__ = ["Cell", "Row", "harmless", "read_rows", "separator_of"]

_QUOTED = re.compile(r'[ \t]*"((?:[^"]|"")*)"[ \t]*')
_ENDS = {separator: re.compile(rf"[{separator}\n]") for separator in ",;"}

MOST_CELLS = 200_000
"""Cells of a file; a class of 1,000 with 30 answers each has 31,000."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, without spaces around it, and the line and the column where it begins."""

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

    A ReadError has line and column, where a quotation mark is not closed or something follows it, and for tabs.

    Examples
    --------
    >>> rows, separator = read_rows('anna; "0,5"\nbob;0,6\n', "class.csv")
    >>> [[cell.text for cell in row] for row in rows], separator
    ([['anna', '0,5'], ['bob', '0,6']], ';')
    """
    text = text.replace("\r\n", "\n")
    separator = separator_of(text)
    _refuse_tabs(text, name, separator)
    rows, row = [], Row()
    at, line, start, cells = 0, 1, 0, 0
    while at <= len(text) and cells <= MOST_CELLS:
        began, column = line, at - start + 1
        content, end, complaint = _cell(text, at, separator)
        line, start = _after_lines(text, at, end, line, start)
        if complaint:
            raise _refusal(name, line, end - start + 1, complaint)
        row.append(Cell(content.strip(), began, column))
        cells += 1
        if text[end : end + 1] != separator:
            rows += [row] if any(cell.text for cell in row) else []
            row, line, start = Row(), line + 1, end + 1
        at = end + 1
    if cells > MOST_CELLS:
        raise _refusal(name, line, 1, f"a file has at most {MOST_CELLS:,} cells")
    return rows, separator


def _refuse_tabs(text: str, name: str, separator: str) -> None:
    """Refuse columns between which there are tabs, as those copied out of a table."""
    before, _, rest = text.partition("\t")
    first = text.lstrip("\n").partition("\n")[0].strip()
    if rest and "\t" in first and separator not in first:
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise _refusal(name, line, column, "tabs separate the columns here; save it with commas or semicolons")


def _cell(text: str, at: int, separator: str) -> tuple[str, int, str]:
    """What a cell holds, where it ends, and what is wrong there."""
    if (quoted := _QUOTED.match(text, at)) is not None:
        is_end = text[quoted.end() : quoted.end() + 1] in (separator, "\n", "")
        complaint = "" if is_end else f"after a quotation mark comes {separator!r} or a new line"
        return quoted[1].replace('""', '"'), quoted.end(), complaint
    end = _ENDS[separator].search(text, at)
    content = text[at : end.start() if end else len(text)]
    if content.lstrip().startswith('"'):
        return "", at, "this quotation mark is not closed"
    return content, at + len(content), ""


def _after_lines(text: str, at: int, end: int, line: int, start: int) -> tuple[int, int]:
    """The line and its start after a cell in quotes, which may hold line ends."""
    more = text.count("\n", at, end)
    return line + more, text.rfind("\n", at, end) + 1 if more else start


def _refusal(name: str, line: int, column: int, said: str) -> ReadError:
    return ReadError(f"{printable(name)}, line {line}, column {column}: {said}.")


_FORMULA = re.compile(r"(?:^|(?<=[;\t]))(?=\s*[=+\-@＝＋－＠])")  # wide signs begin formulas too
"""Where a program of tables would see a formula begin, in a cell or after a separator of its own."""


def harmless(text: str) -> str:
    """Return a text for a cell that no program of tables takes for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("dE/dw5"), harmless("anna;=1+1")
    ("'=1+1", 'dE/dw5', "anna;'=1+1")
    """
    return _FORMULA.sub("'", printable(shorten(text, 300)))
