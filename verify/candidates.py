"""Candidates: numbers that one gets by one slip in a derivation, each with what it costs to assume it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from autograd import Value
from autograd.derivation import Step
from autograd.derivation.formula import Formula, evaluated
from autograd.ops.arithmetic import weighted_sum
from verify.inside import inside
from verify.lines import atoms, lines
from verify.recomputed import product
from verify.tree import Pair, Tree, index_of, kind_of

__all__ = ["Candidate", "edits", "replaced", "two_slips"]


class Candidate(NamedTuple):
    """A number that a slip gives.

    Attributes
    ----------
    value : float
    bits : float
        What it costs to assume the slip, log2 of how many are as likely.
    kind : str
        The kind of slip: "sign", "missing factor", "path", …
    text : str
        What was done: "the factor ∂out_o1/∂net_o1 is left out".
    factor : str
        The partial that went wrong, ``dout_o1/dnet_o1``; empty where it is none.
    """

    value: float
    bits: float
    kind: str
    text: str
    factor: str = ""


def edits(tree: Tree) -> Iterator[Candidate]:
    """Yield what one slip in a derivation gives."""
    yield Candidate(-tree.value, 2.0, "sign", "the sign of the whole is turned round")
    for times, text in ((2.0, "2"), (0.5, "½")):
        yield Candidate(times * tree.value, 3.5, "extra factor", f"there is a factor {text} too many")
    moving = [pair for pair in tree.rules if tree.gains.get(pair)]
    many = math.log2(max(1, len(moving)))
    for pair in moving:
        for change in (*_changes(tree, pair), *_other_lines(tree, pair)):
            yield change.candidate(tree, many)
    for pair in tree.inner:
        if tree.gains.get(pair):
            for change in _of_inner(tree, pair):
                yield change.candidate(tree, many)
    if len(tree.rules) == 1:
        yield from _of_expression(tree)
    for group in tree.alike:
        yield from _of_group(tree, group)
    for step in tree.sums:
        yield from _of_sum(tree, step)


def replaced(tree: Tree, known: Mapping[str, float], near: Callable[[float], bool]) -> Iterator[Candidate]:
    """Yield what a number gives that stands in the place of a factor and belongs elsewhere.

    Parameters
    ----------
    tree
        The derivation with its numbers.
    known
        Every number that the writer could have put there, by what it is called.
    near
        Whether a result is worth a look: there are many.
    """
    bits = 3.0 + math.log2(max(1, len(tree.rules))) + math.log2(max(1, len(known)))
    for pair in tree.rules:
        gain = tree.gains.get(pair)
        if not gain:
            continue
        rest = tree.value - gain * tree.values[pair]
        for other, number in known.items():
            value = rest + gain * number
            if near(value):
                text = f"{other} stands in place of {tree.name(pair)}"
                yield Candidate(value, bits, "replaced factor", text, tree.plain_name(pair))


def two_slips(slip: Candidate) -> Candidate | None:
    """Return a slip with another one, a sign; None where the slip is not of those that come along with others."""
    if slip.kind not in CHEAP:
        return None
    text = f"{slip.text} and the sign of the whole is turned round"
    return Candidate(-slip.value, slip.bits + 2.5, "two slips", text, slip.factor)


CHEAP = frozenset({"missing factor", "variant", "path", "extra factor", "learning rate"})
"""Kinds of slips that are made together with another one."""


class _Change(NamedTuple):
    """Another number for one factor."""

    pair: Pair
    value: float
    bits: float
    kind: str
    text: str

    def candidate(self, tree: Tree, more_bits: float) -> Candidate:
        value = tree.edited(self.pair, self.value)
        return Candidate(value, self.bits + more_bits, self.kind, self.text, tree.plain_name(self.pair))


def _changes(tree: Tree, pair: Pair) -> Iterator[_Change]:
    """One factor with another sign, left out, upside down, or another variant of its node."""
    name, value = tree.name(pair), tree.values[pair]
    yield _Change(pair, -value, 3.0, "sign", f"the sign of {name} is turned round")
    yield _Change(pair, 1.0, 1.5, "missing factor", f"the factor {name} is left out")
    yield _Change(pair, value * value, 3.0, "extra factor", f"the factor {name} is taken twice")
    if value:
        yield _Change(pair, 1.0 / value, 3.5, "upside down", f"{name} is upside down")
    if _is_activation(pair):
        for number, text in _variants(tree, pair):
            yield _Change(pair, number, 2.0, "variant", f"{text} stands in place of {name}")
    else:
        yield from _in_place(tree, pair)
    for number, text in _siblings(tree, pair):
        yield _Change(pair, number, 4.0, "wrong index", f"{name} is taken with {text}")


def _in_place(tree: Tree, pair: Pair) -> Iterator[_Change]:
    """A value of the rule, or what it is differentiated by, alone in the place of the factor."""
    name, by = tree.name(pair), pair[1]
    own = atoms(tree.rules[pair])
    if by not in own:
        yield _Change(pair, tree.numbers(by), 2.5, "wrong name", f"{tree.labels[by]} stands in place of {name}")
    for value in own:
        label, number = tree.labels[value], tree.numbers(value)
        yield _Change(pair, number, 2.0, "variant", f"{label} stands in place of {name}")
        yield _Change(pair, -number, 3.5, "variant", f"−{label} stands in place of {name}")
        if value.op is not None and value.op.arity == 1 and value.parents[0] in tree.labels:
            net = value.parents[0]
            yield _Change(
                pair, tree.numbers(net), 3.0, "variant", f"{tree.labels[net]} stands in place of {label} in {name}"
            )


def _other_lines(tree: Tree, pair: Pair) -> Iterator[_Change]:
    """The line of one factor with a slip in it."""
    for line in lines(tree.rules[pair]):
        number = line.value(tree.numbers)
        if number is not None:
            yield _Change(pair, number, line.bits, line.kind, f"in {tree.name(pair)} {line.text}")


def _is_activation(pair: Pair) -> bool:
    of, by = pair
    return of.op is not None and of.op.arity == 1 and of.parents == (by,)


def _variants(tree: Tree, pair: Pair) -> Iterator[tuple[float, str]]:
    """What is easily taken for the derivative of an activation."""
    of = pair[0]
    out, label = tree.numbers(of), tree.labels[of]
    yield out, label
    yield 1.0 - out, f"1 − {label}"
    yield out * out, f"{label}²"
    yield tree.numbers(pair[1]), tree.labels[pair[1]]
    assert of.op is not None  # it is an activation
    try:
        at_out = of.op(out)
        (slope,) = of.op.derivatives(at_out, out)
    except (ArithmeticError, ValueError):
        return
    yield float(slope), f"{of.op.notation.symbol}′({label})"


def _siblings(tree: Tree, pair: Pair) -> Iterator[tuple[float, str]]:
    """The rule with values of another neuron: out_h2 for out_h1, one of them or all."""
    rule = tree.rules[pair]
    own = atoms(rule)
    for value in own:
        for other in tree.like(value):
            if other not in own:
                yield _exchanged(tree, rule, {value: other})
    if len(own) < 2 or len({index_of(tree.labels[value]) for value in own}) > 1:
        return
    by_index = [{index_of(tree.labels[other]): other for other in tree.like(value)} for value in own]
    for index in by_index[0]:
        if index != index_of(tree.labels[own[0]]) and all(index in each for each in by_index):
            yield _exchanged(tree, rule, {value: each[index] for value, each in zip(own, by_index, strict=True)})


def _exchanged(tree: Tree, rule: Formula, exchange: Mapping[Value, Value]) -> tuple[float, str]:
    text = ", ".join(f"{tree.labels[new]} in place of {tree.labels[old]}" for old, new in exchange.items())
    return evaluated(rule, lambda value: tree.numbers(exchange.get(value, value))), text


def _of_expression(tree: Tree) -> Iterator[Candidate]:
    """A slip in the chain rule inside of one formula."""
    ((of, by),) = tree.rules
    for value, kind, text in inside(of, by):
        yield Candidate(value, 2.5, kind, f"in {tree.name((of, by))} {text}", tree.plain_name((of, by)))


def _of_inner(tree: Tree, pair: Pair) -> Iterator[_Change]:
    """A partial that is worked out on its own: left out, that of another neuron, or with a slope once more."""
    name, value = tree.name(pair), tree.values[pair]
    yield _Change(pair, -value, 3.5, "sign", f"the sign of {name} is turned round")
    yield _Change(pair, 1.0, 2.5, "missing factor", f"the factor {name} is left out")
    for other in tree.inner:
        labels = [(tree.labels[one], tree.labels[two]) for one, two in zip(pair, other, strict=True)]
        if other != pair and all(kind_of(one) == kind_of(two) for one, two in labels):
            yield _Change(pair, tree.values[other], 4.0, "wrong index", f"{tree.name(other)} stands in place of {name}")
    for rule in tree.rules:
        is_slope = rule[1] is pair[1] and rule[0].op is not weighted_sum
        if is_slope and index_of(tree.labels[rule[0]]) == index_of(tree.labels[pair[1]]):
            text = f"{name} is multiplied by {tree.name(rule)} once more"
            yield _Change(pair, value * tree.values[rule], 2.5, "extra factor", text)


def _of_group(tree: Tree, group: Sequence[Pair]) -> Iterator[Candidate]:
    """The same slip in all factors of a kind."""
    bits = 1.0 + math.log2(max(1, len(tree.alike)))
    alike = " and ".join(filter(None, (", ".join(map(tree.name, group[1:-1])), tree.name(group[-1]))))
    by_slip = [
        [change for change in (*_changes(tree, pair), *_other_lines(tree, pair)) if change.kind != "wrong index"]
        for pair in group
    ]
    if len({len(changes) for changes in by_slip}) > 1:
        return
    for changes in zip(*by_slip, strict=True):
        first = changes[0]
        value = tree.recomputed({change.pair: change.value for change in changes})
        text = f"{first.text}, and {alike} alike"
        yield Candidate(value, first.bits + bits, first.kind, text, tree.plain_name(first.pair))


def _of_sum(tree: Tree, step: Step) -> Iterator[Candidate]:
    """A way forgotten, ways subtracted or multiplied."""
    pair = step.of, step.by
    terms = tree.terms(step)
    where, factor = tree.name(pair), tree.plain_name(pair)
    whole, many = math.fsum(terms), math.log2(len(terms))

    def candidate(value: float, bits: float, text: str) -> Candidate:
        return Candidate(tree.edited(pair, value), bits, "path", f"in {where} {text}", factor)

    for term, factors in zip(terms, step.terms, strict=True):
        ways = " · ".join(tree.name((each.of, each.by)) for each in factors)
        yield candidate(whole - term, 2.0 + many, f"the way over {ways} is forgotten")
        yield candidate(whole - 2.0 * term, 3.0 + many, f"{ways} is subtracted, not added")
        if len(terms) > 2:
            yield candidate(term, 3.0 + many, f"only the way over {ways} is taken")
    yield candidate(product(terms), 3.0, "the ways are multiplied, not added")
