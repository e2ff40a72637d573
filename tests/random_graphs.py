"""Do all ways to a derivative agree on any graph? ``python tests/random_graphs.py [--count 10000] [--seed 1]``.

Graphs are drawn from the table itself: shared values, plain numbers, static arguments, rows of any number of operands,
at points inside every domain and away from kinks. What is a kink is judged by forward numbers alone, never by the
rules that are on trial. Prints how many graphs and values there were, how often each row was drawn, and how many
differences were too rough to say much.
"""

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from autograd import TABLE, DomainError, Op, Value, hessian, jvp, partial, replay, topological_order
from autograd.checking.engine import stops_gradients

EPSILON = 2.0**-52
NEAR = 2e-3
"""How far around its operands a row must be smooth."""

LARGEST = 20.0
"""Of numbers and slopes."""

ROUGH = 1e-6
"""A tolerance that is larger than this part of what is compared says little."""


@dataclass(frozen=True)
class Program:
    """Numbers for the leaves; and for each further value its row and the places of its operands, or plain numbers."""

    numbers: tuple[float, ...]
    steps: tuple[tuple[Op, tuple[int | float, ...]], ...]

    def run(self, numbers: Sequence[float] | None = None) -> list[Value]:
        """Return all values, the leaves first."""
        return self.run_on([Value(x) for x in numbers or self.numbers])

    def run_on(self, leaves: Sequence[Value]) -> list[Value]:
        """Return all values, beginning with these leaves."""
        values = list(leaves)
        for op, places in self.steps:
            values.append(op(*[values[place] if type(place) is int else place for place in places]))
        return values


# ------------------------------------------------------------------------------------------------- drawing


def draw(rng: random.Random, rows: Sequence[Op]) -> Program:
    """Return a program of one to about twenty steps, most of which feed the last."""
    numbers = tuple(round(rng.uniform(-2.5, 2.5), 3) for _ in range(rng.randint(1, 4)))
    steps: list[tuple[Op, tuple[int | float, ...]]] = []
    values = [Value(x) for x in numbers]
    unused = list(range(len(numbers)))
    longest = rng.randint(1, 10)
    joining = [row for row in rows if row.arity != 1] or rows
    for _ in range(60):  # tries, of which some fit
        row = rng.choice(rows if len(steps) < longest else joining)
        op, places = draw_step(rng, row, len(values), unused)
        value, steepest = smooth(op, [values[place] if type(place) is int else place for place in places])
        if value is None or (steepest == 0.0 and rng.random() < 0.8):  # flat rows hide what lies before them
            continue
        steps.append((op, places))
        unused = [place for place in unused if place not in places] + [len(values)]
        values.append(value)
        if len(steps) >= longest and len(unused) == 1:
            break
    return Program(numbers, tuple(steps))


def draw_step(rng: random.Random, row: Op, count: int, unused: Sequence[int]) -> tuple[Op, tuple[int | float, ...]]:
    """Return the row with static arguments, and operands: values that feed nothing yet, any others, some numbers."""
    op = row.bind(**rng.choice(row.bindings)) if row.takes else row
    arity = row.arity or rng.choice([rng.randint(1, 6), len(rng.choice(row.samples))])
    places: list[int | float] = [
        rng.choice(unused) if rng.random() < 0.7 else rng.randrange(count) for _ in range(arity)
    ]
    for place in range(1, arity):
        if rng.random() < 0.1:
            places[place] = rng.choice([0.5, 2.0, 3.0, round(rng.uniform(-2.5, 2.5), 3)])
    rng.shuffle(places)
    return op, tuple(places)


def smooth(op: Op, operands: Sequence[Value | float]) -> tuple[Value | None, float]:
    """Return the result, and the largest slope, where the row is defined, tame, and smooth all around."""
    try:
        value = op(*operands)
        points = [operand.data if isinstance(operand, Value) else operand for operand in operands]
        slopes = [slope_along(op, points, direction) for direction in directions(len(points))]
    except (DomainError, TypeError, IndexError):  # not there; not for so many operands; no such output
        return None, 0.0
    steepest = max(slopes)
    return (value, steepest) if max(abs(value.data), steepest) <= LARGEST else (None, 0.0)


def directions(count: int) -> list[list[float]]:
    """Along every operand alone, and two diagonals of several: 0^1 is tame along both axes, but not between."""
    axes = [[float(place == own) for place in range(count)] for own in range(count)]
    return [*axes, [1.0] * count, [(-1.0) ** place for place in range(count)]] if count > 1 else axes


def slope_along(op: Op, points: Sequence[float], direction: Sequence[float]) -> float:
    """Return how steep the row is; ∞ where slope or bend are not the same on the left and on the right."""
    far_left, left, here, right, far_right = (
        op(*[x + steps * NEAR * d for x, d in zip(points, direction, strict=True)]) for steps in (-2, -1, 0, 1, 2)
    )
    slopes = (here - left) / NEAR, (right - here) / NEAR
    bends = (here - 2 * left + far_left) / NEAR**2, (far_right - 2 * right + here) / NEAR**2
    is_smooth = all(abs(b - a) <= 0.05 * (1 + abs(a)) and abs(a) <= LARGEST for a, b in (slopes, bends))
    return max(map(abs, slopes)) if is_smooth else math.inf


# ------------------------------------------------------------------------------------------------ checking


class Scales:
    """How large the terms are that derivatives are sums of: what rounding errors are measured by."""

    def __init__(self, output: Value, leaves: Sequence[Value]) -> None:
        order = topological_order(output)
        self.edges = sum(len(value.parents) for value in order)
        self.slope = dict.fromkeys(order, 0.0) | {output: 1.0}
        for value in reversed(order):
            for parent, local in zip(value.parents, value.local_derivatives, strict=True):
                self.slope[parent] += abs(local) * self.slope[value]
        self.noise = 4 * EPSILON * sum(self.slope[value] * size_of_terms(value) for value in order)
        self.bend = self._bends(order, leaves)

    def _bends(self, order: Sequence[Value], leaves: Sequence[Value]) -> list[list[float]]:
        """For each pair of leaves Σ |∂output/∂v| · max |∂²v| · |∂p/∂leaf| · |∂q/∂leaf| over values v, parents p, q."""
        towards = {value: [float(value is leaf) for leaf in leaves] for value in order}
        bends = [[0.0] * len(leaves) for _ in leaves]
        for value in order:
            if value.op is None:
                continue
            for parent, local in zip(value.parents, value.local_derivatives, strict=True):
                towards[value] = [a + abs(local) * b for a, b in zip(towards[value], towards[parent], strict=True)]
            bend = self.slope[value] * largest_bend(value)
            whole = [sum(each) for each in zip(*[towards[parent] for parent in value.parents], strict=True)]
            for i, a in enumerate(whole):
                for j, b in enumerate(whole):
                    bends[i][j] += bend * a * b
        return bends


def size_of_terms(value: Value) -> float:
    pairs = zip(value.parents, value.local_derivatives, strict=True)
    return abs(value.data) + sum(abs(parent.data * local) for parent, local in pairs)


def largest_bend(value: Value) -> float:
    """The largest |∂²value/∂p∂q|, by the rules of its row alone: the small ones may be differences of such terms."""
    operands = [Value(parent.data) for parent in value.parents]
    return max(abs(entry.data) for line in hessian(value.op(*operands), operands) for entry in line)


def outcome(program: Program, place: int, step: float) -> tuple[list[Value], list[float]]:
    """Return all values, and the output with its gradients by the leaves, after a step of one leaf."""
    values = program.run([x + step * (n == place) for n, x in enumerate(program.numbers)])
    values[-1].backward()
    return values, [values[-1].data, *(leaf.grad or 0.0 for leaf in values[: len(program.numbers)])]


def step_that_stays_near(program: Program, place: int, values: Sequence[Value]) -> float:
    """Return a step by whose double no value leaves where its row is known to be smooth."""
    h = NEAR / 4
    while any(
        abs(moved.data - value.data) > NEAR / 2
        for side in (-2, 2)
        for moved, value in zip(outcome(program, place, side * h)[0], values, strict=True)
    ):
        h /= 2
    return h


def differences(program: Program, place: int, h: float) -> list[float]:
    """Return the derivatives of `outcome` by one leaf, to the fourth power of h."""
    sides = [outcome(program, place, steps * h)[1] for steps in (-2, -1, 1, 2)]
    return [(8 * (b - a) - (bb - aa)) / (12 * h) for aa, a, b, bb in zip(*sides, strict=True)]


def check(program: Program) -> int:
    """Assert that all ways to a derivative agree; return how many differences were too rough to say much."""
    values = program.run()
    output, leaves = values[-1], values[: len(program.numbers)]
    output.backward()
    scales = Scales(output, leaves)
    check_replay(output)
    assert all(partial(output, value) == (value.grad or 0.0) for value in values), "partial"
    lines = [[entry.data for entry in line] for line in hessian(output, leaves)]
    rough = 0
    for i, leaf in enumerate(leaves):
        (forward,) = jvp([output], [leaf], [1.0])
        slope = scales.slope.get(leaf, 0.0)
        assert abs((leaf.grad or 0.0) - forward.data) <= 4 * EPSILON * scales.edges * slope, "forward mode"
        for j, (one, other) in enumerate(zip(lines[i], [line[i] for line in lines], strict=True)):
            assert abs(one - other) <= 1e-12 * (scales.bend[i][j] + scales.bend[j][i]), "symmetry"
        rough += check_differences(program, i, [leaf.grad or 0.0, *lines[i]], values, scales)
    return rough


def check_replay(output: Value) -> None:
    again = replay(output)
    assert [x.hex() for x in again.values()] == [value.data.hex() for value in again], "replay"


def check_differences(program: Program, i: int, ours: Sequence[float], values: Sequence[Value], scales: Scales) -> int:
    """Compare ∂output/∂leaf and ∂²output/∂leaf∂leafⱼ with differences of the output and of its gradients."""
    leaves = values[: len(program.numbers)]
    h = step_that_stays_near(program, i, values)
    coarse, fine = differences(program, i, h), differences(program, i, h / 2)
    sizes = [scales.slope.get(leaves[i], 0.0), *scales.bend[i]]
    noises = [scales.noise] + [
        64 * EPSILON * (scales.edges * scales.slope.get(leaf, 0.0) + LARGEST * sum(scales.bend[j]))
        for j, leaf in enumerate(leaves)
    ]
    rough = 0
    for n, (mine, size, noise) in enumerate(zip(ours, sizes, noises, strict=True)):
        allowed = 4 * noise / h + 2 * abs(fine[n] - coarse[n])
        assert abs(mine - fine[n]) <= allowed, f"differences, {'slope' if n == 0 else f'bend {n - 1}'} by leaf {i}"
        rough += allowed > ROUGH * (1.0 + size)
    return rough


# ------------------------------------------------------------------------------------------------- running


@dataclass
class Tally:
    """What was seen."""

    graphs: int = 0
    values: int = 0
    shared: int = 0
    differences: int = 0
    rough: int = 0
    rows: Counter[str] = field(default_factory=Counter)

    def count(self, program: Program, rough: int) -> None:
        """Add one graph."""
        used = Counter(place for _, places in program.steps for place in set(places) if type(place) is int)
        self.graphs += 1
        self.values += len(program.numbers) + len(program.steps)
        self.shared += any(often > 1 for often in used.values())
        self.differences += len(program.numbers) * (1 + len(program.numbers))
        self.rough += rough
        self.rows.update(op.name for op, _ in program.steps)


DIFFERENTIATED = [op for op in TABLE.values() if not stops_gradients(op)]
"""The rows whose rules are the derivatives of their forward."""


def survey(count: int, seed: int, rows: Iterable[Op] = ()) -> Tally:
    """Return what was seen in so many graphs; the first that is wrong is reported with how to draw it again."""
    rows = list(rows) or DIFFERENTIATED
    tally = Tally()
    for number in range(count):
        program = draw(random.Random(f"{seed} {number}"), rows)
        try:
            tally.count(program, check(program))
        except Exception as error:
            raise AssertionError(
                f"{error or type(error).__name__}: graph {number} of seed {seed}, {program}"
            ) from error
    return tally


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start = perf_counter()
    tally = survey(given.count, given.seed)
    print(f"{tally.graphs} graphs agree, {tally.values} values, {tally.shared} graphs with shared values")
    print(f"{tally.differences} derivatives compared with differences, {tally.rough} of them roughly")
    rarest = [f"{name} {often}" for name, often in tally.rows.most_common()[: -len(DIFFERENTIATED) - 1 : -1][:5]]
    print(f"{len(tally.rows)} of {len(DIFFERENTIATED)} rows drawn, the rarest: {', '.join(rarest)}")
    print(f"{perf_counter() - start:.0f} s")
    return int(len(tally.rows) < len(DIFFERENTIATED))


if __name__ == "__main__":
    sys.exit(main())
