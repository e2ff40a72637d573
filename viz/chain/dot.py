"""A chain as Graphviz source: boxes of fixed sizes for values and links, the output on top."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, pairwise

from viz.canvas.dot import Digraph, empty_digraph, html_label, vertex_size
from viz.canvas.pen import Badge, Row
from viz.chain.sizes import Extent, box_size, link_rows, node_rows
from viz.chain.view import ChainView
from viz.style import Style

__all__ = ["chain_digraph"]


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
    dot = empty_digraph(
        "chain",
        "draw with: dot -Tsvg",
        theme,
        title,
        graph={"rankdir": "TB", "ranksep": "0.3", "nodesep": "0.17", "ordering": "out"},
        node={"shape": "box", "style": "rounded", "fixedsize": "true"},
        edge={"arrowsize": "0.7", "dir": "back"},
    )
    for place, node in enumerate(view.nodes):
        rows = node_rows(node, extent, numbers)
        dot.node(f"n{place}", _text(rows), color=getattr(theme, node.ink), **vertex_size(*box_size(rows)))
    ids = count()
    for place, link in enumerate(view.links):
        rows = link_rows(link, extent, numbers)
        between = [f"d{place}"] if rows else []
        for vertex in between:
            dot.node(vertex, _text(rows), style="", color=theme.background, **vertex_size(*box_size(rows)))
        for tail, head in pairwise([f"n{link.of}", *between, f"n{link.by}"]):
            arrow = "none" if tail in between else "normal"
            dot.edge(tail, head, id=f"e{next(ids)}", arrowtail=arrow)
    return dot


def _text(rows: Sequence[Row]) -> str:
    lines = [[f"({piece.number})" if isinstance(piece, Badge) else piece for piece in row.pieces] for row in rows]
    return html_label(" ".join(line) for line in lines)
