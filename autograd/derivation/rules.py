"""The partial of a formula by a named value in it, derived from the rules of its rows."""

from __future__ import annotations

from collections.abc import Container

from autograd.derivation.formula import Formula, atom, number
from autograd.value import Value

__all__ = ["rules_of"]


def rules_of(value: Value, seen: Container[Value]) -> dict[Value, Formula]:
    """Return ∂value/∂each for each vertex in its formula, by one walk back through what is unnamed.

    Examples
    --------
    >>> target, out = Value(0.01, "target"), Value(0.75, "out")
    >>> error = 0.5 * (target - out) ** 2
    >>> list(rules_of(error, {target, out, error}).values())
    [target − out, −(target − out)]
    """
    inside = _inside(value, seen)
    written = {each: atom(each) for each in {parent for inner in inside for parent in inner.parents} if each in seen}
    for inner in inside:
        for parent in inner.parents:
            if parent not in written and parent.op is None:
                written[parent] = number(parent.data)
        if inner is not value and inner.op is not None:
            written[inner] = inner.op(*[written[parent] for parent in inner.parents])
    arrived: dict[Value, Formula] = {value: number(1.0)}
    for inner in reversed(inside):
        if inner not in arrived or inner.op is None:
            continue
        out = atom(value) if inner is value else written[inner]
        rules = inner.op.textbook_derivatives(out, *[written[parent] for parent in inner.parents])
        for parent, rule in zip(inner.parents, rules, strict=True):
            if parent in seen or parent.op is not None:
                term = rule * arrived[inner]
                arrived[parent] = term + arrived[parent] if parent in arrived else term
    return {each: rule for each, rule in arrived.items() if each in seen and each is not value}


def _inside(value: Value, seen: Container[Value]) -> list[Value]:
    """What is computed inside the formula of a vertex, each after what it is computed from, itself at the end."""
    order: list[Value] = []
    done: set[Value] = set()
    stack = [(value, False)]
    while stack:
        each, is_ready = stack.pop()
        if is_ready:
            order.append(each)
        elif each not in done:
            done.add(each)
            stack.append((each, True))
            stack += [(parent, False) for parent in reversed(each.parents) if parent.op and parent not in seen]
    return order
