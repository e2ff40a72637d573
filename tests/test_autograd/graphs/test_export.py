"""A graph as a plain Python function, as SymPy text and as LaTeX."""

import math
import re
import shutil
import subprocess
import sys

import pytest

from autograd import (
    TABLE,
    DomainError,
    GraphError,
    Op,
    Value,
    clamp,
    exp,
    gradients,
    latex_source,
    log_softmax,
    logsumexp,
    mean,
    norm,
    operation,
    partial,
    power,
    product,
    python_source,
    read_graph,
    replay,
    sigmoid,
    softmax,
    square,
    sympy_source,
    total,
    trace,
    weighted_sum,
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
    assert latex_source(value).isascii()


@pytest.mark.parametrize(("op", "value"), list(every_row()))
def test_sympy_computes_what_every_row_does(op, value):
    sympy = pytest.importorskip("sympy")
    space = {}
    exec(sympy_source(value), space)
    found = sympy.N(sympy.sympify(space["out"]).subs(space["given"]), 17, maxn=1500)
    widest = max(1.0, *[abs(parent.data) for parent in value.parents])
    assert float(found) == pytest.approx(value.data, rel=1e-13, abs=2.0**-50 * widest)


@pytest.mark.parametrize("length", [1, 60])
def test_an_output_without_a_name_keeps_its_formula(length):
    sympy = pytest.importorskip("sympy")
    net = (Value(2.0, "w") * Value(0.3, "x")).named("net")
    output = net.tanh() * 2
    for _ in range(length - 1):
        output = output + net * 2
    space = {}
    exec(sympy_source(output), space)
    assert float(sympy.N(space["out"].subs(space["given"]))) == pytest.approx(output.data, rel=1e-13)
    assert sympy_source(output).splitlines()[-1].startswith("out = ")
    assert latex_source(output).splitlines()[-2].startswith("&")
    assert r"\tanh\left(\mathrm{net}\right) \cdot 2" in latex_source(output)


def test_the_name_out_goes_to_who_has_it():
    assert sympy_source(Value(2.0, "out") * 3).splitlines()[-1] == "out_2 = out * 3"


def test_one_leaf_is_one_symbol():
    assert 'x = sympy.Symbol("x", real=True)' in sympy_source(Value(2.0, "x") * 2)


@pytest.mark.parametrize("write", [python_source, sympy_source])
def test_a_graph_whose_leaf_has_changed_is_refused(write):
    w = Value(2.0, "w")
    output = (w * 3).named("net")
    w.data = 5.0
    with pytest.raises(GraphError, match="net was 6 when this graph was recorded and is 15 now"):
        write(output)
    assert "w" in latex_source(output)


def own(name, forward=lambda x: 2.0 * x):
    return operation(name, forward=forward, local_derivatives=(lambda out, x: 2.0,))


@pytest.mark.parametrize("name", ["abs", "math", "f", "x", "y", "out", "record", "sigmoid_2", "a", "float", "x0"])
def test_an_operation_of_ones_own_may_be_called_like_anything(name):
    inner = own(name, forward=lambda x: 2.0 * x)
    outer = operation(
        "outer",
        forward=lambda x, y: inner(x) * inner(y) + y,
        fast=lambda x, y: 4.0 * x * y + y,
        local_derivatives=(lambda out, x, y: inner(x) * 0.0 + 1.0, lambda out, x, y: 1.0),
    )
    x, z = Value(-0.5, "x"), Value(3.0, "z")
    value = outer(inner(x).tanh(), abs(z)) - inner(x) + sigmoid(z)
    assert value.data == 4.0 * math.tanh(-1.0) * 3.0 + 3.0 + 1.0 + sigmoid(3.0)
    assert function_of(value)() == pytest.approx(value.data, rel=1e-15)


def test_an_operation_named_like_the_function_that_records_is_recorded():
    assert own("record", forward=lambda x: max(x, 1.0))(Value(0.5)).data == 1.0


def test_an_operation_named_like_one_that_is_called_inside_another_is_refused():
    value = own("minimum")(Value(-1.0, "x")) + sigmoid(Value(0.5, "y"))
    with pytest.raises(ValueError, match="two operations in one formula are named 'minimum'"):
        python_source(value)


def test_bounds_with_decimals_have_names_apart():
    x = Value(0.5, "x")
    value = clamp(x, low=0.1, high=5) + clamp(x, low=0, high=1.5) + clamp(x, low=-1e-9, high=1e9)
    assert function_of(value)() == value.data
    assert "clamp_0p1_5(x)" in python_source(value)


WIDE = [total, mean, product, weighted_sum, norm, logsumexp, softmax.bind(index=1), log_softmax.bind(index=2)]


@pytest.mark.slow
@pytest.mark.parametrize("op", WIDE, ids=lambda op: op.name)
@pytest.mark.parametrize("named", [True, False])
def test_rows_of_thousands_of_operands_run(op, named):
    operands = [Value(1.0 + math.sin(place) / 1e3, f"x{place}" if named else None) for place in range(3001)]
    value = op(*operands)
    text = python_source(value)
    assert len(text) < 300 * len(operands)
    assert function_of(value)() == pytest.approx(value.data, rel=1e-12)


def test_a_sum_of_a_neuron_stays_on_one_line():
    operands = [Value(0.5, f"weight_{place}") for place in range(21)]
    lines = python_source(weighted_sum(*operands).named("net")).splitlines()
    assert lines[-2].startswith("    net = weight_0 * weight_1 + weight_2")
    assert lines[-3].startswith("def f(")


def test_latex_counts_what_is_seen():
    value = (Value(2.0, "w5") * Value(3.0, "out_h1") + Value(2.0, "w6") * Value(3.0, "out_h2")) * Value(4.0, "out_h3")
    latex = latex_source((value + value.parents[1]).tanh().named("out_o1"))
    assert latex.count("&=") == 1


def double_superscripts():
    """Graphs whose names end in superscripts."""
    one, two = Value(1.0, "x"), Value(2.0, "x")
    yield one * square(two)
    yield one * two**3 + Value(3.0, "x_⟨2⟩") ** 3 - square(Value(3.0, "w5")) * square(Value(3.0, "w_5"))
    yield power(two, one) + power(one * two, exp(two) * 1e-9) ** 1e-9


def test_no_superscript_follows_another():
    for output in double_superscripts():
        assert not re.search(r"(\^\{[^{}]*\}|')(\^|')", re.sub(r"\{\w\^\{\(\d\)\}\}'", "p'", latex_source(output)))
    assert r"x^{(1)} \cdot \left(x^{(2)}\right)^{2}" in latex_source(next(double_superscripts()))


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="LaTeX is not installed")
def test_latex_is_typeset(tmp_path):
    outputs = [*double_superscripts(), *(value for _, value in every_row())]
    formulas = "\n".join(f"\\[{latex_source(output)}\\]" for output in outputs)
    document = f"\\documentclass{{article}}\\usepackage{{amsmath}}\\begin{{document}}\n{formulas}\n\\end{{document}}\n"
    (tmp_path / "all.tex").write_text(document, encoding="ascii")
    done = subprocess.run(
        ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "all.tex"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:]


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


@pytest.mark.parametrize(
    ("op", "out"), list(every_row()), ids=lambda given: repr(given) if isinstance(given, Op) else ""
)
def test_a_graph_of_gradients_is_exported_and_read_again(op, out):
    """Rules are made of rows, those of their own kind among them: what they make goes wherever a graph goes."""
    if op.kinks and 0.0 in op.kinks(*[parent.data for parent in out.parents], **op.static):
        return
    slopes = [slope for slope in gradients(out, list(out.parents)) if slope.parents]
    for slope in slopes:
        assert read_graph(trace(slope).to_json()) == trace(slope)
        assert function_of(slope)() == pytest.approx(slope.data, rel=1e-14)
        assert latex_source(slope)
        assert compile(sympy_source(slope), "<sympy>", "exec")
