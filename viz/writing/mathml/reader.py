"""LaTeX's mathematics, as much of it as this library writes, read into MathML elements."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from autograd.text.names import printable, shorten
from viz.writing.mathml.elements import element, fenced, name, row, set_forms, words
from viz.writing.mathml.scanner import Token, closing_brace, scan, text_of
from viz.writing.mathml.signs import DELIMITERS, FUNCTIONS, LETTERS, OPERATORS, PLAIN_OPERATORS, SPACES, SUMS

__all__ = ["Reader"]

MOST_LEVELS = 60
"""Formulas inside formulas; browsers and Python's own stack have an end."""

APPLICATION = "\u2061"
"""Says that a function is applied to what follows; it is not seen."""

ENVIRONMENTS = {
    "aligned": ("", ""),
    "bmatrix": ("[", "]"),
    "cases": ("{", ""),
    "matrix": ("", ""),
    "pmatrix": ("(", ")"),
}
"""Tables and what is set around them."""


class Reader:
    """Reads one formula."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens = scan(latex)
        self.place = 0
        self.level = 0

    def whole(self) -> list[Element]:
        """Return all of it; ValueError if it is not well formed, or holds a command that is not known."""
        return self._until("")

    def error(self, what: str) -> ValueError:
        """Return the error that says what cannot be written, and of what."""
        return ValueError(f"{shorten(printable(self.latex), 80)!r} cannot be written as MathML: {what}.")

    @property
    def _next(self) -> str:
        return self.tokens[self.place].text if self.place < len(self.tokens) else ""

    def _take(self) -> str:
        token = self._next
        self.place += 1
        return token

    def _until(self, *ends: str) -> list[Element]:
        """Elements up to one of these tokens, which is left to be taken."""
        elements: list[Element] = []
        while self._next not in ends:
            if not self._next:
                raise self.error(f"{ends[0]} is missing at its end")
            elements += self._item()
        set_forms(elements)
        return elements

    def _item(self) -> list[Element]:
        """An atom with its index and power; between a function and its brackets stands that it is applied."""
        is_function = self._next in FUNCTIONS or self._next == r"\operatorname"
        item = self._with_scripts(self._atom())
        return [item, element("mo", APPLICATION)] if is_function and self._next == r"\left" else [item]

    def _with_scripts(self, base: Element) -> Element:
        scripts: dict[str, Element] = {}
        while self._next in ("_", "^", "'"):
            sign = self._take()
            script = self._primes() if sign == "'" else self._argument()
            if scripts.setdefault("^" if sign == "'" else sign, script) is not script:
                raise self.error(f"two {sign} follow one another")
        if not scripts:
            return base
        under, over = ("under", "over") if base.text and base.text in SUMS else ("sub", "sup")
        tag = f"m{under if '_' in scripts else ''}{over if '^' in scripts else ''}"
        return element(tag, parts=[base, *(scripts[sign] for sign in "_^" if sign in scripts)])

    def _primes(self) -> Element:
        count = 1
        while self._next == "'":
            self._take()
            count += 1
        return element("mo", "′" * count)

    def _argument(self) -> Element:
        """What a command or a script takes: a group, or a single character."""
        token = self._next
        if token in ("", "}", "^", "_", "&", r"\\", r"\right", r"\end"):
            raise self.error("an argument is missing" + (f" before {token}" if token else " at its end"))
        if token[0].isdecimal() and len(token) > 1:
            start = self.tokens[self.place].start
            self.tokens[self.place : self.place + 1] = [Token(token[0], start), Token(token[1:], start + 1)]
        return self._atom()

    def _atom(self) -> Element:
        self.level += 1
        if self.level > MOST_LEVELS:
            raise self.error(f"it has more than {MOST_LEVELS} levels")
        token = self._take()
        atom = _COMMANDS[token](self) if token in _COMMANDS else self._sign(token)
        self.level -= 1
        return atom

    def _sign(self, token: str) -> Element:
        if token in LETTERS:
            letter = LETTERS[token]
            return element("mi", letter) if letter.isalpha() and letter.islower() else name(letter)
        if token in FUNCTIONS:
            return name(FUNCTIONS[token])
        if token in SPACES:
            return element("mspace", width=SPACES[token])
        if sign := OPERATORS.get(token) or PLAIN_OPERATORS.get(token):
            return element("mo", sign)
        if token in DELIMITERS:
            return element("mo", DELIMITERS[token], stretchy="false")
        return self._character(token)

    def _character(self, token: str) -> Element:
        if token[0].isdecimal():
            return element("mn", token)
        if token.startswith("\\") or token in "{}&#$^_'":
            raise self.error(f"{token} is not known here")
        return element("mi", token) if token.isalpha() else words(token)

    def _group(self) -> Element:
        inside = self._until("}")
        self._take()
        return row(inside)

    def _fraction(self, **attributes: str) -> Element:
        return element("mfrac", parts=[self._argument(), self._argument()], **attributes)

    def _root(self) -> Element:
        if self._next != "[":
            return element("msqrt", parts=[self._argument()])
        self._take()
        degree = row(self._until("]"))
        self._take()
        return element("mroot", parts=[self._argument(), degree])

    def _fence(self) -> Element:
        left = self._delimiter()
        inside = self._until(r"\right")
        self._take()
        return fenced(left, inside, self._delimiter())

    def _delimiter(self) -> str:
        token = self._take()
        if token != "." and token not in DELIMITERS:
            raise self.error(f"{token or 'nothing'} is no delimiter")
        return DELIMITERS.get(token, "")

    def _raw(self) -> str:
        """The text in braces that comes next, as it stands."""
        start = self.tokens[self.place].start if self._next == "{" else None
        end = None if start is None else closing_brace(self.latex, start)
        if start is None or end is None:
            raise self.error("a text in braces is missing")
        while self.tokens[self.place].start < end:
            self.place += 1
        self.place += 1
        return self.latex[start + 1 : end]

    def _text(self) -> str:
        """The text in braces that comes next, as it is seen."""
        raw = self._raw()
        try:
            return text_of(raw)
        except ValueError as error:
            raise self.error(str(error)) from None

    def _environment(self) -> Element:
        kind = self._raw()
        if kind not in ENVIRONMENTS:
            raise self.error(f"the environment {printable(kind)} is not known")
        table = element("mtable", parts=self._rows(), **{"class": kind})
        if (ended := self._raw()) != kind:
            raise self.error(f"{kind} ends as {printable(ended)}")
        left, right = ENVIRONMENTS[kind]
        return fenced(left, [table], right)

    def _rows(self) -> list[Element]:
        """The rows of a table, up to the name of what ends."""
        rows = [element("mtr")]
        end = r"\\"
        while end != r"\end":
            rows[-1].append(element("mtd", parts=self._until("&", r"\\", r"\end")))
            end = self._take()
            rows += [element("mtr")] if end == r"\\" else []
        return [made for made in rows if any(len(cell) for cell in made)]


_COMMANDS: dict[str, Callable[[Reader], Element]] = {
    "{": Reader._group,
    r"\frac": Reader._fraction,
    r"\dfrac": lambda reader: reader._fraction(displaystyle="true"),
    r"\tfrac": lambda reader: reader._fraction(displaystyle="false"),
    r"\sqrt": Reader._root,
    r"\left": Reader._fence,
    r"\begin": Reader._environment,
    r"\text": lambda reader: words(reader._text()),
    r"\mathrm": lambda reader: name(reader._text()),
    r"\operatorname": lambda reader: name(reader._text()),
}
