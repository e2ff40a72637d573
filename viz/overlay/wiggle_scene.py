"""A wiggle on its network: what a small change of one value does to every other, predicted and true."""

from __future__ import annotations

from autograd import Ripple
from viz.canvas.key import Entry
from viz.canvas.shapes import Drawing
from viz.canvas.texts import label, with_note
from viz.figure import DrawingFigure, with_decimals
from viz.like import ForwardLike
from viz.network.parts import Part, parts_of, refuse_strangers
from viz.network.scene import Texts, drawing_of
from viz.network.view import view_of
from viz.overlay.looks import Look, Notes, Overlay, OverlayPen, lit_looks
from viz.paths import PATH_INK
from viz.style import NumberFormat, Style

__all__ = ["draw_wiggle"]


def draw_wiggle(
    forward: ForwardLike,
    ripple: Ripple,
    *,
    title: str = "",
    note: str = "",
    style: Style | None = None,
    decimals: int | None = None,
) -> DrawingFigure:
    """Draw what a change of one value does to every other: the predicted change (≈) and the true one (=) at each.

    Parameters
    ----------
    forward
        A forward pass.
    ripple
        What ``wiggle(output, leaf, by=…)`` returned for a value of this forward pass.
    title, note, style, decimals
        As in `draw_partial`.

    Raises
    ------
    ValueError
        If the wiggled value is no part of the forward pass, or decimals are out of range.

    Examples
    --------
    >>> from autograd import wiggle
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> draw_wiggle(forward, wiggle(forward.total, "w5", by=0.01))
    <Figure of Wiggle w5: 0.4 → 0.41>
    >>> draw_wiggle(forward, wiggle(forward.total, "w5", by=0.01)).drawing.description
    'w5 from 0.4 to 0.41 on a 2-2-2 network: E_total changes by +0.0008211, predicted +0.0008217.'
    """
    look = with_decimals(style, decimals)
    return DrawingFigure(_drawing(forward, ripple, look.numbers, title, note), look)


def _drawing(forward: ForwardLike, ripple: Ripple, numbers: NumberFormat, title: str, note: str) -> Drawing:
    parts, leaf = parts_of(forward), label(ripple.label, 14)
    refuse_strangers(forward, parts, ripple.wrt, ripple.changes[-1].node)
    changes = {change.node: change for change in ripple.changes}
    notes: dict[Part, Notes] = {}
    for part, value in parts.values.items():
        if value in changes:
            change = changes[value]
            notes[part] = [["≈", numbers.signed(change.predicted)], ["=", numbers.signed(change.true)]]
        elif value is ripple.wrt:
            notes[part] = [["→", numbers.text(ripple.after)]]
    looks = lit_looks(forward, parts, {*changes, ripple.wrt}, lambda *_: PATH_INK)
    view, last = view_of(forward, lambda _: None), ripple.changes[-1]
    before, after = numbers.text(ripple.before), numbers.text(ripple.after)
    description = (
        f"{leaf} from {before} to {after} on a {view.shape} network: {label(last.label, 14)} changes by "
        f"{numbers.signed(last.true)}, predicted {numbers.signed(last.predicted)}."
    )
    pen = OverlayPen(Overlay(looks, Look.DIM, notes), numbers)
    subtitle = with_note("a small change, and what it does to all that follows", note)
    texts = Texts(title or f"Wiggle {leaf}: {before} → {after}", subtitle, description)
    return drawing_of(pen, view, texts, _key(ripple, leaf, numbers))


def _key(ripple: Ripple, leaf: str, numbers: NumberFormat) -> list[list[Entry]]:
    by = numbers.signed(ripple.after - ripple.before)
    signs: list[Entry] = [
        ["▸", "value before"],
        ["≈", f"predicted change: ∂/∂{leaf} · ({by})"],
        ["=", "true change, computed again"],
        ["grey: does not change"],
    ]
    on = "{} is on a kink: predicted with the slope on this side"
    over = "{} crosses a kink: predicted with the slope before it"
    kinks = [(on, step) for step in ripple.one_sided] + [(over, step) for step in ripple.crossings]
    return [signs, [[sentence.format(label(step.label, 14))] for sentence, step in kinks[:4]]]
