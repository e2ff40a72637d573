"""Arrays: arithmetic with values gives arrays of Values, everything else is refused with what to write."""

import operator

import numpy as np
import pytest

from autograd import Value, gradients

OPERATIONS = [
    *(operator.add, operator.sub, operator.mul, operator.truediv),
    *(operator.pow, operator.floordiv, operator.mod),
]
ARRAYS = [np.array([1.0, 2.5]), np.array([[1, 2], [3, 4]]), np.array([0.5], dtype=np.float32), np.empty((0, 2))]


def numbers(array):
    return [value.data for value in array.flat]


@pytest.mark.parametrize("array", ARRAYS, ids=lambda array: f"{array.dtype}{array.shape}")
@pytest.mark.parametrize("operate", OPERATIONS, ids=lambda operate: operate.__name__)
def test_an_array_of_numbers_beside_a_value_gives_an_array_of_values(operate, array):
    v = Value(2.0, "v")
    for out, true in ((operate(v, array), operate(2.0, array)), (operate(array, v), operate(array, 2.0))):
        assert (out.shape, out.dtype) == (array.shape, object)
        assert all(type(entry) is Value for entry in out.flat)
        assert numbers(out) == pytest.approx(list(true.flat), rel=1e-15)


@pytest.mark.parametrize("kind", [np.float64, np.float32, np.int64, np.array])
@pytest.mark.parametrize("operate", OPERATIONS, ids=lambda operate: operate.__name__)
def test_a_scalar_of_numpy_beside_a_value_gives_a_value(operate, kind):
    v = Value(2.0)
    for out, true in ((operate(kind(3), v), operate(3.0, 2.0)), (operate(v, kind(3)), operate(2.0, 3.0))):
        assert type(out) is Value
        assert (out.data, type(out.data)) == (true, float)


def test_matrix_products_are_made_of_values():
    a, b = Value(3.0, "a"), Value(4.0, "b")
    vector, numeric = np.array([a, b]), np.array([[1.0, 2.0], [3.0, 4.0]])
    matrix = np.array([[a, b], [b, a]])
    assert numbers(numeric @ vector) == [11.0, 25.0]
    assert numbers(matrix @ vector) == [25.0, 24.0]
    assert numbers(matrix @ numeric) == [15.0, 22.0, 13.0, 20.0]
    form = vector @ numeric @ vector  # a² + 5ab + 4b²
    assert (form.data, [slope.data for slope in gradients(form, [a, b])]) == (133.0, [26.0, 47.0])


@pytest.mark.parametrize(
    ("reduce", "true", "slopes"),
    [
        (np.sum, 7.0, [1.0, 1.0]),
        (np.mean, 3.5, [0.5, 0.5]),
        (np.prod, 12.0, [4.0, 3.0]),
        (lambda x: np.dot(x, x), 25.0, [6.0, 8.0]),
        (np.linalg.norm, 5.0, [0.6, 0.8]),
        (lambda x: np.linalg.norm(x, ord=1), 7.0, [1.0, 1.0]),
        (lambda x: np.linalg.norm(x, axis=0), 5.0, [0.6, 0.8]),
        (np.var, 0.25, [-0.5, 0.5]),
        (np.std, 0.5, [-0.5, 0.5]),
        (lambda x: np.sqrt(x)[1], 2.0, [0.0, 0.25]),
    ],
)
def test_what_numpy_makes_of_arithmetic_has_gradients(reduce, true, slopes):
    a, b = Value(3.0), Value(4.0)
    out = reduce(np.array([a, b]))
    assert type(out) is Value
    assert out.data == pytest.approx(true, rel=1e-15)
    assert [slope.data for slope in gradients(out, [a, b])] == pytest.approx(slopes, rel=1e-14)


def test_functions_that_are_arithmetic_take_a_value():
    v = Value(-4.0, "v")
    assert (np.negative(v).data, np.abs(v).data, np.square(v).data, np.positive(v)) == (4.0, 4.0, 16.0, v)
    assert np.sqrt(-v).data == 2.0
    assert np.conjugate(v) is v.conjugate() is v
    assert np.add(v, 1).data == np.add(1, v).data == -3.0


def test_comparisons_give_truth_values_and_equality_is_identity():
    v = Value(2.0)
    assert (np.float64(1.0) < v, np.float64(2.0) == v) == (True, False)
    for truths in (np.array([1.0, 3.0]) < v, np.less(np.array([1.0, 3.0]), v)):
        assert (truths.dtype, truths.tolist()) == (bool, [True, False])
    assert (np.array([v, 2.0], dtype=object) == v).tolist() == [True, False]


def test_arrays_of_values_are_added_to_in_place_and_those_of_numbers_refuse():
    v, sums = Value(2.0, "v"), np.zeros(2, dtype=object)
    sums += v
    assert numbers(sums) == [2.0, 2.0]
    plain = np.zeros(2)
    with pytest.raises(TypeError, match="is a Value, and a plain number would not remember"):
        plain += v
    assert plain.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda v: np.exp(v), r"np\.exp was given loss, a Value, .*: write exp\(loss\), the exp of autograd"),
        (lambda v: np.arctan2(v, 1.0), r"write atan2\(loss, y\)"),
        (lambda v: np.arcsin(v), r"write asin\(loss\)"),
        (lambda v: np.maximum(v, 0), r"write maximum\(loss, y\)"),
        (lambda v: np.heaviside(v, 0.5), r"write step\(loss\)"),
        (lambda v: np.isnan(v), r"np\.isnan was given .* take its number, loss\.data"),
        (lambda v: np.add.reduce(v), r"np\.add\.reduce was given .* take its number, loss\.data"),
        (lambda v: np.add(v, 1.0, where=np.True_), r"np\.add was given"),
        (lambda v: np.array([1.0]) @ v, r"np\.matmul was given"),
        (lambda v: np.array([v], float), r"write loss\.data for the number; .* np\.array\(values, dtype=object\)"),
        (lambda v: np.array([True]) * v, r"True \(bool\) is not a number: a comparison has no derivative"),
        (lambda v: np.array(["a"]) * v, r"'a' \(str\) is not a number"),
        (lambda v: np.multiply([1.0], v), r"\[1.0\] \(list\) is not a number"),
    ],
)
def test_everything_else_is_refused_with_what_to_write(call, message):
    with pytest.raises(TypeError, match=message):
        call(Value(0.5, "loss"))
