"""A table of a TOML file: what stands in it, each key with its line, numbers with their digits."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from autograd import ReadError
from autograd.text.names import nearest, printable, shorten
from verify.claims.typed import number_in
from verify.sheets.texts import read_toml

__all__ = ["TomlTable", "read_table"]

_ENTRY = re.compile(r"""[ \t]*(?:"([^"\\]*)"|'([^']*)'|([\w-]+))[ \t]*=[ \t]*([^\n]*)""")
_HEADING = re.compile(r"[ \t]*\[\[?(.+?)\]\]?[ \t]*(?:#.*)?")

Choice = TypeVar("Choice", bound=StrEnum)
Path = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """The lines from one heading to the next; the line of the heading is 0 for those before the first.

    `entries` has for each key that opens a line the number of its line and what stands after ``=``.
    """

    line: int = 0
    entries: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class TomlTable:
    """A table of a TOML file and the section where it is written; decimal fractions in `data` are texts.

    `inline` is the table as it is written, where it stands in one line: ``{ value = 0.10 }``.
    """

    data: Mapping[str, Any]
    name: str
    section: Section
    inline: str = ""
    sections: Mapping[Path, Sequence[Section]] = field(default_factory=dict, repr=False)
    path: Path = ()

    def where(self, key: str = "") -> str:
        """Return ``anna.toml, line 3``."""
        line, _ = self.section.entries.get(key, (self.section.line, ""))
        return f"{self.name}, line {line}" if line else self.name

    def refusal(self, key: str, said: str) -> ReadError:
        """Return the error that says what is wrong with a key, and where."""
        return ReadError(f"{self.where(key)}: {said}")

    def written(self, key: str) -> Any:
        """Return a whole number as it was written, ``0x10`` and not 16; any other value as it is."""
        value = self.data[key]
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        _, text = self.section.entries.get(key, (0, ""))
        if match := re.search(rf"\b{re.escape(key)}[ \t]*=[ \t]*([^\s,}}#]+)", self.inline):
            text = match[1]
        text = text.partition("#")[0].strip()
        return text if _is_number(text, value) else str(value)

    def known(self, keys: Iterable[str]) -> None:
        """Refuse every key but these."""
        for key in self.data:
            if key not in keys:
                raise self.refusal(key, f"{printable(shorten(key, 40))!r} means nothing here; {nearest(key, keys)}")

    def table(self, key: str) -> TomlTable:
        """Return the table of this name; an empty one where there is none."""
        table = self.data.get(key, {})
        if not isinstance(table, dict):
            raise self.refusal(key, f"{printable(key)} must be a table, [{printable(key)}].")
        return self._within(key, table, 0)

    def tables(self, key: str) -> list[TomlTable]:
        """Return the tables of a list, ``[[question]]``."""
        tables = self.data.get(key, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise self.refusal(key, f"write each {key} under its own [[{key}]].")
        return [self._within(key, table, place) for place, table in enumerate(tables)]

    def texts(self, key: str, example: str) -> list[str]:
        """Return a list of texts."""
        texts = self.data.get(key, [])
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise self.refusal(key, f"{printable(key)} must be {example}.")
        return texts

    def text(self, key: str) -> str:
        """Return a text; an empty one where there is none."""
        text = self.data.get(key, "")
        if not isinstance(text, str):
            raise self.refusal(key, f"{key} must be a text in quotes.")
        return text

    def whole(self, key: str, default: int, least: int, most: int = 1000) -> int:
        """Return a whole number from `least` to `most`."""
        number = self.data.get(key, default)
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
            raise self.refusal(key, f"{key} must be a whole number from {least} to {most}.")
        return number

    def number(self, key: str) -> str:
        """Return a finite number as it is written: with its digits, or exactly, ``1/3``."""
        text = self.written(key)
        if isinstance(text, str):
            text = text.strip().replace("−", "-")
            if number_in(text) is not None:
                return text
        shown = shorten(printable(str(self.data[key])), 60)
        raise self.refusal(
            key, f'{printable(shorten(key, 40))} is {shown!r}; give a finite number, as "0.05", "1/3" or "pi".'
        )

    def amount(self, key: str, default: float) -> float:
        """Return a number from 0 to a million."""
        amount = number_in(self.number(key)) if key in self.data else default
        if amount is None or not 0.0 <= amount <= 1e6:
            raise self.refusal(key, f"{key} must be 0 or more.")
        return amount

    def choice(self, key: str, default: Choice) -> Choice:
        """Return one of several words."""
        word, kinds = self.data.get(key, default.value), type(default)
        if word not in list(kinds):
            raise self.refusal(key, f"{key} is {shorten(repr(word), 40)}; choose {' or '.join(kinds)}.")
        return kinds(word)

    def _within(self, key: str, data: Mapping[str, Any], place: int) -> TomlTable:
        path = (*self.path, key)
        line, text = self.section.entries.get(key, (0, ""))
        sections = self.sections.get(path, [])
        section = sections[place] if place < len(sections) else Section(line or self.section.line)
        return replace(self, data=data, section=section, inline=text, path=path)


def read_table(text: str, name: str) -> TomlTable:
    r"""Return a TOML text as a table; a ReadError has the place of what is no TOML.

    Examples
    --------
    >>> sheet = read_table('title = "A"\n[[question]]\nmarks = 1\n[[question]]\nmarks = 0x2', "sheet.toml")
    >>> [(each.where("marks"), each.written("marks")) for each in sheet.tables("question")]
    [('sheet.toml, line 3', '1'), ('sheet.toml, line 5', '0x2')]
    """
    data = read_toml(text, name)
    sections: dict[Path, list[Section]] = {(): [section := Section()]}
    path_of = cache(_path)
    for number, line in enumerate(text.split("\n"), 1):
        heading = _HEADING.fullmatch(line)
        path = path_of(heading[1]) if heading else ()
        if path:
            sections.setdefault(path, []).append(section := Section(number))
        elif entry := _ENTRY.match(line):
            key = next(group for group in entry.groups()[:3] if group is not None)
            section.entries.setdefault(key, (number, entry[4]))
    return TomlTable(data, name, sections[()][0], "", sections)


def _path(heading: str) -> Path:
    """The names in a heading, ``students."Anna Ek"``."""
    try:
        table: Any = tomllib.loads(f"{heading}=0")
    except ValueError:
        return ()
    path = []
    while isinstance(table, dict):
        ((key, table),) = table.items()
        path.append(key)
    return tuple(path)


def _is_number(text: str, value: int) -> bool:
    try:
        return int(text, 0) == value
    except ValueError:
        return False
