"""Checks of arguments of functions of several Values: lists of them, and vectors of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from autograd.graphs.steps import require_value
from autograd.number import as_number
from autograd.text.names import with_type
from autograd.value import Value

__all__ = ["listed_values", "vector_for"]


def listed_values(what: str, listed: Iterable[Value]) -> list[Value]:
    """Return several Values as a list, from any iterable of them; refuse anything else with a TypeError.

    Examples
    --------
    >>> listed_values("inputs", Value(2.0, "x"))
    Traceback (most recent call last):
    TypeError: inputs: Value(2.0, name='x') (Value) is no list of Values; write [x], or [x, y].
    """
    if isinstance(listed, str) or not isinstance(listed, Iterable):
        raise TypeError(f"{what}: {with_type(listed)} is no list of Values; write [x], or [x, y].")
    values = list(listed)
    for value in values:
        require_value(what, value)
    return values


def vector_for(what: str, values: list[Value], vector: Iterable[Any]) -> list[Any]:
    """Return a vector with one component, a number or a Value, for each of some Values, at least one.

    Examples
    --------
    >>> vector_for("inputs", [Value(2.0), Value(3.0)], (1, 0))
    [1.0, 0.0]
    """
    if isinstance(vector, str) or not isinstance(vector, Iterable):
        raise TypeError(
            f"vector: {with_type(vector)} is no list of numbers; give one for each of the {what}: [1.0, 0.0]."
        )
    numbers = [entry if isinstance(entry, Value) else as_number(entry) for entry in vector]
    if len(values) != len(numbers) or not values:
        raise ValueError(f"the vector has {len(numbers)} numbers for {len(values)} {what}; give one each.")
    return numbers
