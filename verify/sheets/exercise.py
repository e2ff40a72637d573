"""Exercises: a worksheet about a worked example, with questions for the weights that are left blank."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from autograd import ReadError
from autograd.text.digits import decimals_text
from autograd.text.names import printable
from nn import Example, GateExample, documents
from verify.claims.targets import Target, read_target
from verify.claims.typed import given_number
from verify.claims.work import Work
from verify.sheets.questions import RATE, Question, Update
from verify.sheets.students import same_name
from verify.sheets.worksheet import Worksheet

__all__ = ["exercise_about", "given_numbers", "key_of", "varied", "with_students", "worksheet_toml"]

DECIMALS = 6
"""How many are asked for."""


def exercise_about(network: str, blanks: Sequence[str] = (), sample: int = 0) -> Worksheet:
    """Return a worksheet about a worked example: the forward pass, then the partials and updates that are left blank.

    Blanks are weights, or any other targets; all weights that are trained if there are none. `sample` counts from 0.
    A blank that is no target is a ReadError; no such network or sample, a ValueError.

    Examples
    --------
    >>> sheet = exercise_about("lecture_neuron", ["w1"])
    >>> [question.ask for question in sheet.questions]
    ['s', 'y', 'E', 'dE/dw1', 'w1+']
    """
    example = documents.build(network)
    work = Work.of_example(example, sample)
    trained = example.trained if isinstance(example, Example) else ()
    asked = dict.fromkeys(name for name, value in work.values.items() if value.op is not None)
    for blank in blanks or trained:
        asked |= dict.fromkeys(_questions(work, example, blank))
    return Worksheet(
        title=f"{example.title}: {'backpropagation' if isinstance(example, Example) else 'forward pass'} by hand",
        name="worksheet.toml",
        network=network,
        sample=sample,
        given={name: _text(number) for name, number in given_numbers(example, work).items()},
        update=Update(rate=RATE) if isinstance(example, Example) else Update(),
        questions=tuple(Question(ask, DECIMALS) for ask in asked),
    )


def given_numbers(example: Example | GateExample, work: Work) -> dict[str, float]:
    """Return what a reader may be given other numbers for: inputs, weights, biases, targets, the learning rate."""
    parameters = [parameter.name or "" for parameter in example.network.parameters()]
    leaves = {name: value.data for name, value in work.values.items() if value.op is None}
    inputs, names = example.network.input_names, sorted(parameters, key=_natural)
    if len(example.samples) == 1:
        targets = [name for name in leaves if name not in (*inputs, *parameters)]
        names = [*inputs, *names, *sorted(targets, key=_natural)]
    rate = {RATE: example.learning_rate} if isinstance(example, Example) else {}
    return {name: leaves[name] for name in names if name in leaves} | rate


def varied(sheet: Worksheet, seed: str) -> dict[str, str]:
    """Return other given numbers, the same ones for the same seed: each is moved by up to a half, no two are alike.

    Examples
    --------
    >>> numbers = varied(exercise_about("mazur"), "1")
    >>> numbers == varied(exercise_about("mazur"), "1"), numbers == varied(exercise_about("mazur"), "2")
    (True, False)
    """
    rng = random.Random(f"chainrule {seed}")
    numbers: dict[str, str] = {}
    for name, text in sheet.given.items():
        if name == RATE:
            continue
        given = given_number(text)
        for _ in range(100):
            moved = abs(given or 0.5) * rng.uniform(0.5, 1.5)
            size = f"{min(max(round(moved, 2), 0.01), 0.99 if abs(given) < 1.0 else moved):.2f}"
            if size not in {number.lstrip("-") for number in numbers.values()}:
                break
        numbers[name] = f"-{size}" if given < 0.0 else size
    return numbers


def key_of(sheet: Worksheet) -> dict[str, str]:
    """Return the true answers, with nine decimals."""
    asked = [question.ask for question in sheet.questions]
    return {ask: decimals_text(sheet.work.true(sheet.target(ask))) for ask in asked}


def worksheet_toml(sheet: Worksheet) -> str:
    """Return an exercise as the TOML file that answers are held against.

    Examples
    --------
    >>> from verify.sheets.reader import worksheet_from
    >>> sheet = exercise_about("mazur", ["w5"])
    >>> worksheet_from(worksheet_toml(sheet), sheet.name) == sheet
    True
    """
    lines = [f"title = {_quoted(sheet.title)}", f"network = {_quoted(sheet.network)}"]
    if sheet.sample:
        lines.append(f"sample = {sheet.sample + 1}")
    lines += ["", "[given]", *_entries(sheet.given)]
    if sheet.update.rate:
        lines += ["", "[update]", f"rate = {_quoted(sheet.update.rate)}"]
    for question in sheet.questions:
        lines += ["", "[[question]]", f"ask = {_quoted(question.ask)}", f"decimals = {question.decimals}"]
    for student, numbers in sheet.students.items():
        lines += ["", f"[students.{_quoted(student)}]", *_entries(numbers)]
    return "\n".join([*lines, ""])


def _questions(work: Work, example: Example | GateExample, blank: str) -> Iterable[str]:
    """What is asked about a blank: a weight's partial and its update; any other target itself."""
    target = read_target(blank, work.names)
    if not target.is_node or work.values[target.of].op is not None:
        work.true(target)
        yield str(target)
        return
    if isinstance(example, GateExample):
        raise ReadError(f"a gate has no partials to ask for; leave {printable(blank)!r} out.")
    partial = Target(work.output.name or "", by=target.of)
    work.true(partial)
    yield str(partial)
    if target.of in example.trained and len(example.samples) == 1:
        yield str(Target(target.of, updated=True))


def with_students(sheet: Worksheet, students: Sequence[str]) -> Worksheet:
    """Return a worksheet in which every student has other numbers, drawn from the name.

    It is a ReadError if two names cannot be told apart.
    """
    first = {same_name(student): student for student in reversed(students)}
    for student in students:
        if first[same_name(student)] != student or not same_name(student):
            raise ReadError(f"{printable(student)!r} cannot be told from {printable(first[same_name(student)])!r}.")
    return replace(sheet, students={student: varied(sheet, student) for student in students})


def _entries(numbers: Mapping[str, str]) -> list[str]:
    return [f"{name} = {_quoted(text)}" for name, text in numbers.items()]


def _quoted(text: str) -> str:
    """A text as TOML has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped) + '"'


def _text(number: float) -> str:
    text = f"{number:.12g}"
    return f"{number:.2f}" if re.fullmatch(r"-?[0-9]+(\.[0-9])?", text) else text


def _natural(name: str) -> list[tuple[str, int]]:
    """A key to sort names by: W2 before W10."""
    return [(word, int(number or 0)) for word, number in re.findall(r"([^0-9]+)([0-9]*)", name)]
