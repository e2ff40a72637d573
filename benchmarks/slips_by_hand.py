"""Networks worked by hand, with slips: forward and backward in plain Python, without the judge's own derivations."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from autograd import sigmoid, softmax, tanh
from nn import MLP, categorical_cross_entropy, half_squared_error
from verify import Work

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
        self.nets, self.hidden, _, self.outs = numbers.forward()
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
