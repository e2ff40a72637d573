"""A chain as Graphviz source: boxes of fixed sizes for values and links, the output on top."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, pairwise

from viz.canvas.dot import html_lines
from viz.canvas.pen import Badge, Row
from viz.canvas.texts import TYPE, label
from viz.chain.sizes import Extent, box_size, link_rows, node_rows
from viz.chain.view import ChainView
from viz.network.dot import Digraph
from viz.style import Style, Theme

__all__ = ["chain_digraph"]

INCH = 72.0


def chain_digraph(view: ChainView, extent: Extent, style: Style, title: str = "") -> Digraph:
    """Return the chain as a `graphviz.Digraph`; each link is a vertex of its own.

    Examples
    --------
    >>> from autograd.derivation import derive
    >>> from nn import documents
    >>> from viz.chain.view import chain_of
    >>> forward = documents.mazur().run()
    >>> view = chain_of(derive(forward.total, forward["w5"]))
    >>> chain_digraph(view, Extent.RULES, Style()).source.count("->")
    6
    """
    theme, numbers = style.theme, style.numbers
    dot = _empty(theme, title)
    for place, node in enumerate(view.nodes):
        rows = node_rows(node, extent, numbers)
        dot.node(f"n{place}", _text(rows), color=getattr(theme, node.ink), **_size(rows))
    ids = count()
    for place, link in enumerate(view.links):
        stops, rows = [f"n{link.of}", f"n{link.by}"], link_rows(link, extent, numbers)
        if rows:
            stops.insert(1, f"d{place}")
            dot.node(f"d{place}", _text(rows), style="", color=theme.background, **_size(rows))
        for tail, head in pairwise(stops):
            arrow = "none" if tail.startswith("d") else "normal"
            dot.edge(tail, head, id=f"e{next(ids)}", arrowtail=arrow)
    return dot


def _empty(theme: Theme, title: str) -> Digraph:
    font = {"fontname": "Arial", "fontsize": f"{TYPE:g}", "fontcolor": theme.text}
    order = {"rankdir": "TB", "ranksep": "0.3", "nodesep": "0.17", "ordering": "out"}
    dot = Digraph(
        "chain",
        comment="draw with: dot -Tsvg",
        graph_attr={**order, "bgcolor": theme.background, **font},
        node_attr={"shape": "box", "style": "rounded", "fixedsize": "true", "color": theme.line, **font},
        edge_attr={"color": theme.line, "arrowsize": "0.7", "dir": "back", **font},
    )
    if title:
        dot.attr("graph", label=f"<{html_lines([label(title, 60)])}>", labelloc="t")
    return dot


def _text(rows: Sequence[Row]) -> str:
    lines = [[f"({each.number})" if isinstance(each, Badge) else each for each in row.pieces] for row in rows]
    return f"<{html_lines([' '.join(line) for line in lines])}>"


def _size(rows: Sequence[Row]) -> dict[str, str]:
    width, height = box_size(rows)
    return {"width": f"{width / INCH:.4f}", "height": f"{height / INCH:.4f}"}
