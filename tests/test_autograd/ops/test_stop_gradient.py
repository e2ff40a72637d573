"""What passes through `stop_gradient` counts as a constant, in every way to a derivative, also behind infinite ones."""

import copy
import math
import pickle

import pytest

from autograd import (
    Value,
    backward_steps,
    check_gradients,
    gradients,
    hessian,
    jvp,
    log,
    partial,
    replay,
    sqrt,
    stop_gradient,
    trace,
)


@pytest.fixture
def x():
    return Value(3.0, "x")


def test_it_is_the_number_itself(x):
    assert stop_gradient(x).data == stop_gradient(3.0) == 3.0
    assert math.isnan(stop_gradient(math.nan))
    assert stop_gradient(x).parents == (x,)
    assert stop_gradient(x).local_derivatives == (0.0,)


def test_half_of_a_product_is_held(x):
    y = x * stop_gradient(x)
    y.backward()
    ways = [x.grad, partial(y, x), gradients(y, [x])[0].data, jvp([y], [x], [1.0])[0].data]
    assert ways == [3.0] * 4  # of x·c at c = 3
    assert hessian(y, [x])[0][0].data == 0.0


def test_it_passes_nothing_on_where_the_gradient_is_infinite():
    x = Value(0.0, "x")
    y = sqrt(stop_gradient(x)) + x  # the derivative of √ is infinite at 0, and 0 · ∞ would be nan
    y.backward()
    steps = {step.node: step.gradient for step in backward_steps(y)}
    assert [x.grad, partial(y, x), steps[x], jvp([y], [x], [1.0])[0].data] == [1.0] * 4
    assert y.parents[0].parents[0].grad == math.inf


def test_gradients_do_not_reach_what_is_behind_it():
    x, w = Value(3.0, "x"), Value(2.0, "w")
    y = w * stop_gradient(log(x))
    assert [slope.data for slope in gradients(y, [w, x])] == [math.log(3.0), 0.0]
    assert gradients(y, [x])[0].parents == ()


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda y: pickle.loads(pickle.dumps(y)), lambda y: trace(y).values()[-1]],
)
def test_copies_hold_it_too(again):
    y = again(sqrt(stop_gradient(Value(0.0, "x"))))
    y.backward()
    (held,) = y.parents
    assert held.op is stop_gradient
    assert held.local_derivatives == (0.0,)
    assert held.parents[0].grad == 0.0


def test_it_follows_when_the_graph_is_computed_again(x):
    y = x * stop_gradient(x)
    assert replay(y, {"x": 5.0})[y] == 25.0


def test_a_check_says_that_it_is_meant():
    report = check_gradients(lambda x: x * stop_gradient(x), [3.0], order=1)
    assert not report
    assert "stop_gradient passes no gradient on, as it is meant to" in str(report)
