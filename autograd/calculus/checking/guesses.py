"""What a wrong first derivative may come from, seen in the graph."""

from __future__ import annotations

import math

from autograd.calculus.checking.comparison import Comparison
from autograd.calculus.checking.differences import scale_of
from autograd.calculus.checking.engine import by_steps
from autograd.calculus.checking.subject import Recording, Subject
from autograd.calculus.evaluate import replay
from autograd.calculus.reverse import backward_steps
from autograd.order import topological_order
from autograd.value import Value

__all__ = ["guess"]

ASIDE, BESIDE = 2.0**-6, 2.0**-24
"""How far to look at a function beside its graph, and for a kink, in parts of the scale."""


def guess(found: Comparison, subject: Subject, recording: Recording, output: int, place: int) -> str:
    """Return a clause about the derivative of an output by the input at a place; empty if nothing is seen."""
    return (
        _one_use(found, recording.inputs[place], recording.outputs[output])
        or _cut(subject, recording, output, place)
        or _hidden_kink(found, subject, output, place)
    )


def _one_use(found: Comparison, value: Value, output: Value) -> str:
    """Whether one of several uses of an input was counted, and the others forgotten."""
    uses = [added for step in backward_steps(output) for parent, _, added in step.contributions if parent is value]
    is_whole = math.isclose(sum(uses), found.numerical, rel_tol=1e-6)
    if is_whole and len(uses) > 1 and any(math.isclose(found.ours, use, rel_tol=1e-9) for use in uses):
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


def _hidden_kink(found: Comparison, subject: Subject, output: int, place: int) -> str:
    """Whether ours is right a little to each side: then conventions of kinks stand for derivatives here."""
    x = subject.numbers[place]
    for step in (scale_of(x) * BESIDE, scale_of(x) * -BESIDE):
        try:
            inputs, outputs = subject.record(subject.with_input(place, x + step))
            near = by_steps(outputs[output], inputs)[place]
        except (ValueError, ArithmeticError, IndexError):
            return ""
        if not math.isclose(near, found.numerical, rel_tol=1e-4):
            return ""
    return (
        f"a little to each side {found.label.word} agrees: here an operation is at a kink, and its convention stands in"
    )
