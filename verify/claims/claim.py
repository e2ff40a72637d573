"""A claim: what a person wrote for a target, with the digits, the working, and where it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from inspect import signature
from typing import Any, TypeAlias

from autograd import ReadError, Value
from autograd.formulas.tokens import located
from verify.claims.targets import Target, read_target
from verify.claims.typed import names_in
from verify.claims.work import Work
from verify.claims.written import WrittenNumber, written_number

__all__ = ["Claim", "Given", "is_formula", "read_claim"]

Given: TypeAlias = "str | float | Decimal | Value | Callable[..., Any]"
"""What may be claimed: a text, which keeps its digits, a number, a formula as text, or a function of named values."""


@dataclass(frozen=True)
class Claim:
    """A number or formula that somebody wrote for a target.

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
    function : callable or None
        Where a function is claimed.
    arguments : tuple of str
        The names of the values that it is called with.
    """

    target: Target | None
    text: str
    number: WrittenNumber | None = None
    formula: str = ""
    working: str = ""
    where: str = ""
    problem: str = ""
    asked: str = ""
    function: Callable[..., Any] | None = None
    arguments: tuple[str, ...] = ()


def read_claim(work: Work, asked: str, claimed: Given, working: str = "", where: str = "") -> Claim:
    """Return a claim; what cannot be read is one with a problem, never an exception.

    A line that ends in its result is both, ``0.741*0.187*0.593 = 0.0822``: the working and the number.

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
    >>> read_claim(work, "dE/dw5", "0.741*0.187*0.593 = 0.0822").working
    '0.741*0.187*0.593'
    """
    if isinstance(claimed, str):
        claimed, working = _line_and_result(claimed, working)
    text = claimed if isinstance(claimed, str) else _shown(claimed)
    try:
        target = read_target(asked, work.names)
        work.true(target)
    except (ReadError, ValueError) as error:
        return Claim(None, text, working=working, where=where, problem=str(error), asked=asked)
    claim = Claim(target, text, working=working, where=where, asked=asked)
    try:
        if not isinstance(claimed, Value) and callable(claimed):
            _refuse_over_samples(work, target)
            return replace(claim, function=claimed, arguments=_arguments(claimed, work, target))
        if isinstance(claimed, str) and is_formula(claimed, work.names.known):
            _refuse_over_samples(work, target)
            if "=" in claimed:
                raise located(claimed, claimed.index("="), "a claim is one formula, or a line that ends in its number.")
            return replace(claim, formula=claimed)
        return replace(claim, number=written_number(claimed.data if isinstance(claimed, Value) else claimed))
    except (ReadError, TypeError, ValueError, OverflowError) as error:
        return replace(claim, problem=str(error))


def _line_and_result(claimed: str, working: str) -> tuple[str, str]:
    """The result and the line before it, however they were written: in one, apart, or with the result in both."""
    if not working:
        line, _, result = claimed.partition("=")
        return (result.strip(), line.strip()) if line.strip() and _number_in(result) is not None else (claimed, working)
    line, _, result = working.partition("=")
    number = _number_in(result)
    is_in_both = number is not None and number == _number_in(claimed)
    return claimed, line.strip() if is_in_both else working


def _number_in(text: str) -> Decimal | None:
    try:
        return written_number(text).decimal
    except ReadError:
        return None


def _refuse_over_samples(work: Work, target: Target) -> None:
    if work.is_over_samples(target):
        raise ReadError(f"{target} is made of {len(work.samples)} samples; claim a number, not a formula.")


def _shown(claimed: Any) -> str:
    if isinstance(claimed, Value):
        claimed = claimed.data
    if callable(claimed):
        return getattr(claimed, "__name__", type(claimed).__name__)
    return written_number(claimed).text if isinstance(claimed, float) and math.isfinite(claimed) else str(claimed)


def _arguments(function: Callable[..., Any], work: Work, target: Target) -> tuple[str, ...]:
    """The values that a function asks for by the names of its parameters; a single one may have any name."""
    names = list(signature(function).parameters)
    if len(names) == 1 and names[0] not in work.values and target.by:
        return (target.by,)
    return tuple(work.names.find(name) for name in names)


def is_formula(text: str, known: Collection[str] = ()) -> bool:
    """Return whether a text has names in it; a ReadError has the place where known names cannot be read."""
    if _number_in(text) is not None:
        return False  # 8.2x10^-2
    try:
        return bool(names_in(text))
    except ReadError:
        if any(name in known for name in re.findall(r"[^\W\d]\w*", text[:20_000])):
            raise
        return False
