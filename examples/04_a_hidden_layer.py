"""A lecture's 2-2-1 network, and where its printed numbers leave the true ones.

The lecture writes 1.56 for 1 + e^−1.858 = 1.156; the derivative of the output's sigmoid becomes 0.23 in place of
0.117, and with it all six gradients change.
"""

from nn import documents, train

example = documents.lecture_hidden()
forward = example.run()
assert forward.total is not None
forward.total.backward()

out = forward["out_out"]
(slope,) = out.local_derivatives
print(f"out = {out.data:.3f}, ∂E/∂out = {out.grad:.3f}, ∂out/∂net = {slope:.4f} (the lecture: 0.23)")

history = train(documents.lecture_hidden())
for printed in example.printed:
    weight = printed.target.removesuffix("+")
    if printed.target.endswith("+") and not printed.agrees_with(history.new.weights[weight]):
        print(f"{weight}: {history.new.weights[weight]:.9f}, the lecture prints {printed.text}: {printed.why}")

true_gradients = {
    "W1": -0.0004603222946286273,
    "W2": -0.001380966883885882,
    "W3": 0.0007309363495692674,
    "W4": 0.002192809048707802,
    "W5": 0.060211868586832355,
    "W6": 0.04927104965866541,
}
for name, gradient in true_gradients.items():
    computed = forward[name].grad
    assert computed is not None
    assert abs(computed - gradient) <= 1e-12 * abs(gradient)
assert abs(slope - 0.11671997007307708) < 1e-12
