"""Formulas: what is read, what it means, and what the messages say and point at."""

import math

import pytest
from fuzz import survive
from hypothesis import given, settings
from hypothesis import strategies as st
from records import changeable

import autograd.formula
from autograd import TABLE, ReadError, Value, formula_text, topological_order
from autograd.formulas.reading import parse, parse_all, variables


def number(text, **names):
    return parse(text, names).data


def refusal(text, **names):
    """The message, and the character of the shown line that the caret stands under."""
    with pytest.raises(ReadError) as caught:
        parse(text, names)
    message, line, caret = str(caught.value).split("\n")
    assert caret.strip() == "^"
    assert line.startswith("  ")
    column = caret.index("^")
    return message, line[2:], column - 2


@pytest.mark.parametrize("before", ["", "\n", "\n\n", "y = 1\n"])
def test_the_line_that_is_shown_is_the_one_that_is_wrong(before):
    message, line, column = refusal(f"{before}2 $ 3")
    assert (line, column) == ("2 $ 3", 2)
    assert f"(line {before.count(chr(10)) + 1})" in message or not before.strip()


# ------------------------------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.35", 0.35), (".35", 0.35), ("35.", 35.0), ("1e-3", 0.001), ("1E+3", 1000.0), ("1e−3", 0.001),
        ("2.5e2", 250.0),
        ("½", 0.5), ("e", math.e), ("pi", math.pi), ("π", math.pi), ("007", 7.0), ("1e-400", 0.0), ("0.1", 0.1),
    ],
)  # fmt: skip
def test_numbers_are_those_that_python_reads(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize(
    "text", ["1e309", "1" * 400, "1e" + "9" * 400, "x^" + "9" * 400, "x" + "⁹" * 400, "x⁻" + "⁹" * 400]
)
def test_a_number_too_large_for_a_float_is_refused(text):
    message, _, column = refusal(text, **dict.fromkeys("x" * ("x" in text), 0.5))
    assert "is too large for a float (at most about 1.8e308)" in message
    assert column == text.index(next(c for c in text if c in "19⁻⁹"))


def test_the_package_itself_reads_formulas_and_so_does_its_face():
    assert autograd.variables("w * x + b") == ["w", "x", "b"]
    assert autograd.parse("w * x + b", {"w": 0.5, "x": 2, "b": -0.4}).data == 0.6
    assert (autograd.parse, autograd.variables) == (autograd.formula.parse, autograd.formula.variables)


def test_a_formula_of_numbers_alone_is_a_leaf():
    value = parse("a = 2^3 + 1/4")
    assert (value.data, value.name, value.parents) == (8.25, "a", ())


# -------------------------------------------------------------------------------- names and operators


@pytest.mark.parametrize(
    ("written", "name"),
    [("w", "w"), ("w1", "w1"), ("w₁", "w1"), ("w₁₂", "w12"), ("net_o1", "net_o1"), ("net_{o1}", "net_o1"),
     ("E_{total}", "E_total"),
     ("größe", "größe"), ("η", "η"), ("_x", "_x"), ("x_", "x_"), ("θ_{1₂}", "θ_12")],
)  # fmt: skip
def test_names_may_have_subscripts_in_text_and_in_numbers_given(written, name):
    assert variables(f"{written} * 2") == [name]
    for given_as in (written, name):
        out = parse(f"{written} * 2", {given_as: 3.0})
        assert out.data == 6.0
        assert out.parents[0].name == name
    assert parse(f"{written} = 3; 2*{name}").data == 6.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 + 3*4", 14.0), ("(2 + 3)*4", 20.0), ("2 - 3 - 4", -5.0), ("2 - (3 - 4)", 3.0), ("8/4/2", 1.0),
        ("8/(4/2)", 4.0),
        ("8/4*2", 4.0), ("2^3^2", 512.0), ("(2^3)^2", 64.0), ("2**3**2", 512.0), ("2^3**2", 512.0), ("2^-1", 0.5),
        ("2^-1^2", 0.5), ("2^-2*4", 1.0), ("-2^2", -4.0), ("(-2)^2", 4.0), ("-2*3", -6.0), ("2*-3", -6.0),
        ("2/-4", -0.5),
        ("--2", 2.0), ("-+-2", 2.0), ("+2", 2.0), ("2--3", 5.0), ("2-+3", -1.0), ("2·3×4", 24.0),
        ("2 ⋅ 3 ∗ 4", 24.0), ("6 ÷ 4", 1.5),
        ("5 − 3", 2.0), ("5 – 3", 2.0), ("−2²", -4.0), ("3²", 9.0), ("2¹⁰", 1024.0), ("2⁻²", 0.25),
        ("2²^3", 64.0), ("2^3²", 512.0),
        ("½(5 − 3)²", 2.0), ("½ 6", 3.0), ("½·6", 3.0), ("6/½", 12.0), ("½ 4^½", 1.0), ("|−3|", 3.0),
        ("|2 − |−5||", 3.0), ("||−2||", 2.0),
        ("2*|−3|²", 18.0), ("4^½", 2.0), ("((((7))))", 7.0), ("1 +\t1", 2.0), ("(1\n+ 1)", 2.0),
    ],
)  # fmt: skip
def test_operators_mean_what_they_mean_on_paper(text, expected):
    assert number(text) == expected
    if "½" not in text:  # with a name in place of a number, the graph computes the same
        names = {"a": 2.0, "b": 3.0}
        assert number(text.replace("(2", "(a").replace("3)", "b)"), **names) == expected


def test_operators_of_one_strength_are_taken_from_left_to_right_to_the_last_bit():
    a, b, c = 0.1, 0.7, 0.3
    names = {"a": a, "b": b, "c": c}
    assert number("a*b*c", **names) == a * b * c != a * (b * c)
    assert number("a*b/c", **names) == a * b / c != a * (b / c)
    assert number("a + b + c", **names) == a + b + c != a + (b + c)
    assert number("c - b + a", **names) == c - b + a != c - (b - a)
    assert number("a*(b*c)", **names) == a * (b * c)


def test_minus_x_squared_is_the_negative_of_the_square():
    for text in ("-x^2", "−x²", "-x**2", "−x^2"):
        out = parse(text, {"x": 3.0})
        assert (out.data, out.op.name, out.parents[0].op.name) == (-9.0, "negate", "raised")


def test_the_issues_own_example_has_its_names_numbers_and_gradients():
    names = {"w": 0.5, "x": 0.1, "b": 1.0, "t": 0.2}
    values = parse_all("net = w*x + b; out = sigmoid(net); E = (t - out)^2/2", names)
    assert list(values) == ["net", "out", "E"]
    assert [value.name for value in values.values()] == ["net", "out", "E"]
    out = 1 / (1 + math.exp(-1.05))
    assert values["net"].data == 1.05
    assert values["E"].data == pytest.approx((0.2 - out) ** 2 / 2, rel=1e-15)
    values["E"].backward()
    leaves = {value.name: value.grad for value in topological_order(values["E"]) if not value.parents and value.name}
    assert leaves["w"] == pytest.approx((out - 0.2) * out * (1 - out) * 0.1, rel=1e-13)
    assert leaves["t"] == pytest.approx(0.2 - out, rel=1e-13)


def test_a_name_that_is_given_in_two_spellings_is_refused():
    with pytest.raises(ReadError, match=r"w₁ is given twice; w₁ is w1"):
        parse("w1 + 1", {"w1": 2.0, "w₁": 3.0})


def test_a_name_is_one_leaf_however_often_it_stands():
    out = parse("x*x + x", {"x": 3.0})
    out.backward()
    (leaf,) = [value for value in topological_order(out) if not value.parents]
    assert (leaf.name, leaf.grad) == ("x", 7.0)


def test_a_value_that_is_given_is_used_itself():
    x = Value(3.0, "other")
    out = parse("x^2", {"x": x})
    assert out.parents == (x,)
    alias = parse("y = x", {"x": x})
    assert (alias.name, alias.data, alias.parents, x.name) == ("y", 3.0, (x,), "other")


# ------------------------------------------------------------------------------------------- calls


def calls():
    """Every row under each of its names, with operands and static arguments as numbers."""
    for op in TABLE.values():
        bound, operands = dict(op.bindings[0]) if op.takes else {}, list(op.samples[0])
        names = {op.name, *op.shown.spellings}
        if op.shown.notation.symbol == "√" or (
            op.shown.notation.symbol.isalpha() and "ⁿ" not in op.shown.notation.symbol
        ):
            names.add(op.shown.notation.symbol)
        for name in sorted(names):
            shared = [row for row in TABLE.values() if row.shown.notation.symbol == name and name != row.name]
            if name in (op.name, *op.shown.spellings) or shared == [op]:
                yield pytest.param(name, op, operands, bound, id=f"{name} for {op.name}")


@pytest.mark.parametrize(("name", "op", "operands", "bound"), list(calls()))
def test_every_operation_is_called_by_each_of_its_names(name, op, operands, bound):
    direct = op(*[Value(x) for x in operands], **bound)
    called = name + "2" * (op.takes == ("index",))
    letters = "abcdefgh"[: len(operands)]
    static = [] if op.takes == ("index",) else [repr(x) for x in bound.values()]
    out = parse(f"{called}({', '.join([*letters, *static])})", dict(zip(letters, operands, strict=True)))
    assert (out.data, out.op, out.local_derivatives) == (direct.data, direct.op, direct.local_derivatives)
    assert [parent.name for parent in out.parents] == list(letters)
    on_numbers = number(f"{called}({', '.join(map(repr, [*operands, *map(float, static)]))})")
    assert on_numbers == op(*operands, **bound)


def test_the_number_of_an_output_may_be_of_any_length():
    with pytest.raises(ReadError, match="is not an operation"):
        parse(f"softmax{'9' * 5000}(x)", {"x": 1.0})


def test_operations_around_their_operand_are_read_as_they_are_written():
    assert number("|x|", x=-2.0) == 2.0
    assert number("||x| - 3|", x=-2.0) == 1.0
    assert (number("⌊x⌋", x=-1.5), number("⌈x⌉", x=-1.5)) == (-2.0, -1.0)
    assert (number("[x > 0]", x=0.0), number("[x ≥ 0]", x=0.0)) == (0.0, 1.0)


def test_symbols_that_rows_share_mean_the_one_a_person_means():
    assert parse("max(x, y)", {"x": 1.0, "y": 2.0}).op is TABLE["maximum"]
    assert parse("min(x, y)", {"x": 1.0, "y": 2.0}).op is TABLE["minimum"]
    assert parse("Σ(x, y, x)", {"x": 1.0, "y": 2.0}).data == 4.0
    assert parse("σ(x)", {"x": 0.0}).data == 0.5
    assert parse("√(x)", {"x": 9.0}).data == 3.0


def test_static_arguments_are_numbers_that_stand_in_the_formula():
    out = parse("max(x, 0.3)", {"x": 0.1})
    assert (out.data, out.op.name, dict(out.op.static), len(out.parents)) == (0.3, "at_least", {"bound": 0.3}, 1)
    assert dict(parse("max(0.3, x)", {"x": 0.1}).op.static) == {"bound": 0.3}
    assert dict(parse("at_most(x, 2*3)", {"x": 0.1}).op.static) == {"bound": 6.0}
    assert dict(parse("raised(x, -2)", {"x": 0.5}).op.static) == {"exponent": -2.0}
    assert dict(parse("x^½", {"x": 0.5}).op.static) == {"exponent": 0.5}
    assert parse("x^y", {"x": 0.5, "y": 2.0}).op is TABLE["power"]
    assert refusal("raised(x, y)", x=1.0, y=2.0) == (
        "exponent of raised must be a number that stands in the formula.", "raised(x, y)", 0,
    )  # fmt: skip


def test_the_outputs_of_a_softmax_are_counted_from_one():
    names = {"a": 1.0, "b": 3.0}
    first, second = (parse(f"softmax{k}(a, b)", names) for k in "12")
    assert first.data == pytest.approx(1 / (1 + math.exp(2)), rel=1e-15)
    assert first.data + second.data == pytest.approx(1.0, rel=1e-15)
    assert parse("softmax₂(a, b)", names).data == second.data
    assert parse("log_softmax2(a, b)", names).data == pytest.approx(math.log(second.data), rel=1e-15)
    assert refusal("softmax(a, b)", **names)[::2] == (
        "softmax needs the number of its output: write softmax1(…), softmax2(…).", 0,
    )  # fmt: skip
    assert refusal("1 + softmax3(a, b)", **names)[0].startswith("softmax3 does not exist")
    assert refusal("1 + softmax3(a, b)", **names)[2] == 4
    assert "softmax0 is not an operation" in refusal("softmax0(a, b)", **names)[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tanh()", "tanh takes 1 operand(s) but is given 0."),
        ("tanh(x, x)", "tanh takes 1 operand(s) but is given 2."),
        ("max(x)", "maximum takes 2 operand(s) but is given 1."),
        ("raised(x)", "raised takes 1 operand(s) and exponent but is given 1."),
        ("weighted_sum(x, x)", "weighted_sum takes w1, x1, …, wn, xn, b: an odd number of operands, not 2."),
        ("total()", "total needs at least one term."),
        ("logsumexp()", "logsumexp needs at least one operand."),
        (f"total({', '.join('x' * 201)})", "total is given 201 operands; at most 200 are read."),
    ],
)
def test_a_wrong_number_of_operands_is_refused_at_the_name_of_the_call(text, message):
    said, _, column = refusal(f"1 + {text}", x=1.0)
    assert (said, column) == (message, 4)


def test_two_hundred_operands_are_read():
    assert number(f"total({', '.join('x' * 200)})", x=1.0) == 200.0


# ------------------------------------------------------------------------------------- definitions


@pytest.mark.parametrize(
    "text",
    ["a = 2; b = a*x; E = b + a", "a = 2\nb = a*x\nE = b + a", "E = b + a; b = a*x; a = 2",
     ";;a = 2;\n\n ;b=a*x\n\nE=b+a;\n"],
)  # fmt: skip
def test_definitions_stand_in_any_order_each_named_by_its_left_side(text):
    values = parse_all(text, {"x": 3.0})
    assert {name: (value.name, value.data) for name, value in values.items()} == {
        "a": ("a", 2.0), "b": ("b", 6.0), "E": ("E", 8.0),
    }  # fmt: skip
    assert values["E"].parents == (values["b"], values["a"])
    assert variables(text) == ["x"]


def test_the_value_of_a_text_is_that_of_its_last_formula():
    assert parse("a = 2; b = a + 1").name == "b"
    assert parse("b = a + 1; a = 2").name == "a"
    last = parse("a = 2; a + 1")
    assert (last.name, last.data) == (None, 3.0)


def test_two_names_of_one_value_are_two_values():
    values = parse_all("a = x + 1; b = a; c = (a)", {"x": 1.0})
    assert [value.name for value in values.values()] == ["a", "b", "c"]
    assert values["b"].parents == values["c"].parents == (values["a"],)


def test_the_names_of_constants_and_operations_may_be_defined_anew():
    assert number("e = 3; 2*e") == 6.0
    assert number("2*e", e=5.0) == 10.0
    assert number("exp = 2; exp(0) + exp") == 3.0


# ------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("2x", "'2x' has no operation between its parts; write 2*x.", 1),
        ("1 + 2x", "'2x' has no operation between its parts; write 2*x.", 5),
        ("x y", "'x y' has no operation between its parts; write x*y.", 2),
        ("2(x + 1)", "'2(' has no operation between its parts; write 2*(…).", 1),
        ("(x)(y)", "')(' has no operation between its parts; write (…)*(…).", 3),
        ("(x) 2", "') 2' has no operation between its parts; write (…)*2.", 4),
        ("x²y", "'²y' has no operation between its parts; write …²*y.", 2),
        ("tanh x", "'tanh x' has no operation between its parts; write tanh(x).", 5),
        ("√x", "'√x' has no operation between its parts; write √(x).", 1),
        ("w(x)", "w is not an operation. To multiply, write w*(…).", 0),
        ("q = sigmiod(x)", "sigmiod is not an operation; did you mean sigmoid or ", 4),
        ("x + net_o", "unknown name 'net_o'; did you mean net_o1?", 4),
        ("x + qqq", "unknown name 'qqq'; there are net_o1, w, x, y.", 4),
        ("(x + 1", "the '(' here is not closed; add ')'.", 0),
        ("2*(x + (y)", "the '(' here is not closed; add ')'.", 2),
        ("tanh(x", "the '(' here is not closed; add ')'.", 4),
        ("1 + |x", "the '|' here is not closed; add '|'.", 4),
        ("x + 1)", "this ')' closes nothing; add '(' before it or take it away.", 5),
        ("()", "an operand is missing here", 1),
        ("(x; y)", "the '(' here is not closed", 0),
        ("0,35", "',' stands between operands of a call; a decimal number has a point, 0.35.", 1),
        ("tanh(,x)", "an operand is missing here", 5),
        ("tanh(x,)", "an operand is missing here", 7),
        ("1.2.3", "'1.2.3' is not a number", 0),
        ("tanh + 1", "tanh is an operation; write tanh(…)", 0),
        ("a = b = 1", "'=' stands after one name only, or after f(x); write name = formula.", 6),
        ("x + 1 = 2", "'=' stands after one name only", 6),
        ("2 = x", "'=' stands after one name only", 2),
        ("a == 1", "'=' stands after one name only", 3),
        ("= 1", "'=' stands after one name only", 0),
        ("x +", "the formula ends here, where a number, a name or '(' is missing.", 3),
        ("x +   ", "the formula ends here", 3),
        ("a = ", "the formula ends here", 3),
        ("x * / y", "'/' cannot stand here", 4),
        ("* x", "'*' cannot stand here", 0),
        ("", "there is no formula; write for example y = w*x + b.", 0),
        ("   ", "there is no formula", 0),
        ("\x0b\u00a0", "there is no formula", 0),
        ("x # y", "'#' cannot stand here", 2),
        ("[x > 1]", "'>' cannot stand here", 3),
        ("2*[x", "the '[' here is not closed; add ']'.", 2),
        ("⌊x + 1", "the '⌊' here is not closed; add '⌋'.", 0),
        ("x[0]", "x[0] does not exist: outputs are counted from 1.", 0),
        ("x.data", "'.' cannot stand here", 1),
        ("x⁻", "'⁻' cannot stand here", 1),
        ("'x'", '"\'" cannot stand here', 0),
        ("٣", "'٣' cannot stand here", 0),
        ("x\0", r"'\\x00' cannot stand here", 1),
        ("x\ud800", r"'\\ud800' cannot stand here", 1),
        ("\u202ex", r"'\\u202e' cannot stand here", 0),
        ("x = 3", "x is defined here and given as a number too; do one of them.", 0),
        ("a = 1; a = 2", "a is defined twice.", 7),
        ("a = a + 1", "a definition cannot use itself: a uses a.", 4),
        ("a = 2*b; b = a", "a definition cannot use itself: a uses b uses a.", 13),
        ("log(x - 1)", "log is not defined at x − 1 = 0: it needs x > 0.", 0),
        ("y + x/(x - 1)", "divide is not defined at x = 1, x − 1 = 0", 5),
        ("1 + 1/0", "divide is not defined at x = 1, y = 0", 5),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong_and_points_at_it(text, message, column):
    said, line, at = refusal(text, x=1.0, y=2.0, w=3.0, net_o1=4.0)
    assert message in said
    assert at == column
    assert line == "".join(c if c.isprintable() else " " for c in text)


def test_the_line_of_the_mistake_is_shown_and_numbered():
    assert refusal("a = 1\n  b = 2x\nc = a", x=1.0) == (
        "'2x' has no operation between its parts; write 2*x. (line 2)", "  b = 2x", 7,
    )  # fmt: skip
    assert refusal("a = 1\nb = (a\n + 2")[1:] == ("b = (a", 4)
    message, line, column = refusal("a = b\nb = c\nc = a + 1")
    assert message == "a definition cannot use itself: a uses b uses c uses a. (line 3)"
    assert (line, column) == ("c = a + 1", 4)


@pytest.mark.parametrize("at", [0, 1, 50, 99, 100, 150, 5_000])
@pytest.mark.parametrize("after", [0, 30, 500])
def test_in_a_long_line_the_caret_stands_under_its_character_too(at, after):
    before = ("1+" * at)[: at // 2 * 2]
    message, line, column = refusal(f"{before}%{'+1' * after}")
    assert message.startswith("'%' cannot stand here")
    assert line[column] == "%"
    assert len(line) <= 100


def test_without_any_name_the_message_shows_how_to_give_one():
    assert refusal("x + 1") == ("unknown name 'x'; give it a number: x = …", "x + 1", 0)


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("tanh(", ")"), ("-", ""), ("1^", ""), ("½", ""), ("|", "|"), ("max(x, ", ")")]
)
def test_a_hundred_expressions_may_stand_inside_each_other_and_not_one_more(opening, closing):
    def nested(depth):
        inside = depth - 1  # the whole is one of them
        return opening * inside + "x" + closing * inside

    assert math.isfinite(number(nested(100), x=0.5))
    for deep in (101, 2_000):
        message, _, _ = refusal(nested(deep), x=0.5)
        assert message == "expressions stand more than 100 deep inside each other; name a part of it."


def test_sums_and_chains_of_definitions_are_not_deep():
    assert number("+".join(["x"] * 9_000), x=1.0) == 9_000.0
    assert number(";".join(["a0 = 1", *(f"a{n} = a{n - 1} + 1" for n in range(1, 1_000))])) == 1_000.0


def test_twenty_thousand_characters_are_read_and_not_one_more():
    assert number("x" + " " * 19_999, x=1.0) == 1.0
    with pytest.raises(ReadError, match="the formula has 20001 characters; at most 20000 are read"):
        parse("x" + " " * 20_000, {"x": 1.0})


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "__import__(x)", "x.__class__", "eval(x)", "exec(x)", "lambda: x", "[x for x in x]",
     "x if x else x", "x; import os",
     "f(x)", "print(x)", "().__class__", "x := 1", "True", "None", "x and x", "not x", "x @ x", "x // x",
     "x % x", "x << x", "0x10", "1_000", "1j"],
)  # fmt: skip
def test_nothing_is_evaluated_as_code(text, monkeypatch, capsys):
    for name in ("eval", "exec", "compile", "__import__"):
        monkeypatch.setitem(__builtins__ if isinstance(__builtins__, dict) else vars(__builtins__), name, None)
    with pytest.raises(ReadError):
        parse(text, {"x": 1.0})
    assert capsys.readouterr().out == ""


def test_only_numbers_and_values_may_be_given():
    with pytest.raises(TypeError, match="is not a number"):
        parse("x", {"x": "1"})


# ---------------------------------------------------------------------- formulas are written and read

LETTERS = "abc"
leaf_texts = st.sampled_from([*LETTERS, "w_1", "2", "0.25", "3.5", "0.5", "1e-7", "12345.678"])
UNARY = [op for op in TABLE.values() if op.arity == 1 and not op.takes]


def longer(parts):
    """Formulas made of formulas."""
    two = st.tuples(parts, parts)
    return st.one_of(
        two.map(lambda pair: f"({pair[0]}) + ({pair[1]})"),
        two.map(lambda pair: f"({pair[0]}) - ({pair[1]})"),
        two.map(lambda pair: f"({pair[0]})*({pair[1]})"),
        two.map(lambda pair: f"({pair[0]})/({pair[1]})"),
        two.map(lambda pair: f"({pair[0]})^({pair[1]})"),
        two.map(lambda pair: f"max({pair[0]}, {pair[1]})"),
        parts.map(lambda text: f"-({text})"),
        parts.map(lambda text: f"½({text})²"),
        st.tuples(parts, st.sampled_from(["2", "3", "-1", "0.5", "2.5", "1e-7"])).map(lambda p: f"({p[0]})^{p[1]}"),
        st.tuples(st.sampled_from(UNARY), parts).map(lambda pair: f"{pair[0].name}({pair[1]})"),
        st.tuples(st.sampled_from(["softmax1", "log_softmax2", "logsumexp", "min"]), two).map(
            lambda pair: f"{pair[0]}({pair[1][0]}, {pair[1][1]})"
        ),
        st.lists(parts, min_size=3, max_size=3).map(lambda texts: f"weighted_sum({', '.join(texts)})"),
        st.lists(parts, min_size=1, max_size=3).map(lambda texts: f"total({', '.join(texts)})"),
    )


@settings(max_examples=400, deadline=None)
@given(st.recursive(leaf_texts, longer, max_leaves=12), st.lists(st.integers(-3000, 3000), min_size=4, max_size=4))
def test_what_is_written_reads_back_as_the_same_bits(text, numbers):
    names = {name: n / 1000 for name, n in zip([*LETTERS, "w_1"], numbers, strict=True)}
    try:
        out = parse(text, names)
    except ReadError as error:
        assert "is not defined at" in str(error) or "too large" in str(error)  # noqa: PT017  # every text is a formula
        return
    written = formula_text(out)
    if "…" in written or "inf" in written or "nan" in written or _has_a_cut_constant(out):
        return
    again = parse(written, names)
    assert again.data.hex() == out.data.hex(), written


@pytest.mark.parametrize("number", [0.001, 0.3, -0.7, 0.999999, 2.0])
def test_a_row_with_digits_of_its_own_is_not_written_as_the_rows_that_lose_them(number):
    out = parse("one_minus_square(a)", {"a": number})
    again = parse(formula_text(out), {"a": number})
    assert again.data.hex() == out.data.hex() == ((1.0 - number) * (1.0 + number)).hex()


def _has_a_cut_constant(out):
    """Constants that were computed have more digits than are written; a negative one may have been a base."""
    return any(
        not value.parents and value.name is None and (value.data < 0 or float(f"{value.data:.12g}") != value.data)
        for value in topological_order(out)
    ) or any(
        float(f"{static:.12g}") != static
        for value in topological_order(out)
        if value.op
        for static in value.op.static.values()
    )


def test_a_linear_of_a_sum_keeps_its_parentheses():
    names = {"a": 3.0, "b": 5.0}
    for text in ("linear(a + b)^2", "linear(a + b)*b", "-linear(a + b)"):
        out = parse(text, names)
        assert parse(formula_text(out), names).data == out.data


def test_a_sum_on_the_right_keeps_its_parentheses():
    names = {"a": 0.1, "b": 0.2, "c": 0.3}
    assert formula_text(parse("a + (b + c)", names)) == "a + (b + c)"
    assert formula_text(parse("a + b + c", names)) == "a + b + c"
    assert formula_text(parse("total(a, b, b + c)", names)) == "a + b + (b + c)"


# ------------------------------------------------------------------------------------- mutated texts


@pytest.mark.slow
@pytest.mark.parametrize("reader", ["formula", "graph"])
def test_readers_survive_two_thousand_mutated_inputs(reader):
    outcomes, _, _ = survive(reader, 2_000, seed=2)
    assert outcomes.total() == 2_000
    assert min(outcomes["read"], outcomes["refused"]) > 50


def test_steps_of_a_formula_cannot_be_changed():
    assert changeable("autograd.formulas") == []


@pytest.mark.parametrize("subscript", ["{a b}", "{1.5}", "{", "{+}"])
def test_a_subscript_has_letters_and_digits(subscript):
    message, _, column = refusal(f"x_{subscript}", x_=1.0)
    assert "a subscript in { } has letters, digits and _ only; write for example x_12." in message
    assert column == 2


def test_what_feeds_an_output_twice_is_read_once():
    out = parse("a = 2*x\nb = a + 1\nc = a*a\nd = b + c", {"x": 3.0})
    assert (out.data, [value.name for value in topological_order(out) if value.name]) == (
        43.0,
        ["x", "a", "b", "c", "d"],
    )


def test_an_open_parenthesis_after_softmax_is_no_group():
    message, line, _ = refusal("y = softmax(x", x=1.0)
    assert "softmax1" in message
    assert line == "y = softmax(x"
