"""How far an output is from its target."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd import Value

__all__ = ["Loss", "half_squared_error"]

Loss = Callable[[Any, Any], Value]
"""A function of target and out, one output at a time."""


def half_squared_error(target: Any, out: Any) -> Value:
    """E = ½ (target − out)², scalar; its derivative by out is −(target − out).

    Examples
    --------
    >>> round(half_squared_error(0.01, Value(0.75136507)).data, 6)
    0.274811

    References
    ----------
    Notes a: E_total = Σ ½ (target − output)². Lecture 9: E = ½ (desired − predicted)².
    """
    loss: Value = 0.5 * (target - out) ** 2
    return loss
