"""Questions of a worksheet, and how weights are updated in it."""

from __future__ import annotations

from dataclasses import dataclass

from nn import Order

__all__ = ["RATE", "Question", "Update"]

RATE = "eta"
"""What the learning rate is called where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked.

    Attributes
    ----------
    ask : str
        The target as the worksheet has it.
    decimals : int or None
        How many are asked for; None for any number.
    marks : float
    """

    ask: str
    decimals: int | None = None
    marks: float = 1.0


@dataclass(frozen=True, slots=True)
class Update:
    """The rule by which weights are updated.

    The rate is a name that is given, or a number; empty for that of the network. Without weights those are updated that
    the network's document updates.
    """

    rate: str = ""
    order: Order = Order.TOGETHER
    weights: tuple[str, ...] = ()
