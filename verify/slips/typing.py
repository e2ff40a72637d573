"""Slips of the hand: digits left out, doubled, exchanged, a point in the wrong place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP
from functools import partial

from verify.claims.written import WrittenNumber, exact, to_unit
from verify.slips.kinds import Applies, Candidate, Kind, Made, Numbers, Slip, tried

__all__ = ["DIGITS", "misplaced", "typing_slips"]


def _no_formula(w: Numbers) -> float:
    raise TypeError("digits as they are typed are no formula of numbers")


_typed = partial(Slip, Kind.TYPING, gives=_no_formula, applies=Applies.DIGITS)
MISPLACED = Slip(Kind.TYPING, "the point stands {other} too far to the {at}", 2.0, "one of four, and a bit a place",
                 lambda w: w.number * w.power_of_ten, Applies.ANY)  # fmt: skip
LEFT_OUT = _typed("a digit is left out", 3.0, "one of eight, at any of the digits")
EXCHANGED = _typed("two digits are exchanged", 3.0, "one of eight, at any of the digits")
DOUBLED = _typed("a digit is doubled", 3.0, "one of eight, at any of the digits")
NO_POINT = _typed("the point is left out", 4.0, "one of sixteen")
ANOTHER = _typed("one digit is another, {other} for {at}", 5.5, "one of nine others, at any of the digits")
DIGITS = (MISPLACED, LEFT_OUT, EXCHANGED, DOUBLED, NO_POINT, ANOTHER)

LONGEST = 18
"""Digits of a number in which slips of the hand are looked for."""


def misplaced(true: float) -> Iterator[Candidate]:
    """Yield the number with the point in another place."""
    for shift in (1, -1, 2, -2, 3, -3):
        places, w = abs(shift), Numbers(number=true, power_of_ten=10.0**shift)
        other = f"{places} places" if places > 1 else "1 place"
        yield from tried((MISPLACED,), w, "right" if shift > 0 else "left", other, places)


def typing_slips(true: float, written: WrittenNumber) -> Iterator[Candidate]:
    """Yield the number with a slip of the hand, with as many digits after the point as `written` has.

    Examples
    --------
    >>> from verify.claims.written import written_number
    >>> [(slip.value, slip.text) for slip in typing_slips(1.156, written_number("1.56")) if slip.value == 1.56]
    [(1.56, 'a digit is left out')]
    """
    if not math.isfinite(true) or true == 0.0:
        return
    decimals = -written.exponent
    if decimals < 0 or len(_text(true, decimals, ROUND_DOWN)) > LONGEST:
        return
    sign = math.copysign(1.0, true)
    digits = sum(letter.isdigit() for letter in written.text)
    many = math.log2(max(2, digits))
    known: set[str] = set()
    for text, row in _slips(abs(true), decimals):
        if text not in known:
            known.add(text)
            yield Candidate(sign * float(text), row.bits + many, Made(row))
    if f"{abs(written.decimal):f}" not in known:
        yield from _by_its_digits(abs(true), written)


def _by_its_digits(true: float, written: WrittenNumber) -> Iterator[Candidate]:
    """The number as it is written, if it lacks its point, or one of its digits is another one."""
    digits = f"{abs(written.decimal):f}".lstrip("0.").replace(".", "")
    if not digits:
        return
    if "." not in written.text and len(digits) > 1 and true < 1.0:
        shown = f"{true:.{len(digits) - 1}e}".partition("e")[0].replace(".", "")
        if shown == digits:
            yield Candidate(written.value, NO_POINT.bits, Made(NO_POINT))
    right, theirs = _text(true, -written.exponent, ROUND_HALF_UP), f"{abs(written.decimal):f}"
    others = [place for place, (one, other) in enumerate(zip(right, theirs, strict=False)) if one != other]
    if len(right) == len(theirs) and len(others) == 1:
        (place,) = others
        made = Made(ANOTHER, right[place], theirs[place])
        yield Candidate(written.value, ANOTHER.bits + math.log2(9 * len(digits)), made)


def _slips(true: float, decimals: int) -> Iterator[tuple[str, Slip]]:
    for rounding in (ROUND_HALF_UP, ROUND_DOWN):
        longer = _text(true, decimals + 1, rounding)
        point = longer.find(".")
        for place in range(point + 1, len(longer) - 1):
            yield longer[:place] + longer[place + 1 :], LEFT_OUT
        right = _text(true, decimals, rounding)
        for place in range(len(right.partition(".")[0])):
            if len(right.partition(".")[0]) > 1:
                yield right[:place] + right[place + 1 :], LEFT_OUT
        for place in range(len(right) - 1):
            after = place + 1 + (right[place + 1] == ".")
            if right[place] != "." and after < len(right) and right[place] != right[after]:
                signs = list(right)
                signs[place], signs[after] = right[after], right[place]
                yield "".join(signs), EXCHANGED
        if decimals > 0:
            shorter = _text(true, decimals - 1, rounding)
            point = shorter.find(".") if "." in shorter else len(shorter)
            for place in range(point + 1, len(shorter)):
                yield shorter[:place] + shorter[place] + shorter[place:], DOUBLED
        for place in range(len(right.partition(".")[0])):
            if right[place] != "0":
                yield right[:place] + right[place] + right[place:], DOUBLED


def _text(number: float, decimals: int, rounding: str) -> str:
    return f"{to_unit(exact(number), -decimals, rounding):f}"
