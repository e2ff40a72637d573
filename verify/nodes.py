"""Slips in the formula of a node: a term forgotten, an operand exchanged, another activation."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from autograd import TABLE, Value
from autograd.derivation.formula import evaluated
from autograd.ops.activations import sigmoid
from verify.candidates import Candidate
from verify.lines import lines
from verify.mistyped import mistyped
from verify.stand_ins import atoms, formula_of
from verify.tree import kind_of
from verify.work import Work
from verify.written import WrittenNumber, written_number

__all__ = ["of_node", "of_one_plus_power"]


def of_node(work: Work, value: Value) -> Iterator[Candidate]:
    """Yield what slips in its formula give for a node."""
    if value.op is None:
        return
    yield Candidate(-value.data, 3.0, "sign", "the sign of the whole is turned round")
    if value.op.arity == 1 and value.name is not None and value.parents[0].name is not None:
        yield from _of_activation(value)
    else:
        yield from _of_formula(work, value)


def _of_activation(out: Value) -> Iterator[Candidate]:
    """Another activation, its derivative, the net itself."""
    net, op = out.parents[0].data, out.op
    assert op is not None  # it is an activation
    yield Candidate(net, 2.5, "missing step", f"this is {out.parents[0].name} itself")
    yield Candidate(1.0 - out.data, 3.0, "variant", f"this is 1 − {out.name}")
    yield Candidate(out.local_derivatives[0], 3.0, "variant", "this is the derivative of the activation")
    if op is sigmoid and abs(net) < 700.0:
        yield Candidate(math.exp(-net), 3.5, "missing step", "this is e^−net")
        yield Candidate(1.0 + math.exp(-net), 3.5, "missing step", "this is 1 + e^−net")
    for name in ("sigmoid", "tanh", "relu"):
        row = TABLE[name]
        if row is not op:
            yield Candidate(row(net), 4.0, "variant", f"{name} stands in place of {op.name}")
    try:
        yield Candidate(float(op(-net)), 3.5, "sign", f"{op.name} is taken of −{out.parents[0].name}")
    except (ArithmeticError, ValueError):
        return


def of_one_plus_power(out: Value, written: WrittenNumber) -> Iterator[Candidate]:
    """Yield what a sigmoid becomes when 1 + e^−net, its denominator, is mistyped."""
    if out.op is not sigmoid or abs(out.parents[0].data) > 700.0 or not written.value:
        return
    below = 1.0 + math.exp(-out.parents[0].data)
    typed = written_number(f"{1.0 / written.value:.{max(0, -written.exponent)}f}".rstrip("0"))
    for slip in mistyped(below, typed):
        text = f"in 1 + e^−net, which is {below:.4g} and not {slip.value:.9g}, {slip.text}"
        yield Candidate(1.0 / slip.value if slip.value else math.inf, slip.bits + 1.0, "typing", text)


def _of_formula(work: Work, value: Value) -> Iterator[Candidate]:
    """A slip in the line, or a value of another neuron."""
    formula = formula_of(value)
    if len(atoms(formula)) > MOST_ATOMS:
        return
    for line in lines(formula):
        number = line.value(_number)
        if number is not None:
            yield Candidate(number, line.bits + 1.0, line.kind, line.text)
    yield Candidate(2.0 * value.data, 4.5, "extra factor", "there is a factor 2 too many")
    yield Candidate(0.5 * value.data, 4.5, "extra factor", "there is a factor ½ too many")
    yield from _exchanged(work, value)


MOST_ATOMS = 40
"""Values in one formula whose slips are looked for."""


def _exchanged(work: Work, value: Value) -> Iterator[Candidate]:
    formula = formula_of(value)
    own = atoms(formula)
    names = {each.name for each in own}
    for place, one in enumerate(own):
        kind = kind_of(one.name or "")
        for label, other in work.values.items():
            if label not in names and other is not value and kind_of(label) == kind:
                yield _with(value, {one: other}, 5.0, f"{label} stands in place of {one.name}")
        for other in own[place + 1 :]:
            if kind_of(other.name or "") == kind:
                yield _with(value, {one: other, other: one}, 4.0, f"{one.name} and {other.name} are exchanged")


def _with(value: Value, exchange: Mapping[Value, Value], bits: float, text: str) -> Candidate:
    try:
        number = float(evaluated(formula_of(value), lambda each: exchange.get(each, each).data))
    except (ArithmeticError, ValueError):
        number = math.nan
    return Candidate(number, bits, "wrong index", text)


def _number(value: Value) -> float:
    return value.data
