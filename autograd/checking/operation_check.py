"""A row of the table, one's own above all, against differences and against itself in its other forms."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from autograd.checking.comparison import Comparison, Outcome
from autograd.checking.engine import stops_gradients
from autograd.checking.gradient_check import check_at
from autograd.checking.report import CheckReport
from autograd.checking.rows import MISTAKES, feed_problems, form_problems, misfits, text_problems
from autograd.checking.subject import Subject
from autograd.errors import DomainError
from autograd.number import as_number
from autograd.ops import Op
from autograd.ops.domain import operand_names
from autograd.text.digits import in_print

__all__ = ["check_operation"]


def check_operation(row: Op, *, points: Iterable[Sequence[float] | float] | None = None) -> CheckReport:
    """Compare the rules of a row with differences of its forward, and its forms with one another.

    At each point, and for each of the row's `bindings`: every rule against differences of the forward; the rules,
    differentiated again, against differences of themselves; a composed forward against `fast`, against the
    expansion; the textbook rules against the rules. Rules must be made of arithmetic and rows, so that text, Values
    and numbers go through them alike.

    Parameters
    ----------
    row
        An operation, its static arguments bound or with `bindings` for them.
    points
        Where to check: a tuple of operands each, or a number for an operation of one; by default the row's samples.

    Returns
    -------
    CheckReport
        True when nothing is wrong; otherwise it shows the rule's number and that of the differences.

    Raises
    ------
    TypeError
        If `row` is not an operation.
    ValueError
        If there is no point to check it at, or no static arguments to check it with.

    Examples
    --------
    >>> from autograd import operation
    >>> cube = operation("cube", forward=lambda x: x * x * x, local_derivatives=(lambda out, x: 2.975 * x * x,))
    >>> report = check_operation(cube, points=[2.0])
    >>> print(report.wrong[0])
    ∂cube/∂x at x = 2: rule 11.9, differences 12.000000000
    """
    if not isinstance(row, Op):
        raise TypeError(f"{row!r} is not an operation: give what operation(…) returned.")
    tried = [_point(point) for point in (row.samples if points is None else _listed(points))]
    if not tried:
        raise ValueError(
            f"{row.name} has no points to be checked at: write check_operation({row.name}, points=[(2.0,), (−0.5,)]), "
            "one number an operand, or give the row samples=((2.0,), (−0.5,))."
        )
    if stops_gradients(row):
        return CheckReport(row.name, notes=(f"{row.name} passes no gradient on, as it is meant to.",))
    ops = _bound(row)
    reports = [report for point in tried for report in _reports(ops, point)]
    comparisons = tuple(chain.from_iterable(report.comparisons for report in reports))
    problems = dict.fromkeys(chain.from_iterable(report.problems for report in reports))
    notes = dict.fromkeys(chain.from_iterable(report.notes for report in reports))
    notes |= dict.fromkeys([*_left_out(ops, tried), *_unsaid(row, comparisons)])
    return CheckReport(row.name, comparisons, tuple(problems), tuple(notes))


def _listed(points: Any) -> list[Any]:
    try:
        return list(points)
    except TypeError:
        raise TypeError(f"points is {points!r}; give a list of them: [2.0, −0.5], or [(2.0, 3.0)].") from None


def _left_out(ops: Sequence[Op], points: Sequence[tuple[float, ...]]) -> Iterator[str]:
    """Yield which bindings none of the points can be used with, while they can with others."""
    outside = {op: [_tried(op, point)[0] for point in points] for op in ops}
    for op, reasons in outside.items():
        if all(reasons) and not all(map(all, outside.values())):
            static = ", ".join(f"{name} = {number:g}" for name, number in op.static.items())
            yield f"{op.name} with {static} was not checked: {reasons[0]}"


def _unsaid(row: Op, comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Yield that a row with a kink does not say what is taken for the derivative there."""
    first = [comparison for comparison in comparisons if "²" not in comparison.label.name]
    if not row.convention and Outcome.NO_DERIVATIVE in {comparison.outcome for comparison in first}:
        yield f"{row.name} has a kink: say with convention= what is taken for the derivative there."


def _tried(op: Op, point: tuple[float, ...]) -> tuple[str, str]:
    """Why a point lies outside the domain of a row; else what is wrong with its forward there."""
    try:
        op(*point)
    except (DomainError, IndexError) as error:
        return str(error), ""
    except MISTAKES as error:
        return "", f"the forward of {op.name} raises {type(error).__name__} at {point}: {error}."
    return "", ""


def _point(point: Any) -> tuple[float, ...]:
    return (as_number(point),) if isinstance(point, numbers.Real) else tuple(map(as_number, point))


def _bound(row: Op) -> list[Op]:
    if row.static or not row.takes:
        return [row]
    if not row.bindings:
        names = ", ".join(f"{name}=…" for name in row.takes)
        raise ValueError(
            f"{row.name} takes {', '.join(row.takes)}, and no numbers for it are known: check_operation({row.name}"
            f".bind({names})), or give the row bindings=({{…}},)."
        )
    return [row.bind(**static) for static in row.bindings]


def _reports(ops: Sequence[Op], point: tuple[float, ...]) -> list[CheckReport]:
    """One report for each binding whose domain the point lies in."""
    reports, outside = [], ""
    for op in ops:
        names = tuple(operand_names(op, len(point)))
        problems = [*misfits(op, len(point))]
        reason, wrong = ("", "") if problems else _tried(op, point)
        if reason:
            outside = reason
            continue
        problems += [wrong] if wrong else []
        problems = problems or [*text_problems(op, names)] or [*feed_problems(op, point)]
        reports.append(CheckReport(op.name, problems=tuple(problems)) if problems else _at(op, point, names))
    return reports or [CheckReport(ops[0].name, problems=(f"the point {point} cannot be used: {outside}",))]


def _at(op: Op, point: tuple[float, ...], names: tuple[str, ...]) -> CheckReport:
    numbers_of = [*zip(names, point, strict=True), *op.static.items()]
    place = in_print(", ".join(f"{name} = {x:.6g}" for name, x in numbers_of))
    report = check_at(Subject(op.name, op, names, point), 2, place, "rule")
    problems = [f"{report.subject}: {problem}" for problem in report.problems]
    return CheckReport(op.name, report.comparisons, (*problems, *form_problems(op, point, names)), report.notes)
