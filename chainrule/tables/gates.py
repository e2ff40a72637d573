"""Truth tables of gates, and the perceptron rule in the lecture's six steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nn import Neuron
from nn.example import GateExample
from nn.training.perceptron import PerceptronEpoch, PerceptronHistory, PerceptronStep
from nn.worked import STEPS
from viz import NumberFormat
from viz.terminal import Terminal

__all__ = ["print_gate", "print_perceptron"]

ALL_PRINTED = 20
"""Epochs that are all printed; of more, the middle is left out."""

FIRST_EPOCHS, LAST_EPOCHS = 12, 5


def print_gate(terminal: Terminal, example: GateExample, numbers: NumberFormat | None = None) -> None:
    """Print when each unit of a gate fires, and its truth table beside the wanted one.

    Examples
    --------
    >>> from nn import documents
    >>> print_gate(Terminal(), documents.and_gate(b=-1))
    Y = 1 where 1·x1 + 1·x2 ≥ 1, else 0
    <BLANKLINE>
    Truth table
    x1  x2  s   Y  wanted  right
    ────────────────────────────
    1   1    1  1  1       yes
    1   0    0  1  0       no
    0   1    0  1  0       no
    0   0   −1  0  0       yes
    <BLANKLINE>
    Not as wanted: (1, 0), (0, 1).

    References
    ----------
    Lecture 9, "The First Neural Networks": AND and OR with Threshold(Y) = 2.
    """
    numbers = numbers or NumberFormat()
    _print_conditions(terminal, example, numbers)
    rows, wrong = [], []
    for place, line in enumerate(example.table):
        forward = example.run(place)
        units = [value for layer in forward.layers for unit in layer for value in (unit.net, unit.out)]
        is_right = units[-1].data == line.targets[0]
        shown = [*line.inputs, *(value.data for value in units), *line.targets]
        rows.append([*map(numbers.text, shown), "yes" if is_right else "no"])
        wrong += [] if is_right else [_vector(line.inputs, numbers, "()")]
    columns = [*example.network.input_names, *(value.name or "" for value in units), "wanted", "right"]
    terminal.table("Truth table", columns, rows)
    if wrong:
        terminal.say(f"Not as wanted: {', '.join(wrong)}.")


def _print_conditions(terminal: Terminal, example: GateExample, numbers: NumberFormat) -> None:
    """Print when each unit fires, a line a unit."""
    sources = list(example.network.input_names)
    for layer in example.network.layers:
        for neuron in layer.neurons:
            terminal.say(f"{neuron.name} = {_condition(neuron, sources, numbers)}, else 0")
        sources = [neuron.name for neuron in layer.neurons]
    terminal.say("")


def print_perceptron(
    terminal: Terminal, example: GateExample, history: PerceptronHistory, numbers: NumberFormat
) -> None:
    """Print the six training steps with the numbers of the first change, every epoch, and what came of it.

    References
    ----------
    Lecture 9, "Neural Network training steps" and "Regarding 5th step: Weights Adaptation", first method.
    """
    names = ["b", *(f"w{place}" for place in range(1, len(history.start)))]
    inputs = list(example.network.input_names)
    terminal.heading(
        f"The perceptron rule: one threshold unit learns the truth table of {example.name}, "
        f"η = {numbers.text(history.learning_rate)}"
    )
    terminal.say("W(n+1) = W(n) + η [d(n) − Y(n)] X(n)")
    terminal.say(f"W = [{', '.join(names)}], X = [1, {', '.join(inputs)}], Y = 1 where s ≥ 0, else 0\n")
    _print_steps(terminal, history, numbers)
    terminal.table("Epoch 1, sample by sample", [*inputs, "s", "Y", "d", *names], _sample_rows(history, numbers))
    terminal.table("Every epoch", ["epoch", "errors", *names], _epoch_rows(history.epochs, numbers))
    for line in _verdict(history, numbers):
        terminal.say(line)
    if history.converged is not None:
        terminal.say("")
        rows = [_outcome(step, numbers) for step in history.steps[-_samples_an_epoch(history) :]]
        terminal.table("Checked on the truth table", [*inputs, "s", "Y", "d"], rows)


def _condition(neuron: Neuron, sources: Sequence[str], numbers: NumberFormat) -> str:
    """``1 where 1·x1 + 1·x2 ≥ 2``: the bias is a threshold on the other side."""
    terms = [f"{numbers.text(weight.data)}·{source}" for weight, source in zip(neuron.weights, sources, strict=True)]
    return f"1 where {_joined(terms)} ≥ {numbers.text(-neuron.bias.data or 0.0)}"


def _joined(terms: Iterable[str]) -> str:
    return " + ".join(terms).replace("+ −", "− ")


def _print_steps(terminal: Terminal, history: PerceptronHistory, numbers: NumberFormat) -> None:
    """The lecture's steps, with the numbers of the first sample that changes W, else of the very first."""
    step = next((step for step in history.steps if step.new != step.old), history.steps[0])
    terms = [f"{_factor(w, numbers)}·{_factor(x, numbers)}" for w, x in zip(step.old, step.inputs, strict=True)]
    sign = "≥" if step.output else "<"
    lines = (
        f"W = {_vector(history.start, numbers)}",
        f"X = {_vector(step.inputs, numbers)}, d = {step.desired}{_where(step, history)}",
        f"s = {' + '.join(terms)} = {numbers.text(step.sum)}",
        f"Y = {step.output}, because s {sign} 0",
        _adaptation(step, history.learning_rate, numbers),
        "the next ones, until an epoch passes without an error",
    )
    for place, (title, text) in enumerate(zip(STEPS, lines, strict=True), 1):
        terminal.heading(f"{place}  {title}")
        terminal.say(f"   {text}")
    terminal.say("")


def _where(step: PerceptronStep, history: PerceptronHistory) -> str:
    place = history.steps.index(step) + 1
    if step.new == step.old:
        return f"  (sample {place} of epoch {step.epoch})"
    return f"  (sample {place} of epoch {step.epoch}, the first that changes W)"


def _adaptation(step: PerceptronStep, learning_rate: float, numbers: NumberFormat) -> str:
    if step.output == step.desired:
        return f"Y = d, so W stays {_vector(step.new, numbers)}"
    return (
        f"W + η [d − Y] X = {_vector(step.old, numbers)} + {numbers.text(learning_rate)}·"
        f"[{step.desired} − {step.output}]·{_vector(step.inputs, numbers)} = {_vector(step.new, numbers)}"
    )


def _sample_rows(history: PerceptronHistory, numbers: NumberFormat) -> list[list[str]]:
    """The first epoch: what came out for each sample, and W after it."""
    first = history.steps[: _samples_an_epoch(history)]
    return [[*_outcome(step, numbers), *map(numbers.text, step.new)] for step in first]


def _outcome(step: PerceptronStep, numbers: NumberFormat) -> list[str]:
    return list(map(numbers.text, (*step.inputs[1:], step.sum, step.output, step.desired)))


def _epoch_rows(epochs: Sequence[PerceptronEpoch], numbers: NumberFormat) -> list[list[str]]:
    rows = [[str(epoch.number), str(epoch.errors), *map(numbers.text, epoch.weights)] for epoch in epochs]
    if len(rows) > ALL_PRINTED:
        gap = ["…", *[""] * (len(rows[0]) - 1)]
        rows = [*rows[:FIRST_EPOCHS], gap, *rows[-LAST_EPOCHS:]]
    width = max(len(row[0]) for row in rows)
    return [[row[0].rjust(width), *row[1:]] for row in rows]


def _verdict(history: PerceptronHistory, numbers: NumberFormat) -> list[str]:
    """The outcome in a sentence or two."""
    weights = _vector(history.weights, numbers)
    if history.converged is not None:
        return [f"The first epoch without an error is epoch {history.converged}: W = {weights}."]
    if history.learning_rate == 0:
        return [
            f"η = 0 lies in the lecture's range 0 ≤ η ≤ 1, but nothing is learned with it: W stays {weights}.",
            "Take η above 0, such as 1.",
        ]
    if history.repeats is not None:
        again, earlier = history.repeats.again, history.repeats.earlier
        return [
            f"Epoch {again} begins with the weights of epoch {earlier}, W = {weights}: the rule goes round in circles.",
            f"So no line separates these {_samples_an_epoch(history)} samples, and no single threshold unit is right "
            "for all of them.",
            "A hidden layer is what it takes: chainrule show xor_gate, chainrule train xor.",
        ]
    return [f"{len(history.epochs)} epochs, none of them without an error; allow more epochs."]


def _samples_an_epoch(history: PerceptronHistory) -> int:
    return len(history.steps) // len(history.epochs)


def _factor(number: float, numbers: NumberFormat) -> str:
    """A number in a product: a negative one in parentheses."""
    text = numbers.text(number)
    return f"({text})" if text.startswith("−") else text


def _vector(values: Iterable[float], numbers: NumberFormat, brackets: str = "[]") -> str:
    return f"{brackets[0]}{', '.join(map(numbers.text, values))}{brackets[1]}"
