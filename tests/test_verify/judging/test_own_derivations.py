"""The judge agrees with every line that our own derivations, walkthroughs and pictures print."""

import itertools
import random
import re
from dataclasses import replace

import pytest

from autograd import softmax, tanh
from autograd.derivation import document_of
from autograd.formulas.reading import variables
from autograd.text.document import Equation
from nn import MLP, Example, categorical_cross_entropy, documents, walkthrough
from verify import Target, Verdict, Work, check_claims
from verify.claims.claim import read_claim
from viz import draw_network

EXAMPLES = [name for name, make in documents.EXAMPLES.items() if isinstance(make(), Example)]


def lines_of(work, weight, decimals):
    """(target, working or nothing, result, formulas) of each printed line with a number at its end."""
    manner = replace(work.manner, decimals=decimals)
    for block in document_of(work.derivation(work.output.name, weight), manner).blocks:
        for line in block.lines if isinstance(block, Equation) else ():
            text = str(line).removesuffix("(already calculated)").strip()
            left, *sides = re.sub(r"^(?:[①-⑳]|\(\d+\))\s+", "", text).split(" = ")
            if re.fullmatch(r"[−0-9.e]+", sides[-1]):
                *before, result = sides
                formulas = [side for side in before if "∂" not in side and variables(side)]
                workings = [side for side in before if "∂" not in side and not variables(side)]
                yield left, workings[-1] if workings else "", result, formulas


def works():
    for name in EXAMPLES:
        yield pytest.param(Work.of_example(documents.build(name)), id=name)
    for sizes, rows, loss in (((3, [4, 2]), (tanh, tanh), None), ((2, [3, 3]), (tanh, softmax), "entropy")):
        network = MLP(*sizes, *rows, rng=random.Random(7))
        inputs, targets = [0.3, -0.8, 0.55][: sizes[0]], [0.0, 1.0, 0.0][: sizes[1][-1]]
        losses = (categorical_cross_entropy,) if loss else ()
        total = network.forward(inputs, targets, *losses).total
        trained = tuple(parameter.name for parameter in network.parameters()[::4])
        yield pytest.param(Work(total, 0.5, trained), id=f"{sizes}")


@pytest.mark.parametrize("decimals", range(3, 10))
@pytest.mark.parametrize("work", list(works()))
def test_every_line_of_every_derivation_holds_with_its_working_and_in_the_order_of_the_work(work, decimals):
    for weight in work.trained:
        printed = list(lines_of(work, weight, decimals))
        assert printed
        claims = [read_claim(work, target, result, working) for target, working, result, _ in printed]
        alone = [check_claims(work, [claim])[0] for claim in claims]
        for judgement in (*alone, *check_claims(work, claims)):
            assert judgement.verdict is Verdict.HOLDS, judgement


def lines_of_walkthrough(document):
    """(target, workings or one empty text, result) of each line that ends in a number."""
    left = ""
    for block in document.blocks:
        for line in block.lines if isinstance(block, Equation) else ():
            text = str(line).removesuffix("(already calculated)").strip()
            own, *sides = re.split(r"(?:^| )= ", text)
            left = own.strip() or left
            if re.fullmatch(r"[−0-9.e]+", sides[-1]):
                workings = [side for side in sides[:-1] if "∂" not in side and not variables(side)]
                yield left, workings or [""], sides[-1]


@pytest.mark.parametrize("decimals", range(3, 10))
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_line_of_every_walkthrough_holds_in_its_order(name, decimals):
    example = documents.build(name)
    work = Work.of_example(example)
    claims = [
        read_claim(work, target, result, working)
        for target, workings, result in lines_of_walkthrough(walkthrough(example).document(decimals))
        for working in workings
    ]
    targets = [str(claim.target) for claim in claims]
    assert {*work.trained} <= {target.removesuffix("+") for target in targets if target.endswith("+")}
    assert len(claims) > 3 * len(work.trained)
    for judgement in check_claims(work, claims):
        assert judgement.verdict is Verdict.HOLDS, judgement


def numbers_of_picture(svg, names):
    """(target, number) of each value and each gradient that stands below a name."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    for place, name in enumerate(texts):
        if name in names:
            below = itertools.takewhile(re.compile(r"[+−]?[0-9.]+(?:e[+−]?[0-9]+)?").fullmatch, texts[place + 1 :])
            yield from zip((Target(name), Target("E", by=name)), below, strict=False)


@pytest.mark.parametrize("decimals", range(7))  # a picture has room for six
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_number_in_a_picture_holds(name, decimals):
    example = documents.build(name)
    work, forward = Work.of_example(example), example.run()
    forward.total.backward()
    found = list(numbers_of_picture(draw_network(forward, decimals=decimals).svg(), work.values))
    assert {*work.trained} <= {target.by for target, _ in found if target.by}
    claims = [(str(target).replace("dE/", f"d{work.output.name}/"), number.lstrip("+")) for target, number in found]
    for judgement in check_claims(work, claims):
        assert judgement.verdict is Verdict.HOLDS, judgement


@pytest.mark.parametrize("work", list(works()))
def test_every_rule_that_a_derivation_prints_holds_as_a_formula(work):
    for weight in work.trained:
        for target, _, _, formulas in lines_of(work, weight, 9):
            for formula in formulas:
                judgement = check_claims(work, [(target, formula)])[0]
                assert judgement.verdict is Verdict.HOLDS, judgement
