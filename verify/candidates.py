"""Candidates: numbers that one gets by one slip, each with what it costs to assume it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from autograd import Value
from autograd.derivation import Derivation, Factor, Step
from autograd.derivation.formula import Formula, evaluated
from verify.work import product

__all__ = ["Candidate", "Tree", "edits", "kind_of"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that a slip gives.

    Attributes
    ----------
    value : float
    bits : float
        What it costs to assume the slip, log2 of how many are as likely.
    kind : str
        The kind of slip: "sign", "missing factor", "path", …
    text : str
        What was done: "the factor ∂out_o1/∂net_o1 is left out".
    factor : str
        The partial that went wrong, ``dout_o1/dnet_o1``; empty where it is none.
    """

    value: float
    bits: float
    kind: str
    text: str
    factor: str = ""


Pair = tuple[Value, Value]


class Tree:
    """A derivation with numbers: every partial in it, and how much the whole gains with each.

    The whole is linear in each single partial, so that an edit of one is a multiplication and not a new derivation.

    Parameters
    ----------
    derivation
        Of the partial that was claimed.
    numbers
        The number of each value, the true one or a claimed one.
    claimed
        Partials as the writer has them, in place of computed ones.
    """

    def __init__(
        self,
        derivation: Derivation,
        numbers: Callable[[Value], float] = lambda value: value.data,
        claimed: Mapping[tuple[str, str], float] | None = None,
    ) -> None:
        self.derivation = derivation
        self.labels = derivation.labels
        self.numbers = numbers
        self.claimed = claimed or {}
        self.steps = {(step.of, step.by): step for step in derivation.steps}
        self.root = derivation.steps[0]
        self.factors: dict[Pair, Factor] = {}
        self.values: dict[Pair, float] = {}
        for step in reversed(derivation.steps):  # a step stands before those that it opens
            for factor in step.factors:
                self.factors[factor.of, factor.by] = factor
                if (factor.of, factor.by) not in self.values:
                    self.values[factor.of, factor.by] = self._leaf(factor)
            self.values.setdefault((step.of, step.by), self._known(step) or self.sum_of(step))

    def _leaf(self, factor: Factor) -> float:
        known = self.claimed.get((self.labels[factor.of], self.labels[factor.by]))
        if known is not None:
            return known
        return factor.value if factor.rule is None else evaluated(factor.rule, self.numbers)

    def _known(self, step: Step) -> float | None:
        return None if step is self.root else self.claimed.get((self.labels[step.of], self.labels[step.by]))

    def terms(self, step: Step) -> list[float]:
        """The products that a step adds."""
        return [product(self.values[factor.of, factor.by] for factor in term) for term in step.terms]

    def sum_of(self, step: Step) -> float:
        """The number of a step from those of its factors."""
        return math.fsum(self.terms(step))

    @property
    def value(self) -> float:
        """The number of the whole."""
        return self.values[self.root.of, self.root.by]

    @cached_property
    def gains(self) -> dict[Pair, float]:
        """∂whole/∂partial for every partial in the derivation, by one walk from the whole."""
        gains: dict[Pair, float] = {(self.root.of, self.root.by): 1.0}
        for step in self.derivation.steps:
            own = gains.get((step.of, step.by), 0.0)
            for term in step.terms:
                for place, factor in enumerate(term):
                    others = product(self.values[each.of, each.by] for at, each in enumerate(term) if at != place)
                    pair = factor.of, factor.by
                    if pair == (step.of, step.by):  # the whole is this one factor
                        continue
                    gains[pair] = gains.get(pair, 0.0) + own * others
        return gains

    def edited(self, pair: Pair, value: float) -> float:
        """The number of the whole with another number for one partial."""
        return self.value + self.gains[pair] * (value - self.values[pair])

    def name(self, pair: Pair) -> str:
        """``∂out_o1/∂net_o1``."""
        return f"∂{self.labels[pair[0]]}/∂{self.labels[pair[1]]}"

    @cached_property
    def rules(self) -> dict[Pair, Formula]:
        """The factors that have a rule."""
        return {pair: factor.rule for pair, factor in self.factors.items() if factor.rule is not None}

    @cached_property
    def sums(self) -> list[Step]:
        """The steps that add."""
        return [step for step in self.derivation.steps if len(step.terms) > 1]


def edits(tree: Tree, known: Mapping[str, float]) -> Iterator[Candidate]:
    """Yield what one slip in a derivation gives.

    Parameters
    ----------
    tree
        The derivation with its numbers.
    known
        Every number that the writer could have put in the place of a factor, by what it is called.
    """
    many = math.log2(max(1, len(tree.rules)))
    yield Candidate(-tree.value, 2.0, "sign", "the sign of the whole is turned round")
    for times, text in ((2.0, "2"), (0.5, "½")):
        yield Candidate(times * tree.value, 3.5, "extra factor", f"there is a factor {text} too many")
    for pair in tree.rules:
        yield from _of_factor(tree, pair, many)
        yield from _replaced(tree, pair, many + math.log2(max(1, len(known))), known)
    for step in tree.sums:
        yield from _of_sum(tree, step)


def _of_factor(tree: Tree, pair: Pair, many: float) -> Iterator[Candidate]:
    """One factor with another sign, left out, upside down, or another variant of its node."""
    name, value = tree.name(pair), tree.values[pair]
    factor = f"d{tree.labels[pair[0]]}/d{tree.labels[pair[1]]}"

    def candidate(number: float, bits: float, kind: str, text: str) -> Candidate:
        return Candidate(tree.edited(pair, number), bits + many, kind, text, factor)

    yield candidate(-value, 3.0, "sign", f"the sign of {name} is turned round")
    yield candidate(1.0, 1.5, "missing factor", f"the factor {name} is left out")
    yield candidate(value * value, 3.5, "extra factor", f"the factor {name} is taken twice")
    if value:
        yield candidate(1.0 / value, 4.0, "upside down", f"{name} is upside down")
    for number, text in _variants(tree, pair):
        yield candidate(number, 2.5, "variant", f"{text} in place of {name}")
    for number, text in _siblings(tree, pair):
        yield candidate(number, 4.5, "wrong index", f"{name} is taken with {text}")


def _variants(tree: Tree, pair: Pair) -> Iterator[tuple[float, str]]:
    """Numbers of the factor's own node that are easily taken for its derivative."""
    of, by = pair
    out, net = tree.numbers(of), tree.numbers(by)
    is_activation = of.op is not None and of.op.arity == 1 and len(of.parents) == 1
    if is_activation:
        yield out, tree.labels[of]
        yield 1.0 - out, f"1 − {tree.labels[of]}"
        yield out * out, f"{tree.labels[of]}²"
        yield net, tree.labels[by]
        for text, number in _slopes(of, out):
            yield number, text
    else:
        for other in _atoms(tree.rules[pair]):
            yield tree.numbers(other), tree.labels[other]
            yield -tree.numbers(other), f"−{tree.labels[other]}"
        yield net, tree.labels[by]


def _slopes(of: Value, out: float) -> Iterator[tuple[str, float]]:
    """The derivative of the activation taken at its out."""
    assert of.op is not None  # it is an activation
    try:
        at_out = of.op(out)
        (slope,) = of.op.derivatives(at_out, out)
    except (ArithmeticError, ValueError):
        return
    yield f"{of.op.notation.symbol}′ at the out", float(slope)


def _siblings(tree: Tree, pair: Pair) -> Iterator[tuple[float, str]]:
    """The rule with one of its values exchanged for another of the same kind: out_h2 for out_h1."""
    rule = tree.rules[pair]
    for value in _atoms(rule):
        own = tree.labels[value]
        for other, label in tree.labels.items():
            if other is not value and kind_of(label) == kind_of(own):
                number = tree.numbers(other)
                yield (
                    evaluated(rule, lambda each, old=value, new=number: new if each is old else tree.numbers(each)),  # type: ignore[misc]
                    f"{label} in place of {own}",
                )


def kind_of(label: str) -> str:
    """Return a name without its number: names that differ in it only are easily exchanged."""
    return re.sub(r"[0-9]+", "#", label)


def _replaced(tree: Tree, pair: Pair, bits: float, known: Mapping[str, float]) -> Iterator[Candidate]:
    factor = f"d{tree.labels[pair[0]]}/d{tree.labels[pair[1]]}"
    for name, number in known.items():
        text = f"{name} in place of {tree.name(pair)}"
        yield Candidate(tree.edited(pair, number), 2.0 + bits, "replaced factor", text, factor)


def _of_sum(tree: Tree, step: Step) -> Iterator[Candidate]:
    """A way forgotten, ways subtracted or multiplied."""
    pair = step.of, step.by
    terms = tree.terms(step)
    where = tree.name(pair)
    factor = f"d{tree.labels[pair[0]]}/d{tree.labels[pair[1]]}"
    whole = math.fsum(terms)

    def candidate(value: float, bits: float, text: str) -> Candidate:
        return Candidate(tree.edited(pair, value), bits, "path", text, factor)

    for term, factors in zip(terms, step.terms, strict=True):
        ways = " · ".join(tree.name((each.of, each.by)) for each in factors)
        yield candidate(whole - term, 2.0 + math.log2(len(terms)), f"in {where} the way over {ways} is forgotten")
        yield candidate(whole - 2.0 * term, 3.0 + math.log2(len(terms)), f"in {where} {ways} is subtracted, not added")
        if len(terms) > 2:
            yield candidate(term, 3.0 + math.log2(len(terms)), f"in {where} only the way over {ways} is taken")
    yield candidate(product(terms), 3.0, f"in {where} the ways are multiplied, not added")


def _atoms(formula: Formula) -> Iterable[Value]:
    """The values in a formula, each once."""
    found: dict[Value, None] = {}

    def note(value: Value) -> float:
        found[value] = None
        return value.data

    with suppress(ArithmeticError, ValueError):
        evaluated(formula, note)
    return found
