"""walkthrough(example): the numbers of a worked example, and what its document prints beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace

from autograd import Derivation, GraphError, Value, derive, derive_each
from nn.example import Example, Order
from nn.forward import Forward
from nn.module import Parameter
from nn.training.comparison import compare_pass
from nn.training.descent import check_example
from nn.training.history import History
from nn.training.loop import train
from nn.worked.lines import total_of
from nn.worked.records import Adaptation, Walkthrough

__all__ = ["walkthrough"]

MOST_DERIVED = 24
"""Partials that are derived in full; the others follow in the same way."""


def walkthrough(example: Example) -> Walkthrough:
    """Return a worked example from its first weights to its second forward pass; the example stays as it is.

    Raises
    ------
    TypeError
        If it is no `Example`: threshold units have no error that a gradient could lower.
    ValueError
        If its samples have no targets, or it trains a parameter that it does not have.
    GraphError
        If no gradient reaches any parameter.

    Examples
    --------
    >>> from nn import documents
    >>> walk = walkthrough(documents.mazur())
    >>> [round(each.new, 8) for each in walk.adaptations[4:6]], round(walk.again[0].total.data, 9)
    ([0.35891648, 0.40866619], 0.291027774)
    >>> [each.printed.text for each in walk.comparisons if not each.agrees]
    ['-0.019049119', '1.2243', '0.291027924']

    References
    ----------
    Lecture 9, "Neural Network training steps".
    """
    check_example(example, Order.TOGETHER)
    before = replace(example, network=deepcopy(example.network))
    after = replace(example, network=deepcopy(example.network))
    history = train(after)
    places = range(len(example.samples))
    passes = tuple(before.run(place) for place in places)
    parameters = {parameter.name: parameter for parameter in before.network.parameters()}
    trained = [parameters[name] for name in example.trained]
    return Walkthrough(
        example=before,
        passes=passes,
        again=tuple(after.run(place) for place in places),
        derivations=tuple(_derivations(before, passes[0])),
        adaptations=tuple(_adaptations(trained, passes, history)),
        history=history,
        comparisons=tuple(compare_pass(before, passes[0], history)),
    )


def _adaptations(trained: Sequence[Parameter], passes: Sequence[Forward], history: History) -> Iterator[Adaptation]:
    partials = [_partials(trained, forward) for forward in passes]
    for parameter, slopes in zip(trained, zip(*partials, strict=True), strict=True):
        new = history.new.weights[parameter.name or ""]
        yield Adaptation(parameter, slopes, sum(slopes) / len(slopes), new)


def _partials(trained: Sequence[Parameter], forward: Forward) -> list[float]:
    for parameter in trained:
        parameter.grad = 0.0
    total_of(forward).backward()
    return [parameter.grad for parameter in trained]


def _derivations(example: Example, forward: Forward) -> list[Derivation]:
    """Those of the output layer first, as one works backwards."""
    layers = reversed(example.network.layers)
    order = dict.fromkeys(parameter for layer in layers for parameter in layer.parameters())
    trained = [parameter for parameter in order if parameter.name in example.trained]
    try:
        return derive_each(total_of(forward), trained[:MOST_DERIVED])
    except GraphError:  # some of them feed no error
        return list(_possible(total_of(forward), trained[:MOST_DERIVED]))


def _possible(output: Value, trained: Sequence[Parameter]) -> Iterator[Derivation]:
    for parameter in trained:
        with suppress(GraphError):
            yield derive(output, parameter)
