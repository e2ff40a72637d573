"""Shapes and the pen that sets them; the same picture as SVG and as PNG."""
