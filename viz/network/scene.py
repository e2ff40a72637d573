"""The shapes of a network picture, stage by stage, on the coordinates of its layout."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from viz.canvas.key import Entry, draw_entries, folded_entries, stage_entries
from viz.canvas.numbers import Number
from viz.canvas.pen import Piece, Row, line_length
from viz.canvas.shapes import Arrow, Circle, Drawing, Frame, HalfDisc
from viz.canvas.texts import LINE, TYPE, label, with_note
from viz.network.layout import Layout, network_layout
from viz.network.lines import draw_lines
from viz.network.parts import Kind, Part
from viz.network.pen import NetworkPen
from viz.network.sizes import MOST_SHOWN, chip_text
from viz.network.view import ErrorView, NetworkView, NeuronView, SharedSum
from viz.network.weight_table import draw_weight_table
from viz.stage import Stage
from viz.style import NumberFormat, text_width

__all__ = ["Texts", "draw_parts", "drawing_of", "network_drawing", "softmax_entries"]

_SUBTITLES = {
    Stage.STRUCTURE: "structure",
    Stage.WEIGHTS: "inputs, weights and biases",
    Stage.FORWARD: "forward pass",
    Stage.BACKWARD: "forward values and gradients of {}",
}


def network_drawing(view: NetworkView, stage: Stage, numbers: NumberFormat, title: str = "", note: str = "") -> Drawing:
    """Return the picture of a network as shapes; the note stands under the title, after the stage.

    Examples
    --------
    >>> from nn import documents
    >>> from viz.network.view import view_of
    >>> network_drawing(view_of(documents.mazur().run()), Stage.FORWARD, NumberFormat()).description
    'A 2-2-2 network, each neuron split into net and out; E_total = 0.2984.'
    """
    total = label(view.total_name)
    subtitle = with_note(_SUBTITLES[stage].format(total), note)
    texts = Texts(label(title, 60) or "Network", subtitle, _description(view, stage, numbers))
    return drawing_of(NetworkPen(stage, numbers), view, texts, stage_entries(stage, total))


class Texts(NamedTuple):
    """Texts about a picture: two lines above it, and what a reader who does not see it is told."""

    title: str
    subtitle: str
    description: str


def drawing_of(pen: NetworkPen, view: NetworkView, texts: Texts, key: Sequence[Sequence[Entry]]) -> Drawing:
    """Return title, network, a table of the weights that have no place on their lines, and the key, as shapes."""
    heading, layout = label(texts.title, 60), network_layout(view, pen.numbers, pen.room(view))
    width = pen.head(heading, texts.subtitle, layout.width, pen.narrowest)
    draw_parts(pen, layout, view)
    bottom = layout.bottom
    if not layout.with_pills:
        bottom = draw_weight_table(pen, view, width, bottom + 8)
    bottom = draw_entries(pen, [*key, *softmax_entries(view, pen.stage, width)], width, bottom + 26)
    return Drawing(width, bottom, tuple(pen.shapes), heading, texts.description)


def softmax_entries(view: NetworkView, stage: Stage, width: float) -> list[list[Entry]]:
    """Return what the key says of layers with softmax, under a picture of this width."""
    return folded_entries(dict.fromkeys(layer.softmax_rule(stage) for layer in view.layers if layer.shared_sum), width)


def draw_parts(pen: NetworkPen, layout: Layout, view: NetworkView) -> None:
    """Draw the network itself: its lines, and on them inputs, neurons, weights, biases and errors."""
    draw_lines(pen, layout, view)
    for place, (circle, number) in enumerate(zip(layout.inputs, view.inputs, strict=False)):
        _draw_input(pen.on(Part(Kind.INPUT, place=place)), circle, number)
    for part, neuron in view.neurons.items():
        if part.neuron < MOST_SHOWN:
            _draw_neuron(pen, part, layout.neurons[part.depth][part.neuron], neuron, layout.sizes.rows)
    for depth in layout.sums:
        _draw_sum(pen.on(Part(Kind.SUM, depth)), layout, depth, view.layers[depth].shared_sum)
    for part, frame in layout.weights.items():
        _draw_parameter(pen.on(part), frame, view.layers[part.depth].neurons[part.neuron].weights[part.place])
    for part, frame in layout.biases.items():
        bias = view.layers[part.depth].biases[part.place]
        _draw_parameter(pen.on(part), frame, bias.number, "shared" if bias.is_shared else "")
    for place, (frame, error) in enumerate(zip(layout.errors, view.errors, strict=False)):
        _draw_error(pen.on(Part(Kind.ERROR, place=place)), frame, error)
    if layout.total and view.total:
        _draw_total(pen.on(Part(Kind.TOTAL)), layout.total, view.total)
    _count_hidden(pen, [layout.inputs, *layout.neurons], [len(view.inputs), *(len(y.neurons) for y in view.layers)])


def _draw_input(pen: NetworkPen, circle: Circle, number: Number) -> None:
    pen.box(circle, [Row([label(number.name, 6)]), Row(pen.value(number, Stage.WEIGHTS)), *pen.noted(None)])


def _draw_neuron(pen: NetworkPen, part: Part, circle: Circle, neuron: NeuronView, rows: Sequence[float]) -> None:
    """Two halves, net and out, with value and gradient in each; on the divider the activation."""
    x, y, radius, whole = circle.x, circle.y, circle.radius, pen.on(part)
    halves = ((-1, part._replace(kind=Kind.NET), neuron.net), (1, part._replace(kind=Kind.OUT), neuron.out))
    for side, half, _ in halves:
        pen.on(half).draw(HalfDisc(x, y, radius, side, "net_fill" if half.kind is Kind.NET else "out_fill"))
    whole.draw(circle)
    whole.draw(Arrow(((x, y - radius), (x, y + radius)), "line", 1.2, head=False))
    whole.line((x, y - radius - 12), [label(neuron.name)], size=16)
    for side, half, number in halves:
        on_half = pen.on(half)
        lines: list[Sequence[Piece]] = [[label(number.name)], pen.value(number, Stage.FORWARD), *on_half.notes(number)]
        for at, pieces in zip(rows, lines, strict=False):
            reach = math.sqrt(radius**2 - (abs(at) + TYPE / 2) ** 2)
            on_half.line((x + side * reach / 2, y + at), pieces, inside=str(half))
    _draw_chip(whole, (x, y + rows[-1]), circle.name, neuron)


def _draw_chip(pen: NetworkPen, at: tuple[float, float], name: str, neuron: NeuronView) -> None:
    """The activation, at the last stage with its derivative: the middle factor of every chain."""
    (x, y), pieces = at, pen.chip(neuron)
    width = max(text_width(chip_text(neuron, pen.numbers), TYPE), line_length(pieces)) + 16
    pen.box(Frame(x - width / 2, y - LINE / 2 - 2, width, LINE + 4, "chip_fill", "line", f"chip {name}"), [Row(pieces)])


def _draw_parameter(pen: NetworkPen, frame: Frame, number: Number, tag: str = "") -> None:
    tags = [Row([tag], "muted")] if tag else []
    rows = [Row(pen.titled(number, Stage.WEIGHTS)), *pen.noted(number), *tags]
    pen.box(replace(frame, stroke=pen.stroke(number.grad)[0]), rows)


def _draw_sum(pen: NetworkPen, layout: Layout, depth: int, shared_sum: SharedSum | None) -> None:
    """The sum that the neurons of a softmax share: each out is its e^net over it."""
    if shared_sum is not None:
        value = ["▸", shared_sum.text(pen.numbers)] if pen.stage.shows(Stage.FORWARD) else []
        pen.draw(*[Arrow(points, "line", head=False) for points in layout.bracket(depth)])
        pen.box(layout.sums[depth], [Row([shared_sum.name]), Row(value)])


def _draw_error(pen: NetworkPen, frame: Frame, error: ErrorView) -> None:
    target = Row([label(error.target_word), *pen.value(error.target, Stage.WEIGHTS)])
    formula = Row([label(error.formula, 24)], "muted")
    pen.box(frame, [Row(pen.titled(error.number, Stage.FORWARD)), formula, target, *pen.noted(None)])


def _draw_total(pen: NetworkPen, frame: Frame, total: Number) -> None:
    pen.box(frame, [Row(pen.titled(total, Stage.FORWARD)), *pen.noted(None)])


def _count_hidden(pen: NetworkPen, columns: list[list[Circle]], counts: list[int]) -> None:
    """Say how many inputs and neurons are not drawn."""
    for circles, count in zip(columns, counts, strict=True):
        if count > MOST_SHOWN:
            last = circles[-1]
            pen.line((last.x, last.y + last.radius + 12), [f"{count - MOST_SHOWN} more"], fill="muted")


def _description(view: NetworkView, stage: Stage, numbers: NumberFormat) -> str:
    """What the picture shows, and nothing that it hides: a blank has no results."""
    error = (
        f"; {label(view.total.name)} = {numbers.text(view.total.value)}"
        if view.total and stage.shows(Stage.FORWARD)
        else ""
    )
    return f"A {view.shape} network, each neuron split into net and out{error}."
