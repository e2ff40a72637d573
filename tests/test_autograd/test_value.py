"""Values: graphs, backward, and what a Value is in Python."""

import gc
import math
import operator
import re
import threading
import tracemalloc
from fractions import Fraction

import numpy as np
import pytest

from autograd import (
    GraphError,
    Value,
    formula_text,
    maximum,
    relu,
    sigmoid,
    tanh,
    topological_order,
    total,
    weighted_sum,
)
from autograd.value import grad_or_none
from nn import Parameter, documents


def leaves(*numbers):
    return [Value(number, name) for number, name in zip(numbers, "abcdefgh", strict=False)]


# --------------------------------------------------------------------------------------------- graph


def test_x_times_x_has_two_parents_two_edges_and_gradient_2x():
    x = Value(3.0)
    y = x * x
    assert y.parents == (x, x)
    assert y.local_derivatives == (3.0, 3.0)
    y.backward()
    assert x.grad == 6.0


def test_doubling_twice_gives_four():
    a = Value(5.0)
    b = a + a
    c = b + b
    c.backward()
    assert a.grad == 4.0


def test_a_shared_inner_value_is_final_before_it_flows_on():
    x = Value(2.0)
    y = x * 3.0
    z = y * y + y
    z.backward()
    assert y.grad == 2 * 6.0 + 1
    assert x.grad == 3 * 13.0


def test_equal_values_and_equal_names_stay_separate():
    a, b = Value(1.0, "x"), Value(1.0, "x")
    c = a * 2.0 + b * 5.0
    c.backward()
    assert (a.grad, b.grad) == (2.0, 5.0)
    assert a != b
    assert len({a, b}) == 2


def test_what_does_not_feed_the_output_keeps_no_gradient():
    a, b = leaves(1.0, 2.0)
    (a * 2.0).backward()
    assert grad_or_none(b) is None


def test_the_order_has_every_value_once_after_its_parents_and_is_the_same_each_time():
    a, b = leaves(2.0, 3.0)
    c = a * b
    d = weighted_sum(c, a, b, c, a)
    e = d + c + a
    order = topological_order(e)
    assert len(order) == len(set(order)) == 6
    assert all(order.index(parent) < order.index(value) for value in order for parent in value.parents)
    assert order == topological_order(e)
    assert order[:2] == [a, b]
    assert order[-1] is e


def test_parents_and_local_derivatives_have_one_shape_for_any_number_of_operands():
    a, b, c = leaves(2.0, 3.0, 4.0)
    assert a.parents == ()
    assert a.local_derivatives == ()
    assert tanh(a).parents == (a,)
    assert (a * b).parents == (a, b)
    assert (a * b).local_derivatives == (3.0, 2.0)
    assert weighted_sum(a, b, c).parents == (a, b, c)
    assert weighted_sum(a, b, c).local_derivatives == (3.0, 2.0, 1.0)
    assert total(a).parents == (a,)


@pytest.mark.slow
@pytest.mark.parametrize("operate", [lambda v, one: v * one, lambda v, one: v + 0.0, lambda v, one: tanh(v)])
def test_a_chain_of_a_million_is_an_ordinary_graph(operate):
    one = Value(1.0)
    value = one
    for _ in range(1_000_000):
        value = operate(value, one)
    value.backward()
    assert one.grad is not None
    assert math.isfinite(one.grad)
    del value  # freed without recursion


@pytest.mark.parametrize("operate", [operator.add, operator.sub, operator.mul], ids=lambda o: o.__name__)
def test_a_binary_operation_on_two_values_takes_at_most_130_bytes(operate):
    """Node and number; operations whose derivatives are new numbers (/ and **) take 24 bytes more for each."""
    a, b = leaves(1.0000001, 0.5)
    gc.collect()
    tracemalloc.start()
    nodes = [None] * 10_000
    before = tracemalloc.get_traced_memory()[0]
    for place in range(10_000):
        nodes[place] = operate(a, b)
    taken = (tracemalloc.get_traced_memory()[0] - before) / 10_000
    tracemalloc.stop()
    assert taken <= 130


def test_wide_sums_take_the_loop_and_give_the_same_numbers():
    numbers = [0.1 * place for place in range(101)]
    values = [Value(number) for number in numbers]
    out = weighted_sum(*values)
    expected = 0.0
    for weight, x in zip(numbers[0:-1:2], numbers[1::2], strict=True):
        expected += weight * x
    assert out.data == expected + numbers[-1]
    out.backward()
    assert values[0].grad == numbers[1]
    assert values[1].grad == numbers[0]
    assert values[-1].grad == 1.0


# ------------------------------------------------------------------------------------------ backward


def small_graph():
    a, b, c = leaves(0.3, -1.7, 2.1)
    d = (a * b).named("d")
    return (a, b, c), d, (tanh(d + c) * d / c + sigmoid(a)).named("out")


def test_backward_twice_accumulates_only_in_leaves():
    inputs, inner, out = small_graph()
    out.backward()
    once, inner_once = [leaf.grad for leaf in inputs], inner.grad
    out.backward()
    assert [leaf.grad for leaf in inputs] == [2 * grad for grad in once]
    assert inner.grad == inner_once
    assert out.grad == 1.0


def test_backward_again_after_zeroing_the_leaves_gives_the_same():
    inputs, _, out = small_graph()
    out.backward()
    once = [leaf.grad for leaf in inputs]
    for leaf in inputs:
        leaf.zero_grad()
    out.backward()
    assert [leaf.grad for leaf in inputs] == once


def test_backward_on_a_leaf_gives_one():
    a = Value(3.0)
    a.backward()
    assert a.grad == 1.0


def test_two_outputs_that_share_a_trunk():
    x = Value(2.0)
    trunk = x * x
    first, second = trunk * 3.0, trunk * 5.0
    first.backward()
    second.backward()
    assert x.grad == 3.0 * 4.0 + 5.0 * 4.0
    assert trunk.grad == 5.0


def test_gradients_stay_those_of_the_recorded_numbers_when_a_leaf_changes():
    x = Value(2.0)
    y = x * x
    x.data = 100.0
    y.backward()
    assert x.grad == 4.0


def test_backward_is_short():
    import inspect

    source = inspect.getsource(Value.backward).split('"""')[2]
    assert len(source.strip().splitlines()) <= 15
    assert "reversed(computed)" in source


@pytest.mark.parametrize("number", [3, Fraction(1, 4), np.float32(0.1), np.float64(2.0), np.array(5)])
def test_a_number_that_is_assigned_becomes_a_float(number):
    x = Value(1.0, "x")
    x.data = number
    assert type(x.data) is float
    assert x.data == float(number)


@pytest.mark.parametrize("given", [{"_children": (1, 2), "_op": "+"}, {"name": (1, 2)}, {"_children": ()}])
def test_children_are_recorded_and_not_given(given):
    with pytest.raises(TypeError, match=r"no children: it records its parents itself\. Write an operation, c = a \* b"):
        Value(2.0, **given)


@pytest.mark.parametrize("number", ["3", None, True, 1j, [1.0], Value(2.0)])
def test_what_is_no_number_cannot_be_assigned(number):
    x = Value(1.0, "x")
    with pytest.raises(TypeError, match=r"is not a number|is a Value already"):
        x.data = number
    assert x.data == 1.0


def test_a_loss_that_was_built_once_cannot_run_backward_again_after_a_step():
    """Its numbers would be those of the first step: training would go past the minimum without a word."""
    w = Value(5.0, "w")
    loss = ((w - 2.0) ** 2).named("loss")
    loss.backward()
    w.data -= 0.1 * w.grad
    w.grad = 0.0
    with pytest.raises(GraphError, match=r"loss|w − 2 was 3 when this graph was recorded and is 2\.4 now"):
        loss.backward()
    assert w.grad == 0.0


def test_a_changed_factor_of_0_is_noticed_too():
    x, w = Value(0.0, "x"), Value(2.0, "w")
    y = (w * x).named("y")
    y.backward()
    w.data = 3.0
    with pytest.raises(GraphError, match=r"y was passing on 0, 2 when this graph was recorded and is passing on 0, 3"):
        y.backward()


def test_the_first_backward_uses_the_recorded_numbers():
    x = Value(2.0, "x")
    y = x * x
    x.data = 100.0
    y.backward()
    assert x.grad == 4.0


def test_twice_without_a_change_doubles_the_leaves():
    x = Value(2.0, "x")
    y = x * x
    y.backward()
    y.backward()
    assert x.grad == 8.0


def test_grad_is_0_until_something_has_reached_the_value():
    x = Value(2.0, "x")
    assert (x.grad, repr(x)) == (0.0, "Value(2.0, name='x')")
    x.data -= 0.1 * x.grad
    x.zero_grad()
    assert repr(x) == "Value(2.0, name='x', grad=0.0)"


def test_ten_thousand_steps_do_not_grow_memory():
    example = documents.mazur()

    def steps(count):
        for _ in range(count):
            example.run().total.backward()

    steps(200)
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    steps(10_000)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 20_000


# -------------------------------------------------------------------------------------------- Python


def test_values_are_keys_by_identity_and_compare_by_data():
    a, b = leaves(1.0, 1.0)
    assert a != b
    assert {a: 1, b: 2}[b] == 2
    assert a <= b
    assert a >= b
    assert not a < b
    assert not a >= 1.5
    assert a < 2
    assert a > 0
    assert max(Value(1.0), Value(3.0), key=lambda v: v).data == 3.0
    assert sorted([Value(3.0), Value(1.0)])[0].data == 1.0


def test_the_builtin_max_returns_an_operand_itself():
    x = Value(2.0)
    assert max(x, 0) is x
    assert maximum(x, 0) is not x


def test_a_mistyped_attribute_is_refused():
    v = Value(3.0)
    with pytest.raises(AttributeError):
        v.grda = 3  # codespell:ignore


def test_math_functions_do_not_cut_the_graph():
    with pytest.raises(TypeError):
        math.sin(Value(1.0))
    with pytest.raises(TypeError):
        float(Value(1.0))


def test_the_repr_of_a_huge_graph_is_short():
    value = Value(1.0)
    for _ in range(1000):
        value = value + value
    assert len(repr(value)) < 100


def test_threads_build_graphs_side_by_side():
    results = []

    def work(seed):
        x = Value(seed)
        out = x
        for _ in range(500):
            out = tanh(out * x + 0.1)
        out.backward()
        results.append((seed, out.data, x.grad))

    threads = [threading.Thread(target=work, args=(seed / 8,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = list(results)
    results.clear()
    for seed in range(8):
        work(seed / 8)
    assert sorted(expected) == sorted(results)


def test_a_parameter_refuses_in_place_operators_with_the_right_spelling():
    p = Parameter(0.4, "w5")
    for symbol in ("+=", "-=", "*=", "/=", "**="):
        with pytest.raises(TypeError, match=re.escape(f"write w5.data {symbol}")):
            exec(f"p {symbol} 2", {"p": p})
    p.data -= 0.1
    assert p.data == pytest.approx(0.3)
    assert p.__slots__ == ()


def test_label_is_refused_with_the_right_word():
    with pytest.raises(TypeError, match="name="):
        Value(2.0, label="a")


def test_an_ambiguous_name_is_refused_with_the_candidates():
    example = documents.mazur()
    forward = example.network.forward([Value(1.0, "i1"), Value(2.0, "i1")])
    with pytest.raises(GraphError, match=r"i1⟨1⟩, i1⟨2⟩"):
        forward["i1"]
    with pytest.raises(KeyError, match="net_h1"):
        forward["net_h"]


def test_formulas_of_huge_unnamed_graphs_stay_short():
    value = Value(1.0, "x")
    for _ in range(200):
        value = value + value
    assert len(formula_text(value)) < 2000
    assert "…" in formula_text(value)


def test_relu_of_a_negative_number_lets_nothing_through():
    x = Value(-2.0)
    out = relu(x)
    out.backward()
    assert (out.data, x.grad) == (0.0, 0.0)
