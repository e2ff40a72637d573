"""Slips worked out by hand in plain Python, in the 2-2-2 example, in other networks and without any."""

import math
import random
from decimal import Decimal

import pytest

from autograd import Value, sigmoid, sin, softmax, tanh
from nn import MLP, categorical_cross_entropy, documents, half_squared_error
from verify import Verdict, Work, check_claims, check_partials
from verify.claims.claim import read_claim

I1, I2, B1, B2, T1, T2, ETA = 0.05, 0.10, 0.35, 0.60, 0.01, 0.99, 0.5
W1, W2, W3, W4, W5, W6, W7, W8 = 0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55


def squashed(x):
    return 1.0 / (1.0 + math.exp(-x))


def slope(out):
    return out * (1.0 - out)


NET1, NET2 = W1 * I1 + W2 * I2 + B1, W3 * I1 + W4 * I2 + B1
H1, H2 = squashed(NET1), squashed(NET2)
NETO1, NETO2 = W5 * H1 + W6 * H2 + B2, W7 * H1 + W8 * H2 + B2
O1, O2 = squashed(NETO1), squashed(NETO2)
D1, D2 = (O1 - T1) * slope(O1), (O2 - T2) * slope(O2)
E1, E2 = 0.5 * (T1 - O1) ** 2, 0.5 * (T2 - O2) ** 2
G5 = D1 * H1


def six_digits(number):
    return f"{Decimal(f'{number:.5e}'):f}"


def named(work, target, number):
    judgement = check_claims(work, [(target, six_digits(number))])[0]
    assert judgement.verdict is Verdict.WRONG
    return " or ".join(each.text for each in judgement.explanations)


@pytest.mark.parametrize(
    ("target", "number", "said"),
    [
        ("dE/dw5", (O1 - T1) * NETO1 * (1 - NETO1) * H1, "net_o1 stands in place of out_o1 in ∂out_o1/∂net_o1"),
        ("dE/dw5", (O1 - T1) * (1 - O1 * O1) * H1, "1 − out_o1², the derivative of tanh"),
        ("dE/dw5", G5 * W5, "a factor w5 too many"),
        ("dE/dw5", G5 * slope(H1), "a factor ∂out_h1/∂net_h1 too many"),
        ("dE/dw5", (O1 - T1) * slope(H1) * H1, "∂out_h1/∂net_h1 stands in place of ∂out_o1/∂net_o1"),
        ("dE/dw5", (O1 - T1) + slope(O1) + H1, "the factors are added"),
        ("dE/dw5", 1.0 / G5, "∂E_total/∂w5 is upside down"),
        ("dE/dw5", W5 + ETA * G5, "w5 + η · gradient"),
        ("dE/dw1", (D1 * W6 + D2 * W8) * slope(H1) * I1, "∂E_total/∂out_h2 stands in place of ∂E_total/∂out_h1"),
        ("dE/dw1", (D1 * W7 + D2 * W5) * slope(H1) * I1, "are exchanged"),
        ("dE/dw1", ((O1 - T1) * W5 + (O2 - T2) * W7) * I1, "left out, and ∂out_o2/∂net_o2 and ∂out_h1/∂net_h1 alike"),
        (
            "dE/dw1",
            ((O1 - T1) * O1 * W5 + (O2 - T2) * O2 * W7) * H1 * I1,
            "in place of ∂out_o1/∂net_o1, and ∂out_o2/∂net_o2 and ∂out_h1/∂net_h1 alike",
        ),
        ("dE/dw1", D1 * W5 + D2 * W7 * slope(H1) * I1, "the parentheses round the sum ∂E_total/∂out_h1 are lost"),
        ("dE_o1/dout_h1", D1 * W6, "this is ∂E_o1/∂out_h2"),
        ("dout_h1/dnet_h1", NET1 * (1 - NET1), "net_h1 stands in place of out_h1"),
        ("dE/dout_o1", 2 * (O1 - T1), "the factor ½ of ½(target_o1 − out_o1)² is left out"),
        ("w5+", W5 + G5, "the learning rate is left out, and the gradient is added"),
        ("w5+", W6 - ETA * G5, "the change of w5 is taken from w6"),
        ("w5+", W5 - 0.05 * G5, "the learning rate is 0.05, not 0.5"),
        ("w5+", -ETA * G5, "the change of w5"),
        (
            "E",
            0.5 * (T1 - O1) + 0.5 * (T2 - O2),
            "(target_o1 − out_o1)² is left out, and in E_o2 alike",
        ),
        ("E", 0.5 * (T1 - NETO1) ** 2 + 0.5 * (T2 - NETO2) ** 2, "in E_o1 and E_o2 nets stand in place of outs"),
        ("E", 0.5 * (T2 - O1) ** 2 + 0.5 * (T1 - O2) ** 2, "target_o1 and target_o2 are exchanged"),
        ("E_o1", 0.5 * (T1 - NETO1) ** 2, "net_o1 stands in place of out_o1"),
        ("net_o1", W5 * NET1 + W6 * NET2 + B2, "net_h1 stands in place of out_h1 and net_h2 stands in place of out_h2"),
        ("out_o1", squashed(W5 * NET1 + W6 * NET2 + B2), "in net_o1 nets stand in place of outs"),
        ("out_h1", squashed(NET1 - B1), "in net_h1 the term b1 is left out"),
        ("out_h1", squashed(H1), "sigmoid is taken twice"),
        ("out_h1", math.exp(NET1), "in 1 + e^−net the 1 is left out"),
        ("out_h1", 1 / (1 - math.exp(-NET1)), "1 − e^−net stands in place of 1 + e^−net"),
    ],
)
def test_slips_in_the_example(target, number, said):
    assert said in named(Work.of_example(documents.mazur()), target, number)


def built(sizes, hidden, last, loss, targets):
    network = MLP(2, sizes, hidden, last, rng=random.Random(1))
    rng = random.Random(7)
    for parameter in network.parameters():
        parameter.data = round(rng.uniform(-1.0, 1.0), 2)
    total = network.forward([0.5, -0.3], targets, loss).total
    work = Work(total, 0.1, tuple(p.name for p in network.parameters() if p.name.startswith("w")))
    return work, work.numbers


def test_slopes_of_tanh():
    work, n = built([2, 1], tanh, tanh, half_squared_error, [0.4])
    error, out, h1 = n["out_o1"] - n["target_o1"], n["out_o1"], n["out_h1"]
    assert "1 − out_o1 stands" in named(work, "dE/dw5", error * (1 - out) * h1)
    assert "the derivative of the sigmoid" in named(work, "dE/dw5", error * slope(out) * h1)
    assert "net_o1 stands in place of out_o1" in named(work, "dE/dw5", error * (1 - n["net_o1"] ** 2) * h1)
    everywhere = error * (1 - out) * n["w5"] * (1 - h1) * 0.5
    assert "and ∂out_h1/∂net_h1 alike" in named(work, "dE/dw1", everywhere)


def test_softmax_with_cross_entropy():
    work, n = built([3, 3], sigmoid, softmax, categorical_cross_entropy, [0.0, 1.0, 0.0])
    nets, outs = ([n[f"{kind}_o{k}"] for k in (1, 2, 3)] for kind in ("net", "out"))
    assert "the target is left out" in named(work, "dE/dnet_o2", outs[1])
    assert "1 is subtracted from out_o1, whose target is 0" in named(work, "dE/dnet_o1", outs[0] - 1.0)
    assert "out_o1 · (1 − out_o1) stands in place" in named(work, "dE/dnet_o1", slope(outs[0]))
    assert "out_o2 · (1 − out_o2) stands in place" in named(work, "dout_o2/dnet_o1", slope(outs[1]))
    assert "is not divided by the sum" in named(work, "out_o1", math.exp(nets[0]))
    below = sum(map(math.exp, nets))
    assert "e^net_o3 is left out" in named(work, "out_o1", math.exp(nets[0]) / (below - math.exp(nets[2])))
    assert "log10(out_o1) stands in place of log(out_o1)" in named(work, "E", -math.log10(outs[1]))
    assert check_claims(
        work, {"dE/dnet_o2": "out_o2 - target_o2", "dE/dnet_o1": "out_o1", "dE/dout_o2": "-1/out_o2"}
    ).ok


def test_a_factor_that_stands_alone_is_not_left_out_and_a_path_that_adds_nothing_is_not_forgotten():
    work, n = built([3, 3], sigmoid, softmax, categorical_cross_entropy, [0.0, 1.0, 0.0])
    for target, number in (("dE/dnet_o2", n["out_o2"]), ("dE/dnet_o1", n["out_o1"] - 1.0)):
        said = named(work, target, number)
        assert "∂E_o1" not in said
        assert "∂E_o3" not in said
        assert "multiplied, not added" not in said


def test_a_slip_in_one_layer_and_in_all_layers_of_a_deep_network():
    work, n = built([2, 2, 2], sigmoid, sigmoid, half_squared_error, [0.1, 0.8])
    outs = [[n[f"out_{kind}{k}"] for k in places] for kind, places in (("h", (1, 2)), ("h", (3, 4)), ("o", (1, 2)))]

    def gradient(slopes):
        deltas = [(out - n[f"target_o{k + 1}"]) * slopes[2](out) for k, out in enumerate(outs[2])]
        for layer in (1, 0):
            deltas = [
                sum(delta * n[f"w{4 * (layer + 1) + 2 * k + j + 1}"] for k, delta in enumerate(deltas))
                * slopes[layer](out)
                for j, out in enumerate(outs[layer])
            ]
        return deltas[0] * 0.5

    assert gradient([slope] * 3) == pytest.approx(work.partials("E_total")["w1"], rel=1e-12)
    said = named(work, "dE/dw1", gradient([slope, lambda out: 1.0, slope]))
    assert "∂out_h3/∂net_h3 is left out, and ∂out_h4/∂net_h4 alike" in said
    everywhere = named(work, "dE/dw1", gradient([lambda out: 1.0] * 3))
    assert "∂out_o1/∂net_o1 is left out, and" in everywhere


def test_a_value_that_feeds_the_output_directly_and_through_another():
    x = Value(1.5, "x")
    u = (x**2).named("u")
    v = sin(u).named("v")
    work = Work((u * v).named("y"))
    direct, through = math.sin(2.25), 2.25 * math.cos(2.25)
    assert check_claims(work, [("dy/dx", six_digits((direct + through) * 3.0))]).ok
    assert "∂u/∂x is left out" in named(work, "dy/dx", direct + through)
    assert "the path through ∂y/∂v · ∂v/∂u is forgotten" in named(work, "dy/dx", direct * 3.0)
    assert "the path through ∂y/∂u (direct) is forgotten" in named(work, "dy/dx", through * 3.0)
    wrong = check_claims(work, {"dy/du": "0.5", "dy/dx": "1.5"})
    assert wrong[1].verdict is Verdict.CARRIED


@pytest.mark.parametrize(
    ("make", "number"),
    [
        (lambda x: x**2 * sin(x), 2 * 1.3 * math.sin(math.radians(1.3)) + 1.69 * math.cos(math.radians(1.3))),
        (lambda x: sin(x**2), 2 * 1.3 * math.cos(math.radians(1.69))),
    ],
)
def test_a_calculator_set_to_degrees(make, number):
    x = Value(1.3, "x")
    report = check_partials(make(x).named("y"), {x: six_digits(number)})
    assert "in degrees" in report[0].explanations[0].text
    value = check_claims(Work(sin(x).named("y")), {"y": six_digits(math.sin(math.radians(1.3)))})
    assert "in degrees" in value[0].explanations[0].text


def test_a_partial_by_what_does_not_feed_it_is_0():
    report = check_claims(documents.mazur(), [("dE_o2/dw5", "0"), ("dE_o2/dw5", "0*w1"), ("dE_o2/dw5", "0.0822")])
    assert [each.verdict for each in report] == [Verdict.HOLDS, Verdict.HOLDS, Verdict.WRONG]
    assert "w5 does not feed E_o2" in report[2].remark
    turned = check_claims(documents.mazur(), [("dw5/dE", "0.0821670")])
    assert "∂E_total/∂w5, upside down" in turned[0].explanations[0].text


@pytest.mark.parametrize("factor", [1e200, math.nan, math.inf])
def test_nothing_agrees_with_a_number_that_is_not_finite(factor):
    w = Value(0.5, "w")
    for claim in ("5", "-1e300", "w"):
        report = check_partials((w * factor * factor).named("r"), {w: claim})
        assert report[0].verdict is Verdict.UNREADABLE
        assert "with these numbers" in report[0].remark


def test_a_line_tells_which_of_its_numbers_does_not_belong():
    work = Work.of_example(documents.mazur())

    def judged(target, text, working):
        return check_claims(work, [read_claim(work, target, text, working)])[0]

    wrong = judged("dE/dw5", "0.0710", "0.64 * 0.187 * 0.593")
    assert "0.64 stands where ∂E_total/∂out_o1 belongs, which is 0.74136507" in wrong.explanations[0].text
    assert wrong.explanations[0].factor == "dE_total/dout_o1"
    right = judged("dE/dw5", "0.0822", "0.7414 * 0.1868 * 0.5969")
    assert right.verdict is Verdict.VALUE_RIGHT
    assert "0.5969, which is out_h2, stands where ∂net_o1/∂w5 belongs" in right.remark
    other = judged("dE/dw5", "0.0911", "0.7414 * 0.1868 * 0.5933")
    assert "its line gives 0.0821" in other.remark
    assert judged("w5+", "0.3589", "w5 - eta*0.0822").verdict is Verdict.HOLDS
    assert judged("w5+", "0.3620", "0.4 - 0.5*0.0822").verdict is Verdict.WRONG  # 0.5 is given, not rounded


def test_a_slip_in_reckoning_a_line_and_a_number_copied_from_another_claim():
    work = Work.of_example(documents.mazur())
    (line,) = check_claims(work, [read_claim(work, "E_o1", "0.37068", "0.5 * (0.75137 - 0.01)^2")])
    assert "in the line the exponent of (0.75137 − 0.01)² is left out" in line.explanations[0].text
    copied = check_claims(work, {"dE_o1/dout_h1": "0.12345", "dE_o2/dout_h1": "0.12345"})
    assert copied[1].explanations[0].text == "this is the number of claim 1"


@pytest.mark.parametrize(
    ("target", "text", "said"),
    [
        ("out_h1", "5933", "the point is left out"),
        ("dE/dw5", "082167", "the point is left out"),
        ("out_h1", "0.59427", "one digit is another, 4 for 3"),
        ("net_o1", "1.20591", "one digit is another, 2 for 1"),
    ],
)
def test_a_point_left_out_and_one_other_digit(target, text, said):
    (judgement,) = check_claims(documents.mazur(), [(target, text)])
    assert said in judgement.explanations[0].text
