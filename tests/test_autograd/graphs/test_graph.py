"""Snapshots."""

import copy
import dataclasses
import json
import math
import pickle

import pytest
from records import changeable

from autograd import TABLE, GraphError, Value, formula_text, operation, sigmoid, softmax, trace, weighted_sum
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


def test_a_snapshot_whose_labels_were_read_can_be_copied_and_pickled():
    graph = trace((Value(2.0, "x") * Value(3.0, "x")).named("y"))
    assert list(graph.labels.values()) == ["x⟨1⟩", "x⟨2⟩", "y"]
    for again in (copy.deepcopy(graph), pickle.loads(pickle.dumps(graph))):
        assert again == graph
        assert again.labels == graph.labels


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


def test_json_has_the_documented_fields_in_a_line_a_node():
    x, w = Value(0.1, "x"), Value(-2.0, "w")
    text = trace((softmax(x, w, index=1) ** 2).named("y")).to_json()
    document = json.loads(text)
    assert list(document) == ["schema", "nodes", "outputs"]
    assert document["schema"] == "chainrule.graph/1"
    assert [list(node) for node in document["nodes"]] == [["id", "op", "static", "parents", "name", "data"]] * 4
    first, second, share, y = document["nodes"]
    assert first == {"id": 0, "op": None, "static": {}, "parents": [], "name": "x", "data": 0.1}
    assert second["data"] == -2.0
    assert (share["op"], share["static"], share["parents"], share["name"]) == ("softmax", {"index": 1.0}, [0, 1], None)
    assert (y["op"], y["static"], y["parents"], y["name"]) == ("raised", {"exponent": 2.0}, [2], "y")
    assert document["outputs"] == [3]
    lines = text.splitlines()
    assert len(lines) == 4 + 2
    assert [json.loads(line.rstrip(",")) for line in lines[1:-1]] == document["nodes"]


@pytest.mark.parametrize("number", [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0, 1e16, 123456789.123456789])
def test_json_keeps_every_bit_of_a_number(number):
    data = json.loads(trace(Value(number)).to_json())["nodes"][0]["data"]
    assert math.copysign(1.0, data) == math.copysign(1.0, number)
    assert data == number


@pytest.mark.parametrize("name", ['"', "\\", "\n", "\0", "\u202e", "</script>", "größe", "x" * 20_000])
def test_json_of_hostile_names_is_plain_ascii_and_reads_back(name):
    text = trace(Value(1.0, name)).to_json()
    assert text.isascii()
    assert json.loads(text)["nodes"][0]["name"] == name


def test_labels_number_repeated_names_in_order():
    a, b, c = Value(1.0, "x"), Value(2.0, "x"), Value(3.0, "z")
    graph = trace(weighted_sum(a, b, c).named("x") * c)
    assert dict(graph.labels) == {0: "x⟨1⟩", 1: "x⟨2⟩", 2: "z", 3: "x⟨3⟩"}
    with pytest.raises(TypeError):
        graph.labels[0] = "y"


@pytest.mark.parametrize("op", TABLE.values(), ids=lambda op: op.name)
def test_values_run_every_operation_again(op):
    static, point = dict(op.bindings[0]) if op.takes else {}, op.samples[0]
    letters = "abcdef"[: len(point)]
    out = op(*map(Value, point, letters), **static).named("out")
    again = trace(out).values()
    assert [(value.name, value.data, value.op) for value in again[:-1]] == [
        (name, x, None) for name, x in zip(letters, point, strict=True)
    ]
    assert (again[-1].name, again[-1].data, again[-1].op) == ("out", out.data, out.op)
    assert again[-1].local_derivatives == out.local_derivatives
    assert formula_text(again[-1]) == formula_text(out)
    assert again[0] is not out.parents[0]


def test_values_of_operations_of_ones_own_are_made_when_these_are_given():
    cube = operation("cube", forward=lambda x: x * x * x, local_derivatives=(lambda out, x: 3.0 * x * x,))
    graph = trace(cube(Value(2.0)))
    assert graph.values([cube])[-1].local_derivatives == (12.0,)
    with pytest.raises(GraphError, match="cube"):
        graph.values()


def test_shared_values_stay_shared():
    x = Value(3.0, "x")
    s = x * 2.0
    again = trace(s * s + x).values()
    again[-1].backward()
    assert again[0].grad == 8 * 3.0 + 1
    assert len(again) == 5


def test_records_of_a_graph_cannot_be_changed():
    assert changeable("autograd.graphs") == []
