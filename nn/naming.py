"""The words of a document: what it calls nets, outs, targets and errors."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Naming"]


@dataclass(frozen=True, slots=True)
class Naming:
    """The names that a document gives to what belongs to a neuron; ``{}`` stands for the neuron's name.

    Examples
    --------
    >>> Naming("{}_in", "{}_out", "desired").net.format("h1")
    'h1_in'
    """

    net: str = "net_{}"
    out: str = "out_{}"
    target: str = "target_{}"
    error: str = "E_{}"
    total: str = "E_total"
