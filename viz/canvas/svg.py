"""Shapes to SVG text.

Light colours stand in presentation attributes, so a page that forbids styles still shows the picture; a reader who
asks for dark pages gets the dark colours through classes. No user text is ever part of an id, a class or a URL.
"""

from __future__ import annotations

import math
import re
from hashlib import sha256
from html import escape

from viz.canvas.shapes import MARK, Arrow, Circle, Drawing, Frame, HalfDisc, Mark, Shape, Text
from viz.style import Style, Theme

__all__ = ["FONT_FAMILY", "svg_text"]

NAME = "NAME"

FONT_FAMILY = "Liberation Sans, Arimo, Arial, Helvetica, sans-serif"


def svg_text(drawing: Drawing, style: Style) -> str:
    """Return a drawing as SVG; the same drawing gives the same bytes."""
    body = "\n".join(_shape(shape, style.theme) for shape in drawing.shapes)
    dark = "" if style.dark is None else _dark_rules(body, style.dark)
    content = "\n".join((drawing.title, drawing.description, dark, body))
    name = f"chainrule-{sha256(content.encode()).hexdigest()[:10]}"
    width, height = _number(drawing.width), _number(drawing.height)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" role="img" aria-labelledby="{name}-t {name}-d" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FONT_FAMILY}">\n'
        f'<title id="{name}-t">{escape(drawing.title)}</title>\n'
        f'<desc id="{name}-d">{escape(drawing.description)}</desc>\n'
    )
    page = f'<rect class="f-background" width="{width}" height="{height}" fill="{style.theme.background}"/>\n'
    return f"{head}{dark.replace(NAME, name)}{page}{body}\n</svg>\n"


def _dark_rules(body: str, dark: Theme) -> str:
    """Rules for the roles that are used; `NAME` stands for the id that will be made from all this."""
    used = {"f-background", *re.findall(r"[fs]-[a-z_]+", " ".join(re.findall(r'class="([^"]*)"', body)))}
    kinds = (("f", "fill"), ("s", "stroke"))
    rules = "".join(
        f"#{NAME} .{short}-{role}{{{long}:{colour}}}"
        for role, colour in dark.items()
        for short, long in kinds
        if f"{short}-{role}" in used
    )
    return f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>\n"


def _shape(shape: Shape, theme: Theme) -> str:
    match shape:
        case Frame(x, y, width, height, fill, stroke):
            box = f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}" rx="8"'
            return f"{box}{_paint(theme, fill, stroke, shape.thickness)}/>"
        case Circle(x, y, radius, fill, stroke):
            disc = f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"'
            return f"{disc}{_paint(theme, fill, stroke, shape.thickness)}/>"
        case HalfDisc(x, y, radius, side, fill):
            top, bottom, sweep = _number(y - radius), _number(y + radius), 1 if side > 0 else 0
            path = f"M{_number(x)} {top}A1 1 0 0 {sweep} {_number(x)} {bottom}Z"  # too small a radius grows to fit
            return f'<path d="{path}"{_paint(theme, fill, "")}/>'
        case Text(x, y, text, size, fill):
            place = f'x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}" textLength="{_number(shape.width)}"'
            return f'<text {place} lengthAdjust="spacingAndGlyphs"{_paint(theme, fill, "")}>{escape(text)}</text>'
        case Mark(x, y, forward, fill):
            tip, base = (x + MARK, x) if forward else (x, x + MARK)
            points = f"{_point(base, y - 4.5)} {_point(tip, y)} {_point(base, y + 4.5)}"
            return f'<polygon points="{points}"{_paint(theme, fill, "")}/>'
        case Arrow():
            return _arrow(shape, theme)


def _arrow(arrow: Arrow, theme: Theme) -> str:
    """A line, and a triangle at its end; the line stops inside the triangle."""
    points = list(arrow.points)
    (x0, y0), (x1, y1) = points[-2:]
    angle = math.atan2(y1 - y0, x1 - x0)
    head = ""
    if arrow.head:
        length, half = 8 + arrow.width, 3.5 + arrow.width * 0.75
        base_x, base_y = x1 - length * math.cos(angle), y1 - length * math.sin(angle)
        corners = [
            (x1, y1),
            (base_x - half * math.sin(angle), base_y + half * math.cos(angle)),
            (base_x + half * math.sin(angle), base_y - half * math.cos(angle)),
        ]
        head = f'<polygon points="{" ".join(_point(*p) for p in corners)}"{_paint(theme, arrow.stroke, "")}/>'
        points[-1] = (base_x + math.cos(angle), base_y + math.sin(angle))
    path = "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)
    dash = ' stroke-dasharray="7 4"' if arrow.dashed else ""
    width = f' stroke-width="{_number(arrow.width)}"'
    line = (
        f'<path d="{path}" fill="none" class="s-{arrow.stroke}" stroke="{getattr(theme, arrow.stroke)}"{width}{dash}/>'
    )
    return line + head


def _paint(theme: Theme, fill: str, stroke: str, thickness: float = 1.5) -> str:
    classes = " ".join(f"{kind}-{role}" for kind, role in (("f", fill), ("s", stroke)) if role)
    fill_colour = getattr(theme, fill) if fill else "none"
    line = f' stroke="{getattr(theme, stroke)}" stroke-width="{_number(thickness)}"' if stroke else ""
    return f' class="{classes}" fill="{fill_colour}"{line}'


def _point(x: float, y: float) -> str:
    return f"{_number(x)},{_number(y)}"


def _number(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
