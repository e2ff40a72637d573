"""Formulas that have been read: steps in postfix order, and definitions made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from autograd.formulas.functions import Function
from autograd.ops import Op

__all__ = ["Call", "Definition", "Name", "Number", "Products", "Step", "Use"]


class Products(Enum):
    """Products that are read.

    Attributes
    ----------
    WRITTEN
        Those with a sign, ``2*x``; for ``2x`` a message says what to write.
    IMPLIED
        Those that people leave out too: ``2x``, ``out(1 − out)``, ``2|x|``.
    """

    WRITTEN = "written"
    IMPLIED = "implied"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a formula, and where it stands."""

    value: float
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a formula, where it stands, the exponent behind it as it is written, and whether ``(`` follows."""

    text: str
    at: int
    exponent: str = ""
    is_multiplied: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """An operation on the `count` operands before it, and where it stands."""

    op: Op | Function
    count: int
    at: int


@dataclass(frozen=True, slots=True)
class Use:
    """A call of a function that the text defines, on the `count` operands before it, and where it stands."""

    function: str
    count: int
    at: int


Step: TypeAlias = Number | Name | Call | Use


@dataclass(frozen=True, slots=True)
class Definition:
    """``name = formula`` or ``name(parameters) = formula``; its steps are the formula's postfix order.

    The name is None for a formula alone. Where the formula is a softmax, whose outputs are asked for by number
    elsewhere, `outputs` are these numbers.
    """

    name: str | None
    steps: tuple[Step, ...]
    at: int
    parameters: tuple[str, ...] = ()
    outputs: tuple[int, ...] = ()

    @property
    def is_group(self) -> bool:
        """Whether it defines the outputs ``name[1]``, ``name[2]``, … in place of one value."""
        last = self.steps[-1]
        return isinstance(last, Call) and isinstance(last.op, Op) and last.op.takes == ("index",) and not last.op.static

    @property
    def defined(self) -> tuple[str, ...]:
        """The names that it defines; "" for a formula alone."""
        if not self.is_group:
            return (self.name or "",)
        return tuple(f"{self.name}[{number}]" for number in self.outputs) or (str(self.name),)

    @property
    def names(self) -> dict[str, int]:
        """The names that the formula asks for, functions too, each with the place where it stands first."""
        names: dict[str, int] = {}
        for step in self.steps:
            name = step.text if isinstance(step, Name) else step.function if isinstance(step, Use) else None
            if name is not None and name not in self.parameters:
                names.setdefault(name, step.at)
        return names
