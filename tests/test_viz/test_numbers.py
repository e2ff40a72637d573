"""How numbers are written."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viz import NumberFormat

SHORT, NINE = NumberFormat(), NumberFormat(decimals=9)


@pytest.mark.parametrize(
    ("number", "short", "nine"),
    [
        (0.4, "0.4", "0.4"),
        (1.1059059670597702, "1.106", "1.105905967"),
        (0.000438567734, "0.0004386", "0.000438568"),
        (1e-17, "1e−17", "1e−17"),
        (-0.02260254047, "−0.0226", "−0.02260254"),
        (123456.7, "123457", "123456.7"),
        (1e300, "1e300", "1e300"),
        (0.0, "0", "0"),
        (math.inf, "∞", "∞"),
        (-math.inf, "−∞", "−∞"),
        (math.nan, "nan", "nan"),
        (None, "—", "—"),
        (5e-324, "4.941e−324", "4.941e−324"),
    ],
)
def test_numbers(number, short, nine):
    assert SHORT.text(number) == short
    assert NINE.text(number) == nine


def test_signs():
    assert [SHORT.signed(x) for x in (1.0, -1.0, 0.0, None, math.nan)] == ["+1", "−1", "0", "—", "nan"]


@given(st.floats(-1e308, 1e308), st.integers(4, 15))
def test_a_number_never_loses_more_than_what_four_significant_digits_lose(number, decimals):
    for write in (SHORT, NumberFormat(decimals=decimals)):
        read = float(write.text(number).replace("−", "-"))
        assert abs(read - number) <= 5.01e-4 * abs(number) + 5e-324


@pytest.mark.parametrize("wrong", [{"significant": 0}, {"decimals": -1}, {"decimals": 18}])
def test_impossible_formats_are_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        NumberFormat(**wrong)


@pytest.mark.parametrize(
    ("decimals", "number", "text"), [(0, 0.4, "0.4"), (0, -0.4, "−0.4"), (0, 2.6, "3"), (2, 0.3775, "0.38")]
)
def test_few_decimals_never_make_a_number_nothing(decimals, number, text):
    assert NumberFormat(decimals=decimals).text(number) == text
