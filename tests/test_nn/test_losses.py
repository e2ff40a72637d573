"""Losses, against formulas written with the math module and against each other."""

import math

import mpmath
import numpy as np
import pytest

from autograd import DomainError, Value, softmax
from nn import MLP, NeuronOutput, documents
from nn.losses import (
    LayerLoss,
    binary_cross_entropy,
    binary_cross_entropy_from_logits,
    categorical_cross_entropy,
    categorical_cross_entropy_from_logits,
    cross_entropy,
    cross_entropy_from_logits,
    half_squared_error,
    hinge,
    mean_squared_error,
)


def sigma(x):
    return 1 / (1 + math.exp(-x))


def shares(nets):
    whole = sum(math.exp(net) for net in nets)
    return [math.exp(net) / whole for net in nets]


def with_nets(loss, targets, *nets):
    """The errors of a layer loss at these nets, and the nets with their gradients by the sum."""
    values = [Value(net) for net in nets]
    errors = loss.of([Value(t) for t in targets], [NeuronOutput("o", net, net.sigmoid()) for net in values])
    whole = sum(errors)
    whole.backward()
    return [error.data for error in errors], [value.grad for value in values]


@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("net", [-3.0, 0.0, 2.5])
def test_binary_cross_entropy_is_the_same_on_outs_and_on_nets(net, target):
    out = sigma(net)
    true = -(target * math.log(out) + (1 - target) * math.log(1 - out))
    x = Value(net)
    on_out = binary_cross_entropy(target, x.sigmoid())
    on_out.backward()
    (on_net,), (by_net,) = with_nets(binary_cross_entropy_from_logits, [target], net)
    assert on_out.data == pytest.approx(true, rel=1e-13)
    assert on_net == pytest.approx(true, rel=1e-13)
    assert x.grad == pytest.approx(out - target, rel=1e-12, abs=1e-15)
    assert by_net == pytest.approx(out - target, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(
    ("net", "target", "error", "slope"), [(1000, 1, 0, 0), (1000, 0, 1000, 1), (-1000, 1, 1000, -1)]
)
def test_binary_cross_entropy_of_far_nets_is_finite(net, target, error, slope):
    assert with_nets(binary_cross_entropy_from_logits, [target], net) == ([error], [slope])


FAR = sorted(
    {sign * size for sign in (-1, 1) for size in (0.0, 1e-9, 0.4, 3.0, 20.0, 36.9, 37.0, 40.0, 200.0, 709.0, 800.0)}
)


def close_by(ours, true, terms):
    """To a few last digits of the terms that are added, and of the smallest float."""
    return abs(mpmath.mpf(ours) - true) <= 1e-15 * sum(map(abs, terms)) * 1.5 + 5e-324


@pytest.mark.parametrize("target", [0.0, 0.3, 1.0])
def test_binary_cross_entropy_keeps_the_digits_of_a_confident_right_answer(target):
    with mpmath.workdps(400):
        for net in FAR:
            (error,), (slope,) = with_nets(binary_cross_entropy_from_logits, [target], net)
            out, rest = 1 / (1 + mpmath.exp(-mpmath.mpf(net))), 1 / (1 + mpmath.exp(mpmath.mpf(net)))
            t, u = mpmath.mpf(target), 1 - mpmath.mpf(target)
            assert close_by(
                error, -t * mpmath.log(out) - u * mpmath.log(rest), [t * mpmath.log(out), u * mpmath.log(rest)]
            )
            assert close_by(slope, out - t, [t * rest, u * out]), (net, slope)
    assert with_nets(binary_cross_entropy_from_logits, [1.0], 37.0)[1] == [pytest.approx(-8.533047625744066e-17)]


@pytest.mark.parametrize("targets", [(1.0, 0.0, 0.0), (0.0, 0.0, 1.0), (0.3, 0.7, 0.0)])
def test_categorical_cross_entropy_keeps_the_digits_of_a_confident_right_answer(targets):
    with mpmath.workdps(400):
        for net in FAR:
            nets, size = [net, 0.0, -3.0], max(abs(net), 1.0)  # a net's last digit is that of every power of e
            powers = [mpmath.exp(mpmath.mpf(each)) for each in nets]
            outs = [power / sum(powers) for power in powers]
            terms = [-t * mpmath.log(out) for t, out in zip(targets, outs, strict=True)]
            ours, slopes = with_nets(categorical_cross_entropy_from_logits, targets, *nets)
            assert all(close_by(error, term, [size * term]) for error, term in zip(ours, terms, strict=True))
            values = nets_of(nets)
            cross_entropy_from_logits(values, targets).backward()
            for place, out in enumerate(outs):
                mine, others = size * (1 - targets[place]) * out, size * targets[place] * (sum(outs) - out)
                assert close_by(slopes[place], (mine - others) / size, [mine, others]), (net, place)
                assert values[place].grad == pytest.approx(slopes[place], rel=1e-15, abs=5e-324)


def test_cross_entropies_on_an_out_of_0_are_refused_and_not_hidden():
    with pytest.raises(DomainError, match="log is not defined"):
        binary_cross_entropy(0.0, Value(0.0))
    with pytest.raises(DomainError, match="log is not defined"):
        categorical_cross_entropy(0.0, Value(0.0))


def test_categorical_cross_entropy_is_the_same_on_outs_and_on_nets():
    nets, targets = [0.2, -0.4, 1.1], [0.2, 0.5, 0.3]
    true = [-t * math.log(share) for t, share in zip(targets, shares(nets), strict=True)]
    errors, slopes = with_nets(categorical_cross_entropy_from_logits, targets, *nets)
    assert errors == pytest.approx(true, rel=1e-13)
    assert slopes == pytest.approx([o - t for o, t in zip(shares(nets), targets, strict=True)], rel=1e-12)
    on_outs = [categorical_cross_entropy(t, Value(o)).data for t, o in zip(targets, shares(nets), strict=True)]
    assert on_outs == pytest.approx(true, rel=1e-13)


def test_categorical_cross_entropy_of_far_nets_is_finite():
    errors, slopes = with_nets(categorical_cross_entropy_from_logits, [0, 1], 1000, -1000)
    assert (sum(errors), slopes) == (2000, [1, -1])


def test_mean_squared_error_is_the_mean_over_the_outputs():
    forward = documents.mazur().network.forward([0.05, 0.10], [0.01, 0.99], mean_squared_error)
    halves = documents.mazur().run()
    # ½ Σ (t − o)² is E_total of the documents; the mean of two squares is the same number
    assert forward.total.data == pytest.approx(0.29837110876000267, rel=1e-14)
    assert [e.data for e in forward.errors] == pytest.approx([e.data for e in halves.errors], rel=1e-14)
    four = MLP(1, 4).forward([1.0], [10.0] * 4, mean_squared_error)
    squares = [(10.0 - neuron.out.data) ** 2 for neuron in four.layers[-1]]
    assert four.total.data == pytest.approx(sum(squares) / 4, rel=1e-14)


def test_hinge_rises_below_its_margin_only():
    out = Value(0.25)
    error = hinge(-1, out)
    error.backward()
    assert (error.data, out.grad) == (1.25, 1.0)
    beyond = Value(3.0)
    assert hinge(1, beyond).data == 0.0
    for target in (0, 0.5, math.nan):
        with pytest.raises(ValueError, match="−1 for one class and 1 for the other"):
            hinge(target, out)


def test_a_class_is_the_same_as_its_targets():
    nets = [0.2, -0.4, 1.1]
    for place, share in enumerate(shares(nets)):
        one_hot = [float(k == place) for k in range(3)]
        for target in (place, np.int64(place), one_hot, np.array(one_hot)):
            assert cross_entropy_from_logits(nets_of(nets), target).data == pytest.approx(-math.log(share), rel=1e-13)
            assert cross_entropy(nets_of(shares(nets)), target).data == pytest.approx(-math.log(share), rel=1e-13)


def nets_of(numbers):
    return [Value(number) for number in numbers]


def test_cross_entropy_by_nets_is_softmax_minus_target():
    nets = nets_of([0.2, -0.4, 1.1])
    cross_entropy_from_logits(nets, 2).backward()
    outs = shares([0.2, -0.4, 1.1])
    assert [net.grad for net in nets] == pytest.approx([outs[0], outs[1], outs[2] - 1], rel=1e-13)


@pytest.mark.parametrize(
    ("target", "message"), [(3, "0 to 2"), (-1, "0 to 2"), (True, "0 to 2"), ([1, 0], "2 targets")]
)
def test_a_class_that_does_not_exist_is_refused(target, message):
    for loss in (cross_entropy, cross_entropy_from_logits):
        with pytest.raises(ValueError, match=message):
            loss(nets_of([0.2, 0.3, 0.5]), target)


@pytest.mark.parametrize("target", [1.0, None, Value(1.0)])
def test_a_target_is_a_class_or_numbers(target):
    with pytest.raises(TypeError, match="give the class as a whole number"):
        cross_entropy(nets_of([0.5, 0.5]), target)


def test_every_value_of_a_loss_on_nets_is_found_by_name():
    model = MLP(2, 3, output_activation=softmax)
    forward = model.forward([0.3, -0.2], [0.0, 1.0, 0.0], categorical_cross_entropy_from_logits)
    assert forward["out_o2"] is forward.layers[-1][1].out
    assert forward["E_o2"] is forward.errors[1]
    assert forward["E_total"] is forward["E"] is forward.total
    assert sum(neuron.out.data for neuron in forward.layers[-1]) == pytest.approx(1.0)


def test_one_error_of_a_layer_loss_is_the_whole_error():
    forward = MLP(2, 1).forward([0.3, -0.2], [1.0], binary_cross_entropy_from_logits)
    assert forward.errors == (forward.total,)
    assert forward.total.name == "E_total"


def test_a_layer_loss_gives_one_error_an_output():
    loss = LayerLoss(lambda targets, outputs: [half_squared_error(targets[0], outputs[0].out)])
    with pytest.raises(ValueError, match="the loss gave 1 errors for 2 outputs"):
        documents.mazur().network.forward([0.05, 0.1], [0.01, 0.99], loss)


def test_a_loss_of_a_layer_is_called_on_targets_and_outs():
    outs = [Value(0.5), Value(0.25)]
    loss = mean_squared_error([1.0, 0.0], outs)
    loss.backward()
    assert loss.data == (0.5**2 + 0.25**2) / 2
    assert [out.grad for out in outs] == [-0.5, 0.25]
    with pytest.raises(ValueError, match="given 1 targets and 2 outs; give as many of each"):
        mean_squared_error([1.0], outs)
