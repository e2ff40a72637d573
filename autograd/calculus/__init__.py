"""Derivatives of any two nodes, to any order, as numbers or as Values that can be differentiated again."""

from autograd.graphs.steps import BackwardStep, backward_steps

__all__ = ["BackwardStep", "backward_steps"]
