"""What must hold of every picture."""

import io
import math
import random
import re
import subprocess
import xml.etree.ElementTree as ET
from functools import cache
from html import unescape
from importlib.metadata import PackageNotFoundError, files
from itertools import pairwise

import pytest

from autograd import RenderError, Value, relu, sigmoid, softmax, tanh
from nn import MLP, Layer, Network, Neuron, Parameter, documents
from nn.losses import categorical_cross_entropy
from nn.naming import Naming
from viz import DARK, LIGHT, NumberFormat, Stage, Style, draw_network
from viz.canvas.pen import line_width
from viz.canvas.png import png_bytes, png_pixels
from viz.canvas.shapes import MARK, Arrow, Circle, Drawing, Frame, HalfDisc, Mark, Text
from viz.canvas.svg import svg_text
from viz.network.view import view_of
from viz.style import text_width
from viz.terminal import Terminal

HOSTILE = [
    "<", ">", "|", "{", "}", '"', "\\", "&", "new\nline", "NUL\0", "</script>", "</text><script>alert(1)</script>",
    "\\N", "\\G", "&lt;", "]]>", "<!--", "a\u202eb", "\u2066x", "\ud800", "x" * 20_000, "javascript:alert(1)", "'",
]  # fmt: skip


def example_forward(name):
    """An example with its gradients, which a gate of threshold units does not have."""
    forward = documents.build(name).run()
    if forward.total is not None:
        forward.total.backward()
    return forward


def random_forward(inputs, sizes, seed, activation=sigmoid, span=1.0):
    rng = random.Random(seed)
    network = MLP(inputs, sizes, activation, activation, rng=rng)
    for parameter in network.parameters():
        parameter.data = rng.uniform(-span, span)
    forward = network.forward([rng.uniform(-1, 1) for _ in range(inputs)], [rng.random() for _ in range(sizes[-1])])
    forward.total.backward()
    return forward


def shared_bias_forward(inputs, neurons):
    """One layer of neurons that share one bias."""
    bias = Parameter(0.1, "b")
    weights = [[Parameter(0.1 * (i + j) - 0.2, f"w{i}{j}") for i in range(inputs)] for j in range(neurons)]
    layer = Layer(Neuron(row, bias, tanh, name=f"o{j}") for j, row in enumerate(weights, 1))
    forward = Network([layer]).forward([0.3] * inputs, [0.5] * neurons)
    forward.total.backward()
    return forward


def softmax_forward(sizes, *, has_targets=True, seed=3, scale=1.0, naming=None):
    """A network whose last layer is a softmax, whose error asks for the first output."""
    network = MLP(2, sizes, sigmoid, softmax, rng=random.Random(seed), naming=naming)
    for bias in (neuron.bias for neuron in network.layers[-1].neurons):
        bias.data = scale
    targets = [1.0] + [0.0] * (sizes[-1] - 1) if has_targets else []
    forward = network.forward([0.3, 0.7], targets, categorical_cross_entropy)
    if forward.total is not None:
        forward.total.backward()
    return forward


SOFTMAXES = {
    f"softmax {sizes}{'' if has_targets else ' without targets'}": (
        lambda sizes=sizes, has_targets=has_targets: softmax_forward(sizes, has_targets=has_targets)
    )
    for sizes in ([1], [2], [3], [5], [2, 1], [2, 2], [2, 3], [2, 5])
    for has_targets in (True, False)
}

FORWARDS = {
    **SOFTMAXES,
    "softmax of 1000": lambda: softmax_forward([3], scale=1000.0),
    "softmax in long words": lambda: softmax_forward(
        [1], has_targets=False, naming=Naming("weighted_sum_{}", "activations_{}")
    ),
    **{name: lambda name=name: example_forward(name) for name in documents.EXAMPLES if "-" not in name},
    **{
        f"{i}-{h}-{o}": lambda i=i, h=h, o=o: random_forward(i, [h, o], 100 * i + 10 * h + o)
        for i in range(1, 5)
        for h in range(1, 5)
        for o in range(1, 5)
    },
    "4-4-4 large": lambda: random_forward(4, [4, 4], 1, relu, 1e5),
    "4-4-4 tiny": lambda: random_forward(4, [4, 4], 2, sigmoid, 1e-6),
    "3-3-3-3": lambda: random_forward(3, [3, 3, 3], 3, tanh),
    "2-16-16-1": lambda: random_forward(2, [16, 16, 1], 4, relu),
    "6-5": lambda: random_forward(6, [5], 5),
    "shared 2-4": lambda: shared_bias_forward(2, 4),
    "shared 4-3": lambda: shared_bias_forward(4, 3),
}
each_forward = pytest.mark.parametrize("name", FORWARDS)


def drawing(forward, stage=Stage.BACKWARD, decimals=None):
    return draw_network(forward, stage=stage, decimals=decimals).drawing


@cache
def forward_of(name):
    """A network that was run once for all tests, which leave it as it is."""
    return FORWARDS[name]()


@cache
def picture_of(name, stage=Stage.BACKWARD, decimals=None):
    """Its picture, drawn once for all tests."""
    return drawing(forward_of(name), stage, decimals)


def extent(shape):
    """Left, top, right, bottom of what must not overlap."""
    if isinstance(shape, Circle):
        return shape.x - shape.radius, shape.y - shape.radius, shape.x + shape.radius, shape.y + shape.radius
    return shape.x, shape.y, shape.right, shape.bottom


def box_of(text):
    return text.x, text.y - 0.74 * text.size, text.x + text.width, text.y + 0.21 * text.size


def overlap(first, second):
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > 0.5
        and min(first[3], second[3]) - max(first[1], second[1]) > 0.5
    )


@each_forward
def test_no_two_boxes_overlap(name):
    shapes = picture_of(name).shapes
    boxes = [s for s in shapes if isinstance(s, Frame | Circle) and not getattr(s, "name", "").startswith("chip")]
    assert boxes
    for place, first in enumerate(boxes):
        for second in boxes[:place]:
            assert not overlap(extent(first), extent(second)), (first, second)


@each_forward
@pytest.mark.parametrize("decimals", [None, 6])
def test_no_text_leaves_its_box_nor_meets_another(name, decimals):
    picture = picture_of(name, decimals=decimals)
    frames = {s.name: s for s in picture.shapes if isinstance(s, Frame | Circle) and s.name}
    texts = [s for s in picture.shapes if isinstance(s, Text)]
    boxes = [box_of(text) for text in texts]
    for text, (left, top, right, bottom) in zip(texts, boxes, strict=True):
        assert left >= 0
        assert right <= picture.width
        assert top >= 0
        assert bottom <= picture.height
        owner, _, side = text.inside.rpartition(" ")
        if side in ("left", "right"):  # half a disc: clear of the divider and inside the arc
            circle = frames[owner]
            near, far = (left, right) if side == "right" else (right, left)
            assert near - circle.x >= 2 if side == "right" else circle.x - near >= 2
            for y in (top, bottom):
                assert (far - circle.x) ** 2 + (y - circle.y) ** 2 <= circle.radius**2
        elif text.inside:
            frame = extent(frames[text.inside])
            assert frame[0] <= left
            assert frame[1] <= top
            assert right <= frame[2]
            assert bottom <= frame[3]
    for place, first in enumerate(boxes):
        for other, second in zip(texts, boxes[:place], strict=False):
            assert not overlap(first, second), (texts[place], other)


@each_forward
def test_marks_stand_clear_of_the_divider_and_inside_the_disc(name):
    picture = picture_of(name)
    circles = [s for s in picture.shapes if isinstance(s, Circle) and s.name.startswith("neuron")]
    for mark in (s for s in picture.shapes if isinstance(s, Mark)):
        for circle in circles:
            if abs(mark.y - circle.y) < circle.radius and abs(mark.x - circle.x) < circle.radius:
                assert mark.x >= circle.x + 2 or mark.x + MARK <= circle.x - 2
                corner = max(abs(mark.x - circle.x), abs(mark.x + MARK - circle.x))
                assert corner**2 + (abs(mark.y - circle.y) + 5) ** 2 <= circle.radius**2


@each_forward
def test_pictures_are_at_most_1000_wide_with_type_of_at_least_14(name):
    for decimals in (None,) if "large" in name else (None, 6):
        picture = picture_of(name, decimals=decimals)
        assert picture.width <= 1000
        assert min(s.size for s in picture.shapes if isinstance(s, Text)) >= 14


@pytest.mark.parametrize("name", ["mazur", "lecture_neuron", "lecture_hidden", "4-3-2", "3-3-3-3"])
def test_the_four_stages_have_the_same_coordinates(name):
    def places(stage):
        picture = picture_of(name, stage)
        boxes = [extent(s) for s in picture.shapes if isinstance(s, Frame | Circle)]
        return picture.width, boxes, [(s.x, s.y) for s in picture.shapes if isinstance(s, HalfDisc)]

    assert places(Stage.STRUCTURE) == places(Stage.WEIGHTS) == places(Stage.FORWARD) == places(Stage.BACKWARD)


def texts_of(svg):
    root = ET.fromstring(svg)
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_stage_shows_what_is_known_by_then():
    forward = example_forward("mazur")
    seen = {stage: " ".join(texts_of(draw_network(forward, stage=stage).svg())) for stage in Stage}
    assert "w5" in seen[Stage.STRUCTURE]
    assert "0.45" not in seen[Stage.STRUCTURE]
    assert "0.45" in seen[Stage.WEIGHTS]
    assert "0.99" in seen[Stage.WEIGHTS]
    assert "0.7514" not in seen[Stage.WEIGHTS]
    assert "0.7514" in seen[Stage.FORWARD]
    assert "0.2984" in seen[Stage.FORWARD]
    assert "+0.08217" not in seen[Stage.FORWARD]
    assert "+0.08217" in seen[Stage.BACKWARD]
    assert "σ′ 0.1868" in seen[Stage.BACKWARD]


def test_the_network_picture_shows_every_value_and_every_gradient():
    forward = example_forward("mazur")
    seen = set(texts_of(draw_network(forward).svg()))
    write = NumberFormat()
    for name in ("net_h1", "out_h1", "net_o2", "out_o2", "w1", "w8", "b1", "b2"):
        assert write.text(forward[name].data) in seen
        assert write.signed(forward[name].grad) in seen


def test_gradients_show_as_a_dash_before_backward():
    figure = draw_network(documents.mazur().run())
    seen = texts_of(figure.svg())
    assert seen.count("—") == 8 + 2 + 8
    assert "—" in figure.dot.source


@each_forward
@pytest.mark.parametrize("stage", list(Stage))
def test_every_number_of_the_svg_stands_in_the_dot(name, stage):
    forward = forward_of(name)
    figure, view = draw_network(forward, stage=stage), view_of(forward)
    folded = max(len(view.inputs), *(len(layer.neurons) for layer in view.layers)) > 8
    shown = [text for text in texts_of(figure.svg()) if re.fullmatch(r"[+−]?[\d∞].*|nan|—|.*′ [−\d].*", text)]
    source = unescape(figure.dot.source)
    for number in shown if not folded else []:
        assert number in source
    assert shown or stage is Stage.STRUCTURE


def test_each_neuron_is_one_vertex_of_two_cells():
    forward = example_forward("mazur")
    source, write = draw_network(forward).dot.source, NumberFormat()
    for name in ("h1", "h2", "o1", "o2"):
        net, out = forward[f"net_{name}"], forward[f"out_{name}"]
        cells = [
            f"{value.name}<BR/>▸ {write.text(value.data)}<BR/>◂ {write.signed(value.grad)}</TD>" for value in (net, out)
        ]
        assert re.search(rf"<TD[^>]*>{re.escape(cells[0])}<VR/><TD[^>]*>{re.escape(cells[1])}", source)
    assert source.count("<VR/>") == 4


# ------------------------------------------------------------------------------------------- softmax


def sum_and_bracket(picture):
    """The box of Σeˣ, the circles of its layer, its bracket, and every plain line without a head."""
    (box,) = [s for s in picture.shapes if isinstance(s, Frame) and s.name.startswith("sum")]
    layer = box.name.replace("sum", "neuron") + " "
    circles = [s for s in picture.shapes if isinstance(s, Circle) and s.name.startswith(layer)]
    lines = [s.points for s in picture.shapes if isinstance(s, Arrow) and s.stroke == "line" and not s.head]
    (bracket,) = [points for points in lines if len(points) == 4]
    return box, circles, bracket, lines


@pytest.mark.parametrize("name", SOFTMAXES)
def test_the_bracket_of_a_softmax_spans_all_its_neurons(name):
    forward = SOFTMAXES[name]()
    _, circles, bracket, _ = sum_and_bracket(drawing(forward))
    assert len(circles) == len(forward.layers[-1])
    (_, top), (x, _), _, (_, bottom) = bracket
    assert all(circle.x + circle.radius < x for circle in circles)
    assert all(top <= circle.y - circle.radius / 2 for circle in circles)
    assert all(bottom >= circle.y + circle.radius / 2 for circle in circles)


@pytest.mark.parametrize("name", SOFTMAXES)
def test_the_sum_of_a_softmax_hangs_on_its_bracket_clear_of_the_errors_lines(name):
    picture = picture_of(name)
    box, _, bracket, lines = sum_and_bracket(picture)
    y = box.middle[1]
    assert ((bracket[1][0], y), (box.x, y)) in lines
    assert bracket[1][1] <= box.y
    assert box.bottom <= bracket[2][1]
    errors = [s.points for s in picture.shapes if isinstance(s, Arrow) and s.stroke == "error_line"]
    for (x0, y0), (x1, y1) in (ends for points in errors for ends in pairwise(points)):
        meets = min(x0, x1) < box.right and max(x0, x1) > box.x
        assert not (meets and min(y0, y1) < box.bottom and max(y0, y1) > box.y)


@pytest.mark.parametrize("has_targets", [True, False])
@pytest.mark.parametrize("outputs", [1, 2, 3, 4, 5])
def test_the_sum_stands_at_the_middle_of_the_bracket_where_no_line_does(outputs, has_targets):
    box, circles, bracket, _ = sum_and_bracket(drawing(softmax_forward([outputs], has_targets=has_targets)))
    middle, y = (bracket[1][1] + bracket[2][1]) / 2, box.middle[1]
    if outputs % 2 == 0 or not has_targets:
        assert y == pytest.approx(middle)
    elif outputs == 1:
        assert box.y > middle
    else:
        assert y == pytest.approx((circles[0].y + circles[1].y) / 2)


@pytest.mark.parametrize("name", SOFTMAXES)
def test_the_sum_of_a_softmax_is_the_sum_of_its_exponentials(name):
    forward = SOFTMAXES[name]()
    total = math.fsum(math.exp(neuron.net.data) for neuron in forward.layers[-1])
    figure = draw_network(forward)
    seen, written = texts_of(figure.svg()), NumberFormat().text(total)
    assert seen[seen.index("Σeˣ") + 1] == written
    assert f"Σeˣ<BR/>▸ {written}>" in unescape(figure.dot.source)
    assert f"softmax: Σeˣ = {NumberFormat(decimals=9).text(total)}\n" in printed_network(forward, decimals=9)


def nets_forward(*nets):
    """A softmax layer with these nets."""
    layer = Layer(
        Neuron([Parameter(0.0, "w")], Parameter(net, f"b{k}"), softmax, name=f"o{k}") for k, net in enumerate(nets)
    )
    return Network([layer]).forward([0.0])


@pytest.mark.parametrize(
    ("nets", "short", "long"),
    [
        ((0.0, 0.0), "2", "2"),
        ((1000.0, 1000.0), "e^1000.7", "e^1000.693147181"),  # + log 2 = 0.693147181
        ((709.5, 709.5), "e^710.2", "e^710.193147181"),  # each fits into a float, their sum does not
        ((1000.0, -1000.0), "e^1000", "e^1000"),
        ((-1000.0, -1000.0), "e^−999.3", "e^−999.306852819"),
        ((1e7, 0.0), "e^1e7", "e^10000000"),
    ],
)
def test_a_sum_that_no_float_holds_is_shown_as_a_power_of_e(nets, short, long):
    forward = nets_forward(*nets)
    figure = draw_network(forward)
    seen = texts_of(figure.svg())
    assert seen[seen.index("Σeˣ") + 1] == short
    assert f"Σeˣ<BR/>▸ {short}>" in unescape(figure.dot.source)
    assert f"softmax: Σeˣ = {long}\n" in printed_network(forward, decimals=9)
    assert "∞" not in "".join(seen)


def test_the_sum_of_a_softmax_is_not_shown_before_the_forward_pass():
    forward = softmax_forward([3])
    for stage in (Stage.STRUCTURE, Stage.WEIGHTS):
        figure = draw_network(forward, stage=stage)
        assert "Σeˣ" in texts_of(figure.svg())
        for text in (*texts_of(figure.svg()), figure.dot.source):
            assert NumberFormat().text(view_of(forward).layers[-1].shared_sum.value) not in text


BY_EVERY_NET = "softmax: every net reaches every out, ∂out_k/∂net_j = −out_k · out_j for j ≠ k"


@pytest.mark.parametrize("name", SOFTMAXES)
def test_the_key_of_a_softmax_says_that_every_net_reaches_every_out(name):
    forward = SOFTMAXES[name]()
    assert " ".join(texts_of(draw_network(forward).svg())).count(BY_EVERY_NET) == 1  # in one line or folded
    seen = " ".join(texts_of(draw_network(forward, stage=Stage.FORWARD).svg()))
    assert seen.count("softmax: every net reaches every out, out_k = e^net_k / Σeˣ") == 1


def test_the_rule_of_a_softmax_is_true():
    forward = softmax_forward([3], has_targets=False)
    nets, outs = zip(*[(neuron.net, neuron.out) for neuron in forward.layers[-1]], strict=True)
    for k, out in enumerate(outs):
        for j in (j for j in range(3) if j != k):
            assert out.local_derivatives[out.parents.index(nets[j])] == pytest.approx(-out.data * outs[j].data)


def test_the_key_of_other_networks_does_not_speak_of_softmax():
    assert "softmax" not in draw_network(example_forward("mazur")).svg()
    assert "softmax" not in printed_network(example_forward("mazur"))


def test_a_key_that_is_too_long_for_its_picture_is_folded():
    picture = picture_of("softmax in long words")
    last = [s for s in picture.shapes if isinstance(s, Text)][-2:]
    rule = (
        "softmax: every weighted_sum reaches every activations, "
        "∂activations_k/∂weighted_sum_j = −activations_k · activations_j for j ≠ k"
    )
    assert " ".join(text.text for text in last) == rule
    assert last[0].y < last[1].y


def test_each_share_of_a_softmax_is_tied_to_its_sum_in_the_dot():
    source = draw_network(softmax_forward([2, 3])).dot.source
    ties = re.findall(r"^\t(\w+) -> sum1 \[.*style=dotted", source, re.MULTILINE)
    assert ties == ["n1_0", "n1_1", "n1_2"]


# -------------------------------------------------------------------------------------------- tables


def printed_network(forward, decimals=None, stage=Stage.BACKWARD):
    printed = io.StringIO()
    Terminal(printed, 200).network(view_of(forward), NumberFormat(decimals=decimals), stage)
    return re.sub(" +\n", "\n", printed.getvalue())


def heads(text):
    """For each layer the two lines of column heads of its neurons, as words."""
    lines = text.splitlines()
    rules = [place for place, line in enumerate(lines) if line.startswith("──")]
    heads = [(lines[place - 2].split(), lines[place - 1].split()) for place in rules]
    return [(above, head) for above, head in heads if head[0] == "neuron"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mazur", [("net", "out"), ("net", "out")]),
        ("lecture_hidden", [("in", "out"), ("in", "out")]),
        ("lecture_neuron", [("s", "y")]),
        ("xor", [("s", "out"), ("s", "out")]),
        ("and_gate", [("s", "out")]),
    ],
)
def test_tables_have_the_words_of_their_document(name, words):
    forward = example_forward(name)
    total = forward.total.name if forward.total is not None else "E"
    assert heads(printed_network(forward)) == [
        ([f"∂{total}/", f"∂{out}/", f"∂{total}/"], ["neuron", net, out, f"∂{net}", f"∂{net}", f"∂{out}"])
        for net, out in words
    ]
    for (_, shown), (net, out) in zip(heads(printed_network(forward, stage=Stage.FORWARD)), words, strict=True):
        assert shown == ["neuron", net, out]


def words_of(*names):
    """The words of a layer whose neurons, nets and outs have these names."""
    layer = Layer(Neuron([Parameter(0.1, "w")], Parameter(0.0, "b"), name=name) for name, _, _ in names)
    forward = Network([layer]).forward([1.0])
    for neuron, (_, net, out) in zip(forward.layers[0], names, strict=True):
        neuron.net.name, neuron.out.name = net, out
    (view,) = view_of(forward).layers
    return view.net_word, view.out_word


def test_where_the_names_of_a_layer_share_no_word_its_columns_are_net_and_out():
    assert words_of(("a", "z_a", "g_a"), ("b", "z_b", "g_b")) == ("z", "g")
    assert words_of(("a", "a_z", "g_a"), ("b", "z_b", "b_g")) == ("z", "g")
    assert words_of(("a", "z_a", "a"), ("b", "s_b", "b")) == ("net", "out")
    assert words_of(("a", "z1", "y1"), ("b", "z2", "y2")) == ("net", "out")
    assert words_of(("a", None, ""), ("b", None, "")) == ("net", "out")
    assert words_of(("a", "_a", "a_")) == ("net", "out")
    assert words_of(("a", "x", "x")) == ("net", "out")  # one word for both would name two columns alike


def test_the_table_of_a_softmax_ends_with_why_its_columns_do_not_multiply():
    lines = printed_network(softmax_forward([2, 2])).splitlines()
    (place,) = [n for n, line in enumerate(lines) if line.startswith("softmax: every net")]
    assert lines[place] == f"{BY_EVERY_NET}."
    assert lines[place - 2].startswith("o2 ")
    assert lines[place + 2].startswith("weight ")
    named = softmax_forward([2], naming=Naming("s_{}", "y_{}"))
    assert "∂y_k/∂s_j = −y_k · y_j for j ≠ k." in printed_network(named)
    assert "y_k = e^s_k / Σeˣ." in printed_network(named, stage=Stage.FORWARD)
    assert "softmax" not in printed_network(named, stage=Stage.WEIGHTS)


# ------------------------------------------------------------------------------------------- colours


def luminance(colour):
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_contrast_of_four_and_a_half_on_everything_it_stands_on(theme):
    fills = [colour for role, colour in theme.items() if role.endswith("fill")] + [theme.background]
    for ink in (theme.text, theme.muted, theme.positive_text, theme.negative_text):
        for fill in fills:
            assert contrast(ink, fill) >= 4.5, (ink, fill)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_lines_have_contrast_of_three(theme):
    for ink in (theme.line, theme.positive_line, theme.negative_line, theme.error_line):
        assert contrast(ink, theme.background) >= 3, ink


def test_the_sign_has_three_channels():
    svg = draw_network(example_forward("mazur")).svg()
    assert "stroke-dasharray" in svg
    assert LIGHT.negative_line in svg
    assert "−0.0226" in svg


def test_widths_are_clamped_whatever_the_gradient():
    for grad in (None, 0.0, float("nan"), float("inf"), -float("inf"), 1e300, 1e-300, 5e-324):
        assert 1 <= line_width(grad) <= 6


# ----------------------------------------------------------------------------------------------- SVG


@each_forward
def test_svg_is_well_formed_without_style_attributes(name):
    root = ET.fromstring(draw_network(forward_of(name), title="A title").svg())
    assert root.get("role") == "img"
    assert all(element.get("style") is None for element in root.iter())
    children = [child.tag.rpartition("}")[2] for child in root]
    assert children[:2] == ["title", "desc"]


def test_two_pictures_share_no_ids():
    first, second = (draw_network(example_forward(name)).svg() for name in ("mazur", "lecture_hidden"))
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in (first, second)]
    assert ids[0]
    assert not ids[0] & ids[1]
    forward = example_forward("mazur")
    looks = [Style(), Style(DARK, None), Style(LIGHT, None)]
    roots = {re.findall(r'id="([^"]+)"', draw_network(forward, style=style).svg())[0] for style in looks}
    assert len(roots) == 3


def test_the_same_program_gives_the_same_bytes():
    assert draw_network(example_forward("mazur")).svg() == draw_network(example_forward("mazur")).svg()
    assert draw_network(example_forward("mazur")).dot.source == draw_network(example_forward("mazur")).dot.source


def test_dark_colours_stand_in_rules_of_this_picture_only():
    svg = draw_network(example_forward("mazur")).svg()
    (rules,) = re.findall(r"<style>(.*?)</style>", svg)
    assert rules.startswith("@media (prefers-color-scheme:dark){#chainrule-")
    assert all(part.startswith("#chainrule-") for part in re.findall(r"([^{}]+)\{", rules)[1:])
    assert "<style>" not in draw_network(example_forward("mazur"), style=Style(DARK, None)).svg()


def hostile_forward(name):
    weights = [Parameter(0.5, name), Parameter(-0.5, name)]
    layer = Layer([Neuron(weights, Parameter(0.1, name), sigmoid, name=name.replace("{", "{{").replace("}", "}}"))])
    network = Network([layer], input_names=[name, name])
    forward = network.forward([0.1, 0.2], [Value(0.5, name)])
    for value in (forward.layers[0][0].net, forward.layers[0][0].out, forward.total):
        value.name = name
    forward.total.backward()
    return forward


@pytest.mark.parametrize("name", HOSTILE, ids=[repr(name[:20]) for name in HOSTILE])
def test_hostile_names_neither_break_nor_inject_anything_into_svg(name):
    svg = draw_network(hostile_forward(name), title=name).svg()
    root = ET.fromstring(svg)
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "desc", "style", "rect", "circle", "path", "polygon", "text"}
    attributes = " ".join(value for element in root.iter() for value in element.attrib.values())
    if len(name) > 1:
        assert name not in attributes
    assert len(svg) < 60_000
    assert not re.search("[\0-\x08\u202a-\u202e\u2066-\u2069]", svg)
    assert png_bytes(svg)[:4] == b"\x89PNG"


@pytest.mark.parametrize("name", HOSTILE, ids=[repr(name[:20]) for name in HOSTILE])
def test_hostile_names_neither_break_nor_inject_anything_into_dot(name):
    source = draw_network(hostile_forward(name), title=name).dot.source
    assert "\0" not in source
    vertices = re.findall(r"^\t(\w+) \[", source, re.MULTILINE)
    assert set(vertices) <= {"graph", "node", "edge", "i0", "i1", "n0_0", "w0_0_0", "w0_0_1", "b0_0", "e0"}
    assert b"<script" not in drawn_by_graphviz(source)


@each_forward
def test_graphviz_draws_the_dot_at_its_own_places(name):
    assert b"</svg>" in drawn_by_graphviz(draw_network(forward_of(name)).dot.source)


def drawn_by_graphviz(source):
    """Run ``neato -n2`` of the test requirement graphviz-pure, which has no build for some machines."""
    try:
        executable = next(str(f.locate()) for f in files("graphviz-pure") or () if f.stem == "graphviz-pure")
    except (PackageNotFoundError, StopIteration):
        pytest.skip("graphviz-pure has no build for this machine")
    command = [executable, "-Kneato", "-n2", "-Tsvg"]
    done = subprocess.run(command, input=source.encode(), capture_output=True, timeout=20, check=False)
    complaints = [line for line in done.stderr.splitlines() if b"width of non-ASCII" not in line]
    assert (done.returncode, complaints) == (0, [])
    return done.stdout


@pytest.mark.parametrize("name", HOSTILE, ids=[repr(name[:20]) for name in HOSTILE])
def test_hostile_names_neither_break_nor_inject_anything_into_the_terminal(name):
    printed = io.StringIO()
    terminal = Terminal(printed, 200)
    terminal.network(view_of(hostile_forward(name)), NumberFormat(decimals=9))
    terminal.say(name)
    text = printed.getvalue()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    assert len(text) < 20_000 + len(name)
    assert "0.1" in text


def test_markup_in_names_is_no_markup():
    printed = io.StringIO()
    Terminal(printed, 100).network(view_of(hostile_forward("[bold]x[/bold]")), NumberFormat())
    assert "[bold]x[/bold]" in printed.getvalue()


def test_gradients_are_coloured_by_their_sign_on_a_terminal():
    printed = io.StringIO()
    terminal = Terminal(printed, 100)
    terminal.console = type(terminal.console)(file=printed, width=100, force_terminal=True, color_system="256")
    terminal.table("", ["a"], [["+1"], ["−1"]])
    plus, minus = (next(line for line in printed.getvalue().splitlines() if sign in line) for sign in ("+1", "−1"))
    assert plus.replace("+", "−") != minus
    assert "\x1b[" in plus


def test_the_progress_bar_follows_a_training(capfd):
    with Terminal(io.StringIO(), 100).progress("training", 400) as update:
        for step in range(1, 401):
            update(step, 0.1)


def test_a_name_that_is_empty_or_a_mark_is_no_mark():
    counts = {
        sum(isinstance(shape, Mark) for shape in drawing(hostile_forward(name)).shapes) for name in ("", "a", "◂", "▸")
    }
    assert len(counts) == 1


@pytest.mark.parametrize("outputs", [2, 3, 4])
def test_every_error_has_an_arrow_to_the_total(outputs):
    picture = drawing(random_forward(2, [2, outputs], 7))
    (total,) = [s for s in picture.shapes if isinstance(s, Frame) and s.name == "total"]
    errors = [s for s in picture.shapes if isinstance(s, Frame) and s.name.startswith("error")]
    arrows = [s for s in picture.shapes if isinstance(s, Arrow) and s.stroke == "error_line" and s.head]

    def touches(frame, point):
        x, y = point
        return frame.x - 1 <= x <= frame.right + 1 and frame.y - 1 <= y <= frame.bottom + 1

    ending = [arrow for arrow in arrows if touches(total, arrow.points[-1])]
    assert len(ending) == len(errors) == outputs
    assert all(any(touches(error, arrow.points[0]) for arrow in ending) for error in errors)


def test_what_is_not_drawn_is_counted():
    texts = texts_of(draw_network(forward_of("2-16-16-1")).svg())
    assert texts.count("8 more") == 2
    assert "217 more weights and biases" in texts  # 2·16 + 16 + 16·16 + 16 + 16 + 1 = 337, of which 120 are listed


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 1e300, -1e-300, 5e-324])
def test_strange_numbers_are_drawn(number):
    forward = example_forward("mazur")
    forward["w5"].data = number
    forward["w5"].grad = number
    svg = draw_network(forward).svg()
    ET.fromstring(svg)
    assert "nan" not in re.sub(r">[^<]*<", "><", svg)
    assert png_bytes(svg)[:4] == b"\x89PNG"


# -------------------------------------------------------------------------------------------- figures


def test_a_picture_is_of_its_moment():
    forward = example_forward("mazur")
    figure = draw_network(forward)
    before = figure.svg()
    forward["w5"].data = 7.0
    forward["net_o1"].grad = 7.0
    assert figure.svg() == before


def test_the_png_is_twice_as_large_and_has_its_text():
    svg = draw_network(example_forward("mazur")).svg()
    png = png_bytes(svg)
    width, height = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    assert width == 2000
    assert height > 1000
    blank = png_bytes(re.sub(r"<text.*?</text>", "", svg))
    assert len(png) > 1.5 * len(blank)


def test_a_picture_that_is_none_is_refused():
    with pytest.raises(RenderError, match="could not be drawn"):
        png_bytes("<svg")


def blank_svg(width, height):
    return f'<svg xmlns="http://www.w3.org/2000/svg" stroke-width="7" width="{width}" height="{height}"></svg>'


@pytest.mark.parametrize("svg", [blank_svg(w, h) for w, h in ((10, 20), (100.3, 100.7), (99.5, 100.5), (0.6, 1.4))])
def test_pixels_are_counted_as_they_are_drawn(svg):
    png = png_bytes(svg)
    assert png_pixels(svg) == int.from_bytes(png[16:20], "big") * int.from_bytes(png[20:24], "big")


@each_forward
def test_pixels_of_a_network_are_four_a_unit_of_area(name):
    figure = draw_network(forward_of(name), title='<svg width="9">')
    picture = picture_of(name)
    assert png_pixels(figure.svg()) == pytest.approx(4 * picture.width * picture.height, rel=0.01)


def test_a_png_of_more_than_fifty_million_pixels_is_refused_before_it_is_drawn(monkeypatch):
    monkeypatch.setattr("resvg_py.svg_to_bytes", lambda **_: b"drawn")
    assert png_bytes(blank_svg(5000, 2500)) == b"drawn"
    with pytest.raises(RenderError, match=r"10000 × 5002 = 50,020,000 pixels; at most 50,000,000 .*Save it as \.svg"):
        png_bytes(blank_svg(5000, 2501))


@pytest.mark.parametrize("svg", ["", "<svg>", blank_svg(0, 5), blank_svg("100%", 5), blank_svg("nan", 5)])
def test_a_picture_without_a_size_is_refused(svg):
    for function in (png_pixels, png_bytes):
        with pytest.raises(RenderError, match="does not say its width and height"):
            function(svg)


def test_saving_goes_by_the_suffix(tmp_path):
    figure = draw_network(example_forward("mazur"))
    assert figure.save(tmp_path / "a.svg").read_text("utf-8") == figure.svg()
    assert figure.save(tmp_path / "a.png").read_bytes() == figure.png()
    assert figure.save(tmp_path / "a.dot").read_text("utf-8") == figure.dot.source
    assert figure.save(tmp_path / "b.GV").read_text("utf-8") == figure.dot.source
    with pytest.raises(ValueError, match=r"end the name with \.svg"):
        figure.save(tmp_path / "a.pdf")


def test_a_file_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    figure = draw_network(example_forward("mazur"))
    target = tmp_path / "a.svg"
    target.write_text("old")
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OSError, match="No space left"):
        figure.save(target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_figure_shows_itself_in_a_notebook():
    figure = draw_network(example_forward("mazur"))
    bundle = figure._repr_mimebundle_()
    assert bundle["image/svg+xml"] == figure.svg()
    assert "2-2-2" in bundle["text/plain"]


def test_a_net_that_is_no_weighted_sum_is_refused():
    forward = documents.mazur().run()
    forward.layers[1][0].net._first = ()
    with pytest.raises(ValueError, match="not a weighted sum"):
        draw_network(forward)


def test_what_is_no_forward_pass_is_refused():
    with pytest.raises(TypeError, match="takes a forward pass"):
        draw_network(Value(1.0))


def test_a_stage_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(ValueError, match="'x' is not a stage: choose structure, weights, forward, backward"):
        draw_network(example_forward("mazur"), stage="x")


def test_decimals_have_a_range():
    with pytest.raises(ValueError, match="0 to 6"):
        draw_network(example_forward("mazur"), decimals=7)


def test_the_picture_of_the_readme_is_the_picture_that_the_command_draws():
    from pathlib import Path

    example = documents.mazur()
    forward = example.run()
    forward.total.backward()
    drawn = draw_network(forward, title=example.title).svg()
    assert Path("examples/mazur.svg").read_text("utf-8") == drawn


def test_widths_of_the_shipped_font():
    """The table beside the font is the font's own."""
    import json
    from importlib import resources

    from fontTools.ttLib import TTFont

    font = TTFont(str(resources.files("viz").joinpath("fonts/LiberationSans-Regular.ttf")))
    table = {
        c: int(w)
        for w, cs in json.loads(resources.files("viz").joinpath("fonts/widths.json").read_text()).items()
        for c in cs
    }
    assert table == {chr(code): font["hmtx"][glyph][0] for code, glyph in font.getBestCmap().items()}
    assert font["head"].unitsPerEm == 2048
    assert text_width("0", 2048) == table["0"]


def test_shapes_are_written_with_their_theme():
    picture = Drawing(10, 10, (Frame(1, 1, 8, 8, "net_fill", "line"),), "t", "d")
    assert f'fill="{DARK.net_fill}"' in svg_text(picture, Style(DARK, None))
