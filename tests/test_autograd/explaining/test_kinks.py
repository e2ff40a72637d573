"""Where rows say that their kinks are, and which kinks a graph is on."""

import itertools
import math

import pytest
from effort import growth

from autograd import (
    TABLE,
    DomainError,
    GraphError,
    Value,
    absolute,
    atan2,
    check_gradients,
    clamp,
    elu,
    floor,
    gradients,
    hard_sigmoid,
    hypot,
    kinks,
    maximum,
    operation,
    relu,
    sigmoid,
    sin,
    sqrt,
    step,
    tanh,
    where,
)

GRID = (-3.0, -1.0, -0.4, 0.0, 0.3, 1.0, 2.5, 3.0)
STARTS = list(itertools.product(range(8), (0, 1, 3)))
H = 1e-6


def bound(op):
    return [op.bind(**static) for static in op.bindings] if op.takes else [op]


def points(op):
    count = op.arity or len(op.samples[0])
    if count <= 3:
        return list(itertools.product(GRID, repeat=count))
    return [tuple(GRID[(start + pace * n) % len(GRID)] for n in range(count)) for start, pace in STARTS]


def is_broken(op, point, place):
    """Whether the value jumps or the two difference quotients along one operand differ; None where there is no side."""
    at = [[*point[:place], point[place] + step, *point[place + 1 :]] for step in (-H, 0.0, H)]
    try:
        left, here, right = (op(*numbers) for numbers in at)
    except (DomainError, IndexError):
        return None
    below, above = (here - left) / H, (right - here) / H
    return abs(right - left) > 0.1 or abs(below - above) > 1e-3 * (1 + min(abs(below), abs(above)))


def distances(op, point):
    return op.kinks(*point, **op.static) if op.kinks else ()


@pytest.mark.parametrize("op", [op for row in TABLE.values() for op in bound(row)], ids=repr)
def test_a_row_has_kinks_where_its_two_sides_differ_and_nowhere_else(op):
    seen = 0
    for point in points(op):
        try:
            op(*point)
        except (DomainError, IndexError):
            continue
        broken = [is_broken(op, point, place) for place in range(len(point))]
        is_on = 0.0 in distances(op, point)
        assert not any(broken) or is_on, point
        if is_on and not (op.name == "where" and point[1] == point[2]) and None not in broken:
            is_smooth = op.name == "softsign" or op.static.get("alpha") == 1.0  # only the second derivative breaks
            assert any(broken) or is_smooth, point
            seen += 1
    assert seen > 0 or not op.kinks


@pytest.mark.parametrize("op", [op for row in TABLE.values() for op in bound(row) if row.kinks], ids=repr)
def test_kinks_of_every_row_are_found_with_both_sides(op):
    for point in points(op):
        place = next((place for place in range(len(point)) if is_broken(op, point, place)), None)
        if place is None:
            continue
        leaves = [Value(x, f"x{n}") for n, x in enumerate(point)]
        (kink,) = kinks(op(*leaves))
        left, here, right = (
            op(*[x + step * (n == kink.operand) for n, x in enumerate(point)]) for step in (-H, 0.0, H)
        )
        assert (kink.at, kink.distance) == (point[kink.operand], 0.0)
        if kink.jump:
            assert kink.jump == pytest.approx(right - left, abs=1e-5)
            assert math.copysign(1.0, kink.jump) == math.copysign(1.0, right - left)
        else:
            assert kink.below[kink.operand] == pytest.approx((here - left) / H, abs=1e-5)
            assert kink.above[kink.operand] == pytest.approx((right - here) / H, abs=1e-5)
        assert kink.applied == kink.node.local_derivatives


def test_rows_have_a_convention_where_they_have_kinks_and_nowhere_else():
    """Those of power and of over_length speak of 0⁰ and 0/0, at which there is nothing to break: they have no sides."""
    assert {name for name, op in TABLE.items() if op.convention and not op.kinks} == {"over_length", "power", "raised"}
    assert {name for name, op in TABLE.items() if op.kinks and not op.convention} == set()


def test_sides_and_convention_of_a_relu_at_0():
    net = Value(0.0, "net_h1")
    (kink,) = kinks(relu(net).named("out_h1"))
    assert (kink.label, kink.operand_label, kink.at) == ("out_h1", "net_h1", 0.0)
    assert (kink.below, kink.above, kink.applied) == ((0.0,), (1.0,), (0.0,))
    assert str(kink) == (
        "out_h1 has a kink at net_h1 = 0: derivative below 0; derivative above 1; backward takes 0 (0 at x = 0)."
    )


def test_a_tie_of_two_values():
    a, b = Value(2.0, "a"), Value(2.0, "b")
    (kink,) = kinks(maximum(a, b).named("m"))
    assert (kink.below, kink.above, kink.applied) == ((0.0, 1.0), (1.0, 0.0), (0.5, 0.5))
    assert str(kink).startswith(
        "m has a kink at a = 2: derivative below by a 0, by b 1; derivative above by a 1, by b 0; "
        "backward takes by a 0.5, by b 0.5"
    )


def test_a_jump_is_told_from_a_kink():
    x = Value(3.0, "x")
    (kink,) = kinks(floor(x).named("y"))
    assert (kink.jump, kink.below, kink.above) == (1.0, (0.0,), (0.0,))
    assert str(kink).startswith("y jumps at x = 3: its value is 1 more above than below")
    (kink,) = kinks(step(Value(-0.0)))
    assert kink.jump == 1.0
    (kink,) = kinks(atan2(Value(0.0), Value(-1.0)))
    assert kink.jump == pytest.approx(2 * math.pi)


def test_rounding_of_one_derivative_beside_another_is_no_kink():
    (kink,) = kinks(atan2(Value(0.0, "y"), Value(-1.0, "x")).named("angle"))
    assert str(kink).startswith(
        "angle jumps at y = 0: its value is 6.283185307 more above than below; derivative below by y −1;"
    )


def test_an_angle_has_the_derivatives_0_at_the_origin():
    value = atan2(Value(0.0), Value(0.0))
    assert value.local_derivatives == (0.0, 0.0)
    assert [each.data for each in gradients(value, value.parents)] == [0.0, 0.0]
    assert check_gradients(atan2, [0.0, 0.0])


def test_infinite_slopes_of_two_signs_are_two():
    cusp = operation(
        "cusp",
        forward=lambda x: sqrt(absolute(x)),
        local_derivatives=(lambda out, x: TABLE["sign"](x) * 1e308 * 1e308,),
        kinks=lambda x: (x,),
    )
    (kink,) = kinks(cusp(Value(0.0)))
    assert (kink.below, kink.above) == ((-math.inf,), (math.inf,))


@pytest.mark.parametrize("size", [1e-300, 1e-100, 1.0, 1e100, 1e300])
def test_kinks_are_found_at_any_magnitude(size):
    a, b = Value(size), Value(size)
    assert len(kinks(maximum(a, b))) == 1
    assert kinks(maximum(a, b * 1.0000001)) == []
    (kink,) = kinks(clamp(a, low=-size, high=size))
    assert (kink.at, kink.below, kink.above) == (size, (1.0,), (0.0,))
    assert kinks(relu(a)) == []


def test_within_is_a_distance_in_the_units_of_the_operand():
    x = Value(2.9, "x")
    out = hard_sigmoid(x).named("y")
    assert kinks(out, within=0.09) == []
    (kink,) = kinks(out, within=0.11)
    assert (kink.at, kink.distance) == (3.0, 2.9 - 3.0)
    assert (kink.below, kink.above, kink.applied) == ((1 / 6,), (0.0,), (1 / 6,))
    assert "at x = 3 (x is 0.1 below)" in str(kink)
    assert [kink.at for kink in kinks(out, within=10.0)] == [-3.0, 3.0]
    assert [kink.at for kink in kinks(floor(x), within=0.95)] == [2.0, 3.0]
    (kink,) = kinks(maximum(Value(1.0), Value(1.25)), within=0.25)
    assert (kink.operand, kink.at, kink.distance) == (0, 1.25, -0.25)
    (kink,) = kinks(hypot(Value(0.0), Value(1e-9)), within=1e-8)
    assert (kink.operand, kink.at) == (1, 0.0)


def test_what_is_smooth_has_no_kink_however_sharp():
    x = Value(0.0, "x")
    assert kinks(sin(1e9 * x) + sigmoid(1e12 * x) + tanh(1e15 * x) + elu(x, alpha=1.0)) == []
    assert len(kinks(elu(x, alpha=0.5))) == 1


def test_a_row_of_ones_own_says_where_its_kinks_are():
    hat = operation(
        "hat",
        forward=lambda x: relu(1.0 - absolute(x)),
        local_derivatives=(lambda out, x: -TABLE["sign"](x) * TABLE["positive"](1.0 - absolute(x)),),
        kinks=lambda x: (x + 1.0, x, 1.0 - x),
    )
    found = kinks(hat(Value(1.0, "x")).named("y"), within=5.0)
    assert [(kink.at, kink.below, kink.above) for kink in found] == [
        (-1.0, (0.0,), (1.0,)),
        (0.0, (1.0,), (-1.0,)),
        (1.0, (-1.0,), (0.0,)),
    ]


def test_a_condition_at_0_is_a_kink_or_a_jump_of_its_where():
    x = Value(0.0, "x")
    (kink,) = kinks(where(x, x, 0.0).named("y"))
    assert (kink.below, kink.above, kink.jump) == ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), 0.0)
    (kink,) = kinks(where(x, 2.0, 5.0).named("y"))
    assert kink.jump == -3.0
    assert kinks(where(x + 1.0, sigmoid(x), relu(x))) == []  # relu is not chosen


def test_wrong_distances_and_changed_graphs_are_refused():
    x = Value(0.0, "x")
    for within in (-1.0, math.nan):
        with pytest.raises(ValueError, match=r"within is .*; give a distance"):
            kinks(relu(x), within=within)
    with pytest.raises(TypeError, match="not a number"):
        kinks(relu(x), within="0.1")
    out = relu(x + 1.0)
    x.data = 5.0
    with pytest.raises(GraphError, match="run forward again"):
        kinks(out)
    assert kinks(relu(Value(math.nan)) + relu(Value(math.inf)), within=1.0) == []


def chain_of_kinks(length):
    out = Value(0.0, "x")
    for _ in range(length):
        out = relu(out)
    return out


def test_work_grows_with_the_number_of_kinks_and_not_with_its_square():
    assert len(kinks(chain_of_kinks(5_000))) == 5_000
    assert growth(kinks, chain_of_kinks, 500) < 2.2
