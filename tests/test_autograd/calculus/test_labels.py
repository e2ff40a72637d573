"""What values are called in the sentences of records."""

import pytest

from autograd import Value, sigmoid
from autograd.calculus.labels import Labels, listed, text_of
from autograd.graphs.named import Named


@pytest.fixture
def neuron():
    """Three values, w and net and out, and one without a name; and their labels."""
    w = Value(0.5, "w")
    net = (w * 2.0).named("net")
    out = sigmoid(net).named("out")
    error = out * out
    return w, net, out, error, Labels(Named(error).labels)


def test_a_label_is_the_name_or_else_the_formula_or_the_number(neuron):
    w, net, out, error, labels = neuron
    assert [labels[value] for value in (w, net, out, error, Value(-2.5))] == ["w", "net", "out", "out · out", "−2.5"]


def test_numbers_and_formulas_stand_beside_labels(neuron):
    w, net, out, error, labels = neuron
    assert [labels.with_number(value) for value in (w, net, Value(3.0))] == ["w = 0.5", "net = 1", "3"]
    assert labels.with_number(error) == "out · out = 0.534446645"  # σ(1)² = 0.731058578630…²
    assert [labels.equation(value) for value in (out, error)] == ["out = σ(net)", "out · out"]


def test_a_partial_is_a_quotient_of_labels_and_what_has_spaces_is_held_together(neuron):
    w, net, out, error, labels = neuron
    assert [labels.slope(out, net), labels.slope(net, w)] == ["∂out/∂net", "∂net/∂w"]
    assert labels.slope(error, w) == "∂(out · out)/∂w"


def test_long_labels_are_shortened():
    long = Value(1.0, "x" * 100)
    labels = Labels(Named(long * 2.0).labels)
    assert len(labels[long]) <= 40
    assert labels[long].startswith("xxx")


def test_lists_in_a_sentence():
    assert [listed(range(count), most=3) for count in (1, 2, 3, 4)] == [
        "0",
        "0 and 1",
        "0, 1 and 2",
        "0, 1, 2 and 1 more",
    ]
    assert [text_of(number) for number in (0.0, 1e-12, 1.23456789012)] == ["0", "1e−12", "1.23456789"]
