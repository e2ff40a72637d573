"""The view of a partial that is lit on a network: looks, each factor at its place, sums at nodes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograd import Value
from autograd.derivation import Derivation, Factor, Key, Step
from viz.canvas.pen import Badge, Piece
from viz.network.parts import HALVES, Kind, Part
from viz.network.sizes import chip_text
from viz.overlay.looks import Look, Notes, Overlay, lit_looks
from viz.overlay.reading import Reading
from viz.paths import Paths

__all__ = ["PartialView", "SumAt"]

Row = tuple[list[Piece], float]
"""Badges, and the number that they stand for."""


@dataclass(frozen=True, slots=True)
class SumAt:
    """The sum at a part where paths meet: a row for each term, and the row of what they add up to."""

    part: Part
    rows: tuple[Row, ...]
    result: Row
    ink: str


@dataclass(frozen=True)
class PartialView(Reading):
    """A partial on the network that it runs through, read once; `wrong` are the numbers of factors taken wrong."""

    derivation: Derivation
    wrong: frozenset[int] = frozenset()

    @cached_property
    def paths(self) -> Paths:
        """The paths of the partial."""
        return Paths(self.derivation)

    @cached_property
    def overlay(self) -> Overlay:
        """How the parts look, and what is written in them."""
        looks = lit_looks(self.forward, self.parts, self.paths.inside, self.paths.ink)
        return Overlay(looks, Look.DIM, self._notes(), dict(self._chips()))

    @cached_property
    def sums(self) -> tuple[SumAt, ...]:
        """The sums at halves of neurons and at inputs."""
        steps = [(self._place[step.by], step) for step in self._sum_steps if step.by in self._place]
        return tuple(self._sum(part, step) for part, step in steps if part.kind is not Kind.BIAS)

    def badge(self, factor: Factor | Step) -> Badge | None:
        """Return the number of a factor, in the ink of its branch; None for the whole."""
        number = self._numbers.get(factor.key)
        return None if number is None else self._numbered(number, self.paths.ink(factor.by, factor.of))

    def _numbered(self, number: int, ink: str) -> Badge:
        return Badge(number, ink, number in self.wrong)

    @cached_property
    def _numbers(self) -> dict[Key, int]:
        return self.derivation.numbers()

    @cached_property
    def _opened(self) -> dict[Value, int]:
        """By which values the output is differentiated in factors that a step of its own opens, with their numbers."""
        factors = [factor for step in self.derivation.steps for factor in step.factors if factor.rule is None]
        return {factor.by: self._numbers[factor.key] for factor in factors if factor.of is self.output}

    @cached_property
    def _place(self) -> dict[Value, Part]:
        """Where each value stands; one that stands twice has no place of its own."""
        values = list(self.parts.values.values())
        return {value: part for part, value in self.parts.values.items() if values.count(value) == 1}

    @cached_property
    def _sum_steps(self) -> list[Step]:
        """The sums that are partials of the output itself."""
        return [step for step in self.derivation.steps if len(step.terms) > 1 and step.of is self.output]

    def _notes(self) -> dict[Part, Notes]:
        """Gradients on the path, and the factors that belong to weights, biases and errors."""
        notes: dict[Part, Notes] = {part: [self._gradient(value)] for part, value in self._lit_halves()}
        for part, factor in self._placed():
            row = [*self._badges([factor]), self.numbers.text(factor.value)]
            if part.kind is Kind.BIAS and part in notes:
                notes[part][0] += row
            elif part.kind is not Kind.NEURON:
                notes.setdefault(part, []).append(row)
        for step in self._sum_steps:
            match self._place.get(step.by):
                case Part(kind=Kind.BIAS) as part:
                    rows = self._sum(part, step).rows
                    notes.setdefault(part, []).extend([*badges, self.numbers.signed(value)] for badges, value in rows)
        return notes

    def _lit_halves(self) -> Iterator[tuple[Part, Value]]:
        """The halves of neurons on the path at which no sum stands, with their values."""
        summed = {sum_at.part for sum_at in self.sums}
        for part, value in self.parts.values.items():
            if part.kind in HALVES and value in self.paths.inside and part not in summed:
                yield part, value

    def _gradient(self, value: Value) -> list[Piece]:
        """∂output/∂value, with its number where it is a factor that a step of its own opens."""
        number = self._opened.get(value)
        mark = "◂" if number is None else self._numbered(number, self.paths.ink(value))
        return [mark, self.numbers.signed(self.partials[value])]

    def _chips(self) -> Iterator[tuple[Part, list[Piece]]]:
        for part, factor in self._placed():
            if part.kind is Kind.NEURON:
                yield part, [*self._badges([factor]), chip_text(self.network.neurons[part], self.numbers)]

    def _sum(self, part: Part, step: Step) -> SumAt:
        rows = [(self._badges(term), math.prod(factor.value for factor in term)) for term in step.terms]
        if part.kind in (Kind.BIAS, Kind.INPUT):  # in a narrow place
            rows = [(badges if len(badges) == 1 else [], value) for badges, value in rows]
        badge = self.badge(step)
        return SumAt(part, tuple(rows), ([] if badge is None else [badge], step.value), self.paths.ink(step.by))

    def _badges(self, term: Sequence[Factor]) -> list[Piece]:
        """The numbers of the factors of a product, ①·②."""
        pieces: list[Piece] = []
        for factor in term:
            badge = self.badge(factor)
            pieces += [] if badge is None else ["·", badge] if pieces else [badge]
        return pieces

    def _placed(self) -> Iterator[tuple[Part, Factor]]:
        """Each factor that has a rule, once, with the part where it belongs; some have none."""
        factors = {f.key[:2]: f for step in self.derivation.steps for f in step.factors if f.rule}
        for factor in factors.values():
            part = self._at_line(factor) or self._at_divider(factor) or self._at_error(factor)
            if part is not None:
                yield part, factor

    def _at_line(self, factor: Factor) -> Part | None:
        """The weight or bias through which a net depends on what stands before it."""
        for part, (start, end, weight) in self.parts.lines.items():
            if end is factor.of and factor.by in (start, weight) and part.kind is not Kind.ERROR:
                return part.box()
        return None

    def _at_divider(self, factor: Factor) -> Part | None:
        """The neuron of whose out and net it is."""
        match self._place.get(factor.of), self._place.get(factor.by):
            case Part(kind=Kind.OUT) as out, Part(kind=Kind.NET) as net if out == net._replace(kind=Kind.OUT):
                return net._replace(kind=Kind.NEURON)
        return None

    def _at_error(self, factor: Factor) -> Part | None:
        """The error that it is a partial of; for partials of their total, that of the output by whose value it is."""
        errors = self.forward.errors
        if factor.of in errors:
            return Part(Kind.ERROR, place=errors.index(factor.of))
        for place, (error, neuron) in enumerate(zip(errors, self.forward.layers[-1], strict=False)):
            if factor.of is self.forward.total and factor.by in (error, neuron.out, neuron.net):
                return Part(Kind.ERROR, place=place)
        return None
