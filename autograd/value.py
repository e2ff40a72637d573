"""The value: a number that remembers how it was computed; the order of a graph, and the way back through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from autograd.methods import Methods
from autograd.number import as_number
from autograd.stale import refuse_changed
from autograd.text.advice import refuse_arguments_of_backward, refuse_what_has_no_graph, require_name

if TYPE_CHECKING:
    from autograd.ops import Op

__all__ = [
    "UNREACHED",
    "Value",
    "grad_or_none",
    "leaves_and_computed",
    "passing_edges",
    "put_aside",
    "topological_order",
]

UNREACHED = float("0")
"""The gradient of a value that nothing has reached: 0.0, known from any other 0.0 by its identity, at no cost."""

_ARRIVED = float("1")
"""The gradient of an output that has run backward: ∂output/∂output, known by its identity as well."""


class Value(Methods):
    """A scalar in a computation graph: it records its parents and the local derivatives by them.

    Parameters
    ----------
    data
        The number: int, float, NumPy scalar, or an array without dimensions.
    name
        What pictures and messages call it. Stored, never interpreted.

    Attributes
    ----------
    data : float
        The number. What is assigned to it becomes a float, or is refused as any other data.
    grad : float
        ∂output/∂self after ``output.backward()``; 0.0 until something has reached the value.
    op : Op or None
        The row of the table that computed it; None for a leaf.
    parents : tuple of Value
        The operands that produced it.
    local_derivatives : tuple of float
        ∂self/∂parent, one a parent. Where it does not exist: nan; infinite where it is infinite.

    Raises
    ------
    TypeError
        If `data` is not a real number.

    Examples
    --------
    >>> a, b = Value(2.0, name="a"), Value(-3.0, name="b")
    >>> c = a * b
    >>> c.parents == (a, b), c.local_derivatives
    (True, (-3.0, 2.0))
    >>> c.backward()
    >>> a.grad, b.grad
    (-3.0, 2.0)
    """

    # Up to two operands stand in slots; more are a tuple in _first. Two tuples a node take 1.9 times as long with the
    # garbage collector on, 1.6 times with it off: "W2 plain" of benchmarks/eager.py. What a `where` did not choose
    # stands in neither; all its operands and their local derivatives are a pair in _d_second.
    __slots__ = ("_d_first", "_d_second", "_data", "_first", "_second", "grad", "name", "op")

    follows: ClassVar[bool] = True
    """Whether the number is that of the row at the parents."""

    def __init__(
        self,
        data: Any,
        name: str | None = None,
        label: None = None,
        requires_grad: None = None,
        _children: None = None,
        _op: None = None,
    ) -> None:
        if label is not requires_grad or _children is not _op or (name is not None and name.__class__ is not str):
            require_name(data, name, label, requires_grad, _children)  # all but the name are None
        self._data: float = data if type(data) is float else as_number(data)
        self.grad: float = UNREACHED
        self.name = name
        self.op: Op | None = None
        self._first: Any = None
        self._second: Value | None = None
        self._d_first: Any = None
        self._d_second: Any = None

    @property
    def data(self) -> float:
        """The number; what is assigned becomes a float, or is refused."""
        return self._data

    @data.setter
    def data(self, data: Any) -> None:
        self._data = data if type(data) is float else as_number(data)

    @property
    def parents(self) -> tuple[Value, ...]:
        """The operands that produced this value, in order; ``x * x`` has x twice."""
        return _one_or_more(self._first, self._second) if type(self._d_second) is not tuple else self._d_second[0]

    @property
    def local_derivatives(self) -> tuple[float, ...]:
        """∂self/∂parent for each parent, as recorded when the value was computed."""
        return _one_or_more(self._d_first, self._d_second) if type(self._d_second) is not tuple else self._d_second[1]

    def named(self, name: str) -> Value:
        """Name the value and return it: ``net = (w * x + b).named("net")``."""
        self.name = name
        return self

    def backward(
        self, gradient: None = None, retain_graph: None = None, create_graph: None = None, inputs: None = None
    ) -> None:
        """Fill `grad` of every value that feeds this one: ∂self/∂value = Σ ∂self/∂child · ∂child/∂value.

        Leaves add to what they hold, all others start afresh. A gradient of 0 adds nothing, whatever stands behind it.

        Raises
        ------
        GraphError
            If it has run before, and a value has changed since: the graph would pass on what was true then.
        """
        computed, earlier = _prepared(self, gradient, retain_graph, create_graph, inputs)
        for value in reversed(computed):
            grad, first, second = value.grad, value._first, value._second
            if not grad:
                continue
            if second is not None:
                first.grad += value._d_first * grad
                second.grad += value._d_second * grad
            elif type(first) is tuple:
                for parent, local in zip(first, value._d_first):  # noqa: B905  # strict= costs 16 % of this loop
                    parent.grad += local * grad
            else:
                first.grad += value._d_first * grad
        for leaf, grad in earlier:
            leaf.grad += grad

    def zero_grad(self) -> None:
        """Set `grad` to 0."""
        self.grad = 0.0

    def __lt__(self, other: Any) -> bool:
        return self._data < _number(other)

    def __le__(self, other: Any) -> bool:
        return self._data <= _number(other)

    def __gt__(self, other: Any) -> bool:
        return self._data > _number(other)

    def __ge__(self, other: Any) -> bool:
        return self._data >= _number(other)

    def __repr__(self) -> str:
        name = "" if self.name is None else f", name={self.name!r}"
        grad = "" if self.grad is UNREACHED else f", grad={self.grad!r}"
        op = "" if self.op is None else f", op={self.op.name!r}"
        kind = type(self).__name__ if self.follows else "Value"
        return f"{kind}({self._data!r}{name}{grad}{op})"


def grad_or_none(value: Value) -> float | None:
    """Return the gradient of a value; None where nothing has reached it.

    Examples
    --------
    >>> x = Value(3.0)
    >>> x.grad, grad_or_none(x)
    (0.0, None)
    >>> (x * 0.0).backward()
    >>> x.grad, grad_or_none(x)
    (0.0, 0.0)
    """
    return None if value.grad is UNREACHED else value.grad


def topological_order(output: Value) -> list[Value]:
    """Return every value that feeds `output`, parents before children: first the leaves, at the end `output`.

    The same program gives the same order. Nothing is recursive: a chain of 1,000,000 values is an ordinary graph.

    Raises
    ------
    TypeError
        If `output` is not a Value.

    Examples
    --------
    >>> from autograd import Value
    >>> a, b = Value(2.0, "a"), Value(3.0, "b")
    >>> [value.name for value in topological_order(((a * b).named("c") + a).named("d"))]
    ['a', 'b', 'c', 'd']
    """
    if not hasattr(output, "_first"):
        refuse_what_has_no_graph(output)
    leaves: list[Value] = []
    computed: list[Value] = []
    seen: set[Value] = set()
    stack: list[Any] = [output]
    while stack:
        value = stack.pop()
        if value is None:  # the value below has all its parents in the order
            computed.append(stack.pop())
        elif value not in seen:
            seen.add(value)
            if parents := value.parents:
                stack += [value, None, *reversed(parents)]
            else:
                leaves.append(value)
    return leaves + computed


def leaves_and_computed(output: Value) -> tuple[list[Value], list[Value]]:
    """Return the two parts of the topological order that `backward` wants, without what only feeds unchosen branches.

    Values without parents, at which there is nothing to do, and all others after their parents. The same walk as in
    `topological_order`, on the slots themselves: 5.9 → 2.2 ms for W2 of benchmarks/eager.py.
    """
    leaves: list[Value] = []
    computed: list[Value] = []
    seen: set[Value] = set()
    stack: list[Any] = [output]
    push = stack.append
    while stack:
        value = stack.pop()
        if value is None:  # the value below has all its parents in the order
            computed.append(stack.pop())
        elif value not in seen:
            seen.add(value)
            first, second = value._first, value._second
            if first is None:
                leaves.append(value)
            elif second is not None:
                push(value)
                push(None)
                if second not in seen:  # asking twice, here and above, is faster than pushing what is there already
                    push(second)
                if first not in seen:
                    push(first)
            elif type(first) is not tuple:
                stack += (value, None, first)
            elif seen.issuperset(first):  # neurons share inputs: 4.1 → 2.0 ms for W2 of benchmarks/eager.py
                computed.append(value)
            else:
                push(value)
                push(None)
                stack += first[::-1]
    return leaves, computed


def _prepared(
    output: Value, gradient: None, retain_graph: None, create_graph: None, inputs: None
) -> tuple[list[Value], list[tuple[Value, float]]]:
    """Set all gradients to 0, that of the output to 1; return what was computed, and what leaves held before."""
    if gradient is not retain_graph or create_graph is not inputs:  # all are None
        refuse_arguments_of_backward(gradient, retain_graph=retain_graph, create_graph=create_graph, inputs=inputs)
    leaves, computed = leaves_and_computed(output)
    if output.grad is _ARRIVED:
        refuse_changed(computed)
    earlier = []
    for leaf in leaves:
        if leaf.grad:
            earlier.append((leaf, leaf.grad))
        leaf.grad = 0.0
    for value in computed:
        value.grad = 0.0
    output.grad = _ARRIVED
    return computed, earlier


def passing_edges(value: Value) -> Iterator[tuple[Value, float]]:
    """Yield the parents to which a value passes its gradient on, with the local derivatives.

    Those are all, but for a `where`, which passes nothing on to what it did not choose: 0 · ∞ would be nan.
    """
    second = value._second
    local = _one_or_more(value._d_first, None if second is None else value._d_second)
    yield from zip(_one_or_more(value._first, second), local, strict=True)


def put_aside(value: Value) -> None:
    """Leave to a `where` the edges to what it chose, and keep all of them for `parents` and `local_derivatives`."""
    every, local = value.parents, value.local_derivatives
    chosen = [place for place, slope in enumerate(local) if slope != 0.0]
    value._first, value._d_first = tuple([every[n] for n in chosen]), tuple([local[n] for n in chosen])
    value._second, value._d_second = None, (every, local)


def _one_or_more(first: Any, second: Any) -> tuple[Any, ...]:
    if second is not None:
        return (first, second)
    if first is None:
        return ()
    return first if type(first) is tuple else (first,)


def _number(other: Any) -> float:
    return other._data if isinstance(other, Value) else as_number(other)
