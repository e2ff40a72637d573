"""Names and texts in LaTeX: every character of a name arrives as itself, none as a command."""

from __future__ import annotations

import re
import unicodedata

from autograd.naming import printable

__all__ = ["latex_name", "latex_text"]

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "_&%$#{}"},
}
_GREEK = {
    letter: unicodedata.name(letter).split()[-1].replace("LAMDA", "LAMBDA")
    for letter in "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ"
}
_PARTS = re.compile(r"(?P<base>[^\W\d_]+)_?(?P<index>\w*?)(?:⟨(?P<sample>\d+)⟩)?", re.ASCII)


def latex_text(text: str) -> str:
    r"""Return a text with the signs that LaTeX gives a meaning escaped.

    Examples
    --------
    >>> print(latex_text("50% of a_b"))
    50\% of a\_b
    """
    return "".join(_ESCAPED.get(sign, sign) for sign in printable(text))


def latex_name(name: str) -> str:
    r"""Return a name as mathematics writes it: one letter slanted, words upright, what follows as an index.

    Examples
    --------
    >>> print(latex_name("w5"), latex_name("net_h1"), latex_name("E_total"), latex_name("σ"))
    w_{5} \mathrm{net}_{h1} E_{\mathrm{total}} \sigma
    >>> print(latex_name("50% more"))
    \text{50\% more}
    """
    parts = _PARTS.fullmatch(name)
    if name in _GREEK:
        return "\\" + (_GREEK[name].lower() if name.islower() else _GREEK[name].capitalize())
    if parts is None:
        return rf"\text{{{latex_text(name)}}}"
    index = latex_text(parts["index"])
    if len(re.match(r"[^\W\d_]*", index)[0]) > 1:  # type: ignore[index]  # it matches the empty text
        index = rf"\mathrm{{{index}}}"
    sample = f"^{{({parts['sample']})}}" if parts["sample"] else ""
    base = parts["base"] if len(parts["base"]) == 1 else rf"\mathrm{{{parts['base']}}}"
    return base + (f"_{{{index}}}" if index else "") + sample
