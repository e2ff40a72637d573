"""Slips in an update: the learning rate, the sign, the wrong weight, weights that are new too early."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from nn import Order
from verify.claims.targets import Target
from verify.claims.work import Work
from verify.rework.tree import kind_of
from verify.slips.candidates import Candidate

__all__ = ["EARLY", "of_mean", "slips_of_training", "slips_of_update"]


def of_mean(
    work: Work, target: Target, slips_of_one: Callable[[Work, Target], Iterable[Candidate]]
) -> Iterator[Candidate]:
    """Yield what slips give for a mean over all samples.

    Parameters
    ----------
    work, target
        What is claimed, ``mean dE/dw1``.
    slips_of_one
        What slips give for the number of one sample; the same slip is made in each.

    Examples
    --------
    >>> from nn import documents
    >>> work, target = Work.of_example(documents.build("xor")), Target("E", is_mean=True)
    >>> for slip in list(of_mean(work, target, lambda work, target: ()))[:3]:
    ...     print(f"{slip.value:.4f}", slip.text)
    -0.1266 the sign of the whole is turned round
    0.5062 the numbers of the samples are added, and not divided by 4
    0.1020 sample 1 is forgotten
    """
    numbers = work.each(target)
    whole, count = math.fsum(numbers), len(numbers)
    yield Candidate(-whole / count, 2.0, "sign", "the sign of the whole is turned round")
    yield Candidate(whole, 2.0, "mean", f"the numbers of the samples are added, and not divided by {count}")
    many = math.log2(count)
    for place, number in enumerate(numbers, 1):
        others = whole - number
        yield Candidate(others / count, 2.5 + many, "mean", f"sample {place} is forgotten")
        yield Candidate(others / (count - 1), 3.0 + many, "mean", f"the mean is that of all samples but {place}")
        yield Candidate(number, 2.5 + many, "mean", f"sample {place} alone is taken")
        yield Candidate((others - number) / count, 4.0 + many, "sign", f"the sign of sample {place} is turned round")
    yield from _in_each(work, target, numbers, slips_of_one)


def _in_each(
    work: Work,
    target: Target,
    numbers: Sequence[float],
    slips_of_one: Callable[[Work, Target], Iterable[Candidate]],
) -> Iterator[Candidate]:
    """One slip in the number of every sample; where it cannot be made, for a factor is 0, the number stays."""
    plain = replace(target, is_mean=False)
    found = [{each.text: each for each in slips_of_one(sample, plain)} for sample in work.samples]
    for text, first in {text: slip for each in found for text, slip in each.items()}.items():
        values = [each[text].value if text in each else number for each, number in zip(found, numbers, strict=True)]
        yield first._replace(value=math.fsum(values) / len(values), text=f"in each sample {text}")


EARLY = "weights of the output layer that are updated already are used too early"
LATE = "the old weights of the output layer are used, not those that are updated already"


def slips_of_update(work: Work, target: Target) -> Iterator[Candidate]:
    """Yield what w⁺ becomes with the learning rate left out, with the other sign, or something in its place.

    Examples
    --------
    >>> from nn import documents
    >>> work = Work.of_example(documents.mazur())
    >>> [slip.text for slip in slips_of_update(work, Target("w5", updated=True))][:2]
    ['the learning rate is left out', 'η · gradient is added, not subtracted']
    """
    old, rate = work.values[target.of].data, work.rate
    gradient = work.true(work.gradient_target(target.of))
    yield Candidate(old - gradient, 2.5, "learning rate", "the learning rate is left out")
    yield Candidate(old + rate * gradient, 2.5, "sign", "η · gradient is added, not subtracted")
    yield Candidate(rate * gradient, 3.0, "update", "this is η · gradient alone")
    yield Candidate(-rate * gradient, 4.0, "update", f"this is −η · gradient, the change of {target.of}")
    yield Candidate(gradient, 3.0, "update", "this is the gradient, not the updated weight")
    yield Candidate(old, 3.0, "update", "the weight is not updated")
    yield Candidate(old - rate * gradient, 2.5, "late update", LATE)
    early = work.gradients_output_first.get(target.of)
    if early is not None:
        yield Candidate(old - rate * early, 2.5, "early update", EARLY)
    if old:
        yield Candidate(old * (1.0 - rate), 4.0, "update", "the weight stands in place of the gradient")
    text = "the learning rate is left out, and the gradient is added, not subtracted"
    yield Candidate(old + gradient, 5.0, "learning rate", text)
    yield Candidate(old - rate * rate * gradient, 5.0, "learning rate", "the learning rate is multiplied in twice")
    for shift in (10.0, 0.1):
        text = f"the learning rate is {rate * shift:g}, not {rate:g}"
        yield Candidate(old - shift * rate * gradient, 5.0, "learning rate", text)
    yield from _of_another_weight(work, target, rate * gradient)


def _of_another_weight(work: Work, target: Target, change: float) -> Iterator[Candidate]:
    """Its own change, taken from another weight."""
    others = [name for name in work.trained if name != target.of and kind_of(name) == kind_of(target.of)]
    bits = 4.0 + math.log2(max(1, len(others)))
    for name in others:
        text = f"the change of {target.of} is taken from {name}"
        yield Candidate(work.values[name].data - change, bits, "wrong index", text)


def slips_of_training(work: Work, target: Target) -> Iterator[Candidate]:
    """Yield what a number after some steps is in another order, after other steps, with other parameters updated."""
    for order, kind, text in ((Order.OUTPUT_FIRST, "early update", EARLY), (Order.TOGETHER, "late update", LATE)):
        other = work.trainings.possible(target.steps, order) if order is not work.order else None
        if other is not None:
            yield Candidate(other[target.of], 2.5, kind, text)
    for steps in (target.steps - 1, target.steps + 1):
        again = work.trainings.possible(steps, work.order) if steps else work.numbers
        if again is not None:
            when = f"after {steps} step{'s' * (steps != 1)}" if steps else "before the first step"
            yield Candidate(again[target.of], 3.0, "steps", f"this is {target.of} {when}")
    with_biases = work.trainings.with_biases(target.steps)
    if with_biases is not None:
        yield Candidate(with_biases[target.of], 3.0, "biases", "the biases are updated too")
