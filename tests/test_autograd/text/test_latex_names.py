"""Names in LaTeX, whatever they hold."""

import pytest

from autograd import Value, latex_source
from autograd.text.latex import latex_name, latex_text


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("a---b", "a-{}-{}-b"),
        ("``x''", r"\textquoteleft{}\textquoteleft{}x'{}'"),
        ("a<b|c>d", r"a\textless{}b\textbar{}c\textgreater{}d"),
        (r"\\[2em]", r"\textbackslash{}\textbackslash{}{[}2em{]}"),
    ],
)
def test_no_two_characters_of_a_text_become_one_and_none_becomes_another(text, latex):
    assert latex_text(text) == latex


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("a·b", r"{\text{a}\cdot \text{b}}"),
        ("∂E/∂w₁", r"{\partial \text{E/}\partial \text{w}{}_{1}}"),
        ("", r"\text{}"),
        ("·", r"{\cdot}"),
    ],
)
def test_letters_that_only_mathematics_has_stand_outside_of_text(name, latex):
    assert latex_name(name) == latex


def test_a_name_with_a_letter_of_mathematics_stays_whole_inside_a_formula():
    assert r"{\text{a}\cdot \text{b}} \cdot " in latex_source((Value(2.0, "a·b") * Value(3.0, "c")).named("y"))
