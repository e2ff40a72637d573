"""Paths through a graph: what lies between two nodes, every path, what no path avoids."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import GraphError, Value, partial, trace
from nn import documents


@st.composite
def graphs(draw):
    values = [Value(draw(st.integers(-9, 9)) / 10, f"x{n}") for n in range(draw(st.integers(1, 3)))]
    for _ in range(draw(st.integers(1, 8))):
        a, b = draw(st.sampled_from(values)), draw(st.sampled_from(values))
        values.append(draw(st.sampled_from([lambda a, b: a * b, lambda a, b: a + b, lambda a, b: a.tanh()]))(a, b))
    return values[-1]


@settings(max_examples=200, deadline=None)
@given(graphs(), st.data())
def test_paths_between_and_dominators_agree_with_each_other(output, data):
    graph = trace(output)
    start, end = sorted(data.draw(st.lists(st.integers(0, len(graph.nodes) - 1), min_size=2, max_size=2)))
    paths = graph.paths(start, end, limit=100_000)
    visited = [{start, *(edge.child for edge in path.edges)} for path in paths]
    assert set(graph.between(start, end)) == set().union(*visited)
    assert set(graph.dominators(start, end)) == (set.intersection(*visited) if visited else set())
    for path in paths:
        keys = [start, *(edge.child for edge in path.edges)]
        assert keys[-1] == end
        assert [edge.parent for edge in path.edges] == keys[:-1]
    assert len({path.edges for path in paths}) == len(paths)


@settings(max_examples=100, deadline=None)
@given(graphs())
def test_the_products_of_all_paths_sum_to_the_partial(output):
    graph, end = trace(output), len(trace(output).nodes) - 1
    values = graph.values()
    for key in range(len(values)):
        products = [path.product for path in graph.paths(key, end, limit=100_000)]
        scale = 1 + sum(map(abs, products))
        assert abs(math.fsum(products) - partial(values[-1], values[key])) <= 1e-12 * scale


def test_a_value_used_twice_has_two_paths():
    x = Value(3.0, "x")
    graph = trace((x * x).named("y"))
    assert [path.product for path in graph.paths("x", "y")] == [3.0, 3.0]
    assert [path.edges[0].operand for path in graph.paths("x", "y")] == [0, 1]


def test_ways_through_the_2_2_2_network():
    graph = trace(documents.mazur().run().total)
    names = [graph.labels[key] for key in graph.between("w1", "E_total") if key in graph.labels]
    assert names == ["w1", "net_h1", "out_h1", "net_o1", "out_o1", "E_o1", "net_o2", "out_o2", "E_o2", "E_total"]
    assert sum(path.product for path in graph.paths("w1", "E_total")) == pytest.approx(
        0.00043856773447434674, rel=1e-12
    )
    assert graph.between("E_total", "w1") == graph.paths("E_total", "w1") == graph.dominators("E_total", "w1") == ()
    assert len(graph.paths("w5", "w5")) == 1
    assert graph.paths("w5", "w5")[0].product == 1.0


def test_too_many_paths_are_refused_and_found_on_request():
    out = Value(1.0, "x")
    for _ in range(12):
        out = out + out
    graph = trace(out.named("y"))
    with pytest.raises(GraphError, match="more than 1000 ways lead from 'x' to 'y'; raise limit"):
        graph.paths("x", "y")
    assert len(graph.paths("x", "y", limit=4096)) == 4096
    assert len(graph.dominators("x", "y")) == 13


def test_nodes_that_are_not_there_are_refused():
    graph = trace(documents.mazur().run().total)
    with pytest.raises(GraphError, match="no node is labelled 'net_h'; did you mean net_h"):
        graph.between("net_h", "E_total")
    with pytest.raises(GraphError, match="there is no node 999; keys are 0 to"):
        graph.dominators(0, 999)


def test_a_chain_of_a_hundred_thousand():
    x = Value(1.0, "x")
    out = x
    for _ in range(100_000):
        out = -out
    graph = trace(out.named("y"))
    assert len(graph.between("x", "y")) == len(graph.dominators("x", "y")) == 100_001
    (path,) = graph.paths("x", "y")
    assert (len(path.edges), path.product) == (100_000, 1.0)
