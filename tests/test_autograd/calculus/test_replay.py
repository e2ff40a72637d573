"""Forward again with other numbers."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import (
    TABLE,
    DomainError,
    GraphError,
    Value,
    gradients,
    log,
    maximum,
    relu,
    replay,
    topological_order,
    weighted_sum,
)
from nn import documents

numbers = st.integers(-2000, 2000).map(lambda n: n / 1000)


@st.composite
def programs(draw):
    """A function of leaves that runs the same random program over the whole table."""
    count = draw(st.integers(1, 3))
    steps = []
    for length in range(count, count + draw(st.integers(1, 8))):
        op = TABLE[draw(st.sampled_from(sorted(TABLE)))]
        bound = op.bind(**draw(st.sampled_from(op.bindings))) if op.takes else op
        arity = op.arity or len(op.samples[0])
        steps.append((bound, draw(st.lists(st.integers(0, length - 1), min_size=arity, max_size=arity))))

    def run(leaves):
        values = [Value(x, f"x{n}") for n, x in enumerate(leaves)]
        for op, places in steps:
            values.append(op(*[values[place] for place in places]))
        return values

    return count, run


def same(a, b):
    return a.hex() == b.hex() or (a != a and b != b)


@settings(max_examples=300, deadline=None)
@given(programs(), st.lists(numbers, min_size=6, max_size=6))
def test_replay_is_what_forward_gives_bit_for_bit(program, xs):
    count, run = program
    try:
        values, moved = run(xs[:count]), run(xs[3 : 3 + count])
    except DomainError:
        return
    out = values[-1]
    again = replay(out)
    assert list(again) == topological_order(out)
    assert all(same(number, node.data) for node, number in again.items())
    overrides = {f"x{n}": x for n, x in enumerate(xs[3 : 3 + count]) if values[n] in again}
    elsewhere = dict(zip(values, moved, strict=True))
    assert all(same(number, elsewhere[node].data) for node, number in replay(out, overrides).items())
    assert all(same(node.data, number) for node, number in again.items())  # nothing was changed


def test_the_single_update_of_the_notes():
    forward = documents.mazur().run()
    again = replay(forward.total, {"w5": 0.35891648})
    changed = documents.mazur(w5=0.35891648).run()
    assert again[forward.total] == changed.total.data
    assert again[forward["net_o2"]] == forward["net_o2"].data
    assert forward["w5"].data == 0.4


def test_an_inner_node_may_be_overridden():
    forward = documents.mazur().run()
    again = replay(forward.total, {forward["out_h1"]: 0.5})
    assert again[forward["net_h1"]] == forward["net_h1"].data
    assert again[forward["net_o1"]] == 0.4 * 0.5 + 0.45 * forward["out_h2"].data + 0.6


def test_branches_follow_their_new_side():
    x, y = Value(-1.0, "x"), Value(3.0, "y")
    out = maximum(relu(x), y)
    assert replay(out, {"x": 5})[out] == 5.0
    assert replay(out, {"y": -2.0})[out] == 0.0


def test_leaves_are_taken_as_they_are_now():
    x = Value(2.0, "x")
    out = x * x
    x.data = 3.0
    assert (replay(out)[out], out.data) == (9.0, 4.0)


def test_what_is_not_finite_passes():
    x = Value(1.0, "x")
    out = weighted_sum(x, x, Value(0.0)).log().exp()
    assert replay(out, {x: math.inf})[out] == math.inf
    assert math.isnan(replay(out, {x: math.nan})[out])


def test_wrong_overrides_are_refused():
    x, twin = Value(1.0, "x"), Value(2.0, "x")
    out = log((x * twin).named("y"))
    with pytest.raises(GraphError, match="no value is named 'z'"):
        replay(out, {"z": 1.0})
    with pytest.raises(GraphError, match="2 values are named 'x'; give the value itself"):
        replay(out, {"x": 1.0})
    with pytest.raises(GraphError, match="does not feed the output"):
        replay(out, {Value(1.0): 2.0})
    with pytest.raises(GraphError, match="y is given twice"):
        replay(out, {"y": 1.0, out.parents[0]: 2.0})
    with pytest.raises(TypeError, match="is not a number"):
        replay(out, {"y": "1"})
    with pytest.raises(TypeError, match=r"3 \(int\) is no node: give a Value of the graph, or its name"):
        replay(out, {3: 1.0})
    for overrides in ([("y", 1.0)], [], "y"):
        with pytest.raises(TypeError, match=r"overrides: .* is no mapping; write \{'w5': 0\.36\}"):
            replay(out, overrides)
    with pytest.raises(DomainError, match="log is not defined at y = -1"):
        replay(out, {"y": -1.0})


def test_a_chain_of_a_hundred_thousand():
    x = Value(1.0, "x")
    out = x
    for _ in range(100_000):
        out = out + x
    assert replay(out, {"x": 2.0})[out] == 200_002.0


def test_what_a_rule_made_at_an_edge_is_computed_again_at_an_edge():
    x, n = Value(0.0, "x"), Value(0.5, "n")
    slope = gradients(x**n, [x])[0]
    assert slope.data == math.inf
    assert replay(slope, {n: 0.25})[slope] == math.inf  # ¼ x^(−¾)
    assert replay(slope, {n: 2.0})[slope] == 0.0
    with pytest.raises(DomainError):
        replay(log(Value(1.0, "y")), {"y": 0.0})
