"""Sizes of the boxes of a chain: what they say, how large that makes them, how much of it fits a page."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from viz.canvas.formula_lines import summed
from viz.canvas.pen import Piece, Row, line_length
from viz.canvas.texts import label
from viz.chain.view import ChainLink, ChainNode, NodeSum
from viz.style import NumberFormat

__all__ = ["Extent", "box_size", "link_rows", "node_rows", "sum_groups"]

TALL = 22.0
"""Height of a row with badges."""

LONGEST_RULE = 34


class Extent(Enum):
    """The extent of what is written in a chain; the rest stands in a list below."""

    RULES = "rules"
    """Symbol, rule and number on every link."""
    NUMBERS = "numbers"
    """Numbers on the links, rules in a list."""
    BARE = "bare"
    """Nothing but the number of each factor; sums in a list too."""


def node_rows(node: ChainNode, extent: Extent, numbers: NumberFormat) -> list[Row]:
    """Return what the box of a value says."""
    rows = [Row([node.label, "▸", numbers.text(node.value)])]
    for node_sum in node.sums:
        if extent is not Extent.BARE or node_sum.badge is None:
            rows += [Row(pieces, height=TALL) for pieces in _sum_lines(node_sum, extent, numbers)]
    return rows


def _sum_lines(node_sum: NodeSum, extent: Extent, numbers: NumberFormat) -> list[list[Piece]]:
    """Return a partial that stands at a value, ① = ④ + ⑤ = 0.5 − 0.1 = 0.4, in one line or, without rules, in three."""
    head, *groups = sum_groups(node_sum, numbers)
    if extent is Extent.BARE:
        return [[*head[:-1], *groups[-1]]]
    is_short = len(node_sum.terms) == 1 or (len(node_sum.terms) == 2 and extent is Extent.RULES)
    lines = [head]
    for group in groups:
        lines += [] if is_short or group[0] != "=" else [[]]
        lines[-1] += group
    return lines


def sum_groups(node_sum: NodeSum, numbers: NumberFormat) -> list[list[Piece]]:
    """Return the same in pieces that stay together on a line."""
    groups: list[list[Piece]] = [[node_sum.badge or node_sum.symbol, "="], *_products(node_sum)]
    if len(node_sum.terms) > 1:
        first, *others = summed(numbers.text(value) for _, value in node_sum.terms)
        groups += [["=", *first], *others]
    return [*groups, ["=", numbers.text(node_sum.value)]]


def _products(node_sum: NodeSum) -> list[list[Piece]]:
    """``① · ② + ③ · ④``, term by term."""
    terms: list[list[Piece]] = []
    for badges, _ in node_sum.terms:
        term: list[Piece] = [piece for badge in badges for piece in ("·", badge)]
        terms.append(["+", *term[1:]] if terms else term[1:])
    return terms


def link_rows(link: ChainLink, extent: Extent, numbers: NumberFormat) -> list[Row]:
    """Return what the box of a link says; nothing for a factor that was left out."""
    if link.badge is None:
        return []
    number = numbers.text(link.value)
    if extent is Extent.BARE:
        return [Row([link.badge], height=TALL)]
    if extent is Extent.NUMBERS:
        return [Row([link.badge, number], height=TALL)]
    rule = label(link.rule, LONGEST_RULE)
    rows = [Row([link.badge, link.symbol], height=TALL)]
    if rule != number:
        rows.append(Row(["=", rule], "muted"))
    return [*rows, Row(["=", number])]


def box_size(rows: Sequence[Row]) -> tuple[float, float]:
    """Return width and height of a box with these rows."""
    return max(line_length(row.pieces) for row in rows) + 16, sum(row.height for row in rows) + 8
