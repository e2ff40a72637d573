"""Slips in the formula of a node, or of what feeds it: a term forgotten, an operand exchanged, nets for outs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from autograd import Value
from autograd.algebra.terms import Formula
from autograd.algebra.visiting import atoms, evaluated, formula_of
from verify.claims.work import Work
from verify.rework.tree import kind_of
from verify.slips.candidates import TIMES, TURNED
from verify.slips.inside import value_in_degrees
from verify.slips.kinds import Applies, Candidate, Kind, Made, Names, Numbers, Slip, instead, tried
from verify.slips.lines import line_slips, number_of, put_in, with_line_slips
from verify.slips.outs import is_activation, of_activation, of_softmax

__all__ = ["NODES", "of_node"]

_value = partial(Slip, gives=instead, applies=Applies.VALUE)

ANOTHER = _value(Kind.INDEX, "{other} stands in place of {at}", 5.0, "one of thirty")
EXCHANGED = _value(Kind.INDEX, "{at} and {other} are exchanged", 4.0, "both are there")
NETS = _value(Kind.INDEX, "{other} stands in place of {at}", 4.0, "the step before")
NETS_WITHIN = _value(Kind.VARIANT, "in {at} nets stand in place of outs", 5.0, "the step before, further away")
NODES = (ANOTHER, EXCHANGED, NETS, NETS_WITHIN)

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
    yield from tried((TURNED,), Numbers(whole=value.data), more=1.0)
    yield from value_in_degrees(value)
    if value.op.name == "softmax":
        yield from of_softmax(value)
    elif is_activation(value):
        yield from of_activation(value)
    else:
        yield from _of_formula(work, value)
    yield from _of_feeding(value)


def _of_formula(work: Work, value: Value) -> Iterator[Candidate]:
    """A slip in the line, or a value of another neuron."""
    formula = formula_of(value)
    if len(atoms(formula)) > MOST_ATOMS:
        return
    yield from with_line_slips(formula, _number, more=1.0)
    yield from tried(TIMES, Numbers(whole=value.data), more=1.0)
    yield from _exchanged(work, value, formula)


def _exchanged(work: Work, value: Value, formula: Formula) -> Iterator[Candidate]:
    values = atoms(formula)
    names = {atom.name for atom in values}
    for place, one in enumerate(values):
        kind = kind_of(one.name or "")
        for label, other in work.values.items():
            if label not in names and other is not value and kind_of(label) == kind:
                yield from _with(formula, {one: other}, Made(ANOTHER, one.name, label))
        for other in values[place + 1 :]:
            if kind_of(other.name or "") == kind:
                yield from _with(formula, {one: other, other: one}, Made(EXCHANGED, one.name, other.name))
    yield from _of_nets(formula, _nets(values))


def _of_nets(formula: Formula, nets: Mapping[Value, Value]) -> Iterator[Candidate]:
    """The net of one neuron in place of its out, and those of all."""
    some = [{out: net} for out, net in nets.items()] if len(nets) > 1 else []
    for exchange in (*some, nets) if nets else ():
        outs_and_nets = Names(out.name for out in exchange), Names(net.name for net in exchange.values())
        yield from _with(formula, exchange, Made(NETS, *outs_and_nets))


def _nets(values: Sequence[Value]) -> dict[Value, Value]:
    return {value: value.parents[0] for value in values if is_activation(value)}


def _with(formula: Formula, exchange: Mapping[Value, Value], made: Made) -> Iterator[Candidate]:
    number = put_in(made.row, formula, exchange, _number)
    if number is not None:
        yield Candidate(number, made.row.bits, made)


def _of_feeding(value: Value) -> Iterator[Candidate]:
    """The same slip in all values of a kind that feed it: no square in E_o1 and E_o2, no bias in the net of an out."""
    formula = formula_of(value)
    feeding: dict[str, list[Value]] = {}
    for atom in atoms(formula):
        if atom.op is not None and atom.name is not None and not is_activation(atom):
            feeding.setdefault(kind_of(atom.name), []).append(atom)
    for group in feeding.values():
        formulas = {atom: formula_of(atom) for atom in group}
        if all(len(atoms(inner)) <= MOST_ATOMS for inner in formulas.values()):
            yield from _alike(formula, formulas)
            yield from _at_nets(formula, formulas)
            yield from _leaves_exchanged(formula, formulas)


def _alike(formula: Formula, formulas: Mapping[Value, Formula]) -> Iterator[Candidate]:
    """One slip in the formulas of a whole group."""
    first, *others = (value.name or "" for value in formulas)
    slips = [line_slips(inner, first) for inner in formulas.values()]
    if len({len(some) for some in slips}) > 1:
        return
    for some in zip(*slips, strict=True):
        numbers = dict(zip(formulas, [line.value(_number) for line in some], strict=True))
        made = some[0].made._replace(alike=Names(others))
        yield from _in_formula(formula, numbers, made, some[0].bits + 1.5)


def _at_nets(formula: Formula, formulas: Mapping[Value, Formula]) -> Iterator[Candidate]:
    nets = {value: _nets(atoms(inner)) for value, inner in formulas.items()}
    if all(nets.values()):
        numbers = {value: put_in(NETS_WITHIN, inner, nets[value], _number) for value, inner in formulas.items()}
        made = Made(NETS_WITHIN, Names(value.name for value in formulas))
        yield from _in_formula(formula, numbers, made, made.row.bits)


def _leaves_exchanged(formula: Formula, formulas: Mapping[Value, Formula]) -> Iterator[Candidate]:
    """What is given for one value used for the other, and the other way round: the targets of two outputs."""
    for one, other in combinations(formulas, 2):
        mine, theirs = (
            {kind_of(leaf.name or ""): leaf for leaf in atoms(formulas[value]) if leaf.op is None}
            for value in (one, other)
        )
        for kind, leaf in mine.items():
            if theirs.get(kind, leaf) is not leaf:
                exchange = {leaf: theirs[kind], theirs[kind]: leaf}
                numbers = {value: put_in(EXCHANGED, formulas[value], exchange, _number) for value in (one, other)}
                made = Made(EXCHANGED, leaf.name, theirs[kind].name)
                yield from _in_formula(formula, numbers, made, EXCHANGED.bits + 1.0)


def _in_formula(
    formula: Formula, numbers: Mapping[Value, float | None], made: Made, bits: float
) -> Iterator[Candidate]:
    """The formula with other numbers for some values; nothing where one of them has none."""
    known = {value: number for value, number in numbers.items() if number is not None}
    if len(known) == len(numbers):
        number = number_of(lambda: evaluated(formula, lambda value: known.get(value, value.data)))
        if number is not None:
            yield Candidate(number, bits, made)


def _number(value: Value) -> float:
    return value.data
