"""Derivatives of functions, as people know them from JAX."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any

from autograd.calculus.reverse import gradients
from autograd.number import as_number
from autograd.ops.activations import linear
from autograd.unrecorded import recorded
from autograd.value import Value, topological_order

__all__ = ["grad", "value_and_grad"]


class Variable(Value):
    """A variable of a call in progress, by which it differentiates; once the call has returned, a plain Value.

    So a call inside another one sees whether its result depends on what the outer one differentiates by.
    """

    __slots__ = ()


def grad(function: Callable[..., Any], argnums: int | Sequence[int] = 0) -> Callable[..., Any]:
    """Return the function that gives the derivative of `function`: numbers for numbers, Values for Values.

    Calls may stand inside one another, in any way: where a result depends on what a call around it differentiates by,
    it is a Value, for numbers too. A Value of yours counts as a constant, unless it is given as an argument.

    Parameters
    ----------
    function
        Of scalars, written with + − * / and operations of the table; it returns a scalar.
    argnums
        By which argument, counted from 0; several give a tuple. All other arguments reach the function as they are.

    Raises
    ------
    TypeError
        If `argnums` does not count arguments, or `function` does not return a scalar.
    ValueError
        If the function is given too few arguments.

    Examples
    --------
    >>> from autograd import sin
    >>> grad(lambda x: x * x * x)(2.0), grad(grad(lambda x: x * x * x))(2.0)
    (12.0, 12.0)
    >>> grad(lambda x, y: x * y, argnums=(0, 1))(2.0, 3.0)
    (3.0, 2.0)
    >>> grad(lambda x: x * grad(lambda y: x * y)(1.0))(3.0)
    6.0
    """
    both = value_and_grad(function, argnums)

    @wraps(function, updated=())
    def derivative(*arguments: Any, **keywords: Any) -> Any:
        return both(*arguments, **keywords)[1]

    return derivative


def value_and_grad(function: Callable[..., Any], argnums: int | Sequence[int] = 0) -> Callable[..., Any]:
    """Return the function that gives (value, derivative) of `function`, as `grad` does.

    Examples
    --------
    >>> value_and_grad(lambda x: x * x)(3.0)
    (9.0, 6.0)
    """
    places = _places(argnums)

    @wraps(function, updated=())
    def both(*arguments: Any, **keywords: Any) -> tuple[Any, Any]:
        if not all(-len(arguments) <= place < len(arguments) for place in places):
            raise ValueError(f"argnums is {argnums}, but the function was given {len(arguments)} argument(s).")
        by = {place % len(arguments): arguments[place] for place in places}
        with recorded(), _variables(by.values()) as variables:
            at = dict(zip(by, variables, strict=True))
            out = _scalar(function(*[at.get(n, value) for n, value in enumerate(arguments)], **keywords))
            slopes: list[Any] = gradients(out, [at[place % len(arguments)] for place in places])
            is_plain = not _holds_a_value([*arguments, *keywords.values()]) and not _depends_on_others(out, variables)
        shown = [value.data for value in slopes] if is_plain else slopes
        return out.data if is_plain else out, tuple(shown) if isinstance(argnums, Sequence) else shown[0]

    return both


def _places(argnums: Any) -> tuple[int, ...]:
    places = (argnums,) if isinstance(argnums, int) else argnums
    if not isinstance(places, Sequence) or not all(type(place) is int for place in places):
        raise TypeError(
            f"argnums is {argnums!r} ({type(argnums).__name__}); give the place of an argument, counted from 0, or "
            "several: (0, 1)."
        )
    return tuple(places)


@contextmanager
def _variables(arguments: Any) -> Iterator[list[Variable]]:
    """One for each argument, a new one for a Value too: others may hold that Value, or it may be given twice."""
    variables: list[Any] = [
        linear(variable) if isinstance(variable, Value) else Value(as_number(variable)) for variable in arguments
    ]
    for variable in variables:
        variable.__class__ = Variable
    try:
        yield variables
    finally:
        for variable in variables:
            variable.__class__ = Value


def _scalar(result: Any) -> Value:
    try:
        return result if isinstance(result, Value) else Value(result)
    except TypeError as error:
        raise TypeError(f"the function returned no scalar: {error}") from None


def _holds_a_value(arguments: Sequence[Any]) -> bool:
    return any(isinstance(argument, Value) for argument in arguments)


def _depends_on_others(out: Value, variables: Sequence[Value]) -> bool:
    """Whether what another call in progress differentiates by feeds a value."""
    return any(isinstance(node, Variable) and node not in variables for node in topological_order(out))
