"""Why the first layers learn so slowly: a gradient that vanishes, and a ReLU that is dead.

Ten sigmoid layers multiply the gradient by at most ¼ each. A ReLU whose net is below 0 for every sample multiplies it
by 0, and its weights never change again. `explain_small` finds both, `wiggle` shows the same in changes.
"""

import random

from autograd import explain_small, leaky_relu, mean, relu, sigmoid, tanh, wiggle
from nn import MLP

LAYERS = 10


def first_weight(activation):
    """One neuron a layer, all weights 1: what reaches the first weight."""
    model = MLP(1, [1] * (LAYERS + 1), activation=activation)
    for parameter in model.parameters():
        parameter.data = 1.0 if parameter.name.startswith("w") else 0.0
    return explain_small(model.forward([1.0], [0.0]).layers[-1][0].out, "w1")


found = {activation.name: first_weight(activation) for activation in (sigmoid, tanh, relu)}
print(found["sigmoid"])
for name, each in found.items():
    print(f"{name}: ∂out/∂w1 = {each.partial:.3g}, at most {10**each.logarithm_of_slopes:.3g} from the slopes alone")

# A hidden layer of two ReLUs on the four lines of XOR; the bias of h1 was pushed down by one large step.
table = [((0.0, 0.0), 0.0), ((0.0, 1.0), 1.0), ((1.0, 0.0), 1.0), ((1.0, 1.0), 0.0)]


def error(activation, bias):
    """The mean error of the four lines, and the network."""
    model = MLP(2, [2, 1], activation=activation, rng=random.Random(1))
    {parameter.name: parameter for parameter in model.parameters()}["b1"].data = bias
    return mean(*[model.forward(inputs, [target]).total for inputs, target in table]).named("E")


dead, leaky = error(relu, -5.0), error(lambda net: leaky_relu(net, slope=0.01), -5.0)
for end in (dead, error(relu, 0.0), leaky):
    print(explain_small(end, "w2"))
print(wiggle(dead, "w2", by=0.5)["E"].true, wiggle(leaky, "w2", by=0.5)["E"].true)

# By hand: every slope is out (1 − out), all weights are 1.
product, out = 1.0, 1.0
for _ in range(LAYERS):
    out = sigmoid(out)
    product *= out * (1 - out)
assert abs(found["sigmoid"].partial - product) < 1e-12 * product
assert product < 0.25**LAYERS
assert abs(10 ** found["sigmoid"].logarithm_of_slopes - 0.25**LAYERS) < 1e-18
assert found["relu"].partial == 1.0
assert [unit.label for unit in explain_small(dead, "w2").units if unit.is_dead] == ["out_h1"]
assert explain_small(dead, "w2").partial == 0.0 != explain_small(leaky, "w2").partial
