"""Random graphs: reverse mode against forward mode and differences; their order; their copies."""

import copy
import itertools
import math
import pickle
import random
from dataclasses import replace

import pytest
import random_graphs
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import TABLE, DomainError, Value, operation, topological_order, trace

numbers = st.floats(-2, 2, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def graphs(draw):
    """A program over every row that has derivatives: steps of name, places of the operands, static arguments."""
    given_numbers = draw(st.lists(numbers, min_size=1, max_size=4))
    steps = []
    for _ in range(draw(st.integers(1, 12))):
        op = TABLE[draw(st.sampled_from(sorted(op.name for op in random_graphs.DIFFERENTIATED)))]
        arity = op.arity or len(op.samples[0] if op.takes else draw(st.sampled_from(op.samples)))
        count = len(given_numbers) + len(steps)
        places = draw(st.lists(st.integers(0, count - 1), min_size=arity, max_size=arity))
        static = dict(draw(st.sampled_from(op.bindings))) if op.takes else {}
        steps.append((op.name, places, static))
    return given_numbers, steps


def run(program, leaves):
    values = list(leaves)
    for name, places, static in program[1]:
        values.append(TABLE[name](*[values[place] for place in places], **static))
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
        assert abs((leaf.grad or 0.0) - tangents[out]) <= 1e-13 * magnitude[out] + 1e-300


def distance_to_a_kink(op, static, operands):
    """How near the operands are to where the row says that it has no derivative."""
    row = op.bind(**static) if static else op
    distances = row.kinks(*[operand.data for operand in operands], **row.static) if row.kinks else ()
    return min((abs(distance) if distance == distance else 0.0 for distance in distances), default=math.inf)


def run_whole(program, leaves):
    """Every value of the program, and how near it came to a kink."""
    values, nearest = list(leaves), math.inf
    for name, places, static in program[1]:
        operands = [values[place] for place in places]
        nearest = min(nearest, distance_to_a_kink(TABLE[name], static, operands))
        values.append(TABLE[name](*operands, **static))
    return values, nearest


@settings(max_examples=400, deadline=None)
@given(graphs())
def test_every_row_in_any_graph_agrees_with_central_differences_away_from_kinks(program):
    try:
        values, nearest = run_whole(program, [Value(x) for x in program[0]])
        slopes = [abs(local) for value in values for local in value.local_derivatives]
        if nearest < 1e-3 or not tame(values) or max([1.0, *slopes]) > 50:
            return
        values[-1].backward()
        for place, leaf in enumerate(values[: len(program[0])]):
            sides, h = [], 1e-5
            for step in (h, -h, 2 * h, -2 * h):
                moved = [Value(x + (step if n == place else 0)) for n, x in enumerate(program[0])]
                ends, near = run_whole(program, moved)
                if near < 1e-4:
                    return
                sides.append(ends[-1].data)
            numeric, coarse = (sides[0] - sides[1]) / (2 * h), (sides[2] - sides[3]) / (4 * h)
            scale = 1 + abs(numeric) + abs(values[-1].data)
            if abs(numeric - coarse) < 1e-5 * scale < 1e-2:  # smooth at this scale
                assert abs((leaf.grad or 0.0) - numeric) <= 1e-4 * scale
    except DomainError:
        return


@settings(max_examples=300, deadline=None)
@given(graphs())
def test_the_order_has_each_value_once_after_its_parents_and_the_output_last(program):
    leaves = [Value(x) for x in program[0]]
    try:
        values = run(program, leaves)
    except DomainError:
        return
    order = topological_order(values[-1])
    place = {value: number for number, value in enumerate(order)}
    assert len(place) == len(order)
    assert order[-1] is values[-1]
    assert all(place[parent] < place[value] for value in order for parent in value.parents)
    reached, stack = {values[-1]}, [values[-1]]
    while stack:
        new = set(stack.pop().parents) - reached
        reached |= new
        stack.extend(new)
    assert reached == set(order)
    graph = trace(values[-1])
    assert [node.key for node in graph.nodes] == list(range(len(order)))
    assert all(edge.parent < edge.child for edge in graph.edges)
    assert repr(trace(values[-1])) == repr(graph)


@settings(max_examples=200, deadline=None)
@given(graphs())
def test_backward_again_on_the_same_graph_gives_the_same_bits(program):
    leaves = [Value(x) for x in program[0]]
    try:
        values = run(program, leaves)
    except DomainError:
        return
    gradients = []
    for _ in range(2):
        for leaf in leaves:
            leaf.grad = None
        values[-1].backward()
        gradients.append([str(value.grad) for value in topological_order(values[-1])])
    assert gradients[0] == gradients[1]
    assert gradients[0][-1] == "1.0"


# ------------------------------------------------------------------------------- python tests/random_graphs.py


@pytest.mark.slow
def test_six_hundred_graphs_of_the_whole_table_agree_in_every_way_to_a_derivative():
    tally = random_graphs.survey(600, seed=2)
    assert set(tally.rows) == {op.name for op in random_graphs.DIFFERENTIATED}
    assert tally.shared > 300
    assert tally.rough < tally.differences / 100


@pytest.mark.parametrize("row", random_graphs.DIFFERENTIATED, ids=lambda row: row.name)
def test_a_rule_that_is_wrong_by_a_thousandth_is_found(row):
    def wrong(rule):
        def slope(*operands, **static):
            right = rule(*operands, **static)
            return tuple(each * 1.001 + 0.0007 for each in right) if type(right) is tuple else right * 1.001 + 0.0007

        return slope

    rules = row.local_derivatives
    rules = wrong(rules) if callable(rules) else tuple(map(wrong, rules))
    planted = replace(row, name=f"{row.name}_wrong", local_derivatives=rules, with_number=())
    with pytest.raises(AssertionError, match=r"^(differences|symmetry).* graph \d+ of seed 3, Program"):
        random_graphs.survey(300, seed=3, rows=[planted, TABLE["add"], TABLE["multiply"]])


def test_a_wrong_second_derivative_is_found():
    def slope(out, x):
        return 2.0 * x

    wrong = operation("wrong", forward=slope.__get__(0.0), local_derivatives=(lambda out, x: 2.1,))
    square = operation("own_square", forward=lambda x: x * x, local_derivatives=(lambda out, x: wrong(x),))
    with pytest.raises(AssertionError, match="differences, bend"):
        random_graphs.survey(100, seed=3, rows=[square, TABLE["add"]])


def test_a_forward_that_gives_other_bits_each_time_is_found():
    often = itertools.count()
    noisy = operation(
        "noisy", forward=lambda x: float(x + next(often) % 2 * 1e-12), local_derivatives=(lambda out, x: 1.0,)
    )
    with pytest.raises(AssertionError, match=r"^(replay|GraphError|.* when this graph was recorded)"):
        random_graphs.survey(100, seed=3, rows=[noisy, TABLE["multiply"]])


def test_copies_and_pickles_of_random_graphs_are_the_same_graph():
    rows = list(TABLE.values())
    for number in range(100):
        output = random_graphs.draw(random.Random(number), rows).run()[-1]
        output.backward()
        for again in (copy.deepcopy(output), pickle.loads(pickle.dumps(output))):
            assert repr(trace(again)) == repr(trace(output))
            assert [value.op for value in topological_order(again)] == [value.op for value in topological_order(output)]
