"""What slips give for a target: in its derivation or its formula, in an update, in copying and in typing."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from autograd import add, total
from autograd.formulas.reading import parse
from verify.claims.targets import Target
from verify.claims.work import Work
from verify.claims.written import WrittenNumber
from verify.rework.tree import Tree, kind_of
from verify.slips.candidates import Candidate, edits, replaced, two_slips
from verify.slips.inside import IN_DEGREES, partial_in_degrees
from verify.slips.nodes import of_node, of_one_plus_power
from verify.slips.typing import misplaced, typing_slips
from verify.slips.updates import EARLY, of_mean, slips_of_training, slips_of_update

__all__ = ["all_slips", "same_slips", "slips_for", "slips_giving", "true_tree"]


def slips_for(work: Work, target: Target, written: WrittenNumber, claimed: Tree | None = None) -> Iterator[Candidate]:
    """Yield what slips give for a target: of its own kind, of copying, of typing; of the unlikely, what comes near.

    Parameters
    ----------
    work, target
        What is claimed.
    written
        The number that was written.
    claimed
        For a partial or an updated weight: its derivation with the numbers of earlier claims.
    """

    def near(value: float) -> bool:
        return abs(value - written.value) <= 2.0 * written.unit

    yield from all_slips(work, target)
    trees = [tree for tree in (true_tree(work, target), claimed) if tree]
    if claimed is not None:
        yield from _of_derivation(work, target, claimed)
    if target.by:
        for tree in trees:
            yield from replaced(tree, work.factors, near)
    if target.is_node:
        yield from of_one_plus_power(work.values[target.of], written)
    yield from typing_slips(work.true(target), written)


def all_slips(work: Work, target: Target) -> Sequence[Candidate]:
    """Return what slips give whatever was written, made once for a target."""
    if target not in work.kept:
        true = work.true(target)
        work.kept[target] = tuple(each for each in _all(work, target) if _is_another(each.value, true))
    found: Sequence[Candidate] = work.kept[target]
    return found


def _is_another(value: float, true: float) -> bool:
    """Whether it can be a wrong number: not the true one, and not 0 for want of anything better."""
    return math.isfinite(value) and value != 0.0 and not math.isclose(value, true, rel_tol=1e-12)


def slips_giving(work: Work, target: Target, value: float) -> Iterator[Candidate]:
    """Yield the slips that give just this, the unlikely ones and two slips at once too."""

    def near(number: float) -> bool:
        return math.isclose(number, value, rel_tol=1e-9)

    return (each for each in _every(work, target, near) if near(each.value))


def same_slips(work: Work, target: Target, these: Iterable[Candidate]) -> dict[str, float]:
    """Return what slips, made in this work, give: by their texts. Some may not be possible here."""
    kinds = {each.text: each.kind for each in these}
    found: dict[str, float] = {}
    for each in all_slips(work, target):
        if each.text in kinds:
            found.setdefault(each.text, each.value)  # what is told alike is rather in the line than deep inside of it
    missing = {text: kind for text, kind in kinds.items() if text not in found}
    if "two slips" in missing.values():
        second = filter(None, map(two_slips, all_slips(work, target)))
        found |= {each.text: each.value for each in second if each.text in missing}
    if {"replaced factor", "known factor"} & set(missing.values()):
        known = {name: number for name, number in work.factors.items() if any(name in text for text in missing)}
        others = _replaced(work, target, known, lambda _: True)
        found |= {each.text: each.value for each in others if each.text in missing}
    return found


def _every(work: Work, target: Target, near: Callable[[float], bool]) -> Iterator[Candidate]:
    yield from _replaced(work, target, work.factors, near)
    for each in all_slips(work, target):
        yield each
        if second := two_slips(each):
            yield second


def _replaced(
    work: Work, target: Target, known: Mapping[str, float], near: Callable[[float], bool]
) -> Iterator[Candidate]:
    tree = true_tree(work, target)
    if tree is not None and target.by:
        yield from replaced(tree, known, near)


def true_tree(work: Work, target: Target) -> Tree | None:
    """Return the derivation with true numbers, made once; None for a target without one."""
    if not work.has_derivation(target):
        return None
    key = "tree", target.by or target.of, target.of if target.by else ""
    if key not in work.kept:
        work.kept[key] = Tree(work.derivation_of(target))
    found: Tree = work.kept[key]
    return found


def _all(work: Work, target: Target) -> Iterator[Candidate]:
    tree = true_tree(work, target)
    if tree is not None or work.is_over_samples(target):
        yield from _of_derivation(work, target, tree)
    if target.updated:
        yield from slips_of_update(work, target)
    elif target.by:
        yield from _of_partial(work, target)
    elif target.is_node:
        yield from of_node(work, work.values[target.of])
    elif target.is_expression:
        yield from of_node(work, parse(target.of, work.numbers))
    elif not target.is_mean:
        yield from slips_of_training(work, target)
    yield from _copied(work, target)
    yield from misplaced(work.true(target))


def _of_derivation(work: Work, target: Target, tree: Tree | None) -> Iterator[Candidate]:
    """A slip in the derivation, or in a mean of several; for an updated weight, in its gradient."""
    gradient = work.gradient_target(target.of) if target.updated else target
    found = of_mean(work, gradient, _of_one) if tree is None else _edits(tree)
    if not target.updated:
        yield from found
        return
    old, rate = work.values[target.of].data, work.rate
    for slip in found:
        text = f"in the gradient {slip.text}"
        yield Candidate(old - rate * slip.value, slip.bits + 1.0, slip.kind, text, slip.factor)


def _of_one(work: Work, target: Target) -> Iterator[Candidate]:
    """A slip in the number of one sample."""
    tree = true_tree(work, target)
    if tree is not None:
        yield from _edits(tree)
    elif target.is_node:
        yield from of_node(work, work.values[target.of])


def _edits(tree: Tree) -> Iterator[Candidate]:
    yield from (each for each in edits(tree) if not math.isclose(each.value, tree.value, rel_tol=1e-12))
    angles = partial_in_degrees(tree)
    if angles is not None:
        yield Candidate(angles, 2.5, "variant", IN_DEGREES)


def _of_partial(work: Work, target: Target) -> Iterator[Candidate]:
    """Another partial; the update given for the gradient, weights updated too early."""
    if not target.is_mean:
        yield from _beside(work, target)
    if target.of != work.output.name or target.by not in work.trained or work.learning_rate is None:
        return
    true = work.true(target)
    yield Candidate(work.learning_rate * true, 2.5, "learning rate", "the learning rate is multiplied in")
    text = f"this is {target.by}⁺, the updated weight"
    yield Candidate(work.updated(target.by, true), 3.0, "updated weight", text)
    text = f"this is {target.by} + η · gradient: an updated weight, and with the wrong sign"
    yield Candidate(work.updated(target.by, -true), 6.0, "updated weight", text)
    early = work.gradients_output_first.get(target.by)
    if early is not None:
        yield Candidate(early, 2.5, "early update", EARLY)


def _beside(work: Work, target: Target) -> Iterator[Candidate]:
    """Another partial: of another neuron, by something else, of one part of a sum, or upside down."""
    names = {value: name for name, value in work.values.items()}
    of, by = kind_of(target.of), kind_of(target.by)
    neurons = {
        f"∂{name}/∂{names[parent]}": local
        for name, value in work.values.items()
        if kind_of(name) == of and name != target.of
        for parent, local in zip(value.parents, value.local_derivatives, strict=True)
        if kind_of(names.get(parent, "")) == by
    }
    yield from _each(neurons, 4.0)
    others = {name: number for name, number in work.partials(target.of).items() if name not in (target.by, target.of)}
    yield from _each({f"∂{target.of}/∂{name}": each for name, each in others.items() if kind_of(name) == by}, 4.5)
    yield from _each({f"∂{target.of}/∂{name}": each for name, each in others.items() if kind_of(name) != by}, 6.0)
    whole = work.values[target.of]
    parts = [names[each] for each in whole.parents if each in names] if whole.op in (add, total) else []
    yield from _each({f"∂{part}/∂{target.by} alone": work.partials(part).get(target.by, 0.0) for part in parts}, 4.0)
    turned = work.partials(target.by).get(target.of, 0.0)
    yield from _each({f"∂{target.by}/∂{target.of}, upside down": turned}, 4.0)


def _each(found: Mapping[str, float], bits: float) -> Iterator[Candidate]:
    many = math.log2(max(1, len(found)))
    return (Candidate(number, bits + many, "wrong index", f"this is {name}") for name, number in found.items())


def _copied(work: Work, target: Target) -> Iterator[Candidate]:
    """Another result of the same work; one of the same kind is copied more easily."""
    kind = kind_of(str(target))
    own = {str(target), str(replace(target, is_mean=False)), target.of if target.steps else ""}  # told otherwise
    others = [name for name in work.results if name not in own]
    alike = [name for name in others if kind_of(name) == kind]
    unlike = [name for name in others if kind_of(name) != kind]
    for names, bits in ((alike, 2.5), (unlike, 5.0)):
        many = math.log2(max(1, len(names)))
        for name in names:
            yield Candidate(work.results[name], bits + many, "copied", f"this is {name}")
