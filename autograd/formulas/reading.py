"""Formulas as a person types them: ``net = w*x + b; out = sigmoid(net); E = (t - out)^2/2``.

A parser (`formula_parser`) writes each formula in postfix order, and a loop here applies rows of the table to operands.
Nothing typed is ever evaluated as code; depth, length and numbers of operands are limited.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from autograd.errors import DomainError, ReadError
from autograd.formulas.parser import SPELLINGS, Call, Definition, Name, Number, definitions
from autograd.formulas.tokens import located, plain
from autograd.ops.activations import linear
from autograd.text.names import nearest, printable, shorten
from autograd.value import Value

__all__ = ["CONSTANTS", "parse", "parse_all", "variables"]

CONSTANTS: Mapping[str, float] = {"e": math.e, "pi": math.pi, "π": math.pi}


def parse(text: str, names: Mapping[str, Any] | None = None) -> Value:
    """Return the value of a formula; of several definitions, of the last one.

    Written as on paper: numbers (``.35``, ``1e-3``), ``e`` and ``pi``, names with subscripts, ``+ - * / ^ **``,
    ``−x²`` = −(x²), calls of every operation; ``σ · × − ½ ²`` too. Definitions stand on lines of their own or have
    ``;`` between them, in any order, and each value is named by its left side.

    Parameters
    ----------
    text
        At most 20,000 characters, and 100 expressions inside each other.
    names
        A number or a Value for each name that the text does not define; numbers become leaves of that name.

    Raises
    ------
    ReadError
        With line, position and a caret: for anything that is not a formula, for an unknown name, for a definition
        that uses itself, and where an operation is not defined at its numbers.

    Examples
    --------
    >>> out = parse("net = w*x + b; out = sigmoid(net)", {"w": 0.5, "x": 0.1, "b": 1})
    >>> out.name, out.parents[0].name, round(out.data, 6)
    ('out', 'net', 0.740775)
    >>> parse("−x² + 2x", {"x": 3})
    Traceback (most recent call last):
    autograd.errors.ReadError: '2x' has no operation between its parts; write 2*x.
      −x² + 2x
             ^
    """
    return _values(text, names or {})[-1][1]


def parse_all(text: str, names: Mapping[str, Any] | None = None) -> dict[str, Value]:
    """Return the values of all definitions by name, in the order in which they stand; a formula alone has no name, "".

    Raises
    ------
    ReadError
        As `parse` does.

    Examples
    --------
    >>> [(name, value.data) for name, value in parse_all("b = a + 1; a = 2").items()]
    [('b', 3.0), ('a', 2.0)]
    """
    return {definition.name or "": value for definition, value in _values(text, names or {})}


def variables(text: str) -> list[str]:
    """Return the names that a text uses and does not define, in order of first use.

    Raises
    ------
    ReadError
        If the text is not a formula.

    Examples
    --------
    >>> variables("net = w*x + b; pi*net + e")
    ['w', 'x', 'b']
    """
    all_defined = definitions(text)
    defined = {definition.name for definition in all_defined}
    used = dict.fromkeys(step.text for entry in all_defined for step in entry.steps if isinstance(step, Name))
    return [name for name in used if name not in defined and name not in CONSTANTS]


def _values(text: str, names: Mapping[str, Any]) -> list[tuple[Definition, Value]]:
    all_defined = definitions(text)
    known: dict[str, Any] = {}
    for name, number in names.items():
        if plain(name) in known:
            raise ReadError(f"{printable(name)} is given twice; w₁ is w1, and net_{{o1}} is net_o1.")
        known[plain(name)] = number if isinstance(number, Value) else Value(number, plain(name))
    for definition in all_defined:
        if definition.name in known:
            complaint = f"{printable(definition.name)} is defined here and given as a number too; do one of them."
            raise located(text, definition.at, complaint)
    values: dict[int, Value] = {}
    defined = {one.name for one in all_defined if one.name is not None}
    for place in _in_order(text, all_defined):
        value = values[place] = _evaluated(text, all_defined[place], known, defined)
        known |= {all_defined[place].name or "": value}
    return [(definition, values[place]) for place, definition in enumerate(all_defined)]


def _in_order(text: str, defined: tuple[Definition, ...]) -> list[int]:
    """The definitions by place, each after those it uses."""
    places = {definition.name: place for place, definition in enumerate(defined) if definition.name is not None}
    uses = {
        place: {places[step.text]: step.at for step in one.steps if isinstance(step, Name) and step.text in places}
        for place, one in enumerate(defined)
    }
    try:
        return list(TopologicalSorter(uses).static_order())
    except CycleError as error:
        circle = error.args[1]
        way = " uses ".join(printable(shorten(defined[place].name or "", 30)) for place in circle[::-1])
        raise located(
            text, uses[circle[1]][circle[0]], f"a definition cannot use itself: {shorten(way, 200)}."
        ) from error


def _evaluated(text: str, definition: Definition, known: Mapping[str, Any], defined: set[str]) -> Value:
    stack: list[Any] = []
    for step in definition.steps:
        match step:
            case Number():
                stack.append(step.value)
            case Name():
                stack.append(_known(text, step, known, defined))
            case Call():
                operands = stack[len(stack) - step.count :]
                del stack[len(stack) - step.count :]
                stack.append(_applied(text, step, operands))
    (result,) = stack
    if not isinstance(result, Value):
        return Value(result, definition.name)
    if definition.name is None:
        return result
    is_new = definition.steps[-1:] and isinstance(definition.steps[-1], Call)
    return (result if is_new else linear(result)).named(definition.name)


def _known(text: str, name: Name, known: Mapping[str, Any], defined: set[str]) -> Any:
    if name.text in known:
        return known[name.text]
    if name.text in CONSTANTS:
        return CONSTANTS[name.text]
    if name.text in SPELLINGS:
        shown = printable(name.text)
        raise located(text, name.at, f"{shown} is an operation; write {shown}(…) with what it is applied to.")
    there = sorted(defined.union(known) - {""})
    hint = nearest(name.text, there) if there else f"give it a number: {printable(shorten(name.text, 30))} = …"
    raise located(text, name.at, f"unknown name {printable(shorten(name.text, 40))!r}; {hint}")


def _applied(text: str, call: Call, operands: list[Any]) -> Any:
    """Apply a row; operands beyond its own are static arguments, which are plain numbers."""
    op = call.op
    if op.takes and not op.static and op.arity is not None:
        static = dict(zip(op.takes, operands[op.arity :], strict=True))
        for name, number in static.items():
            if isinstance(number, Value):
                raise located(text, call.at, f"{name} of {op.name} must be a number that stands in the formula.")
        op, operands = op.bind(**static), operands[: op.arity]
    try:
        return op(*operands)
    except (DomainError, TypeError, IndexError) as error:
        raise located(text, call.at, str(error)) from error
