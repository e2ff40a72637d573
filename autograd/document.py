"""What a derivation or a walkthrough says, as plain data: headings, sentences, equations, tables.

Every formula is there as text and as LaTeX; `viz` writes documents for a terminal, as Markdown, LaTeX and HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

__all__ = ["Block", "Cell", "Document", "Equation", "Heading", "Line", "Math", "Paragraph", "Piece", "Table"]


@dataclass(frozen=True, slots=True)
class Math:
    """A formula, a name or a number, as plain text and as LaTeX."""

    text: str
    latex: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; parts of the same factor have its number (from 1) and one colour, 0 is none."""

    math: Math
    factor: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an equation: pieces with spaces between them. `mark` stands before it, ① for a factor."""

    pieces: tuple[Piece, ...]
    mark: str = ""
    factor: int = 0

    def __str__(self) -> str:
        return " ".join([*([self.mark] if self.mark else []), *(piece.math.text for piece in self.pieces)])


@dataclass(frozen=True, slots=True)
class Equation:
    """Lines that belong together, one below the other, aligned at their first ``=``."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is that of the document."""

    text: str
    level: int = 2


Cell: TypeAlias = str | Math


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences, with formulas between the words."""

    parts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a header; columns from `numbers_from` on (counted from 0) are numbers, set to the right."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers_from: int = 1


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
        return "\n\n".join([f"{self.title}\n{'=' * len(self.title)}", *map(_plain, self.blocks)])


def _plain(block: Block) -> str:
    """A block as plain text."""
    match block:
        case Heading():
            return f"{block.text}\n{'-' * len(block.text)}"
        case Paragraph():
            return "".join(map(str, block.parts))
        case Equation():
            return "\n".join(_aligned(block.lines))
        case Table():
            return "\n".join(_columns([block.header, *block.rows], block.numbers_from))


def _aligned(lines: Iterable[Line]) -> list[str]:
    sides = [str(line).partition(" = ") for line in lines]
    width = max((len(left) for left, sign, _ in sides if sign), default=0)
    return [f"{left:{width}}{sign}{right}" if sign else left for left, sign, right in sides]


def _columns(rows: list[tuple[Cell, ...]], numbers_from: int) -> list[str]:
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return [
        "  ".join(
            f"{text:>{width}}" if place >= numbers_from else f"{text:{width}}"
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in texts
    ]
