"""Batches: the samples that each update looks at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, repeat
from operator import index
from random import Random

__all__ = ["batches", "updates_an_epoch"]


def updates_an_epoch(samples: int, size: int | None) -> int:
    """Return how many batches it takes to see every sample once; a size below 1 or above all is refused.

    Examples
    --------
    >>> updates_an_epoch(10, 4), updates_an_epoch(10, None)
    (3, 1)
    """
    if size is None:
        return 1
    if not 1 <= index(size) <= samples:
        raise ValueError(f"a batch of {size} samples is asked for; it must have 1 to {samples}, or None for all.")
    return -(-samples // size)


def batches(samples: int, size: int | None, seed: int, first: int = 0) -> Iterator[list[int]]:
    """Yield the places of the samples of update `first`, `first` + 1, …, without end.

    Without a size every update takes all samples in their order. With one, each epoch takes every sample once, in an
    order that depends on the seed and the number of the epoch alone; its last batch may be smaller.

    Examples
    --------
    >>> from itertools import islice
    >>> list(islice(batches(4, None, seed=0), 2))
    [[0, 1, 2, 3], [0, 1, 2, 3]]
    >>> three = list(islice(batches(4, 2, seed=0), 3))
    >>> sorted(three[0] + three[1]), three[1:] == list(islice(batches(4, 2, seed=0, first=1), 2))
    ([0, 1, 2, 3], True)
    """
    if size is None:
        return repeat(list(range(samples)))
    return _shuffled(samples, size, seed, *divmod(first, updates_an_epoch(samples, size)))


def _shuffled(samples: int, size: int, seed: int, epoch: int, skipped: int) -> Iterator[list[int]]:
    for number in count(epoch):
        rng = Random(f"{seed} {number}")
        order = sorted(range(samples), key=lambda _: rng.random())  # random() gives the same on any Python
        yield from [order[start : start + size] for start in range(0, samples, size)][skipped:]
        skipped = 0
