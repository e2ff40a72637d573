"""Explanations: where a number that is not finite comes from."""

import math

import pytest

from autograd import (
    GraphError,
    Origin,
    Value,
    explain_nonfinite,
    operation,
    relu,
    sqrt,
    total,
    where,
)
from nn import documents

loose_log = operation(
    "loose_log",
    forward=lambda x: math.log(x) if x > 0 else -math.inf,
    local_derivatives=(lambda out, x: 1.0 / x,),
    pole=lambda x: -math.inf,
)
"""A logarithm that does not refuse 0, as other libraries have it."""


def test_the_maker_of_an_infinite_value_is_told_from_those_that_passed_it_on():
    p, w = Value(0.0, "p"), Value(2.0, "w")
    loss = (-loose_log(w * p)).named("loss")
    found = explain_nonfinite((loss * 0.5 + w).named("E"))
    assert found
    assert found.origin is Origin.VALUE
    assert found.maker is loss.parents[0]
    assert found.operands == (("w · p", 0.0),)
    assert [node.name for node in found.passed_on] == ["loss", None, "E"]
    assert str(found) == (
        "loose_log(w · p) is −∞, from finite numbers: w · p = 0. It passed through loss, loss · ½ and E."
    )


def test_a_product_that_overflows_and_the_nan_that_follows():
    big = Value(1e200, "big")
    square = (big * big).named("square")
    found = explain_nonfinite((square - square).named("d"))
    assert (found.maker, [node.name for node in found.passed_on]) == (square, ["d"])
    assert found.operands == (("big", 1e200), ("big", 1e200))
    assert "square = big · big is ∞, from finite numbers: big = 1e200." in str(found)


def test_a_leaf_that_was_given_so_is_called_given():
    x = Value(math.nan, "x")
    found = explain_nonfinite((x * 2.0).named("y"))
    assert (found.origin, found.maker) == (Origin.GIVEN, x)
    assert str(found) == "x was given as nan. It passed through y."


def test_others_that_made_one_by_themselves_are_counted():
    found = explain_nonfinite(total(*[loose_log(Value(0.0, "p")) for _ in range(20)]).named("E"))
    assert len(found.others) == 19
    assert str(found).endswith("and 14 more too.")
    assert [node.name for node in found.passed_on] == ["E"]


def test_an_infinite_derivative_at_a_finite_value():
    x, w = Value(0.0, "x"), Value(2.0, "w")
    root = sqrt(x).named("root")
    found = explain_nonfinite((w * root).named("E"))
    assert (found.origin, found.maker, found.passed_on) == (Origin.LOCAL_DERIVATIVE, root, (x,))
    assert str(found) == (
        "∂root/∂x is ∞: the derivative of root = √(x) is not finite at x = 0, where its value is 0. "
        "The gradient passed through x."
    )


def test_0_times_infinity_in_the_backward_pass():
    x = Value(0.0, "x")
    found = explain_nonfinite(relu(sqrt(x).named("root") - 1.0).named("E"))
    assert found.origin is Origin.LOCAL_DERIVATIVE
    assert "The gradient that arrives there is 0, and 0 · ∞ is nan." in str(found)


def test_a_gradient_that_explodes():
    x = Value(1e-250, "x")
    out = x
    for n in range(5):
        out = (out * 1e100).named(f"y{n}")
    found = explain_nonfinite(out)
    assert (found.origin, found.maker.name) == (Origin.PRODUCT, "y1")
    assert "The gradient that y1 sends to y0, 1e300 · ∂y1/∂y0 = 1e300 · 1e100, is ∞." in str(found)
    assert [node.name for node in found.passed_on] == ["y0", "x"]


def test_gradients_that_have_no_finite_sum():
    x = Value(1e-300, "x")
    y = (x * 1.0).named("y")
    found = explain_nonfinite(1e308 * y + 1e308 * y)
    assert (found.origin, found.maker, found.passed_on) == (Origin.SUM, y, (x,))
    assert str(found).startswith("The gradients that arrive at y add up to ∞.")


def test_if_all_is_finite_it_says_so():
    forward = documents.mazur().run()
    found = explain_nonfinite(forward.total)
    assert (bool(found), found.maker, found.origin) == (False, None, Origin.NONE)
    assert str(found) == "Every value and every gradient is finite."


def test_what_a_where_did_not_choose_is_no_cause():
    x = Value(1e200, "x")
    assert not explain_nonfinite(where(x, x, x * x))
    assert not explain_nonfinite(where(-x, sqrt(x * 0.0), x))
    assert explain_nonfinite(where(Value(math.nan, "c"), x, x)).maker.name == "c"


def test_a_changed_graph_and_what_is_no_graph_are_refused():
    x = Value(1.0, "x")
    y = x * 2.0
    x.data = math.inf
    with pytest.raises(GraphError, match="run forward again"):
        explain_nonfinite(y)
    with pytest.raises(TypeError, match="has no graph"):
        explain_nonfinite(1.0)
