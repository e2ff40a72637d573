"""A graph as text to keep: a plain Python function, SymPy, LaTeX. Named values have lines of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from itertools import count

from autograd.dialect import Code, Dialect
from autograd.dialects import LATEX, PYTHON, SYMPY
from autograd.emission import definitions, forward_of
from autograd.naming import letters_without, numbered
from autograd.notation import Binding
from autograd.ops import Op
from autograd.order import topological_order
from autograd.symbol import Symbol, merged
from autograd.value import Value

__all__ = ["latex_source", "python_source", "sympy_source"]

LONGEST = 100
"""Characters of an unnamed value's formula; a longer one has a line of its own."""


def python_source(output: Value, name: str = "f") -> str:
    """Return a Python function of the named leaves, with their numbers as defaults, that computes `output`.

    It needs nothing but `math`. Where an operation is not defined, Python's own error is raised.

    Parameters
    ----------
    output
        The value that was computed last.
    name
        What the function is called.

    Raises
    ------
    ValueError
        If `name` cannot name a function.

    Examples
    --------
    >>> w, x, b = Value(0.5, "w"), Value(2.0, "x"), Value(-0.4, "b")
    >>> out = (w * x + b).named("net").tanh().named("out")
    >>> print(python_source(out), end="")
    import math
    <BLANKLINE>
    <BLANKLINE>
    def f(w=0.5, x=2.0, b=-0.4):
        net = w * x + b
        out = math.tanh(net)
        return out
    """
    if PYTHON.named(name) != name:
        raise ValueError(f"{name!r} cannot name a function; write for example name={PYTHON.named(name)!r}.")
    graph = _Lines(output, PYTHON, {name})
    parameters = ", ".join(f"{leaf}={PYTHON.number(value.data).text}" for value, leaf in graph.leaves.items())
    lines = [f"def {name}({parameters}):", *(f"    {left} = {right}" for left, right in graph.lines)]
    parts = [PYTHON.header, *graph.functions, "\n".join([*lines, f"    return {graph.last}"]) + "\n"]
    return PYTHON.between.join(parts)


def sympy_source(output: Value) -> str:
    """Return Python text that builds the same formula with SymPy; ``given`` holds the numbers of the leaves.

    Examples
    --------
    >>> w, x = Value(0.5, "w"), Value(2.0, "x")
    >>> print(sympy_source((w * x).tanh().named("out")), end="")
    import sympy
    <BLANKLINE>
    w, x = sympy.symbols("w x", real=True)
    given = {w: 0.5, x: 2}
    out = sympy.tanh(w * x)
    """
    graph = _Lines(output, SYMPY)
    names = list(graph.leaves.values())
    numbers = ", ".join(f"{leaf}: {SYMPY.number(value.data).text}" for value, leaf in graph.leaves.items())
    comma = "," if len(names) == 1 else ""
    leaves = [f'{", ".join(names)}{comma} = sympy.symbols("{" ".join(names)}{comma}", real=True)'] if names else []
    lines = [*leaves, f"given = {{{numbers}}}", *(f"{left} = {right}" for left, right in graph.lines)]
    if not graph.lines:
        lines.append(f"out = {graph.last}")
    return "\n".join([SYMPY.header, *(f"{function}\n" for function in graph.functions), *lines]) + "\n"


def latex_source(output: Value) -> str:
    r"""Return the formulas of all named values in LaTeX, one below the other.

    Examples
    --------
    >>> w5, h1 = Value(0.5, "w5"), Value(2.0, "out_h1")
    >>> print(latex_source((w5 * h1).tanh().named("out_o1")), end="")
    \begin{aligned}
    \mathrm{out}_{o1} &= \tanh\left(w_{5} \cdot \mathrm{out}_{h1}\right)
    \end{aligned}
    """
    graph = _Lines(output, LATEX)
    lines = " \\\\\n".join(f"{left} &= {right}" for left, right in graph.lines) or f"&{graph.last}"
    return f"\\begin{{aligned}}\n{lines}\n\\end{{aligned}}\n"


class _Lines:
    """The lines of a graph in one language, and the functions that they call."""

    def __init__(self, output: Value, dialect: Dialect, taken: Set[str] = frozenset()) -> None:
        order = topological_order(output)
        self.dialect = dialect
        self.output = output
        self.functions: list[str] = []
        self.feeds = Counter(parent for value in order for parent in value.parents)
        taken = {*taken, *self._define(order)}
        self.names = dict(_names(order, dialect, taken))
        taken = {*taken, *self.names.values()}
        self.letters = (name for name in map(dialect.named, letters_without(taken)) if name not in taken)
        self.leaves = {value: name for value, name in self.names.items() if value.op is None}
        self.lines: list[tuple[str, str]] = []
        self.written: dict[Value, Symbol] = {}
        for value in order:
            self.written[value] = self._write(value, value.op)
        self.last = self.written[output].text

    def _define(self, order: list[Value]) -> Set[str]:
        """Write the functions that the rows call, and return their names."""
        if not isinstance(self.dialect, Code):
            return frozenset()
        rows = {(value.op, len(value.parents)) for value in order if value.op is not None}
        symbols = [_applied(op, [Symbol("x", self.dialect)] * size) for op, size in sorted(rows, key=_by_name)]
        functions = definitions(merged(symbol.calls for symbol in symbols), self.dialect)
        self.functions += functions.values()
        return functions.keys()

    def _write(self, value: Value, op: Op | None) -> Symbol:
        if op is None:
            known = self.leaves.get(value)
            return Symbol(known, self.dialect) if known else Symbol("", self.dialect).of(value.data)
        symbol = _applied(op, [self.written[parent] for parent in value.parents])
        if len(value.parents) == 1 and self._twice(value.parents[0], symbol):
            self.written[value.parents[0]] = self._line(next(self.letters), self.written[value.parents[0]])
            symbol = _applied(op, [self.written[value.parents[0]]])
        if value in self.names:
            return self._line(self.names[value], symbol)
        if self.feeds[value] > 1 or len(symbol.text) > LONGEST:
            return self._line(next(self.letters), symbol)
        return symbol

    def _twice(self, parent: Value, symbol: Symbol) -> bool:
        """Whether x · x, written for a square, would compute its operand twice."""
        operand = self.written[parent].text
        return parent.op is not None and not operand.isidentifier() and symbol.text.count(operand) > 1

    def _line(self, name: str, symbol: Symbol) -> Symbol:
        self.lines.append((name, symbol.text))
        return Symbol(name, self.dialect)


def _applied(op: Op, operands: list[Symbol]) -> Symbol:
    """A row on operands: in code, what is written with signs is written out and not called."""
    if isinstance(operands[0].dialect, Code) and op.notation.binding < Binding.ATOM:
        return forward_of(op, tuple(operands))
    return operands[0].__operation__(op, tuple(operands))


def _names(order: list[Value], dialect: Dialect, taken: Set[str]) -> Iterator[tuple[Value, str]]:
    """Each named value with a name of its own in the language."""
    given = set(taken)
    again = _numbered if isinstance(dialect, Code) else "'".__mul__
    for value, label in zip(order, numbered([value.name for value in order]), strict=True):
        if label is not None:
            name = dialect.named(label)
            ways = (name + again(place) for place in count())
            free = next(way for way in ways if way not in given)
            given.add(free)
            yield value, free


def _numbered(place: int) -> str:
    return f"_{place + 1}" if place else ""


def _by_name(row: tuple[Op, int]) -> tuple[str, int, tuple[float, ...]]:
    op, size = row
    return op.name, size, tuple(op.static.values())
