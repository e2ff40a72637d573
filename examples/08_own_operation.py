"""An operation of one's own: one entry, and it computes, differentiates, prints and draws like all others.

swish(x) = x · σ(x). The forward and the rule for its derivative are ordinary functions, written with + − · / and
operations that exist; a rule gets the result first, then the operands.
"""

import math

from autograd import Notation, Value, formula_text, operation, read_graph, sigmoid, trace
from viz import draw

swish = operation(
    "swish",
    forward=lambda x: x * sigmoid(x),
    local_derivatives=(lambda out, x: sigmoid(x) + out * sigmoid(-x),),  # σ + x·σ·(1 − σ)
    notation=Notation("swish"),
)

print("on a number:", swish(2.0))

w, x = Value(0.5, "w"), Value(3.0, "x")
y = swish(w * x).named("y")
y.backward()
print(f"y = {formula_text(y)} = {y.data:.6f}, ∂y/∂w = {w.grad:.6f}")

# Slope by hand: (swish(net + h) − swish(net − h)) / 2h, times x.
h = 1e-6
by_hand = (swish(1.5 + h) - swish(1.5 - h)) / (2 * h) * 3.0
print(f"∂y/∂w by differences: {by_hand:.6f}")

# A graph with it can be kept as text and built again; the reader is told which operations are one's own.
text = trace(y).to_json()
again = read_graph(text, [swish]).values([swish])[-1]
again.backward()

picture = draw(y).dot.source

# A rule that looks at its operand with `if` cannot be differentiated, drawn or written down; it is refused.
broken = operation("broken", forward=lambda x: x, local_derivatives=(lambda out, x: 1.0 if x > 0 else 0.0,))
try:
    broken(x)
except TypeError as error:
    print(error)

assert swish(2.0) == 2.0 / (1.0 + math.exp(-2.0))
assert abs(w.grad - by_hand) < 1e-9
assert again.data == y.data
assert "swish" in picture
