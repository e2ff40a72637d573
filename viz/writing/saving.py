"""Documents as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autograd.text.document import Document
from autograd.text.files import write_whole
from viz.writing.html import to_html_page
from viz.writing.latex import to_latex_file
from viz.writing.markdown import to_markdown
from viz.writing.text import to_text

__all__ = ["DOCUMENT_SUFFIXES", "save_document"]

_WRITERS: dict[str, Callable[[Document], str]] = {
    ".txt": to_text,
    ".md": to_markdown,
    ".tex": to_latex_file,
    ".html": to_html_page,
}

DOCUMENT_SUFFIXES = tuple(_WRITERS)
"""What a document's file may end with."""


def save_document(document: Document, path: str | Path) -> Path:
    """Write a document; the suffix decides: .txt, .md, .tex or .html. It appears whole or not at all.

    Raises
    ------
    ValueError
        For any other suffix.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> save_document(Document("Why"), "why.doc")
    Traceback (most recent call last):
    ValueError: 'why.doc' does not say what to write: end the name with .txt, .md, .tex or .html.
    """
    write = _WRITERS.get(Path(path).suffix.lower())
    if write is None:
        *others, last = _WRITERS
        raise ValueError(f"{str(path)!r} does not say what to write: end the name with {', '.join(others)} or {last}.")
    return write_whole(path, write(document).encode())
