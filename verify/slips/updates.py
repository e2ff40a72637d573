"""Slips in an update: the learning rate, the sign, the wrong weight, weights that are new too early."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from nn import Order
from verify.claims.targets import Target
from verify.claims.work import Work
from verify.rework.tree import kind_of
from verify.slips.candidates import TURNED
from verify.slips.kinds import Applies, Candidate, Kind, Numbers, Slip, instead, tried

__all__ = ["EARLY", "UPDATES", "of_mean", "slips_of_training", "slips_of_update"]

_mean = partial(Slip, applies=Applies.MEAN)
_update = partial(Slip, applies=Applies.UPDATE)
_rate = partial(_update, Kind.RATE)
_this = partial(_update, Kind.UPDATE, is_another=True)
_training = partial(Slip, gives=instead, applies=Applies.TRAINING)

ADDED = _mean(Kind.MEAN, "the numbers of the samples are added, and not divided by {other}", 2.0,
              "the last step is forgotten", lambda w: w.sum)  # fmt: skip
SAMPLES = (
    _mean(Kind.MEAN, "sample {at} is forgotten", 2.5, "any of the samples", lambda w: w.others / w.count),
    _mean(Kind.MEAN, "the mean is that of all samples but {at}", 3.0, "rarer", lambda w: w.others / (w.count - 1.0)),
    _mean(Kind.MEAN, "sample {at} alone is taken", 2.5, "any of the samples", lambda w: w.number),
    _mean(Kind.SIGN, "the sign of sample {at} is turned round", 4.0, "rare", lambda w: (w.others - w.number) / w.count),
)
BY_RULE = (
    _rate("the learning rate is left out", 2.5, "one of two beside the weight", lambda w: w.old - w.gradient),
    _update(Kind.SIGN, "η · gradient is added, not subtracted", 2.5, "a sign",
            lambda w: w.old + w.rate * w.gradient),
    _this("this is η · gradient alone", 3.0, "the last step is forgotten", lambda w: w.rate * w.gradient),
    _this("this is −η · gradient, the change of {at}", 4.0, "and a sign", lambda w: -w.rate * w.gradient),
    _this("this is the gradient, not the updated weight", 3.0, "the last step is forgotten", lambda w: w.gradient),
    _update(Kind.UPDATE, "the weight is not updated", 3.0, "one of eight", lambda w: w.old),
)  # fmt: skip
FOR_GRADIENT = _update(
    Kind.UPDATE, "the weight stands in place of the gradient", 4.0, "one of sixteen", lambda w: w.old * (1.0 - w.rate)
)
BY_RATE = (
    _rate("the learning rate is left out, and the gradient is added, not subtracted", 5.0, "two slips of 2.5",
          lambda w: w.old + w.gradient),
    _rate("the learning rate is multiplied in twice", 5.0, "one of thirty",
          lambda w: w.old - w.rate * w.rate * w.gradient),
)  # fmt: skip
OTHER_RATES = {
    times: _rate("the learning rate is {other}, not {at}", 5.0, "a point in another place",
                 lambda w, times=times: w.old - times * w.rate * w.gradient)
    for times in (10.0, 0.1)
}  # fmt: skip
FROM_ANOTHER = _update(Kind.INDEX, "the change of {at} is taken from {other}", 4.0, "one of sixteen",
                       lambda w: w.other - w.rate * w.gradient)  # fmt: skip
EARLY = _training(Kind.EARLY, "weights of the output layer that are updated already are used too early", 2.5,
                  "it comes of one loop")  # fmt: skip
LATE = _training(Kind.LATE, "the old weights of the output layer are used, not those that are updated already", 2.5,
                 "it comes of two loops")  # fmt: skip
OTHER_STEPS = _training(Kind.STEPS, "this is {at} {other}", 3.0, "one before or after", is_another=True)
WITH_BIASES = _training(Kind.BIASES, "the biases are updated too", 3.0, "one of eight")
UPDATES = (
    *(ADDED, *SAMPLES, *BY_RULE, FOR_GRADIENT, *BY_RATE, *OTHER_RATES.values(), FROM_ANOTHER),
    *(EARLY, LATE, OTHER_STEPS, WITH_BIASES),
)


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
    yield from tried((TURNED,), Numbers(whole=whole / count))
    yield from tried((ADDED,), Numbers(sum=whole), other=count)
    for place, number in enumerate(numbers, 1):
        w = Numbers(count=count, number=number, others=whole - number)
        yield from tried(SAMPLES, w, place, more=math.log2(count))
    yield from _in_each(work, target, numbers, slips_of_one)


def _in_each(
    work: Work,
    target: Target,
    numbers: Sequence[float],
    slips_of_one: Callable[[Work, Target], Iterable[Candidate]],
) -> Iterator[Candidate]:
    """One slip in the number of every sample; where it cannot be made, for a factor is 0, the number stays."""
    plain = replace(target, is_mean=False)
    by_sample = [{slip.made: slip for slip in slips_of_one(sample, plain)} for sample in work.samples]
    for made, first in {made: slip for slips in by_sample for made, slip in slips.items()}.items():
        pairs = zip(by_sample, numbers, strict=True)
        values = [slips[made].value if made in slips else number for slips, number in pairs]
        yield Candidate(math.fsum(values) / len(values), first.bits, made.within("each sample"))


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
    w = Numbers(old=old, rate=rate, gradient=gradient)
    yield from tried(BY_RULE, w, target.of)
    for row, other in ((LATE, gradient), (EARLY, work.gradients_output_first.get(target.of))):
        if other is not None:
            yield from (slip._replace(value=old - rate * slip.value) for slip in tried((row,), Numbers(other=other)))
    yield from tried((FOR_GRADIENT, *BY_RATE) if old else BY_RATE, w)
    for times, row in OTHER_RATES.items():
        yield from tried((row,), w, f"{rate:g}", f"{rate * times:g}")
    others = [name for name in work.trained if name != target.of and kind_of(name) == kind_of(target.of)]
    for name in others:
        w = Numbers(rate=rate, gradient=gradient, other=work.values[name].data)
        yield from tried((FROM_ANOTHER,), w, target.of, name, math.log2(len(others)))


def slips_of_training(work: Work, target: Target) -> Iterator[Candidate]:
    """Yield what a number after some steps is in another order, after other steps, with other parameters updated."""
    for order, row in ((Order.OUTPUT_FIRST, EARLY), (Order.TOGETHER, LATE)):
        other = work.trainings.possible(target.steps, order) if order is not work.order else None
        yield from _instead(row, other, target.of)
    for steps in (target.steps - 1, target.steps + 1):
        when = f"after {steps} {'step' if steps == 1 else 'steps'}" if steps else "before the first step"
        again = work.trainings.possible(steps, work.order) if steps else work.numbers
        yield from _instead(OTHER_STEPS, again, target.of, target.of, when)
    yield from _instead(WITH_BIASES, work.trainings.with_biases(target.steps), target.of)


def _instead(
    row: Slip, numbers: Mapping[str, float] | None, name: str, at: str = "", when: str = ""
) -> Iterator[Candidate]:
    if numbers is not None:
        yield from tried((row,), Numbers(other=numbers[name]), at, when)
