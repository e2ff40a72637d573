"""The partial of a formula by a named value in it, derived from the rules of its rows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from autograd.algebra.simplifying import is_arithmetic
from autograd.algebra.terms import Apply, Formula, atom, number
from autograd.algebra.visiting import rewritten
from autograd.ops import Op
from autograd.ops.arithmetic import total
from autograd.value import Value

__all__ = ["named_calls", "rules_of"]


def named_calls(values: Iterable[Value]) -> dict[Any, Value]:
    """Return the named values that are one operation on named values, by the key of that formula.

    The rule of a softmax is written with its other outs then, −out_o1 · out_o2.
    """
    called = [value for value in values if value.name and value.op and not is_arithmetic(value.op)]
    by_name = [value for value in called if all(parent.name for parent in value.parents)]
    return {Apply(value.op, tuple(map(atom, value.parents))).key: value for value in by_name if value.op}


def rules_of(value: Value, seen: Container[Value], known: Mapping[Any, Value] | None = None) -> dict[Value, Formula]:
    """Return ∂value/∂each for each vertex in its formula, by one walk back through what is unnamed.

    What is `known` by the key of its formula is written by its name.

    Examples
    --------
    >>> target, out = Value(0.01, "target"), Value(0.75, "out")
    >>> error = 0.5 * (target - out) ** 2
    >>> list(rules_of(error, {target, out, error}).values())
    [target − out, −(target − out)]
    """
    inside = _inside(value, seen)
    arrived = _arrived(inside, _written(inside, seen), seen)
    rules = {vertex: total(*terms[::-1]) for vertex, terms in arrived.items() if vertex in seen and vertex is not value}
    if not known:
        return rules

    def call(op: Op, operands: tuple[Formula, ...]) -> Formula:
        same = Apply(op, operands)
        return atom(known[same.key]) if same.key in known else same

    return {vertex: rewritten(rule, atom, call) for vertex, rule in rules.items()}


def _written(inside: Sequence[Value], seen: Container[Value]) -> dict[Value, Formula]:
    """The formulas of what is inside and of its operands: vertices as atoms, unnamed leaves as numbers."""
    value = inside[-1]
    written: dict[Value, Formula] = {value: atom(value)}
    for inner in inside:
        for parent in inner.parents:
            if parent in seen:
                written[parent] = atom(parent)
            elif parent.op is None:
                written[parent] = number(parent.data)
        if inner.op is not None and inner is not value:
            written[inner] = inner.op(*[written[parent] for parent in inner.parents])
    return written


def _arrived(
    inside: Sequence[Value], written: Mapping[Value, Formula], seen: Container[Value]
) -> dict[Value, list[Formula]]:
    """The terms of the gradient that arrive at each operand, from the outermost operation inward."""
    arrived: dict[Value, list[Formula]] = {inside[-1]: [number(1.0)]}
    for inner in reversed(inside):
        if inner not in arrived or inner.op is None:
            continue
        outer = total(*arrived[inner][::-1])
        rules = inner.op.textbook_derivatives(written[inner], *[written[parent] for parent in inner.parents])
        for parent, rule in zip(inner.parents, rules, strict=True):
            if parent in seen or parent.op is not None:
                arrived.setdefault(parent, []).append(rule * outer)
    return arrived


def _inside(value: Value, seen: Container[Value]) -> list[Value]:
    """What is computed inside the formula of a vertex, each after what it is computed from, itself at the end."""
    order: list[Value] = []
    done: set[Value] = set()
    stack = [(value, False)]
    while stack:
        inner, is_ready = stack.pop()
        if is_ready:
            order.append(inner)
        elif inner not in done:
            done.add(inner)
            stack.append((inner, True))
            stack += [(parent, False) for parent in reversed(inner.parents) if parent.op and parent not in seen]
    return order
