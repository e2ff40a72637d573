"""Rows of sums of exponentials: their logarithm, the softmax and what belongs to it.

No exponential overflows: the largest operand is taken out of every one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from autograd.ops.activations import fast_sigmoid, fast_softplus, sigmoid, sigmoid_slope, softplus
from autograd.ops.arithmetic import in_order, total
from autograd.ops.elementary import exp, log, log1p
from autograd.ops.notation import Notation
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import absolute, clamp, maximum, minimum, where
from autograd.ops.shown import Shown

__all__ = ["log_softmax", "logaddexp", "logsumexp", "softmax", "softmax_rest"]

MOST_EACH = 16
"""Operands up to which each out of a softmax is computed by itself, which keeps the digits of nets far from 0."""

_NETS = ((0.2, -0.4, 1.1), (0.3,), (1000.0, 999.0), (-1000.0, 1000.0), (0.0, -20.0))


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


def fast_logsumexp(*nets: float) -> float:
    """Return log(e^x1 + … + e^xn) for floats, to the last digits also where one operand outweighs the others."""
    if not nets:
        raise TypeError("logsumexp needs at least one operand.")
    top = max(nets)
    if math.isinf(top):
        return math.nan if any(net != net for net in nets) else top
    place = nets.index(top)
    return top + math.log1p(in_order(0.0, *[math.exp(net - top) for net in _all_but(place, nets)]))


logsumexp: Op = operation(
    "logsumexp",
    forward=_logsumexp,
    fast=fast_logsumexp,
    local_derivatives=lambda out, *nets: tuple(_shares(nets)),
    samples=_NETS,
    shown=Shown(
        Notation("log Σeˣ", lambda *texts: f"logsumexp({', '.join(texts)})"),
        latex=Notation("logsumexp"),
        definition=lambda *nets: log(total(*map(exp, nets))),
    ),
)


def _shares(nets: Sequence[Any]) -> list[Any]:
    """Every out of the softmax; of many operands, all by one logsumexp: n squared exponentials would be slow."""
    if len(nets) <= MOST_EACH:
        return [softmax(*nets, index=place) for place in range(len(nets))]
    whole = logsumexp(*nets)
    return [exp(net - whole) for net in nets]


def _all_but(place: int, items: Sequence[Any]) -> list[Any]:
    return [*items[:place], *items[place + 1 :]]


def _lead(place: int, nets: Sequence[Any]) -> Any:
    """How far all others together are ahead of a unit's own net, log(1 / out_k − 1): out_k is σ(−lead).

    nan only where an infinite net has no limit: ∞ beside another ∞, and −∞ beside nothing else.
    """
    own = clamp(nets[place], low=-_LARGEST_FLOAT, high=_LARGEST_FLOAT)
    return logsumexp(*[net - own for net in _all_but(place, nets)]) + (own - nets[place])


def fast_lead(place: int, nets: Sequence[float]) -> float:
    """Return log(Σ e^xj) − xk for floats, j the places of all others; −∞ where there are none."""
    own, others = nets[place], _all_but(place, nets)
    if not others:
        return -math.inf if own == own else own
    return fast_logsumexp(*others) - own if math.isinf(own) else fast_logsumexp(*[net - own for net in others])


def _where_finite(nets: Sequence[Any], share: Callable[[list[Any]], Any], limit: Any) -> Any:
    """What is made of the exponentials, of which the largest is 1; the limit where the largest net is infinite."""
    top = reduce(maximum, nets)
    return where(_LARGEST_FLOAT - absolute(top), share([exp(net - top) for net in nets]), limit)


def _softmax(*nets: Any, index: float) -> Any:
    place = _place(index, nets)
    if len(nets) == 1:
        return 1.0 + clamp(nets[0], low=0.0, high=0.0)
    return _where_finite(nets, lambda weights: weights[place] / in_order(*weights), sigmoid(-_lead(place, nets)))


def fast_softmax(*nets: float, index: float) -> float:
    """Return e^xk / (e^x1 + … + e^xn) for floats, k = `index` counted from 0."""
    place, top = _place(index, nets), max(nets)
    if math.isinf(top):
        return fast_sigmoid(-fast_lead(place, nets))
    weights = [math.exp(net - top) for net in nets]
    share: float = weights[place] / in_order(*weights)
    return share


def _softmax_derivatives(out: Any, *nets: Any, index: float) -> tuple[Any, ...]:
    """By net j: −out_k·out_j; by the unit's own net: out_k·(1 − out_k). Of two nets it is σ′."""
    place = _place(index, nets)
    if len(nets) == 2:
        slope = sigmoid_slope(nets[0] - nets[1])
        return (slope, -slope) if place == 0 else (-slope, slope)
    local = [-out * share for share in _all_but(place, _shares(nets))]
    return (*local[:place], out * softmax_rest(*nets, index=index), *local[place:])


def _numbered(name: str) -> tuple[Notation, Notation]:
    """``softmax₂(x, y, z)``: the output's number stands at the name, in LaTeX too."""
    latex = name.replace("_", r"\_")
    return (
        Notation(name, lambda *texts, index: f"{name}{f'{index + 1:.0f}'.translate(_LOWERED)}({', '.join(texts)})"),
        Notation(
            latex, lambda *texts, index: rf"\operatorname{{{latex}}}_{{{index + 1:.0f}}}\left({', '.join(texts)}\right)"
        ),
    )


_LOWERED = {ord(digit): 0x2080 + int(digit) for digit in "0123456789"}

softmax: Op = operation(
    "softmax",
    forward=_softmax,
    fast=fast_softmax,
    local_derivatives=_softmax_derivatives,
    takes=("index",),
    bindings=({"index": 1.0}, {"index": 0.0}),
    samples=_NETS,
    shown=Shown(
        *_numbered("softmax"),
        definition=lambda *nets, index: exp(nets[_place(index, nets)]) / total(*map(exp, nets)),
        textbook=lambda out, *nets, index: tuple(
            out * (1 - out) if place == index else -(out * softmax(*nets, index=place)) for place in range(len(nets))
        ),
    ),
)


def _softmax_rest(*nets: Any, index: float) -> Any:
    place = _place(index, nets)
    if len(nets) == 1:
        return clamp(nets[0], low=0.0, high=0.0)
    return _where_finite(
        nets,
        lambda weights: in_order(*_all_but(place, weights)) / in_order(*weights),
        sigmoid(_lead(place, nets)),
    )


def fast_softmax_rest(*nets: float, index: float) -> float:
    """Return (e^x1 + … + e^xn − e^xk) / (e^x1 + … + e^xn) for floats, k = `index` counted from 0."""
    place, top = _place(index, nets), max(nets)
    if math.isinf(top):
        return fast_sigmoid(fast_lead(place, nets))
    weights = [math.exp(net - top) for net in nets]
    rest: float = in_order(0.0, *_all_but(place, weights)) / in_order(*weights)
    return rest


def _rest_derivatives(out: Any, *nets: Any, index: float) -> tuple[Any, ...]:
    """By net j: out_k·out_j; by the unit's own net: −out_k·(1 − out_k), the negatives of those of out_k."""
    return tuple(-slope for slope in _softmax_derivatives(softmax(*nets, index=index), *nets, index=index))


# A row of its own: differentiated as a sum of outs, its derivative out_k·out_j would be a difference.
softmax_rest: Op = operation(
    "softmax_rest",
    forward=_softmax_rest,
    fast=fast_softmax_rest,
    local_derivatives=_rest_derivatives,
    takes=("index",),
    bindings=({"index": 1.0}, {"index": 0.0}),
    samples=_NETS,
    shown=Shown(
        *_numbered("softmax_rest"),
        definition=lambda *nets, index: 1 - softmax(*nets, index=index),
        textbook=lambda out, *nets, index: tuple(
            -(out * (1 - out)) if place == index else (1 - out) * softmax(*nets, index=place)
            for place in range(len(nets))
        ),
    ),
)


def fast_log_softmax(*nets: float, index: float) -> float:
    """Return xk − log(e^x1 + … + e^xn) for floats, k = `index` counted from 0; accurate also where it is near 0."""
    return -fast_softplus(fast_lead(_place(index, nets), nets))


def _log_softmax_derivatives(out: Any, *nets: Any, index: float) -> tuple[Any, ...]:
    """By net j: −out_j of the softmax; by the unit's own net: 1 − out_k."""
    place = _place(index, nets)
    local = [-share for share in _all_but(place, _shares(nets))]
    return (*local[:place], softmax_rest(*nets, index=index), *local[place:])


def _log_softmax(*nets: Any, index: float) -> Any:
    place = _place(index, nets)
    return -softplus(_lead(place, nets)) if len(nets) > 1 else clamp(nets[0], low=0.0, high=0.0)


log_softmax: Op = operation(
    "log_softmax",
    forward=_log_softmax,
    fast=fast_log_softmax,
    local_derivatives=_log_softmax_derivatives,
    takes=("index",),
    bindings=({"index": 1.0}, {"index": 0.0}),
    samples=_NETS,
    shown=Shown(
        *_numbered("log_softmax"),
        definition=lambda *nets, index: nets[_place(index, nets)] - log(total(*map(exp, nets))),
        textbook=lambda out, *nets, index: tuple(
            1 - exp(out) if place == index else -softmax(*nets, index=place) for place in range(len(nets))
        ),
    ),
)


def fast_logaddexp(x: float, y: float) -> float:
    """Return log(e^x + e^y) for floats, also infinite ones: twice −∞ is −∞."""
    if x == y:
        return x + math.log(2.0)
    top, other = (x, y) if x > y else (y, x)
    return top + math.log1p(math.exp(other - top))


logaddexp: Op = operation(
    "logaddexp",
    forward=lambda x, y: logsumexp(x, y),
    fast=fast_logaddexp,
    local_derivatives=(lambda out, x, y: sigmoid(x - y), lambda out, x, y: sigmoid(y - x)),
    samples=((0.2, -0.4), (1000.0, 999.0), (-1000.0, 1000.0)),
    shown=Shown(definition=lambda x, y: log(exp(x) + exp(y))),
)
