"""The engine in one page: a value, a table, a recorder and the way back, without any speed. Read it first.

An operation is a row: what it computes and, for each operand, a rule that gives ∂out/∂operand. Numbers give a number,
values a value that remembers them. At the end every value and gradient of the 2-2-2 network is that of `autograd`.
"""

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

from nn import documents

# -------------------------------------------------------------------------------------------------- autograd/value.py


class Value:
    """A number that remembers what it was computed from, and how it changes with each of those."""

    def __init__(self, data, parents=(), local_derivatives=()):
        self.data = data
        self.grad = 0.0  # ∂output/∂self, once output.backward() has run
        self.parents = parents  # the operands; x * x has x twice
        self.local_derivatives = local_derivatives  # ∂self/∂parent, one a parent

    def backward(self):
        """Fill grad of all that feeds this value: ∂self/∂parent = Σ ∂self/∂child · ∂child/∂parent."""
        order = topological_order(self)
        for value in order:
            if value.parents:  # leaves add to what they hold, all others start afresh
                value.grad = 0.0
        self.grad += 1.0
        for value in reversed(order):
            for parent, local in zip(value.parents, value.local_derivatives, strict=True):
                parent.grad += local * value.grad


def topological_order(output):
    """All that feeds `output`, parents before children; a list of what waits, so no graph is too deep."""
    order, seen, waiting = [], set(), [(output, False)]
    while waiting:
        value, has_its_parents = waiting.pop()
        if has_its_parents:
            order.append(value)
        elif value not in seen:
            seen.add(value)
            waiting += [(value, True), *((parent, False) for parent in reversed(value.parents))]
    return order


# ------------------------------------------------------------------------------ autograd/ops/, autograd/recording.py


class Op(NamedTuple):
    """A row of the table: the forward, and one rule an operand, ``(out, *operands) -> ∂out/∂operand``."""

    forward: Callable[..., float]
    local_derivatives: tuple[Callable[..., float], ...]

    def __call__(self, *operands):
        """Numbers give a number; with a Value among them, the operation is recorded."""
        return record(self, operands) if any(isinstance(x, Value) for x in operands) else self.forward(*operands)


def record(op, operands):
    """Compute, and keep with the result its operands and the numbers that the rules give."""
    parents = tuple(x if isinstance(x, Value) else Value(x) for x in operands)
    numbers = [parent.data for parent in parents]
    out = op.forward(*numbers)
    return Value(out, parents, tuple(rule(out, *numbers) for rule in op.local_derivatives))


add = Op(lambda x, y: x + y, (lambda out, x, y: 1.0, lambda out, x, y: 1.0))
subtract = Op(lambda x, y: x - y, (lambda out, x, y: 1.0, lambda out, x, y: -1.0))
multiply = Op(lambda x, y: x * y, (lambda out, x, y: y, lambda out, x, y: x))
divide = Op(lambda x, y: x / y, (lambda out, x, y: 1.0 / y, lambda out, x, y: -out / y))
negate = Op(lambda x: -x, (lambda out, x: -1.0,))
exp = Op(math.exp, (lambda out, x: out,))
sigmoid = Op(lambda x: exp(min(x, 0.0)) / (1.0 + exp(-abs(x))), (lambda out, x: out * sigmoid(-x),))

# ---------------------------------------------------------------------------------------------- autograd/operators.py

for name, row in {"add": add, "sub": subtract, "mul": multiply, "truediv": divide}.items():
    setattr(Value, f"__{name}__", lambda self, other, row=row: row(self, other))
    setattr(Value, f"__r{name}__", lambda self, other, row=row: row(other, self))
Value.__neg__ = lambda self: negate(self)

x = Value(3.0)
(x * x).backward()
assert x.grad == 6.0  # both edges of x * x count
x = Value(0.4)
slope = sigmoid.local_derivatives[0](sigmoid(x), x)  # a rule that is fed with values gives a value …
slope.backward()  # … which can be differentiated again: σ″ = σ · (1 − σ) · (1 − 2σ)
assert math.isclose(x.grad, sigmoid(0.4) * (1.0 - sigmoid(0.4)) * (1.0 - 2.0 * sigmoid(0.4)))

real = documents.mazur().run()  # the network by the real engine, and in the lines below by this page
real.total.backward()
v = SimpleNamespace(**{name: Value(value.data) for value, name in real.labels.items() if not value.parents})
v.net_h1 = v.w1 * v.i1 + v.w2 * v.i2 + v.b1
v.net_h2 = v.w3 * v.i1 + v.w4 * v.i2 + v.b1
v.out_h1, v.out_h2 = sigmoid(v.net_h1), sigmoid(v.net_h2)
v.net_o1 = v.w5 * v.out_h1 + v.w6 * v.out_h2 + v.b2
v.net_o2 = v.w7 * v.out_h1 + v.w8 * v.out_h2 + v.b2
v.out_o1, v.out_o2 = sigmoid(v.net_o1), sigmoid(v.net_o2)
gap_o1, gap_o2 = v.target_o1 - v.out_o1, v.target_o2 - v.out_o2
v.E_o1, v.E_o2 = 0.5 * (gap_o1 * gap_o1), 0.5 * (gap_o2 * gap_o2)
v.E_total = v.E_o1 + v.E_o2
v.E_total.backward()

# Where each part lives in the real engine, and what it has besides:
#   autograd/value.py        Value, topological_order, backward; the operands stand in slots, not in tuples
#   autograd/ops/            the table: seventy rows, where each is defined and has kinks, and how it is shown
#   autograd/recording.py    record, for each row as the function that one would write by hand
#   autograd/operators.py    operators and methods, made from the rows
#   nn/neuron.py, layer.py, network.py    the network, with names; its numbers are in nn/documents

for value, name in real.labels.items():
    ours = vars(v)[name]
    print(f"{name:9} = {ours.data:.9f}   ∂E_total/∂{name:9} = {ours.grad:.9f}")
    assert (ours.data, ours.grad) == (value.data, value.grad)
