"""``chainrule show``: a network, a gate or an expression, or the list of what there is."""

from __future__ import annotations

from pathlib import Path

from chainrule.program import program_as_typed, say_next
from chainrule.show import Wishes, show_expression, show_gate, show_network
from chainrule.sources import Expression, Subject, complaints, refuse
from nn import GateExample, documents, load_parameters
from viz import Engine
from viz.terminal import Terminal

__all__ = ["list_examples", "run_show"]


def run_show(terminal: Terminal, subject: Subject, parameters: Path | None, wishes: Wishes) -> None:
    """Print and draw what was asked for, and say what one may want next.

    Raises
    ------
    BadInputError
        For an option that means nothing for it, and for what cannot be read or drawn.
    """
    if isinstance(subject, Expression):
        refuse("an expression", {"--sample": wishes.sample is not None, "--parameters": parameters is not None})
        show_expression(terminal, subject, wishes)
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
        show_gate(terminal, subject, wishes)
        say_next(terminal, f"show {name} --sample 2", f"train {name}")
        return
    show_network(terminal, subject, wishes)
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
