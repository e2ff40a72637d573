"""SVG to PNG, everywhere the same: one rasteriser, one shipped font, no fonts of the system."""

from __future__ import annotations

from importlib.resources import as_file, files

import resvg_py

from autograd import RenderError

__all__ = ["png_bytes"]

SHARPNESS = 2
"""Pixels a unit, so that a picture stays sharp on a slide."""


def png_bytes(svg: str) -> bytes:
    """Return an SVG picture as PNG, two pixels a unit.

    Raises
    ------
    RenderError
        If it cannot be drawn.
    """
    with as_file(files("viz").joinpath("fonts/LiberationSans-Regular.ttf")) as font:
        try:
            return resvg_py.svg_to_bytes(
                svg_string=svg,
                zoom=SHARPNESS,
                skip_system_fonts=True,
                font_files=[str(font)],
                font_family="Liberation Sans",
                sans_serif_family="Liberation Sans",
            )
        except ValueError as error:
            raise RenderError(f"the picture could not be drawn as PNG: {error}; save it as .svg instead.") from error
