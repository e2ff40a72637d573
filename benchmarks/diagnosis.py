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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from autograd import sigmoid, softmax, tanh
from nn import MLP, categorical_cross_entropy, half_squared_error
from verify import Verdict, Work, check_claims
from verify.candidates import Candidate
from verify.slips import same_slips
from verify.targets import Target

# ----------------------------------------------------------------------------------- networks, worked by hand


@dataclass
class Numbers:
    """Everything that is given: inputs, weights[layer][neuron][from], biases[layer][neuron], targets."""

    x: list[float]
    w: list[list[list[float]]]
    b: list[list[float]]
    t: list[float]
    kind: str
    rate: float = 0.5

    def forward(self) -> tuple[list[float], list[float], list[float], list[float]]:
        """Nets and outs of the hidden and of the output layer."""
        hidden_nets = [sum(w * x for w, x in zip(row, self.x)) + b for row, b in zip(self.w[0], self.b[0])]
        hidden = [activated(self.kind, net) for net in hidden_nets]
        nets = [sum(w * h for w, h in zip(row, hidden)) + b for row, b in zip(self.w[1], self.b[1])]
        if self.kind == "softmax":
            total = sum(math.exp(net) for net in nets)
            return hidden_nets, hidden, nets, [math.exp(net) / total for net in nets]
        return hidden_nets, hidden, nets, [activated(self.kind, net) for net in nets]


def activated(kind: str, net: float) -> float:
    return math.tanh(net) if kind == "tanh" else 1.0 / (1.0 + math.exp(-net))


def slope(kind: str, out: float) -> float:
    return 1.0 - out * out if kind == "tanh" else out * (1.0 - out)


def drawn(sizes: tuple[int, int, int], kind: str, rng: random.Random) -> Numbers:
    def some(count: int, low: float = -1.0, high: float = 1.0) -> list[float]:
        return [round(rng.uniform(low, high), 2) or 0.01 for _ in range(count)]

    inputs, hidden, outputs = sizes
    if kind == "softmax":
        targets = [0.0] * outputs
        targets[rng.randrange(outputs)] = 1.0
    else:
        targets = some(outputs, 0.01 if kind == "sigmoid" else -0.99, 0.99)
    weights = [[some(inputs) for _ in range(hidden)], [some(hidden) for _ in range(outputs)]]
    return Numbers(some(inputs, 0.05, 0.99), weights, [some(hidden), some(outputs)], targets, kind)


def work_of(numbers: Numbers) -> Work:
    """The same network as the judge is given it."""
    hidden, outputs = len(numbers.w[0]), len(numbers.w[1])
    row, last = {"sigmoid": (sigmoid, sigmoid), "tanh": (tanh, tanh), "softmax": (sigmoid, softmax)}[numbers.kind]
    network = MLP(len(numbers.x), [hidden, outputs], row, last, rng=random.Random(1))
    weights = iter(w for layer in numbers.w for row in layer for w in row)
    biases = iter(b for layer in numbers.b for b in layer)
    for parameter in network.parameters():
        parameter.data = next(weights if parameter.name.startswith("w") else biases)
    loss = categorical_cross_entropy if numbers.kind == "softmax" else half_squared_error
    total = network.forward(numbers.x, numbers.t, loss).total
    return Work(total, numbers.rate, tuple(p.name for p in network.parameters() if p.name.startswith("w")))


# ------------------------------------------------------------------------------------ slips, worked by hand


@dataclass(frozen=True)
class Place:
    """A weight: of which layer, into which neuron, from where."""

    layer: int
    neuron: int
    source: int

    def name(self, numbers: Numbers) -> str:
        first = len(numbers.w[0]) * len(numbers.x)
        own = self.neuron * len(numbers.w[self.layer][0]) + self.source + 1
        return f"w{own + first * self.layer}"


@dataclass
class Parts:
    """The factors of a backward pass: for each output error, slope and weight on the way; then slope and input."""

    error: list[float]
    slope: list[float]
    way: list[float]
    inner: float
    source: float
    ways: Callable[[list[float]], float] = sum
    last: Callable[[float], float] = lambda gradient: gradient
    forgotten: set[int] = field(default_factory=set)

    def gradient(self) -> float:
        terms = [
            e * s * w for k, (e, s, w) in enumerate(zip(self.error, self.slope, self.way)) if k not in self.forgotten
        ]
        return self.last(self.ways(terms) * self.inner * self.source)


class Backward:
    """One backward pass, in which a slip may change parts before they are multiplied."""

    def __init__(self, numbers: Numbers, place: Place) -> None:
        self.numbers, self.place = numbers, place
        self.nets, self.hidden, self.out_nets, self.outs = numbers.forward()
        self.outputs = list(range(len(self.outs))) if place.layer == 0 else [place.neuron]

    def parts(self) -> Parts:
        n, p = self.numbers, self.place
        error = [self.outs[k] - n.t[k] for k in self.outputs]
        is_softmax = n.kind == "softmax"  # ∂E/∂net is out − target, no slope
        slopes = [1.0 if is_softmax else slope(n.kind, self.outs[k]) for k in self.outputs]
        if p.layer == 1:
            return Parts(error, slopes, [1.0], 1.0, self.hidden[p.source])
        inner = slope("tanh" if n.kind == "tanh" else "sigmoid", self.hidden[p.neuron])
        return Parts(error, slopes, [n.w[1][k][p.neuron] for k in self.outputs], inner, n.x[p.source])

    def true(self) -> float:
        return self.parts().gradient()


Slip = tuple[str, str, Callable[[Backward], float]]
"""Kind, what was done, and the gradient with it at any numbers of the same network."""


def changed(change: Callable[[Backward, Parts], None]) -> Callable[[Backward], float]:
    def gradient(backward: Backward) -> float:
        parts = backward.parts()
        change(backward, parts)
        return parts.gradient()

    return gradient


def slips_of(numbers: Numbers, place: Place) -> Iterator[Slip]:
    """Every slip that can be made here."""
    backward = Backward(numbers, place)
    yield from whole(backward)
    yield from of_outputs(backward)
    yield from of_source(backward)
    if place.layer == 0:
        yield from of_hidden(backward)
        yield from of_ways(backward)
    yield from of_update(backward)


def whole(backward: Backward) -> Iterator[Slip]:
    yield "sign", "whole", lambda b: -b.true()
    yield "extra factor", "2", lambda b: 2.0 * b.true()
    yield "extra factor", "½", lambda b: 0.5 * b.true()
    places = [
        Place(layer, neuron, source)
        for layer, rows in enumerate(backward.numbers.w)
        for neuron, row in enumerate(rows)
        for source in range(len(row))
    ]
    for other in places:
        if other != backward.place:
            yield "copied", str(other), lambda b, other=other: Backward(b.numbers, other).true()


def of_outputs(backward: Backward) -> Iterator[Slip]:
    """In the factors of an output: in one way, and in all ways alike."""
    places = range(len(backward.outputs))
    groups = [[k] for k in places] + ([list(places)] if len(places) > 1 else [])
    for group in groups:
        yield from at_outputs(backward, group)


def at_outputs(backward: Backward, group: list[int]) -> Iterator[Slip]:
    kind, count = backward.numbers.kind, len(backward.outs)

    def slip(name: str, part: str, number: Callable[[Backward, int], float]) -> Slip:
        def change(b: Backward, parts: Parts) -> None:
            for k in group:
                getattr(parts, part)[k] = number(b, b.outputs[k])

        return name, f"{part} {group}", changed(change)

    def error(b: Backward, k: int) -> float:
        return b.outs[k] - b.numbers.t[k]

    yield slip("sign", "error", lambda b, k: -error(b, k))
    yield slip("missing factor", "error", lambda b, k: 1.0)
    yield slip("variant", "error", lambda b, k: b.outs[k])
    yield slip("variant", "error", lambda b, k: b.numbers.t[k])
    if kind == "softmax":
        yield slip("extra factor", "slope", lambda b, k: slope("sigmoid", b.outs[k]))
    else:
        yield slip("missing factor", "slope", lambda b, k: 1.0)
        yield slip("variant", "slope", lambda b, k: b.outs[k])
        yield slip("variant", "slope", lambda b, k: 1.0 - b.outs[k])
        yield slip("variant", "slope", lambda b, k: slope(kind, activated(kind, b.outs[k])))
        yield slip("extra factor", "slope", lambda b, k: slope(kind, b.outs[k]) ** 2)
        yield slip("written line", "error", lambda b, k: -b.numbers.t[k] - b.outs[k])
        yield slip("upside down", "slope", lambda b, k: 1.0 / slope(kind, b.outs[k]))
    if len(group) == 1:
        own = backward.outputs[group[0]]
        for other in range(count):
            if other != own:
                yield slip("wrong index", "error", lambda b, k, j=other: b.outs[k] - b.numbers.t[j])
                yield slip("wrong index", "error", lambda b, k, j=other: error(b, j))
                if kind != "softmax":
                    yield slip("wrong index", "slope", lambda b, k, j=other: slope(kind, b.outs[j]))


def of_source(backward: Backward) -> Iterator[Slip]:
    p = backward.place

    def slip(name: str, source: Callable[[Backward], float]) -> Slip:
        return name, "source", changed(lambda b, parts: setattr(parts, "source", source(b)))

    yield slip("missing factor", lambda b: 1.0)
    yield slip("wrong name", lambda b: b.numbers.w[p.layer][p.neuron][p.source])
    for other in range(len(backward.numbers.w[p.layer][0])):
        if other != p.source:
            yield slip("wrong index", lambda b, j=other: (b.hidden if p.layer else b.numbers.x)[j])
    if p.layer:
        yield slip("variant", lambda b: b.nets[p.source])


def of_hidden(backward: Backward) -> Iterator[Slip]:
    p = backward.place
    kind = "tanh" if backward.numbers.kind == "tanh" else "sigmoid"

    def slip(name: str, inner: Callable[[Backward, float], float]) -> Slip:
        return name, "inner", changed(lambda b, parts: setattr(parts, "inner", inner(b, b.hidden[p.neuron])))

    yield slip("missing factor", lambda b, out: 1.0)
    yield slip("variant", lambda b, out: out)
    yield slip("variant", lambda b, out: 1.0 - out)
    yield slip("variant", lambda b, out: slope(kind, activated(kind, out)))
    yield slip("extra factor", lambda b, out: slope(kind, out) ** 2)
    yield slip("upside down", lambda b, out: 1.0 / slope(kind, out))
    for other in range(len(backward.hidden)):
        if other != p.neuron:
            yield slip("wrong index", lambda b, out, j=other: slope(kind, b.hidden[j]))


def of_ways(backward: Backward) -> Iterator[Slip]:
    p, count = backward.place, len(backward.outputs)
    for k in range(count):
        yield "path", f"forgotten {k}", changed(lambda b, parts, k=k: parts.forgotten.add(k))
        yield "path", f"subtracted {k}", changed(lambda b, parts, k=k: negated(parts.way, k))
        if count > 2:
            rest = set(range(count)) - {k}
            yield "path", f"only {k}", changed(lambda b, parts, rest=rest: parts.forgotten.update(rest))
    yield "path", "multiplied", changed(lambda b, parts: setattr(parts, "ways", math.prod))
    for group in [*([k] for k in range(count)), list(range(count))]:
        yield "missing factor", f"way {group}", changed(lambda b, parts, group=group: ones(parts.way, group))
        if len(group) == 1:
            k = group[0]
            yield "wrong name", f"way {k}", changed(lambda b, parts, k=k: put(parts.way, k, b.hidden[p.neuron]))
            for j in range(len(backward.hidden)):
                if j != p.neuron:
                    yield (
                        "wrong index",
                        f"way {k} {j}",
                        changed(lambda b, parts, k=k, j=j: put(parts.way, k, b.numbers.w[1][k][j])),
                    )
            for j in range(count):
                if j != k:
                    yield (
                        "wrong index",
                        f"way {k} {j}",
                        changed(lambda b, parts, k=k, j=j: put(parts.way, k, b.numbers.w[1][j][p.neuron])),
                    )


def negated(numbers: list[float], place: int) -> None:
    numbers[place] = -numbers[place]


def put(numbers: list[float], place: int, number: float) -> None:
    numbers[place] = number


def ones(numbers: list[float], places: list[int]) -> None:
    for place in places:
        numbers[place] = 1.0


def of_update(backward: Backward) -> Iterator[Slip]:
    p = backward.place
    yield "learning rate", "in", lambda b: b.numbers.rate * b.true()
    yield "updated weight", "", lambda b: b.numbers.w[p.layer][p.neuron][p.source] - b.numbers.rate * b.true()


BITS = {
    "missing factor": 1.5, "sign": 2.0, "path": 2.5, "variant": 2.5, "learning rate": 2.75, "updated weight": 3.0,
    "extra factor": 3.5, "typing": 3.5, "copied": 4.0, "written line": 4.0, "wrong name": 4.5, "upside down": 4.5,
    "wrong index": 5.0, "two slips": 5.0,
}  # fmt: skip
"""How often each kind of slip is drawn: one of n bits once in 2^n. As the design of the judge guesses, not measured."""

EQUAL = False


def injected(numbers: Numbers, place: Place, rng: random.Random) -> Slip:
    """One slip, its kind by `WEIGHTS`, of its kind any."""
    kinds: dict[str, list[Slip]] = defaultdict(list)
    for slip in slips_of(numbers, place):
        kinds[slip[0]].append(slip)
    names = [*kinds, "typing", "two slips"]
    kind = rng.choices(names, [1.0 if EQUAL else 0.5 ** BITS[name] for name in names])[0]
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
JUDGED = (Verdict.WRONG,)


@dataclass
class Tally:
    random: int = 0
    bogus: int = 0
    bogus_kinds: Counter[str] = field(default_factory=Counter)
    injected: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)


def random_place(numbers: Numbers, rng: random.Random) -> Place:
    layer = rng.randrange(2)
    neuron = rng.randrange(len(numbers.w[layer]))
    return Place(layer, neuron, rng.randrange(len(numbers.w[layer][neuron])))


def judge(work: Work, target: str, text: str, times: list[float]):
    start = time.thread_time()
    judgement = check_claims(work, {target: text})[0]
    times.append(time.thread_time() - start)
    return judgement


def measure(name: str, numbers_each: int, digits: int, seed: int, times: list[float]) -> Tally:
    sizes, kind = NETWORKS[name]
    rng = random.Random(f"{seed} {name} {digits}")
    tally = Tally()
    for _ in range(numbers_each):
        numbers = drawn(sizes, kind, rng)
        place = random_place(numbers, rng)
        backward = Backward(numbers, place)
        true = backward.true()
        work, target = work_of(numbers), f"dE_total/d{place.name(numbers)}"
        assert math.isclose(work.true(Target("E_total", by=place.name(numbers))), true, rel_tol=1e-9, abs_tol=1e-15)
        if true == 0.0:
            continue
        sign = 1 if rng.random() < 0.75 else -1
        judgement = judge(work, target, written(sign * true * 10.0 ** rng.uniform(-1.0, 1.0), digits), times)
        if judgement.verdict in JUDGED:
            tally.random += 1
            if judgement.explanations:
                tally.bogus += 1
                tally.bogus_kinds[judgement.explanations[0].kind] += 1
        one_injected(tally, numbers, place, digits, (work, target, rng, times))
    return tally


def one_injected(tally: Tally, numbers: Numbers, place: Place, digits: int, rest) -> None:
    work, target, rng, times = rest
    kind, what, gradient = injected(numbers, place, rng)
    value = gradient(Backward(numbers, place))
    if value == 0.0 or not math.isfinite(value):
        return
    text = mistyped(value, digits, rng) if kind == "typing" else written(value, digits)
    judgement = judge(work, target, text, times)
    if judgement.verdict not in JUDGED:
        return  # right to its digits
    tally.injected[kind] += 1
    are = [is_it(each, kind, gradient, numbers, place, text) for each in judgement.explanations]
    tally.first[kind] += are[:1] == [True]
    tally.shown[kind] += any(are)
    tally.silent[kind] += not are
    if SHOW and are[:1] != [True]:
        said = [(each.text, each.bits) for each in judgement.explanations]
        print("   ", kind, what, target, text, "true", Backward(numbers, place).true(), said)


def is_it(explanation, kind: str, gradient, numbers: Numbers, place: Place, text: str) -> bool:
    """Whether an explanation is the slip: it gives at other numbers what the slip gives."""
    if kind == "typing":
        return kind in explanation.kinds
    target = Target("E_total", by=place.name(numbers))
    possible = set(explanation.slips)
    for other, work in elsewhere((len(numbers.x), len(numbers.w[0]), len(numbers.t)), numbers.kind, tuple(numbers.t)):
        wanted = gradient(Backward(other, place))
        given = same_slips(work, target, [Candidate(0.0, 0.0, "two slips", slip) for slip in possible])
        possible = {slip for slip in possible if math.isclose(given.get(slip, math.nan), wanted, rel_tol=1e-9)}
    return bool(possible)


def elsewhere(sizes, kind: str, targets: tuple[float, ...]) -> list[tuple[Numbers, Work]]:
    """Three other draws; a softmax keeps its class."""
    key = sizes, kind, targets if kind == "softmax" else ()
    if key not in KEPT:
        KEPT[key] = []
        for seed in range(3):
            other = drawn(sizes, kind, random.Random(seed))
            other.rate = 0.1 + 0.2 * seed
            if kind == "softmax":
                other.t = list(targets)
            KEPT[key].append((other, work_of(other)))
    return KEPT[key]


KEPT = {}


SHOW = False


def main() -> None:
    global SHOW, EQUAL
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--numbers", type=int, default=1500, help="of each sort for each network and number of digits")
    parser.add_argument("--networks", nargs="+", default=list(NETWORKS), choices=list(NETWORKS))
    parser.add_argument("--digits", nargs="+", type=int, default=[2, 3, 4, 5, 6])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", action="store_true", help="also by kind of slip")
    parser.add_argument("--equal", action="store_true", help="all kinds of slips alike")
    parser.add_argument("--show", action="store_true", help="every number whose slip is not named first")
    options = parser.parse_args()
    SHOW, EQUAL = options.show, options.equal
    print("network  digits   bogus   named first   shown   silent     CPU ms a claim (median, 99 %, largest)")
    for name in options.networks:
        for digits in options.digits:
            times: list[float] = []
            tally = measure(name, options.numbers, digits, options.seed, times)
            count = sum(tally.injected.values())
            first, shown, silent = (sum(c.values()) / count for c in (tally.first, tally.shown, tally.silent))
            times.sort()
            ms = [1e3 * each for each in (statistics.median(times), times[int(0.99 * len(times))], times[-1])]
            print(
                f"{name:8} {digits:4} {tally.bogus / tally.random:9.2%} {first:11.1%} {shown:9.1%} {silent:8.1%}"
                f"     {ms[0]:.2f}  {ms[1]:.2f}  {ms[2]:.2f}",
                flush=True,
            )
            if options.kinds:
                for kind, count in tally.injected.most_common():
                    shares = [each[kind] / count for each in (tally.first, tally.shown, tally.silent)]
                    print(f"    {kind:16} {count:5} ", *(f"{share:7.1%}" for share in shares))
                print("    bogus:", dict(tally.bogus_kinds))


if __name__ == "__main__":
    main()
