"""Pictures and tables of networks and expressions: reads plain records and snapshots, and never imports `nn`."""

from viz.curves import Curve, Dot, Plot, Zone
from viz.expression_figure import draw, draw_folded
from viz.figure import DrawingFigure, Figure, draw_network
from viz.graphviz_process import Engine
from viz.neurons import neurons_by_name
from viz.plots import curve_drawing, small_multiples
from viz.stage import Stage
from viz.style import DARK, LIGHT, NumberFormat, Style, Theme
from viz.writing import to_mathml

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
    "draw_folded",
    "draw_network",
    "neurons_by_name",
    "small_multiples",
    "to_mathml",
]
