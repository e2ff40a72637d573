"""``chainrule train and_gate``: one threshold unit learns a truth table by the perceptron rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chainrule.perceptron_report import print_perceptron
from chainrule.sources import BadInputError, complaints
from nn import GateExample, train_perceptron
from viz import NumberFormat
from viz.terminal import Terminal

__all__ = ["refuse_for_gates", "train_gate"]

MOST_EPOCHS = 1000


def refuse_for_gates(name: str, options: Sequence[str]) -> None:
    """Refuse options that mean nothing to the perceptron rule.

    Raises
    ------
    BadInputError
        If there are any.
    """
    if options:
        raise BadInputError(
            f"{name} learns by the perceptron rule until an epoch passes without an error; it has no {options[0]}. "
            "--rate, --steps (epochs) and --decimals can be given."
        )


def train_gate(
    terminal: Terminal,
    example: GateExample,
    given: Mapping[str, float],
    epochs: int | None,
    rate: float | None,
    numbers: NumberFormat,
) -> None:
    """Train one unit on a gate's truth table and print it, from b, w1, w2 = 0 unless others are given.

    Raises
    ------
    BadInputError
        If a number is given for something else, or is out of range.
    """
    count = len(example.samples[0].inputs)
    start = {"b": 0.0, **{f"w{place}": 0.0 for place in range(1, count + 1)}}
    for name in given:
        if name not in start:
            raise BadInputError(f"the perceptron rule starts from {', '.join(start)}; it has no {name!r}.")
    with complaints():
        history = train_perceptron(
            example.samples,
            learning_rate=1.0 if rate is None else rate,
            start=list({**start, **given}.values()),
            epochs=MOST_EPOCHS if epochs is None else epochs,
        )
    print_perceptron(terminal, example, history, numbers)
