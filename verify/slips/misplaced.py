"""The number of a line that does not belong there: with another one in its place the line would give the true value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from autograd import ReadError
from autograd.algebra.visiting import formula_of
from autograd.text.digits import decimals_text
from verify.claims.working import Working
from verify.claims.written import WrittenNumber
from verify.slips.kinds import Applies, Candidate, Kind, Made, Slip, instead
from verify.slips.lines import with_line_slips

__all__ = ["BELONGS_ELSEWHERE", "misplaced_number", "slips_of_line"]

BELONGS_ELSEWHERE = Slip(Kind.WORKING, "{other[0]} stands where {at} belongs, which is {other[1]}", 0.0,
                         "the line shows it", instead, Applies.VALUE)  # fmt: skip

MOST_LETTERS = 20_000
"""Letters of a line that is reckoned again with other numbers: one of fifty letters is tried 400 times."""


def misplaced_number(working: Working, true: float, known: Mapping[Any, float]) -> Made | None:
    """Return the number of a line that makes it miss the true value; None where it is not a single one.

    A number that is no known one comes before those that are, and what is known in the order in which it is given.

    Parameters
    ----------
    working
        The line.
    true
        What it should give.
    known
        What may belong into it, by what it is called.

    Examples
    --------
    >>> from verify.claims.working import read_working
    >>> from verify.rework.tree import Partial
    >>> line = read_working("0.64 * 0.187 * 0.593", {})
    >>> print(misplaced_number(line, 0.0822, {"out_h1": 0.5933, Partial("E_total", "out_o1"): 0.7414}))
    0.64 stands where ∂E_total/∂out_o1 belongs, which is 0.7414
    """
    tries = iter(range(MOST_LETTERS // max(1, len(working.formula))))
    here = {
        number: [name for name, value in known.items() if number.agrees_with(abs(value))] for number in working.literals
    }
    slopes = dict(zip(working.literals, working.slopes, strict=True))
    for number in sorted(working.literals, key=lambda number: bool(here[number])):
        for name, value in known.items():
            if name in here[number] or not value:
                continue
            if working.is_linear:
                corrected = working.value + slopes[number] * (abs(value) - number.value)
            elif next(tries, None) is None:
                return None
            else:
                corrected = _corrected(working, number, abs(value))
            if _is_near(corrected, true, working):
                shown = number.text + (f", which is {here[number][0]}," if here[number] else "")
                return Made(BELONGS_ELSEWHERE, name, (shown, decimals_text(abs(value))))
    return None


def _corrected(working: Working, number: WrittenNumber, value: float) -> float:
    try:
        return working.corrected({number.value: value})
    except (ReadError, ArithmeticError):
        return math.nan


def _is_near(corrected: float, true: float, working: Working) -> bool:
    share = working.spread / abs(working.value) if working.value else 0.0
    return math.isclose(corrected, true, rel_tol=min(2.0 * share, 0.02) + 1e-9)


def slips_of_line(working: Working) -> Iterator[Candidate]:
    """Yield what slips in reckoning a line give: a square that is forgotten, parentheses that are lost.

    Examples
    --------
    >>> from verify.claims.working import read_working
    >>> for slip in slips_of_line(read_working("0.5 * (0.01 - 0.75)^2", {})):
    ...     if slip.kind == "missing factor":
    ...         print(f"{slip.value:.4f}", slip.text)
    0.5476 in the line the factor 0.5 is left out
    0.5000 in the line the factor (0.01 − 0.75)² is left out
    """
    return with_line_slips(formula_of(working.output), lambda number: number.data, "the line", more=1.0)
