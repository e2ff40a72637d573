"""Documents as plain text: `str` of them, with paragraphs wrapped."""

from __future__ import annotations

import textwrap

from autograd.text.document import Block, Document, Heading, Math, Paragraph
from autograd.text.saying import Told, document_of

__all__ = ["block_text", "to_text"]

HELD = "\0"
"""Stands for a space inside a formula while its paragraph is wrapped; printed texts never hold it."""


def to_text(document: Document | Told, width: int = 80) -> str:
    """Return a document as plain text; formulas, equations and tables stay whole.

    Parameters
    ----------
    document
        What to write.
    width
        Columns of a paragraph, 1 or more.

    Examples
    --------
    >>> from autograd.text.document import Math
    >>> print(to_text(Document("Rule", (Paragraph(("It follows that ", Math("a = b + c", "a=b+c"), ".")),)), 20))
    Rule
    ====
    <BLANKLINE>
    It follows that
    a = b + c.
    """
    document = document_of(document)
    blocks = (Heading(document.title, level=1), *document.blocks)
    return "\n\n".join(block_text(block, width) for block in blocks) + "\n"


def block_text(block: Block, width: int) -> str:
    """Return one block as plain text."""
    if not isinstance(block, Paragraph):
        return str(block)
    held = [Math(str(part).replace(" ", HELD), "") if isinstance(part, Math) else part for part in block.parts]
    text = "".join(part.text if isinstance(part, Math) else str(Paragraph((part,))) for part in held)
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False).replace(HELD, " ")
