"""Networks and tables in a terminal; the only room that knows rich."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from autograd.text.document import Document, Equation, Heading
from autograd.text.names import printable, shorten
from viz.canvas.numbers import Number
from viz.network.view import LayerView, NetworkView, NeuronView
from viz.stage import Stage
from viz.style import FACTORS, NumberFormat
from viz.writing.text import block_text

__all__ = ["FACTOR_COLOURS", "Terminal"]

FACTOR_COLOURS = ("#5f5fff", "#af5f00", "#00875f", "#d700af", "#5f8700", "#d7005f")
"""Of the 256 that most terminals have, those whose contrast is 4 : 1 or more on white and on black alike."""


class Terminal:
    """Prints tables; in colour on a terminal, as plain text elsewhere, by default in 100 columns on standard output."""

    def __init__(self, file: IO[str] | None = None, width: int | None = None) -> None:
        self.console = Console(file=file, width=width, highlight=False, soft_wrap=False)
        if width is None and not self.console.is_terminal:
            self.console.width = 100

    def say(self, text: str) -> None:
        """Print lines as they stand, with everything invisible written out; nothing in them is markup."""
        self.console.print(_text(text), soft_wrap=True)

    def heading(self, text: str) -> None:
        """Print a heading."""
        self.console.print(_text(text, "bold"), soft_wrap=True)

    def document(self, document: Document) -> None:
        """Print a document: its plain text, headings bold, each factor of an equation in one colour."""
        for block in (Heading(document.title, level=1), *document.blocks):
            match block:
                case Heading():
                    self.heading(str(block))
                case Equation():
                    self.console.print(_coloured(block), soft_wrap=True)
                case _:
                    self.say(block_text(block, self.console.width))
            self.say("")

    def table(self, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print a table: columns of numbers are aligned at their points, signs are coloured."""
        if title:
            self.heading(title)
        table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
        for column in columns:
            table.add_column(_text(column), overflow="fold")  # rather a second line than a lost digit
        for row in zip(*[_aligned(cells) for cells in zip(*rows, strict=True)], strict=True):
            table.add_row(*[_text(cell, _sign_style(cell)) for cell in row])
        self.console.print(table)
        self.say("")

    def network(self, view: NetworkView, numbers: NumberFormat, stage: Stage = Stage.BACKWARD) -> None:
        """Print a network: a table for each layer, its weights and biases, and the errors of the outputs."""
        shows_values = stage.shows(Stage.WEIGHTS)
        inputs = [_named_value(number, numbers) if shows_values else _name(number) for number in view.inputs]
        self.say(f"Inputs: {shorten(', '.join(inputs), 300)}\n")
        sources = [_name(number) for number in view.inputs]
        for depth, layer in enumerate(view.layers, 1):
            title = "Output layer" if depth == len(view.layers) else "Hidden layer"
            grad = f"∂{shorten(printable(view.total_name), 12)}/"
            if stage.shows(Stage.FORWARD):
                if layer.shared_sum:
                    title += f", softmax: {layer.shared_sum.name} = {layer.shared_sum.text(numbers)}"
                self._neurons(title, layer, grad, numbers, stage)
                title = ""
            self._weights(title, layer, sources, f"{grad}∂weight", numbers, stage)
            sources = list(map(_name, layer.neurons))
        if view.errors and stage.shows(Stage.FORWARD):
            self._errors(view, numbers)

    def _neurons(self, title: str, layer: LayerView, grad: str, numbers: NumberFormat, stage: Stage) -> None:
        rows = [
            [
                _name(neuron),
                numbers.text(neuron.net.value),
                numbers.text(neuron.out.value),
                numbers.signed(neuron.net.grad),
                numbers.text(neuron.slope),
                numbers.signed(neuron.out.grad),
            ]
            for neuron in layer.neurons
        ]
        net, out = (shorten(printable(word), 12) for word in (layer.net_word, layer.out_word))
        columns = ["neuron", net, out, f"{grad}\n∂{net}", f"∂{out}/\n∂{net}", f"{grad}\n∂{out}"]
        shown = len(columns) if stage is Stage.BACKWARD else 3
        self.table(title, columns[:shown], [row[:shown] for row in rows])
        if layer.shared_sum:
            self.say(f"{layer.softmax_rule(stage)}.\n")

    def _weights(
        self, title: str, layer: LayerView, sources: list[str], grad: str, numbers: NumberFormat, stage: Stage
    ) -> None:
        rows = [
            [_name(weight), f"{source} → {_name(neuron)}", *_pair(weight, numbers)]
            for neuron in layer.neurons
            for source, weight in zip(sources, neuron.weights, strict=True)
        ]
        for bias in layer.biases:
            fed = ", ".join(printable(layer.neurons[place].name) for place in bias.feeds)
            shared = " (shared)" if bias.is_shared else ""
            rows.append([_name(bias.number), f"→ {shorten(fed, 40)}{shared}", *_pair(bias.number, numbers)])
        shown = stage.parameter_columns
        self.table(title, ["weight", "from → to", "value", grad][:shown], [row[:shown] for row in rows])

    def _errors(self, view: NetworkView, numbers: NumberFormat) -> None:
        rows = [
            [
                _named_value(neuron.out, numbers),
                _named_value(error.target, numbers),
                f"{_name(error.number)} = {shorten(printable(error.formula), 40)}",
                numbers.text(error.number.value),
            ]
            for neuron, error in zip(view.layers[-1].neurons, view.errors, strict=True)
        ]
        if view.total is not None and len(view.errors) > 1:
            total = " + ".join(_name(error.number) for error in view.errors)
            rows.append(["", "", f"{_name(view.total)} = {shorten(total, 40)}", numbers.text(view.total.value)])
        self.table("Error", ["output", "target", "error", "value"], rows)

    @contextmanager
    def progress(self, title: str, total: int) -> Iterator[Callable[[int, float], None]]:
        """Show a progress bar on standard error while a loop calls ``update(steps, error)``."""
        every = max(1, total // 200)  # a bar has no more columns; updating it each step costs as much as the step
        with _bar(title, total) as show:

            def update(steps: int, error: float) -> None:
                if steps % every == 0:
                    show(steps, f"{title}, error {error:.3g}")

            yield update

    @contextmanager
    def counting(self, title: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show a progress bar on standard error while a loop calls ``update(done)``."""
        with _bar(title, total) as show:
            yield lambda done: show(done, title)


@contextmanager
def _bar(title: str, total: int) -> Iterator[Callable[[int, str], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(title, total=total)
    with bar:
        yield lambda done, description: bar.update(task, completed=done, description=description)


def _text(text: str, style: str = "") -> Text:
    """Everything printed passes here: nothing invisible but the ends of lines, and no markup."""
    return Text("\n".join(map(printable, text.split("\n"))), style)


def _coloured(equation: Equation) -> Text:
    """The text of an equation, run by run."""
    lines = (
        Text(" ").join(Text(text, FACTOR_COLOURS[(factor - 1) % FACTORS] if factor else "") for text, factor in runs)
        for runs in equation.aligned()
    )
    return Text("\n").join(lines)


def _name(named: Number | NeuronView) -> str:
    return shorten(printable(named.name), 20)


def _named_value(number: Number, numbers: NumberFormat) -> str:
    return f"{_name(number)} = {numbers.text(number.value)}"


def _pair(number: Number, numbers: NumberFormat) -> tuple[str, str]:
    return numbers.text(number.value), numbers.signed(number.grad)


def _aligned(cells: Sequence[str]) -> list[str]:
    """Numbers aligned at their decimal points, other texts as they are."""
    if not all(cell[:1].isdigit() or cell[:1] in "+−—∞n" for cell in cells if cell):
        return list(cells)
    left = max(len(cell.partition(".")[0]) for cell in cells)
    return [" " * (left - len(cell.partition(".")[0])) + cell for cell in cells]


def _sign_style(cell: str) -> str:
    if cell.lstrip().startswith("+"):
        return "bright_blue"
    return "dark_orange" if cell.lstrip().startswith("−") else ""
