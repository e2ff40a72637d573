"""Slips in one factor of a derivation: left out, turned round, another value or another neuron's in its place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from autograd import Value
from autograd.algebra.terms import Formula
from autograd.algebra.visiting import atoms, evaluated
from autograd.ops.activations import sigmoid, tanh
from autograd.ops.arithmetic import weighted_sum
from verify.rework.recomputed import product
from verify.rework.tree import Pair, Tree, index_of, is_slope
from verify.slips.lines import line_slips

__all__ = ["Change", "changes", "changes_of_inner", "slips_of_sum"]


def slips_of_sum(tree: Tree, pair: Pair) -> Iterator[tuple[float, float, str, str]]:
    """Yield what the whole becomes by a slip in a partial that adds several paths, with bits, kind and text.

    A path that adds nothing cannot be forgotten.

    Examples
    --------
    >>> from autograd import Value
    >>> from verify.claims.work import Work
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


class Change(NamedTuple):
    """Another number for one factor, what it costs to assume it, the kind of slip, and what was done."""

    pair: Pair
    value: float
    bits: float
    kind: str
    text: str


def changes(tree: Tree, pair: Pair) -> Iterator[Change]:
    """Yield the slips in a factor that has a rule.

    Examples
    --------
    >>> from nn import documents
    >>> from verify.claims.work import Work
    >>> tree = Tree(Work.of_example(documents.mazur()).derivation("out_h1", "net_h1"))
    >>> [change.text for change in changes(tree, tree.root) if change.kind == "variant"][:2]
    ['out_h1 stands in place of ∂out_h1/∂net_h1', '1 − out_h1 stands in place of ∂out_h1/∂net_h1']
    """
    name, value = tree.name(pair), tree.values[pair]
    yield Change(pair, -value, 3.0, "sign", f"the sign of {name} is turned round")
    if pair in tree.multiplied:
        yield Change(pair, 1.0, 1.5, "missing factor", f"the factor {name} is left out")
    yield Change(pair, value * value, 3.0, "extra factor", f"the factor {name} is taken twice")
    if value:
        yield Change(pair, 1.0 / value, 3.5, "upside down", f"{name} is upside down")
    yield from _of_slope(tree, pair) if is_slope(pair) else _in_place(tree, pair)
    for number, text in _siblings(tree, pair):
        yield Change(pair, number, 4.0, "wrong index", f"{name} is taken with {text}")
    for line in line_slips(tree.rules[pair]):
        line_value = line.value(tree.numbers)
        if line_value is not None:
            yield Change(pair, line_value, line.bits, line.kind, f"in {name} {line.text}")


def _in_place(tree: Tree, pair: Pair) -> Iterator[Change]:
    """A value of the rule, or what it is differentiated by, alone in the place of the factor."""
    name, by, rule = tree.name(pair), pair.by, tree.rules[pair]
    own = atoms(rule)
    if by not in own:
        yield Change(pair, tree.numbers(by), 2.5, "wrong name", f"{tree.labels[by]} stands in place of {name}")
    for value in own:
        label, number = tree.labels[value], tree.numbers(value)
        yield Change(pair, number, 2.0, "variant", f"{label} stands in place of {name}")
        yield Change(pair, -number, 3.5, "variant", f"−{label} stands in place of {name}")
        net = value.parents[0] if value.op is not None and value.op.arity == 1 else None
        if net is not None and net in tree.labels:
            at_net = _evaluated(tree, rule, {value: net})
            yield Change(pair, at_net, 3.0, "variant", f"{tree.labels[net]} stands in place of {label} in {name}")
    if pair.of.op is not None and pair.of.op.name == "softmax":
        yield from _of_softmax(tree, pair)


def _of_softmax(tree: Tree, pair: Pair) -> Iterator[Change]:
    """An out of a softmax by another net than its own, as if it were its own."""
    assert pair.of.op is not None  # it is an out of a softmax
    own_net, out = pair.of.parents[int(pair.of.op.static["index"])], tree.numbers(pair.of)
    if pair.by is not own_net:
        label = tree.labels[pair.of]
        text = f"{label} · (1 − {label}) stands in place of {tree.name(pair)}"
        yield Change(pair, out * (1.0 - out), 2.5, "variant", text)


def _of_slope(tree: Tree, pair: Pair) -> Iterator[Change]:
    """What is easily taken for the derivative of an activation."""
    of, by, name = pair.of, pair.by, tree.name(pair)
    out, label, rule = tree.numbers(of), tree.labels[of], tree.rules[pair]

    def change(value: float, bits: float, text: str) -> Change:
        return Change(pair, value, bits, "variant", f"{text} stands in place of {name}")

    yield change(out, 2.0, label)
    yield change(1.0 - out, 2.0, f"1 − {label}")
    yield change(out * out, 2.0, f"{label}²")
    assert of.op is not None  # it is an activation
    if of in atoms(rule):
        text = f"{tree.labels[by]} stands in place of {label} in {name}"
        yield Change(pair, _evaluated(tree, rule, {of: by}), 3.0, "variant", text)
    try:
        (slope,) = of.op.derivatives(of.op(out), out)
        yield change(float(slope), 2.0, f"{of.op.shown.notation.symbol}′({label})")
    except (ArithmeticError, ValueError):
        pass
    if of.op is sigmoid:
        yield change(1.0 - out * out, 4.0, f"1 − {label}², the derivative of tanh,")
    if of.op is tanh:
        yield change(out * (1.0 - out), 2.5, f"{label} · (1 − {label}), the derivative of the sigmoid,")


def _evaluated(tree: Tree, rule: Formula, exchange: Mapping[Value, Value]) -> float:
    return evaluated(rule, lambda value: tree.numbers(exchange.get(value, value)))


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
    return _evaluated(tree, rule, exchange), text


def changes_of_inner(tree: Tree, pair: Pair) -> Iterator[Change]:
    """Yield the slips in a partial that is worked out on its own: it is left out, or has a slope once more."""
    name, value = tree.name(pair), tree.values[pair]
    yield Change(pair, -value, 3.5, "sign", f"the sign of {name} is turned round")
    if pair in tree.multiplied:
        yield Change(pair, 1.0, 2.5, "missing factor", f"the factor {name} is left out")
    for other, number in tree.beside(pair):
        yield Change(pair, number, 6.0, "wrong index", f"{other} stands in place of {name}")
    for rule in tree.rules:
        is_own = rule.by is pair.by and rule.of.op is not weighted_sum
        if is_own and index_of(tree.labels[rule.of]) == index_of(tree.labels[pair.by]):
            text = f"{name} is multiplied by {tree.name(rule)} once more"
            yield Change(pair, value * tree.values[rule], 2.5, "extra factor", text)
    yield from _of_class(tree, pair)


def _of_class(tree: Tree, pair: Pair) -> Iterator[Change]:
    """∂E/∂net of a softmax with cross-entropy, out − target for a target that is 1 or 0."""
    outs = [each for each in tree.labels if each.op is not None and each.op.name == "softmax"]
    own = next((each for each in outs if each.parents[int(each.op.static["index"])] is pair.by), None)  # type: ignore[union-attr]
    if own is None:
        return
    out, label, name = tree.numbers(own), tree.labels[own], tree.name(pair)
    target = round(out - tree.values[pair])
    if target not in (0, 1) or abs(out - tree.values[pair] - target) > 1e-9:
        return
    taken = f"{label} · (1 − {label}) stands in place of {label} − target in {name}"
    yield Change(pair, out * (1.0 - out), 2.0, "variant", taken)
    if target == 1:
        text = f"in {name}, which is {label} − 1, the target is left out"
        yield Change(pair, out, 2.0, "variant", text)
    else:
        text = f"in {name} 1 is subtracted from {label}, whose target is 0"
        yield Change(pair, out - 1.0, 3.0, "wrong index", text)
