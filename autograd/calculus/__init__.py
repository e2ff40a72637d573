"""Derivatives of any two nodes, to any order, as numbers or as Values that can be differentiated again."""

from autograd.calculus.functional import grad, value_and_grad
from autograd.calculus.matrices import hessian, hvp, jacobian, jvp, vjp
from autograd.calculus.replaying import replay
from autograd.calculus.reverse import BackwardStep, backward_steps, gradients, partial

__all__ = [
    "BackwardStep",
    "backward_steps",
    "grad",
    "gradients",
    "hessian",
    "hvp",
    "jacobian",
    "jvp",
    "partial",
    "replay",
    "value_and_grad",
    "vjp",
]
