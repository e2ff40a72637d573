"""Formulas as MathML, which browsers draw by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from autograd.text.document import Math, Piece
from viz.style import factor_role
from viz.writing.mathml.elements import element, set_forms, words
from viz.writing.mathml.reader import Reader

__all__ = ["mathml_of", "mathml_of_pieces", "to_mathml"]

NAMESPACE = "http://www.w3.org/1998/Math/MathML"


def to_mathml(latex: str) -> str:
    r"""Return a formula in LaTeX as a ``<math>`` element: single letters slanted, names upright.

    It knows what this library writes: fractions, roots, indices and powers, brackets, names, functions, Greek letters,
    sums, cases and matrices. A row of one's own may carry any LaTeX: where it says something else, pages show the
    formula's plain text in its place.

    Parameters
    ----------
    latex
        Mathematics, without dollar signs.

    Raises
    ------
    ValueError
        If a command is not known, or a brace or an argument is missing.

    Examples
    --------
    >>> print(to_mathml(r"\mathrm{out}_{h1} - w_5"))
    <math xmlns="http://www.w3.org/1998/Math/MathML"><msub><mi mathvariant="normal">out</mi><mrow><mi>h</mi><mn>1</mn></mrow></msub><mo>−</mo><msub><mi>w</mi><mn>5</mn></msub></math>
    """  # noqa: E501
    return _written(Reader(latex).whole())


def mathml_of(math: Math) -> str:
    """Return a formula of a document as MathML, its plain text where its LaTeX cannot be read."""
    return _written(_elements(math))


def mathml_of_pieces(pieces: Iterable[Piece]) -> str:
    """Return one side of an equation: each factor a row with its class."""
    read = [(_elements(piece.math), piece.factor) for piece in pieces]
    line: list[Element] = []
    for elements, factor in read:
        line += [element("mrow", parts=elements, **{"class": factor_role(factor)})] if factor else elements
    set_forms(line)
    for before, part in zip([None, *line], line, strict=False):
        if part.get("class"):
            set_forms(list(part), before)
    return _written(line, displaystyle="true")


def _elements(math: Math) -> list[Element]:
    try:
        return Reader(math.latex).whole()
    except ValueError:
        return [words(str(math))]


def _written(elements: list[Element], **attributes: str) -> str:
    return tostring(element("math", parts=elements, xmlns=NAMESPACE, **attributes), encoding="unicode")
