"""The printed claims in ``fixtures/`` are well formed. They were judged by reading the documents, not by our judge.

Each file names its ``document``; each ``[[claim]]`` has

number
    Its place in the file, from 1: the order of the document.
line
    Where the document prints it. The slides are not among the documents and have none.
network, target
    An example of `nn.documents`; a target in its names, or for a number that is no node a formula of nodes.
text, working
    As printed, digits kept; the numbers that it is computed from where that line or the display just above shows them.
role
    result: the end of a computation. factor: a number inside a working. again: a result listed once more.
verdict, also
    What the digits allow (`verify.claims.tolerance`), and other verdicts that can be argued for as well. A number is
    ``holds`` with its own rounding, ``carried`` where it follows from an earlier number that is not right.
from
    The number of the claim that it is carried from; of a wrong claim, the root under which it folds.
mistake
    Of a wrong claim, the kind of slip; none where no single slip explains it.
reason
    One sentence.
"""

import math
import re
import tomllib
from pathlib import Path

import pytest

from autograd import trace
from autograd.formulas.reading import parse, variables
from nn.documents.networks import build

FILES = sorted((Path(__file__).parent / "fixtures").glob("*.toml"))
SHEETS = {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in FILES}
CLAIMS = [
    pytest.param(claim, id=f"{name}-{claim['number']}") for name, sheet in SHEETS.items() for claim in sheet["claim"]
]
NODES = {
    network: {node.name for node in trace(build(network).run().total).nodes}
    for network in {claim["network"] for sheet in SHEETS.values() for claim in sheet["claim"]}
}

NEEDED = {"number", "network", "target", "text", "role", "verdict", "reason"}
OPTIONAL = {"line", "working", "also", "from", "mistake"}
ROLES = {"result", "factor", "again"}
RIGHT = {"holds", "last_digit", "value_right"}
VERDICTS = RIGHT | {"carried", "wrong"}
MISTAKES = {
    "sign", "missing_factor", "extra_factor", "variant", "path", "written_line", "wrong_index", "wrong_name",
    "own_factor", "replaced_factor", "copied", "early_update", "rate", "typing", "two_edits", "none",
}  # fmt: skip


def test_the_three_documents_give_at_least_250_claims():
    assert sum(len(SHEETS[name]["claim"]) for name in ("notes_a", "notes_b", "lecture")) >= 250


@pytest.mark.parametrize("sheet", [pytest.param(sheet, id=name) for name, sheet in SHEETS.items()])
def test_claims_are_numbered_in_the_order_of_their_document(sheet):
    claims = sheet["claim"]
    assert sheet["document"]
    assert [claim["number"] for claim in claims] == list(range(1, len(claims) + 1))
    if sheet["document"] == "slides":
        assert not any("line" in claim for claim in claims)
    else:
        lines = [claim["line"] for claim in claims]
        assert lines == sorted(lines)
        assert lines[0] > 0


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_has_the_keys_it_needs_and_words_that_are_known(claim):
    assert claim.keys() >= NEEDED
    assert claim.keys() <= NEEDED | OPTIONAL
    assert claim["role"] in ROLES
    assert {claim["verdict"], *claim.get("also", [])} <= VERDICTS
    assert claim["verdict"] not in claim.get("also", [])
    assert claim["reason"].strip().endswith(".")


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_target_is_made_of_names_of_its_network(claim):
    target, nodes = claim["target"], NODES[claim["network"]]
    if partial := re.fullmatch(r"d(\w+)/d(\w+)", target):
        assert nodes.issuperset(partial.groups())
    elif later := re.fullmatch(r"(\w+)(?:\+| after [1-9]\d* steps?)", target):
        assert later[1] in nodes
    else:
        used = variables(target)
        assert used
        assert nodes.issuperset(used)


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_text_is_a_decimal_number_and_a_working_a_formula_of_numbers(claim):
    assert re.fullmatch(r"-?\d*\.\d+", claim["text"])
    if "working" in claim:
        assert variables(claim["working"]) == []
        assert math.isfinite(parse(claim["working"]).data)


@pytest.mark.parametrize("claim", CLAIMS)
def test_only_a_wrong_claim_has_a_mistake_and_every_one_has(claim):
    assert (claim["verdict"] == "wrong") == ("mistake" in claim)
    assert claim.get("mistake", "none") in MISTAKES


@pytest.mark.parametrize("sheet", [pytest.param(sheet, id=name) for name, sheet in SHEETS.items()])
def test_a_carried_claim_leads_back_to_a_wrong_one(sheet):
    claims = {claim["number"]: claim for claim in sheet["claim"]}
    for claim in claims.values():
        if claim["verdict"] == "carried":
            assert claim["from"] < claim["number"]
        assert ("from" in claim) <= (claim["verdict"] not in RIGHT)
        seen = []
        while "from" in claim:
            assert claim["number"] not in seen
            seen.append(claim["number"])
            claim = claims[claim["from"]]  # noqa: PLW2901
        assert claim["verdict"] == "wrong" or not seen


def test_nothing_is_claimed_twice_in_one_line_for_one_role():
    for sheet in SHEETS.values():
        places = [tuple(claim.get(key) for key in ("line", "target", "role")) for claim in sheet["claim"]]
        assert len(places) == len(set(places))
