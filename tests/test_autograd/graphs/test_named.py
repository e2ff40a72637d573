"""The values of a graph by name: one look-up, one message."""

import pytest

from autograd import GraphError, Value, replay, wiggle
from autograd.graphs.named import Named
from nn import documents


def twins():
    first, second = Value(1.0, "x"), Value(2.0, "x")
    return first, second, (first * second + 3.0).named("y")


def test_names_that_occur_again_are_numbered_in_the_order_of_the_graph():
    first, second, y = twins()
    graph = Named(y)
    assert dict(graph) == {"x⟨1⟩": first, "x⟨2⟩": second, "y": y}
    assert graph.labels == {first: "x⟨1⟩", second: "x⟨2⟩", y: "y"}
    assert [value.name for value in graph.order] == ["x", "x", None, None, "y"]
    assert "x⟨2⟩" in graph
    assert "x" not in graph
    assert graph.get("x") is graph.get("z") is None


def test_names_are_found_in_every_form_that_unicode_has_for_them():
    a, b = Value(2.0, "ŷ"), Value(3.0, "\u00b5")
    graph = Named((a * b).named("ε"))
    assert (graph["y\u0302"], graph["\u03bc"], graph["\u03f5"].data) == (a, b, 6.0)
    assert "\u03bc" in graph
    assert list(graph) == ["ŷ", "\u00b5", "ε"]
    both = Named(Value(1.0, "\u00b5") + Value(2.0, "\u03bc"))
    assert (both["\u00b5"].data, both["\u03bc"].data) == (1.0, 2.0)


def test_several_outputs_are_one_graph_and_further_names_come_last():
    first, second, y = twins()
    z = (first - second).named("E")
    graph = Named(y, z, others={"E": y, "total": y})
    assert list(graph) == ["x⟨1⟩", "x⟨2⟩", "y", "E"]
    assert graph["E"] is z
    assert graph["total"] is y


def test_a_name_that_is_not_one_values_is_refused_in_one_way():
    y = twins()[-1]
    for refused in (GraphError, KeyError):
        with pytest.raises(refused, match=r"^2 values are named 'x': x⟨1⟩, x⟨2⟩; write one of these\.$"):
            Named(y)["x"]
        with pytest.raises(refused, match=r"^no value is named 'yy'; did you mean y\?$"):
            Named(y)["yy"]
    with pytest.raises(GraphError, match=r"2 values are named 'x'; give the value itself, or one of x⟨1⟩, x⟨2⟩\."):
        replay(y, {"x": 2.0})


def test_values_are_found_by_their_numbered_names_wherever_names_are_taken():
    y = twins()[-1]
    assert replay(y, {"x⟨2⟩": 5.0})[y] == 8.0
    assert wiggle(y, "x⟨1⟩", by=0.5)["y"].after == 6.0
    forward = documents.mazur().run()
    with pytest.raises(GraphError, match="no value is named 'w9'"):
        forward["w9"]


def test_no_forward_pass_looks_its_names_up_before_it_is_asked():
    forward = documents.mazur().run()
    assert "_by_name" not in vars(forward)
    assert forward["net_h1"] is forward.layers[0][0].net
    assert "_by_name" in vars(forward)
