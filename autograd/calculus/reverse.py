"""Gradients as Values that can be differentiated again: the rules of the rows, fed with Values."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from math import isfinite
from typing import Any

from autograd.calculus.given import listed_values
from autograd.calculus.kinked import is_at_kink, leading_from, slopes_at_kinks
from autograd.operands.limit import at_edges
from autograd.ops.elementary import passed
from autograd.stale import refuse_changed
from autograd.unrecorded import recorded
from autograd.value import Value, leaves_and_computed, topological_order

__all__ = ["add_to", "as_value", "gradients", "local_values", "times"]


@recorded()
def gradients(output: Value, inputs: Iterable[Value]) -> list[Value]:
    """Return ∂output/∂input for each input as a new Value, which can be differentiated again; no `grad` is changed.

    Parameters
    ----------
    output
        Any value.
    inputs
        Leaves or inner nodes; one that does not feed the output has the gradient 0.

    Raises
    ------
    TypeError
        If `inputs` is no list of Values.
    GraphError
        If a leaf has changed since the graph was recorded.

    Notes
    -----
    At the edge of a domain a derivative is what `backward` has, that of √x at 0 is infinite. At a kink the first one is
    the convention of the row; of a second or higher one both sides are looked at, and it is nan where they differ.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> (first,) = gradients(x * x * x, [x])
    >>> (second,) = gradients(first, [x])
    >>> first.data, second.data
    (27.0, 18.0)
    """
    inputs = listed_values("inputs", inputs)
    order = topological_order(output)
    refuse_changed(order)
    leading = leading_from(inputs, order)
    arrived: dict[Value, Any] = {output: 1.0}
    with at_edges():
        for node in reversed(_way_of_backward(output, order)):
            if node in arrived and node in leading and node.parents:
                for parent, local in local_values(node, leading):
                    chooses = node.op is not None and node.op.chooses  # what is not chosen passes on 0, also of ∞
                    add_to(arrived, parent, times(local, arrived[node]) if chooses else times(arrived[node], local))
    slopes = [as_value(arrived.get(item, 0.0)) for item in inputs]
    return slopes_at_kinks(order, slopes, [{item: 1.0} for item in inputs])


def _way_of_backward(output: Value, order: list[Value]) -> list[Value]:
    """The order in which `backward` goes, to the same bits; with both branches of a `where` at its kink."""
    if any(node.op is not None and node.op.chooses and is_at_kink(node) for node in order):
        return order
    return leaves_and_computed(output)[1]


def local_values(node: Value, leading: Container[Value]) -> Iterator[tuple[Value, Any]]:
    """Yield the parents that something leads to, with the local derivatives by them as the rules give them.

    Those are Values, or plain numbers where they do not depend on one; rules for other parents are not run. What a
    `where` did not choose is left out, but at its kink, beside which it may be chosen.
    """
    assert node.op is not None  # it has parents
    rules = node.op.rules
    listed: Sequence[Any] = rules(node, *node.parents) if callable(rules) else ()
    for place, (parent, now) in enumerate(zip(node.parents, node.local_derivatives, strict=True)):
        if parent in leading and (now != 0.0 or not node.op.chooses or is_at_kink(node)):
            yield parent, listed[place] if callable(rules) else rules[place](node, *node.parents)


def times(gradient: Any, local: Any) -> Any:
    """Return the product, in which 0 adds no edge and 1 no multiplication.

    It is the number that `backward` has: 0 for a gradient of 0, and nan for a gradient of ∞ where the derivative is 0.
    """
    for one, other in ((gradient, local), (local, gradient)):
        if not isinstance(one, Value) and one == 1.0:
            return other
    if not isinstance(gradient, Value) and gradient == 0.0:
        return 0.0
    if not isinstance(local, Value) and local == 0.0 and isfinite(_number(gradient)):
        return 0.0
    is_cut_off = _number(gradient) == 0.0 and not isfinite(_number(local))
    return passed(gradient, local) if is_cut_off else gradient * local


def as_value(slope: Any) -> Value:
    """Return a sum of `times` as a Value."""
    return slope if isinstance(slope, Value) else Value(slope)


def _number(factor: Any) -> float:
    return factor.data if isinstance(factor, Value) else factor


def add_to(sums: dict[Value, Any], node: Value, term: Any) -> None:
    """Add to the sum at a node, in which 0 adds no term."""
    if isinstance(term, Value) or term != 0.0:
        sums[node] = sums[node] + term if node in sums else term
