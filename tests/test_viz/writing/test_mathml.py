"""Formulas as MathML."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import TABLE, Value, latex_source
from autograd.text.document import Math, Piece
from autograd.text.latex import MATHEMATICS, latex_name
from autograd.text.names import letters, printable
from viz import to_mathml
from viz.writing.mathml.formulas import mathml_of, mathml_of_pieces

OUT_H1 = '<msub><mi mathvariant="normal">out</mi><mrow><mi>h</mi><mn>1</mn></mrow></msub>'
W_5 = "<msub><mi>w</mi><mn>5</mn></msub>"


def inside(mathml):
    return re.sub(r"^<math[^>]*>|</math>$", "", mathml)


def text(mathml):
    return "".join(ET.fromstring(mathml).itertext())


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        (latex_name("out_h1"), OUT_H1),
        (latex_name("w5"), W_5),
        ("w_5", W_5),
        (r"E_{\mathrm{total}}", '<msub><mi>E</mi><mi mathvariant="normal">total</mi></msub>'),
        (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
        ("xy", "<mi>x</mi><mi>y</mi>"),
        ("12.5", "<mn>12.5</mn>"),
        ("x^12", "<msup><mi>x</mi><mn>1</mn></msup><mn>2</mn>"),
        ("x^{12}", "<msup><mi>x</mi><mn>12</mn></msup>"),
        ("w_{1}^{+}", "<msubsup><mi>w</mi><mn>1</mn><mo>+</mo></msubsup>"),
        ("w^{+}_{1}", "<msubsup><mi>w</mi><mn>1</mn><mo>+</mo></msubsup>"),
        (r"\sigma'", "<msup><mi>σ</mi><mo>′</mo></msup>"),
        (r"\delta_{o1}", "<msub><mi>δ</mi><mrow><mi>o</mi><mn>1</mn></mrow></msub>"),
        (r"\Sigma", '<mi mathvariant="normal">Σ</mi>'),
        (r"\frac{\partial E}{2}",
         '<mfrac><mrow><mi mathvariant="normal">∂</mi><mi>E</mi></mrow><mn>2</mn></mfrac>'),
        (r"\tfrac12", '<mfrac displaystyle="false"><mn>1</mn><mn>2</mn></mfrac>'),
        (r"\sqrt{x}", "<msqrt><mi>x</mi></msqrt>"),
        (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
        (r"\sum_{i=1}^{n} x",
         "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>x</mi>"),
        (r"\text{a < b \& c\_d}", "<mtext>a\xa0&lt;\xa0b\xa0&amp;\xa0c_d</mtext>"),
        (r"\tanh\left(x\right)",
         '<mi mathvariant="normal">tanh</mi><mo>\u2061</mo>'
         '<mrow><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo></mrow>'),
        (r"\operatorname{log\_softmax}_{2}", '<msub><mi mathvariant="normal">log_softmax</mi><mn>2</mn></msub>'),
        (r"\left\lfloor \frac{x}{2} \right.",
         '<mrow><mo stretchy="true">⌊</mo><mfrac><mi>x</mi><mn>2</mn></mfrac></mrow>'),
        (r"\left\lVert x \right\rVert",
         '<mrow><mo stretchy="false">‖</mo><mi>x</mi><mo stretchy="false">‖</mo></mrow>'),
        (r"\begin{cases} a & x > 0 \\ b & \text{otherwise} \end{cases}",
         '<mrow><mo stretchy="true">{</mo><mtable class="cases">'
         "<mtr><mtd><mi>a</mi></mtd><mtd><mi>x</mi><mo>&gt;</mo><mn>0</mn></mtd></mtr>"
         "<mtr><mtd><mi>b</mi></mtd><mtd><mtext>otherwise</mtext></mtd></mtr></mtable></mrow>"),
        (r"\begin{pmatrix} 1 & 2 \end{pmatrix}",
         '<mrow><mo stretchy="true">(</mo><mtable class="pmatrix">'
         "<mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>"
         '<mo stretchy="true">)</mo></mrow>'),
        ("", ""),
    ],
)  # fmt: skip
def test_formulas_are_typeset_as_a_book_does(latex, mathml):
    assert inside(to_mathml(latex)) == mathml


@pytest.mark.parametrize(
    ("latex", "forms"),
    [
        ("-x", [None]),
        ("a - b", [None]),
        ("a = -b", ["prefix"]),
        (r"a \cdot -b - c", ["prefix", None]),
        (r"a\left(-b\right) - c", [None, None]),
        ("2 \\cdot (-1)", ["prefix"]),
        ("f(x) - 1", [None]),
        (r"\frac{-1}{-x}", [None, None]),
        ("10^{-3}", [None]),
    ],
)
def test_a_minus_that_is_a_sign_stands_close_to_its_number(latex, forms):
    signs = [sign for sign in ET.fromstring(to_mathml(latex)).iter() if sign.text == "−"]
    assert [sign.get("form") for sign in signs] == [None if form is None else "prefix" for form in forms]


def test_between_a_factor_and_its_neighbours_a_minus_takes_away():
    a, minus_b, equals = (Math(part, part) for part in ("a", "- b", "="))
    taken = mathml_of_pieces([Piece(a), Piece(minus_b, 1)])
    assert '<mrow class="factor_1"><mo form="infix">−</mo><mi>b</mi></mrow>' in taken
    negative = mathml_of_pieces([Piece(a), Piece(equals), Piece(minus_b, 1)])
    assert '<mrow class="factor_1"><mo>−</mo><mi>b</mi></mrow>' in negative
    assert '<mo form="prefix">−</mo><mi>b</mi>' in mathml_of_pieces([Piece(a), Piece(equals), Piece(minus_b)])


@pytest.mark.parametrize("op", TABLE.values(), ids=TABLE)
def test_every_row_of_the_table_can_be_written(op):
    for static in op.bindings or ({},):
        row = op.bind(**static) if static else op
        count = max(len(sample) for sample in op.samples)
        sample = next(sample for sample in op.samples if len(sample) == count)
        out = row(*[Value(number, name) for number, name in zip(sample, letters(count), strict=True)]).named("out")
        mathml = to_mathml(latex_source(out))
        assert text(mathml).startswith("out=")
        assert "\\" not in mathml


@pytest.mark.parametrize(
    ("latex", "message"),
    [
        (r"\frobnicate{x}", r"\frobnicate is not known here"),
        ("{x", "} is missing at its end"),
        ("x}", "} is not known here"),
        ("x^", "an argument is missing at its end"),
        (r"\frac{1}", "an argument is missing at its end"),
        (r"\left(x", r"\right is missing at its end"),
        (r"\left x \right)", "x is no delimiter"),
        (r"\right)", r"\right is not known here"),
        ("x_1_2", "two _ follow one another"),
        ("_2", "_ is not known here"),
        ("a & b", "& is not known here"),
        (r"a \\ b", r"\\ is not known here"),
        (r"\text{a$b$}", "$ has no place in a text"),
        (r"\text{\frac12}", r"\frac has no place in a text"),
        (r"\text{a", "a text in braces is missing"),
        (r"\mathrm x", "a text in braces is missing"),
        (r"\begin{align*} x \end{align*}", "the environment align* is not known"),
        (r"\begin{cases} x \end{matrix}", "cases ends as matrix"),
        (r"\begin{cases} x", "& is missing at its end"),
        ("\\", "\\ is not known here"),
        ("{" * 100 + "}" * 100, "it has more than 60 levels"),
        (r"\sqrt" * 5000 + "x", "it has more than 60 levels"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_and_why(latex, message):
    with pytest.raises(ValueError, match=re.escape(message)) as caught:
        to_mathml(latex)
    assert str(caught.value).startswith(f"{printable(latex)[:79]!r}"[:20])
    assert mathml_of(Math("a <b>", latex)).endswith("<mtext>a\xa0&lt;b&gt;</mtext></math>")


@given(st.text())
def test_names_arrive_as_they_are_whatever_they_hold(name):
    shown = text(to_mathml(latex_name(name))).replace("\xa0", " ")
    if not set(name) & set(MATHEMATICS) and not re.fullmatch(r"[A-Za-z]+_?\w*(⟨\d+⟩)?", name, re.ASCII):
        assert shown == printable(name)


@given(st.text(alphabet="\\{}[]()_^&$%#~'|<>=+-. ab1∂½frac\0\ud800\u202e"))
def test_no_formula_does_anything_but_appear_or_be_refused(latex):
    try:
        mathml = to_mathml(latex)
    except ValueError:
        return
    assert ET.fromstring(mathml).tag.endswith("math")
    assert "\0" not in mathml
