"""The facts about activations are true, and the choices are the lecture's."""

import math
import operator
import re

import pytest

from autograd.formulas.reading import parse
from nn.activations.choice import Task, choose_activation
from nn.activations.facts import ACTIVATIONS, activation_facts

POINTS = [-30.0, -6.0, -2.5, -1.0, -0.3, -1e-3, 0.0, 1e-3, 0.3, 1.0, 2.5, 6.0, 30.0]
ONE_INPUT = [facts for facts in ACTIVATIONS.values() if not facts.others]
each_activation = pytest.mark.parametrize("facts", ACTIVATIONS.values(), ids=ACTIVATIONS)
each_of_one_input = pytest.mark.parametrize("facts", ONE_INPUT, ids=[facts.name for facts in ONE_INPUT])


def read(text, x, out=math.nan):
    """What a text of the records says at x: a formula, or cases such as "1 if x > 0, else 0"."""
    relations = {">": operator.gt, "<": operator.lt, "≥": operator.ge}
    for case in re.split(r", (?=else|.* if )", text) if " if " in text else [f"else {text}"]:
        value, _, condition = case.removeprefix("else ").partition(" if x ")
        relation, _, bound = condition.partition(" ")
        if not condition or relations[relation](x, float(bound)):
            return parse(value, {"x": x, "out": out}).data
    raise AssertionError(text)


def test_the_records_are_those_of_the_lecture():
    assert list(ACTIVATIONS) == ["step", "sign", "linear", "sigmoid", "tanh", "relu", "softplus", "softmax"]


@each_of_one_input
@pytest.mark.parametrize("x", POINTS)
def test_formula_and_derivative_say_what_the_row_computes(facts, x):
    assert read(facts.formula, x) == pytest.approx(facts.row(x), rel=1e-9, abs=1e-12)
    out = facts.value(x)
    assert read(facts.derivative, x, out) == pytest.approx(facts.row.derivatives(out, x)[0], rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("nets", [(0.2, -0.4, 1.1), (3.0, 0.0, 0.0), (-2.0, 5.0)])
def test_softmax_is_what_its_words_say(nets):
    facts = ACTIVATIONS["softmax"]
    assert facts.formula == "e^x_k / Σ e^x_j"
    assert facts.derivative == "out_k · (1 − out_k) by its own x_k, −out_k · out_j by another x_j"
    outs = [math.exp(net) / sum(map(math.exp, nets)) for net in nets]
    assert facts.row(*nets) == pytest.approx(outs[0])
    own, *others = facts.row.derivatives(outs[0], *nets)
    assert own == pytest.approx(outs[0] * (1 - outs[0]))
    assert others == pytest.approx([-outs[0] * out for out in outs[1:]])


@each_activation
def test_outputs_stay_in_the_range_and_come_near_to_both_ends(facts):
    outs = [facts.value(x) for x in [*POINTS, -700.0, 700.0]]
    assert all(facts.low <= out <= facts.high for out in outs)
    assert min(outs) == pytest.approx(facts.low, abs=1e-12) if math.isfinite(facts.low) else min(outs) <= -700
    assert max(outs) == pytest.approx(facts.high, abs=1e-12) if math.isfinite(facts.high) else max(outs) >= 700


@each_activation
def test_zero_centred_are_those_whose_outputs_mirror(facts):
    mirrors = all(facts.value(-x) == pytest.approx(-facts.value(x), abs=1e-15) for x in POINTS)
    assert facts.is_zero_centred is mirrors


@each_activation
def test_smooth_are_those_whose_difference_quotients_agree_from_both_sides_of_zero(facts):
    step = 1e-6
    before = (facts.value(0.0) - facts.value(-step)) / step
    after = (facts.value(step) - facts.value(0.0)) / step
    assert facts.is_smooth is (abs(before - after) < 1e-5 and after < 100)  # at a jump they grow without bound


@each_activation
def test_the_largest_slope_is_a_bound_that_is_nearly_reached(facts):
    slopes = [facts.slope(place / 1000) for place in range(-20_000, 20_001, 4)]
    assert max(slopes) <= facts.largest_slope
    assert max(slopes) == pytest.approx(facts.largest_slope, abs=1e-6)


@each_activation
def test_slopes_pass_five_percent_of_the_largest_at_the_ends_of_the_interval_only(facts):
    if facts.unsaturated() is None:
        assert all(facts.slope(x) == 0.0 for x in POINTS)
        return
    limit = facts.largest_slope / 20
    for end, inwards in zip(facts.unsaturated(), (1e-6, -1e-6), strict=True):
        if math.isfinite(end):
            assert facts.slope(end - inwards) < limit <= facts.slope(end + inwards)
        else:
            assert facts.slope(math.copysign(1e6, end)) >= limit


def test_where_sigmoid_and_tanh_saturate_is_known_in_closed_form():
    share = (1 - math.sqrt(1 - 0.05)) / 2
    assert ACTIVATIONS["sigmoid"].unsaturated()[1] == pytest.approx(math.log(1 / share - 1))
    assert ACTIVATIONS["tanh"].unsaturated()[0] == pytest.approx(-math.atanh(math.sqrt(0.95)))
    assert ACTIVATIONS["relu"].unsaturated() == (0.0, math.inf)


@each_activation
def test_each_record_has_one_sentence_of_limitation_and_a_source(facts):
    assert facts.limitation.endswith(".")
    assert facts.limitation.count(". ") == 0
    assert re.fullmatch(r'Lecture 9, ".+"', facts.source)


def test_an_activation_is_found_by_name_and_by_title():
    assert activation_facts("sign") is activation_facts(" Signum") is ACTIVATIONS["sign"]
    assert activation_facts("binary step") is activation_facts("step")
    assert activation_facts("ReLU") is ACTIVATIONS["relu"]


def test_an_activation_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match="'swish' is not an activation of the lecture: choose step, sign, linear, sig"):
        activation_facts("swish")


# ------------------------------------------------------------------------------------------- the choice


@pytest.mark.parametrize(
    ("task", "output", "loss"),
    [
        ("regression", "linear", "squared error"),
        ("binary", "sigmoid", "binary cross-entropy"),
        ("multiclass", "softmax", "categorical cross-entropy"),
    ],
)
def test_the_output_layer_goes_by_the_task(task, output, loss):
    choice = choose_activation(task)
    assert (choice.output.name, choice.loss) == (output, loss)
    assert [facts.name for facts in choice.hidden] == ["relu"]
    assert "vanish" in choice.reason


def test_networks_by_kind_are_the_lectures_lines_and_leave_the_output_to_what_they_predict():
    cnn, rnn = choose_activation(Task.CNN), choose_activation(Task.RNN)
    assert [facts.name for facts in cnn.hidden] == ["relu"]
    assert [facts.name for facts in rnn.hidden] == ["tanh", "sigmoid"]
    for choice in (cnn, rnn):
        assert (choice.output, choice.loss) == (None, "")
        assert "what the network predicts" in choice.reason


def test_every_task_has_a_choice_with_a_reason_and_a_source():
    for task in Task:
        choice = choose_activation(task)
        assert choice.task is task
        assert choice.reason.endswith(".")
        assert "How to choose the Activation Function" in choice.source
        assert task.meaning


def test_a_task_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match="'poetry' is not a task: choose regression, binary, multiclass, cnn, rnn"):
        choose_activation("poetry")
