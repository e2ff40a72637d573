"""``chainrule wiggle mazur w5 --by 0.01``: what a small change does to every value, as predicted and in truth."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograd import Ripple, Value, wiggle
from autograd.derivation.wording import Wording, number_math
from autograd.text.document import Cell, Document, Paragraph, Table
from chainrule.computed import Computed
from chainrule.delivery import Form, is_picture, print_beside_picture, print_document, save_text
from chainrule.sources import BadInputError, complaints
from viz import draw_wiggle
from viz.terminal import Terminal

__all__ = ["report_wiggle", "wiggle_document"]

DECIMALS = 9


def report_wiggle(
    terminal: Terminal,
    computed: Computed,
    words: Sequence[str],
    move: tuple[float | None, float | None],
    form: Form | None = None,
    path: Path | None = None,
) -> None:
    """Print what a change by `move[0]`, or to `move[1]`, does; or write it to a file.

    Raises
    ------
    BadInputError
        If no single value is named, or none or both of the numbers are given.
    """
    by, to = move
    if (by is None) == (to is None):
        raise BadInputError("give either --by, the change, or --to, the new number: --by 0.01")
    if len(words) != 1:
        raise BadInputError("name one value to change, such as w5.")
    wants_picture = is_picture(path, form)
    with complaints():
        ripple = wiggle(computed.output, _leaf(computed, words[0]), by=by, to=to)
    document = computed.noted(wiggle_document(ripple))
    if path is None:
        print_document(terminal, document, form)
    elif not wants_picture:
        save_text(terminal, document, path)
    elif computed.forward is None:
        raise BadInputError("a wiggle is drawn on a network; for an expression write .txt, .md, .tex or .html.")
    else:
        with complaints():
            figure = draw_wiggle(computed.forward, ripple, note=computed.note)
        print_beside_picture(terminal, document, figure, path)


def _leaf(computed: Computed, word: str) -> Value:
    target = computed.target(word)
    if target.by:
        raise BadInputError(f"a wiggle changes a value, not a partial; name one, such as {target.by}.")
    return computed.value(target.of)


def wiggle_document(ripple: Ripple) -> Document:
    """Return a wiggle as a document.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> print(wiggle_document(wiggle(forward.total, "w5", by=0.01)))
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
    rows: list[tuple[Cell, ...]] = []
    names = Wording({ripple.wrt: ripple.label, **{change.node: change.label for change in ripple.changes}}, DECIMALS)
    for change in ripple.changes:
        numbers = (change.before, change.after, change.predicted, change.true)
        rows.append((names.name(change.node), *map(names.number, numbers), change.difference_text))
    header = ("node", "before", "after", "predicted change", "true change", "difference")
    notes = [Paragraph((str(each),)) for each in (*ripple.one_sided, *ripple.crossings)]
    title = f"{ripple.label}: {number_math(ripple.before, DECIMALS)} → {number_math(ripple.after, DECIMALS)}"
    return Document(title, (Table(header, tuple(rows)), *notes, _in_words(ripple, names)))


def _in_words(ripple: Ripple, names: Wording) -> Paragraph:
    last = ripple.changes[-1]
    moved, true, predicted = map(names.number, (ripple.after - ripple.before, last.true, last.predicted))
    leaf, node = names.name(ripple.wrt), names.name(last.node)
    change = ("A change of ", leaf, " by ", moved, " changes ", node, " by ", true)
    return Paragraph((*change, "; its derivative predicts ", predicted, "."))
