"""The operation that chooses: both branches are evaluated, one is passed on to."""

import copy
import math
import pickle

import numpy as np
import pytest

from autograd import (
    TABLE,
    DomainError,
    Value,
    asin,
    backward_steps,
    divide,
    gradients,
    hessian,
    jvp,
    log,
    maximum,
    operation,
    partial,
    replay,
    sqrt,
    topological_order,
    trace,
    where,
)
from autograd.graphs.folding import fold
from autograd.value import grad_or_none

tilted = operation(
    "tilted",
    forward=lambda x, slope: slope / x,
    local_derivatives=(lambda out, x, slope: -slope / (x * x),),
    takes=("slope",),
)


def root_or_zero(x):
    """√x where x > 0, else 0: the slope of √x is infinite at 0, where it is not chosen."""
    return where(x, sqrt(x), 0.0)


@pytest.mark.parametrize(("condition", "chosen"), [(0.3, 2.0), (-0.3, -3.0), (0.0, -3.0), (-0.0, -3.0)])
def test_it_is_the_first_branch_above_0_and_else_the_second(condition, chosen):
    assert where(Value(condition), 2.0, -3.0).data == where(condition, 2.0, -3.0) == chosen


def test_parents_and_local_derivatives_are_all_three():
    operands = Value(0.3), Value(2.0), Value(-3.0)
    value = where(*operands)
    assert value.parents == operands
    assert value.local_derivatives == (0.0, 1.0, 0.0)
    assert set(topological_order(value)) == {*operands, value}


def test_what_is_not_chosen_gets_nothing_however_steep_it_is():
    x = Value(0.0, "x")
    y = root_or_zero(x)
    y.backward()
    assert y.data == 0.0
    assert grad_or_none(x) is None
    assert partial(y, x) == 0.0
    assert [each.data for each in gradients(y, [x])] == [each.data for each in jvp([y], [x], [1.0])] == [0.0]


def test_what_is_chosen_gets_all_of_it():
    x = Value(4.0, "x")
    y = root_or_zero(x)
    y.backward()
    assert x.grad == partial(y, x) == gradients(y, [x])[0].data == jvp([y], [x], [1.0])[0].data == 0.25
    assert hessian(y, [x])[0][0].data == -0.25 * 4.0**-1.5


def test_an_infinite_gradient_does_not_turn_the_other_branch_into_nan():
    kept, left = Value(0.0, "kept"), Value(1.0, "left")
    sqrt(where(Value(1.0), kept, left * 2.0)).backward()
    assert kept.grad == math.inf
    assert grad_or_none(left) is None


def test_a_value_in_both_branches_gets_the_chosen_share():
    x = Value(3.0, "x")
    where(x - 5.0, x * x, -x).backward()
    assert x.grad == -1.0


def test_the_branch_not_chosen_may_be_undefined_only_if_guarded():
    x = Value(-2.0, "x")
    with pytest.raises(DomainError, match=r"inside that range; in a branch of where: log\(where\(c, x, 1\)\)\.$"):
        where(x, log(x), 0.0)
    y = where(x, log(where(x, x, 1.0)), 7.0)
    y.backward()
    assert (y.data, x.grad) == (7.0, 0.0)


@pytest.mark.parametrize(
    ("call", "guarded"),
    [
        (lambda: Value(2.0) / 0.0, "x / where(c, y, 1)"),
        (lambda: divide(2.0, Value(0.0)), "x / where(c, y, 1)"),
        (lambda: Value(0.0) ** -0.5, "where(c, x, 1) ** -0.5"),
        (lambda: Value(-2.0) ** Value(0.5), "where(c, x, 1) ** y"),
        (lambda: asin(Value(3.0)), "asin(where(c, x, 0))"),
        (lambda: TABLE["acosh"](0.5), "acosh(where(c, x, 1.5))"),
        (lambda: tilted(Value(0.0), slope=3.0), "tilted(where(c, x, 1), slope=3)"),
    ],
)
def test_only_the_operand_at_fault_is_guarded_as_one_types_it(call, guarded):
    with pytest.raises(DomainError) as raised:
        call()
    assert str(raised.value).endswith(f"inside that range; in a branch of where: {guarded}.")


def test_where_no_operand_alone_is_at_fault_nothing_is_advised():
    nowhere = operation("nowhere", forward=lambda x: math.log(-x * x), local_derivatives=(lambda out, x: 0.0,))
    with pytest.raises(DomainError, match=r"inside that range\.$"):
        nowhere(1.0)


@pytest.mark.parametrize("condition", [True, np.True_, Value(1.0) > 0.0])
def test_a_comparison_is_refused_as_a_condition(condition):
    with pytest.raises(TypeError, match=r"write where\(x − c, a, b\) for a if x > c else b, or positive\(x − c\)"):
        where(condition, Value(1.0), Value(2.0))


def test_a_condition_that_is_nan_makes_the_value_and_both_derivatives_nan():
    a, b = Value(1.0), Value(2.0)
    value = where(Value(math.nan), a, b)
    value.backward()
    assert all(math.isnan(number) for number in (value.data, a.grad, b.grad))


def test_replay_follows_the_new_branch():
    x = Value(4.0, "x")
    y = where(x - 1.0, maximum(x, 10.0), -x)
    assert [replay(y, {"x": number})[y] for number in (4.0, 12.0, 0.5)] == [10.0, 12.0, -0.5]


def test_steps_paths_and_folded_edges_leave_out_what_is_not_chosen():
    x = Value(0.0, "x")
    y = root_or_zero(x)
    assert [step.node for step in backward_steps(y)] == [y, y.parents[2]]
    graph = trace(y)
    assert [path.product for path in graph.paths("x", graph.outputs[0])] == [0.0, 0.0]
    assert [edge.passes for edge in graph.edges] == [True, False, False, True]
    assert fold(y)[-1].partials == ((x, 0.0),)


@pytest.mark.parametrize("again", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value)), copy.copy])
def test_copies_leave_out_what_is_not_chosen(again):
    y = again(root_or_zero(Value(0.0, "x")))
    y.backward()
    assert grad_or_none(y.parents[0]) is None
    assert y.local_derivatives == (0.0, 0.0, 1.0)
    assert [parent.data for parent in y.parents] == [0.0, 0.0, 0.0]
