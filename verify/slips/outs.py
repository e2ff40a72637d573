"""Slips in the out of a neuron: another activation, its derivative, the net itself, powers that are not divided."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

from autograd import Value, exp, total
from autograd.ops.activations import relu, sigmoid, tanh
from verify.claims.written import WrittenNumber, written_number
from verify.rework.tree import Partial
from verify.slips.kinds import Applies, Candidate, Kind, Numbers, Slip, tried
from verify.slips.typing import typing_slips

__all__ = ["OUTS", "is_activation", "of_activation", "of_one_plus_power", "of_softmax"]

_out = partial(Slip, applies=Applies.ACTIVATION)
_step = partial(_out, Kind.MISSING_STEP)
_variant = partial(_out, Kind.VARIANT)

NET = _step("this is {other} itself", 2.5, "the last step is forgotten", lambda w: w.net, is_another=True)
ONE_MINUS = _variant("this is 1 − {at}", 3.0, "one of eight", lambda w: 1.0 - w.out, is_another=True)
DERIVATIVE = _variant("this is its derivative, {other}", 3.0, "one of eight", lambda w: w.slope, is_another=True)
OF_SIGMOID = (
    _step("this is e^−net", 3.5, "two steps are forgotten", lambda w: exp(-w.net), is_another=True),
    _step("this is 1 + e^−net", 3.5, "the last step is forgotten", lambda w: 1.0 + exp(-w.net), is_another=True),
    _out(Kind.MISSING_TERM, "in 1 + e^−net the 1 is left out", 4.0, "one of sixteen", lambda w: 1.0 / exp(-w.net)),
    _out(Kind.SIGN, "1 − e^−net stands in place of 1 + e^−net", 4.0, "as rare", lambda w: 1.0 / (1.0 - exp(-w.net))),
)
OTHERS = {
    op: _variant(f"{op.name} stands in place of {{at}}", 4.0, "one of sixteen", lambda w, op=op: op(w.net))
    for op in (sigmoid, tanh, relu)
}
OF_MINUS = _out(Kind.SIGN, "{at} is taken of −{other}", 3.5, "rarer than a sign in a line", lambda w: w.op(-w.net))
TWICE = _out(Kind.EXTRA_STEP, "{at} is taken twice, of {other} once more", 4.5, "one of twenty", lambda w: w.op(w.out))
OF_SOFTMAX = (
    _out(Kind.MISSING_FACTOR, "e^{other} is not divided by the sum of all powers", 2.5, "the last step is forgotten",
         lambda w: exp(w.net)),
    _variant("sigmoid stands in place of softmax", 3.0, "it is known before", lambda w: sigmoid(w.net)),
    _step("{other} is divided by the sum of the nets, and no power is taken", 3.0, "one of eight",
          lambda w: w.net / w.sum_of_nets),
    _out(Kind.SIGN, "the powers are e^−net, not e^net", 4.0, "as in a sigmoid",
         lambda w: exp(-w.net) / total(*(exp(-net) for net in w.nets))),
)  # fmt: skip
BELOW = _out(Kind.MISSING_TERM, "in the sum below e^{other} is left out", 3.0, "one of eight",
             lambda w: w.power / (w.sum_of_powers - w.other))  # fmt: skip
OUTS = (NET, ONE_MINUS, DERIVATIVE, *OF_SIGMOID, *OTHERS.values(), OF_MINUS, TWICE, *OF_SOFTMAX, BELOW)


def is_activation(value: Value) -> bool:
    """Return whether it is a function of one named value, and no power of it: that is a formula."""
    if value.op is None or value.op.arity != 1 or "exponent" in value.op.static:
        return False
    return value.name is not None and value.parents[0].name is not None


def of_activation(out: Value) -> Iterator[Candidate]:
    """Yield what an out becomes with another activation, its derivative, the net itself."""
    (net,), op = out.parents, out.op
    assert op is not None  # it is an activation
    w = Numbers(net=net.data, out=out.data, slope=out.local_derivatives[0], op=op)
    yield from tried((NET,), w, other=net.name)
    yield from tried((ONE_MINUS,), w, out.name)
    yield from tried((DERIVATIVE,), w, other=Partial(out.name or "", net.name or ""))
    if op is sigmoid and abs(net.data) < 700.0:
        yield from tried(OF_SIGMOID, w)
    yield from tried((row for other, row in OTHERS.items() if other is not op), w, op.name)
    yield from tried((OF_MINUS,), w, op.name, net.name)
    yield from tried((TWICE,), w, op.name, out.name)


def of_softmax(out: Value) -> Iterator[Candidate]:
    """Yield what slips give for an out of a softmax: powers not divided, nets divided, a power left out of the sum."""
    assert out.op is not None  # it is an out of a softmax
    net, nets = out.parents[int(out.op.static["index"])], [net.data for net in out.parents]
    if max(map(abs, nets)) > 200.0:
        return
    powers = [math.exp(number) for number in nets]
    w = Numbers(net=net.data, nets=nets, sum_of_nets=math.fsum(nets))
    yield from tried((NET,), w, other=net.name or "the net", more=0.5)
    yield from tried(OF_SOFTMAX, w, other=net.name or "the net")
    for below, other in zip(out.parents, powers, strict=True):
        if len(nets) > 1:
            w = Numbers(power=math.exp(net.data), sum_of_powers=math.fsum(powers), other=other)
            yield from tried((BELOW,), w, other=below.name)


def of_one_plus_power(out: Value, written: WrittenNumber) -> Iterator[Candidate]:
    """Yield what a sigmoid becomes when 1 + e^−net, its denominator, is mistyped."""
    if out.op is not sigmoid or abs(out.parents[0].data) > 700.0 or abs(written.value) < 1e-15:
        return
    below = 1.0 + math.exp(-out.parents[0].data)
    digits = f"{1.0 / written.value:.{max(0, -written.exponent)}f}"
    typed = written_number(digits.rstrip("0") if "." in digits else digits)
    for slip in typing_slips(below, typed):
        place = f"1 + e^−net, which is {below:.4g} and not {slip.value:.9g},"
        yield Candidate(1.0 / slip.value if slip.value else math.inf, slip.bits + 1.0, slip.made.within(place))
