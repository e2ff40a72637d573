"""A user's program, as type checkers see it: it is checked by mypy --strict and by pyright, and runs."""

import tempfile
from pathlib import Path
from typing import assert_type

import autograd
import chainrule
import verify
from autograd import (
    Derivation,
    Graph,
    Op,
    Value,
    check_gradients,
    derive,
    document_of,
    gradients,
    hessian,
    jvp,
    leaky_relu,
    maximum,
    no_grad,
    opaque,
    operation,
    partial,
    sigmoid,
    stop_gradient,
    total,
    trace,
)
from nn import MLP, Forward, History, Layer, Network, Neuron, documents, half_squared_error, train
from viz import Figure, Stage, draw, draw_network, to_markdown

# values, operators, rows
a, b = Value(2.0, name="a"), Value(-3.0, name="b")
assert_type(a * b, Value)
assert_type(2 - a / 3.0, Value)
assert_type(a**2, Value)
assert_type((a * b + 5).named("c"), Value)
assert_type(a.sigmoid(), Value)
assert_type(a.leaky_relu(slope=0.1), Value)
assert_type(a.leaky_relu(), Value)
assert_type(a.clamp(0, 1), Value)
assert_type(a.clamp(min=0.0), Value)
assert_type(7 // a % 2, Value)
assert_type(round(a, 2), float)
assert_type(f"{a:.3f}", str)
assert_type(a.data, float)
assert_type(a.grad, float)
assert_type(a.parents, tuple[Value, ...])
assert_type(a.local_derivatives, tuple[float, ...])
assert_type(sigmoid, Op)
assert_type(sigmoid(a), Value)
assert_type(sigmoid(1.0), float)
assert_type(sigmoid(1), float)
assert_type(maximum(0.1, a), Value)
assert_type(maximum(a, 1), Value)
assert_type(maximum(0.1, 2.0), float)
assert_type(leaky_relu(a, slope=0.1), Value)
assert_type(total(*[a, b]), Value)
assert_type(total(*[0.1, 0.2]), float)
assert_type(stop_gradient(a), Value)
assert_type(chainrule.sigmoid(a), Value)
assert_type(chainrule.Value(2.0), Value)
assert_type(autograd.__version__, str)
assert_type(chainrule.__version__, str)
with no_grad():
    assert_type(a * b, Value)
c: Value = maximum(sigmoid(a * b + 5), 0.1).named("c")
c.backward()

# derivatives and derivations
(slope,) = gradients(c, [a])
assert_type(slope, Value)
assert_type(partial(c, b), float)
assert_type(hessian(c, [a, b]), list[list[Value]])
curvature: float = hessian(lambda x: x * x)(3.0)
outs, slopes = jvp(lambda x, y: x * y, (2.0, 3.0), (1.0, 0.0))
assert (curvature, outs, slopes) == (2.0, 6.0, 3.0)
assert_type(derive(c, a), Derivation)
assert_type(trace(c), Graph)
assert_type(to_markdown(document_of(derive(c, a))), str)

# an operation of one's own
cube = operation("cube", forward=lambda x: x * x * x, local_derivatives=(lambda out, x: 3.0 * x * x,))
assert_type(cube, Op)
assert_type(cube(a), Value)
assert_type(opaque("table", round, (lambda x: 0.0,)), Op)
assert bool(check_gradients(lambda x: cube(x), [0.5]))

# networks
example = documents.mazur()
network: Network = example.network
forward = network.forward([0.05, 0.1], [0.01, 0.99], half_squared_error)
assert_type(forward, Forward)
assert_type(forward["net_h1"], Value)
assert_type(train(example, steps=1), History)
mlp = MLP(2, [3, 1])
guess: Value = mlp([0.5, -0.5])
guess.backward()
for p in mlp.parameters():
    p.data -= 0.1 * p.grad
    p.grad = 0
left, right = MLP(2, [3, 2])([0.5, -0.5])
assert_type(left + right, Value)
neuron, layer = Neuron(2), Layer(2, 3, nonlin=False)
assert_type(neuron(layer([1.0, a])[:2]), Value)
assert_type(sum((out * out for out in layer([1.0, 2.0])), Value(0.0)), Value)
assert_type([w.data for w in [*neuron.w, neuron.b]], list[float])

# a graph, walked in micrograd's words
assert_type(c._prev, set[Value])
assert_type(c._children, tuple[Value, ...])
assert_type(c._op, str)

# judging
report = verify.check_claims(documents.mazur(), {"dE/dw5": "0.0822", "out_h1": "0.593"})
assert_type(report, verify.Report)
assert_type(report[0], verify.Judgement)
assert_type(report[0].verdict, verify.Verdict)
sheet = verify.Worksheet(network="mazur", questions=(verify.Question("out_h1"),))
anna = verify.Answers("anna", (verify.Answer("out_h1", "0.593"),))
assert_type(verify.mark_class(sheet, [anna]), verify.MarkedClass)

# pictures
assert_type(draw(c), Figure)
figure = draw_network(forward, stage=Stage.FORWARD)
assert_type(figure, Figure)
with tempfile.TemporaryDirectory() as folder:
    assert_type(figure.save(Path(folder) / "network.svg"), Path)
