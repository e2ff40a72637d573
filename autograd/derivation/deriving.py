"""derive(output, wrt): the chain rule of one partial, step by step, as a person would write it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from autograd.derivation.formula import Formula, number
from autograd.derivation.records import Derivation, Detail, Factor, Step
from autograd.derivation.rules import rules_of
from autograd.derivation.ways import Ways
from autograd.errors import GraphError
from autograd.naming import printable
from autograd.ops.arithmetic import weighted_sum
from autograd.value import Value

__all__ = ["derive", "derive_each"]


def derive(output: Value, wrt: Value, detail: Detail = Detail.PLAIN) -> Derivation:
    """Return ∂output/∂wrt as steps: products along what every way passes, sums where ways part.

    Parameters
    ----------
    output, wrt
        Any two values of a graph, named or not.
    detail
        DELTA makes δ = ∂output/∂net of each neuron a step of its own.

    Raises
    ------
    GraphError
        If `wrt` does not feed `output`.

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
    return derive_each(output, [wrt], detail)[0]


def derive_each(output: Value, wrt: Iterable[Value], detail: Detail = Detail.PLAIN) -> list[Derivation]:
    """Return the derivation by each of several values; a step that two of them need is one object.

    Raises
    ------
    GraphError
        If a value does not feed `output`.
    """
    wanted = list(wrt)
    deriving = _Deriving(Ways(output, wanted), detail)
    return [deriving.derivation(each) for each in wanted]


class _Deriving:
    """Makes each step once."""

    def __init__(self, ways: Ways, detail: Detail) -> None:
        self.ways = ways
        self.detail = detail
        self.steps: dict[tuple[Value, Value], Step] = {}
        self.rules: dict[Value, dict[Value, Formula]] = {}

    def derivation(self, wrt: Value) -> Derivation:
        output = self.ways.output
        if wrt is not output and (wrt not in self.ways.place or not self.ways.passed(wrt, output)):
            name = printable(wrt.name) if wrt.name else repr(wrt)
            raise GraphError(f"{name} does not feed {self.ways.labels[output]}; its partial is 0.")
        steps: dict[tuple[Value, Value], Step] = {}
        open_ones = [(output, wrt)]
        while open_ones:
            pair = open_ones.pop()
            if pair not in steps:
                step = steps[pair] = self.step(*pair)
                further = [(factor.of, factor.by) for factor in step.factors if factor.rule is None]
                open_ones += reversed(further)
        return Derivation(output, wrt, tuple(steps.values()), self.ways.labels, self.detail)

    def step(self, of: Value, by: Value) -> Step:
        """∂of/∂by, made of simpler partials."""
        if (of, by) not in self.steps:
            terms = self._product(of, by) or self._branches(of, by) or self._over_successors(of, by)
            self.steps[of, by] = Step(of, by, self.ways.partial(of, by), terms)
        return self.steps[of, by]

    def _product(self, of: Value, by: Value) -> tuple[tuple[Factor, ...], ...] | None:
        """One factor between each two vertices that every way passes; None if there is nothing between."""
        if of is by:
            return ((Factor(of, by, 1.0, number(1.0)),),)
        passed = self.ways.passed(by, of)
        place = next((place for place, each in enumerate(passed) if place > 0 and self._is_delta(of, each)), 0)
        if place:
            last = [self._factor(above, below) for below, above in self._merged(passed[: place + 1])]
            return ((self._factor(of, passed[place]), *last),)
        if len(passed) == 2 and self._rule(of, by) is None:
            return None
        return (tuple(self._factor(above, below) for below, above in self._merged(passed)),)

    def _merged(self, passed: Sequence[Value]) -> list[tuple[Value, Value]]:
        """Pairs (below, above) from the output down; one whose rule is exactly 1 merges into its neighbour."""
        kept = list(passed)
        place = len(kept) - 2
        while place > 0:
            if _is_one(self._rule(kept[place + 1], kept[place])):
                # ∂E/∂E_o1 · ∂E_o1/∂out is ∂E/∂out; further down, what lies above takes the rule's place
                del kept[place if place + 2 == len(kept) else place + 1]
                place = min(place, len(kept) - 1)
            place -= 1
        return list(pairwise(kept))[::-1]

    def _branches(self, of: Value, by: Value) -> tuple[tuple[Factor, ...], ...] | None:
        """One term a branch where branches share nothing and are simply added: ∂E_o1/∂out_h1 + ∂E_o2/∂out_h1."""
        if self.detail is Detail.DELTA:
            return None
        ends: dict[Value, None] = {}
        for successor in self.ways.leading(by, of):
            if successor is of:
                return None
            last = self.ways.passed(successor, of)[-2]
            if not _is_one(self._rule(of, last)):
                return None
            ends[last] = None
        return tuple((self._factor(last, by),) for last in ends) if len(ends) > 1 else None

    def _over_successors(self, of: Value, by: Value) -> tuple[tuple[Factor, ...], ...]:
        """The sum over what follows `by`: ∂of/∂c · ∂c/∂by, each ∂of/∂c a step of its own."""
        terms: list[tuple[Factor, ...]] = []
        for successor in self.ways.leading(by, of):
            last = Factor(successor, by, self.ways.partials[successor][by], self._direct(successor, by))
            if successor is of:
                terms.append((last,))
                continue
            first = self._factor(of, successor)
            terms.append((last,) if _is_one(first.rule) else (first, last))
        return tuple(terms)

    def _factor(self, of: Value, by: Value) -> Factor:
        rule = None if self._is_delta(of, by) else self._rule(of, by)
        return Factor(of, by, self.ways.partial(of, by), rule)

    def _is_delta(self, of: Value, by: Value) -> bool:
        """Whether ∂of/∂by is the δ of a neuron."""
        return self.detail is Detail.DELTA and of is self.ways.output and by.op is weighted_sum and by is not of

    def _rule(self, of: Value, by: Value) -> Formula | None:
        """The rule of ∂of/∂by where there is one way, over vertices that only add; None where a step has to open it."""
        followed, rule = by, None
        while followed is not of:
            following = self.ways.leading(followed, of)
            if len(following) != 1:
                return None
            own = self._direct(following[0], followed)
            if rule is None or _is_one(rule):
                rule = own
            elif not _is_one(own):
                return None
            followed = following[0]
        return rule

    def _direct(self, of: Value, by: Value) -> Formula:
        """The rule in the formula of `of`, whatever other ways there are."""
        if of not in self.rules:
            self.rules[of] = rules_of(of, self.ways.place)
        return self.rules[of][by]


def _is_one(rule: Formula | None) -> bool:
    return rule is not None and rule.key == ("number", 1.0)
