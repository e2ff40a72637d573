"""Neurons, layers, networks and forward passes."""

import random

import numpy as np
import pytest
from micrograd import nn as micrograd

import nn
from autograd import Value, relu, sigmoid, tanh, weighted_sum
from nn import MLP, Layer, Network, Neuron, NeuronOutput, Parameter, documents


def test_a_neuron_is_a_weighted_sum_and_an_activation():
    w1, w2, b = Parameter(0.5, "w1"), Parameter(0.2, "w2"), Parameter(1.0, "b")
    x = [Value(0.1, "x1"), Value(0.3, "x2")]
    output = Neuron([w1, w2], b, tanh, name="h1").forward(x)
    assert isinstance(output, NeuronOutput)
    assert output.net.op is weighted_sum
    assert output.net.parents == (w1, x[0], w2, x[1], b)
    assert output.out.op is tanh
    assert output.out.parents == (output.net,)
    assert (output.name, output.net.name, output.out.name) == ("h1", "net_h1", "out_h1")


def test_any_function_of_a_value_is_an_activation():
    neuron = Neuron([Parameter(1.0)], Parameter(0.0), lambda net: net * net, name="h1")
    assert neuron([3.0]).data == 9.0


def test_a_wrong_number_of_inputs_is_refused_by_name():
    neuron = Neuron([Parameter(1.0), Parameter(1.0)], Parameter(0.0), name="h1")
    message = "neuron 'h1' has 2 weights but was given 3 inputs; pass one input per weight"
    with pytest.raises(ValueError, match=message):
        neuron([1.0, 2.0, 3.0])


def test_a_plain_number_is_no_weight():
    with pytest.raises(TypeError, match=r"neuron 'h1' was given 1\.0 .* give a Parameter"):
        Neuron([1.0], Parameter(0.0), name="h1")


def test_a_sample_that_does_not_exist_is_refused():
    for sample in (1, -1):
        with pytest.raises(ValueError, match=f"mazur has no sample {sample}; its samples are 0 to 0"):
            documents.mazur().run(sample)


def test_a_plain_value_is_a_fixed_weight():
    neuron = Neuron([Parameter(1.0, "w")], Value(0.5, "b"), name="h1")
    assert [parameter.name for parameter in neuron.parameters()] == ["w"]


def test_shared_parameters_count_once():
    assert [p.name for p in documents.mazur().network.parameters()] == [
        "w1", "w2", "b1", "w3", "w4", "w5", "w6", "b2", "w7", "w8",
    ]  # fmt: skip


def test_a_layer_needs_a_neuron_and_gives_one_value_or_a_list():
    with pytest.raises(ValueError, match="at least one neuron"):
        Layer([])
    neuron = Neuron([Parameter(1.0)], Parameter(0.0), relu, name="h1")
    assert Layer([neuron])([2.0]).data == 2.0
    assert [out.data for out in Layer([neuron, neuron])([2.0])] == [2.0, 2.0]


def test_mlp_has_micrograds_habits():
    model = MLP(2, [16, 16, 1], rng=random.Random(1337))
    assert len(model.parameters()) == 337
    out = model([1.0, -2.0])
    assert isinstance(out, Value)
    out.backward()
    assert any(parameter.grad for parameter in model.parameters())
    model.zero_grad()
    assert all(parameter.grad == 0.0 for parameter in model.parameters())
    assert len(MLP(3, [4, 2])([1, 2, 3])) == 2
    assert [len(layer.neurons) for layer in model.layers] == [16, 16, 1]


@pytest.mark.parametrize(
    ("make", "point"),
    [
        (lambda engine: engine.Neuron(2), [1.5, -0.5]),
        (lambda engine: engine.Neuron(3, nonlin=False), [1.5, -0.5, 0.25]),
        (lambda engine: engine.Layer(2, 3), [1.5, -0.5]),
        (lambda engine: engine.Layer(2, 1, nonlin=False), [1.5, -0.5]),
        (lambda engine: engine.MLP(2, [4, 3]), [1.5, -0.5]),
    ],
)
@pytest.mark.parametrize("seed", range(3))
def test_modules_that_are_drawn_have_the_weights_and_the_outs_of_micrograd(make, point, seed):
    random.seed(seed)
    ours = make(nn)
    random.seed(seed)
    theirs = make(micrograd)
    assert [p.data for p in ours.parameters()] == [p.data for p in theirs.parameters()]
    outs, its_outs = ours(point), theirs([micrograd.Value(x) for x in point])
    assert isinstance(outs, list) == isinstance(its_outs, list)
    if not isinstance(outs, list):
        outs, its_outs = [outs], [its_outs]
    assert [out.data for out in outs] == pytest.approx([out.data for out in its_outs], rel=1e-14)


def test_what_is_drawn_is_named_and_takes_any_activation():
    neuron, layer = Neuron(2, activation=tanh), Layer(2, 2, sigmoid)
    assert neuron([1.0, 2.0]).op is tanh
    assert [p.name for p in neuron.parameters()] == ["w1", "w2", "b1"]
    assert [p.name for p in layer.parameters()] == ["w1", "w2", "b1", "w3", "w4", "b2"]
    assert [out.name for out in layer([1.0, 2.0])] == ["out_h1", "out_h2"]
    assert {out.op for out in layer([1.0, 2.0])} == {sigmoid}
    shared = Parameter(0.5, "b")
    assert Neuron(2, shared).bias is shared


def test_w_and_b_are_the_neurons_own_values_and_the_list_is_for_reading():
    neuron = Neuron(2)
    assert neuron.w + [neuron.b] == neuron.parameters()  # noqa: RUF005  # as people write it
    neuron.w[0].data = 0.75
    assert neuron.weights[0].data == 0.75
    changes = [
        lambda w: w.__setitem__(0, Value(1.0)), lambda w: w.__delitem__(0), lambda w: w.append(Value(1.0)),
        lambda w: w.pop(), lambda w: w.sort(), lambda w: w.__iadd__([Value(1.0)]), lambda w: w.insert(0, Value(1.0)),
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(TypeError, match=r"write neuron.w\[0\].data = … to change a number"):
            change(neuron.w)
    with pytest.raises(AttributeError):
        neuron.w = []


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: Neuron(0), ValueError, "at least one weight"),
        (lambda: Layer(2), ValueError, "at least one neuron"),
        (lambda: Layer(0, 2), ValueError, "neuron 'h1' needs at least one weight"),
        (lambda: Neuron(2, activation=tanh, nonlin=False), TypeError, "say the same thing; give one of them"),
        (lambda: Layer([Neuron(2)], 3), TypeError, r"write Layer\(neurons\), or Layer\(2, 3, activation\)"),
        (lambda: Layer([Neuron(2)], nonlin=True), TypeError, "neurons bring their activations along"),
        (lambda: Neuron([Parameter(1.0)]), TypeError, "was given None for a weight or bias"),
    ],
)
def test_what_cannot_be_drawn_is_refused(make, error, message):
    with pytest.raises(error, match=message):
        make()


def test_mlp_is_relu_inside_and_linear_at_its_end():
    model = MLP(2, [3, 1])
    forward = model.forward([1.0, 2.0])
    assert {neuron.out.op.name for neuron in forward.layers[0]} == {"relu"}
    assert forward.layers[1][0].out.op.name == "linear"


def test_the_same_seed_makes_the_same_mlp():
    def numbers(rng):
        return [p.data for p in MLP(2, [3, 1], rng=rng).parameters()]

    assert numbers(random.Random(5)) == numbers(random.Random(5))
    random.seed(7)
    first = [p.data for p in MLP(2, [3, 1]).parameters()]
    random.seed(7)
    assert first == [p.data for p in MLP(2, [3, 1]).parameters()]


def test_names_run_through_the_whole_mlp():
    forward = MLP(2, [2, 2, 1], sigmoid).forward([1.0, 2.0], [0.5])
    assert [[neuron.name for neuron in layer] for layer in forward.layers] == [["h1", "h2"], ["h3", "h4"], ["o1"]]
    names = [value.name for value in (*forward.inputs, *forward.targets)]
    assert names == ["i1", "i2", "target_o1"]
    assert {f"w{place}" for place in range(1, 11)} <= set(forward._by_name)


@pytest.mark.parametrize("shape", [(0, [1]), (2, []), (2, [0, 1])])
def test_an_empty_mlp_is_refused(shape):
    with pytest.raises(ValueError, match="at least one"):
        MLP(*shape)


def test_targets_must_be_one_an_output():
    with pytest.raises(ValueError, match="2 outputs but was given 1 targets"):
        documents.mazur().network.forward([0.05, 0.1], [0.01])


def test_a_forward_pass_without_targets_has_no_error():
    forward = documents.mazur().network.forward([0.05, 0.1])
    assert forward.total is None
    assert forward.errors == forward.targets == ()
    assert forward["net_h1"].data == pytest.approx(0.3775)
    with pytest.raises(KeyError, match="no value is named 'E'"):
        forward["E"]


def test_one_error_is_the_whole_error():
    forward = documents.lecture_hidden().run()
    assert forward.errors == (forward.total,)
    assert forward["E"] is forward.total


def test_a_miss_lists_near_names():
    with pytest.raises(KeyError, match="did you mean"):
        documents.mazur().run()["net_h3"]


def test_a_network_can_be_put_together_by_hand():
    w = [Parameter(x, f"w{n}") for n, x in enumerate((0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55), 1)]
    b1, b2 = Parameter(0.35, "b1"), Parameter(0.6, "b2")
    hidden = Layer([Neuron(w[0:2], b1, name="h1"), Neuron(w[2:4], b1, name="h2")])
    output = Layer([Neuron(w[4:6], b2, name="o1"), Neuron(w[6:8], b2, name="o2")])
    forward = Network([hidden, output]).forward([0.05, 0.10], [0.01, 0.99])
    assert forward.total.data == pytest.approx(0.29837110876000267, rel=1e-12)


def test_targets_may_be_an_array():
    forward = documents.lecture_neuron().network.forward([0.1, 0.3], np.array([0.0]))
    assert forward.total is not None
    assert documents.mazur().network.forward(np.array([0.05, 0.1]), np.array([0.01, 0.99])).total is not None


def test_what_a_neuron_was_made_of_stays():
    neuron = Neuron([Parameter(1.0, "w")], Parameter(0.0, "b"), relu, name="h1")
    for name in ("activation", "weights", "bias", "name"):
        with pytest.raises(AttributeError):
            setattr(neuron, name, None)


def test_empty_networks_are_refused():
    with pytest.raises(ValueError, match="at least one layer"):
        Network([])
    with pytest.raises(ValueError, match="neuron 'h1' needs at least one weight"):
        Neuron([], Parameter(0.0), name="h1")


def test_a_network_says_what_it_is():
    assert repr(MLP(2, [16, 16, 1])) == "<MLP 2-16-16-1, 337 parameters>"
    assert repr(MLP(2, 3)) == "<MLP 2-3, 9 parameters>"
    assert repr(documents.mazur().network) == "<Network 2-2-2, 10 parameters>"
