"""Rows that make one number of any number of operands: products, means, norms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograd.ops.arithmetic import in_order, total
from autograd.ops.elementary import direction, length_of, over_length, sqrt, square
from autograd.ops.notation import Binding, Constant, Notation
from autograd.ops.operation import Op, operation
from autograd.ops.shown import Shown

__all__ = ["dot", "mean", "norm", "product"]


def _some(name: str, operands: Sequence[Any]) -> Sequence[Any]:
    if not operands:
        raise TypeError(f"{name} needs at least one operand.")
    return operands


def _product(*factors: Any) -> Any:
    first, *others = _some("product", factors)
    for factor in others:
        first = first * factor
    return first


def _all_but_one(out: Any, *factors: Any) -> tuple[Any, ...]:
    """The product of all other factors, from the left and from the right: a factor of 0 divides nothing."""
    before, after = [1.0], [1.0]
    for left, right in zip(factors[:-1], factors[:0:-1], strict=True):
        before.append(before[-1] * left)
        after.append(right * after[-1])
    return tuple(left * right for left, right in zip(before, reversed(after), strict=True))


product: Op = operation(
    "product",
    forward=_product,
    local_derivatives=_all_but_one,
    samples=((2.0, -3.0, 0.5), (0.3,), (0.0, 4.0, 5.0), (0.0, 0.0, 2.0)),
    shown=Shown(
        Notation("Π", lambda *factors: " · ".join(factors), Binding.PRODUCT, (Binding.PRODUCT, Binding.PREFIX)),
        textbook=lambda out, *factors: tuple(
            product(*factors[:place], *factors[place + 1 :]) if len(factors) > 1 else 1 for place in range(len(factors))
        ),
    ),
)


def _one_over(count: int) -> Constant:
    return Constant(1.0 / count, f"1 / {count}", rf"\frac{{1}}{{{count}}}", Binding.PRODUCT)


mean: Op = operation(
    "mean",
    forward=lambda *terms: in_order(*_some("mean", terms)) / float(len(terms)),
    local_derivatives=lambda out, *terms: (1.0 / len(terms),) * len(terms),
    samples=((2.0, -3.0, 0.5), (0.3,), (1e16, 1.0, -1e16)),
    shown=Shown(textbook=lambda out, *terms: (_one_over(len(terms)),) * len(terms)),
)


def _halves(operands: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    half, odd = divmod(len(_some("dot", operands)), 2)
    if odd:
        raise TypeError(f"dot takes a1, …, an, b1, …, bn: an even number of operands, not {len(operands)}.")
    return operands[:half], operands[half:]


dot: Op = operation(
    "dot",
    forward=lambda *operands: in_order(*[a * b for a, b in zip(*_halves(operands), strict=True)]),
    local_derivatives=lambda out, *operands: (*_halves(operands)[1], *_halves(operands)[0]),
    sequences=2,
    samples=((2.0, -3.0, 0.5, 0.1), (0.3, 4.0), (1.0, 2.0, 3.0, -1.0, 0.5, 0.25)),
)


MOST_DIRECTIONS = 16
"""Operands up to which each share in a length is a row that sees all others: n of them look at n squared operands."""


def _directions(out: Any, *operands: Any) -> tuple[Any, ...]:
    """Each operand's share in the length."""
    if len(operands) > MOST_DIRECTIONS:
        return tuple(over_length(x, out) for x in operands)
    return tuple(direction(x, *operands[:place], *operands[place + 1 :]) for place, x in enumerate(operands))


norm: Op = operation(
    "norm",
    forward=lambda *operands: length_of(*_some("norm", operands)),
    fast=lambda *operands: math.hypot(*_some("norm", operands)),
    local_derivatives=_directions,
    convention="0 for all at 0",
    kinks=lambda *operands: (norm(*operands),),
    samples=((3.0, 4.0), (0.3,), (1.0, -2.0, 2.0), (1e300, 1e300), (0.0, 0.0)),
    shown=Shown(
        Notation("‖·‖", lambda *texts: f"norm({', '.join(texts)})"),
        latex=Notation("‖·‖", lambda *texts: rf"\left\lVert {', '.join(texts)} \right\rVert"),
        definition=lambda *operands: sqrt(total(*map(square, operands))),
        textbook=lambda out, *operands: tuple(x / out for x in operands),
    ),
)
