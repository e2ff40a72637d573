"""Formulas and functions as claims: right everywhere, or told where they are not."""

import pytest

from autograd import Value, cos, exp, log, sin, sqrt
from nn import documents
from verify import Verdict, check_claims, check_partials

MAZUR = documents.mazur()
W5 = "-(target_o1 - out_o1) * out_o1 * (1 - out_o1) * out_h1"


def judged(target, given):
    return check_claims(MAZUR, [(target, given)])[0]


@pytest.mark.parametrize(
    ("target", "formula"),
    [
        ("dE/dw5", W5),
        ("dE/dw5", "(out_o1 − target_o1) · out_o1 · (1 − out_o1) · out_h1"),
        ("dE/dw5", "(out_o1 - target_o1)*(out_o1 - out_o1^2)*sigma(net_h1)"),
        ("w5+", f"w5 - eta*({W5})"),
        ("w5+", f"w_5 - η*({W5})".replace("w_5", "w5")),
        ("E", "½(target_o1 - out_o1)² + ½(target_o2 - out_o2)²".replace("½(", "½*(")),
        ("out_h1", "1/(1 + e^(-net_h1))"),
        ("net_h1", "w1*i1 + w2*i2 + b1"),
        ("dnet_h1/dw1", "i1"),
        ("dE/dw5", "-(0.01 - out_o1) * out_o1 * (1 - out_o1) * out_h1"),
        ("dE/dout_h1", "(out_o1 - 0.01)*out_o1*(1 - out_o1)*0.4 + (out_o2 - target_o2)*out_o2*(1 - out_o2)*w7"),
        ("E_o1", "0.5*(0.01 - out_o1)^2"),
        ("w5+", f"w5 - 0.5*({W5})"),
        ("dE_o1/dE_o2", "0*w1"),
    ],
)
def test_a_formula_is_right_however_it_is_written(target, formula):
    assert judged(target, formula).verdict is Verdict.HOLDS


def test_a_formula_that_is_right_only_here_is_wrong():
    judgement = judged("dE/dw5", f"({W5}) * 0.4 / w5")
    assert judgement.verdict is Verdict.WRONG
    assert "the right number here" in judgement.remark
    assert judged("dnet_h1/dw1", "w1 / 3").verdict is Verdict.WRONG  # 0.05, as i1 is


def test_a_number_may_be_right_by_chance_where_a_formula_may_not():
    assert judged("dnet_h1/dw1", "0.05").verdict is Verdict.HOLDS
    assert judged("dnet_h1/dw1", "b1 / 7").verdict is Verdict.WRONG
    assert judged("dE/dw5", f"({W5}) * w5 / 0.4").verdict is Verdict.WRONG  # w5 is named: it may be another number


@pytest.mark.parametrize(
    ("target", "formula", "kind", "said"),
    [
        ("dE/dw5", W5[1:], "sign", "the sign of the whole"),
        ("dE/dw5", "-(target_o1 - out_o1) * out_h1", "missing factor", "∂out_o1/∂net_o1 is left out"),
        ("dE/dw5", "-(target_o1 - out_o1) * out_o1 * (1 - out_o1)", "missing factor", "∂net_o1/∂w5 is left out"),
        ("dE/dw5", "-(target_o1 - out_o1) * out_o1 * out_h1", "variant", "out_o1 stands in place of ∂out_o1/∂net_o1"),
        ("dE/dw5", W5 + " * 2", "extra factor", "a factor 2 too many"),
        ("dE/dw5", W5 + " * eta", "learning rate", "the learning rate is multiplied in"),
        ("dE/dw5", "-(target_o1 - out_o1) * out_o1 * (1 - out_o1) * w5", "wrong name", "w5 stands in place of"),
        ("dE/dw5", "-(target_o1 - out_o1) * out_o1 * (1 - out_o1) * out_h2", "copied", "this is dE_total/dw6"),
        ("dE/dw5", W5[1:].replace("* out_h1", ""), "two slips", "is left out and the sign of the whole"),
        (
            "dE/dw1",
            "(out_o1 - target_o1)*out_o1*(1 - out_o1)*w5 * out_h1*(1 - out_h1)*i1",
            "path",
            "the path through ∂E_o2/∂out_h1 is forgotten",
        ),
        ("w5+", f"w5 + eta*({W5})", "sign", "η · gradient is added"),
        ("w5+", f"w5 - ({W5})", "learning rate", "the learning rate is left out"),
        ("net_h1", "w1*i1 + w2*i2", "missing term", "the term b1 is left out"),
        ("net_h1", "w1*i2 + w2*i1 + b1", "wrong index", "are exchanged"),
        ("E", "½*(target_o1 - out_o1)²", "missing term", "E_o2 is left out"),
        ("E_o1", "(target_o1 - out_o1)²", "missing factor", "½ is left out"),
        ("E", "(target_o1 - out_o1)² + (target_o2 - out_o2)²", "missing factor", "½ is left out, and in E_o2 alike"),
        ("E_o1", "½*(target_o1 - out_o1)", "written line", "the exponent"),
        ("out_h1", "tanh(net_h1)", "variant", "tanh stands in place of sigmoid"),
        ("out_o1*(1 - out_o1)", "out_o1", "missing factor", "the factor 1 − out_o1 is left out"),
    ],
)
def test_a_wrong_formula_is_explained(target, formula, kind, said):
    judgement = judged(target, formula)
    assert judgement.verdict is Verdict.WRONG
    assert kind in judgement.explanations[0].kinds
    assert said in judgement.explanations[0].text


def test_a_formula_that_no_single_slip_explains_says_so():
    report = check_claims(MAZUR, {"dE/dw5": "w1 * w2 + w3"})
    assert report[0].verdict is Verdict.WRONG
    assert report[0].explanations == ()
    assert "no single slip explains this formula" in str(report)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("w5*" + "(" * 3000, ""), ("9^9^9^9*w5", "too large"), ("w5^9^9^9^9", "too large"), ("w5\0", ""),
        ("2 w5 3", "write w5*3"),
        ("log(0*w5)", "log"), ("w5/(w5-w5)", "divi"), ("w99*2", "w99"), ("w5*" * 30_000 + "1", ""),
        ("1/2w5", "write the one"),
        ("w5 = w6", ""), ("__import__('os')", ""),
    ],
)  # fmt: skip
def test_a_formula_that_cannot_be_read_stops_nothing(formula, said):
    report = check_claims(MAZUR, [("dE/dw5", formula), ("dE/dw6", "0.0827")])
    assert report[0].verdict is Verdict.UNREADABLE
    assert said in report[0].remark
    assert report[1].verdict is Verdict.HOLDS
    assert len(str(report)) < 1000


def test_functions_are_called_with_the_values_that_they_name():
    assert judged("dE/dw5", lambda target_o1, out_o1, out_h1: (out_o1 - target_o1) * out_o1 * (1 - out_o1) * out_h1)
    x = Value(1.3, "x")
    y = (x**2 * sin(x)).named("y")
    right = check_partials(y, {x: lambda x: 2 * x * sin(x) + x**2 * cos(x)})
    assert right.ok
    assert check_partials(y, {x: lambda t: 2 * t * sin(t) + t**2 * cos(t)}).ok
    wrong = check_partials(y, {x: lambda x: 2 * x * cos(x)})
    assert "the derivatives of the parts" in wrong[0].explanations[0].text
    here_only = check_partials(y, {x: lambda x: 2.957324299643557 + 0 * x})
    assert here_only[0].verdict is Verdict.WRONG


def test_a_function_of_what_is_not_there_is_told():
    judgement = judged("dE/dw5", lambda out_o1, out_o9: out_o1 * out_o9)
    assert judgement.verdict is Verdict.UNREADABLE
    assert "out_o9" in judgement.remark


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("2*x*sin(x)", "the term x² · cos(x) is left out"),
        ("x^2*cos(x)", "the term 2 · x · sin(x) is left out"),
        ("2*x*cos(x)", "the derivatives of the parts of x² · sin(x) are multiplied"),
        ("2*x*sin(x) - x^2*cos(x)", "the sign of x² · cos(x) is turned round"),
        ("x*sin(x) + x^2*cos(x)", "the exponent of x² is not brought down as a factor"),
        ("-2*x*sin(x) - x^2*cos(x)", "the sign of the whole"),
    ],
)
def test_the_product_rule(formula, said):
    x = Value(1.3, "x")
    report = check_partials((x**2 * sin(x)).named("y"), {"x": formula})
    assert said in report[0].explanations[0].text


@pytest.mark.parametrize(
    ("make", "formula", "said"),
    [
        (lambda x: sin(x**2), "cos(x^2)", "the derivative of x², 2 · x, is left out"),
        (lambda x: sin(x**2), "sin(x^2)*2*x", "sin(x²) stands in place of cos(x²)"),
        (lambda x: sin(x) / x, "cos(x)", "the derivatives of the parts of sin(x) / x are divided"),
        (lambda x: sin(x) / x, "(x*cos(x) - sin(x))/x", "the divisor x of sin(x) / x is not squared"),
        (lambda x: sin(x) / x, "x*cos(x) - sin(x)", "the divisor of sin(x) / x, squared, is left out"),
        (lambda x: sin(x) / x, "(x*cos(x) + sin(x))/x^2", "the sign of −sin(x) / x² is turned round"),
        (lambda x: exp(-(x**2)), "exp(-x^2)", "stands in place of ∂y/∂x"),
        (lambda x: exp(-(x**2)), "2*x*exp(-x^2)", "the sign of the whole"),
        (lambda x: sqrt(1 + x**3), "3*x^2/sqrt(1 + x^3)", "the ½ in the derivative of"),
        (lambda x: x**3, "2*x^2", "the exponent of x^3 is lowered before it is brought down"),
        (lambda x: x**3, "x^2", "the exponent of x^3 is not brought down"),
        (lambda x: log(x**2 + 1), "1/(x^2 + 1)", "the derivative of x², 2 · x, is left out"),
        (lambda x: (x * 3.0 + 1.0) ** 2, "2*(3*x + 1)", "left out"),
        (lambda x: x**3, "3*x^3", "the exponent of x^3 is not lowered by 1"),
    ],
)
def test_the_chain_rule_inside_of_one_formula(make, formula, said):
    x = Value(0.7, "x")
    report = check_partials(make(x).named("y"), {x: formula})
    assert said in report[0].explanations[0].text
