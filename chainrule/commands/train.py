"""``chainrule train``: gradient descent on a network, the perceptron rule on a gate."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from chainrule.sources import BadInputError, complaints, numbers_from, refuse
from chainrule.tables.gates import print_perceptron
from chainrule.tables.training import print_training
from nn import (
    Adam,
    Example,
    GateExample,
    GradientDescent,
    History,
    Momentum,
    Order,
    documents,
    save_parameters,
    train,
    train_perceptron,
)
from viz import NumberFormat
from viz.terminal import Terminal

__all__ = ["OptimizerName", "TrainWishes", "run_train"]

MOST_STEPS = 100_000
"""Steps at most where only an acceptable error is asked for."""

ACCEPTABLE = 0.01
"""The mean error at which a training on several samples ends unless told otherwise."""

STEPS_WORTH_A_BAR = 500

MOST_EPOCHS = 1000
"""Epochs of the perceptron rule, unless told otherwise."""


class OptimizerName(StrEnum):
    """A kind of optimizer, as ``--optimizer`` takes it."""

    GRADIENT_DESCENT = "gradient-descent"
    MOMENTUM = "momentum"
    ADAM = "adam"


OPTIMIZERS = dict(zip(OptimizerName, (GradientDescent, Momentum, Adam), strict=True))


@dataclass(frozen=True, slots=True)
class TrainWishes:
    """The options of ``chainrule train``, as `chainrule.cli` explains them; None for what is not given."""

    steps: int | None = None
    until: float | None = None
    rate: float | None = None
    order: Order | None = None
    optimizer: OptimizerName | None = None
    batch: int | None = None
    seed: int | None = None
    checkpoint: Path | None = None
    every: int | None = None
    resume: Path | None = None
    save: Path | None = None

    def given_for_networks(self) -> list[str]:
        """Return the options that only a network understands."""
        names = ("until", "order", "optimizer", "batch", "seed", "checkpoint", "every", "resume", "save")
        return [f"--{name}" for name in names if getattr(self, name) is not None]


def run_train(terminal: Terminal, name: str, pairs: Sequence[str], wishes: TrainWishes, numbers: NumberFormat) -> bool:
    """Train and print it; return whether it came to its end, that is, was not interrupted."""
    with complaints():
        example = documents.build(name)
    if isinstance(example, GateExample):
        _refuse_for_gates(name, wishes.given_for_networks())
        _train_gate(terminal, example, numbers_from(pairs), wishes, numbers)
        return True
    with complaints():
        example = documents.build(name, numbers_from(pairs))
    assert isinstance(example, Example)  # the same maker again, with numbers
    return _train_network(terminal, example, wishes, numbers)


def _train_network(terminal: Terminal, example: Example, wishes: TrainWishes, numbers: NumberFormat) -> bool:
    is_unkept = wishes.every is not None and wishes.checkpoint is None
    refuse("a training that is not kept, without --checkpoint", {"--every": is_unkept})
    refuse("all samples at once, without --batch", {"--seed": wishes.seed is not None and wishes.batch is None})
    until = wishes.until
    if wishes.steps is None and until is None and len(example.samples) > 1:
        until = ACCEPTABLE
    history = _trained(terminal, example, wishes, until)
    if wishes.save is not None:
        with complaints():
            save_parameters(example.network, wishes.save)
    print_training(terminal, example, history, numbers)
    if until is not None:
        _say_how_it_ended(terminal, example.name, history, until)
    for path in filter(None, (wishes.checkpoint, wishes.save)):
        terminal.say(f"Wrote {path}.")
    return not history.interrupted


def _trained(terminal: Terminal, example: Example, wishes: TrainWishes, until: float | None) -> History:
    most = wishes.steps
    if most is None:
        most = 1 if until is None else MOST_STEPS
    if wishes.resume is not None and not wishes.resume.exists():
        raise BadInputError(f"cannot read {str(wishes.resume)!r}: there is no such file; --checkpoint writes one.")
    has_bar = most >= STEPS_WORTH_A_BAR and sys.stderr.isatty()
    with complaints(), terminal.progress("training", most) if has_bar else nullcontext() as progress:
        return train(
            example,
            most,
            until=until,
            learning_rate=wishes.rate,
            order=wishes.order or Order.TOGETHER,
            progress=progress,
            optimizer=OPTIMIZERS[wishes.optimizer or OptimizerName.GRADIENT_DESCENT],
            batch=wishes.batch,
            seed=wishes.seed or 0,
            checkpoint=wishes.checkpoint,
            every=wishes.every,
            resume=wishes.resume,
        )


def _say_how_it_ended(terminal: Terminal, name: str, history: History, until: float) -> None:
    reached = "reached" if history.reached else "not reached"
    terminal.say(f"Acceptable error {until:g}: {reached} after {history.steps} steps.")
    if not history.reached and not history.interrupted:
        other = f", or other weights to start from, such as {name} seed=1" if name == "xor" else ""
        terminal.say(f"Try more steps, another --rate or --optimizer{other}.")


def _refuse_for_gates(name: str, options: Sequence[str]) -> None:
    """Refuse options that the perceptron rule does not know."""
    if options:
        raise BadInputError(
            f"{name} learns by the perceptron rule until an epoch passes without an error; it has no {options[0]}. "
            "--rate, --steps (epochs) and --decimals can be given."
        )


def _train_gate(
    terminal: Terminal, example: GateExample, other: Mapping[str, float], wishes: TrainWishes, numbers: NumberFormat
) -> None:
    """Train one unit on a gate's truth table, from b, w1, w2 = 0 unless there are other numbers."""
    count = len(example.samples[0].inputs)
    start = {"b": 0.0, **{f"w{place}": 0.0 for place in range(1, count + 1)}}
    for name in other:
        if name not in start:
            raise BadInputError(f"the perceptron rule starts from {', '.join(start)}; it has no {name!r}.")
    with complaints():
        history = train_perceptron(
            example.samples,
            learning_rate=1.0 if wishes.rate is None else wishes.rate,
            start=list({**start, **other}.values()),
            epochs=MOST_EPOCHS if wishes.steps is None else wishes.steps,
        )
    print_perceptron(terminal, example, history, numbers)
