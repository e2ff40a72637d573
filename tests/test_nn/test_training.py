"""Training."""

import math

import pytest

from autograd import GraphError, sigmoid
from nn import Example, GradientDescent, Network, Order, Parameter, Sample, documents, train


def test_a_history_tells_old_and_new():
    history = train(documents.mazur(), 3)
    assert history.steps == 3
    assert len(history.errors) == 4
    assert history.errors[0] == history.old.error
    assert history.errors[-1] == history.new.error
    assert sorted(history.errors, reverse=True) == list(history.errors)
    assert history.old.weights["w5"] == 0.4
    assert history.reached


def test_no_step_changes_nothing():
    history = train(documents.mazur(), 0)
    assert history.steps == 0
    assert history.old == history.new


def test_training_stops_at_an_acceptable_error():
    history = train(documents.mazur(), 10_000, until=0.25)
    assert history.reached
    assert history.errors[-1] <= 0.25 < history.errors[-2]
    short = train(documents.mazur(), 2, until=0.1)
    assert (short.reached, short.steps) == (False, 2)


def test_training_continues_where_it_stopped():
    example = documents.mazur()
    train(example, 3)
    assert train(example, 2).new == train(documents.mazur(), 5).new


def test_the_learning_rate_scales_the_step():
    old = 0.4
    full = train(documents.mazur()).new.weights["w5"] - old
    half = train(documents.mazur(), learning_rate=0.25).new.weights["w5"] - old
    assert half == pytest.approx(full / 2, rel=1e-12)


def test_progress_is_told_of_every_step():
    calls = []
    history = train(documents.mazur(), 4, progress=lambda step, error: calls.append((step, error)))
    assert calls == list(zip([1, 2, 3, 4], history.errors, strict=False))


@pytest.mark.parametrize("rate", [0, -1, math.nan, math.inf])
def test_a_learning_rate_is_positive_and_finite(rate):
    with pytest.raises(ValueError, match="positive finite"):
        train(documents.mazur(), learning_rate=rate)


def test_steps_and_error_have_ranges():
    with pytest.raises(ValueError, match="0 or more"):
        train(documents.mazur(), -1)
    for until in (-0.1, math.nan):
        with pytest.raises(ValueError, match="0 or more"):
            train(documents.mazur(), until=until)


def test_steps_are_whole():
    with pytest.raises(TypeError, match="integer"):
        train(documents.mazur(), 2.5)


def test_a_trained_parameter_must_exist():
    example = documents.mazur()
    with pytest.raises(ValueError, match="no parameter 'w9'"):
        train(Example(**{**vars(example), "trained": ("w9",)}))


def test_both_orders_agree_where_there_is_no_hidden_layer():
    assert train(documents.lecture_neuron()).new == train(documents.lecture_neuron(), order=Order.OUTPUT_FIRST).new


def test_biases_stay_fixed_unless_trained():
    example = documents.mazur()
    train(example, 10)
    biases = {p.name: p.data for p in example.network.parameters() if p.name in ("b1", "b2")}
    assert biases == {"b1": 0.35, "b2": 0.6}


def test_gradient_descent_leaves_alone_what_nothing_has_reached():
    w = Parameter(1.0)
    GradientDescent([w], 0.1).step()
    assert w.data == 1.0


def test_an_order_may_be_given_by_its_name_and_no_other():
    assert train(documents.mazur(), order="together").new == train(documents.mazur()).new
    with pytest.raises(ValueError, match="'backwards' is not an order of updates: choose together or output-first"):
        train(documents.mazur(), order="backwards")


def two_layers(activation=sigmoid, biases=("b1", "b2")):
    """A 1-1-1 example with biases of these names."""
    plan = [[("h1", ["w1"], biases[0])], [("o1", ["w2"], biases[1])]]
    numbers = {"w1": 0.5, "w2": -0.3, "b1": 0.1, "b2": 0.2}
    network = Network.planned(plan, numbers, input_names=["i1"], activation=activation)
    return Example("two", "Two", "here", network, (Sample((0.4,), (0.9,)),), 0.5, ("w1", "w2"))


def test_output_first_refuses_what_it_cannot_do_by_hand():
    train(two_layers(), order=Order.OUTPUT_FIRST)
    with pytest.raises(GraphError, match="neuron 'h1' is more than one operation"):
        train(two_layers(lambda net: 1.0 * net.tanh()), order=Order.OUTPUT_FIRST)
    with pytest.raises(GraphError, match="layers share a parameter"):
        train(two_layers(biases=("b1", "b1")), order=Order.OUTPUT_FIRST)
    train(two_layers(lambda net: 1.0 * net.tanh(), ("b1", "b1")))


@pytest.mark.parametrize("count", [0, 2])
def test_an_example_has_one_sample_to_train_on(count):
    example = documents.mazur()
    with pytest.raises(ValueError, match=f"mazur has {count} samples"):
        train(Example(**{**vars(example), "samples": example.samples * count}))


def test_two_trained_parameters_of_one_name_are_refused():
    example = two_layers()
    example.network.layers[1].neurons[0].weights[0].name = "w1"
    with pytest.raises(GraphError, match="2 parameters are named 'w1'"):
        train(example)


def test_gradient_descent_can_zero_its_gradients():
    w = Parameter(1.0)
    w.grad = 3.0
    GradientDescent([w], 0.1).zero_grad()
    assert w.grad == 0.0
