"""A value with its gradient, as a picture shows them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Number"]


@dataclass(frozen=True, slots=True)
class Number:
    """A named value and its gradient; the gradient is None until something has reached the value."""

    name: str
    value: float
    grad: float | None
