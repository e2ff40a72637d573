"""derive(output, wrt): the chain rule of one partial, step by step, as a person would write it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice, pairwise
from typing import TypeAlias

from autograd.algebra.terms import Formula, number
from autograd.derivation.paths import Paths
from autograd.derivation.rules import named_calls, rules_of
from autograd.derivation.steps import Derivation, Detail, Factor, Step
from autograd.errors import GraphError
from autograd.graphs.named import Named
from autograd.ops.arithmetic import weighted_sum
from autograd.stale import refuse_changed
from autograd.text.names import printable
from autograd.value import Value, topological_order

__all__ = ["derive", "derive_each"]

Pair: TypeAlias = tuple[Value, Value]
Terms: TypeAlias = tuple[tuple[Factor, ...], ...]

LONGEST_SHARED = 10
"""Vertices that several products pass and each of them writes; more are a step of their own."""


def derive(output: Value, wrt: Value | str | None = None, detail: Detail = Detail.PLAIN) -> Derivation:
    """Return ∂output/∂wrt as steps: products along what every path passes, sums where paths part.

    Parameters
    ----------
    output, wrt
        Any two values of a graph, named or not; what feeds `output` may be given by its name.
    detail
        DELTA makes δ = ∂output/∂net of each neuron a step of its own.

    Raises
    ------
    TypeError
        If one of the two is missing or no Value.
    GraphError
        If `wrt` does not feed `output`, or several values have its name, or a leaf has changed since.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> derivation = derive(forward.total, forward["w5"])
    >>> [(factor.value, factor.rule) for factor in derivation.steps[0].factors]  # doctest: +ELLIPSIS
    [(0.741365..., −(target_o1 − out_o1)), (0.186815..., out_o1 · (1 − out_o1)), (0.593269..., out_h1)]
    >>> round(derivation.value, 9)
    0.082167041

    References
    ----------
    Notes a: ∂E_total/∂w5 = 0.74136507 · 0.186815602 · 0.593269992 = 0.082167041.
    """
    if wrt is None:
        leaves = [printable(node.name) for node in topological_order(output) if node.op is None and node.name]
        raise TypeError(
            f"derive takes an output and by what it is differentiated: write derive(c, {leaves[0] if leaves else 'a'})"
            f"{', or by another of ' + ', '.join(leaves[:8]) if len(leaves) > 1 else ''}."
        )
    return derive_each(output, [wrt], detail)[0]


def derive_each(output: Value, wrt: Iterable[Value | str], detail: Detail = Detail.PLAIN) -> list[Derivation]:
    """Return the derivation by each of several values; a step that two of them need is one object.

    Raises
    ------
    GraphError
        If a value does not feed `output`, or a leaf has changed since the graph was recorded.
    """
    refuse_changed(topological_order(output))
    wanted = [Named(output).node(start) if isinstance(start, str) else start for start in wrt]
    deriving = _Deriving(Paths(output, wanted), detail)
    return [deriving.derivation(start) for start in wanted]


class _Deriving:
    """Makes each step once."""

    def __init__(self, paths: Paths, detail: Detail) -> None:
        self.paths = paths
        self.detail = detail
        self.steps: dict[Pair, Step] = {}
        self.rules: dict[Value, dict[Value, Formula]] = {}
        self.calls = named_calls(paths.order)
        self.ends: dict[Value, dict[Value, Value]] = {}
        self.chains: dict[Value, dict[Value, Formula | None]] = {}

    def derivation(self, wrt: Value) -> Derivation:
        output = self.paths.output
        if not isinstance(wrt, Value):
            given = f"{wrt!r} ({type(wrt).__name__})"
            raise TypeError(f"{given} has no partial: give a Value that feeds the output, or its name.")
        if wrt not in self.paths.place:
            name = printable(wrt.name) if wrt.name else repr(wrt)
            order = topological_order(wrt)
            feeds = f" {self.paths.labels[output]} feeds {name}: write derive({name}, {self.paths.labels[output]})."
            advice = feeds if output in order else ""
            raise GraphError(f"{name} does not feed {self.paths.labels[output]}; its partial is 0.{advice}")
        open_ones = [(output, wrt)]
        while open_ones:
            pair = open_ones.pop()
            if pair not in self.steps:
                step = self.steps[pair] = self._step(*pair)
                open_ones += [(factor.of, factor.by) for factor in step.factors if factor.rule is None]
        return Derivation(output, wrt, self.steps, self.paths.labels, self.detail)

    def _step(self, of: Value, by: Value) -> Step:
        """∂of/∂by, made of simpler partials."""
        terms = self._product(of, by) or self._branches(of, by) or self._over_successors(of, by)
        return Step(of, by, self.paths.partial(of, by), terms)

    # -------------------------------------------------------------------------------------------- one product

    def _product(self, of: Value, by: Value) -> Terms | None:
        """One factor between each two vertices that every path passes; None if there is nothing between."""
        if of is by:
            return ((Factor(of, by, 1.0, number(1.0)),),)
        passed = self._passed(of, by)
        if len(passed) == 1:
            return None
        rest = [self._factor(above, below) for below, above in self._merged(passed)]
        if passed[-1] is not of:
            return ((self._factor(of, passed[-1]), *rest),)
        if len(rest) == 1:
            rule = self._rule(of, by)
            return None if rule is None else ((self._ruled(of, by, rule),),)
        return (tuple(rest),)

    def _passed(self, of: Value, by: Value) -> list[Value]:
        """What every path passes, from `by` to `of`, or to the first vertex whose partial is a step of its own."""
        passed: list[Value] = []
        for value, following in pairwise(self.paths.passed(by, of)):
            passed.append(value)
            if value is not by and self._has_a_step(of, value, passed[-2], by):
                return passed
            if following is not of and not self._is_closed(value, following):
                return passed
        return [*passed, of]

    def _has_a_step(self, of: Value, value: Value, below: Value, by: Value) -> bool:
        """Whether ∂of/∂value is a δ, a term of the sum that has ∂of/∂by too, or long and in other products too."""
        if self._is_delta(of, value):
            return True
        is_shared = not self.paths.lead_only_from(below, value)
        is_long = is_shared and any(True for _ in islice(self.paths.passed(value, of), LONGEST_SHARED, None))
        is_beside = not self.paths.partials[value].keys().isdisjoint(self.paths.partials[by])
        return (is_long or is_beside) and self._rule(of, value) is None

    def _is_closed(self, start: Value, end: Value) -> bool:
        """Whether ∂end/∂start is a factor: a rule, or a sum over paths that nothing else feeds."""
        return len(self.paths.leading(start, end)) == 1 or self.paths.lead_only_from(start, end)

    def _merged(self, passed: Sequence[Value]) -> list[Pair]:
        """Pairs (below, above) from the output down; one whose rule is exactly 1 merges into its neighbour."""
        kept = [passed[-1]]
        for place in range(len(passed) - 2, -1, -1):
            above, below = passed[place + 1], passed[place]
            if place == 0 or not _is_one(self._rule(above, below)):
                kept.append(below)
            elif len(kept) > 1:
                # ∂E/∂E_o1 · ∂E_o1/∂out is ∂E/∂out; further down, what lies above takes the rule's place
                kept[-1] = below
        return [(below, above) for above, below in pairwise(kept)]

    # ------------------------------------------------------------------------------------------------- sums

    def _branches(self, of: Value, by: Value) -> Terms | None:
        """One term a branch where branches share nothing and are simply added: ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1."""
        if self.detail is Detail.DELTA:
            return None
        ends: dict[Value, None] = {}
        for successor in self.paths.leading(by, of):
            end = self._end(of, successor)
            if end is of:
                return None
            ends[end] = None
        ends = self._outermost(of, ends)
        return tuple((self._factor(end, by),) for end in ends) if len(ends) > 1 else None

    def _end(self, of: Value, start: Value) -> Value:
        """The first vertex that all paths from `start` pass and whose partial to `of` is exactly 1."""
        known = self.ends.setdefault(of, {of: of})
        path: list[Value] = []
        for vertex in self.paths.passed(start, of):
            path.append(vertex)
            if vertex in known:
                break
        for above, below in pairwise(path[::-1]):
            known[below] = below if _is_one(self._rule(of, below)) else known[above]
        return known[start]

    def _outermost(self, of: Value, ends: dict[Value, None]) -> dict[Value, None]:
        """Those of the ends from which the path to `of` passes no other one: the others are inside them."""
        inside = {of: False}
        for end in ends:
            path = [end]
            while path[-1] not in inside:
                path.append(self.paths.leading(path[-1], of)[0])
            for above, below in pairwise(path[::-1]):
                inside[below] = inside[above] or above in ends
        return {end: None for end in ends if not inside[end]}

    def _over_successors(self, of: Value, by: Value) -> Terms:
        """The sum over what follows `by`: ∂of/∂c · ∂c/∂by, each ∂of/∂c a step of its own."""
        terms: list[tuple[Factor, ...]] = []
        for successor in self.paths.leading(by, of):
            direct = self.paths.partials[successor][by], self._direct(successor, by)
            last = Factor(successor, by, *direct, is_direct=self.paths.has_another_path(by, successor))
            first = None if successor is of else self._factor(of, successor)
            terms.append((last,) if first is None or _is_one(first.rule) else (first, last))
        return tuple(terms)

    # ------------------------------------------------------------------------------------------------- rules

    def _factor(self, of: Value, by: Value) -> Factor:
        rule = None if self._is_delta(of, by) else self._rule(of, by)
        return Factor(of, by, self.paths.partial(of, by), None) if rule is None else self._ruled(of, by, rule)

    def _ruled(self, of: Value, by: Value, rule: Formula) -> Factor:
        return Factor(of, by, self.paths.partial(of, by), rule, self._between(of, by))

    def _is_delta(self, of: Value, by: Value) -> bool:
        """Whether ∂of/∂by is the δ of a neuron."""
        return self.detail is Detail.DELTA and of is self.paths.output and by.op is weighted_sum and by is not of

    def _rule(self, of: Value, by: Value) -> Formula | None:
        """The rule of ∂of/∂by where one path leads, over vertices that only add; None where a step has to open it."""
        known = self.chains.setdefault(of, {of: number(1.0)})
        path = [by]
        while path[-1] not in known:
            following = self.paths.leading(path[-1], of)
            if len(following) == 1:
                path.append(following[0])
            else:
                known[path[-1]] = None
        for above, below in pairwise(path[::-1]):
            known[below] = self._rule_over(known[above], above, below)
        return known[by]

    def _rule_over(self, rest: Formula | None, above: Value, below: Value) -> Formula | None:
        """The rule of one more vertex: it or the rest of the path is exactly 1."""
        if rest is None:
            return None
        direct = self._direct(above, below)
        return direct if _is_one(rest) else rest if _is_one(direct) else None

    def _between(self, of: Value, by: Value) -> tuple[Value, ...]:
        """What a rule passes over, where it is not too much to show."""
        passed = tuple(islice(self.paths.passed(by, of), LONGEST_SHARED))
        return passed[1:-1] if passed[-1] is of else ()

    def _direct(self, of: Value, by: Value) -> Formula:
        """The rule in the formula of `of`, whatever other paths there are."""
        if of not in self.rules:
            self.rules[of] = rules_of(of, self.paths.place, self.calls)
        return self.rules[of][by]


def _is_one(rule: Formula | None) -> bool:
    return rule is not None and rule.key == ("number", 1.0)
