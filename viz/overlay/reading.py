"""A forward pass as a picture of one of its values reads it: the partials of that value, the parts of the network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from autograd import Value
from autograd.calculus import backward_steps
from viz.like import ForwardLike
from viz.network.parts import Parts, parts_of
from viz.network.view import NetworkView, view_of
from viz.style import NumberFormat

__all__ = ["Reading"]


@dataclass(frozen=True)
class Reading:
    """A forward pass, read once for a picture of one of its values."""

    forward: ForwardLike
    output: Value
    numbers: NumberFormat

    @cached_property
    def partials(self) -> dict[Value, float]:
        """∂output/∂value for everything that feeds the output."""
        return {step.node: step.gradient for step in backward_steps(self.output)}

    @cached_property
    def network(self) -> NetworkView:
        """The network with these gradients."""
        return view_of(self.forward, self.partials.get)

    @cached_property
    def parts(self) -> Parts:
        """The parts of its picture."""
        return parts_of(self.forward)
