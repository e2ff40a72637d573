"""Which number of a line does not belong there: with another one in its place the line would give the true value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from autograd import ReadError
from autograd.algebra.visiting import formula_of
from autograd.text.digits import decimals_text
from verify.claims.working import Working
from verify.claims.written import WrittenNumber
from verify.slips.candidates import Candidate
from verify.slips.lines import line_slips

__all__ = ["Misplaced", "misplaced_number", "slips_of_line"]


MOST_LETTERS = 20_000
"""Letters of a line that is reckoned again with other numbers: one of fifty letters is tried 400 times."""


class Misplaced(NamedTuple):
    """A number of a line, and the name of what belongs in its place; the text says both."""

    number: str
    name: str
    text: str


def misplaced_number(working: Working, true: float, known: Mapping[str, float]) -> Misplaced | None:
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
    >>> line = read_working("0.64 * 0.187 * 0.593", {})
    >>> misplaced_number(line, 0.0822, {"out_h1": 0.5933, "∂E_total/∂out_o1": 0.7414}).text
    '0.64 stands where ∂E_total/∂out_o1 belongs, which is 0.7414'
    """
    tries = iter(range(MOST_LETTERS // max(1, len(working.formula))))
    here = {
        number: [name for name, value in known.items() if number.agrees_with(abs(value))] for number in working.literals
    }
    slopes = dict(zip(working.literals, working.slopes, strict=True))
    for number in sorted(working.literals, key=lambda each: bool(here[each])):
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
                text = f"{shown} stands where {name} belongs, which is {decimals_text(abs(value))}"
                return Misplaced(number.text, name, text)
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
    for line in line_slips(formula_of(working.output)):
        value = line.value(lambda each: each.data)
        if value is not None:
            yield Candidate(value, line.bits + 1.0, line.kind, f"in the line {line.text}")
