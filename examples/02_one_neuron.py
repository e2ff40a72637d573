"""One sigmoid neuron of a lecture, from the forward pass to the update of its weights.

s = x1·w1 + x2·w2 + b, y = σ(s), E = ½ (desired − y)², all by hand; then the same from `nn.documents`.
"""

from autograd import Value, sigmoid
from nn import documents, train

x1, x2 = Value(0.1, "x1"), Value(0.3, "x2")
w1, w2, b = Value(0.5, "w1"), Value(0.2, "w2"), Value(1.83, "b")

s = (x1 * w1 + x2 * w2 + b).named("s")
y = sigmoid(s).named("y")
error = (0.5 * (0.03 - y) ** 2).named("E")
error.backward()

print(f"s = {s.data:.3f}, y = {y.data:.3f}, E = {error.data:.3f}")
print(f"∂E/∂y = {y.grad:.3f}, ∂y/∂s = {y.local_derivatives[0]:.2f}, ∂s/∂w1 = {x1.data}")
print(f"∂E/∂w1 = {w1.grad:.9f}, ∂E/∂w2 = {w2.grad:.9f}")

rate = 0.01
for w in (w1, w2):
    print(f"{w.name}: {w.data} → {w.data - rate * w.grad:.5f}")

# The same example as the lecture gives it, with the numbers that the lecture prints.
example = documents.lecture_neuron()
history = train(example)
for printed in example.printed:
    print(f"{printed.where}: {printed.target} = {printed.text}")

assert abs(y.data - 0.8743521434846543) < 1e-12
assert abs(error.data - 0.35646527110356513) < 1e-12
assert abs(w1.grad - 0.009276092558183863) < 1e-14
assert abs(w2.grad - 0.027828277674551587) < 1e-14
assert abs(history.new.weights["w1"] - 0.49990723907441814) < 1e-12
