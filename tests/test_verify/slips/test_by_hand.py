"""Every row of the table explains a number that is worked out by hand, without the judge's own derivations."""

from decimal import Decimal
from functools import cache

import pytest
from planted_by_hand import of_weights, planted

from autograd import relu
from verify import SLIPS, Verdict, check_claims
from verify.claims.claim import read_claim
from verify.slips import factors, outs, search

PLANTED = list(planted())


def judged(case):
    claims = [read_claim(case.work, *claim) for claim in case.before]
    claims.append(
        read_claim(case.work, case.target, f"{Decimal(f'{case.number:.{case.digits - 1}e}'):f}", case.working)
    )
    return check_claims(case.work, claims)[-1]


@cache
def rows_named():
    judgements = map(judged, [*of_weights(), *PLANTED])
    return {made.row for judgement in judgements for reason in judgement.explanations for made in reason.made}


@pytest.mark.parametrize("case", PLANTED, ids=lambda case: f"{case.kind}: {case.target} = {case.number:.6g}")
def test_a_planted_number_is_explained_by_a_slip_of_its_kind_first(case):
    judgement = judged(case)
    assert judgement.verdict is Verdict.WRONG
    assert case.kind in judgement.explanations[0].kinds, judgement.explanations


NOT_BY_HAND = {
    factors.TURNED: "the sign of the whole, or a path that is subtracted, says it more simply",
    outs.OTHERS[relu]: "it is the net itself, or 0",
    outs.OF_MINUS: "it is 1 − out, or −out",
    search.OF_PART: "a path that is forgotten says it more simply",
}
"""Rows that no planted number names, and why."""


@pytest.mark.parametrize("row", SLIPS, ids=[f"{row.applies.value}: {row.pattern}" for row in SLIPS])
def test_every_row_has_a_planted_number_or_a_reason_why_not(row):
    assert (row in rows_named()) != (row in NOT_BY_HAND)
