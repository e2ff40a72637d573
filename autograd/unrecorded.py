"""Values without a graph: while a thread is inside `no_grad`, nothing that it computes is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

__all__ = ["UNRECORDED", "forget_inside", "no_grad", "recorded"]

UNRECORDED: dict[int, int] = {}
"""How many `no_grad` each thread is inside of. Empty it costs an operation no more than to see that it is."""


@contextmanager
def no_grad() -> Iterator[None]:
    """Record nothing in this thread: inside, the results of operations are leaves, and no graph is kept alive.

    Also a decorator: ``@no_grad()`` above a function. Other threads go on recording. `gradients`, `hessian`, `grad` and
    their kin differentiate inside as outside.

    Examples
    --------
    >>> from autograd import Value
    >>> w = Value(0.5, "w")
    >>> with no_grad():
    ...     y = w * 3.0
    >>> y, y.parents, (w * 3.0).parents == (w,)
    (Value(1.5), (), False)
    """
    thread = get_ident()
    UNRECORDED[thread] = UNRECORDED.get(thread, 0) + 1
    try:
        yield
    finally:
        UNRECORDED[thread] -= 1
        if not UNRECORDED[thread]:
            del UNRECORDED[thread]


@contextmanager
def recorded() -> Iterator[None]:
    """Record in this thread, inside of `no_grad` too: for functions that differentiate what they compute.

    Examples
    --------
    >>> from autograd import Value
    >>> w = Value(0.5, "w")
    >>> with no_grad(), recorded():
    ...     y = w * w
    >>> y.parents == (w, w)
    True
    """
    thread = get_ident()
    depth = UNRECORDED.pop(thread, 0)
    try:
        yield
    finally:
        if depth:
            UNRECORDED[thread] = depth


def forget_inside(value: Any) -> None:
    """Make a leaf of a value that was just computed, if this thread is inside of `no_grad`."""
    if get_ident() in UNRECORDED:
        value.op = value._first = value._second = value._d_first = value._d_second = None
