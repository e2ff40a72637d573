"""Slips in the formula of a node, or of what feeds it: a term forgotten, an operand exchanged, another activation."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from autograd import TABLE, Value
from autograd.algebra.terms import Formula
from autograd.algebra.visiting import atoms, evaluated, formula_of
from autograd.ops.activations import sigmoid
from verify.claims.work import Work
from verify.claims.written import WrittenNumber, written_number
from verify.rework.tree import kind_of
from verify.slips.candidates import Candidate, listed
from verify.slips.inside import IN_DEGREES, value_in_degrees
from verify.slips.lines import Line, line_slips
from verify.slips.typing import typing_slips

__all__ = ["of_node", "of_one_plus_power"]

MOST_ATOMS = 40
"""Values in one formula whose slips are looked for."""


def of_node(work: Work, value: Value) -> Iterator[Candidate]:
    """Yield what slips in its formula, or in those that feed it, give for a node.

    Examples
    --------
    >>> from nn import documents
    >>> work = Work.of_example(documents.mazur())
    >>> for slip in of_node(work, work.values["net_h1"]):
    ...     if slip.kind == "missing term":
    ...         print(f"{slip.value:.4f}", slip.text)
    0.3700 the term w1 · i1 is left out
    0.3575 the term w2 · i2 is left out
    0.0275 the term b1 is left out
    """
    if value.op is None:
        return
    yield Candidate(-value.data, 3.0, "sign", "the sign of the whole is turned round")
    angles = value_in_degrees(value)
    if angles is not None:
        yield Candidate(angles, 2.5, "variant", IN_DEGREES)
    if value.op.name == "softmax":
        yield from _of_softmax(work, value)
    elif _is_activation(value):
        yield from _of_activation(value)
    else:
        yield from _of_formula(work, value)
    yield from _of_feeding(value)


def _is_activation(value: Value) -> bool:
    """Whether it is a function of one named value, and no power of it: that is a formula."""
    if value.op is None or value.op.arity != 1 or "exponent" in value.op.static:
        return False
    return value.name is not None and value.parents[0].name is not None


def _of_activation(out: Value) -> Iterator[Candidate]:
    """Another activation, its derivative, the net itself."""
    net, op = out.parents[0].data, out.op
    assert op is not None  # it is an activation
    yield Candidate(net, 2.5, "missing step", f"this is {out.parents[0].name} itself")
    yield Candidate(1.0 - out.data, 3.0, "variant", f"this is 1 − {out.name}")
    slope = f"this is its derivative, ∂{out.name}/∂{out.parents[0].name}"
    yield Candidate(out.local_derivatives[0], 3.0, "variant", slope)
    if op is sigmoid and abs(net) < 700.0:
        power = math.exp(-net)
        yield Candidate(power, 3.5, "missing step", "this is e^−net")
        yield Candidate(1.0 + power, 3.5, "missing step", "this is 1 + e^−net")
        yield Candidate(1.0 / power, 4.0, "missing term", "in 1 + e^−net the 1 is left out")
        if power != 1.0:
            yield Candidate(1.0 / (1.0 - power), 4.0, "sign", "1 − e^−net stands in place of 1 + e^−net")
    for name in ("sigmoid", "tanh", "relu"):
        row = TABLE[name]
        if row is not op:
            yield Candidate(row(net), 4.0, "variant", f"{name} stands in place of {op.name}")
    for bits, number, kind, text in (
        (3.5, -net, "sign", f"{op.name} is taken of −{out.parents[0].name}"),
        (4.5, out.data, "extra step", f"{op.name} is taken twice, of {out.name} once more"),
    ):
        if (taken := _number_of(lambda number=number: op(number))) is not None:  # type: ignore[misc]
            yield Candidate(taken, bits, kind, text)


def _of_softmax(work: Work, out: Value) -> Iterator[Candidate]:
    """Powers not divided by their sum, nets divided by theirs, another power left out of the sum."""
    assert out.op is not None  # it is an out of a softmax
    place = int(out.op.static["index"])
    nets = [net.data for net in out.parents]
    if max(map(abs, nets)) > 200.0:
        return
    own, powers = math.exp(nets[place]), [math.exp(net) for net in nets]
    name = out.parents[place].name or "the net"
    yield Candidate(nets[place], 3.0, "missing step", f"this is {name} itself")
    yield Candidate(own, 2.5, "missing factor", f"e^{name} is not divided by the sum of all powers")
    yield Candidate(float(sigmoid(nets[place])), 3.0, "variant", "sigmoid stands in place of softmax")
    if math.fsum(nets):
        text = f"{name} is divided by the sum of the nets, and no power is taken"
        yield Candidate(nets[place] / math.fsum(nets), 3.0, "missing step", text)
    turned = math.exp(-nets[place]) / math.fsum(math.exp(-net) for net in nets)
    yield Candidate(turned, 4.0, "sign", "the powers are e^−net, not e^net")
    for net, power in zip(out.parents, powers, strict=True):
        text = f"in the sum below e^{net.name} is left out"
        if len(nets) > 1:
            yield Candidate(own / (math.fsum(powers) - power), 3.0, "missing term", text)


def of_one_plus_power(out: Value, written: WrittenNumber) -> Iterator[Candidate]:
    """Yield what a sigmoid becomes when 1 + e^−net, its denominator, is mistyped."""
    if out.op is not sigmoid or abs(out.parents[0].data) > 700.0 or abs(written.value) < 1e-15:
        return
    below = 1.0 + math.exp(-out.parents[0].data)
    digits = f"{1.0 / written.value:.{max(0, -written.exponent)}f}"
    typed = written_number(digits.rstrip("0") if "." in digits else digits)
    for slip in typing_slips(below, typed):
        text = f"in 1 + e^−net, which is {below:.4g} and not {slip.value:.9g}, {slip.text}"
        yield Candidate(1.0 / slip.value if slip.value else math.inf, slip.bits + 1.0, "typing", text)


def _of_formula(work: Work, value: Value) -> Iterator[Candidate]:
    """A slip in the line, or a value of another neuron."""
    formula = formula_of(value)
    if len(atoms(formula)) > MOST_ATOMS:
        return
    for line in line_slips(formula):
        number = line.value(_number)
        if number is not None:
            yield Candidate(number, line.bits + 1.0, line.kind, line.text)
    yield Candidate(2.0 * value.data, 4.5, "extra factor", "there is a factor 2 too many")
    yield Candidate(0.5 * value.data, 4.5, "extra factor", "there is a factor ½ too many")
    yield from _exchanged(work, value)


def _exchanged(work: Work, value: Value) -> Iterator[Candidate]:
    formula = formula_of(value)
    own = atoms(formula)
    names = {each.name for each in own}
    for place, one in enumerate(own):
        kind = kind_of(one.name or "")
        for label, other in work.values.items():
            if label not in names and other is not value and kind_of(label) == kind:
                yield _with(formula, {one: other}, 5.0, f"{label} stands in place of {one.name}")
        for other in own[place + 1 :]:
            if kind_of(other.name or "") == kind:
                yield _with(formula, {one: other, other: one}, 4.0, f"{one.name} and {other.name} are exchanged")
    nets = {each: each.parents[0] for each in own if _is_activation(each)}
    for some in ([{out: net} for out, net in nets.items()] if len(nets) > 1 else []) + [nets] * bool(nets):
        text = " and ".join(f"{net.name} stands in place of {out.name}" for out, net in some.items())
        yield _with(formula, some, 4.0, text)


def _with(formula: Formula, exchange: Mapping[Value, Value], bits: float, text: str) -> Candidate:
    number = _number_of(lambda: evaluated(formula, lambda each: exchange.get(each, each).data))
    return Candidate(math.nan if number is None else number, bits, "wrong index", text)


def _of_feeding(value: Value) -> Iterator[Candidate]:
    """The same slip in all values of a kind that feed it: no square in E_o1 and E_o2, no bias in the net of an out."""
    formula = formula_of(value)
    feeding: dict[str, list[Value]] = {}
    for each in atoms(formula):
        if each.op is not None and each.name is not None and not _is_activation(each):
            feeding.setdefault(kind_of(each.name), []).append(each)
    for group in feeding.values():
        yield from _alike(formula, group, [formula_of(each) for each in group])


def _alike(formula: Formula, group: Sequence[Value], own: Sequence[Formula]) -> Iterator[Candidate]:
    if any(len(atoms(each)) > MOST_ATOMS for each in own):
        return
    slips: list[list[Line]] = [line_slips(each) for each in own]
    names = [each.name or "" for each in group]
    alike = f", and in {listed(names[1:])} alike" * (len(group) > 1)
    if len({len(some) for some in slips}) == 1:
        for some in zip(*slips, strict=True):
            numbers = dict(zip(group, [line.value(_number) for line in some], strict=True))
            if (number := _put(formula, numbers)) is not None:
                yield Candidate(number, some[0].bits + 1.5, some[0].kind, f"in {names[0]} {some[0].text}{alike}")
    at_nets = {each: _at_net(each, line) for each, line in zip(group, own, strict=True)}
    if (number := _put(formula, at_nets)) is not None:
        yield Candidate(number, 5.0, "variant", f"in {listed(names)} nets stand in place of outs")
    for place, one in enumerate(group):
        for other in group[place + 1 :]:
            yield from _leaves_exchanged(formula, one, other)


def _leaves_exchanged(formula: Formula, one: Value, other: Value) -> Iterator[Candidate]:
    """What is given for one value used for the other, and the other way round: the targets of two outputs."""
    mine, theirs = ({kind_of(leaf.name or ""): leaf for leaf in _leaves(each)} for each in (one, other))
    for kind, leaf in mine.items():
        if kind in theirs and theirs[kind] is not leaf:
            exchange = {leaf: theirs[kind], theirs[kind]: leaf}
            numbers = {each: _with(formula_of(each), exchange, 0.0, "").value for each in (one, other)}
            if (number := _put(formula, numbers)) is not None:
                text = f"{leaf.name} and {theirs[kind].name} are exchanged"
                yield Candidate(number, 5.0, "wrong index", text)


def _leaves(value: Value) -> list[Value]:
    return [each for each in atoms(formula_of(value)) if each.op is None]


def _at_net(value: Value, formula: Formula) -> float | None:
    nets = {each: each.parents[0] for each in atoms(formula) if _is_activation(each)}
    return _number_of(lambda: evaluated(formula, lambda each: nets.get(each, each).data)) if nets else None


def _put(formula: Formula, numbers: Mapping[Value, float | None]) -> float | None:
    """The formula with other numbers for some values; None where one of them has none."""
    if any(number is None for number in numbers.values()):
        return None
    return _number_of(lambda: evaluated(formula, lambda each: numbers.get(each, each.data)))  # type: ignore[arg-type,return-value]


def _number_of(make: Callable[[], float]) -> float | None:
    try:
        return float(make())
    except (ArithmeticError, ValueError):
        return None


def _number(value: Value) -> float:
    return value.data
