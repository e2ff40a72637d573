"""Texts inside of DOT's HTML-like labels."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

__all__ = ["html_lines"]


def html_lines(lines: Iterable[str]) -> str:
    """Return lines of an HTML-like label, escaped; a backslash would start one of Graphviz's escapes."""
    return "<BR/>".join(escape(line).replace("\\", "&#92;") for line in lines)


def _html(lines: Iterable[str]) -> str:
    return f"<{html_lines(lines)}>"
