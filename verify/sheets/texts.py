"""Texts of files that others wrote: UTF-8, not too large; TOML, with the place of whatever cannot be read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograd import ReadError
from autograd.text.names import printable, shorten

__all__ = ["LARGEST", "decoded", "read_toml", "text_of"]

LARGEST = 2 * 2**20
"""Bytes of a file; a class of 1,000 with 30 answers each has a quarter of that."""

_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BARE = re.compile(r"[\w.-]+|[\"'].*", re.ASCII)


def text_of(path: Path) -> str:
    """Return the text of a file, with plain line ends and without a byte-order mark.

    It is a ReadError if the file is a pipe or a device, too large, or not UTF-8.
    """
    if path.exists() and not path.is_file() and not path.is_dir():  # a pipe may never end, and never begin
        raise ReadError(f"{printable(path.name)} is no file, but a pipe or a device.")
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ReadError(f"{path.name} is larger than {LARGEST // 2**20} MiB.")
    return decoded(content, path.name)


def decoded(content: bytes, name: str) -> str:
    r"""Return UTF-8 bytes as text; a ReadError has the place of what is no UTF-8.

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


def read_toml(text: str, name: str) -> Mapping[str, Any]:
    """Return what a TOML text says, decimal fractions as they are written; a ReadError has the place of a mistake.

    Examples
    --------
    >>> read_toml('w5+ = "0.3589"', "anna.toml")
    Traceback (most recent call last):
    autograd.errors.ReadError: anna.toml, line 1, column 3: a name such as w5+ or dE/dw5 needs quotes, "w5+" = …
    >>> read_toml("out_h1 = 0,593", "anna.toml")
    Traceback (most recent call last):
    autograd.errors.ReadError: anna.toml, line 1, column 11: what stands after = needs quotes, out_h1 = "0,593"
    """
    try:
        return tomllib.loads(text, parse_float=str)
    except RecursionError as error:
        raise ReadError(f"{name}: brackets are nested too deeply.") from error
    except ValueError as error:
        raise _located(text, name, str(error)) from error


def _located(text: str, name: str, said: str) -> ReadError:
    """A message of the TOML reader, with the place in front."""
    lines = text.split("\n")
    place = _PLACE.search(said)
    if place is None:
        return ReadError(f"{name} is not TOML: {shorten(printable(said), 200)}.")
    line, column = (int(place[1]), int(place[2])) if place[1] else (len(lines), len(lines[-1]) + 1)
    here = lines[line - 1] if line <= len(lines) else ""
    complaint = _plainer(here, column) or f"{shorten(printable(said[: place.start()]), 200)}."
    if complaint == "Cannot overwrite a value.":
        complaint = f"{_shown(here.partition('=')[0])} stands here a second time."
    return ReadError(f"{name}, line {line}, column {column}: {complaint}")


def _plainer(line: str, column: int) -> str:
    """What is wrong with a line, where quotation marks or a value are missing; nothing for any other mistake."""
    key, equals, value = line.partition("=")
    if not equals or key.lstrip().startswith(("#", "[")):
        return ""
    if column <= len(key) + 1:
        return "" if _BARE.fullmatch(key.strip()) else 'a name such as w5+ or dE/dw5 needs quotes, "w5+" = …'
    value = value.partition("#")[0].strip()
    if not value:
        return f'nothing stands after =; write {_shown(key)} = "" where it stays empty.'
    if value.startswith(('"', "'", "{", "[")):
        return ""
    return f'what stands after = needs quotes, {_shown(key)} = "{_shown(value)}"'


def _shown(text: str) -> str:
    return shorten(printable(text.strip()), 40)
