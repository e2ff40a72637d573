"""Derivatives of any two nodes, to any order, as numbers or as Values that can be differentiated again."""

from autograd.calculus.checking import CheckReport, Comparison, Outcome, check_gradients, check_operation
from autograd.calculus.crossings import Crossing, OneSided
from autograd.calculus.evaluate import replay
from autograd.calculus.factors import Factor
from autograd.calculus.functional import grad, value_and_grad
from autograd.calculus.kink import Kink, kinks
from autograd.calculus.matrices import hessian, hvp, jacobian, jvp, vjp
from autograd.calculus.nonfinite import NonFinite, Origin, explain_nonfinite
from autograd.calculus.reverse import BackwardStep, backward_steps, gradients, partial
from autograd.calculus.ripple import Change, Ripple, wiggle
from autograd.calculus.units import Unit
from autograd.calculus.vanishing import SmallGradient, explain_small

__all__ = [
    "BackwardStep",
    "Change",
    "CheckReport",
    "Comparison",
    "Crossing",
    "Factor",
    "Kink",
    "NonFinite",
    "OneSided",
    "Origin",
    "Outcome",
    "Ripple",
    "SmallGradient",
    "Unit",
    "backward_steps",
    "check_gradients",
    "check_operation",
    "explain_nonfinite",
    "explain_small",
    "grad",
    "gradients",
    "hessian",
    "hvp",
    "jacobian",
    "jvp",
    "kinks",
    "partial",
    "replay",
    "value_and_grad",
    "vjp",
    "wiggle",
]
