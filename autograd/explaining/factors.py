"""A partial as a product: its factors, from one node that every path passes to the next."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from autograd.calculus.labels import text_of
from autograd.explaining.units import largest_slope
from autograd.graphs.paths import keys_between, keys_passed
from autograd.graphs.snapshot import trace
from autograd.value import Value, passing_edges

__all__ = ["Factor", "activations_passed", "factors_between", "logarithm_of", "nodes_on_paths"]

CANCELLED = 0.1
"""A sum of paths that is a smaller part of their sizes is called cancelled."""


class Factor(NamedTuple):
    """One factor of a partial: from one node that every path passes to the next.

    Attributes
    ----------
    start, end : Value
    value : float
        ∂end/∂start, the sum over the paths between them.
    size : float
        The sum over the same paths without their signs: larger than the value's where paths cancel.
    largest : float or None
        The bound of the value, where the factor is the slope of an activation.
    """

    start: Value
    end: Value
    value: float
    size: float
    largest: float | None

    @property
    def note(self) -> str:
        """What is to be said of it, beside its number."""
        if self.largest is not None:
            assert self.end.op is not None
            slope = f"{self.end.op.shown.notation.symbol}′ at {text_of(self.start.data)}"
            return f"{slope}, its largest is {text_of(self.largest)}"
        if abs(self.value) < CANCELLED * self.size:
            return f"its ways cancel: without their signs {text_of(self.size)}"
        return ""

    @property
    def sentence(self) -> str:
        """The same as a sentence of its own; the name of a function keeps its small letter."""
        if self.largest is not None:
            return f"It is {self.note}."
        return f"{self.note[0].upper()}{self.note[1:]}." if self.note else ""


def logarithm_of(factors: Sequence[Factor]) -> float:
    """Return log₁₀ of the size of a product; −∞ for 0, and 0 for no factor."""
    sizes = [abs(factor.value) for factor in factors]
    return -math.inf if 0.0 in sizes else math.fsum(map(math.log10, sizes))


def nodes_on_paths(order: Sequence[Value], start: Value, output: Value) -> tuple[list[Value], set[Value]]:
    """Return the nodes on the paths that a gradient takes, and those that every path passes; none without one."""
    edges = [edge for edge in trace(output).edges if edge.passes]
    first, last = order.index(start), len(order) - 1
    inside, passed = keys_between(edges, first, last), keys_passed(edges, first, last)
    return [order[key] for key in inside], {order[key] for key in passed}


def _shown(passed: set[Value], start: Value, output: Value) -> set[Value]:
    """Of the nodes that every path passes those that stand between factors."""
    activations = {node for node in passed if _is_activation(node)}
    nets = {out.parents[0] for out in activations}
    return {node for node in passed if node.name is not None or node in (start, output)} | activations | (nets & passed)


def _is_activation(node: Value) -> bool:
    return node.op is not None and largest_slope(node.op) is not None


def factors_between(inside: Sequence[Value], passed: set[Value]) -> tuple[Factor, ...]:
    """Return the factors of ∂last/∂first, by one walk back from the last node.

    They stand between the nodes that every path passes: those with a name, activations and their nets.
    """
    if not inside:
        return ()
    between = _shown(passed, inside[0], inside[-1])
    members, end = set(inside), inside[-1]
    weights, sizes = {end: 1.0}, {end: 1.0}
    factors: list[Factor] = []
    for node in reversed(inside):
        if node in between and node is not end:
            factors.append(_factor(node, end, weights.get(node, 0.0), sizes.get(node, 0.0)))
            end, weights, sizes = node, {node: 1.0}, {node: 1.0}
        for parent, local in passing_edges(node):
            if parent in members:
                weights[parent] = weights.get(parent, 0.0) + local * weights.get(node, 0.0)
                sizes[parent] = sizes.get(parent, 0.0) + abs(local) * sizes.get(node, 0.0)
    return tuple(reversed(factors))


def _factor(start: Value, end: Value, value: float, size: float) -> Factor:
    return Factor(start, end, value, size, largest_slope(end.op) if end.op and end.parents == (start,) else None)


def activations_passed(inside: Sequence[Value]) -> tuple[int, float]:
    """Return the fewest activations on a path to the last node, and log₁₀ of the most that their slopes multiply to."""
    if not inside:
        return 0, -math.inf
    fewest, highest = {inside[0]: 0}, {inside[0]: 0.0}
    for node in inside[1:]:
        before = [parent for parent, _ in passing_edges(node) if parent in fewest]
        largest = largest_slope(node.op) if node.op else None
        fewest[node] = min(fewest[parent] for parent in before) + (largest is not None)
        log = 0.0 if largest is None else math.log10(largest) if largest else -math.inf
        highest[node] = max(highest[parent] for parent in before) + log
    return fewest[inside[-1]], highest[inside[-1]]
