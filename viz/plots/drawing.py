"""Plots of functions of one number: curves, tinted zones, axes; alone or as small multiples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from viz.canvas.shapes import Arrow, Circle, Drawing, Frame, Shape, Text
from viz.canvas.texts import LINE, TYPE, folded
from viz.plots.axes import Axes, ticks
from viz.plots.curves import Curve, Plot, Zone
from viz.style import text_width

__all__ = ["curve_drawing", "small_multiples"]

WIDTH, LEFT, TOP, BOTTOM, HEIGHT = 820.0, 56.0, 64.0, 44.0, 400.0
"""Of a plot that stands alone: its width, the places for numbers and title, and the height of its axes."""

MARGIN, GAP = 16.0, 8.0


def curve_drawing(plot: Plot) -> Drawing:
    """Return a plot that stands alone, each curve labelled at its right end.

    Examples
    --------
    >>> square = Curve("x²", (tuple((x, x * x) for x in (-2, -1, 0, 1, 2)),))
    >>> drawing = curve_drawing(Plot("A square", (), -2, 2, (square,)))
    >>> drawing.width, drawing.title, drawing.description
    (820.0, 'A square', 'A square: x² for x from −2 to 2.')
    """
    notes = [line for note in plot.notes for line in _evenly_folded(note, WIDTH - 2 * MARGIN)]
    labels = max(text_width(curve.label, TYPE) for curve in plot.curves)
    frame = Frame(LEFT, TOP + LINE * len(notes), WIDTH - LEFT - labels - GAP - MARGIN, HEIGHT)
    lines = [_evenly_folded(zone.label, _zone_width(frame, plot, zone)) for zone in plot.zones]
    headroom = max((LINE * len(texts) + GAP for texts in lines), default=0.0)
    axes = Axes.over(frame, (plot.low, plot.high), plot.heights(), headroom)
    shapes: list[Shape] = [Text(MARGIN, 36, plot.title, 18)]
    shapes += [Text(MARGIN, 60 + LINE * place, note, TYPE, "muted") for place, note in enumerate(notes)]
    for place, (zone, texts) in enumerate(zip(plot.zones, lines, strict=True)):
        shapes += _tinted(axes, zone, texts, f"zone {place}")
    shapes += axes.grid(ticks(plot.low, plot.high, 11), ticks(axes.bottom, axes.top, 6))
    shapes += [Text(frame.right - text_width("x", TYPE), frame.bottom + 2 * LINE, "x", TYPE, "muted")]
    shapes += _drawn(axes, plot.curves)
    shapes += _labels(axes, plot.curves)
    return Drawing(WIDTH, frame.bottom + BOTTOM, tuple(shapes), plot.title, plot.description)


def _zone_width(frame: Frame, plot: Plot, zone: Zone) -> float:
    return (zone.high - zone.low) / (plot.high - plot.low) * frame.width - GAP


def _tinted(axes: Axes, zone: Zone, texts: Sequence[str], name: str) -> Iterator[Shape]:
    """A zone, and its label in the headroom."""
    left, right = axes.across(zone.low), axes.across(zone.high)
    frame = Frame(left, axes.frame.y, right - left, axes.frame.height, "zone_fill", name=name)
    yield frame
    for place, text in enumerate(texts):
        x = frame.middle[0] - text_width(text, TYPE) / 2
        yield Text(x, frame.y + LINE * (place + 1), text, TYPE, inside=name)


def _drawn(axes: Axes, curves: Sequence[Curve]) -> Iterator[Shape]:
    """The pieces of all curves, and the dots on top of them."""
    for curve in curves:
        width = 2.0 if curve.is_derivative else 3.0
        for piece in curve.pieces:
            yield Arrow(axes.points(piece), curve.ink, width, dashed=curve.is_derivative, head=False)
    for curve in curves:
        for dot in curve.dots:
            fill = curve.ink if dot.is_filled else "background"
            yield Circle(axes.across(dot.x), axes.up(dot.y), 4.5, fill, curve.ink)


def _labels(axes: Axes, curves: Sequence[Curve]) -> Iterator[Text]:
    """Each curve's label at its right end, from the highest to the lowest; a label that lacks room moves down."""
    free = 0.0
    for curve in sorted(curves, key=lambda curve: -curve.end):
        middle = max(axes.up(curve.end), free)
        free = middle + LINE
        yield Text(axes.frame.right + GAP, middle + 0.35 * TYPE, curve.label, TYPE, curve.ink)


def _evenly_folded(text: str, width: float) -> list[str]:
    """A text in as few lines of at most this width as its words allow, the lines of about one length."""
    lines = closer = folded(text, width)
    while width > 0 and len(closer) == len(lines):
        lines, width = closer, width - TYPE / 4
        closer = folded(text, width)
    return lines


CELL, CELL_LEFT, CELL_TOP, CELL_HEIGHT, CELL_BOTTOM = 243.0, 36.0, 28.0, 130.0, 48.0
"""Of a small plot: its whole width, the place for numbers, for its title, the height of its axes, the place below."""


def small_multiples(title: str, plots: Sequence[Plot], columns: int = 4) -> Drawing:
    """Return small plots side by side, with one key for all of them.

    Parameters
    ----------
    title
        Above them all.
    plots
        Their titles and notes stand above each; their labels are in the key, each said once.
    columns
        Plots in a line, 1 to 4.

    Raises
    ------
    ValueError
        If there is no plot, or another number of columns.

    Examples
    --------
    >>> line = Curve("x", (((0, 0), (1, 1)),))
    >>> small_multiples("Two lines", [Plot(name, (), 0, 1, (line,)) for name in "ab"]).description
    'Two lines. a: x for x from 0 to 1. b: x for x from 0 to 1.'
    """
    if not plots or not 1 <= columns <= 4:
        raise ValueError(f"{len(plots)} plots in {columns} columns cannot be drawn: give a plot, and 1 to 4 columns.")
    shapes: list[Shape] = [Text(MARGIN, 36, title, 18), *_key(plots, 62.0)]
    notes = [[line for note in plot.notes for line in _evenly_folded(note, CELL - 2 * GAP)] for plot in plots]
    top = CELL_TOP + LINE * max(map(len, notes))
    down = top + CELL_HEIGHT + CELL_BOTTOM
    for place, (plot, lines) in enumerate(zip(plots, notes, strict=True)):
        x, y = MARGIN + place % columns * CELL, 84.0 + place // columns * down
        shapes += [Text(x, y + LINE * at, line, TYPE, "muted") for at, line in enumerate(lines, 2)]
        shapes += _small(plot, x, y, top)
    height = 84.0 + -(-len(plots) // columns) * down - LINE
    description = " ".join([f"{title}.", *(plot.description for plot in plots)])
    return Drawing(2 * MARGIN + columns * CELL - 4, height, tuple(shapes), title, description)


def _small(plot: Plot, x: float, y: float, top: float) -> Iterator[Shape]:
    """One small plot: its title at the top of its cell, its axes `top` below."""
    yield Text(x, y + LINE, plot.title, 16)
    frame = Frame(x + CELL_LEFT, y + top, CELL - CELL_LEFT - 3 * GAP, CELL_HEIGHT)
    axes = Axes.over(frame, (plot.low, plot.high), plot.heights())
    for zone in plot.zones:
        yield from _tinted(axes, zone, (), "")
    yield from axes.grid(ticks(plot.low, plot.high, 7), ticks(axes.bottom, axes.top, 5))
    yield from _drawn(axes, plot.curves)


def _key(plots: Sequence[Plot], y: float) -> Iterator[Shape]:
    """A sample of each kind of curve and of a zone, each with what it means."""
    x = MARGIN
    for curve in {curve.label: curve for plot in plots for curve in plot.curves}.values():
        yield Arrow(((x, y - 5), (x + 32, y - 5)), curve.ink, 2.5, dashed=curve.is_derivative, head=False)
        yield Text(x + 40, y, curve.label, TYPE, curve.ink)
        x += 40 + text_width(curve.label, TYPE) + 3 * GAP
    for label in dict.fromkeys(zone.label for plot in plots for zone in plot.zones):
        yield Frame(x, y - 14, 32, 18, "zone_fill", "line")
        yield Text(x + 40, y, label, TYPE)
        x += 40 + text_width(label, TYPE) + 3 * GAP
