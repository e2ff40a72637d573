"""Judgements of claims: one for each, and the report of all, as text, JSON or a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from autograd.text.names import printable, shorten
from verify.claims.claim import Claim
from verify.claims.tolerance import LAST_DIGIT_OFF, Verdict
from verify.claims.work import Work
from verify.slips.explain import Explanation

__all__ = ["RIGHT", "Judgement", "Report"]

RIGHT = frozenset({Verdict.HOLDS, Verdict.LAST_DIGIT, Verdict.CARRIED})


@dataclass(frozen=True)
class Judgement:
    """The verdict on one claim, and why.

    Attributes
    ----------
    claim : Claim
    verdict : Verdict
    true : float or None
        The true value; None where the target could not be read.
    remark : str
        Why, where it is not plain.
    carried_from : int or None
        The number of the earlier claim, from 1, from which a wrong number is carried on.
    explanations : tuple of Explanation
        For a wrong number: the slips that give it, the likeliest first.
    """

    claim: Claim
    verdict: Verdict
    true: float | None
    remark: str = ""
    carried_from: int | None = None
    explanations: tuple[Explanation, ...] = ()

    @property
    def lacks_reason(self) -> bool:
        """Whether it is wrong, and nothing tells why."""
        return self.verdict is Verdict.WRONG and not self.explanations and LAST_DIGIT_OFF not in self.remark


@dataclass(frozen=True)
class Report:
    """Judgements in the order of the claims; true when all are right.

    Examples
    --------
    >>> from nn import documents
    >>> from verify import check_claims
    >>> report = check_claims(documents.mazur(), {"out_h1": "0.593", "dE/dw5": "0.4398"})
    >>> report.ok, report[0].verdict, report[1].verdict
    (False, <Verdict.HOLDS: 'holds'>, <Verdict.WRONG: 'wrong'>)
    >>> print(report[1].explanations[0].text)
    this is the value you get if the factor ∂out_o1/∂net_o1 is left out
    """

    judgements: tuple[Judgement, ...] = field(default=())
    work: Work | None = field(default=None, repr=False, compare=False)
    save_as_page: ClassVar[Callable[[Report, str | Path], Path]]
    """What writes the page: `verify` sets it, as pages stand above judgements."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(judgement.verdict in RIGHT for judgement in self.judgements)

    @property
    def right(self) -> int:
        """How many claims hold, perhaps but for how the last digit was found."""
        return sum(judgement.verdict in (Verdict.HOLDS, Verdict.LAST_DIGIT) for judgement in self.judgements)

    def __bool__(self) -> bool:
        return self.ok

    def __len__(self) -> int:
        return len(self.judgements)

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self.judgements)

    def __getitem__(self, place: int) -> Judgement:
        return self.judgements[place]

    def __str__(self) -> str:
        return "\n".join(_told(number, judgement) for number, judgement in enumerate(self.judgements, 1))

    def to_json(self) -> str:
        """Return the report as JSON text, a claim a line."""
        lines = ",\n".join(json.dumps(_as_data(judgement), ensure_ascii=False) for judgement in self.judgements)
        return f'{{"schema": "chainrule.report/1", "claims": [\n{lines}\n]}}\n'

    def to_html(self, path: str | Path) -> Path:
        """Write the report as a page that needs nothing else; it appears whole or not at all.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        return Report.save_as_page(self, path)

    def raise_if_wrong(self) -> None:
        """Raise AssertionError with the report as its message if something is wrong."""
        if not self.ok:
            raise AssertionError(f"\n{self}")


LONGEST = 200
"""Characters of a claim that are shown of it."""


def _told(number: int, judgement: Judgement) -> str:
    claim = judgement.claim
    asked, text = (printable(shorten(part, LONGEST)) for part in (claim.asked, claim.text))
    head = f"{number}. {asked} = {text}: {judgement.verdict.value}"
    if judgement.carried_from is not None:
        head += f" on from claim {judgement.carried_from}"
    if judgement.verdict in (Verdict.WRONG, Verdict.CARRIED, Verdict.VALUE_RIGHT) and judgement.true is not None:
        head += f"; true is {judgement.true:.9g}"
    if judgement.remark:
        head += f" ({judgement.remark})"
    if judgement.verdict is Verdict.WRONG:
        what = "number" if claim.number is not None else "formula"
        reasons = [explanation.text for explanation in judgement.explanations]
        if judgement.lacks_reason:
            reasons = [f"no single slip explains this {what}"]
        head += "".join(f"\n   {'or ' if place else ''}{reason}" for place, reason in enumerate(reasons))
    return head


def _as_data(judgement: Judgement) -> dict[str, Any]:
    claim = judgement.claim
    return {
        "target": str(claim.target) if claim.target else claim.asked,
        "text": claim.text,
        "working": claim.working,
        "where": claim.where,
        "verdict": judgement.verdict.value,
        "true": judgement.true,
        "remark": judgement.remark,
        "carried_from": judgement.carried_from,
        "explanations": [
            {"text": slip.text, "kind": slip.kind, "bits": round(slip.bits, 3), "factor": slip.factor}
            for slip in judgement.explanations
        ],
    }
