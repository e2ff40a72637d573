"""Copies of values, and values in pickles, however deep their graph is: nothing here is recursive.

`copy.copy(value)` is another value of the same parents: a gradient flows through it to the same leaves. The copy of a
leaf is a leaf of its own. `copy.deepcopy(value)` copies the whole graph; what was shared in one call is shared again.

In a pickle a leaf stands for itself; a computed value is its leaves and a flat list of what was computed from them,
with numbers, gradients and local derivatives bit for bit as they were recorded. So all that is pickled together,
``(loss, w5)`` or ``(network, loss)``, shares its leaves after loading too. Values between are shared inside the graph
of one output only: pickle several as one, ``total(*values)``, and take its parents after loading.

Operations are pickled by reference, as Python's functions are: a row of the table under its name in `autograd`, one of
your own if it stands under its name in the module where its local derivatives are written. As with all pickles, load
none that you do not trust, and keep graphs as JSON (`Graph.to_json`): a pickle is for programs of one version.

Examples
--------
>>> import copy, pickle
>>> from autograd import Value
>>> w = Value(2.0, "w")
>>> loss = w * w * 3.0
>>> (own_w, own_loss), (its_w, its_loss) = copy.deepcopy([w, loss]), pickle.loads(pickle.dumps([w, loss]))
>>> own_loss.backward()
>>> its_loss.backward()
>>> w.grad, own_w.grad, its_w.grad
(0.0, 12.0, 12.0)
"""

from __future__ import annotations

import copy
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any

from autograd.methods import Methods
from autograd.ops import Op
from autograd.value import UNREACHED, Value, grad_or_none, put_aside, topological_order

__all__: list[str] = []


# ------------------------------------------------------------------------------------------------ copies


def _copy(self: Value) -> Value:
    """Another value of the same parents."""
    twin = _twin(self, list(self.parents))
    if type(twin) is type(self):
        _add(twin, _added(self))
    return twin


def _deep_copy(self: Value, memo: dict[int, Any]) -> Any:
    """The whole graph again; `memo` holds what has been copied already, as `copy.deepcopy` wants it."""
    stack = [self]
    while stack:
        value = stack[-1]
        if id(value) in memo:
            stack.pop()
        elif waiting := [parent for parent in value.parents if id(parent) not in memo]:
            stack += waiting
        else:
            twin = memo[id(value)] = _twin(value, [memo[id(parent)] for parent in value.parents])
            if type(twin) is type(value) is not Value:
                _add(twin, copy.deepcopy(_added(value), memo))
    return memo[id(self)]


def _twin(value: Value, parents: list[Value]) -> Value:
    """The same with its own or other parents; what has a number of its own becomes a plain value."""
    twin = object.__new__(type(value) if value.follows else Value)
    twin._data, twin.grad, twin.name, twin.op = value._data, value.grad, value.name, value.op
    twin._first = twin._second = twin._d_first = twin._d_second = None
    if parents:
        _join(twin, parents, list(value.local_derivatives))
    return twin


def _added(value: Value) -> tuple[Mapping[str, Any], Mapping[str, Any]] | None:
    """The attributes and slots that a subclass adds, as `pickle` sets them; None if there are none."""
    state: Any = object.__getstate__(value)
    attributes, slots = state  # a pair, as there are slots
    more = {name: slots[name] for name in slots if name not in Value.__slots__}
    return (attributes or {}, more) if attributes or more else None


def _add(twin: Value, added: Sequence[Mapping[str, Any]] | None) -> None:
    for attributes in added or ():
        for name, attribute in attributes.items():
            setattr(twin, name, attribute)


# ----------------------------------------------------------------------------------------------- pickles


def _reduce(self: Value) -> tuple[Any, ...]:
    """What `pickle` makes of a value: a leaf, or a graph without recursion."""
    if self._first is None:
        return _leaf, (type(self), self.data, self.name, grad_or_none(self)), _added(self)
    places = _numbered(topological_order(self))
    leaves = tuple([value for value in places if value._first is None])
    return _graph, (leaves, *_described(list(places)[len(leaves) :], places))


def _described(computed: Sequence[Value], places: Mapping[Value, int]) -> tuple[Any, ...]:
    """Their rows, numbers and parents in columns, as `_graph` takes them."""
    rows = _numbered([value.op for value in computed])
    return (
        tuple(rows),
        _whole([rows[value.op] for value in computed]),
        _whole([len(value.parents) for value in computed]),
        _whole([places[parent] for value in computed for parent in value.parents]),
        _exact([local for value in computed for local in value.local_derivatives]),
        _exact([value.data for value in computed]),
        _exact([grad_or_none(value) for value in computed]),
        {places[value]: value.name for value in computed if value.name is not None},
    )


def _numbered(things: Iterable[Any]) -> dict[Any, int]:
    return {thing: place for place, thing in enumerate(dict.fromkeys(things))}


def _leaf(kind: type[Value], data: float, name: str | None, grad: float | None) -> Value:
    leaf = object.__new__(kind)
    Value.__init__(leaf, 0.0)
    leaf._data, leaf.name, leaf.grad = data, name, UNREACHED if grad is None else grad
    return leaf


def _graph(
    leaves: Iterable[Value],
    rows: Sequence[Op],
    places_of_rows: Iterable[int],
    counts: Iterable[int],
    parents: Iterable[int],
    local_derivatives: Iterable[float],
    data: Iterable[float],
    grads: Iterable[float | None],
    names: Mapping[int, str],
) -> Value:
    """The output of the graph that `_reduce` described."""
    values = list(leaves)
    operands, local = iter(parents), iter(local_derivatives)
    for row, count, number, grad in zip(places_of_rows, counts, data, grads, strict=True):
        value = Value(0.0)
        value._data, value.grad, value.op = number, UNREACHED if grad is None else grad, rows[row]
        _join(value, [values[place] for place in islice(operands, count)], list(islice(local, count)))
        values.append(value)
    for place, name in names.items():
        values[place].name = name
    return values[-1]


def _join(value: Value, operands: list[Value], local: list[float]) -> None:
    """Give a value its parents, in the places where they are recorded."""
    value._second = value._d_second = None
    if len(operands) == 1:
        (value._first,), (value._d_first,) = operands, local
    elif len(operands) == 2:
        (value._first, value._second), (value._d_first, value._d_second) = operands, local
    else:
        value._first, value._d_first = tuple(operands), tuple(local)
    if value.op is not None and value.op.chooses:
        put_aside(value)


def _whole(numbers: Sequence[int]) -> array[int]:
    """Whole numbers in as few bytes each as the largest needs."""
    largest = max(numbers)
    code = "B" if largest < 1 << 8 else "H" if largest < 1 << 16 else "I" if largest < 1 << 32 else "Q"
    return array(code, numbers)


def _exact(numbers: list[Any]) -> Sequence[Any]:
    """Floats in eight bytes each; anything else that stands among them, None or an int, stays what it is."""
    return array("d", numbers) if set(map(type, numbers)) == {float} else numbers


# -------------------------------------------------------------------------------------------- operations


def _reduce_row(self: Op) -> str | tuple[Any, ...]:
    """A reference to the row, by its name in a module; a bound row is that of the row and the numbers bound."""
    row = _by_reference(self)
    return (_bound, (row, dict(self.static))) if self.static else row.name


def _by_reference(op: Op) -> Op:
    """The row, unbound, with the module in which `pickle` finds it under its name."""
    rule = op.local_derivatives if callable(op.local_derivatives) else op.local_derivatives[0]
    written_in = getattr(rule, "__module__", None)
    for module in ("autograd", written_in):
        row = getattr(sys.modules.get(str(module)), op.name, None)
        if row is op or (op.static and isinstance(row, Op) and _is_bound_from(row, op)):
            vars(row)["__module__"] = module  # where pickle looks, as for a TypeVar
            return row
    raise TypeError(
        f"cannot pickle the operation {op.name}: it is not in the table, and not called {op.name} in the module "
        f"{written_in} where its local derivatives are written. Call it so there, or keep the graph as JSON, which "
        f"read_graph(text, operations=[{op.name}]) reads."
    )


def _is_bound_from(row: Op, op: Op) -> bool:
    names = [field.name for field in fields(Op) if field.name != "static"]
    return all(getattr(row, name) is getattr(op, name) for name in names)


def _bound(row: Op, static: Mapping[str, float]) -> Op:
    return row.bind(**static)


def _itself(self: Op, memo: object = None) -> Op:
    """A row never changes: it is its own copy."""
    return self


for _kind, _methods in (
    (Methods, {"__copy__": _copy, "__deepcopy__": _deep_copy, "__reduce__": _reduce}),
    (Op, {"__copy__": _itself, "__deepcopy__": _itself, "__reduce__": _reduce_row}),
):
    for _name, _method in _methods.items():
        setattr(_kind, _name, _method)
