"""All partials of one value by one walk back."""

from __future__ import annotations

from collections.abc import Mapping

from autograd import Value, topological_order

__all__ = ["partials_of"]


def partials_of(output: Value) -> Mapping[Value, float]:
    """Return ∂output/∂value for every value that feeds it, by one walk back.

    Examples
    --------
    >>> x, y = Value(2.0, "x"), Value(3.0, "y")
    >>> partials_of(x * y + x)[x]
    4.0
    """
    partials = {output: 1.0}
    for value in reversed(topological_order(output)):
        for parent, local in zip(value.parents, value.local_derivatives, strict=True):
            partials[parent] = partials.get(parent, 0.0) + partials[value] * local
    return partials
