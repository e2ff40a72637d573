"""The judge on what three lecture notes and a set of slides print, against verdicts found by reading them."""

import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from nn import documents
from verify import Verdict, Work, check_claims
from verify.claims.claim import read_claim

FILES = sorted((Path(__file__).parent / "fixtures").glob("*.toml"))
RIGHT = {"holds", "last digit", "carried", "value right"}
KINDS = {
    "sign": {"sign"},
    "missing_factor": {"missing factor"},
    "extra_factor": {"extra factor"},
    "variant": {"variant"},
    "path": {"path"},
    "written_line": {"written line"},
    "wrong_index": {"wrong index"},
    "wrong_name": {"wrong name"},
    "own_factor": {"own factor"},
    "replaced_factor": {"replaced factor"},
    "copied": {"copied"},
    "early_update": {"early update"},
    "rate": {"learning rate"},
    "typing": {"typing"},
    "two_edits": {"two slips"},
}


def judged():
    """Each printed claim with its judgement; those of one network are one work, in the order of the document."""
    for file in FILES:
        groups = defaultdict(list)
        for claim in tomllib.loads(file.read_text(encoding="utf-8"))["claim"]:
            groups[claim["network"]].append(claim)
        for network, claims in groups.items():
            work = Work.of_example(documents.build(network))
            read = [read_claim(work, each["target"], each["text"], each.get("working", "")) for each in claims]
            for claim, judgement in zip(claims, check_claims(work, read), strict=True):
                yield pytest.param(claim, judgement, id=f"{file.stem}-{claim['number']}")


JUDGED = list(judged())
WRONG = [
    each.values for each in JUDGED if each.values[0]["verdict"] == "wrong" and each.values[1].verdict is Verdict.WRONG
]


@pytest.mark.parametrize(("claim", "judgement"), JUDGED)
def test_a_printed_number_gets_the_verdict_that_its_reader_gave_it(claim, judgement):
    accepted = {verdict.replace("_", " ") for verdict in (claim["verdict"], *claim.get("also", []))}
    assert judgement.verdict.value in accepted, (claim["reason"], judgement)


def test_no_right_number_is_called_wrong_and_no_wrong_one_right():
    for each in JUDGED:
        claim, judgement = each.values
        could_be = {verdict.replace("_", " ") for verdict in (claim["verdict"], *claim.get("also", []))}
        assert judgement.verdict is not Verdict.UNREADABLE
        if "wrong" not in could_be:
            assert judgement.verdict is not Verdict.WRONG, claim
        if not could_be & RIGHT:
            assert judgement.verdict is Verdict.WRONG, claim


def test_the_reason_is_among_the_first_three_explanations_for_three_of_four_wrong_numbers():
    named = []
    for claim, judgement in WRONG:
        found = {kind for each in judgement.explanations for kind in each.kinds}
        named.append(not found if claim["mistake"] == "none" else bool(KINDS[claim["mistake"]] & found))
    assert len(named) >= 12
    assert sum(named) / len(named) >= 0.75
