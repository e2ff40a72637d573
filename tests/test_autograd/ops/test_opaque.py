"""Operations that are plain functions of floats: first derivatives everywhere, second ones where they are given."""

import copy
import math
import pickle
from fractions import Fraction

import mpmath
import numpy as np
import pytest

from autograd import (
    AutogradError,
    OpaqueError,
    Value,
    check_gradients,
    check_operation,
    formula_text,
    grad,
    gradients,
    hessian,
    hvp,
    jvp,
    latex_source,
    multiply,
    opaque,
    partial,
    python_source,
    read_graph,
    replay,
    sympy_source,
    trace,
    vjp,
)
from viz import draw

KNOTS = [0.0, 1.0, 3.0, 2.0]


def looked_up(x):
    place = min(int(x), 2)
    return KNOTS[place] + (x - place) * (KNOTS[place + 1] - KNOTS[place])


def slope_of_table(x):
    place = min(int(x), 2)
    return KNOTS[place + 1] - KNOTS[place]


table = opaque("table", looked_up, (slope_of_table,), samples=((0.5,), (1.25,)))
trigamma = opaque("trigamma", lambda x: float(mpmath.psi(1, x)), (lambda x: float(mpmath.psi(2, x)),))
digamma = opaque("digamma", lambda x: float(mpmath.digamma(x)), (trigamma,), samples=((2.5,),))
gamma = opaque("gamma", math.gamma, local_derivatives=(lambda out, x: out * digamma(x),), samples=((2.5,), (4.0,)))
area = opaque("area", lambda x, y: x * y, (lambda x, y: y, lambda x, y: x), samples=((2.0, 3.0),))


@pytest.fixture
def x():
    return Value(1.25, "x")


@pytest.fixture
def y(x):
    return (table(x) * x).named("y")  # (1 + 2(x − 1)) · x, whose derivative is 4x − 1


def test_first_derivatives_in_every_way(x, y):
    y.backward()
    ways = [
        x.grad,
        partial(y, x),
        gradients(y, [x])[0].data,
        jvp([y], [x], [1.0])[0].data,
        vjp([y], [x], [1.0])[0].data,
        grad(lambda x: table(x) * x)(1.25),
    ]
    assert (y.data, ways) == (1.875, [4.0] * 6)
    assert (table(1.25), type(table(1.25))) == (1.5, float)


SECOND = [
    lambda y, x: gradients(gradients(y, [x])[0], [x]),
    lambda y, x: hessian(y, [x]),
    lambda y, x: hvp(y, [x], [1.0]),
    lambda y, x: jvp(gradients(y, [x]), [x], [1.0]),
    lambda y, x: gradients(y, [x])[0].backward(),
    lambda y, x: partial(gradients(y, [x])[0], x),
    lambda y, x: grad(grad(lambda x: table(x) * x))(1.25),
]


@pytest.mark.parametrize("second", SECOND)
def test_a_second_derivative_is_refused_with_what_to_do(second, x, y):
    with pytest.raises(OpaqueError, match=r"^table_by_x, the derivative of table by x, .* opaque\('table_by_x', …, "):
        second(y, x)


def test_the_advice_works():
    table_by_x = opaque("table_by_x", slope_of_table, (lambda x: 0.0,))
    better = opaque("table", looked_up, (table_by_x,))
    x = Value(1.25, "x")
    assert hessian(better(x) * x, [x])[0][0].data == 4.0
    with pytest.raises(OpaqueError, match=r"^table_by_x_by_x, "):
        gradients(hessian(better(x) * x, [x])[0][0], [x])


@pytest.mark.parametrize("at", [0.5, 2.5, 4.0])
def test_derivatives_that_are_operations_are_differentiated_again(at):
    x = Value(at)
    (first,) = gradients(gamma(x), [x])
    (second,) = gradients(first, [x])
    with mpmath.workdps(30):
        true = [mpmath.diff(mpmath.gamma, at, n) for n in (1, 2)]
    assert first.data == pytest.approx(float(true[0]), rel=1e-13)
    assert second.data == pytest.approx(float(true[1]), rel=1e-13)
    with pytest.raises(OpaqueError, match="trigamma_by_x"):
        gradients(gradients(second, [x])[0], [x])


def test_several_operands():
    a, b = Value(2.0), Value(3.0)
    out = area(a, b)
    assert out.local_derivatives == multiply(a, b).local_derivatives == (3.0, 2.0)
    assert [slope.data for slope in gradients(out, [a, b])] == [3.0, 2.0]
    with pytest.raises(OpaqueError, match="area_by_y, the derivative of area by y"):
        gradients(gradients(out, [b])[0], [a])


@pytest.mark.parametrize("op", [table, digamma, gamma, area])
def test_checks_compare_what_there_is(op):
    report = check_operation(op)
    assert report, str(report)
    assert report.comparisons


def test_checks_find_a_wrong_derivative_and_say_what_is_not_there():
    report = check_operation(opaque("table", looked_up, (lambda x: 2.5,)), points=[1.25])
    assert [comparison.ours for comparison in report.wrong] == [2.5]
    assert any("has no derivative itself" in note for note in report.notes)
    assert check_gradients(lambda x: table(x) * x, [1.25])


def test_code_in_other_languages_is_refused_and_mathematics_is_written(y):
    for source in (python_source, sympy_source):
        with pytest.raises((TypeError, AutogradError), match=r"table cannot be written in \w+: .* spelled="):
            source(y)
    assert formula_text(y) == "table(x) · x"
    assert r"\operatorname{table}" in latex_source(y)
    assert "table" in draw(y).svg()


def test_graphs_are_copied_and_computed_again(x, y):
    assert replay(y, {"x": 0.5})[y] == 0.25
    again = read_graph(trace(y).to_json(), [table]).values([table])[-1]
    for twin in (copy.deepcopy(y), pickle.loads(pickle.dumps(y)), again):
        assert twin.data == y.data
        assert twin.parents[0].local_derivatives == (2.0,)
    slope = gradients(y, [x])[0]
    assert copy.deepcopy(slope).data == slope.data


def test_numbers_of_other_libraries_become_floats():
    for seven in (7, np.float32(7.0), np.array(7.0), Fraction(7)):
        value = opaque("seven", lambda x, seven=seven: seven, (lambda x, seven=seven: seven,))(Value(2.0))
        assert (type(value.data), type(value.local_derivatives[0])) == (float, float)
    with pytest.raises(TypeError, match="'7' \\(str\\) is not a number"):
        opaque("text", lambda x: "7", (lambda x: 0.0,))(2.0)


def test_one_of_two_kinds_of_derivatives_is_given():
    for more in ({}, {"derivatives": (math.cos,), "local_derivatives": (lambda out, x: out,)}):
        with pytest.raises(TypeError, match="f needs its derivatives, one an operand"):
            opaque("f", math.sin, **more)


def test_a_derivative_that_nobody_knows_stays_one_in_copies_and_pickles(x):
    (unknown,) = gradients(table(x), [x])[0].local_derivatives
    for twin in (copy.copy(unknown), copy.deepcopy(unknown), pickle.loads(pickle.dumps(unknown))):
        assert math.isnan(twin)
        with pytest.raises(OpaqueError, match="the derivative of table by x, is a plain function of floats"):
            twin * 1.0
