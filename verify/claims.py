"""A claim: what a person wrote for a target, with the digits, the working, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypeAlias

from autograd import ReadError
from autograd.formula import variables
from verify.targets import Target, read_target
from verify.work import Work
from verify.written import WrittenNumber, written_number

__all__ = ["Claim", "Given", "read_claim"]

Given: TypeAlias = "str | float | Decimal | Callable[..., Any]"
"""What may be claimed: a text, which keeps its digits, a number, a formula as text, or a function."""


@dataclass(frozen=True)
class Claim:
    """One claim.

    Attributes
    ----------
    target : Target or None
        None where it could not be read.
    text : str
        What was written, unchanged.
    number : WrittenNumber or None
        None for a formula, and where nothing could be read.
    formula : str
        Where a formula is claimed.
    working : str
        The line before the result, where it is shown.
    where : str
        File and line, or nothing.
    problem : str
        Why it could not be read.
    asked : str
        The target as it was written.
    """

    target: Target | None
    text: str
    number: WrittenNumber | None = None
    formula: str = ""
    working: str = ""
    where: str = ""
    problem: str = ""
    asked: str = ""


def read_claim(work: Work, asked: str, given: Given, working: str = "", where: str = "") -> Claim:
    """Return a claim; what cannot be read is one with a problem, never an exception.

    Examples
    --------
    >>> from nn import documents
    >>> work = Work.of_example(documents.mazur())
    >>> read_claim(work, "dE/dw5", "0.0822").number.unit
    0.0001
    >>> read_claim(work, "dE/dw5", "-(target_o1 - out_o1)*out_o1").formula
    '-(target_o1 - out_o1)*out_o1'
    >>> read_claim(work, "dE/dw5", "1,5").problem
    "'1,5' is not a number; write a point, 1.5."
    """
    text = given if isinstance(given, str) else str(given)
    try:
        target = read_target(asked, work.names)
        work.true(target)
    except (ReadError, ValueError) as error:
        return Claim(None, text, working=working, where=where, problem=str(error), asked=asked)
    claim = Claim(target, text, working=working, where=where, asked=asked)
    return _with_content(claim, given)


def _with_content(claim: Claim, given: Given) -> Claim:
    if isinstance(given, str) and _is_formula(given):
        return replace(claim, formula=given)
    if callable(given):
        return replace(claim, formula="", problem="functions are judged by check_partials")
    try:
        return replace(claim, number=written_number(given))
    except (ReadError, TypeError, ValueError) as error:
        return replace(claim, problem=str(error))


def _is_formula(text: str) -> bool:
    """Whether a text has names in it."""
    try:
        return bool(variables(text))
    except ReadError:
        return False
