"""``chainrule wiggle mazur w5 --by 0.01``: what a small change does to every value, as predicted and in truth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from autograd import Ripple, Value, document_of, wiggle
from chainrule.computed import Computed
from chainrule.delivery import Form, deliver, is_picture
from chainrule.sources import BadInputError, complaints
from viz import Figure, draw_wiggle
from viz.terminal import Terminal
from viz.writing.saving import SUFFIXES

__all__ = ["report_wiggle"]


def report_wiggle(
    terminal: Terminal,
    computed: Computed,
    words: Sequence[str],
    move: tuple[float | None, float | None],
    form: Form | None = None,
    path: Path | None = None,
) -> None:
    """Print what a change by `move[0]`, or to `move[1]`, does; or write it to a file."""
    by, to = move
    if (by is None) == (to is None):
        raise BadInputError("give either --by, the change, or --to, the new number: --by 0.01")
    if len(words) != 1:
        raise BadInputError("name one value to change, such as w5.")
    is_picture(path, form)  # refuses what is neither a picture nor a text
    with complaints():
        ripple = wiggle(computed.output, _leaf(computed, words[0]), by=by, to=to)
    document = computed.noted(document_of(ripple))
    deliver(terminal, document, form, path, partial(_figure, computed, ripple))


def _figure(computed: Computed, ripple: Ripple) -> Figure:
    if computed.forward is None:
        raise BadInputError(f"a wiggle is drawn on a network; for an expression write {SUFFIXES}.")
    return draw_wiggle(computed.forward, ripple, note=computed.note)


def _leaf(computed: Computed, word: str) -> Value:
    target = computed.target(word)
    if target.by:
        raise BadInputError(f"a wiggle changes a value, not a partial; name one, such as {target.by}.")
    return computed.value(target.of)
