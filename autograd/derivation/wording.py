"""Names, partials and numbers of a derivation, in plain text and LaTeX at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import TypeAlias

from autograd.languages.catalogue import LATEX, TEXT
from autograd.languages.language import Dialect
from autograd.languages.symbol import Symbol
from autograd.ops.notation import Binding
from autograd.text.digits import decimals_text, in_print
from autograd.text.document import EQUALS, Line, Math, Piece
from autograd.value import Value

__all__ = ["Wording", "computed_inside", "equal_sides", "in_both", "number_math", "signed"]


MOST_OPERATIONS = 12
"""Operations in a formula that is still read."""

Write: TypeAlias = Callable[[Value], Callable[[Dialect], Symbol]]
"""What a value in a formula is written as."""


def in_both(write: Callable[[Dialect], Symbol]) -> Math:
    """Return what a function writes, in plain text and in LaTeX."""
    return Math(write(TEXT).text, write(LATEX).text)


def number_math(number: float, decimals: int) -> Math:
    r"""Return a number as derivations print it, trailing zeros dropped.

    Examples
    --------
    >>> number_math(-0.0226025404774, 9), number_math(1.5e-17, 9).latex
    (Math(text='−0.02260254', latex='-0.02260254'), '1.5 \\cdot 10^{-17}')
    """
    plain = decimals_text(number, decimals)
    mantissa, power, exponent = plain.partition("e")
    latex = rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if power else plain
    return Math(in_print(plain), latex.replace("inf", r"\infty").replace("nan", r"\text{nan}"))


def signed(math: Math) -> Math:
    """Return a number as it stands after a sign: (−0.5)."""
    if not math.text.startswith("−"):
        return math
    return Math(f"({math.text})", rf"\left({math.latex}\right)")


def equal_sides(sides: Iterable[Math]) -> tuple[Piece, ...]:
    """Return sides with ``=`` between them, each that says more than the one before it."""
    kept = [next(same) for _, same in groupby(sides, key=lambda side: side.text)]
    return tuple(piece for side in kept for piece in (EQUALS, Piece(side)))[1:]


@dataclass(frozen=True)
class Wording:
    """Names of values, and how many decimals their numbers have."""

    labels: Mapping[Value, str]
    decimals: int = 9

    def name(self, value: Value) -> Math:
        """Return the name of a value."""
        return in_both(self.named(value))

    def named(self, value: Value) -> Callable[[Dialect], Symbol]:
        """Return what writes the name of a value in a dialect."""
        label = self.labels[value]
        return lambda dialect: Symbol(dialect.named(label), dialect)

    def number(self, number: float) -> Math:
        """Return a number with the decimals of the derivation."""
        return number_math(number, self.decimals)

    def valued(self, value: Value) -> Callable[[Dialect], Symbol]:
        """Return what writes the number of a value in a dialect."""
        math = self.number(value.data)
        binding = Binding.PREFIX if math.text.startswith("−") else Binding.ATOM
        return lambda dialect: Symbol(math.latex if dialect is LATEX else math.text, dialect, binding)

    def partial(self, of: Value, by: Value, is_direct: bool = False) -> Math:
        """Return ∂of/∂by; a direct one says so, for the partial by all paths has the same symbol."""
        above, below = self.name(of), self.name(by)
        latex = rf"\frac{{\partial {above.latex}}}{{\partial {below.latex}}}"
        if is_direct:
            return Math(f"∂{above.text}/∂{below.text} (direct)", rf"{latex} \text{{ (direct)}}")
        return Math(f"∂{above.text}/∂{below.text}", latex)

    def formula(self, value: Value) -> Math | None:
        """Return how a value follows from what has a name; None where that is too long to be read."""
        return self._formula(value, self.named)

    def formula_in_numbers(self, value: Value) -> Math | None:
        """Return the same formula with numbers in place of names."""
        return self._formula(value, self.valued)

    def _formula(self, value: Value, write: Write) -> Math | None:
        further = islice(computed_inside(value, self.labels.__contains__), MOST_OPERATIONS, None)
        if value.op is None or next(further, None) is not None:
            return None
        return in_both(lambda dialect: self._applied(value, write, dialect))

    def written(self, value: Value, write: Write, dialect: Dialect) -> Symbol:
        """Return a value in a formula: what has a name by what writes it, a number, or how it follows from these."""
        if value in self.labels:
            return write(value)(dialect)
        return self._applied(value, write, dialect) if value.op else Symbol("", dialect).of(value.data)

    def _applied(self, value: Value, write: Write, dialect: Dialect) -> Symbol:
        assert value.op is not None  # numbers are written by themselves
        operands = tuple(self.written(parent, write, dialect) for parent in value.parents)
        return operands[0].__operation__(value.op, operands)

    def update(self, wrt: Value, partial: Math, value: float, rate: float) -> Line:
        """Return ``w5⁺ = w5 − η · ∂E/∂w5 = 0.4 − 0.5 · 0.082167041 = 0.35891648``."""
        name, old = self.name(wrt), self.number(wrt.data)
        eta, gradient = self.number(rate), signed(self.number(value))
        sides = [
            Math(f"{name.text}⁺", f"{name.latex}^{{+}}"),
            Math(f"{name.text} − η · {partial.text}", rf"{name.latex} - \eta \cdot {partial.latex}"),
            Math(f"{old.text} − {eta.text} · {gradient.text}", rf"{old.latex} - {eta.latex} \cdot {gradient.latex}"),
            self.number(wrt.data - rate * value),
        ]
        return Line(equal_sides(sides))

    def delta(self, net: Value) -> Math:
        """Return the δ of a neuron, called after what its net is called: δ_o1 for net_o1."""
        label = self.labels[net]
        short = label.removeprefix("net_").removesuffix("_in")
        whole = in_both(lambda dialect: Symbol(dialect.named(f"d_{short}"), dialect))
        return Math(f"δ_{whole.text.removeprefix('d_')}", rf"\delta{whole.latex.removeprefix('d')}")


def computed_inside(value: Value, is_seen: Callable[[Value], bool]) -> Iterator[Value]:
    """Yield a value and what is computed inside its formula, once for each time that it is written there."""
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        yield inner
        waiting += [parent for parent in inner.parents if parent.op and not is_seen(parent)]
