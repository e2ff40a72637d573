"""The slides print three numbers that are wrong for the update they describe; one slip gives all their digits.

Run it: python examples/06_the_slides_error.py
"""

from nn import documents
from verify import check_claims

PRINTED = {
    "E_total after 1 step": "0.291027924",
    "out_o1 after 10000 steps": "0.015912196",
    "out_o2 after 10000 steps": "0.984065734",
}

# The example trains as the slides say it does: every gradient is taken at the old weights.
report = check_claims(documents.mazur(), PRINTED)

for judgement in report:
    claim, (explanation, *others) = judgement.claim, judgement.explanations
    print(f"{claim.asked} = {claim.text}: {judgement.verdict.value}")
    print(f"  true is {judgement.true:.9f}")
    print(f"  {explanation.text}")
    print(f"  that slip gives {explanation.value:.9f}, all nine digits of the slides")
    assert not others  # no other slip is as likely

explained = [f"{judgement.explanations[0].value:.9f}" for judgement in report]
assert explained == list(PRINTED.values())
