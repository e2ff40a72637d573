"""Derivations carry the documents' numbers, and every step gives the partial that it stands for."""

import math
import random
from pathlib import Path

import pytest
from derivations_written import written
from networks import NETWORKS
from random_graphs import draw
from records import changeable

from autograd import (
    TABLE,
    Detail,
    GraphError,
    Manner,
    Value,
    backward_steps,
    derive,
    derive_each,
    document_of,
    document_of_all,
    log2,
    norm,
    partial,
    sigmoid,
    sin,
    sqrt,
    total,
    trace,
    weighted_sum,
)
from autograd.algebra.visiting import evaluated
from autograd.derivation import brief_equations
from nn import documents

GOLDEN = Path(__file__).parents[2] / "golden"
ULP = 2.0**-52

GRADIENTS = {
    "w1": 0.00043856773447434674,
    "w2": 0.0008771354689486935,
    "w3": 0.0004977127352608601,
    "w4": 0.0009954254705217202,
    "w5": 0.08216704056423078,
    "w6": 0.08266762784753326,
    "w7": -0.02260254047747506,
    "w8": -0.022740242215978212,
    "b1": 0.018725609394704135,
    "b2": 0.10040032511200075,
}
"""Computed with fifty digits from hand-written formulas."""

LECTURE = {
    "W1": -0.0004603222946286273,
    "W2": -0.001380966883885882,
    "W3": 0.0007309363495692674,
    "W4": 0.002192809048707802,
    "W5": 0.060211868586832355,
    "W6": 0.04927104965866541,
}


@pytest.fixture
def forward():
    return documents.mazur().run()


@pytest.mark.parametrize("detail", Detail)
@pytest.mark.parametrize("name", GRADIENTS)
def test_every_partial_of_the_2_2_2_network(forward, name, detail):
    assert derive(forward.total, forward[name], detail).value == pytest.approx(GRADIENTS[name], rel=1e-12)


@pytest.mark.parametrize("name", LECTURE)
def test_every_partial_of_the_lectures_network(name):
    forward = documents.lecture_hidden().run()
    assert derive(forward.total, forward[name]).value == pytest.approx(LECTURE[name], rel=1e-12)


def test_the_numbers_of_the_notes_stand_in_their_order(forward):
    text = str(document_of(derive(forward.total, forward["w5"])))
    assert "0.74136507 · 0.186815602 · 0.593269992 = 0.082167041" in text
    text = str(document_of(derive(forward.total, forward["w1"])))
    assert "0.055399425 − 0.019049118 = 0.036350306" in text
    assert "0.036350306 · 0.241300709 · 0.05 = 0.000438568" in text


def test_an_inner_node_and_a_shared_bias(forward):
    assert derive(forward["E_o2"], forward["out_h1"]).value == pytest.approx(-0.019049118258278108, rel=1e-12)
    (step, *_) = derive(forward.total, forward["b1"]).steps
    assert len(step.terms) == 2  # a sum over the neurons that it feeds


def holds(derivation):
    """Each step is the partial that it stands for, each rule gives its factor, each open factor has a step."""
    opened = {(step.of, step.by) for step in derivation.steps}
    for step in derivation.steps:
        terms = [math.prod(factor.value for factor in term) for term in step.terms]
        most = max(len(term) for term in step.terms)
        size = sum(map(abs, terms)) * most
        assert abs(sum(terms) - step.value) <= 8 * ULP * size + 1e-300
        assert abs(step.value - partial(step.of, step.by)) <= 16 * ULP * size + 1e-12 * abs(step.value)
        for factor in step.factors:
            if factor.rule is None:
                assert (factor.of, factor.by) in opened
            else:
                number = evaluated(factor.rule, lambda value: value.data)
                assert number == pytest.approx(factor.value, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("make", [documents.mazur, documents.lecture_hidden, documents.lecture_neuron, documents.xor])
@pytest.mark.parametrize("detail", Detail)
def test_every_step_holds_in_every_network(make, detail):
    forward = make().run()
    leaves = [parameter for parameter in make().network.parameters() if parameter.name]
    for derivation in derive_each(forward.total, [forward[leaf.name] for leaf in leaves], detail):
        holds(derivation)


def ladder(rungs):
    x = Value(0.7, "x")
    left = right = x
    for rung in range(rungs):
        left, right = (left * 0.6 + right.tanh()).named(f"a{rung}"), (right * left).named(f"b{rung}")
    return x, total(left, right).named("y")


def test_no_way_is_counted_twice_or_lost():
    x, y = ladder(4)
    derivation = derive(y, x)
    holds(derivation)
    assert derivation.value == pytest.approx(sum(path.product for path in trace(y).paths("x", "y")), rel=1e-12)


def test_steps_grow_with_edges_and_not_with_ways():
    sizes = []
    for rungs in (50, 100):
        x, y = ladder(rungs)
        sizes.append(sum(1 + len(list(step.factors)) for step in derive(y, x).steps))
    assert sizes[1] <= 2.1 * sizes[0]


def test_a_long_chain_is_one_product_that_fits_a_screen():
    x = y = Value(0.9, "x")
    for link in range(1000):
        y = (y * 0.999).tanh().named(f"y{link}")
    derivation = derive(y, x)
    assert len(derivation.steps) == 1
    assert len(str(document_of(derivation)).splitlines()) < 60


def test_more_than_four_terms_alike_fold_to_the_first_two_and_the_last():
    x = Value(0.5, "x")
    routes = [(x * float(slope)).named(f"a{slope}") for slope in range(1, 8)]
    lines = [" ".join(line.split()) for line in str(document_of(derive(total(*routes).named("E"), x))).splitlines()]
    assert lines[3:8] == [
        "∂E/∂x = ∂a1/∂x + ∂a2/∂x + … + ∂a7/∂x",
        "① ∂a1/∂x = 1",
        "② ∂a2/∂x = 2",
        "⑦ ∂a7/∂x = 7",
        "∂E/∂x = 1 + 2 + … + 7 = 28",
    ]
    four = derive(total(*routes[:4]).named("E"), x)
    assert "∂a1/∂x + ∂a2/∂x + ∂a3/∂x + ∂a4/∂x" in str(document_of(four))


def test_a_partial_that_is_one_term_of_the_whole_of_its_name_is_called_direct():
    u = Value(1.05, "u")
    v = u.sin().named("v")
    y = (u * v + v).named("y")
    lines = [" ".join(line.split()) for line in str(document_of(derive(y, u))).splitlines()]
    assert lines[3] == "∂y/∂u = ∂y/∂v · ∂v/∂u + ∂y/∂u (direct)"
    assert lines[6] == "③ ∂y/∂u (direct) = v = 0.867423226"
    assert lines[7] == "∂y/∂u = 2.05 · 0.497571048 + 0.867423226 = 1.887443874"
    (brief,) = brief_equations([derive(y, u)])
    assert str(brief.lines[-2]).startswith("∂y/∂u = ∂y/∂v · ∂v/∂u + ∂y/∂u (direct)")


def test_constants_keep_their_names():
    x = Value(3.0, "x")
    assert "1 / (x · log(2))" in str(document_of(derive(log2(x).named("y"), x)))


@pytest.mark.parametrize("name", NETWORKS)
def test_derivations_of_other_networks_read_as_the_golden_ones(name):
    golden = (GOLDEN / f"derive_{name}.txt").read_text("utf-8")
    assert written(name).rstrip() == golden.rstrip()


@pytest.mark.parametrize("name", NETWORKS)
def test_every_step_holds_in_other_networks(name):
    example = NETWORKS[name]()
    forward = example.run()
    for detail in Detail:
        for derivation in derive_each(forward.total, [forward[weight] for weight in example.trained], detail):
            holds(derivation)


@pytest.mark.parametrize("seed", range(120))
def test_every_step_holds_in_random_graphs_with_and_without_names(seed):
    rng = random.Random(seed)
    values = draw(rng, list(TABLE.values())).run()
    for place, value in enumerate(values):
        if rng.random() < 0.5:
            value.name = f"v{place}"
    output = values[-1]
    noise = ULP * sum(abs(added) for step in backward_steps(output) for _, _, added in step.contributions)
    for leaf in values:
        if leaf.op is None and partial(output, leaf) != 0.0:
            derivation = derive(output, leaf)
            assert derivation.value == pytest.approx(partial(output, leaf), rel=1e-9, abs=1e-12)
            for step in derivation.steps:
                terms = [math.prod(factor.value for factor in term) for term in step.terms]
                most = max(len(term) for term in step.terms)
                assert abs(sum(terms) - step.value) <= 16 * ULP * sum(map(abs, terms)) * most + noise
            assert str(document_of(derivation))


def test_a_graph_whose_leaf_has_changed_is_not_derived():
    """2 · x = 2 · 4 = 6 would be told, the 6 of the x = 3 that was recorded."""
    x = Value(3.0, "x")
    y = (x * x).named("y")
    x.data = 4.0
    with pytest.raises(GraphError, match=r"y was 9 when this graph was recorded and is 16 now"):
        derive(y, x)


def test_steps_of_a_derivation_cannot_be_changed():
    assert changeable("autograd.derivation") == []


def test_what_a_derivation_takes():
    a, b, z = Value(2.0, "a"), Value(3.0, "b"), Value(1.0, "z")
    c = (a * b).named("c")
    with pytest.raises(TypeError, match=r"write derive\(c, a\), or by another of a, b\."):
        derive(c)
    with pytest.raises(TypeError, match=r"2.0 \(float\) has no partial"):
        derive(c, 2.0)
    with pytest.raises(GraphError, match=r"z does not feed c; its partial is 0\.$"):
        derive(c, z)
    with pytest.raises(
        GraphError, match=r"c does not feed a; its partial is 0\. .* derive\(c, a\)|Give the output first"
    ):
        derive(a, c)


def neuron():
    """One neuron and two errors of it, of which the total is taken."""
    w, x, b, target = Value(0.4, "w"), Value(0.6, "x"), Value(-0.3, "b"), Value(0.25, "t")
    out = sigmoid(weighted_sum(w, x, b).named("net")).named("out")
    errors = [(0.5 * (target - out) ** 2).named("E"), (0.5 * (x - out) ** 2).named("F")]
    return total(*errors).named("T"), w


def test_expanded_rules_are_what_a_textbook_does_before_it_simplifies():
    text = str(derive(*neuron(), Detail.EXPANSION))
    for first in (
        "∂E/∂out   = 2 · ½ · (t − out)^(2 − 1) · (−1) = −(t − out) =",
        "∂F/∂out   = 2 · ½ · (x − out)^(2 − 1) · (−1) = −(x − out) =",
        "∂out/∂net = −1 · (1 + exp(−net))^(−1 − 1) · exp(−net) · (−1) = out · (1 − out) =",
        "∂net/∂w   = 1 · x · w^(1 − 1) + 0 = x = 0.6",
    ):
        assert " ".join(first.split()) in " ".join(text.split())


def test_a_product_rule_and_a_sum_are_expanded_too():
    a, b = Value(2.0, "a"), Value(3.0, "b")
    text = str(derive((sin(a * b) * a**3).named("s"), a, Detail.EXPANSION))
    assert "= a^3 · cos(a · b) · b + 3 · sin(a · b) · a^(3 − 1) = b · a^3 · cos(a · b) + 3 · a² · sin(a · b) =" in text
    assert f"{8 * math.cos(6) * 3 + 12 * math.sin(6):.9f}" in text
    text = str(derive(total(a**2, b, (a * b).named("p")).named("s"), b, Detail.EXPANSION))
    assert "∂s/∂b (direct) = 0 + 1 + 0 = 1" in text
    assert "∂s/∂b          = 2 + 1 = 3" in text


def test_an_expanded_rule_of_many_operands_is_not_written():
    values = [Value(float(place), f"x{place}") for place in range(14)]
    text = str(derive(total(*[value**2 for value in values]).named("s"), values[3], Detail.EXPANSION))
    assert "∂s/∂x3 = 2 · x3 = 2 · 3 = 6" in text


def test_a_derivation_says_in_words_what_a_small_change_does():
    x, a = Value(0.0, "x"), Value(2.0, "a")
    assert "A small change of a does not change n." in str(derive((a * 0.0).named("n"), a))
    assert "Raising a by 0.01 lowers m by about 0.04." in str(derive((-(a**2)).named("m"), a))
    for steep in (sqrt(x).named("r"), (x * math.nan).named("r")):
        assert "0.01" not in str(derive(steep, x))


def test_what_was_calculated_is_not_calculated_again():
    derivation = derive(*neuron())
    text = str(document_of_all([derivation, derivation], Manner()))
    assert text.count("∂net/∂w   = x = 0.6") == 1
    assert text.count("(already calculated)") == 1


def test_a_factor_names_what_its_rule_passes_over():
    total_error = documents.mazur().run().total
    (term,) = derive(total_error, "w5").steps[0].terms
    assert [[value.name for value in factor.between] for factor in term] == [["E_o1"], [], []]


def test_a_rule_that_is_1_is_no_factor_of_an_expanded_rule():
    a, b = Value(2.0, "a"), Value(3.0, "b")
    s = sin(a - b).named("s")
    assert f"∂s/∂a = cos(a − b) = cos(2 − 3) = {math.cos(-1):.9f}" in str(derive(s, a, Detail.EXPANSION))
    assert "∂s/∂b = cos(a − b) · (−1) = −cos(a − b) =" in str(derive(s, b, Detail.EXPANSION))


def test_a_chain_of_wide_operations_is_cut_where_it_grows_too_deep():
    x = y = Value(0.5, "x")
    for _ in range(30):
        y = norm(y, *[Value(1.0) for _ in range(13)])
    derivation = derive(y.named("y"), x)
    text = str(derivation)
    assert "∂y/∂x = ∂y/∂b · ∂b/∂a · ∂a/∂x" in " ".join(text.split())
    assert derivation.value == pytest.approx(partial(y, x))
