"""Predicted and true changes: against hand-written formulas, differences, and the sides of kinks."""

import math

import pytest
from effort import growth

from autograd import (
    TABLE,
    DomainError,
    GraphError,
    Value,
    absolute,
    elu,
    hypot,
    leaky_relu,
    log,
    maximum,
    minimum,
    operation,
    partial,
    relu,
    sigmoid,
    sqrt,
    step,
    tanh,
    topological_order,
    where,
    wiggle,
)
from autograd.value import grad_or_none
from nn import documents


def mazur_error(w5):
    """E_total of the 2-2-2 network, written out by hand."""

    def logistic(x):
        return 1 / (1 + math.exp(-x))

    h1, h2 = logistic(0.15 * 0.05 + 0.20 * 0.10 + 0.35), logistic(0.25 * 0.05 + 0.30 * 0.10 + 0.35)
    o1, o2 = logistic(w5 * h1 + 0.45 * h2 + 0.60), logistic(0.50 * h1 + 0.55 * h2 + 0.60)
    return 0.5 * (0.01 - o1) ** 2 + 0.5 * (0.99 - o2) ** 2


def test_the_single_update_of_the_notes():
    forward = documents.mazur().run()
    ripple = wiggle(forward.total, "w5", to=0.35891648)
    change = ripple["E_total"]
    assert round(change.after, 6) == 0.294985
    assert change.after == pytest.approx(mazur_error(0.35891648), rel=1e-14)
    assert change.predicted == pytest.approx(0.08216704056423078 * (0.35891648 - 0.4), rel=1e-12)
    assert change.true == pytest.approx(mazur_error(0.35891648) - mazur_error(0.4), rel=1e-10)
    assert change.difference == change.true - change.predicted
    assert [each.label for each in ripple.changes] == ["net_o1", "out_o1", "E_o1", "E_total"]
    assert (ripple.wrt, ripple.before, ripple.after) == (forward["w5"], 0.4, 0.35891648)
    assert ripple.one_sided == ()


def test_every_named_node_that_the_leaf_feeds_is_there_with_its_own_partial():
    forward = documents.mazur().run()
    ripple = wiggle(forward.total, forward["w1"], by=0.01)
    assert [each.label for each in ripple.changes] == [
        *("net_h1", "out_h1", "net_o1", "out_o1", "E_o1", "net_o2", "out_o2", "E_o2", "E_total"),
    ]
    for change in ripple.changes:
        assert change.predicted == pytest.approx(partial(change.node, forward["w1"]) * 0.01, rel=1e-12)
    assert forward["w1"].data == 0.15
    assert all(grad_or_none(value) is None for value in topological_order(forward.total))


def test_half_the_wiggle_leaves_a_quarter_of_the_difference():
    forward = documents.mazur().run()
    whole, half = (wiggle(forward.total, "w5", by=by)["E_total"].difference for by in (0.02, 0.01))
    assert whole / half == pytest.approx(4.0, rel=0.01)


def test_an_inner_node_is_moved_by_itself():
    forward = documents.mazur().run()
    change = wiggle(forward.total, "out_h1", by=-0.1)["E_total"]
    assert change.predicted == pytest.approx(0.036350306393144675 * -0.1, rel=1e-12)


def test_an_unnamed_output_is_there_by_its_formula():
    x = Value(3.0, "x")
    ripple = wiggle(x * x + 1.0, "x", by=1.0)
    assert [tuple(each[1:]) for each in ripple.changes] == [("x · x + 1", 10.0, 17.0, 6.0, 7.0, 1.0)]
    assert [tuple(each[1:]) for each in wiggle(x, x, by=1.0).changes] == [("x", 3.0, 4.0, 1.0, 1.0, 0.0)]


def test_repeated_names_are_numbered():
    x = Value(3.0, "x")
    ripple = wiggle((x * x).named("y") * (x + 1.0).named("y"), x, by=1.0)
    assert [each.label for each in ripple.changes] == ["y⟨1⟩", "y⟨2⟩", "y⟨1⟩ · y⟨2⟩"]
    with pytest.raises(KeyError, match=r"no node is labelled 'y'; there are x, y⟨1⟩, y⟨2⟩"):
        ripple["y"]


@pytest.mark.parametrize(
    ("op", "up", "down"),
    [
        (relu, 1.0, 0.0),
        (absolute, 1.0, -1.0),
        (lambda x: maximum(x, 0.0), 1.0, 0.0),
        (lambda x: minimum(0.0, x), 0.0, 1.0),
        (lambda x: maximum(3.0 * x, x), 3.0, 1.0),
        (lambda x: minimum(3.0 * x, x), 1.0, 3.0),
        (lambda x: leaky_relu(x, slope=0.25), 1.0, 0.25),
        (lambda x: elu(x, alpha=0.5), 1.0, 0.5),
        (lambda x: hypot(3.0 * x, 4.0 * x), 5.0, -5.0),
        (lambda x: absolute(relu(x) - absolute(x)), 0.0, -1.0),
        (lambda x: where(x, 7.0 * x, 2.0 * x), 7.0, 2.0),
        (lambda x: TABLE["hard_sigmoid"](x - 3.0), 1 / 6, 0.0),
        (lambda x: TABLE["hard_tanh"](x + 1.0), 0.0, 1.0),
        (lambda x: TABLE["clamp"](x + 1.0, low=1.0, high=5.0), 1.0, 0.0),
    ],
)
def test_at_a_kink_the_prediction_takes_the_side_of_the_wiggle(op, up, down):
    for by in (0.125, 1e-9, 1e-200):
        x = Value(0.0, "x")
        y = op(x).named("y")
        for signed, slope in ((by, up), (-by, down)):
            ripple = wiggle(y * 2.0, "x", by=signed)
            assert ripple["y"].predicted == pytest.approx(slope * signed, rel=1e-12)
            assert ripple.changes[-1].predicted == pytest.approx(2.0 * slope * signed, rel=1e-12)
            assert ripple.one_sided


def test_the_record_says_which_node_is_on_a_kink():
    x = Value(0.0, "net")
    ripple = wiggle((relu(x).named("out") * 2.0).named("E"), "net", by=0.5)
    ((node, label, predicted, recorded, jump),) = ripple.one_sided
    assert (node.name, label, predicted, recorded, jump) == ("out", "out", 0.5, 0.0, 0.0)
    assert str(ripple).endswith(
        "out is on a kink: the derivative on this side predicts a change of 0.5; "
        "by the convention of backward, 0 at x = 0, it would be 0."
    )
    assert wiggle((relu(x + 1.0)).named("E"), "net", by=0.5).one_sided == ()


@pytest.mark.parametrize(
    ("function", "start", "by", "at"),
    [
        (relu, -0.05, 0.1, [0.0]),
        (relu, 0.05, -0.1, [0.0]),
        (relu, 0.05, 0.1, []),
        (relu, -0.1, 0.1, []),  # it ends there
        (relu, 0.0, 0.1, []),  # it starts there
        (lambda x: TABLE["hard_tanh"](x), -2.0, 4.0, [-1.0, 1.0]),
        (lambda x: TABLE["floor"](x), 2.9, 0.2, [3.0]),
        (lambda x: TABLE["floor"](x), 2.5, 0.2, []),
        (lambda x: elu(x, alpha=1.0), -1.0, 2.0, []),
        (lambda x: TABLE["atan2"](x, Value(-1.0)), 0.5, -1.0, [0.0]),
        (lambda x: maximum(Value(3.0), x), 1.0, 4.0, [3.0]),
        (lambda x: maximum(3.0 * x, x + 1.0), 0.0, 1.0, [1.5]),
        (lambda x: maximum(3.0 * x, 4.0 * x), 1.0, 4.0, []),
        (lambda x: where(x - 1.0, 5.0 * x, 2.0), 0.5, 1.0, [0.0]),
        (lambda x: where(Value(1.0), x, relu(x)), -1.0, 2.0, []),  # relu is not chosen
    ],
)
def test_kinks_that_are_crossed_on_the_way_are_told(function, start, by, at):
    x = Value(start, "x")
    ripple = wiggle(function(x).named("y"), "x", by=by)
    assert [crossing.at for crossing in ripple.crossings] == pytest.approx(at, abs=1e-12)
    assert str(ripple).count("y crosses a kink") == len(at)


def test_a_crossing_names_the_operand_and_a_jump():
    x = Value(-0.05, "x")
    assert str(wiggle(relu(x).named("o"), "x", by=0.1)).endswith("o crosses a kink at x = 0.")
    assert str(wiggle(step(x).named("o"), "x", by=0.1)).endswith("o crosses a kink and jumps by 1 at x = 0.")
    assert wiggle(step(x).named("o"), "x", by=0.1).crossings[0].jump == 1.0


def test_the_change_of_what_is_moved_can_be_asked_for_too():
    x = Value(3.0, "x")
    assert wiggle((x * x).named("y"), "x", by=0.5)["x"] == (x, "x", 3.0, 3.5, 0.5, 0.5, 0.0)


def test_a_jump_is_no_slope():
    x = Value(0.0, "x")
    down, up = (wiggle(step(x).named("Y"), x, by=by) for by in (-0.1, 0.1))
    assert (down["Y"].predicted, down["Y"].true, down.one_sided[0].jump) == (0.0, -1.0, -1.0)
    assert (up["Y"].predicted, up["Y"].true, up.one_sided[0].jump) == (0.0, 0.0, 0.0)
    assert "its value jumps by −1, which no derivative predicts" in str(down)


def test_two_operands_that_move_together_stay_on_the_kink():
    x = Value(2.0, "x")
    y = maximum(x, x + 0.0).named("y")
    assert wiggle(y, x, by=0.1)["y"].predicted == 0.1


def test_a_row_of_ones_own_is_one_sided_by_the_kinks_that_it_states():
    bend = operation(
        "bend",
        forward=lambda x: maximum(x - 1.0, 0.0) * x + x,
        local_derivatives=(lambda out, x: 1.0 + TABLE["positive"](x - 1.0) * (2.0 * x - 1.0),),
        kinks=lambda x: (x - 1.0,),
    )
    x = Value(1.0, "x")
    up, down = (wiggle(bend(x).named("y"), x, by=by)["y"].predicted for by in (0.01, -0.01))
    assert (up, down) == (pytest.approx(0.02, rel=1e-14), pytest.approx(-0.01, rel=1e-14))


def test_a_side_on_which_a_row_is_not_defined_predicts_nothing():
    root = operation(
        "root",
        forward=lambda x: sqrt(x) * x,
        local_derivatives=(lambda out, x: 1.5 * sqrt(x),),
        domain="x ≥ 0",
        kinks=lambda x: (x,),
    )
    x = Value(0.0, "x")
    assert wiggle(root(x).named("y"), x, by=1e-3)["y"].predicted == pytest.approx(0.0, abs=1e-70)
    with pytest.raises(DomainError):
        wiggle(root(x), x, by=-1e-3)


def test_what_a_where_did_not_choose_passes_no_change_on():
    x = Value(4.0, "x")
    y = where(x - 5.0, sqrt(x - 4.0), 3.0 * x).named("y")  # the slope of the root is infinite, and not chosen
    assert wiggle(y, x, by=0.5)["y"].predicted == 1.5
    assert not math.isnan(wiggle(y * 1.0, x, by=0.5).changes[-1].predicted)


def test_a_node_where_the_operation_is_not_defined_is_named():
    p = Value(0.5, "p")
    with pytest.raises(DomainError, match=r"log is not defined at p = -0\.1"):
        wiggle(log(p), "p", by=-0.6)


def test_wrong_arguments_are_refused():
    forward = documents.mazur().run()
    end = forward.total
    with pytest.raises(GraphError, match=r"no value is named 'w55'; did you mean w5"):
        wiggle(end, "w55", by=0.1)
    with pytest.raises(GraphError, match="does not feed the output"):
        wiggle(forward["net_h1"], forward["w5"], by=0.1)
    with pytest.raises(TypeError, match=r"takes by=, the change, or to=, the new number; it was given neither"):
        wiggle(end, "w5")
    with pytest.raises(TypeError, match="it was given both"):
        wiggle(end, "w5", by=0.1, to=0.5)
    for by in (math.nan, math.inf):
        with pytest.raises(ValueError, match=r"w5 is 0\.4; a wiggle by=(nan|inf) leads to (nan|inf): give a finite"):
            wiggle(end, "w5", by=by)
    with pytest.raises(ValueError, match="a wiggle to=nan"):
        wiggle(end, "w5", to=math.nan)
    with pytest.raises(TypeError, match="is not a number"):
        wiggle(end, "w5", by="0.1")
    with pytest.raises(TypeError, match=r"5 \(int\) is no node"):
        wiggle(end, 5, by=0.1)
    with pytest.raises(TypeError, match="has no graph"):
        wiggle(5.0, "w5", by=0.1)
    forward["w1"].data = 0.9
    with pytest.raises(GraphError, match=r"net_h1 was 0\.3775 when this graph was recorded"):
        wiggle(end, "w5", by=0.1)


def test_the_table_has_a_line_a_node_and_says_what_it_leaves_out():
    x = out = Value(0.5, "x")
    for n in range(200):
        out = tanh(out).named(f"y{n}")
    lines = str(wiggle(out, x, by=0.1)).splitlines()
    assert lines[0] == "x: 0.5 → 0.6"
    assert lines[1].split() == ["node", "before", "after", "predicted", "change", "true", "change", "difference"]
    assert len(lines) == 2 + 60
    assert lines[-2] == "… 141 more"
    assert lines[-1].startswith("y199 ")


def test_differences_of_no_more_than_the_last_digits_are_written_so():
    table = str(wiggle(documents.mazur().run()["net_o1"], "w5", by=0.01))
    assert table.splitlines()[-1].split() == [
        "net_o1",
        "1.105905967",
        "1.111838667",
        "0.0059327",
        "0.0059327",
        "≈",
        "0",
    ]


def chain_of_units(length):
    x = out = Value(0.3, "x")
    for n in range(length):
        out = relu(out + 0.01 * x).named(f"r{n}") if n % 2 else sigmoid(out * x)
    return out, x


def test_work_grows_with_the_number_of_nodes_and_not_with_its_square():
    assert growth(lambda chain: wiggle(*chain, by=1e-3), chain_of_units, 500) < 2.2
    wiggle(*chain_of_units(5_000), by=1e-3)


@pytest.mark.slow
def test_a_chain_of_a_hundred_thousand():
    x = out = Value(1.0, "x")
    for _ in range(100_000):
        out = out + x
    assert wiggle(out, x, by=1.0).changes[-1].predicted == 100_001.0


@pytest.mark.parametrize("by", [-1.0, 1.0])
def test_a_kink_that_operands_leave_is_not_crossed(by):
    x = Value(0.0, "x")
    y = maximum(x * 1.0, x * 2.0).named("y")
    assert wiggle(y, x, by=by).crossings == ()
    assert wiggle(relu(x).named("r"), x, by=by).crossings == ()
    beside = wiggle(maximum(x * 1.0, x * 2.0 + 0.25 * by), x, by=-by)
    assert [crossing.at for crossing in beside.crossings] == [-0.25 * by]
