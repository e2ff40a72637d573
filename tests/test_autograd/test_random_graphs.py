"""Random graphs: reverse mode against central differences and against forward mode."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import TABLE, DomainError, Value, topological_order

SMOOTH = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "negate",
    "tanh",
    "sigmoid",
    "softplus",
    "exp",
    "weighted_sum",
    "total",
]
numbers = st.floats(-2, 2, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def graphs(draw):
    """A program: leaves, then operations on what came before."""
    given_numbers = draw(st.lists(numbers, min_size=1, max_size=4))
    count = len(given_numbers)
    steps = []
    for _ in range(draw(st.integers(1, 12))):
        name = draw(st.sampled_from(SMOOTH))
        arity = TABLE[name].arity or draw(st.sampled_from([1, 3, 5]))
        steps.append((name, draw(st.lists(st.integers(0, count - 1), min_size=arity, max_size=arity))))
        count += 1
    return given_numbers, steps


def run(program, leaves):
    values = list(leaves)
    for name, places in program[1]:
        values.append(TABLE[name](*[values[place] for place in places]))
    return values


def tame(values):
    return all(math.isfinite(v.data) and abs(v.data) < 1e4 for v in values) and all(
        abs(local) < 1e4 for v in values for local in v.local_derivatives
    )


@settings(max_examples=300, deadline=None)
@given(graphs())
def test_reverse_mode_equals_forward_mode(program):
    leaves = [Value(x) for x in program[0]]
    try:
        values = run(program, leaves)
    except DomainError:
        return
    if not tame(values):
        return
    out = values[-1]
    out.backward()
    for leaf in leaves:
        tangents = {v: 1.0 if v is leaf else 0.0 for v in topological_order(out)}
        magnitude = dict(tangents)
        for v in topological_order(out):
            if v.parents:
                pairs = list(zip(v.parents, v.local_derivatives, strict=True))
                tangents[v] = sum(tangents[p] * local for p, local in pairs)
                magnitude[v] = sum(magnitude[p] * abs(local) for p, local in pairs)
        reached = leaf in topological_order(out)
        assert (leaf.grad is None) == (not reached)
        if reached:
            assert abs(leaf.grad - tangents[out]) <= 1e-13 * magnitude[out] + 1e-300


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_reverse_mode_equals_central_differences(program):
    leaves = [Value(x) for x in program[0]]
    try:
        values = run(program, leaves)
        if not tame(values):
            return
        values[-1].backward()
        for place, leaf in enumerate(leaves):
            h = 1e-5
            sides = []
            for step in (h, -h):
                moved = [Value(x + (step if n == place else 0)) for n, x in enumerate(program[0])]
                sides.append(run(program, moved)[-1].data)
            numeric = (sides[0] - sides[1]) / (2 * h)
            scale = 1 + abs(numeric) + abs(values[-1].data)
            if scale < 1e3:
                assert abs((leaf.grad or 0.0) - numeric) <= 1e-4 * scale
    except DomainError:
        return
