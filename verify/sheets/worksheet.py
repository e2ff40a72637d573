"""A worksheet: what is given and defined, what is asked, and what is accepted."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograd import ReadError, Value
from autograd.text.names import nearest, plain, printable, shorten
from nn import Example, GateExample, Order, documents
from verify.claims.targets import Names, Target, read_target
from verify.claims.typed import given_number, number_in, unfed_in, values_of
from verify.claims.work import Work
from verify.sheets.policy import Policy
from verify.sheets.questions import RATE, Question, Update
from verify.sheets.students import page_names, same_name

__all__ = ["Worksheet"]

_LINE = re.compile(r" \(line \d+\)$", re.MULTILINE)
"""Where a mistake stands in the joined definitions, which is not where it stands in the file."""

STEPS = 10
"""Updates after which numbers may be claimed, at most, where no question asks for more."""


@dataclass(frozen=True)
class Worksheet:
    """A worksheet.

    Attributes
    ----------
    title, name : str
        Its title, and the name of its file for messages.
    network : str
        The name of a worked example; empty where the worksheet defines its own expression.
    sample : int
        Which of its samples, from 0.
    given : mapping of str to str
        Numbers by name, with the digits that are written.
    formulas : str
        The definitions, one a line.
    of : str
        The name of the definition that is differentiated; empty for the last one.
    spellings : mapping of str to tuple of str
        Other spellings, each with the names that it may stand for.
    update : Update
    questions : tuple of Question
    policy : Policy
    students : mapping of str to mapping
        For each student who has other numbers, these.
    """

    title: str = ""
    name: str = ""
    network: str = ""
    sample: int = 0
    given: Mapping[str, str] = field(default_factory=dict)
    formulas: str = ""
    of: str = ""
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    update: Update = field(default_factory=Update)
    questions: tuple[Question, ...] = ()
    policy: Policy = field(default_factory=Policy)
    students: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def work(self) -> Work:
        """What claims are held against.

        Raises
        ------
        ReadError
            If the worksheet does not define it.
        """
        try:
            work = self._of_network() if self.network else self._of_formulas()
        except ReadError:
            raise
        except ValueError as error:
            raise ReadError(f"{self.name}: {error}") from error
        if strange := [name for name, value in work.values.items() if not math.isfinite(value.data)]:
            raise ReadError(
                f"{self.name}: {strange[0]} is {work.values[strange[0]].data}, and nobody can work that out."
            )
        unknown = [name for name in work.trained if name not in work.values]
        if unknown:
            raise ReadError(f"{self.name}: [update] there is no {unknown[0]!r}; {nearest(unknown[0], work.values)}")
        clear = {spelling: names[0] for spelling, names in self.spellings.items() if len(names) == 1}
        return replace(work, others=clear, most_steps=max(STEPS, *map(_steps, self.questions), 0))

    @cached_property
    def _students(self) -> Mapping[str, str]:
        """The students by how their names are compared, and by how their files are named."""
        files = map(same_name, page_names(self.students))
        by_file = dict(zip(files, self.students, strict=True))
        return by_file | {same_name(student): student for student in self.students}

    def of_student(self, student: str) -> Worksheet:
        """Return the worksheet with the numbers of one student; ``Anna-Ek`` is ``Anna Ek``, as files are named.

        Raises
        ------
        ReadError
            If others have numbers of their own, and this one has none.
        """
        if not self.students:
            return self
        name = self._students.get(same_name(student))
        if name is not None:
            return replace(self, given={**self.given, **self.students[name]}, students={})
        hint = nearest(student, self.students)
        raise ReadError(f"{self.name} has no numbers for {printable(shorten(student, 40))!r}; {hint}")

    def with_numbers(self, numbers: Mapping[str, str]) -> Worksheet:
        """Return the worksheet with other numbers for some of what it gives, or what its network has.

        Raises
        ------
        ReadError
            For a name that it does not give.
        """
        for name in numbers:
            if not self.network and name not in self.given:
                raise ReadError(f"{self.name} gives no number {printable(name)!r}; {nearest(name, self.given)}")
        return replace(self, given={**self.given, **numbers})

    def numbers(self) -> dict[str, float]:
        """Return what is given, as numbers."""
        return {name: given_number(text) for name, text in self.given.items()}

    def readings(self, asked: str) -> list[Target]:
        """Return the targets that a text may mean: several where a spelling in it stands for several names.

        Raises
        ------
        ReadError
            If it means none.

        Examples
        --------
        >>> sheet = Worksheet(network="mazur", spellings={"out": ("out_o1", "out_o2")})
        >>> [str(target) for target in sheet.readings("dE/dout")]
        ['dE_total/dout_o1', 'dE_total/dout_o2']
        """
        known, clear = frozenset(self.work.values), self.work.others
        try:
            return [read_target(asked, self.work.names)]
        except ReadError:
            targets = []
            for spelling, names in self.spellings.items():
                for name in names if len(names) > 1 else ():
                    with suppress(ReadError):
                        targets.append(read_target(asked, Names(known, {**clear, spelling: name})))
            if not targets:
                raise
            return list(dict.fromkeys(targets))

    def target(self, asked: str) -> Target:
        """Return the target that a text means, the first of several.

        Raises
        ------
        ReadError
            If it means none.
        """
        return self.readings(asked)[0]

    def known(self, asked: str) -> Target | None:
        """Return the target that a text means, where the worksheet defines it; None for any other text."""
        with suppress(ValueError):
            target = self.target(asked)
            self.work.true(target)
            return target
        return None

    def has(self, asked: str) -> bool:
        """Whether a text names something that the worksheet defines."""
        return self.known(asked) is not None

    def _of_network(self) -> Work:
        example = self.example()
        assert example is not None  # there is a network
        count = len(example.samples)
        if not 0 <= self.sample < count:
            choice = "1" if count <= 1 else f"1 to {count}"
            raise ReadError(f"{self.name}: {self.network} has no sample {self.sample + 1}; choose {choice}.")
        if isinstance(example, GateExample):
            return Work.of_example(example, self.sample)
        rate = self._rate(str(example.learning_rate))
        trained = self.update.weights or example.trained
        work = Work.of_example(replace(example, learning_rate=rate, trained=trained), self.sample)
        return replace(work, order=self.update.order)

    def _of_formulas(self) -> Work:
        if self.update.order is not Order.TOGETHER:
            raise ReadError(f"{self.name}: [update] the order {self.update.order} needs a network, not [define].")
        output = self.output_of(self.defined(self.numbers()))
        return Work(output, self._rate() if self.update.rate else None, self.update.weights)

    def output_of(self, defined: Mapping[str, Value]) -> Value:
        """Return what is differentiated, of what is defined.

        Raises
        ------
        ReadError
            If nothing has the name that `of` asks for.
        """
        if not self.of:
            return list(defined.values())[-1]
        if plain(self.of) not in defined:
            raise ReadError(f"{self.name}: of = {printable(self.of)!r} is not defined; {nearest(self.of, defined)}")
        return defined[plain(self.of)]

    @cached_property
    def unfed(self) -> tuple[str, ...]:
        """The names of definitions that feed nothing, where `of` does not say that this is meant."""
        return () if self.of or not self.formulas else tuple(unfed_in(self.formulas))

    def defined(self, numbers: Mapping[str, float]) -> dict[str, Value]:
        """Return what is defined, by name.

        Raises
        ------
        ReadError
            Where a definition cannot be read.
        """
        try:
            return values_of(self.formulas, numbers)
        except ReadError as error:
            said = _LINE.sub("", str(error))  # the definition itself stands under the message
            raise ReadError(f"{self.name}: [define] {said}") from error

    def _rate(self, otherwise: str = "") -> float:
        name = plain(self.update.rate or RATE)
        text = self.given.get(name, self.update.rate or otherwise)
        rate = number_in(text)
        if rate is None:
            raise ReadError(
                f"{self.name}: [update] rate {printable(text)!r} is neither a number nor a name under [given]."
            )
        if not 0.0 <= rate < math.inf:
            raise ReadError(f"{self.name}: [update] the rate is {printable(text)}; give a finite number, 0 or more.")
        return rate

    def example(self) -> Example | GateExample | None:
        """Return the worked example that it is about, with its numbers; None where it defines its own expression."""
        if not self.network:
            return None
        numbers = self.numbers()
        numbers.pop(self.update.rate or RATE, None)
        return documents.build(self.network, numbers)


def _steps(question: Question) -> int:
    match = re.search(r"after\s+([0-9]{1,5})\s+steps?\s*$", question.ask, re.ASCII)
    return int(match[1]) if match else 0
