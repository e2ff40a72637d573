"""Every row in every language: the code is run, the texts are held against golden ones and read again."""

import ast
import json
import math
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from records import changeable
from rows_listed import bound_rows, library, listed, row_text

from autograd import (
    TABLE,
    Binding,
    DomainError,
    Notation,
    Value,
    absolute,
    log,
    log_softmax,
    logsumexp,
    mean,
    norm,
    operation,
    sigmoid,
    tanh,
)
from autograd.checking.engine import stops_gradients
from autograd.formulas.reading import parse
from autograd.languages.catalogue import DIALECTS, JAVASCRIPT, LATEX, NUMPY, PYTHON, SYMPY, TEXT
from autograd.languages.rows import definitions
from autograd.languages.shared_lines import Lines
from autograd.languages.symbol import Call, Symbol, merged

ROOT = Path(__file__).parents[3]

ULP = 2.0**-52
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed")


def cases():
    """Each row with each of its bindings at each of its samples."""
    for row in TABLE.values():
        for op in [row.bind(**binding) for binding in row.bindings] if row.takes else [row]:
            for point in op.samples:
                with suppress(DomainError, IndexError):  # a binding fits not every sample
                    op(*point)
                    yield op, point


CASES = list(cases())


def letters_for(point):
    """The names of the operands."""
    return list("xyzuvw"[: len(point)])


def agree(op, point, found):
    """The result and the local derivatives are those of the row: to a few last digits of what is added."""
    out = op(*point)
    true = [out, *op.derivatives(out, *point)]
    terms = [abs(x * local) for x, local in zip(point, true[1:], strict=True)]
    scale = max(abs(out), *terms)
    assert found[0] == pytest.approx(out, rel=16 * ULP, abs=16 * ULP * scale), (op, point)
    assert found[1:] == pytest.approx(true[1:], rel=64 * ULP, abs=1e-300), (op, point)


def python_functions(dialect, **names):
    """Each case's texts as a function of its operands, with the library that they call."""
    texts = [row_text(op, dialect, len(point)) for op, point in CASES]
    space = dict(names)
    exec(library(merged(text.calls for text in texts), dialect), space)
    for (_, point), text in zip(CASES, texts, strict=True):
        parameters = ", ".join(letters_for(point))
        rules = "".join(f"{rule}, " for rule in text.local_derivatives)
        exec(f"def forward({parameters}):\n    return {text.forward}", space)
        exec(f"def rules(out, {parameters}):\n    return ({rules})", space)
        yield space["forward"], space["rules"]


def test_python_computes_what_the_row_does():
    for (op, point), (forward, rules) in zip(CASES, python_functions(PYTHON, math=math), strict=True):
        out = forward(*point)
        agree(op, point, [out, *rules(op(*point), *point)])


def test_numpy_computes_what_the_row_does_and_whole_arrays_at_once():
    with np.errstate(all="ignore"):
        for (op, point), (forward, rules) in zip(CASES, python_functions(NUMPY, np=np, math=math), strict=True):
            twice = [np.array([x, x]) for x in point]
            outs = np.broadcast_to(forward(*twice), 2)
            local = [np.broadcast_to(rule, 2) for rule in rules(np.array([op(*point)] * 2), *twice)]
            agree(op, point, [float(outs[0]), *(float(rule[1]) for rule in local)])


@needs_node
def test_javascript_computes_what_the_row_does():
    texts = [row_text(op, JAVASCRIPT, len(point)) for op, point in CASES]
    lines = [library(merged(text.calls for text in texts), JAVASCRIPT), "const found = [];"]
    for (op, point), text in zip(CASES, texts, strict=True):
        given = "".join(f", {name}" for name in letters_for(point))
        values = ", ".join(map(repr, (op(*point), *point)))
        results = ", ".join([text.forward, *text.local_derivatives])
        lines.append(f"found.push(((out{given}) => [{results}])({values}));")
    lines.append("console.log(JSON.stringify(found));")
    done = subprocess.run(["node", "-"], input="\n".join(lines), capture_output=True, encoding="utf-8", check=True)
    for (op, point), found in zip(CASES, json.loads(done.stdout), strict=True):
        agree(op, point, found)


FAR = [(-1e200,), (-1000.0,), (720.0,), (1e200,), (-1e200, 3.0), (2.0, 5000.0), (1e-320, -1.0), (1e300, 1e-300)]
FAR += [(1e200, 1e200, -1e200), (-1e200, 1e200, 1.7e308)]


def far_cases():
    for row in TABLE.values():
        for op in [row.bind(**row.bindings[0])] if row.takes else [row]:
            for point in FAR:
                if len(point) == (op.arity or len(point)) and not (op.name == "dot" and len(point) % 2):
                    with suppress(DomainError, IndexError, TypeError):  # weighted_sum wants an odd number
                        op(*point)
                        yield op, point


def same(found, true):
    return found != found if true != true else found == pytest.approx(true, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("dialect", [PYTHON, NUMPY], ids=lambda dialect: dialect.name)
def test_what_is_too_large_is_infinite_in_python_and_numpy_without_a_warning(dialect):
    for op, point in far_cases():
        text, space = row_text(op, dialect, len(point)), {"math": math, "np": np}
        functions = [*definitions(text.calls, dialect).values()]
        functions.append(dialect.define("forward", letters_for(point), [], text.forward))
        call = Symbol("x", dialect).__operation__(op, tuple(Symbol(letter, dialect) for letter in letters_for(point)))
        functions += definitions(call.calls, dialect).values()
        functions.append(dialect.define("called", letters_for(point), [], call.text))
        exec("\n".join(functions), space)
        operands = [np.array(x) for x in point] if dialect is NUMPY else point
        assert same(float(space["forward"](*operands)), op(*point)), (op, point)
        assert same(float(space["called"](*operands)), op(*point)), (op, point)


@needs_node
def test_what_is_too_large_is_infinite_in_javascript():
    cases = list(far_cases())
    texts = [row_text(op, JAVASCRIPT, len(point)) for op, point in cases]
    lines = [library(merged(text.calls for text in texts), JAVASCRIPT), "const found = [];"]
    for (_, point), text in zip(cases, texts, strict=True):
        lines.append(f"found.push(String((({', '.join(letters_for(point))}) => {text.forward})({repr(point)[1:-1]})));")
    lines.append("console.log(JSON.stringify(found));")
    done = subprocess.run(["node", "-"], input="\n".join(lines), capture_output=True, encoding="utf-8", check=True)
    for (op, point), found in zip(cases, json.loads(done.stdout), strict=True):
        assert same(float(found.replace("Infinity", "inf")), op(*point)), (op, point, found)


@needs_node
def test_erf_and_erfc_in_javascript_are_good_to_the_last_digits():
    points = [sign * place / 16 for place in range(1, 430) for sign in (1, -1)]
    texts = library(row_text(TABLE["gelu"], JAVASCRIPT).calls, JAVASCRIPT)
    both = [TABLE[name].shown.spelled["javascript"] for name in ("erf", "erfc")]
    program = f"{texts}console.log(JSON.stringify([{', '.join(f'{points}.map((x) => {one})' for one in both)}]));"
    done = subprocess.run(["node", "-"], input=program, capture_output=True, encoding="utf-8", check=True)
    for name, found in zip(("erf", "erfc"), json.loads(done.stdout), strict=True):
        true = [getattr(math, name)(x) for x in points]
        assert found == pytest.approx(true, rel=16 * ULP, abs=1e-300)


@pytest.mark.parametrize("language", ["text", "latex"])
def test_texts_of_rows_are_the_golden_ones(language):
    golden = (ROOT / "tests" / "golden" / f"rows_{language}.txt").read_text("utf-8")
    assert listed(DIALECTS[language]) + "\n" == golden


@pytest.mark.parametrize(("op", "point"), CASES, ids=lambda given: getattr(given, "name", ""))
def test_the_text_of_a_row_is_read_again_as_the_same_numbers(op, point):
    text = row_text(op, TEXT, len(point))
    if any(not math.isfinite(number) for number in op.static.values()):
        return  # a formula has no word for ∞
    names = dict(zip(letters_for(point), point, strict=True))
    out = op(*point)
    assert parse(text.written, names).data == pytest.approx(out, rel=1e-11, abs=1e-300)
    wide = max(abs(x) for x in point) < 30  # a textbook's formula overflows where the row does not
    if wide:
        assert parse(text.forward, names).data == pytest.approx(out, rel=1e-9, abs=1e-12)
        at_a_kink = op.convention and 0.0 in point
        for rule, true in zip(text.local_derivatives, op.derivatives(out, *point), strict=True):
            if not at_a_kink:
                assert parse(rule, names | {"out": out}).data == pytest.approx(true, rel=1e-9, abs=1e-12)


def test_latex_has_all_its_braces_and_parentheses():
    for op, count in bound_rows():
        text = row_text(op, LATEX, count)
        for formula in (text.written, text.forward, *text.local_derivatives):
            assert formula.isascii()
            assert formula.count("{") == formula.count("}")
            assert formula.count(r"\left") == formula.count(r"\right")


def test_sympy_finds_the_same_derivatives():
    sympy = pytest.importorskip("sympy")
    texts = [row_text(op, SYMPY, len(point)) for op, point in CASES]
    space = {"sympy": sympy}
    exec(library(merged(text.calls for text in texts), SYMPY), space)
    for (op, point), text in zip(CASES, texts, strict=True):
        if (op.convention and op.name not in ("raised", "power")) or max(map(abs, point)) > 20 or op.name == "dot":
            continue  # at a kink there is no derivative; large numbers take SymPy long
        if stops_gradients(op):
            continue
        symbols = sympy.symbols(letters_for(point), real=True)
        formula = eval(text.forward, space | dict(zip(letters_for(point), symbols, strict=True)))
        out = op(*point)
        here = dict(zip(symbols, point, strict=True))
        for symbol, local in zip(symbols, op.derivatives(out, *point), strict=True):
            true = sympy.diff(formula, symbol).subs(here)
            assert float(true) == pytest.approx(local, rel=1e-9, abs=1e-9), (op, point)


def test_parentheses_follow_the_binding():
    x, y, z = (Symbol(name, TEXT) for name in "xyz")
    assert str((x + y) * z - x * (y - z)) == "(x + y) · z − x · (y − z)"
    assert str(x - (y - z)) == "x − (y − z)"
    assert str(x / (y / z)) == "x / (y / z)"
    assert str(-(x + y) * -z) == "−(x + y) · (−z)"
    assert str(x - -1.0) == "x − (−1)"
    assert str(TABLE["negate"](-x)) == "−(−x)"
    x, y = (Symbol(name, LATEX) for name in "xy")
    assert str(TABLE["square"]((x + y) / 2)) == r"\left(\frac{x + y}{2}\right)^{2}"
    assert str(TABLE["square"](-x)) == r"\left(-x\right)^{2}"
    assert str(1e-5 * x * 2.5e300) == r"10^{-5} \cdot x \cdot \left(2.5 \cdot 10^{300}\right)"


def test_code_keeps_the_order_of_evaluation():
    texts = "x + (y + z)", "x - (y - z)", "x * (y * z)", "x / (y * z)", "-(x + y) / -z", "x - -y - (-z)"
    for text in texts:
        names = {name: Symbol(name, PYTHON) for name in "xyz"}
        again = str(eval(text, names))
        assert ast.dump(ast.parse(again)) == ast.dump(ast.parse(text)), (text, again)


def test_a_row_that_compares_needs_a_spelling():
    clipped = operation("clipped", forward=lambda x: min(x, 1.0), local_derivatives=(lambda out, x: 1.0,))
    with pytest.raises(TypeError, match=r"clipped cannot be written in javascript: .* give the row spelled="):
        row_text(clipped, JAVASCRIPT)


def test_an_operation_of_ones_own_has_all_forms():
    soft = operation(
        "soft",
        forward=lambda x: x * sigmoid(x) + tanh(x),
        local_derivatives=(lambda out, x: sigmoid(x) + x * sigmoid(x) * sigmoid(-x) + 1.0 - tanh(x) * tanh(x),),
        notation=Notation("soft"),
        samples=((0.3,),),
    )
    assert row_text(soft, TEXT).written == "soft(x)"
    assert row_text(soft, LATEX).written == r"\operatorname{soft}\left(x\right)"
    assert row_text(soft, JAVASCRIPT).forward == "x * sigmoid(x) + Math.tanh(x)"
    assert soft(Value(0.3)).data == soft(0.3)


def own(name, forward=lambda x: 2.0 * x):
    return operation(name, forward=forward, local_derivatives=(lambda out, x: 2.0,))


@pytest.mark.parametrize("name", ["delete", "Math", "abs", "y", "out", "x", "NaN"])
@needs_node
def test_an_operation_of_ones_own_may_be_called_like_anything_in_javascript(name):
    inner = own(name)
    outer = operation(
        "outer",
        forward=lambda x, y: inner(tanh(x)) - absolute(y),
        local_derivatives=(lambda out, x, y: inner(x), lambda out, x, y: 1.0),
    )
    text = library(merged([row_text(outer, JAVASCRIPT).calls, row_text(inner, JAVASCRIPT).calls]), JAVASCRIPT)
    forward = row_text(outer, JAVASCRIPT).forward
    program = f"{text}((x, y, out) => console.log({forward}))(0.5, 2.0, 3.0);"
    done = subprocess.run(["node", "-"], input=program, capture_output=True, encoding="utf-8", check=True)
    assert float(done.stdout) == pytest.approx(outer(0.5, 2.0), rel=1e-15)


def test_two_operations_of_one_name_are_refused_however_deep_the_second_is_called():
    inner = own("minimum")
    outer = own("outer", forward=lambda x: inner(x) + sigmoid(x))
    with pytest.raises(ValueError, match="two operations in one formula are named 'minimum'"):
        library(row_text(outer, PYTHON).calls, PYTHON)


def test_what_a_row_computes_and_does_not_use_is_not_written():
    def wasteful(*operands):
        over = operands[0]
        for operand in operands:
            over = log(over * operand)
        return operands[0] + 1.0

    row = operation("wasteful", forward=wasteful, local_derivatives=lambda out, *operands: (1.0,) * len(operands))
    calls = {"wasteful": Call(row, 50)}
    assert library(calls, PYTHON).splitlines()[1:] == ["    return x1 + 1.0"]


@needs_node
@pytest.mark.parametrize("row", [logsumexp, log_softmax.bind(index=0), norm, mean])
def test_wide_rows_are_written_in_lines(row):
    numbers = [math.sin(place) * 3 for place in range(400)]
    text = library({"wide": Call(row, len(numbers))}, JAVASCRIPT)
    assert len(text) < 300 * len(numbers)
    program = f"{text}console.log(wide({', '.join(map(repr, numbers))}));"
    done = subprocess.run(["node", "-"], input=program, capture_output=True, encoding="utf-8", check=True)
    assert float(done.stdout) == pytest.approx(row(*numbers), rel=1e-13)


@pytest.mark.parametrize(
    ("op", "point"),
    [
        (log_softmax.bind(index=0), (40.0, 0.0, 0.0)),
        (logsumexp, (709.0, math.inf, -math.inf)),
        (logsumexp, (math.inf, math.inf)),
        (logsumexp, (-math.inf, -math.inf)),
        (logsumexp, (-math.inf, -3.0)),
        (logsumexp, (math.inf, math.nan)),
        (logsumexp, (1.7e308, -1.7e308, 0.0)),
        (logsumexp, (1e-20, -1e3)),
    ],
)
def test_composed_sums_of_exponentials_keep_their_digits_and_have_the_limits(op, point):
    names = dict(zip(letters_for(point), point, strict=True))
    text = row_text(op, PYTHON, len(point))
    space = {"math": math} | names
    exec(library(text.calls, PYTHON), space)
    assert eval(text.forward, space) == pytest.approx(op(*point), rel=4 * ULP, abs=0.0, nan_ok=True)


def test_what_ends_in_a_superscript_takes_no_other():
    raised_twice = Symbol("x^{(2)}", LATEX)
    assert str(TABLE["square"](raised_twice)) == r"\left(x^{(2)}\right)^{2}"
    assert str(TABLE["power"](Symbol("w'", LATEX), raised_twice)) == r"\left(w'\right)^{x^{(2)}}"


def test_small_exponents_look_like_numbers():
    row = TABLE["raised"].bind(exponent=1e-9)
    assert row_text(row, LATEX).written == "x^{10^{-9}}"
    assert row_text(row, TEXT).written == "x^(1e−9)"
    assert str(TABLE["power"](Symbol("x", TEXT), 2.5e-9)) == "x^(2.5e−9)"


def test_a_notation_with_letters_of_mathematics_has_latex_of_its_own():
    half = operation(
        "half",
        forward=lambda x: 0.5 * x,
        local_derivatives=(lambda out, x: 0.5,),
        notation=Notation("½", "½ · ⌊{}⌋", Binding.PRODUCT),
    )
    assert row_text(half, LATEX).written == r"\tfrac{1}{2} \cdot \left\lfloor x \right\rfloor"
    assert row_text(half, LATEX).local_derivatives == (r"\tfrac{1}{2}",)


@pytest.mark.parametrize(("longest", "lines"), [(5, []), (4, [("t", "a + b")])])
def test_an_operand_of_more_characters_than_the_longest_has_a_line_of_its_own(longest, lines):
    above = Lines(PYTHON, iter("tuv"), longest)
    a, b = above.symbol("a"), above.symbol("b")
    last = (a + b) * b
    assert [(name, str(formula)) for name, formula in above.above(last)] == lines


def test_languages_cannot_be_changed():
    assert changeable("autograd.languages") == []
