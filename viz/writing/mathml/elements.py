"""Elements of MathML: names, operators, rows, and which minus is a sign."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from autograd.text.names import printable
from viz.writing.mathml.signs import CLOSING

__all__ = ["element", "fenced", "name", "row", "set_forms", "words"]

TALL = frozenset({"mfrac", "mover", "msqrt", "mtable", "munder", "munderover"})


def element(tag: str, text: str = "", parts: Sequence[Element] = (), **attributes: str) -> Element:
    """Return an element with a text, or with parts."""
    made = Element(tag, attributes)
    made.text = text or None
    made.extend(parts)
    return made


def words(text: str) -> Element:
    """Return a text in a formula: its spaces stay, and nothing in it is invisible."""
    return element("mtext", "\u00a0".join(map(printable, re.split(" |\u00a0", text))))


def name(text: str) -> Element:
    """Return an upright name of any length."""
    made = words(text)
    made.tag = "mi"
    made.set("mathvariant", "normal")
    return made


def row(elements: Sequence[Element]) -> Element:
    """Return elements as one."""
    return elements[0] if len(elements) == 1 else element("mrow", parts=elements)


def fenced(left: str, inside: Sequence[Element], right: str) -> Element:
    """Return elements between brackets, which grow only with what is much higher than a line."""
    grows = any(part.tag in TALL for whole in inside for part in whole.iter())
    brackets = [[element("mo", sign, stretchy="true" if grows else "false")] if sign else [] for sign in (left, right)]
    return element("mrow", parts=[*brackets[0], *inside, *brackets[1]])


def set_forms(elements: Sequence[Element], before: Element | None = None) -> None:
    """Tell the signs of a row, as in −w, from its operators, as in a − w, where their place alone does not say it.

    `before` is what is read before a row that is only a part of what is read.
    """
    for place, sign in enumerate(elements):
        if sign.tag == "mo" and sign.text in {"+", "−", "±"}:
            previous = elements[place - 1] if place else before
            form = "prefix" if previous is None or _is_operator(previous) else "infix"
            sign.attrib.pop("form", None)
            if form != _form_by_place(place, len(elements)) and len(elements) > 1:
                sign.set("form", form)


def _form_by_place(place: int, count: int) -> str:
    return "prefix" if place == 0 else "postfix" if place == count - 1 else "infix"


def _is_operator(previous: Element) -> bool:
    return previous.tag == "mo" and (previous.text or "")[-1:] not in CLOSING
