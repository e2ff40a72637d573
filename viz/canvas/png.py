"""SVG to PNG, everywhere the same: one rasteriser, one shipped font, no fonts of the system."""

from __future__ import annotations

import math
import re
from importlib.resources import as_file, files

from autograd import RenderError

__all__ = ["MOST_PIXELS", "png_bytes", "png_pixels"]

SHARPNESS = 2
"""Pixels a unit, so that a picture stays sharp on a slide."""

MOST_PIXELS = 50_000_000
"""Pixels of the largest PNG: four bytes each, and drawing it takes about 400 MB of memory and two seconds."""


def png_pixels(svg: str) -> int:
    """Return how many pixels an SVG picture has as PNG, by its svg tag; RenderError if that does not say its size.

    Examples
    --------
    >>> png_pixels('<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="630.5">')
    2524000
    """
    width, height = _png_size(svg)
    return width * height


def png_bytes(svg: str) -> bytes:
    """Return an SVG picture as PNG, two pixels a unit; RenderError if it cannot be drawn, or is too large."""
    width, height = _png_size(svg)
    if width * height > MOST_PIXELS:
        raise RenderError(
            f"the picture would be a PNG of {width} × {height} = {width * height:,} pixels; "
            f"at most {MOST_PIXELS:,} are drawn. Save it as .svg instead."
        )
    import resvg_py  # noqa: PLC0415  # on first use

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


def _png_size(svg: str) -> tuple[int, int]:
    """Width and height in pixels: units rounded to whole ones, as the rasteriser does it, then made sharp."""
    tag = re.search(r"<svg\b[^>]*>", svg)
    sides = [re.search(rf'\s{side}="(\d+(?:\.\d+)?)"', tag[0]) if tag else None for side in ("width", "height")]
    width, height = (math.floor(float(side[1]) + 0.5) * SHARPNESS if side else 0 for side in sides)
    if not width or not height:
        raise RenderError("the picture could not be drawn as PNG: its svg tag does not say its width and height.")
    return width, height
