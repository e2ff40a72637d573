"""Sources of nan and infinite numbers: the node that made it, and those that only passed it on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from autograd.calculus.labels import Labels, listed, text_of
from autograd.graphs.named import Named
from autograd.graphs.steps import BackwardStep, backward_steps
from autograd.stale import refuse_changed
from autograd.value import Value, leaves_and_computed

__all__ = ["NonFinite", "Origin", "explain_nonfinite"]


class Origin(StrEnum):
    """The origin of the first number that is not finite."""

    NONE = "every value and every gradient is finite"
    GIVEN = "a leaf was given so"
    VALUE = "an operation made it of finite operands"
    LOCAL_DERIVATIVE = "a local derivative is not finite where the value is"
    PRODUCT = "a product of the backward pass is too large for a float"
    SUM = "the gradients that arrived at a node have no finite sum"


@dataclass(frozen=True, slots=True)
class NonFinite:
    """The source of a nan or an infinite number; false if there is none, and printed, an explanation.

    Attributes
    ----------
    origin : Origin
        How it came about.
    maker : Value or None
        The node that made it; None if everything is finite.
    operands : tuple of (str, float)
        What the maker was computed from: labels and numbers.
    sentence : str
        What happened there.
    passed_on : tuple of Value
        The nodes that took it over: their values, or where the values are finite, their gradients.
    others : tuple of Value
        Further nodes that made one by themselves.
    labels : Labels
        What the nodes are called.
    """

    origin: Origin
    maker: Value | None
    operands: tuple[tuple[str, float], ...] = field(repr=False)
    sentence: str
    passed_on: tuple[Value, ...] = field(default=(), repr=False)
    others: tuple[Value, ...] = field(default=(), repr=False)
    labels: Labels = field(default_factory=lambda: Labels({}), repr=False, compare=False)

    def __bool__(self) -> bool:
        return self.maker is not None

    def __str__(self) -> str:
        sentences = [self.sentence]
        if self.passed_on:
            what = "It" if self.origin in (Origin.GIVEN, Origin.VALUE) else "The gradient"
            sentences.append(f"{what} passed through {self._listed(self.passed_on)}.")
        if self.others:
            sentences.append(f"It began at {self._listed(self.others)} too.")
        return " ".join(sentences)

    def _listed(self, nodes: Sequence[Value]) -> str:
        return listed(nodes, self.labels.__getitem__)


def explain_nonfinite(output: Value) -> NonFinite:
    """Return which node made the first nan or infinite number, in the values or else in the gradients.

    In the values it is the first node in topological order whose operands are all finite, or a leaf that was given so.
    If all values are finite, it is the first node of the backward pass that sends something not finite to a parent:
    an infinite local derivative as that of √x at 0, or a product beyond 1.8e308; 0 · ∞ sends 0. Nothing is changed.

    Raises
    ------
    GraphError
        If a leaf has changed since the graph was recorded.

    Examples
    --------
    >>> from autograd import sqrt
    >>> x = Value(0.0, "x")
    >>> found = explain_nonfinite((sqrt(x).named("root") * 2).named("y"))
    >>> print(found)
    ∂root/∂x is ∞: the derivative of root = √(x) is not finite at x = 0, where its value is 0.
    The gradient passed through x.
    >>> found.maker.name, bool(explain_nonfinite(x * x))
    ('root', False)
    >>> big = Value(1e200, "big")
    >>> print(explain_nonfinite(((big * big).named("square") - 1).named("y")))
    square = big · big is ∞, from finite numbers: big = 1e200. It passed through y.
    """
    graph = Named(output)
    refuse_changed(graph.order)
    labels = Labels(graph.labels)
    return _in_values(graph.order, labels) or _in_gradients(output, labels) or _NOTHING


_NOTHING = NonFinite(Origin.NONE, None, (), "Every value and every gradient is finite.")


def _in_values(order: Sequence[Value], labels: Labels) -> NonFinite | None:
    wrong = [node for node in order if not math.isfinite(node.data)]
    makers = _makers(wrong, order[-1])
    if not makers:
        return None
    reached = {makers[0]}
    for node in wrong:
        if not reached.isdisjoint(node.parents):
            reached.add(node)
    origin = Origin.VALUE if makers[0].parents else Origin.GIVEN
    return _found(origin, makers, _of_value(makers[0], labels), [node for node in wrong if node in reached], labels)


def _makers(wrong: Sequence[Value], output: Value) -> list[Value]:
    """Of values that are not finite those whose parents are; unchosen ones only if the output is one of them."""
    among, chosen = set(wrong), set(chain(*leaves_and_computed(output)))
    makers = [node for node in wrong if among.isdisjoint(node.parents)]
    return [node for node in makers if node in chosen] or ([] if math.isfinite(output.data) else makers)


def _of_value(maker: Value, labels: Labels) -> str:
    number = text_of(maker.data)
    if not maker.parents:
        return f"{labels[maker]} was given as {number}."
    numbers = listed(list(dict.fromkeys(maker.parents)), labels.with_number)
    return f"{labels.equation(maker)} is {number}, from finite numbers: {numbers}."


def _in_gradients(output: Value, labels: Labels) -> NonFinite | None:
    """The first steps of the backward pass that send on what did not arrive: numbers that are not finite."""
    steps = list(backward_steps(output))
    makers: list[BackwardStep] = []
    wrong: set[Value] = set()
    reached: set[Value] = set()
    for step in steps:
        sent = {parent for parent, _, added in step.contributions if not math.isfinite(added)}
        if sent if math.isfinite(step.gradient) else step.node not in wrong:
            makers.append(step)
        if step.node in reached or makers == [step]:
            reached |= sent
        wrong |= sent
    if not makers:
        return None
    origin, sentence = _of_gradient(makers[0], labels)
    passed_on = [step.node for step in steps if step.node in reached]
    return _found(origin, [step.node for step in makers], sentence, passed_on, labels)


def _of_gradient(step: BackwardStep, labels: Labels) -> tuple[Origin, str]:
    node, gradient, contributions = step
    label, arrives = labels[node], text_of(gradient)
    if not math.isfinite(gradient):
        return Origin.SUM, f"The gradients that arrive at {label} add up to {arrives}."
    parent, local, added = next(contribution for contribution in contributions if not math.isfinite(contribution[2]))
    slope = labels.slope(node, parent)
    if math.isfinite(local):
        product = f"{arrives} · {slope} = {arrives} · {text_of(local)}"
        return Origin.PRODUCT, f"The gradient that {label} sends to {labels[parent]}, {product}, is {text_of(added)}."
    return Origin.LOCAL_DERIVATIVE, (
        f"{slope} is {text_of(local)}: the derivative of {labels.equation(node)} is not finite at "
        f"{labels.with_number(parent)}, where its value is {text_of(node.data)}."
    )


def _found(
    origin: Origin, makers: Sequence[Value], sentence: str, reached: Iterable[Value], labels: Labels
) -> NonFinite:
    """The record; plain numbers in formulas pass nothing on that anyone looks for."""
    maker, *others = makers
    passed_on = [node for node in reached if node is not maker and (node.parents or node.name is not None)]
    return NonFinite(
        origin,
        maker,
        tuple((labels[parent], parent.data) for parent in maker.parents),
        sentence,
        tuple(passed_on),
        tuple(others),
        labels,
    )
