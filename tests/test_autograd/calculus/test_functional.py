"""Derivatives of functions: numbers for numbers, and calls inside one another."""

import math

import pytest

from autograd import DomainError, Value, exp, grad, gradients, log, sigmoid, sin, value_and_grad


def test_grad_as_people_know_it():
    def loss(w, b):
        return (sigmoid(w * 0.5 + b) - 1.0) ** 2

    w, b = Value(0.3), Value(-0.2)
    out = loss(w, b)
    out.backward()
    assert grad(loss)(0.3, -0.2) == w.grad
    assert grad(loss, argnums=(0, 1))(0.3, -0.2) == (w.grad, b.grad)
    assert grad(loss, argnums=-1)(0.3, -0.2) == b.grad
    assert value_and_grad(loss)(0.3, -0.2) == (out.data, w.grad)
    assert grad(grad(grad(sin)))(0.4) == pytest.approx(-math.cos(0.4), rel=1e-14)
    assert grad(lambda x: 3.0)(1.0) == 0.0
    assert isinstance(grad(exp)(Value(1.0)), Value)


def test_a_call_of_grad_inside_another_keeps_what_the_outer_one_differentiates_by():
    assert grad(lambda x: x * grad(lambda y: x * y)(1.0))(3.0) == 6.0
    assert grad(lambda x: grad(lambda y: x * x * y * y)(2.0))(3.0) == 24.0
    assert grad(lambda x: sin(grad(lambda y: x * y)(5.0)))(0.3) == math.cos(0.3)
    assert grad(grad(lambda x: x * grad(lambda y: x * x * sin(y))(0.5)))(2.0) == pytest.approx(12.0 * math.cos(0.5))
    assert grad(lambda x, y: grad(lambda u, v: x * u + y * u * v, argnums=1)(y, 1.0), argnums=(0, 1))(7.0, 3.0) == (
        0.0,
        6.0,
    )
    assert grad(lambda x, y: grad(lambda u, v: x * x * u * v, argnums=(0, 1))(5.0, y)[0], argnums=1)(3.0, 4.0) == 9.0


def test_value_and_grad_inside_another_call_keeps_both_parts():
    def inner_value(x):
        return value_and_grad(lambda y: x * y * y)(3.0)[0]

    def inner_slope(x):
        return value_and_grad(lambda y: x * y * y)(3.0)[1]

    assert value_and_grad(inner_value)(2.0) == (18.0, 9.0)
    assert value_and_grad(inner_slope)(2.0) == (12.0, 6.0)
    assert (
        grad(lambda x: value_and_grad(lambda y: value_and_grad(lambda z: x * y * z * z)(y)[1] * x)(x)[1])(2.0) == 48.0
    )


def test_the_argument_of_an_inner_call_is_not_the_value_that_it_was_given():
    """∂/∂y (x + y) is 1, though y is x; ∂/∂a (a · b) is b, though both are x."""
    assert grad(lambda x: x * grad(lambda y: x + y)(x))(5.0) == 1.0
    x = Value(3.0, "x")
    assert grad(lambda a, b: a * b)(x, x).data == 3.0
    assert gradients(grad(lambda a: a * a * x)(x), [x])[0].data == 4.0 * 3.0  # ∂/∂x 2 a x at a = x
    assert grad(lambda y: y * grad(lambda z: y * z)(1.0))(x).data == 6.0


def test_at_the_outermost_level_plain_numbers_give_plain_numbers():
    kinds = []

    def outer(x):
        kinds.append(type(grad(lambda y: y * y)(1.0)))
        kinds.append(isinstance(grad(lambda y: x * y)(1.0), Value))
        return grad(lambda y: x * y * y)(1.0)

    assert type(grad(outer)(2.0)) is float
    assert kinds == [float, True]
    assert [type(each) for each in value_and_grad(grad(grad(sin)))(0.5)] == [float, float]
    assert type(grad(lambda x: Value(2.0, "w") * x)(3.0)) is float


def test_what_a_call_differentiated_by_is_a_plain_value_afterwards():
    kept = []
    with pytest.raises(DomainError):
        grad(lambda x: kept.append(x) or log(-x))(2.0)
    assert grad(lambda x: kept.append(x) or x * x)(3.0) == 6.0
    assert [type(x) for x in kept] == [Value, Value]
    assert type(grad(lambda y: kept[1] * y)(1.0)) is float


def test_keywords_and_other_arguments_reach_the_function_as_they_are():
    def mean_error(w, pairs, power=2):
        return sum((w * x - y) ** power for x, y in pairs) / len(pairs)

    pairs = [(1.0, 2.0), (2.0, 1.0)]
    assert grad(mean_error)(3.0, pairs) == (2.0 * 1.0 * 1.0 + 2.0 * 5.0 * 2.0) / 2
    assert grad(mean_error)(3.0, pairs, power=1) == 1.5
    assert grad(lambda x, y: x * y)(3.0, y=2.0) == 2.0
    assert isinstance(grad(lambda x, y: x * y)(3.0, y=Value(2.0)), Value)


def test_grad_keeps_the_name_of_its_function():
    def loss(x):
        """A loss."""
        return x * x

    assert (grad(loss).__name__, value_and_grad(loss).__doc__) == ("loss", "A loss.")
    assert grad(sin)(0.0) == 1.0


@pytest.mark.parametrize("argnums", ["0", True, 1.0, None, ["x"]])
def test_argnums_that_count_nothing_are_refused(argnums):
    with pytest.raises(TypeError, match="give the place of an argument, counted from 0, or several"):
        grad(sin, argnums=argnums)


def test_argnums_beyond_the_arguments_are_refused():
    with pytest.raises(ValueError, match="argnums is 2, but the function was given 1"):
        grad(sin, argnums=2)(1.0)


def test_a_function_that_returns_no_scalar_is_told_so():
    for wrong in ("1", None):
        with pytest.raises(TypeError, match=r"the function returned no scalar: .* is not a number"):
            grad(lambda x, wrong=wrong: wrong)(1.0)
    with pytest.raises(TypeError, match=r"the function returned no scalar: \[.*\] \(list\)"):
        value_and_grad(lambda x: [x])(1.0)
