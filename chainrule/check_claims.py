"""``chainrule check`` in one line: what the words on the command line give and claim."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from autograd import ReadError, topological_order
from autograd.formula import variables
from autograd.formula_tokens import plain
from autograd.naming import printable, shorten
from chainrule.sources import BadInputError, Expression, Subject, complaints, sample_place, subject_from
from nn import Example, GateExample
from verify import Work

__all__ = ["Words", "words_for", "work_of"]


@dataclass(frozen=True)
class Words:
    """What stands on a command line after the source.

    Attributes
    ----------
    numbers : tuple of str
        Pairs whose left side is a variable of the source: they give its number.
    claims : tuple of (str, str)
        All others: a target, and what is claimed.
    """

    numbers: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]


def words_for(source: str, pairs: Sequence[str]) -> Words:
    """Tell numbers that are given from claims.

    Raises
    ------
    BadInputError
        If a word has no ``=``.

    Examples
    --------
    >>> words_for("y = x^2*sin(x)", ["x=1.3", "dy/dx = 2*x*sin(x) + x^2*cos(x)"])
    Words(numbers=('x=1.3',), claims=(('dy/dx', '2*x*sin(x) + x^2*cos(x)'),))
    """
    given = _variables(source)
    numbers, claims = [], []
    for pair in pairs:
        left, equals, right = pair.partition("=")
        if not equals or not left.strip():
            shown = shorten(repr(printable(pair)), 60)
            raise BadInputError(f"{shown} claims nothing; write for example dE/dw5=0.0822 or w5+=0.3589.")
        if plain(left.strip()) in given:
            numbers.append(f"{left.strip()}={right.strip()}")
        else:
            claims.append((left.strip(), right.strip()))
    return Words(tuple(numbers), tuple(claims))


def work_of(subject: Subject, sample: int | None) -> Work:
    """Return what claims about an example or an expression are held against.

    Raises
    ------
    BadInputError
        If there is no such sample.
    """
    if isinstance(subject, Expression):
        if sample is not None:
            raise BadInputError("--sample means nothing for an expression; leave it out.")
        output = subject.output
        if output.name is None:
            output = (output * 1.0).named("y")
        return Work(output)
    with complaints():
        return Work.of_example(subject, sample_place(subject, sample))


def _variables(source: str) -> set[str]:
    """The names that a pair may give a number for."""
    with suppress(ReadError):
        wanted = variables(source)
        if wanted != [source]:
            return set(wanted)
    with suppress(BadInputError):
        subject = subject_from(source, [])
        if isinstance(subject, Example | GateExample):
            return _leaves(subject)
        return {value.name for value in topological_order(subject.output) if value.op is None and value.name}
    return set()


def _leaves(example: Example | GateExample) -> set[str]:
    """Inputs, weights, biases and targets."""
    work = Work.of_example(example)
    return {name for name, value in work.values.items() if value.op is None}
