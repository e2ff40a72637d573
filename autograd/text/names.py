"""Names: showing them safely, and guessing what was meant."""

from __future__ import annotations

import re
import reprlib
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import count, product
from string import ascii_lowercase
from typing import Any, TypeVar

__all__ = [
    "first_and_last",
    "letters",
    "letters_without",
    "nearest",
    "numbered",
    "plain",
    "printable",
    "shorten",
    "with_type",
]

Part = TypeVar("Part")
Dots = TypeVar("Dots")


def printable(name: str) -> str:
    r"""Return a name with everything invisible written out: control, direction and unassigned characters.

    Examples
    --------
    >>> print(printable("a\nb\u202ec\0"))
    a\nb\u202ec\x00
    """
    name = str(name)  # a name is stored as it is given, and may be anything
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


_SUPERSCRIPTS = "".join(c for c in map(chr, range(0xAA, 0x2100)) if unicodedata.decomposition(c).startswith("<super>"))
_NOT_RAISED = re.compile(f"[^{re.escape(_SUPERSCRIPTS)}]+")


def plain(name: str) -> str:
    """Return a name in the one form in which names are compared: w₁ is w1, net_{o1} is net_o1, µ is μ, ϵ is ε.

    That is Unicode's NFKC, with no braces; what is raised stays as it is, for x² is no name x2.

    Examples
    --------
    >>> plain("w₁"), plain("net_{o1}"), plain("y\u0302") == plain("ŷ"), plain("x²")
    ('w1', 'net_o1', True, 'x²')
    """
    name = str(name)
    if not name.isascii():
        name = _NOT_RAISED.sub(lambda part: _composed(part[0]), name)
    return name.replace("{", "").replace("}", "")


def _composed(part: str) -> str:
    """A part in NFKC where letters stay letters; ① does not become 1, nor ℀ a/c."""
    folded = unicodedata.normalize("NFKC", part)
    stays = all(c.isalnum() or c in "_{}" or unicodedata.combining(c) or c in part for c in folded)
    is_number = folded[:1].isdecimal() and not part[:1].isdecimal()
    return folded if stays and not is_number else unicodedata.normalize("NFC", part)


def shorten(text: str, longest: int) -> str:
    """Return a text cut to `longest` characters, the last one then "…".

    Examples
    --------
    >>> shorten("a very long name", 7)
    'a very…'
    """
    return text if len(text) <= longest else text[: longest - 1] + "…"


def first_and_last(parts: Sequence[Part], most: int, dots: Dots) -> list[Part | Dots]:
    """Return all parts, or of more than `most` the first ones, `dots` for the others, and the last.

    Examples
    --------
    >>> first_and_last("abcde", 5, "…"), first_and_last("abcdefg", 5, "…")
    (['a', 'b', 'c', 'd', 'e'], ['a', 'b', 'c', '…', 'g'])
    """
    return list(parts) if len(parts) <= most else [*parts[: most - 2], dots, parts[-1]]


def numbered(names: Sequence[str]) -> list[str]:
    """Return names that tell all apart: those that occur again are numbered in their order.

    Examples
    --------
    >>> numbered(["x", "net", "x"])
    ['x⟨1⟩', 'net', 'x⟨2⟩']
    """
    places = {name: count(1) for name, times in Counter(names).items() if times > 1}
    return [f"{name}⟨{next(places[name])}⟩" if name in places else name for name in names]


def letters(count: int) -> list[str]:
    """Return names for operands: x, y, z, u, v, w, or x1, x2, … where there are more.

    Examples
    --------
    >>> letters(2), letters(7)[-1]
    (['x', 'y'], 'x7')
    """
    return list("xyzuvw"[:count]) if count <= 6 else [f"x{place}" for place in range(1, count + 1)]


def letters_without(taken: Container[str | None]) -> Iterator[str]:
    """Yield a, b, …, z, aa, ab, …, without the names that are taken."""
    for length in count(1):
        for several in product(ascii_lowercase, repeat=length):
            if (name := "".join(several)) not in taken:
                yield name


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the end of a message about an unknown name: what is near it, else what there is.

    Examples
    --------
    >>> nearest("net_h", ["w5", "net_h1", "net_h2"])
    'did you mean net_h2 or net_h1?'
    >>> nearest("zzz", ["w5", "w6"])
    'there are w5, w6.'
    """
    known = list(dict.fromkeys(names))
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    if near:
        return f"did you mean {' or '.join(map(printable, near))}?"
    return f"there are {shorten(', '.join(map(printable, known)), 200)}."


def with_type(given: Any) -> str:
    """Return an argument as messages show it, with its type.

    Examples
    --------
    >>> with_type([1.0])
    '[1.0] (list)'
    """
    return f"{reprlib.repr(given)} ({type(given).__name__})"
