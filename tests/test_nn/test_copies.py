"""Networks and forward passes: copied and pickled, alone and together with what was computed by them."""

import copy
import pickle

import pytest

from autograd import sigmoid, softmax, tanh
from nn import MLP, Layer, Neuron, Parameter, documents


def pickled(given):
    return pickle.loads(pickle.dumps(given))


each_way = pytest.mark.parametrize("again", [copy.deepcopy, pickled], ids=["deepcopy", "pickle"])


@each_way
@pytest.mark.parametrize("output", [sigmoid, softmax])
def test_a_network_beside_its_loss_holds_the_leaves_of_the_loss(output, again):
    network = MLP(2, [4, 3], tanh, output)
    forward = network.forward([1.0, -2.0], [0.0, 1.0, 0.0])
    own_network, own_total = again((network, forward.total))
    own_total.backward()
    forward.total.backward()
    assert [p.grad for p in own_network.parameters()] == [p.grad for p in network.parameters()]
    assert all(type(p) is Parameter for p in own_network.parameters())
    assert set(own_network.parameters()).isdisjoint(network.parameters())
    assert repr(own_network) == repr(network)


@each_way
@pytest.mark.parametrize("output", [sigmoid, softmax])
def test_a_network_that_was_copied_computes_the_same_and_is_trained_alone(output, again):
    network = MLP(2, [4, 3], tanh, output)
    other = again(network)
    outs = [out.data for out in network([0.3, 0.1])]
    assert [out.data for out in other([0.3, 0.1])] == outs
    for parameter in other.parameters():
        parameter.data += 1.0
    assert [out.data for out in network([0.3, 0.1])] == outs


@each_way
@pytest.mark.parametrize("name", documents.EXAMPLES)
def test_every_example_computes_the_same_after_copying(name, again):
    example = documents.build(name)
    other = again(example)
    assert (other.name, other.title, other.source) == (example.name, example.title, example.source)
    ours, theirs = ([neuron.out.data for layer in each.run(0).layers for neuron in layer] for each in (example, other))
    assert ours == theirs


@each_way
def test_a_forward_pass_stays_one_graph(again):
    forward = documents.mazur().run()
    forward.total.backward()
    own = again(forward)
    assert own["net_h1"] is own.layers[0][0].net
    assert [own[name].grad for name in ("w1", "net_h1", "out_o2", "E_total")] == [
        forward[name].grad for name in ("w1", "net_h1", "out_o2", "E_total")
    ]
    own["w1"].grad = 0.0
    own.total.backward()
    assert own["w1"].grad == forward["w1"].grad
    assert own["w1"] is not forward["w1"]
    assert [neuron.name for layer in own.layers for neuron in layer] == ["h1", "h2", "o1", "o2"]
    assert (len(own.inputs), len(own.targets), len(own.errors)) == (2, 2, 2)


@each_way
def test_a_forward_pass_without_targets_has_none_after_copying_either(again):
    own = again(MLP(2, [1]).forward([1.0, 2.0]))
    assert (own.targets, own.errors, own.total) == ((), (), None)


@each_way
def test_a_single_error_stays_the_total(again):
    own = again(MLP(2, [1]).forward([1.0, 2.0], [0.0]))
    assert own.total is own.errors[0]
    assert own.total.name == "E_total"


def test_an_activation_without_a_name_is_copied_and_not_pickled():
    neuron = Neuron([Parameter(0.5, "w")], Parameter(0.1, "b"), lambda net: net * 2.0, name="h1")
    assert copy.deepcopy(Layer([neuron]))([3.0]).data == 3.2
    with pytest.raises((pickle.PicklingError, AttributeError), match="lambda"):
        pickle.dumps(neuron)
