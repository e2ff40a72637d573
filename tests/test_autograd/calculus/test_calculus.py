"""Derivatives of any order: against backward, differences, fifty digits, and each other."""

import math

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import (
    TABLE,
    DomainError,
    GraphError,
    Value,
    acosh,
    asin,
    backward_steps,
    cbrt,
    exp,
    formula_text,
    gradients,
    hessian,
    hvp,
    jacobian,
    jvp,
    log,
    partial,
    relu,
    sin,
    softmax,
    sqrt,
    tanh,
    topological_order,
    value_and_grad,
    vjp,
    weighted_sum,
)
from autograd.value import grad_or_none
from nn import documents

SMOOTH = ("add", "subtract", "multiply", "tanh", "sigmoid", "softplus", "sin", "silu", "gelu", "atan", "weighted_sum")
numbers = st.integers(-2000, 2000).map(lambda n: n / 1000)


@st.composite
def programs(draw):
    """Leaves, and smooth operations on what came before; the number of leaves and the values."""
    values = [Value(draw(numbers), f"x{n}") for n in range(draw(st.integers(1, 3)))]
    leaves = list(values)
    for _ in range(draw(st.integers(1, 8))):
        op = TABLE[draw(st.sampled_from(SMOOTH))]
        values.append(op(*[draw(st.sampled_from(values)) for _ in range(op.arity or 3)]))
    return leaves, values[-1]


def test_partials_of_the_2_2_2_network_are_those_of_the_notes():
    forward = documents.mazur().run()
    assert partial(forward["E_o1"], forward["out_h1"]) == pytest.approx(0.055399424651422786, rel=1e-12)
    assert partial(forward["E_o2"], forward["out_h1"]) == pytest.approx(-0.019049118258278108, rel=1e-12)
    assert partial(forward["E_total"], forward["w1"]) == pytest.approx(0.00043856773447434674, rel=1e-12)
    assert partial(forward["out_h1"], forward["net_h1"]) == pytest.approx(0.24130070857232522, rel=1e-12)
    assert partial(forward["w1"], forward["E_total"]) == 0.0
    assert all(grad_or_none(value) is None for value in topological_order(forward.total))


def test_backward_steps_are_what_backward_does():
    forward = documents.mazur().run()
    steps = list(backward_steps(forward.total))
    forward.total.backward()
    assert [step.node for step in steps] == topological_order(forward.total)[::-1]
    assert all(step.gradient == step.node.grad for step in steps)
    w5 = forward["w5"]
    ((_, local, added),) = [each for step in steps for each in step.contributions if each[0] is w5]
    assert local == forward["out_h1"].data
    assert added == w5.grad


@settings(max_examples=150, deadline=None)
@given(programs())
def test_gradients_are_those_of_backward_and_partial(program):
    leaves, out = program
    found = gradients(out, leaves)
    assert all(grad_or_none(leaf) is None for leaf in leaves)
    out.backward()
    for leaf, gradient in zip(leaves, found, strict=True):
        scale = 1 + abs(gradient.data)
        assert abs(gradient.data - (leaf.grad or 0.0)) <= 1e-11 * scale
        assert abs(gradient.data - partial(out, leaf)) <= 1e-11 * scale


@settings(max_examples=80, deadline=None)
@given(programs(), st.lists(numbers, min_size=3, max_size=3))
def test_hessians_are_symmetric_and_products_with_a_vector_agree(program, vector):
    leaves, out = program
    vector = vector[: len(leaves)]
    lines = [[entry.data for entry in line] for line in hessian(out, leaves)]
    largest = 1 + max(abs(entry) for line in lines for entry in line)
    if largest > 1e6:
        return
    for i, line in enumerate(lines):
        for j, entry in enumerate(line):
            assert abs(entry - lines[j][i]) <= 1e-9 * largest
    by_rows = [sum(entry * v for entry, v in zip(line, vector, strict=True)) for line in lines]
    for ours, row in zip(hvp(out, leaves, vector), by_rows, strict=True):
        assert abs(ours.data - row) <= 1e-8 * largest
    forward, backward = jvp([out], leaves, vector)[0].data, gradients(out, leaves)
    row = sum(gradient.data * v for gradient, v in zip(backward, vector, strict=True))
    assert abs(forward - row) <= 1e-9 * (largest + abs(row))


@pytest.mark.parametrize("name", [name for name, op in TABLE.items() if op.arity == 1 and not op.takes])
def test_second_derivatives_of_every_row_agree_with_differences_of_first(name):
    op, h = TABLE[name], 1e-6
    for x in (0.37, -0.61, 1.73):
        try:
            here, after, before = (op(Value(x + step)) for step in (0.0, h, -h))
        except DomainError:
            continue
        (first,) = gradients(here, [here.parents[0]])
        (second,) = gradients(first, [here.parents[0]])
        numeric = (after.local_derivatives[0] - before.local_derivatives[0]) / (2 * h)
        assert second.data == pytest.approx(numeric, rel=1e-7, abs=1e-7)


def test_the_third_derivative_of_tanh_in_fifty_digits():
    x = Value(0.7, "x")
    order = tanh(x)
    for _ in range(3):
        (order,) = gradients(order, [x])
    with mpmath.workdps(50):
        true = mpmath.diff(mpmath.tanh, mpmath.mpf(0.7), 3)
    assert order.data == pytest.approx(float(true), rel=1e-12)


def test_jacobian_of_a_softmax():
    nets = [Value(0.2, "a"), Value(-0.4, "b"), Value(1.1, "c")]
    outs = [softmax(*nets, index=place) for place in range(3)]
    for i, line in enumerate(jacobian(outs, nets)):
        for j, entry in enumerate(line):
            assert entry.data == pytest.approx(outs[i].data * ((i == j) - outs[j].data), rel=1e-12)
    assert [sum(each.data for each in vjp(outs, nets, [1.0, 1.0, 1.0]))] == pytest.approx([0.0], abs=1e-15)


def test_an_input_that_does_not_feed_the_output_has_gradient_0():
    x, other = Value(2.0, "x"), Value(3.0, "other")
    assert [each.data for each in gradients(x * x, [other, x])] == [0.0, 4.0]
    assert jvp([x * x], [other], [1.0])[0].data == 0.0


def test_gradients_by_inner_nodes_and_by_the_output():
    x = Value(2.0, "x")
    inner = x * x
    out = inner * inner
    assert [each.data for each in gradients(out, [inner, out, x])] == [8.0, 1.0, 32.0]


def test_gradients_write_no_edge_for_0_and_no_product_for_1():
    x = Value(2.0, "x")
    (slope,) = gradients(x + 3.0, [x])
    assert (slope.data, slope.parents) == (1.0, ())
    (slope,) = gradients((x + 1.0) * 3.0, [x])
    assert formula_text(slope) == "3"
    (slope,) = gradients(relu(x), [x])
    assert gradients(slope, [x])[0].data == 0.0


def test_a_graph_whose_leaf_has_changed_is_refused():
    forward = documents.mazur().run()
    forward["w5"].data = 0.359
    with pytest.raises(GraphError, match=r"net_o1 was 1\.10591 when this graph was recorded and is 1\.08158 now"):
        gradients(forward.total, [forward["w1"]])
    with pytest.raises(GraphError, match="run forward again"):
        jvp([forward.total], [forward["w1"]], [1.0])
    assert partial(forward["E_total"], forward["w1"]) == pytest.approx(0.00043856773447434674, rel=1e-12)


def test_nan_in_a_graph_is_no_change():
    x = Value(math.nan, "x")
    assert math.isnan(gradients(x * x, [x])[0].data)


def test_where_arithmetic_raises_for_what_is_not_finite_nothing_has_changed():
    x = Value(math.inf, "x")  # math.sin raises
    assert math.isnan(gradients(sin(x), [x])[0].data)


def test_a_derivative_at_the_edge_of_a_domain_is_that_of_backward():
    for function, at, slope in (
        (sqrt, 0.0, math.inf),
        (cbrt, 0.0, math.inf),
        (asin, 1.0, math.inf),
        (acosh, 1.0, math.inf),
    ):
        x = Value(at)
        y = function(x)
        y.backward()
        assert x.grad == gradients(y, [x])[0].data == jvp([y], [x], [1.0])[0].data == slope


def test_an_operation_that_nobody_asks_for_is_not_differentiated():
    """(−2)^n by its base is 3 · 4 = 12; by n it would be 8 log(−2)."""
    x, n = Value(-2.0, "x"), Value(3.0, "n")
    y = x**n
    assert gradients(y, [x])[0].data == jacobian([y], [x])[0][0].data == vjp([y], [x], [1.0])[0].data == 12.0
    assert value_and_grad(lambda a: a**n)(-2.0) == (-8.0, 12.0)
    assert hessian(y, [x])[0][0].data == hvp(y, [x], [1.0])[0].data == -12.0
    assert math.isnan(gradients(y, [n])[0].data)
    assert math.isnan(partial(y, n))


@pytest.mark.slow
def test_a_chain_of_a_hundred_thousand():
    x = Value(1.0, "x")
    out = x
    for _ in range(100_000):
        out = out + x
    assert gradients(out, [x])[0].data == partial(out, x) == jvp([out], [x], [1.0])[0].data == 100_001.0


def test_wrong_arguments_are_refused_with_their_numbers():
    x = Value(1.0)
    for product in (vjp, jvp):
        with pytest.raises(ValueError, match="the vector has 2 numbers for 1"):
            product([x * x], [x], [1.0, 2.0])
    with pytest.raises(ValueError, match="the vector has 0 numbers for 1 inputs"):
        hvp(x * x, [x], [])
    with pytest.raises(TypeError, match="has no graph"):
        gradients(3.0, [x])


def test_products_with_a_vector_where_inputs_repeat_and_feed_one_another():
    x = Value(2.0, "x")
    y = x * x
    z = y * 3.0
    for inputs, vector in [([x, x], [1.0, 2.0]), ([x, y], [1.0, 1.0]), ([y, x, z, y], [0.5, -2.0, 4.0, 8.0])]:
        (line,) = jacobian([z], inputs)
        whole = sum(entry.data * v for entry, v in zip(line, vector, strict=True))
        assert jvp([z], inputs, vector)[0].data == whole
    assert jvp([z], [x, y], [1.0, 1.0])[0].data == 15.0


@settings(max_examples=80, deadline=None)
@given(programs(), st.lists(st.tuples(st.integers(0, 20), numbers), min_size=1, max_size=6))
def test_a_jacobian_times_a_vector_for_any_inputs(program, moved):
    _, out = program
    order = topological_order(out)
    inputs, vector = [order[place % len(order)] for place, _ in moved], [v for _, v in moved]
    (line,) = jacobian([out], inputs)
    terms = [entry.data * v for entry, v in zip(line, vector, strict=True)]
    assert jvp([out], inputs, vector)[0].data == pytest.approx(
        sum(terms), rel=1e-9, abs=1e-9 * (1 + sum(map(abs, terms)))
    )


def test_inputs_and_vectors_may_be_any_iterables():
    x, y = Value(2.0, "x"), Value(3.0, "y")
    z = x * x * y
    both = [x, y]
    assert [[entry.data for entry in line] for line in hessian(z, iter(both))] == [[6.0, 4.0], [4.0, 0.0]]
    assert [[entry.data for entry in line] for line in jacobian(iter([z, x]), iter(both))] == [[12.0, 4.0], [1.0, 0.0]]
    assert jvp(iter([z]), iter(both), iter([1, 0]))[0].data == 12.0
    assert [each.data for each in vjp(iter([z]), iter(both), iter([2]))] == [24.0, 8.0]
    assert [each.data for each in hvp(z, iter(both), (1, 0))] == [6.0, 4.0]
    assert jvp([], [x], [1.0]) == []


def test_a_partial_by_a_name():
    forward = documents.mazur().run()
    assert partial(forward.total, "w5") == partial(forward.total, forward["w5"])
    with pytest.raises(GraphError, match=r"no value is named 'w55'; did you mean w5"):
        partial(forward.total, "w55")
    with pytest.raises(TypeError, match=r"5 \(int\) is no node"):
        partial(forward.total, 5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda z, x: gradients(z, x), r"inputs: Value\(.*\) is no list of Values; write \[x\]"),
        (lambda z, x: gradients(z, "x"), r"inputs: 'x' \(str\) is no list of Values"),
        (lambda z, x: gradients(z, ["x"]), r"inputs: 'x' \(str\) is no Value"),
        (lambda z, x: gradients(z, [3]), r"inputs: 3 \(int\) is no Value"),
        (lambda z, x: jacobian(z, [x]), r"outputs: Value\(.*\) is no list of Values"),
        (lambda z, x: jacobian([3.0], [x]), r"has no graph|outputs: 3\.0 \(float\) is no Value"),
        (lambda z, x: hessian(z, x), r"inputs: Value\(.*\) is no list of Values"),
        (lambda z, x: jvp(z, [x], [1.0]), r"outputs: Value\(.*\) is no list of Values"),
        (lambda z, x: jvp([z], [3], [1.0]), r"inputs: 3 \(int\) is no Value"),
        (lambda z, x: jvp([z], [x], [True]), "is not a number"),
        (lambda z, x: vjp([z], [x], ["1"]), "is not a number"),
        (lambda z, x: hvp(z, [x], 1.0), r"vector: 1\.0 \(float\) is no list of numbers; give one for each"),
        (lambda z, x: partial(3, x), r"output: 3 \(int\) is no Value"),
        (lambda z, x: list(backward_steps(3)), r"output: 3 \(int\) is no Value"),
    ],
)
def test_what_is_no_value_and_no_list_of_values_is_refused(call, message):
    x = Value(2.0, "x")
    with pytest.raises(TypeError, match=message):
        call(x * x * x, x)


def test_second_order_of_a_weighted_sum():
    w, x, b = Value(2.0, "w"), Value(3.0, "x"), Value(1.0, "b")
    lines = hessian(weighted_sum(w, x, b), [w, x, b])
    assert [[entry.data for entry in line] for line in lines] == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_the_mixed_derivative_of_a_power_at_the_exponent_0_is_1_over_the_base():
    """∂/∂y of y·x^(y−1) is x^(y−1) + y·…, at y = 0 it is 1/x; at x = y = 0 the first derivatives stay 0."""
    x, y = Value(5.0, "x"), Value(0.0, "y")
    lines = hessian(x**y, [x, y])
    assert [lines[0][1].data, lines[1][0].data] == pytest.approx([0.2, 0.2], rel=1e-15)
    assert (Value(0.0) ** Value(0.0)).local_derivatives[0] == 0.0
    assert (Value(0.0) ** Value(1.0)).local_derivatives == (1.0, 0.0)
    assert (Value(-2.0) ** Value(3.0)).local_derivatives[0] == 12.0


def test_a_leaf_changed_to_outside_a_domain_is_refused_too():
    x = Value(2.0, "x")
    y = log(x).named("y")
    x.data = -1.0
    with pytest.raises(GraphError, match=r"y was 0.693147 when this graph was recorded and is not defined now"):
        gradients(y, [x])


def test_a_graph_recorded_with_infinite_numbers_has_not_changed():
    x = Value(float("inf"), "x")
    assert gradients(log(x) + exp(-x), [x])[0].data == 0.0
