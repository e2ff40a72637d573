"""The perceptron rule: how one threshold unit learns without a gradient, and when it cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isfinite
from operator import index

from autograd.number import as_number
from nn.example import Sample

__all__ = ["PerceptronEpoch", "PerceptronHistory", "PerceptronStep", "Repeat", "train_perceptron"]

Exact = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class PerceptronStep:
    """One sample under the rule.

    Attributes
    ----------
    epoch : int
        Counted from 1.
    inputs : tuple of float
        X = [1, x1, …, xm]; the 1 stands before the bias.
    desired, output : int
        d and Y, 0 or 1.
    sum : float
        s = b·1 + w1·x1 + … + wm·xm.
    old, new : tuple of float
        W = [b, w1, …, wm] before the sample and after it.
    """

    epoch: int
    inputs: tuple[float, ...]
    desired: int
    sum: float
    output: int
    old: tuple[float, ...]
    new: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PerceptronEpoch:
    """One pass over all samples.

    Attributes
    ----------
    number : int
        Counted from 1.
    errors : int
        Samples with Y ≠ d.
    weights : tuple of float
        W after the epoch.
    """

    number: int
    errors: int
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """An epoch that begins with exactly the weights of an earlier one: all that follows has been before."""

    earlier: int
    again: int


@dataclass(frozen=True, slots=True)
class PerceptronHistory:
    """A training by the rule that is over.

    Attributes
    ----------
    learning_rate : float
    start : tuple of float
        W before the first sample.
    steps : tuple of PerceptronStep
        Every sample of every epoch.
    epochs : tuple of PerceptronEpoch
    repeats : Repeat or None
        Where the rule began to go round in circles; the repeated epoch itself is not run again.
    """

    learning_rate: float
    start: tuple[float, ...]
    steps: tuple[PerceptronStep, ...]
    epochs: tuple[PerceptronEpoch, ...]
    repeats: Repeat | None

    @property
    def converged(self) -> int | None:
        """The number of the first epoch without an error; None if there was none."""
        last = self.epochs[-1]
        return last.number if last.errors == 0 else None

    @property
    def weights(self) -> tuple[float, ...]:
        """W after the last epoch."""
        return self.epochs[-1].weights

    @property
    def separable(self) -> bool | None:
        """Whether a line (with more inputs, a plane) separates the samples; None if this training does not show it.

        The rule finds a line wherever there is one, so going round in circles proves that there is none. With η = 0
        the weights repeat because nothing changes them, which proves nothing.
        """
        if self.converged is not None:
            return True
        return False if self.repeats and self.learning_rate > 0 else None


def train_perceptron(
    samples: Sequence[Sample],
    *,
    learning_rate: float = 1.0,
    start: Sequence[float] | None = None,
    epochs: int = 1000,
    progress: Callable[[int, float], None] | None = None,
) -> PerceptronHistory:
    """Train one threshold unit: W(n+1) = W(n) + η [d(n) − Y(n)] X(n), until an epoch passes without an error.

    W = [b, w1, …, wm], X = [1, x1, …, xm], s = W · X, Y = 1 if s ≥ 0, else 0. Y decides at exactly s = 0, so the
    arithmetic is that of the numbers as they are written: 0.1 is one tenth, 0.1 + 0.2 − 0.3 is 0. The records hold
    the results as floats.

    Parameters
    ----------
    samples
        Equally many inputs each, and one target, 0 or 1; they are taken in this order.
    learning_rate
        η, 0 to 1, dimensionless.
    start
        W before the first sample, bias first; zeros if None.
    epochs
        Epochs at most, 1 or more.
    progress
        Called after every epoch with its number and its errors.

    Returns
    -------
    PerceptronHistory
        It ends with the first epoch without an error, before an epoch that would begin with the weights of an earlier
        one, or after `epochs`.

    Raises
    ------
    TypeError
        If something is not a number, or `epochs` is not a whole one.
    ValueError
        If a number is outside its range, or samples and weights do not fit together.

    Examples
    --------
    >>> from nn import documents
    >>> history = train_perceptron(documents.and_gate().table)
    >>> history.converged, history.weights
    (8, (-3.0, 1.0, 2.0))
    >>> history = train_perceptron(documents.xor_gate().table)
    >>> history.repeats, history.separable
    (Repeat(earlier=1, again=2), False)

    References
    ----------
    Lecture 9, "Regarding 5th step: Weights Adaptation", first method; 0 ≤ η ≤ 1: "Learning Rate". A. B. J. Novikoff,
    On Convergence Proofs on Perceptrons (1962). M. Minsky, S. Papert, Perceptrons (1969), perceptron cycling theorem.
    """
    rate = as_number(learning_rate)
    if not 0 <= rate <= 1:
        raise ValueError(f"the learning rate is {rate:g}; the perceptron rule takes 0 ≤ η ≤ 1, such as 1.")
    if index(epochs) < 1:
        raise ValueError(f"epochs is {epochs}; it must be 1 or more.")
    points = _points(samples)
    weights = first = _start(start, len(points[0][0]))
    steps: list[PerceptronStep] = []
    done: list[PerceptronEpoch] = []
    begun: dict[Exact, int] = {}
    for number in range(1, epochs + 1):
        begun[weights] = number
        taken, weights = _epoch(number, points, weights, _exact(rate))
        steps += taken
        done.append(PerceptronEpoch(number, sum(step.output != step.desired for step in taken), _floats(weights)))
        if progress is not None:
            progress(number, done[-1].errors)
        if done[-1].errors == 0 or weights in begun:
            break
    circle = Repeat(begun[weights], len(done) + 1) if done[-1].errors and weights in begun else None
    return PerceptronHistory(rate, _floats(first), tuple(steps), tuple(done), circle)


def _epoch(
    number: int, points: Sequence[tuple[Exact, int]], weights: Exact, learning_rate: Fraction
) -> tuple[list[PerceptronStep], Exact]:
    taken = []
    for inputs, desired in points:
        total = sum((w * x for w, x in zip(weights, inputs, strict=True)), Fraction(0))
        output = 1 if total >= 0 else 0
        new = _adapted(weights, learning_rate * (desired - output), inputs)
        taken.append(
            PerceptronStep(number, _floats(inputs), desired, _float(total), output, _floats(weights), _floats(new))
        )
        weights = new
    return taken, weights


def _adapted(weights: Exact, change: Fraction, inputs: Exact) -> Exact:
    """W + η [d − Y] X."""
    return tuple(w + change * x for w, x in zip(weights, inputs, strict=True)) if change else weights


def _points(samples: Sequence[Sample]) -> list[tuple[Exact, int]]:
    """X and d of every sample."""
    if not samples:
        raise ValueError("the perceptron rule needs at least one sample.")
    points = []
    for place, sample in enumerate(samples):
        if len(sample.targets) != 1 or sample.targets[0] not in (0, 1):
            raise ValueError(
                f"sample {place} has the targets {tuple(sample.targets)}; the perceptron rule trains one threshold "
                "unit, so give each sample one target, 0 or 1."
            )
        if len(sample.inputs) != len(samples[0].inputs):
            raise ValueError(
                f"sample {place} has {len(sample.inputs)} inputs and sample 0 has {len(samples[0].inputs)}; "
                "give every sample equally many."
            )
        inputs = tuple(_finite(x, f"an input of sample {place}") for x in sample.inputs)
        points.append(((Fraction(1), *inputs), int(sample.targets[0])))
    return points


def _start(start: Sequence[float] | None, count: int) -> Exact:
    if start is None:
        return (Fraction(0),) * count
    if len(start) != count:
        raise ValueError(
            f"start has {len(start)} numbers; for {count - 1} inputs give {count}: the bias, then one weight an input."
        )
    return tuple(_finite(weight, "a weight of start") for weight in start)


def _finite(value: float, what: str) -> Fraction:
    number = as_number(value)
    if not isfinite(number):
        raise ValueError(f"{what} is {number}; it must be a finite number.")
    return _exact(number)


def _exact(number: float) -> Fraction:
    """The number as it is written: 0.1 is 1/10."""
    return Fraction(repr(number))


def _floats(numbers: Exact) -> tuple[float, ...]:
    return tuple(map(_float, numbers))


def _float(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf
