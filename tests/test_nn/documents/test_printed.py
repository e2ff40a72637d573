"""Printed digits as claims."""

import pytest

from nn import Printed


@pytest.mark.parametrize(
    ("text", "number", "agrees"),
    [
        ("0.082167041", 0.08216704056423078, True),
        ("0.0822", 0.08216704056423078, True),
        ("0.0821", 0.08216704056423078, True),  # cut
        ("0.0823", 0.08216704056423078, False),
        ("0.40", 0.4, True),
        ("0.2", 0.3, False),  # the float 0.3 lies below 0.3
        ("0.5", 0.6, False),
        ("-0.019049119", -0.019049118258278108, False),
        ("-0.20618", -0.20060211868586833, False),
        ("1.94", 1.9400000000000002, True),
        ("0.511301270", 0.5113012702387375, True),
    ],
)
def test_a_printed_number_agrees_when_ours_rounds_or_is_cut_to_it(text, number, agrees):
    assert Printed("x", text, "somewhere").agrees_with(number) is agrees
