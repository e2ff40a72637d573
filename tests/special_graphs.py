"""Random graphs over the whole table, with the numbers that break rules: zeros, ties, ends of the range, kinks.

One graph in ten stands on a kink: its leaves are small multiples of ¼, so that a tie is one in floats and in exact
arithmetic alike, and what has the kink stands inside functions that make it smooth, or do not.
"""

import math
import random
from collections.abc import Callable, Sequence
from typing import TypeAlias

from random_graphs import DIFFERENTIATED, Program

from autograd import TABLE, DomainError, Op, Value

__all__ = ["KINKED_ONE_IN", "drawn"]

KINKED_ONE_IN = 10

SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0, 1e-8, -1e-8, 1e8, 1e-300, -1e-300)
EXPONENTS = (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, -2.0)
LARGEST = 1e20

Operand: TypeAlias = int | float
"""The place of a value, or a plain number."""


class Draft:
    """A program in the making: a step that is refused, or gives no finite number, is not taken."""

    def __init__(self, numbers: Sequence[float]) -> None:
        self.numbers = tuple(numbers)
        self.values = [Value(x) for x in numbers]
        self.steps: list[tuple[Op, tuple[Operand, ...]]] = []
        self.unused = list(range(len(numbers)))

    def add(self, op: Op, *places: Operand) -> int | None:
        """Return the place of the new value; None where there is none."""
        operands = [self.values[place] if type(place) is int else place for place in places]
        try:
            value = op(*operands)
        except (DomainError, TypeError, IndexError):  # not there; not for so many operands; no such output
            return None
        if not isinstance(value, Value) or not abs(value.data) <= LARGEST:
            return None
        self.steps.append((op, places))
        self.values.append(value)
        self.unused = [place for place in self.unused if place not in places] + [len(self.values) - 1]
        return len(self.values) - 1

    def program(self) -> Program:
        """Return what has been drawn."""
        return Program(self.numbers, tuple(self.steps))


def drawn(rng: random.Random, rows: Sequence[Op] = ()) -> Program:
    """Return a program of one to about a dozen steps."""
    rows = rows or DIFFERENTIATED
    on_a_kink = rng.randrange(KINKED_ONE_IN) == 0
    draft = Draft(_dyadic(rng) if on_a_kink else _leaves(rng))
    if on_a_kink:
        _add_kink(rng, draft)
    longest = rng.choice((1, 2, 3, 4, 6, 9)) + len(draft.steps)
    joining = [row for row in rows if row.arity != 1] or rows
    for _ in range(25):  # tries, of which some fit
        if len(draft.steps) >= longest and len(draft.unused) == 1:
            break
        _add_any(rng, draft, rng.choice(rows if len(draft.steps) < longest else joining))
    return draft.program() if draft.steps else drawn(rng, rows)


def _leaves(rng: random.Random) -> list[float]:
    numbers: list[float] = []
    for _ in range(rng.choice((1, 2, 2, 3, 3))):
        kind = rng.random()
        if kind < 0.15 and numbers:
            numbers.append(rng.choice(numbers))  # a tie
        elif kind < 0.4:
            numbers.append(rng.choice(SPECIAL))
        else:
            numbers.append(round(rng.uniform(-2.5, 2.5), 3))
    return numbers


def _dyadic(rng: random.Random) -> list[float]:
    numbers = [rng.randint(-8, 8) / 4 for _ in range(rng.choice((1, 2, 2, 3)))]
    if rng.random() < 0.6:
        numbers[rng.randrange(len(numbers))] = 0.0
    if rng.random() < 0.4:
        numbers.append(rng.choice((1.0, -1.0)) * rng.choice(numbers))
    return numbers


def _add_any(rng: random.Random, draft: Draft, row: Op) -> int | None:
    """A row on values that feed nothing yet, on any others, on some plain numbers."""
    op = row.bind(**_static(rng, row)) if row.takes else row
    count = row.arity or rng.choice([rng.randint(1, 5), len(rng.choice(row.samples))])
    places: list[Operand] = []
    for _ in range(count):
        choice = draft.unused if rng.random() < 0.7 else range(len(draft.values))
        others = [place for place in choice if place not in places or rng.random() < 0.1]  # twice the same: seldom
        places.append(rng.choice(others or choice))
    if count > 1 and rng.random() < 0.2:
        places[rng.randrange(count)] = rng.choice((0.5, 2.0, 3.0, 1.0, -1.0))
    return draft.add(op, *places)


def _static(rng: random.Random, row: Op) -> dict[str, float]:
    if row.takes == ("exponent",):
        return {"exponent": rng.choice(EXPONENTS)}
    return dict(rng.choice(row.bindings))


# ---------------------------------------------------------------------------------------------------------- kinks


def _add_kink(rng: random.Random, draft: Draft) -> None:
    """A value that is 0, a row with its kink there, and what may make it smooth again."""
    zero = _zero(rng, draft)
    other = _zero(rng, draft) if rng.random() < 0.6 else zero
    kinked = rng.choice(KINKS)(draft, zero, other, rng)
    for _ in range(rng.choice((1, 1, 1, 2))):
        if kinked is not None:
            kinked = rng.choice(AROUND)(draft, kinked, zero, rng)


def _zero(rng: random.Random, draft: Draft) -> int:
    """The place of a value that is 0: a leaf, a difference, a product."""
    place = rng.randrange(len(draft.numbers))
    number = draft.numbers[place]
    if number == 0.0:
        return place
    twins = [n for n, x in enumerate(draft.numbers) if abs(x) == abs(number) and n != place]
    if twins and rng.random() < 0.7:
        twin = rng.choice(twins)
        found = draft.add(TABLE["subtract" if draft.numbers[twin] == number else "add"], place, twin)
    else:
        found = draft.add(TABLE["subtract"], place, number)
    if rng.random() < 0.2 and found is not None:
        found = draft.add(TABLE["multiply"], found, rng.randrange(len(draft.numbers)))
    return place if found is None else found


Kink: TypeAlias = Callable[[Draft, int, int, random.Random], int | None]


def _applied(name: str, *places: str | float, **static: float) -> Kink:
    """A row on "zero", "other", "-zero", "any" or numbers."""

    def added(draft: Draft, zero: int, other: int, rng: random.Random) -> int | None:
        op = TABLE[name].bind(**static) if static else TABLE[name]
        known = {"zero": lambda: zero, "other": lambda: other, "any": lambda: rng.randrange(len(draft.values))}
        known["-zero"] = lambda: draft.add(TABLE["negate"], zero)
        found = [known[place]() if isinstance(place, str) else place for place in places]
        return None if None in found else draft.add(op, *found)

    return added


KINKS: tuple[Kink, ...] = (
    _applied("absolute", "zero"),
    _applied("absolute", "zero"),
    _applied("norm", "zero"),
    _applied("norm", "zero", "other"),
    _applied("norm", "zero", "other", "zero"),
    _applied("hypot", "zero", "other"),
    _applied("hypot", "zero", "other"),
    _applied("maximum", "zero", "-zero"),
    _applied("maximum", "zero", "other"),
    _applied("minimum", "zero", "other"),
    _applied("maximum", "zero", 0.0),
    _applied("minimum", "zero", 0.0),
    _applied("relu", "zero"),
    _applied("relu", "zero"),
    _applied("clamp", "zero", low=0.0, high=math.inf),
    _applied("clamp", "zero", low=-1.0, high=0.0),
    _applied("at_least", "zero", bound=0.0),
    _applied("at_most", "zero", bound=0.0),
    _applied("leaky_relu", "zero", slope=0.25),
    _applied("elu", "zero", alpha=1.0),
    _applied("elu", "zero", alpha=0.5),
    _applied("selu", "zero"),
    _applied("where", "zero", "zero", 0.0),
    _applied("where", "zero", "zero", "-zero"),
    _applied("where", "zero", "zero", "other"),
    _applied("where", "zero", "any", "any"),
    _applied("raised", "zero", exponent=3.0),
)


def _own_tanh(draft: Draft, kinked: int, zero: int, rng: random.Random) -> int | None:
    bent = draft.add(TABLE["tanh"], kinked)
    return None if bent is None else draft.add(TABLE["multiply"], kinked, bent)


def _root_of_one_and_square(draft: Draft, kinked: int, zero: int, rng: random.Random) -> int | None:
    square = draft.add(TABLE["square"], kinked)
    whole = None if square is None else draft.add(TABLE["add"], 1.0, square)
    return None if whole is None else draft.add(TABLE["sqrt"], whole)


def _bell(draft: Draft, kinked: int, zero: int, rng: random.Random) -> int | None:
    square = draft.add(TABLE["square"], kinked)
    below = None if square is None else draft.add(TABLE["negate"], square)
    return None if below is None else draft.add(TABLE["exp"], below)


def _outside(name: str, **static: float) -> Kink:
    """A row of one operand around what has the kink."""

    def added(draft: Draft, kinked: int, zero: int, rng: random.Random) -> int | None:
        return draft.add(TABLE[name].bind(**static) if static else TABLE[name], kinked)

    return added


def _joined(name: str, *, with_zero: bool) -> Kink:
    """A row of two operands on what has the kink, and on the 0 beside it or any other value."""

    def added(draft: Draft, kinked: int, zero: int, rng: random.Random) -> int | None:
        places = [kinked, zero if with_zero else rng.randrange(len(draft.values))]
        rng.shuffle(places)
        return draft.add(TABLE[name], *places)

    return added


AROUND: tuple[Kink, ...] = (
    _outside("square"),
    _outside("square"),
    _outside("cosh"),
    _outside("cos"),
    _outside("raised", exponent=2.0),
    _outside("raised", exponent=3.0),
    _outside("raised", exponent=4.0),
    _outside("exp"),
    _outside("linear"),
    _outside("absolute"),
    _own_tanh,
    _root_of_one_and_square,
    _bell,
    _joined("multiply", with_zero=True),
    _joined("multiply", with_zero=False),
    _joined("multiply", with_zero=False),
    _joined("hypot", with_zero=False),
    _joined("hypot", with_zero=True),
    _joined("maximum", with_zero=False),
    _joined("maximum", with_zero=True),
    _joined("add", with_zero=False),
    _joined("subtract", with_zero=True),
)
