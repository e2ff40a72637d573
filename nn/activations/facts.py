"""Facts of each activation function: those that a lecture gives, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType

from autograd import Op, linear, relu, sigmoid, sign, softmax, softplus, step, tanh
from autograd.explaining.units import NEARLY_FLAT

__all__ = ["ACTIVATIONS", "ActivationFacts", "activation_facts"]


@dataclass(frozen=True, slots=True)
class ActivationFacts:
    """One activation function as a student meets it.

    Attributes
    ----------
    row : Op
        The operation; for softmax that of the first output.
    title : str
        What it is called.
    formula, derivative : str
        out, and ∂out/∂x by x or out, in the grammar of formulas. "1 if x > 0, else 0" separates cases; softmax,
        which has several inputs, writes x_k for its own one.
    range : str
        Which outputs are possible.
    low, high : float
        The bounds of the outputs.
    largest_slope : float
        The bound of ∂out/∂x; softplus comes near it without reaching it.
    limitation, source : str
        One sentence, and where it stands.
    others : tuple of float
        What the other inputs are held at where a function of one input is asked for.

    Examples
    --------
    >>> facts = ACTIVATIONS["sigmoid"]
    >>> facts.derivative, facts.range, facts.is_zero_centred
    ('out · (1 − out)', 'between 0 and 1', False)

    References
    ----------
    Lecture 9, "Activation Function types".
    """

    row: Op
    title: str
    formula: str
    derivative: str
    range: str
    low: float
    high: float
    largest_slope: float
    limitation: str
    source: str
    others: tuple[float, ...] = ()

    @property
    def name(self) -> str:
        """The row's name, ``"sigmoid"``."""
        return self.row.name

    @property
    def out(self) -> str:
        """What stands left of the formula's equals sign: out, and out_k where it is one of several."""
        return "out_k" if self.others else "out"

    @property
    def is_smooth(self) -> bool:
        """Whether it has a derivative at every point."""
        return self.row.kinks is None

    @property
    def is_zero_centred(self) -> bool:
        """Whether the outputs lie evenly about 0."""
        return self.low == -self.high

    def value(self, x: float) -> float:
        """Return out at x.

        Examples
        --------
        >>> ACTIVATIONS["sigmoid"].value(0.0)
        0.5
        """
        return float(self.row(x, *self.others))

    def slope(self, x: float) -> float:
        """Return ∂out/∂x at x, at a kink what the engine takes for it.

        Examples
        --------
        >>> ACTIVATIONS["sigmoid"].slope(0.0), ACTIVATIONS["relu"].slope(0.0)
        (0.25, 0.0)
        """
        return float(self.row.derivatives(self.value(x), x, *self.others)[0])

    def unsaturated(self) -> tuple[float, float] | None:
        """Return the interval of x outside of which the slope is below 5 % of the largest; None if it is 0 everywhere.

        Examples
        --------
        >>> low, high = ACTIVATIONS["sigmoid"].unsaturated()
        >>> round(low, 2), round(high, 2)
        (-4.36, 4.36)
        >>> ACTIVATIONS["linear"].unsaturated(), ACTIVATIONS["step"].unsaturated()
        ((-inf, inf), None)
        """
        if not self.largest_slope:
            return None
        return _edge(self._passes_gradients, -1.0), _edge(self._passes_gradients, 1.0)

    def _passes_gradients(self, x: float) -> bool:
        return self.slope(x) >= NEARLY_FLAT * self.largest_slope


def _edge(passes: Callable[[float], bool], side: float) -> float:
    """How far to one side of x = 1 gradients pass, to nine decimals; 1 lies where every activation passes them."""
    inside, outside = 1.0, 1000.0 * side
    if passes(outside):
        return side * inf
    for _ in range(50):  # 1000 / 2⁵⁰ is below 1e-12
        middle = (inside + outside) / 2
        inside, outside = (middle, outside) if passes(middle) else (inside, middle)
    return round(inside, 9)


def _lecture(heading: str) -> str:
    return f'Lecture 9, "{heading}"'


# fmt: off
_FACTS = (
    ActivationFacts(
        step, "Binary step", "1 if x ≥ 0, else 0", "0", range="0 or 1", low=0.0, high=1.0, largest_slope=0.0,
        limitation="Its gradient is zero, so backpropagation cannot train through it; and it knows only two outputs.",
        source=_lecture("1- Binary Step"),
    ),
    ActivationFacts(
        sign, "Signum", "1 if x > 0, −1 if x < 0, else 0", "0",
        range="one of −1, 0, 1", low=-1.0, high=1.0, largest_slope=0.0,
        limitation="Like the step its gradient is zero, so backpropagation cannot train through it.",
        source=_lecture("Activation Function types"),
    ),
    ActivationFacts(
        linear, "Linear", "x", "1", range="any number", low=-inf, high=inf, largest_slope=1.0,
        limitation="Layers of it are together no more than one linear layer: the network is a linear regression.",
        source=_lecture("Why do we need Activation Functions?"),
    ),
    ActivationFacts(
        sigmoid, "Sigmoid (logistic)", "1 / (1 + e^(−x))", "out · (1 − out)",
        range="between 0 and 1", low=0.0, high=1.0, largest_slope=0.25,
        limitation="It saturates at both ends: gradients vanish there, and its outputs are not zero-centred.",
        source=_lecture("2- Sigmoid / Logistic Activation Function"),
    ),
    ActivationFacts(
        tanh, "Tanh (hyperbolic tangent)", "(e^x − e^(−x)) / (e^x + e^(−x))", "1 − out^2",
        range="between −1 and 1", low=-1.0, high=1.0, largest_slope=1.0,
        limitation="It saturates at both ends, so gradients vanish there too, though it is steeper than the sigmoid.",
        source=_lecture("3- Tanh (Hyperbolic Tangent)"),
    ),
    ActivationFacts(
        relu, "ReLU (rectified linear unit)", "max(x, 0)", "1 if x > 0, else 0",
        range="0 or more", low=0.0, high=inf, largest_slope=1.0,
        limitation="Dying ReLU: where x < 0 the gradient is 0 and the neuron stops to learn; no derivative at 0.",
        source=_lecture("4- ReLU Function (Rectified Linear Unit)"),
    ),
    ActivationFacts(
        softplus, "Softplus", "log(1 + e^x)", "1 / (1 + e^(−x))",
        range="more than 0", low=0.0, high=inf, largest_slope=1.0,
        limitation="A smooth ReLU that costs an exponential and a logarithm; far below 0 its gradient vanishes.",
        source=_lecture("Activation Function types"),
    ),
    ActivationFacts(
        softmax.bind(index=0), "Softmax", "e^x_k / Σ e^x_j",
        "out_k · (1 − out_k) by its own x_k, −out_k · out_j by another x_j",
        range="between 0 and 1, sum 1", low=0.0, high=1.0, largest_slope=0.25,
        limitation="For the last layer only: each output depends on every net; saturates where one class is sure.",
        source=_lecture("5- Softmax"), others=(0.0, 0.0),
    ),
)
# fmt: on

ACTIVATIONS: Mapping[str, ActivationFacts] = MappingProxyType({facts.name: facts for facts in _FACTS})
"""The lecture's activation functions by the names of their rows, in its order."""


def activation_facts(name: str) -> ActivationFacts:
    """Return what is known of an activation, by the name of its row or by its title.

    Raises
    ------
    ValueError
        If there is none of this name.

    Examples
    --------
    >>> activation_facts("tanh").formula
    '(e^x − e^(−x)) / (e^x + e^(−x))'
    >>> activation_facts("Signum").name
    'sign'
    """
    wanted = name.strip().casefold()
    for facts in _FACTS:
        if wanted in (facts.name, facts.title.casefold(), facts.title.casefold().partition(" (")[0]):
            return facts
    raise ValueError(f"{name!r} is not an activation of the lecture: choose {', '.join(ACTIVATIONS)}.")
