"""Documents of derivations and walkthroughs, as plain data: headings, sentences, equations, tables.

Every formula is there as text and as LaTeX; `viz` writes documents for a terminal, as Markdown, LaTeX and HTML.
`str` of a document, and of each of its blocks, is plain text: nothing invisible, and no line is broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import TypeAlias

from autograd.text.names import printable

__all__ = [
    "EQUALS",
    "Block",
    "Cell",
    "Document",
    "Equation",
    "Heading",
    "Line",
    "Math",
    "Paragraph",
    "Piece",
    "Run",
    "Table",
    "aligned",
]


@dataclass(frozen=True, slots=True)
class Math:
    """A formula, a name or a number, as plain text and as LaTeX; a matrix is `drawn` in an equation, line by line."""

    text: str
    latex: str
    drawn: tuple[str, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return printable(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; parts of the same factor have its number (from 1) and one colour, 0 is none."""

    math: Math
    factor: int = 0


EQUALS = Piece(Math("=", "="))

Run: TypeAlias = tuple[str, int]
"""A text and the number of its factor."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an equation: pieces with spaces between them. `mark` stands before it, ① for a factor."""

    pieces: tuple[Piece, ...]
    mark: str = ""
    factor: int = 0

    @property
    def sides(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """The pieces before the first ``=``, and those from it on: none where there is no ``=``.

        Examples
        --------
        >>> left, right = Line((Piece(Math("w5 = 0.4", "w_{5} = 0.4")),)).sides
        >>> [piece.math.latex for piece in left], [piece.math.latex for piece in right]
        (['w_{5}'], ['=', '0.4'])
        """
        for place, piece in enumerate(self.pieces):
            if piece.math.text == "=" or piece.math.text.startswith("= "):
                return self.pieces[:place], self.pieces[place:]
            if parts := _split(piece):
                left, *right = parts
                return (*self.pieces[:place], left), (*right, *self.pieces[place + 1 :])
        return self.pieces, ()

    @property
    def rows(self) -> list[tuple[Run, list[Run], list[Run]]]:
        """The mark and the texts of the two sides; several rows where something is drawn."""
        left, right = ([(_box(piece.math), piece.factor) for piece in side] for side in self.sides)
        height = max((len(box) for box, _ in left + right), default=1)
        middle = (height - 1) // 2
        return [
            (
                (printable(self.mark) if place == middle else "", self.factor),
                [(_row(box, place, height), factor) for box, factor in left],
                [(_row(box, place, height), factor) for box, factor in right],
            )
            for place in range(height)
        ]

    def __str__(self) -> str:
        return str(Equation((self,)))


def _box(math: Math) -> list[str]:
    return list(map(printable, math.drawn)) or [str(math)]


def _row(box: list[str], place: int, height: int) -> str:
    """One row of a box that stands in the middle of a higher line."""
    row = place - (height - len(box)) // 2
    return (box[row] if 0 <= row < len(box) else "").ljust(max(map(len, box)))


def _split(piece: Piece) -> tuple[Piece, ...]:
    """A piece that holds an ``=`` as three; one inside braces belongs to a name or a sum."""
    left, sign, right = piece.math.text.partition(" = ")
    latex = piece.math.latex
    place = _top_level_equals(latex)
    if not sign or place is None:
        return ()
    sides = Math(left, latex[:place].strip()), Math(right, latex[place + 1 :].strip())
    return Piece(sides[0], piece.factor), EQUALS, Piece(sides[1], piece.factor)


def _top_level_equals(latex: str) -> int | None:
    depth = 0
    for place, sign in enumerate(latex):
        if sign == "=" and depth == 0:
            return place
        if latex[max(0, place - 1) : place] != "\\":
            depth += (sign == "{") - (sign == "}")
    return None


@dataclass(frozen=True, slots=True)
class Equation:
    """Lines that belong together, one below the other, aligned at their first ``=``.

    Examples
    --------
    >>> equals, two = Piece(Math("=", "=")), Piece(Math("2", "2"), factor=1)
    >>> print(Equation(tuple(Line((Piece(Math(name, name)), equals, two)) for name in ("a", "sum"))))
    a   = 2
    sum = 2
    """

    lines: tuple[Line, ...]

    def aligned(self) -> list[list[Run]]:
        """Return each line as texts with the numbers of their factors, to be joined by spaces."""
        rows = [row for line in self.lines for row in line.rows]
        width = max((_width(left) for _, left, right in rows if right), default=0)
        column = max((len(mark) for (mark, _), _, _ in rows), default=0)
        lines = []
        for (mark, factor), left, right in rows:
            runs = _padded(left, width) + right if right else left
            lines.append([(mark.ljust(column), factor), *runs] if column else runs)
        return lines

    def __str__(self) -> str:
        return "\n".join(" ".join(text for text, _ in runs).rstrip() for runs in self.aligned())


def _width(runs: list[Run]) -> int:
    return len(" ".join(text for text, _ in runs))


def _padded(runs: list[Run], width: int) -> list[Run]:
    if not runs:
        return [(" " * width, 0)] if width else []
    *others, (text, factor) = runs
    return [*others, (text + " " * (width - _width(runs)), factor)]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is that of the document."""

    text: str
    level: int = 2

    def __str__(self) -> str:
        return _underlined(self.text, "=" if self.level == 1 else "-")


def _underlined(text: str, sign: str) -> str:
    shown = printable(text)
    return f"{shown}\n{sign * len(shown)}"


Cell: TypeAlias = str | Math


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, with formulas between the words."""

    parts: tuple[Cell, ...]

    def __str__(self) -> str:
        return "".join(map(_shown, self.parts))


def _shown(cell: Cell) -> str:
    return printable(str(cell))


def aligned(rows: Iterable[Sequence[str]], numbers_from: float = inf) -> str:
    """Return a table as text, its columns under one another; those of numbers, from a place on, are set to the right.

    Examples
    --------
    >>> print(aligned([("node", "change"), ("net_o1", "0.005")]))
    node    change
    net_o1  0.005
    """
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        [
            cell.ljust(width) if place < numbers_from else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for row in rows
    )
    return "\n".join("  ".join(cells).rstrip() for cells in lines)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a header; columns from `numbers_from` on (counted from 0) are numbers, set to the right.

    Examples
    --------
    >>> print(Table(("weight", "value"), (("w5", "0.4"), ("w6", "0.45"))))
    weight  value
    w5        0.4
    w6       0.45
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers_from: int = 1

    def __str__(self) -> str:
        return aligned([[_shown(cell) for cell in row] for row in (self.header, *self.rows)], self.numbers_from)


Block: TypeAlias = Heading | Paragraph | Equation | Table


@dataclass(frozen=True, slots=True)
class Document:
    """Blocks under a title.

    Examples
    --------
    >>> w = Math("w5", "w_{5}")
    >>> print(Document("One weight", (Paragraph((w, " is a weight.")),)))
    One weight
    ==========
    <BLANKLINE>
    w5 is a weight.
    """

    title: str
    blocks: tuple[Block, ...] = field(default=())

    def __str__(self) -> str:
        return "\n\n".join(map(str, (Heading(self.title, level=1), *self.blocks)))
