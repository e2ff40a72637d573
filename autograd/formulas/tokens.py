"""Tokens of the text of a formula, and messages with a caret under the place of a mistake."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from autograd.errors import ReadError
from autograd.text.names import plain

__all__ = ["BRACKETED", "INFIX", "Token", "located", "tokens_of"]

BRACKETED = {"(": ")", "{": "}"}
"""What groups a part of a formula: parentheses, and the braces of TeX."""

INFIX = frozenset("+-*/^")


def located(text: str, at: int, message: str) -> ReadError:
    """Return the error that shows the line, with a caret under the place."""
    start = text.rfind("\n", 0, at) + 1
    line = text[start:].partition("\n")[0]
    column = at - start
    first = max(0, min(column - 60, len(line) - 100))
    shown = "".join(c if c.isprintable() else " " for c in line[first : first + 100])
    where = f" (line {text.count(chr(10), 0, at) + 1})" if "\n" in text.strip() else ""
    return ReadError(f"{message}{where}\n  {shown}\n  {' ' * (column - first)}^")


_FRACTIONS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTERS = "".join(
    c
    for c in map(chr, range(0xAA, 0x2100))
    if c not in _DIGITS and c.isalpha() and unicodedata.decomposition(c).startswith("<super>")
)
"""Raised letters: xⁿ is x^n."""
_RAISED = _FRACTIONS + _DIGITS + _LETTERS
_LETTER, _FOLLOWS = rf"[^\W\d{_RAISED}]", rf"(?:[^\W{_RAISED}]|[\u0300-\u036f])"
_TOKEN = re.compile(
    rf"""
      (?P<number>    (?: [0-9]+\.?[0-9]* | \.[0-9]+ ) (?: [eE][+\-−]?[0-9]+ )? | [{_FRACTIONS}] )
    | (?P<name>      [√∛] | {_LETTER}{_FOLLOWS}* (?: (?<=_)\{{{_FOLLOWS}+\}} )? (?: \[[0-9]{{1,6}}\] )? )
    | (?P<raised>    ⁻?[{_DIGITS}]+ | ⁻?[{_LETTERS}]+ )
    | (?P<sign>      \*\* | [-+*/^(){{}},;=|\n] | [−–·⋅•∙·×✕∗÷∕⁄⌊⌋⌈⌉\[\]>≥] )
    | (?P<space>     [^\S\n]+ )
    | (?P<other>     . )
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN = {
    "**": "^",
    **dict.fromkeys("−–", "-"),
    **dict.fromkeys("·⋅•∙·×✕∗", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
}
_NARROW = {0xFF01 + place: 0x21 + place for place in range(94) if not chr(0x21 + place).isalpha()}
"""Signs and digits of full width; letters of full width are those of names."""
_BELOW = {0x2080 + digit: str(digit) for digit in range(10)}
_LOWERED = {ord(c): str(digit) for digit, c in enumerate(_DIGITS)} | {ord("⁻"): "-", ord("−"): "-"}


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a name, a raised number or name, a sign, or the end of a definition, and where it stands."""

    kind: str
    text: str
    at: int

    @property
    def number(self) -> float:
        """What a number or a raised number is worth."""
        return unicodedata.numeric(self.text) if self.is_fraction else float(self.text.translate(_LOWERED))

    @property
    def is_fraction(self) -> bool:
        """Whether it is one sign for a fraction, ½."""
        return self.kind == "number" and self.text in _FRACTIONS

    @property
    def is_letters(self) -> bool:
        """Whether it is a raised name."""
        return self.kind == "raised" and self.text[-1] in _LETTERS

    @property
    def letters(self) -> str:
        """The raised name on the line."""
        return unicodedata.normalize("NFKC", self.text.lstrip("⁻"))

    @property
    def starts_an_operand(self) -> bool:
        """Whether a number, a name or something in brackets begins here; ``|`` may end there as well."""
        return self.kind in ("number", "name") or self.text in ("(", "{", "⌊", "⌈", "[")


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens without spaces; a new line is a space inside parentheses, and before or after an operator."""
    before, line, depth = "", None, 0
    for token in _pieces(text):
        sign = token.text
        depth += (sign in BRACKETED) - (sign in BRACKETED.values())
        if sign == "\n":
            goes_on = depth > 0 or before in INFIX or before == "="
            line = line or (None if goes_on else Token("end", sign, token.at))
            continue
        if line is not None and (sign not in INFIX or before in ("", ";")):
            yield line
        line, before = None, sign
        yield token
    yield Token("end", "", len(text.rstrip()))


def _pieces(text: str) -> Iterator[Token]:
    """Each token as it stands, new lines too."""
    for match in _TOKEN.finditer(text.translate(_NARROW).translate(_BELOW)):
        kind, piece = match.lastgroup or "", match[0]
        if kind == "name":
            yield Token(kind, plain(piece), match.start())
        elif kind != "space":
            yield Token("end" if piece == ";" else kind, _PLAIN.get(piece, piece), match.start())
