"""The same work with other numbers: two formulas that agree here and there too are one."""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property

from autograd import Value, topological_order
from nn import Example
from verify.claims.work import Work
from verify.claims.working import numbers_in
from verify.rework.tree import kind_of

__all__ = ["Redraws", "taken_as_given"]


class Redraws:
    """The same work with other numbers, each made once.

    Examples
    --------
    >>> from nn import documents
    >>> redraws = Redraws.of(Work.of_example(documents.mazur()))
    >>> [round(other.numbers["w5"], 3) for other in redraws.of_leaves()]
    [0.444, 0.422, 0.4]
    >>> [other.numbers["w5"] for other in redraws.of_leaves(["w5"])]
    [0.4, 0.4, 0.4]
    >>> others = Redraws.of(Work.of_example(documents.build("xor"))).of_parameters
    >>> [other.numbers["x1"] for other in others], len({other.numbers["w5"] for other in others})
    ([1.0, 1.0, 1.0], 3)
    """

    def __init__(self, work: Work) -> None:
        self.work = work
        self._drawn: dict[tuple[frozenset[str], int], Work] = {}

    @classmethod
    def of(cls, work: Work) -> Redraws:
        """Return the redraws of a work, one object for all claims about it."""
        return work.companion(cls)

    def of_leaves(self, kept: Collection[str] = (), many: int = 3) -> Sequence[Work]:
        """Return the same work `many` times with other numbers for all leaves, each moved by a few per cent.

        The leaves that are `kept` stay. So do targets of which one is 1 and the others are 0: they name a class, and
        formulas are written for that class.
        """
        stay = frozenset(kept) | self._classes
        for seed in range(1, many + 1):
            if (stay, seed) not in self._drawn:
                self._drawn[stay, seed] = _redrawn(self.work, stay, seed)
        return [self._drawn[stay, seed] for seed in range(1, many + 1)]

    @cached_property
    def of_parameters(self) -> Sequence[Work]:
        """The same example with three other numbers for all parameters, its samples unchanged; empty without one."""
        example, sample = self.work.example, self.work.sample
        return () if example is None else [_with_other_parameters(example, sample, seed) for seed in (1, 2, 3)]

    @cached_property
    def _classes(self) -> frozenset[str]:
        """The names of targets that are 1 for one out of a softmax and 0 for the others."""
        operations = [value.op for value in topological_order(self.work.output) if value.op is not None]
        if not any(op.name == "softmax" for op in operations):
            return frozenset()
        groups: dict[str, list[str]] = {}
        for name, value in self.work.values.items():
            if value.op is None:
                groups.setdefault(kind_of(name), []).append(name)
        return frozenset(name for names in groups.values() if _is_one_hot(self.work, names) for name in names)


def _with_other_parameters(example: Example, sample: int, seed: int) -> Work:
    other = copy.deepcopy(example)
    for place, parameter in enumerate(other.network.parameters()):
        parameter.data = _moved(parameter.data, place, seed)
    return Work.of_example(other, sample)


def taken_as_given(work: Work, names: Collection[str], text: str) -> list[str]:
    """Return the leaves that a formula does not name, because it has their numbers, or they are 0 or 1.

    −(0.01 − out_o1) is right where 0.01 is given for target_o1; and what is multiplied by 1 need not be written. In
    `names` the learning rate is η.

    Examples
    --------
    >>> from nn import documents
    >>> work = Work.of_example(documents.mazur())
    >>> taken_as_given(work, ["out_o1", "out_h1"], "-(0.01 - out_o1) * out_h1")
    ['target_o1']
    """
    written = {0.0, 1.0, *(number.value for number in numbers_in(text))}
    leaves = {name: value.data for name, value in work.values.items() if value.op is None}
    if work.learning_rate is not None:
        leaves.setdefault("η", work.learning_rate)
    return [name for name, number in leaves.items() if name not in names and number in written]


def _is_one_hot(work: Work, names: Sequence[str]) -> bool:
    numbers = sorted(work.values[name].data for name in names)
    return len(numbers) > 1 and numbers == [0.0] * (len(numbers) - 1) + [1.0]


def _redrawn(work: Work, kept: Collection[str], seed: int) -> Work:
    stay = {work.values[name] for name in kept if name in work.values}
    built: dict[Value, Value] = {}
    for place, value in enumerate(topological_order(work.output)):
        if value.op is None:
            moves = value.name is not None and value not in stay
            built[value] = Value(_moved(value.data, place, seed) if moves else value.data, value.name)
        else:
            built[value] = value.op(*[built[parent] for parent in value.parents])
            built[value].name = value.name
    rate = work.learning_rate
    if rate is not None and "η" not in kept:
        rate = _moved(rate, 0, seed)
    return replace(work, output=built[work.output], learning_rate=rate, example=None, forward=None)


def _moved(number: float, place: int, seed: int) -> float:
    """Another number near it; the same ones each time."""
    share = ((place * 0.6180339887 + seed * 0.7548776662) % 1.0) - 0.5
    return number * (1.0 + 0.2 * share) + 0.01 * share
