"""Numbers after updates: a copy of an example is trained, and run again."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace

from autograd import ReadError, Value, backward_steps, topological_order
from autograd.graphs.named import Named
from nn import Example, Order, train

__all__ = ["Trainings", "partials_of"]


def partials_of(output: Value) -> Mapping[Value, float]:
    """Return ∂output/∂value for every value that feeds it, by one walk back; 0 for what no branch chose.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> partials_of(x * y + x)[x]
    4.0
    """
    unchosen = dict.fromkeys(topological_order(output), 0.0)
    return unchosen | {step.node: step.gradient for step in backward_steps(output)}


class Trainings:
    """Parameters learned by an example after up to `most_steps` updates, each done once; `sample` is run again.

    Examples
    --------
    >>> from nn import documents
    >>> after = Trainings(documents.mazur(), 0, 20_000).numbers(1, Order.TOGETHER)
    >>> round(after["w5"], 9), round(after["E_total"], 9)
    (0.35891648, 0.291027774)
    """

    def __init__(self, example: Example | None, sample: int, most_steps: int) -> None:
        self._example, self._sample, self._most_steps = example, sample, most_steps
        self._known: dict[tuple[int, Order], Mapping[str, float]] = {}

    def numbers(self, steps: int, order: Order) -> Mapping[str, float]:
        """Return all named numbers after so many updates.

        ReadError: there is no example, or there are too many steps; ValueError: it cannot be trained in this order.
        """
        if self._example is None:
            raise ReadError("numbers after several steps need a worked example or a network.")
        if steps > self._most_steps + 1:  # a slip is one step too many
            raise ReadError(f"numbers are computed for at most {self._most_steps:,} steps.")
        if (steps, order) not in self._known:
            example = copy.deepcopy(self._example)
            train(example, steps, order=order)
            total = example.run(self._sample).total
            assert total is not None  # a sample has targets
            self._known[steps, order] = {name: value.data for name, value in Named(total).items()}
        return self._known[steps, order]

    def possible(self, steps: int, order: Order) -> Mapping[str, float] | None:
        """Return all named numbers after so many updates; None where it cannot be trained so."""
        try:
            return self.numbers(steps, order)
        except ValueError:
            return None

    def with_biases(self, steps: int) -> Mapping[str, float] | None:
        """Return all named numbers after so many updates of every parameter; None where there is nothing more."""
        if self._example is None:
            return None
        every = tuple(parameter.name or "" for parameter in self._example.network.parameters())
        if set(every) == set(self._example.trained):
            return None
        example = replace(self._example, trained=every)
        return Trainings(example, self._sample, self._most_steps).possible(steps, Order.TOGETHER)
