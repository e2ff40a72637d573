"""Results of an example or an expression, and the values in it that words on the command line name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograd import Value
from autograd.graphs.named import Named
from autograd.text.document import Document, Paragraph
from autograd.text.names import printable, shorten
from chainrule.sources import BadInputError, Expression, Subject, complaints, sample_note, sample_place, subject_from
from nn import Forward
from verify.claims.targets import Names, Target, read_target

__all__ = ["Computed", "computed_from", "split_words"]


def split_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what names a value or a partial, and the pairs ``name=number``.

    Examples
    --------
    >>> split_words(["w5", "i1=0.3", "dE/dw1"])
    (['w5', 'dE/dw1'], ['i1=0.3'])
    """
    return [word for word in words if "=" not in word], [word for word in words if "=" in word]


def computed_from(source: str, pairs: Sequence[str], sample: int | None = None) -> Computed:
    """Return what a source gives when it is run forward, with other numbers where pairs give them."""
    subject = subject_from(source, pairs)
    place = sample_place(subject, sample)
    if isinstance(subject, Expression):
        return Computed(subject, subject.output)
    with complaints():
        forward = subject.run(place)
    output = forward.layers[-1][0].out if forward.total is None else forward.total
    return Computed(subject, output, forward, sample_note(subject, place))


@dataclass(frozen=True)
class Computed:
    """A subject after a forward pass, that of a network; the note says which of several samples it is.

    The output is the total error, the out of a gate, or the last value of an expression.
    """

    subject: Subject
    output: Value
    forward: Forward | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """Its name in messages."""
        return "the expression" if isinstance(self.subject, Expression) else self.subject.name

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Every named value that feeds the output; names that occur again are numbered."""
        return Named(self.output)

    def target(self, text: str) -> Target:
        """Return what a word asks for: a value ``w5``, or a partial ``dE/dw5``."""
        if text in self.values:
            return Target(text)
        names = [*self.values, *(value.name or "" for value in self.values.values())]
        is_e_free = self.output.name is not None and "E" not in names
        with complaints():
            target = read_target(text, Names(frozenset(names), {"E": self.output.name or ""} if is_e_free else {}))
        if target.is_expression:
            raise BadInputError(f"{shorten(printable(text), 40)!r} names no value; write one, as w5, or dE/dw5.")
        if target.is_mean:
            raise BadInputError(f"{printable(text)!r} is a mean over all samples; ask for {str(target)[5:]}.")
        if target.updated or target.steps:
            raise BadInputError(f"{printable(text)!r} is a number after an update; ask for {target.of}, or train.")
        return target

    def value(self, name: str) -> Value:
        """Return the value of a name."""
        with complaints():
            return self.values[name]

    def noted(self, document: Document) -> Document:
        """Return a document that says first which sample it is about, and which definitions are left out."""
        left_out = self.subject.note if isinstance(self.subject, Expression) else ""
        notes = [Paragraph((said,)) for said in (f"For {self.note}." if self.note else "", left_out) if said]
        return Document(document.title, (*notes, *document.blocks))
