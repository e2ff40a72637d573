"""Pictures of expressions: every operation, or the named values only."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from autograd import Value, formula_text, topological_order
from viz.expression.dot import expression_digraph
from viz.expression.scene import expression_drawing
from viz.expression.view import ExpressionView, folded_view, unfolded_view
from viz.figure import Figure, with_decimals
from viz.like import NeuronLike
from viz.placing import Engine
from viz.stage import Stage
from viz.style import Style

__all__ = ["MOST_NODES", "TooManyNodesError", "draw", "draw_folded", "expression_view", "heading_of"]

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
) -> Figure:
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
    view = expression_view(output, neurons)
    return _figure(view, output, stage, title, with_decimals(style, decimals), engine, most)


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
) -> Figure:
    """Draw the named values that lead to `output`, each with its formula; everything unnamed is folded into these.

    Parameters and errors are those of `draw`.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> draw_folded((x * x + 1).named("y"))
    <Figure of an expression of 2 nodes, stage backward>
    """
    view = folded_view(output, neurons)
    return _figure(view, output, stage, title, with_decimals(style, decimals), engine, most)


def _figure(
    view: ExpressionView, output: Value, stage: Stage, title: str | None, style: Style, engine: Engine, most: int
) -> Figure:
    if len(view.nodes) > most:
        raise TooManyNodesError(len(view.nodes), most)
    stage, engine, heading, nodes = Stage(stage), Engine(engine), heading_of(output, title), len(view.nodes)
    refusal = f"a PNG of {nodes} nodes is too large to read (at most {MOST_NODES}); save it as .svg."
    return Figure(
        f"an expression of {nodes} nodes, stage {stage}",
        style,
        partial(expression_drawing, view, stage, style, engine, heading),
        partial(expression_digraph, view, style, heading),
        refusal if nodes > MOST_NODES else "",
    )


def expression_view(output: Value, neurons: Iterable[NeuronLike] = ()) -> ExpressionView:
    """Return what `draw` shows: every operation, or only the named values where these are more than 200 nodes."""
    neurons = list(neurons)
    if len(topological_order(output)) <= MOST_UNFOLDED:
        view = unfolded_view(output, neurons)
        if len(view.nodes) <= MOST_UNFOLDED:
            return view
    return folded_view(output, neurons)


def heading_of(output: Value, title: str | None = None) -> str:
    """Return what stands above a picture of an expression: the title, the formula of the output if None."""
    if title is not None:
        return title
    formula = formula_text(output)
    return f"{output.name} = {formula}" if output.name and output.parents else output.name or formula
