"""All partials of one value by one walk back."""

from __future__ import annotations

from collections.abc import Mapping

from autograd import Value, backward_steps, topological_order

__all__ = ["partials_of"]


def partials_of(output: Value) -> Mapping[Value, float]:
    """Return ∂output/∂value for every value that feeds it, by one walk back; 0 for what no branch chose.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> partials_of(x * y + x)[x]
    4.0
    """
    unchosen = dict.fromkeys(topological_order(output), 0.0)
    return unchosen | {step.node: step.gradient for step in backward_steps(output)}
