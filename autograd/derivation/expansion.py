"""Rules before anything is simplified, as they are written when one sees them for the first time."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from itertools import islice

from autograd.derivation.wording import Wording, computed_inside
from autograd.languages.language import Dialect
from autograd.languages.symbol import Symbol
from autograd.ops.arithmetic import add, in_order, total
from autograd.value import Value

__all__ = ["expanded_rule", "is_expandable"]

MOST_OPERANDS, MOST_OPERATIONS = 12, 20
"""Of one operation, and operations in the whole: larger formulas are not expanded."""


def is_expandable(of: Value, words: Wording, between: Container[Value] = ()) -> bool:
    """Return whether a reader can take in the expanded rule."""
    inside = computed_inside(of, lambda value: value in words.labels and value not in between)
    first = list(islice(inside, MOST_OPERATIONS + 1))
    return len(first) <= MOST_OPERATIONS and all(len(value.parents) <= MOST_OPERANDS for value in first)


def expanded_rule(of: Value, by: Value, words: Wording, dialect: Dialect, between: Container[Value] = ()) -> Symbol:
    """Return ∂of/∂by with every power, every 1 and every 0 that a first sight of the rule has.

    Named values are operands, but for those `between`, which the rule passes over.

    Examples
    --------
    >>> from autograd.languages.catalogue import TEXT
    >>> target, out = Value(0.01, "target"), Value(0.75, "out")
    >>> error = (0.5 * (target - out) ** 2).named("E")
    >>> expanded_rule(error, out, Wording({each: each.name for each in (target, out, error)}), TEXT)
    2 · ½ · (target − out)^(2 − 1) · (−1)
    """
    return _Expansion(words, dialect, between).through(of, by)


@dataclass(frozen=True, slots=True)
class _Expansion:
    words: Wording
    dialect: Dialect
    between: Container[Value]
    leads: dict[Value, bool] = field(default_factory=dict)

    def through(self, value: Value, by: Value, outer: Symbol | None = None) -> Symbol:
        """Walk back from `value` to `by`, with what has been multiplied on the way; other terms of a sum are 0."""
        one, zero = Symbol("", self.dialect).of(1.0), Symbol("", self.dialect).of(0.0)
        if value is by:
            return one if outer is None else outer
        places = [place for place, parent in enumerate(value.parents) if self._enters(parent, by)]
        if value.op in (add, total) and len(places) == 1:
            inner = self.through(value.parents[places[0]], by, outer)
            terms = [inner if place == places[0] else zero for place in range(len(value.parents))]
        else:
            terms = [self._term(value, place, by, outer) for place in places]
        whole: Symbol = in_order(*terms)
        return whole

    def _term(self, value: Value, place: int, by: Value, outer: Symbol | None) -> Symbol:
        """What arrives over one operand; the rule of a named value is a factor of its own."""
        parent, local = value.parents[place], self._local(value, place, outer)
        if parent is not by and parent in self.words.labels:
            return local * self.through(parent, by)
        return self.through(parent, by, local)

    def _local(self, value: Value, place: int, outer: Symbol | None) -> Symbol:
        """Outer · ∂value/∂operand, the numbers of a power first."""
        op = value.op
        assert op is not None  # it has parents
        out, *operands = (
            self.words.written(operand, self.words.named, self.dialect) for operand in (value, *value.parents)
        )
        if op.shown.expanded is not None:
            static = {name: out.of(number) for name, number in op.static.items()}
            expanded = op.shown.expanded(lambda first: _before(first, outer), out, *operands, **static)
            return out.of(expanded[place])
        rule = op.textbook_derivatives(out, *operands)[place]
        if not isinstance(rule, Symbol) and rule == 1:
            return outer if outer is not None else out.of(1.0)
        return out.of(rule) if outer is None else outer * rule

    def _enters(self, parent: Value, by: Value) -> bool:
        """Whether `by` is the parent or stands in its formula."""
        is_open = parent not in self.words.labels or parent in self.between
        return parent is by or (is_open and self._leads(parent, by))

    def _leads(self, value: Value, by: Value) -> bool:
        if value not in self.leads:
            self.leads[value] = any(self._enters(parent, by) for parent in value.parents)
        return self.leads[value]


def _before(first: Symbol, outer: Symbol | None) -> Symbol:
    return first if outer is None else first * outer
