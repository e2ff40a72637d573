"""Graphs as JSON: written and read again identical, and every mistake in a file reported by its place."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import TABLE, DomainError, GraphError, ReadError, Value, operation, softmax, total, trace, weighted_sum
from autograd.graphs import reading as graph_reader
from autograd.graphs.reading import read_graph
from nn import documents

numbers = st.one_of(
    st.floats(-3, 3),
    st.floats(),  # nan, infinite, subnormal, −0.0
    st.sampled_from([0.0, -0.0, 1.0, 1e300, -1e-300, 5e-324, math.inf, -math.inf, math.nan]),
)
names = st.one_of(st.none(), st.sampled_from(["x", "w1", "net_o1", "größe", ""]), st.text(max_size=8))


@st.composite
def graphs(draw):
    """The last value of a random program over the whole table: shared and unnamed values, numbers beside Values."""
    values = [Value(draw(numbers), draw(names)) for _ in range(draw(st.integers(1, 4)))]
    for _ in range(draw(st.integers(0, 10))):
        op = TABLE[draw(st.sampled_from(sorted(TABLE)))]
        count = op.arity or draw(st.sampled_from([len(op.samples[0]), 70 + len(op.samples[0]) % 2]))
        operands = [draw(st.sampled_from(values)) for _ in range(min(count, 6))]
        operands = (operands * 12)[:count]
        if op.arity == 2 and draw(st.booleans()):
            operands[draw(st.integers(0, 1))] = draw(numbers)
        static = {
            name: float(draw(st.integers(0, count - 1))) if name == "index" else draw(numbers) for name in op.takes
        }
        try:
            value = op(*operands, **static)
        except DomainError:
            continue
        if isinstance(value, Value):
            value.name = draw(names)
            values.append(value)
    return values[-1]


@settings(max_examples=300, deadline=None)
@given(graphs())
def test_a_graph_that_is_written_reads_back_identical(output):
    graph = trace(output)
    text = graph.to_json()
    again = read_graph(text)
    assert again.to_json() == text
    assert repr(again) == repr(graph)  # every number to its last bit; nan is not equal to itself
    if "nan" not in repr(graph):
        assert again == graph


@settings(max_examples=100, deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_nodes_may_stand_in_any_order_under_any_ids(output, rng):
    graph = trace(output)
    document = json.loads(graph.to_json())
    places = list(range(len(document["nodes"])))
    ids = rng.sample(range(-1000, 1000), len(places))
    for node in document["nodes"]:
        node["id"], node["parents"] = ids[node["id"]], [ids[parent] for parent in node["parents"]]
    rng.shuffle(document["nodes"])
    document["outputs"] = [ids[place] for place in document["outputs"]]
    again = read_graph(json.dumps(document))
    (place,) = again.outputs
    assert repr(trace(again.values()[place])) == repr(graph)


@pytest.mark.parametrize("name", documents.EXAMPLES)
def test_the_documents_networks_read_back_identical(name):
    forward = documents.build(name).run()
    graph = trace(forward.total or forward.layers[-1][0].out)
    assert read_graph(graph.to_json()) == graph


def test_gradients_are_not_in_the_file_and_local_derivatives_are_computed_anew():
    x = Value(3.0, "x")
    y = (x * x).named("y")
    y.backward()
    graph = trace(y)
    again = read_graph(graph.to_json())
    assert [node.grad for node in graph.nodes] == [6.0, 1.0]
    assert [node.grad for node in again.nodes] == [None, None]
    assert again.edges == graph.edges
    assert again.to_json() == graph.to_json()


def test_what_is_not_finite_is_written_as_text():
    graph = trace(Value(math.inf, "a") + Value(math.nan) + Value(-math.inf))
    text = graph.to_json()
    json.loads(text, parse_constant=pytest.fail)
    assert [node["data"] for node in json.loads(text)["nodes"]] == ["inf", "nan", "-inf", "nan", "nan"]
    assert [str(node.data) for node in read_graph(text).nodes] == ["inf", "nan", "-inf", "nan", "nan"]


def test_several_outputs_are_kept_in_their_order():
    document = good()
    document["outputs"] = [3, 0, 3]
    assert read_graph(json.dumps(document)).outputs == (3, 0)


def test_what_was_read_computes_gradients_as_before():
    w, x, b = Value(0.5, "w"), Value(-0.3, "x"), Value(0.2, "b")
    error = total(softmax(weighted_sum(w, x, b), w * w, index=1), -x)
    values = read_graph(trace(error).to_json()).values()
    values[-1].backward()
    error.backward()
    assert {v.name: v.grad for v in values if v.name} == {v.name: v.grad for v in (w, x, b)}


# -------------------------------------------------------------------------------- operations of one's own

cube = operation("cube", forward=lambda x: x * x * x, local_derivatives=(lambda out, x: 3.0 * x * x,))


def test_operations_of_ones_own_are_read_when_they_are_given():
    graph = trace(cube(Value(2.0, "x")).named("y"))
    again = read_graph(graph.to_json(), [cube])
    assert again == graph
    assert again.values([cube])[-1].op is cube
    with pytest.raises(ReadError, match=r"node 1 \(y\): no operation is named 'cube'"):
        read_graph(graph.to_json())
    with pytest.raises(GraphError, match="cube"):
        again.values()


# ------------------------------------------------------------------------------------------ refusals


def good():
    """y = x² + w, with w + x beside it that feeds nothing."""
    return {
        "schema": "chainrule.graph/1",
        "nodes": [
            {"id": 0, "op": None, "static": {}, "parents": [], "name": "x", "data": 3.0},
            {"id": 1, "op": "raised", "static": {"exponent": 2.0}, "parents": [0], "name": None, "data": 9.0},
            {"id": 2, "op": None, "static": {}, "parents": [], "name": "w", "data": 0.5},
            {"id": 3, "op": "add", "static": {}, "parents": [1, 2], "name": "y", "data": 9.5},
        ],
        "outputs": [3],
    }


def test_the_good_file_is_good_and_may_leave_out_what_is_empty():
    document = good()
    graph = read_graph(json.dumps(document))
    assert [node.data for node in graph.nodes] == [3.0, 9.0, 0.5, 9.5]
    for node in document["nodes"]:
        for key in [key for key in ("op", "static", "parents", "name") if not node[key]]:
            del node[key]
    assert read_graph(json.dumps(document)) == graph


def node_with(place, **changes):
    def change(document):
        document["nodes"][place] |= changes

    return change


def without(place, key):
    def change(document):
        del document["nodes"][place][key]

    return change


def top(**changes):
    return lambda document: document.update(changes)


REFUSALS = {
    "schema missing": (lambda d: d.pop("schema"), r"its schema is None, not 'chainrule.graph/1'"),
    "schema of later": (top(schema="chainrule.graph/2"), r"its schema is 'chainrule.graph/2', not"),
    "nodes missing": (lambda d: d.pop("nodes"), "a list of nodes and a list of one or more outputs"),
    "nodes are none": (top(nodes={"0": 1}), "a list of nodes and a list of one or more outputs"),
    "outputs missing": (lambda d: d.pop("outputs"), "a list of one or more outputs"),
    "outputs empty": (top(outputs=[]), "a list of one or more outputs"),
    "output unknown": (top(outputs=[7]), "the output 7 is not the id of a node"),
    "output is no id": (top(outputs=[True]), "the output True is not the id of a node"),
    "output is a list": (top(outputs=[[3]]), r"the output \[3\] is not the id of a node"),
    "node is none": (lambda d: d["nodes"].insert(1, 5), "node number 2 of the list has no id; an id is a whole number"),
    "id missing": (without(2, "id"), "node number 3 of the list has no id"),
    "id is a text": (node_with(2, id="2"), "node number 3 of the list has no id"),
    "id is a bool": (node_with(2, id=True), "node number 3 of the list has no id"),
    "id is a float": (node_with(2, id=2.0), "node number 3 of the list has no id"),
    "id twice": (node_with(2, id=0), "two nodes have the id 0; give each its own"),
    "key unknown": (node_with(2, grad=1.0, colour=1), r"node 2 \(w\): nothing is known about 'colour'"),
    "name is a number": (node_with(2, name=4), r"node 2 \(4\): name and op are texts or null"),
    "op is a number": (node_with(3, op=4), r"node 3 \(y\): name and op are texts or null"),
    "op unknown": (node_with(3, op="ad"), r"node 3 \(y\): no operation is named 'ad'; did you mean add"),
    "op is private": (node_with(3, op="__class__"), r"node 3 \(y\): no operation is named '__class__'"),
    "op missing": (without(3, "op"), r"node 3 \(y\): it has parents or static arguments, but no op"),
    "leaf with static": (node_with(2, static={"a": 1}), r"node 2 \(w\): it has parents or static arguments, but no op"),
    "op without parents": (node_with(3, parents=[]), r"node 3 \(y\): add has no parents"),
    "too few parents": (node_with(3, parents=[1]), r"node 3 \(y\): add takes 2 operand\(s\) but was given 1"),
    "too many parents": (node_with(3, parents=[1, 2, 0]), r"node 3 \(y\): add takes 2 operand\(s\) but was given 3"),
    "even number": (node_with(3, op="weighted_sum"), r"node 3 \(y\): weighted_sum takes .* an odd number of operands"),
    "parents are none": (node_with(3, parents=1), r"node 3 \(y\): its parents are not a list of ids"),
    "parent is a name": (node_with(3, parents=[1, "w"]), r"node 3 \(y\): its parents are not a list of ids"),
    "parent missing": (node_with(3, parents=[1, 9]), r"node 3 \(y\): its parent 9 is missing"),
    "2,001 parents": (node_with(3, parents=[0] * 2001), r"node 3 \(y\) is too large: 2001 parents; at most 2000 are"),
    "self": (node_with(3, parents=[1, 3]), "the graph has a cycle: 3 feeds 3"),
    "cycle": (node_with(1, parents=[3]), "the graph has a cycle: (1 feeds 3 feeds 1|3 feeds 1 feeds 3)"),
    "static is none": (node_with(1, static=[2]), r"node 1: static is not an object of names and numbers"),
    "static missing": (node_with(1, static={}), r"node 1: raised needs its static argument: write raised\(…, exp"),
    "static unknown": (node_with(1, static={"power": 2}), r"node 1: raised was given the static arguments power; it"),
    "static too many": (node_with(3, static={"bound": 2}), r"node 3 \(y\): add was given the static arguments bound; "),
    "static is a text": (node_with(1, static={"exponent": "2"}), r"node 1: static argument 'exponent' is '2', which"),
    "index too large": (
        node_with(3, op="softmax", static={"index": 2}),
        r"node 3 \(y\): index is 2; it must be a whole number that counts the 2 operands from 0: 0 to 1",
    ),
    "index missing": (node_with(3, op="softmax", static={}), r"node 3 \(y\): softmax needs its static argument: write"),
    "slope missing": (
        node_with(1, op="leaky_relu", static={}),
        r"node 1: leaky_relu needs its static argument: write leaky_relu\(…, slope",
    ),
    "index is a half": (node_with(3, op="softmax", static={"index": 0.5}), r"node 3 \(y\): index is 0\.5; it must be"),
    "index is nan": (node_with(3, op="log_softmax", static={"index": "nan"}), r"node 3 \(y\): index is nan; it must"),
    "data missing": (without(2, "data"), r"node 2 \(w\): data is None, which is not a number"),
    "data is a text": (node_with(2, data="0.5"), r"node 2 \(w\): data is '0\.5', which is not a number"),
    "data is a bool": (node_with(2, data=True), r"node 2 \(w\): data is True, which is not a number"),
    "data is a list": (node_with(2, data=[0.5]), r"node 2 \(w\): data is \[0\.5\], which is not a number"),
    "data too large": (node_with(2, data=10**400), r'node 2 \(w\): data is too large for a float; infinity is "inf"'),
    "data does not follow": (node_with(3, data=9.6), r"node 3 \(y\): its data is 9\.6, but add of its parents is 9\.5"),
    "data is nan": (node_with(3, data="nan"), r"node 3 \(y\): its data is nan, but add of its parents is 9\.5"),
    "data is infinite": (node_with(3, data="inf"), r"node 3 \(y\): its data is inf, but add of its parents is 9\.5"),
    "not defined": (node_with(1, op="log", static={}, parents=[4]), r"its parent 4 is missing"),
    "divided by zero": (
        lambda d: (node_with(2, data=0)(d), node_with(3, op="divide")(d)),
        r"node 3 \(y\): divide is not defined at .*, w = 0: it needs a divisor other than 0",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_mistake_is_refused_with_its_place(name):
    change, message = REFUSALS[name]
    document = good()
    change(document)
    with pytest.raises(ReadError, match=message):
        read_graph(json.dumps(document))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON: Expecting value in line 1, column 1"),
        ('{"schema": 1,\n"nodes" 2}', "not JSON: .* in line 2, column 9"),
        ("null", "its schema is None"),
        ("[]", "its schema is None"),
        ('"chainrule.graph/1"', "its schema is None"),
        ("NaN", '^NaN is not JSON: write it as text, "inf", "-inf" or "nan".$'),
        (json.dumps(good()).replace('"data": 0.5', '"data": 1e999'), "data is too large for a float"),
        (json.dumps(good()).replace('"data": 0.5', '"data": -Infinity'), "^-Infinity is not JSON"),
        ("9" * 5_000, "not a graph: "),
        ("[" * 100_000, "not (JSON|a graph): "),
        ('{"schema": ' + "[" * 300 + "]" * 300 + "}", "its schema is "),
    ],
)  # fmt: skip
def test_what_is_no_graph_at_all_is_refused(text, message):
    with pytest.raises(ReadError, match=message) as caught:
        read_graph(text)
    assert len(str(caught.value)) < 200


def test_long_names_and_ids_are_cut_and_nothing_invisible_is_in_a_message():
    document = good()
    document["nodes"][2] |= {"id": 10**300, "name": "\u202e\0" * 5_000, "data": "x" * 5_000}
    with pytest.raises(ReadError) as caught:
        read_graph(json.dumps(document))
    assert len(str(caught.value)) < 200
    assert str(caught.value).isprintable()


def test_more_nodes_than_a_hundred_thousand_are_refused(monkeypatch):
    assert graph_reader.MOST_NODES == 100_000
    monkeypatch.setattr(graph_reader, "MOST_NODES", 4)
    assert len(read_graph(json.dumps(good())).nodes) == 4
    document = good()
    document["nodes"].append({"id": 4, "data": 1.0})
    with pytest.raises(ReadError, match="the graph is too large: 5 nodes; at most 4 are read"):
        read_graph(json.dumps(document))


def test_more_parents_than_a_million_are_refused(monkeypatch):
    monkeypatch.setattr("autograd.graphs.reading.MOST_EDGES", 3)
    x = Value(1.0)
    assert read_graph(trace(x * x).to_json())
    with pytest.raises(ReadError, match="the graph is too large: 4 parents in all; at most 3 are read"):
        read_graph(trace(x * x * x).to_json())


def test_a_chain_of_ten_thousand_nodes_is_read_forward_and_backward():
    nodes = [{"id": 0, "data": 0.5}]
    nodes += [{"id": n, "op": "linear", "parents": [n - 1], "data": 0.5} for n in range(1, 10_000)]
    for order in (nodes, nodes[::-1]):
        document = {"schema": "chainrule.graph/1", "nodes": order, "outputs": [9_999]}
        assert len(read_graph(json.dumps(document)).nodes) == 10_000


def test_a_text_that_is_too_long_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(graph_reader, "LONGEST", 100)
    monkeypatch.setattr(json, "loads", pytest.fail)
    with pytest.raises(ReadError, match="too large: 101 characters; at most 100"):
        read_graph(" " * 101)


@pytest.mark.parametrize("factor", [1 + 1e-12, 1 - 1e-9])
def test_last_digits_of_another_machine_are_no_mistake_and_ours_are_taken(factor):
    document = good()
    document["nodes"][3]["data"] = 9.5 * factor
    assert read_graph(json.dumps(document)).nodes[3].data == 9.5


def test_a_difference_that_cancels_may_differ_by_what_its_terms_allow():
    def document(data):
        nodes = [
            {"id": 0, "data": 1e6},
            {"id": 1, "data": 1e6},
            {"id": 2, "op": "subtract", "parents": [0, 1], "data": data},
        ]
        return json.dumps({"schema": "chainrule.graph/1", "nodes": nodes, "outputs": [2]})

    assert read_graph(document(1e-10)).nodes[2].data == 0.0
    with pytest.raises(ReadError, match="its data is"):
        read_graph(document(1e-3))
