"""Files that describe an expression: a worksheet in TOML, a graph in JSON."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograd import ReadError, Value, read_graph
from autograd.formula import parse_all
from autograd.formula_tokens import plain
from autograd.naming import nearest, printable, shorten

__all__ = ["Worksheet", "read_graph_file", "read_worksheet"]

LARGEST = 64 * 2**20
"""Bytes of a file."""

LINE = re.compile(r" \(line \d+\)$", re.MULTILINE)
"""Where a mistake stands in the joined definitions, which is not where it stands in the file."""

KEYS = ("title", "network", "given", "define", "names", "update", "question", "policy")
"""What a worksheet may say; only the first four say what is shown."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """What a worksheet gives and defines.

    Attributes
    ----------
    title : str
    network : str or None
        The name of a worked example; None where the worksheet defines its own expression.
    given : mapping of str to float
        Numbers by name.
    formulas : str
        The definitions, one a line, as they are read.
    path : Path
    """

    title: str
    network: str | None
    given: Mapping[str, float]
    formulas: str
    path: Path

    def with_numbers(self, numbers: Mapping[str, float]) -> dict[str, float]:
        """Return what is given, with other numbers for some of it.

        Raises
        ------
        ReadError
            For a name that the worksheet does not give.
        """
        for name in numbers:
            if self.network is None and name not in self.given:
                raise ReadError(f"the file gives no number {name!r}; {nearest(name, self.given)}")
        return {**self.given, **numbers}

    def values(self, given: Mapping[str, float]) -> dict[str, Value]:
        """Return what is defined, by name.

        Raises
        ------
        ReadError
            Where a definition cannot be read.
        """
        try:
            return parse_all(self.formulas, given)
        except ReadError as error:
            said = LINE.sub("", str(error))  # the definition itself stands under the message
            raise ReadError(f"{self.path}: [define] {said}") from error


def read_worksheet(path: Path) -> Worksheet:
    """Return what a TOML file gives and defines: ``[given]`` and ``[define]``, or ``network = "mazur"``.

    Numbers in quotes keep their digits for those who look at them; here both kinds are numbers.

    Raises
    ------
    ReadError
        If it is no TOML, or something in it cannot be used; the message says where.
    OSError
        If it cannot be read.
    """
    try:
        document = tomllib.loads(_text(path), parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ReadError(f"{path} is not TOML: {shorten(str(error), 200)}.") from error
    for key in document:
        if key not in KEYS:
            raise ReadError(f"{path}: {printable(key)!r} means nothing here; {nearest(key, KEYS)}")
    given, define = document.get("given", {}), document.get("define", {})
    network, title = document.get("network"), document.get("title", "")
    if not isinstance(given, dict) or not isinstance(define, dict):
        raise ReadError(f"{path}: given and define must be tables, [given] and [define].")
    if not isinstance(title, str) or not (network is None or isinstance(network, str)):
        raise ReadError(f"{path}: title and network must be texts in quotes.")
    if (network is None) == (not define):
        raise ReadError(f'{path} needs either network = "mazur" or formulas under [define].')
    numbers = {plain(name): _number(f"{path}: [given] {printable(name)}", number) for name, number in given.items()}
    update = document.get("update", {})
    if network is not None and isinstance(update, dict):
        numbers.pop(str(update.get("rate", "eta")), None)  # the learning rate is no number of the network
    lines = [_line(f"{path}: [define] {printable(name)}", name, text) for name, text in define.items()]
    return Worksheet(title, network, numbers, "\n".join(lines), path)


def read_graph_file(path: Path) -> Value:
    """Return the output of a graph that a JSON file holds.

    Raises
    ------
    ReadError
        If it is no graph; the message says where.
    OSError
        If it cannot be read.
    """
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


def _number(where: str, given: Any) -> float:
    try:
        if isinstance(given, bool) or not isinstance(given, str | int) or "_" in str(given):
            raise ValueError
        number = float(given)
    except (ValueError, OverflowError):
        raise ReadError(f'{where} is {shorten(repr(given), 60)}; give a number, as "0.05" or 0.05.') from None
    if number - number != 0:
        raise ReadError(f"{where} is {number}; a number must be finite.")
    return number


def _line(where: str, name: str, text: Any) -> str:
    if not isinstance(text, str) or not text.strip() or any(sign in text for sign in ";\n="):
        raise ReadError(f'{where} is {shorten(repr(text), 60)}; give one formula in quotes, as "w1*i1 + b1".')
    if not plain(name).isidentifier():
        raise ReadError(f"{where}: a name is made of letters, digits and _.")
    return f"{plain(name)} = {text}"
