"""Looks ahead, in tokens that are not parsed yet: what a definition defines, how far an exponent goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograd.formulas.functions import SPELLINGS
from autograd.formulas.tokens import BRACKETED, Token

__all__ = ["Head", "exponent_end", "head_at", "is_group"]


@dataclass(frozen=True, slots=True)
class Head:
    """The left side of a definition, and how many tokens it has with its ``=``; empty by default."""

    name: str | None = None
    parameters: tuple[str, ...] = ()
    length: int = 0


def head_at(tokens: Sequence[Token], place: int) -> Head | None:
    """Return the head of the definition that begins here, ``y =`` or ``f(x, y) =``; None for a formula alone."""
    if tokens[place].kind != "name" or place + 1 == len(tokens):
        return None
    name = tokens[place].text
    if tokens[place + 1].text == "=":
        return Head(name, (), 2)
    parameters: list[str] = []
    at = place + 1
    while tokens[at].text == ("," if parameters else "(") and tokens[at + 1].kind == "name":
        parameters.append(tokens[at + 1].text)
        at += 2
    is_head = parameters and tokens[at].text == ")" and tokens[at + 1].text == "="
    return Head(name, tuple(parameters), at + 2 - place) if is_head else None


def exponent_end(tokens: Sequence[Token], place: int) -> int:
    """Return the place after the exponent that begins here, ``²``, ``^-1``, ``^{n+1}``; the same place for none."""
    if tokens[place].kind == "raised":
        return place + 1
    if tokens[place].text != "^":
        return place
    at = place + 1 + (tokens[place + 1].text in ("+", "-"))
    if tokens[at].text in BRACKETED:
        return _after_closing(tokens, at) or place
    return at + 1 if tokens[at].kind in ("number", "name") else place


def is_group(tokens: Sequence[Token], place: int) -> bool:
    """Whether a definition's right side, which begins here, is a softmax alone, without the number of an output."""
    op = SPELLINGS.get(tokens[place].text)
    if op is None or op.takes != ("index",) or tokens[place + 1].text != "(":
        return False
    after = _after_closing(tokens, place + 1)
    return after is not None and tokens[after].kind == "end"


def _after_closing(tokens: Sequence[Token], opening: int) -> int | None:
    """The place after what closes the bracket here; None where nothing does."""
    depth = 0
    for place in range(opening, len(tokens)):
        text = tokens[place].text
        depth += (text in BRACKETED) - (text in BRACKETED.values())
        if tokens[place].kind == "end":
            return None
        if depth == 0:
            return place + 1
    return None
