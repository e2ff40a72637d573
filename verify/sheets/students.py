"""Names of students: how they are compared, and what their files are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import normalize

__all__ = ["page_names", "same_name"]

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)
"""Names that Windows keeps for devices."""


def same_name(student: str) -> str:
    """Return a name as it is compared, without what files cannot be named.

    Examples
    --------
    >>> same_name("Anna Ek") == same_name("anna-ek")
    True
    """
    return re.sub(r"\W+", "-", normalize("NFC", student)).strip("-").casefold()


def page_names(students: Iterable[str]) -> list[str]:
    """Return a name for each student, for pages, files and folders; no two are the same on any system.

    Examples
    --------
    >>> page_names(["Anna Ek", "anna/ek", "index", "CON"])
    ['Anna-Ek', 'anna-ek-2', 'index-2', 'CON-1']
    """
    taken = {"index"}
    names = []
    for student in students:
        stem = re.sub(r"[^\w]+", "-", normalize("NFC", student)).strip("-")[:60] or "student"
        if _RESERVED.fullmatch(stem):
            stem += "-1"
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name.casefold())
        names.append(name)
    return names
