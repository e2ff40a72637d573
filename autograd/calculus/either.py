"""Derivatives of either: of Values that were computed, or of a function that computes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, overload

from autograd.calculus import matrices
from autograd.calculus.of_functions import hessian_of, hvp_of, jacobian_of, jvp_of, vjp_of
from autograd.value import Value

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vjp"]


@overload
def jacobian(outputs: Callable[..., Any], argnums: int | Sequence[int] = ...) -> Callable[..., Any]: ...
@overload
def jacobian(outputs: Iterable[Value], inputs: Iterable[Value]) -> list[list[Value]]: ...
def jacobian(outputs: Any, *by: Any, **named: Any) -> Any:
    """Return ∂output/∂input of Values, one list an output; of a function, the function that gives its Jacobian.

    ``jacobian(outputs, inputs)`` gives Values that can be differentiated again; ``jacobian(f, argnums=0)`` a function
    of the arguments of `f`, as `grad` does: for each out, a tree like the argument.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [[entry.data for entry in line] for line in jacobian([x * y, x + y], [x, y])]
    [[3.0, 2.0], [1.0, 1.0]]
    >>> jacobian(lambda v: [v["x"] * v["y"], v["x"]])({"x": 2.0, "y": 3.0})
    [{'x': 3.0, 'y': 2.0}, {'x': 1.0, 'y': 0.0}]
    """
    return (jacobian_of if callable(outputs) else matrices.jacobian)(outputs, *by, **named)


@overload
def hessian(output: Callable[..., Any], argnums: int | Sequence[int] = ...) -> Callable[..., Any]: ...
@overload
def hessian(output: Value, inputs: Iterable[Value]) -> list[list[Value]]: ...
def hessian(output: Any, *by: Any, **named: Any) -> Any:
    """Return ∂²output/∂inputᵢ∂inputⱼ of a Value; of a function, the function that gives its Hessian.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [[entry.data for entry in line] for line in hessian(x * x * y, [x, y])]
    [[6.0, 4.0], [4.0, 0.0]]
    >>> hessian(lambda x: x * x * x)(2.0)
    12.0
    """
    return (hessian_of if callable(output) else matrices.hessian)(output, *by, **named)


@overload
def jvp(outputs: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> tuple[Any, Any]: ...
@overload
def jvp(outputs: Iterable[Value], inputs: Iterable[Value], vector: Iterable[Any]) -> list[Value]: ...
def jvp(outputs: Any, *by: Any, **named: Any) -> Any:
    """Return Jacobian · vector by one walk forward; of a function, what it gives and how fast that changes.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [entry.data for entry in jvp([x * y, x + y], [x, y], [10.0, 1.0])]
    [32.0, 11.0]
    >>> jvp(lambda x, y: x * y, (2.0, 3.0), (10.0, 1.0))
    (6.0, 32.0)
    """
    return (jvp_of if callable(outputs) else matrices.jvp)(outputs, *by, **named)


@overload
def vjp(outputs: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[[Any], tuple[Any, ...]]]: ...
@overload
def vjp(outputs: Iterable[Value], inputs: Iterable[Value], vector: Iterable[Any]) -> list[Value]: ...
def vjp(outputs: Any, *by: Any, **named: Any) -> Any:
    """Return vector · Jacobian by one walk backward; of a function, what it gives and the function of the vector.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [entry.data for entry in vjp([x * y, x + y], [x, y], [10.0, 1.0])]
    [31.0, 21.0]
    >>> out, pullback = vjp(lambda x, y: x * y, 2.0, 3.0)
    >>> out, pullback(10.0)
    (6.0, (30.0, 20.0))
    """
    return (vjp_of if callable(outputs) else matrices.vjp)(outputs, *by, **named)


@overload
def hvp(output: Callable[..., Any], primals: Sequence[Any], tangents: Sequence[Any]) -> Any: ...
@overload
def hvp(output: Value, inputs: Iterable[Value], vector: Iterable[Any]) -> list[Value]: ...
def hvp(output: Any, *by: Any, **named: Any) -> Any:
    """Return Hessian · vector without the Hessian; of a function, at `primals` along `tangents`, one an argument.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> [entry.data for entry in hvp(x * x * y, [x, y], [1.0, 10.0])]
    [46.0, 4.0]
    >>> hvp(lambda x: x[0] * x[0] * x[1], ([2.0, 3.0],), ([1.0, 10.0],))
    [46.0, 4.0]
    """
    return (hvp_of if callable(output) else matrices.hvp)(output, *by, **named)
