"""Formulas as people write them in claims and worksheets: products without a sign are read, ``out(1 − out)``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from autograd import ReadError, Value
from autograd.formulas.defined import definitions
from autograd.formulas.reading import Products, number_of, parse, parse_all, unfed, variables

__all__ = ["given_number", "is_one_formula", "names_in", "number_in", "unfed_in", "value_of", "values_of"]


def value_of(formula: str, names: Mapping[str, Value | float]) -> Value:
    """Return the value of a formula with the numbers of its names.

    Examples
    --------
    >>> value_of("2out(1 − out)", {"out": 0.75}).data
    0.375
    """
    return parse(formula, names, products=Products.IMPLIED)


def values_of(formulas: str, names: Mapping[str, Value | float]) -> dict[str, Value]:
    """Return the values of all definitions by name."""
    return parse_all(formulas, names, products=Products.IMPLIED)


def unfed_in(formulas: str, of: str = "") -> list[str]:
    """Return the names of the definitions that do not feed the last one, or that which `of` names."""
    return unfed(formulas, of or None, products=Products.IMPLIED)


def is_one_formula(text: str) -> bool:
    """Whether a text is one formula, which may go on in the next line; one that cannot be read may be one."""
    with suppress(ReadError):
        return len(definitions(text, Products.IMPLIED)) == 1
    return bool(text.strip())


def names_in(formula: str) -> list[str]:
    """Return the names that a formula uses."""
    return variables(formula, products=Products.IMPLIED)


def given_number(text: str) -> float:
    """Return the number that a formula without names is worth; a ReadError says why it is none.

    Examples
    --------
    >>> given_number("0.05"), given_number("1/4"), given_number("2√2")
    (0.05, 0.25, 2.8284271247461903)
    """
    return number_of(text, products=Products.IMPLIED)


def number_in(text: str) -> float | None:
    """Return the number that a formula without names is worth; None for any other text.

    Examples
    --------
    >>> number_in("pi/2"), number_in("0,5")
    (1.5707963267948966, None)
    """
    with suppress(ReadError):
        return given_number(text)
    return None
