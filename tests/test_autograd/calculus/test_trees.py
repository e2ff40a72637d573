"""Derivatives of functions of trees: numbers, lists, dicts and arrays in, the same form out."""

import math
from collections import namedtuple

import numpy as np
import pytest
from records import changeable

from autograd import Value, exp, grad, gradients, hessian, hvp, jacobian, jvp, sin, softmax, value_and_grad, vjp

Pair = namedtuple("Pair", "w b")


def squares(tree):
    """Σ k·xₖ² over all leaves in their order, whose gradient is 2·k·xₖ."""
    return sum(place * x * x for place, x in enumerate(leaves(tree), 1))


def leaves(tree):
    if isinstance(tree, dict):
        return [leaf for part in tree.values() for leaf in leaves(part)]
    if isinstance(tree, list | tuple):
        return [leaf for part in tree for leaf in leaves(part)]
    return list(tree.flat) if isinstance(tree, np.ndarray) else [tree]


def same(one, other):
    """Equal in form, kinds and numbers."""
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, np.ndarray):
        return isinstance(other, np.ndarray) and one.dtype == other.dtype and np.array_equal(one, other)
    return type(one) is type(other) and one == other


@pytest.mark.parametrize(
    ("tree", "true"),
    [
        (3.0, 6.0),
        (3, 6.0),
        ([1.0, 2.0], [2.0, 8.0]),
        ({"w": [1.0, 2.0], "b": 0.5}, {"w": [2.0, 8.0], "b": 3.0}),
        (((1.0,), [], {"x": [2.0]}), ((2.0,), [], {"x": [8.0]})),
        (Pair([1.0], 2.0), Pair([2.0], 8.0)),
        (np.array([1.0, 2.0]), np.array([2.0, 8.0])),
        (np.array([[1, 2], [3, 4]]), np.array([[2.0, 8.0], [18.0, 32.0]])),
        ({"w": np.array([[1.0, 2.0]]), "b": [np.float64(3.0)]}, {"w": np.array([[2.0, 8.0]]), "b": [18.0]}),
        (np.array(3.0), 6.0),
    ],
    ids=repr,
)
def test_the_gradient_has_the_form_of_the_argument(tree, true):
    assert same(grad(squares)(tree), true)
    value, slope = value_and_grad(squares)(tree)
    assert value == sum(place * float(x) ** 2 for place, x in enumerate(leaves(tree), 1))
    assert same(slope, true)


def test_several_arguments_and_keywords():
    def loss(params, x, scale=1.0):
        return scale * (params["w"] * x[0] + params["b"] * x[1])

    params, x = {"w": 2.0, "b": 3.0}, (5.0, 7.0)
    assert grad(loss, argnums=(0, 1))(params, x, scale=2.0) == ({"w": 10.0, "b": 14.0}, (4.0, 6.0))
    assert grad(loss, argnums=-1)(params, x) == (2.0, 3.0)


def test_a_loss_written_with_numpy():
    """∂/∂W ½‖W x − y‖² = (W x − y) xᵀ."""
    weights, x, y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, -6.0]), np.array([0.5, 1.0])

    def loss(weights):
        rest = weights @ x - y
        return rest @ rest / 2

    assert np.array_equal(grad(loss)(weights), np.outer(weights @ x - y, x))


def test_values_in_a_tree_give_values_that_can_be_differentiated_again():
    w = Value(2.0, "w")
    (slope,) = grad(lambda p: p[0] * p[0] * p[0])([w])
    assert isinstance(slope, Value)
    assert gradients(slope, [w])[0].data == 12.0
    made = grad(squares)(np.array([w, 1.0]))
    assert [type(entry) for entry in made] == [Value, Value]


def test_calls_inside_one_another_keep_what_the_outer_one_differentiates_by():
    outer = grad(lambda p: p["x"] * grad(lambda q: q[0] * p["x"] * q[0])([p["x"]])[0])({"x": 3.0})
    assert outer == {"x": 18.0 * 3.0}  # ∂/∂x x · 2 x² = 6 x²
    assert grad(lambda x: jacobian(lambda y: [x * y, x * x * y])(1.0)[1])(3.0) == 6.0
    assert grad(lambda x: jvp(lambda y: x * y * y, (2.0,), (1.0,))[1])(3.0) == 4.0
    assert grad(lambda x: vjp(lambda y: x * y * y, 2.0)[1](1.0)[0])(3.0) == 4.0
    assert grad(lambda x: hvp(lambda y: x * x * y * y, (2.0,), (1.0,)))(3.0) == 12.0


def test_a_jacobian_has_for_each_out_a_tree_like_the_argument():
    assert jacobian(sin)(0.3) == math.cos(0.3)
    assert jacobian(lambda x: {"p": x[0] * x[1], "q": [x[0]]})([2.0, 3.0]) == {"p": [3.0, 2.0], "q": [[1.0, 0.0]]}
    assert jacobian(lambda x, y: [x * y, 1.0], argnums=(0, 1))(2.0, 3.0) == [(3.0, 2.0), (0.0, 0.0)]


def test_jacobians_of_arrays_have_the_dimensions_of_outs_and_then_of_arguments():
    matrix, x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([0.5, -1.0, 2.0])
    assert same(jacobian(lambda x: matrix @ x)(x), matrix)
    by_matrix = jacobian(lambda m: m @ x)(matrix)
    assert by_matrix.shape == (2, 2, 3)
    assert np.array_equal(by_matrix, np.einsum("ij,k->ijk", np.eye(2), x))
    both = jacobian(lambda p: p["m"] @ p["x"])({"m": matrix, "x": x})
    assert same(both, {"m": by_matrix, "x": matrix})
    assert same(
        jacobian(lambda p: matrix @ np.array([p[0], p[1], p[0]]))([1.0, 2.0]),
        [matrix[:, 0] + matrix[:, 2], matrix[:, 1]],
    )
    assert same(jacobian(lambda x: [x[0] * x[1], x[2]])(x), [np.array([-1.0, 0.5, 0.0]), np.array([0.0, 0.0, 1.0])])


def test_the_jacobian_of_softmax():
    """∂pᵢ/∂zⱼ = pᵢ (δᵢⱼ − pⱼ)."""
    nets = np.array([0.2, -1.0, 0.7])
    outs = np.exp(nets) / np.exp(nets).sum()
    given = jacobian(lambda z: np.array(softmax(z)))(nets)
    assert given == pytest.approx(np.diag(outs) - np.outer(outs, outs), rel=1e-13)


def test_hessians_are_nested_as_their_argument():
    assert hessian(lambda x: x * x * x)(2.0) == 12.0
    assert hessian(lambda x: x[0] * x[0] * x[1])([2.0, 3.0]) == [[6.0, 4.0], [4.0, 0.0]]
    assert hessian(lambda p: p["w"] * p["w"] * p["b"])({"w": 2.0, "b": 3.0}) == {
        "w": {"w": 6.0, "b": 4.0},
        "b": {"w": 4.0, "b": 0.0},
    }
    matrix = np.array([[2.0, 1.0], [1.0, 5.0]])
    assert same(hessian(lambda x: x @ matrix @ x / 2)(np.array([0.3, 0.7])), matrix)
    assert hessian(lambda x, y: x * x * y, argnums=(0, 1))(2.0, 3.0) == ((6.0, 4.0), (4.0, 0.0))
    assert hessian(exp)(0.0) == 1.0


def test_products_with_vectors_are_those_with_the_matrices():
    def outs(p, x):
        return {"s": p["a"] * x * x, "t": [p["b"] * x, sin(x)]}

    p, x, dp, dx = {"a": 2.0, "b": 3.0}, 0.5, {"a": 1.0, "b": -1.0}, 0.25
    value, along = jvp(outs, (p, x), (dp, dx))
    assert value == {"s": 0.5, "t": [1.5, math.sin(0.5)]}
    assert along == {"s": 0.25 + 2.0 * 0.25, "t": [-0.5 + 0.75, math.cos(0.5) * 0.25]}
    again, pullback = vjp(outs, p, x)
    assert again == value
    cotangent = {"s": 2.0, "t": [4.0, 0.0]}
    assert pullback(cotangent) == ({"a": 2.0 * 0.25, "b": 4.0 * 0.5}, 2.0 * 2.0 + 4.0 * 3.0)
    matrix = np.array([[2.0, 1.0], [1.0, 5.0]])
    vector = np.array([1.0, -2.0])
    assert same(hvp(lambda x: x @ matrix @ x / 2, (np.array([0.3, 0.7]),), (vector,)), matrix @ vector)


def test_a_vector_of_values_gives_values():
    v = Value(5.0, "v")
    _, along = jvp(lambda x: x * x, (3.0,), (v,))
    assert (along.data, gradients(along, [v])[0].data) == (30.0, 6.0)
    (back,) = vjp(lambda x: x * x, 3.0)[1](v)
    assert (back.data, gradients(back, [v])[0].data) == (30.0, 6.0)


def test_the_forms_on_values_stand_beside_them():
    x, y = Value(2.0, "x"), Value(3.0, "y")
    assert [[entry.data for entry in line] for line in jacobian(outputs=[x * y], inputs=[x, y])] == [[3.0, 2.0]]
    assert hessian(x * x * y, inputs=[x])[0][0].data == 6.0


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: grad(squares)({"w": [1.0, "2"]}), TypeError, r"arguments\[0\]\['w'\]\[1\]: '2' \(str\) is not a"),
        (lambda: grad(squares)([None]), TypeError, r"arguments\[0\]\[0\]: None"),
        (lambda: grad(lambda x: [x])(1.0), TypeError, "returned no scalar: .* For several outs take jacobian"),
        (lambda: jacobian(lambda x: [x, "a"])(1.0), TypeError, r"what the function returned\[1\]: 'a' \(str\)"),
        (lambda: jvp(sin, 1.0, 2.0), TypeError, r"primals is 1.0 \(float\); give a tuple with one for each argument"),
        (lambda: jvp(sin, (1.0,), 2.0), TypeError, r"tangents is 2.0 \(float\); give a tuple"),
        (lambda: jvp(squares, ([1.0, 2.0],), ([1.0],)), ValueError, "tangents has another form .* as in"),
        (lambda: vjp(lambda x: [x, x], 1.0)[1](1.0), ValueError, r"cotangent has another form .*as in \[0\.0, 0\.0\]"),
    ],
)
def test_what_is_no_tree_of_numbers_is_refused_with_its_place(call, kind, message):
    with pytest.raises(kind, match=message):
        call()


def test_shapes_of_trees_cannot_be_changed():
    assert changeable("autograd.calculus") == ["Called", "Ray"]  # these two gather
