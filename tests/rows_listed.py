"""Every row of the table in one language: ``python tests/rows_listed.py latex``."""

import sys
from typing import NamedTuple

from autograd import TABLE
from autograd.languages.catalogue import DIALECTS, Code
from autograd.languages.rows import definitions, forward_of, operands_of
from autograd.languages.symbol import Symbol, merged


class RowText(NamedTuple):
    """A row on its operands in one language, what it computes from them, ∂out/∂operand, and what these texts call."""

    written: str
    forward: str
    local_derivatives: tuple[str, ...]
    calls: dict


def row_text(op, dialect, count=None):
    """A row in one language: for code the stable rules, for text and LaTeX those of a textbook."""
    operands = operands_of(op, dialect, count)
    out = Symbol(dialect.named("out"), dialect)
    forward = forward_of(op, operands)
    rules = op.derivatives if isinstance(dialect, Code) else op.textbook_derivatives
    local = [out.of(rule) for rule in rules(out, *operands)]
    calls = merged(symbol.calls for symbol in (forward, *local))
    written = out.__operation__(op, operands).text
    return RowText(written, forward.text, tuple(symbol.text for symbol in local), calls)


def library(calls, dialect):
    """The definitions of functions, each after those that it calls."""
    return dialect.between.join(definitions(calls, dialect).values())


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
