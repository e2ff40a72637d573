"""The command line: ``chainrule show`` and ``chainrule train``."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from pathlib import Path
from shutil import which
from typing import Annotated, NoReturn

import typer

from autograd import AutogradError
from chainrule.sources import BadInputError, complaints, example_from, save_all
from chainrule.training_report import print_training
from nn import Order, documents, train
from viz import NumberFormat, Stage, draw_network
from viz.figure import MOST_DECIMALS
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
        save_all(figure, paths)
    terminal.heading(f"{example.title}  ({example.source})")
    terminal.network(figure.view, NumberFormat(decimals=9 if decimals is None else decimals), stage)
    terminal.say(f"Wrote {' and '.join(map(str, paths))}.")
    terminal.say("Next:")
    program, weight = program_as_typed(), example.trained[-1]
    terminal.say(f"  {program} show {example.name} --stage forward -o forward.svg")
    terminal.say(f"  {program} show {example.name} {weight}=0.9")
    terminal.say(f"  {program} train {example.name} --steps 10000")


def _list_examples(terminal: Terminal) -> None:
    makers = dict.fromkeys(documents.EXAMPLES.values())
    rows = []
    for maker in makers:
        example = maker()
        names = [name for name, other in documents.EXAMPLES.items() if other is maker]
        rows.append([", ".join(names), example.title, example.source])
    terminal.table("Worked examples", ["name", "title", "source"], rows)
    terminal.say(f"Show one: {program_as_typed()} show mazur")


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
    print_training(terminal, example, history, NumberFormat(decimals=decimals))
    if until is not None:
        reached = "reached" if history.reached else "not reached"
        terminal.say(f"Acceptable error {until:g}: {reached} after {history.steps} steps.")


def program_as_typed() -> str:
    """How this program was started, so that the next command can be copied."""
    typed = Path(sys.argv[0])
    if typed.stem != "chainrule":
        return "python -m chainrule"
    return "chainrule" if which("chainrule") == str(typed) else str(typed)


UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a wrong option or command."""


def main() -> None:
    """Run the command; bad input gives one line and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no ∂ shows "?"
    try:
        status = app(args=sys.argv[1:] or ["--help"], standalone_mode=False)
    except (BadInputError, AutogradError) as error:
        _stop(str(error))
    except UsageError as error:
        message = error.format_message()  # type: ignore[attr-defined]
        _stop(f"{message.rstrip('.')}. See chainrule --help.")
    except OSError as error:  # standard output is full or closed
        _stop(f"cannot write the result: {error.strerror or error}.")
    except typer.Abort:
        sys.exit(130)
    sys.exit(status or 0)


def _stop(message: str) -> NoReturn:
    sys.stderr.write(f"chainrule: {message}\n")
    sys.exit(2)
