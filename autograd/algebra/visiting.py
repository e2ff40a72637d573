"""Walks through formula trees: the values in one, the formula of a value, the same formula written otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from autograd.algebra.terms import Apply, Atom, Formula, Number, Product, Sum, atom, number
from autograd.ops import Op
from autograd.ops.arithmetic import in_order
from autograd.value import Value

__all__ = ["atoms", "evaluated", "formula_of", "rewritten"]


def evaluated(formula: Formula, numbers: Callable[[Value], float]) -> float:
    """Return the number of a formula at other numbers of its values; undefined, it raises Python's own error.

    Examples
    --------
    >>> out = Value(0.75, "out")
    >>> evaluated(atom(out) * (1 - atom(out)), lambda value: 0.5)
    0.25
    """
    match formula:
        case Number(value=number):
            return number
        case Atom(value=value):
            return numbers(value)
        case Sum(terms=terms):
            return in_order(*(evaluated(term, numbers) for term in terms))  # type: ignore[no-any-return]
        case Product():
            result = formula.coefficient
            for factor in formula.factors:
                result *= evaluated(factor, numbers)
            for divisor in formula.divisors:
                result /= evaluated(divisor, numbers)
            return result
        case Apply(op=op, operands=operands):
            return op(*(evaluated(operand, numbers) for operand in operands))
    raise TypeError(f"{formula!r} is not a formula.")


def atoms(formula: Formula) -> tuple[Value, ...]:
    """Return the values in a formula, each once.

    Examples
    --------
    >>> out = Value(0.5, "out")
    >>> [value.name for value in atoms(atom(out) * (1 - atom(out)))]
    ['out']
    """
    values: dict[Value, None] = {}
    waiting = [formula]
    while waiting:
        match waiting.pop(0):
            case Atom(value=value):
                values[value] = None
            case Sum(terms=parts) | Apply(operands=parts):
                waiting += parts
            case Product(factors=factors, divisors=divisors):
                waiting += (*factors, *divisors)
    return tuple(values)


def formula_of(value: Value) -> Formula:
    """Return the formula of a value in the named values, or unnamed leaves, that it is made of.

    Examples
    --------
    >>> target, out = Value(0.01, "target"), Value(0.75, "out")
    >>> formula_of(0.5 * (target - out) ** 2)
    ½(target − out)²
    """
    written: dict[Value, Formula] = {}
    stack = [value]
    while stack:
        node = stack[-1]
        if node in written:
            stack.pop()
        elif node.op is None or (node.name is not None and node is not value):
            written[node] = number(node.data) if node.name is None else atom(node)
        else:
            missing = [parent for parent in node.parents if parent not in written]
            stack += missing
            if not missing:
                written[node] = node.op(*[written[parent] for parent in node.parents])
    return written[value]


def rewritten(
    formula: Formula, write: Callable[[Value], Formula], call: Callable[[Op, tuple[Formula, ...]], Formula] = Apply
) -> Formula:
    """Return the formula in other values, or with other calls, written as it is.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> rewritten(2.0 * atom(x) * (1 - atom(x)), lambda value: atom(y))
    2 · y · (1 − y)
    """

    def all_of(parts: Sequence[Formula]) -> tuple[Formula, ...]:
        return tuple(rewritten(part, write, call) for part in parts)

    match formula:
        case Atom(value=value):
            return write(value)
        case Sum(terms=terms):
            return Sum(all_of(terms))
        case Product(coefficient=size, factors=factors, divisors=divisors):
            return Product(size, all_of(factors), all_of(divisors))
        case Apply(op=op, operands=operands):
            return call(op, all_of(operands))
    return formula
