"""Plots as plain data: curves in pieces, dots where they jump, zones, sentences."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

__all__ = ["Curve", "Dot", "Plot", "Zone"]

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a curve where it jumps: filled where the function takes the value, open where it does not."""

    x: float
    y: float
    is_filled: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve in pieces, which are not joined: between two pieces the function jumps.

    Parameters
    ----------
    label
        What stands at its right end.
    pieces
        Points (x, y) of each piece, at least two, from left to right.
    dots
        The values at the jumps.
    is_derivative
        A derivative is dashed and has an ink of its own.
    """

    label: str
    pieces: tuple[tuple[Point, ...], ...]
    dots: tuple[Dot, ...] = ()
    is_derivative: bool = False

    def __post_init__(self) -> None:
        if not self.pieces or any(len(piece) < 2 for piece in self.pieces):
            raise ValueError(f"curve {self.label!r} has a piece of fewer than two points; give two or more.")
        if not all(math.isfinite(number) for number in chain(*chain(*self.pieces))):
            raise ValueError(f"curve {self.label!r} has a point that is not finite; leave a gap between two pieces.")

    @property
    def ink(self) -> str:
        """The role of its colour."""
        return "slope_ink" if self.is_derivative else "curve_ink"

    @property
    def end(self) -> float:
        """The y of its last point."""
        return self.pieces[-1][-1][1]

    def heights(self) -> list[float]:
        """Return every y that it takes."""
        return [y for piece in self.pieces for _, y in piece] + [dot.y for dot in self.dots]


@dataclass(frozen=True, slots=True)
class Zone:
    """An interval of x that is tinted, and what is said about it."""

    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Curves over one interval of x.

    Parameters
    ----------
    title
        Above the plot.
    notes
        Sentences below the title.
    low, high
        The interval of x, finite, low < high.
    curves
        At least one.
    zones
        Tinted parts of the interval.
    """

    title: str
    notes: tuple[str, ...]
    low: float
    high: float
    curves: tuple[Curve, ...]
    zones: tuple[Zone, ...] = ()

    def __post_init__(self) -> None:
        if not self.curves:
            raise ValueError(f"the plot {self.title!r} has no curve; give one or more.")
        if not -math.inf < self.low < self.high < math.inf:
            raise ValueError(f"the plot {self.title!r} goes from {self.low} to {self.high}; give finite low < high.")

    def heights(self) -> tuple[float, float]:
        """Return the smallest and the largest y of the curves; 0 is always among them."""
        heights = [0.0, *chain.from_iterable(curve.heights() for curve in self.curves)]
        return min(heights), max(heights)

    @property
    def description(self) -> str:
        """What a reader who does not see it is told."""
        curves = ", ".join(curve.label for curve in self.curves)
        zones = "".join(f" From {zone.low:.4g} to {zone.high:.4g} {zone.label}." for zone in self.zones)
        text = f"{self.title}: {curves} for x from {self.low:g} to {self.high:g}.{zones}"
        return " ".join([text.replace("-", "−"), *self.notes])
