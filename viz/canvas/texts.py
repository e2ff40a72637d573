"""How wide the texts of a picture are, and how a name and its number stand together."""

from __future__ import annotations

from autograd.text.names import printable, shorten
from viz.canvas.shapes import MARK
from viz.style import text_width

__all__ = ["LINE", "TYPE", "label", "marked_width"]

TYPE, LINE = 14.0, 18.0
"""Size of the type, and from one line to the next."""

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


def marked_width(text: str) -> float:
    """Return the width of a number with the triangle before it."""
    return MARK + 4 + text_width(text, TYPE)
