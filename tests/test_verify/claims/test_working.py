"""The line before a result: what it gives, and how far rounding moves it."""

import pytest

from autograd import ReadError
from nn import documents
from verify import Work
from verify.claims.claim import read_claim
from verify.claims.working import Working, read_working
from verify.slips.misplaced import misplaced_number

WORK = Work.of_example(documents.mazur())

GIVEN = {"w5": 0.4, "i1": 0.05, "net_h1": 0.3775, "target_o1": 0.01}


def test_each_inexact_number_moves_the_line_by_half_a_unit_of_its_last_digit():
    working = read_working("0.74 * 0.19", {})
    assert working.value == pytest.approx(0.1406)
    assert working.spread == pytest.approx(0.19 * 0.005 + 0.74 * 0.005)


def test_copies_of_one_number_move_together():
    assert read_working("0.751 * (1 - 0.751)", {}).spread == pytest.approx(abs(1 - 2 * 0.751) * 0.0005)
    assert read_working("0.75 - 0.75", {}).spread == 0.0
    assert read_working("0.75 - 0.750", {}).spread == pytest.approx(0.005 + 0.0005)  # two texts, two numbers


@pytest.mark.parametrize(
    "text", ["0.4 * 0.05", "0.40 * 0.05", "2 * 3", "0.3775 * 2", "-(0.01 - 0.4)", "½ * 0.4", "w5 * 2"]
)
def test_given_numbers_whole_numbers_and_names_are_exact(text):
    assert read_working(text, GIVEN).spread == 0.0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.741 · 0.187 · 0.593", 0.741 * 0.187 * 0.593),
        ("−(0.01 − 0.751)", 0.741),
        ("1 / (1 + e^−0.3775)", 0.5932699921071872),
        ("1e-3 * 2.5E2", 0.25),
        (".5 × 2.", 1.0),
        ("0.5²", 0.25),
        ("w5 - 0.5 * 0.0822", 0.3589),
        ("2w5(1 − w5)", 0.48),
        ("0.2(1 − 0.3)|−0.5|", 0.07),
        ("1/(1 + e^{−0.3775})", 0.5932699921071872),
        ("2^{1 + 1}", 4.0),
        ("(-0.3)^{2} + (-0.3)^(2)", 0.18),
        ("√0.25 + net_{h1}", 0.8775),
        ("e^-0.5 (1 − 0.5)", 0.3032653298563167),
        ("0.2sin²(0.5)", 0.04596976941318602),
    ],
)
def test_a_line_is_read_as_it_is_written(text, value):
    working = read_working(text, GIVEN)
    assert working.value == pytest.approx(value, rel=1e-12)
    assert working.text == text


def test_distinct_numbers_stand_in_the_order_of_the_line():
    assert [number.text for number in read_working("0.3 + 0.1 * 0.30 - 0.1", {}).literals] == ["0.3", "0.1", "0.30"]


def test_other_numbers_may_be_put_in_the_place_of_its_own():
    working = read_working("0.641 * (1 - 0.641) + n0", {"n0": 1.0})
    assert working.corrected({0.641: 0.865}) == pytest.approx(0.865 * 0.135 + 1.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.1 * 0.2 = 0.02", "without '='"), ("0.1 *", "\n"), ("0.1 * y", "y"), ("2x", "unknown name 'x'"),
            ("0.1 / 0", "divisor"),
        ("(" * 3000, "("), ("9^9^9^9", "too large for a float"), ("w5 * 1e308 * 1e3", "this line gives inf"),
            ("0.1\0", "\n"), ("1,5 * 2", "\n"), ("0x10 * 2", "\n"), ("", ""),
        ("0.1 * " * 100_000 + "1", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_place(text, said):
    with pytest.raises(ReadError) as caught:
        read_working(text, GIVEN)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("given", "working", "text", "line"),
    [
        ("0.741*0.187*0.593 = 0.0822", "", "0.0822", "0.741*0.187*0.593"),
        ("0.741*0.187*0.593=8.22e-2", "", "8.22e-2", "0.741*0.187*0.593"),
        ("0.0822", "0.741*0.187*0.593 = 0.0822", "0.0822", "0.741*0.187*0.593"),
        ("0.0822", "0.741*0.187*0.593 = 0.0823", "0.0822", "0.741*0.187*0.593 = 0.0823"),
        ("a = b = 3", "", "a = b = 3", ""),
    ],
)
def test_a_line_that_ends_in_its_result_is_both(given, working, text, line):
    claim = read_claim(WORK, "dE/dw5", given, working)
    assert (claim.text, claim.working) == (text, line)


def test_long_lines_are_not_reckoned_again_for_every_number_that_might_belong_there(monkeypatch):
    known = {f"v{place}": 0.01 + place / 997 for place in range(60)}
    reckoned = []
    monkeypatch.setattr(Working, "corrected", lambda self, true: reckoned.append(true) or 0.0)
    products = read_working(" + ".join(f"0.{place:04} * 0.7" + str(place) for place in range(1, 300)), {})
    assert products.is_linear
    assert misplaced_number(products, 1.0, known) is None
    assert reckoned == []
    squares = read_working(" + ".join(f"0.{place:04}^2" for place in range(1, 300)), {})
    assert not squares.is_linear
    assert misplaced_number(squares, 1.0, known) is None
    assert len(reckoned) < 20


@pytest.mark.parametrize(
    ("text", "is_linear"),
    [("0.2 * 0.3 - 0.4", True), ("-(0.01 - 0.75) * 0.2", True), ("0.2 * 0.2", False), ("0.2 / 0.3", False)],
)
def test_a_line_is_linear_if_it_has_products_and_sums_of_different_numbers_only(text, is_linear):
    assert read_working(text, {}).is_linear is is_linear
