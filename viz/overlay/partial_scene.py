"""A partial lit on its network: paths in their inks, factors at their places, sums where paths meet, the formula."""

from __future__ import annotations

from collections.abc import Collection

from autograd import Value
from autograd.derivation import derive
from viz.canvas.formula_lines import draw_steps, partial_text
from viz.canvas.key import Entry, draw_entries
from viz.canvas.pen import BETWEEN_PIECES, Badge, Pen, Piece, line_length
from viz.canvas.shapes import Arrow, Circle, Drawing, Frame
from viz.canvas.texts import MARGIN, TOP, TYPE, label, with_note
from viz.figure import DrawingFigure, with_decimals
from viz.like import ForwardLike
from viz.network.layout import Layout, network_layout
from viz.network.parts import PARAMETERS, Kind, Part, refuse_strangers
from viz.network.scene import draw_parts, softmax_entries
from viz.overlay.looks import OverlayPen
from viz.overlay.partial_view import PartialView, Row, SumAt
from viz.stage import Stage
from viz.style import Style, text_width

__all__ = ["draw_partial"]

ROW, RULE, EDGE = 22.0, 8.0, 8.0
"""From one row of a sum to the next, room for the line above its result, and around them all."""


def draw_partial(
    forward: ForwardLike,
    output: Value,
    wrt: Value,
    *,
    title: str = "",
    note: str = "",
    style: Style | None = None,
    decimals: int | None = None,
    wrong: Collection[int] = (),
) -> DrawingFigure:
    """Draw ∂output/∂wrt on its network: everything between the two lit, its factors numbered as in the formula below.

    Each factor ①, ②, … stands where it belongs: ∂net/∂w at the weight, the slope of the activation on the divider,
    ∂E/∂out at the error. Where paths meet, their sum stands at that neuron. Colours mean paths only.

    Parameters
    ----------
    forward
        What ``network.forward(…)`` or ``example.run()`` returned; ``backward()`` is not needed.
    output
        What is differentiated: the total error, the error of one output, an out or a net.
    wrt
        By what: a weight, a bias, an input, an out or a net.
    title
        Above the picture; the partial if empty.
    note
        Under the title.
    style
        Colours and number format.
    decimals
        Digits after the point, 0 to 6, in place of four significant digits.
    wrong
        The numbers of factors that somebody took wrong: they stand in a frame with a cross.

    Raises
    ------
    GraphError
        If `wrt` does not feed `output`.
    ValueError
        If a neuron's net is not a weighted sum of the layer before it, or decimals are out of range.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> draw_partial(forward, forward.total, forward["w5"])
    <Figure of ∂E_total/∂w5>
    >>> draw_partial(forward, forward.total, forward["w5"]).drawing.description
    '∂E_total/∂w5 = 0.08217 on a 2-2-2 network: 3 factors.'

    References
    ----------
    Notes a: ∂E_total/∂w5 = 0.74136507 · 0.186815602 · 0.593269992 = 0.082167041.
    """
    look = with_decimals(style, decimals)
    view = PartialView(forward, output, look.numbers, derive(output, wrt), frozenset(wrong))
    return DrawingFigure(_drawing(view, title, note), look)


def _drawing(view: PartialView, title: str, note: str) -> Drawing:
    derivation, numbers = view.derivation, view.numbers
    refuse_strangers(view.forward, view.parts, derivation.output, derivation.wrt)
    pen = OverlayPen(view.overlay, numbers)
    sizes = [_size(pen, sum_at) for sum_at in view.sums]
    below = max((height + 8 for _, height in sizes), default=0.0)
    name = partial_text(derivation, derivation.output, derivation.wrt)
    heading = label(title, 60) or name
    layout = network_layout(view.network, numbers, pen.room(view.network, below))
    width = pen.head(heading, _subtitle(view, note), layout.width, pen.narrowest)
    draw_parts(pen, layout, view.network)
    bottom = layout.bottom
    for sum_at, size in zip(view.sums, sizes, strict=True):
        bottom = max(bottom, _draw_sum(pen, layout, sum_at, size))
    if not layout.with_pills:
        bottom = draw_entries(pen, [_weights(view, pen)], width, bottom + 26)
    bottom = draw_steps(pen, derivation, view.badge, width, bottom + 26)
    bottom = draw_entries(pen, _key(view, width), width, bottom + 10)
    return Drawing(width, bottom, tuple(pen.shapes), heading, _description(view, name))


def _subtitle(view: PartialView, note: str) -> str:
    forks = "multiply along a route, add where routes meet" if view.paths.forks else "multiply along the route"
    return with_note(forks, note)


def _description(view: PartialView, name: str) -> str:
    factors = len(view.derivation.numbers())
    value = view.numbers.text(view.derivation.value)
    return f"{name} = {value} on a {view.network.shape} network: {factors} factors."


def _key(view: PartialView, width: float) -> list[list[Entry]]:
    output = label(view.derivation.labels[view.derivation.output])
    texts = [["▸", "value"], ["◂", f"gradient of {output}"], ["discs: the factors, in picture and formula alike"]]
    signs: list[Entry] = [*texts, ["grey: takes no part"]]
    if view.wrong:
        signs.append([Badge(min(view.wrong), is_wrong=True), "crossed: taken wrong"])
    return [signs, *softmax_entries(view.network, Stage.BACKWARD, width)]


def _weights(view: PartialView, pen: Pen) -> list[Entry]:
    """The weights that take part, where they have no place on their lines."""
    entries: list[Entry] = []
    for part, value in view.parts.values.items():
        if part.kind in PARAMETERS and part in view.overlay.looks:
            notes = [piece for row in view.overlay.notes.get(part, []) for piece in row]
            name = label(view.derivation.labels.get(value, value.name or "w"))
            entries.append([name, "▸", pen.numbers.text(value.data), *notes])
    return entries


def _size(pen: Pen, sum_at: SumAt) -> tuple[float, float]:
    """Width and height of the box of a sum."""
    badges, before, after = _columns(pen, sum_at)
    return badges + before + after + 2 * EDGE, ROW * (len(sum_at.rows) + 1) + RULE + EDGE


def _columns(pen: Pen, sum_at: SumAt) -> tuple[float, float, float]:
    """How wide the badges are, and the numbers before and after their points."""
    rows = [*sum_at.rows, sum_at.result]
    badges = max(line_length(pieces) + 2 * BETWEEN_PIECES if pieces else 0.0 for pieces, _ in rows)
    split = [_split(pen.numbers.text(number)) for _, number in rows]
    before, after = (max(text_width(side, TYPE) for side in sides) for sides in zip(*split, strict=True))
    return badges, before, after


def _split(text: str) -> tuple[str, str]:
    whole, point, rest = text.partition(".")
    return whole, point + rest


def _draw_sum(pen: Pen, layout: Layout, sum_at: SumAt, size: tuple[float, float]) -> float:
    """A sum as one adds by hand, its points one below the other; returns where its box ends."""
    circle, is_above = _circle(layout, sum_at.part)
    width, height = size
    left = circle.x - width / 2  # between lines from and to circles; else beside those that leave to the right
    if layout.with_pills:
        left = max(circle.x + 14 - width, circle.x - circle.radius - 10)
    x = max(MARGIN, left)
    is_above = is_above and circle.y - circle.radius - 6 - height >= TOP
    y = circle.y - circle.radius - 6 - height if is_above else circle.y + circle.radius + 6
    frame = Frame(x, y, width, height, "chip_fill", sum_at.ink, f"sum at {sum_at.part}".replace(" ", "-"))
    edge = circle.y - circle.radius if is_above else circle.y + circle.radius
    pen.draw(Arrow(((circle.x, edge), (circle.x, frame.bottom if is_above else y)), sum_at.ink, head=False), frame)
    columns = _columns(pen, sum_at)
    at = y + EDGE / 2 + ROW / 2
    for row in sum_at.rows:
        _draw_row(pen, frame, at, row, columns)
        at += ROW
    rule = at - ROW / 2 + RULE / 2
    pen.draw(Arrow(((frame.x + EDGE, rule), (frame.right - EDGE, rule)), "line", 1.2, head=False))
    _draw_row(pen, frame, at + RULE, sum_at.result, columns)
    return frame.bottom


def _draw_row(pen: Pen, frame: Frame, y: float, row: Row, columns: tuple[float, float, float]) -> None:
    pieces, number = row
    whole, _ = _split(text := pen.numbers.text(number))
    if pieces:
        pen.line((frame.x + EDGE, y), pieces, centred=False, inside=frame.name)
    x = frame.x + EDGE + columns[0] + columns[1] - text_width(whole, TYPE)
    line: list[Piece] = [text]
    pen.line((x, y), line, centred=False, inside=frame.name)


def _circle(layout: Layout, part: Part) -> tuple[Circle, bool]:
    """The circle at which a sum stands, and whether it stands above: over the upper half of the inputs."""
    if part.kind is Kind.INPUT:
        return layout.inputs[part.place], part.place < (len(layout.inputs) - 1) / 2
    return layout.neurons[part.depth][part.neuron], False
