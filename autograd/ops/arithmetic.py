"""Rows of arithmetic: sums, products, and the two sums that networks are made of."""

from __future__ import annotations

import math
from typing import Any

from autograd.ops.elementary import power
from autograd.ops.notation import Binding, Notation
from autograd.ops.operation import Op, operation
from autograd.ops.shown import Shown

__all__ = ["add", "divide", "multiply", "negate", "subtract", "total", "weighted_sum"]

SUM, PRODUCT, PREFIX, POWER, ATOM = Binding

add: Op = operation(
    "add",
    forward=lambda x, y: x + y,
    local_derivatives=(lambda out, x, y: 1.0, lambda out, x, y: 1.0),
    samples=((2.0, -3.0), (0.1, 0.2), (1e16, 1.0)),
    shown=Shown(Notation("+", "{} + {}", SUM, (SUM, PRODUCT)), infix="{} + {}"),
)

subtract: Op = operation(
    "subtract",
    forward=lambda x, y: x - y,
    local_derivatives=(lambda out, x, y: 1.0, lambda out, x, y: -1.0),
    samples=((2.0, -3.0), (0.01, 0.75136507)),
    shown=Shown(Notation("−", "{} − {}", SUM, (SUM, PRODUCT)), infix="{} - {}"),
)


def _product(x: str, y: str) -> str:
    """½ stands close to a name or a parenthesis, ½(a + b); any other factor has a dot."""
    is_close = x in ("½", r"\tfrac{1}{2}") and (y[0] in "(\\" or y[0].isalpha())
    return x + y if is_close else f"{x} · {y}"


multiply: Op = operation(
    "multiply",
    forward=lambda x, y: x * y,
    local_derivatives=(lambda out, x, y: y, lambda out, x, y: x),
    samples=((2.0, -3.0), (0.1, 0.3), (1e-200, 1e200)),
    shown=Shown(Notation("×", _product, PRODUCT, (PRODUCT, PREFIX)), infix="{} * {}"),
)

divide: Op = operation(
    "divide",
    forward=lambda x, y: x / y,
    local_derivatives=(lambda out, x, y: 1.0 / y, lambda out, x, y: -out / y),
    domain="a divisor other than 0",
    pole=lambda x, y: x * math.copysign(math.inf, y),
    samples=((2.0, -3.0), (0.0, 7.0), (1.0, 1e-9)),
    shown=Shown(
        Notation("/", "{} / {}", PRODUCT, (PRODUCT, PREFIX)),
        latex=Notation("/", r"\frac{{{}}}{{{}}}", PREFIX, (SUM,)),
        infix="{} / {}",
        textbook=(None, lambda out, x, y: -x / (y * y)),
    ),
)

negate: Op = operation(
    "negate",
    forward=lambda x: -x,
    local_derivatives=(lambda out, x: -1.0,),
    samples=((2.0,), (-0.3,)),
    shown=Shown(Notation("−", "−{}", PRODUCT, (PRODUCT,)), infix="-{}"),
)


def in_order(*terms: Any) -> Any:
    """Return the sum, left to right with plain additions: `sum` gives other last digits on other Pythons."""
    if not terms:
        raise TypeError("total needs at least one term.")
    out = terms[0]
    for term in terms[1:]:
        out = out + term
    return out


total: Op = operation(
    "total",
    forward=in_order,
    local_derivatives=lambda out, *terms: (1.0,) * len(terms),
    samples=((0.274811083, 0.023560026), (1.0,), (1e16, 1.0, -1e16)),
    shown=Shown(Notation("Σ", lambda *terms: " + ".join(terms), SUM, (SUM, PRODUCT))),
)


def _weighted_sum(*operands: Any) -> Any:
    """w1·x1 + … + wn·xn + b: left to right, bias last, with plain additions (see `in_order`)."""
    if len(operands) % 2 == 0:
        raise TypeError(f"weighted_sum takes w1, x1, …, wn, xn, b: an odd number of operands, not {len(operands)}.")
    if len(operands) == 1:
        return operands[0]
    rest = iter(operands)
    out = next(rest) * next(rest)
    for weight, x in zip(rest, rest):  # noqa: B905  # takes pairs and leaves the bias; slices cost 20 % more
        out = out + weight * x
    return out + operands[-1]


def _factors(out: Any, *operands: Any) -> tuple[Any, ...]:
    """For w·x the derivative by w is x and by x is w; for the bias it is 1."""
    local = list(operands)
    local[0:-1:2] = operands[1::2]
    local[1::2] = operands[0:-1:2]
    local[-1] = 1.0
    return tuple(local)


def _products_and_sum(*operands: Any) -> Any:
    """One product for each weight, and one sum of all of them."""
    rest = iter(operands[:-1])
    products = [weight * x for weight, x in zip(rest, rest, strict=True)]
    return total(*products, operands[-1]) if products else operands[-1]


def _by_power_rule(first: Any, out: Any, *operands: Any) -> tuple[Any, ...]:
    """1 · x · w^(1 − 1) + 0 + 0: each product differentiated by w or x, all other terms 0."""
    one, zero = out.of(1.0), out.of(0.0)
    size = len(operands) // 2 + 1
    slopes = []
    for place, operand in enumerate(operands):
        is_bias = place == len(operands) - 1
        slope = first(one if is_bias else one * operands[place ^ 1] * power(operand, one - 1))
        slopes.append(in_order(*(slope if place // 2 == term else zero for term in range(size))))
    return tuple(slopes)


weighted_sum: Op = operation(
    "weighted_sum",
    forward=_weighted_sum,
    local_derivatives=_factors,
    samples=((0.15, 0.05, 0.2, 0.1, 0.35), (0.35,), (-0.2, 0.618, 0.3, 0.506, 1.83)),
    shown=Shown(
        Notation(
            "Σ",
            lambda *texts: " + ".join(
                [*(f"{w} · {x}" for w, x in zip(texts[:-1:2], texts[1::2], strict=True)), texts[-1]]
            ),
            SUM,
            (PREFIX,),
        ),
        expanded=_by_power_rule,
        expansion=_products_and_sum,
    ),
)
