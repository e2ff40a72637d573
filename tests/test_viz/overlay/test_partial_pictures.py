"""What must hold of the pictures of derivatives: lit partials, chains, parts, the backward pass, wiggles."""

import itertools
import math
import random
import re
import xml.etree.ElementTree as ET
from functools import cache

import pytest

from autograd import GraphError, Value, relu, wiggle
from autograd.calculus import backward_steps
from autograd.derivation import derive
from autograd.formulas.reading import parse
from autograd.value import grad_or_none
from nn import MLP, documents
from nn.losses import categorical_cross_entropy_from_logits, mean_squared_error
from tests.test_viz.network.test_pictures import (
    FORWARDS,
    HOSTILE,
    box_of,
    contrast,
    extent,
    hostile_forward,
    overlap,
    texts_of,
)
from viz import (
    DARK,
    LIGHT,
    Figure,
    NumberFormat,
    Style,
    draw_backward,
    draw_chain,
    draw_part,
    draw_partial,
    draw_wiggle,
)
from viz.canvas.png import png_bytes
from viz.canvas.shapes import MARK, Arrow, Circle, Frame, HalfDisc, Mark, Text
from viz.chain.view import chain_of
from viz.paths import BRANCH_INKS, PATH_INK
from viz.placing import Engine

NUMBERS = NumberFormat()
SIGNS = ("positive_line", "negative_line", "positive_text", "negative_text")


def from_logits():
    """A classifier whose loss takes the nets."""
    network = MLP(2, [3, 3], relu, relu, rng=random.Random(8))
    return network.forward([0.3, 0.7], [0.0, 1.0, 0.0], categorical_cross_entropy_from_logits)


def averaged():
    """A network whose total is a mean, so that ½ is a factor."""
    return MLP(2, [2, 2], relu, rng=random.Random(9)).forward([0.3, 0.7], [0.2, 0.4], mean_squared_error)


def is_chosen(name):
    """A quarter of the random networks, the largest among them; all others that have an error."""
    if re.fullmatch(r"\d-\d-\d", name):
        inputs, hidden, outputs = map(int, name.split("-"))
        return inputs == 1 + (hidden + outputs) % 4 or name in ("4-4-4", "1-1-1", "4-1-4", "4-4-1")
    return FORWARDS[name]().total is not None


EVERY = {
    **{name: make for name, make in FORWARDS.items() if is_chosen(name)},
    "from logits": from_logits,
    "averaged": averaged,
}


@cache
def forward_of(name):
    return EVERY[name]()


def asked(forward):
    """By what a picture is drawn: a weight, a bias, an input, a hidden net and out where there are any."""
    first, last = forward.layers[0][0], forward.layers[-1][-1]
    values = [
        first.net.parents[0],
        first.net.parents[-1],
        forward.inputs[0],
        first.out,
        first.net,
        last.net.parents[-3],
    ]
    values = [value for value in dict.fromkeys(values) if feeds(value, forward.total)]
    return values[:1] if max(map(len, forward.layers)) > 8 else values


def feeds(value, output):
    try:
        return bool(derive(output, value))
    except GraphError:
        return False


@cache
def drawings(name):
    """Every network picture of this chapter for a network, by what it shows."""
    forward = forward_of(name)
    total = forward.total
    found = {f"∂/∂{n}": draw_partial(forward, total, w).drawing for n, w in enumerate(asked(forward))}
    first = forward.errors[0] if forward.errors else total
    found["part"] = draw_part(forward, first).drawing
    found["backward"] = draw_backward(forward).drawing
    found["wiggle"] = draw_wiggle(forward, wiggle(total, asked(forward)[0], by=0.01)).drawing
    found["wiggle of an input"] = draw_wiggle(forward, wiggle(total, forward.inputs[0], by=-0.5)).drawing
    return found


@cache
def chains(name):
    forward = forward_of(name)
    found = {}
    for n, w in enumerate(asked(forward)[:4]):
        found[f"chain {n}"] = draw_chain(derive(forward.total, w)).drawing
    return found


def everything(name):
    return {**drawings(name), **chains(name)}.values()


each_forward = pytest.mark.parametrize("name", EVERY)


def badges_of(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Circle | Frame) and shape.name.startswith("badge")]


def meeting(shapes, area):
    """Pairs of shapes whose areas overlap."""
    placed = sorted(((area(shape), shape) for shape in shapes), key=lambda pair: pair[0][1])
    for place, (first, one) in enumerate(placed):
        for second, other in placed[place + 1 :]:
            if second[1] >= first[3]:
                break
            if overlap(first, second):
                yield one, other


def boxes_of(picture):
    """What must not overlap: everything but badges and the chips on dividers, which stand inside others."""
    boxes = [shape for shape in picture.shapes if isinstance(shape, Frame | Circle) and shape.name]
    return [box for box in boxes if not box.name.startswith(("badge", "chip"))]


@each_forward
def test_no_two_boxes_overlap(name):
    for picture in everything(name):
        assert not list(meeting(boxes_of(picture), extent)), picture.title


def stands_in(text, frames):
    left, top, right, bottom = box_of(text)
    owner, _, side = text.inside.rpartition(" ")
    if side in ("left", "right"):  # half a disc: clear of the divider and inside the arc
        circle = frames[owner]
        near, far = (left, right) if side == "right" else (right, left)
        is_clear = near - circle.x >= 2 if side == "right" else circle.x - near >= 2
        return is_clear and all((far - circle.x) ** 2 + (y - circle.y) ** 2 <= circle.radius**2 for y in (top, bottom))
    box = extent(frames[text.inside])
    return box[0] <= left and box[1] <= top and right <= box[2] and bottom <= box[3]


@each_forward
def test_no_text_leaves_its_box_nor_meets_another(name):
    for picture in everything(name):
        frames = {shape.name: shape for shape in picture.shapes if isinstance(shape, Frame | Circle) and shape.name}
        texts = [shape for shape in picture.shapes if isinstance(shape, Text)]
        for text in texts:
            left, top, right, bottom = box_of(text)
            assert left >= 0
            assert top >= 0
            assert right <= picture.width
            assert bottom <= picture.height
            assert not text.inside or stands_in(text, frames), (picture.title, text)
        assert not list(meeting(texts, box_of)), picture.title


@each_forward
def test_a_badge_covers_no_other_text_and_no_other_badge_and_leaves_no_box(name):
    for picture in everything(name):
        badges = badges_of(picture)
        texts = [(shape, box_of(shape)) for shape in picture.shapes if isinstance(shape, Text)]
        boxes = [extent(shape) for shape in boxes_of(picture)]
        for badge in badges:
            own = extent(badge)
            assert own[2] <= picture.width
            for text, box in texts:
                assert text.inside == badge.name or not overlap(own, box), (picture.title, badge, text)
            for outer in boxes:
                if not overlap(own, outer):
                    continue
                assert outer[0] <= own[0]
                assert outer[1] <= own[1]
                assert own[2] <= outer[2]
                assert own[3] <= outer[3]
        assert not list(meeting(badges, extent)), picture.title


@each_forward
def test_marks_stand_clear_of_the_divider_and_inside_the_disc(name):
    for picture in drawings(name).values():
        circles = [s for s in picture.shapes if isinstance(s, Circle) and s.name.startswith("neuron")]
        chips = [extent(s) for s in picture.shapes if isinstance(s, Frame) and s.name.startswith("chip")]
        badges = [extent(badge) for badge in badges_of(picture)]
        marks = [(s.x, s.x + MARK, s.y, 5) for s in picture.shapes if isinstance(s, Mark)]
        for left, top, right, bottom in badges:
            if not any(overlap((left, top, right, bottom), chip) for chip in chips):
                marks.append((left, right, (top + bottom) / 2, (bottom - top) / 2))
        for (left, right, y, high), circle in itertools.product(marks, circles):
            if abs(y - circle.y) < circle.radius and abs(left - circle.x) < circle.radius:
                assert left >= circle.x + 2 or right <= circle.x - 2
                corner = max(abs(left - circle.x), abs(right - circle.x))
                assert corner**2 + (abs(y - circle.y) + high / 2) ** 2 <= circle.radius**2


def widest_layer(name):
    return max(map(len, forward_of(name).layers))


@each_forward
def test_pictures_are_at_most_1000_wide_with_type_of_at_least_14(name):
    for picture in everything(name):
        is_wide_chain = "chain" in picture.description and widest_layer(name) > 4
        if not is_wide_chain:
            assert picture.width <= 1000, picture.title
        assert min(shape.size for shape in picture.shapes if isinstance(shape, Text)) >= 14


# ------------------------------------------------------------------------------------- what is lit


def mazur():
    return forward_of("mazur")


def look_of(picture, name):
    """The ink of the border of a box."""
    (found,) = {shape.stroke for shape in picture.shapes if isinstance(shape, Frame | Circle) and shape.name == name}
    return found


def lit_of(wrt, of="E_total"):
    forward = mazur()
    return draw_partial(forward, forward[of], forward[wrt]).drawing


def test_everything_between_a_weight_and_the_error_is_lit_and_all_else_is_grey():
    picture = lit_of("w5")
    for name in ("weight 1 0 0", "neuron 1 0", "error 0", "total"):
        assert look_of(picture, name) == PATH_INK
    for name in (
        "weight 0 0 0",
        "weight 1 0 1",
        "weight 1 1 0",
        "neuron 0 1",
        "neuron 1 1",
        "error 1",
        "bias 1 0",
        "input 0",
    ):
        assert look_of(picture, name) == "dim"


def test_a_value_that_is_a_factor_is_lit_but_on_no_route():
    picture = lit_of("w5")
    assert look_of(picture, "neuron 0 0") == "line"
    fills = {
        (half.side, half.fill)
        for half in picture.shapes
        if isinstance(half, HalfDisc) and half.x < 500 and half.y < 300
    }
    assert fills == {(1, "out_fill"), (-1, "background")}  # out_h1 is lit, net_h1 is not
    assert look_of(lit_of("w1"), "input 0") == "line"
    assert look_of(lit_of("w1"), "weight 1 0 0") == "line"


def test_grey_parts_hide_their_gradients():
    forward = documents.mazur().run()
    forward.total.backward()
    texts = texts_of(draw_partial(forward, forward.total, forward["w5"]).svg())
    for name in ("w1", "w6", "w7", "net_h1", "out_h1", "net_o2", "b2"):
        assert NUMBERS.signed(forward[name].grad) not in texts
    assert NUMBERS.signed(forward["net_o1"].grad) in texts


def test_the_gradients_that_are_shown_are_those_of_the_output_that_is_asked_for():
    forward = documents.mazur().run()
    forward.total.backward()
    texts = texts_of(draw_partial(forward, forward["E_o1"], forward["w1"]).svg())
    assert NUMBERS.signed(derive(forward["E_o1"], forward["net_h1"]).value) in texts
    assert NUMBERS.signed(forward["net_h1"].grad) not in texts


@each_forward
def test_colour_means_route_only(name):
    for title, picture in drawings(name).items():
        if title.startswith(("∂", "wiggle")):
            inks = {getattr(shape, "stroke", "") for shape in picture.shapes}
            inks |= {shape.fill for shape in picture.shapes if isinstance(shape, Text | Mark)}
            assert not inks & set(SIGNS)
            assert not any(shape.dashed for shape in picture.shapes if isinstance(shape, Arrow))


def test_a_bias_of_a_single_neuron_is_lit_and_has_its_factor():
    forward = forward_of("lecture_hidden")
    picture = draw_partial(forward, forward.total, forward["b1"]).drawing
    assert look_of(picture, "bias 0 0") == PATH_INK
    assert look_of(picture, "bias 0 1") == look_of(picture, "weight 0 0 0") == "dim"
    (row,) = [shape.text for shape in picture.shapes if isinstance(shape, Text) and shape.inside == "bias 0 0"][2:]
    assert row == "1"


def test_each_branch_has_an_ink_of_its_own_and_what_they_share_another():
    picture = lit_of("w1")
    assert look_of(picture, "neuron 1 0") == look_of(picture, "error 0") == BRANCH_INKS[0]
    assert look_of(picture, "neuron 1 1") == look_of(picture, "error 1") == BRANCH_INKS[1]
    assert look_of(picture, "neuron 0 0") == look_of(picture, "total") == PATH_INK
    assert {badge.fill for badge in badges_of(picture)} == {PATH_INK, *BRANCH_INKS[:2]}


def test_a_part_greys_what_does_not_feed_its_value():
    forward = mazur()
    picture = draw_part(forward, forward["E_o1"]).drawing
    for name in ("neuron 1 1", "error 1", "total", "weight 1 1 0", "weight 1 1 1"):
        assert look_of(picture, name) == "dim"
    for name in ("neuron 0 0", "neuron 0 1", "neuron 1 0"):
        assert look_of(picture, name) == "line"
    assert look_of(picture, "weight 0 0 0") == "positive_line"
    shown = [shape.text for shape in picture.shapes if isinstance(shape, Text)]
    assert NUMBERS.signed(derive(forward["E_o1"], forward["w1"]).value) in shown
    dim = {shape.text for shape in picture.shapes if isinstance(shape, Text) and shape.fill == "dim"}
    assert {"net_o2", "w7", "w8", "o2"} <= dim
    assert not {"net_o1", "w5", "b1", "b2"} & dim


# ---------------------------------------------------------------------------------- factors and sums


def number_text(badge, picture):
    return int(next(shape.text for shape in picture.shapes if isinstance(shape, Text) and shape.inside == badge.name))


def beside(badge, picture):
    """The text to the right of a badge; · for a factor of a product."""
    left, top, right, bottom = extent(badge)
    near = [s for s in picture.shapes if isinstance(s, Text) and abs(s.y - 4.9 - (top + bottom) / 2) < 1]
    before = [s for s in near if s.text == "·" and 0 < left - s.x < 15]
    return "·" if before else min((s for s in near if s.x > right), key=lambda text: text.x).text


def placed_badges(picture):
    """For each badge on the picture, above the formula: its number, and the text beside it."""
    start = min(s.y for s in picture.shapes if isinstance(s, Text) and s.text.startswith("∂") and s.y > 70)
    above = [badge for badge in badges_of(picture) if extent(badge)[3] < start - 10]
    return {number_text(badge, picture): beside(badge, picture) for badge in above}


def test_each_factor_of_w5_stands_where_it_belongs_under_the_number_that_it_has_in_the_formula():
    picture = lit_of("w5")
    assert placed_badges(picture) == {1: "0.7414", 2: "σ′ 0.1868", 3: "0.5933"}
    (error, chip, pill) = (
        next(b for b in badges_of(picture) if number_text(b, picture) == number) for number in (1, 2, 3)
    )
    frames = {shape.name: extent(shape) for shape in picture.shapes if isinstance(shape, Frame)}
    for badge, name in ((error, "error 0"), (chip, "chip neuron 1 0"), (pill, "weight 1 0 0")):
        assert overlap(extent(badge), frames[name])


@each_forward
def test_the_numbers_in_the_picture_are_those_of_the_derivation(name):
    forward = forward_of(name)
    for number, wrt in enumerate(asked(forward)):
        derivation, numbers = derive(forward.total, wrt), derive(forward.total, wrt).numbers()
        factors = [factor for step in derivation.steps for factor in step.factors]
        values = {numbers[factor.key]: NUMBERS.text(factor.value) for factor in factors}
        for badge, text in placed_badges(drawings(name)[f"∂/∂{number}"]).items():
            assert badge in values
            assert text == "·" or text.split()[-1].removeprefix("+") == values[badge], (wrt, badge)


def test_every_factor_of_a_plain_network_has_a_place_on_the_picture():
    for wrt in ("w1", "w5", "b1", "b2", "out_h1", "net_h1"):
        forward = mazur()
        derivation = derive(forward.total, forward[wrt])
        assert set(placed_badges(lit_of(wrt))) == set(derivation.numbers().values()), wrt


def test_the_sum_stands_at_the_neuron_where_the_routes_meet():
    picture = lit_of("w1")
    (box,) = [shape for shape in picture.shapes if isinstance(shape, Frame) and shape.name.startswith("sum-at")]
    (neuron,) = [shape for shape in picture.shapes if isinstance(shape, Circle) and shape.name == "neuron 0 0"]
    assert 0 < box.y - (neuron.y + neuron.radius) < 10
    assert box.x <= neuron.x <= box.right
    rows = [shape.text for shape in picture.shapes if isinstance(shape, Text) and shape.inside == box.name]
    assert rows == ["0.0554", "−0.01905", "0.03635"]
    placed = placed_badges(picture)
    assert [placed[number] for number in (4, 5, 1)] == rows


def test_a_factor_that_all_routes_share_stands_once():
    picture = lit_of("w1")
    texts = [shape.text for shape in picture.shapes if isinstance(shape, Text)]
    assert texts.count("σ′ 0.2413") == 1
    assert texts.count("∂out_h1/∂net_h1") == 1
    assert texts.count("∂net_h1/∂w1") == 1


@pytest.mark.parametrize("wrt", ["w1", "w5", "b1", "b2"])
def test_the_result_is_printed_once(wrt):
    forward = mazur()
    texts = texts_of(draw_partial(forward, forward.total, forward[wrt]).svg())
    assert texts.count(NUMBERS.text(derive(forward.total, forward[wrt]).value)) == 1


def formula_of(picture):
    """The lines under the picture, badges left out, each as one string."""
    texts = [shape for shape in picture.shapes if isinstance(shape, Text) and not shape.inside]
    start = min(shape.y for shape in texts if shape.text.startswith("∂") and shape.y > 70)
    lines = {}
    for shape in texts:
        if shape.y >= start - 1 and shape.fill == "text":
            lines.setdefault(round(shape.y), []).append(shape)
    steps = []
    for line in lines.values():
        text = " ".join(shape.text for shape in sorted(line, key=lambda shape: shape.x))
        if min(shape.x for shape in line) < 40:  # a step begins at the margin, perhaps with a badge
            steps.append(text)
        else:
            steps[-1] += f" {text}"
    return steps


def test_the_formula_has_symbols_and_numbers_and_the_result_in_the_order_of_the_notes():
    assert formula_of(lit_of("w5")) == [
        "∂E_total/∂w5 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5 = 0.7414 · 0.1868 · 0.5933 = 0.08217"
    ]
    lines = formula_of(lit_of("w1"))
    assert lines[0].endswith("= 0.03635 · 0.2413 · 0.05 = 0.0004386")
    assert lines[1] == "∂E_total/∂out_h1 = ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1 = 0.0554 − 0.01905 = 0.03635"
    assert lines[3].endswith("= −0.2171 · 0.1755 · 0.5 = −0.01905")


def unit(text):
    """Half of the last of four significant digits."""
    value = abs(float(text.replace("−", "-")))
    return 0.5 * 10 ** (math.floor(math.log10(value)) - 3) if value else 0.0


def interval(term):
    """A product of printed numbers, and how far it may be off."""
    factors = [text.strip("()") for text in term.split(" · ")]
    values = [float(text.replace("−", "-")) for text in factors]
    low_high = [(v - unit(t), v + unit(t)) for v, t in zip(values, factors, strict=True)]
    corners = [math.prod(choice) for choice in itertools.product(*low_high)]
    return min(corners), max(corners)


@each_forward
def test_printed_factors_multiply_and_add_up_to_the_printed_result_within_their_digits(name):
    for title, picture in drawings(name).items():
        if not title.startswith("∂") or "large" in name:
            continue
        for line in formula_of(picture):
            _, *rest = line.split(" = ")
            if len(rest) < 3 or "∂" in rest[1] or not re.search(r"\d", rest[1]):
                continue
            sum_text, result = rest[1], rest[2].split(" ")[0]
            terms = re.split(r" (?=[+−] )", sum_text)
            low = high = 0.0
            for term in terms:
                sign = -1.0 if term.startswith("− ") else 1.0
                ends = sorted(sign * end for end in interval(re.sub(r"^[+−] ", "", term)))
                low, high = low + ends[0], high + ends[1]
            value = float(result.replace("−", "-"))
            slack = unit(result) + 1e-12 * abs(value)
            assert low - slack <= value <= high + slack, line


# ---------------------------------------------------------------------------------- the backward pass


def test_the_backward_pass_carries_to_each_neuron_what_adds_up_to_its_gradient():
    forward = mazur()
    texts = texts_of(draw_backward(forward).svg())
    net_o1, net_o2 = (derive(forward.total, forward[name]).value for name in ("net_o1", "net_o2"))
    carried = [net_o1 * forward["w5"].data, net_o2 * forward["w7"].data]
    for number in (*carried, sum(carried), derive(forward.total, forward["w5"]).value):
        assert NUMBERS.signed(number) in texts
    assert sum(carried) == pytest.approx(derive(forward.total, forward["out_h1"]).value)
    place = texts.index(NUMBERS.signed(carried[1]))
    assert texts[place - 1] == "h1"


@each_forward
def test_the_backward_pass_shows_every_gradient(name):
    forward = forward_of(name)
    widest = max(len(forward.inputs), *map(len, forward.layers))
    texts = texts_of(draw_backward(forward).svg())
    gradients = {step.node: step.gradient for step in backward_steps(forward.total)}
    for layer in forward.layers if widest <= 8 else ():
        for neuron in layer:
            for value in (neuron.net, neuron.out, *neuron.net.parents[::2], neuron.net.parents[-1]):
                assert NUMBERS.signed(gradients.get(value)) in texts


def test_backward_arrows_run_from_right_to_left_but_for_those_between_the_errors():
    picture = draw_backward(mazur()).drawing
    heads = [
        shape for shape in picture.shapes if isinstance(shape, Arrow) and shape.head and shape.stroke != "error_line"
    ]
    last_row = picture.height - 60
    arrows = [shape for shape in heads if shape.points[0][1] < last_row]
    assert len(arrows) == 4 + 8 + 4
    assert all(shape.points[-1][0] < shape.points[0][0] for shape in arrows)


def test_a_backward_pass_needs_an_error():
    with pytest.raises(ValueError, match="give it targets"):
        draw_backward(documents.and_gate().run())


def test_backward_pictures_need_no_backward_and_change_no_gradient():
    forward = documents.mazur().run()
    draw_backward(forward).svg()
    draw_partial(forward, forward.total, forward["w1"]).svg()
    draw_part(forward, forward["E_o1"]).svg()
    assert grad_or_none(forward["w1"]) is None


# ------------------------------------------------------------------------------------------ the wiggle


def test_a_wiggle_shows_the_predicted_and_the_true_change_at_every_named_node():
    forward = mazur()
    ripple = wiggle(forward.total, "w1", to=0.2)
    texts = texts_of(draw_wiggle(forward, ripple).svg())
    for change in ripple.changes:
        assert NUMBERS.signed(change.predicted) in texts
        assert NUMBERS.signed(change.true) in texts
    assert texts.count("≈") == texts.count("=") == len(ripple.changes) + 1  # and in the key
    assert "0.2" in texts


def test_what_a_wiggle_does_not_reach_is_grey():
    forward = mazur()
    picture = draw_wiggle(forward, wiggle(forward.total, "w1", by=0.01)).drawing
    assert look_of(picture, "neuron 0 1") == look_of(picture, "weight 0 1 0") == "dim"
    assert look_of(picture, "neuron 1 1") == look_of(picture, "weight 0 0 0") == PATH_INK


def test_a_wiggle_from_a_kink_says_so():
    network = MLP(1, [1], relu, relu, rng=random.Random(1))
    network.layers[0].neurons[0].bias.data = 0.0
    forward = network.forward([0.0], [1.0])
    svg = draw_wiggle(forward, wiggle(forward.total, forward.inputs[0], by=0.1)).svg()
    assert "is on a kink" in svg


def test_a_wiggle_over_a_kink_says_so():
    network = MLP(1, [1], relu, relu, rng=random.Random(1))
    network.layers[0].neurons[0].weights[0].data = 1.0
    network.layers[0].neurons[0].bias.data = 0.1
    forward = network.forward([0.0], [1.0])
    svg = draw_wiggle(forward, wiggle(forward.total, forward.inputs[0], by=-0.5)).svg()
    assert "crosses a kink" in svg
    assert "is on a kink" not in svg


# ------------------------------------------------------------------------------------------- the chain


def chain_to(wrt, of="E_total"):
    forward = mazur()
    return chain_of(derive(forward[of], forward[wrt]))


def test_a_chain_has_a_link_for_every_factor_that_no_step_opens():
    forward = mazur()
    for wrt in ("w1", "w5", "b1", "i1"):
        derivation = derive(forward.total, forward[wrt])
        numbers = derivation.numbers()
        plain = {numbers[f.key]: f.value for step in derivation.steps for f in step.factors if f.rule is not None}
        view = chain_of(derivation)
        assert {link.badge.number: link.value for link in view.links if link.badge} == plain


@each_forward
def test_the_ways_through_a_chain_add_up_to_the_partial(name):
    forward = forward_of(name)
    for wrt in asked(forward):
        view = chain_of(derive(forward.total, wrt))
        leaf = next(place for place, node in enumerate(view.nodes) if any(each.badge is None for each in node.sums))

        @cache
        def partial(place, view=view, leaf=leaf):
            if place == leaf:
                return 1.0
            return sum(link.value * partial(link.by) for link in view.links if link.of == place)

        assert partial(0) == pytest.approx(view.value, rel=1e-9, abs=1e-300)


def test_where_ways_part_the_sum_stands_in_the_box_of_the_value():
    (node,) = [node for node in chain_to("w1").nodes if node.label == "out_h1"]
    (own,) = node.sums
    assert own.badge.number == 1
    assert [[badge.number for badge in badges] for badges, _ in own.terms] == [[6, 7, 8], [9, 10, 11]]
    assert [NUMBERS.text(value) for _, value in own.terms] == ["0.0554", "−0.01905"]
    texts = texts_of(draw_chain(derive(mazur().total, mazur()["w1"])).svg())
    assert texts.count("0.03635") == 1


def test_links_carry_symbol_rule_and_number():
    texts = texts_of(draw_chain(derive(mazur().total, mazur()["w5"])).svg())
    for text in (
        "∂out_o1/∂net_o1",
        "out_o1 · (1 − out_o1)",
        "0.1868",
        "−(target_o1 − out_o1)",
        "0.7414",
        "out_h1",
        "0.5933",
    ):
        assert text in texts
    assert texts.count("0.08217") == 1


def test_a_chain_of_an_expression_needs_no_network():
    x = Value(2.0, "x")
    y = parse("u = x^2; v = 3*u; u*v", {"x": x})
    view = chain_of(derive(y, x))
    assert {"u", "v", "x"} < {node.label for node in view.nodes}
    assert view.value == 6 * 2**2 * 2 * 2  # y = 3u², u = x²
    assert {"u", "v", "x"} <= set(texts_of(draw_chain(derive(y, x)).svg()))


def test_a_chain_that_is_too_wide_has_its_rules_in_a_list():
    forward = forward_of("4-4-4")
    texts = texts_of(draw_chain(derive(forward.total, forward.inputs[0])).svg())
    assert "∂net_o4/∂out_h4" in texts
    assert "out_h4 · (1 − out_h4)" in texts


def test_a_chain_of_too_many_values_is_refused_with_what_to_do():
    x = Value(0.5, "x")
    value = x
    for n in range(300):
        value = ((value * 1.01) ** 2).named(f"v{n}")
    with pytest.raises(ValueError, match=r"301 values, more than 200; .* most=301"):
        draw_chain(derive(value, x))
    assert isinstance(draw_chain(derive(value, x), most=301), Figure)


def test_a_chain_has_a_dot_with_the_same_boxes():
    figure = draw_chain(derive(mazur().total, mazur()["w1"]))
    source = figure.dot.source
    assert len(re.findall(r"^\tn\d+ \[", source, re.MULTILINE)) == len(chain_to("w1").nodes)
    assert "(7) ∂out_o1/∂net_o1" in source


# ------------------------------------------------------------------------------------ figures and SVG


def figures_of(forward, style=None):
    total, wrt = forward.total, forward.layers[0][0].net.parents[0]
    return [
        draw_partial(forward, total, wrt, style=style),
        draw_chain(derive(total, wrt), style=style),
        draw_part(forward, forward.errors[0], style=style),
        draw_backward(forward, style=style),
        draw_wiggle(forward, wiggle(total, wrt, by=0.01), style=style),
    ]


@pytest.mark.parametrize("name", ["mazur", "lecture_neuron", "lecture_hidden", "xor", "3-3-3-3", "softmax [2, 3]"])
def test_svg_is_well_formed_without_style_attributes_and_each_picture_has_ids_of_its_own(name):
    ids = set()
    for figure in figures_of(forward_of(name)):
        svg = figure.svg()
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        assert all(element.get("style") is None for element in root.iter())
        own = set(re.findall(r'id="([^"]+)"', svg))
        assert own
        assert not ids & own
        ids |= own
        assert figure.png()[:4] == b"\x89PNG"


@pytest.mark.parametrize("name", HOSTILE, ids=[repr(name[:20]) for name in HOSTILE])
def test_hostile_names_neither_break_nor_inject_anything(name):
    for figure in figures_of(hostile_forward(name)):
        svg = figure.svg()
        root = ET.fromstring(svg)
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "title", "desc", "style", "rect", "circle", "path", "polygon", "text"}
        assert len(svg) < 60_000
        assert not re.search("[\0-\x08\u202a-\u202e\u2066-\u2069]", svg)
        assert png_bytes(svg)[:4] == b"\x89PNG"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_contrast_of_four_and_a_half_on_routes_and_of_three_where_it_is_grey(theme):
    for ink in (PATH_INK, *BRANCH_INKS):
        assert contrast(getattr(theme, ink), theme.background) >= 4.5  # the digit of a badge
    assert contrast(theme.dim, theme.background) >= 3


@each_forward
def test_grey_text_stands_on_the_background(name):
    for picture in drawings(name).values():
        fills = {shape.name: shape.fill for shape in picture.shapes if isinstance(shape, Frame | Circle)}
        for text in (shape for shape in picture.shapes if isinstance(shape, Text) and shape.fill == "dim"):
            assert fills.get(text.inside, "background") == "background"


def test_dark_pictures_have_dark_colours_everywhere():
    for figure in figures_of(mazur(), Style(DARK, None)):
        svg = figure.svg()
        assert LIGHT.background not in svg
        assert LIGHT.route_ink not in svg


def test_a_picture_is_of_its_moment():
    forward = documents.mazur().run()
    figures = figures_of(forward)
    before = [figure.svg() for figure in figures[:1] + figures[2:]]
    forward["w5"].data = 7.125
    assert [figure.svg() for figure in figures[:1] + figures[2:]] == before
    assert NUMBERS.text(7.125) not in texts_of(figures[1].svg())


def test_decimals_replace_significant_digits():
    forward = mazur()
    texts = texts_of(draw_partial(forward, forward.total, forward["w5"], decimals=6).svg())
    assert {"0.741365", "0.593270".rstrip("0"), "0.082167"} <= set(texts)
    with pytest.raises(ValueError, match="0 to 6"):
        draw_chain(derive(forward.total, forward["w5"]), decimals=7)


def test_a_value_of_another_forward_pass_is_refused():
    one, other = documents.mazur().run(), documents.mazur().run()
    with pytest.raises(ValueError, match="E_total is no part of this forward pass"):
        draw_partial(one, other.total, other["w5"])
    with pytest.raises(ValueError, match="E_o1 is no part"):
        draw_part(one, other["E_o1"])
    with pytest.raises(ValueError, match="is no part"):
        draw_wiggle(one, wiggle(other.total, "w5", by=0.1))


def test_a_partial_that_is_none_is_refused():
    forward = mazur()
    with pytest.raises(GraphError, match="does not feed"):
        draw_partial(forward, forward["E_o1"], forward["w7"])


def test_titles_and_notes_stand_above_the_picture():
    forward = mazur()
    for figure in (
        draw_partial(forward, forward.total, forward["w5"], title="A title", note="a note"),
        draw_part(forward, forward["E_o1"], title="A title", note="a note"),
        draw_backward(forward, title="A title", note="a note"),
        draw_wiggle(forward, wiggle(forward.total, "w5", by=0.1), title="A title", note="a note"),
    ):
        texts = texts_of(figure.svg())
        assert texts[0] == "A title" or "A title" in texts
        assert any("a note" in text for text in texts)


def test_figures_say_what_they_show():
    seen = [repr(figure) for figure in figures_of(mazur())]
    assert seen[0] == "<Figure of ∂E_total/∂w1>"
    assert seen[1] == "<Figure of ∂E_total/∂w1 as a chain of 10 values>"


def test_the_engine_of_a_chain_is_one_of_two():
    drawn = [draw_chain(derive(mazur().total, mazur()["w5"]), engine=name) for name in ("embedded", Engine.EMBEDDED)]
    assert drawn[0].svg() == drawn[1].svg()
    with pytest.raises(ValueError, match="choose embedded or dot"):
        draw_chain(derive(mazur().total, mazur()["w5"]), engine="x")
