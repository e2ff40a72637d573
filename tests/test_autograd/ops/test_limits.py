"""At infinite operands every row and its first derivative have their limits, nan where there is none."""

import itertools
import math
from math import inf, nan, pi

import mpmath
import pytest

from autograd import (
    TABLE,
    Value,
    at_least,
    at_most,
    clamp,
    gradients,
    log_softmax,
    logaddexp,
    logsumexp,
    maximum,
    softmax,
    softmax_rest,
)

SELU, ALPHA = 1.0507009873554805, 1.6732632423543772  # as in the paper of Klambauer et al.
NONE = (nan, nan)
LIMITS = {
    # straight lines, and powers that outgrow them
    "negate": ((inf, -1.0), (-inf, -1.0)),
    "linear": ((-inf, 1.0), (inf, 1.0)),
    "stop_gradient": ((-inf, 0.0), (inf, 0.0)),  # a constant
    "absolute": ((inf, -1.0), (inf, 1.0)),
    "square": ((inf, -inf), (inf, inf)),
    "one_minus_square": ((-inf, inf), (-inf, -inf)),
    "raised 3": ((-inf, inf), (inf, inf)),
    "raised 2": ((inf, -inf), (inf, inf)),
    "raised 1": ((-inf, 1.0), (inf, 1.0)),
    "raised 0": ((1.0, 0.0), (1.0, 0.0)),
    "raised -2": ((0.0, 0.0), (0.0, 0.0)),
    "raised 0.5": ((inf, 0.0), (inf, 0.0)),  # at −∞ no limit: the pow of IEEE 754
    "reciprocal": ((0.0, 0.0), (0.0, 0.0)),
    # exponentials: to 0 on the left, beyond all powers on the right
    "exp": ((0.0, 0.0), (inf, inf)),
    "exp2": ((0.0, 0.0), (inf, inf)),
    "expm1": ((-1.0, 0.0), (inf, inf)),
    "sinh": ((-inf, inf), (inf, inf)),
    "cosh": ((inf, -inf), (inf, inf)),
    # logarithms and roots: ever flatter, and not defined on the left
    "log": (NONE, (inf, 0.0)),
    "log1p": (NONE, (inf, 0.0)),
    "log2": (NONE, (inf, 0.0)),
    "log10": (NONE, (inf, 0.0)),
    "sqrt": (NONE, (inf, 0.0)),
    "acosh": (NONE, (inf, 0.0)),
    "cbrt": ((-inf, 0.0), (inf, 0.0)),
    "asinh": ((-inf, 0.0), (inf, 0.0)),
    # not defined beyond ±1, or beyond 0 and 1
    **dict.fromkeys(("asin", "acos", "atanh", "logit"), (NONE, NONE)),
    # for ever up and down
    **dict.fromkeys(("sin", "cos", "tan"), (NONE, NONE)),
    # between two horizontal lines
    "atan": ((-pi / 2, 0.0), (pi / 2, 0.0)),
    "erf": ((-1.0, 0.0), (1.0, 0.0)),
    "erfc": ((2.0, 0.0), (0.0, 0.0)),
    "tanh": ((-1.0, 0.0), (1.0, 0.0)),
    "hard_tanh": ((-1.0, 0.0), (1.0, 0.0)),
    "softsign": ((-1.0, 0.0), (1.0, 0.0)),
    "sigmoid_slope": ((0.0, 0.0), (0.0, 0.0)),
    "sign": ((-1.0, 0.0), (1.0, 0.0)),
    "sigmoid": ((0.0, 0.0), (1.0, 0.0)),
    "hard_sigmoid": ((0.0, 0.0), (1.0, 0.0)),
    "positive": ((0.0, 0.0), (1.0, 0.0)),
    "step": ((0.0, 0.0), (1.0, 0.0)),
    "clamp -1 0.3": ((-1.0, 0.0), (0.3, 0.0)),
    # a line on one side: x·σ(x) goes to 0 as the exponential wins
    "relu": ((0.0, 0.0), (inf, 1.0)),
    "softplus": ((0.0, 0.0), (inf, 1.0)),
    "silu": ((0.0, 0.0), (inf, 1.0)),
    "gelu": ((0.0, 0.0), (inf, 1.0)),
    "gelu_tanh": ((0.0, 0.0), (inf, 1.0)),
    "log_sigmoid": ((-inf, 1.0), (0.0, 0.0)),
    "clamp 0 inf": ((0.0, 0.0), (inf, 1.0)),
    **{f"at_least {bound:g}": ((bound, 0.0), (inf, 1.0)) for bound in (0.3, 0.0, -1.0)},
    **{f"at_most {bound:g}": ((-inf, 1.0), (bound, 0.0)) for bound in (0.3, 0.0, -1.0)},
    **{f"leaky_relu {slope:g}": ((-inf, slope), (inf, 1.0)) for slope in (0.1, 2.0)},
    "leaky_relu 0": ((0.0, 0.0), (inf, 1.0)),
    "elu 1": ((-1.0, 0.0), (inf, 1.0)),
    "elu 0.3": ((-0.3, 0.0), (inf, 1.0)),
    "selu": ((-SELU * ALPHA, 0.0), (inf, SELU)),
    # steps for ever: as IEEE 754 has it, no float of that size has digits behind the point
    "floor": ((-inf, 0.0), (inf, 0.0)),
    "ceil": ((-inf, 0.0), (inf, 0.0)),
}
"""For each row of one operand and its static arguments: the value and the slope at −∞, and at ∞."""


def unary():
    for row in TABLE.values():
        if row.arity == 1:
            for static in row.bindings if row.takes else [{}]:
                name = " ".join([row.name, *(f"{number:g}" for number in static.values())])
                yield pytest.param(name, row.bind(**static) if static else row, id=name)


each_unary = pytest.mark.parametrize(("name", "op"), list(unary()))


@each_unary
def test_a_row_of_one_operand_has_its_limits(name, op):
    for x, (limit, slope) in zip((-inf, inf), LIMITS[name], strict=True):
        value = Value(x)
        out = op(value)
        composed = op.forward(value, **op.static).data if op.fast else out.data
        (local,) = out.local_derivatives
        assert out.data == pytest.approx(limit, rel=1e-15, nan_ok=True)
        assert composed == pytest.approx(limit, rel=1e-15, nan_ok=True)
        if limit == limit:  # where there is no value, nothing is said about a slope
            assert local == pytest.approx(slope, rel=1e-15)
            assert gradients(out, [value])[0].data == local


@each_unary
def test_nan_gives_nan(name, op):
    assert math.isnan(op(nan)) or name == "raised 0"
    assert math.isnan(op(Value(nan)).data) or name == "raised 0"


APPROACHES = [(100, 200, 400), (400, 200, 100), (200, 400, 100), (300, 300, 300), (301, 300, 300), (300, 301, 300)]
APPROACHES.append((300, 300, 301))


def logarithm(nets, index=None):
    whole = mpmath.log(sum(map(mpmath.exp, nets)))
    return whole if index is None else nets[int(index)] - whole


IN_MPMATH = {
    "logsumexp": logarithm,
    "logaddexp": logarithm,
    "log_softmax": logarithm,
    "softmax": lambda nets, index: mpmath.exp(logarithm(nets, index)),
    "softmax_rest": lambda nets, index: 1 - mpmath.exp(logarithm(nets, index)),
}


def slope(function, nets, place, **static):
    """Central differences with more digits than e^400 takes."""
    step = mpmath.mpf(10) ** -30
    moved = [[x + by * (n == place) for n, x in enumerate(nets)] for by in (step, -step)]
    return (function(moved[0], **static) - function(moved[1], **static)) / (2 * step)


def limit(function, point):
    """What a function of several numbers comes close to along every approach to infinite ones; nan if they differ."""
    found = []
    for sizes in APPROACHES:
        far = [math.copysign(size, x) if math.isinf(x) else x for x, size in zip(point, sizes, strict=False)]
        number = function([mpmath.mpf(x) for x in far])
        found.append(math.copysign(inf, number) if abs(number) > 90 else float(number))
    return found[0] if all(number == pytest.approx(found[0], rel=1e-12, abs=1e-30) for number in found) else nan


def nets():
    for count in (1, 2, 3):
        for point in itertools.product((-inf, -0.7, 0.4, inf), repeat=count):
            if len({x for x in point if math.isfinite(x)}) == len([x for x in point if math.isfinite(x)]):
                yield point


ROWS = [
    logsumexp,
    logaddexp,
    *(row.bind(index=place) for row in (softmax, softmax_rest, log_softmax) for place in range(3)),
]


@pytest.mark.parametrize("op", ROWS, ids=repr)
def test_sums_of_exponentials_have_their_limits(op):
    function = IN_MPMATH[op.name]
    with mpmath.workdps(400):
        for point in nets():
            if len(point) not in ((2,) if op.arity else (1, 2, 3)) or op.static.get("index", 0) >= len(point):
                continue
            value = op(*map(Value, point))
            true = limit(lambda nets: function(nets, **op.static), point)
            composed = op.forward(*map(Value, point), **op.static)
            for ours in (value.data, getattr(composed, "data", composed)):
                assert ours == pytest.approx(true, rel=1e-14, abs=1e-30, nan_ok=True), (point, ours, true)
            for place, ours in enumerate(value.local_derivatives):
                true = limit(lambda nets, place=place: slope(function, nets, place, **op.static), point)
                if point.count(inf) < 2 or math.isnan(true):  # what two infinite operands share is not known
                    assert ours == pytest.approx(true, rel=1e-14, abs=1e-30, nan_ok=True), (point, place, ours, true)


@pytest.mark.parametrize("operate", [logaddexp, logsumexp, maximum])
def test_minus_infinity_is_neutral_and_the_order_does_not_matter(operate):
    for a, b, c in itertools.product((-inf, -3.0, 2.0, inf), repeat=3):
        left = operate(operate(Value(a), Value(b)), Value(c))
        right = operate(Value(a), operate(Value(b), Value(c)))
        assert left.data == pytest.approx(right.data, rel=1e-15)
        if b == c == -inf:
            assert left.data == right.data == a


@pytest.mark.parametrize("x", [-inf, -1e300, -0.5, 0.0, 0.5, 1e300, inf])
def test_a_bound_that_is_infinite_binds_nothing(x):
    for op in (at_least.bind(bound=-inf), at_most.bind(bound=inf), clamp.bind(low=-inf, high=inf)):
        value = op(Value(x))
        assert (value.data, value.local_derivatives) == (x, (1.0,))
    below, above = clamp(Value(x), high=0.25), clamp(Value(x), low=0.25)
    assert (below.data, below.local_derivatives) == (min(x, 0.25), (float(x < 0.25),))
    assert (above.data, above.local_derivatives) == (max(x, 0.25), (float(x > 0.25),))
