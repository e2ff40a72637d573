"""Documents as LaTeX: a fragment to put into a text of one's own, and a file that compiles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from autograd.text.document import Block, Cell, Document, Equation, Heading, Line, Math, Paragraph, Piece, Table
from autograd.text.latex import MATHEMATICS, latex_text
from autograd.text.saying import Told, document_of
from viz.style import LIGHT, factor_role
from viz.writing.page_style import with_discs

__all__ = ["aligned_lines", "to_latex", "to_latex_file"]

CIRCLE = (
    r"\providecommand{\circled}[1]"
    r"{{\ooalign{$\bigcirc$\crcr\hidewidth\raise.1ex\hbox{\scriptsize #1}\hidewidth\crcr}}}"
)

ACCENTS = {0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x30A, 0x30B, 0x30C, 0x327}
"""Accents that TeX's first fonts can set on any letter."""

KNOWN = frozenset("–—‘’“”…¡¿æÆœŒøØßłŁı")
"""Other letters that they have."""

HEAD = r"""\documentclass[11pt]{article}
\usepackage[a4paper,margin=22mm]{geometry}
\usepackage{amsmath,color,graphicx,longtable}
"""

DOLLAR = r"\DeclareTextCommand{\textdollar}{OT1}{{\upshape\char36}}"
"""LaTeX would take the sign from fonts that small installations lack."""

FITTED = r"""\newsavebox{\equationbox}
\newcommand{\fitted}[1]{\sbox{\equationbox}{$\displaystyle #1$}% what is too wide for the page becomes smaller
  \ifdim\wd\equationbox>\linewidth\resizebox{\linewidth}{!}{\usebox{\equationbox}}\else\usebox{\equationbox}\fi}
\setlength{\parindent}{0pt}\setlength{\parskip}{6pt}
\begin{document}
"""


def to_latex(document: Document | Told) -> str:
    r"""Return a document as a fragment of LaTeX; it needs the packages amsmath, color (or xcolor) and longtable.

    Examples
    --------
    >>> from autograd.text.document import Paragraph
    >>> print(to_latex(Document("50%", (Paragraph(("Of ", Math("w5", "w_{5}"), ".")),))))
    \section*{50\%}
    <BLANKLINE>
    Of \(w_{5}\).
    """
    return _fragment(document_of(document), "{}")


def to_latex_file(document: Document | Told) -> str:
    r"""Return a document as a file for pdflatex, lualatex or xelatex; equations fit the width of the page.

    A letter that pdflatex has no type for is shown as its number, such as [U+4E2D]; the other two may have it.

    Examples
    --------
    >>> to_latex_file(Document("w5")).splitlines()[0]
    '\\documentclass[11pt]{article}'
    """
    body = _fragment(document_of(document), r"\fitted{{{}}}")
    return f"{HEAD}{_declared(body)}{FITTED}\n{body}\n\\end{{document}}\n"


def aligned_lines(equation: Equation, write: Callable[[Piece], str]) -> str:
    """Return the lines of an equation, aligned at their first ``=``, the marks in a column of their own."""
    starts = [""] * len(equation.lines)
    if any(line.mark for line in equation.lines):
        starts = [f"&{_mark(line, write)} & " for line in equation.lines]
    lines = [start + _line(line, write) for start, line in zip(starts, equation.lines, strict=True)]
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"


def _mark(line: Line, write: Callable[[Piece], str]) -> str:
    return write(Piece(Math(line.mark, rf"\text{{{latex_text(line.mark)}}}\;"), line.factor)) if line.mark else ""


def _line(line: Line, write: Callable[[Piece], str]) -> str:
    left, right = (" ".join(map(write, side)) for side in line.sides)
    return f"{left} &{right}" if right else f"&{left}"


def _fragment(document: Document, fit: str) -> str:
    blocks: tuple[Block, ...] = (Heading(document.title, level=1), *document.blocks)
    factors = {item.factor for block in blocks if isinstance(block, Equation) for item in _coloured(block)} - {0}
    body = "\n\n".join(_block(block, fit) for block in blocks)
    needed = [_colour(role) for role in sorted(set(map(factor_role, factors)))]
    needed += [CIRCLE] if r"\circled{" in body else []
    return "\n".join([*needed, body])


def _coloured(equation: Equation) -> list[Line | Piece]:
    return [*equation.lines, *(piece for line in equation.lines for piece in line.pieces)]


def _colour(role: str) -> str:
    ink = getattr(LIGHT, role)
    shares = ",".join(f"{int(ink[place : place + 2], 16) / 255:.3f}" for place in (1, 3, 5))
    return rf"\definecolor{{{_colour_name(role)}}}{{rgb}}{{{shares}}}"


def _colour_name(role: str) -> str:
    return role.replace("_", "")


def _block(block: Block, fit: str) -> str:
    match block:
        case Heading():
            return rf"\{'sub' * min(2, max(0, block.level - 1))}section*{{{_text(block.text)}}}"
        case Paragraph():
            return "".join(map(_cell, block.parts))
        case Equation():
            return "\\[\n" + fit.format(aligned_lines(block, _piece)) + "\n\\]"
        case Table():
            return _table(block)


def _piece(piece: Piece) -> str:
    latex = _formula(piece.math)
    return rf"{{\color{{{_colour_name(factor_role(piece.factor))}}} {latex}}}" if piece.factor else latex


def _table(table: Table) -> str:
    columns = "".join("r" if place >= table.numbers_from else "l" for place in range(len(table.header)))
    header, *rows = (" & ".join(map(_cell, row)) + r" \\" for row in (table.header, *table.rows))
    head = [rf"\begin{{longtable}}{{{columns}}}", f"{header}[3pt]", r"\hline\endhead"]
    return "\n".join([*head, *rows, r"\end{longtable}"])


def _cell(cell: Cell) -> str:
    return rf"\({_formula(cell)}\)" if isinstance(cell, Math) else _text(cell)


def _formula(math: Math) -> str:
    """Its LaTeX, without the empty lines that LaTeX forbids in mathematics."""
    return _marked(" ".join(math.latex.split()))


def _text(text: str) -> str:
    """A text with its letters of mathematics as such."""
    return _marked(re.sub(f"[{''.join(MATHEMATICS)}]", lambda match: _ensured(match[0]), latex_text(text)))


def _ensured(letter: str) -> str:
    return rf"\ensuremath{{{MATHEMATICS[letter]}}}"


def _marked(latex: str) -> str:
    return with_discs(latex, lambda number: rf"\circled{{{number}}}")


def _declared(body: str) -> str:
    """What pdflatex has to be told about the letters that it would stop at."""
    letters = sorted({letter for letter in body if not letter.isascii() and not _is_set_by_tex(letter)})
    lines = [rf"\DeclareUnicodeCharacter{{{ord(letter):04X}}}{{{_instead(letter)}}}" for letter in letters]
    return "\n".join([r"\ifdefined\pdftexversion", DOLLAR, *lines, r"\fi", ""])


def _instead(letter: str) -> str:
    return _ensured(letter) if letter in MATHEMATICS else rf"\texttt{{[U+{ord(letter):04X}]}}"


def _is_set_by_tex(letter: str) -> bool:
    base, *accents = list(unicodedata.normalize("NFD", letter))
    has_accents = base.isascii() and base.isalpha() and {ord(accent) for accent in accents} <= ACCENTS
    return letter in KNOWN or (ord(letter) < 0x180 and has_accents)
