"""How fast do building a graph and running it backward get, beside micrograd and the design of microgpt?

    pip install '.[bench]' && python benchmarks/eager.py [--rounds N]

W1        one training step of the 2-2-2 network
W2        MLP(2, [16, 16, 1]) on 100 points of two moons, hinge loss + L2, forward and backward
W2 plain  the same written with a*b + c only, no n-ary operation
chain     1,000,000 multiplications one after the other: built, run backward, freed; and bytes a node

All engines run in turn in one process; figures are medians. The garbage collector is the largest single cost of
small objects, so each figure is given with it on and off. Before anything is timed, all engines must agree.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from micrograd import engine as micrograd

import autograd
import nn
from nn import documents


class Gpt:
    """A scalar of microgpt's design in lines of our own: operands and slopes as two tuples, the order by recursion."""

    __slots__ = ("data", "grad", "operands", "slopes")

    def __init__(self, data, operands=(), slopes=()):
        self.data, self.grad = data, 0.0
        self.operands, self.slopes = operands, slopes

    def __add__(self, right):
        right = as_gpt(right)
        return Gpt(self.data + right.data, (self, right), (1.0, 1.0))

    def __mul__(self, right):
        right = as_gpt(right)
        return Gpt(self.data * right.data, (self, right), (right.data, self.data))

    def __pow__(self, exponent):
        lower = self.data ** (exponent - 1)
        return Gpt(lower * self.data, (self,), (exponent * lower,))

    def exp(self):
        out = math.exp(self.data)
        return Gpt(out, (self,), (out,))

    def relu(self):
        return Gpt(self.data, (self,), (1.0,)) if self.data > 0.0 else Gpt(0.0, (self,), (0.0,))

    def __neg__(self):
        return Gpt(-self.data, (self,), (-1.0,))

    def __rsub__(self, left):
        return -self + left

    def __truediv__(self, right):
        return self * as_gpt(right) ** -1

    def __rtruediv__(self, left):
        return self**-1 * left

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        order = {}
        follow(self, order)
        self.grad = 1.0
        for value in reversed(order):
            for operand, slope in zip(value.operands, value.slopes):
                operand.grad += slope * value.grad


def as_gpt(number):
    return number if isinstance(number, Gpt) else Gpt(number)


def follow(value, order):
    """Enter a value behind all that it was computed from."""
    for operand in value.operands:
        if operand not in order:
            follow(operand, order)
    order[value] = None


class Micro(micrograd.Value):
    """micrograd has no exp, which the sigmoid of W1 needs; written as its own operations are."""

    def exp(self):
        out = micrograd.Value(math.exp(self.data), (self,), "exp")

        def backward():
            self.grad += out.data * out.grad

        out._backward = backward
        return out


def micro_exp(value):
    return Micro.exp(value)


Step = Callable[[], tuple[float, list[Any]]]
"""One step of work; returns the error and the parameters."""

# ------------------------------------------------------------------------------------------------ W1


def w1_by_hand(new: Callable[[float], Any], exp: Callable[[Any], Any]) -> Step:
    """One step as a user of micrograd writes it."""
    w = [new(x) for x in (0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55)]
    b1, b2 = new(0.35), new(0.60)

    def sigmoid(x):
        return 1 / (1 + exp(-x))

    def step() -> Any:
        i1, i2 = new(0.05), new(0.10)
        h1 = sigmoid(w[0] * i1 + w[1] * i2 + b1)
        h2 = sigmoid(w[2] * i1 + w[3] * i2 + b1)
        o1 = sigmoid(w[4] * h1 + w[5] * h2 + b2)
        o2 = sigmoid(w[6] * h1 + w[7] * h2 + b2)
        error = 0.5 * (0.01 - o1) ** 2 + 0.5 * (0.99 - o2) ** 2
        for p in (*w, b1, b2):
            p.grad = 0
        error.backward()
        for p in w:
            p.data -= 0.5 * p.grad
        return error.data, w

    return step


def w1_rows() -> Step:
    """One step with the rows made for it: weighted_sum, sigmoid and total."""
    value, weighted_sum = autograd.Value, autograd.weighted_sum
    w = [value(x) for x in (0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55)]
    b1, b2 = value(0.35), value(0.60)
    w1, w2, w3, w4, w5, w6, w7, w8 = w

    def step() -> Any:
        i1, i2 = value(0.05), value(0.10)
        h1 = weighted_sum(w1, i1, w2, i2, b1).sigmoid()
        h2 = weighted_sum(w3, i1, w4, i2, b1).sigmoid()
        o1 = weighted_sum(w5, h1, w6, h2, b2).sigmoid()
        o2 = weighted_sum(w7, h1, w8, h2, b2).sigmoid()
        error = 0.5 * (0.01 - o1) ** 2 + 0.5 * (0.99 - o2) ** 2
        for p in (*w, b1, b2):
            p.grad = 0.0
        error.backward()
        for p in w:
            p.data -= 0.5 * p.grad
        return error.data, w

    return step


def w1_ours() -> Step:
    """One step with our own network: named nodes, records and all."""
    example = documents.mazur()
    parameters = {p.name: p for p in example.network.parameters()}
    w = [parameters[name] for name in example.trained]

    def step() -> Any:
        forward = example.run()
        example.network.zero_grad()
        forward.total.backward()
        for p in w:
            p.data -= 0.5 * p.grad
        return forward.total.data, w

    return step


# ------------------------------------------------------------------------------------------------ W2


def moons(count: int = 100) -> tuple[list[list[float]], list[int]]:
    rng = random.Random(1337)
    points, labels = [], []
    for place in range(count):
        angle, upper = rng.uniform(0, math.pi), place % 2 == 0
        x, y = (math.cos(angle), math.sin(angle)) if upper else (1 - math.cos(angle), 0.5 - math.sin(angle))
        points.append([x + rng.gauss(0, 0.1), y + rng.gauss(0, 0.1)])
        labels.append(1 if upper else -1)
    return points, labels


POINTS, LABELS = moons()
SIZES = (2, 16, 16, 1)


def numbers() -> list[list[tuple[list[float], float]]]:
    rng = random.Random(1337)
    return [
        [([rng.uniform(-1, 1) for _ in range(fan_in)], 0.0) for _ in range(size)]
        for fan_in, size in zip(SIZES, SIZES[1:])
    ]


def w2_by_hand(new: Callable[[float], Any]) -> Step:
    """Forward and backward with plain operators."""
    layers = [[([new(w) for w in ws], new(b)) for ws, b in layer] for layer in numbers()]
    parameters = [p for layer in layers for ws, b in layer for p in (*ws, b)]

    def step() -> Any:
        scores = []
        for point in POINTS:
            x = [new(number) for number in point]
            for depth, layer in enumerate(layers):
                nets = [sum((w * xi for w, xi in zip(ws, x)), b) for ws, b in layer]
                x = [net.relu() for net in nets] if depth < 2 else nets
            scores.append(x[0])
        misses = [(score * -side + 1).relu() for score, side in zip(scores, LABELS)]
        loss = sum(misses) * (1 / len(POINTS)) + 1e-4 * sum(p * p for p in parameters)
        for p in parameters:
            p.grad = 0
        loss.backward()
        return loss.data, parameters

    return step


def w2_ours() -> Step:
    """The same through `nn.MLP` and `total`."""
    model = nn.MLP(2, list(SIZES[1:]))
    parameters = model.parameters()
    for p, number in zip(parameters, (x for layer in numbers() for ws, b in layer for x in (*ws, b))):
        p.data = number
    total = autograd.total

    def step() -> Any:
        scores = [model(point) for point in POINTS]
        misses = [(score * -side + 1).relu() for score, side in zip(scores, LABELS)]
        loss = total(*misses) * (1 / len(POINTS)) + 1e-4 * total(*[p * p for p in parameters])
        model.zero_grad()
        loss.backward()
        return loss.data, parameters

    return step


# ------------------------------------------------------------------------------------------- measuring


def agree(steps: dict[str, Step]) -> None:
    results = {}
    for name, step in steps.items():
        step()
        error, parameters = step()
        results[name] = [error, *(p.data for p in parameters), *(p.grad for p in parameters)]
    reference = results["micrograd"]
    for name, result in results.items():
        assert len(result) == len(reference), name
        for ours, theirs in zip(result, reference):
            assert math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12), (name, ours, theirs)


def measure(steps: dict[str, Step], rounds: int, repeat: int) -> dict[str, list[float]]:
    """Seconds a step, one figure a round; in each round all engines run one after the other."""
    times: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            gc.collect()  # the garbage of one engine is not to be collected on the clock of the next
            start = time.perf_counter()
            for _ in range(repeat):
                step()
            times[name].append((time.perf_counter() - start) / repeat)
    return times


def compare(title: str, steps: dict[str, Step], rounds: int, repeat: int) -> None:
    """Print medians, and the median over the rounds of each engine's time by ours in the same round."""
    agree(steps)
    print(f"\n{title}")
    for collector in ("on", "off"):
        (gc.enable if collector == "on" else gc.disable)()
        times = measure(steps, rounds, repeat)
        print(f"  collector {collector}")
        for name, series in times.items():
            ratio = statistics.median(theirs / ours for theirs, ours in zip(series, times["chainrule"]))
            shown = "" if name == "chainrule" else f"   {ratio:5.2f} × chainrule"
            print(f"    {name:20} {statistics.median(series) * 1e3:9.3f} ms{shown}")
    gc.enable()


def chain(length: int) -> None:
    one = autograd.Value(1.0000001)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    nodes = [one * one for _ in range(100_000)]
    size = (tracemalloc.get_traced_memory()[0] - before) / len(nodes)
    tracemalloc.stop()
    listed = 8.6  # the list that holds them, over-allocated by an eighth at most
    print(f"\nchain of {length:,} multiplications\n    {size - listed:.0f} bytes a node (tracemalloc)")
    start = time.perf_counter()
    value = autograd.Value(1.0)
    for _ in range(length):
        value = value * one
    built = time.perf_counter()
    value.backward()
    ran = time.perf_counter()
    del value, nodes
    freed = time.perf_counter()
    print(f"    built {built - start:.2f} s, backward {ran - built:.2f} s, freed {freed - ran:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--chain", type=int, default=1_000_000)
    options = parser.parse_args()
    ours, micro = autograd.Value, micrograd.Value
    compare(
        "W1: one training step of the 2-2-2 network",
        {
            "chainrule": w1_rows(),
            "chainrule, nn": w1_ours(),
            "chainrule, plain": w1_by_hand(ours, autograd.exp),
            "micrograd": w1_by_hand(micro, micro_exp),
            "microgpt's design": w1_by_hand(Gpt, Gpt.exp),
        },
        options.rounds * 4,
        50,
    )
    compare(
        "W2: MLP(2, [16, 16, 1]), 100 points, hinge + L2",
        {"chainrule": w2_ours(), "micrograd": w2_by_hand(micro), "microgpt's design": w2_by_hand(Gpt)},
        options.rounds,
        1,
    )
    compare(
        "W2 plain: the same with a*b + c only",
        {"chainrule": w2_by_hand(ours), "micrograd": w2_by_hand(micro), "microgpt's design": w2_by_hand(Gpt)},
        options.rounds,
        1,
    )
    chain(options.chain)


if __name__ == "__main__":
    main()
