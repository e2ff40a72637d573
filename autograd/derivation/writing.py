"""A derivation as a person writes it: symbols, the rule of each factor, numbers, result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from autograd.algebra.terms import Formula
from autograd.derivation.expansion import expanded_rule, is_expandable
from autograd.derivation.steps import Derivation, Detail, Factor, Key, Step, numbered_factors
from autograd.derivation.wording import Wording, equal_sides, in_both, signed
from autograd.languages.symbol import Symbol
from autograd.text.digits import in_print, significant_text
from autograd.text.document import EQUALS, Block, Cell, Document, Equation, Heading, Line, Math, Paragraph, Piece, Table
from autograd.text.names import first_and_last
from autograd.text.saying import document_of
from autograd.value import Value

__all__ = ["Direction", "Manner", "Writer", "document_of_all"]

MOST_TERMS, MOST_FACTORS = 4, 12
"""Terms of a sum and factors of a product that are written; of more, the first ones and the last."""


class Direction(Enum):
    """The end at which the factors of a product begin."""

    FROM_OUTPUT = "output"
    FROM_WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Manner:
    """The manner in which a derivation is told.

    Parameters
    ----------
    decimals
        Digits after the point, 1 to 15; never fewer than four significant ones.
    direction
        Where the factors begin.
    learning_rate
        η of the update that is written below; none without it.
    trained
        Names of what is updated; every leaf if None.
    """

    decimals: int = 9
    direction: Direction = Direction.FROM_OUTPUT
    learning_rate: float | None = None
    trained: Collection[str] | None = None

    def rate_of(self, value: Value) -> float | None:
        """Return the learning rate of a value, None if it is not updated."""
        is_trained = value.op is None and (self.trained is None or value.name in self.trained)
        return self.learning_rate if is_trained else None


@document_of.register
def _told(derivation: Derivation, manner: Manner | None = None) -> Document:
    """Tell a derivation.

    Examples
    --------
    >>> from autograd.derivation import derive
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> print(document_of(derive(forward.total, forward["w5"]), Manner(learning_rate=0.5)))
    ∂E_total/∂w5
    ============
    <BLANKLINE>
    ∂E_total/∂w5 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5
    ① ∂E_total/∂out_o1 = −(target_o1 − out_o1) = −(0.01 − 0.75136507) = 0.74136507
    ② ∂out_o1/∂net_o1 = out_o1 · (1 − out_o1) = 0.75136507 · (1 − 0.75136507) = 0.186815602
    ③ ∂net_o1/∂w5 = out_h1 = 0.593269992
    ∂E_total/∂w5 = 0.74136507 · 0.186815602 · 0.593269992 = 0.082167041
    <BLANKLINE>
    w5⁺ = w5 − η · ∂E_total/∂w5 = 0.4 − 0.5 · 0.082167041 = 0.35891648
    <BLANKLINE>
    Raising w5 by 0.01 raises E_total by about 0.00082.
    """
    writer = Writer(derivation, manner or Manner(), set())
    return Document(writer.words.partial(derivation.output, derivation.wrt).text, tuple(writer.blocks()))


def document_of_all(derivations: Sequence[Derivation], manner: Manner | None = None) -> Document:
    """Return several derivations of one output: what is already calculated is not repeated; at the end a table."""
    written: set[Key] = set()
    manner = manner or Manner()
    blocks: list[Block] = []
    first = Writer(derivations[0], manner, written)
    for derivation in derivations:
        writer = Writer(derivation, manner, written)
        blocks += [Heading(writer.words.partial(derivation.output, derivation.wrt).text), *writer.blocks()]
    blocks += [Heading("All of them"), first.table(derivations)]
    return Document(f"The partials of {first.words.name(derivations[0].output).text}", tuple(blocks))


class Writer:
    """Writes the steps of one derivation; those in `told`, which grows, have been written before."""

    def __init__(self, derivation: Derivation, manner: Manner, written: set[Key]) -> None:
        self.derivation = derivation
        self.manner = manner
        self.told = written
        self.words = Wording(derivation.labels, manner.decimals)
        self.steps = [step for step in derivation.opened(self._written) if step.key not in written]
        self.numbers = derivation.numbers() if not written else numbered_factors(self.steps)

    def _written(self, step: Step) -> Iterator[Factor]:
        """The factors of a step that are written: none of terms that are left out, nor of what has been told."""
        if step.key not in self.told:
            for term in _terms(step):
                yield from filter(None, first_and_last(term or (), MOST_FACTORS, None))

    def blocks(self) -> Iterator[Block]:
        derivation = self.derivation
        if (derivation.output, derivation.wrt, False) in self.told:
            left, value = self._symbol(derivation.output, derivation.wrt), self.words.number(derivation.value)
            yield Equation((Line((Piece(left), EQUALS, Piece(value), _ALREADY)),))
        for step in self.steps:
            yield Equation(tuple(self._lines(step)))
            self.told.add(step.key)
        if (rate := self.manner.rate_of(derivation.wrt)) is not None:
            partial = self._symbol(derivation.output, derivation.wrt)
            yield Equation((self.words.update(derivation.wrt, partial, derivation.value, rate),))
        if (sentence := self._in_words()) is not None:
            yield sentence

    def _lines(self, step: Step) -> Iterator[Line]:
        left = Piece(self._symbol(step.of, step.by))
        factors = [factor for term in _terms(step) for factor in self._ordered(term or ())]
        single = len(step.terms) == 1 and len(step.terms[0]) == 1
        if single and factors[0] is not None and (factors[0].of, factors[0].by) == (step.of, step.by):
            yield self._factor_line(factors[0], "")
            return
        yield Line((left, EQUALS, *self._symbols(step)))
        for factor in factors:
            if factor is not None:
                yield self._factor_line(factor, _circled(self._number(factor)))
        result = Piece(self.words.number(step.value))
        yield Line((left, EQUALS, *self._values(step), *(() if single else (EQUALS, result))))

    def _number(self, factor: Factor) -> int:
        return self.numbers[factor.key]

    def _ordered(self, term: Sequence[Factor]) -> list[Factor | None]:
        forward = self.manner.direction is Direction.FROM_OUTPUT
        return first_and_last(term if forward else term[::-1], MOST_FACTORS, None)

    def _symbol(self, of: Value, by: Value, is_direct: bool = False) -> Math:
        is_delta = self.derivation.detail is Detail.DELTA and of is self.derivation.output and by.op is not None
        if is_delta and by.op.name == "weighted_sum":  # type: ignore[union-attr]
            return self.words.delta(by)
        return self.words.partial(of, by, is_direct)

    def _symbols(self, step: Step) -> Iterator[Piece]:
        """The sum of products of partials."""
        for place, term in enumerate(_terms(step)):
            if place:
                yield _PLUS
            yield from self._joined(term, lambda factor, _: self._symbol(*factor.key))

    def _values(self, step: Step) -> Iterator[Piece]:
        """The same with numbers; a sum has the sign of a term before it."""
        for place, term in enumerate(_terms(step)):
            first = next(iter(self._ordered(term or ())), None)
            is_negative = place > 0 and first is not None and self.words.number(first.value).text.startswith("−")
            if place:
                yield _MINUS if is_negative else _PLUS
            yield from self._joined(term, self._negated if is_negative else self._value)

    def _value(self, factor: Factor, place: int) -> Math:
        number = self.words.number(factor.value)
        return signed(number) if place else number

    def _negated(self, factor: Factor, place: int) -> Math:
        """The sign of the first factor stands before the term."""
        return self._value(factor, place) if place else self.words.number(-factor.value)

    def _joined(self, term: Sequence[Factor] | None, write: Write) -> Iterator[Piece]:
        if term is None:
            yield _DOTS
            return
        for place, factor in enumerate(self._ordered(term)):
            if place:
                yield _TIMES
            yield _DOTS if factor is None else Piece(write(factor, place), self._number(factor))

    def _factor_line(self, factor: Factor, mark: str) -> Line:
        """``① ∂out/∂net = out · (1 − out) = 0.75 · (1 − 0.75) = 0.1875``."""
        number = self.words.number(factor.value)
        sides = [self._symbol(*factor.key)]
        if factor.rule is not None:
            sides += self._rules(factor, factor.rule)
        sides.append(number)
        already = [_ALREADY] if factor.rule is None and factor.key in self.told else []
        return Line((*equal_sides(sides), *already), mark, self._number(factor))

    def _rules(self, factor: Factor, rule: Formula) -> Iterator[Math]:
        is_expanded = self.derivation.detail is Detail.EXPANSION
        if is_expanded and is_expandable(factor.of, self.words, factor.between):
            yield in_both(lambda dialect: expanded_rule(factor.of, factor.by, self.words, dialect, factor.between))
        yield in_both(lambda dialect: rule.write(lambda value: self.words.named(value)(dialect), Symbol("", dialect)))
        yield in_both(lambda dialect: rule.write(lambda value: self.words.valued(value)(dialect), Symbol("", dialect)))

    def _in_words(self) -> Paragraph | None:
        """What the number says: how far the output moves with the value."""
        value = self.derivation.value
        name, output = (self.words.name(end) for end in (self.derivation.wrt, self.derivation.output))
        if self.derivation.wrt is self.derivation.output or value != value or abs(value) == float("inf"):
            return None
        if value == 0.0:
            return Paragraph(("A small change of ", name, " does not change ", output, "."))
        does = " by 0.01 raises " if value > 0.0 else " by 0.01 lowers "
        by = in_print(significant_text(abs(value) * 0.01, 2))
        return Paragraph(("Raising ", name, does, output, f" by about {by}."))

    def table(self, derivations: Sequence[Derivation]) -> Table:
        """Every partial in a row, with the old and the new number where there is a learning rate."""
        rates = [self.manner.rate_of(derivation.wrt) for derivation in derivations]
        shown = 3 if all(rate is None for rate in rates) else 4
        rows = [self._row(derivation, rate)[:shown] for derivation, rate in zip(derivations, rates, strict=True)]
        return Table(("", "value", "partial", "new value")[:shown], tuple(rows))

    def _row(self, derivation: Derivation, rate: float | None) -> tuple[Cell, ...]:
        wrt, value = derivation.wrt, derivation.value
        new = "" if rate is None else self.words.number(wrt.data - rate * value)
        return self.words.name(wrt), self.words.number(wrt.data), self.words.number(value), new


Write: TypeAlias = Callable[[Factor, int], Math]
"""How a factor is written at its place in a product."""

_PLUS, _MINUS = Piece(Math("+", "+")), Piece(Math("−", "-"))
_TIMES, _DOTS = Piece(Math("·", r"\cdot")), Piece(Math("…", r"\dots"))
_ALREADY = Piece(Math("(already calculated)", r"\quad\text{(already calculated)}"))


def _terms(step: Step) -> list[tuple[Factor, ...] | None]:
    return first_and_last(step.terms, MOST_TERMS, None)


def _circled(number: int) -> str:
    """①, ②, … ⑳, then (21)."""
    return chr(0x245F + number) if number <= 20 else f"({number})"
