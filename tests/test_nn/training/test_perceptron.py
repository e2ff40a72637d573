"""The perceptron rule against numbers worked out by hand, and against the theorems about it."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nn import Sample, documents
from nn.training.perceptron import Repeat, train_perceptron

AND, OR, XOR = (documents.build(name).samples for name in ("and_gate", "or_gate", "xor_gate"))


def fires(weights, inputs):
    """Whether b + w1·x1 + … ≥ 0; for whole numbers this is exact."""
    return weights[0] + sum(w * x for w, x in zip(weights[1:], inputs, strict=True)) >= 0


@pytest.mark.parametrize(("samples", "epoch", "weights"), [(AND, 8, (-3, 1, 2)), (OR, 3, (-1, 1, 1))])
def test_and_or_reach_their_first_epoch_without_an_error(samples, epoch, weights):
    history = train_perceptron(samples)
    assert (history.converged, history.weights) == (epoch, weights)
    assert [each.errors == 0 for each in history.epochs] == [False] * (epoch - 1) + [True]
    assert all(fires(history.weights, sample.inputs) == sample.targets[0] for sample in samples)
    assert history.separable
    assert history.repeats is None


def test_xor_goes_round_in_circles_and_never_converges():
    history = train_perceptron(XOR)
    assert history.converged is None
    assert history.separable is False
    assert history.repeats == Repeat(earlier=1, again=2)
    assert [(epoch.number, epoch.errors, epoch.weights) for epoch in history.epochs] == [(1, 4, (0, 0, 0))]


def test_xor_goes_round_in_circles_from_other_weights_too():
    history = train_perceptron(XOR, start=(5, -3, 2), learning_rate=0.3)
    assert history.separable is False
    begins = [history.start, *(epoch.weights for epoch in history.epochs)]
    assert begins[history.repeats.earlier - 1] == begins[history.repeats.again - 1]
    assert len(begins) == history.repeats.again > 2


def test_the_first_epoch_of_and_step_by_step():
    steps = train_perceptron(AND).steps[:4]
    assert [(s.inputs, s.sum, s.output, s.desired, s.old, s.new) for s in steps] == [
        ((1, 1, 1), 0, 1, 1, (0, 0, 0), (0, 0, 0)),
        ((1, 1, 0), 0, 1, 0, (0, 0, 0), (-1, -1, 0)),
        ((1, 0, 1), -1, 0, 0, (-1, -1, 0), (-1, -1, 0)),
        ((1, 0, 0), -1, 0, 0, (-1, -1, 0), (-1, -1, 0)),
    ]


def test_every_step_obeys_the_rule_and_begins_where_the_last_one_ended():
    history = train_perceptron(AND, start=(4, -2, 1), learning_rate=0.5)
    before = history.start
    for step in history.steps:
        assert step.old == before
        assert step.output == fires(step.old, step.inputs[1:])
        change = 0.5 * (step.desired - step.output)
        assert step.new == tuple(w + change * x for w, x in zip(step.old, step.inputs, strict=True))
        before = step.new
    assert len(history.steps) == 4 * len(history.epochs)


@pytest.mark.parametrize("learning_rate", [0.01, 0.1, 0.2, 0.3, 0.7, 0.9])
def test_from_zero_the_learning_rate_scales_the_weights_and_changes_no_epoch(learning_rate):
    """In floats −0.2 + 0.2 after such steps is not 0, and AND would converge an epoch too early on wrong weights."""
    history = train_perceptron(AND, learning_rate=learning_rate)
    assert history.converged == 8
    assert history.weights == (round(-3 * learning_rate, 2), learning_rate, 2 * learning_rate)


def test_a_learning_rate_of_0_changes_nothing_and_proves_nothing():
    history = train_perceptron(AND, learning_rate=0)
    assert history.weights == history.start
    assert (history.converged, history.separable) == (None, None)
    assert history.repeats == Repeat(1, 2)
    assert train_perceptron(AND, learning_rate=0, start=(-2, 1, 1)).converged == 1


def test_large_weights_do_not_swallow_small_changes():
    history = train_perceptron(AND, start=(1e20, 0, 0), epochs=3)
    assert history.repeats is None
    assert history.separable is None
    assert len(history.epochs) == 3


def test_numbers_beyond_a_float_are_shown_as_infinite():
    history = train_perceptron([Sample((1e308,), (0,))], start=(0, 1e308), epochs=1)
    assert history.steps[0].sum == float("inf")


@st.composite
def separable_samples(draw):
    """Samples on both sides of a random line, none on it: whole numbers, so every distance is at least 1."""
    line = draw(st.tuples(*[st.integers(-3, 3)] * 3).filter(any))
    points = draw(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5)), min_size=1, max_size=8))
    sides = [(point, line[0] + line[1] * point[0] + line[2] * point[1]) for point in points]
    return [Sample(point, (int(side > 0),)) for point, side in sides if side] or [Sample((0, 0), (0,))]


@settings(max_examples=60, deadline=None)
@given(separable_samples())
def test_the_rule_finds_a_line_wherever_there_is_one(samples):
    history = train_perceptron(samples, epochs=1 + 51 * 27)  # at most R²·|w|² / margin² errors: Novikoff
    assert history.converged is not None
    assert all(fires(history.weights, sample.inputs) == sample.targets[0] for sample in samples)


@pytest.mark.parametrize("wanted", list(product((0, 1), repeat=4)))
def test_of_all_sixteen_gates_of_two_inputs_only_xor_and_its_opposite_need_a_hidden_layer(wanted):
    samples = [Sample(line.inputs, (target,)) for line, target in zip(AND, wanted, strict=True)]
    assert train_perceptron(samples).separable is (wanted not in {(0, 1, 1, 0), (1, 0, 0, 1)})


def test_progress_hears_of_every_epoch():
    heard = []
    history = train_perceptron(AND, progress=lambda epoch, errors: heard.append((epoch, errors)))
    assert heard == [(epoch.number, epoch.errors) for epoch in history.epochs]


def test_epochs_end_the_training():
    history = train_perceptron(AND, epochs=2)
    assert [epoch.number for epoch in history.epochs] == [1, 2]
    assert (history.converged, history.repeats, history.separable) == (None, None, None)


@pytest.mark.parametrize("learning_rate", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_learning_rate_outside_the_lectures_range_is_refused(learning_rate):
    with pytest.raises(ValueError, match="the perceptron rule takes 0 ≤ η ≤ 1"):
        train_perceptron(AND, learning_rate=learning_rate)


@pytest.mark.parametrize(
    ("samples", "message"),
    [
        ([], "needs at least one sample"),
        ([Sample((1,), (0,)), Sample((1, 2), (0,))], "sample 1 has 2 inputs and sample 0 has 1"),
        ([Sample((1,), (0, 1))], r"sample 0 has the targets \(0, 1\); .* one target, 0 or 1"),
        ([Sample((1,), ())], "one target, 0 or 1"),
        ([Sample((1,), (0.5,))], "one target, 0 or 1"),
        ([Sample((float("inf"),), (1,))], "an input of sample 0 is inf; it must be a finite number"),
    ],
)
def test_samples_that_do_not_fit_are_refused(samples, message):
    with pytest.raises(ValueError, match=message):
        train_perceptron(samples)


def test_start_and_epochs_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="start has 2 numbers; for 2 inputs give 3: the bias, then"):
        train_perceptron(AND, start=(1, 1))
    with pytest.raises(ValueError, match="a weight of start is nan"):
        train_perceptron(AND, start=(0, float("nan"), 0))
    with pytest.raises(ValueError, match="epochs is 0; it must be 1 or more"):
        train_perceptron(AND, epochs=0)
    with pytest.raises(TypeError, match="is not a number"):
        train_perceptron(AND, learning_rate="1")
    with pytest.raises(TypeError):
        train_perceptron(AND, epochs=1.5)
