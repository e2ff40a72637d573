"""Training."""

import gc
import math
import random
import signal
import threading
from functools import partial
from itertools import islice

import pytest

from autograd import GraphError, Value, linear, sigmoid, sign, softmax, step
from nn import MLP, Example, GradientDescent, Network, Order, Sample, documents, train
from nn.datasets import blobs, moons, xor_table
from nn.initializers import normal, uniform
from nn.losses import (
    binary_cross_entropy,
    binary_cross_entropy_from_logits,
    categorical_cross_entropy_from_logits,
    half_squared_error,
    mean_squared_error,
)
from nn.training.minibatches import batches
from nn.training.optimizers import Adam, Momentum


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


def test_an_example_has_a_sample_to_train_on():
    with pytest.raises(ValueError, match="mazur has 0 samples"):
        train(Example(**{**vars(documents.mazur()), "samples": ()}))


def test_the_output_first_order_is_for_one_sample():
    example = documents.mazur()
    with pytest.raises(ValueError, match="mazur has 2 samples; updating the output first is defined for one"):
        train(Example(**{**vars(example), "samples": example.samples * 2}), order=Order.OUTPUT_FIRST)


def test_two_trained_parameters_of_one_name_are_refused():
    example = two_layers()
    example.network.layers[1].neurons[0].weights[0].name = "w1"
    with pytest.raises(GraphError, match="2 parameters are named 'w1'"):
        train(example)


# ---------------------------------------------------------------------------------------- several samples


def line(samples, **more):
    """The linear neuron w·x with ½ (t − w·x)²: every training step can be worked out by hand."""
    plan = [[("o1", ["w"], "b")]]
    network = Network.planned(plan, {"w": 0.0, "b": 0.0}, input_names=["x"], activation=linear)
    samples = tuple(Sample((x,), (t,)) for x, t in samples)
    return Example("line", "Line", "here", network, samples, 0.5, ("w",), **more)


def mlp_example(name, samples, sizes, seed, loss, learning_rate, output_activation=sigmoid, initializer=uniform):
    network = MLP(
        2, sizes, sigmoid, output_activation, rng=random.Random(seed), initializer=initializer
    )  # fmt: skip
    trained = tuple(parameter.name for parameter in network.parameters())
    return Example(name, name, "here", network, samples, learning_rate, trained, loss=loss)


def xor(seed=0):
    return mlp_example(
        "xor",
        xor_table(),
        [2, 1],
        seed,
        binary_cross_entropy_from_logits,
        1.0,
        initializer=partial(normal, deviation=0.3),
    )


def three_blobs(seed=0):
    samples = blobs(45, spread=0.4, seed=seed)
    return mlp_example("blobs", samples, [3], seed, categorical_cross_entropy_from_logits, 0.5, softmax)


def test_a_step_takes_the_mean_gradient_of_all_samples():
    history = train(line([(1.0, 2.0), (2.0, 0.0)]), 2)
    # ∂E/∂w: −(2 − w)·1 and −(0 − 2w)·2, in the mean (5w − 2)/2: w = 0 + 0.5·1, then 0.5 − 0.5·0.25
    assert history.new.weights == {"w": 0.375}
    # the errors ½ (2 − w)² and ½ (2w)², in the mean
    assert history.errors == (1.0, 0.8125, (1.625**2 + 0.75**2) / 4)
    assert history.old.outputs_of == ({"out_o1": 0.0}, {"out_o1": 0.0})
    assert history.new.outputs_of == ({"out_o1": 0.375}, {"out_o1": 0.75})
    assert history.new.outputs == {"out_o1": 0.375}


def test_equal_samples_are_one_sample():
    one, three = line([(1.0, 2.0)]), line([(1.0, 2.0)] * 3)
    assert train(one, 5).new.weights["w"] == pytest.approx(train(three, 5).new.weights["w"], rel=1e-14)


def test_each_epoch_sees_every_sample_once_in_an_order_of_its_own():
    seen = list(islice(batches(7, 3, seed=1), 3 * 20))
    epochs = [[place for batch in seen[start : start + 3] for place in batch] for start in range(0, 60, 3)]
    assert [len(batch) for batch in seen[:3]] == [3, 3, 1]
    assert all(sorted(epoch) == list(range(7)) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) > 15


def test_the_order_of_samples_depends_on_the_seed_alone():
    def numbers(seed):
        return train(xor(), 21, batch=1, seed=seed).new.weights

    assert numbers(1) == numbers(1) != numbers(2)


def test_a_batch_of_one_updates_by_one_sample():
    (place,) = next(batches(2, 1, seed=0))
    samples = [(1.0, 2.0), (2.0, 6.0)]
    history = train(line(samples), 1, batch=1)
    x, t = samples[place]
    assert history.new.weights == {"w": 0.5 * x * t}
    assert history.errors[0] == t * t / 2


@pytest.mark.parametrize("batch", [0, 5, -1])
def test_a_batch_has_samples(batch):
    with pytest.raises(ValueError, match=f"a batch of {batch} samples is asked for; it must have 1 to 4"):
        train(xor(), 1, batch=batch)
    with pytest.raises(TypeError, match="integer"):
        train(xor(), 1, batch=1.5)


def test_with_batches_the_acceptable_error_is_that_of_all_samples_after_an_epoch():
    history = train(three_blobs(), 1000, batch=15, until=0.1)
    before = train(three_blobs(), history.steps - 3, batch=15)
    assert history.reached
    assert history.errors[-1] == history.new.error <= 0.1 < before.new.error
    assert history.steps % 3 == 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_sigmoid_network_learns_xor(seed):
    history = train(xor(seed), 2000, optimizer=Momentum)
    assert [round(outs["out_o1"]) for outs in history.new.outputs_of] == [0, 1, 1, 0]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_a_softmax_layer_learns_three_blobs(seed):
    example = three_blobs(seed)
    history = train(example, 60, batch=15)
    for outs, sample in zip(history.new.outputs_of, example.samples, strict=True):
        assert sum(outs.values()) == pytest.approx(1.0)
        assert max(range(3), key=list(outs.values()).__getitem__) == sample.targets.index(1.0)


@pytest.mark.parametrize("loss", [half_squared_error, mean_squared_error, binary_cross_entropy])
@pytest.mark.parametrize("optimizer", [GradientDescent, Momentum, Adam])
def test_every_loss_goes_down_with_every_optimizer(loss, optimizer):
    example = mlp_example("moons", moons(20), [4, 1], 0, loss, 0.05)
    history = train(example, 50, optimizer=optimizer)
    assert history.new.error < history.old.error
    assert history.optimizer == optimizer.__name__


# ------------------------------------------------------------------------------------------ what cannot learn


@pytest.mark.parametrize("threshold", [step, sign])
def test_thresholds_are_referred_to_the_rule_that_trains_them(threshold):
    with pytest.raises(GraphError, match=r"no gradient reaches w2: .* nn.train_perceptron"):
        train(two_layers(threshold))


def test_a_threshold_behind_a_loss_on_nets_is_in_no_ones_way():
    example = two_layers(step)
    trained = Example(**{**vars(example), "loss": binary_cross_entropy_from_logits, "trained": ("w2",)})
    history = train(trained, 20)
    assert history.new.error < history.old.error


def test_what_has_no_error_is_referred_to_the_rule_that_trains_it():
    class TruthTable:
        name = "and_gate"

    with pytest.raises(TypeError, match=r"and_gate has no error .* nn.train_perceptron"):
        train(TruthTable())


def test_samples_need_targets():
    with pytest.raises(ValueError, match="one target per output"):
        train(Example(**{**vars(documents.mazur()), "samples": (Sample((0.1, 0.2), ()),)}))


# --------------------------------------------------------------------------------------------------- Ctrl-C


def press_at(number):
    """Progress that presses Ctrl-C in this step."""

    def progress(taken, _):
        if taken == number:
            signal.raise_signal(signal.SIGINT)

    return progress


def test_ctrl_c_keeps_what_is_done():
    before = signal.getsignal(signal.SIGINT)
    history = train(documents.mazur(), 100, progress=press_at(7))
    assert (history.steps, history.interrupted) == (7, True)
    assert signal.getsignal(signal.SIGINT) is before
    whole = train(documents.mazur(), 7)
    assert (history.new, whole.interrupted) == (whole.new, False)


def test_a_second_ctrl_c_stops_at_once_and_gives_the_key_back():
    before = signal.getsignal(signal.SIGINT)

    def twice(taken, _):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        train(documents.mazur(), 100, progress=twice)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_old_handler_is_back_after_a_failure():
    before = signal.getsignal(signal.SIGINT)

    def fail(taken, _):
        raise RuntimeError("bar")

    with pytest.raises(RuntimeError, match="bar"):
        train(documents.mazur(), 100, progress=fail)
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_train_without_touching_signals():
    before, seen, histories = signal.getsignal(signal.SIGINT), [], []

    def work():
        progress = lambda taken, _: seen.append(signal.getsignal(signal.SIGINT))  # noqa: E731
        histories.append(train(documents.mazur(), 3, progress=progress))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before] * 3
    assert histories[0].steps == 3


def test_an_ignored_ctrl_c_stays_ignored():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert not train(documents.mazur(), 5, progress=press_at(2)).interrupted
    finally:
        signal.signal(signal.SIGINT, before)


# -------------------------------------------------------------------------------------------------- memory


def test_ten_thousand_steps_hold_no_more_values_than_ten():
    counts = {}

    def count(taken, _):
        if taken in (10, 10_000):
            counts[taken] = sum(isinstance(thing, Value) for thing in gc.get_objects())

    gc.collect()
    gc.disable()  # no cycles: nothing is left for the collector to find
    try:
        train(documents.mazur(), 10_000, progress=count)
    finally:
        gc.enable()
    assert counts[10] == counts[10_000]
