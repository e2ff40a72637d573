"""What a document prints about a training, beside what we compute."""

from __future__ import annotations

from dataclasses import dataclass

from nn import Example, History, Order, Printed

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A printed number beside ours.

    Examples
    --------
    >>> from nn import documents, train
    >>> example = documents.mazur()
    >>> comparisons = compare(example, train(example))
    >>> print(next(c.reason for c in comparisons if not c.agrees))
    slides: 0.291027924 = --order output-first
    """

    name: str
    printed: Printed
    agrees: bool
    order: Order

    @property
    def reason(self) -> str:
        """One line that says why the document prints another number."""
        printed = self.printed
        if printed.order is not self.order and not printed.why:
            return f"{printed.where}: {printed.text} = --order {printed.order}"
        return f"{printed.where}: {printed.target} {printed.text}: {printed.why or 'differs from ours'}"


def compare(example: Example, history: History) -> list[Comparison]:
    """Return what the example's document prints about just this training: so many steps at its own learning rate."""
    if history.learning_rate != example.learning_rate:
        return []
    numbers = {f"{name}+": number for name, number in history.new.weights.items()} if history.steps == 1 else {}
    steps = f"{history.steps} step{'s' * (history.steps != 1)}"
    error = example.network.naming.total
    for name, number in {**history.new.outputs, error: history.new.error}.items():
        numbers[f"{name} after {steps}"] = number
    return [
        Comparison(
            printed.target.partition(" ")[0].removesuffix("+"),
            printed,
            printed.agrees_with(numbers[printed.target]),
            history.order,
        )
        for printed in example.printed
        if printed.target in numbers
    ]
