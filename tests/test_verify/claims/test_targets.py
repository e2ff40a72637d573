"""What claims are about: the grammar of targets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import ReadError
from nn import documents
from verify import check_claims
from verify.claims.targets import Names, Target, read_target

NAMES = Names(
    frozenset({"E_total", "E_o1", "w5", "w55", "out_h1", "net_o1", "d1", "x"}), {"error": "E_total", "a": "w5"}
)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("w5", Target("w5")),
        ("w₅", Target("w5")),
        ("w_5", Target("w5")),
        ("w_{5}", Target("w5")),
        ("out_{h1}", Target("out_h1")),
        ("neto_1", Target("net_o1")),
        ("E", Target("E_total")),
        ("error", Target("E_total")),
        ("a", Target("w5")),
        ("dE/dw5", Target("E_total", by="w5")),
        ("∂E/∂w₅", Target("E_total", by="w5")),
        ("d E_total / d w5", Target("E_total", by="w5")),
        ("dout_h1/dx", Target("out_h1", by="x")),
        ("dd1/dx", Target("d1", by="x")),
        ("w5+", Target("w5", updated=True)),
        ("w5⁺", Target("w5", updated=True)),
        ("w_5^+", Target("w5", updated=True)),
        ("w5^{+", Target("w5", updated=True)),
        ("w_{5}^{+}", Target("w5", updated=True)),
        ("w5 ^ +", Target("w5", updated=True)),
        ("W5", Target("w5")),
        ("net o1", Target("net_o1")),
        ("e", Target("E_total")),
        ("dE/dW_5", Target("E_total", by="w5")),
        ("E after 1 Step", Target("E_total", steps=1)),
        ("E after 1 step", Target("E_total", steps=1)),
        ("E_total  after  10000  steps", Target("E_total", steps=10_000)),
        ("1 − out_h1", Target("1 − out_h1", is_expression=True)),
        ("x*w5", Target("x*w5", is_expression=True)),
        (" w5 ", Target("w5")),
    ],
)
def test_a_target_is_read(text, target):
    assert read_target(text, NAMES) == target


@pytest.mark.parametrize(
    "target", [Target("w5"), Target("E_total", by="w5"), Target("w5", updated=True), Target("E_total", steps=3)]
)
def test_a_target_reads_as_it_is_written(target):
    assert read_target(str(target), NAMES) == target


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("w6", "did you mean w5"), ("dE/dw6", "did you mean w5"), ("out_h2", "did you mean out_h1"), ("w6+", "w5"),
        ("1 - out_h2", "did you mean out_h1"), ("", "names no target"), ("3", "names no target"),
        ("dE/", "names no target"), ("δ_o1", "dE/dnet_o1"), ("dE/dw5 after 1 step", "w5 after 1 step"),
        ("E after 1.5 steps", "names no target"), (f"E after {'9' * 19} steps", "names no target"), ("w5\0", "w5"),
        ("x" * 1000, "at most 500"), ("(" * 400, "names no target"), ("w" * 499, "there is no"),
    ],
)  # fmt: skip
def test_what_is_no_target_is_refused_with_what_is_near(text, said):
    with pytest.raises(ReadError) as caught:
        read_target(text, NAMES)
    assert said in str(caught.value)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_two_names_that_would_be_one_are_told_apart():
    names = Names(frozenset({"w_11", "w1_1"}))
    assert read_target("w_11", names) == Target("w_11")
    with pytest.raises(ReadError):
        read_target("w11", names)


@given(st.text(alphabet="dE∂w5_{}+⁺/ after123steps()*-.^\0", max_size=40))
def test_any_text_is_a_target_or_refused(text):
    try:
        target = read_target(text, NAMES)
    except ReadError:
        return
    assert str(target)


def test_a_number_of_too_many_steps_is_refused_by_how_many_there_may_be():
    (refused,) = check_claims(documents.mazur(), {"E after 99999999 steps": "0.1"})
    assert refused.claim.problem == "numbers are computed for at most 20,000 steps."
