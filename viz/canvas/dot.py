"""Graphviz source: an empty graph in the colours of a theme, texts and sizes of its vertices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, TypeAlias

from viz.canvas.texts import TYPE, label
from viz.style import Theme

if TYPE_CHECKING:
    import graphviz

__all__ = ["INCH", "Digraph", "empty_digraph", "html_label", "html_lines", "vertex_size"]

Digraph: TypeAlias = "graphviz.Digraph"
"""Graphviz source that `save()` and a notebook take."""

INCH = 72.0
"""Units of an inch."""


def empty_digraph(
    name: str,
    comment: str,
    theme: Theme,
    title: str = "",
    *,
    graph: Mapping[str, str],
    node: Mapping[str, str],
    edge: Mapping[str, str],
) -> Digraph:
    """Return a graph without vertices, its attributes those of a theme and the given ones of graph, node and edge."""
    import graphviz  # noqa: PLC0415  # on first use

    font = {"fontname": "Arial", "fontsize": f"{TYPE:g}", "fontcolor": theme.text}
    dot = graphviz.Digraph(
        name,
        comment=comment,
        graph_attr={**graph, "bgcolor": theme.background, **font},
        node_attr={**node, "color": theme.line, **font},
        edge_attr={"color": theme.line, **edge, **font},
    )
    if title:
        dot.attr("graph", label=html_label([label(title, 60)]), labelloc="t")
    return dot


def html_lines(lines: Iterable[str]) -> str:
    """Return lines inside of an HTML-like label, escaped; a backslash would start one of Graphviz's escapes."""
    return "<BR/>".join(escape(line).replace("\\", "&#92;") for line in lines)


def html_label(lines: Iterable[str]) -> str:
    """Return lines as an HTML-like label."""
    return f"<{html_lines(lines)}>"


def vertex_size(width: float, height: float) -> dict[str, str]:
    """Return the attributes of a vertex of this size in units."""
    return {"width": f"{width / INCH:.4f}", "height": f"{height / INCH:.4f}"}
