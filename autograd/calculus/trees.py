"""Trees of numbers: lists, tuples, dicts and arrays, taken apart into their leaves and put together again."""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograd.number import as_number
from autograd.value import Value

__all__ = ["Tree", "Unit", "block"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A number or an array in a tree, and the places of its numbers among the leaves."""

    array: Any
    places: range

    @property
    def shape(self) -> tuple[int, ...]:
        """The lengths of the array's dimensions; of a number none."""
        return () if self.array is None else tuple(self.array.shape)


class Tree:
    """Numbers and Values in lists, tuples, dicts and arrays.

    Raises
    ------
    TypeError
        If something else stands in it; the message says where.

    Examples
    --------
    >>> tree = Tree({"w": [1.0, 2.0], "b": 0.5}, "params")
    >>> tree.leaves, tree.build([10.0, 20.0, 5.0])
    ([1.0, 2.0, 0.5], {'w': [10.0, 20.0], 'b': 5.0})
    """

    def __init__(self, tree: Any, what: str) -> None:
        self.leaves: list[Any] = []
        self._form = self._read(tree, what)

    def values(self) -> list[Value]:
        """Return the leaves as Values."""
        return [leaf if isinstance(leaf, Value) else Value(leaf) for leaf in self.leaves]

    def map(self, of_unit: Callable[[Unit], Any]) -> Any:
        """Return the same tree with something else for each number and array."""
        return _mapped(self._form, of_unit)

    def build(self, leaves: Sequence[Any]) -> Any:
        """Return the same tree with other leaves; an array without a Value is one of floats."""
        return self.map(lambda unit: block(unit.array, unit.shape, [leaves[place] for place in unit.places]))

    def leaves_of(self, tree: Any, what: str) -> list[Any]:
        """Return the leaves of another tree of the same form; refuse any other form with a ValueError."""
        other = Tree(tree, what)
        if self.map(lambda unit: unit.shape) != other.map(lambda unit: unit.shape):
            raise ValueError(
                f"{what} has another form than what it belongs to: {reprlib.repr(tree)}; give the same lists, "
                f"dicts and arrays, as in {reprlib.repr(self.build([0.0] * len(self.leaves)))}."
            )
        return other.leaves

    def _read(self, tree: Any, what: str) -> Any:
        if isinstance(tree, Mapping):
            return {key: self._read(tree[key], f"{what}[{key!r}]") for key in tree}
        if isinstance(tree, list | tuple):
            return _like(tree, [self._read(part, f"{what}[{place}]") for place, part in enumerate(tree)])
        array = tree if getattr(tree, "shape", ()) and hasattr(tree, "astype") else None
        before = len(self.leaves)
        entries = [tree] if array is None else array.astype(object).flat
        self.leaves += [_leaf(entry, what) for entry in entries]
        return Unit(array, range(before, len(self.leaves)))


def _leaf(given: Any, what: str) -> Any:
    try:
        return given if isinstance(given, Value) else as_number(given)
    except TypeError as error:
        raise TypeError(f"{what}: {error}") from None


def _like(tree: list[Any] | tuple[Any, ...], parts: list[Any]) -> Any:
    """A list, a tuple or a named tuple."""
    if isinstance(tree, list):
        return parts
    return type(tree)(*parts) if hasattr(tree, "_fields") else tuple(parts)


def _mapped(form: Any, of_unit: Callable[[Unit], Any]) -> Any:
    if isinstance(form, Unit):
        return of_unit(form)
    if isinstance(form, Mapping):
        return {key: _mapped(form[key], of_unit) for key in form}
    return _like(form, [_mapped(part, of_unit) for part in form])


def block(array: Any, shape: Sequence[int], entries: Sequence[Any]) -> Any:
    """Return entries as an array of a shape, of the library that `array` comes from; without dimensions, the entry.

    Values stand in it as objects; without any it is an array of floats.
    """
    if not shape:
        return entries[0]
    made = array.astype(object).ravel()[:1].repeat(len(entries)).reshape(shape)
    for place, entry in enumerate(entries):
        made.flat[place] = entry
    return made if any(isinstance(entry, Value) for entry in entries) else made.astype(float)
