"""Names and texts in LaTeX: every character of a name arrives as itself, none as a command."""

from __future__ import annotations

import re
import unicodedata

from autograd.text.names import printable

__all__ = ["MATHEMATICS", "latex_name", "latex_text"]

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textquoteleft{}",
    "[": "{[}",
    "]": "{]}",
    **{sign: f"\\{sign}" for sign in "_&%$#{}"},
}
_GREEK = {
    letter: unicodedata.name(letter).split()[-1].replace("LAMDA", "LAMBDA")
    for letter in "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ"
}
MATHEMATICS = {
    **{letter: "\\" + (name.lower() if letter.islower() else name.capitalize()) for letter, name in _GREEK.items()},
    "∂": r"\partial", "−": "-", "·": r"\cdot", "×": r"\times", "±": r"\pm", "½": r"\tfrac{1}{2}",
    "≈": r"\approx", "≠": r"\neq", "≤": r"\leq", "≥": r"\geq", "∞": r"\infty", "∑": r"\sum", "√": r"\surd",
    "⟨": r"\langle", "⟩": r"\rangle", "‖": r"\Vert", "→": r"\to", "←": r"\leftarrow", "′": r"{}'",
    "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "∈": r"\in",
    "⁺": "{}^{+}", "⁻": "{}^{-}", "ⁿ": "{}^{n}",
    **{raised: f"{{}}^{{{digit}}}" for digit, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{lowered: f"{{}}_{{{digit}}}" for digit, lowered in enumerate("₀₁₂₃₄₅₆₇₈₉")},
}  # fmt: skip
"""Letters that texts of mathematics use, and what they are in LaTeX's mathematics; its letters for text lack them."""

_PARTS = re.compile(r"(?P<base>[^\W\d_]+)_?(?P<index>\w*?)(?:⟨(?P<sample>\d+)⟩)?", re.ASCII)
_MATHEMATICS = re.compile(f"([{''.join(MATHEMATICS)}])")


def latex_text(text: str) -> str:
    r"""Return a text with the signs that LaTeX gives a meaning escaped.

    Examples
    --------
    >>> print(latex_text("50% of a_b"))
    50\% of a\_b
    """
    escaped = "".join(_ESCAPED.get(sign, sign) for sign in printable(text))
    return re.sub(r"(?<=([-'!?]))(?=\1)", "{}", escaped)  # two hyphens would become a dash


def latex_name(name: str) -> str:
    r"""Return a name as mathematics writes it: one letter slanted, words upright, what follows as an index.

    Examples
    --------
    >>> print(latex_name("w5"), latex_name("net_h1"), latex_name("E_total"), latex_name("σ"))
    w_{5} \mathrm{net}_{h1} E_{\mathrm{total}} \sigma
    >>> print(latex_name("50% more"), latex_name("∂E, by hand"))
    \text{50\% more} {\partial \text{E, by hand}}
    """
    parts = _PARTS.fullmatch(name)
    if name in _GREEK:
        return MATHEMATICS[name]
    if parts is None:
        return _mixed(name)
    index = latex_text(parts["index"])
    if len(re.match(r"[^\W\d_]*", index)[0]) > 1:  # type: ignore[index]  # it matches the empty text
        index = rf"\mathrm{{{index}}}"
    sample = f"^{{({parts['sample']})}}" if parts["sample"] else ""
    base = parts["base"] if len(parts["base"]) == 1 else rf"\mathrm{{{parts['base']}}}"
    return base + (f"_{{{index}}}" if index else "") + sample


def _mixed(name: str) -> str:
    """Any name: text, and between its parts the signs that only mathematics has."""
    if not _MATHEMATICS.search(name):
        return rf"\text{{{latex_text(name)}}}"
    parts = [
        f"{MATHEMATICS[part]} " if place % 2 else rf"\text{{{latex_text(part)}}}" if part else ""
        for place, part in enumerate(_MATHEMATICS.split(name))
    ]
    return f"{{{''.join(parts).rstrip()}}}"
