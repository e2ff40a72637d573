"""What a picture of an expression shows, as plain data: every operation, or only the values that have names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from autograd import Binding, GraphError, Op, Value, formula_text, topological_order
from autograd.folding import fold
from viz.network_view import NeuronLike

__all__ = [
    "Cluster",
    "ExpressionView",
    "NamedNeuron",
    "ValueEdge",
    "ValueNode",
    "folded_view",
    "neurons_by_name",
    "unfolded_view",
]


@dataclass(frozen=True, slots=True)
class ValueNode:
    """A value of an expression.

    Attributes
    ----------
    name : str
        Its name, or the formula of an unnamed one; empty for a constant.
    symbol : str
        The operation that computed it; empty for a leaf, and where everything unnamed is folded.
    formula : str
        Where everything unnamed is folded, how it is computed; otherwise empty.
    value : float
    grad : float or None
    is_leaf, is_output : bool
    """

    name: str
    symbol: str
    formula: str
    value: float
    grad: float | None
    is_leaf: bool = False
    is_output: bool = False


@dataclass(frozen=True, slots=True)
class ValueEdge:
    """From a node to one computed from it, by their places, with the local derivative between them."""

    parent: int
    child: int
    local_derivative: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """The nodes, by place, that belong to the net or to the out of a neuron."""

    kind: str
    neuron: str
    members: tuple[int, ...]


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
    letters = {vertex.value: vertex.label for vertex in vertices if vertex.value.name is None}
    nodes = [
        replace(
            _node(vertex.value, output),
            name=vertex.label,
            symbol="",
            formula=formula_text(vertex.value, letters=letters) if vertex.value.parents else "",
        )
        for vertex in vertices
    ]
    edges = [
        ValueEdge(places[parent], places[vertex.value], partial)
        for vertex in vertices
        for parent, partial in vertex.partials
    ]
    clusters = _clusters(output, neurons, {value: (place,) for value, place in places.items() if value.parents})
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
    view = _Unfolding(output)
    for value in topological_order(output):
        view.add(value)
    return ExpressionView(tuple(view.nodes), tuple(view.edges), _clusters(output, neurons, view.inside))


class _Unfolding:
    """Collects nodes and edges, value by value, and which of them belong to each value."""

    def __init__(self, output: Value) -> None:
        self.output = output
        self.nodes: list[ValueNode] = []
        self.edges: list[ValueEdge] = []
        self.places: dict[Value, int] = {}
        self.inside: dict[Value, list[int]] = {}

    def add(self, value: Value) -> None:
        first = len(self.nodes)
        last, stand_ins = _expanded(value)
        for stand_in, parent in stand_ins.items():
            self.places[stand_in] = self.places[parent]
        for part in topological_order(last):
            if part is not last and part not in self.places:
                node = _node(part, self.output)
                self.put(part, replace(node, grad=None if value.grad is None else value.grad * (part.grad or 0.0)))
        self.put(last, replace(_node(value, self.output), symbol=_symbol(last.op)))
        self.places[value] = len(self.nodes) - 1
        self.inside[value] = list(range(first, len(self.nodes)))

    def put(self, value: Value, node: ValueNode) -> None:
        self.places[value] = place = len(self.nodes)
        self.nodes.append(node)
        for parent, local in zip(value.parents, value.local_derivatives, strict=True):
            self.edges.append(ValueEdge(self.places[parent], place, local))


def _expanded(value: Value) -> tuple[Value, dict[Value, Value]]:
    """The value in simpler operations, on stand-ins for its parents; with the parent of each stand-in."""
    op = value.op
    if op is None or op.expansion is None:
        return value, {parent: parent for parent in value.parents}
    stand_ins = {parent: Value(parent.data, _as_factor(parent)) for parent in value.parents}
    last: Value = op.expansion(*[stand_ins[parent] for parent in value.parents], **op.static)
    if not last.parents:  # nothing but a bias
        return value, {parent: parent for parent in value.parents}
    last.backward()
    return last, {stand_in: parent for parent, stand_in in stand_ins.items()}


def _as_factor(value: Value) -> str | None:
    """The name, or the formula of an unnamed value as it stands in a product; a constant is written as a number."""
    if value.name is not None or value.op is None:
        return value.name
    text = formula_text(value)
    return text if value.op.notation.binding >= Binding.PREFIX else f"({text})"


def _node(value: Value, output: Value) -> ValueNode:
    return ValueNode(
        name=_name(value),
        symbol=_symbol(value.op),
        formula="",
        value=value.data,
        grad=value.grad,
        is_leaf=not value.parents,
        is_output=value is output,
    )


def _name(value: Value) -> str:
    """The name, or the formula of an unnamed value; a constant has none."""
    if value.name is not None:
        return value.name
    return formula_text(value) if value.parents else ""


def _symbol(op: Op | None) -> str:
    """What stands for the operation: its symbol, with its static arguments as it is written with them."""
    if op is None:
        return ""
    if not op.static:
        return op.notation.symbol
    text = op.notation.write([("x", Binding.ATOM)] * (op.arity or 1), **op.static)
    return text if op.arity else text.partition("(")[0]


class NamedNeuron(NamedTuple):
    """A pair of values that names make a neuron."""

    name: str
    net: Value
    out: Value


def neurons_by_name(output: Value, net: str = "net_{}", out: str = "out_{}") -> list[NamedNeuron]:
    """Return the neurons among the values that feed `output`, found by their names.

    Parameters
    ----------
    output
        Where differentiation starts.
    net, out
        How the two values of a neuron are named, with ``{}`` for the neuron's own name.

    Raises
    ------
    ValueError
        If a pattern has no ``{}``.

    Examples
    --------
    >>> from autograd.formula import parse
    >>> error = parse("net_a = w*x + b; out_a = sigmoid(net_a); (t - out_a)^2", {"w": 1, "x": 2, "b": 3, "t": 4})
    >>> [(neuron.name, neuron.net.data) for neuron in neurons_by_name(error)]
    [('a', 5.0)]
    """
    found: dict[str, dict[str, list[Value]]] = {net: {}, out: {}}
    for pattern, by_name in found.items():
        before, braces, after = pattern.partition("{}")
        if not braces:
            raise ValueError(f"{pattern!r} does not say where the neuron's name stands; write for example 'net_{{}}'.")
        for value in topological_order(output):
            name = value.name or ""
            if value.parents and name.startswith(before) and name.endswith(after) and len(name) > len(before + after):
                by_name.setdefault(name[len(before) : len(name) - len(after)], []).append(value)
    return [
        NamedNeuron(name, *pair)
        for name, nets in found[net].items()
        for pair in zip(nets, found[out].get(name, ()), strict=False)  # several samples: in their order
    ]


def _clusters(
    output: Value, neurons: Iterable[NeuronLike], inside: Mapping[Value, Sequence[int]]
) -> tuple[Cluster, ...]:
    """For each neuron its net and its out, each with what is unnamed in its formula; the net with its own bias."""
    children: dict[Value, list[Value]] = {}
    for value in topological_order(output):
        for parent in value.parents:
            children.setdefault(parent, []).append(value)
    taken: set[int] = set()
    clusters = []
    for neuron in neurons:
        for kind, value in (("net", neuron.net), ("out", neuron.out)):
            if value not in inside:
                raise GraphError(f"{kind} of neuron {neuron.name!r} does not feed the output; take it out of neurons.")
            members = [place for part in _own(value, children) for place in inside.get(part, ())]
            free = tuple(place for place in members if place not in taken)
            taken.update(free)
            if free:
                clusters.append(Cluster(kind, neuron.name, free))
    return tuple(clusters)


def _own(value: Value, children: Mapping[Value, list[Value]]) -> list[Value]:
    """A value with the unnamed ones, numbers and bias that feed nothing else."""
    own, stack = {value: None}, [value]
    while stack:
        child = stack.pop()
        for parent in child.parents:
            is_bias = not parent.parents and parent is child.parents[-1] and _is_sum(child.op)
            if (parent.name is None or is_bias) and own.keys() >= set(children[parent]):
                stack += [] if parent in own else [parent]
                own[parent] = None
    return list(own)


def _is_sum(op: Op | None) -> bool:
    return op is not None and op.notation.binding is Binding.SUM
