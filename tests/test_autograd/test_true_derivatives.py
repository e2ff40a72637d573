"""First and second derivatives against series of sixty digits: every row at its edges and kinks, and random graphs.

The long version is ``python tests/jets_long.py``.
"""

from dataclasses import replace

import jets_long
import pytest
from points import BOUND, points
from random_graphs import Program

from autograd import TABLE, operation
from autograd.checking.engine import stops_gradients


@pytest.mark.parametrize("op", [op for op in BOUND if not stops_gradients(op)], ids=repr)
def test_every_row_has_its_true_first_and_second_derivatives_or_none(op):
    tally = jets_long.Tally()
    programs = [Program(point, ((op, tuple(range(len(point)))),)) for point in points(op)]
    wrong = [(program.numbers, found) for program in programs for found in jets_long.against_the_truth(program, tally)]
    assert not wrong, "\n".join(map(str, wrong))


def test_a_hundred_and_fifty_random_graphs_have_their_true_derivatives_by_every_way():
    tally, wrong = jets_long.survey(150, seed=2)
    assert not wrong, "\n".join(f"{jets_long.source(program)}: {found}" for _, program, found in wrong[:5])
    assert tally.graphs["not smooth"] > 15
    assert tally.entries["second Exact"] > 300
    assert tally.entries["second ABSENT"] > 2
    assert tally.entries["first UNKNOWN"] < tally.entries["first Exact"] / 3


def wrong_by_a_millionth(rule):
    def slope(*operands, **static):
        return rule(*operands, **static) * 1.000001

    return slope


def found_in(op, *point):
    program = Program(point, ((op, tuple(range(len(point)))),))
    return list(jets_long.findings(program, jets_long.Tally()))


@pytest.mark.parametrize("name", ["tanh", "multiply", "hypot", "raised"])
def test_a_rule_that_is_wrong_by_a_millionth_is_found(name):
    row = TABLE[name]
    planted = replace(row, local_derivatives=tuple(map(wrong_by_a_millionth, row.local_derivatives)), with_number=())
    op = planted.bind(**row.bindings[0]) if row.takes else planted
    assert {found.kind for found in found_in(op, *(0.75, 0.5)[: op.arity])} == {
        "first wrong, smooth",
        "second wrong, smooth",
    }


def test_a_bend_that_a_kink_hides_is_found():
    """As if x² were flat at 0."""
    flat = operation(
        "flat",
        forward=lambda x: x * x,
        local_derivatives=(lambda out, x: 2.0 * TABLE["absolute"](x) * TABLE["sign"](x),),
    )
    (found,) = found_in(flat, 0.0)
    assert (found.kind, found.seen.split(" (")[0]) == ("second wrong, smooth", "0.0 where it is 2.0")


def test_a_number_where_there_is_no_derivative_is_found():
    sides = operation("sides", forward=lambda x: TABLE["absolute"](x), local_derivatives=(lambda out, x: x * 0.0,))
    assert {found.kind for found in found_in(sides, 0.0)} == {"second wrong, kink or edge"}
