"""Judging hand-derived numbers: claims, verdicts, and the slip behind a wrong one."""

from verify.claims import Claim
from verify.explain import Explanation
from verify.judge import Judgement, Report, check_claims, check_partials
from verify.targets import Target
from verify.tolerance import Verdict
from verify.work import Work
from verify.written import WrittenNumber

__all__ = [
    "Claim",
    "Explanation",
    "Judgement",
    "Report",
    "Target",
    "Verdict",
    "Work",
    "WrittenNumber",
    "check_claims",
    "check_partials",
]
