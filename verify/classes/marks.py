"""Marks: the answers of a student to a worksheet, judged and counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograd import ReadError
from verify.claims.claim import Claim, read_claim
from verify.claims.targets import Target
from verify.claims.tolerance import Verdict
from verify.claims.work import Work
from verify.judging.judge import check_claims
from verify.judging.report import RIGHT, Judgement, Report
from verify.sheets.answers import Answer, Answers
from verify.sheets.policy import decided
from verify.sheets.questions import Question
from verify.sheets.worksheet import Worksheet

__all__ = ["Mark", "Marked", "mark_answers", "with_numbers", "with_questions"]

MOST_UNSURE = 30
"""Answers of one student whose meaning is decided by all that was written before; each asks for all of it again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The marks of one question.

    Attributes
    ----------
    question : Question
    verdict : Verdict
    marks : float
    claim : int
        The number of the claim that answers it, from 1.
    """

    question: Question
    verdict: Verdict
    marks: float
    claim: int


@dataclass(frozen=True)
class Marked:
    """A student's answers with their marks.

    Attributes
    ----------
    student : str
    report : Report
        Every answer in the order in which they were written, then the questions that have none.
    marks : tuple of Mark
        One for each question of the worksheet, in its order.

    Examples
    --------
    >>> sheet = Worksheet(network="mazur", questions=(Question("out_h1", marks=2), Question("dE/dw5")))
    >>> marked = mark_answers(sheet, Answers("anna", (Answer("out_h1", "0.593"), Answer("dE/dw5", "0.4398"))))
    >>> [(mark.verdict.value, mark.marks) for mark in marked.marks], marked.total
    ([('holds', 2.0), ('wrong', 0.0)], 2.0)
    """

    student: str
    report: Report
    marks: tuple[Mark, ...]

    @property
    def total(self) -> float:
        """All marks together."""
        return sum(mark.marks for mark in self.marks)


def mark_answers(worksheet: Worksheet, answers: Answers) -> Marked:
    """Judge what a student answered, and count the marks by the worksheet's policy.

    A question that is answered more than once counts as it is answered last.

    Raises
    ------
    ReadError
        If the worksheet has numbers for each student, and none for this one.
    """
    sheet = worksheet.of_student(answers.student)
    work = sheet.work
    claims = list(_claims(sheet, answers.answers))
    same = [work.canonical(sheet.target(question.ask)) for question in sheet.questions]
    answered = {work.canonical(claim.target): place for place, claim in enumerate(claims) if claim.target}
    for question, target in zip(sheet.questions, same, strict=True):
        if target not in answered:
            answered[target] = len(claims)
            claims.append(read_claim(work, question.ask, ""))
    decimals = {answered[target]: question.decimals for question, target in zip(sheet.questions, same, strict=True)}
    judged = [
        decided(judgement, sheet.policy, decimals.get(place))
        for place, judgement in enumerate(check_claims(work, claims))
    ]
    marks = (
        _mark(sheet, question, judged[answered[target]], answered[target])
        for question, target in zip(sheet.questions, same, strict=True)
    )
    return Marked(answers.student, Report(tuple(judged), work), tuple(marks))


def with_questions(worksheet: Worksheet, answers: Iterable[Answers]) -> Worksheet:
    """Return a worksheet with questions: where it has none, each target that anybody answered is one, for one mark."""
    if worksheet.questions:
        return worksheet
    asked: dict[Target, Question] = {}
    for student in answers:
        for answer in student.answers:
            target = worksheet.known(answer.asked)
            if target is not None:
                asked.setdefault(worksheet.work.canonical(target), Question(str(target)))
    return replace(worksheet, questions=tuple(asked.values()))


def with_numbers(worksheet: Worksheet, answers: Answers) -> Answers:
    """Return answers that can be judged, or with the problem that the worksheet has no numbers for the student."""
    try:
        worksheet.of_student(answers.student)
    except ReadError as error:
        return replace(answers, problem=answers.problem or str(error))
    return answers


def _mark(sheet: Worksheet, question: Question, judgement: Judgement, place: int) -> Mark:
    share = sheet.policy.share(judgement.verdict)
    return Mark(question, judgement.verdict, question.marks * share, place + 1)


def _claims(sheet: Worksheet, answers: Sequence[Answer]) -> Iterator[Claim]:
    """The answers as claims; a spelling that may mean several names means the one whose line holds."""
    before: dict[Target, Claim] = {}
    unsure = 0
    for answer in answers:
        claim = _claim(sheet.work, answer, answer.asked)
        if claim.target is None and claim.problem:
            context = list(before.values()) if unsure < MOST_UNSURE else []
            decided = _decided_reading(sheet, answer, context)
            unsure += decided is not None
            claim = decided or claim
        if claim.target is not None:
            before[claim.target] = claim
        yield claim


def _claim(work: Work, answer: Answer, asked: str) -> Claim:
    return read_claim(work, asked, answer.text, answer.working, answer.where)


def _decided_reading(sheet: Worksheet, answer: Answer, before: Sequence[Claim]) -> Claim | None:
    try:
        readings = sheet.readings(answer.asked)
    except ReadError:
        return None
    claims = [_claim(sheet.work, answer, str(target)) for target in readings]
    if not claims:
        return None
    for context in ([], before) if before else ([],):
        for claim in claims:
            if check_claims(sheet.work, [*context, claim])[-1].verdict in RIGHT | {Verdict.VALUE_RIGHT}:
                return replace(claim, asked=f"{answer.asked} as {claim.asked}")
    return replace(claims[0], asked=f"{answer.asked} as {claims[0].asked}")
