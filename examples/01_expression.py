"""An expression, its graph and its gradients.

c = tanh(a·b + 10): forward computes c, backward computes how much c changes with a and with b.
"""

from autograd import Value, formula_text, trace

a = Value(2.0, name="a")
b = Value(-4.5, name="b")
c = (a * b + 10).tanh()

print(f"c = {formula_text(c)} = {c.data:.6f}")

# Every value knows its parents and how it changes with each of them.
inside = c.parents[0]
print(f"∂c/∂({formula_text(inside)}) = {c.local_derivatives[0]:.6f}")

# backward() multiplies these along every path from c to a and b, and adds up the paths.
c.backward()
print(f"∂c/∂a = {a.grad:.6f}, ∂c/∂b = {b.grad:.6f}")

# The whole graph, as plain data.
graph = trace(c)
for node in graph.nodes:
    print(node.key, node.name or node.op or "number", node.data)

# By hand: c = tanh(1), ∂c/∂a = (1 − c²)·b, ∂c/∂b = (1 − c²)·a.
assert abs(c.data - 0.761594155955765) < 1e-12
assert abs(a.grad - (1 - c.data**2) * -4.5) < 1e-12
assert abs(b.grad - (1 - c.data**2) * 2.0) < 1e-12
assert len(graph.nodes) == 6
