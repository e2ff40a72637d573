"""Activation functions as tables: what is known of each, and which one a task asks for."""

from __future__ import annotations

from math import inf

from chainrule.tables.activation_plots import is_dead, saturation_text
from nn.activations.choice import Choice, Task, choose_activation
from nn.activations.facts import ACTIVATIONS, ActivationFacts
from viz import NumberFormat
from viz.terminal import Terminal

__all__ = ["print_activation", "print_activations", "print_choice"]

NUMBERS = NumberFormat()

LAYERS = 10
"""Layers in the example of a gradient on its way back."""

BY_PREDICTION = "by what it predicts"


def print_activations(terminal: Terminal) -> None:
    """Print what is known of all activations, and the choice for each task."""
    facts = ACTIVATIONS.values()
    formulas = [[one.name, one.formula, one.derivative, one.range] for one in facts]
    terminal.table("Activation functions", ["name", "out", "∂out/∂x", "range of out"], formulas)
    properties = [
        [
            one.name,
            _yes(one.is_zero_centred),
            _yes(one.is_smooth),
            NUMBERS.text(one.largest_slope),
            saturation_text(one).replace(" or ", "\n").replace(", others", ",\nothers"),
            one.limitation,
        ]
        for one in facts
    ]
    columns = ["name", "zero-\ncentred", "smooth", "largest\nslope", "gradient\nnear 0", "limitation"]
    terminal.table("", columns, properties)
    _print_tasks(terminal)


def print_activation(terminal: Terminal, facts: ActivationFacts) -> None:
    """Print every fact of one activation, and what ten layers of it leave of a gradient."""
    terminal.heading(f"{facts.title}  ({facts.source})")
    rows = [
        ["name", facts.name],
        [facts.out, facts.formula],
        [f"∂{facts.out}/∂x", facts.derivative],
        [f"range of {facts.out}", facts.range],
        ["zero-centred", _yes(facts.is_zero_centred)],
        ["smooth", "yes" if facts.is_smooth else "no: without a derivative at x = 0, where the engine takes 0"],
        ["largest slope", NUMBERS.text(facts.largest_slope)],
        ["gradient 0" if is_dead(facts) else "gradient near 0", saturation_text(facts)],
        ["limitation", facts.limitation],
    ]
    terminal.table("", ["fact", "value"], rows)
    if facts.unsaturated() not in (None, (-inf, inf)) and not is_dead(facts):
        terminal.say("A gradient is called near 0 where the slope is below 5 % of the largest.\n")
    if facts.others:
        terminal.say("It stands in the last layer only, so that no gradient passes through several of it.\n")
    else:
        _print_layers(terminal, facts)


def _print_layers(terminal: Terminal, facts: ActivationFacts) -> None:
    """Print what the slopes of ten layers multiply to, at the best x and at two usual ones."""
    places = [("largest", facts.largest_slope), *((f"at x = {NUMBERS.text(x)}", facts.slope(x)) for x in (2.0, -2.0))]
    rows = [[where, NUMBERS.text(slope), _power(slope), NUMBERS.text(slope**LAYERS)] for where, slope in places]
    columns = ["slope", "of one layer", f"of {LAYERS} layers", "a gradient of 1 becomes"]
    terminal.table(f"A gradient on its way back through {LAYERS} layers, all weights 1", columns, rows)


def print_choice(terminal: Terminal, choice: Choice) -> None:
    """Print which activations and which loss suit a task, and why."""
    formula = f": {choice.output.out} = {choice.output.formula}" if choice.output else ""
    rows = [
        ["output layer", f"{_output(choice)}{formula}"],
        ["loss", choice.loss or BY_PREDICTION],
        ["hidden layers", _hidden(choice)],
        ["reason", choice.reason],
        ["source", choice.source],
    ]
    terminal.table(f"Activations for {choice.task.meaning}", ["what", "choice"], rows)


def _print_tasks(terminal: Terminal) -> None:
    """Print the choices in short."""
    choices = map(choose_activation, Task)
    rows = [[choice.task.value, _output(choice), choice.loss, _hidden(choice)] for choice in choices]
    terminal.table("Which activation for which task", ["task", "output layer", "loss", "hidden layers"], rows)


def _output(choice: Choice) -> str:
    return choice.output.name if choice.output else BY_PREDICTION


def _hidden(choice: Choice) -> str:
    return " and/or ".join(facts.name for facts in choice.hidden)


def _power(slope: float) -> str:
    return f"{NUMBERS.text(slope)}^{LAYERS}"


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"
