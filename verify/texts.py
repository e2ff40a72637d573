"""Texts of files that others wrote: TOML, with the place of whatever cannot be read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograd import ReadError
from autograd.naming import printable, shorten

__all__ = ["LARGEST", "TomlText", "decoded", "read_toml", "text_of"]

LARGEST = 2 * 2**20
"""Bytes of a file; a class of 1,000 with 30 answers each has a quarter of that."""

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_ENTRY = re.compile(r"""[ \t]*(?:"([^"\\]*)"|'([^']*)'|([\w-]+))[ \t]*=[ \t]*([^\n]*)""")
_UNQUOTED = re.compile(r"""[ \t]*[^\s"'#=\[][^"'#=]*[+/∂⁺ ][^"'#=]*=""")


@dataclass(frozen=True)
class TomlText:
    """A TOML file as data, in which decimal fractions are texts, and as it was written.

    Attributes
    ----------
    data : mapping
    name : str
        Of the file, for messages.
    entries : mapping of str to (int, str)
        For each key that opens a line, the number of its line and what stands after ``=``.
    """

    data: Mapping[str, Any]
    name: str
    entries: Mapping[str, tuple[int, str]]

    def where(self, key: str) -> str:
        """Return ``anna.toml, line 3``."""
        line, _ = self.entries.get(key, (0, ""))
        return f"{self.name}, line {line}" if line else self.name

    def written(self, key: str, value: Any, inside: str = "") -> Any:
        """Return a whole number as it was written, ``0x10`` and not 16; any other value as it is."""
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        _, text = self.entries.get(key, (0, ""))
        if inside and (found := re.search(rf"\b{inside}[ \t]*=[ \t]*([^\s,}}#]+)", text)):
            return found[1]
        return text.partition("#")[0].strip() if text and not inside else str(value)


def text_of(path: Path) -> str:
    """Return the text of a file, with plain line ends and without a byte-order mark.

    Raises
    ------
    ReadError
        If it is too large, or not UTF-8.
    OSError
        If it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ReadError(f"{path.name} is larger than {LARGEST // 2**20} MiB.")
    return decoded(content, path.name)


def decoded(content: bytes, name: str) -> str:
    r"""Return UTF-8 bytes as text.

    Raises
    ------
    ReadError
        With the place of what is no UTF-8.

    Examples
    --------
    >>> decoded(b"a\r\nb\xff", "anna.csv")
    Traceback (most recent call last):
    autograd.errors.ReadError: anna.csv, line 2, column 2: it is not UTF-8 text; save it as UTF-8.
    """
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise ReadError(f"{name}, line {line}, column {column}: it is not UTF-8 text; save it as UTF-8.") from error


def read_toml(text: str, name: str) -> TomlText:
    """Return a TOML text as data.

    Raises
    ------
    ReadError
        With the place of what is no TOML.

    Examples
    --------
    >>> read_toml('w5+ = "0.3589"', "anna.toml")
    Traceback (most recent call last):
    autograd.errors.ReadError: anna.toml, line 1, column 3: a name such as w5+ or dE/dw5 needs quotes, "w5+" = …
    """
    try:
        data = tomllib.loads(text, parse_float=str)
    except RecursionError as error:
        raise ReadError(f"{name}: brackets are nested too deeply.") from error
    except ValueError as error:
        raise _located(text, name, str(error)) from error
    entries: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if found := _ENTRY.match(line):
            key = next(group for group in found.groups()[:3] if group is not None)
            entries.setdefault(key, (number, found[4]))
    return TomlText(data, name, entries)


def _located(text: str, name: str, said: str) -> ReadError:
    """A message of the TOML reader, with the place in front."""
    lines = text.split("\n")
    found = _PLACE.search(said)
    if found is None:
        return ReadError(f"{name} is not TOML: {shorten(printable(said), 200)}.")
    line, column = (int(found[1]), int(found[2])) if found[1] else (len(lines), len(lines[-1]) + 1)
    complaint = f"{shorten(printable(said[: found.start()]), 200)}."
    if line <= len(lines) and _UNQUOTED.match(lines[line - 1]):
        complaint = 'a name such as w5+ or dE/dw5 needs quotes, "w5+" = …'
    return ReadError(f"{name}, line {line}, column {column}: {complaint}")
