"""Widths of the texts of a picture, and how a name and its number stand together."""

from __future__ import annotations

from autograd.text.names import printable, shorten
from viz.canvas.shapes import MARK
from viz.style import text_width

__all__ = ["LINE", "MARGIN", "TOP", "TYPE", "folded", "label", "marked_width", "with_note"]

TYPE, LINE = 14.0, 18.0
"""Size of the type, and from one line to the next."""

MARGIN, TOP = 12.0, 66.0
"""Beside a picture, and above it for title and subtitle."""

DIGIT = 8.0
"""Width of a digit at this size, and a little more."""


def label(name: str, longest: int = 12) -> str:
    """Return a name as pictures show it: nothing invisible, no mark of ours, at most as wide as so many digits.

    Examples
    --------
    >>> label("a name of twenty-six letters"), label("WWWWWWWWWWWW")
    ('a name of t…', 'WWWWWW…')
    """
    text = shorten(printable(name), longest)
    while text_width(text, TYPE) > longest * DIGIT:
        text = text[:-2] + "…"
    return f"“{text}”" if text in ("▸", "◂") else text


def with_note(text: str, note: str) -> str:
    """Return a subtitle with what somebody wants said after it.

    Examples
    --------
    >>> with_note("forward pass", "sample 2 of 4"), with_note("forward pass", "")
    ('forward pass, sample 2 of 4', 'forward pass')
    """
    return f"{text}, {label(note, 60)}" if note else text


def folded(text: str, width: float) -> list[str]:
    """Return a text in lines of at most this width, where its words allow it."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}", TYPE) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def marked_width(text: str) -> float:
    """Return the width of a number with the triangle before it."""
    return MARK + 4 + text_width(text, TYPE)
