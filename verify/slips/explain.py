"""The choice of the slip that explains a wrong number: the cheapest candidates that give just its digits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from verify.claims.written import WrittenNumber
from verify.slips.candidates import TWO_SLIPS, two_slips
from verify.slips.kinds import Candidate, Look, Made

__all__ = ["Explanation", "best_explanations", "explanation_of", "explanations_of_formula", "surprise"]

LEAST, MOST, NEAR = 3.0, 3, 2.0
"""Bits that an explanation has to save, how many are shown, and how near they are to the best."""

FAR = 5.0
"""Bits by which a slip may be dearer than the best that gives the same value, to be named beside it."""

CHANCE = 0.025
"""How likely some slip as cheap as this one may give the number by chance."""

CUT = 1.5
"""Bits that it costs to assume that a number was cut, not rounded."""

Again: TypeAlias = Callable[[], Sequence[Callable[[Iterable[Made]], Mapping[Made, float]]]]
"""Places with other numbers for everything that is given: each tells what slips give there."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reason of a wrong number, if one slip was made.

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
    made : tuple of Made
        The slips that the text names, as rows of the table and places.
    look : Look
        Where to look, if no factor went wrong.
    """

    text: str
    bits: float
    kind: str
    value: float
    factor: str = ""
    kinds: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()
    made: tuple[Made, ...] = field(default=(), repr=False)
    look: Look = field(default=Look.COMPUTED, repr=False)

    @property
    def where(self) -> str:
        """Where to look: at the factor that went wrong, ``∂out_o1/∂net_o1``, or at a part of the work."""
        return next((str(made.partial) for made in self.made if made.partial), self.look.value)


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
    possible = [candidate for candidate in candidates if candidate.bits <= budget]
    fitting = [candidate for candidate in _giving(written, possible) if candidate.bits <= budget]
    if not fitting:
        return []
    fitting.sort(key=_likeliest_first)
    limit = _dearest(written, possible)
    near = [candidate for candidate in fitting if candidate.bits <= min(limit, fitting[0].bits + NEAR)]
    return [_explained(group, again) for group in _by_value(near, fitting)[:MOST]]


def _likeliest_first(candidate: Candidate) -> tuple[float, str]:
    return candidate.bits, candidate.text


def _giving(written: WrittenNumber, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates that give the number, alone or with a second slip, with what they cost."""
    low, high = written.value - 1.5 * written.unit, written.value + 1.5 * written.unit
    for candidate in candidates:
        if low <= candidate.value <= high:
            yield from _priced(written, candidate)
        elif low <= -candidate.value <= high:
            second = two_slips(candidate)
            if second is not None:
                yield from _priced(written, second)


def _priced(written: WrittenNumber, candidate: Candidate) -> Iterator[Candidate]:
    """The candidate if it gives the number, with what it costs."""
    if written.agrees_with(candidate.value):
        yield candidate
    elif written.is_cut_from(candidate.value):
        yield candidate._replace(bits=candidate.bits + CUT)


def _dearest(written: WrittenNumber, candidates: Iterable[Candidate]) -> float:
    """The cost up to which a number drawn at random is hit by a slip with small probability only.

    Numbers are drawn evenly on a logarithmic scale, from a tenth to ten times the one that was written.
    """
    cheapest: dict[float, float] = {}
    for candidate in candidates:
        if 0.1 <= abs(candidate.value / written.value) <= 10.0:
            is_alone = candidate.value * written.value > 0.0
            if is_alone or candidate.made.row.kind.comes_along:
                value = float(f"{abs(candidate.value):.9e}")
                bits = candidate.bits if is_alone else candidate.bits + TWO_SLIPS.bits
                cheapest[value] = min(bits, cheapest.get(value, math.inf))
    most = int(CHANCE * 2.0 * abs(written.value) * math.log(10.0) / written.unit)
    costs = sorted(cheapest.values())
    return math.inf if len(costs) <= most else costs[most] - 1e-9


def _by_value(near: Sequence[Candidate], fitting: Sequence[Candidate]) -> list[list[Candidate]]:
    """The candidates in groups that give one value, each with those that are dearer but give the same.

    One slip may give two values, with true numbers and with those that were written before: it is one group.
    """
    groups: list[list[Candidate]] = []
    for candidate in near:
        grouped = (other for group in groups for other in group)
        if not any(_same(other.value, candidate.value) or other.made == candidate.made for other in grouped):
            alike = [other for other in fitting if _same(other.value, candidate.value)]
            groups.append([other for other in alike if other.bits <= candidate.bits + FAR])
    return groups


def _same(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9)


def _explained(group: Sequence[Candidate], again: Again) -> Explanation:
    first = group[0]
    named = _different(group, again)[:MOST]
    return Explanation(
        _sentence(named),
        first.bits,
        first.kind,
        first.value,
        next((made.factor for made in named if made.factor), ""),
        tuple(dict.fromkeys(candidate.kind for candidate in group)),
        tuple(map(str, named)),
        tuple(named),
        first.made.row.look,
    )


def _different(group: Sequence[Candidate], again: Again) -> list[Made]:
    """The slips that differ at other numbers, each sentence once; of those that do not differ, the first."""
    by_sentence: dict[str, Made] = {}
    for candidate in group:
        by_sentence.setdefault(candidate.text, candidate.made)
    slips = list(by_sentence.values())
    if len(slips) == 1:
        return slips
    elsewhere = [place(slips) for place in again()]
    named: list[Made] = []
    for made in slips:
        if not any(_is_one_formula(made, other, elsewhere) for other in named):
            named.append(made)
    return named


def _is_one_formula(one: Made, other: Made, elsewhere: Sequence[Mapping[Made, float]]) -> bool:
    pairs = [(values.get(one, math.nan), values.get(other, math.nan)) for values in elsewhere]
    return bool(pairs) and all(_same(*pair) for pair in pairs)


def explanation_of(made: Made, value: float) -> Explanation:
    """Return the explanation by one slip that its evidence shows: it is said as it is, without "if"."""
    kind = made.row.kind.value
    return Explanation(str(made), made.row.bits, kind, value, made.factor, (kind,), (), (made,), made.row.look)


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
    here = [slip for slip in candidates if math.isfinite(slip.value) and _same(slip.value, values[0])]
    if not here:
        return []
    elsewhere = [place([slip.made for slip in here]) for place in again()]
    kept = [
        slip
        for slip in here
        if all(_same(at.get(slip.made, math.nan), value) for at, value in zip(elsewhere, values[1:], strict=True))
    ]
    kept.sort(key=_likeliest_first)
    return [_explained(kept, again)] if kept else []


def _sentence(slips: Sequence[Made]) -> str:
    """What was done as one sentence: "this is the value you get if …, or if …, or this is out_h1"."""
    parts: list[str] = []
    before: bool | None = None
    for made in slips:
        parts.append(str(made) if made.is_another else f"{BEFORE_IF[before]}if {made}")
        before = made.is_another
    return ", or ".join(parts)


BEFORE_IF = {None: "this is the value you get ", True: "the value you get ", False: ""}
"""What stands before "if", by whether the part before it names another number; None for the first part."""
