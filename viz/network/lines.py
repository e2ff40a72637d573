"""The lines of a network picture: from inputs to weights to neurons to errors."""

from __future__ import annotations

import math

from viz.canvas.numbers import Number
from viz.canvas.shapes import Arrow, Circle, Frame
from viz.network.layout import Layout
from viz.network.parts import Kind, Part, Side
from viz.network.pen import NetworkPen
from viz.network.view import BiasView, NetworkView

__all__ = ["draw_lines"]

Point = tuple[float, float]


def draw_lines(pen: NetworkPen, layout: Layout, view: NetworkView) -> None:
    """Draw every line; boxes come later and stand on them."""
    sources = layout.inputs
    for depth, (circles, layer) in enumerate(zip(layout.neurons, view.layers, strict=True)):
        for n, (circle, neuron) in enumerate(zip(circles, layer.neurons, strict=False)):
            for place, (origin, weight) in enumerate(zip(sources, neuron.weights, strict=False)):
                part = Part(Kind.WEIGHT, depth, n, place)
                _weight_line(pen, part, (origin, circle), layout.weights.get(part), weight)
        for place, bias in enumerate(layer.biases):
            part = Part(Kind.BIAS, depth, place=place)
            if part in layout.biases:
                _bias_lines(pen, part, layout.biases[part], circles, bias)
        sources = circles
    for place, (circle, frame) in enumerate(zip(layout.neurons[-1], layout.errors, strict=False)):
        ends = ((circle.x + circle.radius, circle.y), (frame.x, circle.y))
        pen.on(Part(Kind.ERROR, place=place, side=Side.IN)).draw(Arrow(ends, "error_line"))
    if layout.total:
        _total_lines(pen, layout.errors, layout.total)


def _weight_line(pen: NetworkPen, part: Part, ends: tuple[Circle, Circle], pill: Frame | None, weight: Number) -> None:
    """One line into the weight and one out of it; one line where weights stand in a table."""
    origin, circle = ends
    into, out_of = pen.on(part.line(Side.IN)), pen.on(part.line(Side.OUT))
    if pill is None:
        points = (_facing(origin, (circle.x, circle.y)), _facing(circle, (origin.x, origin.y)))
        direct = pen.on(part.line(Side.DIRECT))
        stroke, width, dashed = direct.stroke(weight.grad)
        direct.draw(Arrow(points, stroke, min(width, 3), dashed))
        return
    y = pill.middle[1]
    before, after = (pill.x, y), (pill.right, y)
    into.draw(Arrow((_facing(origin, before), before), *into.stroke(weight.grad), head=False))
    out_of.draw(Arrow((after, _left_of(circle, y)), *out_of.stroke(weight.grad)))


def _bias_lines(pen: NetworkPen, part: Part, pill: Frame, circles: list[Circle], bias: BiasView) -> None:
    """One arrow to each neuron that the bias feeds, in a lane between the weights and the neurons."""
    y, lane = pill.middle[1], pill.right + 8
    for n in bias.feeds:
        circle, line = circles[n], pen.on(part._replace(neuron=n, side=Side.OUT))
        stroke, width, dashed = line.stroke(bias.number.grad)
        if abs(circle.y - y) < circle.radius:
            points: tuple[Point, ...] = ((pill.right, y), _left_of(circle, y))
        else:
            side = circle.y + math.copysign(circle.radius * 0.78, y - circle.y)
            points = ((pill.right, y), (lane, y), (lane, side), _left_of(circle, side))
        line.draw(Arrow(points, stroke, min(width, 3.5), dashed))


def _total_lines(pen: NetworkPen, errors: list[Frame], total: Frame) -> None:
    """Straight from the nearest errors above and below; from the others along the right."""
    above = [frame for frame in errors if frame.y < total.y]
    below = [frame for frame in errors if frame.y > total.y]
    lane = max(total.right, *(frame.right for frame in errors)) + 12
    for place, frame in enumerate(errors):
        x, y = frame.middle
        points: tuple[Point, ...]
        if above and frame is above[-1]:
            points = ((x, frame.bottom), (x, total.y))
        elif below and frame is below[0]:
            points = ((x, frame.y), (x, total.bottom))
        else:
            points = ((frame.right, y), (lane, y), (lane, total.middle[1]), (total.right, total.middle[1]))
        pen.on(Part(Kind.ERROR, place=place, side=Side.OUT)).draw(Arrow(points, "error_line"))


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
