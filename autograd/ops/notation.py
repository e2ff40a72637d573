"""Notations: how an operation is written, and how strongly it binds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

__all__ = ["Binding", "Constant", "Notation", "formula_text", "number_binding", "number_latex", "number_text"]

LONGEST_FORMULA = 100
"""Unnamed operations that a formula shows; the rest is written as "…"."""


class Binding(IntEnum):
    """Binding strength: an operand that binds more weakly than its place asks for gets parentheses."""

    SUM = 1
    PRODUCT = 2
    PREFIX = 3
    POWER = 4
    ATOM = 5


class Constant(float):
    r"""A number that formulas write by what it is, √2 and not 1.41421356237.

    Examples
    --------
    >>> Constant(2.0**0.5, "√(2)", r"\sqrt{2}").text
    '√(2)'
    """

    def __new__(cls, number: float, text: str, latex: str, binding: Binding = Binding.ATOM) -> Constant:
        """Make a float that knows its text, its LaTeX and how strongly both bind."""
        constant = super().__new__(cls, number)
        constant.text, constant.latex, constant.binding = text, latex, binding
        return constant

    text: str
    latex: str
    binding: Binding


_MINUS = ("-", "−")


@dataclass(frozen=True, slots=True)
class Notation:
    """The notation of a row of the table.

    Parameters
    ----------
    symbol
        What stands in a picture for the operation: ``"×"``, ``"σ"``, ``"tanh"``.
    text
        A template with one ``{}`` an operand, or a function of the operands' texts; static arguments arrive
        by name. Without it the operation is written as a call, ``tanh(x)``.
    binding
        How strongly the written whole binds.
    places
        For each operand the weakest binding that needs no parentheses; the last one holds for all that follow.

    Examples
    --------
    >>> times = Notation("×", "{} · {}", Binding.PRODUCT, (Binding.PRODUCT, Binding.PREFIX))
    >>> times.write([("a + b", Binding.SUM), ("c", Binding.ATOM)])
    '(a + b) · c'
    """

    symbol: str
    text: str | Callable[..., str] | None = None
    binding: Binding = Binding.ATOM
    places: tuple[Binding, ...] = (Binding.SUM,)

    def write(self, operands: Sequence[tuple[str, Binding]], parentheses: str = "({})", /, **static: float) -> str:
        """Return the operation written with these operands, each a text and its binding strength.

        What begins with a minus gets parentheses after another sign: x − (−y).
        """
        texts = []
        after_a_sign = str(self.text)[0] in _MINUS
        for place, (text, binding) in enumerate(operands):
            weakest = self.places[min(place, len(self.places) - 1)]
            stands = binding >= weakest and not (after_a_sign and text[:1] in _MINUS and weakest > Binding.SUM)
            texts.append(text if stands else parentheses.format(text))
            after_a_sign = True
        if self.text is None:
            return f"{self.symbol}({', '.join([*texts, *map(number_text, static.values())])})"
        return (self.text.format if isinstance(self.text, str) else self.text)(*texts, **static)


def number_text(number: float) -> str:
    """Return a constant as one writes it in a formula.

    Examples
    --------
    >>> number_text(2.0), number_text(-0.25), number_text(0.5), number_text(1e-9)
    ('2', '−0.25', '½', '1e−9')
    """
    digits, e, power = f"{number:.12g}".partition("e")
    return "½" if number == 0.5 else f"{digits}e{int(power)}".replace("-", "−") if e else digits.replace("-", "−")


def number_latex(number: float) -> str:
    r"""Return a constant as LaTeX writes it in a formula.

    Examples
    --------
    >>> print(number_latex(-0.25), number_latex(0.5), number_latex(1e-9), number_latex(2.5e20))
    -0.25 \tfrac{1}{2} 10^{-9} 2.5 \cdot 10^{20}
    """
    digits, _, power = number_text(number).replace("−", "-").partition("e")
    if not power:
        return r"\tfrac{1}{2}" if digits == "½" else digits.replace("inf", r"\infty")
    times = digits.removesuffix("1") if digits in ("1", "-1") else rf"{digits} \cdot "
    return f"{times}10^{{{power}}}"


def number_binding(number: float) -> Binding:
    """Return how strongly the text of a constant binds: a sign or a power of ten is raised to nothing as it stands."""
    return Binding.PREFIX if number < 0 or "e" in number_text(number) else Binding.ATOM


class Written(Protocol):
    """The protocol of a value in a formula; its `op` is a row with `shown` and `static`."""

    data: float
    name: str | None

    @property
    def op(self) -> Any: ...
    @property
    def parents(self) -> tuple[Any, ...]: ...


def formula_text(
    value: Written,
    words: Mapping[str, str] | None = None,
    labels: Mapping[Any, str] | None = None,
    most: int = LONGEST_FORMULA,
) -> str:
    """Return how `value` is computed, from the named values that feed it; unnamed ones fold into it.

    Parameters
    ----------
    value
        Any value of a graph.
    words
        Other spellings for names, for example ``{"out_o1": "out"}``.
    labels
        What certain values are called, whatever their names.
    most
        Operations that are written out, 1 or more; the rest is "…".

    Examples
    --------
    >>> from autograd import Value
    >>> target, out = Value(0.01, "target"), Value(0.75, "out")
    >>> formula_text(0.5 * (target - out) ** 2)
    '½(target − out)²'
    """
    write = _Formula(words or {}, labels or {}, most)
    return (write.expression(value) if value.parents else write.operand(value))[0]


class _Formula:
    """Writes one formula, and no more of it than a reader can take in."""

    def __init__(self, words: Mapping[str, str], labels: Mapping[Any, str], most: int) -> None:
        self.words = words
        self.labels = labels
        self.left = most

    def expression(self, value: Written) -> tuple[str, Binding]:
        self.left -= 1
        if self.left < 0:
            return "…", Binding.ATOM
        notation: Notation = value.op.shown.notation
        operands = [self.operand(parent) for parent in value.parents]
        return notation.write(operands, **value.op.static), notation.binding

    def operand(self, value: Written) -> tuple[str, Binding]:
        if value in self.labels:
            return self.labels[value], Binding.ATOM
        if value.name is not None:
            return self.words.get(value.name, value.name), Binding.ATOM
        if value.parents:
            return self.expression(value)
        return number_text(value.data), number_binding(value.data)
