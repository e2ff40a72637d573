"""Pictures on pages: a partial on its network, with the factors that went wrong crossed."""

from __future__ import annotations

import re
from collections.abc import Collection

from autograd import AutogradError
from autograd.derivation import Derivation
from verify.work import Work
from viz import Figure, Style, draw_chain, draw_partial

__all__ = ["marked_picture", "picture_rules"]

LIGHT = Style(dark=None)
"""The page itself has the rules for dark colours: one picture more costs no rules."""

_IDS = re.compile(r' (?:id|aria-labelledby|xmlns)="[^"]*"')
_ROLES = re.compile(r'class="([^"]*)"')


def marked_picture(work: Work, derivation: Derivation, wrong: Collection[int]) -> str:
    """Return the picture of a partial as SVG inside of a page: on its network, or as a chain; nothing if it is none.

    Parameters
    ----------
    work
        What the partial belongs to.
    derivation
        The partial.
    wrong
        The numbers of the factors that went wrong.

    Examples
    --------
    >>> from nn import documents
    >>> work = Work.of_example(documents.lecture_neuron())
    >>> marked_picture(work, work.derivation("E", "w1"), [2])[:43]
    '<div class="scroll picture"><svg role="img"'
    """
    try:
        svg = _figure(work, derivation, wrong).svg()
    except (AutogradError, ValueError):  # too wide, or nothing that places boxes: the formula says it all
        return ""
    head, bracket, rest = svg.partition(">")  # one picture may stand on a page twice
    return f'<div class="scroll picture">{_IDS.sub("", head)}{bracket}{_IDS.sub("", rest).rstrip()}</div>\n'


def _figure(work: Work, derivation: Derivation, wrong: Collection[int]) -> Figure:
    if work.forward is not None:
        try:
            return draw_partial(work.forward, derivation.output, derivation.wrt, style=LIGHT, wrong=wrong)
        except (AutogradError, ValueError):  # values of its own between neurons, or a layer of another kind
            pass
    return draw_chain(derivation, style=LIGHT, wrong=wrong)


def picture_rules(content: str, style: Style) -> str:
    """Return the CSS that a page with these pictures needs in the dark; on paper they are light."""
    roles = sorted({role for classes in _ROLES.findall(content) for role in classes.split()})
    kinds = {"f": "fill", "s": "stroke"}
    colours = dict(style.dark.items()) if style.dark else {}
    rules = "".join(
        f".chainrule .{role}{{{kinds[role[0]]}:{colours[role[2:]]}}}"
        for role in roles
        if role[:2] in ("f-", "s-") and role[2:] in colours
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}\n" if rules else ""
