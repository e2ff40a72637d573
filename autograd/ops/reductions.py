"""Rows that make one number of any number of operands: products, means, norms, the softmax and what belongs to it.

No exponential overflows: the largest operand is taken out of every one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograd.notation import Binding, Constant, Notation
from autograd.ops.activations import sigmoid
from autograd.ops.arithmetic import in_order, total
from autograd.ops.elementary import exp, hypot, log, log1p, over_length, sqrt, square
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, maximum, minimum

__all__ = ["dot", "log_softmax", "logaddexp", "logsumexp", "mean", "norm", "product", "softmax"]

MOST_EACH = 16
"""Operands up to which each out of a softmax is computed by itself, which keeps the digits of nets far from 0."""


def _place(index: float, nets: Sequence[Any]) -> int:
    """The static argument as a place among the operands."""
    place = int(index) if math.isfinite(index) else -1
    if place != index or not 0 <= place < len(nets):
        raise IndexError(
            f"index is {index:g}; it must be a whole number that counts the {len(nets)} operands from 0: "
            f"0 to {len(nets) - 1}."
        )
    return place


_LARGEST_FLOAT = 1.7976931348623157e308


def _logsumexp(*nets: Any) -> Any:
    """The largest net and log1p of what all others add: the largest is exchanged to the end, the others are kept."""
    top, others = nets[0], []
    for net in nets[1:]:
        others.append(minimum(top, net))
        top = maximum(top, net)
    finite = minimum(maximum(top, -_LARGEST_FLOAT), _LARGEST_FLOAT)  # ∞ − ∞ does not exist
    return top + log1p(in_order(*[exp(other - finite) for other in others]) if others else 0.0)


def _largest(nets: Sequence[Any]) -> Any:
    top = nets[0]
    for net in nets[1:]:
        top = maximum(top, net)
    return top


def fast_logsumexp(*nets: float) -> float:
    """Return log(e^x1 + … + e^xn) for floats, to the last digits also where one operand outweighs the others."""
    if not nets:
        raise TypeError("logsumexp needs at least one operand.")
    top = max(nets)
    if math.isinf(top):
        return math.nan if any(net != net for net in nets) else top
    place = nets.index(top)
    return top + math.log1p(in_order(0.0, *[math.exp(net - top) for net in (*nets[:place], *nets[place + 1 :])]))


logsumexp: Op = operation(
    "logsumexp",
    forward=_logsumexp,
    fast=fast_logsumexp,
    local_derivatives=lambda out, *nets: tuple(_shares(nets)),
    notation=Notation("log Σeˣ", lambda *texts: f"logsumexp({', '.join(texts)})"),
    latex=Notation("logsumexp"),
    definition=lambda *nets: log(total(*map(exp, nets))),
    samples=((0.2, -0.4, 1.1), (0.3,), (1000.0, 999.0), (-1000.0, 1000.0), (0.0, -20.0)),
)


def _shares(nets: Sequence[Any]) -> list[Any]:
    """Every out of the softmax; of many operands, all by one logsumexp: n squared exponentials would be slow."""
    if len(nets) <= MOST_EACH:
        return [softmax(*nets, index=place) for place in range(len(nets))]
    whole = logsumexp(*nets)
    return [exp(net - whole) for net in nets]


def _softmax(*nets: Any, index: float) -> Any:
    place, top = _place(index, nets), _largest(nets)
    weights = [exp(net - top) for net in nets]
    return weights[place] / in_order(*weights)


def fast_softmax(*nets: float, index: float) -> float:
    """Return e^xk / (e^x1 + … + e^xn) for floats, k = `index` counted from 0."""
    place, top = _place(index, nets), max(nets)
    weights = [math.exp(net - top) for net in nets]
    share: float = weights[place] / in_order(*weights)
    return share


def _others(index: float, nets: Sequence[Any]) -> tuple[int, list[Any], Any]:
    """The unit's own place, the shares of all others, and their sum, which is 1 − out_k to the last digits."""
    place = _place(index, nets)
    others = [share for j, share in enumerate(_shares(nets)) if j != place]
    return place, others, in_order(*others) if others else 0.0


def _softmax_derivatives(out: Any, *nets: Any, index: float) -> tuple[Any, ...]:
    """By net j: −out_k·out_j; by the unit's own net: out_k·(1 − out_k), the bracket as the sum of all other outs."""
    place, others, rest = _others(index, nets)
    local = [-out * share for share in others]
    return (*local[:place], out * rest, *local[place:])


def _numbered(name: str) -> Notation:
    """``softmax₂(x, y, z)``: the output's number stands at the name."""

    def text(*texts: str, index: float) -> str:
        return f"{name}{f'{index + 1:.0f}'.translate(_LOWERED)}({', '.join(texts)})"

    return Notation(name, text)


def _numbered_latex(name: str) -> Notation:
    return Notation(
        name,
        lambda *texts, index: rf"\operatorname{{{name}}}_{{{index + 1:.0f}}}\left({', '.join(texts)}\right)",
    )


_LOWERED = {ord(digit): 0x2080 + int(digit) for digit in "0123456789"}

softmax: Op = operation(
    "softmax",
    forward=_softmax,
    fast=fast_softmax,
    local_derivatives=_softmax_derivatives,
    takes=("index",),
    bindings=({"index": 1.0}, {"index": 0.0}),
    notation=_numbered("softmax"),
    latex=_numbered_latex("softmax"),
    definition=lambda *nets, index: exp(nets[_place(index, nets)]) / total(*map(exp, nets)),
    textbook=lambda out, *nets, index: tuple(
        out * (1 - out) if place == index else -(out * softmax(*nets, index=place)) for place in range(len(nets))
    ),
    samples=((0.2, -0.4, 1.1), (0.3,), (1000.0, 999.0), (-1000.0, 1000.0), (0.0, -20.0)),
)


def fast_log_softmax(*nets: float, index: float) -> float:
    """Return xk − log(e^x1 + … + e^xn) for floats, k = `index` counted from 0; accurate also where it is near 0."""
    own = nets[_place(index, nets)]
    return -fast_logsumexp(*[net - own for net in nets])


def _log_softmax_derivatives(out: Any, *nets: Any, index: float) -> tuple[Any, ...]:
    """By net j: −out_j of the softmax; by the unit's own net: 1 − out_k, as the sum of all other outs."""
    place, others, rest = _others(index, nets)
    local = [-share for share in others]
    return (*local[:place], rest, *local[place:])


log_softmax: Op = operation(
    "log_softmax",
    forward=lambda *nets, index: -logsumexp(*[net - nets[_place(index, nets)] for net in nets]),
    fast=fast_log_softmax,
    local_derivatives=_log_softmax_derivatives,
    takes=("index",),
    bindings=({"index": 1.0}, {"index": 0.0}),
    notation=_numbered("log_softmax"),
    latex=_numbered_latex(r"log\_softmax"),
    definition=lambda *nets, index: nets[_place(index, nets)] - log(total(*map(exp, nets))),
    textbook=lambda out, *nets, index: tuple(
        1 - exp(out) if place == index else -softmax(*nets, index=place) for place in range(len(nets))
    ),
    samples=((0.2, -0.4, 1.1), (0.3,), (1000.0, 999.0), (-1000.0, 1000.0), (0.0, -20.0)),
)


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
    notation=Notation("Π", lambda *factors: " · ".join(factors), Binding.PRODUCT, (Binding.PRODUCT, Binding.PREFIX)),
    textbook=lambda out, *factors: tuple(
        product(*factors[:place], *factors[place + 1 :]) if len(factors) > 1 else 1 for place in range(len(factors))
    ),
    samples=((2.0, -3.0, 0.5), (0.3,), (0.0, 4.0, 5.0), (0.0, 0.0, 2.0)),
)


def _one_over(count: int) -> Constant:
    return Constant(1.0 / count, f"1 / {count}", rf"\frac{{1}}{{{count}}}", Binding.PRODUCT)


mean: Op = operation(
    "mean",
    forward=lambda *terms: in_order(*_some("mean", terms)) / float(len(terms)),
    local_derivatives=lambda out, *terms: (1.0 / len(terms),) * len(terms),
    textbook=lambda out, *terms: (_one_over(len(terms)),) * len(terms),
    samples=((2.0, -3.0, 0.5), (0.3,), (1e16, 1.0, -1e16)),
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
    samples=((2.0, -3.0, 0.5, 0.1), (0.3, 4.0), (1.0, 2.0, 3.0, -1.0, 0.5, 0.25)),
)


def _norm(*operands: Any) -> Any:
    first, *others = _some("norm", operands)
    out = absolute(first)
    for operand in others:
        out = hypot(out, operand)
    return out


norm: Op = operation(
    "norm",
    forward=_norm,
    fast=lambda *operands: math.hypot(*_some("norm", operands)),
    local_derivatives=lambda out, *operands: tuple(over_length(x, out) for x in operands),
    notation=Notation("‖·‖", lambda *texts: f"norm({', '.join(texts)})"),
    convention="0 for all at 0",
    kinks=lambda *operands: (norm(*operands),),
    definition=lambda *operands: sqrt(total(*map(square, operands))),
    textbook=lambda out, *operands: tuple(x / out for x in operands),
    latex=Notation("‖·‖", lambda *texts: rf"\left\lVert {', '.join(texts)} \right\rVert"),
    samples=((3.0, 4.0), (0.3,), (1.0, -2.0, 2.0), (1e300, 1e300), (0.0, 0.0)),
)

logaddexp: Op = operation(
    "logaddexp",
    forward=lambda x, y: maximum(x, y) + log1p(exp(-absolute(x - y))),
    local_derivatives=(lambda out, x, y: sigmoid(x - y), lambda out, x, y: sigmoid(y - x)),
    definition=lambda x, y: log(exp(x) + exp(y)),
    samples=((0.2, -0.4), (1000.0, 999.0), (-1000.0, 1000.0)),
)
