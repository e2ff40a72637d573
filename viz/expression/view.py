"""The view of an expression, plain data that a picture shows: every operation, or only the values that have names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from autograd import Binding, Op, Value, formula_text, topological_order
from autograd.graphs.folding import fold
from autograd.graphs.named import Named
from autograd.value import grad_or_none
from viz.expression.neurons import Cluster, clusters_of
from viz.like import NeuronLike

__all__ = ["ExpressionView", "ValueEdge", "ValueNode", "folded_view", "unfolded_view"]


@dataclass(frozen=True, slots=True)
class ValueNode:
    """A value of an expression: its name, or the formula of an unnamed one, empty for a constant.

    The symbol is that of the operation that computed it, empty for a leaf; where everything unnamed is folded, the
    formula says it in its place.
    """

    name: str
    symbol: str
    formula: str
    value: float
    grad: float | None
    is_leaf: bool = False
    is_output: bool = False

    @property
    def has_numbers(self) -> bool:
        """Whether value and gradient stand under its name: a constant is nothing but its number."""
        return bool(self.name) or not self.is_leaf

    @property
    def fill(self) -> str:
        """The role of its box's colour."""
        return "error_fill" if self.is_output else "input_fill" if self.is_leaf else "pill_fill"


@dataclass(frozen=True, slots=True)
class ValueEdge:
    """An edge from a node to one computed from it, by their places, with the local derivative between them."""

    parent: int
    child: int
    local_derivative: float


@dataclass(frozen=True, slots=True)
class ExpressionView:
    """Everything that a picture of an expression shows; each node stands after those it is computed from."""

    nodes: tuple[ValueNode, ...]
    edges: tuple[ValueEdge, ...]
    clusters: tuple[Cluster, ...]

    @property
    def output(self) -> ValueNode:
        """Where differentiation starts."""
        return next(node for node in self.nodes if node.is_output)


def folded_view(output: Value, neurons: Iterable[NeuronLike] = ()) -> ExpressionView:
    """Return the values that have names, each with its formula; local derivatives lead from name to name.

    Examples
    --------
    >>> x = Value(3.0, "x")
    >>> view = folded_view((x * x + 1).named("y"))
    >>> [(node.name, node.formula) for node in view.nodes], view.edges[0].local_derivative
    ([('x', ''), ('y', 'x · x + 1')], 6.0)
    """
    vertices = fold(output)
    places = {vertex.value: place for place, vertex in enumerate(vertices)}
    labels = {vertex.value: vertex.label for vertex in vertices if vertex.label}
    nodes = [
        replace(
            _node(vertex.value, output, labels),
            name=vertex.label or "output",
            symbol="",
            formula=formula_text(vertex.value, labels=labels) if vertex.value.parents else "",
        )
        for vertex in vertices
    ]
    edges = [
        ValueEdge(places[parent], places[vertex.value], partial)
        for vertex in vertices
        for parent, partial in vertex.partials
    ]
    clusters = clusters_of(output, neurons, {value: (place,) for value, place in places.items() if value.parents})
    return ExpressionView(tuple(nodes), tuple(edges), clusters)


def unfolded_view(output: Value, neurons: Iterable[NeuronLike] = ()) -> ExpressionView:
    """Return every value; an operation on any number of operands is unfolded by its expansion.

    Examples
    --------
    >>> from autograd import weighted_sum
    >>> net = weighted_sum(Value(0.5, "w"), Value(0.1, "x"), Value(1.0, "b")).named("net")
    >>> [(node.name, node.symbol) for node in unfolded_view(net).nodes]
    [('w', ''), ('x', ''), ('b', ''), ('w · x', '×'), ('net', 'Σ')]
    """
    graph = Named(output)
    view = _Unfolding(output, graph.labels)
    for value in graph.order:
        view.add(value)
    return ExpressionView(tuple(view.nodes), tuple(view.edges), clusters_of(output, neurons, view.inside))


class _Unfolding:
    """Collects nodes and edges, value by value, and which of them belong to each value."""

    def __init__(self, output: Value, labels: Mapping[Value, str]) -> None:
        self.output = output
        self.labels = labels
        self.nodes: list[ValueNode] = []
        self.edges: list[ValueEdge] = []
        self.places: dict[Value, int] = {}
        self.inside: dict[Value, list[int]] = {}

    def add(self, value: Value) -> None:
        first = len(self.nodes)
        last, stand_ins = _expanded(value, self.labels)
        for stand_in, parent in stand_ins.items():
            self.places[stand_in] = self.places[parent]
        for part in topological_order(last):
            if part is not last and part not in self.places:
                node = _node(part, self.output, self.labels)
                self.put(part, replace(node, grad=None if grad_or_none(value) is None else value.grad * part.grad))
        self.put(last, replace(_node(value, self.output, self.labels), symbol=_symbol(last.op)))
        self.places[value] = len(self.nodes) - 1
        self.inside[value] = list(range(first, len(self.nodes)))

    def put(self, value: Value, node: ValueNode) -> None:
        self.places[value] = place = len(self.nodes)
        self.nodes.append(node)
        for parent, local in zip(value.parents, value.local_derivatives, strict=True):
            self.edges.append(ValueEdge(self.places[parent], place, local))


def _expanded(value: Value, labels: Mapping[Value, str]) -> tuple[Value, dict[Value, Value]]:
    """The value in simpler operations, on stand-ins for its parents; with the parent of each stand-in."""
    op = value.op
    if op is not None and op.shown.expansion is not None:
        stand_ins = {parent: Value(parent.data, _as_factor(parent, labels)) for parent in value.parents}
        last: Value = op.shown.expansion(*[stand_ins[parent] for parent in value.parents], **op.static)
        if last.parents:  # it is more than a bias
            last.backward()
            return last, {stand_in: parent for parent, stand_in in stand_ins.items()}
    return value, {parent: parent for parent in value.parents}


def _as_factor(value: Value, labels: Mapping[Value, str]) -> str | None:
    """The name, or the formula of an unnamed value as it stands in a product; a constant is written as a number."""
    if value in labels or value.op is None:
        return labels.get(value)
    text = formula_text(value, labels=labels)
    return text if value.op.shown.notation.binding >= Binding.PREFIX else f"({text})"


def _node(value: Value, output: Value, labels: Mapping[Value, str]) -> ValueNode:
    """A value with its name, or the formula of an unnamed one; a constant has none."""
    return ValueNode(
        name=labels.get(value) or (formula_text(value, labels=labels) if value.parents else ""),
        symbol=_symbol(value.op),
        formula="",
        value=value.data,
        grad=grad_or_none(value),
        is_leaf=not value.parents,
        is_output=value is output,
    )


def _symbol(op: Op | None) -> str:
    """What stands for the operation: its symbol; with static arguments as it is written, a dot for the operand."""
    if op is None:
        return ""
    if not op.static:
        return op.shown.notation.symbol
    text = op.shown.notation.write([("·", Binding.ATOM)] * max(1, op.arity or 0), **op.static)
    return text.removeprefix("·") if op.arity else text.partition("(")[0]
