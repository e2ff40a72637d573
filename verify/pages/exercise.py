"""An exercise as a page to hand out, as an empty file of answers, and as its key."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable

from autograd.text.digits import decimals_text, in_print
from verify.pages.derivations import derivations_html
from verify.pages.page import html_page, html_table, shown
from verify.sheets.csv_cells import harmless
from verify.sheets.exercise import key_of
from verify.sheets.questions import RATE
from verify.sheets.worksheet import Worksheet

__all__ = ["answers_csv", "answers_toml", "key_page", "sheet_page"]

POLICY = "default-src 'none'; img-src data:"
"""The picture stands in the page itself."""

_PARTIAL = re.compile(r"d([^\W\d]\w*)/d([^\W\d]\w*)")


def sheet_page(sheet: Worksheet, picture: str, student: str = "") -> str:
    """Return the page to hand out: what is given, the picture as SVG, and a line for each question."""
    data = b64encode(picture.encode()).decode()
    body = [
        f"<h1>{shown(sheet.title)}</h1>",
        f"<p>Name: {shown(student) or '…'}</p>",
        "<h2>Given</h2>",
        f'<ul class="given">{"".join(f"<li>{name} = {number}</li>" for name, number in given_in_words(sheet))}</ul>',
        f'<div class="scroll picture"><img src="data:image/svg+xml;base64,{data}" alt="The network, no results"></div>',
        "<h2>Wanted</h2>",
        *_meanings(sheet),
        html_table(["", "question", "decimals", "your answer"], _questions(sheet)),
    ]
    return html_page(sheet.title, body, policy=POLICY)


def key_page(sheet: Worksheet, student: str = "") -> str:
    """Return the key: every true answer, and the derivation of every partial that is asked for."""
    rows = [(_asked(ask), in_print(number)) for ask, number in key_of(sheet).items()]
    title = f"{sheet.title}: key for {student}" if student else f"{sheet.title}: key"
    body = [f"<h1>{shown(title)}</h1>", html_table(["question", "answer"], rows)]
    work = sheet.work
    by_output: dict[str, list[str]] = {}
    for target in (sheet.target(question.ask) for question in sheet.questions):
        if target.by:
            by_output.setdefault(target.of, []).append(target.by)
    for of, names in by_output.items():
        body.append(derivations_html([work.derivation(of, by) for by in names], work.manner))
    return html_page(title, body)


def answers_toml(sheet: Worksheet) -> str:
    """Return an empty file of answers.

    Examples
    --------
    >>> from verify.sheets.exercise import exercise_about
    >>> print(answers_toml(exercise_about("and_gate")))
    # Your answers stand between the quotation marks: "Y" = "0.25".
    # With the line before the result: "Y" = { value = "0.25", working = "0.5 * 0.5" }.
    <BLANKLINE>
    "s" = ""
    "Y" = ""
    <BLANKLINE>
    """
    example = sheet.questions[-1].ask if sheet.questions else "E"
    head = [
        f'# Your answers stand between the quotation marks: "{example}" = "0.25".',
        f'# With the line before the result: "{example}" = {{ value = "0.25", working = "0.5 * 0.5" }}.',
    ]
    return "\n".join([*head, "", *(f'"{question.ask}" = ""' for question in sheet.questions), ""])


def answers_csv(sheet: Worksheet) -> str:
    """Return the key of all students as a file of answers: a row a student, a column a question."""
    lines = [["student", *(question.ask for question in sheet.questions)]]
    for student in sheet.students:
        lines.append([harmless(student), *key_of(sheet.of_student(student)).values()])
    if not sheet.students:
        lines.append(["key", *key_of(sheet).values()])
    return "\n".join(",".join(map(_cell, line)) for line in lines) + "\n"


def given_in_words(sheet: Worksheet) -> list[tuple[str, str]]:
    """Return every number that the reader needs, those of the sample included."""
    leaves = [name for name, value in sheet.work.values.items() if value.op is None and name not in sheet.given]
    sampled = [(name, decimals_text(sheet.work.values[name].data)) for name in leaves]
    return [("η" if name == RATE else shown(name), shown(text)) for name, text in [*sampled, *sheet.given.items()]]


def _questions(sheet: Worksheet) -> Iterable[tuple[str, str, str, str]]:
    for number, question in enumerate(sheet.questions, 1):
        decimals = "" if question.decimals is None else str(question.decimals)
        yield f"{number}.", _asked(question.ask), decimals, "_" * 24


def _asked(ask: str) -> str:
    """A question as it is written by hand: dE/dw5 is ∂E/∂w5."""
    return shown(_PARTIAL.sub(r"∂\1/∂\2", ask))


def _meanings(sheet: Worksheet) -> Iterable[str]:
    """What the questions mean by their signs."""
    work = sheet.work
    targets = [sheet.target(question.ask) for question in sheet.questions]
    if updated := next((target for target in targets if target.updated), None):
        error, weight = shown(work.output.name or "y"), shown(updated.of)
        yield f"<p>{weight}+ is {weight} after one update: {weight} − η · ∂{error}/∂{weight}.</p>"


def _cell(text: str) -> str:
    quoted = '"' + text.replace('"', '""') + '"'
    return quoted if any(sign in text for sign in ',;"') else text
