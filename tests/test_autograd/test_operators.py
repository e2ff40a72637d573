"""Operators with everything that may stand beside a Value."""

import operator
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from autograd import DomainError, Value, add, formula_text, log, maximum, power, raised, sigmoid, total, weighted_sum

NUMBERS = [3, 3.0, Fraction(3), np.float64(3), np.float32(3), np.int64(3), np.array(3.0), np.array(3)]
OPERATIONS = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda n: type(n).__name__ + str(getattr(n, "dtype", "")))
@pytest.mark.parametrize("operate", OPERATIONS, ids=lambda o: o.__name__)
def test_every_kind_of_number_on_either_side(operate, number):
    v = Value(2.0)
    right, left = operate(v, number), operate(number, v)
    assert type(right) is type(left) is Value
    assert type(right.data) is type(left.data) is float
    assert right.data == operate(2.0, 3.0)
    assert left.data == operate(3.0, 2.0)


def test_plus_before_a_value_is_the_value_itself():
    v = Value(2.0)
    assert +v is v


def test_methods_take_further_operands_and_static_arguments():
    v, w = Value(-2.0), Value(3.0)
    assert v.leaky_relu(slope=0.1).data == -0.2
    assert v.total(w, 1.0).data == 2.0
    assert v.total(w).parents == (v, w)


def test_reflected_operators_have_the_derivatives_of_their_order():
    for operate, expected in [(operator.sub, -1.0), (operator.truediv, -3 / 4), (operator.pow, 9 * np.log(3))]:
        v = Value(2.0)
        operate(3, v).backward()
        assert v.grad == pytest.approx(expected, rel=1e-15)


def test_sum_adds_no_node_for_its_zero():
    a, b = Value(1.0), Value(2.0)
    out = sum([a, b])
    assert out.parents == (a, b)
    assert sum([a]) is a


@pytest.mark.parametrize("other", ["a", None, [1], (1,), {}, True, False, 1j, np.array([True]), np.array(1j), np.True_])
@pytest.mark.parametrize("operate", OPERATIONS, ids=lambda o: o.__name__)
def test_what_is_no_number_raises_a_type_error_that_names_it(operate, other):
    for operands in ((Value(1.0), other), (other, Value(1.0))):
        with pytest.raises(TypeError, match=r"is not a number|unsupported|concatenate"):
            operate(*operands)


def test_the_message_names_the_operand():
    with pytest.raises(TypeError, match=r"'a' \(str\)"):
        Value(1.0) + "a"
    with pytest.raises(TypeError, match=r"\[1\] \(list\)"):
        Value(1.0) * [1]


@pytest.mark.parametrize("data", ["2", None, True, 1j, [1.0], np.array([1.0]), np.array([[1.0]])])
def test_a_value_holds_a_real_number(data):
    with pytest.raises(TypeError, match="is not a number"):
        Value(data)


def test_an_integer_too_large_for_a_float_is_refused():
    with pytest.raises(ValueError, match="too large"):
        Value(10**400)
    with pytest.raises(ValueError, match="too large"):
        Value(1.0) + 10**400


def test_a_wrong_number_of_operands_is_refused():
    with pytest.raises(TypeError, match=r"add takes 2 operand\(s\) but was given 3"):
        add(Value(1.0), Value(2.0), Value(3.0))
    with pytest.raises(TypeError, match="at least one term"):
        total()


def test_numbers_alone_are_counted_too():
    with pytest.raises(TypeError, match=r"sigmoid takes 1 operand\(s\) but was given 2"):
        sigmoid(1.0, 2.0)
    with pytest.raises(TypeError, match=r"sigmoid takes 1 operand\(s\) but was given 0"):
        sigmoid()


@pytest.mark.parametrize("x", [2.0, Value(2.0)])
def test_a_static_argument_that_is_missing_is_asked_for(x):
    with pytest.raises(TypeError, match=r"raised needs its static argument: write raised\(…, exponent=…\)"):
        raised(x)
    with pytest.raises(TypeError, match=r"raised needs its static argument"):
        raised.bind()
    assert raised(2.0, exponent=3) == 8.0


@pytest.mark.parametrize("number", [np.float64(2.0), np.float32(2.0), 2, 2.0])
@pytest.mark.parametrize("operate", [maximum, power, add, total, lambda x, y: weighted_sum(x, y, x)])
def test_a_number_may_stand_first(operate, number):
    v = Value(3.0, "v")
    assert operate(number, v).data == operate(2.0, 3.0)
    assert operate(v, number).data == operate(3.0, 2.0)


def test_a_static_argument_of_another_name_is_refused():
    with pytest.raises(TypeError, match="it takes exponent"):
        Value(2.0).raised(power=2)


def test_powers():
    x, y = Value(2.0), Value(3.0)
    (x**y).backward()
    assert x.grad == pytest.approx(12.0, rel=1e-15)
    assert y.grad == pytest.approx(8 * np.log(2), rel=1e-15)
    assert (Value(0.0) ** 0).data == 1.0
    assert (Value(0.0) ** 0).local_derivatives == (0.0,)
    assert (Value(0.0) ** Value(0.0)).local_derivatives[0] == 0.0
    assert (Value(0.0) ** 0.5).local_derivatives == (float("inf"),)
    assert (Value(-2.0) ** 3).data == -8.0
    assert (Value(-2.0) ** 3).local_derivatives == (12.0,)
    assert (Value(0.0) ** Value(2.0)).local_derivatives == (0.0, 0.0)
    negative_base = Value(-2.0) ** Value(2.0)
    assert negative_base.local_derivatives[0] == -4.0
    assert np.isnan(negative_base.local_derivatives[1])


def test_a_negative_base_with_a_fraction_is_refused_and_never_complex():
    for compute in (lambda: Value(-2.0) ** 0.5, lambda: Value(-2.0) ** Value(0.5), lambda: power(-2.0, 0.5)):
        with pytest.raises(DomainError, match="whole"):
            compute()


def test_zero_and_minus_zero_are_different_static_arguments():
    assert np.copysign(1.0, maximum(Value(-1.0), 0.0).data) == 1.0
    assert np.copysign(1.0, maximum(Value(-1.0), -0.0).data) == -1.0


def test_messages_say_where_a_domain_was_left():
    with pytest.raises(DomainError, match=r"log is not defined at out_o1 = -0\.2: it needs x > 0"):
        log(Value(-0.2, "out_o1"))
    a = Value(1.0, "a")
    with pytest.raises(
        DomainError, match=r"divide is not defined at a = 1, a − 1 = 0: it needs a divisor other than 0"
    ):
        a / (a - 1)
    with pytest.raises(DomainError, match=r"log is not defined at x = -1"):
        log(-1)
    with pytest.raises(DomainError, match=r"raised is not defined at x = 0, exponent = -1: it needs a base > 0"):
        Value(0.0) ** -1


def test_kinks_agree_at_zero():
    for out in (Value(0.0).relu(), maximum(Value(0.0), 0), maximum(0, Value(0.0))):
        assert out.local_derivatives == (0.0,)
    assert abs(Value(0.0)).local_derivatives == (0.0,)
    tie = maximum(Value(0.0), Value(0.0))
    assert tie.local_derivatives == (0.5, 0.5)
    x = Value(0.0)
    ((x + abs(x)) / 2).backward()
    assert x.grad == 0.5


@pytest.mark.parametrize("other", [SimpleNamespace(data=2.0), SimpleNamespace(data=2.0, grad=None)])
def test_what_only_looks_like_a_value_is_none(other):
    for compute in (lambda: total(Value(1.0), other), lambda: add(other, Value(1.0)), lambda: Value(1.0) * other):
        with pytest.raises(TypeError, match="is not a number"):
            compute()


def test_a_value_is_no_number_but_says_what_to_do():
    with pytest.raises(TypeError, match=r"is a Value already: use it as it is, or its \.data"):
        Value(Value(1.0))


def test_methods_and_operators_have_the_names_of_their_operations():
    assert Value.tanh.__name__ == "tanh"
    assert Value.__mul__.__doc__ == "Record x · y."


def test_formulas_read_as_one_writes_them():
    a, b = Value(1.0, "a"), Value(2.0, "b")
    assert formula_text(0.5 * (a - b) ** 2) == "½(a − b)²"
    assert formula_text(0.5 * a) == "½a"
    assert formula_text(0.5 * -a) == "½(−a)"
    assert formula_text(Value(0.5) * 0.25) == "½ · 0.25"
    assert formula_text(a - (b - a)) == "a − (b − a)"
    assert formula_text(a / (b * a)) == "a / (b · a)"
    assert formula_text((a + b) * -a) == "(a + b) · (−a)"
    assert formula_text(a * 0.123456789) == "a · 0.123456789"
    assert formula_text(weighted_sum(a, b, b, a, 1.0)) == "a · b + b · a + 1"
    assert formula_text(maximum(a, 0)) == "max(a, 0)"
