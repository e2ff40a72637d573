"""A partial as a chain of numbered links."""

from __future__ import annotations

from collections.abc import Collection

from autograd.derivation import Derivation
from viz.chain.scene import ChainPicture
from viz.chain.view import chain_of
from viz.figure import Figure, with_decimals
from viz.placing import Engine
from viz.style import Style

__all__ = ["draw_chain"]

MOST_VALUES = 200
"""Values on the path up to which a chain is drawn unasked."""


def draw_chain(
    derivation: Derivation,
    *,
    title: str = "",
    style: Style | None = None,
    decimals: int | None = None,
    engine: Engine = Engine.EMBEDDED,
    most: int = MOST_VALUES,
    wrong: Collection[int] = (),
) -> Figure:
    """Draw a partial as a chain: boxes of named values, joined by links ①, ②, … with symbol, rule and number.

    Where paths part, the chain forks, and their sum stands at the value where they meet again. A chain too wide for a
    page has its rules in a list below.

    Parameters
    ----------
    derivation
        What ``derive(output, wrt)`` returned, of a network or any other expression.
    title
        Above the picture; the partial if empty.
    style
        Colours and number format.
    decimals
        Digits after the point, 0 to 6, in place of four significant digits.
    engine
        Which Graphviz places the boxes: the embedded one, or ``dot`` on PATH.
    most
        Values at most.
    wrong
        The numbers of factors that somebody took wrong: they stand in a frame with a cross.

    Raises
    ------
    ValueError
        If the chain has more values, or decimals are out of range.

    Examples
    --------
    >>> from autograd.derivation import derive
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> draw_chain(derive(forward.total, forward["w5"]))
    <Figure of ∂E_total/∂w5 as a chain of 4 values>

    References
    ----------
    Notes a: ∂E_total/∂w5 = 0.74136507 · 0.186815602 · 0.593269992 = 0.082167041.
    """
    view = chain_of(derivation, wrong)
    if len(view.nodes) > most:
        raise ValueError(
            f"the chain would have {len(view.nodes)} values, more than {most}; name fewer values, "
            f"derive a shorter way, or ask for it with most={len(view.nodes)}."
        )
    picture = ChainPicture(view, with_decimals(style, decimals), title, Engine(engine))
    return Figure(f"{view.symbol} as a chain of {len(view.nodes)} values", picture.style, picture.drawing, picture.dot)
