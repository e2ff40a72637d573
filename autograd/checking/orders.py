"""First and second derivatives of a recorded function: the engine's in every way it has, and those by differences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from autograd.checking.comparison import ROUNDED, TINIEST, Comparison, Label, Outcome, compare, number
from autograd.checking.differences import Shape, Slope, scale_of, slopes
from autograd.checking.engine import Derived, by_steps, derived, guess
from autograd.checking.limits import RATIO, Estimate, extrapolate
from autograd.checking.subject import Recording, Subject, rounding_of
from autograd.number import ULP
from autograd.value import Value

__all__ = ["Orders", "second_difference"]

MOST_MIXED = 12
"""With more inputs, second differences of the function are taken along each input only: they grow with its square."""

LARGEST, LEVELS, SMALLEST = 2.0**-2, 7, 2.0**-14
"""Rounding spoils second differences soon: the steps go from a quarter of the scale to 2^−14 of it."""

REGULAR = (Shape.SMOOTH, Shape.LEFT, Shape.RIGHT)
"""Where there is a first derivative; elsewhere there is no second one."""


@dataclass(frozen=True, slots=True)
class Orders:
    """The derivatives of a function at a point, in both ways.

    `engine` has the engine's derivatives, one an output; `along` for each input the slopes of all outputs, then for the
    second order those of all their first derivatives. `place` and `word` are for the labels of the comparisons.
    """

    subject: Subject
    recording: Recording
    place: str
    word: str
    engine: list[Derived]
    along: list[list[Slope]]

    @classmethod
    def of(cls, subject: Subject, recording: Recording, order: int, label: Label) -> Orders:
        """Return the derivatives in both ways, all computed."""
        engine = [derived(output, recording.inputs, order) for output in recording.outputs]
        rounding = [rounding_of(output) for output in recording.outputs]
        if order == 2:
            for ours in engine:
                rounding += [rounding_of(value) for value in ours.gradient] or [0.0] * len(recording.inputs)
        places = range(len(subject.numbers))
        along = [_along(subject, place, order, rounding) for place in places]
        return cls(subject, recording, label.place, label.word, engine, along)

    def gradient(self) -> Iterator[Comparison]:
        """Yield the comparison of each ∂output/∂input."""
        names = self.subject.labels(len(self.engine))
        for k, ours in enumerate(self.engine):
            for i, name in enumerate(self.subject.names):
                label = Label(f"∂{names[k]}/∂{name}", self.place, self.word)
                numbers = {way: gradient[i] for way, gradient in ours.ways.items()}
                rounding = rounding_of(ours.gradient[i]) if ours.gradient else 0.0
                entry = compare(label, numbers, self.along[i][k], rounding)
                if entry.outcome is Outcome.WRONG:
                    why = guess(entry, self.subject, self.recording, k, i)
                    entry = replace(entry, remark="; ".join(filter(None, [entry.remark, why])))
                yield entry

    def hessian(self) -> Iterator[Comparison]:
        """Yield the comparison of each ∂²output/∂input²; of a pair of inputs both orders only where one is wrong.

        Along an input by which there is no first derivative there is no second one.
        """
        for k, ours in enumerate(self.engine):
            if not ours.hessian or not all(map(math.isfinite, ours.ways["partial()"])):
                continue
            smooth = [i for i, slopes in enumerate(self.along) if slopes[k].shape in REGULAR]
            entries = {(i, j): self._entry(k, i, j, ours.hessian[i][j]) for i in smooth for j in smooth}
            for (i, j), entry in entries.items():
                if i <= j or (not entry.is_right and entries[j, i].is_right):
                    yield entry

    def refusals(self) -> Iterator[tuple[str, bool]]:
        """Yield what the engine refuses, and whether there is nothing finite that it could have given."""
        count = len(self.recording.inputs)
        for k, (name, ours) in enumerate(zip(self.subject.labels(len(self.engine)), self.engine, strict=True)):
            start = len(self.engine) + k * count
            second = [slope.value for slopes in self.along for slope in slopes[start : start + count]]
            if ours.refused:
                is_due = ours.is_opaque or not all(map(math.isfinite, [*ours.ways["backward()"], *second]))
                yield f"there is no second order of {name}, as {ours.refused}", is_due

    def _entry(self, k: int, i: int, j: int, ours: Value) -> Comparison:
        """∂/∂input j of ∂output k/∂input i."""
        count = len(self.recording.inputs)
        slope = self.along[j][len(self.engine) + k * count + i]
        one, other = self.subject.names[i], self.subject.names[j]
        name = self.subject.labels(len(self.engine))[k]
        label = Label(f"∂²{name}/∂{one}²" if i == j else f"∂²{name}/∂{one}∂{other}", self.place, self.word)
        if math.isnan(ours.data) and slope.shape in (Shape.KINK, Shape.JUMP):
            sides = f"{slope.shape.value}: left {number(slope.left)}, right {number(slope.right)}"
            return Comparison(label, ours.data, slope.value, slope.error, Outcome.NO_DERIVATIVE, sides)
        entry = compare(label, {"hessian()": ours.data}, slope, 0.0)
        if not entry.is_right:
            return compare(label, {"hessian()": ours.data}, slope, rounding_of(ours))
        if entry.outcome is Outcome.AGREES and i <= j and (i == j or count <= MOST_MIXED):
            return self._against_the_function(entry, k, (i, j), ours)
        return entry

    def _against_the_function(self, entry: Comparison, k: int, pair: tuple[int, int], ours: Value) -> Comparison:
        """The entry against second differences: they find what is right here only by chance, and wrong near by."""
        i, j = pair
        are_smooth = {self.along[i][k].shape, self.along[j][k].shape} == {Shape.SMOOTH}
        if not (are_smooth and self._is_straight(k, i, j) and self._is_straight(k, j, i)):
            return entry
        true = self._bend(k, i, j)
        allowed = 20.0 * true.error + 1e-4 * max(abs(true.value), abs(entry.ours)) + TINIEST
        if not abs(entry.ours - true.value) > allowed + ROUNDED * rounding_of(ours):
            return entry
        remark = (
            "by second differences of the function; differences of the first derivative itself give "
            f"{number(entry.numerical)}, so that it is wrong near by"
        )
        return replace(entry, numerical=true.value, error=true.error, outcome=Outcome.WRONG, remark=remark)

    def _bend(self, k: int, i: int, j: int) -> Estimate:
        """∂²output k/∂input i ∂input j by second differences."""
        x, y = self.subject.numbers[i], self.subject.numbers[j]

        def moved(along_x: float, along_y: float) -> float:
            point = self.subject.with_input(i, x + along_x)
            point[j] += along_y
            return self.subject.record(point).outputs[k].data

        noise = max(self.along[i][k].noise, self.along[j][k].noise)
        return second_difference(moved, (scale_of(x), scale_of(y)), noise)

    def _is_straight(self, k: int, i: int, j: int) -> bool:
        """Whether ∂output k/∂input i is straight along input j over the larger steps of second differences."""
        x = self.subject.numbers[j]
        step = scale_of(x) * SMALLEST
        try:
            recorded = [self.subject.record(self.subject.with_input(j, x + way)) for way in (step, -step)]
            after, before = (by_steps(outputs[k], inputs)[i] for inputs, outputs in recorded)
        except (ValueError, ArithmeticError, IndexError):
            return False
        slope = self.along[j][len(self.engine) + k * len(self.subject.numbers) + i]
        wide = (after - before) / (2.0 * step)
        allowed = 1e-3 * abs(slope.value) + 1e-14 * (abs(after) + abs(before)) / step + slope.error
        return abs(wide - slope.value) <= allowed


def _along(subject: Subject, place: int, order: int, rounding: Sequence[float]) -> list[Slope]:
    """The slopes along one input."""

    def numbers(x: float) -> list[float]:
        inputs, outputs = subject.record(subject.with_input(place, x))
        row = [output.data for output in outputs]
        for output in outputs if order == 2 else ():
            row += by_steps(output, inputs)
        if len(row) != len(rounding):
            raise ValueError("another number of outputs")
        return row

    return slopes(numbers, subject.numbers[place], rounding)


def second_difference(function: Callable[[float, float], float], scales: tuple[float, float], noise: float) -> Estimate:
    """Return the mixed second derivative at (0, 0) from the function's values alone.

    `function` is one of how far two inputs are moved, `scales` are their magnitudes, and rounding moves the function by
    `noise`.

    Examples
    --------
    >>> round(second_difference(lambda h, k: math.exp((1.0 + h) * (2.0 + k)), (1.0, 2.0), 1e-15).value, 5)
    22.16717
    """
    raw: list[float] = []
    moved: list[float] = []
    for level in range(LEVELS):
        h, k = (scale * LARGEST / RATIO**level for scale in scales)
        try:
            corners = [function(h, k), -function(h, -k), -function(-h, k), function(-h, -k)]
        except (ValueError, ArithmeticError):
            corners = [math.nan]
        if not math.isfinite(sum(corners)):
            raw, moved = [], []  # only what is nearer than where it is not defined
            continue
        raw.append(sum(corners) / h / k / 4.0)
        moved.append(3.0 * max(noise, *(ULP * abs(corner) for corner in corners)) / h / k)
    return extrapolate(raw, moved, 2) if raw else Estimate(math.nan, math.inf)
