"""Which slip explains a wrong number."""

import math
import random

import pytest

from autograd import Value, exp, log
from nn import documents
from verify import Verdict, Work, check_claims
from verify.claims.written import written_number
from verify.judging.hints import hint_for
from verify.rework.tree import Partial
from verify.slips.explain import best_explanations, surprise
from verify.slips.kinds import Applies, Candidate, Kind, Made, Slip
from verify.slips.typing import typing_slips

WORK = Work.of_example(documents.mazur())


def candidate(value, bits, kind, text, at=""):
    return Candidate(value, bits, Made(Slip(Kind(kind), text, bits, "for a test", lambda w: w.x, Applies.ANY), at))


def judged(target, text, work=WORK):
    judgement = check_claims(work, [(target, text)])[0]
    assert judgement.verdict is Verdict.WRONG, judgement
    return judgement


@pytest.mark.parametrize(
    ("target", "text", "kind", "said"),
    [
        ("dE/dw5", "-0.082167", "sign", "the sign of the whole is turned round"),
        ("dE/dw5", "0.43983", "missing factor", "∂out_o1/∂net_o1 is left out"),
        ("dE/dw5", "0.13850", "missing factor", "∂net_o1/∂w5 is left out"),
        ("dE/dw5", "0.33047", "variant", "out_o1 stands in place of ∂out_o1/∂net_o1"),
        ("dE/dw5", "0.10936", "variant", "1 − out_o1 stands in place of ∂out_o1/∂net_o1"),
        ("dE/dw5", "0.16433", "extra factor", "a factor 2 too many"),
        ("dE/dw5", "0.055399", "wrong name", "w5 stands in place of ∂net_o1/∂w5"),
        ("dE/dw5", "0.35892", "updated weight", "this is w5⁺"),
        ("dE/dw5", "0.82167", "typing", "the point stands 1 place too far to the right"),
        ("dE/dw5", "0.08267", "copied", "this is dE_total/dw6"),
        ("dE/dw5", "0.08126", "typing", "two digits are exchanged"),
        ("dE/dw5", "0.082167040564", "sign", ""),
        ("dE/dw1", "0.00066840", "path", "the path through ∂E_o2/∂out_h1 is forgotten"),
        ("dE/dw1", "0.00089822", "path", "is subtracted, not added"),
        ("dE/dw1", "0.0018175", "missing factor", "∂out_h1/∂net_h1 is left out"),
        ("dE/dw1", "0.000364723", "early update", "updated already are used too early"),
        ("w5+", "0.44108", "sign", "η · gradient is added"),
        ("w5+", "0.31783", "learning rate", "the learning rate is left out"),
        ("w5+", "0.082167", "update", "this is the gradient"),
        ("w5+", "0.18008", "missing factor", "in the gradient the factor ∂out_o1/∂net_o1 is left out"),
        ("net_h1", "0.0275", "missing term", "the term b1 is left out"),
        ("net_h1", "0.3375", "sign", "the sign of w2 · i2 is turned round"),
        ("out_h1", "0.3775", "missing step", "this is net_h1 itself"),
        ("out_h1", "0.40673", "variant", "this is 1 − out_h1"),
        ("out_h1", "0.68557", "missing step", "this is e^−net"),
        ("out_h1", "0.36053", "variant", "tanh stands in place of sigmoid"),
        ("E_o1", "0.54962", "missing factor", "½ is left out"),
        ("E_total", "0.27481", "missing term", "the term E_o2 is left out"),
        ("E_total after 1 step", "0.298371109", "steps", "this is E_total before the first step"),
        ("E_total after 1 step", "0.285750887", "biases", "the biases are updated too"),
        ("E_total after 1 step", "0.291027924", "early update", "updated already are used too early"),
        ("dout_h1/dnet_h1", "0.240613417", "wrong index", "this is ∂out_h2/∂net_h2"),
        ("1 - out_o1", "1.751365070", "sign", "the sign of −out_o1 is turned round"),
    ],
)
def test_a_slip_is_named(target, text, kind, said):
    if not said:  # it is the right one, to more digits than anybody asks for
        assert check_claims(WORK, [(target, text)]).ok
        return
    judgement = judged(target, text)
    assert kind in judgement.explanations[0].kinds
    assert said in judgement.explanations[0].text


def test_the_three_numbers_of_the_slides_are_explained_to_all_their_digits():
    for target, text in (
        ("E_total after 1 step", "0.291027924"),
        ("out_o1 after 10000 steps", "0.015912196"),
        ("out_o2 after 10000 steps", "0.984065734"),
    ):
        first = judged(target, text).explanations[0]
        assert first.kind == "early update"
        assert f"{first.value:.9f}" == text


def test_with_few_digits_nothing_is_said():
    for text in ("0.2", "0.9", "0.06", "-0.1"):
        assert judged("dE/dw5", text).explanations == ()


def test_digits_are_worth_bits():
    assert surprise(written_number("0.0822")) == pytest.approx(math.log2(822 * math.log(10.0)))
    assert surprise(written_number("0.082167")) > surprise(written_number("0.0822"))
    assert surprise(written_number("0.0")) == 0.0


def test_dearer_slips_need_more_digits():
    def explained(bits, text="0.500"):
        return bool(best_explanations(written_number(text), [candidate(0.5, bits, "sign", "that")]))

    limit = surprise(written_number("0.500")) - 3.0
    assert explained(limit - 0.01)
    assert not explained(limit + 0.01)
    assert explained(limit + 0.01, "0.5000")


def test_where_many_slips_are_as_cheap_none_explains_three_digits():
    crowd = [candidate(0.2 + 0.013 * place, 3.0, "sign", f"slip {place}") for place in range(200)]
    assert best_explanations(written_number("0.213"), crowd) == []
    assert best_explanations(written_number("0.21300"), crowd)
    cheaper = candidate(0.213, 2.0, "path", "that")
    assert best_explanations(written_number("0.213"), [*crowd, cheaper])[0].kind == "path"


def test_slips_that_give_one_value_are_one_explanation_that_names_them_all():
    one, other = (
        candidate(0.1234, 3.0, "sign", "this way"),
        candidate(0.1234, 4.0, "path", "that way", Partial("y", "x")),
    )
    (found,) = best_explanations(written_number("0.1234"), [other, one], list)
    assert found.text == "this is the value you get if this way, or if that way"
    assert found.kinds == ("sign", "path")
    assert found.slips == ("this way", "that way")
    assert found.factor == "dy/dx"


def test_slips_that_are_one_formula_are_named_once():
    one, other = candidate(0.1234, 3.0, "sign", "this way"), candidate(0.1234, 4.0, "path", "that way")
    same = [lambda _: {one.made: 0.7, other.made: 0.7}]
    (found,) = best_explanations(written_number("0.1234"), [other, one], lambda: same)
    assert found.slips == ("this way",)
    assert found.kinds == ("sign", "path")
    differs = [*same, lambda _: {one.made: 0.7, other.made: 0.8}]
    (found,) = best_explanations(written_number("0.1234"), [other, one], lambda: differs)
    assert found.slips == ("this way", "that way")


def test_at_most_three_are_shown_those_within_two_bits_of_the_best():
    several = [candidate(0.12345 + 1e-7 * place, 3.0 + place, "sign", f"slip {place}") for place in range(6)]
    assert [each.bits for each in best_explanations(written_number("0.12345"), several)] == [3.0, 4.0, 5.0]


def test_learning_rate_and_one_half_are_told_apart_by_saying_both():
    text = judged("dE/dw5", "0.04108352").explanations[0].text  # η is 0.5
    assert "the learning rate is multiplied in" in text
    assert "or if there is a factor ½ too many" in text


def test_the_wording_is_conditional():
    for target, text in (("dE/dw5", "0.43983"), ("dE/dw5", "0.08267"), ("w5+", "0.44108")):
        assert judged(target, text).explanations[0].text.startswith("this is ")


def test_a_number_that_nobody_computed_has_no_explanation():
    rng = random.Random(5)
    found = 0
    for _ in range(200):
        text = f"{0.0821670406 * 10 ** rng.uniform(-1, 1):.6f}"
        judgement = check_claims(WORK, [("dE/dw5", text)])[0]
        found += bool(judgement.explanations)
    assert found <= 2


@pytest.mark.parametrize(
    ("true", "text", "slip"),
    [
        (1.156, "1.56", "a digit is left out"),
        (0.19997807, "0.1997", "a digit is left out"),
        (12.5, "1.5", "a digit is left out"),
        (0.0822, "0.08822", "a digit is doubled"),
        (12.5, "122.5", "a digit is doubled"),
        (0.0821670, "0.08126", "two digits are exchanged"),
        (12.5, "21.5", "two digits are exchanged"),
        (-0.4321, "-0.4231", "two digits are exchanged"),
    ],
)
def test_slips_of_the_hand(true, text, slip):
    written = written_number(text)
    assert slip in {each.text for each in typing_slips(true, written) if each.value == written.value}


@pytest.mark.parametrize("text", ["1e-290", "1e300", "0.0", "5e2", "0." + "1" * 50, "-0"])
def test_unusual_numbers_are_looked_at_for_slips_of_the_hand_too(text):
    for true in (0.0821, 0.0, math.inf, math.nan, -1e-300, 1e300):
        for each in typing_slips(true, written_number(text)):
            assert math.isfinite(each.value)


def test_one_slip_with_true_numbers_and_with_those_before_is_told_once():
    report = check_claims(WORK, {"out_o1": "0.7514", "dout_o1/dnet_o1": "0.2486"})
    assert [each.text.count("1 − out_o1") for each in report[1].explanations] == [1]


def test_a_power_taken_for_a_product_is_shown_as_that_product():
    x = Value(1.3, "x")
    (wrong,) = check_claims(Work((x**3).named("y")), {"y": "3.900000"})
    assert "3 · x stands in place of x^3" in wrong.explanations[0].text


def test_a_derivative_inside_of_a_formula_is_written_with_the_names_in_it():
    u = (Value(1.3, "x") ** 2).named("u")
    (wrong,) = check_claims(Work((u.sin() * 3.0).named("y")), {"dy/du": "3.00000"})
    assert "the derivative of sin(u), cos(u), is left out" in wrong.explanations[0].text
    (wrong,) = check_claims(Work((3.0 / u).named("y")), {"dy/du": "-1.775148"})
    assert "the divisor u of 3 / u is not squared" in wrong.explanations[0].text


def test_a_power_of_one_value_is_a_formula_and_no_activation():
    work = Work((Value(1.3, "x") ** 2).named("y"))
    assert "the exponent of x² is left out" in judged("y", "1.30000", work).explanations[0].text
    assert judged("out_h1", "0.24130").explanations[0].text == "this is its derivative, ∂out_h1/∂net_h1"


def test_a_number_of_the_work_and_a_slip_are_one_sentence():
    x = Value(0.5, "x")
    (wrong,) = check_claims(Work((1.0 / (1.0 + x**2)).named("y")), {"y": "0.500000"})
    assert wrong.explanations[0].text == "this is x, or the value you get if 2 · x stands in place of x²"


def test_a_slip_that_is_told_alike_deeper_in_the_line_is_still_one_formula_with_another():
    x = Value(0.5, "x")
    work = Work((exp(2.0 * x) * log(x + 3.0)).named("y"))
    text = judged("dy/dx", f"{math.e * math.log(3.5) + math.e / 3.5:.6f}", work).explanations[0].text
    assert text == "this is the value you get if in ∂y/∂x the factor 2 of 2 · x is left out"
    text = judged("dy/dx", f"{2.0 * math.e * math.log(3.5) + math.e * 3.5:.6f}", work).explanations[0].text
    assert "it is multiplied by x + 3, not divided" in text


@pytest.mark.parametrize(("target", "text", "place"), [("E", "0.59674", "factors"), ("net_h1", "0.0275", "terms")])
def test_a_hint_for_a_number_that_is_no_partial_names_the_part_of_the_formula(target, text, place):
    assert hint_for(judged(target, text)) == f"look at the {place}"
