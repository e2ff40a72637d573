"""What comes out where a calculator is set to degrees."""

from __future__ import annotations

import math
from collections.abc import Mapping

from autograd import Value, topological_order
from autograd.derivation.formula import Apply, Formula, atom, evaluated, number
from autograd.ops import Op
from verify.stand_ins import rewritten
from verify.tree import Tree

__all__ = ["IN_DEGREES", "partial_in_degrees", "value_in_degrees"]

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
