"""The table of slips, a test a row: what it gives, what it says, and that it is found first where it is planted."""

import copy
import math
import pickle
import random
import re
from decimal import Decimal
from functools import cache

import pytest

from autograd import Value, cos, exp, log, log10, relu, sigmoid, sin, softmax, sqrt, tanh
from autograd.languages.catalogue import DIALECTS
from autograd.languages.symbol import Symbol
from nn import MLP, Order, categorical_cross_entropy, documents, half_squared_error
from verify import SLIPS, Verdict, Work, check_claims, slips_text
from verify.claims.claim import read_claim
from verify.judging.hints import hint_for
from verify.rework.tree import Partial
from verify.slips import candidates, factors, inside, lines, misplaced, nodes, outs, search, typing, updates
from verify.slips.candidates import replaced, two_slips
from verify.slips.kinds import Applies, Look, Made
from verify.slips.search import Slips

# ------------------------------------------------------------------------------------------ where slips are made


def network(sizes, row, last, loss, targets, inputs=(0.5, -0.3), seed=7):
    built = MLP(2, sizes, row, last, rng=random.Random(1))
    rng = random.Random(seed)
    for parameter in built.parameters():
        parameter.data = round(rng.uniform(-1.0, 1.0), 2)
    return Work(built.forward(inputs, targets, loss).total)


def expression(make, **numbers):
    return Work(make(**{name: Value(number, name) for name, number in numbers.items()}).named("y"))


MAZUR, XOR = (Work.of_example(documents.build(name)) for name in ("mazur", "xor"))
FIRST = Work.of_example(documents.mazur())
FIRST = Work(FIRST.output, FIRST.learning_rate, FIRST.trained, {}, FIRST.example, order=Order.OUTPUT_FIRST)
PLACES = [
    (MAZUR, "dE/dw1 dE/dw5 dE/dout_h1 dE_o1/dout_h1 dout_h1/dnet_h1 dw5/dE w1+ w5+ out_h1 net_h1 net_o1 E_o1 E out_o1"),
    (MAZUR, "E after 2 steps, w5 after 1 step, 1 - out_o1"),
    (FIRST, "w1+, E after 1 step"),
    (XOR, "mean dE/dw5, mean dE/dw1, mean E, w5+"),
    (network([2, 1], tanh, tanh, half_squared_error, [0.4]), "dE/dw5 dE/dw1 out_h1"),
    (
        network([3, 3], sigmoid, softmax, categorical_cross_entropy, [0.0, 1.0, 0.0]),
        "dE/dnet_o2 dE/dnet_o1 dout_o2/dnet_o1 dE/dw1 out_o1 E",
    ),
    (network([2, 3], relu, sigmoid, half_squared_error, [0.1, 0.8, 0.3]), "dE/dw1 dE/dout_h1"),
    (expression(lambda x: x**2 * sin(x), x=1.3), "dy/dx y"),
    (expression(lambda x: sin(x**2) / (x + 0.5), x=1.3), "dy/dx y"),
    (expression(lambda x: sqrt(1.0 + x**3) * exp(2.0 * x), x=0.7), "dy/dx y"),
    (expression(lambda x: cos(2.0 * x) + log10(x) * log(x), x=2.5), "dy/dx y"),
    (expression(lambda x, u: (x - u) ** 2 / u, x=2.5, u=0.7), "dy/dx y"),
    (expression(lambda x: (x**2).named("u").tanh().named("v") * x.sin().named("s"), x=0.6), "dy/dx dv/du"),
]


def six_digits(number):
    return f"{Decimal(f'{number:.5e}'):f}"


@cache
def places():
    """Where each row is made: the work, the target, and what it gives there."""
    rows = {row: [] for row in SLIPS}
    for work, targets in PLACES:
        for text in targets.split(", " if "," in targets else None):
            target = read_claim(work, text, "1").target
            slips, tree = list(Slips.of(work).all(target)), Slips.of(work).tree(target)
            if tree is not None and target.by:
                slips += replaced(tree, work.factors, lambda _: True)
            slips += filter(None, map(two_slips, slips))
            true = work.true(target)
            for slip in slips:
                if not math.isclose(slip.value, true, rel_tol=1e-12):
                    rows[slip.made.row].append((work, target, slip))
    return rows


@cache
def slips_of_the_hand():
    """Rows that need the digits as they are written, or what was written before: claims of which the last one is it."""
    return {
        typing.LEFT_OUT: [("dE/dw5", "0.082670")],
        typing.DOUBLED: [("dE/dw5", "0.0882167")],
        typing.EXCHANGED: [("dE/dw5", "0.0812670")],
        typing.NO_POINT: [("out_h1", "593270")],
        typing.ANOTHER: [("out_h1", "0.594270")],
        search.COPIED_CLAIM: [("dE_o1/dout_h1", "0.123456"), ("dE_o2/dout_h1", "0.123456")],
        misplaced.BELONGS_ELSEWHERE: [("dE/dw5", "0.0709644", "0.64 * 0.186816 * 0.593270")],
    }


def test_every_row_of_a_room_is_in_the_table_once():
    of_rooms = [
        row
        for room in (candidates, factors, inside, lines, misplaced, nodes, outs, search, typing, updates)
        for value in vars(room).values()
        for row in (value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value])
        if type(row) is type(SLIPS[0])
    ]
    assert set(of_rooms) == set(SLIPS)
    assert len(SLIPS) == len(set(SLIPS))


def test_a_row_is_itself_in_copies_and_from_other_processes():
    for row in SLIPS:
        assert pickle.loads(pickle.dumps(row)) is row
        assert copy.deepcopy(row) is row


def test_the_table_can_be_printed():
    lines_of_text = slips_text().splitlines()
    assert len(lines_of_text) == len(SLIPS)
    for row, line in zip(SLIPS, lines_of_text, strict=True):
        assert row.pattern in line
        assert row.why in line
        assert row.look.value in line
        assert "{" not in line


# ---------------------------------------------------------------------------------------------------- what it gives


class Fields:
    """What a row is worked out from, whatever it asks for: operands of one kind by their names."""

    def __init__(self, make):
        self._make, self._made = make, {}

    def __getattr__(self, name):
        if name not in self._made:
            self._made[name] = (
                sigmoid
                if name == "op"
                else tuple(self._make(f"{name}_{place}") for place in range(3))
                if name in ("terms", "factors", "nets")
                else self._make(name)
            )
        return self._made[name]


def number_of(name):
    return 0.3 + random.Random(name).random()


FORMULAS = [row for row in SLIPS if row.applies is not Applies.DIGITS]


def ids(rows):
    return [f"{row.applies.value}: {row.pattern}" for row in rows]


@pytest.mark.parametrize("row", FORMULAS, ids=ids(FORMULAS))
def test_a_row_is_one_formula_of_numbers_values_and_symbols(row):
    number = row.gives(Fields(number_of))
    value = row.gives(Fields(lambda name: Value(number_of(name), name)))
    assert getattr(value, "data", value) == pytest.approx(number, rel=1e-12)
    symbol = row.gives(Fields(Symbol))
    if isinstance(symbol, Symbol):
        rows = {name: call.op for name, call in symbol.calls.items()}
        names = {name: number_of(name) for name in re.findall(r"[a-z_0-9]+", symbol.text) if name not in rows}
        assert eval(symbol.text, {**rows, **names}) == pytest.approx(number, rel=1e-12)
        assert row.gives(Fields(lambda name: Symbol(name, DIALECTS["javascript"]))).text
    else:
        assert symbol == number == 1.0  # a factor that is left out


@pytest.mark.parametrize("row", SLIPS, ids=ids(SLIPS))
def test_there_is_a_place_where_a_row_gives_another_number_than_the_true_one(row):
    assert places()[row] or row in slips_of_the_hand()


@pytest.mark.parametrize(("work", "texts"), PLACES)
def test_nothing_that_all_slips_give_is_the_true_number(work, texts):
    for text in texts.split(", " if "," in texts else None):
        target = read_claim(work, text, "1").target
        true = work.true(target)
        for slip in Slips.of(work).all(target):
            assert not math.isclose(slip.value, true, rel_tol=1e-12)


def test_slips_of_the_hand_are_no_formulas():
    for row in set(SLIPS) - set(FORMULAS):
        with pytest.raises(TypeError, match="no formula"):
            row.gives(Fields(number_of))


# ---------------------------------------------------------------------------------------------------- what it says


def said_parts(made):
    """Everything by which a slip is told apart: the place, what stands there instead, what it was made inside of."""
    for field, part in (("{at", made.at), ("{other", made.other)):
        if field in made.row.sentence:
            yield from part if isinstance(part, tuple) and not isinstance(part, Partial | Made) else [part]
    yield from made.inside
    yield from made.alike if len(made.alike) <= 4 else ()


NOT_NAMED = {
    candidates.KNOWN_FACTOR: "it is beside the whole product",
    candidates.ADDED: "it is the whole product",
}


@pytest.mark.parametrize("row", SLIPS, ids=ids(SLIPS))
def test_the_sentence_names_its_factor_and_whatever_tells_it_apart(row):
    for *_, slip in places()[row][:200]:
        made, text = slip.made, slip.text
        assert all(str(part) in text for part in said_parts(made)), text
        if made.partial is not None and row not in NOT_NAMED:
            first = made.other if isinstance(made.other, Made) else made
            names = (str(made.partial), made.partial.of) if first.row not in NOT_NAMED else ("",)
            assert any(name in text for name in names), text
        assert "{" not in text
        assert made.is_another == text.startswith("this is ")


@pytest.mark.parametrize("row", SLIPS, ids=ids(SLIPS))
def test_a_row_has_bits_a_reason_and_a_place_to_look(row):
    assert 0.0 <= row.bits <= 6.0
    assert 0 < len(row.why) <= 40
    assert row.look in Look
    assert row.kind.look is row.look
    assert not row.sentence.endswith(".")


@pytest.mark.parametrize("row", [updates.EARLY, updates.LATE], ids=["early", "late"])
def test_mirror_slips_are_looked_for_in_one_place(row):
    found = [place for place in places()[row] if is_found_first(*place)]
    assert found
    for work, target, slip in found:
        (judgement,) = check_claims(work, [(str(target), six_digits(slip.value))])
        assert hint_for(judgement) == "look at when each weight is updated"


# ------------------------------------------------------------------------------------------ that it is found first

SAME_FORMULA = {
    factors.TURNED: "it is the sign of the whole on one path, and a path that is subtracted on several",
    outs.OTHERS[relu]: "it is the net itself, or 0",
    outs.OF_MINUS: "for a sigmoid it is 1 − out, for tanh −out",
    search.OF_PART: "the paths through the other parts are forgotten",
}
"""Rows that another one always says more simply: that is named, and gives the same."""


def is_found_first(work, target, slip):
    """Whether it is named first; None where the number cannot be planted here."""
    if not 1e-8 < abs(slip.value) < 1e8:
        return None
    (judgement,) = check_claims(work, [(str(target), six_digits(slip.value))])
    if judgement.verdict is not Verdict.WRONG or not judgement.explanations:
        return None
    first = judgement.explanations[0]
    if slip.made in first.made:
        return True
    return False if math.isclose(first.value, slip.value, rel_tol=1e-9) else None


@pytest.mark.parametrize("row", SLIPS, ids=ids(SLIPS))
def test_planted_at_six_digits_it_is_found_first(row):
    if row in slips_of_the_hand():
        work, claims = MAZUR, [read_claim(MAZUR, *claim) for claim in slips_of_the_hand()[row]]
        explanations = check_claims(work, claims)[-1].explanations
        assert row in [made.row for made in explanations[0].made]
        return
    rng = random.Random(row.sentence)
    some = places()[row]
    results = [is_found_first(*place) for place in rng.sample(some, min(len(some), 30))]
    if row in SAME_FORMULA:
        assert False in results
    else:
        assert True in results
