"""How often does the judge name the slip that was made, and how often one that was not?

    python benchmarks/diagnosis.py [--numbers N] [--networks 2-2-2 3-4-2 2-3-3] [--digits 2 3 4 5 6] [--kinds]

Networks with random numbers of two decimals: 2-2-2 with sigmoid, 3-4-2 with tanh (both with ½(target − out)²), 2-3-3
with softmax and cross-entropy. Of each, partials ∂E_total/∂w of random weights, handed in as one number of so many
significant digits, without working and without other claims.

random    a number that nobody computed: the true one times a random factor between 1/10 and 10 (even on a logarithmic
          scale), of the true sign three times of four. Whatever explanation it gets is bogus.
injected  a number with one slip in it, recomputed here by hand with that slip, forward and backward, without the
          judge's own derivations. The first explanation has to be that slip: at three other draws of all numbers it
          has to give what the slip gives (so another wording of one formula is right, another formula that happens to
          give the number here is wrong, unless both are named in that explanation). "Shown" counts those that stand
          among the explanations at all.

How often each kind of slip is drawn is in `BITS`; with --equal all kinds are drawn alike.
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from slips_by_hand import Backward, Numbers, Place, Slip, drawn, slips_of, work_of

from verify import Verdict, Work, check_claims
from verify.claims.targets import Target
from verify.slips.search import Slips

BITS = {
    "missing factor": 1.5, "sign": 2.0, "path": 2.5, "variant": 2.5, "learning rate": 2.75, "updated weight": 3.0,
    "extra factor": 3.5, "typing": 3.5, "copied": 4.0, "written line": 4.0, "wrong name": 4.5, "upside down": 4.5,
    "wrong index": 5.0, "two slips": 5.0,
}  # fmt: skip
"""How often each kind of slip is drawn: one of n bits once in 2^n. As the design of the judge guesses, not measured."""


def injected(numbers: Numbers, place: Place, rng: random.Random, equal: bool) -> Slip:
    """One slip, its kind by `BITS` or any, of its kind any."""
    kinds: dict[str, list[Slip]] = defaultdict(list)
    for slip in slips_of(numbers, place):
        kinds[slip[0]].append(slip)
    names = [*kinds, "typing", "two slips"]
    kind = rng.choices(names, [1.0 if equal else 0.5 ** BITS[name] for name in names])[0]
    if kind == "typing":
        return "typing", "", Backward.true
    if kind == "two slips":
        one = rng.choice([slip for name in ("missing factor", "variant", "path") for slip in kinds.get(name, [])])
        return kind, f"sign, {one[0]} {one[1]}", lambda b: -one[2](b)
    return rng.choice(kinds[kind])


# ----------------------------------------------------------------------------------------------- writing


def written(number: float, digits: int) -> str:
    """The number with so many significant digits, as a person writes it."""
    return f"{Decimal(f'{number:.{digits - 1}e}'):f}"


def mistyped(number: float, digits: int, rng: random.Random) -> str:
    """A digit left out, doubled or exchanged with its neighbour; the point one place off."""
    kind = rng.choice(["left out", "doubled", "exchanged", "point"])
    if kind == "point":
        return written(number * 10.0 ** rng.choice([-1, 1]), digits)
    text = written(number, digits + {"left out": 1, "doubled": -1, "exchanged": 0}[kind])
    start = next(place for place, sign in enumerate(text) if sign in "123456789")
    places = [place for place in range(start, len(text)) if text[place] != "."]
    place = rng.choice(places[:-1] or places)
    if kind == "left out":
        return text[:place] + text[place + 1 :]
    if kind == "doubled":
        return text[:place] + text[place] + text[place:]
    after = next((each for each in places if each > place), place)
    signs = list(text)
    signs[place], signs[after] = signs[after], signs[place]
    return "".join(signs)


# --------------------------------------------------------------------------------------------- measuring

NETWORKS = {
    "2-2-2": ((2, 2, 2), "sigmoid"),
    "3-4-2": ((3, 4, 2), "tanh"),
    "2-3-3": ((2, 3, 3), "softmax"),
}


@dataclass
class Tally:
    random: int = 0
    bogus: int = 0
    bogus_kinds: Counter[str] = field(default_factory=Counter)
    injected: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def judge(self, work: Work, target: str, text: str) -> Any:
        start = time.thread_time()
        judgement = check_claims(work, {target: text})[0]
        self.seconds.append(time.thread_time() - start)
        return judgement


def random_place(numbers: Numbers, rng: random.Random) -> Place:
    layer = rng.randrange(2)
    neuron = rng.randrange(len(numbers.w[layer]))
    return Place(layer, neuron, rng.randrange(len(numbers.w[layer][neuron])))


def measure(name: str, count: int, digits: int, seed: int = 1, equal: bool = False, show: bool = False) -> Tally:
    """Judge so many random and so many injected numbers of one network."""
    sizes, kind = NETWORKS[name]
    rng = random.Random(f"{seed} {name} {digits}")
    tally = Tally()
    for _ in range(count):
        numbers = drawn(sizes, kind, rng)
        place = random_place(numbers, rng)
        true = Backward(numbers, place).true()
        work, weight = work_of(numbers), place.name(numbers)
        assert math.isclose(work.true(Target("E_total", by=weight)), true, rel_tol=1e-9, abs_tol=1e-15)
        if true != 0.0:
            one_random(tally, work, f"dE_total/d{weight}", wrong(true, digits, rng))
            slip = injected(numbers, place, rng, equal)
            one_injected(tally, work, numbers, place, slip, digits, rng, show)
    return tally


def wrong(true: float, digits: int, rng: random.Random) -> str:
    sign = 1 if rng.random() < 0.75 else -1
    return written(sign * true * 10.0 ** rng.uniform(-1.0, 1.0), digits)


def one_random(tally: Tally, work: Work, target: str, text: str) -> None:
    judgement = tally.judge(work, target, text)
    if judgement.verdict is Verdict.WRONG:  # else it is right by chance
        tally.random += 1
        if judgement.explanations:
            tally.bogus += 1
            tally.bogus_kinds[judgement.explanations[0].kind] += 1


def one_injected(
    tally: Tally, work: Work, numbers: Numbers, place: Place, slip: Slip, digits: int, rng: random.Random, show: bool
) -> None:
    kind, what, gradient = slip
    value = gradient(Backward(numbers, place))
    if value == 0.0 or not math.isfinite(value):
        return
    target = f"dE_total/d{place.name(numbers)}"
    text = mistyped(value, digits, rng) if kind == "typing" else written(value, digits)
    judgement = tally.judge(work, target, text)
    if judgement.verdict is not Verdict.WRONG:
        return  # right to its digits
    are = [is_it(each, slip, numbers, place) for each in judgement.explanations]
    tally.injected[kind] += 1
    tally.first[kind] += are[:1] == [True]
    tally.shown[kind] += any(are)
    tally.silent[kind] += not are
    if show and are[:1] != [True]:
        said = [(each.text, each.bits) for each in judgement.explanations]
        print("   ", kind, what, target, text, "true", Backward(numbers, place).true(), said)


def is_it(explanation: Any, slip: Slip, numbers: Numbers, place: Place) -> bool:
    """Whether an explanation is the slip: it gives at other numbers what the slip gives."""
    kind, _, gradient = slip
    if kind == "typing":
        return kind in explanation.kinds
    target = Target("E_total", by=place.name(numbers))
    possible = set(explanation.made)
    for other, work in elsewhere(numbers):
        wanted = gradient(Backward(other, place))
        there = Slips.of(work).same(target, possible)
        possible = {made for made in possible if math.isclose(there.get(made, math.nan), wanted, rel_tol=1e-9)}
    return bool(possible)


def elsewhere(numbers: Numbers) -> list[tuple[Numbers, Work]]:
    """Three other draws of the same network; a softmax keeps its class."""
    sizes = len(numbers.x), len(numbers.w[0]), len(numbers.t)
    return drawn_elsewhere(sizes, numbers.kind, tuple(numbers.t) if numbers.kind == "softmax" else ())


@cache
def drawn_elsewhere(sizes: tuple[int, int, int], kind: str, targets: tuple[float, ...]) -> list[tuple[Numbers, Work]]:
    found = []
    for seed in range(1, 4):  # of seed 0, a net of 2-3-3 is 0, and its slips are none there
        other = drawn(sizes, kind, random.Random(seed))
        other.rate = 0.1 + 0.2 * seed
        other.t = list(targets) or other.t
        found.append((other, work_of(other)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, default=1500, help="of each sort for each network and number of digits")
    parser.add_argument("--networks", nargs="+", default=list(NETWORKS), choices=list(NETWORKS))
    parser.add_argument("--digits", nargs="+", type=int, default=[2, 3, 4, 5, 6])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", action="store_true", help="also by kind of slip")
    parser.add_argument("--equal", action="store_true", help="all kinds of slips alike")
    parser.add_argument("--show", action="store_true", help="every number whose slip is not named first")
    options = parser.parse_args()
    print("network  digits   bogus   named first   shown   silent     CPU ms a claim (median, 99 %, largest)")
    for name in options.networks:
        for digits in options.digits:
            tally = measure(name, options.numbers, digits, options.seed, options.equal, options.show)
            print(row(name, digits, tally), flush=True)
            if options.kinds:
                print_kinds(tally)


def row(name: str, digits: int, tally: Tally) -> str:
    count = sum(tally.injected.values())
    first, shown, silent = (sum(each.values()) / count for each in (tally.first, tally.shown, tally.silent))
    times = sorted(tally.seconds)
    ms = [1e3 * each for each in (statistics.median(times), times[int(0.99 * len(times))], times[-1])]
    shares = f"{tally.bogus / tally.random:9.2%} {first:11.1%} {shown:9.1%} {silent:8.1%}"
    return f"{name:8} {digits:4} {shares}     {ms[0]:.2f}  {ms[1]:.2f}  {ms[2]:.2f}"


def print_kinds(tally: Tally) -> None:
    for kind, count in tally.injected.most_common():
        shares = [each[kind] / count for each in (tally.first, tally.shown, tally.silent)]
        print(f"    {kind:16} {count:5} ", *(f"{share:7.1%}" for share in shares))
    print("    bogus:", dict(tally.bogus_kinds))


if __name__ == "__main__":
    main()
