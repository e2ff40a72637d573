"""Judging hand-derived numbers: claims, verdicts, the slip behind a wrong one, and the marks of a class."""

from verify.claims.claim import Claim
from verify.claims.targets import Target
from verify.claims.tolerance import Verdict
from verify.claims.work import Work
from verify.claims.written import WrittenNumber
from verify.classes.marks import Mark, Marked, mark_answers
from verify.judging.judge import check_claims, check_partials
from verify.judging.report import Judgement, Report
from verify.sheets.answers import Answer, Answers, read_answers
from verify.sheets.policy import Policy
from verify.sheets.questions import Question
from verify.sheets.reader import read_worksheet
from verify.sheets.worksheet import Worksheet
from verify.slips.explain import Explanation

__all__ = [
    "Answer",
    "Answers",
    "Claim",
    "Explanation",
    "Judgement",
    "Mark",
    "Marked",
    "Policy",
    "Question",
    "Report",
    "Target",
    "Verdict",
    "Work",
    "Worksheet",
    "WrittenNumber",
    "check_claims",
    "check_partials",
    "mark_answers",
    "read_answers",
    "read_worksheet",
]
