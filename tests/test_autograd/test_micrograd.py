"""The same expressions here and in micrograd, an engine that others wrote: equal numbers, equal gradients."""

import random

import pytest
from micrograd.engine import Value as Theirs

from autograd import Value

ENGINES = pytest.mark.parametrize("kind", [Value, Theirs], ids=["here", "micrograd"])


@ENGINES
def test_a_value_that_is_used_along_many_paths_gathers_all_of_them(kind):
    x = kind(-3.0)
    square = x * x
    dead, alive = x.relu(), (square + x).relu()  # 0 and 6
    y = alive * alive / 4 + dead * square - x
    y.backward()
    assert (alive.data, dead.data, y.data) == (6.0, 0.0, 12.0)
    assert (y.grad, alive.grad, dead.grad) == (1.0, 3.0, 9.0)
    assert x.grad == 3.0 * (2.0 * -3.0 + 1.0) - 1.0  # ½ alive · (2x + 1) − 1; relu of x passes nothing on


@ENGINES
def test_a_name_that_is_assigned_again_and_again_keeps_what_it_stood_for(kind):
    a, b = kind(0.5), kind(-1.25)
    total = a - b
    total += 1 + total
    total *= b
    total -= (b - a).relu() + (a - b).relu() * 2
    total /= 4
    total = total + 3 / a**2
    total.backward()
    # ((2(a − b) + 1) b − 2(a − b)) / 4 + 3/a², with a − b = 7/4
    assert total.data == (4.5 * -1.25 - 3.5) / 4 + 12
    assert a.grad == (2.0 * -1.25 - 2.0) / 4 - 48
    assert b.grad == (4.5 - 2.0 * -1.25 + 2.0) / 4


STEPS = (
    *(lambda a, b, n: a + b, lambda a, b, n: a - b, lambda a, b, n: a * b, lambda a, b, n: a / (b * b + 1)),
    *(lambda a, b, n: n + a, lambda a, b, n: n - a, lambda a, b, n: n * a, lambda a, b, n: n / (a * a + 0.5)),
    *(lambda a, b, n: a + n, lambda a, b, n: a - n, lambda a, b, n: a * n, lambda a, b, n: a / n),
    *(
        lambda a, b, n: a**2,
        lambda a, b, n: a**3,
        lambda a, b, n: (a * a + 1) ** -0.5,
        lambda a, b, n: (b * b + n) ** n,
    ),
    *(lambda a, b, n: -a, lambda a, b, n: a.relu(), lambda a, b, n: (b - a).relu(), lambda a, b, n: sum([a, b, a])),
)
"""Every operator of micrograd on either side, of two values and a positive number."""


def grown(kind, seed):
    """Three leaves and an expression of them that has grown at random, the same in every engine."""
    rng = random.Random(seed)
    values = [kind(rng.uniform(-2.0, 2.0)) for _ in range(3)]
    for _ in range(10):
        a, b = rng.choice(values), rng.choice(values)
        new = rng.choice(STEPS)(a, b, rng.choice((0.5, 1.5, 2, 3)))
        values.append(new if abs(new.data) < 10.0 else new * 0.001)
    output = sum(values)
    output.backward()
    return output, values


@pytest.mark.parametrize("seed", range(200))
def test_random_expressions_have_the_numbers_and_the_gradients_of_micrograd(seed):
    ours, theirs = grown(Value, seed), grown(Theirs, seed)
    assert ours[0].data == pytest.approx(theirs[0].data, rel=1e-12)
    numbers = [[x.grad for x in values[:3]] for _, values in (ours, theirs)]
    size = max(1.0, *(abs(value.grad) for value in theirs[1]))
    assert numbers[0] == pytest.approx(numbers[1], rel=1e-12, abs=1e-12 * size)
    assert [x.data for x in ours[1]] == pytest.approx([x.data for x in theirs[1]], rel=1e-12, abs=1e-13)
