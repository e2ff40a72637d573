"""Slips in one factor of a derivation: left out, turned round, another value or another neuron's in its place."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import partial

from autograd import Value
from autograd.algebra.visiting import atoms
from autograd.ops.activations import sigmoid, tanh
from autograd.ops.arithmetic import weighted_sum
from autograd.ops.reductions import product
from verify.rework.tree import Pair, Partial, Tree, index_of, is_slope
from verify.slips.kinds import Applies, Candidate, Kind, Made, Numbers, Slip, instead, tried
from verify.slips.lines import put_in, with_line_slips

__all__ = ["FACTORS", "TAKEN_WITH", "changes", "changes_of_inner", "slips_of_sum"]

_path = partial(Slip, Kind.PATH, applies=Applies.SUM)
_factor = partial(Slip, applies=Applies.FACTOR)
_variant = partial(_factor, Kind.VARIANT)

PATHS = (
    _path("in {at} the path through {other} is forgotten", 2.0, "the commonest with a sum", lambda w: w.sum - w.term),
    _path("in {at} {other} is subtracted, not added", 3.0, "half as likely", lambda w: w.sum - 2.0 * w.term),
    _path("in {at} only the path through {other} is taken", 3.0, "all others are forgotten", lambda w: w.term),
)
MULTIPLIED = _path("in {at} the paths are multiplied, not added", 3.0, "half as likely", lambda w: product(*w.terms))

TURNED = _factor(Kind.SIGN, "the sign of {at} is turned round", 3.0, "half of that of the whole", lambda w: -w.value)
LEFT_OUT = _factor(Kind.MISSING_FACTOR, "the factor {at} is left out", 1.5, "the commonest of all", lambda w: 1.0)
TWICE = _factor(Kind.EXTRA_FACTOR, "the factor {at} is taken twice", 3.0, "as a sign", lambda w: w.value * w.value)
UPSIDE_DOWN = _factor(Kind.UPSIDE_DOWN, "{at} is upside down", 3.5, "rarer than a sign", lambda w: 1.0 / w.value)
TAKEN_WITH = Slip(Kind.INDEX, "{at} is taken with {other}", 4.0, "one of sixteen", instead, Applies.VALUE)
SLOPES = (
    _variant("{at.of} stands in place of {at}", 2.0, "σ for σ′", lambda w: w.out),
    _variant("1 − {at.of} stands in place of {at}", 2.0, "half of σ′", lambda w: 1.0 - w.out),
    _variant("{at.of}² stands in place of {at}", 2.0, "half of tanh′", lambda w: w.out * w.out),
)
AT_OUT = _variant(
    "{other}′({at.of}) stands in place of {at}", 2.0, "σ′ of out", lambda w: w.op.derivatives(w.op(w.out), w.out)[0]
)
OTHER_SLOPES = {
    sigmoid: _variant("1 − {at.of}², the derivative of tanh, stands in place of {at}", 4.0,
                      "one of sixteen", lambda w: 1.0 - w.out * w.out),
    tanh: _variant("{at.of} · (1 − {at.of}), the derivative of the sigmoid, stands in place of {at}", 2.5,
                   "it is known by heart", lambda w: w.out * (1.0 - w.out)),
}  # fmt: skip
"""The slope that is taken for that of an activation."""
NET_FOR_OUT = Slip(Kind.VARIANT, "{other[0]} stands in place of {other[1]} in {at}", 3.0, "half of σ for σ′", instead,
                   Applies.VALUE)  # fmt: skip
BY = _factor(Kind.NAME, "{at.by} stands in place of {at}", 2.5, "a weight for its input", lambda w: w.by)
ALONE = (
    _variant("{other} stands in place of {at}", 2.0, "a part for the whole", instead),
    _variant("−{other} stands in place of {at}", 3.5, "and a sign", lambda w: -w.other),
)
OWN_SLOPE = _variant(
    "{at.of} · (1 − {at.of}) stands in place of {at}", 2.5, "the rule of its own net", lambda w: w.out * (1.0 - w.out)
)
OF_ANOTHER = _factor(Kind.INDEX, "{other} stands in place of {at}", 6.0, "one of sixty", instead)
ONCE_MORE = _factor(
    Kind.EXTRA_FACTOR, "{at} is multiplied by {other} once more", 2.5, "it is in δ", lambda w: w.value * w.slope
)
SLOPE_FOR_ERROR = _variant(
    "{other} · (1 − {other}) stands in place of {other} − target in {at}", 2.0, "habit", lambda w: w.out * (1.0 - w.out)
)
NO_TARGET = _variant("in {at}, which is {other} − 1, the target is left out", 2.0, "one of four", lambda w: w.out)
TARGET_1 = _factor(
    Kind.INDEX, "in {at} 1 is subtracted from {other}, whose target is 0", 3.0, "another class", lambda w: w.out - 1.0
)
FACTORS = (
    *(*PATHS, MULTIPLIED, TURNED, LEFT_OUT, TWICE, UPSIDE_DOWN, TAKEN_WITH, *SLOPES, AT_OUT, *OTHER_SLOPES.values()),
    *(NET_FOR_OUT, BY, *ALONE, OWN_SLOPE, OF_ANOTHER, ONCE_MORE, SLOPE_FOR_ERROR, NO_TARGET, TARGET_1),
)


def slips_of_sum(tree: Tree, pair: Pair) -> Iterator[Candidate]:
    """Yield what the whole becomes by a slip in a partial that adds several paths.

    A path that adds nothing cannot be forgotten.

    Examples
    --------
    >>> from autograd import Value
    >>> from verify.claims.work import Work
    >>> x = Value(3.0, "x")
    >>> u, v = (x * x).named("u"), (5.0 * x).named("v")
    >>> tree = Tree(Work((u * v).named("y")).derivation("y", "x"))
    >>> for slip in slips_of_sum(tree, tree.root):
    ...     print(slip.value, slip.text)
    45.0 in ∂y/∂x the path through ∂y/∂u · ∂u/∂x is forgotten
    -45.0 in ∂y/∂x ∂y/∂u · ∂u/∂x is subtracted, not added
    90.0 in ∂y/∂x the path through ∂y/∂v · ∂v/∂x is forgotten
    45.0 in ∂y/∂x ∂y/∂v · ∂v/∂x is subtracted, not added
    4050.0 in ∂y/∂x the paths are multiplied, not added
    """
    terms = [(number, factors) for number, factors in zip(tree.terms(pair), tree.products[pair], strict=True) if number]
    if len(terms) < 2:
        return
    at, numbers = tree.called(pair), [number for number, _ in terms]
    whole, many = math.fsum(numbers), math.log2(len(terms))
    for number, factors in terms:
        path, rows = " · ".join(map(tree.name, factors)), PATHS if len(terms) > 2 else PATHS[:2]
        yield from _in_sum(tree, pair, tried(rows, Numbers(sum=whole, term=number), at, path, many))
    yield from _in_sum(tree, pair, tried((MULTIPLIED,), Numbers(terms=numbers), at))


def _in_sum(tree: Tree, pair: Pair, slips: Iterable[Candidate]) -> Iterator[Candidate]:
    return (slip._replace(value=tree.edited(pair, slip.value)) for slip in slips)


def changes(tree: Tree, pair: Pair) -> Iterator[Candidate]:
    """Yield the slips in a factor that has a rule, each with what becomes of the factor.

    Examples
    --------
    >>> from nn import documents
    >>> from verify.claims.work import Work
    >>> tree = Tree(Work.of_example(documents.mazur()).derivation("out_h1", "net_h1"))
    >>> [change.text for change in changes(tree, tree.root) if change.kind == "variant"][:2]
    ['out_h1 stands in place of ∂out_h1/∂net_h1', '1 − out_h1 stands in place of ∂out_h1/∂net_h1']
    """
    at, w = tree.called(pair), Numbers(value=tree.values[pair])
    left_out = (LEFT_OUT,) if pair in tree.multiplied else ()
    yield from tried((TURNED, *left_out, TWICE, UPSIDE_DOWN), w, at)
    yield from _of_slope(tree, pair, at) if is_slope(pair) else _in_place(tree, pair, at)
    yield from _siblings(tree, pair)
    yield from with_line_slips(tree.rules[pair], tree.numbers, at)


def _in_place(tree: Tree, pair: Pair, at: Partial) -> Iterator[Candidate]:
    """A value of the rule, or what it is differentiated by, alone in the place of the factor."""
    values = atoms(tree.rules[pair])
    if pair.by not in values:
        yield from tried((BY,), Numbers(by=tree.numbers(pair.by)), at)
    for value in values:
        yield from tried(ALONE, Numbers(other=tree.numbers(value)), at, tree.labels[value])
        net = value.parents[0] if value.op is not None and value.op.arity == 1 else None
        if net is not None and net in tree.labels:
            yield from _with(tree, pair, NET_FOR_OUT, {value: net}, (tree.labels[net], tree.labels[value]))
    op = pair.of.op
    if op is not None and op.name == "softmax" and pair.by is not pair.of.parents[int(op.static["index"])]:
        yield from tried((OWN_SLOPE,), Numbers(out=tree.numbers(pair.of)), at)


def _of_slope(tree: Tree, pair: Pair, at: Partial) -> Iterator[Candidate]:
    """What is easily taken for the derivative of an activation."""
    op = pair.of.op
    w = Numbers(out=tree.numbers(pair.of), op=op)
    yield from tried(SLOPES, w, at)
    if pair.of in atoms(tree.rules[pair]):
        yield from _with(tree, pair, NET_FOR_OUT, {pair.of: pair.by}, (at.by, at.of))
    assert op is not None  # it is an activation
    yield from tried((AT_OUT,), w, at, op.shown.notation.symbol)
    if op in OTHER_SLOPES:
        yield from tried((OTHER_SLOPES[op],), w, at)


def _with(tree: Tree, pair: Pair, row: Slip, exchange: Mapping[Value, Value], other: Hashable) -> Iterator[Candidate]:
    value = put_in(row, tree.rules[pair], exchange, tree.numbers)
    if value is not None:
        yield Candidate(value, row.bits, Made(row, tree.called(pair), other))


def _siblings(tree: Tree, pair: Pair) -> Iterator[Candidate]:
    """The rule with values of another neuron: out_h2 for out_h1, one of them or all."""
    values = atoms(tree.rules[pair])
    for value in values:
        for other in tree.like(value):
            if other not in values:
                yield from _taken_with(tree, pair, {value: other})
    if len(values) < 2 or len({index_of(tree.labels[value]) for value in values}) > 1:
        return
    by_index = [{index_of(tree.labels[other]): other for other in tree.like(value)} for value in values]
    for index in by_index[0]:
        if index != index_of(tree.labels[values[0]]) and all(index in others for others in by_index):
            yield from _taken_with(
                tree, pair, {value: others[index] for value, others in zip(values, by_index, strict=True)}
            )


def _taken_with(tree: Tree, pair: Pair, exchange: Mapping[Value, Value]) -> Iterator[Candidate]:
    other = ", ".join(f"{tree.labels[new]} in place of {tree.labels[old]}" for old, new in exchange.items())
    return _with(tree, pair, TAKEN_WITH, exchange, other)


def changes_of_inner(tree: Tree, pair: Pair) -> Iterator[Candidate]:
    """Yield the slips in a partial that is worked out on its own: it is left out, or has a slope once more."""
    at, value = tree.called(pair), tree.values[pair]
    yield from tried((TURNED,), Numbers(value=value), at, more=0.5)
    if pair in tree.multiplied:
        yield from tried((LEFT_OUT,), Numbers(value=value), at, more=1.0)
    for partial_of, number in tree.beside(pair):
        yield from tried((OF_ANOTHER,), Numbers(other=number), at, partial_of)
    for rule in tree.rules:
        is_own = rule.by is pair.by and rule.of.op is not weighted_sum
        if is_own and index_of(tree.labels[rule.of]) == index_of(tree.labels[pair.by]):
            yield from tried((ONCE_MORE,), Numbers(value=value, slope=tree.values[rule]), at, tree.called(rule))
    yield from _of_class(tree, pair)


def _of_class(tree: Tree, pair: Pair) -> Iterator[Candidate]:
    """∂E/∂net of a softmax with cross-entropy, out − target for a target that is 1 or 0."""
    outs = [value for value in tree.labels if value.op is not None and value.op.name == "softmax"]
    mine = next((out for out in outs if out.parents[int(out.op.static["index"])] is pair.by), None)  # type: ignore[union-attr]
    if mine is None:
        return
    out = tree.numbers(mine)
    target = round(out - tree.values[pair])
    if target in (0, 1) and abs(out - tree.values[pair] - target) <= 1e-9:
        rows = SLOPE_FOR_ERROR, NO_TARGET if target == 1 else TARGET_1
        yield from tried(rows, Numbers(out=out), tree.called(pair), tree.labels[mine])
