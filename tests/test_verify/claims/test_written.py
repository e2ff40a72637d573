"""Numbers as they are written, and their digits."""

from decimal import Decimal
from fractions import Fraction

import pytest
from effort import lines_run
from hypothesis import given
from hypothesis import strategies as st

from autograd import ReadError
from verify.claims import written
from verify.claims.written import LONGEST, written_number


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("0.40", 0.01), ("0.4", 0.1), ("0.400", 0.001), (".4", 0.1), ("5.", 1.0), ("5", 1.0), ("50", 1.0),
        ("-0.05", 0.01), ("8.2e-2", 0.001), ("8.20e-2", 0.0001), ("8E3", 1000.0), ("−0.5", 0.1), ("+0.5", 0.1),
        ("3.4e−5", 1e-6), (" 0.25 ", 0.01), ("0.0", 0.1),
    ],
)  # fmt: skip
def test_the_last_digit_of_a_text_says_how_precise_it_is(text, unit):
    assert written_number(text).unit == unit
    assert written_number(text).text == text.strip()


def test_decimals_keep_their_digits_and_floats_show_twelve():
    assert written_number(Decimal("0.40")).unit == 0.01
    assert written_number(Decimal("4E+1")).unit == 10.0
    assert written_number(0.1 + 0.2).text == "0.3"
    assert written_number(1 / 3).text == "0.333333333333"
    assert written_number(2).text == "2"
    assert written_number(Fraction(1, 4)).text == "0.25"


def test_0_40_says_more_than_0_4():
    assert written_number("0.4").agrees_with(0.43)
    assert not written_number("0.40").agrees_with(0.43)
    assert written_number("0.40").agrees_with(0.4049)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("1e999", "too large"), (Decimal("1e5000"), "too large"), ("1e-9999", "beyond"), ("0e9999", "beyond"),
        ("0x10", "write digits with a point"), ("１２", "digits 0 to 9"), ("٣", "digits 0 to 9"),
        ("½", "digits 0 to 9"),
        ("1,5", "write a point, 1.5"), ("-1,25", "write a point, -1.25"), ("8,2E-2", "write a point, 8.2e-2"),
        ("", "there is no number"),
        ("  ", "there is no number"), ("≈", "there is no number"), ("\0", r"\x00"), ("0.1\0", r"\x00"),
        ("nan", "not a number"), ("inf", "not a number"), (float("nan"), "not a number"),
        (float("inf"), "not a number"),
        (Decimal("NaN"), "not a number"), ("1_000", "not a number"), ("1 000", "not a number"), ("--1", "not a number"),
        ("1.5e", "not a number"), ("1.2.3", "not a number"), ("0.4*0.2", "behind the calculation: 0.5*0.5 = 0.25"),
        ("9^9^9^9", "behind the calculation: 0.5*0.5 = 0.25"), (True, "not a number"), (None, "not a number"),
        ([0.1], "not a number"), (10**400, "not a number"), (1j, "not a number"), ("0." + "1" * 60, "at most 60"),
        ("\u202e0.5", r"\u202e"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_hint(given, said):
    with pytest.raises(ReadError) as caught:
        written_number(given)
    assert said in str(caught.value)
    assert str(caught.value).isprintable()


def test_a_sign_of_approximation_is_overlooked_with_a_remark():
    for text in ("≈ 0.08", "~0.08", "≃0.08"):
        number = written_number(text)
        assert number.decimal == Decimal("0.08")
        assert number.remarks == (f"{text[0]!r} is overlooked",)


@pytest.mark.parametrize("text", ["9" * 10_000_000, "x" * 10_000_000, " " * 10_000_000])
def test_ten_megabytes_are_refused_before_their_digits_are_read(text, monkeypatch):
    def refuse(text):
        with pytest.raises(ReadError) as caught:
            written_number(text)
        assert len(str(caught.value)) < 150

    class Unread(Decimal):
        def __new__(cls, text):
            pytest.fail("it is read as a number")

    monkeypatch.setattr(written, "Decimal", Unread)
    assert lines_run(lambda: refuse(text)) == lines_run(lambda: refuse(text[:1_000]))


def test_a_cut_number_is_no_rounded_one():
    assert written_number("0.186").is_cut_from(0.18681)
    assert not written_number("0.186").agrees_with(0.18681)
    assert not written_number("0.187").is_cut_from(0.18681)
    assert written_number("-0.186").is_cut_from(-0.18681)
    assert written_number("0.3").is_cut_from(0.3)  # 0.299999999999999988 as a float
    assert not written_number("0.3").is_cut_from(float("inf"))


def test_a_number_may_be_rounded_twice():
    assert written_number("0.3").is_rounded_twice_from(0.2456)  # 0.246, 0.25, 0.3
    assert not written_number("0.2").is_rounded_twice_from(0.2456)  # it is simply rounded
    assert not written_number("0.3").is_rounded_twice_from(0.2444)


@given(st.floats(min_value=-999.0, max_value=999.0), st.integers(0, 9))
def test_a_number_agrees_with_what_it_was_rounded_from(number, decimals):
    text = f"{number:.{decimals}f}"
    assert written_number(text).agrees_with(number)
    assert not written_number(text).agrees_with(number + 1.02 * 10.0**-decimals)


@given(st.text(max_size=LONGEST + 5))
def test_any_text_is_a_number_or_refused(text):
    try:
        number = written_number(text)
    except ReadError:
        return
    assert number.unit > 0.0


def test_an_array_s_number_has_the_digits_of_its_precision():
    numpy = pytest.importorskip("numpy")
    third = 1.0 / 3.0
    assert [written_number(kind(third)).text for kind in (numpy.float16, numpy.float32, numpy.float64)] == [
        "0.333",
        "0.333333",
        "0.333333333333",
    ]
    assert written_number(numpy.int32(12)).text == "12"


@pytest.mark.parametrize("text", ["8.22e-2", "8.22*10^-2", "8.22 · 10^(−2)", "8.22×10⁻²", "8.22*10**-2", "8.22x10^-2"])
def test_powers_of_ten_are_numbers_with_their_digits(text):
    number = written_number(text)
    assert (number.decimal, number.unit, number.text) == (Decimal("0.0822"), 0.0001, text)
