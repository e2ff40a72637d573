"""The 2-2-2 network that many lecture notes retell: forward, backward, a picture, training.

Two orders of updating are compared: all weights together, which is gradient descent, and the output layer first,
which is what the numbers printed in the slides come from.
"""

import tempfile
from pathlib import Path

from nn import Order, documents, train
from viz import Stage, draw_network

example = documents.mazur()
forward = example.run()
assert forward.total is not None
forward.total.backward()

for layer in forward.layers:
    for name, net, out in layer:
        print(f"{name}: net {net.data:.9f} | out {out.data:.9f}, ∂E/∂net {net.grad:+.9f}")
for name in example.trained:
    print(f"∂E_total/∂{name} = {forward[name].grad:+.9f}")

with tempfile.TemporaryDirectory() as folder:
    for stage in Stage:
        path = draw_network(forward, stage=stage, title=example.title).save(Path(folder) / f"{stage}.svg")
        print(f"{path.name}: {path.stat().st_size} bytes")

for order in Order:
    once = train(documents.mazur(), order=order)
    long = train(documents.mazur(), 10_000, order=order)
    print(f"{order}: after 1 step E = {once.new.error:.9f}; after 10,000 outputs {dict(long.new.outputs)}")

weight = forward["w5"].grad
assert weight is not None
assert abs(weight - 0.08216704056423078) < 1e-13
assert abs(forward.total.data - 0.29837110876000267) < 1e-12
assert round(once.new.error, 9) == 0.291027924  # the slides' number, output layer first
assert round(long.new.outputs["out_o1"], 9) == 0.015912196
