"""Small sets of samples to train on: truth tables, and points of the plane that one line does not separate.

Two classes have one target, 0 or 1; more have one target a class, 1 for the own one. The same seed gives the same
points.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from nn.example import Sample

__all__ = ["and_table", "blobs", "circles", "moons", "or_table", "spirals", "xor_table"]


def and_table() -> tuple[Sample, ...]:
    """Return the four lines of AND, in the lecture's order.

    Examples
    --------
    >>> [(*sample.inputs, *sample.targets) for sample in and_table()]
    [(1.0, 1.0, 1.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 0.0)]
    """
    return _table(lambda a, b: a and b)


def or_table() -> tuple[Sample, ...]:
    """Return the four lines of OR, in the lecture's order.

    Examples
    --------
    >>> [(*sample.inputs, *sample.targets) for sample in or_table()]
    [(1.0, 1.0, 1.0), (1.0, 0.0, 1.0), (0.0, 1.0, 1.0), (0.0, 0.0, 0.0)]
    """
    return _table(lambda a, b: a or b)


def xor_table() -> tuple[Sample, ...]:
    """Return the four lines of XOR, in the lecture's order: 1 where just one input is.

    Examples
    --------
    >>> [(*sample.inputs, *sample.targets) for sample in xor_table()]
    [(1.0, 1.0, 0.0), (1.0, 0.0, 1.0), (0.0, 1.0, 1.0), (0.0, 0.0, 0.0)]
    """
    return _table(lambda a, b: float(a != b))


def moons(count: int = 50, *, noise: float = 0.1, seed: int = 0) -> tuple[Sample, ...]:
    """Return two half circles of radius 1 that reach into each other, in turn a point of class 0 and one of class 1.

    Parameters
    ----------
    count
        Points in all, 1 or more.
    noise
        The standard deviation of what is added to both coordinates, 0 or more.
    seed
        Of ``random.Random``.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Examples
    --------
    >>> [(sample.inputs, sample.targets) for sample in moons(2, noise=0.0)]
    [((1.0, 0.0), (0.0,)), ((0.0, 0.5), (1.0,))]
    """

    def upper_or_lower(kind: int, share: float) -> tuple[float, float]:
        x, y = cos(pi * share), sin(pi * share)
        return (x, y) if kind == 0 else (1.0 - x, 0.5 - y)

    return _two_classes(count, upper_or_lower, noise, seed)


def circles(count: int = 50, *, factor: float = 0.5, noise: float = 0.05, seed: int = 0) -> tuple[Sample, ...]:
    """Return a circle of radius 1 and a smaller one within it, in turn a point of class 0, outside, and of class 1.

    Parameters
    ----------
    count
        Points in all, 1 or more.
    factor
        The radius of the inner circle, more than 0 and less than 1.
    noise
        The standard deviation of what is added to both coordinates, 0 or more.
    seed
        Of ``random.Random``.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Examples
    --------
    >>> [(sample.inputs, sample.targets) for sample in circles(2, noise=0.0)]
    [((1.0, 0.0), (0.0,)), ((0.5, 0.0), (1.0,))]
    """
    if not 0 < factor < 1:
        raise ValueError(f"factor is {factor}; it must be more than 0 and less than 1.")

    def outer_or_inner(kind: int, share: float) -> tuple[float, float]:
        radius = factor if kind else 1.0
        return radius * cos(2 * pi * share), radius * sin(2 * pi * share)

    return _two_classes(count, outer_or_inner, noise, seed)


def blobs(count: int = 45, *, classes: int = 3, spread: float = 0.5, seed: int = 0) -> tuple[Sample, ...]:
    """Return clouds of points around centres on a circle of radius 2, in turn a point of each class.

    Parameters
    ----------
    count
        Points in all, 1 or more.
    classes
        How many clouds, 2 or more; one target each.
    spread
        The standard deviation of a cloud in both directions, 0 or more.
    seed
        Of ``random.Random``.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Examples
    --------
    >>> [(sample.inputs, sample.targets) for sample in blobs(2, classes=2, spread=0.0)]
    [((2.0, 0.0), (1.0, 0.0)), ((-2.0, 0.0), (0.0, 1.0))]
    """

    def centre(kind: int, share: float) -> tuple[float, float]:
        return _around(2.0, kind / classes)

    return _many_classes(count, classes, centre, spread, seed)


def spirals(count: int = 60, *, classes: int = 3, noise: float = 0.05, seed: int = 0) -> tuple[Sample, ...]:
    """Return arms that wind outwards from the origin, each three fifths of a turn, in turn a point of each class.

    Parameters
    ----------
    count
        Points in all, 1 or more.
    classes
        How many arms, 2 or more; one target each.
    noise
        The standard deviation of what is added to both coordinates, 0 or more.
    seed
        Of ``random.Random``.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Examples
    --------
    >>> sample = spirals(3, noise=0.0)[1]
    >>> sample.inputs, sample.targets
    ((-0.1, 0.173205081), (0.0, 1.0, 0.0))
    """

    def arm(kind: int, share: float) -> tuple[float, float]:
        return _around(0.2 + 1.8 * share, kind / classes + 0.6 * share)

    return _many_classes(count, classes, arm, noise, seed)


Curve = Callable[[int, float], tuple[float, float]]
"""The place of a class's point, by the class and how far along it lies, 0..1."""


def _table(rule: Callable[[float, float], float]) -> tuple[Sample, ...]:
    return tuple(Sample((a, b), (rule(a, b),)) for a in (1.0, 0.0) for b in (1.0, 0.0))


def _around(radius: float, turns: float) -> tuple[float, float]:
    """A point of a circle; digits beyond the ninth are of no use to a reader."""
    return round(radius * cos(2 * pi * turns), 9), round(radius * sin(2 * pi * turns), 9)


def _two_classes(count: int, curve: Curve, noise: float, seed: int) -> tuple[Sample, ...]:
    return tuple(Sample(point, (float(kind),)) for kind, point in _points(count, 2, curve, noise, seed))


def _many_classes(count: int, classes: int, curve: Curve, noise: float, seed: int) -> tuple[Sample, ...]:
    if classes < 2:
        raise ValueError(f"classes is {classes}; it must be 2 or more.")
    return tuple(
        Sample(point, tuple(float(kind == its_class) for kind in range(classes)))
        for its_class, point in _points(count, classes, curve, noise, seed)
    )


def _points(count: int, classes: int, curve: Curve, noise: float, seed: int) -> list[tuple[int, tuple[float, float]]]:
    """Classes in turn, each along its curve, with noise in both coordinates."""
    if count < 1:
        raise ValueError(f"count is {count}; it must be 1 or more.")
    if not noise >= 0:
        raise ValueError(f"the standard deviation of the noise is {noise}; it must be 0 or more.")
    rng = Random(seed)
    last = max(1, (count - 1) // classes)
    points = []
    for place in range(count):
        x, y = curve(place % classes, place // classes / last)
        points.append((place % classes, (x + rng.gauss(0.0, noise), y + rng.gauss(0.0, noise))))
    return points
