"""How gradients change parameters."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from nn.module import Parameter

__all__ = ["GradientDescent"]


class GradientDescent:
    """w ← w − η · ∂E/∂w for every parameter.

    Parameters
    ----------
    parameters
        What to change; one that nothing has reached (``grad is None``) stays as it is.
    learning_rate
        η, a positive number, dimensionless.

    Raises
    ------
    ValueError
        If the learning rate is not a positive finite number.

    Examples
    --------
    >>> w = Parameter(0.4, "w5")
    >>> w.grad = 0.082167041
    >>> GradientDescent([w], learning_rate=0.5).step()
    >>> round(w.data, 8)
    0.35891648

    References
    ----------
    Notes b: W5_new = W5 − lr · ∂total/∂W5. Lecture 9: W_new = W_old − η · ∂E/∂W.
    """

    def __init__(self, parameters: Iterable[Parameter], learning_rate: float) -> None:
        if not (isfinite(learning_rate) and learning_rate > 0):
            raise ValueError(f"the learning rate is {learning_rate}; it must be a positive finite number such as 0.5.")
        self.parameters = list(parameters)
        self.learning_rate = learning_rate

    def step(self) -> None:
        """Change every parameter once."""
        for parameter in self.parameters:
            if parameter.grad is not None:
                parameter.data -= self.learning_rate * parameter.grad

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.parameters:
            parameter.grad = 0.0
