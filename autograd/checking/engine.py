"""The engine's derivatives of a recorded output, in every way that it computes them, and what may make them wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from autograd.calculus.matrices import hessian
from autograd.calculus.replaying import replay
from autograd.calculus.reverse import gradients
from autograd.checking.comparison import Comparison
from autograd.checking.differences import scale_of
from autograd.checking.subject import Recording, Subject
from autograd.errors import OpaqueError
from autograd.graphs.steps import backward_steps
from autograd.ops import Op
from autograd.value import UNREACHED, Value, topological_order

__all__ = ["Derived", "by_steps", "derived", "guess", "stops_gradients"]

ASIDE, BESIDE = 2.0**-6, 2.0**-24
"""How far to look at a function beside its graph, and for a kink, in parts of the scale."""


class Derived(NamedTuple):
    """The derivatives of one output.

    `ways` has the gradient, one number an input, by the name of the function that computed it. What `refused` tells of,
    `gradients` or `hessian`, is empty; so is a Hessian that is not asked for. Where a derivative is `opaque`, there is
    none, and nothing is wrong.
    """

    ways: dict[str, list[float]]
    gradient: list[Value]
    hessian: list[list[Value]]
    refused: str
    is_opaque: bool = False


def derived(output: Value, inputs: Sequence[Value], order: int) -> Derived:
    """Return the gradient by `backward`, by its steps one at a time, and by `gradients`; then the Hessian."""
    ways = {"backward()": _by_backward(output, inputs), "partial()": by_steps(output, inputs)}
    try:
        gradient = gradients(output, inputs)
    except (ValueError, ArithmeticError) as error:
        return Derived(ways, [], [], f"gradients() refuses: {error}")
    ways["gradients()"] = [partial.data for partial in gradient]
    try:
        second = hessian(output, inputs) if order == 2 else []
    except OpaqueError as error:
        return Derived(ways, [], [], str(error), is_opaque=True)
    except (ValueError, ArithmeticError) as error:
        return Derived(ways, gradient, [], f"hessian() refuses: {error}")
    return Derived(ways, gradient, second, "")


def _by_backward(output: Value, inputs: Sequence[Value]) -> list[float]:
    """What `backward` leaves in `grad`; everything that feeds the output gets back the `grad` it had."""
    before = [(value, value.grad) for value in topological_order(output)]
    try:
        for value, _ in before:
            value.grad = UNREACHED
        output.backward()
        return [value.grad for value in inputs]
    finally:
        for value, grad in before:
            value.grad = grad


def by_steps(output: Value, inputs: Sequence[Value]) -> list[float]:
    """Return what `partial` gives for each input, by one walk."""
    arrived = {step.node: step.gradient for step in backward_steps(output)}
    return [arrived.get(value, 0.0) for value in inputs]


def stops_gradients(op: Op) -> bool:
    """Return whether an operation passes no gradient on, on purpose: it has one operand, and does not choose it.

    Examples
    --------
    >>> from autograd import step, stop_gradient
    >>> stops_gradients(stop_gradient), stops_gradients(step)
    (True, False)
    """
    return op.chooses and op.arity == 1


def guess(wrong: Comparison, subject: Subject, recording: Recording, output: int, place: int) -> str:
    """Return why the derivative of an output by the input at a place may be wrong; empty if nothing is seen."""
    return (
        _stopped(recording.outputs[output])
        or _one_use(wrong, recording.inputs[place], recording.outputs[output])
        or _cut(subject, recording, output, place)
        or _hidden_kink(wrong, subject, output, place)
    )


def _stopped(output: Value) -> str:
    """Whether an operation holds gradients back on purpose."""
    stops = [node.op.name for node in topological_order(output) if node.op and stops_gradients(node.op)]
    return f"{stops[0]} passes no gradient on, as it is meant to" if stops else ""


def _one_use(wrong: Comparison, value: Value, output: Value) -> str:
    """Whether one of several uses of an input was counted, and the others forgotten."""
    uses = [added for step in backward_steps(output) for parent, _, added in step.contributions if parent is value]
    is_whole = math.isclose(sum(uses), wrong.numerical, rel_tol=1e-6)
    if is_whole and len(uses) > 1 and any(math.isclose(wrong.ours, use, rel_tol=1e-9) for use in uses):
        return f"one of its {len(uses)} uses alone gives this, as with = in place of +="
    return ""


def _cut(subject: Subject, recording: Recording, output: int, place: int) -> str:
    """Whether the graph, computed again with another number for an input, is not what the function gives there."""
    x, value, out = subject.numbers[place], recording.inputs[place], recording.outputs[output]
    moved = x + scale_of(x) * ASIDE
    try:
        true = subject.record(subject.with_input(place, moved)).outputs[output].data
        follows = replay(out, {value: moved} if value in topological_order(out) else {})[out]
    except (ValueError, ArithmeticError, IndexError):
        return ""
    if math.isclose(true, follows, rel_tol=1e-9, abs_tol=1e-9 * abs(out.data)):
        return ""
    return f"the function follows {value.name} in a way that its graph does not: .data or a plain number cuts it"


def _hidden_kink(wrong: Comparison, subject: Subject, output: int, place: int) -> str:
    """Whether ours is right a little to each side: then conventions of kinks stand for derivatives here."""
    x = subject.numbers[place]
    for step in (scale_of(x) * BESIDE, scale_of(x) * -BESIDE):
        try:
            inputs, outputs = subject.record(subject.with_input(place, x + step))
            near = by_steps(outputs[output], inputs)[place]
        except (ValueError, ArithmeticError, IndexError):
            return ""
        if not math.isclose(near, wrong.numerical, rel_tol=1e-4):
            return ""
    return (
        f"a little to each side {wrong.label.word} agrees: here an operation is at a kink, and its convention stands in"
    )
