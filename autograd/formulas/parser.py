"""A Pratt parser, from the tokens of a formula to its postfix order. Nothing is computed here."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

from autograd.errors import ReadError
from autograd.formulas.complaints import ambiguous, inverse, juxtaposed, unclosed, unexpected, unknown_operation
from autograd.formulas.functions import BRACKETS, FUNCTIONS, SPELLINGS, Function, for_count
from autograd.formulas.heads import Head, exponent_end, head_at, is_group
from autograd.formulas.steps import Call, Definition, Name, Number, Products, Use
from autograd.formulas.tokens import BRACKETED, Token, located, tokens_of
from autograd.ops import Op
from autograd.ops.arithmetic import add, divide, multiply, negate, subtract
from autograd.ops.elementary import power
from autograd.ops.notation import Binding
from autograd.text.names import plain, printable, shorten

__all__ = ["DEEPEST", "Parser"]

DEEPEST, MOST_OPERANDS = 100, 200
"""Expressions inside expressions, operands of one call."""

_SUM, _PRODUCT, _PREFIX, _POWER, _ = Binding
_INFIX: Mapping[str, tuple[Binding, Binding, Op]] = {
    "+": (_SUM, _PRODUCT, add),
    "-": (_SUM, _PRODUCT, subtract),
    "*": (_PRODUCT, _PREFIX, multiply),
    "/": (_PRODUCT, _PREFIX, divide),
    "^": (_POWER, _POWER, power),
}
"""How strongly an operator binds, how strongly its right operand must bind, and the row."""


class Parser:
    """Reads definitions token by token; `steps` grows in postfix order.

    `values` are the names that stand for numbers, given and defined. `bare` has the names of operations that are not
    applied to anything, by the place after them and after an exponent, with that exponent.
    """

    def __init__(self, text: str, products: Products, given: Collection[str]) -> None:
        self.text = text
        self.tokens = list(tokens_of(text))
        self.products = products
        starts = [0, *(place + 1 for place, token in enumerate(self.tokens[:-1]) if token.kind == "end")]
        heads = [head_at(self.tokens, place) for place in starts]
        self.functions = {head.name: len(head.parameters) for head in heads if head and head.parameters}
        self.values = {head.name for head in heads if head and head.name and not head.parameters} | set(given)
        self.parameters: tuple[str, ...] = ()
        self.place = 0
        self.depth = 0
        self.steps: list[Number | Name | Call | Use] = []
        self.open: list[str] = []
        self.bare: dict[int, tuple[str, str]] = {}
        self.group = -1

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
        start, head = self.token, head_at(self.tokens, self.place) or Head()
        self.place += head.length
        self.parameters = head.parameters
        if len(set(head.parameters)) < len(head.parameters):
            raise self.error("two parameters of a function have one name.", start)
        self.steps = []
        self.group = self.token.at if head.name and not head.parameters and is_group(self.tokens, self.place) else -1
        self.expression(_SUM)
        if self.token.kind != "end":
            raise unexpected(self)
        return Definition(head.name, tuple(self.steps), start.at, head.parameters)

    def expression(self, weakest: Binding) -> None:
        """An operand, and the operators after it that bind at least so strongly."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(f"expressions stand more than {DEEPEST} deep inside each other; name a part of it.")
        self.operand()
        operator = self.token
        while True:
            token = self.token
            if token.kind == "raised" and weakest <= _POWER:
                self.raised(self.next())
                continue
            is_product = self.begins_an_operand
            left, right, op = _INFIX.get("*" if is_product else token.text, (_SUM, _SUM, None))
            if op is None or left < weakest:
                break
            if is_product:
                self.require_product(operator)
            else:
                operator = self.next()
            self.expression(right)
            self.steps.append(Call(op, 2, token.at))
        self.depth -= 1

    @property
    def begins_an_operand(self) -> bool:
        """Whether an operand begins here and not an operator; ``|`` closes what it has opened."""
        is_bar = self.token.text == "|" and self.open[-1:] != ["|"]
        return is_bar or self.token.starts_an_operand

    def require_product(self, operator: Token) -> None:
        """Refuse two operands side by side, unless that is read as a product and can only be one."""
        here = self.token
        is_hex = self.tokens[self.place - 1].text == "0" and here.kind == "name" and not self.is_apart  # 0x10
        if self.place in self.bare or here.kind == "number" or is_hex:
            raise juxtaposed(self)
        if operator.text == "/" or (operator.text == "^" and self.may_be_raised):
            raise ambiguous(self, operator)
        if self.products is Products.WRITTEN:
            raise juxtaposed(self)

    @property
    def is_apart(self) -> bool:
        """Whether a space stands before the token here."""
        return self.text[self.token.at - 1].isspace()

    @property
    def may_be_raised(self) -> bool:
        """Whether what stands behind an exponent may belong to it: x^2y, but not x^2 y, x^2(y), x^(2)y."""
        before = self.tokens[self.place - 1]
        is_factor = before.kind == "number" and self.token.kind != "name"
        return not (self.is_apart or is_factor or before.text in BRACKETED.values())

    def operand(self) -> None:
        token = self.next()
        if token.kind == "number":
            self.number(token)
        elif token.kind == "name":
            self.named(token)
        elif token.text in ("-", "+"):
            self.expression(_PREFIX)
            self.steps += [Call(negate, 1, token.at)] if token.text == "-" else []
        elif token.text in BRACKETED:
            self.within(token)
        elif token.text in BRACKETS:
            self.open.append(token.text)
            self.expression(_SUM)
            self.open.pop()
            self.steps.append(Call(self.bracketed(token), 1, token.at))
        else:
            self.place -= token is not self.token
            raise unexpected(self)

    def within(self, opening: Token) -> None:
        """What stands in parentheses or braces."""
        self.open.append(opening.text)
        self.expression(_SUM)
        self.open.pop()
        self.closing(BRACKETED[opening.text], opening)

    def number(self, token: Token) -> None:
        if math.isinf(token.number):
            raise self.error(f"{shorten(token.text, 40)} is too large for a float (at most about 1.8e308).", token)
        self.steps.append(Number(token.number, token.at))
        if token.is_fraction and self.begins_an_operand:  # ½(target − out)²
            self.expression(_PREFIX)
            self.steps.append(Call(multiply, 2, token.at))

    def raised(self, token: Token) -> None:
        """An exponent that is written raised: x², xⁿ, x⁻¹."""
        if token.is_letters:
            self.steps.append(Name(plain(token.letters), token.at))
            self.steps += [Call(negate, 1, token.at)] if token.text.startswith("⁻") else []
        else:
            self.number(token)
        self.steps.append(Call(power, 2, token.at))

    def named(self, name: Token) -> None:
        """A name and what stands behind it: the operands of a call, an exponent and these, √2."""
        end = exponent_end(self.tokens, self.place)
        is_operation = self.is_operation(name.text)
        if self.token.text == "(" and self.is_called(name):
            self.call(name)
        elif is_operation and end > self.place and self.tokens[end].text == "(":
            self.powered(name, end)
        elif name.text in ("√", "∛") and self.token.kind == "number":
            self.steps += [Number(self.token.number, self.next().at), Call(SPELLINGS[name.text], 1, name.at)]
        else:
            if name.text.endswith("]") and name.text[name.text.index("[") + 1] == "0":
                raise self.error(f"{name.text} does not exist: outputs are counted from 1.", name)
            exponent = "".join(token.text for token in self.tokens[self.place : end])
            if is_operation:
                self.bare |= dict.fromkeys({self.place, end}, (name.text, exponent))
            self.steps.append(Name(name.text, name.at, exponent, self.token.text == "("))

    def is_operation(self, name: str) -> bool:
        """Whether a name is that of an operation or a function, and not of a number."""
        if name in self.values or name in self.parameters:
            return False
        return name in self.functions or name in SPELLINGS or name in FUNCTIONS

    def is_called(self, name: Token) -> bool:
        """Whether a name before a parenthesis is called; where products are implied, others are multiplied."""
        if name.text in self.functions or self.products is Products.WRITTEN:
            return True
        if name.text in self.values or name.text in self.parameters:
            return False
        return self.operation(name.text) is not None

    def powered(self, name: Token, end: int) -> None:
        """``sin²(x)``, ``sin^2(x)``: the call first, then its exponent, which stands before."""
        exponent, start = self.tokens[self.place : end], self.place
        if name.text in self.functions or "".join(one.text for one in exponent).strip("^(){}") in ("-1", "⁻¹"):
            raise inverse(self, name, exponent)
        self.place = end
        self.call(name)
        after, self.place = self.place, start
        if self.token.kind == "raised":
            self.raised(self.next())
        else:
            self.exponent(self.next())
        self.place = after

    def exponent(self, caret: Token) -> None:
        """What stands between ``sin^`` and ``(x)``: a number or a name with a sign, or anything in brackets."""
        sign = self.next() if self.token.text in ("+", "-") else caret
        token = self.next()
        if token.kind == "number":
            self.steps.append(Number(token.number, token.at))
        elif token.kind == "name":
            self.steps.append(Name(token.text, token.at))
        else:
            self.within(token)
        self.steps += [Call(negate, 1, sign.at)] if sign.text == "-" else []
        self.steps.append(Call(power, 2, caret.at))

    def call(self, name: Token) -> None:
        made = None if name.text in self.functions else self.row(name)
        called = printable(shorten(name.text, 40)) if made is None else made.name
        count = self.operands(self.next())
        if count > MOST_OPERANDS:
            raise self.error(f"{called} is given {count} operands; at most {MOST_OPERANDS} are read.", name)
        if isinstance(made, Op):
            self.steps.append(Call(self.row_for(made, count, name), count, name.at))
            return
        takes = self.functions[name.text] if made is None else 1
        if count != takes:
            raise self.error(f"{called} takes {takes} operand(s) but is given {count}.", name)
        self.steps.append(Use(name.text, count, name.at) if made is None else Call(made, count, name.at))

    def row_for(self, op: Op, count: int, name: Token) -> Op | Function:
        """What a row is called as with so many operands."""
        called = for_count(op, count)
        if called is None:
            more = "".join(f" and {static}" for static in op.takes if not op.static)
            raise self.error(f"{op.name} takes {op.arity} operand(s){more} but is given {count}.", name)
        if op.static.get("index", -1) >= count:
            raise self.error(f"{name.text} does not exist: {op.name} of {count} operand(s) has as many outputs.", name)
        return called

    def operands(self, opening: Token) -> int:
        """The operands of a call up to its closing parenthesis; how many there are."""
        self.open.append(opening.text)
        count = 0
        while self.token.text != ")" or count:
            self.expression(_SUM)
            count += 1
            if self.token.text != ",":
                break
            self.next()
        self.open.pop()
        self.closing(")", opening)
        return count

    def row(self, name: Token) -> Op | Function:
        """The operation of a name, a symbol or another spelling; ``softmax2`` is the second output of a softmax."""
        op = self.operation(name.text)
        if op is None:
            raise unknown_operation(self, name)
        if isinstance(op, Op) and op.takes == ("index",) and not op.static and name.at != self.group:
            raise self.error(f"{op.name} needs the number of its output: write {op.name}1(…), {op.name}2(…).", name)
        return op

    @staticmethod
    def operation(name: str) -> Op | Function | None:
        """The operation of a name; None where it is none."""
        if name in SPELLINGS or name in FUNCTIONS:
            return SPELLINGS.get(name) or FUNCTIONS[name]
        base = name.rstrip("0123456789")
        output, numbered = name[len(base) :][:4], SPELLINGS.get(base)  # an int of thousands of digits is refused
        if numbered and numbered.takes == ("index",) and 0 < int(output) <= MOST_OPERANDS:
            return numbered.bind(index=int(output) - 1)
        return None

    def bracketed(self, opening: Token) -> Op:
        """The operation that is written around its operand, by what stands after that: |x|, ⌊x⌋, [x > 0]."""
        for closing, op in BRACKETS[opening.text]:
            here = self.tokens[self.place : self.place + len(closing)]
            if [token.text for token in here] == closing:
                self.place += len(closing)
                return op
        raise unclosed(self, opening, BRACKETS[opening.text][0][0][-1])

    def closing(self, sign: str, opening: Token) -> None:
        if self.token.text != sign:
            raise unclosed(self, opening, sign)
        self.next()
