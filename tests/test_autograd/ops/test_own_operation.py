"""Adding an operation is one edit: a row made here, at run time, has everything that rows of the table have."""

import copy
import json
import math
import pickle

import pytest
from rows_listed import row_text

import autograd.ops
from autograd import (
    TABLE,
    GraphError,
    Notation,
    Value,
    exp,
    formula_text,
    grad,
    gradients,
    hessian,
    jvp,
    latex_source,
    operation,
    partial,
    python_source,
    read_graph,
    replay,
    square,
    sympy_source,
    trace,
)
from autograd.languages.catalogue import JAVASCRIPT, LATEX, NUMPY, PYTHON, TEXT
from viz import draw, draw_folded

bump = operation(
    "bump",
    forward=lambda x, width: exp(-square(x / width)),
    local_derivatives=(lambda out, x, width: -2.0 * out * x / width / width,),
    takes=("width",),
    bindings=({"width": 2.0},),
    notation=Notation("bump"),
    samples=((0.5,), (-1.0,)),
)
"""e^−(x/width)², whose derivatives are known: −2x/w²·y and (4x²/w⁴ − 2/w²)·y."""

X, WIDTH = 0.5, 2.0
Y = math.exp(-((X / WIDTH) ** 2))
FIRST, SECOND = -2 * X / WIDTH**2 * Y, (4 * X**2 / WIDTH**4 - 2 / WIDTH**2) * Y


@pytest.fixture
def x():
    return Value(X, "x")


@pytest.fixture
def y(x):
    return bump(x, width=WIDTH).named("y")


def test_it_is_not_in_the_table():
    assert "bump" not in TABLE


def test_eager(x, y):
    y.backward()
    assert y.data == bump(X, width=WIDTH) == pytest.approx(Y, rel=1e-15)
    assert x.grad == partial(y, x) == y.local_derivatives[0] == pytest.approx(FIRST, rel=1e-15)
    assert repr(y.op) == "<operation bump, width=2>"


def test_second_order(x, y):
    assert gradients(y, [x])[0].data == jvp([y], [x], [1.0])[0].data == pytest.approx(FIRST, rel=1e-15)
    assert hessian(y, [x])[0][0].data == pytest.approx(SECOND, rel=1e-15)
    assert grad(grad(lambda x: bump(x, width=WIDTH)))(X) == pytest.approx(SECOND, rel=1e-15)


def test_the_five_forms():
    op = bump.bind(width=WIDTH)
    assert row_text(op, TEXT).written == "bump(x, 2)"
    assert row_text(op, TEXT).local_derivatives == ("−2 · out · x / 2 / 2",)
    assert row_text(op, LATEX).written == r"\operatorname{bump}\left(x, 2\right)"
    assert row_text(op, LATEX).forward == r"e^{-\left(\frac{x}{2}\right)^{2}}"
    assert row_text(op, PYTHON).forward == "exp(-square(x / 2.0))"
    assert row_text(op, NUMPY).local_derivatives == ("-2.0 * out * x / 2.0 / 2.0",)
    assert row_text(op, JAVASCRIPT).forward == "Math.exp(-square(x / 2.0))"


def test_exports(x, y):
    space = {}
    exec(python_source(y), space)
    assert space["f"](x=X) == y.data
    assert "bump" in sympy_source(y)
    assert r"y &= \operatorname{bump}\left(x, 2\right)" in latex_source(y)
    assert formula_text(y) == "bump(x, 2)"


def test_json(y):
    text = trace(y).to_json()
    assert json.loads(text)["nodes"][1]["static"] == {"width": WIDTH}
    graph = read_graph(text, operations=[bump])
    again = graph.values(operations=[bump])[-1]
    assert (again.data, again.local_derivatives) == (y.data, y.local_derivatives)
    with pytest.raises(GraphError, match=r"bump is not in the table; give your own operations: values\(operations="):
        graph.values()


def test_copies(y):
    again = pickle.loads(pickle.dumps(copy.deepcopy(y)))
    assert again.op is y.op


def test_replay(x, y):
    assert replay(y, {"x": -1.0})[y] == pytest.approx(math.exp(-0.25), rel=1e-15)


@pytest.mark.parametrize("drawn", [draw, draw_folded])
def test_drawing(y, drawn):
    y.backward()
    svg = drawn(y).svg()
    assert "bump" in svg
    assert "0.9394" in svg


def test_the_conventions_of_all_rows_stand_in_one_table():
    for op in TABLE.values():
        assert (f"\n{op.name} " in autograd.ops.__doc__) == bool(op.convention)
        assert op.convention in autograd.ops.__doc__
