"""A training as tables: weights, outputs and error, old and new, beside what the document prints."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from nn import Example, History, Order
from nn.training.comparison import Comparison, compare
from viz import NumberFormat
from viz.terminal import Terminal

__all__ = ["print_training"]

MOST_ROWS = 20


def print_training(terminal: Terminal, example: Example, history: History, numbers: NumberFormat) -> None:
    """Print a training, and a line for each printed number that differs from ours, with the reason."""
    terminal.heading(f"{example.title}: {', '.join(_how(history))}")
    if history.interrupted:
        terminal.say(f"Interrupted after {_steps(history.steps)}; these are the numbers reached.")
    if history.learning_rate > 1:
        terminal.say(f"η = {history.learning_rate:g} is outside the lecture's range 0 ≤ η ≤ 1.")
    report = _Report(compare(example, history) if history.optimizer == "GradientDescent" else [], numbers)
    old, new = history.old, history.new
    weights = [[name, *report.cells(name, old.weights[name], new.weights[name])] for name in new.weights]
    _folded(terminal, ["weight", *report.columns], weights)
    if len(example.samples) == 1:
        _one_sample(terminal, example, history, report)
    else:
        _samples(terminal, example, history, numbers)
    name = example.network.naming.total
    mean = name if len(example.samples) == 1 else f"mean {name}"
    errors = [mean, *report.cells(name, old.error, new.error), numbers.signed(new.error - old.error)]
    terminal.table("", ["error", *report.columns, "difference"], [errors])
    for comparison in report.printed:
        if not comparison.agrees:
            terminal.say(_reason(comparison))


def _reason(comparison: Comparison) -> str:
    """One line that says why the document prints another number."""
    printed = comparison.printed
    if comparison.is_of_other_order:
        return f"{printed.where}: {printed.text} = --order {printed.order}"
    return f"{printed.where}: {printed.target} {printed.text}: {comparison.why}"


def _how(history: History) -> list[str]:
    """What the heading says of the way of training."""
    words = [_steps(history.steps), f"η = {history.learning_rate:g}"]
    words.append("all weights together" if history.order is Order.TOGETHER else "output layer first")
    if history.resumed_at:
        words[0] += f" ({history.resumed_at} of them before)"
    if history.optimizer != "GradientDescent":
        words.append(history.optimizer)
    if history.batch is not None:
        words.append(f"batches of {history.batch}")
    return words


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def _one_sample(terminal: Terminal, example: Example, history: History, report: _Report) -> None:
    """Print a table with a row an output."""
    sample, old, new = example.samples[0], history.old.outputs, history.new.outputs
    inputs = report.joined(sample.inputs)
    rows = [
        [name, inputs, report.numbers.text(target), *report.cells(name, old[name], new[name])]
        for name, target in zip(new, sample.targets, strict=True)
    ]
    terminal.table("", ["output", "input", "target", *report.columns], rows)


def _samples(terminal: Terminal, example: Example, history: History, numbers: NumberFormat) -> None:
    """Print a table with a row a sample: inputs, targets, and the outs before and after."""
    report = _Report([], numbers)
    outs = ", ".join(history.new.outputs)
    rows = [
        [*map(report.point, (sample.inputs, sample.targets, old.values(), new.values()))]
        for sample, old, new in zip(example.samples, history.old.outputs_of, history.new.outputs_of, strict=True)
    ]
    _folded(terminal, ["input", "target", f"old {outs}", f"new {outs}"], rows)


def _folded(terminal: Terminal, columns: list[str], rows: list[list[str]]) -> None:
    """Print a table, cut where nobody would read on."""
    terminal.table("", columns, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        terminal.say(f"… and {len(rows) - MOST_ROWS} rows more.\n")


class _Report:
    """Cells old | new | document; without the last where the document prints nothing about the training."""

    def __init__(self, printed: list[Comparison], numbers: NumberFormat) -> None:
        self.printed = printed
        self.numbers = numbers
        self.columns = ["old", "new", "document"] if printed else ["old", "new"]

    def cells(self, name: str, old: float, new: float) -> list[str]:
        said = ", ".join(one.printed.text.replace("-", "−") for one in self.printed if one.name == name)
        return [self.numbers.text(old), self.numbers.text(new), said][: len(self.columns)]

    def joined(self, numbers: Iterable[float]) -> str:
        return ", ".join(map(self.numbers.text, numbers))

    def point(self, numbers: Collection[float]) -> str:
        """One number as it stands, several in brackets."""
        return f"({self.joined(numbers)})" if len(numbers) > 1 else self.joined(numbers)
