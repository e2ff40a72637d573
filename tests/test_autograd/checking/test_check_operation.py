"""The check of a row: the whole table passes, and each mistake that a row can have is found and told."""

import math

import pytest

from autograd import (
    TABLE,
    Notation,
    Outcome,
    absolute,
    check_gradients,
    check_operation,
    exp,
    log,
    operation,
    positive,
    sigmoid,
)


def cube(**changed):
    """x³, with what is changed."""
    right = {"forward": lambda x: x * x * x, "local_derivatives": (lambda out, x: 3.0 * x * x,), "samples": ((2.0,),)}
    return operation("cube", **(right | changed))


def area(**changed):
    """x·y, with what is changed."""
    rules = (lambda out, x, y: y, lambda out, x, y: x)
    return operation(
        "area", **({"forward": lambda x, y: x * y, "local_derivatives": rules, "samples": ((2.0, 3.0),)} | changed)
    )


def many(rule, **changed):
    """The sum of squares of any number of operands."""
    return operation(
        "squares",
        **(
            {"forward": lambda *xs: sum(x * x for x in xs), "local_derivatives": rule, "samples": ((1.0, 2.0),)}
            | changed
        ),
    )


@pytest.mark.parametrize("row", TABLE.values(), ids=lambda row: row.name)
def test_every_row_of_the_table_is_right(row):
    report = check_operation(row)
    report.raise_if_wrong()
    assert report.comparisons or report.notes == ("stop_gradient passes no gradient on, as it is meant to.",)
    assert not report.comparisons or report.notes == () or "there is no second order" in report.notes[0]


def test_the_right_rows_of_these_tests_pass():
    for row in (cube(), area(), many(lambda out, *xs: tuple(2.0 * x for x in xs))):
        report = check_operation(row)
        report.raise_if_wrong()
        assert {each.outcome for each in report.comparisons} == {Outcome.AGREES}


def test_a_wrong_rule_is_shown_with_both_numbers():
    report = check_operation(cube(local_derivatives=(lambda out, x: 2.975 * x * x,)))
    assert not report
    assert "WRONG: ∂cube/∂x at x = 2: rule 11.9, differences 12.000000000" in str(report)


@pytest.mark.parametrize(
    ("rule", "names"),
    [
        (lambda out, x: -3.0 * x * x, ["∂cube/∂x", "∂²cube/∂x²"]),
        (lambda out, x: 3.0 * x, ["∂cube/∂x", "∂²cube/∂x²"]),
        (lambda out, x: x * x, ["∂cube/∂x", "∂²cube/∂x²"]),
        (lambda out, x: 3.000003 * x * x, ["∂cube/∂x"]),
        (lambda out, x: 12.0, ["∂²cube/∂x²"]),
        (lambda out, x: 6.0 * x, ["∂²cube/∂x²"]),
    ],
)
def test_planted_mistakes_are_found_in_first_or_second_order(rule, names):
    report = check_operation(cube(local_derivatives=(rule,)))
    assert [each.label.name for each in report.wrong] == names


def test_a_rule_that_is_right_at_one_sample_is_found_at_another():
    assert check_operation(cube(local_derivatives=(lambda out, x: 6.0 * x,)), points=[2.0]).wrong
    first = [
        each.ours == pytest.approx(each.numerical) for each in check_operation(cube(), points=[2.0, -1.5]).comparisons
    ]
    assert first == [True] * 4


def test_the_rule_of_log_as_1_over_log_is_found():
    right = operation("logarithm", forward="log", local_derivatives=(lambda out, x: 1.0 / x,))
    wrong = operation("logarithm", forward="log", local_derivatives=(lambda out, x: 1.0 / out,))
    assert check_operation(right, points=[2.0])
    assert "∂logarithm/∂x at x = 2: rule 1.44269504089, differences 0.500000" in str(
        check_operation(wrong, points=[2.0])
    )


def test_two_rules_in_the_wrong_order_are_found():
    report = check_operation(area(local_derivatives=(lambda out, x, y: x, lambda out, x, y: y)))
    assert [str(each.label) for each in report.wrong[:2]] == ["∂area/∂x at x = 2, y = 3", "∂area/∂y at x = 2, y = 3"]


def test_a_rule_of_many_operands_that_forgets_one_is_found():
    report = check_operation(many(lambda out, *xs: (2.0 * xs[0], *xs[1:])))
    assert [each.label.name for each in report.wrong] == ["∂squares/∂y", "∂²squares/∂y²"]


def test_static_arguments_are_bound_as_the_row_says():
    def leaky(rule):
        return operation(
            "leaky",
            forward=lambda x, slope: x * positive(x) + slope * x * positive(-x),
            local_derivatives=(rule,),
            takes=("slope",),
            bindings=({"slope": 0.1}, {"slope": 3.0}),
            samples=((2.0,), (-2.0,)),
        )

    assert check_operation(leaky(lambda out, x, slope: positive(x) + slope * positive(-x)))
    report = check_operation(leaky(lambda out, x, slope: positive(x) + 0.1 * positive(-x)))
    assert [str(each) for each in report.wrong] == [
        "∂leaky/∂x at x = −2, slope = 3: rule 0.1, differences 3.0000000000"
    ]
    bound = leaky(lambda out, x, slope: positive(x) + 0.1 * positive(-x)).bind(slope=0.1)
    assert check_operation(bound)


def test_operands_are_called_as_the_rules_call_them():
    labels = [str(each.label) for each in check_operation(TABLE["atan2"], points=[(1.0, 2.0)]).comparisons]
    assert labels[:2] == ["∂atan2/∂y at y = 1, x = 2", "∂atan2/∂x at y = 1, x = 2"]
    assert check_gradients(TABLE["atan2"], [1.0, 2.0]).subject == "atan2 at y = 1, x = 2"
    assert check_gradients(TABLE["mean"], [1.0, 2.0]).subject == "mean at x = 1, y = 2"


def test_a_binding_that_no_point_can_be_used_with_is_told():
    report = check_operation(TABLE["softmax"], points=[(1.0,)])
    assert report
    assert [note.partition(":")[0] for note in report.notes] == ["softmax with index = 1 was not checked"]
    assert check_operation(TABLE["softmax"], points=[(1.0,), (1.0, 2.0)]).notes == ()


# Rules that are not made of arithmetic


@pytest.mark.parametrize(
    "rule",
    [
        lambda out, x: 3.0 * x * x if x > 0 else 0.0,
        lambda out, x: 0.0 if x == 0.0 else 3.0 * x * x,
        lambda out, x: 3.0 * x * x if x else 0.0,
        lambda out, x: 3.0 * float(x) * x,
        lambda out, x: math.pow(x, 2.0) * 3.0,
        lambda out, x: 3.0 * abs(x) * abs(x),
        lambda out, x: 3.0 * x.data * x,
        lambda out, x: "3x²",
        lambda out, x: None,
    ],
)
def test_a_rule_that_text_does_not_go_through_is_refused_with_advice(rule):
    report = check_operation(cube(local_derivatives=(rule,)))
    assert not report
    assert report.problems[0].startswith("the rule of cube for x cannot be written as text (")
    assert "use positive, sign or where" in report.problems[0]


def test_a_textbook_rule_must_be_made_of_arithmetic_too_and_mean_the_same():
    assert check_operation(cube(textbook=(lambda out, x: 3.0 * out / x,)))
    report = check_operation(cube(textbook=(lambda out, x: 3.0 if x > 0 else 1.0,)))
    assert "the textbook rule of cube for x cannot be written as text" in report.problems[0]
    report = check_operation(cube(textbook=(lambda out, x: 2.0 * x * x,)))
    assert report.problems == ("∂cube/∂x at x = 2: by the textbook rule it gives 8, as recorded 12.",)


# Forms of a row


def test_a_fast_forward_that_differs_from_the_composed_one_is_found():
    assert check_operation(cube(fast=lambda x: x**3))
    report = check_operation(cube(fast=lambda x: x**3 + 1e-6))
    assert report.problems == ("cube at x = 2: the composed forward gives 8, the forward 8.000001.",)
    report = check_operation(cube(forward=lambda x: exp(3.0 * log(x)), fast=lambda x: x * x * x, samples=((-2.0,),)))
    assert "the composed forward raises" in report.problems[0]


def test_a_definition_that_differs_is_found_and_may_overflow_where_the_row_does_not():
    right = operation(
        "root",
        forward="sqrt",
        local_derivatives=(lambda out, x: 0.5 / out,),
        definition=lambda x: TABLE["sqrt"](x * x * x) / x,
        samples=((4.0,), (1e200,)),
    )
    assert check_operation(right)
    report = check_operation(cube(definition=lambda x: x * x))
    assert report.problems == ("cube at x = 2: the definition gives 4, the forward 8.",)


def test_an_expansion_that_differs_is_found():
    assert check_operation(area(expansion=lambda x, y: y * x))
    report = check_operation(area(expansion=lambda x, y: y + x))
    assert report.problems == ("area at x = 2, y = 3: the expansion gives 5, the forward 6.",)


# Shapes of a row


def test_another_number_of_rules_than_operands_is_told():
    report = check_operation(area(local_derivatives=(lambda out, x, y: y,), samples=((2.0,),)))
    assert "the forward of area takes (x, y), but its rules make it an operation of 1 operand(s)" in report.problems[0]
    report = check_operation(area(local_derivatives=(lambda out, x, y: y,)))
    assert report.problems == ("area has 1 rule(s), one an operand, but was given a point of 2 number(s).",)
    report = check_operation(area(local_derivatives=(lambda out, x, y: y, lambda out, x: x)))
    assert "rule 2 of area takes (out, x); it is called with the result and all 2 operand(s)." in report.problems
    report = check_operation(operation("p", forward="pow", local_derivatives=(lambda out, x: 1.0,), samples=((1.0,),)))
    assert "the forward of p takes (x, y, /)" in report.problems[0]


def test_a_tuple_of_the_wrong_length_is_told():
    report = check_operation(many(lambda out, *xs: (2.0 * xs[0],)))
    assert report.problems == (
        "the rule of squares returned 1 derivative(s) for 2 operand(s); it must return a tuple with one for each.",
    )
    report = check_operation(many(lambda out, *xs: 2.0 * xs[0]))
    assert "returned no tuple for 2 operand(s)" in report.problems[0]
    report = check_operation(cube(local_derivatives=(lambda out, x: (3.0 * x * x,),)))
    assert "returned a tuple; a row with one rule an operand" in report.problems[0]


def test_a_forward_that_math_does_not_have_or_that_fails_is_told():
    report = check_operation(cube(forward="cubed"))
    assert report.problems == ("the forward of cube is 'cubed', which Python's math does not have; give a function.",)
    report = check_operation(cube(forward=lambda x: x.missing))
    assert "the forward of cube raises AttributeError at (2.0,)" in report.problems[0]


def test_a_rule_that_fails_on_numbers_is_told():
    report = check_operation(cube(local_derivatives=(lambda out, x: x.text and 3.0 * x * x,)))
    assert [problem.partition(" (")[0] for problem in report.problems] == [
        "the rules of cube raise AttributeError on numbers",
        "the rules of cube raise AttributeError on Values",
    ]


def test_a_rule_that_gives_another_number_than_its_text_is_told():
    """It asks what it was given, and remembers."""
    rule = lambda out, x: (3.0 if isinstance(x, float) else 3.5) * x * x  # noqa: E731
    report = check_operation(cube(local_derivatives=(rule,)))
    assert "∂cube/∂x at x = 2: on numbers it gives 12, as recorded 14." in report.problems


def test_more_textbook_rules_than_rules_are_told():
    report = check_operation(cube(textbook=(None, lambda out, x: x)))
    assert report.problems == ("cube has 2 textbook rules for 1 rules: they are parallel.",)


def test_a_rule_that_divides_by_0_where_there_is_a_derivative_is_wrong():
    report = check_operation(cube(local_derivatives=(lambda out, x: 3.0 * out / x,), samples=((0.0,),)))
    assert [each.label.name for each in report.wrong] == ["∂cube/∂x"]
    assert math.isnan(report.wrong[0].ours)


def test_a_sample_outside_the_domain_is_told():
    row = operation("logarithm", forward="log", local_derivatives=(lambda out, x: 1.0 / x,), samples=((2.0,), (-1.0,)))
    report = check_operation(row)
    assert "the point (-1.0,) cannot be used: logarithm is not defined at x = -1" in report.problems[0]


def test_missing_points_and_static_arguments_are_asked_for_once():
    with pytest.raises(ValueError, match=r"cube has no points .* check_operation\(cube, points=.* samples="):
        check_operation(cube(samples=()))
    with pytest.raises(ValueError, match=r"write check_operation\(cube"):
        check_operation(cube(), points=[])
    row = cube(forward=lambda x, n: x * n, local_derivatives=(lambda out, x, n: n,), takes=("n",))
    with pytest.raises(ValueError, match=r"cube takes n, and no numbers for it are known: .*\.bind\(n=…\)"):
        check_operation(row)
    with pytest.raises(TypeError, match=r"points is 1\.0; give a list of them: \[2\.0, −0\.5\]"):
        check_operation(cube(), points=1.0)
    with pytest.raises(TypeError, match="is not an operation"):
        check_operation(math.sin)


# Kinks


def test_at_a_kink_the_convention_is_admitted_between_the_sides_only():
    report = check_operation(absolute, points=[0.0])
    assert report.comparisons[0].remark == "kink: left −1, right 1, rule 0 lies between"
    wrong = operation("size", forward=abs, local_derivatives=(lambda out, x: 2.0,), convention="2 at x = 0")
    assert check_operation(wrong, points=[0.0]).wrong[0].remark == "kink: left −1, right 1, rule 2 lies outside"


def test_a_kink_without_a_convention_is_noted():
    size = operation("size", forward=abs, local_derivatives=(lambda out, x: TABLE["sign"](x),))
    report = check_operation(size, points=[0.0, 1.0])
    assert report
    assert report.notes == ("size has a kink: say with convention= what is taken for the derivative there.",)


def test_the_example_of_the_documentation_passes():
    swish = operation(
        "swish",
        forward=lambda x: x * sigmoid(x),
        local_derivatives=(lambda out, x: sigmoid(x) + out * sigmoid(-x),),
        notation=Notation("swish"),
    )
    report = check_operation(swish, points=[-3.0, 0.0, 0.4, 2.0])
    assert report
    assert str(report).splitlines()[0].startswith("swish: 8 derivatives agree, to 1")
