"""Jacobian, Hessian and their products of functions of trees, with the signatures that people know from JAX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from autograd.calculus import matrices
from autograd.calculus.functional import called, grad
from autograd.calculus.reverse import gradients
from autograd.calculus.trees import Tree, Unit, block
from autograd.text.names import with_type
from autograd.unrecorded import recorded
from autograd.value import Value

__all__ = ["hessian_of", "hvp_of", "jacobian_of", "jvp_of", "vjp_of"]


def jacobian_of(function: Callable[..., Any], argnums: int | Sequence[int] = 0) -> Callable[..., Any]:
    """Return the function that gives ∂outᵢ/∂argumentⱼ: for each out, a tree like the argument.

    An array of outs and an array of arguments give one array, whose dimensions are those of the outs and then those of
    the arguments.

    Examples
    --------
    >>> jacobian_of(lambda x: [x[0] * x[1], x[0] + x[1]])([2.0, 3.0])
    [[3.0, 2.0], [1.0, 1.0]]
    """

    @wraps(function, updated=())
    def derivative(*arguments: Any, **keywords: Any) -> Any:
        with called(function, argnums, arguments, keywords) as call:
            result = Tree(call.result, "what the function returned")
            outs = result.values()
            slopes = call.shown(outs, [slope for out in outs for slope in gradients(out, call.variables)])
        width = len(call.variables)

        def between(of: Unit, by: Unit) -> Any:
            array = by.array if of.array is None else of.array
            return block(array, of.shape + by.shape, [slopes[row * width + n] for row in of.places for n in by.places])

        return result.map(lambda of: call.map(lambda by: between(of, by)))

    return derivative


def hessian_of(function: Callable[..., Any], argnums: int | Sequence[int] = 0) -> Callable[..., Any]:
    """Return the function that gives ∂²out/∂argumentᵢ∂argumentⱼ: for each leaf, a tree like the argument.

    Examples
    --------
    >>> hessian_of(lambda x: x * x * x)(2.0), hessian_of(lambda x: x[0] * x[0] * x[1])([2.0, 3.0])
    (12.0, [[6.0, 4.0], [4.0, 0.0]])
    """
    return jacobian_of(grad(function, argnums), argnums)


def jvp_of(function: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]:
    """Return what a function gives at `primals`, one an argument, and how fast that changes along `tangents`.

    Examples
    --------
    >>> jvp_of(lambda x, y: x * y, (2.0, 3.0), (10.0, 1.0))
    (6.0, 32.0)
    """
    _require_arguments("primals", primals)
    _require_arguments("tangents", tangents)
    with called(function, tuple(range(len(primals))), primals, {}) as call:
        result = Tree(call.result, "what the function returned")
        outs = result.values()
        given = Tree(tuple(primals), "primals").leaves_of(tuple(tangents), "tangents")
        call.has_values |= any(isinstance(tangent, Value) for tangent in given)
        slopes = matrices.jvp(outs, call.variables, given)
        numbers = call.shown(outs, [*outs, *slopes])
    return result.build(numbers[: len(outs)]), result.build(numbers[len(outs) :])


def vjp_of(function: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]:
    """Return what a function gives at `primals`, and the function from a cotangent of that to those of the primals.

    Examples
    --------
    >>> out, pullback = vjp_of(lambda x, y: x * y, 2.0, 3.0)
    >>> out, pullback(10.0)
    (6.0, (30.0, 20.0))
    """
    with called(function, tuple(range(len(primals))), primals, {}) as call:
        result = Tree(call.result, "what the function returned")
        outs = result.values()
        numbers = call.shown(outs, outs)
        is_plain = not any(isinstance(number, Value) for number in numbers)

    def pullback(cotangent: Any) -> tuple[Any, ...]:
        vector = result.leaves_of(cotangent, "cotangent")
        with recorded():
            slopes: list[Any] = matrices.vjp(outs, call.variables, vector)
        if is_plain and not any(isinstance(number, Value) for number in vector):
            slopes = [slope.data for slope in slopes]
        trees: tuple[Any, ...] = call.by_argument(call.tree.build(slopes))
        return trees

    return result.build(numbers), pullback


def hvp_of(function: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> Any:
    """Return Hessian · tangent, without the Hessian: how fast the gradient by the first argument changes.

    Examples
    --------
    >>> hvp_of(lambda x: x[0] * x[0] * x[1], ([2.0, 3.0],), ([1.0, 10.0],))
    [46.0, 4.0]
    """
    return jvp_of(grad(function), primals, tangents)[1]


def _require_arguments(what: str, given: Any) -> None:
    if not isinstance(given, list | tuple):
        raise TypeError(f"{what} is {with_type(given)}; give a tuple with one for each argument: (x,).")
