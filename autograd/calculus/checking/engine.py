"""The engine's derivatives of a recorded output, in every way that it computes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from autograd.calculus.matrices import hessian
from autograd.calculus.reverse import backward_steps, gradients
from autograd.order import topological_order
from autograd.value import Value

__all__ = ["Derived", "by_steps", "derived"]


class Derived(NamedTuple):
    """The derivatives of one output.

    Attributes
    ----------
    ways : dict of str to list of float
        The gradient by the name of the function that computed it, one number an input.
    gradient : list of Value
        As `gradients` gives it; empty where it refuses.
    hessian : list of list of Value
        As `hessian` gives it; empty where it refuses, and where it is not asked for.
    refused : str
        Which of them refuses, and why.
    """

    ways: dict[str, list[float]]
    gradient: list[Value]
    hessian: list[list[Value]]
    refused: str


def derived(output: Value, inputs: Sequence[Value], order: int) -> Derived:
    """Return the gradient by `backward`, by its steps one at a time, and by `gradients`; then the Hessian."""
    ways = {"backward()": _by_backward(output, inputs), "partial()": by_steps(output, inputs)}
    try:
        gradient = gradients(output, inputs)
    except (ValueError, ArithmeticError) as error:
        return Derived(ways, [], [], f"gradients() refuses: {error}")
    ways["gradients()"] = [each.data for each in gradient]
    try:
        second = hessian(output, inputs) if order == 2 else []
    except (ValueError, ArithmeticError) as error:
        return Derived(ways, gradient, [], f"hessian() refuses: {error}")
    return Derived(ways, gradient, second, "")


def _by_backward(output: Value, inputs: Sequence[Value]) -> list[float]:
    """What `backward` leaves in `grad`; everything that feeds the output gets back the `grad` it had."""
    before = [(value, value.grad) for value in topological_order(output)]
    try:
        for value, _ in before:
            value.grad = None
        output.backward()
        return [each.grad or 0.0 for each in inputs]
    finally:
        for value, grad in before:
            value.grad = grad


def by_steps(output: Value, inputs: Sequence[Value]) -> list[float]:
    """Return what `partial` gives for each input, by one walk."""
    arrived = {step.node: step.gradient for step in backward_steps(output)}
    return [arrived.get(each, 0.0) for each in inputs]
