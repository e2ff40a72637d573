"""Derivations on pages: what is true, and the factor that went wrong marked in it and in the picture."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from autograd import AutogradError
from autograd.derivation import Derivation, Manner, document_of, document_of_all
from autograd.text.document import Document, Equation, Line, Piece
from verify.claims.tolerance import Verdict
from verify.claims.work import Work
from verify.judging.report import Judgement
from verify.rework.tree import Partial
from viz import Figure, Style, draw_chain, draw_partial
from viz.writing import to_html_blocks

__all__ = ["Derivations", "derivations_html", "marked_picture", "picture_rules"]


class Derivations:
    """The derivations of a work as HTML, each made once; without a work there are none."""

    def __init__(self, work: Work | None) -> None:
        self.work = work
        self._made: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def html(self, judgement: Judgement) -> str:
        """Return the derivation of a partial or an update that is wrong; the factors that explain it are marked."""
        target = judgement.claim.target
        if self.work is None or target is None or judgement.verdict is not Verdict.WRONG:
            return ""
        if not (target.by or target.updated) or self.work.is_over_samples(target):
            return ""
        of, by = (target.of, target.by) if target.by else (self.work.output.name or "", target.of)
        factors = tuple(dict.fromkeys(slip.factor for slip in judgement.explanations if slip.factor))
        if (of, by, factors) not in self._made:
            self._made[of, by, factors] = _derivation_html(self.work, self.work.derivation(of, by), factors)
        return self._made[of, by, factors]


def _derivation_html(work: Work, derivation: Derivation, factors: Sequence[str]) -> str:
    """A derivation with some factors marked, in the formulas and in a picture above them."""
    wrong = _numbers(derivation, factors)
    document = _marked(document_of(derivation, work.manner), wrong)
    return (marked_picture(work, derivation, wrong) if wrong else "") + to_html_blocks(document)


def derivations_html(derivations: Sequence[Derivation], manner: Manner) -> str:
    """Return several derivations of one output: what is already calculated is not repeated."""
    return to_html_blocks(document_of_all(derivations, manner))


def _numbers(derivation: Derivation, factors: Sequence[str]) -> set[int]:
    """The numbers of the factors with these names."""
    labels = derivation.labels
    names = {number: Partial(labels[of], labels[by], at) for (of, by, at), number in derivation.numbers().items()}
    return {number for number, name in names.items() if name.plain in factors}


def _marked(document: Document, numbers: set[int]) -> Document:
    """A derivation in which some factors have a colour and ✗, and the others have none."""
    blocks = [
        Equation(tuple(_marked_line(line, numbers) for line in block.lines)) if isinstance(block, Equation) else block
        for block in document.blocks
    ]
    return Document(document.title, tuple(blocks))


def _marked_line(line: Line, numbers: set[int]) -> Line:
    is_marked = line.factor in numbers
    pieces = tuple(Piece(piece.math, int(piece.factor in numbers)) for piece in line.pieces)
    return replace(line, pieces=pieces, mark=f"✗ {line.mark}" if is_marked else line.mark, factor=int(is_marked))


LIGHT = Style(dark=None)
"""The page itself has the rules for dark colours: one picture more costs no rules."""

_IDS = re.compile(r' (?:id|aria-labelledby|xmlns)="[^"]*"')
_ROLES = re.compile(r'class="([^"]*)"')


def marked_picture(work: Work, derivation: Derivation, wrong: Collection[int]) -> str:
    """Return the picture of a partial as SVG inside of a page: on its network, or as a chain; nothing if it is none.

    `wrong` are the numbers of the factors that went wrong.

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
