"""Texts that records say of themselves: labels of values, numbers, lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograd.ops.notation import formula_text
from autograd.text.digits import decimals_text, in_print
from autograd.text.names import printable, shorten
from autograd.value import Value

__all__ = ["Labels", "listed", "text_of"]

LONGEST_LABEL, MOST_OPERATIONS = 40, 3


class Labels:
    """Names of the values of a graph: by their labels; those without one by formula or number.

    Examples
    --------
    >>> from autograd.graphs.named import Named
    >>> a, b = Value(1.0, "x"), Value(2.0, "x")
    >>> c = a * b
    >>> labels = Labels(Named(c).labels)
    >>> labels[b], labels[c]
    ('x⟨2⟩', 'x⟨1⟩ · x⟨2⟩')
    """

    def __init__(self, labels: Mapping[Value, str]) -> None:
        self._named: dict[Any, str] = {value: printable(label) for value, label in labels.items()}

    def __getitem__(self, value: Value) -> str:
        if value in self._named:
            return shorten(self._named[value], LONGEST_LABEL)
        if not value.parents:
            return text_of(value.data)
        return self._formula(value)

    def with_number(self, value: Value) -> str:
        """Return the label with the number, ``net_h1 = 0.3775``."""
        label = self[value]
        return label if value.name is None and not value.parents else f"{label} = {text_of(value.data)}"

    def equation(self, value: Value) -> str:
        """Return the label with the formula, ``out_h1 = σ(net_h1)``."""
        return f"{self[value]} = {self._formula(value)}" if value in self._named else self._formula(value)

    def slope(self, of: Value, by: Value) -> str:
        """Return ∂of/∂by, ``∂out_h1/∂net_h1``."""
        return "/".join(f"∂({label})" if " " in label else f"∂{label}" for label in (self[of], self[by]))

    def _formula(self, value: Value) -> str:
        return shorten(printable(formula_text(value, labels=self._named, most=MOST_OPERATIONS)), LONGEST_LABEL)


def text_of(number: float) -> str:
    """Return a number with nine decimals, trailing zeros dropped, and no fewer than four significant digits.

    Examples
    --------
    >>> text_of(0.29837110876), text_of(-2.5e-12), text_of(-0.0)
    ('0.298371109', '−2.5e−12', '0')
    """
    return in_print(decimals_text(number or 0.0))


def listed(things: Sequence[Any], word: Callable[[Any], str] = str, most: int = 5) -> str:
    """Return things as a list in a sentence, no more than so many of them.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(range(20), "w{}".format, 3)
    ('a, b and c', 'w0, w1, w2 and 17 more')
    """
    words = [word(thing) for thing in things[:most]]
    if len(things) > most:
        return f"{', '.join(words)} and {len(things) - most:,} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
