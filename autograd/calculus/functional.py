"""Derivatives of functions, as people know them from JAX: a tree of numbers in, the same tree out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any, NoReturn

from autograd.calculus.reverse import gradients
from autograd.calculus.trees import Tree, Unit
from autograd.ops.activations import linear
from autograd.text.names import with_type
from autograd.unrecorded import recorded
from autograd.value import Value, topological_order

__all__ = ["Called", "called", "grad", "require_function", "value_and_grad"]


class Variable(Value):
    """A variable of a call in progress, by which it differentiates; once the call has returned, a plain Value.

    So a call inside another one sees whether its result depends on what the outer one differentiates by.
    """

    __slots__ = ()


def grad(function: Callable[..., Any], argnums: int | Sequence[int] = 0) -> Callable[..., Any]:
    """Return the function that gives the derivative of `function`: numbers for numbers, Values for Values.

    An argument is a number, or a list, tuple, dict or array of numbers, however deep in one another; the derivative by
    it has the same form, and the function is given the same form with a Value for each number.

    Calls may stand inside one another, in any way: where a result depends on what a call around it differentiates by,
    it is a Value, for numbers too. A Value of yours counts as a constant, unless it is given as an argument.

    Parameters
    ----------
    function
        Written with + − * / and operations of the table; it returns a scalar.
    argnums
        By which argument, counted from 0; several give a tuple. All other arguments reach the function as they are.

    Raises
    ------
    TypeError
        If `function` is none or does not return a scalar, or `argnums` does not count arguments.
    ValueError
        If the function is given too few arguments.

    Examples
    --------
    >>> from autograd import sin
    >>> grad(lambda x: x * x * x)(2.0), grad(grad(lambda x: x * x * x))(2.0)
    (12.0, 12.0)
    >>> grad(lambda x, y: x * y, argnums=(0, 1))(2.0, 3.0)
    (3.0, 2.0)
    >>> grad(lambda p: p["w"][0] * p["w"][1] + p["b"])({"w": [2.0, 3.0], "b": 0.5})
    {'w': [3.0, 2.0], 'b': 1.0}
    >>> grad(lambda x: x * grad(lambda y: x * y)(1.0))(3.0)
    6.0
    """
    require_function("grad", function)
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
    require_function("value_and_grad", function)
    _places(argnums)

    @wraps(function, updated=())
    def both(*arguments: Any, **keywords: Any) -> tuple[Any, Any]:
        with called(function, argnums, arguments, keywords) as call:
            out = _scalar(call.result)
            value, *slopes = call.shown([out], [out, *gradients(out, call.variables)])
        return value, call.by_argument(call.tree.build(slopes))

    return both


@dataclass
class Called:
    """A call in progress: the arguments by which it differentiates as a tree, and what the function returned."""

    argnums: int | Sequence[int]
    tree: Tree
    count: int
    variables: Sequence[Value]
    has_values: bool
    result: Any = None

    def shown(self, outs: Sequence[Value], values: Sequence[Value]) -> list[Any]:
        """Return Values as numbers, where only numbers were given and no call around this one needs them."""
        if self.has_values or any(_depends_on_others(out, self.variables) for out in outs):
            return list(values)
        return [value.data for value in values]

    def by_argument(self, by_place: Any) -> Any:
        """Return what stands in the tree for the argument, or a tuple where `argnums` are several."""
        made = tuple([by_place[place % self.count] for place in _places(self.argnums)])
        return made if isinstance(self.argnums, Sequence) else made[0]

    def map(self, of_unit: Callable[[Unit], Any]) -> Any:
        """Return the arguments with something else for each number and array."""
        return self.by_argument(self.tree.map(of_unit))


@contextmanager
def called(
    function: Callable[..., Any], argnums: int | Sequence[int], arguments: Sequence[Any], keywords: dict[str, Any]
) -> Iterator[Called]:
    """Call a function with variables in the place of the numbers by which it is differentiated."""
    count, places = len(arguments), _places(argnums)
    if not all(-count <= place < count for place in places):
        raise ValueError(
            f"argnums is {argnums}, but the function was given {count} argument(s); give the numbers at which to "
            "differentiate, as in grad(f)(2.0)."
        )
    tree = Tree({place % count: arguments[place] for place in places}, "arguments")
    has_values = any(isinstance(given, Value) for given in (*tree.leaves, *arguments, *keywords.values()))
    with recorded(), _variables(tree.leaves) as variables:
        call = Called(argnums, tree, count, variables, has_values)
        at = tree.build(variables)
        given = [at.get(place, argument) for place, argument in enumerate(arguments)]
        try:
            call.result = function(*given, **keywords)
        except TypeError as error:
            _refuse_arguments(function, given, keywords, error)
        yield call


def require_function(name: str, function: Any) -> None:
    """Refuse, with a TypeError, what cannot be called; a Value with what to write for it."""
    if not callable(function):
        raise TypeError(
            f"{name} takes a function and returns one, as {name}(lambda x: x * x)(3.0); it was given "
            f"{with_type(function)}. For a Value c write gradients(c, [a]), or "
            "c.backward() and a.grad."
        )


def _refuse_arguments(
    function: Callable[..., Any], given: Sequence[Any], keywords: dict[str, Any], error: TypeError
) -> NoReturn:
    """Say which arguments a function takes where it was called with others; anything else it raised itself."""
    try:
        takes = signature(function)
    except (TypeError, ValueError):
        raise error from None
    try:
        takes.bind(*given, **keywords)
    except TypeError:
        name = getattr(function, "__name__", "the function")
        raise TypeError(
            f"{name} takes {takes} and was given {len(given)} argument(s): {error}; give its derivative the same."
        ) from None
    raise error


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
        linear(variable) if isinstance(variable, Value) else Value(variable) for variable in arguments
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
        raise TypeError(f"the function returned no scalar: {error} For several outs take jacobian.") from None


def _depends_on_others(out: Value, variables: Sequence[Value]) -> bool:
    """Whether what another call in progress differentiates by feeds a value."""
    return any(isinstance(node, Variable) and node not in variables for node in topological_order(out))
