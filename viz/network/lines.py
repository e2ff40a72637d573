"""The lines of a network picture: from inputs to weights to neurons to errors."""

from __future__ import annotations

import math
from collections.abc import Iterable

from viz.canvas.numbers import Number
from viz.canvas.pen import Pen
from viz.canvas.shapes import Arrow, Circle, Frame
from viz.network.layout import Layout
from viz.network.view import NetworkView

__all__ = ["draw_lines"]

Point = tuple[float, float]


def draw_lines(pen: Pen, layout: Layout, view: NetworkView) -> None:
    """Draw every line; boxes come later and stand on them."""
    sources = layout.inputs
    for depth, (circles, layer) in enumerate(zip(layout.neurons, view.layers, strict=True)):
        for place, (circle, neuron) in enumerate(zip(circles, layer.neurons, strict=False)):
            for source, (origin, weight) in enumerate(zip(sources, neuron.weights, strict=False)):
                part = f"weight {depth} {place} {source}"
                _weight_line(pen, part, (origin, circle), layout.weights.get((depth, place, source)), weight)
        for place, bias in enumerate(layer.biases):
            if (depth, place) in layout.biases:
                _bias_lines(pen, layout.biases[depth, place], circles, bias.feeds, bias.number)
        sources = circles
    for circle, frame in zip(layout.neurons[-1], layout.errors, strict=False):
        ends = ((circle.x + circle.radius, circle.y), (frame.x, circle.y))
        pen.on(f"{frame.name} in").draw(Arrow(ends, "error_line"))
    if layout.total:
        _total_lines(pen, layout.errors, layout.total)


def _weight_line(pen: Pen, part: str, ends: tuple[Circle, Circle], pill: Frame | None, weight: Number) -> None:
    """One line into the weight and one out of it; one line where weights stand in a table."""
    origin, circle = ends
    into, out_of = pen.on(f"{part} in"), pen.on(f"{part} out")
    if pill is None:
        points = (_facing(origin, (circle.x, circle.y)), _facing(circle, (origin.x, origin.y)))
        direct = pen.on(f"{part} direct")
        stroke, width, dashed = direct.stroke(weight.grad)
        direct.draw(Arrow(points, stroke, min(width, 3), dashed))
        return
    y = pill.middle[1]
    before, after = (pill.x, y), (pill.right, y)
    into.draw(Arrow((_facing(origin, before), before), *into.stroke(weight.grad), head=False))
    out_of.draw(Arrow((after, _left_of(circle, y)), *out_of.stroke(weight.grad)))


def _bias_lines(pen: Pen, pill: Frame, circles: list[Circle], feeds: Iterable[int], bias: Number) -> None:
    """One arrow to each neuron that the bias feeds, in a lane between the weights and the neurons."""
    y, lane = pill.middle[1], pill.right + 8
    for place in feeds:
        circle, own = circles[place], pen.on(f"{pill.name} to {place}")
        stroke, width, dashed = own.stroke(bias.grad)
        if abs(circle.y - y) < circle.radius:
            points: tuple[Point, ...] = ((pill.right, y), _left_of(circle, y))
        else:
            side = circle.y + math.copysign(circle.radius * 0.78, y - circle.y)
            points = ((pill.right, y), (lane, y), (lane, side), _left_of(circle, side))
        own.draw(Arrow(points, stroke, min(width, 3.5), dashed))


def _total_lines(pen: Pen, errors: list[Frame], total: Frame) -> None:
    """Straight from the nearest errors above and below; from the others along the right."""
    above = [frame for frame in errors if frame.y < total.y]
    below = [frame for frame in errors if frame.y > total.y]
    lane = max(total.right, *(frame.right for frame in errors)) + 12
    for frame in errors:
        x, y = frame.middle
        points: tuple[Point, ...]
        if above and frame is above[-1]:
            points = ((x, frame.bottom), (x, total.y))
        elif below and frame is below[0]:
            points = ((x, frame.y), (x, total.bottom))
        else:
            points = ((frame.right, y), (lane, y), (lane, total.middle[1]), (total.right, total.middle[1]))
        pen.on(f"{frame.name} out").draw(Arrow(points, "error_line"))


def _facing(circle: Circle, towards: Point) -> Point:
    """The point of a circle that faces another point."""
    dx, dy = towards[0] - circle.x, towards[1] - circle.y
    scale = circle.radius / math.hypot(dx, dy)
    return circle.x + dx * scale, circle.y + dy * scale


def _left_of(circle: Circle, y: float) -> Point:
    """The point on the left of a circle at a height; beyond its top or bottom a point still well on its left."""
    if abs(y - circle.y) > 0.99 * circle.radius:
        y = circle.y + math.copysign(0.8 * circle.radius, y - circle.y)
    inside = circle.radius**2 - (y - circle.y) ** 2
    return circle.x - math.sqrt(max(inside, 0.0)), y
