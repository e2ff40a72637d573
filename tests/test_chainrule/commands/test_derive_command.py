"""``chainrule derive``, ``walkthrough`` and ``wiggle``"""

import re
from pathlib import Path

import pytest

from autograd import Value, trace

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden"

TEXTS = [
    line.split(maxsplit=1)
    for line in re.search(r"<< TEXTS\n(.*?)TEXTS", (GOLDEN / "make.sh").read_text("utf-8"), re.DOTALL)[1].splitlines()
]


@pytest.mark.parametrize(("name", "words"), TEXTS, ids=[name for name, _ in TEXTS])
def test_golden_texts(name, words, command, golden, tmp_path):
    status, out, complaints = command(*words.split())
    assert (status, complaints) == (0, "")
    golden(f"{name}.txt", out)
    assert list(tmp_path.iterdir()) == []


def text_of(name):
    return (GOLDEN / f"{name}.txt").read_text("utf-8")


# ------------------------------------------------- the golden texts, by their independent source: NUMBERS, notes


def test_w5_has_the_three_factors_of_the_notes_in_their_order():
    text = text_of("derive_mazur_w5")
    assert "∂E_total/∂w5     = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5\n" in text
    assert "① ∂E_total/∂out_o1 = −(target_o1 − out_o1) = −(0.01 − 0.75136507) = 0.74136507" in text
    assert "② ∂out_o1/∂net_o1  = out_o1 · (1 − out_o1) = 0.75136507 · (1 − 0.75136507) = 0.186815602" in text
    assert "= 0.74136507 · 0.186815602 · 0.593269992 = 0.082167041\n" in text
    assert "w5⁺ = w5 − η · ∂E_total/∂w5 = 0.4 − 0.5 · 0.082167041 = 0.35891648\n" in text


def test_w1_opens_the_long_link_into_both_outputs():
    text = text_of("derive_mazur_w1")
    assert "= 0.036350306 · 0.241300709 · 0.05 = 0.000438568\n" in text
    assert "= 0.055399425 − 0.019049118 = 0.036350306\n" in text
    assert text.index("⑥") < text.index("⑪")


def test_the_expansion_is_that_of_the_notes():
    text = text_of("derive_mazur_w5_expansion")
    assert re.search(r"2 · ½.*\(target_o1 − out_o1\)\^\(2 − 1\) · \(−1\) \+ 0 = −\(target_o1 − out_o1\)", text)
    assert "1 · out_h1 · w5^(1 − 1) + 0 + 0 = out_h1" in text


def test_all_partials_stand_in_one_table_and_shared_steps_once():
    text = text_of("derive_mazur")
    table = text[text.index("All of them") :]
    for name, partial, new in (
        ("w1", "0.000438568", "0.149780716"),
        ("w2", "0.000877135", "0.199561432"),
        ("w3", "0.000497713", "0.249751144"),
        ("w4", "0.000995425", "0.299502287"),
        ("w5", "0.082167041", "0.35891648"),
        ("w6", "0.082667628", "0.408666186"),
        ("w7", "−0.02260254", "0.51130127"),
        ("w8", "−0.022740242", "0.561370121"),
    ):
        assert re.search(rf"^{name} +\S+ +{partial} +{new}$", table, re.MULTILINE), name
    assert re.search(r"^b1 +0\.35 +0\.018725609$", table, re.MULTILINE)  # the documents do not update them
    assert re.search(r"^b2 +0\.6 +0\.100400325$", table, re.MULTILINE)
    assert "b1⁺" not in text
    assert text.count("∂E_total/∂out_h1 = ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1\n") == 1
    assert "(already calculated)" in text


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("derive_lecture_neuron", ["0.009276093", "0.027828278", "0.092760926", "0.844352143", "0.109860473"]),
        (
            "derive_lecture_hidden",
            ["−0.000460322", "−0.001380967", "0.000730936", "0.002192809", "0.060211869", "0.04927105"],
        ),
        ("wiggle_mazur_w5", ["1.105905967", "1.111838667", "0.0059327", "0.00082167", "0.000821057"]),
        ("walkthrough_mazur", ["= 0.2966 + 0.3283 + 0.6 = 1.2249", "0.35891648", "0.291027924"]),
    ],
)
def test_golden_texts_have_the_numbers(name, numbers):
    for number in numbers:
        assert number in text_of(name), number


# ----------------------------------------------------------------------------------------------------- scenes


def test_chains_that_are_not_connected_can_be_ignored(command):
    status, out, _ = command("derive", "mazur", "w1", "--of", "E_o1")
    assert status == 0
    assert "E_o2" not in out
    assert "w1⁺" not in out  # an update goes down the total error
    assert "∂E_o1/∂w1       = ∂E_o1/∂out_o1 ·" in out


def test_a_shared_bias_is_a_sum_over_the_neurons_it_feeds(command):
    out = command("derive", "mazur", "b1")[1]
    assert "∂E_total/∂net_h1 · ∂net_h1/∂b1 + ∂E_total/∂net_h2 · ∂net_h2/∂b1" in out
    assert "= 0.018725609" in out


def test_the_single_update_of_the_notes(command):
    out = command("wiggle", "mazur", "w5", "--to", "0.35891648")[1]
    assert re.search(r"E_total +0\.298371109 +0\.294985", out)
    assert out.startswith("w5: 0.4 → 0.35891648\n")


@pytest.mark.parametrize("word", ["w1", "dE/dw1", "∂E/∂w1", "∂E_total/∂w₁", "d E_total / d w1"])
def test_every_spelling_of_a_partial(word, command):
    out = command("derive", "mazur", word)[1]
    assert out.rstrip("\n") == text_of("derive_mazur_w1").rstrip("\n")


def test_other_numbers_and_decimals(command):
    out = command("derive", "mazur", "w5", "w5=0.9", "--decimals", "4")[1]
    assert "0.9 − 0.5 · 0.0745 = 0.8627" in out


def test_a_partial_of_any_two_values(command):
    out = command("derive", "mazur", "dE_o2/dout_h1")[1]
    assert "= −0.217071535 · 0.175510053 · 0.5 = −0.019049118" in out


def test_several_weights_are_derived_together(command):
    out = command("derive", "mazur", "w1", "w2")[1]
    assert "∂E_total/∂out_h1 = 0.036350306 (already calculated)" in out
    assert "All of them" in out
    assert "∂E_total/∂w3" not in out


def test_an_expression_a_sheet_and_a_graph_file(command, tmp_path):
    neuron = ("net_h = w*x + b; out_h = sigmoid(net_h)", "w=0.5", "x=2", "b=-0.4")
    out = command("derive", *neuron, "w")[1]
    assert "= 0.22878424 · 2 = 0.457568481" in out
    everything = command("derive", *neuron)[1]
    assert re.findall(r"^∂out_h/∂(\w)\n-", everything, re.MULTILINE) == ["w", "x", "b"]
    assert "∂E_h1/∂w1" in command("derive", str(ROOT / "examples/sheet.toml"), "w1")[1]
    x, again = Value(2.0, "x"), Value(5.0, "x")
    (tmp_path / "g.json").write_text(trace((x * again).named("y")).to_json(), "utf-8")
    assert "∂y/∂x⟨1⟩ = x⟨2⟩ = 5" in command("derive", "g.json", "x⟨1⟩")[1]
    status, _, complaints = command("derive", "g.json", "x")
    assert status == 2
    assert "2 values are named 'x': x⟨1⟩, x⟨2⟩; write one of these." in complaints


def test_one_of_several_samples(command):
    out = command("derive", "xor", "w5", "--sample", "2")[1]
    assert "For sample 2 of 4: x1 = 1, x2 = 0." in out
    assert "w5⁺" not in out  # an update takes the mean of all samples
    out = command("wiggle", "xor", "w5", "--by", "0.1", "--sample", "2")[1]
    assert "For sample 2 of 4" in out


def test_a_wiggle_over_a_jump_says_so(command):
    out = command("wiggle", "and_gate", "w1", "--by", "-0.5")[1]
    assert re.search(r"^Y +1 +0 +0 +−1 +−1$", out, re.MULTILINE)
    assert "its value jumps by −1" in out


# ------------------------------------------------------------------------------------------------------ forms


@pytest.mark.parametrize("words", ["derive mazur w1", "walkthrough mazur", "wiggle mazur w5 --by 0.01"])
@pytest.mark.parametrize(
    ("form", "suffix", "begins"),
    [("text", "txt", ""), ("markdown", "md", "# "), ("latex", "tex", r"\documentclass"), ("html", "html", "<!DOCTYPE")],
)
def test_forms_and_files(words, form, suffix, begins, command, tmp_path):
    status, out, complaints = command(*words.split(), "--as", form)
    assert (status, complaints) == (0, "")
    assert out.startswith(begins)
    status, said, complaints = command(*words.split(), "-o", f"x.{suffix}")
    assert (status, said, complaints) == (0, f"Wrote x.{suffix}.", "")
    written = "\n".join(line.rstrip() for line in (tmp_path / f"x.{suffix}").read_text("utf-8").splitlines())
    if form == "text":  # paragraphs have other widths
        assert written.split() == out.split()
    else:
        assert written.rstrip() == out.rstrip()


def test_a_lit_picture_of_a_partial(command, tmp_path):
    status, out, complaints = command("derive", "mazur", "w5", "-o", "w5.svg")
    assert (status, complaints) == (0, "")
    assert out == text_of("derive_mazur_w5").rstrip("\n") + "\n\nWrote w5.svg."
    assert "∂E_total/∂w5" in (tmp_path / "w5.svg").read_text("utf-8")
    assert command("derive", "mazur", "w1", "-o", "w1.png")[0] == 0
    assert (tmp_path / "w1.png").read_bytes().startswith(b"\x89PNG")


def test_pictures_of_an_expression_and_of_a_wiggle(command, tmp_path):
    assert command("derive", "y = x^2*tanh(x)", "x=1.3", "-o", "y.svg")[0] == 0
    assert command("wiggle", "mazur", "w5", "--by", "0.01", "-o", "w.svg")[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.svg", "y.svg"]


BAD = [
    ("derive mazr w1", "no example is named 'mazr'; did you mean mazur?"),
    ("derive mazur w9", "there is no 'w9'; did you mean w8 or w7 or w6?"),
    ("derive mazur dE/dw9", "there is no 'w9'"),
    ("derive mazur w1 w9=1", "mazur has no number 'w9'"),
    ("derive mazur w5+", "is a number after an update; ask for w5, or train."),
    ("derive mazur w5/w6", "'w5/w6' names no value; write one, as w5, or dE/dw5."),
    ("derive mazur w5 --of E_o2", "w5 does not feed E_o2; its partial is 0."),
    ("derive mazur w5 --of E_o9", "there is no 'E_o9'; did you mean"),
    ("derive mazur dE_o1/dw1 --of E_o2", "one derivation is of one value; E_o1 and E_o2 are asked for."),
    ("derive mazur dE_o1/dw1 dE_o2/dw1", "one derivation is of one value"),
    ("derive mazur w5 -o w5.pdf", "end the name with .svg or .png for a picture, .txt, .md, .tex or .html for a text."),
    ("derive mazur w5 -o w5", "end the name with"),
    ("derive mazur -o all.svg", "a picture shows one partial; name one weight"),
    ("derive mazur w5 --as html -o x.html", "--as means nothing for a file"),
    ("derive mazur w5 --as pdf", "'text', 'markdown', 'latex', 'html'"),
    ("derive mazur w5 --decimals 0", "--decimals"),
    ("derive mazur w5 --detail more", "'plain', 'expansion', 'delta'"),
    ("derive mazur w5 --from middle", "'output', 'weight'"),
    ("derive mazur w5 --sample 2", "mazur has no sample 2"),
    ("derive x^2 x=2 x --sample 1", "--sample means nothing for an expression"),
    ("derive x^2 x=2 y", "there is no 'y'; there are x."),
    ("derive x^2 x", "the expression needs a number for x"),
    ("derive 2+3", "nothing named feeds the output."),
    ("derive and_gate w1", "and_gate is made of threshold units: their derivative is 0"),
    ("derive mazur w5 -o missing/x.md", "cannot write 'missing/x.md': No such file or directory."),
    ("derive", "NAME | EXPRESSION | FILE"),
    ("walkthrough and_gate", "the perceptron rule: chainrule train and_gate"),
    ("walkthrough x^2 x=1", "a walkthrough goes through a network"),
    ("walkthrough mazur -o a.svg", "a walkthrough is a text: end the name with .txt, .md, .tex or .html"),
    ("walkthrough mazur w5", "write for example w5=0.9"),
    ("wiggle mazur w5", "give either --by, the change, or --to, the new number"),
    ("wiggle mazur w5 --by 1 --to 2", "give either --by"),
    ("wiggle mazur --by 1", "name one value to change, such as w5."),
    ("wiggle mazur w5 w6 --by 1", "name one value to change, such as w5."),
    ("wiggle mazur dE/dw5 --by 1", "a wiggle changes a value, not a partial; name one, such as w5."),
    ("wiggle mazur w5 --by nan", "give a finite number"),
    ("wiggle mazur w5 --by far", "--by"),
    ("wiggle log(x) x=1 x --to -1", "log is not defined at x = -1"),
    ("wiggle x^2 x=1 x --by 1 -o x.svg", "a wiggle is drawn on a network"),
]


@pytest.mark.parametrize(("words", "message"), BAD, ids=[words for words, _ in BAD])
def test_bad_input_gets_one_clear_line_and_status_2(command, words, message, tmp_path):
    status, out, complaints = command(*words.split())
    assert (status, out) == (2, "")
    assert message in complaints
    assert complaints.startswith("chainrule: ")
    assert complaints.count("\n") == 1
    assert list(tmp_path.iterdir()) == []
