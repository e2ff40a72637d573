"""Rows that make one number of any number of operands: the softmax and what belongs to it.

Nothing overflows: the largest operand is taken out of every exponential.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from autograd.notation import Notation
from autograd.ops.arithmetic import in_order
from autograd.ops.elementary import exp, log
from autograd.ops.operation import Op, operation
from autograd.ops.piecewise import maximum

__all__ = ["log_softmax", "logsumexp", "softmax"]

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


def _logsumexp(*nets: Any) -> Any:
    if not nets:
        raise TypeError("logsumexp needs at least one operand.")
    top = nets[0]
    for net in nets[1:]:
        top = maximum(top, net)
    return top + log(in_order(*[exp(net - top) for net in nets]))


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
    samples=((0.2, -0.4, 1.1), (0.3,), (1000.0, 999.0), (-1000.0, 1000.0), (0.0, -20.0)),
)


def _shares(nets: Sequence[Any]) -> list[Any]:
    """Every out of the softmax; of many operands, all by one logsumexp: n squared exponentials would be slow."""
    if len(nets) <= MOST_EACH:
        return [softmax(*nets, index=place) for place in range(len(nets))]
    whole = logsumexp(*nets)
    return [exp(net - whole) for net in nets]


def fast_softmax(*nets: float, index: float) -> float:
    """Return e^xk / (e^x1 + … + e^xn) for floats, k = `index` counted from 0."""
    place, top = _place(index, nets), max(nets)
    weights = [math.exp(net - top) for net in nets]
    share: float = weights[place] / in_order(*weights)
    return share


def _rest(shares: Sequence[Any]) -> Any:
    return in_order(*shares) if shares else 0.0


def _softmax_derivatives(out: Any, *nets: Any, index: float) -> tuple[Any, ...]:
    """By net j: −out_k·out_j; by the unit's own net: out_k·(1 − out_k), the bracket as the sum of all other outs."""
    place = _place(index, nets)
    others = [share for j, share in enumerate(_shares(nets)) if j != place]
    local = [-out * share for share in others]
    return (*local[:place], out * _rest(others), *local[place:])


def _numbered(name: str) -> Notation:
    """``softmax₂(x, y, z)``: the output's number stands at the name."""

    def text(*texts: str, index: float) -> str:
        return f"{name}{f'{index + 1:.0f}'.translate(_LOWERED)}({', '.join(texts)})"

    return Notation(name, text)


_LOWERED = {ord(digit): 0x2080 + int(digit) for digit in "0123456789"}

softmax: Op = operation(
    "softmax",
    forward=lambda *nets, index: exp(nets[_place(index, nets)] - logsumexp(*nets)),
    fast=fast_softmax,
    local_derivatives=_softmax_derivatives,
    takes=("index",),
    notation=_numbered("softmax"),
    samples=((0.2, -0.4, 1.1), (0.3,), (1000.0, 999.0), (-1000.0, 1000.0), (0.0, -20.0)),
)


def fast_log_softmax(*nets: float, index: float) -> float:
    """Return xk − log(e^x1 + … + e^xn) for floats, k = `index` counted from 0; accurate also where it is near 0."""
    own = nets[_place(index, nets)]
    return -fast_logsumexp(*[net - own for net in nets])


def _log_softmax_derivatives(out: Any, *nets: Any, index: float) -> tuple[Any, ...]:
    """By net j: −out_j of the softmax; by the unit's own net: 1 − out_k, as the sum of all other outs."""
    place = _place(index, nets)
    others = [share for j, share in enumerate(_shares(nets)) if j != place]
    local = [-share for share in others]
    return (*local[:place], _rest(others), *local[place:])


log_softmax: Op = operation(
    "log_softmax",
    forward=lambda *nets, index: nets[_place(index, nets)] - logsumexp(*nets),
    fast=fast_log_softmax,
    local_derivatives=_log_softmax_derivatives,
    takes=("index",),
    notation=_numbered("log_softmax"),
    samples=((0.2, -0.4, 1.1), (0.3,), (1000.0, 999.0), (-1000.0, 1000.0), (0.0, -20.0)),
)
