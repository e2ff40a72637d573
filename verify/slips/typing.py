"""Slips of the hand: digits left out, doubled, exchanged, a point in the wrong place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP

from verify.claims.written import WrittenNumber, exact, to_unit
from verify.slips.candidates import Candidate

__all__ = ["misplaced", "typing_slips"]

LONGEST = 18
"""Digits of a number in which slips of the hand are looked for."""


def misplaced(true: float) -> Iterator[Candidate]:
    """Yield the number with the point in another place."""
    for shift in (1, -1, 2, -2, 3, -3):
        places, way = abs(shift), "right" if shift > 0 else "left"
        text = f"the point stands {places} place{'s' * (places > 1)} too far to the {way}"
        yield Candidate(true * 10.0**shift, 2.0 + places, "typing", text)


def typing_slips(true: float, written: WrittenNumber) -> Iterator[Candidate]:
    """Yield the number with a slip of the hand, with as many digits after the point as `written` has.

    Examples
    --------
    >>> from verify.claims.written import written_number
    >>> [(each.value, each.text) for each in typing_slips(1.156, written_number("1.56")) if each.value == 1.56]
    [(1.56, 'a digit is left out')]
    """
    if not math.isfinite(true) or true == 0.0:
        return
    decimals = -written.exponent
    if decimals < 0 or len(_text(true, decimals, ROUND_DOWN)) > LONGEST:
        return
    sign = math.copysign(1.0, true)
    digits = sum(each.isdigit() for each in written.text)
    bits = 3.0 + math.log2(max(2, digits))
    known: set[str] = set()
    for text, slip in _slips(abs(true), decimals):
        if text not in known:
            known.add(text)
            yield Candidate(sign * float(text), bits, "typing", slip)
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
            yield Candidate(written.value, 4.0, "typing", "the point is left out")
    own, theirs = _text(true, -written.exponent, ROUND_HALF_UP), f"{abs(written.decimal):f}"
    others = [place for place, (one, other) in enumerate(zip(own, theirs, strict=False)) if one != other]
    if len(own) == len(theirs) and len(others) == 1:
        (place,) = others
        text = f"one digit is another, {theirs[place]} for {own[place]}"
        yield Candidate(written.value, 5.5 + math.log2(9 * len(digits)), "typing", text)


def _slips(true: float, decimals: int) -> Iterator[tuple[str, str]]:
    for rounding in (ROUND_HALF_UP, ROUND_DOWN):
        longer = _text(true, decimals + 1, rounding)
        point = longer.find(".")
        for place in range(point + 1, len(longer) - 1):
            yield longer[:place] + longer[place + 1 :], "a digit is left out"
        own = _text(true, decimals, rounding)
        for place in range(len(own.partition(".")[0])):
            if len(own.partition(".")[0]) > 1:
                yield own[:place] + own[place + 1 :], "a digit is left out"
        for place in range(len(own) - 1):
            after = place + 1 + (own[place + 1] == ".")
            if own[place] != "." and after < len(own) and own[place] != own[after]:
                signs = list(own)
                signs[place], signs[after] = own[after], own[place]
                yield "".join(signs), "two digits are exchanged"
        if decimals > 0:
            shorter = _text(true, decimals - 1, rounding)
            point = shorter.find(".") if "." in shorter else len(shorter)
            for place in range(point + 1, len(shorter)):
                yield shorter[:place] + shorter[place] + shorter[place:], "a digit is doubled"
        for place in range(len(own.partition(".")[0])):
            if own[place] != "0":
                yield own[:place] + own[place] + own[place:], "a digit is doubled"


def _text(number: float, decimals: int, rounding: str) -> str:
    return f"{to_unit(exact(number), -decimals, rounding):f}"
