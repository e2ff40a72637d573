"""Snapshots."""

import dataclasses
import pickle

import pytest

from autograd import Value, sigmoid, trace
from nn import documents


def test_a_snapshot_has_every_node_and_edge_in_topological_order():
    a, b = Value(2.0, "a"), Value(3.0, "b")
    out = sigmoid(a * b + a).named("out")
    graph = trace(out)
    assert [node.key for node in graph.nodes] == [0, 1, 2, 3, 4]
    assert [node.name for node in graph.nodes] == ["a", "b", None, None, "out"]
    assert [node.op for node in graph.nodes] == [None, None, "multiply", "add", "sigmoid"]
    assert [(edge.parent, edge.child, edge.operand) for edge in graph.edges] == [
        (0, 2, 0), (1, 2, 1), (2, 3, 0), (0, 3, 1), (3, 4, 0),
    ]  # fmt: skip
    assert [edge.local_derivative for edge in graph.edges][:2] == [3.0, 2.0]


def test_a_snapshot_is_frozen_and_later_changes_do_not_reach_it():
    a = Value(2.0, "a")
    graph = trace(a * a)
    a.data = 5.0
    assert graph.nodes[0].data == 2.0
    with pytest.raises(dataclasses.FrozenInstanceError):
        graph.nodes[0].data = 3.0


def test_static_arguments_stand_in_the_snapshot():
    graph = trace(Value(2.0) ** 3)
    assert pickle.loads(pickle.dumps(graph)) == graph
    assert hash(graph.nodes[1]) == hash(graph.nodes[1])
    assert graph.nodes[1].op == "raised"
    assert graph.nodes[1].static == (("exponent", 3.0),)


@pytest.mark.parametrize("wrong", [3, "x", None])
def test_what_is_no_value_has_no_graph(wrong):
    with pytest.raises(TypeError, match="has no graph: give the Value"):
        trace(wrong)


def test_the_same_program_gives_the_same_snapshot():
    def program():
        forward = documents.mazur().run()
        forward.total.backward()
        return trace(forward.total)

    assert repr(program()) == repr(program())
