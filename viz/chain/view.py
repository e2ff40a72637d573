"""A partial as a chain: the values on its path, and a link for each factor; read once from a derivation."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from autograd import Value
from autograd.derivation import Derivation, Factor, Step
from autograd.derivation.wording import Wording
from autograd.languages.catalogue import TEXT
from autograd.languages.symbol import Symbol
from viz.canvas.formula_lines import partial_text
from viz.canvas.pen import Badge
from viz.canvas.texts import label
from viz.paths import Paths

__all__ = ["ChainLink", "ChainNode", "ChainView", "NodeSum", "chain_of"]


class NodeSum(NamedTuple):
    """A partial that stands at a value, ``∂E/∂out_h1``: a sum of products where paths part there, else one product.

    Each term is the numbers of its factors, and what they multiply to; the whole partial has no badge.
    """

    terms: tuple[tuple[tuple[Badge, ...], float], ...]
    badge: Badge | None
    symbol: str
    value: float


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A value on the path, and the partials that stand there."""

    label: str
    value: float
    sums: tuple[NodeSum, ...]
    ink: str


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A link from a value down to one that it depends on, by their places: ``∂out_o1/∂net_o1 = out_o1 · (1 − out_o1)``.

    It has no badge where the partial is 1 and the factor is left out.
    """

    of: int
    by: int
    badge: Badge | None
    symbol: str
    rule: str
    value: float


@dataclass(frozen=True, slots=True)
class ChainView:
    """Everything that a picture of a chain shows; the output is the first node."""

    nodes: tuple[ChainNode, ...]
    links: tuple[ChainLink, ...]
    symbol: str
    value: float


def chain_of(derivation: Derivation, wrong: Collection[int] = ()) -> ChainView:
    """Return a derivation as a chain; the factors with these numbers were taken wrong.

    Examples
    --------
    >>> from autograd.derivation import derive
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> view = chain_of(derive(forward.total, forward["w5"]))
    >>> [node.label for node in view.nodes]
    ['E_total', 'out_o1', 'net_o1', 'w5']
    >>> [(link.badge.number, link.rule) for link in view.links]
    [(1, '−(target_o1 − out_o1)'), (2, 'out_o1 · (1 − out_o1)'), (3, 'out_h1')]
    """
    return _Reader(derivation, wrong).view()


class _Reader:
    """Reads nodes and links off the steps."""

    def __init__(self, derivation: Derivation, wrong: Collection[int]) -> None:
        self.derivation = derivation
        self.wrong = wrong
        self.paths = Paths(derivation)
        self.numbers = derivation.numbers()
        self.opened = {step.key: step for step in derivation.steps}
        self.places: dict[Value, int] = {}
        self.links: dict[tuple[Value, Value], ChainLink] = {}

    def view(self) -> ChainView:
        output, wrt = self.derivation.output, self.derivation.wrt
        self.place(output)
        for step in self.derivation.steps:
            for term in step.terms:
                self.add(step, term)
        sums: dict[Value, list[NodeSum]] = {}
        for value, node_sum in self.sums():
            sums.setdefault(value, []).append(node_sum)
        labels = self.derivation.labels
        nodes = [
            ChainNode(label(labels[value], 18), value.data, tuple(sums.get(value, ())), self.paths.ink(value))
            for value in self.places
        ]
        symbol = partial_text(self.derivation, output, wrt)
        return ChainView(tuple(nodes), tuple(self.links.values()), symbol, self.derivation.value)

    def place(self, value: Value) -> int:
        return self.places.setdefault(value, len(self.places))

    def add(self, step: Step, term: tuple[Factor, ...]) -> None:
        """Add the links of a product; where neighbours do not meet, a factor 1 was left out between them."""
        above = step.of
        for factor in term:
            self.join(above, factor.of)
            if factor.rule is not None:
                self.link(factor)
            above = factor.by
        self.join(above, step.by)

    def link(self, factor: Factor) -> None:
        words = Wording(self.derivation.labels)
        rule = factor.rule.write(lambda value: words.named(value)(TEXT), Symbol("", TEXT)) if factor.rule else ""
        badge, symbol = self.badge(factor), partial_text(self.derivation, *factor.key)
        ends = self.place(factor.of), self.place(factor.by)
        self.links.setdefault((factor.of, factor.by), ChainLink(*ends, badge, symbol, str(rule), factor.value))

    def join(self, above: Value, below: Value) -> None:
        if above is not below:
            plain = ChainLink(self.place(above), self.place(below), None, "", "", 1.0)
            self.links.setdefault((above, below), plain)

    def sums(self) -> Iterator[tuple[Value, NodeSum]]:
        """The whole, and the partials that a step of their own opens, at the values by which they are taken."""
        output = self.derivation.output
        for step in self.derivation.steps:
            has_badge = step is not self.derivation.steps[0] and step.key in self.numbers
            terms = tuple((self.badges(term), math.prod(factor.value for factor in term)) for term in step.terms)
            if len(terms) > 1 or step.of is output:
                symbol = partial_text(self.derivation, step.of, step.by)
                yield step.by, NodeSum(terms, self.badge(step) if has_badge else None, symbol, step.value)

    def badge(self, factor: Factor | Step) -> Badge:
        number = self.numbers[factor.key]
        return Badge(number, self.paths.ink(factor.by, factor.of), number in self.wrong)

    def badges(self, term: tuple[Factor, ...]) -> tuple[Badge, ...]:
        """The numbers of a product; a factor that stands at no value is written as the product that it is."""
        badges: list[Badge] = []
        for factor in term:
            step = self.opened.get(factor.key)
            if step is not None and len(step.terms) == 1 and step.of is not self.derivation.output:
                badges += self.badges(step.terms[0])
            else:
                badges.append(self.badge(factor))
        return tuple(badges)
