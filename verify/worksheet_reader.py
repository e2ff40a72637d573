"""Worksheets from TOML: every mistake in one is named with the place where it stands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from autograd import ReadError
from autograd.formula_tokens import plain
from autograd.naming import nearest, printable, shorten
from nn import Order
from nn.documents import EXAMPLES
from verify.policy import CREDIT, Policy, Rounding
from verify.texts import TomlText, read_toml, text_of
from verify.tolerance import Verdict
from verify.worksheet import Question, Update, Worksheet

__all__ = ["read_worksheet", "worksheet_from"]

KEYS = ("title", "network", "sample", "given", "define", "names", "update", "question", "policy", "students")

Choice = TypeVar("Choice", bound=StrEnum)


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

    Raises
    ------
    ReadError
        That says what is wrong with it, and where.

    Examples
    --------
    >>> sheet = worksheet_from('network = "mazur"\n[[question]]\nask = "dE_total/dw5"\ndecimals = 4')
    >>> sheet.questions
    (Question(ask='dE_total/dw5', decimals=4, marks=1.0),)
    >>> worksheet_from('network = "mazr"')
    Traceback (most recent call last):
    autograd.errors.ReadError: worksheet, line 1: no network is named 'mazr'; did you mean mazur?
    """
    reader = _Reader(read_toml(text, name))
    sheet = reader.worksheet()
    for each in (sheet, *map(sheet.of_student, sheet.students)):
        each.work  # noqa: B018  # what cannot be computed is refused
    reader.check(sheet)
    return sheet


class _Reader:
    """Reads one worksheet."""

    def __init__(self, toml: TomlText) -> None:
        self.toml = toml

    def refusal(self, key: str, said: str) -> ReadError:
        return ReadError(f"{self.toml.where(key)}: {said}")

    def worksheet(self) -> Worksheet:
        data = self.toml.data
        self._known(data, KEYS)
        network, title = self._text(data, "network"), self._text(data, "title")
        define = self._table(data, "define")
        if bool(network) == bool(define):
            raise ReadError(f'{self.toml.name}: it needs either network = "mazur" or formulas under [define].')
        if network and network not in EXAMPLES:
            raise self.refusal("network", f"no network is named {printable(network)!r}; {nearest(network, EXAMPLES)}")
        students = self._table(data, "students")
        return Worksheet(
            title=title or network or Path(self.toml.name).stem,
            name=self.toml.name,
            network=network,
            sample=self._whole(data, "sample", 1, 1) - 1,
            given=self._numbers(self._table(data, "given")),
            formulas="\n".join(self._formula(name, text) for name, text in define.items()),
            spellings=self._spellings(self._table(data, "names")),
            update=self._update(self._table(data, "update")),
            questions=tuple(map(self._question, self._list(data, "question"))),
            policy=self._policy(self._table(data, "policy")),
            students={name: self._numbers(self._table(students, name)) for name in students},
        )

    def check(self, sheet: Worksheet) -> None:
        """Refuse questions about nothing, and other spellings of nothing."""
        for question in sheet.questions:
            try:
                sheet.work.true(sheet.readings(question.ask)[0])
            except ValueError as error:
                raise ReadError(f"{self.toml.name}: [[question]] {printable(question.ask)}: {error}") from error
        for names in sheet.spellings.values():
            for name in names:
                if name not in sheet.work.values:
                    hint = nearest(name, sheet.work.values)
                    raise ReadError(f"{self.toml.name}: [names] there is no {printable(name)!r}; {hint}")

    def _known(self, table: Mapping[str, Any], keys: Iterable[str]) -> None:
        for key in table:
            if key not in keys:
                raise self.refusal(key, f"{printable(shorten(key, 40))!r} means nothing here; {nearest(key, keys)}")

    def _table(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        table = data.get(key, {})
        if not isinstance(table, dict):
            raise self.refusal(key, f"{printable(key)} must be a table, [{printable(key)}].")
        return table

    def _list(self, data: Mapping[str, Any], key: str) -> list[Any]:
        found = data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.refusal(key, f"write each {key} under its own [[{key}]].")
        return found

    def _text(self, table: Mapping[str, Any], key: str) -> str:
        text = table.get(key, "")
        if not isinstance(text, str):
            raise self.refusal(key, f"{key} must be a text in quotes.")
        return text

    def _whole(self, table: Mapping[str, Any], key: str, default: int, least: int) -> int:
        number = table.get(key, default)
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= 1000:
            raise self.refusal(key, f"{key} must be a whole number, {least} or more.")
        return number

    def _number(self, key: str, given: Any) -> str:
        text = self.toml.written(key, given)
        if isinstance(text, str):
            text = text.strip().replace("−", "-")
            try:
                number = float(text if text.isascii() and "_" not in text else "no number")
            except ValueError:
                number = math.nan
            if math.isfinite(number):
                return text
        shown = shorten(printable(str(given)), 60)
        raise self.refusal(key, f'{printable(shorten(key, 40))} is {shown!r}; give a finite number, as "0.05".')

    def _numbers(self, table: Mapping[str, Any]) -> dict[str, str]:
        return {plain(name): self._number(name, number) for name, number in table.items()}

    def _formula(self, name: str, text: Any) -> str:
        if not isinstance(text, str) or not text.strip() or any(sign in text for sign in ";\n="):
            shown = shorten(repr(text), 60)
            raise self.refusal(
                name, f'[define] {printable(name)} is {shown}; give one formula in quotes, as "w1*i1 + b1".'
            )
        if not plain(name).isidentifier():
            raise self.refusal(name, f"[define] {printable(name)}: a name is made of letters, digits and _.")
        return f"{plain(name)} = {text}"

    def _spellings(self, table: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """Other spellings with the names that they may stand for; ``"a|b"`` as a key is one of several."""
        found: dict[str, tuple[str, ...]] = {}
        for names, spellings in table.items():
            each = [spellings] if isinstance(spellings, str) else spellings
            if not isinstance(each, list) or not all(isinstance(spelling, str) for spelling in each):
                raise self.refusal(names, f'[names] {printable(names)}: give other spellings as ["E", "Error"].')
            for spelling in each:
                found[plain(spelling)] = tuple(plain(name.strip()) for name in names.split("|"))
        return found

    def _update(self, table: Mapping[str, Any]) -> Update:
        self._known(table, ("rate", "order", "weights"))
        weights = table.get("weights", [])
        if not isinstance(weights, list) or not all(isinstance(weight, str) for weight in weights):
            raise self.refusal("weights", 'weights must be names, as ["w1", "w2"].')
        rate = self.toml.written("rate", table.get("rate", ""))
        if not isinstance(rate, str):
            raise self.refusal("rate", "rate must be a number, or a name under [given].")
        order = self._choice(table, "order", Order.TOGETHER)
        return Update(rate, order, tuple(map(plain, weights)))

    def _choice(self, table: Mapping[str, Any], key: str, default: Choice) -> Choice:
        given, kinds = table.get(key, default.value), type(default)
        if given not in list(kinds):
            raise self.refusal(key, f"{key} is {shorten(repr(given), 40)}; choose {' or '.join(kinds)}.")
        return kinds(given)

    def _question(self, table: Mapping[str, Any]) -> Question:
        self._known(table, ("ask", "decimals", "marks"))
        ask = self._text(table, "ask")
        if not ask.strip():
            raise self.refusal("ask", 'a question needs ask = "dE_total/dw5".')
        decimals = self._whole(table, "decimals", 0, 0) if "decimals" in table else None
        return Question(ask, decimals, self._amount(table, "marks", 1.0))

    def _amount(self, table: Mapping[str, Any], key: str, default: float) -> float:
        amount = float(self._number(key, table[key])) if key in table else default
        if not 0.0 <= amount <= 1e6:
            raise self.refusal(key, f"{key} must be 0 or more.")
        return amount

    def _policy(self, table: Mapping[str, Any]) -> Policy:
        self._known(table, ("rounding", "last_digit", "follow_through", "credit"))
        follow = table.get("follow_through", True)
        if not isinstance(follow, bool):
            raise self.refusal("follow_through", "follow_through must be true or false.")
        return Policy(
            self._choice(table, "rounding", Rounding.EITHER),
            self._whole(table, "last_digit", 1, 0),
            follow,
            self._credit(self._table(table, "credit")),
        )

    def _credit(self, table: Mapping[str, Any]) -> dict[Verdict, float]:
        names = {verdict.replace(" ", "_"): verdict for verdict in CREDIT}
        self._known(table, names)
        return {verdict: self._amount(table, name, CREDIT[verdict]) for name, verdict in names.items()}
