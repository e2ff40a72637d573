"""``chainrule show``: a network, a gate or an expression, or the list of what there is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograd import RenderError
from chainrule.delivery import picture_paths, save_all, say_written
from chainrule.program import program_as_typed, say_next
from chainrule.sources import BadInputError, Expression, Subject, complaints, refuse, sample_note, sample_place
from chainrule.tables.expression import print_expression
from chainrule.tables.gates import print_gate
from nn import Example, Forward, GateExample, documents, load_parameters
from viz import Engine, Figure, NumberFormat, Stage, draw, draw_folded, draw_network, neurons_by_name
from viz.expression.figure import MOST_NODES, TooManyNodesError, heading_of
from viz.figure import MOST_DECIMALS
from viz.network.view import view_of
from viz.terminal import Terminal

__all__ = ["Wishes", "list_examples", "run_show"]


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of ``chainrule show``, as `chainrule.cli` explains them; a sample is counted from 1.

    Without a path an .svg and a .png are named after what is shown.
    """

    stage: Stage = Stage.BACKWARD
    decimals: int | None = None
    sample: int | None = None
    path: Path | None = None
    is_folded: bool = False
    engine: Engine = Engine.EMBEDDED
    most: int | None = None

    @property
    def room(self) -> int | None:
        """Decimals that a picture has room for."""
        return None if self.decimals is None else min(self.decimals, MOST_DECIMALS)

    @property
    def numbers(self) -> NumberFormat:
        """How a table writes numbers."""
        return NumberFormat(decimals=9 if self.decimals is None else self.decimals)


def run_show(terminal: Terminal, subject: Subject, parameters: Path | None, wishes: Wishes) -> None:
    """Print and draw what was asked for, and say what one may want next."""
    if isinstance(subject, Expression):
        refuse("an expression", {"--sample": wishes.sample is not None, "--parameters": parameters is not None})
        _show_expression(terminal, subject, wishes)
        return
    others = {
        "--folded": wishes.is_folded,
        "--most": wishes.most is not None,
        "--engine": wishes.engine is not Engine.EMBEDDED,
    }
    refuse("a network", others)
    if parameters is not None:
        with complaints("read"):
            load_parameters(subject.network, parameters)
    name = subject.name
    if isinstance(subject, GateExample):
        _show_gate(terminal, subject, wishes)
        say_next(terminal, f"show {name} --sample 2", f"train {name}")
        return
    _show_network(terminal, subject, wishes)
    other = f"show {name} {subject.trained[-1]}=0.9"
    if len(subject.samples) > 1:
        say_next(terminal, f"show {name} --sample 2", other, f"train {name}")
    else:
        say_next(terminal, f"show {name} --stage forward -o forward.svg", other, f"train {name} --steps 10000")


def list_examples(terminal: Terminal) -> None:
    """Print a table of the worked examples."""
    rows = []
    for maker in dict.fromkeys(documents.EXAMPLES.values()):
        example = maker()
        names = [name for name, other in documents.EXAMPLES.items() if other is maker]
        rows.append([", ".join(names), example.title, example.source])
    terminal.table("Worked examples", ["name", "title", "source"], rows)
    terminal.say(f"Show one: {program_as_typed()} show mazur")
    terminal.say(f"Or an expression: {program_as_typed()} show 'y = x^2*tanh(x)' x=1.3")


def _show_network(terminal: Terminal, example: Example, wishes: Wishes) -> None:
    """Print a network as tables and draw it: net | out, every value and every gradient."""
    place = sample_place(example, wishes.sample)
    with complaints():
        forward = example.run(place)
    if wishes.stage is Stage.BACKWARD and forward.total is not None:
        forward.total.backward()
    note = sample_note(example, place)
    paths = _draw_network(terminal, example, forward, wishes.stage, note, wishes)
    if note:
        terminal.say(f"The tables and the picture show {note}.\n")
    terminal.network(view_of(forward), wishes.numbers, wishes.stage)
    say_written(terminal, paths)


def _show_gate(terminal: Terminal, example: GateExample, wishes: Wishes) -> None:
    """Print a gate's truth table, and draw its network for one line of it."""
    place = sample_place(example, wishes.sample)
    stage = Stage.FORWARD if wishes.stage is Stage.BACKWARD else wishes.stage  # a threshold has no gradient to show
    note = sample_note(example, place)
    with complaints():
        forward = example.run(place)
    paths = _draw_network(terminal, example, forward, stage, note, wishes)
    print_gate(terminal, example, wishes.numbers)
    terminal.say(f"The picture shows {note}.")
    say_written(terminal, paths)


def _draw_network(
    terminal: Terminal, example: Example | GateExample, forward: Forward, stage: Stage, note: str, wishes: Wishes
) -> Sequence[Path]:
    """Write the picture of a network, print its heading, and return where it is."""
    paths = picture_paths(example.name, wishes.path)
    with complaints():
        save_all(draw_network(forward, stage=stage, title=example.title, note=note, decimals=wishes.room), paths)
    terminal.heading(f"{example.title}  ({example.source})")
    return paths


def _show_expression(terminal: Terminal, expression: Expression, wishes: Wishes) -> None:
    """Print the named values of an expression, and draw every operation of it."""
    output = expression.output
    if wishes.stage is Stage.BACKWARD:
        output.backward()
    figure = _expression_figure(expression, wishes)
    paths, failure = picture_paths(expression.name, wishes.path), None
    with complaints():
        try:
            if wishes.path is None and not figure.has_png:
                paths = paths[:1]
            save_all(figure, paths)
        except RenderError as error:  # without Graphviz there are the numbers at least
            failure = error
    terminal.heading(heading_of(output, expression.title or None))
    print_expression(terminal, output, wishes.numbers, wishes.stage)
    if expression.note:
        terminal.say(expression.note)
    if failure is not None:
        raise failure
    say_written(terminal, paths)


def _expression_figure(expression: Expression, wishes: Wishes) -> Figure:
    drawn: Callable[..., Figure] = draw_folded if wishes.is_folded else draw
    options = {
        "neurons": neurons_by_name(expression.output),
        "stage": wishes.stage,
        "title": expression.title or None,
        "decimals": wishes.room,
        "engine": wishes.engine,
    }
    with complaints():
        try:
            return drawn(expression.output, **options, most=wishes.most or MOST_NODES)
        except TooManyNodesError as error:
            if wishes.most is None and sys.stdin.isatty() and _agreed(error.nodes):
                return drawn(expression.output, **options, most=error.nodes)
            raise BadInputError(
                f"the picture would have {error.nodes} nodes; ask for it with --most {error.nodes}."
            ) from error


def _agreed(nodes: int) -> bool:
    sys.stderr.write(f"The picture would have {nodes} nodes. Draw it? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
