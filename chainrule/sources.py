"""From the words on a command line to an example, and from its picture to files."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from autograd.naming import printable
from nn import Example, documents
from viz import Figure

__all__ = ["BadInputError", "complaints", "example_from", "save_all"]


class BadInputError(Exception):
    """Something on the command line cannot be used; the message is one line for the person who typed it."""


@contextmanager
def complaints() -> Iterator[None]:
    """Turn what a library call says about its arguments into one line for the person who typed them."""
    try:
        yield
    except OSError as error:
        where = f" {error.filename!r}" if error.filename else ""
        raise BadInputError(f"cannot write{where}: {error.strerror or error}.") from error
    except (ValueError, TypeError) as error:
        raise BadInputError(str(error)) from error


def example_from(name: str, pairs: Sequence[str]) -> Example:
    """Return the example of a name, with other numbers where pairs such as ``w5=0.9`` give them.

    Raises
    ------
    BadInputError
        If there is no such example or variable, or a pair is not ``name=number``.
    """
    numbers: dict[str, float] = {}
    for pair in pairs:
        variable, number = _pair(pair)
        if variable in numbers:
            raise BadInputError(f"{variable} is given twice; give each variable once.")
        numbers[variable] = number
    with complaints():
        return documents.build(name, numbers)


def save_all(figure: Figure, paths: Sequence[Path]) -> None:
    """Write a picture to every path; if one cannot be written, none that was not there before stays."""
    new: list[Path] = []
    try:
        for path in paths:
            is_new = not path.exists()
            figure.save(path)
            new += [path] if is_new else []
    except Exception:
        for path in new:
            path.unlink(missing_ok=True)
        raise


def _pair(text: str) -> tuple[str, float]:
    variable, equals, digits = text.partition("=")
    shown = printable(text)
    if not equals or not variable:
        raise BadInputError(f"{shown!r} is not name=number; write for example w5=0.9.")
    try:
        number = float(digits.replace("−", "-"))
    except ValueError:
        hint = f"; write {digits.replace(',', '.')}" if digits.count(",") == 1 else ""
        raise BadInputError(f"{shown!r}: {printable(digits)!r} is not a number{hint}.") from None
    if not math.isfinite(number):
        raise BadInputError(f"{shown!r}: a number must be finite.")
    return variable.strip(), number
