"""What a claim is about: a node, ∂A/∂B, an updated weight, a number after k steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from autograd import ReadError
from autograd.formula import variables
from autograd.formula_tokens import plain
from autograd.naming import nearest, printable, shorten

__all__ = ["Names", "Target", "read_target"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a number is claimed for.

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
            return f"{mean}{self.of} after {self.steps} step{'s' * (self.steps > 1)}"
        return f"{self.of}+" if self.updated else f"{mean}{self.of}"


@dataclass(frozen=True)
class Names:
    """The names that targets may use.

    Parameters
    ----------
    known
        Of all named values.
    others
        Other spellings: ``{"E": "E_total"}``.
    """

    known: frozenset[str]
    others: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _squeezed(self) -> Mapping[str, str]:
        """The names by what is left without signs between their parts; none where two would be one."""
        found: dict[str, str] = {}
        for name in sorted(self.known):
            short = _squeezed(name)
            found[short] = "" if short in found else name
        return found

    def find(self, written: str) -> str:
        """Return the value's own name for what was written.

        Raises
        ------
        ReadError
            With names that are near.
        """
        name = plain(written.strip())
        for candidate in (name, self.others.get(name, ""), f"{name}_total", self._squeezed.get(_squeezed(name), "")):
            if candidate in self.known:
                return candidate
        raise ReadError(f"there is no {printable(shorten(name, 40))!r}; {nearest(name, sorted(self.known))}")


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
_MEAN = re.compile(r"mean\s+(\S.*)")
_AFTER = re.compile(rf"({_NAME})\s+after\s+([0-9]{{1,7}})\s+steps?", re.ASCII)


def read_target(text: str, names: Names) -> Target:
    """Return the target that a text names: ``w5``, ``dE/dw5``, ``∂E/∂w₅``, ``w5+``, ``w5⁺``, ``E after 3 steps``.

    With ``mean`` before it, it is the mean over all samples: ``mean E``, ``mean dE/dw5``.

    Raises
    ------
    ReadError
        If there is no such value, or the text is none of these.

    Examples
    --------
    >>> names = Names(frozenset({"E_total", "w5", "out_h1"}))
    >>> print(read_target("∂E/∂w₅", names), "|", read_target("w5⁺", names), "|", read_target("E after 2 steps", names))
    dE_total/dw5 | w5+ | E_total after 2 steps
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise ReadError(f"{printable(text[:40])!r}… has {len(text)} characters; a target has at most {LONGEST}.")
    if found := _MEAN.fullmatch(text):
        return _mean_of(read_target(found[1], names))
    if found := _AFTER.fullmatch(text):
        return Target(names.find(found[1]), steps=int(found[2]))
    if found := _PARTIAL.fullmatch(text):
        return Target(names.find(found[1]), by=names.find(found[2]))
    if text.endswith(("+", "⁺")):
        return Target(names.find(text[:-1].rstrip("^{ ")), updated=True)
    if re.fullmatch(r"[^\W\d][\w{}⟨⟩]*", text):
        return Target(names.find(text))
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
