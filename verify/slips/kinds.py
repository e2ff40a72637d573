"""Rows of the table of slips: what was done, what it gives, what it costs to assume it, and where to look."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from types import SimpleNamespace
from typing import Any, NamedTuple

from verify.rework.tree import Partial

__all__ = ["Applies", "Candidate", "Kind", "Look", "Made", "Names", "Numbers", "Slip", "instead", "tried"]


class Look(Enum):
    """The place to look for a slip that has no factor, as a hint says it."""

    COMPUTED = "how the value is computed"
    DIFFERENTIATED = "what is differentiated by what"
    DIGITS = "the digits as they are written"
    FACTORS = "the factors"
    FORMULA = "the formula"
    FUNCTION = "which function or value is taken"
    INDICES = "the indices"
    LINE = "the numbers of the line"
    MEAN = "the mean over the samples"
    PARAMETERS = "which parameters are updated"
    QUESTION = "whether this is the number that is asked for"
    RATE = "the learning rate"
    SIGNS = "the signs"
    STEPS = "the number of steps"
    TERMS = "the terms"
    UPDATE = "the rule of the update"
    UPDATED = "whether the gradient or the updated weight is asked for"
    WHEN = "when each weight is updated"


class Kind(StrEnum):
    """The word for a kind of slip in reports; where to look for it, and whether it comes along with a second slip."""

    look: Look
    comes_along: bool

    def __new__(cls, word: str, look: Look, comes_along: bool = False) -> Kind:
        kind = str.__new__(cls, word)
        kind._value_, kind.look, kind.comes_along = word, look, comes_along
        return kind

    BIASES = "biases", Look.PARAMETERS
    CARRIED = "carried", Look.COMPUTED
    COPIED = "copied", Look.QUESTION
    EARLY = "early update", Look.WHEN
    EXTRA_FACTOR = "extra factor", Look.FACTORS, True
    EXTRA_STEP = "extra step", Look.COMPUTED
    INDEX = "wrong index", Look.INDICES
    KNOWN_FACTOR = "known factor", Look.COMPUTED
    LATE = "late update", Look.WHEN
    LINE = "written line", Look.FORMULA
    MEAN = "mean", Look.MEAN
    MISSING_FACTOR = "missing factor", Look.FACTORS, True
    MISSING_STEP = "missing step", Look.COMPUTED
    MISSING_TERM = "missing term", Look.TERMS
    NAME = "wrong name", Look.COMPUTED
    PATH = "path", Look.COMPUTED, True
    RATE = "learning rate", Look.RATE, True
    REPLACED = "replaced factor", Look.COMPUTED
    SIGN = "sign", Look.SIGNS
    STEPS = "steps", Look.STEPS
    TWO = "two slips", Look.COMPUTED
    TYPING = "typing", Look.DIGITS
    UPDATE = "update", Look.UPDATE
    UPDATED = "updated weight", Look.UPDATED
    UPSIDE_DOWN = "upside down", Look.DIFFERENTIATED
    VARIANT = "variant", Look.FUNCTION, True
    WORKING = "working", Look.LINE


class Applies(Enum):
    """The thing that a slip is made in; the number that it gives takes the place of just this."""

    WHOLE = "the whole"
    FACTOR = "a factor of a derivation"
    SUM = "a sum of paths"
    OPERATION = "the share that comes through one operation of a formula"
    LINE = "a written line"
    VALUE = "a value in a formula"
    ACTIVATION = "the out of an activation"
    PARTIAL = "a partial that is asked for"
    UPDATE = "an updated weight"
    TRAINING = "a number that comes of updates"
    MEAN = "a mean over the samples"
    ANY = "any number"
    DIGITS = "the digits of a number"


class Names(tuple[Hashable, ...]):
    """Several names as they stand in a sentence.

    Examples
    --------
    >>> print(Names(["w1", "w2", "w3"]), Names(["w1"]), sep="; ")
    w1, w2 and w3; w1
    """

    __slots__ = ()

    def __str__(self) -> str:
        return " and ".join(filter(None, (", ".join(map(str, self[:-1])), *map(str, self[-1:]))))


class Numbers(SimpleNamespace):
    """Numbers, Values, Symbols or formulas that a slip is worked out from, by what they are where it is made."""


@dataclass(frozen=True, eq=False)
class Slip:
    """A row of the table; it is equal to itself only.

    Attributes
    ----------
    kind : Kind
        The word in reports; says where to look, and whether it comes along with a second slip.
    sentence : str
        What was done, with ``{at}`` for the place and ``{other}`` for what stands there instead.
    bits : float
        What it costs to assume it, log2 of how many are as likely; for the number of such places, more is added.
    why : str
        The reason for that number.
    gives : callable
        What takes the place of what it is made in, with + − * / and rows only: of numbers, Values, Symbols or formulas.
    applies : Applies
        What it is made in.
    is_another : bool
        Whether the sentence tells what the number is ("this is …") and not what was done ("if …").

    Examples
    --------
    >>> from autograd.languages.symbol import Symbol
    >>> row = Slip(Kind.SIGN, "the sign of {at} is turned round", 2.0, "one of four", lambda w: -w.x, Applies.WHOLE)
    >>> row.gives(Numbers(x=Symbol("x"))), row.number(Numbers(x=0.5)), row.look.value, row.pattern
    (-x, -0.5, 'the signs', 'the sign of … is turned round')
    """

    kind: Kind
    sentence: str
    bits: float
    why: str
    gives: Callable[[Any], Any]
    applies: Applies
    is_another: bool = False

    @property
    def look(self) -> Look:
        """Where to look for it."""
        return self.kind.look

    @property
    def pattern(self) -> str:
        """The sentence with … for what it names."""
        return re.sub(r"\{[^}]*\}", "…", self.sentence)

    def number(self, w: Numbers) -> float | None:
        """Return what it gives with numbers; None where that is not defined."""
        try:
            return float(self.gives(w))
        except (ArithmeticError, ValueError):
            return None


class Made(NamedTuple):
    """A slip that was made: its row, the place, what stands there instead, by names; by these it is known.

    `inside` tells what it was made in, from without: the gradient, each sample, the formula of a factor; `alike` in
    what else of its kind.

    Examples
    --------
    >>> row = Slip(Kind.SIGN, "the sign of {at} is turned round", 3.0, "any", lambda w: -w.x, Applies.FACTOR)
    >>> made = Made(row, Partial("E", "out"), inside=("the gradient",))
    >>> print(made, "|", made.factor)
    in the gradient the sign of ∂E/∂out is turned round | dE/dout
    """

    row: Slip
    at: Any = ""
    other: Any = ""
    inside: tuple[Hashable, ...] = ()
    alike: Names = Names()

    def __str__(self) -> str:
        pairs: Iterable[tuple[Any, Any]] = [(self.at, self.other)]
        if isinstance(self.at, Names) and isinstance(self.other, Names):
            pairs = zip(self.at, self.other, strict=True)
        done = " and ".join(self.row.sentence.format(at=at, other=other) for at, other in pairs)
        return f"{''.join(f'in {place} ' for place in self.inside)}{done}{self._and_alike()}"

    def _and_alike(self) -> str:
        if not self.alike:
            return ""
        if not isinstance(self.alike[0], Partial):
            return f", and in {self.alike} alike"
        are_many = len(self.alike) > MOST_NAMED
        return f", and {f'{len(self.alike)} other factors of this kind' if are_many else self.alike} alike"

    def within(self, place: Hashable) -> Made:
        """Return the same slip, made inside of something."""
        return Made(self.row, self.at, self.other, (place, *self.inside), self.alike)  # _replace takes twice as long

    @property
    def partial(self) -> Partial | None:
        """The partial that went wrong; None where it is none."""
        if isinstance(self.other, Made):
            return self.other.partial
        return next((place for place in (self.at, *self.inside[::-1]) if isinstance(place, Partial)), None)

    @property
    def factor(self) -> str:
        """The partial that went wrong as a target, ``dout_o1/dnet_o1``; empty where it is none."""
        return self.partial.plain if self.partial else ""

    @property
    def is_another(self) -> bool:
        """Whether its sentence tells what the number is, and not what was done."""
        first = self.other if isinstance(self.other, Made) else self
        return first.row.is_another and not first.inside


MOST_NAMED = 4
"""Factors of a kind that are named one by one."""


class Candidate(NamedTuple):
    """A number that a slip gives, what it costs to assume it, and the slip that was made."""

    value: float
    bits: float
    made: Made

    @property
    def text(self) -> str:
        """What was done: "the factor ∂out_o1/∂net_o1 is left out"."""
        return str(self.made)

    @property
    def kind(self) -> str:
        """The word for its kind in reports."""
        return self.made.row.kind.value


def instead(w: Numbers) -> Any:
    """Return the number that stands there instead: what many slips give."""
    return w.other


def tried(
    rows: Iterable[Slip], w: Numbers, at: Hashable = "", other: Hashable = "", more: float = 0.0
) -> Iterator[Candidate]:
    """Yield what each of some slips gives in one place, where it is defined; `more` bits for many such places."""
    for row in rows:
        value = row.number(w)
        if value is not None:
            yield Candidate(value, row.bits + more, Made(row, at, other))
