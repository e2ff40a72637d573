"""Which slip explains a wrong number: the cheapest candidates that give just its digits."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from verify.candidates import Candidate
from verify.written import WrittenNumber

__all__ = ["Explanation", "best_explanations", "surprise"]

LEAST, MOST, NEAR = 3.0, 3, 2.0
"""Bits that an explanation has to save, how many are shown, and how near they are to the best."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a number is what it is, if one slip was made.

    Attributes
    ----------
    text : str
        "this is the value you get if the factor ∂out_o1/∂net_o1 is left out".
    bits : float
        What the slip costs; the digits have more.
    kind : str
        Of slip.
    value : float
        What the slip gives.
    factor : str
        The partial that went wrong; empty where it is none.
    """

    text: str
    bits: float
    kind: str
    value: float
    factor: str = ""


def surprise(written: WrittenNumber) -> float:
    """Return log2(|n|·ln 10 / u): the bits that the digits of a number carry.

    Examples
    --------
    >>> from verify.written import written_number
    >>> round(surprise(written_number("0.0822")), 1)
    10.9
    """
    size = abs(written.value) * math.log(10.0) / written.unit
    return math.log2(size) if size > 0.0 else 0.0


def best_explanations(written: WrittenNumber, candidates: Iterable[Candidate]) -> list[Explanation]:
    """Return at most three candidates that give the number, those within two bits of the best.

    Slips that give one value are one explanation that names them all, as "or".
    """
    found: dict[str, Candidate] = {}
    budget = surprise(written) - LEAST
    for candidate in candidates:
        if candidate.bits <= budget and math.isfinite(candidate.value) and _gives(written, candidate.value):
            known = found.get(candidate.text)
            if known is None or candidate.bits < known.bits:
                found[candidate.text] = candidate
    ordered = sorted(found.values(), key=lambda candidate: (candidate.bits, candidate.text))
    near = [candidate for candidate in ordered if candidate.bits <= ordered[0].bits + NEAR]
    return [_told(candidate) for candidate in near[:MOST]]


def _gives(written: WrittenNumber, value: float) -> bool:
    return written.agrees_with(value) or written.is_cut_from(value)


def _told(candidate: Candidate) -> Explanation:
    text = candidate.text if candidate.text.startswith("this is") else f"this is the value you get if {candidate.text}"
    return Explanation(text, candidate.bits, candidate.kind, candidate.value, candidate.factor)
