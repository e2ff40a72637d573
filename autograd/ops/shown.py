"""The half of a row of the table that is shown: what is for the eye, and for other languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from autograd.ops.notation import Notation

__all__ = ["Shown"]


@dataclass(frozen=True, eq=False)
class Shown:
    """A record of how one operation is written, typed, spelled and explained; no number depends on it.

    Parameters
    ----------
    notation
        How the operation is written; by default as a call, ``name(x)``.
    latex
        How it is written in LaTeX; by default made from `notation`.
    infix
        The operator of Python, numpy and JavaScript: ``"{} + {}"``.
    operator
        How it is typed where Python alone has an operator for it: ``"{} ** {}"``.
    spelled
        For languages whose numeric library lacks the function, or calls it otherwise, by the language's name
        ("python", "numpy", "javascript", "sympy"): a function, or an expression in x, y, z.
    too_large
        For languages that raise where the result is too large for a float, as Python does: that infinity, an expression
        in x, y, z.
    spellings
        Other names under which a formula may call it; its symbol is one anyway.
    definition
        The forward as a textbook defines it, in simpler rows; None where the forward itself reads well.
    textbook
        Rules as a textbook writes them, parallel to `Op.local_derivatives`; None where the rule itself reads well.
    expanded
        Rules before they are simplified, ``(first, out, *operands) -> tuple``: operands and static arguments are text,
        and ``first(number)`` is the number times what the rule is multiplied by.
    expansion
        The same operation in simpler rows.

    Examples
    --------
    >>> from autograd import sigmoid, tanh
    >>> sigmoid.shown.notation.symbol, sigmoid.shown.spellings, tanh.shown.notation.symbol
    ('σ', ('sigma', 'logistic'), 'tanh')
    """

    notation: Notation = None  # type: ignore[assignment]  # in a row never None: see `called`
    latex: Notation | None = None
    infix: str = ""
    operator: str = ""
    spelled: Mapping[str, str] = field(default_factory=dict)
    too_large: str = ""
    spellings: tuple[str, ...] = ()
    definition: Callable[..., Any] | None = None
    textbook: tuple[Callable[..., Any] | None, ...] | Callable[..., Any] = ()
    expanded: Callable[..., tuple[Any, ...]] | None = None
    expansion: Callable[..., Any] | None = None

    def called(self, name: str) -> Shown:
        """Return the same, written as a call of `name` where nothing is said."""
        return self if self.notation else replace(self, notation=Notation(name))
