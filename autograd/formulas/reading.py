"""Formulas as a person types them: ``net = w*x + b; out = sigmoid(net); E = (t - out)^2/2``.

A parser (`parser`) writes each formula in postfix order, `evaluation` applies rows of the table to operands.
Nothing typed is ever evaluated as code; depth, length and numbers of operands are limited.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from autograd.errors import ReadError
from autograd.formulas.defined import definitions, feeding, output_of
from autograd.formulas.evaluation import CONSTANTS, evaluated, require_applied
from autograd.formulas.steps import Definition, Name, Products
from autograd.formulas.tokens import located
from autograd.text.names import plain, printable, shorten
from autograd.value import Value

__all__ = ["CONSTANTS", "Products", "missing", "number_of", "parse", "parse_all", "unfed", "variables"]


def parse(
    text: str,
    names: Mapping[str, Any] | None = None,
    *,
    of: str | None = None,
    products: Products = Products.WRITTEN,
) -> Value:
    """Return the value of a formula; of several definitions, of the last one, or of the one that `of` names.

    Written as on paper: numbers (``.35``, ``1e-3``, ``½``, ``√2``), ``e`` and ``pi``, names with subscripts,
    ``+ - * / ^ **``, ``−x²`` = −(x²), ``e^{-x}``, ``sin²(x)``, calls of every operation; ``σ · × −`` too. Definitions
    stand on lines of their own or have ``;`` between them, in any order, and each value is named by its left side. A
    line that begins with an operator goes on with the line before. ``f(x) = …`` defines a function;
    ``p = softmax(a, b)`` defines ``p[1]`` and ``p[2]``.

    Parameters
    ----------
    text
        At most 20,000 characters, and 100 expressions inside each other.
    names
        A number or a Value for each name that the text does not define; numbers become leaves of that name.
    of
        The name of what is wanted; by default the last definition.
    products
        Whether products without a sign are read, ``2x`` and ``out(1 − out)``; otherwise a message says what to write.

    Raises
    ------
    ReadError
        With line, position and a caret: for anything that is not a formula, for an unknown name, for a definition
        that uses itself, for one that feeds nothing beside a last formula without a name, and where an operation is
        not defined at its numbers.

    Examples
    --------
    >>> out = parse("net = w*x + b; out = sigmoid(net)", {"w": 0.5, "x": 0.1, "b": 1})
    >>> out.name, out.parents[0].name, round(out.data, 6)
    ('out', 'net', 0.740775)
    >>> parse("−x² + 2x", {"x": 3}, products=Products.IMPLIED).data
    -3.0
    >>> parse("−x² + 2x", {"x": 3})
    Traceback (most recent call last):
    autograd.errors.ReadError: '2x' has no operation between its parts; write 2*x.
      −x² + 2x
             ^
    """
    all_defined = definitions(text, products, _given(names or {}), of)
    output = output_of(text, all_defined, of)
    return evaluated(text, all_defined, _known(names or {}))[output]


def parse_all(
    text: str, names: Mapping[str, Any] | None = None, *, products: Products = Products.WRITTEN
) -> dict[str, Value]:
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
    all_defined = definitions(text, products, _given(names or {}))
    output_of(text, all_defined)
    return evaluated(text, all_defined, _known(names or {}))


def variables(text: str, *, products: Products = Products.WRITTEN) -> list[str]:
    """Return the names that a text uses and does not define, in order of first use.

    Raises
    ------
    ReadError
        If the text is not a formula.

    Examples
    --------
    >>> variables("net = w*x + b; y = pi*net + e")
    ['w', 'x', 'b']
    """
    return _undefined(definitions(text, products))


def _undefined(all_defined: Sequence[Definition]) -> list[str]:
    defined = {name for definition in all_defined for name in definition.defined}
    used = dict.fromkeys(name for definition in all_defined for name in definition.names)
    return [name for name in used if name not in defined and name not in CONSTANTS]


def missing(text: str, given: Collection[str]) -> list[str]:
    """Return the variables of a text for which no number is given.

    Raises
    ------
    ReadError
        If the text is not a formula; for an operation that is applied to nothing, ``sin^2``.

    Examples
    --------
    >>> missing("w*x + b", {"x"})
    ['w', 'b']
    """
    all_defined = definitions(text)
    names = [name for name in _undefined(all_defined) if name not in given]
    for step in (step for definition in all_defined for step in definition.steps):
        if isinstance(step, Name) and step.text in names:
            require_applied(text, step)
    return names


def unfed(text: str, of: str | None = None, *, products: Products = Products.WRITTEN) -> list[str]:
    """Return the names of the definitions that do not feed the last one, or that which `of` names.

    Raises
    ------
    ReadError
        If the text is not a formula.

    Examples
    --------
    >>> unfed("a = x^2; b = x + 1; y = 2*b"), unfed("a = x^2; b = x + 1; y = 2*b", "a")
    (['a'], ['b', 'y'])
    """
    all_defined = definitions(text, products, asked=of)
    fed = feeding(all_defined, output_of(text, all_defined, of))
    return [definition.name for definition in all_defined if definition.name and definition not in fed]


def number_of(text: str, *, products: Products = Products.WRITTEN) -> float:
    """Return the number that a formula without names is worth: ``1/3``, ``pi``, ``√2``.

    Raises
    ------
    ReadError
        If it is none, or not finite.

    Examples
    --------
    >>> number_of("1/3"), number_of("2/3*pi"), number_of("-√2")
    (0.3333333333333333, 2.0943951023931953, -1.4142135623730951)
    """
    is_formula = bool(text.strip()) and [one.name for one in definitions(text, products)] == [None]
    if not is_formula or variables(text, products=products):
        shown = printable(shorten(text.strip(), 40))
        raise ReadError(f"{shown!r} is not a number; write one as 0.35, 1/3, pi or √2.")
    number = parse(text, products=products).data
    if not math.isfinite(number):
        raise located(text, 0, f"this is {number}; a number must be finite.")
    return number


def _given(names: Mapping[str, Any]) -> set[str]:
    return set(map(plain, names))


def _known(names: Mapping[str, Any]) -> dict[str, Value]:
    """What is given, by the plain names."""
    known: dict[str, Value] = {}
    for name, number in names.items():
        if plain(name) in known:
            raise ReadError(f"{printable(name)} is given twice; w₁ is w1, and net_{{o1}} is net_o1.")
        known[plain(name)] = number if isinstance(number, Value) else Value(number, plain(name))
    return known
