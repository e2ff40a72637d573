"""Judging hand-derived numbers: claims, verdicts, the slip behind a wrong one, and the marks of a class."""

from verify.answers import Answer, Answers, read_answers
from verify.claims import Claim
from verify.explain import Explanation
from verify.judge import check_claims, check_partials
from verify.judgements import Judgement, Report
from verify.marking import Mark, Marked, mark_answers
from verify.policy import Policy
from verify.questions import Question
from verify.targets import Target
from verify.tolerance import Verdict
from verify.work import Work
from verify.worksheet import Worksheet
from verify.worksheet_reader import read_worksheet
from verify.written import WrittenNumber

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
