"""Pictures of expressions: every operation, or the named values only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from autograd import RenderError, Value, formula_text, topological_order
from autograd.text.files import write_whole
from viz.canvas.svg import svg_text
from viz.expression.view import ExpressionView, folded_view, unfolded_view
from viz.figure import Figure, with_decimals
from viz.like import NeuronLike
from viz.placing import Engine
from viz.stage import Stage
from viz.style import Style

if TYPE_CHECKING:
    from viz.network.dot import Digraph

__all__ = ["MOST_NODES", "ExpressionFigure", "TooManyNodesError", "draw", "draw_folded"]

MOST_UNFOLDED, MOST_NODES = 200, 1000
"""Nodes up to which every operation is drawn, and up to which a picture is drawn unasked."""


class TooManyNodesError(ValueError):
    """A picture would have more nodes than anybody can look at; `nodes` says how many."""

    def __init__(self, nodes: int, most: int) -> None:
        super().__init__(
            f"the picture would have {nodes} nodes, more than {most}; draw a smaller part of the graph, "
            f"name fewer values and use draw_folded, or ask for it with most={nodes}."
        )
        self.nodes = nodes


@dataclass(frozen=True, repr=False)
class ExpressionFigure(Figure):
    """A picture of an expression at one moment.

    Attributes
    ----------
    view : ExpressionView
        What it shows.
    stage : Stage
        How much of it.
    style : Style
        Colours and number format.
    title : str
    engine : Engine
        Which Graphviz places the boxes.
    """

    view: ExpressionView
    stage: Stage = Stage.BACKWARD
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

    @property
    def has_png(self) -> bool:
        """Whether it is small enough for a PNG."""
        return len(self.view.nodes) <= MOST_NODES and super().has_png

    def png(self) -> bytes:
        """Return the picture as PNG, two pixels a unit.

        Raises
        ------
        RenderError
            If it cannot be drawn, or has more than 1,000 nodes.
        """
        if len(self.view.nodes) > MOST_NODES:
            raise RenderError(
                f"a PNG of {len(self.view.nodes)} nodes is too large to read (at most {MOST_NODES}); save it as .svg."
            )
        return super().png()

    @cached_property
    def dot(self) -> Digraph:
        """The picture as a `graphviz.Digraph`, with boxes of the same sizes."""
        from viz.expression.dot import expression_digraph  # noqa: PLC0415  # loads graphviz on first use

        return expression_digraph(self.view, self.style, self.title)

    def save(self, path: str | Path) -> Path:
        """Write the picture; the suffix decides: .svg, .png, .dot or .gv. It appears whole or not at all.

        Raises
        ------
        ValueError
            For any other suffix.
        RenderError
            If it cannot be drawn; where Graphviz failed, the DOT text is written beside it.
        OSError
            If the file cannot be written.
        """
        if Path(path).suffix.lower() in (".svg", ".png"):
            try:
                self.svg()
            except RenderError as error:
                instead = write_whole(Path(path).with_suffix(".dot"), self.dot.source.encode())
                raise RenderError(f"{error} Wrote {instead} instead.") from error
        return super().save(path)

    @cached_property
    def _svg(self) -> str:
        from viz.expression.layout import place_expression  # noqa: PLC0415  # loads graphviz on first use
        from viz.expression.scene import expression_drawing  # noqa: PLC0415

        layout = place_expression(self.view, self.style, self.engine)
        drawing = expression_drawing(self.view, layout, self.stage, self.style.numbers, self.title)
        return svg_text(drawing, self.style)

    def __repr__(self) -> str:
        return f"<Figure of an expression of {len(self.view.nodes)} nodes, stage {self.stage}>"


def draw(
    output: Value,
    *,
    neurons: Iterable[NeuronLike] = (),
    stage: Stage = Stage.BACKWARD,
    title: str | None = None,
    style: Style | None = None,
    decimals: int | None = None,
    engine: Engine = Engine.EMBEDDED,
    most: int = MOST_NODES,
) -> ExpressionFigure:
    """Draw every operation that leads to `output`: values with their gradients, local derivatives on the lines.

    An operation on any number of operands, as the sum of a neuron, is unfolded into products and a sum. Above 200
    nodes only named values are drawn, as `draw_folded` does.

    Parameters
    ----------
    output
        The value that was computed last; gradients are shown after its ``backward()``.
    neurons
        Neurons whose net and out get a tint, as ``neurons_by_name(output)`` gives them.
    stage
        structure, weights (given numbers), forward or backward; the coordinates are the same at each.
    title
        Above the picture; the formula of the output if None.
    style
        Colours and number format.
    decimals
        Digits after the point, 0 to 6, in place of four significant digits.
    engine
        Which Graphviz places the boxes: the embedded one, or ``dot`` on PATH.
    most
        Nodes at most.

    Raises
    ------
    TypeError
        If `output` is not a Value.
    TooManyNodesError
        If the picture would have more than `most` nodes; it is a ValueError.
    ValueError
        If decimals are out of range.
    GraphError
        If a neuron does not feed the output.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> y = (x * x + 1).named("y")
    >>> y.backward()
    >>> draw(y)
    <Figure of an expression of 4 nodes, stage backward>
    """
    neurons = list(neurons)
    if len(topological_order(output)) > MOST_UNFOLDED:
        view = folded_view(output, neurons)
    else:
        view = unfolded_view(output, neurons)
        view = view if len(view.nodes) <= MOST_UNFOLDED else folded_view(output, neurons)
    return _figure(view, output, stage, title, with_decimals(style or Style(), decimals), engine, most)


def draw_folded(
    output: Value,
    *,
    neurons: Iterable[NeuronLike] = (),
    stage: Stage = Stage.BACKWARD,
    title: str | None = None,
    style: Style | None = None,
    decimals: int | None = None,
    engine: Engine = Engine.EMBEDDED,
    most: int = MOST_NODES,
) -> ExpressionFigure:
    """Draw the named values that lead to `output`, each with its formula; everything unnamed is folded into these.

    Parameters and errors are those of `draw`.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> draw_folded((x * x + 1).named("y"))
    <Figure of an expression of 2 nodes, stage backward>
    """
    view = folded_view(output, neurons)
    return _figure(view, output, stage, title, with_decimals(style or Style(), decimals), engine, most)


def _figure(
    view: ExpressionView, output: Value, stage: Stage, title: str | None, style: Style, engine: Engine, most: int
) -> ExpressionFigure:
    if len(view.nodes) > most:
        raise TooManyNodesError(len(view.nodes), most)
    if title is None:
        formula = formula_text(output)
        title = f"{output.name} = {formula}" if output.name and output.parents else output.name or formula
    return ExpressionFigure(view, Stage(stage), style, title, Engine(engine))
