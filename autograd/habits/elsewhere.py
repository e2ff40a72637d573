"""Attributes that values have in other engines and not here, each with what to write in its place."""

from __future__ import annotations

from typing import Any, NoReturn

from autograd.habits.labels import label_of
from autograd.methods import Methods
from autograd.value import Value

__all__: list[str] = []


class Elsewhere:
    """An attribute that is refused, as any that is missing, but with what to write instead: ``hasattr`` is False."""

    __slots__ = ("instead", "name")

    def __init__(self, instead: str) -> None:
        self.instead = instead

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, value: Value | None, kind: type) -> NoReturn:
        label = "v" if value is None else label_of(value)
        raise AttributeError(f"a Value has no {self.name}: {self.instead.format(label)}.")

    def __set__(self, value: Value, given: Any) -> NoReturn:
        self.__get__(value, type(value))


for _name, _instead in {
    "item": "write {0}.data for its number, a float",
    "numpy": "write {0}.data for its number, and np.array([v.data for v in values]) for those of several",
    "tolist": "write {0}.data for its number",
    "detach": "write {0}.data for its number, or stop_gradient({0}) for a Value through which no gradient flows",
    "requires_grad": "gradients reach all that feeds the output; write stop_gradient({0}) where none shall pass",
    "requires_grad_": "gradients reach every Value that feeds the output, {0} too; write nothing",
    "retain_grad": "backward() leaves the gradient of every Value in its grad; write {0}.grad",
    "grad_fn": "write {0}.op for the operation that computed it and {0}.parents for its operands",
    "is_leaf": "write {0}.op is None",
    "clone": "write copy.copy({0}), or go on with {0} itself: operations never change it",
}.items():
    _attribute = Elsewhere(_instead)
    _attribute.__set_name__(Methods, _name)
    setattr(Methods, _name, _attribute)
