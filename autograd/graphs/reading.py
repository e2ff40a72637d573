"""A graph from its JSON text, with every mistake in it reported by its place."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Any, NoReturn

from autograd.errors import DomainError, ReadError
from autograd.graphs.snapshot import SCHEMA, Graph, graph_of
from autograd.ops import TABLE, Op
from autograd.text.names import nearest, printable, shorten
from autograd.value import Value, topological_order

__all__ = ["read_graph"]

LONGEST, MOST_NODES, MOST_PARENTS, MOST_EDGES = 50_000_000, 100_000, 2_000, 1_000_000
"""Characters of a text, nodes of a graph, parents of a node and of all nodes."""

CLOSE = 1e-6
"""By how much, relatively, a computed number may differ from the file's: other machines have other last digits."""

_NOT_FINITE = {"inf": math.inf, "-inf": -math.inf, "nan": math.nan}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A node as the file has it."""

    id: int
    op: str | None
    static: Mapping[str, float]
    parents: list[int]
    name: str | None
    data: float


def read_graph(text: str, operations: Iterable[Op] = ()) -> Graph:
    """Return the graph of a JSON text, with its local derivatives computed anew.

    Parameters
    ----------
    text
        What `Graph.to_json` wrote: ``{"schema": "chainrule.graph/1", "nodes": [{id, op, static, parents, name, data},
        …], "outputs": [id, …]}``. Nodes may stand in any order; what is not finite is "inf", "-inf" or "nan". Nodes
        that feed no output are left out.
    operations
        Operations of your own that the graph may use.

    Raises
    ------
    ReadError
        That says where: for another schema, an unknown operation, a cycle, a missing node, a wrong number of parents,
        what is not a number, a number that does not follow from the parents, and what is too large.

    Examples
    --------
    >>> from autograd import trace
    >>> a = Value(3.0, "a")
    >>> graph = trace((a * a).named("b"))
    >>> read_graph(graph.to_json()) == graph
    True
    >>> read_graph(graph.to_json().replace("multiply", "multipy"))
    Traceback (most recent call last):
    autograd.errors.ReadError: node 1 (b): no operation is named 'multipy'; did you mean multiply?
    """
    _refuse_more("the graph", len(text), LONGEST, "characters")
    table = {**TABLE, **{op.name: op for op in operations}}
    entries, outputs = _document(_loaded(text))
    values: dict[int, Value] = {}
    for entry in _in_order(entries):
        values[entry.id] = _value(entry, [values[parent] for parent in entry.parents], table)
    ends = [values[output] for output in outputs]
    used = {value for end in ends for value in topological_order(end)}
    return graph_of([value for value in values.values() if value in used], ends)


def _refuse_more(what: str, count: int, most: int, parts: str) -> None:
    if count > most:
        raise ReadError(f"{what} is too large: {count} {parts}; at most {most} are read.")


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
    except ReadError:  # a constant was refused
        raise
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; lists inside lists
        raise ReadError(f"not a graph: {shorten(str(error), 100)}.") from error


def _refuse_constant(word: str) -> NoReturn:
    raise ReadError(f'{word} is not JSON: write it as text, "inf", "-inf" or "nan".')


def _document(document: Any) -> tuple[dict[int, _Entry], list[int]]:
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        raise ReadError(f"not a graph: its schema is {_shown(schema)}, not {SCHEMA!r}.")
    nodes, outputs = document.get("nodes"), document.get("outputs")
    if not isinstance(nodes, list) or not isinstance(outputs, list) or not outputs:
        raise ReadError("a graph needs a list of nodes and a list of one or more outputs.")
    _refuse_more("the graph", len(nodes), MOST_NODES, "nodes")
    entries: dict[int, _Entry] = {}
    for place, node in enumerate(nodes):
        entry = _entry(place, node)
        if entry.id in entries:
            raise ReadError(f"two nodes have the id {entry.id}; give each its own.")
        entries[entry.id] = entry
    _refuse_more("the graph", sum(len(entry.parents) for entry in entries.values()), MOST_EDGES, "parents in all")
    for output in outputs:
        if not _is_id(output) or output not in entries:
            raise ReadError(f"the output {_shown(output)} is not the id of a node.")
    return entries, list(dict.fromkeys(outputs))


def _entry(place: int, node: Any) -> _Entry:
    """Check the kinds of everything in a node."""
    if not isinstance(node, dict) or not _is_id(node.get("id")):
        raise ReadError(f"node number {place + 1} of the list has no id; an id is a whole number.")
    name, op, parents, static = node.get("name"), node.get("op"), node.get("parents", []), node.get("static", {})
    where = _where(node["id"], name)
    for key in sorted(node.keys() - {"id", "op", "static", "parents", "name", "data"})[:1]:
        raise ReadError(
            f"{where}: nothing is known about {_shown(key)}; a node has id, op, static, parents, name, data."
        )
    if not (name is None or isinstance(name, str)) or not (op is None or isinstance(op, str)):
        raise ReadError(f"{where}: name and op are texts or null.")
    if not isinstance(parents, list) or not all(map(_is_id, parents)):
        raise ReadError(f"{where}: its parents are not a list of ids.")
    _refuse_more(where, len(parents), MOST_PARENTS, "parents")
    if not isinstance(static, dict):
        raise ReadError(f"{where}: static is not an object of names and numbers.")
    if op is None and (parents or static):
        raise ReadError(f"{where}: it has parents or static arguments, but no op that uses them.")
    numbers = {key: _number(f"{where}: static argument {_shown(key)}", number) for key, number in static.items()}
    return _Entry(node["id"], op, numbers, parents, name, _number(f"{where}: data", node.get("data")))


def _number(what: str, entry: Any) -> float:
    if isinstance(entry, str) and entry in _NOT_FINITE:
        return _NOT_FINITE[entry]
    if isinstance(entry, bool) or not isinstance(entry, int | float):
        raise ReadError(f"{what} is {_shown(entry)}, which is not a number.")
    try:
        number = float(entry)
    except OverflowError:
        number = math.inf
    if math.isinf(number):
        raise ReadError(f'{what} is too large for a float; infinity is "inf".')
    return number


def _in_order(entries: dict[int, _Entry]) -> list[_Entry]:
    """Each node after its parents: in the order of the file where that is one."""
    seen: set[int] = set()
    is_in_order = True
    for entry in entries.values():
        for parent in entry.parents:
            if parent not in entries:
                raise ReadError(f"{_where(entry.id, entry.name)}: its parent {parent} is missing.")
            is_in_order &= parent in seen
        seen.add(entry.id)
    if is_in_order:
        return list(entries.values())
    try:
        order = TopologicalSorter({entry.id: entry.parents for entry in entries.values()}).static_order()
        return [entries[key] for key in order]
    except CycleError as error:
        circle = " feeds ".join(map(str, error.args[1]))
        raise ReadError(f"the graph has a cycle: {shorten(circle, 200)}.") from error


def _value(entry: _Entry, parents: list[Value], table: Mapping[str, Op]) -> Value:
    where = _where(entry.id, entry.name)
    if entry.op is None:
        return Value(entry.data, entry.name)
    if entry.op not in table:
        raise ReadError(f"{where}: no operation is named {_shown(entry.op)}; {nearest(entry.op, table)}")
    if not parents:
        raise ReadError(f"{where}: {entry.op} has no parents.")
    try:
        op = table[entry.op]
        bound = op.bind(**entry.static) if entry.static or op.takes else op  # a file says all that a call may leave out
        value: Value = bound(*parents)
    except (DomainError, TypeError, IndexError) as error:
        raise ReadError(f"{where}: {error}") from error
    if not _agree(value.data, entry.data, max(abs(parent.data) for parent in parents)):
        raise ReadError(f"{where}: its data is {entry.data!r}, but {entry.op} of its parents is {value.data!r}.")
    return value if entry.name is None else value.named(entry.name)


def _agree(ours: float, theirs: float, largest: float) -> bool:
    if ours == theirs or (ours != ours and theirs != theirs):
        return True
    return math.isclose(ours, theirs, rel_tol=CLOSE, abs_tol=CLOSE**2 * min(largest, 1e300))


def _is_id(entry: Any) -> bool:
    return isinstance(entry, int) and not isinstance(entry, bool)


def _where(key: int, name: Any) -> str:
    return f"node {shorten(str(key), 30)}" + (f" ({shorten(printable(name), 40)})" if name is not None else "")


def _shown(entry: Any) -> str:
    return shorten(repr(entry), 60)
