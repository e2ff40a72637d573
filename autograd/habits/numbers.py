"""Python's protocols of numbers: what may be read off a value, and what would cut it off from its graph."""

from __future__ import annotations

from typing import Any, NoReturn

from autograd.habits.labels import label_of
from autograd.methods import Methods
from autograd.value import Value

__all__: list[str] = []


def _format(self: Value, specification: str) -> str:
    """The number as the specification writes it, ``f"{loss:.3f}"``; without one, the value as it prints itself."""
    return format(self.data, specification) if specification else str(self)


def _round(self: Value, digits: int | None = None) -> float:
    """The number, rounded: to read, not to compute with."""
    return round(self.data, digits)


def _bool(self: Value) -> bool:
    """Whether the number is not 0."""
    return self.data != 0.0


def _float(self: Value) -> NoReturn:
    label = label_of(self)
    raise TypeError(
        f"{label} is a Value, and a plain number would not remember how it was computed: write {label}.data for the "
        f"number; for math.exp or np.exp write exp({label}) with the exp of autograd, and for an array of Values "
        "np.array(values, dtype=object)."
    )


def _ratio(self: Value) -> NoReturn:
    label = label_of(self)
    raise TypeError(
        f"{label} is a Value, and no ratio of whole numbers: for statistics.mean write mean(values) with the mean of "
        f"autograd, for its number {label}.data."
    )


for _name, _method in {
    "__format__": _format,
    "__round__": _round,
    "__bool__": _bool,
    "__float__": _float,
    "__int__": _float,
    "as_integer_ratio": _ratio,
}.items():
    _answer: Any = _method
    setattr(Methods, _name, _answer)
