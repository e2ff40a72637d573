"""Operations that are plain functions of floats: a table of measurements, a function of another library."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from inspect import Parameter, Signature
from typing import Any, NoReturn

from autograd.errors import OpaqueError
from autograd.number import as_number
from autograd.ops.operation import Op, Rule, operation
from autograd.text.names import letters

__all__ = ["opaque"]


def opaque(
    name: str,
    forward: Callable[..., Any],
    derivatives: Sequence[Callable[..., Any]] = (),
    *,
    local_derivatives: tuple[Rule, ...] = (),
    **more: Any,
) -> Op:
    """Return an operation whose forward is a function of floats that cannot be written with other operations.

    It is called, never read: so it has no text in other languages, unless `spelled=` gives one.

    Parameters
    ----------
    name
        Name of the operation.
    forward
        A function of as many floats as there are operands, which returns a number.
    derivatives
        ∂/∂operand, one an operand: a function of the same floats, or an operation. A plain function gives first
        derivatives, and second ones are refused; an operation is differentiated again.
    local_derivatives
        In their place, rules ``(out, *operands)`` written with operations, as `operation` takes them.
    more
        Whatever else `operation` takes.

    Raises
    ------
    TypeError
        If there are neither derivatives nor rules, or both.

    Examples
    --------
    >>> import math
    >>> from autograd import Value, gradients
    >>> def trigamma_near(x):
    ...     return 1 / x + 1 / (2 * x**2) + 1 / (6 * x**3) - 1 / (30 * x**5)
    >>> digamma = opaque("digamma", lambda x: math.log(x) - 1 / (2 * x) - 1 / (12 * x * x), (trigamma_near,))
    >>> gamma = opaque("gamma", math.gamma, local_derivatives=(lambda out, x: out * digamma(x),))
    >>> x = Value(20.0, "x")
    >>> (slope,) = gradients(gamma(x), [x])
    >>> (curvature,) = gradients(slope, [x])
    >>> f"{slope.data:.4e} {curvature.data:.4e}"
    '3.6135e+17 1.0796e+18'
    >>> gradients(curvature, [x])
    Traceback (most recent call last):
    autograd.errors.OpaqueError: digamma_by_x, the derivative of digamma by x, is a plain function of floats, and has no
    derivative itself: declare it with opaque('digamma_by_x', …, derivatives=(…,)), and give digamma that operation.
    """
    for given in (derivatives, local_derivatives):
        if callable(given):
            raise TypeError(f"{name} was given one derivative, {given!r}; give one an operand, as a tuple: (digamma,).")
    if bool(derivatives) == bool(local_derivatives):
        raise TypeError(
            f"{name} needs its derivatives, one an operand: derivatives=(…,), functions of the operands or operations, "
            "or else local_derivatives=(…,), rules of the result and the operands."
        )
    names = letters(len(derivatives))
    rules = local_derivatives or tuple(
        _rule(each if isinstance(each, Op) else _slope(name, each, by, names), each, names)
        for by, each in zip(names, derivatives, strict=True)
    )
    return operation(name, _called(name, forward), rules, **more)


def _called(name: str, function: Callable[..., Any]) -> Callable[..., float]:
    """The function, which nothing but numbers reach and a float comes out of."""

    def called(*operands: Any) -> float:
        for operand in operands:
            if not isinstance(operand, float):
                raise TypeError(f"{name} is a function of floats")
        return as_number(function(*map(float, operands)))

    return called


def _rule(slope: Op, given: Any, names: Sequence[str]) -> Rule:
    """The rule that calls an operation."""

    def rule(out: Any, *operands: Any) -> Any:
        return slope(*operands)

    rule.__module__ = getattr(given, "__module__", None) or __name__  # where `pickle` looks for the operation
    return _of(names, rule)


def _of(names: Sequence[str], rule: Rule) -> Rule:
    """The same rule, with names for its operands."""
    parameters = [Parameter(name, Parameter.POSITIONAL_ONLY) for name in ("out", *names)]
    rule.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return rule


def _slope(name: str, function: Callable[..., Any], by: str, names: Sequence[str]) -> Op:
    """The operation that is the derivative of another one by an operand, and has none itself."""
    own = f"{name}_by_{by}"
    message = (
        f"{own}, the derivative of {name} by {by}, is a plain function of floats, and has no derivative itself: "
        f"declare it with opaque({own!r}, …, derivatives=(…,)), and give {name} that operation."
    )

    def unknown(*operands: Any) -> float:
        if not isinstance(operands[0], float):
            raise TypeError(message)
        return Underivable(message)

    def refused(out: Any, *operands: Any) -> Any:
        if hasattr(out, "of"):  # text
            return symbol(*operands)
        if isinstance(out, float):
            return Underivable(message)
        raise OpaqueError(message)

    rules = (_of(names, refused),) * len(names)
    symbol = operation(f"{own}_again", unknown, rules)
    return operation(own, _called(own, function), rules)


class Underivable(float):
    """A local derivative that nobody knows: nan to look at, refused where it would be used."""

    message: str

    def __new__(cls, message: str) -> Underivable:
        """Return nan, with what is said about it."""
        unknown = float.__new__(cls, math.nan)
        unknown.message = message
        return unknown

    def __mul__(self, other: object) -> NoReturn:
        raise OpaqueError(self.message)

    __rmul__ = __mul__

    def __reduce__(self) -> tuple[Any, ...]:
        return Underivable, (self.message,)
