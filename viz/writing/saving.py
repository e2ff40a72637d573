"""Documents as files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from autograd.text.document import Document
from autograd.text.files import write_whole
from autograd.text.saying import Told
from viz.writing.html import to_html_page
from viz.writing.latex import to_latex_file
from viz.writing.markdown import to_markdown
from viz.writing.text import to_text

__all__ = ["SUFFIXES", "WRITERS", "save_document"]

WRITERS: dict[str, Callable[[Document | Told], str]] = {
    ".txt": to_text,
    ".md": to_markdown,
    ".tex": to_latex_file,
    ".html": to_html_page,
}

"""What writes a document, by what its file ends with."""

*_others, _last = WRITERS
SUFFIXES = f"{', '.join(_others)} or {_last}"
"""What a document's file may end with, as a message says it."""


def save_document(document: Document | Told, path: str | Path) -> Path:
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
    write = WRITERS.get(Path(path).suffix.lower())
    if write is None:
        raise ValueError(f"{str(path)!r} does not say what to write: end the name with {SUFFIXES}.")
    return write_whole(path, write(document).encode())
