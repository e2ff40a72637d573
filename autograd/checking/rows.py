"""Checks of the form of a row: rules for every operand, made of arithmetic, and forms that agree."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from autograd.checking.comparison import number
from autograd.checking.subject import call_problem, rounding_of
from autograd.languages.symbol import Symbol
from autograd.number import as_number
from autograd.ops import Op
from autograd.text.digits import in_print
from autograd.value import Value, topological_order

__all__ = ["MISTAKES", "feed_problems", "form_problems", "misfits", "text_problems"]

MISTAKES = (TypeError, ValueError, ArithmeticError, AttributeError, LookupError, NameError)
"""What a function raises that is not made for what it was given."""

ADVICE = (
    "write rules with + − * /, numbers and operations of the table, without math functions, float() or `if` on an "
    "operand: use positive, sign or where"
)


class _Operand(Symbol):
    """An operand that is only text, and that a rule cannot ask whether it is equal to something."""

    __slots__ = ()

    def __eq__(self, other: object) -> NoReturn:
        raise TypeError("== on an operand")

    __hash__ = Symbol.__hash__


def misfits(op: Op, count: int) -> Iterator[str]:
    """Yield which functions of a row cannot be called with so many operands."""
    if refused := _refused(op, count):
        yield refused
        return
    forward, how = getattr(math, op.forward) if isinstance(op.forward, str) else op.forward, op.shown
    functions = {"forward": forward, "fast forward": op.fast, "expansion": how.expansion, "definition": how.definition}
    for what, function in functions.items():
        if function is not None and call_problem(function, *[0.0] * count, **op.static):
            yield (
                f"the {what} of {op.name} takes {inspect.signature(function)}, but its rules make it an operation "
                f"of {count} operand(s): there must be one rule an operand."
            )
    for what, place, rule in _rules(op):
        if call_problem(rule, *[0.0] * (count + 1), **op.static):
            yield (
                f"{what} {place + 1} of {op.name} takes {inspect.signature(rule)}; it is called with the result "
                f"and all {count} operand(s)."
            )


def _refused(op: Op, count: int) -> str:
    """Why no function of a row needs to be looked at: it is none of so many operands, or not a row at all."""
    if op.arity not in (None, count):
        return f"{op.name} has {op.arity} rule(s), one an operand, but was given a point of {count} number(s)."
    if isinstance(op.forward, str) and not hasattr(math, op.forward):
        return f"the forward of {op.name} is {op.forward!r}, which Python's math does not have; give a function."
    rules, textbook = (1 if callable(side) else len(side) for side in (op.local_derivatives, op.shown.textbook))
    return f"{op.name} has {textbook} textbook rules for {rules} rules: they are parallel." if textbook > rules else ""


def _rules(op: Op) -> Iterator[tuple[str, int, Callable[..., Any]]]:
    """Each rule with its place, first the row's own, then those that a textbook writes."""
    for what, rules in (("rule", op.local_derivatives), ("textbook rule", op.shown.textbook)):
        for place, rule in enumerate([rules] if callable(rules) else rules):
            if rule is not None:
                yield what, place, rule


def text_problems(op: Op, names: Sequence[str]) -> Iterator[str]:
    """Yield which rules text does not go through: they cannot be compiled, typeset or differentiated again."""
    for what, place, rule in _rules(op):
        if problem := _text_problem(rule, op, names):
            yield f"the {what} of {op.name}{'' if op.arity is None else f' for {names[place]}'} {problem}"


def _text_problem(rule: Callable[..., Any], op: Op, names: Sequence[str]) -> str:
    out = _Operand("out")
    try:
        text = rule(out, *map(_Operand, names), **op.static)
        for part in text if isinstance(text, tuple) else [text]:
            out.of(part)
    except MISTAKES as error:
        return f"cannot be written as text ({error}): {ADVICE}."
    if op.arity is not None:
        alone = "returned a tuple; a row with one rule an operand has rules that return one derivative."
        return alone if isinstance(text, tuple) else ""
    if isinstance(text, tuple) and len(text) == len(names):
        return ""
    returned = f"{len(text)} derivative(s)" if isinstance(text, tuple) else "no tuple"
    return f"returned {returned} for {len(names)} operand(s); it must return a tuple with one for each."


def feed_problems(op: Op, point: Sequence[float]) -> Iterator[str]:
    """Yield whether the rules fail on numbers or on Values, though text goes through them."""
    out = op(*point)
    for what, kind in (("numbers", float), ("Values", Value)):
        try:
            for derivative in op.derivatives(kind(out), *map(kind, point)):
                as_number(derivative.data if isinstance(derivative, Value) else derivative)
        except (ValueError, ArithmeticError):  # where there may be no derivative
            continue
        except MISTAKES as error:
            yield f"the rules of {op.name} raise {type(error).__name__} on {what} ({error}): {ADVICE}."


def form_problems(op: Op, point: Sequence[float], names: Sequence[str]) -> Iterator[str]:
    """Yield where the forms of a row give different numbers: fast, composed, expanded, as text, as a textbook says."""
    value = op(*map(Value, point))
    where = in_print(", ".join(f"{name} = {x:.6g}" for name, x in zip(names, point, strict=True)))
    yield from (f"{op.name} at {where}: {said}" for said in _forwards_apart(op, value, point))
    yield from (f"∂{op.name}/∂{said}" for said in _rules_apart(op, value, point, names, where))


def _forwards_apart(op: Op, value: Value, point: Sequence[float]) -> Iterator[str]:
    composed = op.forward if op.fast is not None and callable(op.forward) else None
    how = op.shown
    for what, form in (("composed forward", composed), ("expansion", how.expansion), ("definition", how.definition)):
        result, allowed = _value_of(form, point, op) if form else (value.data, 0.0)
        is_beyond = what == "definition" and form is not None and not _stays_finite(form, point, op)
        if not is_beyond and not _is_close(result, value.data, allowed):
            yield f"the {what} {_said(result)}, the forward {number(value.data)}."


def _rules_apart(op: Op, value: Value, point: Sequence[float], names: Sequence[str], where: str) -> Iterator[str]:
    local = value.local_derivatives
    numbers, book = ("on numbers", op.local_derivatives, 0.0), ("by the textbook rule", op.shown.textbook, 1e-12)
    for what, rules, slack in (numbers, book):
        for name, result, ours in zip(names, _derivatives(rules, value.data, point, op), local, strict=False):
            is_beyond = isinstance(result, ArithmeticError) or (slack > 0.0 and not _is_finite(result))
            if not is_beyond and not _is_close(result, ours, slack):
                yield f"{name} at {where}: {what} it {_said(result)}, as recorded {number(ours)}."


def _value_of(form: Callable[..., Any], point: Sequence[float], op: Op) -> tuple[Any, float]:
    """What a form gives, and how far its rounding may move it: that of every value in the graph of it."""
    result = _called(form, [Value(x) for x in point], op)
    if isinstance(result, Value):
        return result.data, 64.0 * rounding_of(result)
    return _called(form, point, op), 0.0


def _derivatives(rules: Any, out: float, point: Sequence[float], op: Op) -> Sequence[Any]:
    if callable(rules):
        result = _called(rules, (out, *point), op)
        return result if isinstance(result, tuple) else [result]
    return [ArithmeticError() if rule is None else _called(rule, (out, *point), op) for rule in rules]


def _called(function: Callable[..., Any], operands: Sequence[Any], op: Op) -> Any:
    """What a function returns, or raises; every ArithmeticError stands for a place where there may be no number."""
    try:
        return function(*operands, **op.static)
    except ValueError as error:  # outside a domain, where rules follow IEEE 754
        return ArithmeticError(str(error))
    except MISTAKES as error:
        return error


def _stays_finite(form: Callable[..., Any], point: Sequence[float], op: Op) -> bool:
    """Whether no number on the way is too large for a float, as e^745 is in the definition of a sigmoid of −745."""
    result = _called(form, [Value(x) for x in point], op)
    if isinstance(result, Value):
        return all(math.isfinite(node.data) for node in topological_order(result))
    return _is_finite(result)


def _is_finite(result: Any) -> bool:
    return not isinstance(result, ArithmeticError) and (isinstance(result, Exception) or math.isfinite(result))


def _said(result: Any) -> str:
    return f"raises {type(result).__name__} ({result})" if isinstance(result, Exception) else f"gives {number(result)}"


def _is_close(result: Any, ours: float, slack: float) -> bool:
    if isinstance(result, Exception):
        return False
    return math.isclose(result, ours, rel_tol=1e-9, abs_tol=slack) or (result != result and ours != ours)
