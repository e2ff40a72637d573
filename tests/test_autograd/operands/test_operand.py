"""Text and formulas share one set of operators, made from the rows."""

import math
import operator

import pytest
from records import changeable

from autograd import (
    Value,
    acosh,
    asin,
    check_operation,
    derive,
    gradients,
    hessian,
    log,
    operation,
    power,
    python_source,
)
from autograd.algebra.terms import atom
from autograd.algebra.visiting import evaluated
from autograd.languages.catalogue import TEXT
from autograd.languages.symbol import Symbol
from autograd.operands.limit import Limit, ieee

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


def test_exponents_that_are_numbers_are_added_and_multiplied():
    x, n = atom(Value(1.5, "x")), atom(Value(3.0, "n"))
    assert repr([power(x, 3.0) * x, power(x, 3.0) / x, power(power(x, 2.0), 3.0)]) == "[x^4, x², x^6]"
    assert repr([power(x, 0.0), power(x, 1.0), power(x, n)]) == "[1, x, x^n]"


def test_an_operation_of_ones_own_with_an_exponent_is_no_power():
    rules = (lambda out, x, exponent: exponent * out,)
    grown = operation("grown", lambda x, exponent: 2.0 * x * exponent, rules, takes=("exponent",))
    x = Value(3.0, "x")
    out = grown(x, exponent=2.0).named("y")
    assert "∂y/∂x = 2 · y = 2 · 12 = 24" in str(derive(out, x))
    assert repr(grown(atom(x), exponent=2.0)) == "grown(x, 2)"


POWERS = {
    "square": (lambda x: x**2, lambda x: 2 * x, lambda x: 2.0),
    "inverse": (lambda x: x**-1, lambda x: -(x**-2), lambda x: 2 * x**-3),
    "root": (lambda x: x**0.5, lambda x: 0.5 * x**-0.5, lambda x: -0.25 * x**-1.5),
    "cube of a sum": (lambda x: (x + 1) ** 3, lambda x: 3 * (x + 1) ** 2, lambda x: 6 * (x + 1)),
    "two to the": (lambda x: 2**x, lambda x: math.log(2) * 2**x, lambda x: math.log(2) ** 2 * 2**x),
}


@pytest.mark.parametrize("name", POWERS)
def test_rules_may_be_written_with_powers(name):
    forward, first, second = POWERS[name]
    own = operation(name.replace(" ", "_"), forward, (lambda out, x: first(x),), samples=((1.5,), (0.25,)))
    for at in (1.5, 0.25):
        x = Value(at, "x")
        y = own(x)
        y.backward()
        assert (own(at), y.data) == (pytest.approx(forward(at)), pytest.approx(forward(at)))
        assert [x.grad, gradients(y, [x])[0].data] == [pytest.approx(first(at))] * 2
        assert hessian(y, [x])[0][0].data == pytest.approx(second(at))
        space = {}
        exec(python_source(y.named("y")), space)
        assert space["f"](x=at) == y.data
    assert check_operation(own)


def test_a_power_of_two_operands():
    own = operation("own", lambda x, y: x**y, (lambda out, x, y: y * x ** (y - 1), lambda out, x, y: x**y * log(x)))
    x, y = Value(2.0), Value(3.0)
    assert own(x, y).local_derivatives == (12.0, pytest.approx(8 * math.log(2)))
    assert check_operation(own, points=[(2.0, 3.0), (0.5, -1.5)])


def test_powers_at_the_edge_follow_ieee_754():
    assert [Limit(0.0) ** -1, Limit(0.0) ** Limit(-2.0), 0.0 ** Limit(-1.0)] == [math.inf] * 3
    assert math.isnan(Limit(-2.0) ** 0.5)
    assert type(Limit(3.0) ** 2) is Limit
    flat = operation("flat", lambda x: x * x, (lambda out, x: x**-1,))
    assert flat(Value(0.0)).local_derivatives == (math.inf,)


EDGES = {
    "hyperbola": (lambda x: x**-1.0 + x, (0.0, -0.0, math.inf), (math.inf, -math.inf, math.inf)),
    "cube": (lambda x: x**3.0, (1e200, -1e200, 2.0), (math.inf, -math.inf, 8.0)),
    "quotient": (lambda x: x / x, (0.0, math.inf, -3.0), (math.nan, math.nan, 1.0)),
    "logarithm": (lambda x: log(x) + x, (0.0, -1.0, 1.0), (-math.inf, math.nan, 1.0)),
}


@pytest.mark.parametrize("name", EDGES)
def test_where_python_raises_a_row_of_ones_own_has_the_number_of_ieee_754(name):
    forward, points, results = EDGES[name]
    own = operation(f"own_{name}", forward, (lambda out, x: x,))
    assert [ieee(own, (x,)) for x in points] == pytest.approx([*results], nan_ok=True)


def test_text_of_powers():
    x, y = Symbol("x", TEXT), Symbol("y", TEXT)
    assert repr([x**2, x**-1, x**y, 2**x]) == "[x², x^−1, x^y, 2^x]"
    assert repr(atom(Value(3.0, "x")) ** 2) == "x²"


class Knowing:
    """Answers to whatever stands before it."""

    def answer(self, before):
        return ("answered", before)

    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rfloordiv__ = __rmod__ = __rpow__ = answer


class Silent:
    """Has an answer to nothing."""

    def answer(self, before):
        return NotImplemented

    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rfloordiv__ = __rmod__ = __rpow__ = answer


@pytest.mark.parametrize("operate", [*SIGNS.values(), operator.floordiv, operator.mod, operator.pow])
def test_a_type_that_knows_values_is_asked_and_one_that_does_not_is_named(operate):
    x = Value(2.0, "x")
    assert operate(x, Knowing()) == ("answered", x)
    with pytest.raises(TypeError, match="Silent"):
        operate(x, Silent())
    with pytest.raises(TypeError, match="list"):
        operate(x, [1.0])


def test_formulas_of_the_algebra_cannot_be_changed():
    assert changeable("autograd.algebra") == []


def test_a_division_by_zero_stays_one():
    y = atom(Value(0.5, "y"))
    assert repr([y / 0.0, -y / 0.0, 3.0 / (0.0 * y), 2.0 * y / 0.0 / y]) == "[y / 0, −y / 0, 3 / 0, 2 / 0]"
    assert repr([y * 0.0, 0.0 / y]) == "[0, 0]"


def test_only_a_formula_can_be_evaluated():
    assert evaluated(atom(Value(0.5, "y")) * 3.0, lambda value: value.data) == 1.5
    with pytest.raises(TypeError, match="'y' is not a formula"):
        evaluated("y", float)


@pytest.mark.parametrize(("op", "outside"), [(asin, 2.0), (acosh, 0.5), (log, -1.0)])
def test_outside_its_domain_a_row_of_the_library_is_nan(op, outside):
    assert math.isnan(ieee(op, (outside,)))
