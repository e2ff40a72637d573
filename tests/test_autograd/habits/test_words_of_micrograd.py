"""Words that other engines have for parents, operations and slopes, read on a Value."""

import pytest
from micrograd.engine import Value as Theirs

from autograd import TABLE, Value, leaky_relu, softmax, weighted_sum
from nn import Parameter


@pytest.mark.parametrize(
    "step",
    [
        *(lambda a: a + 1, lambda a: 1 + a, lambda a: a * a, lambda a: a * 2.5, lambda a: 2 * a, lambda a: a.relu()),
        *(lambda a: a**3, lambda a: a**-2, lambda a: a**0.5, lambda a: a**2, lambda a: (a + 1).relu() * a),
    ],
)
def test_what_micrograd_records_as_one_node_has_its_word(step):
    ours, theirs = step(Value(1.5)), step(Theirs(1.5))
    assert ours._op == theirs._op
    assert len(ours._prev) == len(theirs._prev)
    assert {parent.data for parent in ours._prev} == {parent.data for parent in theirs._prev}


def test_an_exponent_is_written_the_same_whichever_kind_of_number_came_first():
    a = Value(2.0)
    assert {(a**7.0)._op, (a**7)._op, (a**7.0)._op} == {"**7"}
    assert (a**0.1)._op == "**0.1"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        *((Value(1.0), ""), (-Value(1.0), "-"), (Value(1.0) - 2.0, "-"), (Value(1.0) / 2.0, "/")),
        *((Value(1.0) ** Value(2.0), "**"), (2.0 ** Value(1.0), "**"), (Value(1.0).tanh(), "tanh")),
        *((weighted_sum(Value(1.0), 2.0, 3.0), "weighted_sum"), (softmax(Value(1.0), 2.0, index=1), "softmax")),
        (leaky_relu(Value(1.0), slope=0.1), "leaky_relu"),
    ],
)
def test_what_micrograd_does_not_record_has_pythons_operator_or_the_name_of_its_row(value, word):
    assert value._op == word


def test_every_row_has_a_word():
    for op in TABLE.values():
        value = op(*map(Value, op.samples[0]), **(op.bindings[0] if op.bindings else {}))
        assert value._op
        assert "{" not in value._op


def test_parents_are_a_set_or_a_tuple_with_their_slopes():
    a, b = Value(3.0), Parameter(-2.0)
    square, product = a * a, a * b
    assert (square._prev, square._children, square._local_grads) == ({a}, (a, a), (3.0, 3.0))
    assert (product._prev, product._children, product._local_grads) == ({a, b}, (a, b), (-2.0, 3.0))
    assert (a._prev, a._children, a._local_grads, b._op) == (set(), (), (), "")


def test_a_closure_is_refused_with_what_to_write_and_the_words_are_for_reading():
    a = Value(2.0)
    assert not hasattr(a, "_backward")
    with pytest.raises(AttributeError, match=r"no _backward.*write operation\('name', forward=…, local_derivatives"):
        a._backward = lambda: None
    for word in ("_prev", "_op", "_children", "_local_grads"):
        with pytest.raises(AttributeError):
            setattr(a, word, ())
