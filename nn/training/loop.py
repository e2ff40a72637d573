"""Training: forward, backward, update, again, until an acceptable error is reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from errno import ENOENT
from operator import index
from pathlib import Path

from nn.example import Example, Order
from nn.training.checkpoint import write_checkpoint
from nn.training.descent import Descent
from nn.training.history import History, Moment
from nn.training.interrupt import Interruption, interruptible
from nn.training.optimizers import GradientDescent, OptimizerMaker

__all__ = ["History", "Moment", "Progress", "train"]

Progress = Callable[[int, float], None]
"""Called after every step with the number of steps taken and the error before the step."""


def train(
    example: Example,
    steps: int = 1,
    *,
    until: float | None = None,
    learning_rate: float | None = None,
    order: Order = Order.TOGETHER,
    progress: Progress | None = None,
    optimizer: OptimizerMaker = GradientDescent,
    batch: int | None = None,
    seed: int = 0,
    checkpoint: str | Path | None = None,
    every: int | None = None,
    resume: str | Path | None = None,
) -> History:
    """Train the example's network; its parameters change in place.

    A step is one update by the mean gradient of a batch of samples. In the main thread the first Ctrl-C ends the
    training after the step that is under way; a second one raises KeyboardInterrupt at once.

    Parameters
    ----------
    example
        The network and its samples; ``example.trained`` names the parameters that are updated.
    steps
        Updates at most, 0 or more; with `resume`, those before the checkpoint included.
    until
        Stop as soon as the error is at most this, 0 or more: the mean over all samples, looked at before each step,
        with batches before each epoch.
    learning_rate
        η, positive; the example's own if None.
    order
        All weights at once, or the output layer first, which is defined for one sample.
    progress
        Called after every step.
    optimizer
        A kind of optimizer, or a function of (parameters, learning_rate).
    batch
        Samples an update, in an order shuffled for each epoch; None for all of them.
    seed
        Of the shuffled orders.
    checkpoint
        A file to which the training is written when it ends, by Ctrl-C too.
    every
        Write the checkpoint after each so many steps as well.
    resume
        A checkpoint to go on from: the result is bit for bit that of a training that was never stopped.

    Raises
    ------
    TypeError
        If `steps`, `every` or `seed` is not a whole number, the optimizer is no kind of optimizer, or the example is
        one without an error to go down.
    ValueError
        If a number is outside its range, the samples have no targets, or a trained parameter does not exist.
    GraphError
        If two trained parameters share a name, no gradient can reach any of them, or the output cannot be updated
        first: because layers share a parameter, or because an activation is more than one operation on the net.
    ReadError
        If `resume` is not a checkpoint of this training; nothing is changed.
    OSError
        If a checkpoint cannot be read or written.

    Examples
    --------
    >>> from nn import documents
    >>> history = train(documents.mazur())
    >>> round(history.old.error, 9), round(history.new.error, 9), round(history.new.weights["w5"], 8)
    (0.298371109, 0.291027774, 0.35891648)

    References
    ----------
    Lecture 9: "Continue updating weights according to derivatives and re-train the network until reaching an
    acceptable error."
    """
    _check_limits(steps, until, every, checkpoint)
    if not callable(optimizer):
        raise TypeError(f"the optimizer is {optimizer!r}; give a kind of optimizer, such as nn.Momentum or nn.Adam.")
    descent = Descent(example, learning_rate, Order(order), optimizer, batch, index(seed))
    first = 0 if resume is None else descent.resume(resume, steps)
    kept = _Kept(descent, checkpoint, every, first)
    with interruptible() as interruption:
        old = descent.moment()
        errors = list(_watched(descent.updates(first, steps, until), first, kept, progress, interruption))
        new = descent.moment()
        kept.write(first + len(errors))
    return History(
        steps=first + len(errors),
        learning_rate=descent.learning_rate,
        order=descent.order,
        errors=(*errors, new.error),
        old=old,
        new=new,
        reached=until is None or new.error <= until,
        optimizer=type(descent.optimizers[0]).__name__,
        batch=batch,
        resumed_at=first,
        interrupted=interruption.asked,
    )


class _Kept:
    """A training in a file, as far as it goes; without a file nothing is written."""

    def __init__(self, descent: Descent, path: str | Path | None, every: int | None, first: int) -> None:
        self._descent, self._path, self._every = descent, path, every
        if path is not None:
            descent.checkpoint(first)  # names that no file can keep are better known now

    def write(self, taken: int) -> None:
        if self._path is not None:
            write_checkpoint(self._descent.checkpoint(taken), self._path)

    def after(self, taken: int) -> None:
        if self._every is not None and taken % self._every == 0:
            self.write(taken)


def _watched(
    updates: Iterable[float], first: int, kept: _Kept, progress: Progress | None, interruption: Interruption
) -> Iterator[float]:
    """The error before each update, which the file and who watches are told of."""
    for taken, error in enumerate(updates, first + 1):
        kept.after(taken)
        if progress is not None:
            progress(taken, error)
        yield error
        if interruption.asked:
            return


def _check_limits(steps: int, until: float | None, every: int | None, checkpoint: str | Path | None) -> None:
    if index(steps) < 0:
        raise ValueError(f"steps is {steps}; it must be 0 or more.")
    if until is not None and not until >= 0:
        raise ValueError(f"the acceptable error is {until}; it must be 0 or more.")
    if every is not None and index(every) < 1:
        raise ValueError(f"every is {every}; it must be 1 or more.")
    if every is not None and checkpoint is None:
        raise ValueError(f"every is {every} but there is no file to write to; give checkpoint= too.")
    if checkpoint is not None and not Path(checkpoint).parent.is_dir():
        raise FileNotFoundError(ENOENT, "there is no such folder", str(Path(checkpoint).parent))
