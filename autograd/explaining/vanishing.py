"""Explanations of small gradients: the factors that one is the product of, and the units that let little through."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from autograd.calculus.labels import Labels, text_of
from autograd.explaining.factors import Factor, activations_passed, factors_between, logarithm_of, nodes_on_paths
from autograd.explaining.units import Unit, flat_units
from autograd.graphs.named import Named
from autograd.graphs.steps import partial
from autograd.stale import refuse_changed
from autograd.text.document import aligned
from autograd.value import Value

__all__ = ["SmallGradient", "explain_small"]

MOST_FACTORS, MOST_COMPARED, MOST_UNITS = 8, 1000, 6
"""How many lines a printed explanation shows, and among how many factors it looks for equal ones."""


@dataclass(frozen=True, slots=True)
class SmallGradient:
    """A partial taken apart; printed, an explanation of what makes it small.

    Attributes
    ----------
    output, wrt : Value
    partial : float
        The whole partial, as `backward` computes it.
    factors : tuple of Factor
        From the input to the output: their product is the partial.
    units : tuple of Unit
        The units on the paths that are dead or saturated in some sample; those in all samples first.
    activations : int
        How many activations every path passes at least.
    logarithm : float
        log₁₀ of the product of the factors without its sign; −∞ for 0.
    logarithm_of_slopes : float
        log₁₀ of what the slopes of the activations alone can multiply to at most, on any path.
    labels : Labels
        What the nodes are called.
    """

    output: Value
    wrt: Value
    partial: float
    factors: tuple[Factor, ...] = field(repr=False)
    units: tuple[Unit, ...] = field(repr=False)
    activations: int
    logarithm: float
    logarithm_of_slopes: float
    labels: Labels = field(repr=False, compare=False)

    def by_size(self) -> list[Factor]:
        """Return the factors, the one that shrinks the gradient most first."""
        return sorted(self.factors, key=lambda factor: abs(factor.value))

    def __str__(self) -> str:
        return "\n".join([self._title(), *self._factor_lines(), *self._bound(), *self._unit_lines()])

    def _title(self) -> str:
        lost = self.partial == 0.0 and self.logarithm > -math.inf
        small = f": about {_power(self.logarithm)}, too small for a float" if lost else ""
        title = f"{self.labels.slope(self.output, self.wrt)} = {text_of(self.partial)}{small}."
        count = len(self.factors)
        return title if count < 2 else f"{title} It is the product of {count:,} factors, the smallest first:"

    def _factor_lines(self) -> list[str]:
        factors = self.by_size()
        if len(factors) < 2:
            return [factor.sentence for factor in factors if factor.note]
        lines = [(line, len(list(same))) for line, same in groupby(map(self._line, factors[:MOST_COMPARED]))]
        shown = lines if len(lines) <= MOST_FACTORS + 1 else lines[:MOST_FACTORS]
        table = aligned((*line[:-1], f"{line[-1]}{_times(count)}") for line, count in shown)
        rest = factors[sum(count for _, count in shown) :]
        more = f"… and {len(rest):,} more, whose product has the size {_power(logarithm_of(rest))}."
        return [table, *([more] if rest else [])]

    def _line(self, factor: Factor) -> tuple[str, str, str]:
        return self.labels.slope(factor.end, factor.start), f"= {text_of(factor.value)}", factor.note

    def _bound(self) -> Iterator[str]:
        if self.activations > 1 and self.logarithm_of_slopes < -1.0:
            yield (
                f"Every way passes at least {self.activations:,} activations, "
                f"whose slopes alone multiply to at most {_power(self.logarithm_of_slopes)}."
            )

    def _unit_lines(self) -> Iterator[str]:
        if not self.factors and self.output is not self.wrt:
            yield f"No gradient passes: {self.labels[self.wrt]} feeds only a condition, or a branch that is not chosen."
        elif not self.units:
            yield "No unit on the way is dead or saturated."
        yield from map(str, self.units[:MOST_UNITS])
        if len(self.units) > MOST_UNITS:
            dead = sum(unit.is_dead for unit in self.units[MOST_UNITS:])
            yield f"… and {len(self.units) - MOST_UNITS:,} more units, {dead:,} of them dead."


def _times(count: int) -> str:
    return f" ({count:,} times)" if count > 1 else ""


def _power(logarithm: float) -> str:
    """10 to the power, also beyond what a float holds."""
    if abs(logarithm) < 300.0 or logarithm == -math.inf:
        return text_of(float(f"{10.0**logarithm:.4g}"))
    return f"10^{logarithm:.0f}".replace("-", "−") if math.isfinite(logarithm) else text_of(logarithm)


def explain_small(output: Value, wrt: Value | str) -> SmallGradient:
    """Return what makes ∂output/∂wrt small: its factors, and the units on the way that are saturated or dead.

    The factors lead from one node that every path passes to the next; unnamed ones are left out, but for activations
    and their nets. ∂output/∂wrt = ∏ ∂nextᵢ/∂nodeᵢ, by the recorded local derivatives. Linear in the size of the graph.

    Parameters
    ----------
    output
        The value that was computed last. For several samples give their sum or mean, ``mean(*errors)``: a unit is
        called dead if it is so in all of them. The error of one sample alone has more factors, for its paths are fewer.
    wrt
        A value that feeds it, itself or its name.

    Raises
    ------
    GraphError
        If no value, or more than one, has the name, if the value does not feed the output, or if a leaf has changed
        since the graph was recorded.

    Examples
    --------
    >>> from autograd import sigmoid
    >>> x, w = Value(2.0, "x"), Value(5.0, "w")
    >>> out = sigmoid((w * x).named("net")).named("out")
    >>> print(explain_small((0.5 * (1.0 - out) ** 2).named("E"), "w"))
    ∂E/∂w = −4.122e−9. It is the product of 3 factors, the smallest first:
    ∂out/∂net  = 0.000045396   σ′ at 10, its largest is 0.25
    ∂E/∂out    = −0.000045398
    ∂net/∂w    = 2
    out is saturated: σ′(net) = 0.000045396 at net = 10, where tanh has 8.245e−9 and relu has 1; its largest is 0.25.
    """
    graph = Named(output)
    start = graph.node(wrt)
    refuse_changed(graph.order)
    labels = Labels(graph.labels)
    inside, passed = nodes_on_paths(graph.order, start, output)
    factors = factors_between(inside, passed)
    activations, bound = activations_passed(inside)
    return SmallGradient(
        output,
        start,
        partial(output, start),
        factors,
        tuple(flat_units(inside[1:], labels)),
        activations,
        logarithm_of(factors) if inside else -math.inf,
        bound,
        labels,
    )
