"""A walkthrough as a document."""

from __future__ import annotations

from autograd.derivation.wording import Wording
from autograd.text.document import Document, Paragraph
from autograd.text.names import printable
from autograd.text.saying import document_of
from nn.worked.adaptation import adaptation_blocks
from nn.worked.errors import error_blocks
from nn.worked.forward_pass import forward_blocks
from nn.worked.records import SumForm, Walkthrough
from nn.worked.second_pass import second_blocks

__all__: list[str] = []


@document_of.register
def _told(walk: Walkthrough, decimals: int = 4, form: SumForm = SumForm.TERMS) -> Document:
    """Tell a walkthrough.

    Examples
    --------
    >>> from nn import documents
    >>> from nn.worked import walkthrough
    >>> document = document_of(walkthrough(documents.lecture_neuron()))
    >>> print(document.blocks[7])
    s = w1 · x1 + w2 · x2 + b
      = 0.5 · 0.1 + 0.2 · 0.3 + 1.83 = 0.05 + 0.06 + 1.83 = 1.94
    """
    example = walk.example
    words = Wording(walk.passes[0].labels, decimals)
    rate = words.number(example.learning_rate)
    source = Paragraph((f"{printable(example.source)}. The learning rate η is ", rate, "."))
    blocks = (
        *forward_blocks(walk, words, form),
        *error_blocks(walk, words),
        *adaptation_blocks(walk, words),
        *second_blocks(walk, words),
    )
    return Document(f"{printable(example.title)}, step by step", (source, *blocks))
