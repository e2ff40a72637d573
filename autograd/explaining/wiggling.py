"""A wiggle: what a small change of one value does to all that follow from it, predicted and true."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from autograd.calculus.labels import Labels, text_of
from autograd.calculus.replaying import replay
from autograd.derivation.wording import Wording
from autograd.explaining.crossings import Crossing, OneSided, kinks_crossed, on_this_side, passed_on
from autograd.graphs.named import Named
from autograd.number import as_number
from autograd.stale import refuse_changed
from autograd.text.document import Cell, Document, Paragraph, Table, aligned
from autograd.text.names import nearest
from autograd.text.saying import document_of
from autograd.value import Value, leaves_and_computed, passing_edges

__all__ = ["Change", "Ripple", "wiggle"]

MOST_LINES = 60
"""Nodes that a printed table shows."""

HEADER = ("node", "before", "after", "predicted change", "true change", "difference")


class Change(NamedTuple):
    """The change of one node by a wiggle.

    Attributes
    ----------
    node : Value
    label : str
        Its name, numbered where it is repeated; the formula of an unnamed output.
    before, after : float
        Its number as recorded, and computed again after the wiggle.
    predicted : float
        ∂node/∂wrt · change of wrt, by the recorded local derivatives.
    true : float
        after − before.
    difference : float
        true − predicted: what the curve leaves its tangent by.
    """

    node: Value
    label: str
    before: float
    after: float
    predicted: float
    true: float
    difference: float

    @property
    def difference_text(self) -> str:
        """The difference as printed: what is no more than the rounding of before and after is ≈ 0."""
        rounding = 4.0 * (math.ulp(self.before) + math.ulp(self.after))
        return "≈ 0" if 0.0 < abs(self.difference) <= rounding else text_of(self.difference)


@dataclass(frozen=True, slots=True)
class Ripple:
    """The effect of a change of one value on every named node up to the output; printed, it is a table.

    Attributes
    ----------
    wrt : Value
        What is moved.
    label : str
        What it is called.
    before, after : float
        Its number, and the number it is moved to.
    changes : tuple of Change
        The named nodes that it feeds, in topological order, and the output last.
    one_sided : tuple of OneSided
        The nodes on a kink, named or not; empty where every derivative is an ordinary one.
    crossings : tuple of Crossing
        The kinks between before and after, at named nodes or not.
    """

    wrt: Value
    label: str
    before: float
    after: float
    changes: tuple[Change, ...] = field(repr=False)
    one_sided: tuple[OneSided, ...] = field(repr=False)
    crossings: tuple[Crossing, ...] = field(repr=False)

    def __getitem__(self, label: str) -> Change:
        """Return the change of the node with this label, of the one that is moved too.

        Raises
        ------
        KeyError
            If none of the nodes has it.
        """
        change = self.after - self.before
        moved = Change(self.wrt, self.label, self.before, self.after, change, change, 0.0)
        labelled = {change.label: change for change in (moved, *self.changes)}
        if label not in labelled:
            raise KeyError(f"no node is labelled {label!r}; {nearest(label, labelled)}")
        return labelled[label]

    def __str__(self) -> str:
        title = f"{self.label}: {text_of(self.before)} → {text_of(self.after)}"
        lines = [(change.label, *map(text_of, change[2:-1]), change.difference_text) for change in self.changes]
        if len(lines) > MOST_LINES:
            lines[MOST_LINES - 2 : -1] = [(f"… {len(lines) - MOST_LINES + 1:,} more", *[""] * 5)]
        notes = (*self.one_sided[:MOST_LINES], *self.crossings[:MOST_LINES])
        return "\n".join([title, aligned([HEADER, *lines]), *map(str, notes)])


def wiggle(output: Value, wrt: Value | str, *, by: float | None = None, to: float | None = None) -> Ripple:
    """Return what a change of one value does to every named node up to `output`, as predicted and in truth.

    Predicted is ∂node/∂wrt · change, by the recorded local derivatives; true is the difference of two forward passes.
    At a kink, where the recorded derivative is a convention, the prediction takes the derivative on the side to which
    the wiggle goes: relu at 0 has slope 1 upwards and 0 downwards. Where a node crosses a kink on the way, which no
    derivative foresees, the record says so. Linear in the size of the graph.

    Parameters
    ----------
    output
        The value that was computed last; nothing is changed.
    wrt
        What is moved, itself or its name. An inner node is moved by itself, whatever feeds it.
    by, to
        The change, or the new number: one of them, finite.

    Raises
    ------
    TypeError
        If `by` and `to` are both given, or neither.
    ValueError
        If the change, or the number that it leads to, is not finite.
    GraphError
        If no value, or more than one, has the name, if the value does not feed the output, or if a leaf has changed
        since the graph was recorded.
    DomainError
        If an operation is not defined at the new numbers.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> print(wiggle(forward.total, "w5", by=0.01))
    w5: 0.4 → 0.41
    node     before       after        predicted change  true change  difference
    net_o1   1.105905967  1.111838667  0.0059327         0.0059327    ≈ 0
    out_o1   0.75136507   0.752471737  0.001108321       0.001106667  −0.000001654
    E_o1     0.274811083  0.27563214   0.00082167        0.000821057  −6.136e−7
    E_total  0.298371109  0.299192166  0.00082167        0.000821057  −6.136e−7
    >>> round(wiggle(forward.total, "w5", to=0.35891648)["E_total"].after, 6)
    0.294985
    """
    graph = Named(output)
    start, order, labels = graph.node(wrt), graph.order, Labels(graph.labels)
    after = _target(start, labels[start], by, to)
    refuse_changed(order)
    predicted, one_sided = _predicted(order, start, after - start.data if by is None else as_number(by), labels)
    again = replay(output, {start: after})
    changes = tuple(
        _change(node, labels[node], again[node], predicted[node])
        for node in order
        if node is output or (node in predicted and node.name is not None and node is not start)
    )
    crossed = tuple(_crossed(output, again, predicted, labels))
    return Ripple(start, labels[start], start.data, after, changes, one_sided, crossed)


def _target(start: Value, label: str, by: float | None, to: float | None) -> float:
    """The number that the value is moved to."""
    if (by is None) == (to is None):
        how_many = "both" if to is not None else "neither"
        raise TypeError(f"wiggle takes by=, the change, or to=, the new number; it was given {how_many}.")
    moved = start.data + as_number(by) if to is None else as_number(to)
    if not math.isfinite(moved):
        way = f"by={by}" if to is None else f"to={to}"
        raise ValueError(f"{label} is {start.data:g}; a wiggle {way} leads to {moved:g}: give a finite number.")
    return moved


def _change(node: Value, label: str, after: float, predicted: float) -> Change:
    true = after - node.data
    return Change(node, label, node.data, after, predicted, true, true - predicted)


def _predicted(
    order: Sequence[Value], start: Value, change: float, labels: Labels
) -> tuple[dict[Value, float], tuple[OneSided, ...]]:
    """∂node/∂start · change for every node that follows from `start`, by one walk forward."""
    changes = {start: change}
    one_sided = []
    for node in order:
        if node in changes or changes.keys().isdisjoint(node.parents):
            continue
        changes[node] = passed_on(passing_edges(node), changes)
        if (sided := on_this_side(node, changes, labels)) is not None:
            changes[node] = sided.predicted
            one_sided.append(sided)
    return changes, tuple(one_sided)


def _crossed(
    output: Value, again: Mapping[Value, float], follows: Container[Value], labels: Labels
) -> Iterator[Crossing]:
    """The kinks that nodes cross which follow from what is moved; a branch that is not chosen has no part in it."""
    _, chosen = leaves_and_computed(output)
    for node in chosen:
        if node in follows:
            yield from kinks_crossed(node, [again[parent] for parent in node.parents], labels)


@document_of.register
def _told(ripple: Ripple) -> Document:
    """Tell a wiggle.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> print(document_of(wiggle(forward.total, "w5", by=0.01)))
    w5: 0.4 → 0.41
    ==============
    <BLANKLINE>
    node          before        after  predicted change  true change   difference
    net_o1   1.105905967  1.111838667         0.0059327    0.0059327          ≈ 0
    out_o1    0.75136507  0.752471737       0.001108321  0.001106667  −0.000001654
    E_o1     0.274811083   0.27563214        0.00082167  0.000821057     −6.136e−7
    E_total  0.298371109  0.299192166        0.00082167  0.000821057     −6.136e−7
    <BLANKLINE>
    A change of w5 by 0.01 changes E_total by 0.000821057; its derivative predicts 0.00082167.
    """
    words = Wording({ripple.wrt: ripple.label, **{change.node: change.label for change in ripple.changes}})
    rows: list[tuple[Cell, ...]] = []
    for change in ripple.changes:
        rows.append((words.name(change.node), *map(words.number, change[2:-1]), change.difference_text))
    notes = [Paragraph((str(note),)) for note in (*ripple.one_sided, *ripple.crossings)]
    title = f"{ripple.label}: {words.number(ripple.before)} → {words.number(ripple.after)}"
    return Document(title, (Table(HEADER, tuple(rows)), *notes, _in_words(ripple, words)))


def _in_words(ripple: Ripple, words: Wording) -> Paragraph:
    last = ripple.changes[-1]
    moved, true, predicted = map(words.number, (ripple.after - ripple.before, last.true, last.predicted))
    leaf, node = words.name(ripple.wrt), words.name(last.node)
    change = ("A change of ", leaf, " by ", moved, " changes ", node, " by ", true)
    return Paragraph((*change, "; its derivative predicts ", predicted, "."))
