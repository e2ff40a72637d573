"""What a record says, as a document: one verb for every kind of record, registered where that kind is written."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from autograd.text.document import Document

__all__ = ["Told", "document_of"]


@singledispatch
def document_of(record: object, *wishes: Any, **named_wishes: Any) -> Document:
    """Return what a record says as a document: a derivation, a wiggle, a walkthrough.

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
    >>> from autograd import Manner, derive
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> print(document_of(derive(forward.total, forward["w5"]), Manner(decimals=4)).blocks[0])
    ∂E_total/∂w5 = ∂E_total/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w5
    ① ∂E_total/∂out_o1 = −(target_o1 − out_o1) = −(0.01 − 0.7514) = 0.7414
    ② ∂out_o1/∂net_o1 = out_o1 · (1 − out_o1) = 0.7514 · (1 − 0.7514) = 0.1868
    ③ ∂net_o1/∂w5 = out_h1 = 0.5933
    ∂E_total/∂w5 = 0.7414 · 0.1868 · 0.5933 = 0.08217
    """
    raise TypeError(f"{type(record).__name__} has no document; derive, wiggle and nn.walkthrough give records of one.")


class Told:
    """A record that prints as its document."""

    __slots__ = ()

    def __str__(self) -> str:
        return str(document_of(self))
