"""Optimizers: how gradients change parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import isfinite, sqrt
from typing import Any, ClassVar, Self

from autograd.value import grad_or_none
from nn.module import Module, Parameter

__all__ = ["Adam", "GradientDescent", "Momentum", "Optimizer", "OptimizerMaker"]


class Optimizer:
    """Parameters, a learning rate, and what is remembered of each parameter from one step to the next.

    A kind of optimizer names what it remembers and says in `change` how far one step goes.

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
    """

    remembers: ClassVar[tuple[str, ...]] = ()
    """What is kept of each parameter; every quantity starts at 0."""

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Refuse a whole model, and the names of other libraries, before anything is missing."""
        if given and isinstance(given[0], Module):
            raise TypeError(
                f"{cls.__name__} was given {given[0]!r}, a {type(given[0]).__name__}; give what it shall change and "
                f"how far: {cls.__name__}(model.parameters(), learning_rate=0.01)."
            )
        if "lr" in named:
            raise TypeError(f"{cls.__name__} takes learning_rate=, not lr=: write learning_rate={named['lr']!r}.")
        return super().__new__(cls)

    def __init__(self, parameters: Iterable[Parameter], learning_rate: float) -> None:
        if not (isfinite(learning_rate) and learning_rate > 0):
            raise ValueError(f"the learning rate is {learning_rate}; it must be a positive finite number such as 0.5.")
        self.parameters = list(parameters)
        self.learning_rate = learning_rate
        self._memory = [dict.fromkeys(self.remembers, 0.0) for _ in self.parameters]

    def change(self, gradient: float, memory: dict[str, float]) -> float:
        """Return how much a parameter goes down in this step, and bring its memory up to date."""
        raise NotImplementedError

    def step(self) -> None:
        """Change every parameter once."""
        for parameter, memory in zip(self.parameters, self._memory, strict=True):
            if grad_or_none(parameter) is not None:
                parameter.data -= self.change(parameter.grad, memory)

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0."""
        for parameter in self.parameters:
            parameter.grad = 0.0

    def settings(self) -> dict[str, float]:
        """Return the numbers that it was made with."""
        return {"learning_rate": self.learning_rate}

    def state(self) -> dict[str, float]:
        """Return all that is remembered, by quantity and parameter: ``{"velocity/w5": −0.04}``.

        Raises
        ------
        ValueError
            If a parameter has no name, or two have the same.
        """
        return {key: memory[quantity] for key, (memory, quantity) in self._places().items()}

    def restore(self, state: Mapping[str, float]) -> None:
        """Take over what `state` returned; a state of other parameters or of another kind changes nothing.

        Raises
        ------
        ValueError
            If the names are not just those of this optimizer's own state.
        """
        places = self._places()
        if places.keys() != state.keys():
            odd = sorted(places.keys() ^ state.keys())
            raise ValueError(f"the state is of another optimizer or of other parameters; they differ in {odd[0]!r}.")
        for key, (memory, quantity) in places.items():
            memory[quantity] = float(state[key])

    def _places(self) -> dict[str, tuple[dict[str, float], str]]:
        if not self.remembers:
            return {}
        names = [parameter.name for parameter in self.parameters]
        if None in names or len(set(names)) < len(names):
            raise ValueError("the state of an optimizer goes by names: give each parameter a name of its own.")
        return {
            f"{quantity}/{name}": (memory, quantity)
            for name, memory in zip(names, self._memory, strict=True)
            for quantity in self.remembers
        }

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={number!r}" for name, number in self.settings().items())
        return f"<{type(self).__name__} {settings}>"


OptimizerMaker = Callable[[list[Parameter], float], Optimizer]
"""A kind of optimizer, or a function of (parameters, learning_rate): ``partial(Momentum, momentum=0.5)``."""


class GradientDescent(Optimizer):
    """w ← w − η · ∂E/∂w for every parameter.

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

    def change(self, gradient: float, memory: dict[str, float]) -> float:
        return self.learning_rate * gradient


class Momentum(Optimizer):
    """v ← μ · v + ∂E/∂w, w ← w − η · v: steps that go on in the direction of the last ones.

    Parameters
    ----------
    parameters, learning_rate
        As in every `Optimizer`.
    momentum
        μ, from 0 (gradient descent) to less than 1.

    Raises
    ------
    ValueError
        If the learning rate or the momentum is outside its range.

    Examples
    --------
    >>> w = Parameter(1.0, "w")
    >>> optimizer = Momentum([w], learning_rate=0.1, momentum=0.5)
    >>> for _ in range(2):
    ...     w.grad = 1.0
    ...     optimizer.step()
    >>> round(w.data, 12), optimizer.state()  # 1 − 0.1 · 1 − 0.1 · 1.5
    (0.75, {'velocity/w': 1.5})

    References
    ----------
    B. Polyak, Some methods of speeding up the convergence of iteration methods (1964).
    """

    remembers = ("velocity",)

    def __init__(self, parameters: Iterable[Parameter], learning_rate: float, *, momentum: float = 0.9) -> None:
        super().__init__(parameters, learning_rate)
        self.momentum = _below_one("momentum", momentum)

    def settings(self) -> dict[str, float]:
        return {**super().settings(), "momentum": self.momentum}

    def change(self, gradient: float, memory: dict[str, float]) -> float:
        memory["velocity"] = self.momentum * memory["velocity"] + gradient
        return self.learning_rate * memory["velocity"]


class Adam(Optimizer):
    """m ← β₁m + (1 − β₁)g, s ← β₂s + (1 − β₂)g², w ← w − η · m̂ / (√ŝ + ε), with m̂ = m/(1 − β₁ᵗ), ŝ = s/(1 − β₂ᵗ).

    The step of a parameter is about η, whatever the size of its gradient.

    Parameters
    ----------
    parameters, learning_rate
        As in every `Optimizer`; about 0.01.
    beta1, beta2
        How long the means of g and of g² last, from 0 to less than 1.
    epsilon
        Added to the divisor, positive.

    Raises
    ------
    ValueError
        If a number is outside its range.

    Examples
    --------
    >>> w = Parameter(1.0, "w")
    >>> w.grad = 1000.0
    >>> Adam([w], learning_rate=0.01).step()
    >>> round(w.data, 9)
    0.99

    References
    ----------
    D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization (2015), algorithm 1.
    """

    remembers = ("steps", "mean", "square")

    def __init__(
        self,
        parameters: Iterable[Parameter],
        learning_rate: float,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        super().__init__(parameters, learning_rate)
        self.beta1, self.beta2 = _below_one("beta1", beta1), _below_one("beta2", beta2)
        if not (isfinite(epsilon) and epsilon > 0):
            raise ValueError(f"epsilon is {epsilon}; it must be a positive finite number such as 1e-8.")
        self.epsilon = epsilon

    def settings(self) -> dict[str, float]:
        return {**super().settings(), "beta1": self.beta1, "beta2": self.beta2, "epsilon": self.epsilon}

    def change(self, gradient: float, memory: dict[str, float]) -> float:
        memory["steps"] += 1.0
        memory["mean"] = self.beta1 * memory["mean"] + (1.0 - self.beta1) * gradient
        memory["square"] = self.beta2 * memory["square"] + (1.0 - self.beta2) * gradient * gradient
        steps = int(memory["steps"])
        mean = memory["mean"] / (1.0 - self.beta1**steps)
        square = memory["square"] / (1.0 - self.beta2**steps)
        return self.learning_rate * mean / (sqrt(square) + self.epsilon)


def _below_one(name: str, number: float) -> float:
    if not 0 <= number < 1:
        raise ValueError(f"{name} is {number}; it must be at least 0 and less than 1.")
    return number
