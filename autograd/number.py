"""Numbers: what counts as one."""

from __future__ import annotations

import numbers
import reprlib
from typing import SupportsFloat, cast

__all__ = ["ULP", "as_number"]

ULP = 2.0**-52
"""The distance from 1 to the next float: the part of a number that its last digit is worth."""


def as_number(given: object) -> float:
    """Return a real number as a Python float.

    Accepted are `numbers.Real` (int, float, Fraction, NumPy scalars) and anything with ``shape == ()`` and
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
    if type(given) is float:
        return given
    is_real = type(given) is int or (isinstance(given, numbers.Real) and not isinstance(given, bool))
    if not is_real and not (getattr(given, "shape", None) == () and _holds_a_real(given)):
        if hasattr(type(given), "__operation__"):
            raise TypeError(
                f"{reprlib.repr(given)} is a {type(given).__name__} already: use it as it is, or its .data."
            )
        hint = "give an int or a float, or as an operand a Value."
        if isinstance(given, bool) or _kind(given) == "b":
            hint = "a comparison has no derivative; write where(x − c, a, b) for a if x > c else b, or positive(x − c)."
        raise TypeError(f"{reprlib.repr(given)} ({type(given).__name__}) is not a number: {hint}")
    try:
        return float(cast("SupportsFloat", given))
    except OverflowError:
        raise ValueError(f"{reprlib.repr(given)} is too large for a float (at most about 1.8e308).") from None


def _holds_a_real(array: object) -> bool:
    """Whether a dimensionless array holds a real number, judged by the kind of its dtype where it has one."""
    return _kind(array) in "fiu" and hasattr(array, "__float__")


def _kind(array: object) -> str:
    kind: str = getattr(getattr(array, "dtype", None), "kind", "f")
    return kind
