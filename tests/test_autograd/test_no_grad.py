"""Inside of `no_grad` nothing is recorded, in this thread and no other; what differentiates does so all the same."""

import operator
import threading

import pytest

import autograd
from autograd import TABLE, Value, grad, gradients, hessian, hvp, jacobian, jvp, no_grad, value_and_grad, vjp
from nn import MLP

OPERATORS = [
    *(operator.add, operator.sub, operator.mul, operator.truediv, operator.pow),
    *(lambda x, y: 2.0 - x, lambda x, y: x**3, lambda x, y: -y, lambda x, y: abs(x), lambda x, y: sum([x, y])),
]


def is_leaf(value):
    return (value.op, value.parents, value.local_derivatives) == (None, (), ())


@pytest.mark.parametrize("compute", OPERATORS)
def test_operators_give_leaves_with_the_same_numbers(compute):
    x, y = Value(1.5), Value(0.5)
    recorded = compute(x, y)
    with no_grad():
        result = compute(x, y)
    assert is_leaf(result)
    assert result.data == recorded.data
    assert not is_leaf(compute(x, y))


@pytest.mark.parametrize("op", TABLE.values(), ids=TABLE)
def test_every_row_gives_a_leaf(op):
    bound = op.bind(**op.bindings[0]) if op.takes else op
    operands = [Value(x) for x in op.samples[0]]
    with no_grad():
        result = bound(*operands)
    assert is_leaf(result)
    assert result.data == bound(*operands).data


def test_a_network_gives_a_leaf():
    network = MLP(2, [3, 1])
    with no_grad():
        out = network([0.5, -0.5])
    assert is_leaf(out)
    assert out.data == network([0.5, -0.5]).data


def test_it_may_stand_inside_itself_and_ends_with_an_exception():
    x = Value(2.0)
    with no_grad():
        with no_grad():
            pass
        assert is_leaf(x * x)
        with pytest.raises(ZeroDivisionError), no_grad():
            raise ZeroDivisionError
        assert is_leaf(x * x)
    assert not is_leaf(x * x)


def test_it_is_a_decorator_too():
    @no_grad()
    def square(x):
        return x * x

    assert is_leaf(square(Value(3.0)))
    assert is_leaf(square(Value(3.0)))


def test_other_threads_go_on_recording():
    x, recorded, ours = Value(2.0), [], []
    inside, looked = threading.Event(), threading.Event()

    def record():
        inside.wait(10)
        recorded.append(x * x)
        with no_grad():
            recorded.append(x * x)
        recorded.append(x * x)
        looked.set()

    thread = threading.Thread(target=record)
    thread.start()
    with no_grad():
        inside.set()
        looked.wait(10)
        ours.append(x * x)
    thread.join()
    assert [is_leaf(value) for value in (*recorded, *ours)] == [False, True, False, True]


def test_derivatives_are_the_same_inside():
    def derivatives():
        x, y = leaves
        return [
            *(d.data for d in gradients(out, leaves)),
            *(d.data for line in hessian(out, leaves) for d in line),
            *(d.data for line in jacobian([out, out], leaves) for d in line),
            *(d.data for d in (*vjp([out], leaves, [2.0]), *jvp([out], leaves, [1.0, 2.0]))),
            *(d.data for d in hvp(out, leaves, [1.0, 2.0])),
            grad(grad(lambda x: x * x * x))(2.0),
            *value_and_grad(lambda x: x * x)(3.0),
            gradients(gradients(out, [x])[0], [y])[0].data,
        ]

    leaves = [Value(2.0), Value(3.0)]
    out = leaves[0] * leaves[0] * leaves[1]
    outside = derivatives()
    with no_grad():
        assert derivatives() == outside
    assert outside[:6] == [12.0, 4.0, 6.0, 4.0, 4.0, 0.0]  # of x²y at (2, 3)


def test_it_is_public():
    assert "no_grad" in autograd.__all__
