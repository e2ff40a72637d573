"""Optimizers, against their formulas worked out by hand."""

import math

import pytest

from nn import GradientDescent, Parameter
from nn.training.optimizers import Adam, Momentum, Optimizer

KINDS = [GradientDescent, Momentum, Adam]


def after(optimizer, gradients):
    """The parameter's number after each gradient."""
    (parameter,) = optimizer.parameters
    numbers = []
    for gradient in gradients:
        parameter.grad = gradient
        optimizer.step()
        numbers.append(parameter.data)
    return numbers


def test_gradient_descent_takes_the_gradient_times_the_rate():
    assert after(GradientDescent([Parameter(1.0, "w")], 0.5), [2.0, -4.0]) == [0.0, 2.0]


def test_momentum_goes_on_where_the_gradient_has_gone():
    # v: 1, 0.5·1 + 2 = 2.5, 0.5·2.5 + 0 = 1.25
    numbers = after(Momentum([Parameter(0.0, "w")], 1.0, momentum=0.5), [1.0, 2.0, 0.0])
    assert numbers == [-1.0, -3.5, -4.75]


def test_adam_is_its_papers_algorithm():
    eta, beta1, beta2, epsilon, gradients = 0.1, 0.9, 0.999, 1e-8, [0.5, -1.5, 3.0]
    number, true = 1.0, []
    for t in range(1, 4):
        m = sum((1 - beta1) * beta1 ** (t - k) * g for k, g in enumerate(gradients[:t], 1))  # eq. 1, unrolled
        v = sum((1 - beta2) * beta2 ** (t - k) * g * g for k, g in enumerate(gradients[:t], 1))
        number -= eta * (m / (1 - beta1**t)) / (math.sqrt(v / (1 - beta2**t)) + epsilon)
        true.append(number)
    assert after(Adam([Parameter(1.0, "w")], eta), gradients) == pytest.approx(true, rel=1e-12)


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e6])
def test_the_first_step_of_adam_is_the_rate_whatever_the_gradient(scale):
    assert after(Adam([Parameter(1.0, "w")], 0.25), [scale]) == pytest.approx([0.75], rel=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_what_nothing_has_reached_is_left_alone(kind):
    w, v = Parameter(1.0, "w"), Parameter(2.0, "v")
    v.grad = 1.0
    optimizer = kind([w, v], 0.1)
    optimizer.step()
    assert w.data == 1.0
    assert v.data < 2.0
    assert all(number == 0.0 for key, number in optimizer.state().items() if key.endswith("/w"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_restored_optimizer_goes_on_bit_for_bit(kind):
    gradients = [0.3, -0.1, 0.7, 0.2]
    whole = after(kind([Parameter(1.0, "w")], 0.1), gradients)
    first = kind([Parameter(1.0, "w")], 0.1)
    half = after(first, gradients[:2])
    second = kind([Parameter(half[-1], "w")], 0.1)
    second.restore(first.state())
    assert after(second, gradients[2:]) == whole[2:]


def test_a_state_of_another_kind_changes_nothing():
    adam = Adam([Parameter(1.0, "w")], 0.1)
    after(adam, [1.0])
    before = adam.state()
    for state in (Momentum([Parameter(1.0, "w")], 0.1).state(), Adam([Parameter(1.0, "v")], 0.1).state(), {}):
        with pytest.raises(ValueError, match="another optimizer or of other parameters"):
            adam.restore(state)
    assert adam.state() == before


@pytest.mark.parametrize("names", [("w", "w"), ("w", None)])
def test_a_state_needs_names(names):
    with pytest.raises(ValueError, match="a name of its own"):
        Momentum([Parameter(1.0, name) for name in names], 0.1).state()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rate", [0, -1, math.nan, math.inf])
def test_a_learning_rate_is_positive_and_finite(kind, rate):
    with pytest.raises(ValueError, match="positive finite"):
        kind([Parameter(1.0, "w")], rate)


@pytest.mark.parametrize(
    ("kind", "setting"),
    [(Momentum, {"momentum": 1}), (Adam, {"beta1": -0.1}), (Adam, {"beta2": math.nan}), (Adam, {"epsilon": 0})],
)
def test_settings_have_ranges(kind, setting):
    with pytest.raises(ValueError, match=rf"{next(iter(setting))} is .*; it must be"):
        kind([Parameter(1.0, "w")], 0.1, **setting)


def test_an_optimizer_says_what_it_is():
    assert repr(Momentum([], 0.5)) == "<Momentum learning_rate=0.5, momentum=0.9>"


def test_an_optimizer_of_ones_own_is_one_method():
    class SignDescent(Optimizer):
        def change(self, gradient, memory):
            return math.copysign(self.learning_rate, gradient)

    assert after(SignDescent([Parameter(1.0, "w")], 0.25), [1e-9, -7.0]) == [0.75, 1.0]


@pytest.mark.parametrize("kind", KINDS)
def test_an_optimizer_can_zero_its_gradients(kind):
    w = Parameter(1.0)
    w.grad = 3.0
    kind([w], 0.1).zero_grad()
    assert w.grad == 0.0
