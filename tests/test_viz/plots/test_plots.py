"""Plots: what must hold of every picture, jumps that stay jumps, colours that can be read."""

import io
import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from viz import DARK, LIGHT, Style
from viz.canvas.png import png_bytes
from viz.canvas.shapes import Arrow, Circle, Frame, Text
from viz.canvas.svg import svg_text
from viz.plots.axes import Axes, ticks
from viz.plots.curves import Curve, Dot, Plot, Zone
from viz.plots.drawing import curve_drawing, small_multiples


def sampled(label, function, low=-6.0, high=6.0, is_derivative=False):
    points = tuple((low + (high - low) * k / 80, function(low + (high - low) * k / 80)) for k in range(81))
    return Curve(label, (points,), is_derivative=is_derivative)


def sigmoid_plot(title="Sigmoid"):
    curves = (
        sampled("out", lambda x: 1 / (1 + math.exp(-x))),
        sampled("∂out/∂x", lambda x: 1 / (2 + math.exp(-x) + math.exp(x)), is_derivative=True),
    )
    zones = (Zone(-6, -4, "saturated: gradient near 0"), Zone(4, 6, "saturated: gradient near 0"))
    return Plot(title, ("out = 1 / (1 + e^(−x))", "a note " * 40), -6, 6, curves, zones)


def jump_plot():
    out = Curve("out", (((-4, 0), (0, 0)), ((0, 1), (4, 1))), (Dot(0, 0, False), Dot(0, 1, True)))
    return Plot("Step", (), -4, 4, (out, Curve("slope", (((-4, 0), (4, 0)),), is_derivative=True)))


def equal_ends_plot():
    curves = tuple(sampled(f"curve {k}", lambda x, k=k: x + 0.01 * k) for k in range(4))
    return Plot("Ends that lie together", (), -6, 6, curves)


DRAWINGS = {
    "sigmoid": curve_drawing(sigmoid_plot()),
    "jump": curve_drawing(jump_plot()),
    "ends": curve_drawing(equal_ends_plot()),
    "tiny": curve_drawing(Plot("Tiny", (), 0, 1e-6, (sampled("out", lambda x: 1e-9 * x, 0, 1e-6),))),
    "flat": curve_drawing(Plot("Flat", (), -1, 1, (sampled("0", lambda x: 0.0, -1, 1),))),
    "eight": small_multiples("Eight", [sigmoid_plot("Eight")] * 8),
    "one": small_multiples("One", [jump_plot()], columns=1),
}
each_drawing = pytest.mark.parametrize("picture", DRAWINGS.values(), ids=DRAWINGS)


def box_of(text):
    return text.x, text.y - 0.74 * text.size, text.x + text.width, text.y + 0.21 * text.size


def overlap(first, second):
    return (
        min(first[2], second[2]) - max(first[0], second[0]) > 0.5
        and min(first[3], second[3]) - max(first[1], second[1]) > 0.5
    )


def texts_of(picture):
    return [shape for shape in picture.shapes if isinstance(shape, Text)]


def curves_of(picture):
    return [s for s in picture.shapes if isinstance(s, Arrow) and s.stroke in ("curve_ink", "slope_ink")]


@each_drawing
def test_no_text_leaves_the_picture_or_its_zone_nor_meets_another(picture):
    zones = {shape.name: shape for shape in picture.shapes if isinstance(shape, Frame)}
    texts = texts_of(picture)
    for text in texts:
        left, top, right, bottom = box_of(text)
        assert left >= 0
        assert top >= 0
        assert right <= picture.width
        assert bottom <= picture.height
        if text.inside:
            assert zones[text.inside].x <= left
            assert right <= zones[text.inside].right
    for place, first in enumerate(texts):
        for second in texts[:place]:
            assert not overlap(box_of(first), box_of(second)), (first, second)


@each_drawing
def test_no_text_sits_on_a_curve_or_a_dot(picture):
    points = [point for arrow in curves_of(picture) for point in along(arrow.points)]
    points += [(shape.x, shape.y) for shape in picture.shapes if isinstance(shape, Circle)]
    for text in texts_of(picture):
        left, top, right, bottom = box_of(text)
        assert not any(left <= x <= right and top <= y <= bottom for x, y in points), text


def along(points):
    """Points of a line, at most 2 units apart."""
    for (x0, y0), (x1, y1) in pairwise(points):
        count = max(1, round(math.dist((x0, y0), (x1, y1)) / 2))
        yield from ((x0 + (x1 - x0) * k / count, y0 + (y1 - y0) * k / count) for k in range(count + 1))


@each_drawing
def test_pictures_are_at_most_1000_wide_with_type_of_at_least_14(picture):
    assert picture.width <= 1000
    assert min(text.size for text in texts_of(picture)) >= 14


@each_drawing
def test_curves_stay_inside_the_picture(picture):
    for arrow in curves_of(picture):
        assert all(0 <= x <= picture.width and 0 <= y <= picture.height for x, y in arrow.points)


def test_the_label_of_a_curve_stands_at_its_right_end_in_its_ink():
    picture = curve_drawing(sigmoid_plot())
    for label, ink in (("out", "curve_ink"), ("∂out/∂x", "slope_ink")):
        (text,) = [text for text in texts_of(picture) if text.text == label]
        (curve,) = [curve for curve in curves_of(picture) if curve.stroke == ink]
        x, y = curve.points[-1]
        assert text.fill == ink
        assert 0 < text.x - x < 12
        assert abs((box_of(text)[1] + box_of(text)[3]) / 2 - y) < 4


def test_a_jump_is_not_joined_and_its_value_is_a_filled_dot():
    picture = curve_drawing(jump_plot())
    pieces = [arrow for arrow in curves_of(picture) if arrow.stroke == "curve_ink"]
    assert len(pieces) == 2
    for piece in pieces:
        assert len({y for _, y in piece.points}) == 1
    dots = [shape for shape in picture.shapes if isinstance(shape, Circle)]
    assert [dot.fill for dot in dots] == ["background", "curve_ink"]
    assert [(dot.x, dot.y) for dot in dots] == [pieces[0].points[-1], pieces[1].points[0]]


def test_a_derivative_is_dashed_as_well_as_of_another_colour():
    by_ink = {arrow.stroke: arrow.dashed for arrow in curves_of(curve_drawing(sigmoid_plot()))}
    assert by_ink == {"curve_ink": False, "slope_ink": True}


def test_zones_are_tinted_where_they_lie_under_the_curves():
    picture = curve_drawing(sigmoid_plot())
    zones = [shape for shape in picture.shapes if isinstance(shape, Frame) and shape.fill == "zone_fill"]
    x_of = {text.text: (box_of(text)[0] + box_of(text)[2]) / 2 for text in texts_of(picture)}
    assert zones[0].x == pytest.approx(x_of["−6"], abs=0.01)
    assert zones[0].right == pytest.approx(x_of["−4"], abs=0.01)
    assert zones[1].x == pytest.approx(x_of["4"], abs=0.01)
    shapes = picture.shapes
    assert max(map(shapes.index, zones)) < min(map(shapes.index, curves_of(picture)))


def test_notes_are_folded_and_none_is_lost():
    for picture, count in ((DRAWINGS["sigmoid"], 40), (DRAWINGS["eight"], 8 * 40)):
        assert sum(text.text.split().count("note") for text in texts_of(picture)) == count


def test_one_key_explains_all_small_plots():
    texts = [text.text for text in texts_of(DRAWINGS["eight"])]
    assert [texts.count(label) for label in ("out", "∂out/∂x", "saturated: gradient near 0")] == [1, 1, 1]


def test_places_are_linear_in_the_numbers():
    axes = Axes.over(Frame(100, 50, 200, 106), (-1, 1), (0, 1), headroom=50)
    assert [axes.across(x) for x in (-1, 0, 1)] == [100, 200, 300]
    assert axes.up(0.5) == pytest.approx((axes.ceiling + axes.frame.bottom) / 2)
    assert axes.ceiling == 100 < axes.up(1.0) < axes.up(0.0) < axes.frame.bottom


@pytest.mark.parametrize("most", [2, 3, 5, 9])
@pytest.mark.parametrize(("low", "high"), [(0, 1), (-6, 6), (-0.06, 1.06), (1e-9, 3e-9), (-1e6, 7), (2, 2.0001)])
def test_ticks_are_few_even_and_inside(low, high, most):
    marks = ticks(low, high, most)
    assert len(marks) <= most
    assert all(low - 1e-9 * (high - low) <= mark <= high + 1e-9 * (high - low) for mark in marks)
    assert len({round((b - a) / (high - low), 6) for a, b in pairwise(marks)}) <= 1


# ----------------------------------------------------------------------------------------- light and dark


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_inks_of_curves_can_be_read_as_text_and_seen_on_a_zone(theme):
    for ink in (theme.curve_ink, theme.slope_ink):
        assert contrast(ink, theme.background) >= 4.5
        assert contrast(ink, theme.zone_fill) >= 3
    for ink in (theme.text, theme.muted):
        assert contrast(ink, theme.zone_fill) >= 4.5
    assert 1.15 <= contrast(theme.zone_fill, theme.background) < 2


@each_drawing
@pytest.mark.parametrize("style", [Style(), Style(theme=DARK, dark=None)], ids=["light", "dark"])
def test_plots_become_svg_without_style_attributes_and_png(picture, style):
    svg = svg_text(picture, style)
    root = ET.parse(io.StringIO(svg)).getroot()
    assert all(element.get("style") is None for element in root.iter())
    assert f'stroke="{style.theme.curve_ink}"' in svg
    assert not re.search(r"\b(nan|inf)\b", svg)
    assert png_bytes(svg)[:4] == b"\x89PNG"


# ------------------------------------------------------------------------------------------------ refusals


def test_what_cannot_be_drawn_is_refused():
    line = Curve("line", (((0, 0), (1, 1)),))
    with pytest.raises(ValueError, match="fewer than two points"):
        Curve("dot", (((0, 0),),))
    with pytest.raises(ValueError, match="not finite"):
        Curve("pole", (((0, 0), (1, math.inf)),))
    with pytest.raises(ValueError, match="has no curve"):
        Plot("empty", (), 0, 1, ())
    with pytest.raises(ValueError, match="finite low < high"):
        Plot("backwards", (), 1, 0, (line,))
    with pytest.raises(ValueError, match="1 to 4 columns"):
        small_multiples("many", [Plot("line", (), 0, 1, (line,))], columns=5)
    with pytest.raises(ValueError, match="ask for 2 or more"):
        ticks(-1, 1, 1)
