"""An expression as Graphviz source. Boxes have fixed sizes, so that the places Graphviz finds are those of our SVG."""

from __future__ import annotations

from viz.canvas.dot import INCH, Digraph, empty_digraph, html_label, html_lines, vertex_size
from viz.canvas.pen import SIGN_INKS
from viz.canvas.texts import TYPE, label
from viz.expression.neurons import Cluster
from viz.expression.sizes import BESIDE, BETWEEN, BETWEEN_RANKS, CHIP, Direction, Plan, chip_width, lines_of, plan_of
from viz.expression.view import ExpressionView, ValueNode
from viz.style import Style, Theme, text_width

__all__ = ["expression_digraph"]

BORDERS = 2
"""What the border of a table takes of its size."""


def expression_digraph(view: ExpressionView, style: Style, title: str = "") -> Digraph:
    """Return the expression as a `graphviz.Digraph`: values name | value | gradient, local derivatives on the lines.

    Examples
    --------
    >>> from autograd import Value
    >>> from viz.expression.view import unfolded_view
    >>> x = Value(3.0, "x")
    >>> dot = expression_digraph(unfolded_view((x * x).named("y")), Style())
    >>> dot.source.count("->")
    4
    """
    plan = plan_of(view, style.numbers)
    dot = empty_digraph(
        "expression",
        "draw with: dot -Tsvg",
        style.theme,
        title,
        graph={
            "rankdir": plan.direction.value,
            "ranksep": f"{BETWEEN_RANKS / INCH:.4f}",
            "nodesep": f"{BESIDE / INCH:.4f}",
        },
        node={"shape": "none", "fixedsize": "true", "margin": "0"},
        edge={"arrowsize": "0.7"},
    )
    inside = {place: number for number, cluster in enumerate(view.clusters) for place in cluster.members}
    for number, cluster in enumerate(view.clusters):
        _cluster(dot, number, cluster, view, plan, style)
    for place, node in enumerate(view.nodes):
        if place not in inside:
            _node(dot, place, node, plan, style)
    _edges(dot, view, inside, plan, style)
    return dot


def _cluster(dot: Digraph, number: int, cluster: Cluster, view: ExpressionView, plan: Plan, style: Style) -> None:
    """The net or the out of a neuron, with what belongs to it."""
    look = {"style": "rounded,filled", "fillcolor": getattr(style.theme, f"{cluster.kind}_fill")}
    with dot.subgraph(name=f"cluster_{number}") as part:
        part.attr(label=cluster.kind, labeljust="l", labelloc="b", **look, color=style.theme.line)
        for place in cluster.members:
            _node(part, place, view.nodes[place], plan, style)


def _edges(dot: Digraph, view: ExpressionView, inside: dict[int, int], plan: Plan, style: Style) -> None:
    """Each line runs through the box of its local derivative: no number can be taken for that of another line."""
    port = ":n" if plan.direction is Direction.DOWN else ":w"
    for number, edge in enumerate(view.edges):
        text = html_label([style.numbers.text(edge.local_derivative)])
        size = vertex_size(chip_width(edge.local_derivative, style.numbers), CHIP)
        cluster = inside.get(edge.child)
        if cluster is not None and inside.get(edge.parent) == cluster:
            with dot.subgraph(name=f"cluster_{cluster}") as part:
                part.node(f"d{number}", text, **size)
        else:
            dot.node(f"d{number}", text, **size)
        head = f"n{edge.child}" + (port if plan.sizes[edge.child].badge else "")
        dot.edge(f"n{edge.parent}", f"d{number}", id=f"e{2 * number}", arrowhead="none")
        dot.edge(f"d{number}", head, id=f"e{2 * number + 1}")


def _node(dot: Digraph, place: int, node: ValueNode, plan: Plan, style: Style) -> None:
    size, direction = plan.sizes[place], plan.direction
    box = _box(node, size.box, plan.is_narrow, style)
    if size.badge is None:
        dot.node(f"n{place}", f"<{box}>", **vertex_size(*size.box))
        return
    width, height = map(int, size.badge)
    look = f'BORDER="1" STYLE="ROUNDED" BGCOLOR="{style.theme.chip_fill}" WIDTH="{width}" HEIGHT="{height}"'
    symbol = f"<TD {look}>{html_lines([label(node.symbol, 14)])}</TD>"
    gap = f'<TD FIXEDSIZE="TRUE" WIDTH="{BETWEEN:.0f}" HEIGHT="{BETWEEN:.0f}"></TD>'
    between = f"</TR><TR>{gap}</TR><TR>" if direction is Direction.DOWN else gap
    attributes = 'BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0"'
    both = f"<TABLE {attributes}><TR>{symbol}{between}<TD>{box}</TD></TR></TABLE>"
    dot.node(f"n{place}", f"<{both}>", **vertex_size(*size.whole(direction)))


def _box(node: ValueNode, size: tuple[float, float], is_narrow: bool, style: Style) -> str:
    """A value, name | value | gradient, as a table with round corners; fixed cells keep texts in the middle."""
    width, height = int(size[0]) - BORDERS, int(size[1]) - BORDERS
    lines, rows = lines_of(node, style.numbers), _number_rows(node, is_narrow, style)
    line = height // (len(lines) + len(rows))
    span = ' COLSPAN="2"' if len(rows) == 1 else ""
    head = f'<TR><TD{span} WIDTH="{width}" HEIGHT="{line * len(lines)}">{html_lines(lines)}</TD></TR>'
    cells = "".join(f"<TR>{_cells(row, width, line, style.theme)}</TR>" for row in rows)
    fill = getattr(style.theme, node.fill)
    attributes = f'BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" STYLE="ROUNDED" BGCOLOR="{fill}"'
    return f"<TABLE {attributes}>{head}{cells}</TABLE>"


def _number_rows(node: ValueNode, is_narrow: bool, style: Style) -> list[list[tuple[str, str]]]:
    """Value and gradient with the roles of their inks: below each other where it is narrow, else side by side."""
    if not node.has_numbers:
        return []
    grad = style.numbers.signed(node.grad)
    value, gradient = (f"▸ {style.numbers.text(node.value)}", "text"), (f"◂ {grad}", SIGN_INKS.get(grad[0], "text"))
    return [[value], [gradient]] if is_narrow else [[value, gradient]]


def _cells(texts: list[tuple[str, str]], width: int, height: int, theme: Theme) -> str:
    widths = [text_width(text, TYPE) for text, _ in texts]
    rooms = [int(text + (width - sum(widths)) / 2) for text in widths] if len(texts) > 1 else [width]
    return "".join(
        f'<TD WIDTH="{room}" HEIGHT="{height}"><FONT COLOR="{getattr(theme, ink)}">{html_lines([text])}</FONT></TD>'
        for (text, ink), room in zip(texts, rooms, strict=True)
    )
