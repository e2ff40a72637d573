"""``chainrule activations``: facts of activation functions, their curves, and which one suits a task."""

from __future__ import annotations

from pathlib import Path

from chainrule.delivery import picture_paths, save_all, say_written
from chainrule.sources import complaints
from chainrule.tables.activation_plots import activation_drawing, overview_drawing
from chainrule.tables.activations import print_activation, print_activations, print_choice
from nn import Task, activation_facts, choose_activation
from viz import DrawingFigure
from viz.terminal import Terminal

__all__ = ["report_activations"]


def report_activations(terminal: Terminal, name: str | None, task: Task | None, output: Path | None) -> None:
    """Print and draw one activation function, or all, or say which one suits a task."""
    if task is not None:
        print_choice(terminal, choose_activation(task))
        if name is None and output is None:
            return
    with complaints():
        facts = None if name is None else activation_facts(name)
    drawing = overview_drawing() if facts is None else activation_drawing(facts)
    paths = picture_paths("activations" if facts is None else facts.name, output)
    with complaints():
        save_all(DrawingFigure(drawing), paths)
    if facts is not None:
        print_activation(terminal, facts)
    elif task is None:
        print_activations(terminal)
    say_written(terminal, paths)
