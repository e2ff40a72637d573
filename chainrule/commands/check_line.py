"""``chainrule check`` in one line: what the words on the command line give and claim."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograd import ReadError
from autograd.formulas.reading import unfed, variables
from autograd.text.names import plain, printable, shorten
from chainrule.sources import BadInputError, Expression, complaints, left_out, numbers_from, sample_place, subject_from
from verify import Work, read_worksheet

__all__ = ["Words", "note_about", "words_for", "work_from"]


@dataclass(frozen=True)
class Words:
    """The words after the source on a command line: pairs that give the number of a variable of the source, and claims.

    `made` is the work that had to be made to tell one from the other; None where numbers change it.
    """

    numbers: tuple[str, ...]
    claims: tuple[tuple[str, str], ...]
    made: Work | None = field(default=None, repr=False)


def words_for(source: str, pairs: Sequence[str], sample: int | None = None) -> Words:
    """Return the words, those that give a number told from claims.

    Examples
    --------
    >>> words_for("y = x^2*sin(x)", ["x=1.3", "dy/dx = 2*x*sin(x) + x^2*cos(x)"])
    Words(numbers=('x=1.3',), claims=(('dy/dx', '2*x*sin(x) + x^2*cos(x)'),))
    """
    variables_of, made = _variables(source, sample)
    numbers, claims = [], []
    for pair in pairs:
        left, equals, right = pair.partition("=")
        if not equals or not left.strip():
            shown = shorten(repr(printable(pair)), 60)
            raise BadInputError(f"{shown} claims nothing; write for example dE/dw5=0.0822 or w5+=0.3589.")
        if plain(left.strip()) in variables_of:
            numbers.append(f"{left.strip()}={right.strip()}")
        else:
            claims.append((left.strip(), right.strip()))
    return Words(tuple(numbers), tuple(claims), None if numbers else made)


def work_from(source: str, numbers: Sequence[str], sample: int | None) -> Work:
    """Return what claims about an example, an expression or a worksheet are held against."""
    if source.lower().endswith(".toml"):
        return _of_worksheet(source, numbers, sample)
    subject = subject_from(source, numbers)
    place = sample_place(subject, sample)
    if isinstance(subject, Expression):
        output = subject.output
        return Work(output if output.name is not None else (output * 1.0).named("y"))
    with complaints():
        return Work.of_example(subject, place)


def note_about(source: str) -> str:
    """Return what is said of the definitions of an expression or a worksheet that no claim can be about."""
    unused: Sequence[str] = ()
    with suppress(ReadError, OSError):
        unused = read_worksheet(Path(source)).unfed if source.lower().endswith(".toml") else unfed(source)
    return left_out("judged", unused)


def _of_worksheet(source: str, numbers: Sequence[str], sample: int | None) -> Work:
    with complaints("read"):
        worksheet = read_worksheet(Path(source))
        texts = {name: repr(number) for name, number in numbers_from(numbers).items()}
        place = worksheet.sample if sample is None else sample - 1
        return replace(worksheet.with_numbers(texts), sample=place).work


def _variables(source: str, sample: int | None) -> tuple[set[str], Work | None]:
    """The names that a pair may give a number for, and the work that was made to know them."""
    with suppress(ReadError):
        wanted = variables(source)
        if wanted != [source]:
            return set(wanted), None
    for place in dict.fromkeys((sample, None)):  # a sample that is not there is complained about later
        with suppress(BadInputError):
            work = work_from(source, [], place)
            leaves = {name for name, value in work.values.items() if value.op is None}
            return leaves, work if place == sample else None
    return set(), None
