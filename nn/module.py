"""What can be trained: parameters, and the modules that hold them."""

from __future__ import annotations

from typing import Any, NoReturn

from autograd import Value

__all__ = ["Module", "Parameter"]


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

    def _refuse(self, symbol: str) -> NoReturn:
        name = self.name or "parameter"
        raise TypeError(
            f"{name} {symbol} … would put a new node in the place of the parameter; "
            f"write {name}.data {symbol} … instead."
        )

    def __iadd__(self, other: Any) -> NoReturn:  # type: ignore[misc]
        self._refuse("+=")

    def __isub__(self, other: Any) -> NoReturn:  # type: ignore[misc]
        self._refuse("-=")

    def __imul__(self, other: Any) -> NoReturn:  # type: ignore[misc]
        self._refuse("*=")

    def __itruediv__(self, other: Any) -> NoReturn:  # type: ignore[misc]
        self._refuse("/=")

    def __ipow__(self, other: Any) -> NoReturn:  # type: ignore[misc]
        self._refuse("**=")


class Module:
    """Something with parameters."""

    def parameters(self) -> list[Parameter]:
        """Return every trainable parameter once, in order of first use; a shared one counts once."""
        raise NotImplementedError

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.parameters():
            parameter.grad = 0.0
