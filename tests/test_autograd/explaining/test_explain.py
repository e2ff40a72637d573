"""Explanations: where a number that is not finite comes from, and what makes a gradient small."""

import math
import random

import mpmath
import pytest
from effort import growth
from records import changeable

from autograd import (
    TABLE,
    GraphError,
    Origin,
    Value,
    explain_nonfinite,
    explain_small,
    gradients,
    log,
    mean,
    operation,
    partial,
    relu,
    sigmoid,
    sqrt,
    step,
    tanh,
    total,
    weighted_sum,
    where,
)
from autograd.explaining.units import largest_slope
from nn import ACTIVATIONS, MLP, documents

loose_log = operation(
    "loose_log",
    forward=lambda x: math.log(x) if x > 0 else -math.inf,
    local_derivatives=(lambda out, x: 1.0 / x,),
    pole=lambda x: -math.inf,
)
"""A logarithm that does not refuse 0, as other libraries have it."""


def test_the_maker_of_an_infinite_value_is_told_from_those_that_passed_it_on():
    p, w = Value(0.0, "p"), Value(2.0, "w")
    loss = (-loose_log(w * p)).named("loss")
    found = explain_nonfinite((loss * 0.5 + w).named("E"))
    assert found
    assert found.origin is Origin.VALUE
    assert found.maker is loss.parents[0]
    assert found.operands == (("w · p", 0.0),)
    assert [node.name for node in found.passed_on] == ["loss", None, "E"]
    assert str(found) == (
        "loose_log(w · p) is −∞, from finite numbers: w · p = 0. It passed through loss, loss · ½ and E."
    )


def test_a_product_that_overflows_and_the_nan_that_follows():
    big = Value(1e200, "big")
    square = (big * big).named("square")
    found = explain_nonfinite((square - square).named("d"))
    assert (found.maker, [node.name for node in found.passed_on]) == (square, ["d"])
    assert found.operands == (("big", 1e200), ("big", 1e200))
    assert "square = big · big is ∞, from finite numbers: big = 1e200." in str(found)


def test_a_leaf_that_was_given_so_is_called_given():
    x = Value(math.nan, "x")
    found = explain_nonfinite((x * 2.0).named("y"))
    assert (found.origin, found.maker) == (Origin.GIVEN, x)
    assert str(found) == "x was given as nan. It passed through y."


def test_others_that_made_one_by_themselves_are_counted():
    found = explain_nonfinite(total(*[loose_log(Value(0.0, "p")) for _ in range(20)]).named("E"))
    assert len(found.others) == 19
    assert str(found).endswith("and 14 more too.")
    assert [node.name for node in found.passed_on] == ["E"]


def test_an_infinite_derivative_at_a_finite_value():
    x, w = Value(0.0, "x"), Value(2.0, "w")
    root = sqrt(x).named("root")
    found = explain_nonfinite((w * root).named("E"))
    assert (found.origin, found.maker, found.passed_on) == (Origin.LOCAL_DERIVATIVE, root, (x,))
    assert str(found) == (
        "∂root/∂x is ∞: the derivative of root = √(x) is not finite at x = 0, where its value is 0. "
        "The gradient passed through x."
    )


def test_a_gradient_of_0_sends_0_through_an_infinite_local_derivative():
    x = Value(0.0, "x")
    error = relu(sqrt(x).named("root") - 1.0).named("E")
    assert not explain_nonfinite(error)
    error.backward()
    assert x.grad == partial(error, x) == gradients(error, [x])[0].data == 0.0


def test_a_gradient_that_explodes():
    x = Value(1e-250, "x")
    out = x
    for n in range(5):
        out = (out * 1e100).named(f"y{n}")
    found = explain_nonfinite(out)
    assert (found.origin, found.maker.name) == (Origin.PRODUCT, "y1")
    assert "The gradient that y1 sends to y0, 1e300 · ∂y1/∂y0 = 1e300 · 1e100, is ∞." in str(found)
    assert [node.name for node in found.passed_on] == ["y0", "x"]


def test_gradients_that_have_no_finite_sum():
    x = Value(1e-300, "x")
    y = (x * 1.0).named("y")
    found = explain_nonfinite(1e308 * y + 1e308 * y)
    assert (found.origin, found.maker, found.passed_on) == (Origin.SUM, y, (x,))
    assert str(found).startswith("The gradients that arrive at y add up to ∞.")


def test_if_all_is_finite_it_says_so():
    forward = documents.mazur().run()
    found = explain_nonfinite(forward.total)
    assert (bool(found), found.maker, found.origin) == (False, None, Origin.NONE)
    assert str(found) == "Every value and every gradient is finite."


def test_what_a_where_did_not_choose_is_no_cause():
    x = Value(1e200, "x")
    assert not explain_nonfinite(where(x, x, x * x))
    assert not explain_nonfinite(where(-x, sqrt(x * 0.0), x))
    assert explain_nonfinite(where(Value(math.nan, "c"), x, x)).maker.name == "c"


def test_a_changed_graph_and_what_is_no_graph_are_refused():
    x = Value(1.0, "x")
    y = x * 2.0
    x.data = math.inf
    with pytest.raises(GraphError, match="run forward again"):
        explain_nonfinite(y)
    with pytest.raises(TypeError, match="has no graph"):
        explain_nonfinite(1.0)


# ---------------------------------------------------------------------------------------------------- small gradients


def sigmoid_chain(count, weight=1.5):
    x = out = Value(0.5, "x")
    for n in range(count):
        out = sigmoid((weight * out).named(f"net_{n}")).named(f"out_{n}")
    return x, out


def test_factors_are_those_of_the_notes_and_multiply_to_the_partial():
    forward = documents.mazur().run()
    found = explain_small(forward.total, "w5")
    assert [(factor.start.name, factor.end.name) for factor in found.factors] == [
        ("w5", "net_o1"),
        ("net_o1", "out_o1"),
        ("out_o1", "E_o1"),
        ("E_o1", "E_total"),
    ]
    values = [0.5932699921071872, 0.18681560180895948, 0.7413650695523157, 1.0]
    assert [factor.value for factor in found.factors] == pytest.approx(values, rel=1e-12)
    assert math.prod(factor.value for factor in found.factors) == pytest.approx(0.08216704056423078, rel=1e-12)
    assert found.by_size()[0].end.name == "out_o1"
    assert found.units == ()


def test_several_ways_between_two_nodes_are_one_factor():
    forward = documents.mazur().run()
    found = explain_small(forward.total, forward["w1"])
    assert [factor.value for factor in found.factors] == pytest.approx(
        [0.05, 0.24130070857232522, 0.036350306393144675], rel=1e-12
    )
    assert found.factors[2].size == pytest.approx(0.055399424651422786 + 0.019049118258278108, rel=1e-12)
    assert found.factors[1].largest == 0.25


def test_ways_that_cancel_are_named():
    x = Value(0.5, "x")
    y = tanh(x).named("y")
    found = explain_small((y * 3.0 - y * 2.999).named("E"), x)
    (factor,) = [factor for factor in found.factors if factor.start is y]
    assert (factor.value, factor.size) == (pytest.approx(0.001), pytest.approx(5.999))
    assert "its ways cancel: without their signs 5.999" in str(found)


@pytest.mark.parametrize("count", [10, 200])
def test_a_chain_of_sigmoids_in_fifty_digits(count):
    x, out = sigmoid_chain(count)
    found = explain_small(out, x)
    with mpmath.workdps(50):
        true, value = mpmath.mpf(1), mpmath.mpf("0.5")
        for _ in range(count):
            value = 1 / (1 + mpmath.exp(-mpmath.mpf(1.5) * value))
            true *= mpmath.mpf(1.5) * value * (1 - value)
    assert found.partial == pytest.approx(float(true), rel=1e-12)
    assert len(found.factors) == 2 * count
    assert found.logarithm == pytest.approx(float(mpmath.log10(true)), rel=1e-12)
    assert found.activations == count
    assert found.logarithm_of_slopes == pytest.approx(count * math.log10(0.25), rel=1e-12)
    assert len(str(found).splitlines()) <= 13


def test_a_gradient_too_small_for_a_float_still_has_a_size():
    x, out = sigmoid_chain(2000)
    found = explain_small(out, x)
    assert found.partial == 0.0
    assert "∂out_1999/∂x = 0: about 10^−1118, too small for a float." in str(found)
    assert "slopes alone multiply to at most 10^−1204" in str(found)


def test_unnamed_chains_have_factors_too_and_equal_ones_are_one_line():
    x = out = Value(0.0, "x")
    for _ in range(50):
        out = tanh(out)
    found = explain_small(out * 1.0, x)
    assert len(found.factors) == 51
    assert "(46 times)" in str(found)  # the first layers have other formulas


def test_the_way_with_the_fewest_activations_bounds_the_gradient():
    x = Value(0.5, "x")
    found = explain_small(sigmoid(sigmoid(x)) + sigmoid(x), x)
    assert (found.activations, found.logarithm_of_slopes) == (1, pytest.approx(math.log10(0.25)))


def test_a_saturated_unit_is_named_with_what_others_would_have_given():
    x, w = Value(2.0, "x"), Value(5.0, "w")
    out = sigmoid((w * x).named("net_h1")).named("out_h1")
    found = explain_small(((1.0 - out) ** 2).named("E"), w)
    (unit,) = found.units
    slope = math.exp(-10.0) / (1.0 + math.exp(-10.0)) ** 2
    assert (unit.is_saturated, unit.is_dead) == (True, False)
    assert unit.slopes == (pytest.approx(slope, rel=1e-12),)
    assert unit.instead() == {"tanh": pytest.approx(1 / math.cosh(10.0) ** 2, rel=1e-12), "relu": 1.0}
    assert (
        "out_h1 is saturated: σ′(net_h1) = 0.000045396 at net_h1 = 10, where tanh has 8.245e−9 and relu has 1; "
        "its largest is 0.25."
    ) in str(found)


def samples(biases, activation=relu):
    """One hidden layer of two units on four samples, and the mean of the four errors."""
    model = MLP(2, [2, 1], activation=activation, rng=random.Random(4))
    for parameter in model.parameters():
        parameter.data = biases.get(parameter.name, parameter.data)
    table = [((0.0, 0.0), (0.0,)), ((0.0, 1.0), (1.0,)), ((1.0, 0.0), (1.0,)), ((1.0, 1.0), (0.0,))]
    errors = [model.forward(*line).total for line in table]
    return mean(*errors).named("E"), errors, model.parameters()[0]


def test_a_relu_whose_net_is_below_0_in_every_sample_is_dead():
    end, _, w1 = samples({"w1": 0.3, "w2": -0.2, "b1": -2.0})
    found = explain_small(end, w1)
    assert found.partial == 0.0
    (unit,) = [unit for unit in found.units if unit.is_dead]
    assert (unit.label, unit.net_label, len(unit.outs)) == ("out_h1", "net_h1", 4)
    assert unit.nets == pytest.approx((-2.0, -2.2, -1.7, -1.9))
    assert unit.instead() == {"tanh": pytest.approx(1 - math.tanh(-1.7) ** 2), "leaky_relu": 0.01}
    text = str(found)
    assert "out_h1 is dead in all 4 samples: ReLU′(net_h1) = 0 at nets from −2.2 to −1.7; at −1.7 tanh has" in text
    assert "and leaky_relu has 0.01" in text


def test_a_relu_that_is_above_0_in_one_sample_is_not_dead():
    end, errors, w1 = samples({"w1": 0.3, "w2": -0.2, "b1": -0.2})
    (unit,) = [unit for unit in explain_small(end, w1).units if unit.label == "out_h1"]
    assert (unit.is_dead, unit.is_saturated, unit.flat) == (False, False, (0, 1, 3))
    assert "out_h1 is inactive in 3 of 4 samples" in str(explain_small(end, w1))
    (unit,) = [unit for unit in explain_small(errors[0], w1).units if unit.label == "out_h1"]
    assert unit.is_dead  # in the one sample that is given
    assert [unit.label for unit in explain_small(errors[2], w1).units] == []


def test_samples_of_one_unit_are_told_by_weights_where_nothing_is_named():
    w, b = Value(1.0, "w"), Value(-1.0, "b")
    outs = [relu(weighted_sum(w, Value(x), b)) for x in (0.5, 0.25)]
    other = relu(weighted_sum(Value(1.0), Value(0.5), b))
    found = explain_small(total(*outs, other), b)
    assert sorted(len(unit.outs) for unit in found.units) == [1, 2]
    assert all(unit.is_dead for unit in found.units)


def test_a_threshold_unit_passes_nothing_on():
    w = Value(0.7, "w")
    found = explain_small((2.0 * step((w * 3.0).named("s")).named("Y")).named("E"), w)
    assert "Y passes nothing on: step′ is 0 everywhere." in str(found)


def test_a_gradient_that_where_does_not_let_through():
    w, x = Value(0.7, "w"), Value(1.0, "x")
    found = explain_small(where(x, x * x, w * 2.0).named("E"), w)
    assert (found.partial, found.factors) == (0.0, ())
    assert "No gradient passes: w feeds only a condition, or a branch that is not chosen." in str(found)
    assert [factor.value for factor in explain_small(where(x, 3.0 * w, w * w).named("E"), w).factors] == [3.0]


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name not in ("linear", "softmax")])
def test_the_largest_slopes_found_by_trying_are_those_of_the_lecture(name):
    assert largest_slope(TABLE[name]) == pytest.approx(ACTIVATIONS[name].largest_slope, rel=1e-9)


def test_which_rows_are_activations():
    flat = {
        "sigmoid",
        "tanh",
        "relu",
        "softplus",
        "gelu",
        "silu",
        "elu",
        "selu",
        "softsign",
        "hard_tanh",
        "atan",
        "erf",
    }
    steep = {"linear", "negate", "square", "exp", "sin", "tan", "cbrt", "reciprocal", "absolute", "sinh", "logit"}
    for name in flat | steep:
        row = TABLE[name]
        op = row.bind(**row.bindings[0]) if row.takes else row
        assert (largest_slope(op) is not None) == (name in flat), name
    silu = mpmath.findroot(lambda x: mpmath.diff(lambda y: y / (1 + mpmath.exp(-y)), x, 2), 2.4)
    top = mpmath.diff(lambda y: y / (1 + mpmath.exp(-y)), silu)
    assert largest_slope(TABLE["silu"]) == pytest.approx(float(top), rel=1e-12)
    assert largest_slope(TABLE["at_least"].bind(bound=1e7)) == 1.0
    grown = operation("grown", lambda x: TABLE["exp"](x) - 1.0, (lambda out, x: TABLE["exp"](x),))
    assert largest_slope(grown) is None  # flat on the left, and too steep for a float on the right


@pytest.mark.parametrize("seed", range(5))
def test_factors_multiply_to_the_partial_in_random_networks(seed):
    model = MLP(3, [4, 1, 3, 1], activation=tanh, rng=random.Random(seed))
    end = model.forward([0.3, -0.7, 0.2], [0.5]).total
    for parameter in model.parameters():
        found = explain_small(end, parameter)
        assert found.partial == partial(end, parameter)
        assert math.prod(factor.value for factor in found.factors) == pytest.approx(found.partial, rel=1e-12)


def test_wrong_arguments_are_refused():
    forward = documents.mazur().run()
    with pytest.raises(GraphError, match=r"no value is named 'w55'; did you mean w5"):
        explain_small(forward.total, "w55")
    with pytest.raises(GraphError, match="does not feed the output"):
        explain_small(forward["net_h1"], forward["w5"])
    with pytest.raises(TypeError, match="is no node"):
        explain_small(forward.total, 5)
    with pytest.raises(GraphError, match=r"does not feed the output, so nothing there depends on it; give a value"):
        explain_small(forward.total, Value(1.0))
    x = Value(2.0, "x")
    assert str(explain_small(x, x)).startswith("∂x/∂x = 1.")


def test_the_name_of_a_function_keeps_its_small_letter():
    x = Value(3.0, "x")
    lines = str(explain_small(TABLE["silu"](x).named("y"), x)).splitlines()
    assert lines[1].startswith("It is silu′ at 3, its largest is 1.09")
    lines = str(explain_small(TABLE["leaky_relu"](x, slope=0.01).named("y"), x)).splitlines()
    assert lines[1] == "It is leaky_relu′ at 3, its largest is 1."
    assert str(explain_small((x * 3.0 - x * 2.999).named("E"), x)).splitlines()[1].startswith("Its ways cancel: ")


def test_a_changed_leaf_is_refused():
    x = Value(3.0, "x")
    y = tanh(x * 2.0).named("y")
    x.data = 0.1
    with pytest.raises(GraphError, match="run forward again"):
        explain_small(y, x)


def test_gradients_that_are_not_finite_are_explained_without_an_error():
    x = Value(0.0, "x")
    assert str(explain_small((sqrt(x) * 2.0).named("E"), x)).startswith("∂E/∂x = ∞.")
    y = Value(math.nan, "y")
    assert "∂E/∂y = nan" in str(explain_small((tanh(y) * y).named("E"), y))
    assert explain_small(log(Value(1e-320, "z")), "z").partial == math.inf


def chain_of_layers(length):
    x = out = Value(0.5, "x")
    for _ in range(length):
        out = tanh(out)
    return out, x


def test_work_grows_with_the_number_of_layers_and_not_with_its_square():
    assert growth(lambda chain: explain_small(*chain), chain_of_layers, 500) < 2.2
    assert growth(lambda chain: explain_nonfinite(chain[0]), chain_of_layers, 500) < 2.2


@pytest.mark.slow
def test_a_hundred_thousand_layers():
    out, x = chain_of_layers(100_000)
    found = explain_small(out, x)
    assert found.activations == 100_000
    assert len(str(found).splitlines()) < 12
    assert not explain_nonfinite(out)
    assert max(len(repr(found)), len(repr(explain_nonfinite(out)))) < 500


def test_two_explanations_of_one_gradient_are_equal():
    x = Value(0.5, "x")
    y = tanh(x * 3.0).named("y")
    assert explain_small(y, x) == explain_small(y, x)
    assert explain_small(y, x) != explain_small(y * 2.0, x)


def test_explanations_cannot_be_changed():
    assert changeable("autograd.explaining") == []


def test_of_many_dead_units_the_first_are_named_and_the_others_counted():
    u = Value(1.0, "u")
    dead = [relu(Value(-1.0 - n, f"w{n}") * u + Value(-1.0, f"b{n}")) for n in range(30)]
    lines = str(explain_small(total(*dead), u)).splitlines()
    named = sum("is dead" in line for line in lines)
    assert 0 < named < 30
    assert lines[-1] == f"… and {30 - named} more units, {30 - named} of them dead."


def test_what_feeds_only_a_condition_passes_no_activation():
    condition, a, b = Value(1.0, "c"), Value(2.0, "a"), Value(3.0, "b")
    found = explain_small(where(condition, sigmoid(a), b).named("y"), condition)
    assert (found.partial, found.activations, found.factors, found.logarithm) == (0.0, 0, (), -math.inf)
    assert "No gradient passes: c feeds only a condition, or a branch that is not chosen." in str(found)
