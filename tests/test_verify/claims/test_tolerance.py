"""Verdicts: each rule with a number that only it catches."""

import math

import pytest

from verify import Verdict
from verify.claims.tolerance import Evidence, Ruling, rule_on
from verify.claims.written import written_number

TRUE = 0.08216704
LINE = Evidence(true=TRUE, line=0.082170211, spread=0.000344, corrected=TRUE)  # 0.741 · 0.187 · 0.593


def ruled(text, evidence):
    return rule_on(written_number(text), evidence)


@pytest.mark.parametrize(
    ("text", "evidence", "ruling"),
    [
        # 1. it agrees with what its line gives, and with the true value
        ("0.082", LINE, Ruling(Verdict.HOLDS)),
        ("0.0822", LINE, Ruling(Verdict.HOLDS)),
        ("0.0822", Evidence(TRUE, TRUE), Ruling(Verdict.HOLDS)),
        # 2. it is the true value, its line is near: 0.74 · 0.19 · 0.59 = 0.082954 ± 0.0031
        (
            "0.0822",
            Evidence(TRUE, 0.082954, 0.0031, corrected=TRUE),
            Ruling(Verdict.HOLDS, "more digits were carried than are written"),
        ),
        # 3. it is what the line gives, the line is near the true value: 0.08217 from 0.741 · 0.187 · 0.593
        ("0.082170", LINE, Ruling(Verdict.HOLDS, "rounding is carried along")),
        ("0.0825", LINE, Ruling(Verdict.HOLDS, "rounding is carried along")),
        # 4. the last digit: cut, or rounded twice
        ("0.0821", Evidence(TRUE, TRUE), Ruling(Verdict.LAST_DIGIT, "the further digits are cut, not rounded")),
        ("0.3", Evidence(0.2456, 0.2456), Ruling(Verdict.LAST_DIGIT, "rounded twice")),
        # 5. two spreads away: its numbers were cut, not rounded
        ("0.08275", LINE, Ruling(Verdict.HOLDS, "rounding is carried along from cut numbers")),
        # 6. it follows from an earlier number that is wrong
        ("0.0632", Evidence(TRUE, 0.0632, recomputed=0.0632, rests_on_wrong=True), Ruling(Verdict.CARRIED)),
        (
            "0.0632",
            Evidence(TRUE, 0.06321, 0.0001, recomputed=0.05, corrected=TRUE, rests_on_wrong=True),
            Ruling(Verdict.CARRIED),
        ),
        # 7. the true value, which its own line does not give
        (
            "0.0822",
            Evidence(TRUE, 0.5, 0.001, corrected=0.5),
            Ruling(Verdict.VALUE_RIGHT, "it does not follow from the numbers of its own line"),
        ),
        # 8. none of these
        ("0.0832", LINE, Ruling(Verdict.WRONG)),
        ("0.0823", Evidence(TRUE, TRUE), Ruling(Verdict.WRONG, "only the last digit is off")),
        ("0.0824", Evidence(TRUE, TRUE), Ruling(Verdict.WRONG)),
        ("0.1", Evidence(0.2, 0.2), Ruling(Verdict.WRONG)),
        ("0.00", Evidence(0.0004, 0.0004), Ruling(Verdict.HOLDS, "so rounded, no digit of the number is left")),
        ("0.00", Evidence(0.0, 0.0), Ruling(Verdict.HOLDS)),
        ("5", Evidence(math.inf, math.inf), Ruling(Verdict.WRONG)),
        ("5", Evidence(math.nan, math.nan), Ruling(Verdict.WRONG)),
        ("-0.0822", Evidence(TRUE, TRUE), Ruling(Verdict.WRONG)),
    ],
)
def test_the_first_rule_that_fits_is_the_verdict(text, evidence, ruling):
    assert ruled(text, evidence) == ruling


def test_a_line_with_a_wrong_formula_does_not_excuse_its_result():
    evidence = Evidence(TRUE, 0.4398, 0.001, corrected=0.4398)  # a factor is missing from the line itself
    assert ruled("0.4398", evidence).verdict is Verdict.WRONG


def test_what_follows_from_right_numbers_is_not_carried():
    evidence = Evidence(TRUE, 0.0823, recomputed=0.0823)
    assert ruled("0.0823", evidence).verdict is not Verdict.CARRIED


def test_the_true_value_is_right_beside_wrong_numbers_before_it():
    evidence = Evidence(TRUE, 0.0632, recomputed=0.0632, rests_on_wrong=True)
    assert ruled("0.0822", evidence).verdict is Verdict.HOLDS


def test_a_rounded_number_that_its_line_does_not_give_is_right_in_value_and_not_cut():
    ruling = rule_on(written_number("-0.0227"), Evidence(-0.0227402, 0.0223, 0.0001, None, 0.0223))
    assert ruling.verdict is Verdict.VALUE_RIGHT
