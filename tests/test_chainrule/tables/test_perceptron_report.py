"""What a student reads about gates and the perceptron rule."""

import io

from chainrule.tables.gates import print_gate, print_perceptron
from nn import Sample, documents
from nn.example import GateExample
from nn.training.perceptron import train_perceptron
from viz import NumberFormat
from viz.terminal import Terminal


def printed(report, *arguments):
    page = io.StringIO()
    report(Terminal(page, width=100), *arguments)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def trained(name, **options):
    gate = documents.build(name)
    return printed(print_perceptron, gate, train_perceptron(gate.samples, **options), NumberFormat(decimals=9))


def rows(text, title):
    """The rows of the table below a title, cells joined by single spaces."""
    lines = text.partition(f"{title}\n")[2].split("\n\n")[0].splitlines()
    return [" ".join(line.split()) for line in lines[2:]]


def test_a_gate_says_when_each_unit_fires_and_shows_its_truth_table():
    text = printed(print_gate, documents.xor_gate())
    assert text.startswith(
        "h1 = 1 where 1·x1 + 1·x2 ≥ 1, else 0\n"
        "h2 = 1 where 1·x1 + 1·x2 ≥ 2, else 0\n"
        "Y = 1 where 1·h1 − 1·h2 ≥ 1, else 0\n"
    )
    assert "x1  x2  s_h1  h1  s_h2  h2  s_Y  Y  wanted  right" in text
    assert rows(text, "Truth table") == [
        "1 1 1 1 0 1 −1 0 0 yes",
        "1 0 0 1 −1 0 0 1 1 yes",
        "0 1 0 1 −1 0 0 1 1 yes",
        "0 0 −1 0 −2 0 −1 0 0 yes",
    ]
    assert "Not as wanted" not in text


def test_a_gate_with_other_numbers_shows_where_it_is_wrong():
    text = printed(print_gate, documents.and_gate(b=-1, w2=0.5))
    assert "Y = 1 where 1·x1 + 0.5·x2 ≥ 1, else 0" in text
    assert [row.split(" ", 3)[3] for row in rows(text, "Truth table")] == ["1 1 yes", "1 0 no", "0 0 yes", "0 0 yes"]
    assert text.rstrip().endswith("Not as wanted: (1, 0).")


def test_a_threshold_of_0_has_no_sign():
    assert "≥ 0, else 0" in printed(print_gate, documents.or_gate(b=0))


def test_the_six_training_steps_are_numbered_and_hold_the_numbers_of_the_first_change():
    assert """\
W(n+1) = W(n) + η [d(n) − Y(n)] X(n)
W = [b, w1, w2], X = [1, x1, x2], Y = 1 where s ≥ 0, else 0

1  Weight initialisation
   W = [0, 0, 0]
2  Inputs
   X = [1, 1, 0], d = 0  (sample 2 of epoch 1, the first that changes W)
3  Sum of products
   s = 0·1 + 0·1 + 0·0 = 0
4  Activation
   Y = 1, because s ≥ 0
5  Weight adaptation
   W + η [d − Y] X = [0, 0, 0] + 1·[0 − 1]·[1, 1, 0] = [−1, −1, 0]
6  Back to the inputs
   the next ones, until an epoch passes without an error
""" in trained("and_gate")


def test_negative_numbers_stand_in_parentheses_in_products():
    text = trained("or_gate", start=(-2, 0.5, 0), learning_rate=0.5)
    assert "s = (−2)·1 + 0.5·1 + 0·1 = −1.5" in text
    assert "Y = 0, because s < 0" in text
    assert "= [−2, 0.5, 0] + 0.5·[1 − 0]·[1, 1, 1] = [−1.5, 1, 0.5]" in text


def test_the_first_epoch_is_shown_sample_by_sample_and_then_every_epoch():
    text = trained("and_gate")
    assert rows(text, "Epoch 1, sample by sample") == [
        "1 1 0 1 1 0 0 0",
        "1 0 0 1 0 −1 −1 0",
        "0 1 −1 0 0 −1 −1 0",
        "0 0 −1 0 0 −1 −1 0",
    ]
    assert rows(text, "Every epoch") == [
        "1 1 −1 −1 0",
        "2 3 −2 −1 0",
        "3 2 −2 0 0",
        "4 2 −2 0 1",
        "5 3 −3 0 1",
        "6 2 −3 1 1",
        "7 2 −3 1 2",
        "8 0 −3 1 2",
    ]


def test_success_names_the_epoch_and_the_weights_and_is_checked_on_the_truth_table():
    text = trained("and_gate")
    assert "The first epoch without an error is epoch 8: W = [−3, 1, 2]." in text
    assert rows(text, "Checked on the truth table") == [
        "1 1 0 1 1",
        "1 0 −2 0 0",
        "0 1 −1 0 0",
        "0 0 −3 0 0",
    ]


def test_xor_is_told_from_no_success_and_the_way_out_is_named():
    text = trained("xor_gate")
    assert "Epoch 2 begins with the weights of epoch 1, W = [0, 0, 0]: the rule goes round in circles." in text
    assert "no line separates these 4 samples" in text
    assert "chainrule train xor" in text
    assert "Checked" not in text


def test_weights_that_are_right_from_the_start_stay():
    text = trained("and_gate", start=(-2, 1, 1))
    assert "X = [1, 1, 1], d = 1  (sample 1 of epoch 1)\n" in text
    assert "Y = d, so W stays [−2, 1, 1]" in text
    assert "The first epoch without an error is epoch 1" in text


def test_a_learning_rate_of_0_is_remarked_and_proves_nothing_about_lines():
    text = trained("and_gate", learning_rate=0)
    assert "η = 0 lies in the lecture's range 0 ≤ η ≤ 1, but nothing is learned with it: W stays [0, 0, 0]." in text
    assert "no line" not in text


def test_a_long_training_is_shortened_in_the_middle_and_one_that_does_not_end_says_so():
    text = trained("and_gate", start=(30, 0, 1), learning_rate=0.001, epochs=50)
    numbers = [row.split()[0] for row in rows(text, "Every epoch")]
    assert numbers == [*map(str, range(1, 13)), "…", "46", "47", "48", "49", "50"]
    assert "50 epochs, none of them without an error; allow more epochs." in text


def test_samples_with_three_inputs_have_three_weights():
    unit = documents.and_gate()
    network = unit.network
    wide = GateExample("majority", "", "", network, tuple(Sample((a, b, 1), (a,)) for a in (0, 1) for b in (0, 1)))
    network.input_names = ("x1", "x2", "x3")
    text = printed(print_perceptron, wide, train_perceptron(wide.samples), NumberFormat())
    assert "W = [b, w1, w2, w3], X = [1, x1, x2, x3]" in text
