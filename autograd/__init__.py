"""A scalar autograd engine: values that record how they were computed, and their gradients."""

from autograd.namesake import refuse_namesake as _refuse_namesake

_refuse_namesake()

__version__ = "0.1.0"

from autograd import copying as _copying
from autograd import habits as _habits
from autograd import operators as _operators
from autograd.algebra import simplifying as _simplifying
from autograd.calculus.either import hessian, hvp, jacobian, jvp, vjp
from autograd.calculus.functional import grad, value_and_grad
from autograd.calculus.replaying import replay
from autograd.calculus.reverse import gradients
from autograd.checking import CheckReport, Comparison, Outcome, check_gradients, check_operation
from autograd.derivation.deriving import derive, derive_each
from autograd.derivation.steps import Derivation, Detail, Step
from autograd.derivation.writing import Direction, Manner, document_of_all
from autograd.errors import AutogradError, DomainError, GraphError, OpaqueError, ReadError, RenderError
from autograd.explaining import help_texts as _help_texts
from autograd.explaining.crossings import Crossing, OneSided
from autograd.explaining.factors import Factor
from autograd.explaining.kink import Kink, kinks
from autograd.explaining.nonfinite import NonFinite, Origin, explain_nonfinite
from autograd.explaining.units import Unit
from autograd.explaining.vanishing import SmallGradient, explain_small
from autograd.explaining.wiggling import Change, Ripple, wiggle
from autograd.formulas.reading import parse, variables
from autograd.graphs.export import latex_source, python_source, sympy_source
from autograd.graphs.reading import read_graph
from autograd.graphs.records import Edge, Node, Path
from autograd.graphs.snapshot import Graph, trace
from autograd.graphs.steps import BackwardStep, backward_steps, partial
from autograd.ops import TABLE, Op, operation
from autograd.ops.float_functions import opaque
from autograd.ops.notation import Binding, Notation, formula_text
from autograd.text.saying import document_of
from autograd.unrecorded import no_grad
from autograd.value import Value, topological_order

# <rows>  (python -m autograd.stubs)
# isort: off
# fmt: off
from autograd.ops.activations import (
    elu, gelu, gelu_tanh, hard_sigmoid, hard_tanh, leaky_relu, linear, log_sigmoid, logit, relu, selu, sigmoid,
    sigmoid_slope, silu, softplus, softsign, tanh,
)
from autograd.ops.arithmetic import (
    add, divide, multiply, negate, subtract, total, weighted_sum,
)
from autograd.ops.elementary import (
    cbrt, erf, erfc, exp, exp2, expm1, log, log1p, log2, log10, lower_power, one_minus_square, passed, power, power_log,
    raised, reciprocal, sqrt, square,
)
from autograd.ops.exponentials import (
    log_softmax, logaddexp, logsumexp, softmax, softmax_rest,
)
from autograd.ops.piecewise import (
    absolute, at_least, at_most, ceil, clamp, floor, floor_divide, maximum, minimum, positive, remainder, sign, step,
    stop_gradient, where,
)
from autograd.ops.reductions import (
    direction, dot, hypot, mean, norm, over_length, product,
)
from autograd.ops.trigonometry import (
    acos, acosh, asin, asinh, atan, atan2, atanh, cos, cosh, sin, sinh, tan,
)

__all__ = [
    "TABLE", "AutogradError", "BackwardStep", "Binding", "Change", "CheckReport", "Comparison", "Crossing",
    "Derivation", "Detail", "Direction", "DomainError", "Edge", "Factor", "Graph", "GraphError", "Kink", "Manner",
    "Node", "NonFinite", "Notation", "OneSided", "Op", "OpaqueError", "Origin", "Outcome", "Path", "ReadError",
    "RenderError", "Ripple", "SmallGradient", "Step", "Unit", "Value", "absolute", "acos", "acosh", "add", "asin",
    "asinh", "at_least", "at_most", "atan", "atan2", "atanh", "backward_steps", "cbrt", "ceil", "check_gradients",
    "check_operation", "clamp", "cos", "cosh", "derive", "derive_each", "direction", "divide", "document_of",
    "document_of_all", "dot", "elu", "erf", "erfc", "exp", "exp2", "explain_nonfinite", "explain_small", "expm1",
    "floor", "floor_divide", "formula_text", "gelu", "gelu_tanh", "grad", "gradients", "hard_sigmoid", "hard_tanh",
    "hessian", "hvp", "hypot", "jacobian", "jvp", "kinks", "latex_source", "leaky_relu", "linear", "log", "log1p",
    "log2", "log10", "log_sigmoid", "log_softmax", "logaddexp", "logit", "logsumexp", "lower_power", "maximum", "mean",
    "minimum", "multiply", "negate", "no_grad", "norm", "one_minus_square", "opaque", "operation", "over_length",
    "parse", "partial", "passed", "positive", "power", "power_log", "product", "python_source", "raised", "read_graph",
    "reciprocal", "relu", "remainder", "replay", "selu", "sigmoid", "sigmoid_slope", "sign", "silu", "sin", "sinh",
    "softmax", "softmax_rest", "softplus", "softsign", "sqrt", "square", "step", "stop_gradient", "subtract",
    "sympy_source", "tan", "tanh", "topological_order", "total", "trace", "value_and_grad", "variables", "vjp",
    "weighted_sum", "where", "wiggle",
]
# fmt: on
# isort: on
# </rows>
