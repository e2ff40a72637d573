"""A Pratt parser, from the tokens of a formula to its postfix order. Nothing is computed here."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from autograd.errors import ReadError
from autograd.formulas.tokens import Token, located, tokens_of
from autograd.ops import TABLE, Op
from autograd.ops.arithmetic import add, divide, multiply, negate, subtract
from autograd.ops.elementary import power
from autograd.ops.notation import Binding
from autograd.text.names import nearest, printable, shorten

__all__ = ["Call", "Definition", "Name", "Number", "Step", "definitions"]

LONGEST, DEEPEST, MOST_OPERANDS = 20_000, 100, 200
"""Characters of a text, expressions inside expressions, operands of one call."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a formula, and where it stands."""

    value: float
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a formula, and where it stands."""

    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """An operation on the `count` operands before it, and where it stands."""

    op: Op
    count: int
    at: int


Step: TypeAlias = Number | Name | Call


@dataclass(frozen=True, slots=True)
class Definition:
    """``name = formula``; the name is None for a formula alone, the steps are its postfix order."""

    name: str | None
    steps: tuple[Step, ...]
    at: int


def definitions(text: str) -> tuple[Definition, ...]:
    """Return the definitions of a text, without any number for its names; a ReadError says where it is no formula."""
    if len(text) > LONGEST:
        raise ReadError(f"the formula has {len(text)} characters; at most {LONGEST} are read.")
    return tuple(_Parser(text).definitions())


_DIGITS = frozenset("0123456789.")

_SUM, _PRODUCT, _PREFIX, _POWER, _ = Binding
_INFIX: Mapping[str, tuple[Binding, Binding, Op]] = {
    "+": (_SUM, _PRODUCT, add),
    "-": (_SUM, _PRODUCT, subtract),
    "*": (_PRODUCT, _PREFIX, multiply),
    "/": (_PRODUCT, _PREFIX, divide),
    "^": (_POWER, _POWER, power),
}
"""How strongly an operator binds, how strongly its right operand must bind, and the row."""


class _Parser:
    """Reads definitions token by token; `steps` grows in postfix order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(tokens_of(text))
        self.place = 0
        self.depth = 0
        self.steps: list[Step] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.place]

    def next(self) -> Token:
        """The token here; goes on to the one after it."""
        token = self.token
        self.place += self.place < len(self.tokens) - 1
        return token

    def error(self, message: str, token: Token | None = None) -> ReadError:
        return located(self.text, (token or self.token).at, message)

    def definitions(self) -> Iterator[Definition]:
        seen: set[str | None] = set()
        last = len(self.tokens) - 1
        while True:
            while self.token.kind == "end" and self.place < last:
                self.place += 1
            if self.place == last:
                break
            definition = self.definition()
            if definition.name in seen:
                raise located(self.text, definition.at, f"{printable(str(definition.name))} is defined twice.")
            seen |= {definition.name} - {None}
            yield definition
        if all(token.kind == "end" for token in self.tokens):
            raise self.error("there is no formula; write for example y = w*x + b.")

    def definition(self) -> Definition:
        start, name = self.token, None
        if start.kind == "name" and self.tokens[self.place + 1].text == "=":
            name = self.next().text
            self.next()
        self.steps = []
        self.expression(_SUM)
        if self.token.kind != "end":
            raise self.unexpected()
        return Definition(name, tuple(self.steps), start.at)

    def expression(self, weakest: Binding) -> None:
        """An operand, and the operators after it that bind at least so strongly."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(f"expressions stand more than {DEEPEST} deep inside each other; name a part of it.")
        self.operand()
        while True:
            token = self.token
            if token.kind == "raised" and weakest <= _POWER:
                self.number(self.next())
                self.steps.append(Call(power, 2, token.at))
                continue
            left, right, op = _INFIX.get(token.text, (None, _SUM, add))
            if left is None or left < weakest:
                break
            self.next()
            self.expression(right)
            self.steps.append(Call(op, 2, token.at))
        if token.starts_an_operand:
            raise self.juxtaposed()
        self.depth -= 1

    def operand(self) -> None:
        token = self.next()
        if token.kind == "number":
            self.number(token)
        elif token.kind == "name" and self.token.text == "(":
            self.call(token)
        elif token.kind == "name":
            self.steps.append(Name(token.text, token.at))
        elif token.text in ("-", "+"):
            self.expression(_PREFIX)
            self.steps += [Call(negate, 1, token.at)] if token.text == "-" else []
        elif token.text == "(":
            self.expression(_SUM)
            self.closing(")", token)
        elif token.text in BRACKETS:
            self.expression(_SUM)
            self.steps.append(Call(self.bracketed(token), 1, token.at))
        else:
            self.place -= token is not self.token
            raise self.unexpected()

    def number(self, token: Token) -> None:
        if math.isinf(token.number):
            raise self.error(f"{shorten(token.text, 40)} is too large for a float (at most about 1.8e308).", token)
        self.steps.append(Number(token.number, token.at))
        if token.text == "½" and self.token.starts_an_operand:  # as one writes ½(target − out)²
            self.expression(_PREFIX)
            self.steps.append(Call(multiply, 2, token.at))

    def call(self, name: Token) -> None:
        op = self.row(name)
        opening, count = self.next(), 0
        while self.token.text != ")" or count:
            self.expression(_SUM)
            count += 1
            if self.token.text != ",":
                break
            self.next()
        self.closing(")", opening)
        if count > MOST_OPERANDS:
            raise self.error(f"{op.name} is given {count} operands; at most {MOST_OPERANDS} are read.", name)
        takes = 0 if op.static else len(op.takes)
        if op.arity is not None and count != op.arity + takes:
            more = "".join(f" and {static}" for static in op.takes[:takes])
            raise self.error(f"{op.name} takes {op.arity} operand(s){more} but is given {count}.", name)
        if op.static.get("index", -1) >= count:
            raise self.error(f"{name.text} does not exist: {op.name} of {count} operand(s) has as many outputs.", name)
        self.steps.append(Call(op, count, name.at))

    def row(self, name: Token) -> Op:
        """The operation of a name, a symbol or another spelling; ``softmax2`` is the second output of a softmax."""
        if name.text in SPELLINGS:
            op = SPELLINGS[name.text]
            if op.takes == ("index",):
                raise self.error(f"{op.name} needs the number of its output: write {op.name}1(…), {op.name}2(…).", name)
            return op
        base = name.text.rstrip("0123456789")
        output, numbered = name.text[len(base) :][:4], SPELLINGS.get(base)  # an int of thousands of digits is refused
        if numbered and numbered.takes == ("index",) and 0 < int(output) <= MOST_OPERANDS:
            return numbered.bind(index=int(output) - 1)
        shown = printable(shorten(name.text, 40))
        near = nearest(name.text, TABLE) if len(name.text) > 2 else ""
        hint = f"; {near}" if near.startswith("did") else "."
        raise self.error(f"{shown} is not an operation{hint} To multiply, write {shown}*(…).", name)

    def bracketed(self, opening: Token) -> Op:
        """The operation that is written around its operand, by what stands after that: |x|, ⌊x⌋, [x > 0]."""
        for closing, op in BRACKETS[opening.text]:
            here = self.tokens[self.place : self.place + len(closing)]
            if [token.text for token in here] == closing:
                self.place += len(closing)
                return op
        raise self.unclosed(opening, BRACKETS[opening.text][0][0][-1])

    def closing(self, sign: str, opening: Token) -> None:
        if self.token.text != sign:
            raise self.unclosed(opening, sign)
        self.next()

    def unclosed(self, opening: Token, sign: str) -> ReadError:
        if self.token.kind == "end":
            return self.error(f"the {opening.text!r} here is not closed; add {sign!r}.", opening)
        return self.unexpected()

    def juxtaposed(self) -> ReadError:
        before, here = self.tokens[self.place - 1], self.token
        left, right = (_as_written(token) for token in (before, here))
        both = self.text[before.at : here.at] + here.text
        if both[0] in _DIGITS and here.kind != "name" and " " not in both and not right.startswith("("):
            return self.error(f"{printable(shorten(both, 40))!r} is not a number.", before)
        write = f"{left}({right})" if before.kind == "name" and before.text in SPELLINGS else f"{left}*{right}"
        return self.error(f"{printable(shorten(both, 40))!r} has no operation between its parts; write {write}.")

    def unexpected(self) -> ReadError:
        token = self.token
        if token.kind == "end":
            return self.error("the formula ends here, where a number, a name or '(' is missing.")
        match token.text:
            case "," | ")" if self.tokens[self.place - 1].text in ("(", ","):
                return self.error("an operand is missing here.")
            case ")":
                return self.error("this ')' closes nothing; add '(' before it or take it away.")
            case ",":
                return self.error("',' stands between operands of a call; a decimal number has a point, 0.35.")
            case "=":
                return self.error("'=' stands after one name only; write name = formula.")
            case _:
                shown = printable(shorten(token.text, 40)).replace("\n", "\\n")
                return self.error(f"{shown!r} cannot stand here; a number, a name or one of + - * / ^ ( ) is expected.")


def _as_written(token: Token) -> str:
    """What a message shows of a part of a formula: something raised has something before it."""
    text = "(…)" if token.text in ("(", ")") else printable(shorten(token.text, 20))
    return f"…{text}" if token.kind == "raised" else text


def _brackets() -> dict[str, list[tuple[list[str], Op]]]:
    """For each sign that opens an operation written around its operand: what closes it, and the operation."""
    brackets: dict[str, list[tuple[list[str], Op]]] = {}
    for op in TABLE.values():
        opening, operand, closing = str(op.shown.notation.text).partition("{}")
        if operand and len(opening) == 1 and closing and not closing.isalnum():
            signs = [token.text for token in tokens_of(closing)][:-1]
            brackets.setdefault(opening, []).append((signs, op))
    return brackets


BRACKETS = _brackets()

_PLAIN_LAST = sorted(TABLE.values(), key=lambda op: (not op.takes, op.shown.expansion is None))
"""Of rows that share a symbol the last one has it: max is that of two operands, and Σ the plain sum."""

SPELLINGS: Mapping[str, Op] = (
    {op.shown.notation.symbol: op for op in _PLAIN_LAST}
    | {spelling: op for op in TABLE.values() for spelling in op.shown.spellings}
    | dict(TABLE)
)
"""Every operation by all its names."""
