"""What follows from an earlier number that is wrong is carried, and not wrong again."""

import pytest

from autograd import Value
from nn import documents
from verify import Verdict, Work, check_claims
from verify.claims.claim import read_claim
from verify.rework.tree import Tree

WORK = Work.of_example(documents.mazur())
OUT, WRONG_OUT = 0.7513650695523157, 0.641


def judged(*claims):
    return check_claims(WORK, [read_claim(WORK, *claim) for claim in claims])


def test_a_slope_of_a_wrong_out_is_carried_on_from_it():
    report = judged(("out_o1", "0.641"), ("dout_o1/dnet_o1", "0.2301"))
    assert [each.verdict for each in report] == [Verdict.WRONG, Verdict.CARRIED]
    assert report[1].carried_from == 1
    assert not report.ok


def test_the_root_is_told_through_several_steps():
    report = judged(
        ("out_o1", "0.641"),
        ("dout_o1/dnet_o1", "0.2301"),
        ("dE/dout_o1", "0.631"),
        ("dE/dw5", f"{0.631 * 0.2301 * 0.593270:.5f}"),
        ("w5+", f"{0.4 - 0.5 * 0.08614:.5f}"),
    )
    assert [each.verdict for each in report][1:] == [Verdict.CARRIED] * 4
    assert [each.carried_from for each in report] == [None, 1, 1, 1, 1]


def test_a_right_number_after_a_wrong_one_is_right():
    report = judged(("out_o1", "0.641"), ("dE/dw5", "0.0822"))
    assert report[1].verdict is Verdict.HOLDS


def test_a_new_slip_on_top_of_a_wrong_number_is_wrong_and_explained_with_it():
    report = judged(("dE/dout_o1", "0.631"), ("dE/dw5", f"{0.631 * 0.593270:.5f}"))
    assert [each.verdict for each in report] == [Verdict.WRONG, Verdict.WRONG]
    assert report[1].explanations[0].kind == "missing factor"
    assert report[1].explanations[0].factor == "dout_o1/dnet_o1"


def test_one_factor_with_its_true_number_beside_wrong_ones_is_carried():
    true_slope = OUT * (1.0 - OUT)
    wrong = (WRONG_OUT - 0.01) * true_slope * 0.593269992
    report = judged(("out_o1", "0.641"), ("dout_o1/dnet_o1", "0.230119"), ("dE/dw5", f"{wrong:.7f}"))
    assert report[2].verdict is Verdict.CARRIED
    assert "true number" in report[2].remark


def test_rounding_of_earlier_numbers_is_no_slip():
    report = judged(("dE/dout_o1", "0.74"), ("dout_o1/dnet_o1", "0.19"), ("dE/dw5", "0.0834"))
    assert all(each.verdict is Verdict.HOLDS for each in report)
    assert "rounding" in report[2].remark


def test_an_update_from_a_wrong_gradient_is_carried():
    report = judged(("dE/dw5", "0.44"), ("w5+", "0.18"))
    assert report[1].verdict is Verdict.CARRIED


def test_an_error_after_one_step_from_wrong_weights_is_carried():
    wrong = {
        f"w{n}": WORK.true(target) for n, target in ((n, read_claim(WORK, f"w{n}+", "0").target) for n in range(1, 9))
    }
    wrong["w5"] = 0.5
    again = documents.mazur(**wrong).run().total.data
    claims = [(f"{name}+", f"{number:.9f}") for name, number in wrong.items()]
    report = judged(*claims, ("E_total after 1 step", f"{again:.9f}"))
    assert report[8].verdict is Verdict.CARRIED
    assert report[8].carried_from == 5


def test_the_same_wrong_number_twice_is_one_slip():
    report = judged(("dE/dw5", "0.44"), ("dE_total/dw5", "0.44"), ("dE/dw5", "0.0822"))
    assert [each.verdict for each in report] == [Verdict.WRONG, Verdict.CARRIED, Verdict.HOLDS]


def test_a_number_that_is_mended_is_carried_no_longer():
    report = judged(("dE/dw5", "0.44"), ("dE/dw5", "0.0822"), ("w5+", "0.1800"))
    assert report[2].verdict is Verdict.WRONG


@pytest.mark.parametrize("weight", ["w1", "w5"])
def test_an_edit_of_one_factor_is_the_derivation_worked_out_again(weight):
    tree = Tree(WORK.derivation("E_total", weight))
    for pair, value in tree.values.items():
        assert tree.edited(pair, 1.5 * value) == pytest.approx(tree.recomputed({pair: 1.5 * value}), rel=1e-12)


def test_a_partial_that_several_steps_share_is_worked_out_before_them_all():
    x = Value(0.3, "x")
    a, b = (2.0 * x).tanh().named("a"), (x * x).named("b")
    c, d = (a * b + a).named("c"), (a * b * b).named("d")
    e, f = (c * d + c).sin().named("e"), (c - d * d).named("f")
    work = Work((e * f + e).named("y"))
    tree = Tree(work.derivation("y", "x"))
    assert tree.value == pytest.approx(work.derivation("y", "x").value, rel=1e-12)
    assert len(tree.products) > 3
    for pair, value in tree.values.items():
        assert tree.edited(pair, 1.5 * value) == pytest.approx(tree.recomputed({pair: 1.5 * value}), rel=1e-9)


@pytest.mark.parametrize(
    "claims",
    [
        {"dE/dnet_o1": "0.2500", "dE/dw5": "0.1483"},
        {"dE/dnet_o1": "0.2500", "dE/dout_h1": "0.0810", "dE/dw1": "0.000977"},
        {"dE/dnet_h1": "0.0500", "dE/dw1": "0.0025", "w1+": "0.1488"},
    ],
)
def test_a_wrong_delta_is_carried_on_into_the_partials_that_it_is_a_factor_of(claims):
    first, *others = check_claims(documents.mazur(), claims)
    assert first.verdict is Verdict.WRONG
    assert [(each.verdict, each.carried_from) for each in others] == [(Verdict.CARRIED, 1)] * len(others)
