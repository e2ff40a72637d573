"""Checks of derivatives: the engine's numbers against differences, for any function and for any row of the table."""

from autograd.calculus.checking.comparison import Comparison, Outcome
from autograd.calculus.checking.gradient_check import check_gradients
from autograd.calculus.checking.operation_check import check_operation
from autograd.calculus.checking.report import CheckReport

__all__ = ["CheckReport", "Comparison", "Outcome", "check_gradients", "check_operation"]
