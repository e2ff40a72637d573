"""The check of derivatives: right functions pass, planted mistakes are found, and what cannot be compared is said."""

import math
import random
import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from records import changeable

from autograd import (
    TABLE,
    DomainError,
    Outcome,
    Value,
    absolute,
    asin,
    cbrt,
    check_gradients,
    cos,
    exp,
    floor,
    hessian,
    hypot,
    log,
    maximum,
    operation,
    relu,
    sigmoid,
    sin,
    sqrt,
    tanh,
)
from autograd.calculus import reverse
from autograd.checking.differences import Shape, slopes
from autograd.graphs import steps as steps_module


def one_slope(function, x):
    return slopes(lambda t: (function(t),), x, (0.0,))[0]


def only(report):
    """The outcome of a report with one comparison."""
    (comparison,) = report.comparisons
    return comparison


# Differences by themselves


@pytest.mark.parametrize(
    ("function", "x", "true"),
    [
        (math.sin, 0.5, math.cos(0.5)),
        (math.sin, 100.0, math.cos(100.0)),
        (lambda x: math.sin(1000 * x), 1.0, 1000 * math.cos(1000)),
        (math.exp, 700.0, math.exp(700.0)),
        (math.log, 1e-300, 1e300),
        (math.log, 1e-4, 1e4),
        (math.sqrt, 1e-12, 5e5),
        (lambda x: math.tanh(1e9 * x), 0.0, 1e9),
        (math.asin, 0.999999, 1 / math.sqrt((1 - 0.999999) * 1.999999)),
        (lambda x: max(x, 0.0), 1e-9, 1.0),
        (lambda x: abs(x - 0.5), 0.5 + 1e-12, 1.0),
        (lambda x: x * x, 1e150, 2e150),
    ],
)
def test_differences_find_the_derivative_within_the_error_that_they_state(function, x, true):
    slope = one_slope(function, x)
    assert slope.shape is Shape.SMOOTH
    assert abs(slope.value - true) <= slope.error <= 1e-8 * abs(true)


def test_the_error_that_differences_state_grows_with_noise_that_only_the_numbers_show():
    slope = one_slope(lambda x: x + 1e-9 * math.sin(1e13 * x), 0.3)
    assert 1e-10 < slope.noise < 1e-8
    assert abs(slope.value - 1.0) <= slope.error < 1e-5


@pytest.mark.parametrize(
    ("function", "x", "shape", "left", "right"),
    [
        (abs, 0.0, Shape.KINK, -1.0, 1.0),
        (lambda x: abs(x - 3.0), 3.0, Shape.KINK, -1.0, 1.0),
        (lambda x: float(math.floor(x)) + 2 * x, 3.0, Shape.JUMP, 2.0, 2.0),
        (math.sqrt, 0.0, Shape.RIGHT, math.nan, math.inf),
        (math.asin, 1.0, Shape.LEFT, math.inf, math.nan),
        (math.cbrt, 0.0, Shape.SMOOTH, math.inf, math.inf),
        (lambda x: math.sqrt(abs(x)), 0.0, Shape.KINK, -math.inf, math.inf),
        (lambda x: math.pow(x, 1.1), 0.0, Shape.RIGHT, math.nan, 0.0),
    ],
)
def test_the_kind_of_a_place_is_seen_from_both_sides(function, x, shape, left, right):
    slope = one_slope(function, x)
    assert slope.shape is shape
    assert (slope.left, slope.right) == pytest.approx((left, right), abs=1e-9, nan_ok=True)


# Functions that are right


def test_first_and_second_derivatives_of_a_right_function_agree_by_their_names():
    report = check_gradients(lambda x, y: x * x * y + exp(y), {"x": 2.0, "y": 0.5})
    assert report
    true = {
        "∂f/∂x": 2.0,
        "∂f/∂y": 4 + math.exp(0.5),
        "∂²f/∂x²": 1.0,
        "∂²f/∂x∂y": 4.0,
        "∂²f/∂y²": math.exp(0.5),
    }
    assert {each.label.name: each.ours for each in report.comparisons} == pytest.approx(true, rel=1e-12)
    assert {each.label.name: each.numerical for each in report.comparisons} == pytest.approx(true, rel=1e-9)
    assert str(report).splitlines()[0].startswith("f at x = 2, y = 0.5: 5 derivatives agree, to 1")
    report.raise_if_wrong()


def test_the_network_of_the_notes_agrees():
    def total(w5, w6, w7, b2):
        h1, h2 = sigmoid(Value(0.3775)), sigmoid(Value(0.3925))
        out = sigmoid(w5 * h1 + w6 * h2 + b2)
        return 0.5 * (0.01 - out) ** 2 + 0.5 * (0.99 - sigmoid(w7 * h1 + b2)) ** 2

    report = check_gradients(total, [0.4, 0.45, 0.5, 0.6])
    assert report
    assert report.comparisons[0].ours == pytest.approx(0.08216704056423, rel=1e-6)  # notes a: ∂E/∂w5 = 0.082167041
    assert len(report.comparisons) == 4 + 10


def test_values_that_a_function_uses_besides_its_inputs_keep_their_grad():
    weight = Value(3.0, "w")
    weight.grad = 7.0
    assert check_gradients(lambda x: weight * x * weight, [2.0])
    assert weight.grad == 7.0


def test_inputs_are_named_by_mapping_by_value_by_parameter_or_by_letter():
    names = [
        check_gradients(function, inputs, order=1).subject
        for function, inputs in [
            (lambda a, b: a * b, [1.0, 2.0]),
            (lambda a, b: a * b, {"b": 1.0, "a": 2.0}),
            (lambda a, b: a * b, [Value(1.0, "w1"), Value(2.0)]),
            (lambda *xs: xs[0] * xs[1], [1.0, 2.0]),
            (lambda *xs: xs[0] * xs[1], {"this": 1.0, "that": 2.0}),
            (lambda **xs: xs["this"] * xs["that"], {"this": 1.0, "that": -2.0}),
            (hypot, {"a": 3.0, "b": 4.0}),
        ]
    ]
    assert names == [
        "f at a = 1, b = 2",
        "f at b = 1, a = 2",
        "f at w1 = 1, b = 2",
        "f at x = 1, y = 2",
        "f at this = 1, that = 2",
        "f at this = 1, that = −2",
        "hypot at a = 3, b = 4",
    ]


def test_a_mapping_reaches_the_parameters_of_its_names():
    report = check_gradients(lambda x, y: x - 10 * y, {"y": 1.0, "x": 2.0}, order=1)
    assert [(each.label.name, each.ours) for each in report.comparisons] == [("∂f/∂y", -10.0), ("∂f/∂x", 1.0)]


def test_an_input_that_is_ignored_and_a_function_that_is_constant_have_derivative_0():
    report = check_gradients(lambda x, y: x * x, [3.0, 4.0])
    assert report
    assert report.comparisons[1].ours == report.comparisons[1].numerical == 0.0
    assert check_gradients(lambda x: 3.0, [2.0])
    assert check_gradients(lambda x, y: x, [2.0, 1.0])


def test_several_outputs_are_all_checked():
    report = check_gradients(lambda x, y: [x * y, sin(x), 3.0], [0.4, 0.7])
    assert report
    first = [each.label.name for each in report.comparisons if "²" not in each.label.name]
    assert first == ["∂f[0]/∂x", "∂f[0]/∂y", "∂f[1]/∂x", "∂f[1]/∂y", "∂f[2]/∂x", "∂f[2]/∂y"]
    wrong = check_gradients(lambda x: [x * x, x * x.data], [3.0], order=1)
    assert [each.label.name for each in wrong.wrong] == ["∂f[1]/∂x"]


@pytest.mark.parametrize(
    ("function", "x"),
    [
        (sin, 1e12),
        (lambda x: TABLE["softsign"](TABLE["expm1"](x)), -5.960464477539063e-08),
        (TABLE["reciprocal"], 1e-9),
        (TABLE["tan"], 1e6),
        (TABLE["exp"], 700.0),
        (lambda x: TABLE["softmax"](x, Value(999.0), index=0), 1000.0),
        (lambda x: sigmoid(1e4 * x), 1e-5),
        (TABLE["square"], 1e-200),
    ],
)
def test_right_functions_that_change_fast_beside_their_input_agree(function, x):
    check_gradients(function, [x]).raise_if_wrong()


def test_second_derivatives_that_cancel_agree_to_what_their_rounding_leaves():
    """∂²/∂x∂y of atan2 is 0 on the diagonal, as a difference of numbers of 1e39."""
    report = check_gradients(lambda x, y: TABLE["atan2"](TABLE["log1p"](x), TABLE["asin"](y)), [-3.1117e-20] * 2)
    report.raise_if_wrong()
    assert abs(report.comparisons[3].ours) > 1e10


def test_branches_of_python_follow_the_numbers():
    assert check_gradients(lambda x: x * x if x > 1.0 else x, [1.5])
    assert check_gradients(lambda x: x * x if x > 1.0 else x, [0.5])


# Mistakes that are planted: each is found, and without it the same function passes


def product_with(*rules):
    return operation("product_of_two", forward=lambda x, y: x * y, local_derivatives=rules)


def right_x(out, x, y):
    return y


def right_y(out, x, y):
    return x


@pytest.mark.parametrize(
    ("rule", "telling"),
    [
        (lambda out, x, y: -x, "the sign is turned"),
        (lambda out, x, y: 2.0 * x, "a factor 2 too much"),
        (lambda out, x, y: 0.5 * x, "a factor 2 is missing"),
        (lambda out, x, y: -3.0 * x, "a factor 3 and the sign too much"),
        (lambda out, x, y: 1.0 / x, ""),
        (lambda out, x, y: 0.0, ""),
        (lambda out, x, y: y, ""),
        (lambda out, x, y: x * (1.0 + 1e-6), ""),
        (lambda out, x, y: x + 1e-5, ""),
    ],
)
def test_a_rule_with_a_mistake_is_found_wherever_it_stands_in_a_graph(rule, telling):
    def function(op):
        return lambda x, y: tanh(op(sin(x), y) + x)

    assert check_gradients(function(product_with(right_x, right_y)), [0.7, 1.3])
    report = check_gradients(function(product_with(right_x, rule)), [0.7, 1.3])
    assert not report
    wrong = {each.label.name: each for each in report.wrong}
    assert "∂f/∂y" in wrong
    assert "∂f/∂x" not in wrong
    assert telling in wrong["∂f/∂y"].remark


def test_a_derivative_of_log_as_1_over_log_is_found():
    def made(rule):
        return operation("logarithm", forward="log", local_derivatives=(rule,))

    assert check_gradients(made(lambda out, x: 1.0 / x), [2.0])
    report = check_gradients(made(lambda out, x: 1.0 / log(x)), [2.0])
    assert [each.label.name for each in report.wrong] == ["∂logarithm/∂x", "∂²logarithm/∂x²"]
    assert "ours 1.44269504089, differences 0.5000000" in str(report)


def test_a_reciprocal_is_told():
    root = operation("root", forward="sqrt", local_derivatives=(lambda out, x: 2.0 * out,))
    assert check_gradients(root, [3.0], order=1).wrong[0].remark == "the reciprocal of it"


def backward_with_equals(self):
    """`=` where `+=` is meant."""
    order = reverse.topological_order(self)
    for value in order:
        value.grad = 0.0
    self.grad = 1.0
    for value in reversed(order):
        for parent, local in zip(value.parents, value.local_derivatives, strict=True):
            parent.grad = local * value.grad


def backward_before_all_has_arrived(self):
    """From parent to parent without an order: a shared value passes on what has arrived so far."""
    for value in reverse.topological_order(self):
        value.grad = 0.0
    self.grad, waiting = 1.0, [self]
    while waiting:
        value = waiting.pop(0)
        for parent, local in zip(value.parents, value.local_derivatives, strict=True):
            parent.grad += local * value.grad
            if parent not in waiting:
                waiting.append(parent)


def shared(x):
    inner = x * 3.0
    return inner + inner * inner


@pytest.mark.parametrize(
    ("backward", "function"),
    [
        (backward_with_equals, lambda x: x * x),
        (backward_with_equals, shared),
        (backward_before_all_has_arrived, shared),
    ],
)
def test_a_backward_that_forgets_a_use_is_found(monkeypatch, backward, function):
    assert check_gradients(function, [2.0])
    monkeypatch.setattr(Value, "backward", backward)
    report = check_gradients(function, [2.0])
    assert [each.label.name.partition("/")[2] for each in report.wrong] == ["∂x"]
    assert "by backward(), while partial() gives" in report.wrong[0].remark


def test_the_guess_names_the_one_use_that_was_counted(monkeypatch):
    monkeypatch.setattr(Value, "backward", backward_with_equals)
    remark = check_gradients(lambda x: x * 5.0 + x * x, [3.0]).wrong[0].remark
    assert "one of its 3 uses alone gives this, as with = in place of +=" in remark


def test_gradients_that_forget_a_use_are_found(monkeypatch):
    def forgetful(arrived, node, term):
        arrived[node] = term

    function = sin
    assert check_gradients(lambda x: x * x + function(x), [0.6])
    monkeypatch.setattr(reverse, "add_to", forgetful)
    report = check_gradients(lambda x: x * x + function(x), [0.6])
    assert [each.label.name for each in report.wrong] == ["∂f/∂x", "∂²f/∂x²"]
    assert "by gradients(), while backward() gives" in report.wrong[0].remark


def engine_in_use():
    """The names of the module that the check runs in: collecting doctests imports modules a second time."""
    return check_gradients.__globals__["Orders"].of.__globals__["derived"].__globals__


def test_a_step_of_backward_that_is_wrong_is_found(monkeypatch):
    steps = steps_module.backward_steps

    def wrong(output):
        for step in steps(output):
            yield step._replace(gradient=step.gradient * 1.001)

    monkeypatch.setitem(engine_in_use(), "backward_steps", wrong)
    report = check_gradients(lambda x: x * x, [3.0])
    assert "by partial(), while backward() gives 6" in report.wrong[0].remark


def test_a_rule_that_is_right_as_a_number_and_cannot_be_differentiated_again_is_found_by_the_second_order():
    """It forgets its operand: as a number 2x, as a graph the constant 2x."""

    def flat(x):
        return 2.0 * x.data if isinstance(x, Value) else 2.0 * x

    square = operation("my_square", forward=lambda x: x * x, local_derivatives=(lambda out, x: flat(x),))
    assert check_gradients(square, [3.0], order=1)
    report = check_gradients(square, [3.0])
    assert [str(each) for each in report.wrong] == ["∂²my_square/∂x²: ours 0, differences 2.0000000000"]


def test_a_rule_that_is_right_at_one_point_only_is_found_by_the_differences_of_the_function():
    square = operation("my_square", forward=lambda x: x * x, local_derivatives=(lambda out, x: 3.0 * x,))
    assert check_gradients(square, [0.0], order=1)
    report = check_gradients(square, [0.0])
    assert [each.label.name for each in report.wrong] == ["∂²my_square/∂x²"]
    assert "differences of the first derivative itself give 3" in report.wrong[0].remark


def test_a_hessian_that_is_not_symmetric_is_found(monkeypatch):
    true = hessian

    def crooked(output, inputs):
        lines = true(output, inputs)
        lines[1][0] = Value(lines[1][0].data * 1.00001)
        return lines

    monkeypatch.setitem(engine_in_use(), "hessian", crooked)
    report = check_gradients(lambda x, y: x * x * y, [2.0, 3.0])
    assert [each.label.name for each in report.wrong] == ["∂²f/∂y∂x"]


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x * math.sin(x.data),
        lambda x: Value(x.data) * 2.0,
        lambda x: math.sin(x.data),
        lambda x: [x, x.data * 2.0][1] + x * 0.0,
    ],
)
def test_a_graph_that_is_cut_is_found_and_said(function):
    report = check_gradients(function, [0.5], order=1)
    assert not report
    assert "the function follows x in a way that its graph does not" in report.wrong[0].remark


# Dependent inputs


def test_inputs_that_feed_one_another_are_reported_by_name():
    x = Value(2.0, "x")
    y = (x * x).named("y")
    report = check_gradients(lambda a, b: a * b, [x, y])
    assert not report
    assert "the inputs depend on each other: y is computed from x." in report.problems[0]
    assert check_gradients(lambda a, b: a * b, [x, Value(4.0, "y")])


def test_one_value_given_twice_is_reported_by_name():
    x = Value(2.0, "x")
    report = check_gradients(lambda a, b: a * b, {"a": x, "b": x})
    assert not report
    assert "b is a again" in report.problems[0]
    assert check_gradients(lambda a, b: a * b, {"a": x, "b": Value(2.0)})


# Kinks


@pytest.mark.parametrize(
    ("function", "ours", "left", "right"),
    [
        (absolute, 0.0, -1.0, 1.0),
        (relu, 0.0, 0.0, 1.0),
        (lambda x: maximum(x, Value(0.0)), 0.5, 0.0, 1.0),
        (lambda x: (x + abs(x)) / 2.0, 0.5, 0.0, 1.0),
        (lambda x: -x if x <= 0.0 else x, -1.0, -1.0, 1.0),
    ],
)
def test_at_a_kink_a_derivative_between_the_sides_is_no_mistake(function, ours, left, right):
    report = check_gradients(function, [0.0])
    assert report
    first = report.comparisons[0]
    assert first.outcome is Outcome.NO_DERIVATIVE
    shown = [f"{number:g}".replace("-", "−") for number in (left, right, ours)]
    assert first.remark == "kink: left {}, right {}, ours {} lies between".format(*shown)
    assert first.remark in str(report)


def test_at_a_kink_a_derivative_outside_the_sides_is_a_mistake():
    size = operation("size", forward=abs, local_derivatives=(lambda out, x: 1.5,))
    report = check_gradients(size, [0.0])
    assert not report
    assert report.wrong[0].remark == "kink: left −1, right 1, ours 1.5 lies outside"


def test_at_a_jump_the_slopes_beside_it_count():
    report = check_gradients(floor, [3.0])
    assert only(report).remark == "jump by 1, so that there is no derivative: left 0, right 0, ours 0 lies between"
    assert report
    assert str(report).startswith("floor at x = 3: 1 derivative may be taken where there is none.")
    stairs = operation("stairs", forward=TABLE["floor"].forward, local_derivatives=(lambda out, x: 1.0,))
    report = check_gradients(stairs, [3.0])
    assert "left 0, right 0, ours 1 lies outside" in report.wrong[0].remark


@pytest.mark.parametrize(
    ("function", "x", "jump"),
    [
        (TABLE["sign"], 0.0, 2.0),
        (TABLE["step"], 0.0, 1.0),
        (lambda x: 2.0 * x - 3.0 * floor(x), 4.0, -3.0),
        (lambda x: 5.0 - absolute(TABLE["sign"](x)) + x, 0.0, 1.0),  # one number alone is higher
    ],
)
def test_the_size_of_a_jump(function, x, jump):
    def value(t):
        return (function(Value(t)).data,)

    assert slopes(value, x, (0.0,))[0].jump == pytest.approx(jump, abs=1e-6)
    assert slopes(value, x + 0.25, (0.0,))[0].jump == 0.0


def test_nan_at_a_kink_is_wrong():
    report = check_gradients(lambda x: sqrt(x * x), [0.0])
    assert not report
    assert report.wrong[0].remark.startswith("kink: left −1, right 1, ours is nan at this kink; a local derivative")
    assert check_gradients(lambda x: sqrt(absolute(x)), [0.0])  # both sides are infinite


def test_kinks_that_cancel_are_found_with_their_reason():
    """relu(x) − relu(−x) is x, the engine's derivative at 0 is 0."""
    report = check_gradients(lambda x: relu(x) - relu(-x), [0.0])
    assert not report
    assert "here an operation is at a kink, and its convention stands in" in report.wrong[0].remark


def test_a_mistake_near_a_kink_is_found():
    size = operation("size", forward=abs, local_derivatives=(lambda out, x: 0.9 * TABLE["sign"](x),))
    for x in (1e-3, 1e-7, -1e-9):
        assert check_gradients(absolute, [x])
        assert not check_gradients(size, [x])


# Edges of domains, numbers that are not finite, chance


@pytest.mark.parametrize(
    ("function", "x"), [(log, 1e-5), (log, 1e-300), (sqrt, 1e-12), (asin, 0.9999999), (lambda x: x**1.5, 0.0)]
)
def test_near_the_edge_of_a_domain_smaller_steps_are_taken(function, x):
    assert check_gradients(function, [x])


@pytest.mark.parametrize(("function", "x", "side"), [(sqrt, 0.0, "right"), (asin, 1.0, "left")])
def test_at_the_edge_of_a_domain_one_side_is_enough_and_infinite_is_infinite(function, x, side):
    report = check_gradients(function, [x])
    assert report
    assert report.comparisons[0].ours == report.comparisons[0].numerical == math.inf
    assert report.comparisons[0].remark == f"from the {side} side only"
    assert check_gradients(cbrt, [0.0])


def test_outside_a_domain_the_report_says_so():
    report = check_gradients(log, [-1.0])
    assert not report
    assert report.comparisons == ()
    assert "it cannot be computed there: log is not defined at x = -1: it needs x > 0" in str(report)


def test_a_function_that_is_defined_at_one_point_only_is_not_passed():
    report = check_gradients(lambda x: sqrt(-x * x), [0.0], order=1)
    assert only(report).outcome is Outcome.UNKNOWN
    assert "NOT COMPARED: ∂f/∂x: ours nan, differences nan; defined to neither side" in str(report)
    assert not report


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_numbers_that_are_not_finite_are_reported(number):
    assert "x is " in check_gradients(sin, {"x": number}).problems[0]
    report = check_gradients(lambda x: x * number, [1.0])
    assert "f is " in report.problems[0]
    assert not report


def test_a_derivative_that_is_nan_where_there_is_one_is_wrong():
    report = check_gradients(lambda x: sqrt(x * x * x * x), [0.0])  # ∞ · 0
    assert math.isnan(report.wrong[0].ours)
    assert "a local derivative on the way is infinite or does not exist" in report.wrong[0].remark


def test_a_function_that_depends_on_chance_is_reported():
    chance = random.Random(0)
    report = check_gradients(lambda x: x * chance.random(), [2.0])
    assert not report
    assert "called again with the same inputs" in report.problems[0]
    calls = iter(range(10**6))
    late = check_gradients(lambda x: x * (1.0 if next(calls) < 10 else 2.0), [2.0])
    assert "called again with the same inputs" in late.problems[0]


def test_where_rounding_hides_a_derivative_the_report_says_that_nothing_was_compared():
    report = check_gradients(lambda x: (1e16 + x) - 1e16, [2.0], order=1)
    assert report
    assert only(report).digits is None
    assert only(report).remark == "the rounding of the function leaves nothing to compare"


def test_where_the_rounding_of_the_engine_hides_its_derivative_nothing_is_said_to_agree():
    report = check_gradients(lambda x: (1 - cos(x)) / (x * x), [1e-6])
    assert report  # nothing speaks against it
    first = report.comparisons[0]
    assert abs(first.ours) > 1.0  # the true one is −8.3e−8
    assert (first.outcome, first.digits) == (Outcome.HIDDEN, None)
    assert re.fullmatch(r"rounding alone moves ours by ± \d+", first.remark)
    assert str(report).splitlines()[0] == "f at x = 1e−06: 2 derivatives are hidden by rounding."


def test_the_headline_counts_what_agrees_apart_from_what_may_be_taken():
    assert "2 derivatives agree, to 5 digits" in str(check_gradients(lambda x: (1 - cos(x)) / (x * x), [1e-2]))
    report = check_gradients(lambda x, y: absolute(x) * y, [0.0, 1.0], order=1)
    assert str(report).splitlines()[0] == (
        "f at x = 0, y = 1: 1 derivative agrees, to 15 digits or more; 1 may be taken where there is none."
    )


def test_a_function_without_outputs_is_a_problem():
    report = check_gradients(lambda x: [], [1.0])
    assert not report
    assert report.problems == ("f returned no output, so that there is nothing to differentiate.",)


# Plain mistakes


def test_plain_mistakes_are_refused_with_what_to_do():
    with pytest.raises(ValueError, match="order is 3; give 1 for first derivatives"):
        check_gradients(sin, [1.0], order=3)
    with pytest.raises(ValueError, match="f was given no inputs; give at least one number"):
        check_gradients(lambda: 1.0, [])
    with pytest.raises(TypeError, match=r"give one number for each input of the function: \[2.0\]"):
        check_gradients(sin, 2.0)
    with pytest.raises(TypeError, match=r"f\(x, y\) cannot be called with 3 input\(s\): too many positional"):
        check_gradients(lambda x, y: x, [1.0, 2.0, 3.0])
    with pytest.raises(TypeError, match="f has no parameter named 'Y'; there are x, y"):
        check_gradients(lambda x, y: x, {"x": 1.0, "Y": 2.0})
    with pytest.raises(TypeError, match=r"f returned '1' \(str\); it must return a Value, a number, or a list"):
        check_gradients(lambda x: "1", [1.0])
    with pytest.raises(TypeError, match="is not a number"):
        check_gradients(sin, ["1"])


def test_raise_if_wrong_shows_the_report():
    with pytest.raises(AssertionError, match=r"WRONG: ∂f/∂x: ours 2, differences 4\.000"):
        check_gradients(lambda x: x * x.data, [2.0]).raise_if_wrong()


def test_a_long_report_lists_what_is_particular_only():
    report = check_gradients(lambda *xs: sum(x * x * x for x in xs[1:]) + abs(xs[0]), [0.0] + [0.5] * 7)
    assert report
    lines = str(report).splitlines()
    assert len(lines) == 2
    assert lines[1] == "∂f/∂x1: kink: left −1, right 1, ours 0 lies between"


# Random functions

SMOOTH = [
    name
    for name, op in TABLE.items()
    if not op.convention and op.name not in ("tan", "exp", "exp2", "expm1", "sinh", "cosh", "softsign", "stop_gradient")
]
numbers = st.integers(-2000, 2000).map(lambda n: (n + 0.5) / 1000)


@st.composite
def programs(draw):
    """Leaves, and smooth operations on what came before."""
    given_numbers = draw(st.lists(numbers, min_size=1, max_size=3))
    steps = []
    for _ in range(draw(st.integers(1, 7))):
        op = TABLE[draw(st.sampled_from(SMOOTH))]
        op = op.bind(**draw(st.sampled_from(op.bindings))) if op.takes else op
        count = len(given_numbers) + len(steps)
        arity = op.arity or (4 if op.name == "dot" else 3)
        steps.append((op, draw(st.lists(st.integers(0, count - 1), min_size=arity, max_size=arity))))
    return given_numbers, steps


def function_of(steps, between=lambda place, value: value):
    def function(*leaves):
        values = list(leaves)
        for op, places in steps:
            values.append(between(len(values), op(*[values[place] for place in places])))
        return values[-1]

    return function


@settings(max_examples=200, deadline=None)
@given(programs())
def test_no_right_function_fails(program):
    """Away from 0 · ∞, which the engine does not resolve and the report calls nan."""
    start, steps = program
    report = check_gradients(function_of(steps), start)
    assume(not report.problems)
    assume(all(math.isfinite(each.ours) and each.outcome is not Outcome.UNKNOWN for each in report.comparisons))
    report.raise_if_wrong()


bent = operation("bent", forward=lambda x: x, local_derivatives=(lambda out, x: 1.0 + 1e-6,))


@settings(max_examples=150, deadline=None)
@given(programs(), st.integers(0, 6))
def test_a_millionth_too_much_anywhere_in_a_graph_is_found(program, where):
    start, steps = program
    place = len(start) + where % len(steps)
    right = function_of(steps)
    wrong = function_of(steps, lambda at, value: bent(value) if at == place else value)
    try:
        report, true = check_gradients(wrong, start, order=1), check_gradients(right, start, order=1)
    except DomainError:
        assume(False)
    for found, each in zip(report.comparisons, true.comparisons, strict=True):
        is_sharp = math.isfinite(each.ours) and each.error < 1e-8 * abs(each.ours)
        if is_sharp and abs(found.ours - each.ours) > 5e-7 * abs(each.ours):
            assert found.outcome is Outcome.WRONG


def test_reports_cannot_be_changed():
    assert changeable("autograd.checking") == []


def test_a_value_in_the_place_of_the_function_is_refused():
    with pytest.raises(TypeError, match="takes a function and the numbers to check it at"):
        check_gradients(Value(1.0) * 2.0, [1.0])


def test_a_function_that_returns_more_elsewhere_is_compared_where_it_does_not():
    assert not check_gradients(lambda x: [x, x * x] if x.data == 1.0 else [x], [1.0])


def test_at_a_kink_the_differences_stand_in_the_middle_of_both_sides():
    (slope,) = slopes(lambda x: (max(x, 3.0 * x),), 0.0, (0.0,))
    assert (slope.shape.value, slope.left, slope.right, slope.value) == ("kink", 1.0, 3.0, pytest.approx(2.0))
