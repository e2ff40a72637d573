"""Graphs whose leaves have changed since they were recorded: refused where rules would be run again."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from autograd.errors import DomainError, GraphError
from autograd.ops.notation import formula_text
from autograd.text.names import shorten
from autograd.value import Value


def refuse_changed(order: Iterable[Value]) -> None:
    """Refuse, with a GraphError, a graph in which a leaf has another number than when it was recorded."""
    for node in order:
        if node.op is None:
            continue
        now = _computed_again(node)
        if now is None or (now != node.data and not (now != now and node.data != node.data)):
            name = node.name or shorten(formula_text(node), 60)
            raise GraphError(
                f"{name} was {node.data:g} when this graph was recorded and is "
                f"{'not defined' if now is None else f'{now:g}'} now, because a leaf of it has changed; run forward "
                "again, or use replay for its numbers."
            )


def _computed_again(node: Value) -> float | None:
    """The number of a node from the numbers that its parents hold now; None outside the domain."""
    assert node.op is not None  # it has parents
    numbers = tuple([parent.data for parent in node.parents])
    try:
        return node.op.evaluate(*numbers)
    except (ValueError, ArithmeticError):
        with suppress(DomainError):
            return node.op.at_edge(numbers)
        return None
