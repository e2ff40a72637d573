"""Rows called as people write them: static arguments in their places, operands in sequences."""

import math

import numpy as np
import pytest

from autograd import (
    TABLE,
    Value,
    clamp,
    dot,
    elu,
    leaky_relu,
    log_softmax,
    logsumexp,
    mean,
    norm,
    product,
    softmax,
    total,
    weighted_sum,
)

OPEN = [row for row in TABLE.values() if row.takes and row.arity]


@pytest.mark.parametrize("row", OPEN, ids=lambda row: row.name)
def test_static_arguments_follow_the_operands_or_have_names(row):
    for static in row.bindings:
        operands = [Value(x) for x in row.samples[0]]
        bound = row.bind(**static)
        for out in (
            row(*operands, *static.values()),
            row(*operands, **static),
            getattr(operands[0], row.name)(*operands[1:], *static.values()),
        ):
            assert out.op is bound


@pytest.mark.parametrize(
    ("call", "static"),
    [
        (lambda a: a.clamp(0, 1), {"low": 0.0, "high": 1.0}),
        (lambda a: a.clamp(min=0, max=1), {"low": 0.0, "high": 1.0}),
        (lambda a: a.clamp(0, max=1), {"low": 0.0, "high": 1.0}),
        (lambda a: clamp(a, min=0), {"low": 0.0, "high": math.inf}),
        (lambda a: clamp(a, high=2), {"low": -math.inf, "high": 2.0}),
        (lambda a: a.leaky_relu(), {"slope": 0.01}),
        (lambda a: leaky_relu(a, 0.1), {"slope": 0.1}),
        (lambda a: leaky_relu(a, negative_slope=0.3), {"slope": 0.3}),
        (lambda a: a.elu(), {"alpha": 1.0}),
        (lambda a: elu(a, 0.5), {"alpha": 0.5}),
    ],
)
def test_usual_numbers_and_other_names_of_static_arguments(call, static):
    assert call(Value(-2.0)).op.static == static


@pytest.mark.parametrize(
    "call",
    [
        lambda: clamp(1.0, 0, 1, 2),
        lambda: clamp(1.0, 0, low=0),
        lambda: clamp(1.0, min=0, low=0),
        lambda: leaky_relu(Value(1.0), 0.1, slope=0.1),
    ],
)
def test_a_static_argument_is_given_once(call):
    with pytest.raises(TypeError, match=r"it takes 1 operand\(s\), then \w+.*, each once"):
        call()


SEVERAL = [mean, norm, product, total, logsumexp]


@pytest.mark.parametrize("row", SEVERAL, ids=lambda row: row.name)
def test_operands_may_come_in_a_sequence(row):
    a, b = Value(2.0), Value(3.0)
    for several in ([a, b], (a, b), iter([a, b]), np.array([a, b])):
        out = row(several)
        assert (out.op, out.parents, out.data) == (row, (a, b), row(2.0, 3.0))
    assert row(np.array(2.0)) == row(np.array([2.0])) == row(2.0)
    assert row(np.array([2.0, 3.0])) == row([2, 3]) == row(2.0, 3.0)


def test_a_dot_product_takes_two_vectors_of_one_length():
    a, b = [Value(2.0), Value(3.0)], [Value(5.0), 7.0]
    assert dot(a, b).data == 2.0 * 5.0 + 3.0 * 7.0
    assert dot(a, b).parents[:3] == (*a, b[0])
    with pytest.raises(TypeError, match="dot was given 2 and 1 numbers; give as many each"):
        dot(a, [1.0])
    with pytest.raises(TypeError, match=r"dot takes its operands one by one or as dot\(\[a, b, …\], \[c, d, …\]\)"):
        dot(a, b, a)


def test_sequences_beside_one_another_are_refused_where_one_is_taken():
    for call in (lambda: mean([1.0], [2.0]), lambda: mean(1.0, [2.0]), lambda: weighted_sum([1.0], [2.0], 3.0)):
        with pytest.raises(TypeError, match=r"takes its operands one by one or as \w+\(\[a, b, …\]\); it was given"):
            call()
    with pytest.raises(TypeError, match="mean needs at least one operand"):
        mean([])
    with pytest.raises(TypeError, match=r"'ab' \(str\) is not a number"):
        mean("ab")


@pytest.mark.parametrize("row", [softmax, log_softmax], ids=lambda row: row.name)
def test_without_an_index_a_softmax_gives_all_its_outs(row):
    nets = [Value(0.3), Value(-0.2), Value(1.1)]
    for outs in (row(nets), row(*nets)):
        assert [out.op for out in outs] == [row.bind(index=place) for place in range(3)]
    assert row(nets, index=1).data == row(0.3, -0.2, 1.1, index=1)
    assert sum(softmax([0.3, -0.2, 1.1])) == pytest.approx(1.0, rel=1e-15)
