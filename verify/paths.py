"""Slips where several paths meet: one is forgotten, or they are subtracted, or multiplied."""

from __future__ import annotations

import math
from collections.abc import Iterator

from verify.recomputed import product
from verify.tree import Pair, Tree

__all__ = ["slips_of_sum"]


def slips_of_sum(tree: Tree, pair: Pair) -> Iterator[tuple[float, float, str, str]]:
    """Yield what the whole becomes by a slip in a partial that adds several paths, with bits, kind and text.

    A path that adds nothing cannot be forgotten.

    Examples
    --------
    >>> from autograd import Value
    >>> from verify.work import Work
    >>> x = Value(3.0, "x")
    >>> u, v = (x * x).named("u"), (5.0 * x).named("v")
    >>> tree = Tree(Work((u * v).named("y")).derivation("y", "x"))
    >>> for value, *_, text in slips_of_sum(tree, tree.root):
    ...     print(value, text)
    45.0 in ∂y/∂x the path through ∂y/∂u · ∂u/∂x is forgotten
    -45.0 in ∂y/∂x ∂y/∂u · ∂u/∂x is subtracted, not added
    90.0 in ∂y/∂x the path through ∂y/∂v · ∂v/∂x is forgotten
    45.0 in ∂y/∂x ∂y/∂v · ∂v/∂x is subtracted, not added
    4050.0 in ∂y/∂x the paths are multiplied, not added
    """
    terms = [(number, factors) for number, factors in zip(tree.terms(pair), tree.products[pair], strict=True) if number]
    if len(terms) < 2:
        return
    where = tree.name(pair)
    numbers = [number for number, _ in terms]
    whole, many = math.fsum(numbers), math.log2(len(terms))
    for number, factors in terms:
        path = " · ".join(map(tree.name, factors))
        forgotten = tree.edited(pair, whole - number)
        yield forgotten, 2.0 + many, "path", f"in {where} the path through {path} is forgotten"
        subtracted = tree.edited(pair, whole - 2.0 * number)
        yield subtracted, 3.0 + many, "path", f"in {where} {path} is subtracted, not added"
        if len(terms) > 2:
            yield tree.edited(pair, number), 3.0 + many, "path", f"in {where} only the path through {path} is taken"
    multiplied = tree.edited(pair, product(numbers))
    yield multiplied, 3.0, "path", f"in {where} the paths are multiplied, not added"
