"""One derivative by the engine and by differences: whether they agree, and what a difference between them may tell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from autograd.checking.differences import SAME, Shape, Slope
from autograd.text.digits import in_print, significant_text

__all__ = ["ROUNDED", "TINIEST", "Comparison", "Label", "Outcome", "compare", "number"]

CERTAIN, ROUNDED, TINIEST = 5.0, 8.0, 1e-300
"""How many times the error of the differences, and that of rounding, ours may be away from them."""

MOST_DIGITS = 15


class Outcome(Enum):
    """The result of a comparison."""

    AGREES = "agrees"
    NO_DERIVATIVE = "there is no derivative here, and ours is one that may be taken"
    HIDDEN = "rounding leaves nothing to compare"
    WRONG = "wrong"
    UNKNOWN = "differences cannot be computed"


class Label(NamedTuple):
    """The label of a comparison: its name ``∂f/∂x``, where (empty: said once), what our number is called."""

    name: str
    place: str = ""
    word: str = "ours"

    def __str__(self) -> str:
        return f"{self.name} at {self.place}" if self.place else self.name


@dataclass(frozen=True, slots=True)
class Comparison:
    """A derivative in two ways.

    Parameters
    ----------
    label
        What is compared, and where.
    ours
        The engine's number.
    numerical
        By differences; at a kink the middle of both sides.
    error
        How far `numerical` may be from the true derivative.
    outcome
        Whether they agree.
    remark
        What is particular: a kink and its two slopes, one side only, what rounding does, a guess at the mistake.
    """

    label: Label
    ours: float
    numerical: float
    error: float
    outcome: Outcome
    remark: str = ""

    @property
    def is_right(self) -> bool:
        """Whether nothing speaks against ours: it agrees, may be taken where there is none, or rounding hides it."""
        return self.outcome in (Outcome.AGREES, Outcome.NO_DERIVATIVE, Outcome.HIDDEN)

    @property
    def digits(self) -> int | None:
        """How many leading digits agree, at most 15; None where rounding leaves nothing to compare.

        Examples
        --------
        >>> Comparison(Label("∂f/∂x"), 12.0, 12.0000001, 1e-9, Outcome.AGREES).digits
        8
        """
        apart = abs(self.ours - self.numerical)
        if self.ours == self.numerical or apart <= 10.0**-MOST_DIGITS * self._size:
            return MOST_DIGITS
        if not math.isfinite(apart) or self.outcome is Outcome.HIDDEN:
            return None
        return max(0, math.floor(-math.log10(apart / self._size)))

    @property
    def _size(self) -> float:
        return max(abs(self.ours), abs(self.numerical))

    def unless_hidden(self) -> Comparison:
        """Return what agrees, as hidden where not one digit of it is certain."""
        apart = abs(self.ours - self.numerical)
        is_seen = self.digits == MOST_DIGITS or not math.isfinite(apart) or max(apart, self.error) < 0.1 * self._size
        if is_seen or self.outcome is not Outcome.AGREES:
            return self
        remark = self.remark or "the rounding of the function leaves nothing to compare"
        return replace(self, outcome=Outcome.HIDDEN, remark=remark)

    def __str__(self) -> str:
        after = f"; {self.remark}" if self.remark else ""
        return f"{self.label}: {self.label.word} {number(self.ours)}, differences {self.shown}{after}"

    @property
    def shown(self) -> str:
        """The numerical derivative with the digits that are certain."""
        size = abs(self.numerical)
        if self.digits is None and 0.0 < self.error < math.inf and size <= self.error:
            return f"0 ± {in_print(f'{self.error:.0e}')}"
        if not 0.0 < size < math.inf or not 0.0 < self.error < size:
            return number(self.numerical)
        certain = min(11, max(1, math.floor(math.log10(size / self.error)) + 1))
        return in_print(f"{self.numerical:#.{certain}g}".rstrip(".").replace(".e", "e"))


def number(x: float) -> str:
    """Return a number with up to twelve digits.

    Examples
    --------
    >>> number(11.9), number(-math.inf)
    ('11.9', '−∞')
    """
    return in_print(significant_text(x, 12))


def compare(label: Label, ours: Mapping[str, float], slope: Slope, rounding: float) -> Comparison:
    """Return the comparison of the engine's number, computed in several ways, with a slope.

    `ours` has the number by the name of the function that computed it; the first that is wrong is shown. Rounding may
    move each of them by `rounding`.
    """
    wrong = [way for way, x in ours.items() if not _may_be(x, slope, rounding)]
    rounded = [way for way, x in ours.items() if not _may_be(x, slope, 0.0)]
    way = next(iter([*wrong, *rounded, *ours]))
    if slope.shape is Shape.NONE:
        return Comparison(label, ours[way], math.nan, math.inf, Outcome.UNKNOWN, "defined to neither side")
    remark = _sides(label.word, ours[way], slope, "outside" if wrong else "between")
    if wrong:
        remark = _joined(remark, *_reasons(ours, wrong, slope))
        return Comparison(label, ours[way], slope.value, slope.error, Outcome.WRONG, remark)
    if rounded:
        by = in_print(significant_text(ROUNDED * rounding, 1))
        remark = _joined(remark, f"rounding alone moves {label.word} by ± {by}")
    outcome = Outcome.NO_DERIVATIVE if slope.shape in (Shape.KINK, Shape.JUMP) else Outcome.AGREES
    return Comparison(label, ours[way], slope.value, slope.error, outcome, remark).unless_hidden()


def _reasons(ours: Mapping[str, float], wrong: Sequence[str], slope: Slope) -> Iterator[str]:
    """What speaks for a mistake of one kind, clause by clause."""
    mine = ours[wrong[0]]
    if math.isnan(mine):
        yield "a local derivative on the way is infinite or does not exist"
    for other in [way for way in ours if way not in wrong][:1]:
        yield f"by {wrong[0]}, while {other} gives {number(ours[other])}"
    yield _telling(mine, slope)


def _joined(*clauses: str) -> str:
    return "; ".join(filter(None, clauses))


def _may_be(ours: float, slope: Slope, rounding: float) -> bool:
    """Whether a number is the slope, at a kink or jump between the sides; nan may be what is infinite."""
    if math.isnan(ours):
        return any(map(math.isinf, (slope.value, slope.left, slope.right)))
    if slope.shape in (Shape.KINK, Shape.JUMP):
        low, high = sorted((slope.left, slope.right))
        return _is_near(ours, max(low, min(ours, high)), slope.error, rounding)
    return _is_near(ours, slope.value, slope.error, rounding)


def _is_near(ours: float, true: float, error: float, rounding: float) -> bool:
    if ours == true:
        return True
    allowed = CERTAIN * error + SAME * max(abs(ours), abs(true)) + ROUNDED * rounding + TINIEST
    return math.isfinite(ours) and math.isfinite(true) and abs(ours - true) <= allowed


def _sides(word: str, ours: float, slope: Slope, lies: str) -> str:
    if slope.shape in (Shape.LEFT, Shape.RIGHT):
        return f"from {slope.shape.value}"
    if slope.shape not in (Shape.KINK, Shape.JUMP):
        return ""
    left, right = (in_print(f"{side:.6g}") for side in (slope.left, slope.right))
    mine = f"{word} is nan at this {slope.shape.value}" if math.isnan(ours) else f"{word} {number(ours)} lies {lies}"
    jump = in_print(f" by {slope.jump:.6g}, so that there is no derivative") if slope.shape is Shape.JUMP else ""
    return f"{slope.shape.value}{jump}: left {left}, right {right}, {mine}"


def _telling(ours: float, slope: Slope) -> str:
    """What the ratio says about the mistake."""
    if slope.shape in (Shape.KINK, Shape.JUMP) or not slope.value or not ours or not math.isfinite(ours):
        return ""
    ratio = ours / slope.value
    certain = 1e-6 + CERTAIN * slope.error / abs(slope.value)
    if abs(ratio + 1.0) <= certain:
        return "the sign is turned"
    for factor in (2, 3, 4, 5, 6, 8, 10):
        named = f"a factor {factor} and the sign" if ratio < 0 else f"a factor {factor}"
        if abs(abs(ratio) / factor - 1.0) <= certain:
            return f"{named} too much"
        if abs(abs(ratio) * factor - 1.0) <= certain:
            return f"{named} is missing"
    product = ours * slope.value
    if not abs(abs(product) - 1.0) <= certain:
        return ""
    return "the reciprocal of it with the sign turned" if product < 0 else "the reciprocal of it"
