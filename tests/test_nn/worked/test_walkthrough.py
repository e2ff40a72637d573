"""A worked example step by step: every number of the documents, every line holds, the example stays as it is."""

import random
import re
from dataclasses import replace

import pytest
from printed_lines import lines_that_do_not_hold

from autograd import Value, linear, relu, softmax, tanh
from autograd.text.document import Equation
from autograd.value import grad_or_none
from nn import (
    MLP,
    Example,
    Layer,
    Network,
    Neuron,
    Parameter,
    Sample,
    SumForm,
    categorical_cross_entropy,
    categorical_cross_entropy_from_logits,
    documents,
    walkthrough,
)

EXAMPLES = ["mazur", "mazur_by_source", "lecture_neuron", "lecture_hidden", "xor"]


def example_of(network, samples, **others):
    trained = tuple(parameter.name for parameter in network.parameters())
    return Example("own", "A network of one's own", "nowhere", network, samples, 0.1, trained, **others)


def softmax_example(loss=categorical_cross_entropy):
    network = MLP(2, [3, 2], tanh, softmax, rng=random.Random(3))
    return example_of(network, (Sample((0.5, -1.0), (1.0, 0.0)),), loss=loss)


OTHERS = {
    "softmax": softmax_example,
    "softmax from nets": lambda: softmax_example(categorical_cross_entropy_from_logits),
    "relu, three layers": lambda: example_of(
        MLP(2, [3, 3, 2], relu, linear, rng=random.Random(1)), (Sample((0.5, -1.0), (1.0, 0.0)),)
    ),
    "own activation": lambda: example_of(
        MLP(1, [2, 1], lambda net: tanh(net) * 2, linear, rng=random.Random(1)), (Sample((0.5,), (1.0,)),)
    ),
    "seven samples": lambda: example_of(
        MLP(1, [2, 1], tanh, rng=random.Random(1)), tuple(Sample((x / 10,), (x / 5,)) for x in range(7))
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("decimals", [3, 4, 6, 9])
@pytest.mark.parametrize("form", SumForm)
def test_every_line_holds_within_its_printed_digits(name, decimals, form):
    text = str(walkthrough(documents.build(name)).document(decimals, form))
    wrong, count = lines_that_do_not_hold(text, decimals)
    assert wrong == []
    assert count >= 8


@pytest.mark.parametrize("make", OTHERS.values(), ids=OTHERS)
def test_every_line_holds_for_networks_of_ones_own(make):
    for form in SumForm:
        wrong, count = lines_that_do_not_hold(str(walkthrough(make()).document(5, form)), 5)
        assert wrong == []
        assert count > 5


def test_the_checker_of_lines_finds_a_line_that_does_not_hold():
    assert lines_that_do_not_hold("a = 0.5 · 0.25 = 0.125\n  = 0.1 + 0.2 = 0.3", 4)[0] == []
    for wrong in ("a = 0.5 · 0.2512 = 0.1257", "  = 0.1 + 0.2 = 0.4", "x = ½(0.01 − 0.7514)² = 0.2750", "1 + 1 = 3"):
        assert len(lines_that_do_not_hold(wrong, 4)[0]) == 1, wrong


# --------------------------------------------------------------------------- the numbers of NUMBERS, by hand


def text_of(name, decimals=9, form=SumForm.TERMS):
    return str(walkthrough(documents.build(name)).document(decimals, form))


def test_the_2_2_2_network_has_every_number_of_the_notes():
    text = text_of("mazur")
    for number in (
        *("0.3775", "0.3925", "1.105905967", "1.224921404"),
        *("0.593269992", "0.596884378", "0.75136507", "0.772928465"),
        *("0.241300709", "0.240613417", "0.186815602", "0.175510053"),
        *("0.036350306", "0.041370323", "0.74136507", "−0.217071535"),
        *("0.274811083", "0.023560026", "0.298371109", "0.055399425", "−0.019049118"),
        *("0.000438568", "0.000877135", "0.000497713", "0.000995425"),
        *("0.082167041", "0.082667628", "−0.02260254", "−0.022740242"),
        *("0.149780716", "0.199561432", "0.249751144", "0.299502287"),
        *("0.35891648", "0.408666186", "0.51130127", "0.561370121", "0.291027774"),
    ):
        assert re.search(rf"(?<![\d.]){number}(?!\d)", text), number


def test_the_scene_of_the_slides_net_with_its_terms():
    text = text_of("mazur", 4)
    assert "= 0.5 · 0.5933 + 0.55 · 0.5969 + 0.6 = 0.2966 + 0.3283 + 0.6 = 1.2249" in text
    assert "net_o1 = w5 · out_h1 + w6 · out_h2 + b2\n" in text
    assert "out_o1 = 0.7514 ≠ 0.01 = target_o1" in text
    assert "E_total = E_o1 + E_o2 = 0.2748 + 0.02356 = 0.2984" in text
    assert "Our output ≠ true output:" in text
    assert "E_total falls from 0.298371 to 0.291028, by 0.007343." in text


def test_the_neuron_and_the_2_2_1_network_have_the_numbers_of_the_lecture():
    neuron, hidden = text_of("lecture_neuron"), text_of("lecture_hidden")
    for number in ("1.94", "0.874352143", "0.356465271", "0.844352143", "0.109860473", "0.009276093", "0.027828278"):
        assert number in neuron, number
    for number in ("0.499907239", "0.199721717"):
        assert number in neuron, number
    for number in (
        *("0.48", "0.617747875", "0.022", "0.505499778", "1.858100358", "0.865075376", "0.348675442", "0.835075376"),
        *("0.11671997", "−0.000460322", "−0.001380967", "0.000730936", "0.002192809", "0.060211869", "0.04927105"),
        *("0.500004603", "0.10001381", "0.619992691", "0.199978072", "−0.200602119", "0.29950729"),
    ):
        assert number in hidden, number


def test_the_words_are_those_of_the_document():
    assert "h1_in = W1 · x1 + W2 · x2 + b1\n" in text_of("lecture_hidden")
    assert "out_out = 0.865075376 ≠ 0.03 = desired" in text_of("lecture_hidden")
    assert "net_" not in text_of("lecture_hidden")
    assert "∂E/∂w1 " in text_of("lecture_neuron")


def test_what_the_document_prints_stands_beside_ours_with_the_reason():
    text = text_of("lecture_hidden")
    assert re.search(r"∂out_out/∂out_in +≠ +0\.11671997 +0\.23\n", text)
    assert re.search(r"∂out_out/∂out_in +0\.23 +1 \+ e\^−1\.858 = 1\.156 was written 1\.56", text)
    assert re.search(r"W4⁺ +0\.1997 +0\.2 − 0\.01 · 0\.003 is 0\.19997", text)
    assert re.search(r"E_total⁺ +0\.291027924 +it comes from the order of updates 'output-first'", text_of("mazur"))
    assert "What the document prints" not in str(walkthrough(documents.mazur(w5=0.9)))


def test_the_six_steps_are_headings_in_their_order():
    headings = re.findall(r"^(\d  [^\n]+)\n-+$", text_of("lecture_neuron"), re.MULTILINE)
    assert [heading[3:] for heading in headings] == [
        "Weight initialisation",
        "Inputs",
        "Sum of products",
        "Activation",
        "Weight adaptation",
        "Back to the inputs",
    ]
    layers = re.findall(r"^\d  (?:Sum|Activation)[^\n]+\n", text_of("mazur"), re.MULTILINE)
    assert [line[0] for line in layers] == ["3", "4", "3", "4"]
    assert [line.partition(": ")[2].strip() for line in layers] == ["hidden layer"] * 2 + ["output layer"] * 2


def test_matrices_have_the_bias_as_last_column_and_a_1_below_the_inputs():
    text = text_of("mazur", 4, SumForm.MATRICES)
    assert "⎡0.4  0.45  0.6⎤   ⎡0.5933⎤   ⎡1.1059⎤\n⎣0.5  0.55  0.6⎦ · ⎢0.5969⎥ = ⎣1.2249⎦\n" in text
    assert "⎡w1  w2  b1⎤   ⎡i1⎤   ⎡net_h1⎤\n⎣w3  w4  b1⎦ · ⎢i2⎥ = ⎣net_h2⎦\n               ⎣1 ⎦" in text
    document = walkthrough(documents.mazur()).document(4, SumForm.MATRICES)
    lines = [line for block in document.blocks if isinstance(block, Equation) for line in block.lines]
    latex = " ".join(piece.math.latex for line in lines for piece in line.pieces)
    assert r"\begin{bmatrix} 0.4 & 0.45 & 0.6 \\ 0.5 & 0.55 & 0.6 \end{bmatrix} \cdot" in latex
    assert r"\begin{bmatrix} 0.5933 \\ 0.5969 \\ 1 \end{bmatrix} = \begin{bmatrix} 1.1059 \\ 1.2249" in latex


# --------------------------------------------------------------------------- data


def test_only_what_the_example_trains_is_updated_and_the_example_stays():
    example = documents.mazur()
    walk = walkthrough(example)
    assert [each.parameter.name for each in walk.adaptations] == list(example.trained)
    assert example.run().total.data == walk.passes[0].total.data == pytest.approx(0.29837110876000267, rel=1e-12)
    assert walk.again[0].total.data == pytest.approx(0.29102777369359933, rel=1e-12)
    assert walk.again[0]["b1"].data == 0.35
    assert all(grad_or_none(parameter) is None for parameter in example.network.parameters())
    for parameter in example.network.parameters():
        parameter.data = 7.0
    assert walk.passes[0]["w5"].data == 0.4
    assert "0.08217" in str(walk)


def test_gradients_of_several_samples_are_means():
    walk = walkthrough(documents.xor())
    for each in walk.adaptations:
        assert len(each.partials) == 4
        assert each.gradient == pytest.approx(sum(each.partials) / 4, rel=1e-15)
        assert each.new == pytest.approx(each.old - each.gradient, rel=1e-12)
    text = str(walk)
    assert "Sample 1 of 4 is written out" in text
    assert "mean E = (0.09821 + 0.1586 + 0.1503 + 0.09911) / 4 = 0.1266" in text


def test_the_derivations_are_those_of_the_trained_weights_output_layer_first():
    names = [each.wrt.name for each in walkthrough(documents.mazur()).derivations]
    assert names == ["w5", "w6", "w7", "w8", "w1", "w2", "w3", "w4"]


def test_a_rising_error_is_said():
    neuron = Neuron([Parameter(1.0, "w")], Parameter(0.0, "b"), linear, name="n")
    steep = example_of(Network([Layer([neuron])]), (Sample((9.0,), (0.0,)),))
    assert "rises from" in str(walkthrough(steep))


def test_large_networks_are_cut_and_say_so():
    network = MLP(12, [16, 16, 1], tanh, rng=random.Random(0))
    text = str(walkthrough(example_of(network, (Sample(tuple(x / 10 for x in range(12)), (1.0,)),))))
    assert "The other 8 neurons of the layer follow in the same way." in text
    assert re.search(r"The other \d+ follow in the same way\.", text)
    assert "+ … + b1\n" in text
    assert len(text.splitlines()) < 600


def test_unnamed_inputs_and_fixed_weights_are_written_as_numbers():
    neuron = Neuron([Parameter(0.5, "w"), Value(2.0)], Value(0.25), linear, name="n")
    network = Network([Layer([neuron])])
    text = str(walkthrough(example_of(network, (Sample((3.0, -4.0), (1.0,)),))))
    assert "net_n = w · 3 + 2 · (−4) + 0.25\n" in text
    assert "= 0.5 · 3 + 2 · (−4) + 0.25 = 1.5 − 8 + 0.25 = −6.25" in text


# --------------------------------------------------------------------------- refusals


def test_gates_are_refused_with_what_to_do():
    with pytest.raises(TypeError, match=r"and_gate has no error .* nn\.train_perceptron"):
        walkthrough(documents.and_gate())


def test_what_cannot_be_trained_cannot_be_walked_through():
    network = MLP(1, [1], rng=random.Random(0))
    with pytest.raises(ValueError, match="training needs targets"):
        walkthrough(example_of(network, (Sample((1.0,), ()),)))
    with pytest.raises(ValueError, match="no parameter 'w9' to train"):
        walkthrough(replace(documents.mazur(), trained=("w9",)))
