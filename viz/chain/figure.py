"""A partial as a chain of numbered links."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from viz.canvas.svg import svg_text
from viz.chain.view import ChainView, chain_of
from viz.figure import Figure, with_decimals
from viz.placing import Engine
from viz.style import Style

if TYPE_CHECKING:
    from collections.abc import Collection

    from autograd.derivation import Derivation
    from viz.chain.sizes import Extent
    from viz.network.dot import Digraph
    from viz.placing import Plane

__all__ = ["ChainFigure", "draw_chain"]

MOST_VALUES = 200
"""Values on the path up to which a chain is drawn unasked."""


@dataclass(frozen=True, repr=False)
class ChainFigure(Figure):
    """A picture of a partial as a chain, at one moment.

    Attributes
    ----------
    view : ChainView
        What it shows.
    style : Style
        Colours and number format.
    title : str
    engine : Engine
        Which Graphviz places the boxes.
    """

    view: ChainView
    style: Style = field(default_factory=Style)
    title: str = ""
    engine: Engine = Engine.EMBEDDED

    def svg(self) -> str:
        """Return the picture as SVG text.

        Raises
        ------
        RenderError
            If there is no Graphviz, or it takes longer than 10 seconds.
        """
        return self._svg

    @cached_property
    def dot(self) -> Digraph:
        """The picture as a `graphviz.Digraph`, with boxes of the same sizes."""
        from viz.chain.dot import chain_digraph  # noqa: PLC0415  # loads graphviz on first use

        return chain_digraph(self.view, self._placed[0], self.style, self.title)

    @cached_property
    def _placed(self) -> tuple[Extent, Plane]:
        from viz.chain.scene import placed_chain  # noqa: PLC0415  # loads graphviz on first use

        return placed_chain(self.view, self.style, self.engine)

    @cached_property
    def _svg(self) -> str:
        from viz.chain.scene import chain_drawing  # noqa: PLC0415  # loads graphviz on first use

        return svg_text(chain_drawing(self.view, *self._placed, self.style.numbers, self.title), self.style)

    def __repr__(self) -> str:
        return f"<Figure of {self.view.symbol} as a chain of {len(self.view.nodes)} values>"


def draw_chain(
    derivation: Derivation,
    *,
    title: str = "",
    style: Style | None = None,
    decimals: int | None = None,
    engine: Engine = Engine.EMBEDDED,
    most: int = MOST_VALUES,
    wrong: Collection[int] = (),
) -> ChainFigure:
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
    return ChainFigure(view, with_decimals(style or Style(), decimals), title, Engine(engine))
