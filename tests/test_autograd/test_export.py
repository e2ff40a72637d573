"""A graph as a plain Python function, as SymPy text and as LaTeX."""

import math
import subprocess
import sys

import pytest

from autograd import (
    TABLE,
    DomainError,
    Value,
    latex_source,
    operation,
    partial,
    python_source,
    replay,
    sigmoid,
    sympy_source,
)
from nn import documents


def function_of(output):
    space = {}
    exec(python_source(output), space)
    return space["f"]


def every_row():
    for row in TABLE.values():
        for op in [row.bind(**binding) for binding in row.bindings] if row.takes else [row]:
            for point in op.samples:
                try:
                    yield op, op(*[Value(x, f"x{place}") for place, x in enumerate(point)])
                except (DomainError, IndexError):
                    continue


def test_the_function_computes_the_recorded_number_from_its_defaults():
    total = documents.mazur().run().total
    assert function_of(total)() == total.data


def test_the_function_takes_other_numbers_by_name():
    total = documents.mazur().run().total
    assert function_of(total)(w5=0.35891648) == replay(total, {"w5": 0.35891648})[total]


@pytest.mark.parametrize(("op", "value"), list(every_row()))
def test_every_row_can_be_exported(op, value):
    wide = max(abs(value.data), *[abs(parent.data) for parent in value.parents])
    assert function_of(value)() == pytest.approx(value.data, rel=1e-15, abs=1e-15 * min(wide, 1e3))
    compile(sympy_source(value), "<sympy>", "exec")
    assert latex_source(value).isascii()


def test_sympy_differentiates_the_text():
    sympy = pytest.importorskip("sympy")
    forward = documents.mazur().run()
    space = {}
    exec(sympy_source(forward.total), space)
    for name in ("w1", "w5", "b1", "i2"):
        true = sympy.diff(space["E_total"], space[name]).subs(space["given"])
        assert float(true) == pytest.approx(partial(forward.total, forward[name]), rel=1e-12)


def test_named_values_are_lines_and_shared_ones_have_letters():
    a, b = Value(1.0, "a"), Value(2.0, "b")
    shared = a + b
    lines = python_source((shared * shared - sigmoid(shared)).named("y")).splitlines()
    assert lines[-4:] == ["def f(a=1.0, b=2.0):", "    c = a + b", "    y = c * c - sigmoid(c)", "    return y"]


@pytest.mark.parametrize(
    "name",
    [
        "lambda",
        "def",
        "abs",
        "math",
        "sigmoid",
        "minimum",
        "f",
        "2x",
        "∂E/∂w",
        "",
        "a b",
        'x"); import os #',
        "⟨⟩",
        "ℌ",
    ],
)
def test_any_name_becomes_a_safe_one(name):
    x = Value(0.5, name)
    value = (sigmoid(x) + abs(x)).named("out")
    assert function_of(value)() == value.data
    assert "import os" not in python_source(value)
    compile(sympy_source(value), "<sympy>", "exec")


def test_equal_names_stay_apart():
    value = Value(2.0, "x") * Value(3.0, "x") - Value(1.0, "x_2")
    assert function_of(value)() == 5.0
    latex = latex_source(Value(2.0, "w5") * Value(3.0, "w_5"))
    assert r"w_{5} \cdot w_{5}'" in latex


def test_hostile_names_are_text_in_latex():
    latex = latex_source(sigmoid(Value(1.0, r"\input{x} 50% _&#$~^")).named("y"))
    assert r"\text{\textbackslash{}input\{x\} 50\% \_\&\#\$\textasciitilde{}\textasciicircum{}}" in latex


def test_a_deep_graph_has_many_short_lines():
    x = Value(1.0, "x")
    for _ in range(20_000):
        x = (x * 1.0001).tanh()
    text = python_source(x)
    assert max(map(len, text.splitlines())) < 250
    assert function_of(x)() == pytest.approx(x.data, rel=1e-15)


def test_the_text_is_a_program_that_needs_nothing():
    total = documents.mazur().run().total
    program = python_source(total) + "\nprint(repr(f()))\n"
    done = subprocess.run([sys.executable, "-I", "-"], input=program, capture_output=True, encoding="utf-8", check=True)
    assert float(done.stdout) == total.data


def test_a_leaf_is_its_own_function():
    assert function_of(Value(2.0, "x"))() == 2.0
    assert function_of(Value(math.inf))() == math.inf


def test_a_name_that_is_none_is_refused():
    with pytest.raises(ValueError, match="'2f' cannot name a function; write for example name='_2f'"):
        python_source(Value(1.0), name="2f")


def test_a_row_that_compares_says_what_is_missing():
    clipped = operation("clipped", forward=lambda x: min(x, 1.0), local_derivatives=(lambda out, x: 1.0,))
    with pytest.raises(TypeError, match="clipped cannot be written in python"):
        python_source(clipped(Value(2.0)))
