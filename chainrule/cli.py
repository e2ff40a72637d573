"""The command line: ``chainrule show`` and ``chainrule train``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from autograd import AutogradError
from chainrule.comparison import Comparison, compare
from chainrule.sources import BadInputError, complaints, example_from
from nn import Example, History, Order, documents, train
from viz import NumberFormat, Stage, draw_network
from viz.figure import MOST_DECIMALS
from viz.network_view import view_of
from viz.terminal import Terminal

__all__ = ["app", "main"]

app = typer.Typer(
    help="Draw, train and compare worked examples of backpropagation.",
    add_completion=False,
    pretty_exceptions_enable=False,
)

MOST_STEPS = 100_000
"""Steps at most where only an acceptable error is asked for."""

STEPS_WORTH_A_BAR = 500

Name = Annotated[str, typer.Argument(metavar="NAME", help="A worked example, such as mazur.")]
Pairs = Annotated[list[str] | None, typer.Argument(metavar="[name=number]...", help="Other numbers: w5=0.9 i1=0.3.")]
Decimals = Annotated[int, typer.Option("--decimals", min=0, max=15, metavar="N", help="Digits after the point.")]


@app.command("show")
def show_command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A worked example; without it, a list.")] = None,
    pairs: Pairs = None,
    stage: Annotated[Stage, typer.Option(help="How much of the network to show.")] = Stage.BACKWARD,
    decimals: Annotated[int | None, typer.Option(min=0, max=15, metavar="N", help="Digits after the point.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write just this: .svg, .png, .dot or .gv.")
    ] = None,
) -> None:
    """Print a network as tables and draw it: net | out, every value and every gradient."""
    terminal = Terminal()
    if name is None:
        _list_examples(terminal)
        return
    example = example_from(name, pairs or [])
    with complaints():
        forward = example.run()
    if stage is Stage.BACKWARD and forward.total is not None:
        forward.total.backward()
    room = None if decimals is None else min(decimals, MOST_DECIMALS)
    figure = draw_network(forward, stage=stage, title=example.title, decimals=room)
    paths = [output] if output else [Path(f"{example.name}.svg"), Path(f"{example.name}.png")]
    with complaints():
        for path in paths:
            figure.save(path)
    terminal.heading(f"{example.title}  ({example.source})")
    terminal.network(view_of(forward), NumberFormat(decimals=9 if decimals is None else decimals), stage)
    terminal.say(f"Wrote {' and '.join(map(str, paths))}.")
    terminal.say("Next:")
    weight = example.trained[-1]
    terminal.say(f"  chainrule show {example.name} --stage forward -o forward.svg")
    terminal.say(f"  chainrule show {example.name} {weight}=0.9")
    terminal.say(f"  chainrule train {example.name} --steps 10000")


def _list_examples(terminal: Terminal) -> None:
    makers = dict.fromkeys(documents.EXAMPLES.values())
    rows = []
    for maker in makers:
        example = maker()
        names = [name for name, other in documents.EXAMPLES.items() if other is maker]
        rows.append([", ".join(names), example.title, example.source])
    terminal.table("Worked examples", ["name", "title", "source"], rows)
    terminal.say("Show one: chainrule show mazur")


@app.command("train")
def train_command(
    name: Name,
    pairs: Pairs = None,
    steps: Annotated[int | None, typer.Option(min=0, metavar="N", help="Steps at most; 1 by default.")] = None,
    until: Annotated[float | None, typer.Option(metavar="E", help="Stop at this total error or below.")] = None,
    rate: Annotated[float | None, typer.Option(metavar="η", help="Learning rate; the document's by default.")] = None,
    order: Annotated[Order, typer.Option(help="All weights at once, or the output layer first.")] = Order.TOGETHER,
    decimals: Decimals = 9,
) -> None:
    """Train by gradient descent, and compare with what the document prints."""
    terminal = Terminal()
    example = example_from(name, pairs or [])
    most = steps if steps is not None else 1 if until is None else MOST_STEPS
    has_bar = most >= STEPS_WORTH_A_BAR and sys.stderr.isatty()
    with complaints(), terminal.progress("training", most) if has_bar else nullcontext() as progress:
        history = train(example, most, until=until, learning_rate=rate, order=order, progress=progress)
    printed = compare(example, history, order) if rate in (None, example.learning_rate) else []
    _print_training(terminal, example, history, printed, NumberFormat(decimals=decimals), rate, order)
    if until is not None:
        reached = "reached" if history.reached else "not reached; raise --steps"
        terminal.say(f"Acceptable error {until:g}: {reached} after {history.steps} steps.")


def _print_training(
    terminal: Terminal,
    example: Example,
    history: History,
    printed: Sequence[Comparison],
    numbers: NumberFormat,
    rate: float | None,
    order: Order,
) -> None:
    old, new = history.old, history.new
    step_word = "step" if history.steps == 1 else "steps"
    which = "all weights together" if order is Order.TOGETHER else "output layer first"
    rate = example.learning_rate if rate is None else rate
    terminal.heading(f"{example.title}: {history.steps} {step_word}, η = {rate:g}, {which}")

    def row(name: str, before: float, after: float, *more: str) -> list[str]:
        said = ", ".join(each.printed.text.replace("-", "−") for each in printed if each.name == name)
        return [name, *more, numbers.text(before), numbers.text(after), *([said] if printed else [])]

    columns = ["old", "new", *(["document"] if printed else [])]
    rows = [row(name, old.weights[name], new.weights[name]) for name in new.weights]
    terminal.table("", ["weight", *columns], rows)
    sample = example.samples[0]
    inputs = ", ".join(numbers.text(number) for number in sample.inputs)
    rows = [
        row(name, old.outputs[name], new.outputs[name], inputs, numbers.text(target))
        for name, target in zip(new.outputs, sample.targets, strict=True)
    ]
    terminal.table("", ["output", "input", "target", *columns], rows)
    rows = [[*row(example.network.naming.total, old.error, new.error), numbers.signed(new.error - old.error)]]
    terminal.table("", ["error", *columns, "difference"], rows)
    for comparison in printed:
        if not comparison.agrees:
            terminal.say(comparison.reason)


UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a wrong option or command."""


def main() -> None:
    """Run the command; bad input gives one line and exit status 2."""
    try:
        status = app(args=sys.argv[1:] or ["--help"], standalone_mode=False)
    except (BadInputError, AutogradError) as error:
        _stop(str(error))
    except UsageError as error:
        message = error.format_message()  # type: ignore[attr-defined]
        _stop(f"{message.rstrip('.')}. See chainrule --help.")
    except typer.Abort:
        sys.exit(130)
    sys.exit(status or 0)


def _stop(message: str) -> NoReturn:
    sys.stderr.write(f"chainrule: {message}\n")
    sys.exit(2)
