"""Slips in the chain rule inside of one formula: an inner derivative forgotten, a product differentiated as two."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from autograd import Value, divide, multiply, topological_order
from autograd.algebra.terms import Apply, Formula, atom
from autograd.algebra.visiting import evaluated, formula_of, rewritten
from autograd.ops import Op
from autograd.ops.arithmetic import add, subtract, total
from verify.rework.tree import Tree
from verify.slips.kinds import Applies, Candidate, Kind, Made, Numbers, Slip, tried
from verify.slips.lines import number_of

__all__ = ["INSIDE", "IN_DEGREES", "local_slips", "partial_in_degrees", "value_in_degrees"]

_missing = partial(Slip, Kind.MISSING_FACTOR, bits=1.5, why="one of three", applies=Applies.OPERATION)
_line = partial(Slip, Kind.LINE, bits=1.5, why="one of three", applies=Applies.OPERATION)

PARTS = {
    multiply: _line(
        "the derivatives of the parts of {other} are multiplied", gives=lambda w: w.gain * (w.first * w.second)
    ),
    divide: _line("the derivatives of the parts of {other} are divided", gives=lambda w: w.gain * (w.first / w.second)),
}
NO_DERIVATIVE = _missing("the derivative of {other[0]}, {other[1]}, is left out", gives=lambda w: w.through)
NO_CONSTANT = _missing("the factor {other[1]} of {other[0]} is left out", gives=lambda w: w.through)
NO_HALF = _missing("the ½ in the derivative of {other} is left out", gives=lambda w: 2.0 * w.share)
NOT_SQUARED = _line("the divisor {other[1]} of {other[0]} is not squared", gives=lambda w: w.share * w.below)
NO_DIVISOR = _missing("the divisor of {other}, squared, is left out", gives=lambda w: w.share * w.below * w.below)
POWERS = (
    _missing("the exponent of {other} is not brought down as a factor", gives=lambda w: w.through * (w.power / w.base)),
    _line("the exponent of {other} is not lowered by 1", gives=lambda w: w.through * w.exponent * w.power),
    _line("the exponent of {other} is lowered before it is brought down",
          gives=lambda w: w.through * (w.exponent - 1.0) * (w.power / w.base)),
)  # fmt: skip
IN_DEGREES = Slip(Kind.VARIANT, "angles are taken in degrees, not in radians", 2.5, "as calculators are switched on",
                  lambda w: w.value * (math.pi / 180.0), Applies.VALUE)  # fmt: skip
INSIDE = (*PARTS.values(), NO_DERIVATIVE, NO_CONSTANT, NO_HALF, NOT_SQUARED, NO_DIVISOR, *POWERS, IN_DEGREES)


def local_slips(of: Value, by: Value) -> Iterator[Candidate]:
    """Yield what slips in the formula of `of` make of ∂of/∂by.

    Examples
    --------
    >>> x = Value(1.0, "x")
    >>> for slip in local_slips((x**2).sin(), x):
    ...     print(slip.text)
    the derivative of sin(x²), cos(x²), is left out
    the derivative of x², 2 · x, is left out
    the exponent of x² is not brought down as a factor
    the exponent of x² is not lowered by 1
    """
    order = topological_order(of)
    inward = _partials_by(by, order)
    outward = {of: 1.0}
    whole = inward.get(of, 0.0)
    for place, node in reversed(list(enumerate(order))):
        if node is by or node not in outward or inward.get(node, 0.0) == 0.0 or node.op is None:
            continue
        for parent, local in zip(node.parents, node.local_derivatives, strict=True):
            outward[parent] = outward.get(parent, 0.0) + outward[node] * local
        rest = whole - outward[node] * inward[node]
        for slip in _at(node, place, outward[node], inward):
            yield slip._replace(value=rest + slip.value)


def _partials_by(by: Value, order: list[Value]) -> dict[Value, float]:
    """∂node/∂by of each node that `by` feeds."""
    partials = {by: 1.0}
    for node in order:
        terms = [
            local * partials[parent]
            for parent, local in zip(node.parents, node.local_derivatives, strict=True)
            if parent in partials
        ]
        if terms and node is not by:
            partials[node] = sum(terms)
    return partials


def _at(node: Value, place: int, gain: float, inward: Mapping[Value, float]) -> Iterator[Candidate]:
    """At one operation, what slips in its own rule give."""
    op, inner, shown = node.op, [inward.get(parent, 0.0) for parent in node.parents], str(formula_of(node))
    assert op is not None  # it has a rule
    share = gain * inward[node]
    if op in PARTS and all(inner):
        yield from tried((PARTS[op],), Numbers(gain=gain, first=inner[0], second=inner[1]), place, shown)
    elif op not in (add, subtract, total) and sum(map(bool, inner)) == 1:
        at = next(at for at, number in enumerate(inner) if number)
        if abs(node.local_derivatives[at]) != 1.0:  # else it is a sign, or nothing
            row, left_out = _left_out(node, at)
            yield from tried((row,), Numbers(through=gain * inner[at]), place, (shown, left_out))
    if op.name == "sqrt":
        yield from tried((NO_HALF,), Numbers(share=share), place, shown)
    if op is divide and inner[1]:
        w = Numbers(share=share, below=node.parents[1].data)
        yield from tried((NOT_SQUARED,), w, place, (shown, str(_operand(node.parents[1]))))
        yield from tried((NO_DIVISOR,), w, place, shown)
    exponent, base = op.static.get("exponent", 0.0), node.parents[0].data
    if exponent and base:
        w = Numbers(through=gain * inner[0], exponent=exponent, base=base, power=node.data)
        yield from tried(POWERS[:2] if exponent == 2.0 else POWERS, w, place, shown)


def _left_out(node: Value, place: int) -> tuple[Slip, str]:
    """The row for an inner derivative that is left out, and what is left out; a constant factor is told as one."""
    assert node.op is not None  # it has a derivative
    others = [parent for at, parent in enumerate(node.parents) if at != place]
    if node.op is multiply and others[0].op is None and others[0].name is None:
        return NO_CONSTANT, str(formula_of(others[0]))
    rules = node.op.textbook_derivatives(formula_of(node), *map(_operand, node.parents))
    return NO_DERIVATIVE, str(rules[place])


def _operand(value: Value) -> Formula:
    """What stands in the formula of the operation that it feeds: its name, or what it is made of."""
    return formula_of(value) if value.name is None else atom(value)


ANGULAR = frozenset({"sin", "cos", "tan"})
"""Rows whose operand is an angle."""


def value_in_degrees(value: Value) -> Iterator[Candidate]:
    """Yield what a value is if its angles are taken for degrees; nothing where it has none.

    Examples
    --------
    >>> from autograd import sin
    >>> [round(slip.value, 9) for slip in value_in_degrees(sin(Value(30.0, "x")))]
    [0.5]
    """
    numbers = _numbers(value)
    return _in_degrees(None if numbers is None else numbers[value])


def partial_in_degrees(tree: Tree) -> Iterator[Candidate]:
    """Yield what a partial is if its angles are taken for degrees, by the rules for radians; nothing without angles."""
    numbers = _numbers(tree.root.of)
    if numbers is None:
        return iter(())
    rules = {pair: rewritten(rule, atom, _of_degrees) for pair, rule in tree.rules.items()}
    return _in_degrees(
        number_of(lambda: tree.recomputed({pair: evaluated(rule, numbers.__getitem__) for pair, rule in rules.items()}))
    )


def _in_degrees(number: float | None) -> Iterator[Candidate]:
    if number is not None:
        yield Candidate(number, IN_DEGREES.bits, Made(IN_DEGREES))


def _numbers(output: Value) -> Mapping[Value, float] | None:
    order = topological_order(output)
    if not any(_is_angular(value.op) for value in order):
        return None
    numbers: dict[Value, float] = {}
    try:
        for value in order:
            operands = [numbers[parent] for parent in value.parents]
            if _is_angular(value.op):
                operands = [_as_degrees(operand) for operand in operands]
            numbers[value] = value.data if value.op is None else float(value.op(*operands))
    except (ArithmeticError, ValueError):
        return None
    return numbers


def _of_degrees(op: Op, operands: tuple[Formula, ...]) -> Formula:
    return Apply(op, tuple(map(_as_degrees, operands)) if _is_angular(op) else operands)


def _as_degrees(angle: Any) -> Any:
    return IN_DEGREES.gives(Numbers(value=angle))


def _is_angular(op: Op | None) -> bool:
    return op is not None and op.name in ANGULAR
