"""Judgements in few words: a sign and a word for the verdict, and a hint that does not give the number away."""

from __future__ import annotations

from collections.abc import Mapping

from autograd.text.digits import decimals_text
from verify.claims.tolerance import Verdict
from verify.judging.report import Judgement

__all__ = ["SIGNS", "hint_for", "reasons_for", "true_text"]

SIGNS: Mapping[Verdict, str] = {
    Verdict.HOLDS: "✓",
    Verdict.LAST_DIGIT: "≈",
    Verdict.CARRIED: "→",
    Verdict.VALUE_RIGHT: "½",
    Verdict.WRONG: "✗",
    Verdict.UNREADABLE: "?",
    Verdict.NOT_ANSWERED: "–",
}
"""Verdicts are told apart by these and by words, not by colours alone."""

NO_SLIP = "no single slip explains this number"


def hint_for(judgement: Judgement) -> str:
    """Return where a wrong number went wrong, without any number.

    Examples
    --------
    >>> from nn import documents
    >>> from verify import check_claims
    >>> hint_for(check_claims(documents.mazur(), {"dE/dw5": "0.4398"})[0])
    'look at ∂out_o1/∂net_o1'
    """
    places = dict.fromkeys(explanation.where for explanation in judgement.explanations)
    if places:
        return f"look at {', or at '.join(places)}"
    if judgement.claim.formula:
        return "look at each factor of the formula"
    if judgement.lacks_reason:
        return f"{NO_SLIP}; work it out once more, factor by factor"
    return "look at the last digit"


def reasons_for(judgement: Judgement) -> list[str]:
    """Return what explains a wrong number or formula, the likeliest slip first; nothing for any other verdict.

    Examples
    --------
    >>> from nn import documents
    >>> from verify import check_claims
    >>> reasons_for(check_claims(documents.mazur(), {"dE/dw5": "0.4398"})[0])
    ['this is the value you get if the factor ∂out_o1/∂net_o1 is left out']
    """
    if judgement.verdict is not Verdict.WRONG:
        return []
    if judgement.lacks_reason and judgement.claim.number is not None:
        return [NO_SLIP]
    return [explanation.text for explanation in judgement.explanations]


def true_text(judgement: Judgement) -> str:
    """Return the true number as derivations write it; nothing where there is none."""
    return "" if judgement.true is None else decimals_text(judgement.true)
