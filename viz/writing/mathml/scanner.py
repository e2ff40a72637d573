"""LaTeX's mathematics in tokens, and what its text arguments say."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Token", "closing_brace", "scan", "text_of"]

_TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\d+(?:\.\d+)?|\S", re.DOTALL)
_TEXT = re.compile(r"\\([a-zA-Z]+)(?:\{\}|[ ]*)|\\(.)|([{}~])|([$%&#^_\\])", re.DOTALL)
_WORDS = {
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquoteleft": "`",
    "textdollar": "$",
    "ldots": "…",
    "dots": "…",
}
_ESCAPED = "_&%$#{} "


class Token(NamedTuple):
    r"""A command such as ``\frac``, a number, or one character; and where it begins."""

    text: str
    start: int


def scan(latex: str) -> list[Token]:
    r"""Return the tokens; spaces mean nothing in mathematics.

    Examples
    --------
    >>> [token.text for token in scan(r"\frac{1.5}{w_5}")]
    ['\\frac', '{', '1.5', '}', '{', 'w', '_', '5', '}']
    """
    return [Token(match[0], match.start()) for match in _TOKEN.finditer(latex)]


def closing_brace(latex: str, opening: int) -> int | None:
    """Return where the brace that opens there is closed, None if it is not."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(latex, opening):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return None


def text_of(argument: str) -> str:
    r"""Return what a text argument shows; ValueError for a command, or for a sign that LaTeX gives a meaning.

    Examples
    --------
    >>> print(text_of(r"50\% of a\_b \textbackslash{}"))
    50% of a_b \
    """
    return _TEXT.sub(_shown, argument)


def _shown(match: re.Match[str]) -> str:
    word, sign, brace, _ = match.groups()
    if brace:
        return " " if brace == "~" else ""
    if word in _WORDS:
        return _WORDS[word]
    if sign and sign in _ESCAPED:
        return str(sign)
    raise ValueError(f"{match[0].strip()} has no place in a text")
