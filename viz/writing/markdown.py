"""Documents as Markdown, formulas in LaTeX between dollar signs."""

from __future__ import annotations

import re

from autograd.text.document import Block, Cell, Document, Equation, Heading, Math, Paragraph, Piece, Table
from autograd.text.names import printable
from autograd.text.saying import Told, document_of
from viz.writing.latex import aligned_lines

__all__ = ["to_markdown"]

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$&@#^]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_START = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[-+=:]))")


def to_markdown(document: Document | Told) -> str:
    r"""Return a document as Markdown, as GitHub, Jupyter and pandoc read it.

    Nothing in a name is Markdown or HTML: every sign that either gives a meaning is escaped, in formulas too.

    Examples
    --------
    >>> print(to_markdown(Document("One weight", (Paragraph((Math("w5", "w_{5}"), " is a *weight*.")),))))
    # One weight
    <BLANKLINE>
    $w_{5}$ is a \*weight\*.
    """
    document = document_of(document)
    blocks = (Heading(document.title, level=1), *document.blocks)
    return "\n\n".join(map(_block, blocks)) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * min(6, max(1, block.level))} {_text(block.text).strip()}"
        case Paragraph():
            return _AT_START.sub(r"\1\\", "".join(map(_part, block.parts)).strip())
        case Equation():
            return f"$$\n{aligned_lines(block, _piece)}\n$$"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    rule = ["---:" if place >= table.numbers_from else "---" for place in range(len(table.header))]
    rows = [list(map(_cell, row)) for row in (table.header, *table.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))


def _cell(cell: Cell) -> str:
    """A part of a row of a table, where a stroke would end it."""
    if isinstance(cell, Math):
        return _part(cell).replace(r"\|", r"\Vert ").replace("|", r"\vert ")
    return _part(cell)


def _part(part: Cell) -> str:
    return f"${_formula(part)}$" if isinstance(part, Math) else _text(part)


def _piece(piece: Piece) -> str:
    return _formula(piece.math)


def _formula(math: Math) -> str:
    """LaTeX in which Markdown, and HTML inside it, find nothing of theirs."""
    latex = printable(" ".join(math.latex.split())).replace(r"\$", r"\textdollar{}").replace("`", "'")
    return re.sub("[<>]", r"\\mathrel{\g<0>}", latex) or "{}"


def _text(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", printable(text))
