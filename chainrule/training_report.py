"""A training as tables: weights, outputs and error, old and new, beside what the document prints."""

from __future__ import annotations

from chainrule.comparison import Comparison, compare
from nn import Example, History, Order
from viz import NumberFormat
from viz.terminal import Terminal

__all__ = ["print_training"]


def print_training(terminal: Terminal, example: Example, history: History, numbers: NumberFormat) -> None:
    """Print a training, and a line for each printed number that differs from ours, with the reason."""
    steps = "1 step" if history.steps == 1 else f"{history.steps} steps"
    order = "all weights together" if history.order is Order.TOGETHER else "output layer first"
    terminal.heading(f"{example.title}: {steps}, η = {history.learning_rate:g}, {order}")
    report = _Report(compare(example, history), numbers)
    old, new = history.old, history.new
    weights = [[name, *report.cells(name, old.weights[name], new.weights[name])] for name in new.weights]
    terminal.table("", ["weight", *report.columns], weights)
    sample = example.samples[0]
    inputs = ", ".join(map(numbers.text, sample.inputs))
    outputs = [
        [name, inputs, numbers.text(target), *report.cells(name, old.outputs[name], new.outputs[name])]
        for name, target in zip(new.outputs, sample.targets, strict=True)
    ]
    terminal.table("", ["output", "input", "target", *report.columns], outputs)
    error = example.network.naming.total
    errors = [error, *report.cells(error, old.error, new.error), numbers.signed(new.error - old.error)]
    terminal.table("", ["error", *report.columns, "difference"], [errors])
    for comparison in report.printed:
        if not comparison.agrees:
            terminal.say(comparison.reason)


class _Report:
    """Cells old | new | document; without the last where the document prints nothing about the training."""

    def __init__(self, printed: list[Comparison], numbers: NumberFormat) -> None:
        self.printed = printed
        self.numbers = numbers
        self.columns = ["old", "new", "document"] if printed else ["old", "new"]

    def cells(self, name: str, old: float, new: float) -> list[str]:
        said = ", ".join(each.printed.text.replace("-", "−") for each in self.printed if each.name == name)
        return [self.numbers.text(old), self.numbers.text(new), said][: len(self.columns)]
