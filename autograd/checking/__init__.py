"""Checks of derivatives: the engine's numbers against differences, for any function and for any row of the table."""

from autograd.checking.comparison import Comparison, Outcome
from autograd.checking.gradient_check import check_gradients
from autograd.checking.operation_check import check_operation
from autograd.checking.report import CheckReport

__all__ = ["CheckReport", "Comparison", "Outcome", "check_gradients", "check_operation"]
