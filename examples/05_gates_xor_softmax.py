"""Gates, XOR, and a softmax layer beside an ordinary one, as the lecture shows them.

One threshold unit is AND or OR, the perceptron rule finds its weights, and no single unit is XOR: a hidden layer is.
Then the same three nets pass an ordinary layer of sigmoids and a softmax layer.
"""

from autograd import Value, sigmoid, softmax
from nn import Layer, Network, Neuron, Parameter, documents, train, train_perceptron
from viz import draw_network

for gate in (documents.and_gate(), documents.or_gate(), documents.xor_gate()):
    table = [(*line.inputs, gate.run(place)["Y"].data) for place, line in enumerate(gate.table)]
    print(gate.title, table)

learned = train_perceptron(documents.and_gate().table)
print(f"AND: first epoch without an error {learned.converged}, W = [b, w1, w2] = {learned.weights}")
circles = train_perceptron(documents.xor_gate().table)
print(f"XOR: epoch {circles.repeats.again} begins as epoch {circles.repeats.earlier} did; a line: {circles.separable}")

# XOR with a hidden layer of sigmoids, by gradient descent on all four samples.
example = documents.xor(seed=5)
history = train(example, 20_000, until=0.01)
for sample, outs in zip(example.samples, history.new.outputs_of, strict=True):
    print(f"{sample.inputs} → {outs['Y']:.3f}, desired {sample.targets[0]:.0f}")

# The lecture's two layers on the same nets z: y = σ(z), each by itself, and y = eᶻ / Σ eᶻ, shares of 1.
nets = (3.0, 1.0, -3.0)


def forward_through(activation):
    """Three neurons that pass one input on, with the nets as weights."""
    neurons = [Neuron([Parameter(z, f"w{k}")], Value(0.0), activation, name=f"y{k}") for k, z in enumerate(nets, 1)]
    return Network([Layer(neurons)], input_names=["x"]).forward([1.0])


ordinary, shared = forward_through(sigmoid), forward_through(softmax)
for title, forward in (("ordinary layer", ordinary), ("softmax layer", shared)):
    outs = [neuron.out.data for neuron in forward.layers[0]]
    print(f"{title}: {[round(y, 2) for y in outs]}, sum {sum(outs):.2f}")
    picture = draw_network(forward, title=title)  # picture.save("layer.svg"); a bracket holds the sum of the softmax
    assert ("Σeˣ" in picture.svg()) == (title == "softmax layer")

# One out of a softmax depends on every net: ∂y1/∂z2 = −y1·y2.
y1, y2, _ = (neuron.out for neuron in shared.layers[0])
assert [row[2] for row in table] == [0.0, 1.0, 1.0, 0.0]
assert (learned.converged, learned.weights, circles.separable) == (8, (-3.0, 1.0, 2.0), False)
assert all(abs(o["Y"] - s.targets[0]) < 0.5 for o, s in zip(history.new.outputs_of, example.samples, strict=True))
assert round(y1.data, 2) == 0.88
assert abs(y1.local_derivatives[1] + y1.data * y2.data) < 1e-15
