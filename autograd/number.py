"""Numbers: what counts as one."""

from __future__ import annotations

import numbers
import reprlib
from decimal import Decimal
from typing import SupportsFloat, cast

__all__ = ["ULP", "as_number"]

ULP = 2.0**-52
"""The distance from 1 to the next float: the part of a number that its last digit is worth."""

_REAL = (numbers.Real, Decimal)


def as_number(data: object) -> float:
    """Return a real number as a Python float.

    Accepted are `numbers.Real` (int, float, Fraction, NumPy scalars), `Decimal` and anything with ``shape == ()`` and
    ``__float__`` (arrays and tensors without dimensions).

    Everything else is refused with a TypeError, bool and complex included, an integer too large for a float with a
    ValueError.

    Examples
    --------
    >>> as_number(2)
    2.0
    >>> as_number("2")
    Traceback (most recent call last):
    TypeError: '2' (str) is not a number: give an int or a float, or as an operand a Value.
    """
    if type(data) is float:
        return data
    is_real = type(data) is int or (isinstance(data, _REAL) and not isinstance(data, bool))
    if not is_real and not (getattr(data, "shape", None) == () and _holds_a_real(data)):
        if hasattr(type(data), "__operation__"):
            raise TypeError(f"{reprlib.repr(data)} is a {type(data).__name__} already: use it as it is, or its .data.")
        hint = "give an int or a float, or as an operand a Value."
        if isinstance(data, bool) or _kind(data) == "b":
            hint = "a comparison has no derivative; write where(x − c, a, b) for a if x > c else b, or positive(x − c)."
        raise TypeError(f"{reprlib.repr(data)} ({type(data).__name__}) is not a number: {hint}")
    try:
        return float(cast("SupportsFloat", data))
    except OverflowError:
        raise ValueError(f"{reprlib.repr(data)} is too large for a float (at most about 1.8e308).") from None


def _holds_a_real(array: object) -> bool:
    """Whether a dimensionless array holds a real number, judged by the kind of its dtype where it has one."""
    return _kind(array) in "fiu" and hasattr(array, "__float__")


def _kind(array: object) -> str:
    kind: str = getattr(getattr(array, "dtype", None), "kind", "f")
    return kind
