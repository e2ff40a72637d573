"""Messages about a text that is no formula: what is wrong with it, and what to write instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from autograd.errors import ReadError
from autograd.formulas.functions import BRACKETS, FUNCTIONS, SPELLINGS
from autograd.formulas.tokens import BRACKETED, Token
from autograd.ops import TABLE
from autograd.text.names import nearest, printable, shorten

__all__ = ["ambiguous", "inverse", "juxtaposed", "unclosed", "unexpected", "unknown_operation"]

_CALLED = {"∑": "total(…)", "∏": "product(…)", "‖": "norm(…)"}
"""Signs for what is written as a call here."""


class Place(Protocol):
    """The parser, as far as a complaint looks at it."""

    text: str
    tokens: list[Token]
    place: int
    bare: dict[int, tuple[str, str]]
    values: set[str]

    def error(self, message: str, token: Token | None = None) -> ReadError: ...


def unclosed(at: Place, opening: Token, sign: str) -> ReadError:
    """Return what is said of a bracket that nothing closes."""
    if at.tokens[at.place].kind == "end":
        return at.error(f"the {opening.text!r} here is not closed; add {sign!r}.", opening)
    return unexpected(at)


def juxtaposed(at: Place) -> ReadError:
    """Return what is said of two operands side by side."""
    before, here = at.tokens[at.place - 1], at.tokens[at.place]
    both = at.text[before.at : here.at] + here.text
    shown = printable(shorten(both, 40))
    left, right = _as_written(before), _as_written(here)
    if at.place in at.bare:
        name, exponent = (printable(shorten(part, 20)) for part in at.bare[at.place])
        operand = "…" if right == "(…)" else right
        return at.error(f"{shown!r} has no operation between its parts; write {name}({operand}){exponent}.")
    if here.is_fraction and before.kind == "number":
        return at.error(f"{shown!r} is not a number; write ({left} + {right}).", before)
    if _is_torn(before, here, both):
        return at.error(f"{shown!r} is not a number.", before)
    if here.text == "{" and before.text.endswith("_"):
        return at.error("a subscript in { } has letters, digits and _ only; write for example x_12.")
    return at.error(f"{shown!r} has no operation between its parts; write {left}*{right}.")


def _is_torn(before: Token, here: Token, both: str) -> bool:
    """Whether two tokens look like one number: 1.2.3, 1_000, 0x10."""
    if before.kind != "number" or " " in both:
        return False
    return here.kind == "number" or here.text[0] == "_" or (before.text == "0" and here.kind == "name")


def ambiguous(at: Place, operator: Token) -> ReadError:
    """Return what is said of a product without a sign that begins in a divisor or an exponent: 1/2x, e^-2x."""
    here = at.tokens[at.place]
    sign, right = operator.text, _as_written(here)
    first = next(token for token in at.tokens if token.at > operator.at)
    left = " ".join(at.text[first.at : here.at].split())
    left = printable(left) if len(left) <= 20 else "(…)"
    shown = f"{sign}{left}{'…' if _is_bracket(here) else right}"
    apart = f"…{sign}{left}*{right}" if sign == "^" else f"(…{sign}{left})*{right}"
    return at.error(f"{shown!r} may mean {apart} or …{sign}({left}*{right}); write the one you mean.")


def inverse(at: Place, name: Token, exponent: Sequence[Token]) -> ReadError:
    """Return what is said of sin^-1(x), which two people read in two ways; so is f^2(x) of a function f."""
    called = printable(shorten(name.text, 40))
    raised = "".join(token.text for token in exponent)
    shown = f"{called}{printable(shorten(raised, 20))}(…)"
    is_inverse = raised.strip("^(){}") in ("-1", "⁻¹")
    arc = next((arc for arc in (f"a{name.text}", f"ar{name.text}") if arc in SPELLINGS), "")
    if is_inverse:
        readings = [f"{arc}(…)", f"1/{called}(…)"] if arc else [f"1/{called}(…)"]
    else:
        readings = [f"{called}(…){printable(shorten(raised, 20))}", f"{called}({called}(…))"]
    if len(readings) == 1:
        return at.error(f"{shown!r} may mean an inverse function; write {readings[0]} for one divided by it.", name)
    return at.error(f"{shown!r} may mean {' or '.join(readings)}; write the one you mean.", name)


def unknown_operation(at: Place, name: Token) -> ReadError:
    """Return what is said of a name that is called and is no operation."""
    shown = printable(shorten(name.text, 40))
    may_be_slip = len(name.text) > 2 and name.text not in at.values
    near = nearest(name.text, [*TABLE, *FUNCTIONS]) if may_be_slip else ""
    hint = f"; {near}" if near.startswith("did") else "."
    return at.error(f"{shown} is not an operation{hint} To multiply, write {shown}*(…).", name)


def unexpected(at: Place) -> ReadError:
    """Return what is said of a token that cannot stand where it does."""
    token, before = at.tokens[at.place], at.tokens[at.place - 1].text if at.place else ""
    if token.kind == "end":
        return at.error("the formula ends here, where a number, a name or '(' is missing.")
    match token.text:
        case "," | ")" | "}" if before in ("(", ",", "{"):
            return at.error("an operand is missing here.")
        case ")" | "}" as sign:
            opening = next(one for one, closing in BRACKETED.items() if closing == sign)
            return at.error(f"this {sign!r} closes nothing; add {opening!r} before it or take it away.")
        case ",":
            return at.error("',' stands between operands of a call; a decimal number has a point, 0.35.")
        case "=":
            return at.error("'=' stands after one name only, or after f(x); write name = formula.")
        case sign if sign in _CALLED:
            return at.error(f"{sign!r} cannot stand here; write {_CALLED[sign]} with operands between commas.")
        case _:
            shown = printable(shorten(token.text, 40)).replace("\n", "\\n")
            return at.error(f"{shown!r} cannot stand here; a number, a name or one of + - * / ^ ( ) is expected.")


def _is_bracket(token: Token) -> bool:
    return token.text in BRACKETED or token.text in BRACKETED.values() or token.text in BRACKETS


def _as_written(token: Token) -> str:
    """What a message shows of a part of a formula: something raised has something before it."""
    if token.text in BRACKETED or token.text in BRACKETED.values():
        return "(…)"
    for opening, ((closing, _), *_) in BRACKETS.items():
        if token.text in (opening, closing[-1]):
            return f"{opening}…{''.join(closing)}"
    text = printable(shorten(token.text, 20))
    return f"…{text}" if token.kind == "raised" else text
