"""The line that a person shows: its value from its printed numbers, and how far their rounding can move it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from autograd import ReadError, Value, add, multiply, negate, subtract, topological_order, total
from autograd.formulas.tokens import BRACKETED, Token, located, tokens_of
from verify.claims.trainings import partials_of
from verify.claims.typed import names_in, value_of
from verify.claims.written import WrittenNumber, written_number

__all__ = ["Working", "numbers_in", "read_working"]

LINEAR = (add, subtract, multiply, negate, total)


@dataclass(frozen=True, slots=True)
class Working:
    """A line of working: L, what it gives, and the slope ∂L/∂x for each of its distinct numbers, the literals.

    In its formula names stand for these numbers. Its spread is s = Σ |∂L/∂x| · u_x/2 over the inexact ones. It is
    linear where it only multiplies, adds and subtracts, each number once.
    """

    text: str
    value: float
    spread: float
    literals: tuple[WrittenNumber, ...]
    formula: str
    numbers: Mapping[str, float]
    slopes: tuple[float, ...]
    is_linear: bool

    @property
    def output(self) -> Value:
        """The line as a graph; its numbers are called as they are written."""
        places = list(self.numbers)[len(self.numbers) - len(self.literals) :]
        names = dict(zip(places, (number.text for number in self.literals), strict=True))
        leaves = {name: Value(number, names.get(name, name)) for name, number in self.numbers.items()}
        return value_of(self.formula, leaves)

    def corrected(self, true: Mapping[float, float]) -> float:
        """Return what the line gives with other numbers for some of its own; a ReadError where it has no value then."""
        changed = {name: true.get(number, number) for name, number in self.numbers.items()}
        return value_of(self.formula, changed).data


def read_working(text: str, names: Mapping[str, float]) -> Working:
    """Return a line of working, a formula of numbers, with names where the person wrote them.

    Copies of one number move together. Whole numbers are exact, and so are those that are just the true number of
    a name in `names`: what is given, and 0.3775 where nothing is rounded. A ReadError has the place of a mistake.

    Examples
    --------
    >>> working = read_working("0.741 * 0.187 * 0.593", {})
    >>> round(working.value, 6), round(working.spread, 6)
    (0.08217, 0.000344)
    """
    if "=" in text:
        raise located(text, text.index("="), "working is one line without '='; write what stands before the result.")
    used = {name: names[name] for name in names_in(text) if name in names}
    result = value_of(text, used).data  # what is wrong is shown in the person's own words
    if not math.isfinite(result):
        raise located(text, 0, f"this line gives {result}, and nobody can work that out.")
    formula, literals = _with_names(text, used)
    numbers = {_name(place, used): number.value for place, number in enumerate(literals)}
    output = value_of(formula, {**used, **numbers})
    partials = {value.name: slope for value, slope in partials_of(output).items() if value.name in numbers}
    slopes = tuple(partials.get(name, 0.0) for name in numbers)
    spread = sum(
        abs(slope) * number.unit / 2.0
        for slope, number in zip(slopes, literals, strict=True)
        if slope and not _is_exact(number, names.values())
    )
    return Working(text, output.data, spread, literals, formula, {**used, **numbers}, slopes, _is_linear(output))


def _with_names(text: str, taken: Collection[str]) -> tuple[str, tuple[WrittenNumber, ...]]:
    """A line with names in the place of its numbers, and these numbers."""
    places: dict[str, int] = {}
    parts, done = [], 0
    tokens = list(tokens_of(text))
    for place, token in enumerate(tokens):
        if _is_literal(token) and not _is_exponent(tokens, place):
            name = _name(places.setdefault(token.text, len(places)), taken)
            is_root = tokens[place - 1].text in ("√", "∛")
            is_factor = tokens[place + 1].starts_an_operand  # of a product without a sign
            parts += [text[done : token.at], f"({name})" if is_root else name, " " if is_factor else ""]
            done = token.at + len(token.text)
    return "".join([*parts, text[done:]]), tuple(map(written_number, places))


def _is_literal(token: Token) -> bool:
    return token.kind == "number" and not token.is_fraction


def _is_exponent(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number is an exponent, which is none of those that were worked out: x^2, x^{2}."""
    before = [token.text for token in tokens[max(0, place - 2) : place]]
    is_closed = tokens[place + 1].text in BRACKETED.values()
    return before[-1:] == ["^"] or (is_closed and before in (["^", "{"], ["^", "("]))


def _is_linear(output: Value) -> bool:
    values = topological_order(output)
    used = Counter(parent for value in values for parent in value.parents if parent.name is not None)
    return all(value.op is None or value.op in LINEAR for value in values) and max(used.values(), default=0) < 2


def numbers_in(text: str) -> list[WrittenNumber]:
    """Return the numbers in a text, without their signs.

    Examples
    --------
    >>> [number.text for number in numbers_in("-(0.01 - out_o1)^2 * 8e-2")]
    ['0.01', '2', '8e-2']
    """
    numbers = []
    for token in filter(_is_literal, tokens_of(text)):
        with suppress(ReadError):
            numbers.append(written_number(token.text))
    return numbers


def _name(place: int, taken: Collection[str]) -> str:
    name = f"n{place}"
    while name in taken:
        name += "_"
    return name


def _is_exact(number: WrittenNumber, known: Iterable[float]) -> bool:
    if number.unit >= 1.0 or number.value == 0.5:  # one half is a factor far more often than it is rounded
        return True
    return any(math.isclose(number.value, abs(other), rel_tol=1e-12) for other in known)
