"""Every scene of the lecture that the command shows, and what people type instead."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from autograd import trace
from nn import documents

ROOT = Path(__file__).parents[2]
NEURON = "net_h = w*x + b; out_h = sigmoid(net_h)"


def picture_text(path):
    """The texts of an SVG picture, one a line."""
    return "\n".join(re.findall(r"<text[^>]*>([^<]*)</text>", path.read_text("utf-8")))


@pytest.mark.parametrize("words", ["train and_gate", "train xor_gate"])
def test_what_needs_no_picture(words, command, golden, tmp_path):
    status, out, complaints = command(*words.split())
    assert (status, complaints) == (0, "")
    golden(f"{words.replace(' ', '_')}.txt", out)
    assert list(tmp_path.iterdir()) == []


def test_the_perceptron_rule_ends_with_the_weights_of_the_notes(command):
    """NUMBERS: AND at epoch 8 with W = [−3, 1, 2], OR at epoch 3 with W = [−1, 1, 1], XOR never."""
    assert "epoch 8: W = [−3, 1, 2]." in command("train", "and_gate")[1]
    assert "epoch 3: W = [−1, 1, 1]." in command("train", "or_gate")[1]
    assert "no line separates these 4 samples" in command("train", "xor_gate")[1]


def test_the_perceptron_rule_from_other_weights(command):
    out = command("train", "and_gate", "b=-3", "w1=1", "w2=2")[1]
    assert "epoch 1: W = [−3, 1, 2]." in out


@pytest.mark.parametrize("words", [["show", "xor_gate"], ["activations"]])
def test_what_has_a_picture(words, command, golden, tmp_path):
    status, out, complaints = command(*words)
    assert (status, complaints) == (0, "")
    golden(f"{'_'.join(words)}.txt", out)
    name = words[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.png", f"{name}.svg"]


def test_a_picture_of_one_of_several_samples_says_which(command, tmp_path):
    for name in ("xor", "and_gate"):
        _, out, _ = command("show", name, "--sample", "2", "-o", "x.svg")
        assert "sample 2 of 4: x1 = 1, x2 = 0" in out
        assert "sample 2 of 4: x1 = 1, x2 = 0" in picture_text(tmp_path / "x.svg")


def test_an_expression_is_printed_and_drawn(command, golden, tmp_path):
    status, out, complaints = command("show", NEURON, "w=0.5", "x=2", "b=-0.4")
    assert (status, complaints) == (0, "")
    golden("show_neuron.txt", out.removesuffix("\nWrote expression.svg and expression.png."))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["expression.png", "expression.svg"]
    text = picture_text(tmp_path / "expression.svg")
    for shown in ("w · x", "0.6457", "+0.2288", "σ", "net", "out"):  # σ(0.6) = 0.6457, σ′ = 0.2288 by hand
        assert shown in text


def test_dot_of_an_expression(command, golden, tmp_path):
    command("show", NEURON, "w=0.5", "x=2", "b=-0.4", "-o", "x.dot")
    golden("neuron.dot", (tmp_path / "x.dot").read_text("utf-8"))


def test_an_expression_folded(command, tmp_path):
    command("show", NEURON, "w=0.5", "x=2", "b=-0.4", "--folded", "-o", "x.svg")
    assert "w · x + b" in picture_text(tmp_path / "x.svg")
    assert "×" not in picture_text(tmp_path / "x.svg")


def test_an_expression_that_starts_with_a_minus_stands_after_two(command):
    status, out, _ = command("show", "-o", "x.svg", "--", "-x^2", "x=3")
    assert status == 0
    assert re.search(r"output +−x² +−9 +\+1", out)
    status, _, complaints = command("show", "-x^2", "x=3")
    assert status == 2
    assert "chainrule show -- '-x^2'" in complaints


@pytest.mark.parametrize("stage", ["structure", "weights", "forward", "backward"])
def test_stages_of_an_expression(stage, command, tmp_path):
    _, out, _ = command("show", NEURON, "w=0.5", "x=2", "b=-0.4", "--stage", stage, "-o", "x.svg")
    for text in (out, picture_text(tmp_path / "x.svg")):
        assert ("0.5" in text) == (stage != "structure")
        assert ("0.64" in text) == (stage in ("forward", "backward"))
        assert ("+0.2287" in text or "+0.2288" in text) == (stage == "backward")


WORKSHEET = """
title = "Backpropagation by hand"
[given]
i1 = "0.05"
w1 = 0.15
b1 = 0.35
t = 1
eta = "0.5"
[define]
E = "½(t − out_h1)²"
net_h1 = "w1*i1 + b1"
out_h1 = "sigma(net_h1)"
"""


def test_a_worksheet_is_an_expression(command, tmp_path):
    (tmp_path / "sheet.toml").write_text(WORKSHEET.replace("[define]\nE", "[define]\nF") + 'E = "F + 0*F"\n', "utf-8")
    status, out, complaints = command("show", "sheet.toml", "w1=0.3", "-o", "x.svg")
    assert (status, complaints) == (0, "")
    assert out.startswith("Backpropagation by hand\n")
    assert re.search(r"net_h1 +w1 · i1 \+ b1 +0\.365 ", out)  # 0.3 · 0.05 + 0.35
    assert "Backpropagation by hand" in picture_text(tmp_path / "x.svg")


def test_the_sheet_of_the_examples(command, tmp_path):
    status, out, _ = command("show", str(ROOT / "examples/sheet.toml"), "w1=0.3")
    assert status == 0
    assert out.startswith("One neuron by hand\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sheet.png", "sheet.svg"]


def test_a_formula_of_several_lines_is_one_formula(command):
    text = "J = (w-1)^2\n  + (w-2)^2"
    assert "= −6" in command("derive", text, "w", "w=0")[1]  # 2(0 − 1) + 2(0 − 2)
    assert "changes J by −0.58; its derivative predicts −0.6." in command("wiggle", text, "w", "--by", "0.1", "w=0")[1]
    assert command("show", "E = a*b\n + c", "a=2", "b=3", "c=4", "-o", "x.svg")[1].startswith("E = a · b + c\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sin^2(x)", "sin(x)²"), ("sin²(x)", "sin(x)²"), ("e^{-x}", "^(−x)"), ("x^{2}", "x²"), ("f(x)=x^2", "f = x²"),
        ("¼*x", "0.25 · x"), ("x•3", "x · 3"), ("x∙3", "x · 3"), ("xⁿ", "x^n"),
        ("√2*x", "1.41421356237 · x"), ("x̄*x", "x̄ · x"),
    ],
)  # fmt: skip
def test_expressions_as_people_write_them_are_shown(command, text, shown):
    more = ["n=2"] if "ⁿ" in text else ["x̄=1"] if "x̄" in text else []
    status, out, complaints = command("show", text, "x=pi/6", *more, "-o", "x.svg")
    assert (status, complaints) == (0, "")
    assert shown in out.split("\n")[0]
    assert re.search(r"x +0\.523598776 ", out)  # π / 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sin^2*(x)", "sin is an operation; write sin(…)^2"),
        ("sin^-1(x)", "may mean asin(…) or 1/sin(…)"),
        ("2|x|", "write 2*|…|."),
        ("|x||x|", "write |…|*|…|."),
        ("∑(x,1)", "'∑' cannot stand here"),
        ("x⁺¹", "'⁺' cannot stand here"),
        ("2x", "write 2*x."),
        ("∇*x", "'∇' cannot stand here"),
        ("a = 1; x + 1", "a feeds nothing: the last formula does not use it"),
    ],
)
def test_expressions_that_are_refused_say_what_to_write_and_where(command, text, said):
    status, out, complaints = command("show", text, "x=0.5", "-o", "x.svg")
    assert (status, out) == (2, "")
    assert said in complaints
    assert complaints.rstrip().endswith("^")


def test_numbers_of_an_example_may_be_exact(command):
    exact = command("derive", "mazur", "w5", "w5=2/5", "i1=√4/10")
    assert exact == command("derive", "mazur", "w5", "w5=0.4", "i1=0.2")
    assert exact[0] == 0
    assert "write 2*pi" in command("show", "mazur", "w5=2pi")[2]


def test_derivations_and_wiggles_say_what_feeds_nothing(command):
    for words in (["derive"], ["wiggle", "--by", "0.1"], ["derive", "--as", "markdown"]):
        out = command(words[0], "a = x^2; y = 3*x", "x", "x=2", *words[1:])[1]
        assert "Not shown, because the last value does not depend on it: a." in out.replace("\n", " ")


def test_formulas_that_do_not_feed_the_last_are_named(command, tmp_path):
    _, out, _ = command("show", "a = x^2; c = a + 1; b = x^3", "x=2", "-o", "x.svg")
    assert "Not shown, because the last value does not depend on it: a, c." in out
    assert "a" not in picture_text(tmp_path / "x.svg").split("\n")


def test_names_are_read_with_their_subscripts_everywhere(command, tmp_path):
    assert "6" in command("show", "w₁*x", "w₁=2", "x=3", "-o", "x.svg")[1]
    (tmp_path / "s.toml").write_text('[given]\n"w₁" = 2\n[define]\n"net_{h1}" = "w_1*0 + w₁ + 1"\n', "utf-8")
    assert "unknown name 'w_1'" in command("show", "s.toml", "-o", "y.svg")[2]
    (tmp_path / "s.toml").write_text('[given]\n"w₁" = 2\n[define]\n"net_{h1}" = "w₁ + 1"\n', "utf-8")
    assert re.search(r"net_h1 +w1 \+ 1 +6 ", command("show", "s.toml", "w1=5", "-o", "y.svg")[1])


def test_a_worksheet_may_name_a_network(command, tmp_path):
    (tmp_path / "sheet.toml").write_text('network = "mazur"\n[given]\nw5 = "0.9"\neta = "0.5"\n')
    status, out, _ = command("show", "sheet.toml", "i1=0.3", "-o", "x.svg")
    assert status == 0
    assert "i1 = 0.3" in out
    assert re.search(r"w5 +h1 → o1 +0\.9 ", out)


def test_a_kept_graph_is_an_expression(command, tmp_path):
    (tmp_path / "g.json").write_text(trace(documents.mazur().run().total).to_json())
    status, out, complaints = command("show", "g.json", "-o", "x.png")
    assert (status, complaints) == (0, "")
    assert re.search(r"w5 +0\.4 +\+0\.082167041", out)


FILES = {
    "not.toml": "= 3",
    "empty.toml": "",
    "both.toml": 'network = "mazur"\n[define]\ny = "1"\n',
    "number.toml": '[given]\nx = "0,3"\n[define]\ny = "x"\n',
    "formula.toml": '[given]\nx = 1\n[define]\ny = "2 3"\n',
    "two.toml": '[define]\ny = "1; z = 2"\n',
    "name.toml": '[define]\n"a b" = "1"\n',
    "network.toml": 'network = "mazr"\n',
    "kinds.toml": 'network = "mazur"\ngiven = 3\n',
    "key.toml": '[givn]\nx = 1\n[define]\ny = "x"\n',
    "underscore.toml": '[given]\nx = "1_0"\n[define]\ny = "x"\n',
    "latin.toml": None,
    "not.json": "{",
    "other.json": "[1, 2]",
    "cycle.json": json.dumps(
        {
            "schema": "chainrule.graph/1",
            "nodes": [
                {"id": 1, "op": "negate", "parents": [2], "data": 0},
                {"id": 2, "op": "negate", "parents": [1], "data": 0},
            ],
            "outputs": [1],
        }
    ),
}

BAD = [
    (["show", "not.toml"], "not.toml, line 1, column 1: "),
    (["show", "empty.toml"], 'needs either network = "mazur" or formulas under [define]'),
    (["show", "both.toml"], "needs either"),
    (["show", "number.toml"], "number.toml, line 2: x is '0,3'; give a finite number"),
    (["show", "formula.toml"], "formula.toml: [define] '2 3' has no operation between its parts; write 2*3."),
    (["show", "two.toml"], "give one formula in quotes"),
    (["show", "name.toml"], "[define] a b: a name is made of letters, digits and _"),
    (["show", "network.toml"], "did you mean mazur?"),
    (["show", "kinds.toml"], "given must be a table, [given]"),
    (["show", "latin.toml"], "it is not UTF-8 text"),
    (["show", "not.json"], "not JSON"),
    (["show", "other.json"], "its schema is None, not 'chainrule.graph/1'"),
    (["show", "cycle.json"], "cycle.json: the graph has a cycle"),
    (["show", "missing.toml"], "cannot read 'missing.toml': No such file"),
    (["show", "not.json", "x=1"], "a graph file has its numbers in it"),
    (["show", "x + y", "x=1"], "the expression needs a number for y; add for example y=1"),
    (["show", "x + 1", "x=1", "z=2"], "the expression has no variable 'z'"),
    (["show", "x + 1", "x=1", "--sample", "1"], "--sample means nothing for an expression"),
    (["show", "x + 1", "x=1", "--parameters", "other.npz"], "--parameters means nothing for an expression"),
    (["show", "mazur", "--folded"], "--folded means nothing for a network"),
    (["show", "mazur", "--most", "3"], "--most means nothing for a network"),
    (["show", "mazur", "--engine", "dot"], "--engine means nothing for a network"),
    (["show", "2x", "x=1"], "'2x' has no operation between its parts; write 2*x."),
    (["show", "x-y", "x=1"], "An expression has one of = + * / ^ ( or a space"),
    (["show", "2 + 3", "x=1"], "the expression has no variable 'x'; it has none."),
    (["show", "x + 1", "x=1_0"], "is not a number"),
    (["show", "key.toml"], "'givn' means nothing here; did you mean given?"),
    (["show", "underscore.toml"], "x is '1_0'"),
    (["train", "xor", "--seed", "3"], "--seed means nothing for all samples at once"),
    (["show", "x + 1", "x=1", "-o", "x.pdf"], "end the name with"),
    (["show", "log(x)", "x=-1"], "log is not defined at x = -1"),
    (["show", "2*(x", "x=1"], "the '(' here is not closed"),
    (["show", "x = x + 1"], "a definition cannot use itself"),
    (["show", "xor", "--sample", "5"], "xor has no sample 5; choose 1 to 4."),
    (["show", "mazur", "--sample", "0"], "mazur has no sample 0; choose 1."),
    (["show", "xor", "x1=1"], "x1 has another number in each sample of xor"),
    (["show", "xor", "--parameters", "not.json"], "not.json is not a whole .npz file"),
    (["show", "xor", "--parameters", "other.npz"], "other.npz is a file without a schema"),
    (["train", "and_gate", "--rate", "1.5"], "0 ≤ η ≤ 1"),
    (["train", "and_gate", "--until", "0.1"], "it has no --until"),
    (["train", "and_gate", "x1=1"], "starts from b, w1, w2"),
    (["train", "xor", "--batch", "9"], "it must have 1 to 4"),
    (["train", "xor", "--every", "5"], "--every means nothing for a training that is not kept, without --checkpoint"),
    (["train", "xor", "--resume", "other.npz"], "other.npz"),
    (["train", "xor", "--order", "output-first"], "updating the output first is defined for one"),
    (["activations", "sigmoidal"], "choose step, sign, linear, sigmoid"),
    (["activations", "--for", "poetry"], "--for"),
]


@pytest.mark.parametrize(("words", "message"), BAD, ids=[" ".join(words) for words, _ in BAD])
def test_bad_input_gets_a_clear_message_and_no_file(words, message, command, tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(b"\xff\xfe" if text is None else text.encode())
    np.savez(tmp_path / "other.npz", a=1.0)
    before = set(tmp_path.iterdir())
    status, out, complaints = command(*words)
    assert (status, out) == (2, "")
    assert complaints.startswith("chainrule: ")
    assert message in complaints
    assert "Traceback" not in complaints
    assert set(tmp_path.iterdir()) == before


def test_a_large_expression_is_folded_and_a_huge_one_asks(command):
    many = " + ".join(["x"] * 300)
    _, out, _ = command("show", f"y = {many}", "x=1", "-o", "x.svg")
    assert re.search(r"y .* 300 ", out)
    places = range(600)
    huge = [*(f"a{n}=x+{n}" for n in places), *(f"b{n}=a{n}*2" for n in places)]
    total = ";".join([*huge, "s=" + "+".join(f"b{n}" for n in places)])
    status, _, complaints = command("show", total, "x=1", "-o", "x.svg")
    assert status == 2
    assert "the picture would have 1202 nodes; ask for it with --most 1202." in complaints


def test_training_on_several_samples_keeps_and_shows_what_it_learned(command):
    words = ["train", "xor", "--checkpoint", "run.npz", "--save", "xor.npz"]
    status, out, complaints = command(*words)
    assert (status, complaints) == (0, "")
    assert "Acceptable error 0.01: reached after" in out
    outs = [float(new) for new in re.findall(r"^\([01], [01]\) +[01] +\S+ +(\S+)$", out, re.MULTILINE)]
    assert [round(y) for y in outs] == [0, 1, 1, 0]
    _, shown, _ = command("show", "xor", "--parameters", "xor.npz", "--sample", "2", "-o", "x.svg")
    assert f"Y = {outs[1]}" in shown
    steps = re.search(r"after (\d+) steps", out)[1]
    _, more, _ = command("train", "xor", "--resume", "run.npz", "--steps", str(int(steps) + 10))
    assert f"({steps} of them before)" in more


def test_a_rate_above_one_is_remarked(command):
    assert "η = 2 is outside the lecture's range 0 ≤ η ≤ 1" in command("train", "mazur", "--rate", "2")[1]


@pytest.mark.parametrize("name", ["step", "sign", "linear", "sigmoid", "tanh", "relu", "softplus", "softmax"])
def test_every_activation_has_a_page_and_a_picture(name, command, tmp_path):
    status, out, _ = command("activations", name, "-o", "x.svg")
    assert status == 0
    assert "limitation" in out
    assert "∂out" in picture_text(tmp_path / "x.svg")


@pytest.mark.parametrize(
    ("task", "output"), [("regression", "linear"), ("binary", "sigmoid"), ("multiclass", "softmax")]
)
def test_the_activation_for_a_task(task, output, command, tmp_path):
    _, out, _ = command("activations", "--for", task)
    assert re.search(rf"output layer +{output}", out)
    assert list(tmp_path.iterdir()) == []


def test_decimals_of_an_expression_are_those_asked_for(command, tmp_path):
    _, out, _ = command("show", NEURON, "w=0.5", "x=2", "b=-0.4", "--decimals", "3", "-o", "x.svg")
    assert "0.646 " in out
    assert "0.646" in picture_text(tmp_path / "x.svg")
    assert "0.6457" not in out


def test_the_optimizer_is_the_one_asked_for(command):
    reports = {
        name: command("train", "xor", "--optimizer", name, "--steps", "5")[1]
        for name in ("gradient-descent", "momentum", "adam")
    }
    assert len(set(reports.values())) == 3
    assert "Adam" in reports["adam"]
    assert "Momentum" in reports["momentum"]


def test_batches_follow_their_seed(command):
    words = ["train", "xor", "--batch", "1", "--steps", "7"]
    first, again, other = (command(*words, "--seed", seed)[1] for seed in "112")
    assert first == again != other
    assert "batches of 1" in first


def test_a_training_that_fails_says_what_to_try(command):
    _, out, _ = command("train", "xor", "--steps", "3", "--until", "0.001")
    assert "Try more steps, another --rate or --optimizer, or other weights to start from, such as xor seed=1." in out


def test_a_picture_too_large_for_a_png_is_an_svg(command, tmp_path):
    chain = ";".join(["a0=x", *(f"a{n}=tanh(a{n - 1})" for n in range(1, 500))])
    status, out, complaints = command("show", chain, "x=1")
    assert (status, complaints) == (0, "")
    assert out.endswith("Wrote expression.svg.")
    status, _, complaints = command("show", chain, "x=1", "-o", "y.png")
    assert status == 2
    assert "Save it as .svg instead." in complaints
    assert [path.name for path in tmp_path.iterdir()] == ["expression.svg"]
