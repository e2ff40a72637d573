"""The line that a person shows: its value from its printed numbers, and how far their rounding can move it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from autograd import ReadError, Value, add, multiply, negate, subtract, topological_order, total
from autograd.formulas.reading import parse, variables
from autograd.formulas.tokens import located
from autograd.text.names import plain
from verify.claims.trainings import partials_of
from verify.claims.written import WrittenNumber, written_number

__all__ = ["Working", "numbers_in", "read_working"]

_LITERAL = re.compile(r"(?<![\w.])(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-−]?[0-9]+)?(?![\w.])", re.ASCII)


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
        return parse(self.formula, leaves)

    def corrected(self, true: Mapping[float, float]) -> float:
        """Return what the line gives with other numbers for some of its own; a ReadError where it has no value then."""
        changed = {name: true.get(number, number) for name, number in self.numbers.items()}
        return parse(self.formula, changed).data


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
    plain_text = plain(text)
    used = {name: names[name] for name in variables(plain_text) if name in names}
    parse(plain_text, used)  # what is wrong is shown in the person's own words
    formula, literals = _with_names(plain_text, used)
    numbers = {_name(place, used): number.value for place, number in enumerate(literals)}
    output = parse(formula, {**used, **numbers})
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

    def named(match: re.Match[str]) -> str:
        if text[: match.start()].rstrip().endswith(("^", "**")):
            return match[0]  # an exponent is none of the numbers that were worked out
        return _name(places.setdefault(match[0], len(places)), taken)

    formula = _LITERAL.sub(named, text)
    return formula, tuple(map(written_number, places))


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
    for match in _LITERAL.finditer(plain(text)):
        with suppress(ReadError):
            numbers.append(written_number(match[0]))
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
