"""Targets of claims: a node, ∂A/∂B, an updated weight, a number after k steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograd import ReadError
from autograd.formulas.reading import variables
from autograd.text.names import nearest, plain, printable, shorten

__all__ = ["Names", "Target", "read_target"]


@dataclass(frozen=True, slots=True)
class Target:
    """A number of a work that may be claimed.

    Attributes
    ----------
    of : str
        The name of a node, or an expression of names, ``1 − out_o1``.
    by : str
        For ∂of/∂by; empty otherwise.
    updated : bool
        Whether it is the weight `of` after one update, ``w5+``.
    steps : int
        For a number after so many updates of all weights; 0 before.
    is_expression : bool
        Whether `of` is an expression.
    is_mean : bool
        Whether it is the mean over all samples.

    Examples
    --------
    >>> print(Target("E_total", by="w5"), Target("w5", updated=True), Target("E_total", steps=1))
    dE_total/dw5 w5+ E_total after 1 step
    >>> print(Target("E", by="w1", is_mean=True))
    mean dE/dw1
    """

    of: str
    by: str = ""
    updated: bool = False
    steps: int = 0
    is_expression: bool = False
    is_mean: bool = False

    @property
    def is_node(self) -> bool:
        """Whether it is the number of a node."""
        return not (self.by or self.updated or self.steps or self.is_expression or self.is_mean)

    def __str__(self) -> str:
        mean = "mean " if self.is_mean else ""
        if self.by:
            return f"{mean}d{self.of}/d{self.by}"
        if self.steps:
            return f"{mean}{self.of} after {self.steps} {'step' if self.steps == 1 else 'steps'}"
        return f"{self.of}+" if self.updated else f"{mean}{self.of}"


@dataclass(frozen=True)
class Names:
    """The names that targets may use, and other spellings of them: ``{"E": "E_total"}``."""

    known: frozenset[str]
    others: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        """The names by the one form in which names are compared."""
        return self._unique(plain)

    @cached_property
    def _squeezed(self) -> Mapping[str, str]:
        """The names by what is left without signs between their parts."""
        return self._unique(_squeezed)

    @cached_property
    def _folded(self) -> Mapping[str, str]:
        """The names by that in small letters."""
        return self._unique(lambda name: _squeezed(name).lower())

    def _unique(self, short: Callable[[str], str]) -> Mapping[str, str]:
        """The names by what is made of them; none where two would be one."""
        names: dict[str, str] = {}
        for name in sorted(self.known):
            names[short(name)] = "" if short(name) in names else name
        return names

    def find(self, written: str) -> str:
        """Return the value's own name for what was written.

        A ReadError has names that are near, or the partial that δ stands for.

        Examples
        --------
        >>> names = Names(frozenset({"E_total", "net_o1", "w5"}))
        >>> names.find("neto1"), names.find("W_5"), names.find("e")
        ('net_o1', 'w5', 'E_total')
        """
        name = plain(written.strip())
        short = _squeezed(name)
        for candidate in (
            *(name, self._plain.get(name, ""), self.others.get(name, ""), f"{name}_total"),
            *(self._squeezed.get(short, ""), self._folded.get(short.lower(), "")),
            self._folded.get(f"{short}total".lower(), ""),
        ):
            if candidate in self.known:
                return candidate
        delta = re.fullmatch(r"(?:delta|δ)_?(\w+)", name)
        if delta and f"net_{delta[1]}" in self.known:
            advice = f"write the partial that it stands for, dE/dnet_{delta[1]}."
        else:
            advice = nearest(name, sorted(self.known))
        raise ReadError(f"there is no {printable(shorten(name, 40))!r}; {advice}")


def _mean_of(target: Target) -> Target:
    if target.is_mean or target.updated or target.is_expression:
        raise ReadError(f"'mean {target}' names no target; a mean is that of a node or of a partial: mean dE/dw5.")
    return replace(target, is_mean=True)


def _squeezed(name: str) -> str:
    """The name without what only sets its parts apart: w_5 and w_{5} are w5, neto_1 is net_o1."""
    return name.translate(_APART)


_APART = str.maketrans("", "", "_{} ")

LONGEST = 500
"""Characters of a target."""

_NAME = r"[^\W\d][^/]*?"
_PARTIAL = re.compile(rf"[d∂]\s*({_NAME})\s*/\s*[d∂]\s*({_NAME})")
_MEAN = re.compile(r"mean\s+(\S.*)", re.IGNORECASE)
_AFTER = re.compile(rf"({_NAME})\s+after\s+([0-9]{{1,18}})\s+steps?", re.ASCII | re.IGNORECASE)
_UPDATED = re.compile(rf"({_NAME})\s*(?:\^?\s*\{{?\s*\+\s*\}}?|⁺)")


def read_target(text: str, names: Names) -> Target:
    """Return the target that a text names: ``w5``, ``dE/dw5``, ``∂E/∂w₅``, ``w5+``, ``w5⁺``, ``E after 3 steps``.

    With ``mean`` before it, it is the mean over all samples: ``mean dE/dw5``. Any other text is a ReadError.

    Examples
    --------
    >>> names = Names(frozenset({"E_total", "w5", "out_h1"}))
    >>> print(read_target("∂E/∂w₅", names), "|", read_target("w5⁺", names), "|", read_target("E after 2 steps", names))
    dE_total/dw5 | w5+ | E_total after 2 steps
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ReadError(f"{printable(text[:40])!r}… has {len(text)} characters; a target has at most {LONGEST}.")
    text = " ".join(text.split())  # a run of spaces could be shared out among a pattern's \s* in many ways
    if match := _MEAN.fullmatch(text):
        return _mean_of(read_target(match[1], names))
    if match := _AFTER.fullmatch(text):
        return Target(names.find(match[1]), steps=int(match[2]))
    if "/" in text and re.search(r"\bafter\b", text):
        shown = printable(shorten(text, 40))
        raise ReadError(f"{shown!r}: after steps there are numbers of names only, such as 'w5 after 1 step'.")
    if match := _PARTIAL.fullmatch(text):
        return Target(names.find(match[1]), by=names.find(match[2]))
    if match := _UPDATED.fullmatch(text):
        return Target(names.find(match[1]), updated=True)
    if re.fullmatch(r"[^\W\d][\w{}⟨⟩]*", text):
        return Target(names.find(text))
    with suppress(ReadError):
        return Target(names.find(text))  # net o1
    return _expression(text, names)


def _expression(text: str, names: Names) -> Target:
    """An expression of names as a target."""
    try:
        used = variables(text)
    except ReadError:
        used = []
    if not used:
        shown = printable(shorten(text, 40))
        raise ReadError(f"{shown!r} names no target; write a name, dE/dw5, w5+ or 'E_total after 1 step'.")
    for name in used:
        names.find(name)
    return Target(text, is_expression=True)
