"""Every row of the table in one language: ``python tests/rows_listed.py latex``."""

import sys

from autograd import TABLE
from autograd.languages.catalogue import DIALECTS, Code
from autograd.languages.rows import library, row_text
from autograd.languages.symbol import merged


def bound_rows():
    """Each row with its first static arguments, and how many operands its first sample has."""
    for op in TABLE.values():
        yield op.bind(**op.bindings[0]) if op.takes else op, len(op.samples[0])


def listed(dialect):
    """A text with a row a paragraph: how it is written, what it computes, its local derivatives."""
    texts = [(op, row_text(op, dialect, count)) for op, count in bound_rows()]
    lines = [
        "\n    ".join([f"{op.name}: {text.written}", f"= {text.forward}", *text.local_derivatives])
        for op, text in texts
    ]
    if isinstance(dialect, Code):
        lines.append(library(merged(text.calls for _, text in texts), dialect))
    return "\n".join(lines)


if __name__ == "__main__":
    print(listed(DIALECTS[sys.argv[1]]))
