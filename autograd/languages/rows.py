"""Rows of the table as text in a language: the forward, and the functions that it calls."""

from __future__ import annotations

from collections.abc import Container, Mapping

from autograd.languages.language import Code, Dialect
from autograd.languages.shared_lines import Lined, Lines
from autograd.languages.symbol import Call, Symbol, merged, written_out
from autograd.ops import Op
from autograd.text.names import letters, letters_without

__all__ = ["definitions", "forward_of", "operands_of"]


def operands_of(op: Op, dialect: Dialect, count: int | None = None) -> tuple[Symbol, ...]:
    """Return operands x, y, z, … as text, as many as the row takes."""
    return tuple(Symbol(dialect.named(letter), dialect) for letter in letters(op.arity or count or 3))


def forward_of(op: Op, operands: tuple[Symbol, ...]) -> Symbol:
    """Return what a row computes, in simpler rows where it is made of them.

    A TypeError says that the row compares its operands, and has no spelling for the language.
    """
    dialect = operands[0].dialect
    spelled = op.shown.spelled.get(dialect.name)
    if isinstance(dialect, Code) and spelled and not dialect.path(op):
        return Symbol(spelled, dialect)
    if op.shown.definition is not None and not (isinstance(dialect, Code) and not dialect.exact):
        return operands[0].of(op.shown.definition(*operands, **op.static))
    written = written_out(op, operands)
    if written is None:
        written = operands[0].__operation__(op, operands)
        if isinstance(dialect, Code) and not (dialect.path(op) or dialect.guards(op)):
            raise TypeError(
                f"{op.name} cannot be written in {dialect.name}: its forward is not made of + − * /, numbers and "
                f"operations; give the row spelled={{{dialect.name!r}: 'an expression in x, y, z'}}."
            )
    return written


def definitions(calls: Mapping[str, Call], dialect: Code) -> dict[str, str]:
    """Return the definition of each function by its name, each after those that it calls.

    A ValueError says that two rows have one name, however deep the second one is called.
    """
    known, written = dict(calls), dict[str, str]()

    def define(name: str) -> None:
        if name not in written:
            text, needed = _definition(name, known[name], dialect)
            known.update(merged([known, needed]))
            for call in needed:
                define(call)
            written[name] = text

    for name in calls:
        define(name)
    return written


def _definition(name: str, call: Call, dialect: Code) -> tuple[str, dict[str, Call]]:
    """The text of one function, and what it calls."""
    parameters = [operand.text for operand in operands_of(call.op, dialect, call.count)]
    if dialect.guards(call.op):
        return dialect.define_guarded(call.op, name, parameters), {}
    tried, _ = _on_lines(call, dialect)
    lines, body = _on_lines(call, dialect, tried.used_again())
    above = [(local, formula.text) for local, formula in lines.above(body)]
    return dialect.define(name, parameters, above, body.text), lines.calls(body)


def _on_lines(call: Call, dialect: Code, shared: Container[int] = frozenset()) -> tuple[Lines, Symbol]:
    """What a row computes, and the lines above it; no name of a row begins with a _."""
    lines = Lines(dialect, (f"_{letter}" for letter in letters_without(())), dialect.longest, shared)
    return lines, forward_of(
        call.op, tuple(Lined(operand, lines) for operand in operands_of(call.op, dialect, call.count))
    )
