"""The refusal where an operation is not defined: its operands by name, what it needs, and how to guard a branch."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import signature
from itertools import chain
from typing import TYPE_CHECKING

from autograd.errors import DomainError
from autograd.text.names import letters

if TYPE_CHECKING:
    from autograd.ops.operation import Op

__all__ = ["is_too_large", "operand_names", "refusal"]


def operand_names(op: Op, count: int) -> list[str]:
    """Return what the operands of a row are called, as its first rule calls them; x, y, … where it does not.

    Examples
    --------
    >>> from autograd import atan2, leaky_relu, mean, where
    >>> operand_names(atan2, 2), operand_names(where, 3), operand_names(leaky_relu, 1), operand_names(mean, 2)
    (['y', 'x'], ['condition', 'x', 'y'], ['x'], ['x', 'y'])
    """
    if callable(op.local_derivatives):
        return letters(count)
    parameters = [name for name in signature(op.local_derivatives[0]).parameters if name not in op.takes][1:]
    return parameters if len(parameters) == count else letters(count)


def refusal(op: Op, numbers: tuple[float, ...], names: Sequence[str] = ()) -> DomainError:
    """Return the error for numbers at which a row is not defined.

    Examples
    --------
    >>> from autograd import divide
    >>> print(refusal(divide, (3.0, 0.0)))
    divide is not defined at x = 3, y = 0: it needs a divisor other than 0. Check the value that feeds it, or move the
    input inside that range; in a branch of where: x / where(c, y, 1).
    """
    parameters = operand_names(op, len(numbers))
    operands = [*zip(names or parameters, numbers, strict=True), *op.static.items()]
    place = ", ".join(f"{label} = {number:g}" if label else f"{number:g}" for label, number in operands)
    if is_too_large(op, numbers):  # a row of one's own
        return DomainError(
            f"{op.name} is too large for a float at {place}, and its row does not say which infinity stands for that: "
            f"give it pole=lambda {', '.join(parameters)}: math.inf, or −math.inf where that is right."
        )
    return DomainError(
        f"{op.name} is not defined at {place}: it needs {op.domain or 'other operands'}. "
        f"Check the value that feeds it, or move the input inside that range{_guarded(op, numbers, parameters)}."
    )


def is_too_large(op: Op, numbers: tuple[float, ...]) -> bool:
    """Return whether Python raises at numbers where a row is defined, as the result is too large for a float.

    Examples
    --------
    >>> from autograd import exp, log
    >>> is_too_large(exp, (1000.0,)), is_too_large(log, (0.0,))
    (True, False)
    """
    try:
        op.evaluate(*numbers)
    except OverflowError:
        return True
    except (ValueError, ArithmeticError):
        pass
    return False


def _guarded(op: Op, numbers: tuple[float, ...], names: list[str]) -> str:
    """How to write the operation in a branch of `where`, which is evaluated even if it is not chosen.

    Guarded is the operand that is at fault: with another number for it alone, the row is defined.
    """
    for place, name in enumerate(names if op.arity else ()):
        for safe in chain([1.0], [sample[place] for sample in op.samples]):
            if _is_defined(op, (*numbers[:place], safe, *numbers[place + 1 :])):
                operands = [*names[:place], f"where(c, {name}, {safe:g})", *names[place + 1 :]]
                return f"; in a branch of where: {_typed(op, operands)}"
    return ""


def _is_defined(op: Op, numbers: tuple[float, ...]) -> bool:
    """Whether the row has a value and a derivative there."""
    try:
        op.derivatives(op.evaluate(*numbers), *numbers)
    except (ValueError, ArithmeticError):
        return False
    return True


def _typed(op: Op, operands: list[str]) -> str:
    """The operation as one types it in Python."""
    if pattern := op.shown.operator or op.shown.infix:
        return pattern.format(*operands, **op.static)
    return f"{op.name}({', '.join([*operands, *(f'{name}={number:g}' for name, number in op.static.items())])})"
