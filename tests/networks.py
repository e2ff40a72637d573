"""Three networks beside those of the documents: XOR 2-2-1, tanh 3-2-2, softmax 2-3-3 with cross-entropy."""

from autograd import Op, sigmoid, softmax, tanh
from nn import Layer, Naming, Network, Neuron, Parameter, categorical_cross_entropy
from nn.documents.networks import xor
from nn.example import Example, Sample


def xor_2_2_1() -> Example:
    """XOR with weights as a person chooses them: h1 is about OR, h2 about AND."""
    weights = {"w1": 4, "w3": 4, "b1": -2, "w2": 3, "w4": 3, "b2": -5, "w5": 5, "w6": -6, "b3": -2}
    return xor(**weights)


def tanh_3_2_2() -> Example:
    """Two tanh neurons, two tanh outputs, one bias a neuron, half squared errors."""
    numbers = {
        "w1": 0.2,
        "w2": -0.5,
        "w3": 0.4,
        "w4": -0.3,
        "w5": 0.1,
        "w6": 0.6,
        "b1": 0.1,
        "b2": -0.2,
        "w7": 0.7,
        "w8": -0.4,
        "w9": -0.6,
        "w10": 0.8,
        "b3": 0.05,
        "b4": -0.1,
    }
    plan = [
        [("h1", ["w1", "w2", "w3"], "b1"), ("h2", ["w4", "w5", "w6"], "b2")],
        [("o1", ["w7", "w8"], "b3"), ("o2", ["w9", "w10"], "b4")],
    ]
    network = Network.planned(plan, numbers, input_names=["i1", "i2", "i3"], activation=tanh)
    sample = Sample((0.5, -1.0, 2.0), (0.5, -0.5))
    return Example("tanh_3_2_2", "tanh, 3-2-2", "tests", network, (sample,), 0.1, tuple(numbers))


def softmax_2_3_3() -> Example:
    """Three sigmoid neurons, three classes; E_k = −target_k · log out_k."""
    numbers = dict(zip([f"w{n}" for n in range(1, 7)], (0.5, -0.2, 0.3, 0.8, -0.6, 0.1), strict=True))
    numbers |= dict(zip([f"w{n}" for n in range(7, 16)], (0.4, -0.7, 0.2, 0.9, 0.3, -0.5, -0.1, 0.6, 0.7), strict=True))
    numbers |= {"b1": 0.1, "b2": -0.1, "b3": 0.2, "b4": 0.0, "b5": 0.3, "b6": -0.2}
    own = {name: Parameter(number, name) for name, number in numbers.items()}

    def layer(names: list[str], activation: Op, first: int, inputs: int, bias: int) -> Layer:
        weights = iter(range(first, first + inputs * len(names)))
        return Layer(
            Neuron([own[f"w{next(weights)}"] for _ in range(inputs)], own[f"b{bias + n}"], activation, name=name)
            for n, name in enumerate(names)
        )

    layers = [layer(["h1", "h2", "h3"], sigmoid, 1, 2, 1), layer(["o1", "o2", "o3"], softmax, 7, 3, 4)]
    network = Network(layers, input_names=["i1", "i2"], naming=Naming())
    sample = Sample((0.5, -0.3), (0.0, 1.0, 0.0))
    loss = categorical_cross_entropy
    return Example("softmax_2_3_3", "Softmax, 2-3-3", "tests", network, (sample,), 0.1, tuple(numbers), loss=loss)


NETWORKS = {"xor_2_2_1": xor_2_2_1, "tanh_3_2_2": tanh_3_2_2, "softmax_2_3_3": softmax_2_3_3}
