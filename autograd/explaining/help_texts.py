"""The help of an operation: ``help(sigmoid)`` shows its formula, derivative, domain, kinks and an example."""

from __future__ import annotations

from typing import Any

from autograd.languages.catalogue import TEXT
from autograd.languages.rows import forward_of
from autograd.languages.symbol import Symbol
from autograd.ops import TABLE, Op
from autograd.ops.domain import operand_names

__all__ = ["described"]


def described(op: Op) -> str:
    r"""Return what `help` shows of an operation, made from its row.

    Examples
    --------
    >>> from autograd import log
    >>> print(*described(log).splitlines()[:5], sep="\n")
    log(x): an operation on numbers and Values.
    <BLANKLINE>
        formula     log(x)
        derivative  ∂/∂x = 1 / x
        domain      x > 0
    """
    row = op.bind(**op.bindings[0]) if op.takes and not op.static and op.bindings else op
    names = operand_names(op, op.arity or len((op.samples or ((0.0, 0.0),))[0]))
    symbols = [Symbol(name, TEXT) for name in names]
    facts = [("formula", _formula(row, symbols)), *_derivatives(row, symbols, names)]
    facts += [("domain", op.domain or "every number")]
    facts += [("at kinks", op.convention)] if op.convention else []
    lines = [f"{op.name}({_operands(op, names)}): an operation on numbers and Values.", ""]
    lines += [f"    {what:11} {said}" for what, said in facts]
    lines += ["", *_example(op, row)]
    if TABLE.get(op.name) is op:
        lines += ["", f"As a method of a Value: {names[0]}.{op.name}({_operands(op, names[1:])})."]
    return "\n".join(lines)


def _operands(op: Op, names: list[str]) -> str:
    """The operands of a call, and after them the static arguments."""
    return ", ".join([*names, *(["…"] if op.arity is None else []), *(f"{name}=…" for name in op.takes)])


def _formula(op: Op, symbols: list[Symbol]) -> str:
    """How the operation is written and, where that is only its name, what it is in simpler ones."""
    written = repr(symbols[0].__operation__(op, tuple(symbols)))
    try:
        meant = repr(forward_of(op, tuple(symbols)))
    except TypeError:  # it compares its operands
        meant = written
    return written if meant == written else f"{written} = {meant}"


def _derivatives(op: Op, symbols: list[Symbol], names: list[str]) -> list[tuple[str, str]]:
    """The rules as a textbook writes them, in which `out` is the result."""
    out = Symbol("out", TEXT)
    rules = op.textbook_derivatives(out, *symbols)
    return [
        ("" if place else "derivative", f"∂/∂{name} = {out.of(rule)}")
        for place, (name, rule) in enumerate(zip(names, rules, strict=True))
    ]


def _example(op: Op, row: Op) -> list[str]:
    """A call at the row's first sample, and what it gives."""
    if not op.samples:
        return []
    static = [f"{name}={number!r}" for name, number in row.static.items()]
    return [f">>> {op.name}({', '.join([*map(repr, op.samples[0]), *static])})", repr(row(*op.samples[0]))]


class Doc:
    """The `__doc__` of a class and of its instances: that of an operation is made when it is asked for."""

    def __init__(self, of_class: str | None) -> None:
        self.of_class = of_class

    def __get__(self, op: Any, owner: type) -> str | None:
        """Return the text of the class, or of an operation."""
        return self.of_class if op is None else described(op)


setattr(Op, "__doc__", Doc(Op.__doc__))  # noqa: B010  # mypy knows it as text alone
