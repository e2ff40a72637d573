"""Graphs whose leaves have changed since they were recorded: refused where old and new numbers would be mixed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from autograd.errors import GraphError
from autograd.operands.limit import ieee, local_derivatives_at_edge
from autograd.ops import Op
from autograd.ops.notation import formula_text
from autograd.text.names import shorten

if TYPE_CHECKING:
    from autograd.value import Value

__all__ = ["refuse_changed"]


def refuse_changed(order: Iterable[Value]) -> None:
    """Refuse, with a GraphError, a graph in which a leaf has another number than when it was recorded.

    A product with 0 is 0 as before, whatever the other factor is now; its local derivatives tell.
    """
    for node in order:
        if node.op is None or not node.follows:
            continue
        numbers = tuple([parent.data for parent in node.parents])
        now = ieee(node.op, numbers)
        if not _same(now, node.data):
            _refuse(node, f"{node.data:g}", "not defined" if now != now else f"{now:g}")
        before, local = node.local_derivatives, _differentiated_again(node.op, now, numbers)
        if not all(map(_same, before, local)):
            _refuse(node, f"passing on {_listed(before)}", f"passing on {_listed(local)}")


def _refuse(node: Value, before: str, now: str) -> NoReturn:
    name = node.name or shorten(formula_text(node), 60)
    raise GraphError(
        f"{name} was {before} when this graph was recorded and is {now} now, because a leaf of it has changed; "
        "run forward again, or use replay for its numbers."
    )


def _same(one: float, other: float) -> bool:
    return one == other or (one != one and other != other)


def _listed(numbers: Iterable[float]) -> str:
    return shorten(", ".join(f"{number:g}" for number in numbers), 40)


def _differentiated_again(op: Op, out: float, numbers: tuple[float, ...]) -> tuple[float, ...]:
    try:
        return op.derivatives(out, *numbers)
    except (ValueError, ArithmeticError):
        return local_derivatives_at_edge(op, out, numbers)
