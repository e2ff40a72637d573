"""Slips in a mean over samples: one forgotten or taken alone, the sum not divided, one slip in each of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from verify.candidates import Candidate
from verify.targets import Target
from verify.work import Work

__all__ = ["of_mean"]


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
