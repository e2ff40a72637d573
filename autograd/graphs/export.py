"""A graph as text to keep: a plain Python function, SymPy, LaTeX. Named values have lines of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import count

from autograd.graphs.named import Named
from autograd.languages.catalogue import LATEX, PYTHON, SYMPY
from autograd.languages.language import Code, Dialect
from autograd.languages.rows import definitions, forward_of
from autograd.languages.shared_lines import Lined, Lines
from autograd.languages.symbol import Call, Symbol, merged
from autograd.ops import Op
from autograd.ops.notation import Binding
from autograd.stale import refuse_changed
from autograd.text.names import letters_without
from autograd.value import Value, topological_order

__all__ = ["latex_source", "python_source", "sympy_source"]


def python_source(output: Value, name: str = "f") -> str:
    """Return a Python function of the named leaves, with their numbers as defaults, that computes `output`.

    It needs nothing but `math`. What is too large for a float is infinite; where an operation is not defined, Python's
    own error is raised.

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
    GraphError
        If a leaf has changed since the graph was recorded: the function would not return the recorded number.

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
    refuse_changed(topological_order(output))
    graph = _Formulas(output, replace(PYTHON, reserved=PYTHON.reserved | {name}))
    parameters = ", ".join(f"{leaf}={PYTHON.number(value.data).text}" for value, leaf in graph.leaves.items())
    lines = [f"def {name}({parameters}):", *(f"    {left} = {right}" for left, right in graph.above())]
    parts = [PYTHON.header, *graph.functions.values(), "\n".join([*lines, f"    return {graph.last}"]) + "\n"]
    return PYTHON.between.join(parts)


def sympy_source(output: Value) -> str:
    """Return Python text that builds the same formula with SymPy; ``given`` holds the numbers of the leaves.

    An output without a name is called ``out``.

    Raises
    ------
    GraphError
        If a leaf has changed since the graph was recorded.

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
    refuse_changed(topological_order(output))
    graph = _Formulas(output, SYMPY)
    names = list(graph.leaves.values())
    numbers = ", ".join(f"{leaf}: {SYMPY.number(value.data).text}" for value, leaf in graph.leaves.items())
    made = 'Symbol("{}", real=True)' if len(names) == 1 else 'symbols("{}", real=True)'
    leaves = [f"{', '.join(names)} = sympy.{made.format(' '.join(names))}"] if names else []
    lines = [*leaves, f"given = {{{numbers}}}", *(f"{left} = {right}" for left, right in graph.above())]
    if not graph.ends_with_a_line:
        lines.append(f"{_free('out', SYMPY, graph.taken)} = {graph.last}")
    return "\n".join([SYMPY.header, *(f"{function}\n" for function in graph.functions.values()), *lines]) + "\n"


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
    graph = _Formulas(output, LATEX)
    lines = [f"{left} &= {right}" for left, right in graph.above()]
    if not graph.ends_with_a_line:
        lines.append(f"&{graph.last}")
    text = " \\\\\n".join(lines)
    return f"\\begin{{aligned}}\n{text}\n\\end{{aligned}}\n"


class _Formulas:
    """The formulas of a graph in one language, and the functions that they call."""

    def __init__(self, output: Value, dialect: Dialect) -> None:
        graph = Named(output)
        self.dialect = dialect
        self.output = output
        self.functions = _functions(graph.order, dialect)
        self.feeds = Counter(parent for value in graph.order for parent in value.parents)
        self.names = dict(_names(graph, dialect, self.functions.keys()))
        self.taken = {*self.functions, *self.names.values()}
        letters = (name for name in map(dialect.named, letters_without(self.taken)) if name not in self.taken)
        self.lines = Lines(dialect, letters, 10 * dialect.longest)  # a sum is one operation, and one line where it can
        self.leaves = {value: name for value, name in self.names.items() if value.op is None}
        self.written: dict[Value, Lined] = {}
        for value in graph.order:
            self.written[value] = self._write(value, value.op)
        self.last = self.written[output].text
        self.ends_with_a_line = output in self.names and output.op is not None

    def above(self) -> list[tuple[str, str]]:
        """Return each line as what stands left and right of its sign."""
        return [(name, formula.text) for name, formula in self.lines.above(self.written[self.output])]

    def _write(self, value: Value, op: Op | None) -> Lined:
        if op is None:
            known = self.leaves.get(value)
            number = Symbol("", self.dialect).of(value.data)
            return self.lines.symbol(known) if known else Lined(number, self.lines)
        symbol = _applied(op, [self.written[parent] for parent in value.parents])
        if len(value.parents) == 1 and self._twice(value.parents[0], symbol):
            self.written[value.parents[0]] = self._lettered(self.written[value.parents[0]])
            symbol = _applied(op, [self.written[value.parents[0]]])
        if value in self.names:
            return self.lines.add(self.names[value], symbol)
        is_long = len(symbol.text) > self.dialect.longest and value is not self.output
        return self._lettered(symbol) if is_long or self.feeds[value] > 1 else Lined(symbol, self.lines)

    def _twice(self, parent: Value, symbol: Symbol) -> bool:
        """Whether x · x, written for a square, would compute its operand twice."""
        operand = self.written[parent].text
        return parent.op is not None and not operand.isidentifier() and symbol.text.count(operand) > 1

    def _lettered(self, symbol: Symbol) -> Lined:
        return self.lines.add(next(self.lines.names), symbol)


def _functions(order: list[Value], dialect: Dialect) -> dict[str, str]:
    """The definitions of the functions that the rows call, by their names."""
    if not isinstance(dialect, Code):
        return {}
    rows = {(value.op, len(value.parents)) for value in order if value.op is not None}
    return definitions(merged(_calls(op, size, dialect) for op, size in sorted(rows, key=_by_name)), dialect)


def _calls(op: Op, size: int, dialect: Dialect) -> dict[str, Call]:
    lines = Lines(dialect, letters_without("x"), dialect.longest)
    return lines.calls(_applied(op, [lines.symbol("x")] * size))


def _applied(op: Op, operands: list[Symbol]) -> Symbol:
    """A row on operands: in code, what is written with signs is written out and not called."""
    dialect = operands[0].dialect
    is_signs = op.shown.notation.binding < Binding.ATOM and dialect.name not in op.shown.spelled
    if isinstance(dialect, Code) and is_signs:
        return forward_of(op, tuple(operands))
    return operands[0].__operation__(op, tuple(operands))


def _names(graph: Named, dialect: Dialect, taken: Set[str]) -> Iterator[tuple[Value, str]]:
    """Each named value with a name of its own in the language."""
    used = set(taken)
    for value, label in graph.labels.items():
        name = _free(label, dialect, used)
        used.add(name)
        yield value, name


def _free(label: str, dialect: Dialect, taken: Set[str]) -> str:
    """A name in the language that nothing else has."""
    name = dialect.named(label)
    again = _numbered if isinstance(dialect, Code) else _primed
    return next(way for way in (again(name, place) for place in count()) if way not in taken)


def _numbered(name: str, place: int) -> str:
    return f"{name}_{place + 1}" if place else name


def _primed(name: str, place: int) -> str:
    """The name with primes, which are superscripts and cannot follow another one."""
    return (f"{{{name}}}" if place and "^" in name else name) + "'" * place


def _by_name(row: tuple[Op, int]) -> tuple[str, int, tuple[float, ...]]:
    op, size = row
    return op.name, size, tuple(op.static.values())
