"""Pictures and tables of networks: reads plain records and snapshots, and never imports `nn`."""

from viz.figure import Figure, draw_network
from viz.stage import Stage
from viz.style import DARK, LIGHT, NumberFormat, Style, Theme

__all__ = ["DARK", "LIGHT", "Figure", "NumberFormat", "Stage", "Style", "Theme", "draw_network"]
