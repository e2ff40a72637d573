"""Every row at ordinary points, at edges and at kinks: all public ways to a derivative give the same bits.

Or the same named refusal. Which points are edges is not said anywhere: a grid of special numbers finds them.
"""

import math

import pytest
import ways
from points import BOUND, points
from ways import Refused, answer, differ, filled

from autograd import TABLE, Value, grad, gradients, jacobian

each_row = pytest.mark.parametrize("op", BOUND, ids=repr)


def others(op, point, alike, otherwise, shown=lambda answered: answered):
    """What the ways say that do not say what the first one does."""
    ours = shown(answer(alike[0], op, point))
    for way in (*alike[1:], *otherwise):
        other = shown(answer(way, op, point))
        if way in alike or isinstance(ours, Refused) or isinstance(other, Refused):
            is_other = differ(ours, other)
        else:
            is_other = any(differ([a], [b], 1e-12 * (1.0 + abs(a))) for a, b in zip(ours, other, strict=True))
        if is_other:
            yield way.__name__, point, other, ours


@each_row
def test_all_ways_to_a_first_derivative_give_the_same_bits_or_the_same_refusal(op):
    wrong = [each for point in points(op) for each in others(op, point, ways.FIRST, ways.FIRST_OTHERWISE)]
    assert not wrong, "\n".join(map(str, wrong))


@each_row
def test_all_ways_to_a_second_derivative_give_the_same_bits_or_the_same_refusal(op):
    wrong = [each for point in points(op) for each in others(op, point, ways.SECOND, ways.SECOND_OTHERWISE, filled)]
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("n", range(5))
def test_derivatives_of_a_power_at_0_beyond_its_exponent_are_0(n):
    """The k-th derivative of xⁿ is n!/(n−k)! x^(n−k), by every way that can be taken again."""

    def falling(x):
        return x ** Value(float(n))

    x = Value(0.0)
    by_gradients, by_jacobian, by_grad = falling(x), falling(x), falling
    for k in range(1, n + 3):
        (by_gradients,) = gradients(by_gradients, [x])
        ((by_jacobian,),) = jacobian([by_jacobian], [x])
        by_grad = grad(by_grad)
        true = float(math.factorial(n)) if k == n else 0.0
        assert (by_gradients.data, by_jacobian.data, by_grad(0.0)) == (true, true, true), k


def test_the_grid_finds_edges_of_domains_and_kinks():
    """Where a local derivative is infinite or does not exist, and where a row has a kink."""
    edges, kinks = set(), set()
    for op in BOUND:
        for point in points(op):
            value = op(*map(Value, point))
            edges |= {op.name for local in value.local_derivatives if not math.isfinite(local)}
            if op.kinks and 0.0 in op.kinks(*point, **op.static):
                kinks.add(op.name)
    assert {"sqrt", "cbrt", "asin", "acos", "acosh", "power", "raised"} <= edges
    assert kinks == {op.name for op in TABLE.values() if op.kinks}
