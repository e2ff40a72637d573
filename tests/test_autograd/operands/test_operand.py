"""Text and formulas share one set of operators, made from the rows."""

import operator

import pytest

from autograd import Value, derive, operation
from autograd.algebra.terms import atom
from autograd.languages.symbol import Symbol

SIGNS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}
IN_A_FORMULA = {"+": "x + 2, 2 + x", "-": "x − 2, 2 − x", "*": "2 · x, 2 · x", "/": "½x, 2 / x"}


@pytest.mark.parametrize("sign", SIGNS)
def test_text_has_the_operators_of_a_number(sign):
    x = Symbol("x")
    assert repr([SIGNS[sign](x, 2.0), SIGNS[sign](2.0, x), -x]) == f"[x {sign} 2.0, 2.0 {sign} x, -x]"


@pytest.mark.parametrize("sign", SIGNS)
def test_formulas_have_them_too_and_simplify(sign):
    x = atom(Value(1.5, "x"))
    assert repr([SIGNS[sign](x, 2.0), SIGNS[sign](2.0, x), -x]) == f"[{IN_A_FORMULA[sign]}, −x]"


def test_an_operation_of_ones_own_with_an_exponent_is_no_power():
    rules = (lambda out, x, exponent: exponent * out,)
    grown = operation("grown", lambda x, exponent: 2.0 * x * exponent, rules, takes=("exponent",))
    x = Value(3.0, "x")
    out = grown(x, exponent=2.0).named("y")
    assert "∂y/∂x = 2 · y = 2 · 12 = 24" in str(derive(out, x))
    assert repr(grown(atom(x), exponent=2.0)) == "grown(x, 2)"
