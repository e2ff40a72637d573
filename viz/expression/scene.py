"""The shapes of an expression picture, on the coordinates of its layout."""

from __future__ import annotations

from dataclasses import replace

from viz.canvas.key import Entry, draw_entries
from viz.canvas.numbers import Number
from viz.canvas.pen import Pen, Row
from viz.canvas.shapes import Arrow, Drawing, Frame
from viz.canvas.texts import LINE, TYPE, label
from viz.expression.layout import place_expression
from viz.expression.sizes import lines_of
from viz.expression.view import ExpressionView, ValueNode
from viz.placing import Engine
from viz.stage import Stage
from viz.style import NumberFormat, Style, text_width

__all__ = ["expression_drawing"]

NARROWEST = 560.0
"""Room for the key."""


def expression_drawing(view: ExpressionView, stage: Stage, style: Style, engine: Engine, title: str = "") -> Drawing:
    """Return the picture of an expression as shapes, where Graphviz places them."""
    layout, numbers = place_expression(view, style, engine), style.numbers
    pen = Pen(stage, numbers)
    heading = label(title, 60) or "Expression"
    output = label(view.output.name) or "output"
    width = pen.head(heading, _subtitle(stage, output), layout.width, NARROWEST)
    for cluster, frame in zip(view.clusters, layout.clusters, strict=True):
        pen.draw(replace(frame, fill=f"{cluster.kind}_fill", stroke="line"))
    for before, after in layout.lines:
        pen.draw(Arrow((*before, *after), "line"))
    for cluster, frame in zip(view.clusters, layout.clusters, strict=True):
        _draw_kind(pen, cluster.kind, frame)
    if stage is Stage.BACKWARD:
        for frame, edge in zip(layout.chips, view.edges, strict=True):
            pen.box(replace(frame, fill="chip_fill"), [Row([numbers.text(edge.local_derivative)])])
    for box, badge, node in zip(layout.boxes, layout.badges, view.nodes, strict=True):
        _draw_node(pen, box, badge, node, layout.plan.is_narrow)
    bottom = draw_entries(pen, _key(view, stage, output), width, layout.bottom + 26)
    return Drawing(width, bottom, tuple(pen.shapes), heading, _description(view, numbers))


def _draw_kind(pen: Pen, kind: str, frame: Frame) -> None:
    """Net or out, in the lower left corner; a line that passes there is interrupted."""
    word = Frame(frame.x + 5, frame.bottom - LINE - 4, text_width(kind, TYPE) + 6, LINE, f"{kind}_fill")
    pen.draw(word)
    pen.line(word.middle, [kind], fill="muted", inside=frame.name)


def _draw_node(pen: Pen, box: Frame, badge: Frame | None, node: ValueNode, is_narrow: bool) -> None:
    rows = [Row([line], fill) for line, fill in zip(lines_of(node, pen.numbers), ("text", "muted"), strict=False)]
    if node.has_numbers:
        number = Number(node.name, node.value, node.grad)
        value = pen.value(number, Stage.WEIGHTS if node.is_leaf else Stage.FORWARD)
        gradient = pen.gradient(number)
        rows += [Row(value), Row(gradient)] if is_narrow else [Row([*value, *gradient])]
    pen.box(replace(box, fill=node.fill, stroke="error_line" if node.is_output else "line"), rows)
    if badge is not None:
        pen.box(replace(badge, fill="chip_fill", stroke="line"), [Row([label(node.symbol, 14)])])


def _subtitle(stage: Stage, output: str) -> str:
    if stage is Stage.BACKWARD:
        return f"forward values, gradients of {output}, local derivatives on the lines"
    return {Stage.STRUCTURE: "structure", Stage.WEIGHTS: "given numbers", Stage.FORWARD: "forward pass"}[stage]


def _key(view: ExpressionView, stage: Stage, output: str) -> list[list[Entry]]:
    signs: list[Entry] = [["▸", "value"]] if stage.shows(Stage.WEIGHTS) else []
    lines: list[Entry] = []
    if stage is Stage.BACKWARD:
        signs.append(["◂", f"gradient: how {output} changes with it"])
        lines.append(["number on a line: the derivative of what the line enters by what it leaves"])
    is_folded = any(node.formula for node in view.nodes)
    folded: list[Entry] = [["values without a name are folded into formulas"]] if is_folded else []
    return [signs, lines, folded]


def _description(view: ExpressionView, numbers: NumberFormat) -> str:
    output = view.output
    name = label(output.name, 18) or "output"
    return f"A computation graph of {len(view.nodes)} values; {name} = {numbers.text(output.value)}."
