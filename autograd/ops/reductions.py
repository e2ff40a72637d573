"""Rows that make one number of several operands: products, means, lengths."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from typing import Any

from autograd.ops.arithmetic import in_order, total
from autograd.ops.elementary import sqrt, square
from autograd.ops.notation import Binding, Constant, Notation
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, sign
from autograd.ops.shown import Shown

__all__ = ["direction", "dot", "hypot", "mean", "norm", "over_length", "product"]

SUM, PRODUCT, PREFIX, _, ATOM = Binding


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


over_length: Op = operation(
    "over_length",
    forward=lambda x, length: x / (length + (1.0 - absolute(sign(length))) * (1.0 - absolute(sign(x)))),
    fast=lambda x, length: x / length if length or x else 0.0,
    local_derivatives=(
        lambda out, x, length: over_length(1.0, length),
        lambda out, x, length: -over_length(out, length),
    ),
    domain="a length other than 0, or x = 0",
    pole=lambda x, length: x * math.copysign(math.inf, length),
    convention="0 for 0 over 0: the share of a component in the length of a vector of zeros",
    samples=((3.0, 5.0), (-0.3, 1e9)),
    shown=Shown(
        Notation("/", "{} / {}", PRODUCT, (PRODUCT, PREFIX)),
        latex=Notation("/", r"\frac{{{}}}{{{}}}", PREFIX, (SUM,)),
        textbook=(lambda out, x, length: 1 / length, lambda out, x, length: -x / square(length)),
    ),
)


hypot: Op = operation(
    "hypot",
    forward="hypot",
    local_derivatives=(lambda out, x, y: direction(x, y), lambda out, x, y: direction(y, x)),
    convention="0 for both at x = y = 0",
    kinks=lambda x, y: (hypot(x, y),),
    samples=((3.0, 4.0), (-0.3, 1e-9), (1e300, -1e300), (0.0, 0.0)),
    shown=Shown(
        definition=lambda x, y: sqrt(square(x) + square(y)),
        textbook=(lambda out, x, y: x / out, lambda out, x, y: y / out),
    ),
)


def length_of(*operands: Any) -> Any:
    """Return √(x² + y² + …), and 0 of nothing."""
    return reduce(hypot, operands[1:], absolute(operands[0])) if operands else 0.0


def _direction_derivatives(out: Any, x: Any, *others: Any) -> tuple[Any, ...]:
    """By x: (y² + z² + …) / length³; by y: −x·y / length³."""
    length = length_of(x, *others)
    across = over_length(length_of(*others), length)
    return (over_length(across * across, length), *(-over_length(out * over_length(y, length), length) for y in others))


def fast_direction(*operands: float) -> float:
    """Return x / √(x² + y² + …) for floats, 0 for 0 over 0; right where the length is rounded, or too large."""
    length = math.hypot(*operands)
    if 2.0**-1022 <= length <= 1.7976931348623157e308:  # it has all its digits
        return operands[0] / length
    if math.isinf(length):
        return _direction_far_away(*operands)
    return operands[0] * 2.0**600 / (math.hypot(*[operand * 2.0**600 for operand in operands]) or 1.0)


def _direction_far_away(x: float, *others: float) -> float:
    """The same for a length that is too large for a float: an infinite operand outweighs all finite ones."""
    if any(map(math.isnan, others)):
        return math.nan
    if any(map(math.isinf, others)):
        return x * 0.0 if math.isfinite(x) else math.nan  # what two infinite ones share is not known
    if math.isinf(x):
        return math.copysign(1.0, x)
    return x * 2.0**-600 / math.hypot(*[operand * 2.0**-600 for operand in (x, *others)])


# A row of its own: differentiated as x / length, its derivative by x would be the difference 1/length − x²/length³.
direction: Op = operation(
    "direction",
    forward=lambda x, *others: over_length(x, length_of(x, *others)),
    fast=fast_direction,
    local_derivatives=_direction_derivatives,
    convention="0 for all at 0",
    kinks=lambda *operands: (length_of(*operands),),
    samples=((3.0, 4.0), (-0.3, 1e-9), (1.0, -2.0, 2.0), (1e300, -1e300)),
    shown=Shown(
        definition=lambda x, *others: x / length_of(x, *others),
        textbook=lambda out, x, *others: (
            (1 - square(out)) / length_of(x, *others),
            *(-(out * y / square(length_of(x, *others))) for y in others),
        ),
    ),
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
