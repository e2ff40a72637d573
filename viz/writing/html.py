"""Documents as HTML with MathML: an article to put into a page, and a page that needs nothing else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape

from autograd.text.document import Block, Cell, Document, Equation, Heading, Line, Math, Paragraph, Table
from autograd.text.names import printable
from autograd.text.saying import Told, document_of
from viz.style import Style, factor_role
from viz.writing.mathml.formulas import mathml_of, mathml_of_pieces
from viz.writing.page_style import page_rules, with_discs

__all__ = ["to_html", "to_html_blocks", "to_html_page"]


def to_html(document: Document | Told) -> str:
    """Return a document as an ``<article class="chainrule">``; its colours come from `html_rules`.

    Examples
    --------
    >>> print(to_html(Document("a < b", (Paragraph(("No tags: <b>",)),))))
    <article class="chainrule">
    <h1>a &lt; b</h1>
    <p>No tags: &lt;b&gt;</p>
    </article>
    """
    document = document_of(document)
    blocks = map(_block, (Heading(document.title, level=1), *document.blocks))
    return "\n".join(['<article class="chainrule">', *blocks, "</article>"])


def to_html_blocks(document: Document | Told) -> str:
    """Return what stands under a document's title, to be put into an element of the class ``chainrule``.

    Examples
    --------
    >>> print(to_html_blocks(Document("a < b", (Paragraph(("No tags: <b>",)),))))
    <p>No tags: &lt;b&gt;</p>
    """
    return "\n".join(map(_block, document_of(document).blocks))


def to_html_page(document: Document | Told, style: Style | None = None) -> str:
    """Return a document as a page: no script, nothing loaded, and a policy that allows neither.

    Parameters
    ----------
    document
        What to write.
    style
        Its colours, light and dark.

    Examples
    --------
    >>> print(to_html_page(Document("Why"))[:45])
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta
    """
    document = document_of(document)
    rules = page_rules(style or Style())
    digest = b64encode(sha256(rules.encode()).digest()).decode()
    head = [
        '<meta charset="utf-8">',
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(printable(document.title))}</title>",
        f"<style>{rules}</style>",
    ]
    body = ["</head>", "<body>", to_html(document), "</body>", "</html>", ""]
    return "\n".join(["<!DOCTYPE html>", '<html lang="en">', "<head>", *head, *body])


def _block(block: Block) -> str:
    match block:
        case Heading():
            level = min(6, max(1, block.level))
            return f"<h{level}>{_text(block.text)}</h{level}>"
        case Paragraph():
            return f"<p>{''.join(map(_cell, block.parts))}</p>"
        case Equation():
            return _equation(block)
        case Table():
            return _table(block)


def _equation(equation: Equation) -> str:
    marks = [""] * len(equation.lines)
    if any(line.mark for line in equation.lines):
        marks = [f"<td{_class(line.factor)}>{_text(line.mark)}</td>" for line in equation.lines]
    lines = [f"<tr>{mark}{_sides(line)}</tr>" for mark, line in zip(marks, equation.lines, strict=True)]
    return "\n".join(['<div class="scroll"><table class="equation" role="presentation">', *lines, "</table></div>"])


def _sides(line: Line) -> str:
    left, right = line.sides
    if not right:
        return f'<td colspan="2">{mathml_of_pieces(left)}</td>'
    first = mathml_of_pieces(left) if left else ""
    return f'<td class="left">{first}</td><td>{mathml_of_pieces(right)}</td>'


def _class(factor: int) -> str:
    return f' class="{factor_role(factor)}"' if factor else ""


def _table(table: Table) -> str:
    header = _row(table.header, "th", ' scope="col"', table.numbers_from)
    rows = [_row(row, "td", "", table.numbers_from) for row in table.rows]
    parts = ["<thead>", header, "</thead>", "<tbody>", *rows, "</tbody>"]
    return "\n".join(['<div class="scroll"><table>', *parts, "</table></div>"])


def _row(cells: tuple[Cell, ...], tag: str, scope: str, numbers_from: int) -> str:
    classes = ["" if place < numbers_from else ' class="number"' for place in range(len(cells))]
    pairs = zip(classes, cells, strict=True)
    return f"<tr>{''.join(f'<{tag}{scope}{kind}>{_cell(cell)}</{tag}>' for kind, cell in pairs)}</tr>"


def _cell(cell: Cell) -> str:
    return mathml_of(cell) if isinstance(cell, Math) else _text(cell)


def _text(text: str) -> str:
    return with_discs(escape(printable(text)), '<span class="disc">{}</span>'.format)
