"""Is any derivative wrong? ``python tests/jets_long.py [--graphs 30000] [--seed 1] [--first 0]``.

Random graphs over the whole table, with special values, ties and kinks: every way to a first derivative gives the same
bits, those to a second one too, which take turns; replay gives the same bits; and every number is that of series of
sixty digits, or nan where there is none. Prints what was judged; how far numbers were off, in units of the last place
of the terms they are added up from; and each kind of finding by the fewest steps that show it.
"""

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from time import perf_counter
from typing import Any

import ways
from jets import ABSENT, UNKNOWN, Exact, Partly, Sides, Truth, truth
from random_graphs import DIFFERENTIATED, Program
from special_graphs import drawn
from ways import Refused, answer, differ, filled

from autograd import Value, partial, replay

RELATIVE = 1e-9
"""What makes a number wrong, as a part of it."""

ROUNDING = 256.0
"""And in units of the last place of the terms that it is added up from."""

EACH_TURN = 2
"""Of the ways to a second derivative, that are compared with `hessian` in one graph: at kinks they take long."""

STEEPEST = 1e150
"""Slope whose square is too large for a float."""

SMALLEST = 2.0**-1022
"""Of normal doubles."""


@dataclass(frozen=True)
class Finding:
    """Something that is wrong: its kind, and what was seen."""

    kind: str
    seen: str


@dataclass
class Tally:
    """What was judged, and how far numbers were off."""

    graphs: Counter[str] = field(default_factory=Counter)
    entries: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    ulps: dict[str, Counter[int]] = field(default_factory=lambda: {"first": Counter(), "second": Counter()})

    def count(self, case: "Case") -> None:
        """Add one graph."""
        self.graphs["smooth" if case.exact.is_smooth else "not smooth"] += 1
        self.graphs["not tame"] += not case.exact.is_tame
        self.rows.update(op.name for op, _ in case.program.steps)

    def saw(self, which: str, exact: Any, ours: float) -> None:
        """Add one number that was compared."""
        kind = type(exact).__name__ if exact not in (ABSENT, UNKNOWN) else repr(exact)
        self.entries[f"{which} {kind}"] += 1
        if isinstance(exact, Exact) and math.isfinite(ours):
            off = float(abs(exact.number - ours)) / 2.0 ** (min(max(exact.size, -960.0), 1020.0) - 53)
            self.ulps[which][math.ceil(math.log2(off)) if off > 1.0 else 0] += 1


def allowed(exact: Exact) -> float:
    """How far a number may be off: a part of it, and some last places of what it is added up from.

    Of a 0 that no term leads to, as the slope of x / |x|, that is not known: its terms count as 1.
    """
    size = 0.0 if exact.number == 0.0 and exact.size == -math.inf else exact.size
    rounding = ROUNDING * 2.0 ** min(max(size, -1022.0) - 53, 1000.0)
    return RELATIVE * float(abs(exact.number)) + rounding + 4 * SMALLEST


def is_wrong(exact: Any, ours: float) -> bool:
    """Whether a number is not what it must be."""
    if exact is UNKNOWN:
        return False
    if exact is ABSENT:
        return ours == ours
    if isinstance(exact, Sides):
        low, high = sorted(map(float, exact))
        room = RELATIVE * max(abs(low), abs(high), SMALLEST)
        return not low - room <= ours <= high + room
    if isinstance(exact, Partly):
        return ours == ours and all(abs(ours - number) > RELATIVE * (1 + abs(number)) for number in exact.numbers)
    return not abs(exact.number - ours) <= allowed(exact)


@dataclass(frozen=True)
class Case:
    """One graph, with the truth of it.

    Attributes
    ----------
    has_edge
        Whether a local derivative is infinite or does not exist: then an infinite derivative, or none, is not wrong.
    by_convention
        Whether slopes taken by convention at several kinks have made one that is none of the whole's, as 0 for
        relu(x) − relu(−x) at 0: first derivatives are not judged then, and nan is no wrong second derivative.
    """

    program: Program
    exact: Truth
    has_edge: bool
    by_convention: bool

    def function(self, *leaves: Value) -> Value:
        """Record the graph anew."""
        return self.program.run_on(leaves)[-1]

    def answer(self, way: Callable[..., Any], which: str) -> Any:
        """What one way says."""
        answered = answer(way, self.function, self.program.numbers)
        return filled(answered) if which == "second" else answered

    @property
    def where(self) -> str:
        """What is special about it."""
        smooth = "smooth" if self.exact.is_smooth else "kink or edge"
        return (
            smooth + (", infinite slope inside" if self.has_edge else "") + ("" if self.exact.is_tame else ", not tame")
        )

    def judged(self, which: str) -> list[Any]:
        """The true numbers, as far as they bind the engine."""
        numbers = self.exact.first
        if which == "second":
            numbers = tuple(self.exact.second[pair] for pair in product(range(len(numbers)), repeat=2))
        is_judged = self.exact.is_tame and not (which == "first" and self.by_convention)
        return list(numbers) if is_judged else [UNKNOWN] * len(numbers)

    def may_be_missing(self, which: str, ours: float) -> bool:
        """Whether an answer that is no number is no wrong one."""
        return not math.isfinite(ours) and (self.has_edge or (which == "second" and self.by_convention))


def case_of(program: Program) -> tuple[Case, list[Value]]:
    """Return a graph with the truth of it, and its values."""
    values = program.run()
    exact = truth(values[-1], values[: len(program.numbers)])
    slopes = [abs(local) for value in values for local in value.local_derivatives]
    if max((slope for slope in slopes if math.isfinite(slope)), default=0.0) > STEEPEST:
        exact = exact._replace(is_tame=False)
    has_edge = not all(map(math.isfinite, slopes))
    return Case(program, exact, has_edge, not exact.is_smooth and _is_by_convention(exact, values)), values


def _is_by_convention(exact: Truth, values: Sequence[Value]) -> bool:
    """Whether several values lie on kinks of their rows, and a slope of the whole is neither true nor between sides."""
    slopes = [partial(values[-1], leaf) for leaf in values[: len(exact.first)]]
    if not any(math.isfinite(own) and is_wrong(true, own) for true, own in zip(exact.first, slopes, strict=True)):
        return False
    return sum(0.0 in _gaps(value) for value in values) > 1


def _gaps(value: Value) -> Sequence[float]:
    op = value.op
    return op.kinks(*[parent.data for parent in value.parents], **op.static) if op and op.kinks else ()


def findings(program: Program, tally: Tally, turn: int | None = None) -> Iterator[Finding]:
    """Yield what is wrong in one graph, by the ways to a second derivative whose turn it is; by all without one."""
    case, values = case_of(program)
    tally.count(case)
    again = replay(values[-1])
    if [x.hex() for x in again.values()] != [value.data.hex() for value in again]:
        yield Finding("replay", "other bits")
    further = [*ways.SECOND[1:], *ways.SECOND_OTHERWISE]
    if turn is not None:
        further = [further[(turn * EACH_TURN + n) % len(further)] for n in range(EACH_TURN)]
    for which, first, others in (
        ("first", ways.FIRST[0], [*ways.FIRST[1:], *ways.FIRST_OTHERWISE]),
        ("second", ways.SECOND[0], further),
    ):
        numbers, ours = case.judged(which), case.answer(first, which)
        for way in others:
            is_exact = way in ways.FIRST or (way in ways.SECOND and case.exact.is_smooth)
            other = case.answer(way, which)
            if differ(ours, other) if is_exact else _differ_more_than_by_rounding(ours, other, numbers):
                yield Finding(f"{way.__name__}, {which}, {case.where}", f"{other} is not {ours} of {first.__name__}")
        yield from _judged(case, which, ours, tally)


def against_the_truth(program: Program, tally: Tally) -> Iterator[Finding]:
    """Yield what is wrong in one graph by one way alone."""
    case, _ = case_of(program)
    tally.count(case)
    for which, way in (("first", ways.FIRST[0]), ("second", ways.SECOND[0])):
        yield from _judged(case, which, case.answer(way, which), tally)


def _judged(case: Case, which: str, ours: Any, tally: Tally) -> Iterator[Finding]:
    numbers = case.judged(which)
    if isinstance(ours, Refused):
        tally.entries[f"{which} refused"] += len(numbers)
        if UNKNOWN not in numbers and not case.has_edge:
            yield Finding(f"{which} refused, {case.where}", f"{ours} where it is {[_shown(each) for each in numbers]}")
        return
    for place, (number, own) in enumerate(zip(numbers, ours, strict=True)):
        tally.saw(which, number, own)
        if is_wrong(number, own) and not case.may_be_missing(which, own):
            yield Finding(f"{which} wrong, {case.where}", f"{own!r} where it is {_shown(number)} (entry {place})")


def _differ_more_than_by_rounding(ours: Any, other: Any, numbers: Sequence[Any]) -> bool:
    """Whether a way says more than rounding makes: one that adds in another order, or along rays at a kink."""
    if isinstance(ours, Refused) or isinstance(other, Refused):
        return bool(ours != other)
    return any(
        differ([a], [b], allowed(exact) if isinstance(exact, Exact) else RELATIVE * (1.0 + abs(a)))
        for a, b, exact in zip(ours, other, numbers, strict=True)
        if exact is not UNKNOWN
    )


def _shown(exact: Any) -> str:
    if isinstance(exact, Exact):
        return f"{float(exact.number)!r} (of terms of 2^{exact.size:.0f})"
    return f"{type(exact).__name__}{tuple(map(float, exact))}" if isinstance(exact, Sides) else repr(exact)


def smallest(program: Program, kind: str) -> tuple[Program, Finding]:
    """Return what one value of the program is computed with, the one of the fewest steps that shows the same kind."""
    for end in sorted(range(len(program.steps)), key=lambda end: len(_needed(program, end))):
        part = _needed_alone(program, end)
        with suppress(Exception):
            for found in findings(part, Tally()):
                if found.kind == kind:
                    return part, found
    raise ValueError(f"the program does not show {kind}")


def _shortest(program: Program, found: Finding) -> str:
    with suppress(ValueError):
        program, found = smallest(program, found.kind)
    return f"{source(program)}\n    {found.seen}"


def _needed(program: Program, end: int) -> list[int]:
    """The places of all values that feed the one of a step, and its own."""
    start = len(program.numbers)
    needed = {start + end}
    for place in range(start + end, start - 1, -1):
        if place in needed:
            needed |= {n for n in program.steps[place - start][1] if type(n) is int}
    return sorted(needed)


def _needed_alone(program: Program, end: int) -> Program:
    start, kept = len(program.numbers), _needed(program, end)
    now = {place: n for n, place in enumerate(kept)}
    steps = [program.steps[place - start] for place in kept if place >= start]
    moved = tuple((op, tuple(now[n] if type(n) is int else n for n in places)) for op, places in steps)
    return Program(tuple(program.numbers[place] for place in kept if place < start), moved)


def survey(count: int, seed: int, first: int = 0) -> tuple[Tally, list[tuple[int, Program, Finding]]]:
    """Return what was seen in so many graphs, and what is wrong in which."""
    tally, wrong = Tally(), []
    for number in range(first, first + count):
        program = drawn(random.Random(f"{seed} {number}"))
        try:
            found = list(findings(program, tally, number))
        except Exception as error:  # noqa: BLE001  # whatever it is, it belongs to this graph
            found = [Finding("raised", f"{type(error).__name__}: {error}")]
        wrong += [(number, program, each) for each in found]
    return tally, wrong


def source(program: Program) -> str:
    """The program as a formula of calls, x0 to xn being the leaves."""
    texts = [f"x{n}" for n in range(len(program.numbers))]
    for op, places in program.steps:
        operands = [texts[place] if type(place) is int else repr(place) for place in places]
        texts.append(f"{op.name}({', '.join([*operands, *(f'{name}={x!r}' for name, x in op.static.items())])})")
    leaves = ", ".join(f"x{n} = {x!r}" for n, x in enumerate(program.numbers))
    return f"{texts[-1]} at {leaves}"


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graphs", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--each", type=int, default=3, help="examples of each kind of finding")
    given = parser.parse_args()
    start = perf_counter()
    tally, wrong = survey(given.graphs, given.seed, given.first)
    print(f"{given.graphs} graphs: {dict(tally.graphs)}; {len(tally.rows)} of {len(DIFFERENTIATED)} rows")
    print("derivatives:", ", ".join(f"{kind} {often}" for kind, often in sorted(tally.entries.items())))
    for which, ulps in tally.ulps.items():
        print(f"{which}, off by up to 2^k last places of their terms:", dict(sorted(ulps.items())))
    for kind, often in sorted(Counter(found.kind for _, _, found in wrong).items()):
        print(f"\n{often} × {kind}")
        graphs = {number: (program, found) for number, program, found in wrong if found.kind == kind}
        shown = {number: _shortest(*example) for number, example in graphs.items()}
        for number in sorted(shown, key=lambda number: len(shown[number]))[: given.each]:
            print(f"  graph {number}: {shown[number]}")
    print(f"\n{len(wrong)} findings, {perf_counter() - start:.0f} s")
    return int(bool(wrong) or len(tally.rows) < len(DIFFERENTIATED))


if __name__ == "__main__":
    sys.exit(main())
