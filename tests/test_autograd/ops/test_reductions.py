"""Softmax and what belongs to it, against fifty digits and by hand; and layers of softmax neurons."""

import itertools
import math
from random import Random

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import (
    DomainError,
    Value,
    atan2,
    dot,
    gradients,
    hypot,
    log_softmax,
    logsumexp,
    mean,
    norm,
    product,
    relu,
    sigmoid,
    softmax,
)
from nn import Layer, Neuron, Parameter

mpmath.mp.dps = 50
ULP = 2.0**-52

nets = st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=8)
ROWS = {"softmax": softmax, "log_softmax": log_softmax}
each_row = pytest.mark.parametrize("row", list(ROWS.values()), ids=list(ROWS))


def exact_shares(numbers):
    powers = [mpmath.exp(mpmath.mpf(x)) for x in numbers]
    return [power / sum(powers) for power in powers]


# ----------------------------------------------------------------------------------------- forward


@settings(deadline=None)
@given(nets)
def test_the_outputs_are_shares_that_sum_to_one(numbers):
    shares = [softmax(*numbers, index=place) for place in range(len(numbers))]
    assert all(0.0 <= share <= 1.0 for share in shares)
    assert math.fsum(shares) == pytest.approx(1.0, rel=1e-15 * (1 + len(numbers)))


@settings(deadline=None)
@given(nets)
def test_all_three_agree_with_fifty_digits(numbers):
    shares = exact_shares(numbers)
    size = 1 + max(map(abs, numbers))
    log_sum = mpmath.log(sum(mpmath.exp(mpmath.mpf(x)) for x in numbers))
    assert abs(logsumexp(*numbers) - log_sum) <= 4e-16 * len(numbers) * size
    for place, share in enumerate(shares):
        assert abs(softmax(*numbers, index=place) - share) <= 4e-16 * len(numbers) * size * share + 5e-324
        assert abs(log_softmax(*numbers, index=place) - mpmath.log(share)) <= 4e-16 * len(numbers) * size


def test_by_hand():
    """Σeˣ of 0, log 2 and log 5 is 8."""
    numbers = (0.0, math.log(2), math.log(5))
    assert logsumexp(*numbers) == pytest.approx(math.log(8), rel=1e-15)
    assert [softmax(*numbers, index=k) for k in range(3)] == pytest.approx([1 / 8, 2 / 8, 5 / 8], rel=1e-15)
    assert [log_softmax(*numbers, index=k) for k in range(3)] == pytest.approx(
        [-math.log(8), -math.log(4), math.log(5 / 8)], rel=1e-15
    )
    assert softmax(7.5, index=0) == 1.0
    assert log_softmax(7.5, index=0) == 0.0
    assert logsumexp(7.5) == 7.5


@pytest.mark.parametrize("far", [1000.0, -1000.0, 1e300, -1e300])
def test_nothing_overflows_far_away(far):
    assert [softmax(far, far, index=k) for k in (0, 1)] == [0.5, 0.5]
    assert softmax(far, far - 1.0 if abs(far) < 1e16 else far, index=0) in (0.5, pytest.approx(1 / (1 + math.exp(-1))))
    assert log_softmax(far, far, index=1) == -math.log(2)
    assert logsumexp(far, far) == pytest.approx(far + math.log(2), rel=1e-15)
    assert softmax(far, -far, index=0) == float(far > 0)
    assert log_softmax(far, -far, index=int(far > 0)) == -2 * abs(far)
    assert logsumexp(far, -far) == abs(far)


def test_a_log_of_a_share_near_one_keeps_its_digits():
    assert log_softmax(40.0, 0.0, index=0) == pytest.approx(-4.248354255291589e-18, rel=1e-14)  # −log(1 + e^−40)
    assert logsumexp(0.0, -40.0) == pytest.approx(4.248354255291589e-18, rel=1e-14)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_nan_makes_everything_nan(place):
    numbers = [1.0, 2.0, 3.0]
    numbers[place] = math.nan
    for index in range(3):
        for row in (softmax, log_softmax):
            out = row(*map(Value, numbers), index=index)
            assert math.isnan(out.data)
            assert all(map(math.isnan, out.local_derivatives))
            assert math.isnan(row(*numbers, index=index))
    out = logsumexp(*map(Value, numbers))
    assert math.isnan(out.data)
    assert all(map(math.isnan, out.local_derivatives))


def test_minus_infinity_takes_no_part():
    """e^−∞ = 0: a masked net."""
    assert softmax(-math.inf, 0.0, 0.0, index=0) == 0.0
    assert softmax(-math.inf, 0.0, 0.0, index=1) == 0.5
    assert logsumexp(-math.inf, 3.0) == 3.0
    assert logsumexp(-math.inf, -math.inf) == -math.inf
    assert logsumexp(math.inf, 0.0) == math.inf
    assert math.isnan(logsumexp(math.inf, math.nan))


# ----------------------------------------------------------------------------------------- indices


@each_row
@pytest.mark.parametrize("index", [3, -1, 0.5, math.nan, math.inf, 1e300, 2.0000001])
def test_an_index_that_counts_no_operand_is_refused(row, index):
    for numbers in ((1.0, 2.0, 3.0), tuple(map(Value, (1.0, 2.0, 3.0)))):
        with pytest.raises(IndexError, match=r"it must be a whole number that counts the 3 operands from 0: 0 to 2"):
            row(*numbers, index=index)


@each_row
def test_a_bound_row_needs_its_index(row):
    with pytest.raises(TypeError, match=rf"{row.name} needs its static argument: write {row.name}\(…, index=…\)"):
        row.bind()
    with pytest.raises(TypeError, match="is not a number"):
        row(1.0, 2.0, index="0")


def test_without_operands_there_is_no_share():
    for row in (logsumexp, product, mean, norm, dot):
        with pytest.raises(TypeError, match=rf"{row.name} needs at least one operand"):
            row()
    for row in (softmax, log_softmax):
        with pytest.raises((TypeError, IndexError)):
            row(index=0)


# --------------------------------------------------------------------------------------- gradients


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(-30, 30), min_size=1, max_size=5))
def test_gradients_are_those_of_the_textbook_in_fifty_digits(numbers):
    """∂out_k/∂net_j = out_k (δ_jk − out_j), ∂log out_k/∂net_j = δ_jk − out_j, ∂logsumexp/∂net_j = out_j."""
    shares = exact_shares(numbers)
    values = list(map(Value, numbers))
    tolerance = {"rel": 1e-13, "abs": 1e-300}
    for k, own in enumerate(shares):
        same = [1 if j == k else 0 for j in range(len(numbers))]
        expected = [float(d - share) for d, share in zip(same, shares, strict=True)]
        assert log_softmax(*values, index=k).local_derivatives == pytest.approx(expected, **tolerance)
        expected = [float(own * (d - share)) for d, share in zip(same, shares, strict=True)]
        assert softmax(*values, index=k).local_derivatives == pytest.approx(expected, **tolerance)
    assert logsumexp(*values).local_derivatives == pytest.approx(list(map(float, shares)), **tolerance)


@settings(deadline=None)
@given(st.lists(st.floats(-700, 700), min_size=2, max_size=6))
def test_the_gradients_of_a_softmax_sum_to_zero(numbers):
    """The same number added to every net changes nothing."""
    values = list(map(Value, numbers))
    for k in range(len(numbers)):
        assert math.fsum(softmax(*values, index=k).local_derivatives) == pytest.approx(0.0, abs=1e-15)
        assert math.fsum(log_softmax(*values, index=k).local_derivatives) == pytest.approx(0.0, abs=2e-15)
    assert math.fsum(logsumexp(*values).local_derivatives) == pytest.approx(1.0, rel=1e-14)


def test_a_bracket_near_zero_keeps_its_digits():
    """1 − out is 4.2e-18 where out rounds to 1."""
    out = softmax(Value(40.0), Value(0.0), index=0)
    assert out.data == 1.0
    assert out.local_derivatives == pytest.approx((4.248354255291589e-18, -4.248354255291589e-18), rel=1e-13)


def test_one_value_as_several_nets_gets_the_sum_of_its_gradients():
    x, y = Value(0.3), Value(-0.8)
    out = softmax(x, y, x, index=0)  # 1 / (2 + e^(y − x))
    out.backward()
    share = 1 / (2 + math.exp(-1.1))
    assert out.data == pytest.approx(share, rel=1e-15)
    assert x.grad == pytest.approx(share**2 * math.exp(-1.1), rel=1e-13)
    assert y.grad == pytest.approx(-(share**2) * math.exp(-1.1), rel=1e-13)


def test_wide_softmaxes_take_the_loop_and_give_the_same_numbers():
    numbers = [math.sin(n) for n in range(100)]
    shares = exact_shares(numbers)
    out = softmax(*map(Value, numbers), index=7)
    assert out.data == pytest.approx(float(shares[7]), rel=1e-14)
    assert out.local_derivatives[8] == pytest.approx(float(-shares[7] * shares[8]), rel=1e-13)
    assert out.local_derivatives[7] == pytest.approx(float(shares[7] * (1 - shares[7])), rel=1e-13)


def test_the_log_of_zero_is_not_taken():
    share = softmax(Value(-1000.0), Value(0.0), index=0)
    assert share.data == 0.0
    with pytest.raises(DomainError, match="log is not defined"):
        share.log()
    assert log_softmax(-1000.0, 0.0, index=0) == -1000.0


# ------------------------------------------------------------------------------------------- layers


def neuron(name, weights, bias, activation=softmax):
    return Neuron(
        [Parameter(w, f"w_{name}{n}") for n, w in enumerate(weights)],
        Parameter(bias, f"b_{name}"),
        activation,
        name=name,
    )


def softmax_layer():
    return Layer([neuron("a", [0.5, -0.2], 0.1), neuron("b", [0.3, 0.8], -0.4), neuron("c", [-1.0, 0.0], 0.0)])


def test_the_outs_of_a_softmax_layer_sum_to_one():
    outputs = softmax_layer().forward([1.0, 2.0])
    nets = [0.5 - 0.4 + 0.1, 0.3 + 1.6 - 0.4, -1.0]
    assert [output.net.data for output in outputs] == pytest.approx(nets, rel=1e-15)
    assert [output.out.data for output in outputs] == pytest.approx(list(map(float, exact_shares(nets))), rel=1e-14)
    assert sum(output.out.data for output in outputs) == pytest.approx(1.0, rel=1e-15)
    assert [(output.name, output.net.name, output.out.name) for output in outputs] == [
        (name, f"net_{name}", f"out_{name}") for name in "abc"
    ]
    for output in outputs:
        assert output.out.parents == tuple(each.net for each in outputs)


def test_every_weight_of_a_softmax_layer_feels_every_output():
    """With E = −log out_a, ∂E/∂net_k = out_k − target_k; by a weight times its input."""
    layer = softmax_layer()
    outputs = layer.forward([1.0, 2.0])
    (-outputs[0].out.log()).backward()
    expected = [output.out.data - (output.name == "a") for output in outputs]
    assert [output.net.grad for output in outputs] == pytest.approx(expected, rel=1e-13)
    weights = [each.weights[1].grad for each in layer.neurons]
    assert weights == pytest.approx([2.0 * grad for grad in expected], rel=1e-13)


def test_a_layer_of_one_softmax_neuron_is_certain():
    layer = Layer([neuron("a", [0.5], 0.1)])
    out = layer([3.0])
    assert out.data == 1.0
    out.backward()
    assert layer.neurons[0].weights[0].grad == 0.0


@pytest.mark.parametrize("other", [sigmoid, relu, log_softmax, lambda net: net])
def test_a_layer_of_softmax_and_something_else_is_refused(other):
    for order in (1, -1):
        with pytest.raises(ValueError, match="a layer with softmax needs it in every neuron"):
            Layer([neuron("a", [0.5], 0.1), neuron("b", [0.5], 0.1, other)][::order])


def test_a_softmax_neuron_alone_is_refused():
    alone = neuron("a", [0.5], 0.1)
    for compute in (lambda: alone([3.0]), lambda: alone.forward([3.0])):
        with pytest.raises(TypeError, match=r"neuron 'a' is a share of its whole layer .*put it in a Layer"):
            compute()


def test_a_softmax_neuron_checks_its_inputs_too():
    with pytest.raises(ValueError, match="has 2 weights but was given 1 inputs"):
        softmax_layer().forward([1.0])


SMALL = [5e-324, -1e-323, 3e-323, 1e-310, -7.3e-309, 2.2250738585072014e-308, 1e-300, 0.0]
LARGE = [1.7e308, -1e308, 1.2e308, 3e307, 0.0]


@pytest.mark.parametrize("numbers", [SMALL, LARGE], ids=["small", "large"])
@pytest.mark.parametrize("count", [1, 2, 3, 16])
def test_lengths_and_their_derivatives_are_right_among_the_smallest_and_the_largest_floats(numbers, count):
    random = Random(7)
    for _ in range(200):
        point = [random.choice(numbers) * random.choice([1.0, random.uniform(0.4, 1.0)]) for _ in range(count)]
        with mpmath.workdps(60):
            length = mpmath.sqrt(sum(mpmath.mpf(x) ** 2 for x in point))
            shares = [mpmath.mpf(x) / length if length else mpmath.mpf(0) for x in point]
        for row in [norm, hypot] if count == 2 else [norm]:
            values = [Value(x) for x in point]
            out = row(*values)
            assert out.data == pytest.approx(float(length), rel=4 * ULP, abs=5e-324)
            for ours in (out.local_derivatives, [slope.data for slope in gradients(out, values)]):
                assert ours == pytest.approx([float(share) for share in shares], rel=8 * ULP, abs=0.0), point


@pytest.mark.parametrize("far", [-math.inf, math.inf])
@pytest.mark.parametrize("near", [-2.0, 0.0, 3.0])
def test_an_angle_does_not_turn_where_one_operand_is_infinite(far, near):
    assert atan2(Value(far), Value(near)).local_derivatives == (0.0, 0.0)
    assert atan2(Value(near), Value(far)).local_derivatives == (0.0, 0.0)


def test_the_slopes_of_an_angle_are_right_among_the_smallest_floats():
    for y, x in itertools.product([5e-324, -3e-323, 1e-310, 3e-309, -2.3e-308], repeat=2):
        with mpmath.workdps(60):
            square = mpmath.mpf(x) ** 2 + mpmath.mpf(y) ** 2
            true = [float(mpmath.mpf(x) / square), float(-mpmath.mpf(y) / square)]
        rounding = 2.0**-1074 / math.hypot(x, y)  # of the length, by which the share is divided
        assert atan2(Value(y), Value(x)).local_derivatives == pytest.approx(true, rel=8 * ULP + rounding), (y, x)


def test_the_smallest_float_has_a_length():
    assert hypot(Value(5e-324), Value(0.0)).local_derivatives == (1.0, 0.0)
    assert norm(Value(5e-324), Value(5e-324)).local_derivatives == pytest.approx([math.sqrt(0.5)] * 2, rel=2 * ULP)
    assert norm(Value(-5e-324)).local_derivatives == (-1.0,)


def test_an_infinite_operand_outweighs_all_finite_ones():
    assert hypot(Value(-math.inf), Value(3.0)).local_derivatives == (-1.0, 0.0)
    assert hypot(Value(math.inf), Value(1e308)).local_derivatives == (1.0, 0.0)
    assert all(map(math.isnan, norm(Value(math.inf), Value(math.inf)).local_derivatives))
