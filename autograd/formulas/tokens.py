"""Tokens of the text of a formula, and messages with a caret under the place of a mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograd.errors import ReadError

__all__ = ["Token", "located", "plain", "tokens_of"]


def located(text: str, at: int, message: str) -> ReadError:
    """Return the error that shows the line, with a caret under the place."""
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0]
    column = at - start
    first = max(0, min(column - 60, len(line) - 100))
    shown = "".join(c if c.isprintable() else " " for c in line[first : first + 100])
    where = f" (line {text.count(chr(10), 0, at) + 1})" if "\n" in text.strip() else ""
    return ReadError(f"{message}{where}\n  {shown}\n  {' ' * (column - first)}^")


_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = {ord(c): str(digit) for digit, c in enumerate(_SUPERSCRIPT)} | {ord("⁻"): "-", ord("−"): "-"}
_SUBSCRIPTS = {0x2080 + digit: str(digit) for digit in range(10)}
_LETTER, _FOLLOWS = rf"[^\W\d{_SUPERSCRIPT}½]", rf"[^\W{_SUPERSCRIPT}½]"
_TOKEN = re.compile(
    rf"""
      (?P<number>    (?: [0-9]+\.?[0-9]* | \.[0-9]+ ) (?: [eE][+\-−]?[0-9]+ )? | ½ )
    | (?P<name>      [√∛] | {_LETTER}{_FOLLOWS}* (?: (?<=_)\{{{_FOLLOWS}+\}} )? )
    | (?P<raised>    ⁻?[{_SUPERSCRIPT}]+ )
    | (?P<sign>      \*\* | [-+*/^(),;=|\n] | [−–·⋅×∗÷⌊⌋⌈⌉\[\]>≥] )
    | (?P<space>     [^\S\n]+ )
    | (?P<other>     . )
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN = {"**": "^", "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "∗": "*", "÷": "/"}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a name, a raised number, a sign, or the end of a definition, and where it stands."""

    kind: str
    text: str
    at: int

    @property
    def number(self) -> float:
        """What a number or a raised number is worth."""
        return 0.5 if self.text == "½" else float(self.text.translate(_LOWERED))

    @property
    def starts_an_operand(self) -> bool:
        """Whether a number, a name or a parenthesis begins here."""
        return self.kind in ("number", "name") or self.text == "("


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens without spaces; inside parentheses a new line is a space."""
    depth = 0
    for match in _TOKEN.finditer(text.translate(_SUBSCRIPTS)):
        kind, piece, at = match.lastgroup or "", match[0], match.start()
        depth += (piece == "(") - (piece == ")")
        if kind == "space" or (piece == "\n" and depth > 0):
            continue
        if kind == "name":
            piece = plain(piece)
        yield Token("end" if piece in ("\n", ";") else kind, _PLAIN.get(piece, piece), at)
    yield Token("end", "", len(text.rstrip()))


def plain(name: str) -> str:
    """Return a name as the formula that holds it has it: w₁ is w1, net_{o1} is net_o1."""
    return name.translate(_SUBSCRIPTS).replace("{", "").replace("}", "")
