"""Formulas as people write them on paper, in TeX and in files: what is read, and what a refusal says to write."""

import math
import re
import unicodedata
from itertools import product

import pytest

from autograd import ReadError, Value, topological_order
from autograd.formulas.functions import FUNCTIONS, SPELLINGS
from autograd.formulas.reading import Products, missing, number_of, parse, parse_all, unfed, variables

X = 0.4


def number(text, products=Products.WRITTEN, **names):
    return parse(text, names, products=products).data


def refusal(text, products=Products.WRITTEN, **names):
    """The message, and the place of the caret in the shown line."""
    with pytest.raises(ReadError) as caught:
        parse(text, names, products=products)
    message, *_, caret = str(caught.value).split("\n")
    return message, caret.index("^") - 2


# ------------------------------------------------------------------------------------------- lines


@pytest.mark.parametrize("sign", ["+", "-", "*", "/", "^", "**", "·", "×", "÷", "−", "•", "＋"])
@pytest.mark.parametrize("around", ["\n{}", "\n  {} ", "\n\n \t{} ", " {}\n", " {}\n\n  "])
def test_a_line_that_begins_or_ends_with_an_operator_goes_on(sign, around):
    in_one_line = number(f"y = x {sign} 3; z = y + 1", x=X)
    assert number(f"y = x{around.format(sign)}3\nz = y + 1", x=X) == in_one_line
    assert list(parse_all(f"y = x{around.format(sign)}3\nz = y + 1", {"x": X})) == ["y", "z"]


def test_a_sum_of_several_lines_is_the_whole_sum():
    text = "y = (x-1)^2\n  + (x-2)^2\n  + (x-3)^2"
    assert number(text, x=0) == 14.0
    assert number("J = (w-1)^2\n  + (w-2)^2", w=0) == 5.0
    output = parse("J = (w-1)^2\n  + (w-2)^2", {"w": 0})
    output.backward()
    assert {value.name: value.grad for value in topological_order(output) if value.name == "w"} == {"w": -6.0}
    assert variables("E = a*b\n + c") == ["a", "b", "c"]


def test_other_lines_are_definitions_and_a_semicolon_ends_one():
    assert {name: one.data for name, one in parse_all("a = 2\nb = -a\n\nc = (a\n+ b) + 1").items()} == {
        "a": 2.0, "b": -2.0, "c": 1.0,
    }  # fmt: skip
    assert "only the last formula may stand without a name" in refusal("x;\n-1", x=X)[0]
    assert number("\n\n-x", x=X) == -X  # no line before


def test_a_definition_that_feeds_nothing_is_refused_beside_a_formula_alone_only():
    assert refusal("a = 1; b = 2; a + x", x=X) == (
        "b feeds nothing: the last formula does not use it; write y = … there, or take this away.", 7,
    )  # fmt: skip
    assert refusal("x + 1\ny = 2*x\ny^2", x=X)[0].startswith("only the last formula may stand without a name")
    assert refusal("f(t) = t^2; x + 1", x=X)[0].startswith("f feeds nothing")
    text = "a = 1; b = 2*a; c = 3*a; y = c + x"
    assert (parse(text, {"x": X}).name, unfed(text)) == ("y", ["b"])
    assert (parse(text, {"x": X}, of="b").data, unfed(text, "b")) == (2.0, ["c", "y"])
    assert number("a = 1; b = 2*a; b", x=X) == 2.0
    with pytest.raises(ReadError, match="there is no definition of 'q'; there are a, b, c, y"):
        parse(text, {"x": X}, of="q")


# ----------------------------------------------------------------------------- powers of operations

EXPONENTS = {"²": 2.0, "^2": 2.0, "^{2}": 2.0, "**2": 2.0, "^(1+1)": 2.0, "³": 3.0, "^3": 3.0, "^½": 0.5, "^0": 0.0,
             "^-2": -2.0, "⁻²": -2.0, "^{-2}": -2.0, "^n": 3.0, "ⁿ": 3.0, "^{n-1}": 2.0, "^+2": 2.0}  # fmt: skip
RAISED = ["sin", "cos", "tanh", "log", "ln", "exp", "sigmoid", "σ", "√", "sqrt", "relu", "sec", "arctan"]


@pytest.mark.parametrize(("name", "exponent"), list(product(RAISED, EXPONENTS)))
def test_a_power_between_an_operation_and_its_operand_is_one_of_the_result(name, exponent):
    expected = number(f"{name}(x)", x=1.3) ** EXPONENTS[exponent]
    given = {"n": 3.0} if "n" in exponent or "ⁿ" in exponent else {}
    assert number(f"{name}{exponent}(x)", x=1.3, **given) == pytest.approx(expected, rel=1e-15)
    assert number(f"1 - 2*{name} {exponent} (x)", x=1.3, **given) == pytest.approx(1 - 2 * expected, rel=1e-14)


def test_a_square_of_a_sine_is_the_sine_times_itself():
    for text in ("sin^2(x)", "sin²(x)", "sin(x)^2", "sin(x)²", "sin(x)*sin(x)"):
        assert number(text, x=0.5) == pytest.approx(math.sin(0.5) ** 2, rel=1e-15)
    assert number("sin²(x) + cos²(x)", x=0.5) == pytest.approx(1.0, rel=1e-15)


@pytest.mark.parametrize("exponent", ["^-1", "⁻¹", "^{-1}", "^(-1)", "**-1", "^−1"])
def test_an_inverse_is_refused_with_both_readings(exponent):
    message, at = refusal(f"2*sin{exponent}(x)", x=X)
    assert "may mean asin(…) or 1/sin(…); write the one you mean." in message
    assert at == 2
    assert "may mean acosh(…) or 1/cosh(…)" in refusal(f"cosh{exponent}(x)", x=X)[0]
    assert "write 1/exp(…)" in refusal(f"exp{exponent}(x)", x=X)[0]


def test_an_operation_that_is_applied_to_nothing_says_with_its_exponent_what_to_write():
    assert refusal("sin^2*(x)", x=X) == ("sin is an operation; write sin(…)^2 with what it is applied to.", 0)
    assert refusal("1 + tanh² x", x=X)[0] == "'² x' has no operation between its parts; write tanh(x)²."
    with pytest.raises(ReadError, match=r"write sin\(…\)\^2"):
        missing("sin^2*(x)", {"x"})
    assert missing("mean^2*x", {"x", "mean"}) == []
    assert number("mean^2*x", x=X, mean=3.0) == pytest.approx(9.0 * X)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("e^{-x}", math.exp(-X)), ("x^{2}", X * X), ("{x + 1}*2", 2.8), ("x^{1\n+1}", X * X), ("e^{{x}}", math.exp(X)),
     ("x_{1}^{2}", 9.0), ("2^{x}", 2**X)],
)  # fmt: skip
def test_braces_group_as_in_tex(text, expected):
    assert number(text, x=X, **({"x_1": 3.0} if "x_" in text else {})) == pytest.approx(expected, rel=1e-15)


# ---------------------------------------------------------------------------------------- functions


def test_a_function_is_defined_once_and_called_often():
    assert number("f(x) = x^2 + 1; y = f(2) + f(f(1)) - f(a)", a=3.0) == 5.0 + 5.0 - 10.0
    assert number("y = g(2, a)\ng(u, v) = f(u)*v\nf(t) = t + b", a=3.0, b=4.0) == 18.0
    assert variables("f(x) = a*x + x; y = f(2)") == ["a"]
    assert variables("f(x) = a*x + x; y = f(x)") == ["a", "x"]
    assert number("sigmoid(x) = 2*x; y = sigmoid(3)") == 6.0
    out = parse("f(t) = t^2; y = f(x)", {"x": 3.0})
    out.backward()
    assert (out.name, [(parent.name, parent.grad) for parent in out.parents]) == ("y", [("x", 6.0)])


def test_a_function_alone_is_a_value_at_its_own_parameter():
    assert variables("f(x)=x^2") == ["x"]
    assert (parse("f(x)=x^2", {"x": 0.5}).data, parse("f(x)=x^2", {"x": 0.5}).name) == (0.25, "f")
    assert number("f(x) = x^2\ng(x) = f(x) + 1", x=2.0) == 5.0
    x = Value(3.0, "x")
    same = parse("f(t) = t; y = f(x)", {"x": x})
    assert (same.name, same.parents, x.name) == ("y", (x,), "x")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("f(x, y) = x*y; f(1)", "f takes 2 operand(s) but is given 1."),
        ("f(t) = t; f(1) + f", "f is a function; write f(…) with what it is applied to."),
        ("f(t) = t; f^2(x)", "may mean f(…)^2 or f(f(…)); write the one you mean."),
        ("f(t) = g(t); g(t) = f(t); y = f(1)", "a definition cannot use itself: "),
        ("f(t, t) = t; y = 1", "two parameters of a function have one name."),
        ("f(t) = t; f = 3; y = f", "f is defined twice."),
        ("x^2 = 3", "'=' stands after one name only, or after f(x); write name = formula."),
        ("f(t) = q*t; y = f(1)", "unknown name 'q'"),
    ],
)
def test_what_is_wrong_with_a_function_is_said(text, said):
    assert said in refusal(text, x=X)[0]


def test_functions_that_call_functions_end_in_time():
    doubling = ["f0(x) = x + x", *(f"f{n}(x) = f{n - 1}(x) + f{n - 1}(x)" for n in range(1, 60))]
    assert "more than 100000 steps" in refusal("\n".join([*doubling, "y = f59(1)"]))[0]
    chain = ["f0(x) = x", *(f"f{n}(x) = f{n - 1}(x) + 1" for n in range(1, 200))]
    assert "functions call each other more than 100 deep" in refusal("\n".join([*chain, "y = f199(1)"]))[0]
    assert number("\n".join([*chain[:100], "y = f99(1)"])) == 100.0


# ----------------------------------------------------------------------------- operations and outputs

MADE = {
    "cot": lambda x: 1 / math.tan(x), "sec": lambda x: 1 / math.cos(x), "csc": lambda x: 1 / math.sin(x),
    "coth": lambda x: 1 / math.tanh(x), "sech": lambda x: 1 / math.cosh(x), "csch": lambda x: 1 / math.sinh(x),
}  # fmt: skip


def test_functions_that_are_no_rows_are_those_of_mathematics():
    assert MADE.keys() == FUNCTIONS.keys()
    assert not FUNCTIONS.keys() & SPELLINGS.keys()
    for name, function in MADE.items():
        for x in (0.3, -1.2, 2.5):
            assert number(f"{name}(x)", x=x) == pytest.approx(function(x), rel=1e-14)
            assert number(f"{name}({x!r})") == pytest.approx(function(x), rel=1e-14)
            out = parse(f"{name}(x)", {"x": x})
            out.backward()
            (leaf,) = [value for value in topological_order(out) if value.name == "x"]
            slope = (function(x + 1e-6) - function(x - 1e-6)) / 2e-6
            assert leaf.grad == pytest.approx(slope, rel=1e-7)
    assert [number(f"sgn({x})") for x in ("-2", "0", "3")] == [-1.0, 0.0, 1.0]
    assert "divide is not defined" in refusal("cot(0)")[0]


def test_logarithms_have_bases_and_more_than_two_have_a_largest():
    assert (number("log(8, 2)"), number("log(1000, 10)"), number("log(x, 10)", x=1e-5)) == (3.0, 3.0, -5.0)
    assert number("log(x, 3)", x=81.0) == pytest.approx(4.0, rel=1e-15)
    assert number("log(8, b)", b=2.0) == pytest.approx(3.0, rel=1e-15)
    for count in (3, 4, 7):
        numbers = [math.sin(7.0 * place) for place in range(count)]
        names = dict(zip("abcdefg", numbers, strict=False))
        operands = ", ".join(names)
        assert number(f"max({operands})", **names) == max(numbers)
        assert number(f"min({operands})", **names) == min(numbers)
        assert number(f"max({', '.join(map(repr, numbers))})") == max(numbers)
    assert (number("max(x, 1, 2)", x=X), number("min(1, x, 2, x)", x=X)) == (2.0, X)


def test_static_arguments_have_their_usual_numbers():
    assert (number("leaky_relu(x)", x=3.0), number("leaky_relu(x)", x=-3.0)) == (3.0, -0.03)
    assert number("leaky_relu(x, 0.2)", x=-3.0) == pytest.approx(-0.6)
    assert number("elu(x)", x=-1.0) == pytest.approx(math.exp(-1.0) - 1.0)
    assert "takes 1 operand(s) and slope but is given 3" in refusal("leaky_relu(x, 1, 2)", x=X)[0]


def test_the_outputs_of_a_softmax_are_asked_for_by_number():
    values = parse_all("p = softmax(a, 2*b)\nE = -log(p[1]) + p₂", {"a": 0.3, "b": 0.1, "p2": 0.0})
    first = 1 / (1 + math.exp(0.2 - 0.3))
    assert list(values) == ["p[1]", "E"]
    assert values["p[1]"].data == pytest.approx(first, rel=1e-15)
    assert (values["p[1]"].name, values["E"].data) == ("p[1]", pytest.approx(-math.log(first)))
    both = parse("p = softmax(2*x, b, 1); y = p[1] + p[2] + p[3]", {"x": X, "b": 0.1})
    assert both.data == pytest.approx(1.0, rel=1e-15)
    doubled = {value for value in topological_order(both) if value.op is not None and value.op.name == "multiply"}
    assert len(doubled) == 1  # the operands are worked out once
    assert parse("p = softmax(x, 1); y = 3", {"x": X}, of="p[2]").name == "p[2]"
    assert number("p[1]*2", **{"p[1]": 3.0}) == 6.0


@pytest.mark.parametrize(
    ("text", "said", "at"),
    [
        ("p = softmax(x, 1); p", "p has 2 output(s); write p[1] for the first one.", 19),
        ("p = softmax(x, 1); p[3]", "p[3] does not exist: there are 2 output(s), from 1.", 19),
        ("p = softmax(x, 1); p[0]", "p[0] does not exist: outputs are counted from 1.", 19),
        ("p = softmax(x, 1)", "p has several outputs, and a formula one value; end with p[1].", 0),
        ("p = 2*softmax(x, 1)", "softmax needs the number of its output: write softmax1(…), softmax2(…).", 6),
    ],
)
def test_an_output_that_is_not_there_is_refused(text, said, at):
    assert refusal(text, x=X) == (said, at)


# ---------------------------------------------------------------------------------- signs and names

FRACTIONS = [c for c in map(chr, range(0xBC, 0x2160)) if unicodedata.decomposition(c).startswith("<fraction>")]


@pytest.mark.parametrize("sign", [c for c in FRACTIONS if unicodedata.normalize("NFKC", c)[-1] != "⁄"])
def test_a_fraction_is_the_number_nearest_to_it(sign):
    over, under = map(int, unicodedata.normalize("NFKC", sign).split("⁄"))
    assert number(sign) == over / under
    assert (number(f"{sign}*x", x=X), variables(f"{sign}*x + {sign}")) == (over / under * X, ["x"])
    assert number(f"{sign}(x + 1)²", x=X) == pytest.approx(over / under * 1.96, rel=1e-15)


@pytest.mark.parametrize("sign", "·⋅•∙×∗*·＊")
def test_every_sign_of_a_product_is_one(sign):
    assert number(f"x{sign}3", x=X) == X * 3.0


def test_signs_and_digits_of_full_width_are_read():
    assert number("x＋1", x=1.0) == 2.0
    assert number("（ｘ－１．５）＊２／４＝"[:-1], x=2.5) == 0.5
    assert number("ｙ ＝ ｍａｘ（ｘ，３）", x=2.5) == 3.0


@pytest.mark.parametrize(
    "text", ["2.5+3", "(3-1)*2/4^2", "max(3,4)", "|0-3|", "[1>0]", "a1=1;b=a1+2", "{8}", "09", "A+Z*a-z", "@"]
)
def test_a_text_of_full_width_is_the_text(text):
    wide = "".join(chr(ord(c) - 0x21 + 0xFF01) for c in text)
    names = dict(zip("AZaz", (2.0, 3.0, 5.0, 7.0), strict=True))
    if text == "@":
        assert "cannot stand here" in refusal(wide)[0]
    else:
        assert number(wide, **names) == number(text, **names)


SPELT = [
    ("x\u0304", "x\u0304"), ("w\u0303", "w̃"), (unicodedata.normalize("NFD", "ŷ"), "ŷ"),
    ("\u00b5", "\u03bc"), ("\u03f5", "\u03b5"), ("ϑ", "θ"), ("𝑥", "x"), ("ｗ１", "w1"), ("w₁", "w1"), ("θᵢ", "θi"),
    ("größe", unicodedata.normalize("NFD", "größe")), ("ϕ", "φ"), ("K", "K"), ("x\u0304₁", "x̄1"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELT)
def test_names_are_compared_in_one_form(one, other):
    for written, given in ((one, other), (other, one)):
        assert number(f"{written}*2", **{given: 3}) == 6.0
        assert number(f"{written} = 3; y = {given}*2") == 6.0
        assert variables(f"{written}*{given}") == [unicodedata.normalize("NFKC", one)]


def test_what_is_raised_or_in_a_circle_becomes_no_name():
    assert number("xⁿ", x=2, n=2) == 4.0
    assert number("x⁻ⁿ", x=2, n=2) == 0.25
    assert number("aᵀ", a=2.0, T=3.0) == 8.0
    assert variables("①*2") == ["①"]
    assert [variables(text) for text in ("x²", "x¹⁰")] == [["x"], ["x"]]


@pytest.mark.parametrize(("text", "at"), [("∇*2", 0), ("2*∇x", 2), ("∑(x,1)", 0), ("x⁺¹", 1), ("∏(x)", 0), ("‖x‖", 0)])
def test_signs_that_mean_nothing_here_are_refused_with_their_place(text, at):
    message, place = refusal(text, x=X)
    assert "cannot stand here" in message
    assert place == at


# ---------------------------------------------------------------------------- products without a sign

PARTS = {"2": 2.0, "x": X, "(x + 1)": X + 1, "|x - 1|": 0.6, "sin(x)": math.sin(X), "x²": X * X,
         "⌈x⌉": 1.0, "[x > 0]": 1.0, "{x - 2}": -1.6, "√2": math.sqrt(2.0), "f(x)": 0.8, "½": 0.5,
         "|x|": X, "π": math.pi}  # fmt: skip


@pytest.mark.parametrize(("left", "right"), [pair for pair in product(PARTS, PARTS) if pair[1] not in ("2", "½")])
def test_parts_side_by_side_are_a_product_where_these_are_implied_and_otherwise_refused(left, right):
    side_by_side = f"f(t) = 2*t; y = {left} {right}"
    expected = pytest.approx(PARTS[left] * PARTS[right], rel=1e-14)
    assert number(side_by_side, Products.IMPLIED, x=X) == expected
    in_a_sum = number(f"f(t) = 2*t; y = 1 - {left} {right}/2", Products.IMPLIED, x=X)
    assert in_a_sum == pytest.approx(1.0 - PARTS[left] * PARTS[right] / 2, rel=1e-14)
    if left == "½":  # as one writes ½(target − out)²
        assert number(side_by_side, x=X) == expected
        return
    said, at = refusal(side_by_side, x=X)
    assert re.search(r"has no operation between its parts; write \S.*\*\S.*\.$", said) or "To multiply, write" in said
    at = len(side_by_side) - len(right) if "To multiply" in said else at
    assert number(f"{side_by_side[:at]}*{side_by_side[at:]}", x=X) == expected  # the caret stands where * is missing


def test_a_known_name_before_a_parenthesis_is_a_product_where_these_are_implied():
    assert number("out(1−out)", Products.IMPLIED, out=0.25) == 0.1875
    assert number("out²(1−out)", Products.IMPLIED, out=0.5) == 0.125
    assert number("σ(1 − σ)", Products.IMPLIED, σ=0.25) == 0.1875
    assert number("s = 3; y = s(s + 1)", Products.IMPLIED) == 12.0
    assert number("f(t) = t(t + 1); y = f(3)", Products.IMPLIED) == 12.0
    assert number("σ(0)", Products.IMPLIED) == 0.5
    assert "did you mean sigmoid" in refusal("sigmiod(x)", Products.IMPLIED, x=X)[0]
    assert "out is not an operation. To multiply, write out*(…)." in refusal("out(1−out)", out=0.25)[0]
    assert number("|x||x|", Products.IMPLIED, x=-1.5) == 2.25
    assert number("2|x|", Products.IMPLIED, x=-1.5) == 3.0
    assert refusal("2|x|", x=X)[0] == "'2|' has no operation between its parts; write 2*|…|."


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1/2x", ["(1/2)*x", "1/(2*x)"]), ("1/2(x + 1)", ["(1/2)*(x + 1)", "1/(2*(x + 1))"]),
        ("x^2y", ["x^2*y", "x^(2*y)"]), ("e^-2x", ["e^-2*x", "e^(-2*x)"]), ("e^-x(1 + y)", ["e^-x*(1 + y)"]),
    ],
)  # fmt: skip
def test_what_two_people_read_in_two_ways_is_refused_with_both(text, readings):
    for products in Products:
        if products is Products.IMPLIED or "x(" not in text:
            message = refusal(text, products, x=X, y=2.0)[0]
            assert "; write the one you mean." in message
    for reading in readings:
        assert math.isfinite(number(reading, x=X, y=2.0))
    assert number("x^2 y", Products.IMPLIED, x=X, y=2.0) == pytest.approx(2 * X * X)
    assert number("e^(-2)x", Products.IMPLIED, x=X) == pytest.approx(X * math.exp(-2.0))


# -------------------------------------------------------------------------------------- given numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1/3", 1 / 3), ("pi", math.pi), ("π/2", math.pi / 2), ("√2", math.sqrt(2.0)), ("-√2/2", -math.sqrt(2.0) / 2),
     ("2/3*pi", 2 / 3 * math.pi), ("⅔", 2 / 3), ("e^-1", math.exp(-1.0)), ("1e-3", 0.001), ("−0.5", -0.5),
     (" .5 ", 0.5),
     ("sin(pi/6)", 0.5), ("2^10", 1024.0), ("1e−3", 0.001), ("ln(2)", math.log(2.0)), ("∛8", 2.0)],
)  # fmt: skip
def test_given_numbers_have_exact_forms(text, expected):
    assert number_of(text) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize("text", ["", " ", "abc", "nan", "inf", "1/0", "1e309", "0,5", "1_0", "0x10", "x=1", "2 3", "٣",
                                  "1e200*1e200", "__import__('os')", "1;2", "1j"])  # fmt: skip
def test_what_is_no_number_is_refused(text):
    for products in Products:
        with pytest.raises(ReadError):
            number_of(text, products=products)


# ------------------------------------------------------------------------- advice that works when followed

UNARY = [name for name, op in SPELLINGS.items() if op.arity == 1 and not op.takes and (name.isalpha() or name == "√")]


@pytest.mark.parametrize("name", [*UNARY, *FUNCTIONS])
def test_an_operation_without_parentheses_is_refused_with_what_is_meant(name):
    x = SPELLINGS[name].samples[0][0] if name in SPELLINGS else X
    for exponent, products in product(("", "^2", "²", "^{2}"), Products):
        for operand, filled in (("x", "x"), ("|x|", "|…|"), ("y", "y")):
            said, _ = refusal(f"1 + {name}{exponent} {operand}", products, x=x, y=x)
            assert f"write {name}({filled}){exponent}." in said
        meant = number(f"{name}(x)", x=x) ** (2 if exponent else 1)
        assert number(f"{name}(x){exponent}", x=x) == pytest.approx(meant, rel=1e-15)
    said, _ = refusal(f"1 + {name}^2*(x)", x=x)
    assert f"{name} is an operation; write {name}(…)^2 with" in said


ADVICE = [  # what is written, what is said to write, that with its gaps filled, and the value that is meant
    ("1½", "(1 + ½)", "(1 + ½)", 1.5),
    ("sin^-1(x)", "asin(…) or 1/sin(…)", "asin(x)", math.asin(X)),
    ("sin⁻¹(x)", "asin(…) or 1/sin(…)", "1/sin(x)", 1 / math.sin(X)),
    ("exp^-1(x)", "1/exp(…)", "1/exp(x)", math.exp(-X)),
    ("softmax(x, y)", "softmax1(…), softmax2(…)", "softmax2(x, y)", 1 / (1 + math.exp(X - 2.0))),
    ("∑(x, y)", "total(…)", "total(x, y)", 2.4),
    ("∏(x, y)", "product(…)", "product(x, y)", 0.8),
    ("‖x, y‖", "norm(…)", "norm(x, y)", math.hypot(X, 2.0)),
    ("tanh", "tanh(…)", "tanh(x)", math.tanh(X)),
    ("1/2x", "(…/2)*x or …/(2*x)", "(1/2)*x", 0.2),
    ("1/2x", "(…/2)*x or …/(2*x)", "1/(2*x)", 1.25),
    ("e^-2x", "…^-2*x or …^(-2*x)", "e^-2*x", math.exp(-2) * X),
    ("e^-2x", "…^-2*x or …^(-2*x)", "e^(-2*x)", math.exp(-2 * X)),
    ("y(x + 1)", "y*(…)", "y*(x + 1)", 2.8),
    ("p = softmax(x, y); p", "p[1]", "p = softmax(x, y); p[1]", 1 / (1 + math.exp(2.0 - X))),
    ("p = softmax(x, y)", "p[1]", "p = softmax(x, y); p[1]", 1 / (1 + math.exp(2.0 - X))),
    ("a = 3; x + 1", "y = …", "a = 3; z = x + 1", 1.4),
    ("x + 1; 2*y", "y = …", "z = x + 1; 2*z", 2.8),
    ("f(t) = t + 1; f^2(x)", "f(…)^2 or f(f(…))", "f(t) = t + 1; f(x)^2", 1.96),
    ("f(t) = t + 1; f^2(x)", "f(…)^2 or f(f(…))", "f(t) = t + 1; f(f(x))", 2.4),
    ("f(t) = t + 1; f", "f(…)", "f(t) = t + 1; f(x)", 1.4),
    ("f(t) = t + 1; f^-1(x)", "1/f(…)", "f(t) = t + 1; 1/f(x)", 1 / 1.4),
    ("0,35*x", "0.35", "0.35*x", 0.14),
]


@pytest.mark.parametrize(("text", "said", "followed", "meant"), ADVICE)
def test_an_advice_that_is_followed_gives_what_is_meant(text, said, followed, meant):
    assert said in refusal(text, x=X, y=2.0)[0]
    assert number(followed, x=X, y=2.0) == pytest.approx(meant, rel=1e-14)


def test_a_logarithm_to_a_usual_base_has_its_digits_and_to_the_base_1_there_is_none():
    assert [number("log(x, 2)", x=2.0**power) for power in range(-40, 41)] == [*range(-40, 41)]
    assert [number("log(x, 10)", x=10.0**power) for power in range(23)] == [*range(23)]
    with pytest.raises(ReadError, match="is not defined at"):
        parse("log(x, 1)", {"x": 8.0})
