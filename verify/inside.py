"""Slips in the chain rule inside of one formula: an inner derivative forgotten, a product differentiated as two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from autograd import Value, divide, multiply, topological_order
from autograd.derivation.formula import Formula
from autograd.ops.arithmetic import add, subtract, total
from verify.stand_ins import formula_of

__all__ = ["inside"]


def inside(of: Value, by: Value) -> Iterator[tuple[float, str, str]]:
    """Yield what slips in the formula of `of` make of ∂of/∂by, each with its kind and what was done.

    Examples
    --------
    >>> x = Value(1.0, "x")
    >>> [text for _, _, text in inside((x**2).sin(), x)]
    ['the derivative of sin(x²), cos(x²), is left out', 'the derivative of x², 2 · x, is left out']
    """
    order = topological_order(of)
    inward = _partials_by(by, order)
    outward = {of: 1.0}
    whole = inward.get(of, 0.0)
    for node in reversed(order):
        if node is by or node not in outward or inward.get(node, 0.0) == 0.0 or node.op is None:
            continue
        for parent, local in zip(node.parents, node.local_derivatives, strict=True):
            outward[parent] = outward.get(parent, 0.0) + outward[node] * local
        yield from _at(node, outward[node], inward, whole)


def _partials_by(by: Value, order: list[Value]) -> dict[Value, float]:
    """∂node/∂by of each node that `by` feeds."""
    found = {by: 1.0}
    for node in order:
        terms = [
            local * found[parent]
            for parent, local in zip(node.parents, node.local_derivatives, strict=True)
            if parent in found
        ]
        if terms and node is not by:
            found[node] = sum(terms)
    return found


def _at(node: Value, gain: float, inward: Mapping[Value, float], whole: float) -> Iterator[tuple[float, str, str]]:
    """At one operation: its derivative left out; of a product or a quotient, the derivatives of its parts taken."""
    inner = [inward.get(parent, 0.0) for parent in node.parents]
    rest = whole - gain * inward[node]
    if node.op in (multiply, divide) and all(inner):
        first, second = inner
        value = first * second if node.op is multiply else first / second
        word = "multiplied" if node.op is multiply else "divided"
        yield rest + gain * value, "written line", f"the derivatives of the parts of {formula_of(node)} are {word}"
    elif node.op not in (add, subtract, total) and sum(map(bool, inner)) == 1:
        place = next(place for place, each in enumerate(inner) if each)
        text = f"the derivative of {formula_of(node)}, {_rule(node, place)}, is left out"
        yield rest + gain * inner[place], "missing factor", text


def _rule(node: Value, place: int) -> Formula:
    assert node.op is not None  # it has a derivative
    rules = node.op.textbook_derivatives(formula_of(node), *[formula_of(parent) for parent in node.parents])
    rule: Formula = rules[place]
    return rule
