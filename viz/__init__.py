"""Pictures, tables and documents of networks and expressions: reads plain data, and never imports `nn`."""

from autograd.namesake import refuse_namesake as _refuse_namesake

_refuse_namesake()

from viz.chain.figure import draw_chain
from viz.expression.figure import draw, draw_folded
from viz.expression.neurons import neurons_by_name
from viz.figure import DrawingFigure, Figure
from viz.network.figure import draw_network
from viz.overlay.backward_scene import draw_backward
from viz.overlay.part_scene import draw_part
from viz.overlay.partial_scene import draw_partial
from viz.overlay.wiggle_scene import draw_wiggle
from viz.placing import Engine
from viz.plots.curves import Curve, Dot, Plot, Zone
from viz.plots.drawing import curve_drawing, small_multiples
from viz.stage import Stage
from viz.style import DARK, LIGHT, NumberFormat, Style, Theme
from viz.writing import (
    html_rules,
    save_document,
    to_html,
    to_html_page,
    to_latex,
    to_latex_file,
    to_markdown,
    to_mathml,
    to_text,
)

__all__ = [
    "DARK",
    "LIGHT",
    "Curve",
    "Dot",
    "DrawingFigure",
    "Engine",
    "Figure",
    "NumberFormat",
    "Plot",
    "Stage",
    "Style",
    "Theme",
    "Zone",
    "curve_drawing",
    "draw",
    "draw_backward",
    "draw_chain",
    "draw_folded",
    "draw_network",
    "draw_part",
    "draw_partial",
    "draw_wiggle",
    "html_rules",
    "neurons_by_name",
    "save_document",
    "small_multiples",
    "to_html",
    "to_html_page",
    "to_latex",
    "to_latex_file",
    "to_markdown",
    "to_mathml",
    "to_text",
]
