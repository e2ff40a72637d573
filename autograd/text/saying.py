"""Documents of records: one verb for every kind of record, registered where that kind is written."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from autograd.text.document import Document

__all__ = ["Told", "document_of"]


@singledispatch
def document_of(record: object, *wishes: Any, **named_wishes: Any) -> Document:
    """Return what a record says as a document.

    Parameters
    ----------
    record
        A `Derivation`, a `Ripple` or an `nn.Walkthrough`.
    wishes, named_wishes
        How it is told: a derivation takes `manner`, a walkthrough `decimals` and `form`.

    Raises
    ------
    TypeError
        For anything else.

    Examples
    --------
    >>> from autograd import Manner, Value, derive
    >>> x = Value(2.0 / 3.0, "x")
    >>> print(document_of(derive((x * x).named("y"), x), Manner(decimals=4)).blocks[0])
    ∂y/∂x = 2 · x = 2 · 0.6667 = 1.3333
    """
    raise TypeError(f"{type(record).__name__} has no document; derive, wiggle and nn.walkthrough give records of one.")


@document_of.register
def _itself(record: Document) -> Document:
    """A document is its own."""
    return record


class Told:
    """A record that prints as its document."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(document_of(self))
