"""Slips in the chain rule inside of one formula: an inner derivative forgotten, a product differentiated as two."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from autograd import Value, divide, multiply, topological_order
from autograd.algebra.terms import Apply, Formula, atom, number
from autograd.algebra.visiting import evaluated, formula_of, rewritten
from autograd.ops import Op
from autograd.ops.arithmetic import add, subtract, total
from verify.rework.tree import Tree

__all__ = ["IN_DEGREES", "local_slips", "partial_in_degrees", "value_in_degrees"]


def local_slips(of: Value, by: Value) -> Iterator[tuple[float, str, str]]:
    """Yield what slips in the formula of `of` make of ∂of/∂by, each with its kind and what was done.

    Examples
    --------
    >>> x = Value(1.0, "x")
    >>> for _, _, text in local_slips((x**2).sin(), x):
    ...     print(text)
    the derivative of sin(x²), cos(x²), is left out
    the derivative of x², 2 · x, is left out
    the exponent of x² is not brought down as a factor
    the exponent of x² is not lowered by 1
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
    """At one operation, what slips in its own rule give."""
    inner = [inward.get(parent, 0.0) for parent in node.parents]
    rest = whole - gain * inward[node]
    if node.op in (multiply, divide) and all(inner):
        first, second = inner
        value = first * second if node.op is multiply else first / second
        word = "multiplied" if node.op is multiply else "divided"
        yield rest + gain * value, "written line", f"the derivatives of the parts of {formula_of(node)} are {word}"
    elif node.op not in (add, subtract, total) and sum(map(bool, inner)) == 1:
        place = next(place for place, each in enumerate(inner) if each)
        if abs(node.local_derivatives[place]) != 1.0:  # else it is a sign, or nothing
            yield rest + gain * inner[place], "missing factor", _left_out(node, place)
    if node.op is not None and node.op.name == "sqrt":
        yield (
            rest + 2.0 * gain * inward[node],
            "missing factor",
            f"the ½ in the derivative of {formula_of(node)} is left out",
        )
    if node.op is divide and inner[1]:
        yield from _of_quotient(node, gain * inward[node], rest)
    if node.op is not None and "exponent" in node.op.static:
        yield from _of_power(node, gain * inner[0], rest)


def _left_out(node: Value, place: int) -> str:
    others = [parent for at, parent in enumerate(node.parents) if at != place]
    if node.op is multiply and others[0].op is None and others[0].name is None:
        return f"the factor {formula_of(others[0])} of {formula_of(node)} is left out"
    return f"the derivative of {formula_of(node)}, {_rule(node, place)}, is left out"


def _of_quotient(node: Value, own: float, rest: float) -> Iterator[tuple[float, str, str]]:
    """(u′v − uv′) / v² without the square, or without v²."""
    below = node.parents[1].data
    shown, divisor = formula_of(node), _operand(node.parents[1])
    yield rest + own * below, "written line", f"the divisor {divisor} of {shown} is not squared"
    yield rest + own * below * below, "missing factor", f"the divisor of {shown}, squared, is left out"


def _of_power(node: Value, own: float, rest: float) -> Iterator[tuple[float, str, str]]:
    """n·x^(n − 1) without n, with the exponent as it was, or with another one before it."""
    assert node.op is not None  # it has an exponent
    exponent, base, shown = node.op.static["exponent"], node.parents[0].data, formula_of(node)
    if exponent == 0.0 or base == 0.0:
        return
    lowered = node.data / base
    yield rest + own * lowered, "missing factor", f"the exponent of {shown} is not brought down as a factor"
    yield rest + own * exponent * node.data, "written line", f"the exponent of {shown} is not lowered by 1"
    if exponent != 2.0:
        text = f"the exponent of {shown} is lowered before it is brought down"
        yield rest + own * (exponent - 1.0) * lowered, "written line", text


def _rule(node: Value, place: int) -> Formula:
    assert node.op is not None  # it has a derivative
    rules = node.op.textbook_derivatives(formula_of(node), *map(_operand, node.parents))
    rule: Formula = rules[place]
    return rule


def _operand(value: Value) -> Formula:
    """What stands in the formula of the operation that it feeds: its name, or what it is made of."""
    return formula_of(value) if value.name is None else atom(value)


IN_DEGREES = "angles are taken in degrees, not in radians"

ANGULAR = frozenset({"sin", "cos", "tan"})
"""Rows whose operand is an angle."""


def value_in_degrees(value: Value) -> float | None:
    """Return what a value is if its angles are taken for degrees; None where it has none.

    Examples
    --------
    >>> from autograd import sin
    >>> round(value_in_degrees(sin(Value(30.0, "x"))), 9)
    0.5
    """
    numbers = _numbers(value)
    return None if numbers is None else numbers[value]


def partial_in_degrees(tree: Tree) -> float | None:
    """Return what a partial is if its angles are taken for degrees, by the rules for radians; None without angles."""
    numbers = _numbers(tree.root.of)
    if numbers is None:
        return None
    rules = {pair: rewritten(rule, atom, _of_degrees) for pair, rule in tree.rules.items()}
    try:
        return tree.recomputed({pair: evaluated(rule, lambda value: numbers[value]) for pair, rule in rules.items()})
    except (ArithmeticError, ValueError):
        return None


def _numbers(output: Value) -> Mapping[Value, float] | None:
    order = topological_order(output)
    if not any(_is_angular(value.op) for value in order):
        return None
    numbers: dict[Value, float] = {}
    try:
        for value in order:
            operands = [numbers[parent] for parent in value.parents]
            if _is_angular(value.op):
                operands = [math.radians(each) for each in operands]
            numbers[value] = value.data if value.op is None else float(value.op(*operands))
    except (ArithmeticError, ValueError):
        return None
    return numbers


def _of_degrees(op: Op, operands: tuple[Formula, ...]) -> Formula:
    turned = [number(math.pi / 180.0) * each for each in operands] if _is_angular(op) else operands
    return Apply(op, tuple(turned))


def _is_angular(op: Op | None) -> bool:
    return op is not None and op.name in ANGULAR
