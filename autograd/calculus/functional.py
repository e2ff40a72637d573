"""Derivatives of functions, as people know them from JAX."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograd.calculus.reverse import gradients
from autograd.value import Value

__all__ = ["grad", "value_and_grad"]


def grad(function: Callable[..., Any], argnums: int | tuple[int, ...] = 0) -> Callable[..., Any]:
    """Return the function that gives the derivative of `function`: numbers for numbers, Values for Values.

    Parameters
    ----------
    function
        Of scalars, written with + − * / and operations of the table; it returns a scalar.
    argnums
        By which argument, counted from 0; several give a tuple.

    Examples
    --------
    >>> from autograd import sin
    >>> grad(lambda x: x * x * x)(2.0), grad(grad(lambda x: x * x * x))(2.0)
    (12.0, 12.0)
    >>> grad(lambda x, y: x * y, argnums=(0, 1))(2.0, 3.0)
    (3.0, 2.0)
    """

    def derivative(*arguments: Any) -> Any:
        return value_and_grad(function, argnums)(*arguments)[1]

    return derivative


def value_and_grad(function: Callable[..., Any], argnums: int | tuple[int, ...] = 0) -> Callable[..., Any]:
    """Return the function that gives (value, derivative) of `function`, as `grad` does.

    Examples
    --------
    >>> value_and_grad(lambda x: x * x)(3.0)
    (9.0, 6.0)
    """
    places = (argnums,) if isinstance(argnums, int) else argnums

    def both(*arguments: Any) -> tuple[Any, Any]:
        if not all(-len(arguments) <= place < len(arguments) for place in places):
            raise ValueError(f"argnums is {argnums}, but the function was given {len(arguments)} argument(s).")
        is_numbers = not any(isinstance(each, Value) for each in arguments)
        values = [each if isinstance(each, Value) else Value(each) for each in arguments]
        out = function(*values)
        out = out if isinstance(out, Value) else Value(out)
        found = gradients(out, [values[place] for place in places])
        shown = [each.data for each in found] if is_numbers else found
        return out.data if is_numbers else out, shown[0] if isinstance(argnums, int) else tuple(shown)

    return both
