"""Worksheets from TOML: every mistake in one is named with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from autograd import ReadError
from autograd.text.names import nearest, plain, printable, shorten
from nn import Order
from nn.documents.networks import EXAMPLES
from verify.claims.targets import Target
from verify.claims.tolerance import Verdict
from verify.claims.typed import is_one_formula
from verify.sheets.policy import CREDIT, Policy, Rounding
from verify.sheets.questions import Question, Update
from verify.sheets.students import same_name
from verify.sheets.texts import text_of
from verify.sheets.toml_table import TomlTable, read_table
from verify.sheets.worksheet import Worksheet

__all__ = ["read_worksheet", "worksheet_from"]

MOST_DECIMALS = 15
"""A float has no more."""

KEYS = ("title", "network", "sample", "given", "define", "of", "names", "update", "question", "policy", "students")


def read_worksheet(path: Path) -> Worksheet:
    """Return the worksheet that a TOML file holds.

    Raises
    ------
    ReadError
        That says what is wrong with it, and where.
    OSError
        If it cannot be read.
    """
    return worksheet_from(text_of(path), path.name)


def worksheet_from(text: str, name: str = "worksheet") -> Worksheet:
    r"""Return the worksheet that a text holds; its questions are all about something that it defines.

    A ReadError says what is wrong with it, and where.

    Examples
    --------
    >>> sheet = worksheet_from('network = "mazur"\n[[question]]\nask = "dE_total/dw5"\ndecimals = 4')
    >>> sheet.questions
    (Question(ask='dE_total/dw5', decimals=4, marks=1.0),)
    >>> worksheet_from('network = "mazr"')
    Traceback (most recent call last):
    autograd.errors.ReadError: worksheet, line 1: no network is named 'mazr'; did you mean mazur?
    """
    table = read_table(text, name)
    sheet = _worksheet(table)
    _check_students(sheet, table.table("students"))
    for numbered in (sheet, *map(sheet.of_student, sheet.students)):
        numbered.work  # noqa: B018  # what cannot be computed is refused
    _check_questions(sheet, table.tables("question"))
    _check_spellings(sheet, table.table("names"))
    return sheet


def _worksheet(table: TomlTable) -> Worksheet:
    table.known(KEYS)
    network, title = table.text("network"), table.text("title")
    define, students = table.table("define"), table.table("students")
    if bool(network) == bool(define.data):
        raise ReadError(f'{table.name}: it needs either network = "mazur" or formulas under [define].')
    if network and network not in EXAMPLES:
        raise table.refusal("network", f"no network is named {printable(network)!r}; {nearest(network, EXAMPLES)}")
    return Worksheet(
        title=title or network or Path(table.name).stem,
        name=table.name,
        network=network,
        sample=table.whole("sample", 1, 1) - 1,
        given=_numbers(table.table("given")),
        formulas=";\n".join(_formula(define, name) for name in define.data),
        of=_of(table),
        spellings=_spellings(table.table("names")),
        update=_update(table.table("update")),
        questions=tuple(map(_question, table.tables("question"))),
        policy=_policy(table.table("policy")),
        students={name: _numbers(students.table(name)) for name in students.data},
    )


def _numbers(table: TomlTable) -> dict[str, str]:
    numbers: dict[str, str] = {}
    for name in table.data:
        if plain(name) in numbers:
            raise table.refusal(name, f"{printable(plain(name))} is given a second time.")
        numbers[plain(name)] = table.number(name)
    return numbers


def _formula(define: TomlTable, name: str) -> str:
    text = define.data[name]
    if not isinstance(text, str) or any(sign in text for sign in ";=") or not is_one_formula(text):
        shown = shorten(repr(text), 60)
        raise define.refusal(
            name, f'[define] {printable(name)} is {shown}; give one formula in quotes, as "w1*i1 + b1".'
        )
    if not _LEFT.fullmatch(plain(name)):
        raise define.refusal(name, f"[define] {printable(name)}: a name is made of letters, digits and _.")
    return f"{plain(name)} = {text.strip()}"


_IDENTIFIER = r"[^\W\d][\w\u0300-\u036f]*"
_LEFT = re.compile(rf"{_IDENTIFIER}(\(\s*{_IDENTIFIER}(\s*,\s*{_IDENTIFIER})*\s*\))?")
"""What may stand on the left of a definition: a name, or a function with its parameters, ``f(x)``."""


def _of(table: TomlTable) -> str:
    of = table.text("of")
    if of and "define" not in table.data:
        raise table.refusal("of", 'of = "E" names a formula under [define], and there is none.')
    return of


def _spellings(table: TomlTable) -> dict[str, tuple[str, ...]]:
    """Other spellings with the names that they may stand for; ``"a|b"`` as a key is one of several."""
    meanings: dict[str, tuple[str, ...]] = {}
    for key, listed in table.data.items():
        names = tuple(plain(name.strip()) for name in key.split("|"))
        spellings = [listed] if isinstance(listed, str) else listed
        if not isinstance(spellings, list) or not all(isinstance(spelling, str) for spelling in spellings):
            raise table.refusal(key, f'[names] {printable(key)}: give other spellings as ["E", "Error"].')
        for spelling in map(plain, spellings):
            if meanings.get(spelling, names) != names:
                both = "|".join((*meanings[spelling], *names))
                shown = printable(spelling)
                raise table.refusal(
                    key, f'[names] {shown} has several meanings; if it may be any of them, write "{both}" = "{shown}".'
                )
            meanings[spelling] = names
    return meanings


def _update(table: TomlTable) -> Update:
    table.known(("rate", "order", "weights"))
    weights = table.texts("weights", 'names, as ["w1", "w2"]')
    rate = table.written("rate") if "rate" in table.data else ""
    if not isinstance(rate, str):
        raise table.refusal("rate", "rate must be a number, or a name under [given].")
    return Update(rate, table.choice("order", Order.TOGETHER), tuple(map(plain, weights)))


def _question(table: TomlTable) -> Question:
    table.known(("ask", "decimals", "marks"))
    ask = table.text("ask")
    if not ask.strip():
        raise table.refusal("ask", 'a question needs ask = "dE_total/dw5".')
    decimals = table.whole("decimals", 0, 0, MOST_DECIMALS) if "decimals" in table.data else None
    return Question(ask, decimals, table.amount("marks", 1.0))


def _policy(table: TomlTable) -> Policy:
    table.known(("rounding", "last_digit", "follow_through", "credit"))
    follow = table.data.get("follow_through", True)
    if not isinstance(follow, bool):
        raise table.refusal("follow_through", "follow_through must be true or false.")
    return Policy(
        table.choice("rounding", Rounding.EITHER),
        table.whole("last_digit", 1, 0),
        follow,
        _credit(table.table("credit")),
    )


def _credit(table: TomlTable) -> dict[Verdict, float]:
    names = {verdict.replace(" ", "_"): verdict for verdict in CREDIT}
    table.known(names)
    return {verdict: table.amount(name, CREDIT[verdict]) for name, verdict in names.items()}


def _check_students(sheet: Worksheet, table: TomlTable) -> None:
    """Refuse two students that cannot be told apart, and numbers of nothing."""
    first: dict[str, str] = {}
    for student, numbers in sheet.students.items():
        if first.setdefault(same_name(student), student) != student:
            other = printable(first[same_name(student)])
            raise table.table(student).refusal("", f"{printable(student)!r} cannot be told from {other!r}.")
        for name in numbers:
            if not sheet.network and name not in sheet.given:
                hint = nearest(name, sheet.given)
                raise table.table(student).refusal(name, f"[given] has no number {printable(name)!r}; {hint}")


def _check_questions(sheet: Worksheet, tables: Sequence[TomlTable]) -> None:
    """Refuse questions about nothing, and those that are asked twice."""
    asked: set[Target] = set()
    for question, table in zip(sheet.questions, tables, strict=True):
        try:
            target = sheet.target(question.ask)
            sheet.work.true(target)
        except ValueError as error:
            raise table.refusal("ask", f"[[question]] {printable(question.ask)}: {error}") from error
        if target in asked:
            raise table.refusal("ask", f"[[question]] {printable(question.ask)} is asked a second time.")
        asked.add(target)


def _check_spellings(sheet: Worksheet, table: TomlTable) -> None:
    """Refuse other spellings of nothing, and those that are names themselves."""
    known = sheet.work.values
    for spelling, names in sheet.spellings.items():
        for name in names:
            if name not in known:
                raise table.refusal(name, f"[names] there is no {printable(name)!r}; {nearest(name, known)}")
        if spelling in known and spelling not in names:
            raise table.refusal(names[0], f"[names] {spelling!r} is a value of its own, and no other spelling.")
