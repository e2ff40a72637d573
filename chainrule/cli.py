"""The command line: what can be typed after ``chainrule``."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from autograd import AutogradError, Detail, Direction, __version__
from chainrule.commands.activations import report_activations
from chainrule.commands.check import CheckWishes, run_check
from chainrule.commands.derive import Question, report_derivation
from chainrule.commands.show import Wishes, list_examples, run_show
from chainrule.commands.train import OptimizerName, TrainWishes, run_train
from chainrule.commands.walkthrough import report_walkthrough
from chainrule.commands.wiggle import report_wiggle
from chainrule.commands.worksheet import SheetWishes, write_worksheet
from chainrule.computed import computed_from, split_words
from chainrule.delivery import Form
from chainrule.sources import BadInputError, subject_from
from chainrule.tables.verdicts import Telling
from nn import Order, SumForm, Task
from viz import Engine, NumberFormat, Stage
from viz.terminal import Terminal
from viz.writing.saving import SUFFIXES

__all__ = ["app", "main"]

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
)

INTERRUPTED = 130
"""The exit status after Ctrl-C."""

Name = Annotated[str, typer.Argument(metavar="NAME", help="A worked example, such as mazur.")]
Pairs = Annotated[list[str] | None, typer.Argument(metavar="[name=number]...", help="Other numbers: w5=0.9 i1=0.3.")]
Decimals = Annotated[int, typer.Option("--decimals", min=0, max=15, metavar="N", help="Digits after the point.")]
Source = Annotated[
    str, typer.Argument(metavar="NAME | EXPRESSION | FILE", help="What show takes: mazur, 'y = x^2', a .toml file.")
]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="[w1] [name=number]...", help="Values or partials by name; other numbers.")
]
SampleNumber = Annotated[int | None, typer.Option("--sample", metavar="K", help="Which of several samples, from 1.")]
FormOption = Annotated[Form | None, typer.Option("--as", help="In which form to print it.")]
TextFile = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=f"Write it: {SUFFIXES}; .svg, .png are pictures."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write just this picture.")]


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        sys.stdout.write(f"chainrule {__version__}\n")
        raise typer.Exit


@app.callback()
def chainrule(
    _: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Draw, derive, train and judge: backpropagation on computation graphs, as it is taught."""


# The eight commands are lists of options, longer than functions are elsewhere: typer reads them from the signatures.


@app.command("show")
def show_command(
    source: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME | EXPRESSION | FILE]",
            help="A worked example, a formula such as 'y = x^2*tanh(x)', or a .toml or .json file; without it, a list.",
        ),
    ] = None,
    pairs: Pairs = None,
    stage: Annotated[Stage, typer.Option(help="How much to show.")] = Stage.BACKWARD,
    decimals: Annotated[int | None, typer.Option(min=0, max=15, metavar="N", help="Digits after the point.")] = None,
    sample: Annotated[int | None, typer.Option(metavar="K", help="Which of several samples, from 1.")] = None,
    parameters: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Take trained parameters from this .npz file.")
    ] = None,
    folded: Annotated[bool, typer.Option("--folded", help="Draw an expression as its named values only.")] = False,
    engine: Annotated[Engine, typer.Option(help="Which Graphviz places an expression's boxes.")] = Engine.EMBEDDED,
    most: Annotated[int | None, typer.Option(min=1, metavar="N", help="Draw up to so many nodes, unasked.")] = None,
    output: Output = None,
) -> None:
    """Print a network or an expression as tables and draw it: every value and every gradient."""
    terminal = Terminal()
    if source is None:
        list_examples(terminal)
        return
    wishes = Wishes(stage, decimals, sample, output, folded, engine, most)
    run_show(terminal, subject_from(source, pairs or []), parameters, wishes)


@app.command("derive")
def derive_command(
    source: Source,
    words: Words = None,
    of: Annotated[str | None, typer.Option("--of", metavar="NAME", help="Of this value, such as E_o1.")] = None,
    detail: Annotated[Detail, typer.Option(help="Simple rules, rules as they arise, or δ of neurons.")] = Detail.PLAIN,
    direction: Annotated[Direction, typer.Option("--from", help="Where products begin.")] = Direction.FROM_OUTPUT,
    decimals: Annotated[int | None, typer.Option(min=1, max=15, metavar="N", help="Digits after the point.")] = None,
    sample: SampleNumber = None,
    form: FormOption = None,
    output: TextFile = None,
) -> None:
    """Derive a partial by the chain rule, in symbols, rules and numbers; without a weight, all of them."""
    names, pairs = split_words(words or [])
    question = Question(names, of, detail, direction, decimals, form, output)
    report_derivation(Terminal(), computed_from(source, pairs, sample), question)


@app.command("walkthrough")
def walkthrough_command(
    source: Source,
    pairs: Pairs = None,
    matrix_form: Annotated[bool, typer.Option("--matrix-form", help="Write layers as matrix · vector.")] = False,
    decimals: Annotated[int, typer.Option(min=1, max=15, metavar="N", help="Digits after the point.")] = 4,
    form: FormOption = None,
    output: TextFile = None,
) -> None:
    """Go through a worked example: forward, error, every partial, every update, forward again."""
    sums = SumForm.MATRICES if matrix_form else SumForm.TERMS
    report_walkthrough(Terminal(), subject_from(source, pairs or []), decimals, sums, form, output)


@app.command("wiggle")
def wiggle_command(
    source: Source,
    words: Words = None,
    by: Annotated[float | None, typer.Option("--by", metavar="CHANGE", help="Change it by so much.")] = None,
    to: Annotated[float | None, typer.Option("--to", metavar="NUMBER", help="Change it to this number.")] = None,
    sample: SampleNumber = None,
    form: FormOption = None,
    output: TextFile = None,
) -> None:
    """Change one value a little: the change of every other, as its derivative predicts and in truth."""
    names, pairs = split_words(words or [])
    report_wiggle(Terminal(), computed_from(source, pairs, sample), names, (by, to), form, output)


@app.command("train")
def train_command(
    name: Name,
    pairs: Pairs = None,
    steps: Annotated[int | None, typer.Option(min=0, metavar="N", help="Steps at most; 1 for one sample.")] = None,
    until: Annotated[float | None, typer.Option(metavar="E", help="Stop at this error or below.")] = None,
    rate: Annotated[float | None, typer.Option(metavar="η", help="Learning rate; the document's by default.")] = None,
    order: Annotated[Order | None, typer.Option(help="All weights at once, or the output layer first.")] = None,
    optimizer: Annotated[OptimizerName | None, typer.Option(help="How gradients change weights.")] = None,
    batch: Annotated[int | None, typer.Option(metavar="N", help="Samples a step; all of them by default.")] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Of the order of batches.")] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the training in this .npz file.")
    ] = None,
    every: Annotated[int | None, typer.Option(metavar="N", help="Write it after each so many steps too.")] = None,
    resume: Annotated[Path | None, typer.Option(metavar="FILE", help="Go on from a checkpoint.")] = None,
    save: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the parameters to this .npz file.")] = None,
    decimals: Decimals = 9,
) -> None:
    """Train by gradient descent, a gate by the perceptron rule; compare with what the document prints."""
    wishes = TrainWishes(steps, until, rate, order, optimizer, batch, seed, checkpoint, every, resume, save)
    if not run_train(Terminal(), name, pairs or [], wishes, NumberFormat(decimals=decimals)):
        raise typer.Exit(INTERRUPTED)


@app.command("activations")
def activations_command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="An activation; without it, all.")] = None,
    task: Annotated[Task | None, typer.Option("--for", help="Which activation suits this task, and why.")] = None,
    output: Output = None,
) -> None:
    """Print what is known of activation functions, and draw them with their derivatives."""
    report_activations(Terminal(), name, task, output)


@app.command("check")
def check_command(
    source: Annotated[
        str,
        typer.Argument(metavar="NAME | EXPRESSION | WORKSHEET", help="What the claims are about; mazur, for example."),
    ],
    claims: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[target=claim | ANSWERS]...", help="dE/dw5=0.0822, or files of answers to a worksheet."
        ),
    ] = None,
    hint: Annotated[bool, typer.Option("--hint", help="Say which factor went wrong, and no number.")] = False,
    sample: Annotated[int | None, typer.Option(metavar="K", help="Which of several samples, from 1.")] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write a page a student and an index; FILE.html for claims in one line."),
    ] = None,
    marks: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the marks, a row a student.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, metavar="N", help="Processes at most; one a core.")] = None,
) -> None:
    """Judge numbers that were worked out by hand, and name the slip behind a wrong one."""
    wishes = CheckWishes(Telling.HINT if hint else Telling.ALL, sample, html, marks, jobs)
    raise typer.Exit(run_check(Terminal(), source, claims or [], wishes, _typed))


@app.command("worksheet")
def worksheet_command(
    name: Name,
    blank: Annotated[
        str, typer.Option(metavar="w5,w1", help="Weights to ask for, or other targets; all weights by default.")
    ] = "",
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder.")] = Path("worksheet"),
    stage: Annotated[Stage, typer.Option(help="What the picture shows: structure or weights.")] = Stage.WEIGHTS,
    sample: Annotated[int | None, typer.Option(min=1, metavar="K", help="Which of several samples, from 1.")] = None,
    vary: Annotated[int | None, typer.Option(metavar="SEED", help="Give other numbers, drawn from this seed.")] = None,
    students: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Names, one a line: other numbers for each.")
    ] = None,
) -> None:
    """Write an exercise to hand out, an empty file of answers, and the key."""
    blanks = tuple(filter(None, map(str.strip, blank.split(","))))
    write_worksheet(Terminal(), name, folder, SheetWishes(blanks, stage, sample, vary, students))


def _typed(question: str) -> str:
    """The answer to a question, as it is typed."""
    try:
        return str(typer.prompt(question, default="", show_default=False, prompt_suffix=""))
    except typer.Abort:
        raise EOFError from None


UsageError: type[Exception] = typer.BadParameter.__mro__[1]
"""What typer raises for a wrong option or command."""


def main() -> None:
    """Run the command; bad input gives one message and exit status 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that knows no ∂ shows "?"
    try:
        status = app(args=sys.argv[1:] or ["--help"], standalone_mode=False)
    except (BadInputError, AutogradError) as error:
        _stop(str(error))
    except UsageError as error:
        message = error.format_message()  # type: ignore[attr-defined]
        _stop(f"{message if message.endswith('?') else message.rstrip('.') + '.'} {_hint(error)}")
    except OSError as error:  # standard output is full or closed
        _stop(f"cannot write the result: {error.strerror or error}.")
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    sys.exit(status or 0)


def _hint(error: Exception) -> str:
    """Advice after a usage error; an expression that starts with a minus looks like an option."""
    if getattr(error, "option_name", None) is None:
        return "See chainrule --help."
    return "What starts with - is an option; an expression such as '-x^2' stands after --: chainrule show -- '-x^2' x=1"


def _stop(message: str) -> NoReturn:
    sys.stderr.write(f"chainrule: {message}\n")
    sys.exit(2)
