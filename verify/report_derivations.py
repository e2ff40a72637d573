"""Derivations on pages: what is true, and the factor that went wrong marked in it and in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from autograd.derivation import Derivation, Manner, document_of, document_of_all
from autograd.document import Document, Equation, Line, Piece
from verify.judgements import Judgement
from verify.report_pictures import marked_picture
from verify.tolerance import Verdict
from verify.work import Work
from viz.writing import to_html_blocks

__all__ = ["Derivations", "derivations_html"]


class Derivations:
    """The derivations of a work as HTML, each made once.

    Parameters
    ----------
    work
        None where the judgements have none.
    """

    def __init__(self, work: Work | None) -> None:
        self.work = work
        self._made: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def html(self, judgement: Judgement) -> str:
        """Return the derivation of a partial or an update that is wrong; the factors that explain it are marked."""
        target = judgement.claim.target
        if self.work is None or target is None or judgement.verdict is not Verdict.WRONG:
            return ""
        of, by = (target.of, target.by) if target.by else (self.work.output.name or "", target.of)
        if not (target.by or target.updated) or self.work.is_over_samples(target):
            return ""
        factors = tuple(dict.fromkeys(each.factor for each in judgement.explanations if each.factor))
        if (of, by, factors) not in self._made:
            derivation = self.work.derivation(of, by)
            wrong = _numbers(derivation, factors)
            document = _marked(document_of(derivation, self.work.manner), wrong)
            picture = marked_picture(self.work, derivation, wrong) if wrong else ""
            self._made[of, by, factors] = picture + to_html_blocks(document)
        return self._made[of, by, factors]


def derivations_html(derivations: Sequence[Derivation], manner: Manner) -> str:
    """Return several derivations of one output: what is already calculated is not repeated."""
    return to_html_blocks(document_of_all(derivations, manner))


def _numbers(derivation: Derivation, factors: Sequence[str]) -> set[int]:
    """The numbers of the factors with these names."""
    labels = derivation.labels
    numbers = derivation.numbers().items()
    return {
        number
        for (of, by, is_direct), number in numbers
        if f"d{labels[of]}/d{labels[by]}{' (direct)' * is_direct}" in factors
    }


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
