"""Numbers that one gets by one slip in a derivation, each with what it costs to assume it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from autograd import total
from verify.rework.recomputed import product
from verify.rework.tree import Pair, Tree
from verify.slips.factors import TAKEN_WITH, changes, changes_of_inner, slips_of_sum
from verify.slips.inside import local_slips
from verify.slips.kinds import Applies, Candidate, Kind, Made, Names, Numbers, Slip, instead, tried

__all__ = ["DERIVATIONS", "INSTEAD", "TIMES", "TURNED", "TWO_SLIPS", "edits", "replaced", "two_slips"]

_whole = partial(Slip, applies=Applies.WHOLE)
_factor = partial(Slip, gives=instead, applies=Applies.FACTOR)

TURNED = _whole(Kind.SIGN, "the sign of the whole is turned round", 2.0, "one of four", lambda w: -w.whole)
TIMES = (
    _whole(Kind.EXTRA_FACTOR, "there is a factor 2 too many", 3.5, "one of some ten", lambda w: 2.0 * w.whole),
    _whole(Kind.EXTRA_FACTOR, "there is a factor ½ too many", 3.5, "one of some ten", lambda w: 0.5 * w.whole),
)
UPSIDE_DOWN = _whole(Kind.UPSIDE_DOWN, "{other} is upside down", 6.0, "it shows in its size", lambda w: 1.0 / w.whole)
EXCHANGED = _factor(Kind.INDEX, "{at} and {other} are exchanged", 6.0, "two indices are wrong")
ADDED = _whole(Kind.LINE, "the factors are added, not multiplied", 6.0, "one of sixty", lambda w: total(*w.factors))
NO_PARENTHESES = _whole(
    Kind.LINE, "the parentheses round the sum {at} are lost: only {other} is multiplied by the rest", 5.5,
    "only where all is one line", lambda w: w.term * w.rest + w.others)  # fmt: skip
KNOWN_FACTOR = _whole(
    Kind.KNOWN_FACTOR, "there is a factor {other} too many", 4.0, "rarer than 2 or ½", lambda w: w.whole * w.other
)
REPLACED_FACTOR = _factor(Kind.REPLACED, "{other} stands in place of {at}", 3.0, "half as likely as a part of it")
TWO_SLIPS = _whole(
    Kind.TWO, "{other} and the sign of the whole is turned round", 2.5, "a sign, and half a bit", lambda w: -w.whole
)
INSTEAD = KNOWN_FACTOR, REPLACED_FACTOR
DERIVATIONS = (TURNED, *TIMES, UPSIDE_DOWN, EXCHANGED, ADDED, NO_PARENTHESES, *INSTEAD, TWO_SLIPS)


def edits(tree: Tree) -> Iterator[Candidate]:
    """Yield what one slip in a derivation gives."""
    w = Numbers(whole=tree.value)
    yield from tried((TURNED, *TIMES), w)
    if len(tree.rules) > 1:
        yield from tried((UPSIDE_DOWN,), w, other=tree.called(tree.root))
    moving = {pair: list(changes(tree, pair)) for pair in tree.rules if tree.gains.get(pair)}
    many = math.log2(max(1, len(moving)))
    for pair, of_factor in moving.items():
        yield from _in_whole(tree, pair, of_factor, many)
    for pair in tree.inner:
        if tree.gains.get(pair):
            yield from _in_whole(tree, pair, changes_of_inner(tree, pair), many)
    if len(tree.rules) == 1:
        yield from _of_expression(tree)
    for group in tree.alike:
        bits = 1.0 + math.log2(len(tree.alike))
        yield from _of_group(tree, group, moving, bits)
        yield from _exchanged(tree, group, bits)
    for group in tree.alike_everywhere:
        yield from _of_group(tree, group, moving, 4.5)
    yield from _of_product(tree)
    for pair in tree.sums:
        yield from slips_of_sum(tree, pair)


def _in_whole(tree: Tree, pair: Pair, of_factor: Iterable[Candidate], more: float) -> Iterator[Candidate]:
    """What the whole becomes; a change that leaves the factor as it is is none."""
    value, gain = tree.values[pair], tree.gains[pair]
    rest = tree.value - gain * value
    for change in of_factor:
        if change.value != value:
            yield Candidate(rest + gain * change.value, change.bits + more, change.made)


def _of_expression(tree: Tree) -> Iterator[Candidate]:
    """A slip in the chain rule inside of one formula."""
    (pair,) = tree.rules
    at = tree.called(pair)
    return (slip._replace(made=slip.made.within(at)) for slip in local_slips(pair.of, pair.by))


def _of_group(
    tree: Tree, group: Sequence[Pair], moving: Mapping[Pair, Sequence[Candidate]], more: float
) -> Iterator[Candidate]:
    """The same slip in all factors of a kind."""
    group = [pair for pair in group if pair in moving]
    by_slip = [[change for change in moving[pair] if change.made.row is not TAKEN_WITH] for pair in group]
    if len(group) < 2 or len({len(some) for some in by_slip}) > 1:
        return
    others = Names(map(tree.called, group[1:]))
    for some in zip(*by_slip, strict=True):
        value = tree.recomputed({pair: change.value for pair, change in zip(group, some, strict=True)})
        row, at, other, inside, _ = some[0].made
        yield Candidate(value, some[0].bits + more, Made(row, at, other, inside, others))


def _exchanged(tree: Tree, group: Sequence[Pair], more: float) -> Iterator[Candidate]:
    """Two factors of a kind, each in the place of the other."""
    if len(group) > MOST_EXCHANGED:
        return
    for place, one in enumerate(group):
        for other in group[place + 1 :]:
            value = tree.recomputed({one: tree.values[other], other: tree.values[one]})
            yield Candidate(value, EXCHANGED.bits + more, Made(EXCHANGED, tree.called(one), tree.called(other)))


MOST_EXCHANGED = 4
"""Factors of a kind of which any two are easily exchanged."""


def _of_product(tree: Tree) -> Iterator[Candidate]:
    """The factors added; behind a sum in parentheses, only one of its terms multiplied by the others."""
    terms = tree.products[tree.root]
    if len(terms) != 1 or len(terms[0]) < 2:
        return
    numbers = [tree.values[pair] for pair in terms[0]]
    yield from tried((ADDED,), Numbers(factors=numbers), tree.called(tree.root))
    for place, pair in enumerate(terms[0]):
        parts = tree.terms(pair) if pair in tree.products and len(tree.products[pair]) > 1 else []
        rest = product(number for at, number in enumerate(numbers) if at != place)
        for term in (0, len(parts) - 1) if parts else ():
            others = math.fsum(parts[:term] + parts[term + 1 :])
            path = " · ".join(map(tree.name, tree.products[pair][term]))
            w = Numbers(term=parts[term], rest=rest, others=others)
            yield from tried((NO_PARENTHESES,), w, tree.called(pair), path)


def replaced(tree: Tree, known: Mapping[str, float], near: Callable[[float], bool]) -> Iterator[Candidate]:
    """Yield what a number gives that belongs elsewhere: in the place of a factor, or beside them all.

    Parameters
    ----------
    tree
        The derivation with its numbers.
    known
        Every number that the writer could have put there, by what it is called.
    near
        Whether a result is worth a look: there are many.
    """
    many = math.log2(max(1, len(known)))
    at_root = tree.called(tree.root)
    for other, number in known.items():
        if near(tree.value * number):
            yield from tried((KNOWN_FACTOR,), Numbers(whole=tree.value, other=number), at_root, other, many)
    bits = REPLACED_FACTOR.bits + math.log2(max(1, len(tree.rules))) + many
    for pair in tree.rules:
        if gain := tree.gains.get(pair):
            value = tree.values[pair]
            rest = tree.value - gain * value
            for other, number in known.items():
                if near(rest + gain * number) and number != value:
                    yield Candidate(rest + gain * number, bits, Made(REPLACED_FACTOR, tree.called(pair), other))


def two_slips(slip: Candidate) -> Candidate | None:
    """Return a slip with another one, a sign; None where the slip is not of those that come along with others."""
    if not slip.made.row.kind.comes_along:
        return None
    return next(tried((TWO_SLIPS,), Numbers(whole=slip.value), other=slip.made, more=slip.bits))
