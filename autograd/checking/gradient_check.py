"""The engine's first and second derivatives of a function, against differences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from autograd.checking.comparison import Label, number
from autograd.checking.orders import Orders
from autograd.checking.report import CheckReport
from autograd.checking.subject import Recording, Subject, dependent_inputs, subject_of
from autograd.text.names import with_type

__all__ = ["check_at", "check_gradients"]


def check_gradients(
    function: Callable[..., Any], inputs: Mapping[str, Any] | Iterable[Any], *, order: int = 2
) -> CheckReport:
    """Compare the engine's derivatives of a function with differences, first and second order.

    ∂f/∂x is compared with (f(x + h) − f(x − h)) / 2h, extrapolated over many steps h; ∂²f/∂x∂y with the same of the
    engine's ∂f/∂x along y, and with second differences of f. The steps follow the magnitude of each input, and what
    counts as agreement follows the error that the differences themselves have. At a kink the slopes of both sides are
    computed, and the engine's number must lie between them.

    Parameters
    ----------
    function
        Of scalars, written with + − * / and operations of the table; it returns a Value, or a list of them.
    inputs
        Where to check: a number for each input, in order or by name. A Value stands for its number.
    order
        1 for the gradient only, 2 for the Hessian too.

    Returns
    -------
    CheckReport
        True when nothing is wrong; as text, a table. Whatever is wrong stands in it: nothing is raised for it.

    Raises
    ------
    TypeError
        If the function cannot be called with these inputs, or returns something else than numbers.
    ValueError
        If there are no inputs, or `order` is neither 1 nor 2.

    Examples
    --------
    >>> from autograd import absolute, exp
    >>> print(check_gradients(lambda x, y: x * x * y + exp(y), {"x": 2.0, "y": 0.0}, order=1))
    f at x = 2, y = 0: 2 derivatives agree, to 14 digits or more.
      derivative  ours  differences   digits
      ∂f/∂x       0     0             15
      ∂f/∂y       5     5.0000000000  14
    >>> print(check_gradients(absolute, [0.0]).comparisons[0].remark)
    kink: left −1, right 1, ours 0 lies between

    References
    ----------
    C. J. F. Ridders, Accurate computation of F'(x) and F'(x) F''(x), Advances in Engineering Software 4 (1982).
    """
    if not callable(function):
        raise TypeError(
            f"check_gradients takes a function and the numbers to check it at, as check_gradients(lambda a, b: a * b, "
            f"[2.0, 3.0]); it was given {with_type(function)}, whose numbers stay."
        )
    if order not in (1, 2):
        raise ValueError(f"order is {order}; give 1 for first derivatives, 2 for second ones too.")
    is_read_once = isinstance(inputs, Iterable) and not isinstance(inputs, Mapping)
    points: Any = list(inputs) if is_read_once else inputs
    subject = subject_of(function, points)
    report = check_at(subject, order)
    dependent = dependent_inputs(points, subject.names)
    if not dependent:
        return report
    problem = (
        f"the inputs depend on each other: {', '.join(dependent)}. Differences move one input and hold the others, so "
        "these derivatives are not those of your graph; give only inputs that nothing feeds, each once."
    )
    return CheckReport(report.subject, report.comparisons, (problem, *report.problems), report.notes)


def check_at(subject: Subject, order: int, place: str = "", word: str = "ours") -> CheckReport:
    """Return the report on one function at one point."""
    try:
        recording = subject.record(subject.numbers)
        problem = _not_finite(subject, recording) or _not_determined(subject, recording)
        if problem:
            return CheckReport(str(subject), problems=(problem,))
        orders = Orders.of(subject, recording, order, Label("", place, word))
        comparisons = [*orders.gradient(), *(orders.hessian() if order == 2 else ())]
        problem = _not_determined(subject, recording)
    except (ValueError, ArithmeticError) as error:
        return CheckReport(str(subject), problems=(f"it cannot be computed there: {error}",))
    refused = list(orders.refusals())
    problems = [text for text, is_due in refused if not is_due] + [problem][: bool(problem)]
    notes = [text for text, is_due in refused if is_due]
    return CheckReport(str(subject), tuple(comparisons), tuple(problems), tuple(notes))


def _not_finite(subject: Subject, recording: Recording) -> str:
    """Whether there is no number, or none that differences can be taken of."""
    if not recording.outputs:
        return f"{subject.title} returned no output, so that there is nothing to differentiate."
    names = [*subject.names, *subject.labels(len(recording.outputs))]
    values = [*recording.inputs, *recording.outputs]
    named = zip(names, values, strict=True)
    odd = [f"{name} is {number(value.data)}" for name, value in named if not math.isfinite(value.data)]
    return f"{', '.join(odd)}: differences need finite numbers; check it somewhere else." if odd else ""


def _not_determined(subject: Subject, recording: Recording) -> str:
    """Whether another call gives other numbers."""
    again = subject.record(subject.numbers)
    first, second = ([output.data for output in recorded.outputs] for recorded in (recording, again))
    if first == second:
        return ""
    before, after = (", ".join(map(number, numbers)) for numbers in (first, second))
    return (
        f"{subject.title} returned {before} and, called again with the same inputs, {after}; differences need a "
        "function that depends on its inputs alone: fix its random numbers, and let it keep no state."
    )
