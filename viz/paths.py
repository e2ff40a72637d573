"""The paths of a partial through a graph: what lies on them, and the ink of each branch where they part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from autograd import Value, topological_order
from autograd.derivation import Derivation, Factor

__all__ = ["BRANCH_INKS", "PATH_INK", "Paths"]

PATH_INK = "route_ink"
BRANCH_INKS = ("first_ink", "second_ink", "third_ink", "fourth_ink")
"""The inks of the branches where the paths part for the first time; what all share has `PATH_INK`."""


@dataclass(frozen=True)
class Paths:
    """All paths from one value to another, as a derivation takes them."""

    derivation: Derivation

    @cached_property
    def inside(self) -> frozenset[Value]:
        """Everything on a path, both ends included."""
        return frozenset(_between(self.derivation.wrt, self.derivation.output))

    @cached_property
    def forks(self) -> bool:
        """Whether the paths part anywhere."""
        return any(len(step.terms) > 1 for step in self.derivation.steps)

    def ink(self, *values: Value | None) -> str:
        """Return the ink of what belongs to these values: of a branch if one of them is on that branch only."""
        return next((self._inks[value] for value in values if value in self._inks), PATH_INK)

    @cached_property
    def _inks(self) -> dict[Value | None, str]:
        terms = next((step.terms for step in self.derivation.steps if len(step.terms) > 1), ())
        if len(terms) > len(BRANCH_INKS):
            return {}
        branches = [self._on(term) for term in terms]
        inks: dict[Value | None, str] = {}
        for place, branch in enumerate(branches):
            others = set[Value]().union(*branches[:place], *branches[place + 1 :])
            inks.update(dict.fromkeys(branch - others, BRANCH_INKS[place]))
        return inks

    def _on(self, term: Iterable[Factor]) -> set[Value]:
        """Everything that a product leads through."""
        return {value for factor in term for value in _between(factor.by, factor.of)}


def _between(start: Value, end: Value) -> set[Value]:
    """Everything on the paths from a value to another; nothing if it does not feed it."""
    between = {start}
    for value in topological_order(end):
        if not between.isdisjoint(value.parents):
            between.add(value)
    return between if end in between else set()
