"""Calls of rows as people write them: static arguments in their places or by other names, operands in sequences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograd.ops.operation import Op

__all__ = ["called_with", "is_sequence", "operands_of_sequences"]


def called_with(op: Op, operands: tuple[Any, ...], static: Mapping[str, Any]) -> Any:
    """Apply a row whose static arguments are not bound yet.

    They stand after the operands or by name, as ``clamp(x, 0, 1)``, ``clamp(x, min=0, max=1)``; one that is missing is
    the row's usual one. A row that numbers its outs gives a list of all of them where no number is given.

    Examples
    --------
    >>> from autograd import Value, clamp, leaky_relu, softmax
    >>> clamp(3.0, 0, 1), clamp(-3.0, min=0.0), leaky_relu(-2.0), leaky_relu(-2.0, 0.5)
    (1.0, 0.0, -0.02, -1.0)
    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    if op.arity is None:
        operands = operands_of_sequences(op, operands)
        if not static and op.takes == ("index",):
            return [op.bind(index=place)(*operands) for place in range(len(operands))]
        return op.bind(**static)(*operands)
    given = {op.synonyms.get(name, name): number for name, number in static.items()}
    placed = dict(zip(op.takes, operands[op.arity :], strict=False))
    twice = sorted(placed.keys() & given.keys())
    if twice or len(operands) > op.arity + len(op.takes) or len(given) < len(static):
        raise TypeError(
            f"{op.name} was given {len(operands)} argument(s) in place and {', '.join(static) or 'none'} by name; it "
            f"takes {op.arity} operand(s), then {', '.join(op.takes)}, each once."
        )
    return op.bind(**{**op.usual, **placed, **given})(*operands[: op.arity])


def is_sequence(operand: Any) -> bool:
    """Whether an operand holds several: a list, a tuple, a generator, an array with dimensions."""
    shape = getattr(operand, "shape", None)
    return isinstance(operand, Iterable) and not isinstance(operand, str | bytes | Mapping | set) and shape != ()


def operands_of_sequences(op: Op, operands: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the operands one by one where they came in sequences: ``mean([a, b])``, ``dot([a, b], [c, d])``.

    Raises
    ------
    TypeError
        If they came in more sequences than the row takes, or in sequences of different lengths.
    """
    if not any(map(is_sequence, operands)):
        return operands
    if len(operands) > op.sequences or not all(map(is_sequence, operands)):
        form = ", ".join(["[a, b, …]", "[c, d, …]"][: op.sequences])
        raise TypeError(
            f"{op.name} takes its operands one by one or as {op.name}({form}); it was given {operands!r:.80}."
        )
    parts = [tuple(part) for part in operands]
    if len({len(part) for part in parts}) > 1:
        raise TypeError(
            f"{op.name} was given {' and '.join(str(len(part)) for part in parts)} numbers; give as many each."
        )
    return tuple([operand for part in parts for operand in part])
