"""Reading of the words on a command line as what they name: a worked example, an expression, a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from autograd import ReadError, Value, read_graph
from autograd.formulas.reading import CONSTANTS, missing, number_of, parse_all, unfed, variables
from autograd.text.names import nearest, plain, printable, shorten
from nn import Example, GateExample, documents
from verify import Worksheet, read_worksheet
from viz import NumberFormat

__all__ = [
    "BadInputError",
    "Expression",
    "Subject",
    "complaints",
    "left_out",
    "numbers_from",
    "read_graph_file",
    "refuse",
    "sample_note",
    "sample_place",
    "subject_from",
]


LARGEST = 64 * 2**20
"""Bytes of a file."""


class BadInputError(Exception):
    """Something on the command line cannot be used; the message is one line for the person who typed it.

    Every function that reads what was typed, or does what it asks for, raises it.
    """


@contextmanager
def complaints(doing: str = "write") -> Iterator[None]:
    """Turn what a library call says about its arguments into one message for the person who typed them."""
    try:
        yield
    except OSError as error:
        where = f" {error.filename!r}" if error.filename else ""
        raise BadInputError(f"cannot {doing}{where}: {error.strerror or error}.") from error
    except (ValueError, TypeError) as error:
        raise BadInputError(str(error)) from error


def refuse(what: str, options: Mapping[str, bool]) -> None:
    """Refuse the options, of those that are given, that mean nothing for what is done."""
    for option, is_given in options.items():
        if is_given:
            raise BadInputError(f"{option} means nothing for {what}; leave it out.")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was typed, without a title, or that a file defines.

    Its output is what is defined last, or what a file chooses; unused are the definitions that do not feed it. Its
    pictures have its name.
    """

    title: str
    output: Value
    name: str = "expression"
    unused: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What is said of the definitions that are not shown; nothing where there are none."""
        return left_out("shown", self.unused)


def left_out(done: str, names: Sequence[str]) -> str:
    """Return what is said of definitions that nothing uses; nothing where there are none.

    Examples
    --------
    >>> left_out("judged", ["a", "b"])
    'Not judged, because the last value does not depend on it: a, b.'
    """
    listed = shorten(", ".join(map(printable, names)), 200)
    return f"Not {done}, because the last value does not depend on it: {listed}." if names else ""


Subject = Example | GateExample | Expression


_EXPRESSION = re.compile(r"[=+*/^( |]|[^\x00-\x7f](?<!\w)|[¼-¾⁰-₉⅐-⅞²³¹ⁿ]")
"""A sign that is in expressions, and in no name of an example or a file."""


def subject_from(source: str, pairs: Sequence[str]) -> Subject:
    """Return what a first argument names, with other numbers where pairs such as ``w5=0.9`` give them.

    A file ends in .toml or .json; an expression has a sign or a space in it; everything else is the name of an
    example.
    """
    numbers = numbers_from(pairs)
    if source.lower().endswith((".toml", ".json")):
        return _from_file(Path(source), numbers)
    if _EXPRESSION.search(source) or source[:1].isdigit():
        return _from_formula(source, numbers)
    with complaints():
        try:
            return documents.build(source, numbers)
        except ValueError as error:
            if source in documents.EXAMPLES:
                raise
            raise BadInputError(f"{error} An expression has one of = + * / ^ ( or a space, as in 'x - y'.") from error


def _from_formula(text: str, numbers: Mapping[str, float]) -> Expression:
    with complaints():
        wanted = variables(text)
        needed = missing(text, numbers)
    unknown = [name for name in numbers if name not in wanted and name not in CONSTANTS]
    if unknown:
        hint = nearest(unknown[0], wanted) if wanted else "it has none."
        raise BadInputError(f"the expression has no variable {unknown[0]!r}; {hint}")
    if needed:
        names = shorten(", ".join(map(printable, needed)), 200)
        pairs = shorten(" ".join(f"{printable(name)}=1" for name in needed), 200)
        raise BadInputError(f"the expression needs a number for {names}; add for example {pairs}")
    with complaints():
        output = list(parse_all(text, numbers).values())[-1]
        return Expression("", output, "expression", tuple(unfed(text)))


def _from_file(path: Path, numbers: Mapping[str, float]) -> Subject:
    with complaints("read"):
        if path.suffix.lower() == ".json":
            if numbers:
                raise ReadError("a graph file has its numbers in it; numbers can be given for a .toml file.")
            return Expression(path.stem, read_graph_file(path), path.stem)
        worksheet = read_worksheet(path)
        sheet = worksheet.with_numbers({name: repr(number) for name, number in numbers.items()})
        return sheet.example() or _of_definitions(sheet, path.stem)


def _of_definitions(sheet: Worksheet, name: str) -> Expression:
    return Expression(sheet.title, sheet.output_of(sheet.defined(sheet.numbers())), name, sheet.unfed)


def read_graph_file(path: Path) -> Value:
    """Return the output of a graph that a JSON file holds; a ReadError says where it is no graph."""
    try:
        graph = read_graph(_text(path))
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from error
    return graph.values()[graph.outputs[-1]]


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ReadError(f"{path} is larger than {LARGEST // 2**20} MiB.")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path} is not UTF-8 text: byte {error.start} cannot be read.") from error


def numbers_from(pairs: Sequence[str]) -> dict[str, float]:
    """Return the numbers of pairs such as ``w5=0.9``."""
    numbers: dict[str, float] = {}
    for pair in pairs:
        variable, number = _pair(pair)
        if variable in numbers:
            raise BadInputError(f"{variable} is given twice; give each variable once.")
        numbers[variable] = number
    return numbers


def _pair(text: str) -> tuple[str, float]:
    variable, equals, digits = text.partition("=")
    shown = printable(text)
    if not equals or not variable:
        raise BadInputError(f"{shown!r} is not name=number; write for example w5=0.9.")
    try:
        return plain(variable.strip()), number_of(digits)
    except ReadError as error:
        said, *_ = str(error).split("\n")
        if digits.count(",") == 1:
            said = f"{printable(digits)!r} is not a number; write {digits.replace(',', '.')}."
        raise BadInputError(f"{shown!r}: {said}") from None


def sample_place(subject: Subject, sample: int | None) -> int:
    """Return the place of a sample that is counted from 1 on the command line; an expression has none."""
    if isinstance(subject, Expression):
        refuse("an expression", {"--sample": sample is not None})
        return 0
    count = len(subject.samples)
    if sample is not None and not 1 <= sample <= count:
        raise BadInputError(f"{subject.name} has no sample {sample}; choose 1{f' to {count}' if count > 1 else ''}.")
    return (sample or 1) - 1


def sample_note(example: Example | GateExample, place: int) -> str:
    """Return ``sample 2 of 4: x1 = 1, x2 = 0``; nothing where there is one only."""
    if len(example.samples) == 1:
        return ""
    numbers = NumberFormat()
    pairs = zip(example.network.input_names, example.samples[place].inputs, strict=False)
    inputs = ", ".join(f"{name} = {numbers.text(x)}" for name, x in pairs)
    return f"sample {place + 1} of {len(example.samples)}: {inputs}"
