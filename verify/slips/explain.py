"""Which slip explains a wrong number: the cheapest candidates that give just its digits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from verify.claims.written import WrittenNumber
from verify.slips.candidates import Candidate, two_slips

__all__ = ["Explanation", "best_explanations", "explanations_of_formula", "surprise"]

LEAST, MOST, NEAR = 3.0, 3, 2.0
"""Bits that an explanation has to save, how many are shown, and how near they are to the best."""

FAR = 5.0
"""Bits by which a slip may be dearer than the best that gives the same value, to be named beside it."""

CHANCE = 0.025
"""How likely some slip as cheap as this one may give the number by chance."""

CUT = 1.5
"""Bits that it costs to assume that a number was cut, not rounded."""

Again: TypeAlias = Callable[[], Sequence[Callable[[Iterable[Candidate]], Mapping[str, float]]]]
"""Places with other numbers for everything that is given: each tells what slips give there, by their texts."""


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
    kinds : tuple of str
        The kinds of all slips that give this value, here or whatever is given; `kind` is the first.
    slips : tuple of str
        What was done, for each slip that the text names: several that give the same here, but not elsewhere.
    """

    text: str
    bits: float
    kind: str
    value: float
    factor: str = ""
    kinds: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()


def surprise(written: WrittenNumber) -> float:
    """Return log2(|n|·ln 10 / u): the bits that the digits of a number carry.

    Examples
    --------
    >>> from verify.claims.written import written_number
    >>> round(surprise(written_number("0.0822")), 1)
    10.9
    """
    size = abs(written.value) * math.log(10.0) / written.unit
    return math.log2(size) if size > 0.0 else 0.0


def best_explanations(
    written: WrittenNumber, candidates: Iterable[Candidate], again: Again = tuple
) -> list[Explanation]:
    """Return at most three candidates that give the number, those within two bits of the best.

    One is accepted if its cost leaves three bits of the number's surprise, and if there are not so many slips as
    cheap as it that one of them gives the number by chance (more than 2.5 %). Slips that give one value are one
    explanation that names them all, as "or"; of those that are one formula, it names the cheapest.

    Parameters
    ----------
    written
        The wrong number.
    candidates
        What slips give.
    again
        Places with other numbers for everything that is given; asked for only where it matters.
    """
    budget = surprise(written) - LEAST
    possible = [each for each in candidates if each.bits <= budget]
    given = [each for each in _giving(written, possible) if each.bits <= budget]
    if not given:
        return []
    given.sort(key=lambda candidate: (candidate.bits, candidate.text))
    limit = _dearest(written, possible)
    near = [each for each in given if each.bits <= min(limit, given[0].bits + NEAR)]
    return [_told(group, again) for group in _by_value(near, given)[:MOST]]


def _giving(written: WrittenNumber, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates that give the number, alone or with a second slip, with what they cost."""
    low, high = written.value - 1.5 * written.unit, written.value + 1.5 * written.unit
    for candidate in candidates:
        if low <= candidate.value <= high:
            if (given := _priced(written, candidate)) is not None:
                yield given
        elif low <= -candidate.value <= high:
            second = two_slips(candidate)
            if second is not None and (given := _priced(written, second)) is not None:
                yield given


def _priced(written: WrittenNumber, candidate: Candidate) -> Candidate | None:
    """The candidate if it gives the number, with what it costs; None if it does not."""
    if written.agrees_with(candidate.value):
        return candidate
    if written.is_cut_from(candidate.value):
        return candidate._replace(bits=candidate.bits + CUT)
    return None


def _dearest(written: WrittenNumber, candidates: Iterable[Candidate]) -> float:
    """The cost up to which a number drawn at random is hit by a slip with small probability only.

    Numbers are drawn evenly on a logarithmic scale, from a tenth to ten times the one that was written.
    """
    cheapest: dict[float, float] = {}
    for candidate in candidates:
        if 0.1 <= abs(candidate.value / written.value) <= 10.0:
            each = candidate if candidate.value * written.value > 0.0 else two_slips(candidate)
            if each is not None:
                value = float(f"{each.value:.9e}")
                cheapest[value] = min(each.bits, cheapest.get(value, math.inf))
    most = int(CHANCE * 2.0 * abs(written.value) * math.log(10.0) / written.unit)
    costs = sorted(cheapest.values())
    return math.inf if len(costs) <= most else costs[most] - 1e-9


def _by_value(near: Sequence[Candidate], given: Sequence[Candidate]) -> list[list[Candidate]]:
    """The candidates in groups that give one value, each with those that are dearer but give the same.

    One slip may give two values, with true numbers and with those that were written before: it is one group.
    """
    groups: list[list[Candidate]] = []
    for candidate in near:
        told = (each for group in groups for each in group)
        if not any(_same(each.value, candidate.value) or each.text == candidate.text for each in told):
            alike = [each for each in given if _same(each.value, candidate.value)]
            groups.append([each for each in alike if each.bits <= candidate.bits + FAR])
    return groups


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9)


def _told(group: Sequence[Candidate], again: Again) -> Explanation:
    first = group[0]
    named = _different(group, again)[:MOST]
    return Explanation(
        _sentence([each.text for each in named]),
        first.bits,
        first.kind,
        first.value,
        next((each.factor for each in named if each.factor), ""),
        tuple(dict.fromkeys(each.kind for each in group)),
        tuple(each.text for each in named),
    )


def _different(group: Sequence[Candidate], again: Again) -> list[Candidate]:
    """The candidates that differ at other numbers; of those that do not, the first."""
    if len({each.text for each in group}) == 1:
        return [group[0]]
    elsewhere = [place(group) for place in again()]
    named: list[Candidate] = []
    for candidate in group:
        if not any(_is_one_formula(candidate, other, elsewhere) for other in named):
            named.append(candidate)
    return named


def _is_one_formula(one: Candidate, other: Candidate, elsewhere: Sequence[Mapping[str, float]]) -> bool:
    if one.text == other.text:
        return True
    pairs = [(values.get(one.text, math.nan), values.get(other.text, math.nan)) for values in elsewhere]
    return bool(pairs) and all(_same(*pair) for pair in pairs)


def explanations_of_formula(
    values: Sequence[float], candidates: Iterable[Candidate], again: Again
) -> list[Explanation]:
    """Return at most three slips that give what a formula gives, here and at other numbers.

    Parameters
    ----------
    values
        What the formula gives here, then at each of the other numbers.
    candidates, again
        What slips give here, and there.
    """
    here = [each for each in candidates if math.isfinite(each.value) and _same(each.value, values[0])]
    if not here:
        return []
    elsewhere = [place(here) for place in again()]
    kept = [
        each
        for each in here
        if all(_same(at.get(each.text, math.nan), value) for at, value in zip(elsewhere, values[1:], strict=True))
    ]
    kept.sort(key=lambda candidate: (candidate.bits, candidate.text))
    return [_told(kept, again)] if kept else []


def _sentence(texts: Sequence[str]) -> str:
    """What was done as one sentence: "this is the value you get if …, or if …, or this is out_h1"."""
    said: list[str] = []
    before: bool | None = None
    for text in texts:
        is_another = text.startswith("this is ")
        said.append(text if is_another else f"{BEFORE_IF[before]}if {text}")
        before = is_another
    return ", or ".join(said)


BEFORE_IF = {None: "this is the value you get ", True: "the value you get ", False: ""}
"""What stands before "if", by whether the part before it names another number; None for the first part."""
