"""Weights before training: random numbers, drawn one at a time from a seeded source.

An initializer is a function of (rng, fan_in, fan_out): the source, and how many weights enter and leave a neuron's
layer. ``functools.partial(normal, deviation=0.1)`` is one too. `RandomWeights` makes parameters of what it draws.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count
from math import sqrt
from typing import Protocol

from nn.module import Parameter

__all__ = ["Initializer", "RandomWeights", "Randomness", "he", "normal", "uniform", "xavier"]


class Randomness(Protocol):
    """A source of random numbers: the module `random`, or a ``random.Random(seed)``."""

    def uniform(self, a: float, b: float) -> float: ...

    def gauss(self, mu: float, sigma: float) -> float: ...


Initializer = Callable[[Randomness, int, int], float]
"""A function of (rng, fan_in, fan_out) that returns one weight."""


def uniform(rng: Randomness, fan_in: int, fan_out: int, *, low: float = -1.0, high: float = 1.0) -> float:
    """Draw a weight evenly from low..high, whatever the size of the layer.

    Examples
    --------
    >>> from random import Random
    >>> -1 <= uniform(Random(0), 2, 2) <= 1
    True
    """
    return rng.uniform(low, high)


def normal(rng: Randomness, fan_in: int, fan_out: int, *, mean: float = 0.0, deviation: float = 1.0) -> float:
    """Draw a weight from the normal distribution, whatever the size of the layer.

    Examples
    --------
    >>> from random import Random
    >>> normal(Random(0), 2, 2, mean=3.0, deviation=0.0)
    3.0
    """
    return rng.gauss(mean, deviation)


def xavier(rng: Randomness, fan_in: int, fan_out: int) -> float:
    """Draw a weight evenly from ±√(6 / (fan_in + fan_out)): keeps the size of signals through tanh and sigmoid layers.

    Its variance is 2 / (fan_in + fan_out).

    Examples
    --------
    >>> from random import Random
    >>> abs(xavier(Random(0), 4, 2)) <= 1
    True

    References
    ----------
    X. Glorot, Y. Bengio, Understanding the difficulty of training deep feedforward neural networks (2010), eq. 16.
    """
    bound = sqrt(6.0 / (fan_in + fan_out))
    return rng.uniform(-bound, bound)


def he(rng: Randomness, fan_in: int, fan_out: int) -> float:
    """Draw a weight from the normal distribution of deviation √(2 / fan_in): keeps signals through ReLU layers.

    Examples
    --------
    >>> from random import Random
    >>> he(Random(0), 8, 1) == normal(Random(0), 8, 1, deviation=0.5)
    True

    References
    ----------
    K. He et al., Delving Deep into Rectifiers (2015), eq. 10.
    """
    return rng.gauss(0.0, sqrt(2.0 / fan_in))


class RandomWeights:
    """Weights w1, w2, … and biases b1, b2, …, drawn for one neuron after the other; biases start at 0.

    Examples
    --------
    >>> from random import Random
    >>> drawn = RandomWeights(Random(0))
    >>> drawn.of_neuron(2, 1), [weight.name for weight in drawn.of_neuron(2, 1)[0]]
    (([Parameter(0.6888437030500962, name='w1'), Parameter(0.515908805880605, name='w2')], Parameter(0.0, name='b1')),
     ['w3', 'w4'])
    """

    def __init__(self, rng: Randomness = random, initializer: Initializer = uniform) -> None:
        self._rng, self._initializer = rng, initializer
        self._weight, self._bias = count(1), count(1)

    def of_neuron(self, fan_in: int, fan_out: int) -> tuple[list[Parameter], Parameter]:
        """Return a weight for each of `fan_in` inputs of a neuron in a layer of `fan_out`, and its bias."""
        numbers = [self._initializer(self._rng, fan_in, fan_out) for _ in range(fan_in)]
        weights = [Parameter(number, f"w{next(self._weight)}") for number in numbers]
        return weights, Parameter(0.0, f"b{next(self._bias)}")
