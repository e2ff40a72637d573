"""The truth that the engine is measured by, itself against derivatives worked by hand, and against differences."""

import math

import pytest
from jets import UNKNOWN, Partly, Sides, first_derivatives, second_derivatives
from jets.jet import Jet, ray
from jets.taylor import mp

from autograd import (
    TABLE,
    Value,
    absolute,
    atan2,
    cbrt,
    clamp,
    cos,
    exp,
    floor,
    hypot,
    maximum,
    minimum,
    norm,
    relu,
    sqrt,
    tanh,
    where,
)


def bends(function, *point):
    """The second derivatives as floats, above the diagonal row by row; None where there is none."""
    leaves = [Value(x) for x in point]
    found = second_derivatives(function(*leaves), leaves)
    entries = [found[i, j] for i in range(len(point)) for j in range(i, len(point))]
    return [each if each is None or each is UNKNOWN or isinstance(each, Partly) else float(each) for each in entries]


def slopes(function, *point):
    leaves = [Value(x) for x in point]
    return first_derivatives(function(*leaves), leaves)


@pytest.mark.parametrize(
    ("function", "point", "by_hand"),
    [
        (lambda x, y: norm(x, y) ** 2, (0.0, 0.0), [2, 0, 2]),
        (lambda x, y: exp(-(norm(x - 0.25, y - 0.5) ** 2)), (0.25, 0.5), [-2, 0, -2]),
        (lambda x: absolute(x) ** 2, (0.0,), [2]),
        (lambda x: maximum(x, -x) ** 2, (0.0,), [2]),
        (lambda x, y: (1.0 + norm(x, y) ** 2) ** 0.5, (0.0, 0.0), [1, 0, 1]),
        (lambda x: norm(x), (0.0,), [None]),
        (lambda x, y: norm(x, y) ** 4, (0.0, 0.0), [0, 0, 0]),
        (lambda x, y: hypot(x, y) * tanh(hypot(x, y)), (0.0, 0.0), [2, 0, 2]),
        (lambda x, y, z: hypot(norm(x, y), z), (0.0, 0.0, 2.0), [0.5, 0, 0, 0.5, 0, 0]),
        (lambda x, y: maximum(x, y) * minimum(x, y), (0.5, 0.5), [0, 1, 0]),
        (lambda x, y: cos(maximum(x, y) - minimum(x, y)), (0.5, 0.5), [-1, 1, -1]),
        (lambda x: sqrt(x * x) ** 2, (0.0,), [2]),
        (lambda x: cbrt(x * x * x) * x, (0.0,), [2]),
        (lambda x: x * x * absolute(x), (0.0,), [0]),
        (lambda x: x * absolute(x), (0.0,), [None]),
        (lambda x: relu(x) ** 2, (0.0,), [None]),
        (lambda x: where(x, x * x, x * x), (0.0,), [2]),
        (lambda x: clamp(x, low=0.0, high=math.inf) ** 3, (0.0,), [0]),
        (lambda w, x: w * absolute(x), (0.0, 0.0), [0, None, 0]),
        (lambda x, y: absolute(x) + y * y, (0.0, 1.0), [None, Partly((0.0,)), 2]),
        (lambda x, y: absolute(x + y) * (x - y), (0.0, 0.0), [None, Partly((0.0, 0.0)), None]),
        (lambda x, y: x**y, (-2.0, 3.0), [-12, UNKNOWN, UNKNOWN]),
        (lambda y, x: atan2(y, x), (0.0, 0.0), [UNKNOWN] * 3),
        (lambda x: floor(x) * x, (2.0,), [UNKNOWN]),
    ],
)
def test_second_derivatives_at_kinks_are_those_worked_by_hand(function, point, by_hand):
    assert bends(function, *point) == by_hand


def test_a_slope_of_two_sides_is_both_of_them():
    assert slopes(absolute, 0.0) == [Sides(-1, 1)]
    assert slopes(maximum, 0.5, 0.5) == [Sides(0, 1), Sides(0, 1)]
    assert slopes(lambda x: relu(x) ** 2, 0.0) == [0]


def test_what_rounding_has_made_of_a_tie_is_not_judged():
    """0.1 + 0.2 is no 0.3 in floats, and 1 + 1e-20 is 1: the engine's kink is not where the numbers have it."""
    assert slopes(lambda x: absolute(1.0 + x - 1.0), 1e-20) == [UNKNOWN]
    assert slopes(lambda x: absolute(x + 0.2 - 0.3), 0.1) != [UNKNOWN]


@pytest.mark.parametrize("op", [op for op in TABLE.values() if op.arity == 1 and not op.takes], ids=lambda op: op.name)
def test_every_row_of_one_operand_agrees_with_differences_of_sixty_digits(op):
    point = next(x for (x,) in op.samples if 0.05 < abs(x) < 50 and x not in (3.0, -3.0))
    leaf = Value(point)
    (slope,), bends = first_derivatives(op(leaf), [leaf]), second_derivatives(op(leaf), [leaf])
    h = mp.mpf(10) ** -15
    left, here, right = (op(Jet(ray(0), [mp.mpf(point) + step])).terms[0] for step in (-h, 0, h))
    assert abs(slope - (right - left) / (2 * h)) <= 1e-20 * (1 + abs(slope))
    assert abs(bends[0, 0] - (right - 2 * here + left) / h**2) <= 1e-20 * (1 + abs(bends[0, 0]))
