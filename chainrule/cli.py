"""The command line: what can be typed after ``chainrule``."""

from __future__ import annotations

import io
import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from shutil import which
from typing import Annotated, NoReturn

import typer

from autograd import AutogradError, Detail, Direction
from chainrule.activation_plots import activation_drawing, overview_drawing
from chainrule.activation_report import print_activation, print_activations, print_choice
from chainrule.check_command import CheckWishes, run_check
from chainrule.check_report import Telling
from chainrule.computed import computed_from, split_words
from chainrule.delivery import Form
from chainrule.derivation_report import Question, report_derivation
from chainrule.gate_training import refuse_for_gates, train_gate
from chainrule.show import Wishes, show_expression, show_gate, show_network
from chainrule.sources import BadInputError, complaints, numbers_from, save_all, subject_from
from chainrule.training_report import print_training
from chainrule.walkthrough_report import report_walkthrough
from chainrule.wiggle_report import report_wiggle
from chainrule.worksheet_command import SheetWishes, write_worksheet
from nn import (
    Adam,
    Example,
    GateExample,
    GradientDescent,
    Momentum,
    Order,
    SumForm,
    Task,
    activation_facts,
    choose_activation,
    documents,
    load_parameters,
    save_parameters,
    train,
)
from viz import DrawingFigure, Engine, NumberFormat, Stage
from viz.terminal import Terminal

__all__ = ["app", "main"]

app = typer.Typer(
    help="Draw, train and compare worked examples of backpropagation.",
    add_completion=False,
    pretty_exceptions_enable=False,
)

MOST_STEPS = 100_000
"""Steps at most where only an acceptable error is asked for."""

ACCEPTABLE = 0.01
"""The mean error at which a training on several samples ends unless told otherwise."""

STEPS_WORTH_A_BAR = 500

INTERRUPTED = 130
"""The exit status after Ctrl-C."""


class OptimizerName(StrEnum):
    """What ``--optimizer`` takes."""

    GRADIENT_DESCENT = "gradient-descent"
    MOMENTUM = "momentum"
    ADAM = "adam"


OPTIMIZERS = dict(zip(OptimizerName, (GradientDescent, Momentum, Adam), strict=True))

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
    typer.Option("--output", "-o", metavar="FILE", help="Write it: .txt, .md, .tex, .html; .svg, .png are pictures."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write just this picture.")]


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
        _list_examples(terminal)
        return
    subject = subject_from(source, pairs or [])
    wishes = Wishes(stage, decimals, sample, [output] if output else [], folded, engine, most)
    if not isinstance(subject, Example | GateExample):
        _refuse("an expression", {"--sample": sample is not None, "--parameters": parameters is not None})
        show_expression(terminal, subject, wishes)
        return
    _refuse("a network", {"--folded": folded, "--most": most is not None, "--engine": engine is not Engine.EMBEDDED})
    if parameters is not None:
        with complaints("read"):
            load_parameters(subject.network, parameters)
    if isinstance(subject, GateExample):
        show_gate(terminal, subject, wishes)
        _say_next(terminal, f"show {subject.name} --sample 2", f"train {subject.name}")
        return
    show_network(terminal, subject, wishes)
    name, weight = subject.name, subject.trained[-1]
    if len(subject.samples) > 1:
        _say_next(terminal, f"show {name} --sample 2", f"show {name} {weight}=0.9", f"train {name}")
    else:
        _say_next(
            terminal,
            f"show {name} --stage forward -o forward.svg",
            f"show {name} {weight}=0.9",
            f"train {name} --steps 10000",
        )


def _refuse(what: str, options: dict[str, bool]) -> None:
    """Refuse options that mean nothing for what is shown."""
    for option, is_given in options.items():
        if is_given:
            raise BadInputError(f"{option} means nothing for {what}; leave it out.")


def _say_next(terminal: Terminal, *commands: str) -> None:
    program = program_as_typed()
    terminal.say("Next:")
    for command in commands:
        terminal.say(f"  {program} {command}")


def _list_examples(terminal: Terminal) -> None:
    makers = dict.fromkeys(documents.EXAMPLES.values())
    rows = []
    for maker in makers:
        example = maker()
        names = [name for name, other in documents.EXAMPLES.items() if other is maker]
        rows.append([", ".join(names), example.title, example.source])
    terminal.table("Worked examples", ["name", "title", "source"], rows)
    terminal.say(f"Show one: {program_as_typed()} show mazur")
    terminal.say(f"Or an expression: {program_as_typed()} show 'y = x^2*tanh(x)' x=1.3")


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
    terminal = Terminal()
    numbers = NumberFormat(decimals=decimals)
    with complaints():
        example = documents.build(name)
    if isinstance(example, GateExample):
        others = {
            "--until": until, "--order": order, "--optimizer": optimizer, "--batch": batch, "--seed": seed,
            "--checkpoint": checkpoint, "--every": every, "--resume": resume, "--save": save,
        }  # fmt: skip
        refuse_for_gates(name, [option for option, given in others.items() if given is not None])
        train_gate(terminal, example, numbers_from(pairs or []), steps, rate, numbers)
        return
    with complaints():
        example = documents.build(name, numbers_from(pairs or []))
    assert isinstance(example, Example)  # the same maker again, with numbers
    _refuse("a training that is not kept, without --checkpoint", {"--every": every is not None and checkpoint is None})
    _refuse("all samples at once, without --batch", {"--seed": seed is not None and batch is None})
    if steps is None and until is None and len(example.samples) > 1:
        until = ACCEPTABLE
    most = steps if steps is not None else 1 if until is None else MOST_STEPS
    has_bar = most >= STEPS_WORTH_A_BAR and sys.stderr.isatty()
    with complaints(), terminal.progress("training", most) if has_bar else nullcontext() as progress:
        history = train(
            example,
            most,
            until=until,
            learning_rate=rate,
            order=order or Order.TOGETHER,
            progress=progress,
            optimizer=OPTIMIZERS[optimizer or OptimizerName.GRADIENT_DESCENT],
            batch=batch,
            seed=seed or 0,
            checkpoint=checkpoint,
            every=every,
            resume=resume,
        )
    if save is not None:
        with complaints():
            save_parameters(example.network, save)
    print_training(terminal, example, history, numbers)
    if until is not None:
        reached = "reached" if history.reached else "not reached"
        terminal.say(f"Acceptable error {until:g}: {reached} after {history.steps} steps.")
        if not history.reached and not history.interrupted:
            other = f", or other weights to start from, such as {name} seed=1" if name == "xor" else ""
            terminal.say(f"Try more steps, another --rate or --optimizer{other}.")
    for path in filter(None, (checkpoint, save)):
        terminal.say(f"Wrote {path}.")
    if history.interrupted:
        raise typer.Exit(INTERRUPTED)


@app.command("activations")
def activations_command(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="An activation; without it, all.")] = None,
    task: Annotated[Task | None, typer.Option("--for", help="Which activation suits this task, and why.")] = None,
    output: Output = None,
) -> None:
    """Print what is known of activation functions, and draw them with their derivatives."""
    terminal = Terminal()
    if task is not None:
        print_choice(terminal, choose_activation(task))
        if name is None and output is None:
            return
    with complaints():
        facts = None if name is None else activation_facts(name)
    drawing = overview_drawing() if facts is None else activation_drawing(facts)
    stem = "activations" if facts is None else facts.name
    paths = [output] if output else [Path(f"{stem}.svg"), Path(f"{stem}.png")]
    with complaints():
        save_all(DrawingFigure(drawing), paths)
    if facts is not None:
        print_activation(terminal, facts)
    elif task is None:
        print_activations(terminal)
    terminal.say(f"Wrote {' and '.join(map(str, paths))}.")


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
        Path | None, typer.Option(metavar="DIR", help="Write a page for each student, and an index.")
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
    blanks = tuple(each.strip() for each in blank.split(",") if each.strip())
    write_worksheet(Terminal(), name, folder, SheetWishes(blanks, stage, sample, vary, students))


def _typed(question: str) -> str:
    """What is typed after a question."""
    try:
        return str(typer.prompt(question, default="", show_default=False, prompt_suffix=""))
    except typer.Abort:
        raise EOFError from None


def program_as_typed() -> str:
    """How this program was started, so that the next command can be copied."""
    typed = Path(sys.argv[0])
    if typed.stem != "chainrule":
        return "python -m chainrule"
    return "chainrule" if which("chainrule") == str(typed) else str(typed)


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
        _stop(f"{message.rstrip('.')}. {_hint(error)}")
    except OSError as error:  # standard output is full or closed
        _stop(f"cannot write the result: {error.strerror or error}.")
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    sys.exit(status or 0)


def _hint(error: Exception) -> str:
    """An expression that starts with a minus looks like an option."""
    if getattr(error, "option_name", None) is None:
        return "See chainrule --help."
    return "What starts with - is an option; an expression such as '-x^2' stands after --: chainrule show -- '-x^2' x=1"


def _stop(message: str) -> NoReturn:
    sys.stderr.write(f"chainrule: {message}\n")
    sys.exit(2)
