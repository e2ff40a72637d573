"""What a teacher accepts: each field of ``[policy]`` does what it says, and says why where it refuses."""

import pytest

from verify import Answer, Answers, Verdict, mark_answers
from verify.judging.hints import reasons_for
from verify.sheets.reader import worksheet_from

SHEET = """
network = "mazur"
[[question]]
ask = "out_h1"
[[question]]
ask = "net_o1"
[[question]]
ask = "dE_total/dw5"
[policy]
"""


def judged(policy, *pairs):
    answers = Answers("anna", tuple(Answer(*pair) for pair in pairs))
    return mark_answers(worksheet_from(SHEET + policy), answers)


@pytest.mark.parametrize(
    ("rounding", "text", "reason"),
    [  # dE_total/dw5 = 0.0821670406, out_h1 = 0.5932699921
        ("half-up", "0.0821", "the further digits are cut, not rounded"),
        ("truncate", "0.0822", "the further digits are rounded, not cut"),
        ("half-up", "0.0822", ""),
        ("truncate", "0.0821", ""),
        ("either", "0.0821", ""),
        ("either", "0.0822", ""),
    ],
)
def test_where_no_unit_of_the_last_digit_is_accepted_rounding_is_as_the_policy_says(rounding, text, reason):
    found = judged(f'rounding = "{rounding}"\nlast_digit = 0', ("dE_total/dw5", text))
    judgement = found.report[0]
    assert judgement.verdict is (Verdict.WRONG if reason else Verdict.HOLDS)
    assert reasons_for(judgement) == [reason] * bool(reason)
    assert found.total == (0.0 if reason else 1.0)


def test_where_one_unit_is_accepted_a_number_that_is_cut_has_a_remark_and_its_credit():
    found = judged('rounding = "half-up"\ncredit = { last_digit = 0.25 }', ("dE_total/dw5", "0.0821"))
    assert found.report[0].verdict is Verdict.LAST_DIGIT
    assert found.report[0].remark == "the further digits are cut, not rounded"
    assert found.total == 0.25


def test_without_follow_through_the_reason_is_said_and_no_slip_is_looked_for():
    found = judged("follow_through = false", ("out_h1", "0.51"), ("net_o1", "1.0726"))
    second = found.report[1]
    assert second.verdict is Verdict.WRONG
    assert second.carried_from == 1
    assert reasons_for(second) == ["a number that follows from a wrong one earns nothing here"]
    assert found.total == 0.0


def test_zeros_are_refused_for_what_they_are():
    found = judged("", ("dE_total/dw5", "0.0"))
    assert reasons_for(found.report[0]) == ["no digit of the number is written"]
