"""A scalar autograd engine: values that record how they were computed, and their gradients."""

from autograd.namesake import refuse_namesake as _refuse_namesake

_refuse_namesake()

from autograd import operators as _operators
from autograd.errors import AutogradError, DomainError, GraphError, ReadError, RenderError
from autograd.graph import Edge, Graph, Node, trace
from autograd.graph_reader import read_graph
from autograd.notation import Binding, Notation, formula_text
from autograd.ops import TABLE, Op, operation
from autograd.order import topological_order
from autograd.value import Value

# isort: split
# <rows>  (python -m autograd.stubs)
from autograd.ops.activations import (
    linear,
    relu,
    sigmoid,
    softplus,
    tanh,
)
from autograd.ops.arithmetic import (
    add,
    divide,
    multiply,
    negate,
    power,
    raised,
    subtract,
    total,
    weighted_sum,
)
from autograd.ops.elementary import (
    exp,
    log,
    log1p,
    sqrt,
)
from autograd.ops.piecewise import (
    absolute,
    at_least,
    at_most,
    maximum,
    minimum,
    positive,
    sign,
    step,
)
from autograd.ops.reductions import (
    log_softmax,
    logsumexp,
    softmax,
)

__all__ = [
    "TABLE",
    "AutogradError",
    "Binding",
    "DomainError",
    "Edge",
    "Graph",
    "GraphError",
    "Node",
    "Notation",
    "Op",
    "ReadError",
    "RenderError",
    "Value",
    "absolute",
    "add",
    "at_least",
    "at_most",
    "divide",
    "exp",
    "formula_text",
    "linear",
    "log",
    "log1p",
    "log_softmax",
    "logsumexp",
    "maximum",
    "minimum",
    "multiply",
    "negate",
    "operation",
    "positive",
    "power",
    "raised",
    "read_graph",
    "relu",
    "sigmoid",
    "sign",
    "softmax",
    "softplus",
    "sqrt",
    "step",
    "subtract",
    "tanh",
    "topological_order",
    "total",
    "trace",
    "weighted_sum",
]
# </rows>
