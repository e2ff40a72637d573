"""What is too large for a float is infinite in every row; only what is not defined is refused: held against NumPy."""

import itertools
import math
from contextlib import nullcontext

import mpmath
import numpy as np
import pytest

from autograd import TABLE, DomainError, Value, gradients, operation, python_source, replay
from autograd.operands.limit import Limit

FINITE = [-1.7e308, -1e200, -1000.0, -2.0, -1.0, -0.5, -1e-320, -0.0]
FINITE += [-x for x in FINITE[::-1]] + [3.0, -3.0, 1e-200, 720.0, -720.0, 709.78, 709.79]


def power(x, y):
    """NumPy's, and +0 for the root of −0: x^0.5 is √x there, which keeps the sign."""
    return np.power(x + 0.0 if y == 0.5 else x, y)


def floor_divide(x, y):
    """NumPy's, which calls a result invalid that is merely too large."""
    with np.errstate(invalid="ignore") if y else nullcontext():
        return np.floor_divide(x, y)


NUMPY = {
    "divide": np.divide,
    "floor_divide": floor_divide,
    "remainder": np.remainder,
    "reciprocal": np.reciprocal,
    "multiply": np.multiply,
    "power": power,
    "square": np.square,
    "exp": np.exp,
    "exp2": np.exp2,
    "expm1": np.expm1,
    "log": np.log,
    "log1p": np.log1p,
    "log2": np.log2,
    "log10": np.log10,
    "sqrt": np.sqrt,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "asin": np.arcsin,
    "acos": np.arccos,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
    "hypot": np.hypot,
    "logit": lambda x: np.log(x) - np.log1p(-x),
}
EXPONENTS = [-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 2.5, 3.0, 5001.0]
ROWS = [(TABLE[name], function) for name, function in NUMPY.items()]
ROWS += [(TABLE["raised"].bind(exponent=n), lambda x, n=n: power(x, n)) for n in EXPONENTS]
each_row = pytest.mark.parametrize(("op", "function"), ROWS, ids=[repr(op) for op, _ in ROWS])


def points(op):
    return list(itertools.product(FINITE, repeat=op.arity))


def same(ours, true):
    """The same number to a few last digits: the same infinity, nan for nan, 0 with its sign."""
    if true != true:
        return ours != ours
    return ours == pytest.approx(true, rel=1e-14, abs=0.0) and math.copysign(1.0, ours) == math.copysign(1.0, true)


def in_numpy(function, point):
    """NumPy's result, None where it says that the operation is not defined."""
    operands = [np.float64(x) for x in point]
    with np.errstate(over="ignore", under="ignore", divide="raise", invalid="raise"):
        try:
            return float(function(*operands))
        except FloatingPointError:
            return None


def ours(op, operands):
    try:
        result = op(*operands)
    except DomainError:
        return None
    return result.data if isinstance(result, Value) else result


@each_row
def test_what_is_too_large_is_infinite_and_what_is_not_defined_is_refused(op, function):
    for point in points(op):
        true = in_numpy(function, point)
        for found in (ours(op, point), ours(op, map(Value, point))):
            assert found == true if None in (found, true) else same(found, true), (op, point, found, true)


@each_row
def test_rules_that_leave_a_domain_go_on_with_the_ieee_result(op, function):
    for point in points(op):
        with np.errstate(all="ignore"):
            true = float(function(*[np.float64(x) for x in point]))
        assert same(float(op(*map(Limit, point))), true), (op, point)


@each_row
def test_replay_and_python_source_agree_with_the_recorded_number(op, function):
    start = (0.5,) * op.arity if op.name != "acosh" else (1.5,)
    names = [f"a{place}" for place in range(op.arity)]
    recorded = op(*map(Value, start, names))
    for point in points(op):
        found = ours(op, point)
        if found is None:
            with pytest.raises(DomainError):
                replay(recorded, dict(zip(names, point, strict=True)))
            continue
        assert same(replay(recorded, dict(zip(names, point, strict=True)))[recorded], found)
        space = {}
        exec(python_source(op(*map(Value, point, names)), "again"), space)
        assert same(space["again"](), found), (op, point)


TOO_LARGE = [
    ("exp", (1000.0,)),
    ("exp2", (1025.0,)),
    ("expm1", (709.79,)),
    ("sinh", (-1000.0,)),
    ("cosh", (-1000.0,)),
    ("cosh", (720.0,)),
    ("square", (-1e200,)),
    ("reciprocal", (-1e-320,)),
    ("divide", (1e300, -1e-300)),
    ("multiply", (-1e300, 1e300)),
    ("add", (1.7e308, 1.7e308)),
    ("subtract", (-1.7e308, 1.7e308)),
    ("power", (1e200, 3.0)),
    ("power", (1e-320, -1.0)),
    ("product", (1e200, -1e200, 2.0)),
    ("weighted_sum", (1e200, 1e200, 1.0, 1.0, 0.0)),
    ("total", (-1.7e308, -1.7e308, 1.0)),
    ("dot", (1e200, 1.0, -1e200, 1.0)),
]
IN_MPMATH = {
    "exp": mpmath.exp,
    "exp2": lambda x: mpmath.power(2, x),
    "expm1": mpmath.expm1,
    "sinh": mpmath.sinh,
    "cosh": mpmath.cosh,
    "square": lambda x: x * x,
    "reciprocal": lambda x: 1 / x,
    "divide": lambda x, y: x / y,
    "multiply": lambda x, y: x * y,
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "power": mpmath.power,
    "product": lambda x, y, z: x * y * z,
    "weighted_sum": lambda v, x, w, y, b: v * x + w * y + b,
    "total": lambda x, y, z: x + y + z,
    "dot": lambda a, b, x, y: a * x + b * y,
}


@pytest.mark.parametrize(("name", "point"), TOO_LARGE)
def test_local_derivatives_where_the_result_is_too_large_are_their_own_limits(name, point):
    """Infinite where they are too large themselves, and else what they are: central differences of 700 digits."""
    function, value = IN_MPMATH[name], TABLE[name](*map(Value, point))
    with mpmath.workdps(700):
        exact = [mpmath.mpf(x) for x in point]
        assert value.data == float(function(*exact))
        assert math.isinf(value.data)
        for place, local in enumerate(value.local_derivatives):
            step = (abs(exact[place]) or 1) * mpmath.mpf(10) ** -25

            def along(by, place=place):
                return function(*[x + by if n == place else x for n, x in enumerate(exact)])

            true = float((along(step) - along(-step)) / (2 * step))
            assert local == pytest.approx(true, rel=1e-13, abs=0.0), (place, local, true)


def test_a_row_of_ones_own_says_which_infinity_it_means():
    rule = (lambda out, x: out,)
    silent = operation("grown", forward=lambda x: math.exp(x) if x > 0 else 1.0, local_derivatives=rule)
    assert silent(Value(0.0)).data == 1.0
    for operand in (1000.0, Value(1000.0)):
        with pytest.raises(
            DomainError, match=r"grown is too large for a float at x = 1000, .* pole=lambda x: math\.inf"
        ):
            silent(operand)
    said = operation("grown", forward="exp", local_derivatives=rule, pole=lambda x: math.inf)
    assert said(1000.0) == said(Value(1000.0)).data == math.inf


def test_a_row_of_ones_own_that_is_made_of_arithmetic_need_not_say_it():
    cubed = operation("cubed", forward=lambda x: (2.0 * x) ** 3, local_derivatives=(lambda out, x: 24.0 * x**2,))
    x = Value(-1e200, "x")
    out = cubed(x)
    assert (out.data, out.local_derivatives) == (-math.inf, (math.inf,))
    assert gradients(out, [x])[0].data == math.inf  # not taken for a graph that has changed


def test_an_infinite_number_passes_on():
    x = Value(1000.0, "x")
    y = (x.exp().named("large") + 1.0) * 2.0
    y.backward()
    assert (y.data, x.grad) == (math.inf, math.inf)
    assert (1.0 / x.exp()).data == 0.0
