"""Candidates: numbers that one gets by one slip in a derivation, each with what it costs to assume it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from verify.rework.recomputed import product
from verify.rework.tree import Pair, Tree
from verify.slips.factors import Change, changes, changes_of_inner, slips_of_sum
from verify.slips.inside import local_slips

__all__ = ["Candidate", "edits", "listed", "replaced", "two_slips"]


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
    if tree.value and len(tree.rules) > 1:
        yield Candidate(1.0 / tree.value, 6.0, "upside down", f"{tree.name(tree.root)} is upside down")
    moving = {pair: list(changes(tree, pair)) for pair in tree.rules if tree.gains.get(pair)}
    many = math.log2(max(1, len(moving)))
    for pair, all_of_it in moving.items():
        yield from _told(tree, pair, all_of_it, many)
    for pair in tree.inner:
        if tree.gains.get(pair):
            yield from _told(tree, pair, changes_of_inner(tree, pair), many)
    if len(tree.rules) == 1:
        yield from _of_expression(tree)
    for group in tree.alike:
        bits = 1.0 + math.log2(len(tree.alike))
        yield from _of_group(tree, group, moving, bits)
        yield from _exchanged(tree, group, 6.0 + bits)
    for group in tree.alike_everywhere:
        yield from _of_group(tree, group, moving, 4.5)
    yield from _of_product(tree)
    for pair in tree.sums:
        for value, bits, kind, text in slips_of_sum(tree, pair):
            yield Candidate(value, bits, kind, text, tree.plain_name(pair))


def _told(tree: Tree, pair: Pair, some: Iterable[Change], more_bits: float) -> Iterator[Candidate]:
    """What the whole becomes; a change that leaves the factor as it is is none."""
    value, gain, factor = tree.values[pair], tree.gains[pair], tree.plain_name(pair)
    rest = tree.value - gain * value
    for change in some:
        if change.value != value:
            yield Candidate(rest + gain * change.value, change.bits + more_bits, change.kind, change.text, factor)


def _of_expression(tree: Tree) -> Iterator[Candidate]:
    """A slip in the chain rule inside of one formula."""
    (pair,) = tree.rules
    for value, kind, text in local_slips(pair.of, pair.by):
        yield Candidate(value, 1.5, kind, f"in {tree.name(pair)} {text}", tree.plain_name(pair))


def _of_group(
    tree: Tree, group: Sequence[Pair], moving: Mapping[Pair, Sequence[Change]], more_bits: float
) -> Iterator[Candidate]:
    """The same slip in all factors of a kind."""
    group = [pair for pair in group if pair in moving]
    by_slip = [[change for change in moving[pair] if change.kind != "wrong index"] for pair in group]
    if len(group) < 2 or len({len(some) for some in by_slip}) > 1:
        return
    names = [tree.name(pair) for pair in group[1:]]
    if len(names) > MOST_NAMED:
        names = [f"{len(names)} other factors of this kind"]
    for some in zip(*by_slip, strict=True):
        first = some[0]
        value = tree.recomputed({change.pair: change.value for change in some})
        text = f"{first.text}, and {listed(names)} alike"
        yield Candidate(value, first.bits + more_bits, first.kind, text, tree.plain_name(first.pair))


def listed(names: Sequence[str]) -> str:
    """Return names as they stand in a sentence.

    Examples
    --------
    >>> listed(["w1", "w2", "w3"]), listed(["w1"])
    ('w1, w2 and w3', 'w1')
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _exchanged(tree: Tree, group: Sequence[Pair], bits: float) -> Iterator[Candidate]:
    """Two factors of a kind, each in the place of the other."""
    if len(group) > MOST_EXCHANGED:
        return
    for place, one in enumerate(group):
        for other in group[place + 1 :]:
            value = tree.recomputed({one: tree.values[other], other: tree.values[one]})
            text = f"{tree.name(one)} and {tree.name(other)} are exchanged"
            yield Candidate(value, bits, "wrong index", text, tree.plain_name(one))


MOST_NAMED = 4
"""Factors of a kind that are named one by one."""

MOST_EXCHANGED = 4
"""Factors of a kind of which any two are easily exchanged."""


def _of_product(tree: Tree) -> Iterator[Candidate]:
    """The factors added; behind a sum in parentheses, only one of its terms multiplied by the others."""
    terms = tree.products[tree.root]
    if len(terms) != 1 or len(terms[0]) < 2:
        return
    numbers = [tree.values[pair] for pair in terms[0]]
    factor = tree.plain_name(tree.root)
    yield Candidate(math.fsum(numbers), 6.0, "written line", "the factors are added, not multiplied", factor)
    for place, pair in enumerate(terms[0]):
        parts = tree.terms(pair) if pair in tree.products and len(tree.products[pair]) > 1 else []
        others = product(number for at, number in enumerate(numbers) if at != place)
        for each in (0, len(parts) - 1) if parts else ():
            value = parts[each] * others + math.fsum(parts[:each] + parts[each + 1 :])
            ways = " · ".join(map(tree.name, tree.products[pair][each]))
            text = f"the parentheses round the sum {tree.name(pair)} are lost: only {ways} is multiplied by the rest"
            yield Candidate(value, 5.5, "written line", text, tree.plain_name(pair))


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
    for other, number in known.items():
        if near(tree.value * number):
            text = f"there is a factor {other} too many"
            yield Candidate(tree.value * number, 4.0 + many, "known factor", text, tree.plain_name(tree.root))
    bits = 3.0 + math.log2(max(1, len(tree.rules))) + many
    for pair in tree.rules:
        if gain := tree.gains.get(pair):
            own = tree.values[pair]
            rest = tree.value - gain * own
            for other, number in known.items():
                if near(rest + gain * number) and number != own:
                    text = f"{other} stands in place of {tree.name(pair)}"
                    yield Candidate(rest + gain * number, bits, "replaced factor", text, tree.plain_name(pair))


def two_slips(slip: Candidate) -> Candidate | None:
    """Return a slip with another one, a sign; None where the slip is not of those that come along with others."""
    if slip.kind not in CHEAP:
        return None
    text = f"{slip.text} and the sign of the whole is turned round"
    return Candidate(-slip.value, slip.bits + 2.5, "two slips", text, slip.factor)


CHEAP = frozenset({"missing factor", "variant", "path", "extra factor", "learning rate"})
"""Kinds of slips that are made together with another one."""
