"""Labels: what a message calls a value."""

from __future__ import annotations

from autograd.text.names import printable, shorten
from autograd.value import Value

__all__ = ["label_of"]


def label_of(value: Value) -> str:
    """Return the name of a value, and "v" where it has none.

    Examples
    --------
    >>> label_of(Value(2.0, "loss")), label_of(Value(2.0))
    ('loss', 'v')
    """
    return "v" if value.name is None else shorten(printable(value.name), 40)
