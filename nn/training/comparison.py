"""Numbers that a document prints about its example, beside what we compute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograd import Value, partial
from nn.example import Example, Order, Printed
from nn.forward import Forward
from nn.training.history import History

__all__ = ["Comparison", "compare", "compare_pass", "values_of"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A printed number beside ours.

    Attributes
    ----------
    name : str
        What it is: ``net_h1``, ``dE_total/dw5``; after updates the name alone, ``w5`` or ``E_total``.
    printed : Printed
    ours : float
    order : Order
        The order of updates that ours comes from.

    Examples
    --------
    >>> from nn import documents, train
    >>> example = documents.mazur()
    >>> [(each.name, each.printed.text) for each in compare(example, train(example)) if not each.agrees]
    [('E_total', '0.291027924')]
    """

    name: str
    printed: Printed
    ours: float
    order: Order

    @property
    def agrees(self) -> bool:
        """Whether our number, rounded or cut, is the printed one."""
        return self.printed.agrees_with(self.ours)

    @property
    def is_after_training(self) -> bool:
        """Whether it is a number after updates."""
        return _is_later(self.printed.target)

    @property
    def is_of_other_order(self) -> bool:
        """Whether the printed number comes from the other order of updates."""
        return self.printed.order is not self.order and not self.printed.why

    @property
    def why(self) -> str:
        """Why the document prints another number, in a few words."""
        return self.printed.why or "differs from ours"


def compare(example: Example, history: History) -> list[Comparison]:
    """Return what the example's document prints about just this training: so many steps at its own learning rate."""
    return _beside(example, _after(example, history), history.order)


def compare_pass(example: Example, forward: Forward, history: History) -> list[Comparison]:
    """Return what the document prints about a forward pass, its partials, and the training that followed.

    Examples
    --------
    >>> from nn import documents, train
    >>> example = documents.mazur()
    >>> [each.name for each in compare_pass(example, example.run(), train(example)) if not each.agrees]
    ['dE_o2/dout_h1', 'net_o2', 'E_total']
    """
    targets = [printed.target for printed in example.printed if not _is_later(printed.target)]
    now = {target: _number(*values_of(forward, target)) for target in targets}
    return _beside(example, now | _after(example, history), history.order)


def values_of(forward: Forward, target: str) -> tuple[Value, Value | None]:
    """Return the two values of a partial ``dE_total/dw5``; of a name its value and None."""
    of, is_partial, by = target.partition("/d")
    return (forward[of.removeprefix("d")], forward[by]) if is_partial else (forward[of], None)


def _number(of: Value, by: Value | None) -> float:
    return of.data if by is None else partial(of, by)


def _is_later(target: str) -> bool:
    """Whether documents write so about a number after updates."""
    return target.endswith("+") or " after " in target


def _after(example: Example, history: History) -> dict[str, float]:
    """The numbers after a training, as documents write them: ``w5+``, ``out_o1 after 10000 steps``."""
    if history.learning_rate != example.learning_rate:
        return {}
    numbers = {f"{name}+": number for name, number in history.new.weights.items()} if history.steps == 1 else {}
    steps = "1 step" if history.steps == 1 else f"{history.steps} steps"
    for name, number in {**history.new.outputs, example.network.naming.total: history.new.error}.items():
        numbers[f"{name} after {steps}"] = number
    return numbers


def _beside(example: Example, numbers: Mapping[str, float], order: Order) -> list[Comparison]:
    return [
        Comparison(printed.target.partition(" ")[0].removesuffix("+"), printed, numbers[printed.target], order)
        for printed in example.printed
        if printed.target in numbers
    ]
