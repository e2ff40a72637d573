"""What must hold of every picture of an expression."""

import os
import re
import stat
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache, lru_cache
from html import unescape
from shutil import which
from types import SimpleNamespace
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograd import (
    TABLE,
    DomainError,
    GraphError,
    Notation,
    RenderError,
    Value,
    operation,
    softmax,
    tanh,
    topological_order,
    weighted_sum,
)
from autograd import total as total_of
from autograd.formulas.reading import parse, parse_all
from nn import Layer, Network, Neuron, Parameter, documents
from viz import (
    DARK,
    Engine,
    NumberFormat,
    Stage,
    Style,
    draw,
    draw_folded,
    neurons_by_name,
)
from viz import (
    placing as graphviz_process,
)
from viz.canvas.png import png_bytes
from viz.canvas.shapes import Frame, Text
from viz.expression.figure import expression_view
from viz.expression.layout import place_expression
from viz.expression.view import folded_view

HOSTILE = [
    "<", ">", "|", "{", "}", '"', "\\", "&", "new\nline", "NUL\0", "</script>",
    "</text><script>alert(1)</script>", "<BR/>",
    "\\N", "\\G", "&lt;", "&#92;", "]]>", "<!--", "a\u202eb", "\u2066x", "\ud800",
    "x" * 20_000, "javascript:alert(1)", "'",
    "", " ", "▸", "◂", "WWWWWWWWWWWWWWWWWWWW", "漢字" * 20, "n0", "cluster_0",
]  # fmt: skip
VIEWS = {draw: expression_view, draw_folded: folded_view}
each_draw = pytest.mark.parametrize("draw_it", [draw, draw_folded], ids=["draw", "draw_folded"])


@pytest.fixture
def no_graphviz():
    """For tests that run where there is no Graphviz too."""


@pytest.fixture(autouse=True)
def _graphviz_or_skip(request):
    if "no_graphviz" not in request.fixturenames and graphviz_process._embedded() is None and which("dot") is None:
        pytest.skip("there is no Graphviz on this machine")


placed_once = lru_cache(256)(graphviz_process.placed)
"""Graphviz's places for a DOT source: the layout and the drawing of one figure ask for the same."""


def layout_and_drawing(draw_it, output, neurons=(), engine=Engine.EMBEDDED, **wishes):
    figure = draw_it(output, neurons=neurons, engine=engine, **wishes)
    with mock.patch("viz.expression.layout.placed", placed_once):
        return place_expression(VIEWS[draw_it](output, neurons), figure.style, engine), figure.drawing


@lru_cache(10_000)
def extent(shape):
    """Left, top, right, bottom."""
    if isinstance(shape, Text):
        return shape.x, shape.y - 0.74 * shape.size, shape.x + shape.width, shape.y + 0.21 * shape.size
    return shape.x, shape.y, shape.right, shape.bottom


def overlap(first, second, gap=0.5):
    (a, b, c, d), (e, f, g, h) = extent(first), extent(second)
    return min(c, g) - max(a, e) > gap and min(d, h) - max(b, f) > gap


def holds(outer, inner, slack=0.5):
    (a, b, c, d), (e, f, g, h) = extent(outer), extent(inner)
    return a - slack <= e and b - slack <= f and g <= c + slack and h <= d + slack


def check_places(draw_it, output, neurons=(), **wishes):
    """No two boxes overlap, texts stay inside theirs, clusters hold their members and nothing else."""
    layout, picture = layout_and_drawing(draw_it, output, neurons, **wishes)
    view = VIEWS[draw_it](output, neurons)
    boxes = [*layout.boxes, *filter(None, layout.badges), *layout.chips]
    for place, first in enumerate(boxes):
        for second in boxes[:place]:
            assert not overlap(first, second), (first, second)
    whole = Frame(0, 0, picture.width, picture.height)
    assert all(holds(whole, frame) for frame in (*boxes, *layout.clusters))
    members = [set(cluster.members) for cluster in view.clusters]
    for number, (frame, inside) in enumerate(zip(layout.clusters, members, strict=True)):
        for place, (box, badge) in enumerate(zip(layout.boxes, layout.badges, strict=True)):
            for part in filter(None, (box, badge)):
                assert holds(frame, part) if place in inside else not overlap(frame, part), (frame, part)
        for chip, edge in zip(layout.chips, view.edges, strict=True):
            within = {edge.parent, edge.child} <= inside
            assert holds(frame, chip) if within else not overlap(frame, chip), (frame, chip)
        assert not any(overlap(frame, other) for other in layout.clusters[:number])
    check_texts(picture)
    return picture


def check_texts(picture):
    frames = {shape.name: shape for shape in picture.shapes if isinstance(shape, Frame) and shape.name}
    texts = [shape for shape in picture.shapes if isinstance(shape, Text) and shape.text]
    whole = Frame(0, 0, picture.width, picture.height)
    for place, text in enumerate(texts):
        assert holds(whole, text, 0.0), text
        assert not text.inside or holds(frames[text.inside], text, 0.0), (text, frames[text.inside])
        assert not any(overlap(text, other) for other in texts[:place]), text
        assert text.size >= 14


def neurons_of(forward, output):
    reached = set(topological_order(output))
    return [neuron for layer in forward.layers for neuron in layer if neuron.net in reached]


def texts_of(svg):
    return [element.text or "" for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def perceptron(x=3.0, backward=True):
    """The worked example of micrograd's introduction: o = tanh(x1·w1 + x2·w2 + b)."""
    names = {"x1": 2.0, "w1": -x, "x2": 0.0, "w2": 1.0, "b": 6.8813735870195432}
    output = parse("net_o = weighted_sum(w1, x1, w2, x2, b); out_o = tanh(net_o)", names)
    if backward:
        output.backward()
    return output


# ----------------------------------------------------------------------------------- what is shown


def test_x_times_x_has_two_lines_with_a_local_derivative_each():
    x = Value(3.0, "x")
    y = (x * x).named("y")
    y.backward()
    figure = draw(y)
    assert [(edge.parent, edge.child, edge.local_derivative) for edge in expression_view(y).edges] == [
        (0, 1, 3.0),
        (0, 1, 3.0),
    ]
    assert figure.dot.source.count("->") == 4  # each line runs through the box of its number
    layout, _ = layout_and_drawing(draw, y)
    assert not overlap(*layout.chips)
    assert [edge.local_derivative for edge in folded_view(y).edges] == [6.0]


def test_gradients_are_a_dash_before_backward_and_numbers_after_it():
    output = perceptron(backward=False)
    assert texts_of(draw(output).svg()).count("—") == 9
    assert "◂ —" in unescape(draw(output).dot.source)
    output.backward()
    seen = texts_of(draw(output).svg())
    assert "—" not in seen
    assert {"+1", "+0.5", "−1.5", "0"} <= set(seen)  # micrograd's numbers: ∂o/∂net = ½, ∂o/∂x1 = −1.5, ∂o/∂w1 = 1


@each_draw
def test_every_value_and_gradient_stands_in_svg_and_dot(draw_it):
    forward = documents.mazur().run()
    forward.total.backward()
    figure = draw_it(forward.total)
    seen, source, write = set(texts_of(figure.svg())), unescape(figure.dot.source), NumberFormat()
    for value in topological_order(forward.total):
        if value.name:
            assert write.text(value.data) in seen
            assert write.signed(value.grad) in seen
            assert f"▸ {write.text(value.data)}" in source
            assert f"◂ {write.signed(value.grad)}" in source
    for edge in VIEWS[draw_it](forward.total).edges:
        assert write.text(edge.local_derivative) in seen


def test_a_sum_of_products_is_unfolded_with_the_gradient_of_each_product():
    w1, x1, w2, x2, b = (Value(n, s) for n, s in ((2.0, "w1"), (3.0, "x1"), (-1.0, "w2"), (0.5, "x2"), (1.0, "b")))
    out = (weighted_sum(w1, x1, w2, x2, b).named("net") * 10.0).named("out")
    out.backward()
    view = expression_view(out)
    products = [node for node in view.nodes if node.symbol == "×" and not node.is_output]
    assert [(node.name, node.value, node.grad) for node in products] == [
        ("w1 · x1", 6.0, 10.0),
        ("w2 · x2", -0.5, 10.0),
    ]
    (net,) = [node for node in view.nodes if node.name == "net"]
    assert (net.symbol, net.value, net.grad) == ("Σ", 6.5, 10.0)
    lines = {(view.nodes[e.parent].name, view.nodes[e.child].name): e.local_derivative for e in view.edges}
    assert lines["w1", "w1 · x1"] == 3.0
    assert lines["x1", "w1 · x1"] == 2.0
    assert lines["w1 · x1", "net"] == lines["b", "net"] == 1.0


def test_the_same_sum_folded_is_one_node_with_its_formula():
    view = folded_view(perceptron())
    assert {node.name: node.formula for node in view.nodes} == {
        "w1": "", "x1": "", "w2": "", "x2": "", "b": "", "net_o": "w1 · x1 + w2 · x2 + b", "out_o": "tanh(net_o)",
    }  # fmt: skip
    assert {node.symbol for node in view.nodes} == {""}


@pytest.mark.parametrize(
    ("formula", "product"),
    [
        ("weighted_sum(w, x + y, b)", "w · (x + y)"),
        ("weighted_sum(x*y, w, b)", "(x · y) · w"),
        ("weighted_sum(w, -x, b)", "w · (−x)"),
        ("weighted_sum(w, x^2, b)", "w · x²"),
        ("weighted_sum(w, tanh(x), b)", "w · tanh(x)"),
        ("weighted_sum(w, 3, b)", "w · 3"),
        ("weighted_sum(0.5, x, b)", "½x"),
        ("weighted_sum(x, x, x)", "x · x"),
    ],
)
def test_an_unfolded_product_is_written_as_its_factors_are(formula, product):
    names = {"w": 2.0, "x": 3.0, "y": 5.0, "b": 7.0}
    output = parse(formula, names)
    (node,) = [node for node in expression_view(output).nodes if node.name == product]
    assert node.value == parse(product, names).data


def test_a_sum_that_is_only_a_bias_is_one_node():
    b = Value(3.0, "b")
    assert [(node.name, node.symbol) for node in expression_view(weighted_sum(b).named("net")).nodes] == [
        ("b", ""),
        ("net", "Σ"),
    ]


def test_constants_have_their_number_and_no_name():
    view = expression_view((Value(3.0, "x") * 4.0).named("y"))
    assert [(node.name, node.value, node.is_leaf) for node in view.nodes] == [
        ("x", 3.0, True),
        ("", 4.0, True),
        ("y", 12.0, False),
    ]
    assert "4" in texts_of(draw((Value(3.0, "x") * 4.0).named("y")).svg())


@pytest.mark.parametrize("op", TABLE.values(), ids=lambda op: op.name)
def test_every_operation_of_the_table_is_drawn_with_its_symbol(op):
    static, point = dict(op.bindings[0]) if op.takes else {}, op.samples[0]
    output = op(*map(Value, point, "abcdef"), **static).named("y")
    output.backward()
    view = expression_view(output)
    assert view.output.symbol
    assert all(edge.local_derivative is not None for edge in view.edges)
    check_places(draw, output)
    symbols = {
        "raised": "^3",
        "softmax": "softmax₂",
        "log_softmax": "log_softmax₂",
        "softmax_rest": "softmax_rest₂",
        "at_least": "max(·, 0.3)",
        "at_most": "min(·, 0.3)",
        "clamp": "clamp(·, −1, 0.3)",
        "leaky_relu": "leaky_relu(·, 0.1)",
        "elu": "elu(·, 1)",
        "lower_power": "^(· − 1)",
    }
    assert view.output.symbol == symbols.get(op.name, op.shown.notation.symbol)


def test_an_operation_of_ones_own_is_drawn():
    cube = operation("cube", forward=lambda x: x * x * x, local_derivatives=(lambda out, x: 3.0 * x * x,))
    output = cube(Value(2.0, "x")).named("y")
    output.backward()
    assert {"cube", "8", "12", "+12"} <= set(texts_of(draw(output).svg()))


@pytest.mark.parametrize("symbol", ["<b>", "&amp;", "\\N", "]]>", "{x|y}", "\u202e", "</TD>", "▸", "x" * 500])
def test_a_hostile_symbol_of_ones_own_operation_is_only_text(symbol):
    rule = (lambda out, x: 1.0,)
    same = operation("same", forward=lambda x: x + 0.0, local_derivatives=rule, notation=Notation(symbol))
    output = same(Value(2.0, "x")).named("y")
    figure = draw(output)
    check_places(draw, output)
    ET.fromstring(figure.svg())
    source = figure.dot.source
    assert "<b>" not in source.replace("<br/>", "")
    assert source.count("</TD>") == 3 + 6  # of x, and of y with its badge and the gap
    drawn_by_graphviz(source, embedded())


@pytest.mark.parametrize("output", [Value(3.0, "x"), Value(3.0), Value(float("nan"))])
@each_draw
def test_a_leaf_alone_is_a_picture(draw_it, output):
    assert len(VIEWS[draw_it](output).nodes) == 1
    check_places(draw_it, output)


@pytest.mark.parametrize("wrong", [3, "x", None, [Value(1.0)]])
@each_draw
def test_what_is_no_value_is_refused(draw_it, wrong):
    with pytest.raises(TypeError, match="give the Value"):
        draw_it(wrong)


def test_the_title_is_the_formula_of_the_output_unless_one_is_given():
    output = parse("y = 2*x + 1", {"x": 3.0})
    assert draw(output).drawing.title == "y = 2 · x + 1"
    assert draw(output, title="Mine").drawing.title == "Mine"
    assert "Mine" in texts_of(draw(output, title="Mine").svg())
    assert draw(Value(3.0, "x")).drawing.title == "x"


def test_a_picture_is_of_its_moment():
    output = perceptron()
    figure, later = draw(output), draw(output)
    before = figure.svg()
    for value in topological_order(output):
        value.grad, value.name = 77.0, "changed"
    assert later.svg() == before


# ------------------------------------------------------------------------------------------ neurons


def members(view):
    """The names of what stands in each cluster; a constant by its number."""
    return [
        (cluster.kind, cluster.neuron, {view.nodes[n].name or f"{view.nodes[n].value:g}" for n in cluster.members})
        for cluster in view.clusters
    ]


def test_net_holds_its_products_and_its_own_bias_and_out_what_is_unnamed_in_its_formula():
    values = parse_all(
        "net_h = weighted_sum(w1, x1, w2, x2, b); out_h = 1/(1 + exp(-net_h)); E = (t - out_h)^2/2",
        {"w1": 0.1, "x1": 0.2, "w2": 0.3, "x2": 0.4, "b": 0.5, "t": 1.0},
    )
    neurons = neurons_by_name(values["E"])
    assert [(n.name, n.net, n.out) for n in neurons] == [("h", values["net_h"], values["out_h"])]
    assert members(expression_view(values["E"], neurons=neurons)) == [
        ("net", "h", {"net_h", "w1 · x1", "w2 · x2", "b"}),
        ("out", "h", {"out_h", "−net_h", "exp(−net_h)", "1 + exp(−net_h)", "1"}),
    ]
    assert members(folded_view(values["E"], neurons=neurons)) == [("net", "h", {"net_h"}), ("out", "h", {"out_h"})]


def test_a_bias_after_plain_arithmetic_belongs_to_its_net_too():
    error = parse("net_a = w*x + b; out_a = tanh(net_a); (t - out_a)^2", {"w": 1, "x": 2, "b": 3, "t": 4})
    assert members(expression_view(error, neurons=neurons_by_name(error))) == [
        ("net", "a", {"net_a", "w · x", "b"}), ("out", "a", {"out_a"}),
    ]  # fmt: skip


def test_weights_inputs_and_a_shared_bias_stand_outside():
    forward = documents.mazur().run()
    view = expression_view(forward.total, neurons=neurons_of(forward, forward.total))
    found = members(view)
    assert [(kind, neuron) for kind, neuron, _ in found] == [
        (kind, n) for n in ("h1", "h2", "o1", "o2") for kind in ("net", "out")
    ]
    assert found[0][2] == {"net_h1", "w1 · i1", "w2 · i2"}
    assert found[1][2] == {"out_h1"}
    inside = set().union(*(names for _, _, names in found))
    assert not inside & {"b1", "b2", "i1", "w1", "w5", "target_o1", "E_total"}


def test_no_node_stands_in_two_clusters():
    forward = documents.xor().run()
    view = expression_view(forward.total, neurons=[*neurons_of(forward, forward.total)] * 2)
    places = [place for cluster in view.clusters for place in cluster.members]
    assert len(places) == len(set(places))


def test_a_softmax_layer_has_a_net_and_an_out_for_each_neuron():
    forward = softmax_network().forward([0.5, -1.0])
    neurons = forward.layers[0]
    error = total_of(*[neuron.out * neuron.out for neuron in neurons])
    found = members(expression_view(error, neurons=neurons))
    assert found[0] == ("net", "a", {"net_a", "w_a0 · x1", "w_a1 · x2", "b_a"})
    assert [names for kind, _, names in found if kind == "out"] == [{"out_a"}, {"out_b"}, {"out_c"}]


def softmax_network():
    def neuron(name):
        weights = [Parameter(0.3, f"w_{name}0"), Parameter(-0.2, f"w_{name}1")]
        return Neuron(weights, Parameter(0.1, f"b_{name}"), softmax, name=name)

    return Network([Layer([neuron(name) for name in "abc"])], input_names=["x1", "x2"])


def test_a_neuron_that_does_not_feed_the_output_is_refused():
    values = parse_all("net_a = x + 1; out_a = tanh(net_a); y = x*2", {"x": 1.0})
    stranger = SimpleNamespace(name="a", net=values["net_a"], out=values["out_a"])
    for draw_it in (draw, draw_folded):
        with pytest.raises(GraphError, match="net of neuron 'a' does not feed the output; take it out of neurons"):
            draw_it(values["y"], neurons=[stranger])


def test_neurons_are_found_by_other_patterns_too():
    error = parse("h1_in = w*x + b; h1_out = tanh(h1_in); y = h1_out*2", {"w": 1, "x": 2, "b": 3})
    assert neurons_by_name(error) == []
    assert [(n.name, n.net.name, n.out.name) for n in neurons_by_name(error, "{}_in", "{}_out")] == [
        ("h1", "h1_in", "h1_out")
    ]
    framed = parse("a_h1_z = x + 1; a_h1_y = tanh(a_h1_z); a_h1_y*2", {"x": 1})
    assert [n.name for n in neurons_by_name(framed, "a_{}_z", "a_{}_y")] == ["h1"]
    for wrong in ("net", ""):
        with pytest.raises(ValueError, match=r"does not say where the neuron's name stands; .* 'net_\{\}'"):
            neurons_by_name(error, wrong)


def test_only_computed_pairs_are_neurons():
    assert neurons_by_name(parse("out_a = tanh(net_a)", {"net_a": 1.0})) == []
    assert neurons_by_name(parse("net_a = x + 1; y = tanh(net_a)", {"x": 1.0})) == []
    assert neurons_by_name(parse("net_ = x + 1; out_ = tanh(net_)", {"x": 1.0})) == []
    assert neurons_by_name(Value(1.0, "net_a")) == []


def test_with_several_samples_each_forward_pass_has_its_neurons():
    example = documents.xor()
    passes = [example.run(sample) for sample in range(3)]
    error = total_of(*[forward.total for forward in passes])
    found = neurons_by_name(error, "s_{}", "{}")
    assert sorted(neuron.name for neuron in found) == sorted(["h1", "h2", "Y"] * 3)
    for neuron in found:
        assert neuron.net in topological_order(neuron.out)
        assert neuron.out.parents == (neuron.net,)
    assert {neuron.net for neuron in found} == {n.net for forward in passes for layer in forward.layers for n in layer}
    view = expression_view(error, neurons=found)
    assert len(view.clusters) == 18
    biases = {neuron.net.parents[-1].name for neuron in found}
    assert not any(biases & names for _, _, names in members(view))  # the samples share them


# ------------------------------------------------------------------------------------------- places


@cache
def example(name, sample=0):
    forward = documents.build(name).run(sample)
    output = forward.total if forward.total is not None else forward.layers[-1][0].out
    output.backward()
    return output, neurons_of(forward, output)


@pytest.mark.parametrize("name", [name for name in documents.EXAMPLES if "-" not in name])
@pytest.mark.parametrize("decimals", [None, 6])
@each_draw
def test_the_documents_are_drawn_at_most_1000_wide_without_overlap(name, decimals, draw_it):
    output, neurons = example(name)
    picture = check_places(draw_it, output, neurons, decimals=decimals)
    assert picture.width <= 1000


def several_samples():
    run = documents.xor()
    return total_of(*[run.run(sample).total for sample in range(2)]).named("E")


def shared_bias():
    text = "net_a = w1*x + b; out_a = sigmoid(net_a); net_c = w2*x + b; out_c = sigmoid(net_c); E = (out_a - out_c)^2"
    return parse(text, {"w1": 0.1, "w2": 0.2, "x": 1.0, "b": 0.3})


def wide_sum():
    return weighted_sum(*[Value(0.1 * n, f"w{n}") for n in range(13)]).named("net")


def residual():
    return parse("net_a = w*x + b; out_a = tanh(net_a); y = out_a + x*out_a + net_a", {"w": 0.1, "x": 1.0, "b": 0.3})


def softmax_error():
    forward = softmax_network().forward([0.5, -1.0])
    return total_of(*[(neuron.out - 0.3) ** 2 for neuron in forward.layers[0]]).named("E")


OTHERS = [several_samples, shared_bias, wide_sum, residual, softmax_error, perceptron]


@pytest.mark.parametrize("build", OTHERS, ids=lambda build: build.__name__)
@each_draw
def test_other_expressions_are_drawn_without_overlap(build, draw_it):
    output = build()
    for backward in (False, True):
        if backward:
            output.backward()
        check_places(draw_it, output, neurons_by_name(output))


names = st.one_of(st.none(), st.none(), st.sampled_from([*"xywb", "net_a", "out_a", *HOSTILE]), st.text(max_size=25))
floats = st.one_of(st.floats(-3, 3), st.floats(), st.sampled_from([0.0, -1e300, 1e-300, 123456.789]))


@st.composite
def expressions(draw_from):
    """The last value of a random program over the whole table, with any names and any numbers."""
    values = [Value(draw_from(floats), draw_from(names)) for _ in range(draw_from(st.integers(1, 4)))]
    for _ in range(draw_from(st.integers(0, 9))):
        op = TABLE[draw_from(st.sampled_from(sorted(TABLE)))]
        count = op.arity or len(op.samples[0] if op.takes else draw_from(st.sampled_from(op.samples)))
        operands = [draw_from(st.sampled_from(values)) for _ in range(count)]
        static = dict(draw_from(st.sampled_from(op.bindings))) if op.takes else {}
        try:
            values.append(op(*operands, **static))
        except DomainError:
            continue
        values[-1].name = draw_from(names)
    if draw_from(st.booleans()):
        values[-1].backward()
    return values[-1]


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions(), st.sampled_from([draw, draw_folded]), st.sampled_from(list(Stage)), st.sampled_from([None, 0, 6]))
def test_drawing_never_fails_and_boxes_never_overlap(output, draw_it, stage, decimals):
    neurons = neurons_by_name(output)
    check_places(draw_it, output, neurons, stage=stage, decimals=decimals)
    ET.fromstring(draw_it(output, neurons=neurons, stage=stage, decimals=decimals).svg())


@pytest.mark.parametrize("name", ["mazur", "lecture_neuron"])
@each_draw
def test_the_four_stages_have_the_same_coordinates(name, draw_it):
    output, neurons = example(name)

    def places(stage):
        layout, picture = layout_and_drawing(draw_it, output, neurons, stage=stage)
        frames = [shape for shape in picture.shapes if isinstance(shape, Frame) and not shape.name.startswith("chip")]
        return layout, picture.width, [extent(frame) for frame in frames]

    assert places(Stage.STRUCTURE) == places(Stage.WEIGHTS) == places(Stage.FORWARD) == places(Stage.BACKWARD)


def test_a_stage_shows_what_is_known_by_then():
    output = perceptron()
    seen = {stage: set(texts_of(draw(output, stage=stage).svg())) for stage in Stage}
    assert "x1" in seen[Stage.STRUCTURE]
    assert not {"2", "−3", "0.7071"} & seen[Stage.STRUCTURE]
    assert {"2", "−3"} <= seen[Stage.WEIGHTS]
    assert "0.7071" not in seen[Stage.WEIGHTS]
    assert "0.7071" in seen[Stage.FORWARD]
    assert "−1.5" not in seen[Stage.FORWARD]
    assert {"−1.5", "0.7071"} <= seen[Stage.BACKWARD]


# ---------------------------------------------------------------------------------------- SVG and DOT


def embedded():
    """The embedded executable, which has no build for some machines."""
    executable = graphviz_process._embedded()
    if executable is None:
        pytest.skip("graphviz-pure has no build for this machine")
    return executable


def drawn_by_graphviz(source, executable):
    done = subprocess.run(
        [executable, "-Kdot", "-Tsvg"], input=source.encode(), capture_output=True, timeout=20, check=False
    )
    about_fonts = (b"width of non-ASCII", b"size too small for label")  # it measures texts without the font
    complaints = [line for line in done.stderr.splitlines() if not any(about in line for about in about_fonts)]
    assert (done.returncode, complaints) == (0, [])
    return done.stdout


def hostile_output(name):
    a, b = Value(0.5, name), Value(-0.5, name)
    net = weighted_sum(a, b, Value(0.1, name)).named(name)
    out = tanh(net).named(name)
    output = (out * net + 2.0).named(name)
    output.backward()
    return output, [SimpleNamespace(name=name, net=net, out=out)]


@pytest.mark.parametrize("name", HOSTILE, ids=[ascii(name[:20]) for name in HOSTILE])
def test_hostile_names_neither_break_nor_inject_anything(name):
    output, neurons = hostile_output(name)
    for draw_it in (draw, draw_folded):
        figure = draw_it(output, neurons=neurons)
        svg = figure.svg()
        root = ET.fromstring(svg)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "style", "rect", "circle", "path", "polygon", "polyline", "text"}
        attributes = " ".join(value for element in root.iter() for value in element.attrib.values())
        if len(name) > 2 and not name.startswith("cluster"):
            assert name not in attributes
        assert len(svg) < 30_000
        assert not re.search("[\0-\x08\u202a-\u202e\u2066-\u2069\ud800-\udfff]", svg)
        source = figure.dot.source
        assert not re.search("[\0-\x08\u202a-\u202e\u2066-\u2069\ud800-\udfff]", source)
        assert len(source) < 30_000
        vertices = set(re.findall(r"^\t+(\w+) \[", source, re.MULTILINE)) - {"graph", "node", "edge"}
        assert all(re.fullmatch(r"[nd]\d+", vertex) for vertex in vertices)
    assert png_bytes(svg)[:4] == b"\x89PNG"


@pytest.mark.parametrize("name", HOSTILE, ids=[ascii(name[:20]) for name in HOSTILE])
def test_graphviz_draws_the_dot_of_hostile_names(name):
    output, neurons = hostile_output(name)
    assert b"<script" not in drawn_by_graphviz(draw(output, neurons=neurons).dot.source, embedded())


@pytest.mark.parametrize("build", OTHERS, ids=lambda build: build.__name__)
def test_badge_and_box_fit_the_size_that_dot_gives_their_node(build):
    for draw_it in (draw, draw_folded):
        for line in re.findall(r"^\t+n\d+ \[.*$", draw_it(build()).dot.source, re.MULTILINE):
            width, height = (72 * float(re.search(rf" {side}=([\d.]+)", line)[1]) for side in ("width", "height"))
            table = size_of_table(ET.fromstring(re.search(r"<TABLE.*</TABLE>", line)[0]))
            assert table[0] <= width + 0.01
            assert table[1] <= height + 0.01


def size_of_table(table):
    """What Graphviz gives a table whose cells all say how large they are."""
    assert table.get("CELLSPACING") == table.get("CELLPADDING") == "0"
    rows = [[size_of_cell(cell) for cell in row] for row in table]
    borders = 2 * int(table.get("BORDER"))
    width = max(sum(width for width, _ in row) for row in rows)
    return width + borders, sum(max(height for _, height in row) for row in rows) + borders


def size_of_cell(cell):
    inner = cell.find("TABLE")
    return size_of_table(inner) if inner is not None else (int(cell.get("WIDTH")), int(cell.get("HEIGHT")))


@pytest.mark.parametrize("build", OTHERS, ids=lambda build: build.__name__)
def test_graphviz_draws_the_dot(build):
    output = build()
    for draw_it in (draw, draw_folded):
        source = draw_it(output, neurons=neurons_by_name(output)).dot.source
        assert b"</svg>" in drawn_by_graphviz(source, embedded())


@each_draw
def test_the_same_program_gives_the_same_bytes(draw_it):
    def program():
        forward = documents.mazur().run()
        forward.total.backward()
        return draw_it(forward.total, neurons=neurons_of(forward, forward.total))

    assert program().svg() == program().svg()
    assert program().dot.source == program().dot.source


def test_the_same_program_gives_the_same_bytes_in_another_process():
    code = (
        "from autograd.formula import parse; from viz import draw, neurons_by_name; "
        "y = parse('net_a = w*x + b; out_a = tanh(net_a); (out_a - 1)^2', dict(w=1, x=2, b=3)); y.backward(); "
        "print(draw(y, neurons=neurons_by_name(y)).svg())"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 1e300, -1e-300, 5e-324, -0.0])
def test_strange_numbers_are_drawn(number):
    x, w = Value(number, "x"), Value(number, "w")
    output = weighted_sum(w, x, Value(number)).named("y")
    output.backward()
    for value in (x, w):
        value.grad = number
    for draw_it in (draw, draw_folded):
        check_places(draw_it, output)
        svg = draw_it(output).svg()
        ET.fromstring(svg)
        assert not re.search("nan|inf", re.sub(r">[^<]*<", "><", svg))
        assert NumberFormat().text(number) in texts_of(svg)


def test_dark_colours_are_those_of_the_style():
    svg = draw(perceptron(), style=Style(DARK, None)).svg()
    assert DARK.background in svg
    assert DARK.background in draw(perceptron(), style=Style(DARK, None)).dot.source


# -------------------------------------------------------------------------------------------- sizes


def chain(length):
    value = Value(1.0, "x")
    for _ in range(length):
        value = tanh(value)
    return value.named("y")


def row(count):
    """A sum of so many named leaves: as many nodes, and the sum."""
    return total_of(*[Value(1.0, f"x{n}") for n in range(count)]).named("y")


def test_up_to_200_nodes_every_operation_is_drawn_and_above_only_names():
    assert len(expression_view(chain(199)).nodes) == 200
    assert len(expression_view(chain(200)).nodes) == 2
    unfolds = [Value(0.1, f"v{n}") for n in range(134)]  # 135 values and 67 products
    assert len(expression_view(weighted_sum(*unfolds, Value(1.0, "b")).named("net")).nodes) == 136
    assert len(expression_view(weighted_sum(*unfolds[:130], Value(1.0, "b")).named("net")).nodes) == 132 + 65


@pytest.mark.parametrize("draw_it", [draw, draw_folded])
def test_more_than_a_thousand_nodes_must_be_asked_for(draw_it):
    assert "1000 nodes" in repr(draw_it(row(999)))
    assert len(VIEWS[draw_it](row(999)).nodes) == 1000
    with pytest.raises(ValueError, match=r"1001 nodes, more than 1000; .* ask for it with most=1001"):
        draw_it(row(1000))
    assert "1001 nodes" in repr(draw_it(row(1000), most=1001))
    with pytest.raises(ValueError, match="most=11"):
        draw_it(row(10), most=10)


@pytest.mark.slow
def test_a_million_unnamed_values_fold_into_one_picture():
    assert len(expression_view(chain(100_000)).nodes) == 2


def test_a_png_of_more_than_a_thousand_nodes_is_refused_with_advice(tmp_path, monkeypatch):
    figure = draw_folded(row(1000), most=2000)
    monkeypatch.setattr(graphviz_process, "placed", pytest.fail)
    with pytest.raises(
        RenderError, match=r"a PNG of 1001 nodes is too large to read \(at most 1000\); save it as \.svg"
    ):
        figure.png()
    with pytest.raises(RenderError, match=r"save it as \.svg"):
        figure.save(tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize("decimals", [-1, 7])
def test_decimals_that_have_no_room_are_refused(decimals):
    with pytest.raises(ValueError, match="room for 0 to 6"):
        draw(perceptron(), decimals=decimals)


def test_unknown_stages_and_engines_are_refused_with_those_there_are():
    with pytest.raises(ValueError, match="choose structure, weights, forward, backward"):
        draw(perceptron(), stage="all")
    with pytest.raises(ValueError, match="choose embedded or dot"):
        draw(perceptron(), engine="neato")


# ------------------------------------------------------------------------------------------ Graphviz


def test_the_png_is_twice_as_large_as_the_svg():
    figure = draw(perceptron())
    png = figure.png()
    assert png[:4] == b"\x89PNG"
    width = float(re.search(r'viewBox="0 0 ([\d.]+)', figure.svg())[1])
    assert int.from_bytes(png[16:20], "big") == pytest.approx(2 * width, abs=2)


def test_saving_goes_by_the_suffix(tmp_path):
    figure = draw(perceptron())
    assert figure.save(tmp_path / "a.svg").read_text("utf-8") == figure.svg()
    assert figure.save(tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    assert figure.save(tmp_path / "a.dot").read_text("utf-8") == figure.dot.source
    assert figure.save(tmp_path / "a.gv").read_text("utf-8") == figure.dot.source
    with pytest.raises(ValueError, match=r"end the name with \.svg"):
        figure.save(tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.skipif(which("dot") is None, reason="'dot' is not on PATH")
def test_dot_on_path_draws_on_request(monkeypatch):
    monkeypatch.setattr(graphviz_process, "_embedded", pytest.fail)
    for build in (perceptron, shared_bias):
        output = build()
        picture = check_places(draw, output, neurons_by_name(output), engine=Engine.DOT)
        assert picture.width <= 1000
    assert "net_o" in texts_of(draw(perceptron(), engine="dot").svg())


@pytest.mark.skipif(which("dot") is None, reason="'dot' is not on PATH")
def test_dot_on_path_takes_the_place_of_an_embedded_one_that_is_missing(monkeypatch):
    monkeypatch.setattr(graphviz_process, "PACKAGE", "a-package-that-is-not-installed")
    assert "net_o" in texts_of(draw(perceptron()).svg())


@pytest.mark.usefixtures("no_graphviz")
@pytest.mark.parametrize(
    ("engine", "advice"), [("embedded", "pip install graphviz-pure, or install"), ("dot", "needs Graphviz: install")]
)
@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_without_any_graphviz_the_message_says_what_to_install_and_dot_is_written(
    engine, advice, suffix, tmp_path, monkeypatch
):
    monkeypatch.setattr(graphviz_process, "_embedded", lambda: None)
    monkeypatch.setattr(graphviz_process, "which", lambda _: None)
    figure = draw(perceptron(), engine=engine)
    for render in (figure.svg, figure.png):
        with pytest.raises(RenderError, match=advice):
            render()
    path = tmp_path / f"a{suffix}"
    with pytest.raises(RenderError, match=re.escape(f"Wrote {tmp_path / 'a.dot'} instead.")):
        figure.save(path)
    assert not path.exists()
    assert (tmp_path / "a.dot").read_text("utf-8") == figure.dot.source
    figure.save(tmp_path / "b.dot")


def executable(tmp_path, body):
    path = tmp_path / "graphviz"
    path.write_text(f"#!{sys.executable}\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.usefixtures("no_graphviz")
@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("import sys; sys.stderr.write('Error: syntax\\x1b[31m'); sys.exit(3)", r"exit status 3: Error: syntax\\x1b"),
        ("import sys; sys.exit(1)", "exit status 1: it gave no reason"),
        ("print('no json')", "something that is not JSON"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "exit status -9"),
    ],
)  # fmt: skip
def test_a_graphviz_that_fails_is_reported(body, message, tmp_path, monkeypatch):
    monkeypatch.setattr(graphviz_process, "_embedded", lambda: executable(tmp_path, body))
    with pytest.raises(RenderError, match=message):
        draw(perceptron()).svg()


@pytest.mark.usefixtures("no_graphviz")
def test_an_executable_that_cannot_be_started_is_reported(tmp_path, monkeypatch):
    monkeypatch.setattr(graphviz_process, "_embedded", lambda: str(tmp_path / "nothing"))
    with pytest.raises(RenderError, match="cannot be started: No such file"):
        draw(perceptron()).svg()


@pytest.mark.usefixtures("no_graphviz")
@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
def test_a_process_that_hangs_is_stopped(tmp_path, monkeypatch):
    note = tmp_path / "pid"
    body = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(4)"
    monkeypatch.setattr(graphviz_process, "_embedded", lambda: executable(tmp_path, body))
    monkeypatch.setattr(graphviz_process, "PATIENCE", 1.0)
    with pytest.raises(
        RenderError, match=r"took longer than 1 seconds; draw a smaller part, or fold it with draw_folded"
    ):
        draw(perceptron()).svg()
    if note.exists():  # on a very slow machine it was stopped before it began
        with pytest.raises(ProcessLookupError):
            os.kill(int(note.read_text()), 0)


@pytest.mark.usefixtures("no_graphviz")
def test_pictures_and_their_dot_text_need_no_process(monkeypatch):
    monkeypatch.setattr(subprocess, "run", pytest.fail)
    assert "digraph" in draw(perceptron()).dot.source
    assert repr(draw(perceptron())) == "<Figure of an expression of 9 nodes, stage backward>"
