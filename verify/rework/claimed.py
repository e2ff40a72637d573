"""A derivation with the numbers that a person wrote before, beside the true one."""

from __future__ import annotations

from collections.abc import Mapping

from verify.claims.targets import Target
from verify.claims.work import Work
from verify.claims.written import WrittenNumber
from verify.rework.tree import Tree

__all__ = ["claimed_tree", "own_factor"]


def claimed_tree(work: Work, target: Target, earlier: Mapping[Target, float]) -> Tree | None:
    """Return the derivation with the numbers that were written before; None without any.

    Examples
    --------
    >>> from nn import documents
    >>> work, slope = Work.of_example(documents.mazur()), Target("out_o1", by="net_o1")
    >>> round(claimed_tree(work, Target("E_total", by="w5"), {slope: 0.2}).value, 9)
    0.08796593
    """
    if not earlier or not work.has_derivation(target):
        return None
    names = {node.of: number for node, number in earlier.items() if node.is_node}
    derivation = work.derivation_of(target)
    claimed = {}
    for step in derivation.steps:
        for of, by in ((step.of, step.by), *((factor.of, factor.by) for factor in step.factors)):
            pair = derivation.labels[of], derivation.labels[by]
            number = earlier.get(work.canonical(Target(pair[0], by=pair[1])))
            if number is not None:
                claimed[pair] = number
    if not claimed and not names:
        return None
    return Tree(derivation, lambda value: names.get(value.name or "", value.data), claimed)


def own_factor(written: WrittenNumber, true: Tree | None, theirs: Tree | None) -> str:
    """Return which factor was taken with its true number beside earlier ones that are wrong; nothing if none fits."""
    if true is None or theirs is None:
        return ""
    for pair, number in theirs.values.items():
        if number != true.values[pair] and written.agrees_with(theirs.edited(pair, true.values[pair])):
            return f"{theirs.name(pair)} is taken with its true number, the others as they were written before"
    return ""
