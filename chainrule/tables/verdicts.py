"""Verdicts as ``chainrule check`` prints them, one set of claims at a time."""

from __future__ import annotations

from enum import Enum

from autograd.text.names import printable, shorten
from verify import Judgement, Report, Verdict
from verify.judging.hints import SIGNS, hint_for, reasons_for, true_text
from viz.terminal import Terminal

__all__ = ["Telling", "lines_of", "print_count", "print_report", "status_of"]


class Telling(Enum):
    """The amount that is said of a wrong number."""

    ALL = "all"
    HINT = "hint"
    """The factor that went wrong, and no number."""


def print_report(terminal: Terminal, report: Report, telling: Telling) -> None:
    """Print each claim with its verdict, and how many are right."""
    width = max((len(_claimed(judgement)) for judgement in report), default=0)
    for judgement in report:
        for line in lines_of(judgement, telling, min(width, 44)):
            terminal.say(line)
    terminal.say("")
    print_count(terminal, report)


def print_count(terminal: Terminal, report: Report) -> None:
    """Print how many claims are right."""
    carried = sum(judgement.verdict is Verdict.CARRIED for judgement in report)
    follows = f", {carried} carried on from a wrong number" if carried else ""
    terminal.say(f"{report.right} of {len(report)} right{follows}.")


def status_of(report: Report) -> int:
    """Return the exit status: 0 where all is right, 1 where something is wrong, 2 where something is unreadable."""
    if any(judgement.verdict is Verdict.UNREADABLE for judgement in report):
        return 2
    return 0 if report.ok else 1


def lines_of(judgement: Judgement, telling: Telling, width: int = 0) -> list[str]:
    r"""Return a claim with its verdict, and under it what there is to say.

    Examples
    --------
    >>> from nn import documents
    >>> from verify import check_claims
    >>> (wrong,) = check_claims(documents.mazur(), {"dE/dw5": "0.4398"})
    >>> print(*lines_of(wrong, Telling.ALL), sep="\n")
    ✗ dE/dw5 = 0.4398  wrong; true is 0.082167041
        this is the value you get if the factor ∂out_o1/∂net_o1 is left out
    >>> print(*lines_of(wrong, Telling.HINT), sep="\n")
    ✗ dE/dw5 = 0.4398  wrong: look at ∂out_o1/∂net_o1
    """
    verdict = judgement.verdict
    head = f"{SIGNS[verdict]} {_claimed(judgement).ljust(width)}  {verdict.value}"
    if verdict is Verdict.CARRIED:
        head += f" on from claim {judgement.carried_from}"
    if telling is Telling.HINT and verdict in (Verdict.WRONG, Verdict.CARRIED, Verdict.VALUE_RIGHT):
        return [f"{head}: {hint_for(judgement)}" if verdict is Verdict.WRONG else head]
    if verdict in (Verdict.WRONG, Verdict.CARRIED) and judgement.true is not None:
        head += f"; true is {true_text(judgement)}"
    return [head, *(f"    {line}" for text in _remarks(judgement) for line in text.split("\n"))]


def _remarks(judgement: Judgement) -> list[str]:
    remark = [judgement.remark] if judgement.remark and judgement.verdict is not Verdict.NOT_ANSWERED else []
    reasons = [f"or {reason}" if place else reason for place, reason in enumerate(reasons_for(judgement))]
    return remark + reasons


def _claimed(judgement: Judgement) -> str:
    claim = judgement.claim
    asked = shorten(printable(claim.asked.strip()), 60)
    return f"{asked} = {shorten(printable(claim.text.strip()), 80)}"
