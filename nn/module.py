"""Modules: parameters, and the modules that hold them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, NoReturn

from autograd import Value

__all__ = ["Module", "Parameter", "require_function", "require_one_sequence"]


def _refusing(symbol: str) -> Callable[[Value, Any], NoReturn]:
    """What an operator does that would give the name of a parameter to something else."""

    def refuse(self: Value, other: Any) -> NoReturn:
        name = self.name or "parameter"
        raise TypeError(
            f"{name} {symbol} … would put a new node in the place of the parameter; "
            f"write {name}.data {symbol} … instead."
        )

    return refuse


class Parameter(Value):
    """A leaf that training changes. Its number is changed through `data`, never by ``-=`` on the value itself.

    Examples
    --------
    >>> w = Parameter(0.4, name="w5")
    >>> w -= 0.1
    Traceback (most recent call last):
    TypeError: w5 -= … would put a new node in the place of the parameter; write w5.data -= … instead.
    """

    __slots__ = ()

    __iadd__, __isub__, __imul__, __itruediv__, __ipow__ = map(_refusing, ("+=", "-=", "*=", "/=", "**="))
    __ifloordiv__, __imod__ = map(_refusing, ("//=", "%="))


class Module:
    """Something with parameters. Functions that record are no part of a pickle: a module finds its own again."""

    _found_again: ClassVar[tuple[str, ...]] = ()

    def _find_recorders(self) -> None:
        """Set the attributes named in `_found_again`."""

    def __getstate__(self) -> dict[str, Any]:
        return {name: kept for name, kept in vars(self).items() if name not in self._found_again}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._find_recorders()

    def parameters(self) -> list[Parameter]:
        """Return every trainable parameter once, in order of first use; a shared one counts once."""
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.parameters():
            parameter.grad = 0.0


def require_function(activation: object) -> None:
    """Refuse, with a TypeError, an activation that cannot be called, such as its name.

    Examples
    --------
    >>> require_function("relu")
    Traceback (most recent call last):
    TypeError: the activation is 'relu' (str); give a function of a Value: relu, from autograd import relu.
    """
    if not callable(activation):
        name = activation if isinstance(activation, str) and activation.isidentifier() else "relu"
        raise TypeError(
            f"the activation is {activation!r} ({type(activation).__name__}); give a function of a Value: {name}, from "
            f"autograd import {name}."
        )


def require_one_sequence(*inputs: object) -> None:
    """Refuse, with a TypeError, inputs that do not come in one sequence.

    Examples
    --------
    >>> require_one_sequence(1.0, 2.0)
    Traceback (most recent call last):
    TypeError: the inputs are 1.0, 2.0; give them in one list: network([1.0, 2.0]).
    """
    if len(inputs) != 1 or not hasattr(inputs[0], "__len__"):
        shown = ", ".join(map(repr, inputs))
        raise TypeError(f"the inputs are {shown}; give them in one list: network([{shown}]).")
