"""The pitfalls of engines like this one, and which test holds each of them.

Graph
  x*x has two parents, two edges and the gradient 2x
    test_value.test_x_times_x_has_two_parents_two_edges_and_gradient_2x
  b = a + a, c = b + b: 4
    test_value.test_doubling_twice_gives_four
  a shared inner node is final before it flows on
    test_value.test_a_shared_inner_value_is_final_before_it_flows_on
  parents are ordered; the same program gives the same bytes of DOT
    test_value.test_the_order_has_every_value_once_after_its_parents_and_is_the_same_each_time
    test_expression_pictures.test_the_same_program_gives_the_same_bytes
    test_expression_pictures.test_the_same_program_gives_the_same_bytes_in_another_process
    test_pictures.test_the_same_program_gives_the_same_bytes
  equal values and equal names stay separate
    test_value.test_equal_values_and_equal_names_stay_separate
  an input that does not feed the output has the gradient 0, and keeps grad None
    test_calculus.test_an_input_that_does_not_feed_the_output_has_gradient_0
    test_value.test_what_does_not_feed_the_output_keeps_no_gradient
  1,000,000 nodes are built, run backward, freed and deep-copied
    test_value.test_a_chain_of_a_million_is_an_ordinary_graph
    test_copying.test_a_chain_of_a_million_is_deep_copied_and_freed
  100,000 nodes are pickled; leaves stay shared within a dump
    test_copying.test_a_chain_of_a_hundred_thousand_is_pickled_in_at_most_32_bytes_a_value
    test_copying.test_a_leaf_beside_its_output_is_the_outputs_own_leaf
    test_copying.test_two_outputs_share_their_leaves
    test_copies.test_a_network_beside_its_loss_holds_the_leaves_of_the_loss

backward
  twice with leaves zeroed gives the same
    test_value.test_backward_again_after_zeroing_the_leaves_gives_the_same
  twice without doubles the leaves only; inner gradients are final
    test_value.test_backward_twice_accumulates_only_in_leaves
  on a leaf it gives 1
    test_value.test_backward_on_a_leaf_gives_one
  two outputs that share a trunk
    test_value.test_two_outputs_that_share_a_trunk

Operators
  reflected - / ** with every kind of number
    test_operators.test_every_kind_of_number_on_either_side
    test_operators.test_reflected_operators_have_the_derivatives_of_their_order
  sum adds no node for its 0
    test_operators.test_sum_adds_no_node_for_its_zero
  v + "a", None, [1] and arrays on either side raise a TypeError that names the operand
    test_operators.test_what_is_no_number_raises_a_type_error_that_names_it
    test_operators.test_the_message_names_the_operand
    test_pitfalls.test_the_message_names_what_stands_beside_a_value_on_either_side
  math.sin(v) raises
    test_value.test_math_functions_do_not_cut_the_graph
  micrograd's operators on either side, relu, names that are assigned again
    test_micrograd.test_a_value_that_is_used_along_many_paths_gathers_all_of_them
    test_micrograd.test_a_name_that_is_assigned_again_and_again_keeps_what_it_stood_for
    test_micrograd.test_random_expressions_have_the_numbers_and_the_gradients_of_micrograd
  programs written for micrograd and microgpt run with only the import changed
    test_ports.test_two_moons_are_told_apart_with_the_losses_of_micrograd
    test_ports.test_models_of_letters_have_the_losses_of_the_reference

Powers
  both partials of a power of two values; 0**0.5; (−2)**3; base 0
    test_operators.test_powers
  0**0 is 1, and x**0 has the derivative 0 at 0 too
    test_pitfalls.test_zero_to_the_power_zero_is_one_in_every_spelling
  never complex
    test_operators.test_a_negative_base_with_a_fraction_is_refused_and_never_complex

Numerics
  sigmoid and its derivative far out
    test_rows.test_saturated_forwards
    test_rows.test_saturated_derivatives
    test_pitfalls.test_saturated_sigmoids_and_their_derivatives_to_four_ulp
  tanh′(20), softplus′(0), softplus(1000)
    test_rows.test_saturated_derivatives
    test_rows.test_saturated_forwards
  log-sum-exp and softmax at ±1000, cross-entropy on logits ±1000
    test_reductions.test_nothing_overflows_far_away
    test_losses.test_categorical_cross_entropy_of_far_nets_is_finite
    test_losses.test_binary_cross_entropy_of_far_nets_is_finite
  nan gives nan and nan gradients, through relu and max too
    test_rows.test_nan_in_gives_nan_out_and_nan_gradients
    test_pitfalls.test_nan_passes_rows_with_static_arguments_too
    test_pitfalls.test_nan_reaches_the_gradients_of_leaves_through_kinks
  −0.0, inf, subnormal numbers
    test_rows.test_infinite_operands_give_the_ieee_result
    test_operators.test_zero_and_minus_zero_are_different_static_arguments
    test_rows.test_rules_are_finite_wherever_the_derivative_is
    test_pitfalls.test_arithmetic_on_special_numbers_gives_the_bits_of_floats
    test_pitfalls.test_operands_that_are_not_finite_are_never_refused
  0.000438568 is never shown as 0.0004, nor 1e-17 as 0.0000
    test_numbers.test_numbers
    test_numbers.test_few_decimals_never_make_a_number_nothing

Kinks
  relu, maximum, clamp and where agree at 0
    test_rows.test_the_kinks_at_zero_agree
    test_operators.test_kinks_agree_at_zero
    test_pitfalls.test_every_spelling_of_a_ramp_has_the_gradient_0_at_0
  (x + |x|) / 2 and maximum(x, Value(0)) give ½
    test_operators.test_kinks_agree_at_zero
  the builtin max returns x itself
    test_value.test_the_builtin_max_returns_an_operand_itself
    test_pitfalls.test_the_builtin_max_at_a_tie_returns_x_itself
  gradients of a tie sum to the incoming gradient
    test_pitfalls.test_the_gradients_of_a_tie_sum_to_the_incoming_gradient

Mutation
  gradients stay those of the recorded numbers; replay gives fresh ones
    test_value.test_gradients_stay_those_of_the_recorded_numbers_when_a_leaf_changes
    test_pitfalls.test_whatever_reads_recorded_numbers_agrees_after_a_leaf_has_changed
    test_copying.test_recorded_numbers_stay_when_a_leaf_has_changed_since
    test_replay.test_leaves_are_taken_as_they_are_now
  p -= lr * p.grad is refused with the right spelling
    test_value.test_a_parameter_refuses_in_place_operators_with_the_right_spelling
    test_pitfalls.test_the_usual_slip_of_an_update_is_refused_and_changes_nothing
  gradients on a graph whose leaf changed says so
    test_calculus.test_a_graph_whose_leaf_has_changed_is_refused

Python
  keys by identity; max, min, sorted
    test_value.test_values_are_keys_by_identity_and_compare_by_data
    test_pitfalls.test_builtin_min_max_and_sorted_take_values_by_their_numbers
  deepcopy keeps working gradients
    test_copying.test_what_was_copied_has_the_gradients_of_the_first
  a mistyped attribute is refused
    test_value.test_a_mistyped_attribute_is_refused
    test_copying.test_a_mistyped_attribute_is_still_refused
    test_pitfalls.test_a_mistyped_attribute_of_a_parameter_is_refused
  the repr of a huge graph is short
    test_value.test_the_repr_of_a_huge_graph_is_short
  threads build graphs side by side
    test_value.test_threads_build_graphs_side_by_side
  10,000 steps do not grow memory
    test_value.test_ten_thousand_steps_do_not_grow_memory
    test_training.test_ten_thousand_steps_hold_no_more_values_than_ten

Drawing
  hostile names
    test_expression_pictures.test_hostile_names_neither_break_nor_inject_anything
    test_expression_pictures.test_graphviz_draws_the_dot_of_hostile_names
    test_pictures.test_hostile_names_neither_break_nor_inject_anything_into_svg
    test_pictures.test_hostile_names_neither_break_nor_inject_anything_into_dot
    test_drawing_pitfalls.test_user_text_stands_in_labels_alone_and_ids_are_generated
  two figures share no ids
    test_pictures.test_two_pictures_share_no_ids
    test_drawing_pitfalls.test_two_expressions_in_one_page_share_no_ids
  nan, inf and 1e±300 in widths are clamped, in text exact
    test_pictures.test_widths_are_clamped_whatever_the_gradient
    test_pictures.test_strange_numbers_are_drawn
    test_expression_pictures.test_strange_numbers_are_drawn
    test_drawing_pitfalls.test_strange_numbers_are_exact_in_the_text_of_a_network
  200 nodes fold, 1,000 ask, a PNG is refused
    test_expression_pictures.test_up_to_200_nodes_every_operation_is_drawn_and_above_only_names
    test_expression_pictures.test_more_than_a_thousand_nodes_must_be_asked_for
    test_expression_pictures.test_a_png_of_more_than_a_thousand_nodes_is_refused_with_advice
  a dash before backward
    test_expression_pictures.test_gradients_are_a_dash_before_backward_and_numbers_after_it
    test_pictures.test_gradients_show_as_a_dash_before_backward
  no SUB and no ∇ in labels; one font a line
    test_drawing_pitfalls.test_labels_have_no_subscript_tags_and_no_nabla
    test_drawing_pitfalls.test_every_line_of_a_label_is_in_one_font

Files
  digits are evidence
    test_printed.test_a_printed_number_agrees_when_ours_rounds_or_is_cut_to_it
    test_formula.test_what_is_written_reads_back_as_the_same_bits
  files appear whole or not at all
    test_files.test_what_cannot_be_written_leaves_what_was_there
    test_whole_files.test_a_file_that_fails_half_way_leaves_what_was_there
    test_pictures.test_a_file_appears_whole_or_not_at_all
    test_command.test_a_file_that_cannot_be_written_leaves_nothing_behind
    test_command.test_of_two_pictures_none_stays_where_one_cannot_be_written
"""

import ast
import itertools
import math
import operator
import re
import struct
from pathlib import Path

import mpmath
import numpy as np
import pytest

from autograd import (
    TABLE,
    DomainError,
    Value,
    backward_steps,
    clamp,
    maximum,
    minimum,
    partial,
    power,
    raised,
    relu,
    replay,
    sigmoid,
    trace,
    where,
)
from nn import Parameter

TESTS = Path(__file__).parents[1]


def test_every_test_that_is_named_above_exists():
    there = set()
    for path in TESTS.rglob("test_*.py"):
        functions = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)]
        there |= {f"{path.stem}.{function.name}" for function in functions}
    named = re.findall(r"^    (\w+\.\w+)$", __doc__, re.MULTILINE)
    assert [name for name in named if name not in there] == []
    assert len(named) == len(re.findall(r"^    \S", __doc__, re.MULTILINE)) > 70


def bits(number):
    return struct.pack("<d", number)


# ----------------------------------------------------------------------------------------- operators


@pytest.mark.parametrize(
    ("other", "named"),
    [("a", r"'a' \(str\)"), (None, r"None \(NoneType\)"), (np.array(1j), r"array\(0\.\+1\.j\) \(ndarray\)")],
)
@pytest.mark.parametrize("operate", [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow])
def test_the_message_names_what_stands_beside_a_value_on_either_side(operate, other, named):
    with pytest.raises(TypeError, match=named):
        operate(Value(1.0), other)
    if not isinstance(other, str):  # a text on the left answers for itself
        with pytest.raises(TypeError, match=named):
            operate(other, Value(1.0))


@pytest.mark.parametrize("exponent", [0, 0.0, -0.0])
def test_zero_to_the_power_zero_is_one_in_every_spelling(exponent):
    for base in (Value(0.0), Value(-0.0)):
        for value in (base**exponent, base ** Value(exponent), raised(base, exponent=exponent), 0 ** Value(exponent)):
            assert value.data == 1.0
            assert value.local_derivatives[0] == 0.0
    assert power(0.0, 0.0) == 1.0


# ------------------------------------------------------------------------------------------ numerics


@pytest.mark.parametrize("x", [40.0, -40.0, 37.43, -37.43, 20.0, 700.0, -700.0, 800.0, -800.0, 0.0])
def test_saturated_sigmoids_and_their_derivatives_to_four_ulp(x):
    with mpmath.workdps(50):
        exact = 1 / (1 + mpmath.exp(-mpmath.mpf(x)))
        slope = exact / (1 + mpmath.exp(mpmath.mpf(x)))
        out = sigmoid(Value(x))
        for ours, true in ((out.data, exact), (out.local_derivatives[0], slope)):
            assert abs(ours - true) <= 4 * 2.0**-52 * true + mpmath.mpf(5e-324)
    assert sigmoid(-40.0) == 4.248354255291589e-18


STATIC = [op.bind(**static) for op in TABLE.values() for static in op.bindings]


@pytest.mark.parametrize("op", STATIC, ids=repr)
def test_nan_passes_rows_with_static_arguments_too(op):
    count = op.arity or len(op.samples[0])
    value = op(*[Value(math.nan)] * count)
    if op.static.get("exponent") == 0.0:  # x⁰ is 1 whatever x is, in IEEE 754 too
        assert (value.data, value.local_derivatives) == (1.0, (0.0,))
        return
    assert math.isnan(value.data)
    if op.static.get("exponent") != 1.0:
        assert all(map(math.isnan, value.local_derivatives))


KINKED = {
    "relu": relu,
    "maximum of a number": lambda x: maximum(x, 0),
    "maximum with a number first": lambda x: maximum(0, x),
    "minimum": lambda x: minimum(x, 0.0),
    "maximum of two": lambda x: maximum(x, Value(1.0)),
    "maximum of two, second": lambda x: maximum(Value(1.0), x),
    "clamp": lambda x: clamp(x, low=-1, high=1),
    "where, condition and branch": lambda x: where(x, x, 0),
    "abs": abs,
}


@pytest.mark.parametrize("kinked", KINKED.values(), ids=KINKED)
def test_nan_reaches_the_gradients_of_leaves_through_kinks(kinked):
    w, x = Value(2.0), Value(math.nan)
    out = kinked(w * x) * 3.0 + 1.0
    out.backward()
    assert all(map(math.isnan, (out.data, w.grad, x.grad)))


SPECIAL = [0.0, -0.0, 1.0, -3.0, 5e-324, -5e-324, 2.3e-308, 1e308, math.inf, -math.inf, math.nan]


@pytest.mark.parametrize("x", SPECIAL)
@pytest.mark.parametrize("operate", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_arithmetic_on_special_numbers_gives_the_bits_of_floats(operate, x):
    for y in SPECIAL:
        with np.errstate(all="ignore"):
            true = float(operate(np.float64(x), np.float64(y)))
        try:
            given = operate(Value(x), Value(y)), operate(Value(x), y), operate(x, Value(y))
        except DomainError:
            assert (operate, y, math.isfinite(x)) == (operator.truediv, 0.0, True)
            continue
        for value in given:
            assert math.isnan(value.data) if math.isnan(true) else bits(value.data) == bits(true)


@pytest.mark.parametrize("row", TABLE.values(), ids=lambda row: row.name)
def test_operands_that_are_not_finite_are_never_refused(row):
    """nan gives nan, unless nothing depends on it: hypot(∞, nan) is ∞, nan⁰ and 1^nan are 1, passed(0, nan) is 0."""
    op = row.bind(**row.bindings[0]) if row.takes else row
    count = row.arity or max(len(sample) for sample in row.samples if len(sample) <= 3)
    for point in itertools.product(SPECIAL, repeat=count):
        if all(map(math.isfinite, point)):
            continue
        value = op(*map(Value, point))
        if any(map(math.isnan, point)) and not math.isnan(value.data):
            assert row.name in ("where", "power", "lower_power", "power_log", "hypot", "norm", "direction", "passed"), (
                point
            )


# --------------------------------------------------------------------------------------------- kinks


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_every_spelling_of_a_ramp_has_the_gradient_0_at_0(zero):
    ramps = [
        relu,
        lambda x: maximum(x, 0),
        lambda x: maximum(0, x),
        lambda x: clamp(x, low=0, high=math.inf),
        lambda x: where(x, x, 0),
    ]
    for ramp in ramps:
        x = Value(zero)
        out = ramp(x) * 5.0
        out.backward()
        assert (out.data, x.grad or 0.0, partial(out, x)) == (0.0, 0.0, 0.0)


def test_the_builtin_max_at_a_tie_returns_x_itself():
    x = Value(0.0)
    assert max(x, 0) is x
    assert max(0, x) == 0


@pytest.mark.parametrize("row", [maximum, minimum])
def test_the_gradients_of_a_tie_sum_to_the_incoming_gradient(row):
    x, y = Value(0.7), Value(0.7)
    (row(x, y) * 3.0).backward()
    assert (x.grad, y.grad) == (1.5, 1.5)
    both = Value(0.7)
    (row(both, both) * 3.0).backward()
    assert both.grad == 3.0


# ------------------------------------------------------------------------------------------ mutation


def test_whatever_reads_recorded_numbers_agrees_after_a_leaf_has_changed():
    w, x = Parameter(2.0, "w"), Value(3.0, "x")
    out = (w * x).named("net") * w
    w.data = 100.0
    out.backward()
    assert (out.data, w.grad) == (12.0, 12.0)
    assert partial(out, w) == 12.0
    assert [step.gradient for step in backward_steps(out) if step.node is w] == [12.0]
    assert [edge.local_derivative for edge in trace(out).edges] == [3.0, 2.0, 2.0, 6.0]
    assert replay(out)[out] == 30_000.0


def test_the_usual_slip_of_an_update_is_refused_and_changes_nothing():
    p = Parameter(0.4, "w5")
    (p * p).backward()
    before = p
    with pytest.raises(TypeError, match=r"write w5\.data -= … instead"):
        p -= 0.5 * p.grad
    assert p is before
    assert p.data == 0.4
    p.data -= 0.5 * p.grad
    assert p.data == 0.0


# -------------------------------------------------------------------------------------------- Python


def test_builtin_min_max_and_sorted_take_values_by_their_numbers():
    values = [Value(number) for number in (2.0, -1.0, 5.0, -1.0)]
    assert min(values) is values[1]
    assert max(values) is values[2]
    assert sorted(values) == [values[1], values[3], values[0], values[2]]


def test_a_mistyped_attribute_of_a_parameter_is_refused():
    for value in (Parameter(1.0, "w"), Parameter(1.0, "w") * 2.0):
        with pytest.raises(AttributeError):
            value.gradient = 0.0
