"""The graph a reader sees: named values, with everything unnamed folded between them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import Value, formula_text, sigmoid, softmax, tanh, topological_order, total, weighted_sum
from autograd.graphs.folding import fold


def shown(output):
    """Each vertex by its label: the labels it comes from, with the partials between."""
    vertices = fold(output)
    labels = {vertex.value: vertex.label for vertex in vertices}
    return {vertex.label: {labels[parent]: partial for parent, partial in vertex.partials} for vertex in vertices}


def test_unnamed_values_fold_into_the_named_value_they_feed():
    t, out = Value(0.25, "t"), Value(0.75, "out")
    error = (0.5 * (t - out) ** 2).named("E")
    assert shown(error) == {"t": {}, "out": {}, "E": {"t": -0.5, "out": 0.5}}


def test_the_ways_between_two_named_values_add_up():
    x = Value(3.0, "x")
    assert shown((x * x + 2.0 * x + 1.0).named("y")) == {"x": {}, "y": {"x": 8.0}}
    assert shown((x * x).named("y")) == {"x": {}, "y": {"x": 6.0}}
    assert shown((x - x).named("y")) == {"x": {}, "y": {"x": 0.0}}


def test_a_partial_stops_at_named_values_between():
    x = Value(3.0, "x")
    u = (x * 2.0).named("u")
    assert shown((u * x).named("y")) == {"x": {}, "u": {"x": 2.0}, "y": {"x": 6.0, "u": 3.0}}


def test_an_unnamed_value_that_feeds_several_gets_a_letter_that_no_name_has():
    a, c = Value(2.0, "a"), Value(3.0, "c")
    shared = a * c
    y = (tanh(shared).named("p") + (shared * 5.0).named("b")).named("y")
    slope = 1 - math.tanh(6.0) ** 2
    found = shown(y)
    assert found["d"] == {"a": 3.0, "c": 2.0}
    assert found["p"]["d"] == pytest.approx(slope, rel=1e-9)
    assert found["b"] == {"d": 5.0}
    assert list(found) == ["a", "c", "d", "p", "b", "y"]


def test_an_unnamed_value_used_twice_by_one_value_folds():
    x = Value(3.0, "x")
    s = x + 1.0
    assert shown((s * s).named("y")) == {"x": {}, "y": {"x": 8.0}}


def test_letters_go_on_after_z():
    x = Value(1.0, "x")
    parts = [x * 2.0 for _ in range(30)]
    out = total(*[part * part.named(None) for part in parts], *[part + 1.0 for part in parts]).named("out")
    labels = [vertex.label for vertex in fold(out)]
    assert labels[0] == "x"
    assert labels[1:31] == [*"abcdefghijklmnopqrstuvwyz", "aa", "ab", "ac", "ad", "ae"]


def test_numbers_are_no_vertices_but_a_named_one_is():
    rate = Value(0.5, "rate")
    unnamed = Value(4.0)
    out = rate * unnamed + unnamed
    assert shown(out) == {"rate": {}, "": {"rate": 4.0}}


def test_an_output_alone_is_one_vertex():
    assert shown(Value(3.0)) == {"": {}}
    assert shown(Value(3.0, "x")) == {"x": {}}


def test_equal_names_stay_separate_and_are_numbered():
    first, second = Value(1.0, "x"), Value(2.0, "x")
    vertices = fold((first * second).named("y"))
    assert [(vertex.label, vertex.value) for vertex in vertices[:2]] == [("x⟨1⟩", first), ("x⟨2⟩", second)]
    assert vertices[2].partials == ((first, 2.0), (second, 1.0))


def test_a_deep_unnamed_chain_folds_without_recursion():
    x = Value(1.0, "x")
    out = x
    for _ in range(50_000):
        out = out + 1.0
    assert shown(out.named("y")) == {"x": {}, "y": {"x": 1.0}}


STEPS = [
    lambda a, b, c: a + b,
    lambda a, b, c: a * b,
    lambda a, b, c: tanh(a - c),
    lambda a, b, c: sigmoid(a) * 0.5,
    lambda a, b, c: softmax(a, b, c, index=1),
    lambda a, b, c: a**2,
    weighted_sum,
]


@st.composite
def graphs(draw):
    """A random graph in which some values have names."""
    values = [Value(draw(st.integers(-20, 20)) / 10, f"x{n}") for n in range(draw(st.integers(1, 3)))]
    for step in range(draw(st.integers(1, 12))):
        a, b, c = (draw(st.sampled_from(values)) for _ in range(3))
        operate = draw(st.sampled_from(STEPS))
        values.append(operate(a, b, c).named(draw(st.sampled_from([None, None, f"v{step}"]))))
    return values[-1]


@settings(max_examples=200, deadline=None)
@given(graphs())
def test_the_chain_rule_on_the_folded_graph_gives_the_gradients_of_backward(output):
    output.backward()
    vertices = fold(output)
    gradients = {vertex.value: 0.0 for vertex in vertices} | {output: 1.0}
    sizes = dict(gradients)
    for vertex in reversed(vertices):
        for parent, partial in vertex.partials:
            gradients[parent] += gradients[vertex.value] * partial
            sizes[parent] += sizes[vertex.value] * abs(partial)
    for value in (vertex.value for vertex in vertices):
        assert gradients[value] == pytest.approx(value.grad, rel=1e-9, abs=1e-11 * (1 + sizes[value]))


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_vertices_stand_after_those_they_come_from_each_once_and_have_labels_of_their_own(output):
    vertices = fold(output)
    place = {vertex.value: number for number, vertex in enumerate(vertices)}
    assert len(place) == len(vertices)
    assert vertices[-1].value is output
    assert all(place[parent] < place[vertex.value] for vertex in vertices for parent, _ in vertex.partials)
    assert {value for value in topological_order(output) if value.name is not None} <= place.keys()
    letters = [vertex.label for vertex in vertices if vertex.value.name is None and vertex.value is not output]
    assert len(set(letters)) == len(letters)
    assert not set(letters) & {value.name for value in place}
    by_letter = {vertex.value: vertex.label for vertex in vertices if vertex.value.name is None}
    for vertex in vertices:
        if vertex.value.parents:
            written = formula_text(vertex.value, labels=by_letter)
            assert "…" in written or all(parent.name is None or parent.name in written for parent, _ in vertex.partials)
