"""Tables and pictures of activations: every fact is printed, each picture shows what the records say."""

import io
from itertools import pairwise

import pytest

from chainrule.tables.activation_plots import activation_drawing, overview_drawing, saturation_text
from chainrule.tables.activations import print_activation, print_activations, print_choice
from nn.activations.choice import Task, choose_activation
from nn.activations.facts import ACTIVATIONS
from viz import DARK, Style
from viz.canvas.png import png_bytes
from viz.canvas.shapes import Arrow, Circle, Frame, Text
from viz.canvas.svg import svg_text
from viz.terminal import Terminal

PICTURES = {**{name: activation_drawing(facts) for name, facts in ACTIVATIONS.items()}, "overview": overview_drawing()}
each_picture = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
each_activation = pytest.mark.parametrize("facts", ACTIVATIONS.values(), ids=ACTIVATIONS)


def printed(what, *given):
    """What a report prints, and the same with all white space as one blank."""
    file = io.StringIO()
    what(Terminal(file), *given)
    return file.getvalue(), " ".join(file.getvalue().split())


def texts(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Text)]


def pieces(picture, ink):
    return [shape for shape in picture.shapes if isinstance(shape, Arrow) and shape.stroke == ink]


def zones(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Frame)]


def dots(picture):
    return [(shape.stroke, shape.fill == shape.stroke) for shape in picture.shapes if isinstance(shape, Circle)]


# ---------------------------------------------------------------------------------------------- tables


def test_the_table_has_every_activation_with_its_facts_in_100_columns():
    lines, flat = printed(print_activations)
    assert max(map(len, lines.splitlines())) <= 100
    for facts in ACTIVATIONS.values():
        assert sum(line.startswith(facts.name) for line in lines.splitlines()) == 2
        for text in (facts.name, facts.formula, facts.range):
            assert text in flat
        assert all(word in flat for word in facts.limitation.split())
    assert [line.split()[0] for line in lines.splitlines() if line.split()[:1] in ([task] for task in Task)] == [*Task]


def test_the_row_of_the_sigmoid_says_what_the_lecture_says():
    lines, _ = printed(print_activations)
    first, second = [line for line in lines.splitlines() if line.startswith("sigmoid")]
    assert first.split("  ")[0] == "sigmoid"
    assert "between 0 and 1" in first
    assert second.split()[:4] == ["sigmoid", "no", "yes", "0.25"]


@each_activation
def test_one_activation_is_printed_with_every_fact_in_100_columns(facts):
    lines, flat = printed(print_activation, facts)
    assert max(map(len, lines.splitlines())) <= 100
    for text in (facts.title, facts.formula, facts.derivative, facts.range, facts.limitation, facts.source):
        assert text in flat
    assert f"zero-centred {'yes' if facts.is_zero_centred else 'no'}" in flat
    assert f"smooth {'yes' if facts.is_smooth else 'no'}" in flat
    assert f"near 0 {saturation_text(facts)}" in flat or f"gradient 0 {saturation_text(facts)}" in flat


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("sigmoid", "largest 0.25 0.25^10 9.537e−7"),
        ("sigmoid", "at x = 2 0.105 0.105^10 1.628e−10"),
        ("tanh", "largest 1 1^10 1"),
        ("relu", "at x = 2 1 1^10 1"),
        ("relu", "at x = −2 0 0^10 0"),
        ("step", "largest 0 0^10 0"),
    ],
)
def test_ten_layers_leave_the_tenth_power_of_the_slope(name, row):
    assert row in printed(print_activation, ACTIVATIONS[name])[1]


def test_of_softmax_no_ten_layers_are_told():
    flat = printed(print_activation, ACTIVATIONS["softmax"])[1]
    assert "^10" not in flat
    assert "last layer only" in flat


def test_where_gradients_vanish_is_said_in_words():
    said = {name: saturation_text(facts) for name, facts in ACTIVATIONS.items()}
    assert said == {
        "step": "everywhere",
        "sign": "everywhere",
        "linear": "nowhere",
        "sigmoid": "x < −4.36 or x > 4.36",
        "tanh": "x < −2.18 or x > 2.18",
        "relu": "x < 0",
        "softplus": "x < −2.94",
        "softmax": "x < −3.66 or x > 5.05, others 0, 0",
    }


@pytest.mark.parametrize("task", Task)
def test_a_choice_is_printed_with_its_reason_in_100_columns(task):
    choice = choose_activation(task)
    lines, flat = printed(print_choice, choice)
    assert max(map(len, lines.splitlines())) <= 100
    assert choice.reason in flat
    assert choice.source in flat
    assert f"hidden layers {choice.hidden[0].name}" in flat
    if choice.output:
        assert f"output layer {choice.output.name}: {choice.output.out} = {choice.output.formula}" in flat
        assert f"loss {choice.loss}" in flat


# -------------------------------------------------------------------------------------------- pictures


def box_of(text):
    return text.x, text.y - 0.74 * text.size, text.x + text.width, text.y + 0.21 * text.size


def overlap(first, second):
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > 0.5
        and min(first[3], second[3]) - max(first[1], second[1]) > 0.5
    )


@each_picture
def test_texts_stay_in_the_picture_and_in_their_zones_and_meet_nothing(picture):
    boxes = [box_of(text) for text in texts(picture)]
    named = {zone.name: zone for zone in zones(picture)}
    for text, (left, top, right, bottom) in zip(texts(picture), boxes, strict=True):
        assert left >= 0
        assert top >= 0
        assert right <= picture.width
        assert bottom <= picture.height
        if text.inside:
            assert named[text.inside].x <= left
            assert right <= named[text.inside].right
    for place, first in enumerate(boxes):
        assert not any(overlap(first, second) for second in boxes[:place]), texts(picture)[place]
    points = [point for ink in ("curve_ink", "slope_ink") for piece in pieces(picture, ink) for point in piece.points]
    for left, top, right, bottom in boxes:
        assert not any(left <= x <= right and top <= y <= bottom for x, y in points)


@each_picture
def test_pictures_are_at_most_1000_wide_with_type_of_at_least_14(picture):
    assert picture.width <= 1000
    assert min(text.size for text in texts(picture)) >= 14


@each_picture
@pytest.mark.parametrize("style", [Style(), Style(theme=DARK, dark=None)], ids=["light", "dark"])
def test_pictures_can_be_drawn_light_and_dark(picture, style):
    svg = svg_text(picture, style)
    assert f'fill="{style.theme.background}"' in svg
    assert png_bytes(svg)[:4] == b"\x89PNG"


@pytest.mark.parametrize(
    ("name", "of_out", "of_slope", "filled"),
    [
        ("step", 2, 1, [("curve_ink", False), ("curve_ink", True)]),
        ("sign", 2, 1, [("curve_ink", False), ("curve_ink", False), ("curve_ink", True)]),
        ("relu", 1, 2, [("slope_ink", False), ("slope_ink", True)]),
        ("linear", 1, 1, []),
        ("softplus", 1, 1, []),
        ("softmax", 1, 1, []),
    ],
)
def test_jumps_are_drawn_as_jumps_and_kinks_without(name, of_out, of_slope, filled):
    picture = PICTURES[name]
    assert len(pieces(picture, "curve_ink")) == of_out
    assert len(pieces(picture, "slope_ink")) == of_slope
    assert dots(picture) == filled
    for piece in pieces(picture, "curve_ink") + pieces(picture, "slope_ink"):
        xs = [x for x, _ in piece.points]
        assert all(first < second for first, second in pairwise(xs))  # no vertical stroke


def test_the_kink_of_relu_is_a_point_of_its_curve():
    picture = PICTURES["relu"]
    (curve,) = pieces(picture, "curve_ink")
    lowest = [point for point in curve.points if point[1] == max(y for _, y in curve.points)]
    kink = next(shape for shape in picture.shapes if isinstance(shape, Circle) and shape.fill == "slope_ink")
    assert lowest[-1] == pytest.approx((kink.x, kink.y))


@pytest.mark.parametrize(
    ("name", "label", "count"),
    [
        ("sigmoid", "saturated: gradient near 0", 2),
        ("tanh", "saturated: gradient near 0", 2),
        ("softmax", "saturated: gradient near 0", 2),
        ("softplus", "saturated: gradient near 0", 1),
        ("relu", "dead: gradient 0", 1),
        ("step", "gradient 0 everywhere", 1),
        ("sign", "gradient 0 everywhere", 1),
        ("linear", "", 0),
    ],
)
def test_zones_say_what_happens_to_the_gradient(name, label, count):
    picture = PICTURES[name]
    said = [" ".join(text.text for text in texts(picture) if text.inside == zone.name) for zone in zones(picture)]
    assert said == [label] * count


@each_activation
def test_the_slope_is_small_in_the_zones_and_only_there(facts):
    picture = PICTURES[facts.name]
    points = [point for piece in pieces(picture, "slope_ink") for point in piece.points]
    zero = next(shape.points[0][1] for shape in picture.shapes if isinstance(shape, Arrow) and is_zero_line(shape))
    heights = {x: zero - y for x, y in points}
    for x, height in heights.items():
        inside = any(zone.x + 0.01 < x < zone.right - 0.01 for zone in zones(picture))
        outside = all(not zone.x - 0.01 < x < zone.right + 0.01 for zone in zones(picture))
        assert not inside or height <= 0.0501 * max(heights.values())
        assert not outside or height >= 0.0499 * max(heights.values())


def is_zero_line(arrow):
    (_, start), *_, (_, end) = arrow.points
    return arrow.stroke == "line" and arrow.width > 1 and start == end


def test_the_picture_of_softmax_says_what_is_drawn():
    assert any("first output of softmax(x, 0, 0)" in text.text for text in texts(PICTURES["softmax"]))
    assert any("(x, 0, 0)" in text.text for text in texts(PICTURES["overview"]))


def test_kinks_and_jumps_are_said_to_have_no_derivative():
    said = {name: any("no derivative" in text.text for text in texts(picture)) for name, picture in PICTURES.items()}
    assert {name for name, is_said in said.items() if is_said} == {"step", "sign", "relu"}


def test_the_overview_shows_all_activations():
    titles = {text.text.partition(" of ")[0] for text in texts(PICTURES["overview"]) if text.size == 16}
    assert titles == {facts.title.partition(" (")[0] for facts in ACTIVATIONS.values()}
