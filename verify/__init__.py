"""Judging hand-derived numbers: claims, verdicts, the slip behind a wrong one, and the marks of a class."""

from pathlib import Path

from autograd.namesake import refuse_hidden as _refuse_hidden
from autograd.namesake import refuse_namesake as _refuse_namesake

_refuse_namesake()
_refuse_hidden("nn")

from verify.claims.claim import Claim
from verify.claims.targets import Target
from verify.claims.tolerance import Verdict
from verify.claims.work import Work
from verify.claims.written import WrittenNumber
from verify.classes.marks import Mark, Marked, mark_answers
from verify.classes.outcomes import MarkedClass, Outcome
from verify.classes.run import mark_class
from verify.judging.judge import check_claims, check_partials
from verify.judging.report import Judgement, Report
from verify.sheets.answers import Answer, Answers, read_answers
from verify.sheets.policy import Policy
from verify.sheets.questions import Question
from verify.sheets.reader import read_worksheet
from verify.sheets.worksheet import Worksheet
from verify.slips import SLIPS, slips_text
from verify.slips.explain import Explanation
from verify.slips.kinds import Slip

__all__ = [
    "SLIPS",
    "Answer",
    "Answers",
    "Claim",
    "Explanation",
    "Judgement",
    "Mark",
    "Marked",
    "MarkedClass",
    "Outcome",
    "Policy",
    "Question",
    "Report",
    "Slip",
    "Target",
    "Verdict",
    "Work",
    "Worksheet",
    "WrittenNumber",
    "check_claims",
    "check_partials",
    "mark_answers",
    "mark_class",
    "read_answers",
    "read_worksheet",
    "slips_text",
]


def _save_as_page(report: Report, path: str | Path) -> Path:
    from verify.pages.page import save_report  # noqa: PLC0415  # loads viz on first use

    return save_report(report, path)


Report.save_as_page = _save_as_page
