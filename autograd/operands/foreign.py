"""Operands of types that know more about values than values know about them: they are asked as Python asks them."""

from __future__ import annotations

from typing import Any

from autograd.ops import Op

__all__ = ["answer_of_other"]

_REFLECTED = {
    "add": "__radd__",
    "subtract": "__rsub__",
    "multiply": "__rmul__",
    "divide": "__rtruediv__",
    "floor_divide": "__rfloordiv__",
    "remainder": "__rmod__",
    "power": "__rpow__",
}


def answer_of_other(op: Op, value: Any, other: Any) -> Any:
    """Return what the type of `other` makes of ``value ∘ other``; if nothing, raise again what is being handled.

    Python would ask it just so if an operator returned NotImplemented, but would then say no more than that the
    operands are unsupported. Lists and texts are not asked: theirs is repetition.
    """
    reflected = getattr(type(other), _REFLECTED.get(op.name, ""), None)
    written_in = getattr(getattr(reflected, "__objclass__", None), "__module__", "")
    answer = NotImplemented if reflected is None or written_in == "builtins" else reflected(other, value)
    if answer is NotImplemented:
        raise  # noqa: PLE0704  # what the recorder caught: it says what was given and what is allowed
    return answer
