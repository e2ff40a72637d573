"""Second and higher derivatives at kinks: right where both sides agree, nan where they do not, in every way."""

import copy
import math

import pytest

from autograd import (
    GraphError,
    Value,
    absolute,
    acos,
    acosh,
    cbrt,
    clamp,
    cos,
    cosh,
    elu,
    exp,
    explain_nonfinite,
    grad,
    gradients,
    hessian,
    hvp,
    hypot,
    jacobian,
    jvp,
    maximum,
    minimum,
    norm,
    partial,
    relu,
    replay,
    sin,
    sqrt,
    tanh,
    vjp,
)
from autograd.calculus.rays import Ray

NAN = math.nan

EVEN = {
    "r²": (lambda r: r**2, 2.0),
    "r · r": (lambda r: r * r, 2.0),
    "r⁴": (lambda r: r**4, 0.0),
    "cos r": (cos, -1.0),
    "cosh r": (cosh, 1.0),
    "r tanh r": (lambda r: r * tanh(r), 2.0),
    "r sin r": (lambda r: r * sin(r), 2.0),
    "e^(−r²)": (lambda r: exp(-(r**2)), -2.0),
    "√(1 + r²)": (lambda r: sqrt(1.0 + r * r), 1.0),
    "√(4 + r⁴ + r²)": (lambda r: sqrt(4.0 + r**4 + r * r), 0.5),
    "1 / (1 + r²)": (lambda r: 1.0 / (1.0 + r * r), -2.0),
}
"""An even function of a length, and its second derivative by the length at 0."""

LENGTHS = {
    "|x|": (absolute, (0.0,)),
    "√(x²)": (lambda x: sqrt(x * x), (0.0,)),
    "√(x² + y²)": (lambda x, y: sqrt(x**2 + y**2), (0.0, 0.0)),
    "√(x² + y²) by a power": (lambda x, y: (x * x + y * y) ** 0.5, (0.0, 0.0)),
    "max(x, −x)": (lambda x: maximum(x, -x), (0.0,)),
    "relu(x) + relu(−x)": (lambda x: relu(x) + relu(-x), (0.0,)),
    "hypot": (hypot, (0.0, 0.0)),
    "norm of three": (norm, (0.0, 0.0, 0.0)),
    "norm of a shift": (lambda x, y: norm(x - 0.25, y + 0.5), (0.25, -0.5)),
}


@pytest.mark.parametrize("even", EVEN)
@pytest.mark.parametrize("length", LENGTHS)
def test_an_even_function_of_a_length_is_smooth_at_0(even, length):
    (function, second), (measure, at) = EVEN[even], LENGTHS[length]
    values = [Value(x) for x in at]
    for i, line in enumerate(hessian(function(measure(*values)), values)):
        assert [entry.data for entry in line] == pytest.approx([second * (i == j) for j in range(len(at))])


BOTH_SIDES = [
    (lambda x: sqrt(x) ** 2, (0.0,), [[0.0]]),  # at the edge of a domain there is one side
    (lambda x: cos(sqrt(x)), (0.0,), [[1.0 / 12.0]]),
    (lambda x: cosh(acosh(x)), (1.0,), [[0.0]]),
    (lambda x: acosh(x) ** 2, (1.0,), [[-2.0 / 3.0]]),
    (lambda x: acos(x) ** 2, (1.0,), [[2.0 / 3.0]]),
    (lambda x: cbrt(x) ** 3, (0.0,), [[0.0]]),
    (lambda x: sin(cbrt(x)) ** 3, (0.0,), [[NAN]]),  # t − t^(5/3)/2
    (norm, (0.0,), [[NAN]]),
    (norm, (0.0, 0.0), [[NAN, NAN], [NAN, NAN]]),
    (absolute, (0.0,), [[NAN]]),
    (relu, (0.0,), [[NAN]]),
    (lambda x: relu(x) ** 2, (0.0,), [[NAN]]),  # 0 and 2
    (lambda x: relu(x) ** 3, (0.0,), [[0.0]]),
    (lambda x: x * absolute(x), (0.0,), [[NAN]]),  # −2 and 2
    (lambda x: x * x * absolute(x), (0.0,), [[0.0]]),
    (lambda w, x: w * absolute(x), (2.0, 0.0), [[0.0, NAN], [NAN, NAN]]),
    (lambda x, y: absolute(x) + x * y * y, (0.0, 3.0), [[NAN, 6.0], [6.0, 0.0]]),
    (lambda x, y: maximum(x, y) * minimum(x, y), (0.5, 0.5), [[0.0, 1.0], [1.0, 0.0]]),
    (lambda x, y: maximum(x, y) + minimum(x, y), (0.5, 0.5), [[0.0, 0.0], [0.0, 0.0]]),
    (lambda x: maximum(x, x) ** 2, (3.0,), [[2.0]]),
    (lambda x: maximum(2.0 * x, x + x) ** 2, (3.0,), [[8.0]]),
    (lambda x: clamp(x, low=0.0, high=math.inf) ** 2, (0.0,), [[NAN]]),
    (lambda x, y, z: hypot(norm(x, y), z), (0.0, 0.0, 2.0), [[0.5, 0.0, 0.0], [0.0, 0.5, 0.0], [0.0, 0.0, 0.0]]),
    (lambda x: elu(x, alpha=1.0), (0.0,), [[NAN]]),  # smooth to the first order: 1 and 0
]


@pytest.mark.parametrize(("function", "at", "second"), BOTH_SIDES)
def test_an_entry_is_nan_only_where_the_two_sides_differ(function, at, second):
    values = [Value(x) for x in at]
    found = [[entry.data for entry in line] for line in hessian(function(*values), values)]
    for line, true in zip(found, second, strict=True):
        assert line == pytest.approx(true, nan_ok=True)


def _by_backward(slope, x):
    x.grad = 0.0
    slope.backward()
    return x.grad


WAYS = {
    "hessian": lambda f, x: hessian(f(x), [x])[0][0].data,
    "hvp": lambda f, x: hvp(f(x), [x], [1.0])[0].data,
    "jacobian of gradients": lambda f, x: jacobian(gradients(f(x), [x]), [x])[0][0].data,
    "gradients twice": lambda f, x: gradients(gradients(f(x), [x])[0], [x])[0].data,
    "jvp of gradients": lambda f, x: jvp(gradients(f(x), [x]), [x], [1.0])[0].data,
    "vjp of gradients": lambda f, x: vjp(gradients(f(x), [x]), [x], [1.0])[0].data,
    "grad of grad": lambda f, x: grad(grad(f))(x.data),
    "partial of gradients": lambda f, x: partial(gradients(f(x), [x])[0], x),
    "backward of gradients": lambda f, x: _by_backward(gradients(f(x), [x])[0], x),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_a_second_derivative_gives_the_same_at_a_kink(way):
    for function, second in (
        (lambda x: absolute(x) ** 2, 2.0),
        (lambda x: cos(maximum(x, -x)), -1.0),
        (lambda x: norm(x, 2.0 * x) ** 2, 10.0),
        (absolute, NAN),
        (lambda x: relu(x) ** 2, NAN),
        (lambda x: absolute(x - 1.0) ** 2 + x**3, 2.0),
    ):
        assert WAYS[way](function, Value(0.0)) == pytest.approx(second, nan_ok=True)


def test_third_and_fourth_derivatives_at_a_kink():
    x = Value(0.0, "x")
    slopes = [absolute(x) ** 4]
    for _ in range(4):
        slopes += gradients(slopes[-1], [x])
    assert [slope.data for slope in slopes] == [0.0, 0.0, 0.0, 0.0, 24.0]
    cubed = gradients(gradients(absolute(x) ** 3, [x])[0], [x])[0]
    assert cubed.data == 0.0
    assert math.isnan(gradients(cubed, [x])[0].data)  # −6 and 6


def test_what_does_not_exist_says_where():
    x = Value(0.0, "x")
    (second,) = gradients(gradients(absolute(x), [x])[0], [x])
    assert second.name == "no derivative at the kink of |x|"
    assert second.name in str(explain_nonfinite(second))


def test_a_gradient_at_a_kink_can_be_replayed_beside_it():
    x = Value(0.0, "x")
    (slope,) = gradients(absolute(x) ** 2, [x])
    (second,) = gradients(slope, [x])
    assert (replay(slope)[slope], replay(second)[second]) == (0.0, 2.0)
    assert (replay(slope, {x: 3.0})[slope], replay(second, {x: -3.0})[second]) == (6.0, 2.0)
    x.data = 1.0
    with pytest.raises(GraphError):
        gradients(slope, [x])


def test_a_relu_network_with_a_net_of_exactly_0_is_not_poisoned():
    w, x, v = Value(0.0, "w"), Value(2.0, "x"), Value(3.0, "v")
    error = (v * relu(w * x) + v * v - 1.0) ** 2
    error.backward()
    assert (w.grad, v.grad) == (0.0, 2.0 * 8.0 * 6.0)
    assert hessian(error, [v])[0][0].data == 2.0 * 36.0 + 2.0 * 8.0 * 2.0


def test_a_series_that_is_cut_knows_no_term_from_there_on():
    t = Ray().series((0.0, 1.0))
    whole = t + t * t
    assert [repr(whole.until(end)) for end in (3, 2, 1, 0)] == ["1 t^1 + 1 t^2 + …", "1 t^1 + …", "…", "…"]
    assert (whole.until(1).at(0), math.isnan(whole.until(1).at(1))) == (0.0, True)
    assert [repr(series) for series in (whole.until(1) + t, t * t * whole.until(1))] == ["…", "…"]


def test_a_copy_of_a_gradient_at_a_kink_is_a_value_of_the_same_graph():
    x = Value(0.0, "x")
    slope = gradients(absolute(x) ** 2, [x])[0]
    twin = copy.copy(slope)
    assert (type(twin), twin.data, twin.parents) == (Value, slope.data, slope.parents)
