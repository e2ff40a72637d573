"""Typical mistakes of people who come from micrograd, PyTorch, JAX and NumPy: each works, or says what to write.

A message says what was given, what is allowed and what to do: of each mistake the words for all three stand here.
"""

import math

import numpy as np
import pytest

import autograd
import nn
import verify
import viz
from autograd import GraphError, Value
from nn import MLP, documents

NAMES = {name: getattr(module, name) for module in (autograd, nn, verify, viz) for name in module.__all__}


@pytest.fixture
def given():
    """The names that each mistake is written in: Values a and b, their product c, a square, a model of two inputs."""
    a, b = Value(2.0, "a"), Value(3.0, "b")
    names = {"a": a, "b": b, "c": (a * b).named("c"), "f": lambda x: x * x, "model": MLP(2, [2, 1])}
    return names | {"parameters": names["model"].parameters(), "forward": documents.mazur().run()}


REFUSED = {
    "c.backward(1.0)": (TypeError, "given 1.0", "takes nothing", "write c.backward()"),
    "c.backward(retain_graph=True)": (TypeError, "given retain_graph=True", "takes nothing", "write c.backward()"),
    "gradients(c, a)": (TypeError, "Value(2.0, name='a')", "no list of Values", "write [x]"),
    "gradients(c, ['a'])": (TypeError, "'a' (str)", "is no Value", "give one that you computed with"),
    "grad(c)": (TypeError, "given Value(6.0", "takes a function", "gradients(c, [a])"),
    "grad(c, a)": (TypeError, "given Value(6.0", "takes a function", "gradients(c, [a])"),
    "grad(f)()": (ValueError, "0 argument(s)", "argnums is 0", "grad(f)(2.0)"),
    "grad(f)(1, 2)": (TypeError, "given 2 argument(s)", "takes (x)", "give its derivative the same"),
    "check_gradients(f, 2.0)": (TypeError, "inputs is 2.0", "one number for each input", "[2.0]"),
    "check_gradients(c, [a, b])": (TypeError, "given Value(6.0", "takes a function", "lambda a, b: a * b"),
    "derive(c)": (TypeError, "derive takes", "by another of a, b", "write derive(c, a)"),
    "derive(a, c)": (GraphError, "c does not feed a", "its partial is 0", "write derive(c, a)"),
    "derive(forward, 'w5')": (TypeError, "(Forward)", "the Value that was computed last", "forward.total"),
    "draw([a])": (TypeError, "[Value(2.0, name='a')] (list)", "the Value that was computed last", "one of them"),
    "draw(c).save('c.jpg')": (ValueError, "'c.jpg'", "does not say what to write", ".svg, .png"),
    "draw(c).save('c')": (ValueError, "'c'", "does not say what to write", ".svg, .png"),
    "draw(MLP(2, [2, 1]))": (TypeError, "(MLP)", "the Value that was computed last", "draw_network("),
    "draw_network(MLP(2, [2, 1]))": (TypeError, "not MLP", "takes a forward pass", "network.forward(inputs)"),
    "MLP([2, 1])": (TypeError, "[2, 1] (list)", "number of inputs", "MLP(2, [16, 1])"),
    "MLP(2, [2], 'relu')": (TypeError, "'relu' (str)", "a function of a Value", "from autograd import relu"),
    "model([1.0])": (ValueError, "given 1 inputs", "2 weights", "pass one input per weight"),
    "model(1.0, 2.0)": (TypeError, "are 1.0, 2.0", "one list", "[1.0, 2.0]"),
    "Adam(model)": (TypeError, "a MLP", "what it shall change", "Adam(model.parameters(), learning_rate=0.01)"),
    "Adam(parameters, lr=.1)": (TypeError, "not lr=", "takes learning_rate=", "write learning_rate=0.1"),
    "check_partials(c, [3, 2])": (TypeError, "[3, 2] (list)", "for each value by its name", '{"w5": "0.0822"}'),
    "where(True, a, b)": (TypeError, "True (bool)", "a comparison has no derivative", "write where(x − c, a, b)"),
    "replay(c, {'a': '5'})": (TypeError, "'5' (str)", "overrides['a']", "give an int or a float"),
    "Value(1.0, 3)": (TypeError, "the name 3 (int)", "a name is a text", 'write Value(1.0, name="3")'),
    "Value('3')": (TypeError, "'3' (str)", "is not a number", "give an int or a float"),
    "setattr(a, 'data', '3')": (TypeError, "'3' (str)", "is not a number", "give an int or a float"),
    "float(c)": (TypeError, "c is a Value", "would not remember how", "write c.data"),
    "math.exp(c)": (TypeError, "c is a Value", "would not remember how", "write exp(c)"),
    "np.exp(c)": (TypeError, "given c, a Value", "cut off from its graph", "write exp(c)"),
    "np.array([c], float)": (TypeError, "c is a Value", "would not remember how", "dtype=object"),
    "c.detach()": (AttributeError, "no detach", "through which no gradient flows", "write c.data"),
    "c.item()": (AttributeError, "no item", "its number, a float", "write c.data"),
    "Value(1.0, requires_grad=True)": (TypeError, "requires_grad=True", "gradients reach every", "Write Value(1.0)"),
    "operation('f', lambda x: x, ())": (TypeError, "f has no rule", "for each operand", "(lambda out, x: 2.0 * x,)"),
}

WORKS = {
    "MLP(2, 1)": lambda made: len(made.parameters()) == 3,  # one number is a single layer
    "derive(c, 'a')": lambda derivation: derivation.value == 3.0,
    "check_claims(c, {'dc/da': '3'})": lambda report: [each.verdict.value for each in report] == ["holds"],
    "check_claims(a * b, {'dy/da': '3'})": lambda report: [each.verdict.value for each in report] == ["holds"],
    "to_html(derive(c, a))": lambda text: text.startswith('<article class="chainrule">\n<h1>∂c/∂a</h1>'),
    "to_html_page(derive(c, a))": lambda text: "<title>∂c/∂a</title>" in text,
    "to_text(derive(c, a))": lambda text: "∂c/∂a = b = 3" in text,
    "to_markdown(derive(c, a))": lambda text: text.startswith("# ∂c/∂a"),
    "to_latex(derive(c, a))": lambda text: r"\section*{" in text,
    "softmax([a, b])": lambda outs: (
        [out.data for out in outs] == pytest.approx([1 / (1 + math.e), math.e / (1 + math.e)])
    ),
    "mean([a, b])": lambda out: out.data == 2.5,
    "dot([a], [b])": lambda out: out.data == 6.0,
    "norm([a, b])": lambda out: out.data == math.hypot(2.0, 3.0),
    "a.clamp(0, 1)": lambda out: (out.data, out.local_derivatives) == (1.0, (0.0,)),
    "a.clamp(min=0, max=1)": lambda out: (out.data, out.local_derivatives) == (1.0, (0.0,)),
    "(-a).leaky_relu()": lambda out: (out.data, out.local_derivatives) == (-0.02, (0.01,)),
    "(-a).leaky_relu(.1)": lambda out: (out.data, out.local_derivatives) == (-0.2, (0.1,)),
    "(-a).elu()": lambda out: out.data == math.expm1(-2.0),
    "hessian(f)(3.0)": lambda number: number == 2.0,
    "mean_squared_error([a], [1])": lambda loss: loss.data == 1.0,
    "f'{c:.3f}'": lambda text: text == "6.000",
    "c == 2.5": lambda truth: truth is False,
    "1 if c else 0": lambda one: one == 1,
    "1 if c - c else 0": lambda zero: zero == 0,
}


def run(text, given):
    return eval(text, NAMES | {"math": math, "np": np} | given)  # the texts stand above


@pytest.mark.parametrize("text", REFUSED)
def test_a_mistake_gets_what_was_given_what_is_allowed_and_what_to_do(text, given):
    kind, *words = REFUSED[text]
    with pytest.raises(kind) as refused:
        run(text, given)
    message = str(refused.value)
    assert [word for word in words if word not in message] == [], message
    assert "\n" not in message
    assert len(message) < 420


@pytest.mark.parametrize("text", WORKS)
def test_what_people_try_works(text, given):
    assert WORKS[text](run(text, given))


def test_a_refused_assignment_changes_nothing(given):
    a = given["a"]
    with pytest.raises(TypeError):
        a.data = "3"
    assert a.data == 2.0
