"""AND, OR and XOR: threshold units with the lecture's numbers, and a sigmoid network that learns XOR."""

from __future__ import annotations

import random
from collections.abc import Mapping

from autograd import step
from autograd.number import as_number
from nn.datasets import and_table, or_table, xor_table
from nn.example import Example, GateExample, Sample, replaced
from nn.initializers import normal
from nn.naming import Naming
from nn.network import Network, NeuronPlan

__all__ = ["and_gate", "or_gate", "xor", "xor_gate"]

_INPUT_NAMES = ("x1", "x2")
_SAMPLED = (*_INPUT_NAMES, "d")

_ONE_UNIT: list[list[NeuronPlan]] = [[("Y", ["w1", "w2"], "b")]]
_HIDDEN: list[list[NeuronPlan]] = [
    [("h1", ["w1", "w3"], "b1"), ("h2", ["w2", "w4"], "b2")],
    [("Y", ["w5", "w6"], "b3")],
]

_UNIT_WORDS = Naming("s", "Y", "d", total="E")
_HIDDEN_WORDS = Naming("s_{}", "{}", "d", total="E")

_SLIDES = 'Lecture 9, "The First Neural Networks"'
_XOR_SLIDES = 'Lecture 9, "Architecture of a typical artificial neural network": XOR'


def and_gate(**numbers: float) -> GateExample:
    """Return AND as one threshold unit: Y = 1 where x1·w1 + x2·w2 ≥ 2, else 0, with w1 = w2 = 1.

    The threshold is written as a bias, b = −2: s = x1·w1 + x2·w2 + b, Y = [s ≥ 0].

    Parameters
    ----------
    **numbers
        Other numbers for w1, w2, b.

    Raises
    ------
    ValueError
        For a name that the gate does not have, or that has another number in each line of the truth table.

    Examples
    --------
    >>> gate = and_gate()
    >>> [(gate.run(place)["s"].data, gate.run(place)["Y"].data) for place in range(4)]
    [(0.0, 1.0), (-1.0, 0.0), (-1.0, 0.0), (-2.0, 0.0)]

    References
    ----------
    Lecture 9, "The First Neural Networks", "AND Function": Threshold(Y) = 2.
    """
    return _one_unit("and_gate", "AND", {"w1": 1.0, "w2": 1.0, "b": -2.0}, numbers, and_table())


def or_gate(**numbers: float) -> GateExample:
    """Return OR as one threshold unit: Y = 1 where x1·w1 + x2·w2 ≥ 2, else 0, with w1 = w2 = 2.

    Parameters
    ----------
    **numbers
        Other numbers for w1, w2, b; b = −2 is the threshold 2.

    Raises
    ------
    ValueError
        For a name that the gate does not have, or that has another number in each line of the truth table.

    Examples
    --------
    >>> gate = or_gate()
    >>> [(gate.run(place)["s"].data, gate.run(place)["Y"].data) for place in range(4)]
    [(2.0, 1.0), (0.0, 1.0), (0.0, 1.0), (-2.0, 0.0)]

    References
    ----------
    Lecture 9, "The First Neural Networks", "OR Function": Threshold(Y) = 2.
    """
    return _one_unit("or_gate", "OR", {"w1": 2.0, "w2": 2.0, "b": -2.0}, numbers, or_table())


def xor_gate(**numbers: float) -> GateExample:
    """Return XOR as three threshold units: h1 = [x1 + x2 ≥ 1], h2 = [x1 + x2 ≥ 2], Y = [h1 − h2 ≥ 1].

    h1 is OR, h2 is AND, and Y fires where the first does and the second does not. The lecture gives the connections
    and their names, s1 = b1 + x1·w1 + x2·w3, s2 = b2 + x1·w2 + x2·w4, s3 = b3 + s1·w5 + s2·w6; the sums must pass an
    activation before they are fed on, which the slide leaves out, and the numbers are ours.

    Parameters
    ----------
    **numbers
        Other numbers for w1 … w6, b1, b2, b3.

    Raises
    ------
    ValueError
        For a name that the gate does not have, or that has another number in each line of the truth table.

    Examples
    --------
    >>> gate = xor_gate()
    >>> [gate.run(place)["Y"].data for place in range(4)]
    [0.0, 1.0, 1.0, 0.0]

    References
    ----------
    Lecture 9, "Architecture of a typical artificial neural network" (XOR) and "Bias".
    """
    values = replaced(
        "xor_gate",
        {
            "w1": 1.0, "w3": 1.0, "b1": -1.0,
            "w2": 1.0, "w4": 1.0, "b2": -2.0,
            "w5": 1.0, "w6": -1.0, "b3": -1.0,
        },
        numbers,
        _SAMPLED,
    )  # fmt: skip
    network = Network.planned(_HIDDEN, values, input_names=_INPUT_NAMES, activation=step, naming=_HIDDEN_WORDS)
    return GateExample("xor_gate", "XOR, a hidden layer of threshold units", _XOR_SLIDES, network, xor_table())


def xor(seed: float = 0, **numbers: float) -> Example:
    """Return a 2-2-1 network of sigmoid neurons that can be trained to give XOR, on all four samples.

    s_h1 = b1 + x1·w1 + x2·w3, s_h2 = b2 + x1·w2 + x2·w4, s_Y = b3 + h1·w5 + h2·w6, every out = σ(s), E = ½ (d − Y)².
    The first weights are drawn around 0 with a deviation of 0.4, to two decimals, the same ones for the same seed; the
    biases start at 0. About one start in ten stays on a plateau, as such small networks do; none from seeds 0 to 9.

    Parameters
    ----------
    seed
        A whole number, 0 or more.
    **numbers
        Other numbers for w1 … w6, b1, b2, b3.

    Raises
    ------
    ValueError
        If the seed is not a whole number of 0 or more, for a name that the example does not have, or that has another
        number in each sample.

    Examples
    --------
    >>> example = xor(w1=0.5)
    >>> len(example.samples), example.run(3)["s_h1"].data == example.run()["b1"].data, example.run()["w1"].data
    (4, True, 0.5)

    References
    ----------
    Lecture 9, "Architecture of a typical artificial neural network" (XOR) and "Bias".
    """
    values = replaced("xor", _random_weights(seed), numbers, _SAMPLED)
    return Example(
        name="xor",
        title="XOR, a 2-2-1 network",
        source=_XOR_SLIDES,
        network=Network.planned(_HIDDEN, values, input_names=_INPUT_NAMES, naming=_HIDDEN_WORDS),
        samples=xor_table(),
        learning_rate=1.0,
        trained=tuple(values),
    )


def _one_unit(
    name: str, function: str, known: Mapping[str, float], numbers: Mapping[str, float], table: tuple[Sample, ...]
) -> GateExample:
    weights = replaced(name, known, numbers, _SAMPLED)
    network = Network.planned(_ONE_UNIT, weights, input_names=_INPUT_NAMES, activation=step, naming=_UNIT_WORDS)
    return GateExample(name, f"{function}, one threshold unit", _SLIDES, network, table)


def _random_weights(seed: float) -> dict[str, float]:
    whole = as_number(seed)
    if not (whole.is_integer() and whole >= 0):
        raise ValueError(f"the seed is {whole:g}; it must be a whole number of 0 or more.")
    rng = random.Random(int(whole))
    weights = {f"w{place}": round(normal(rng, 2, 2, deviation=0.4), 2) for place in range(1, 7)}
    return weights | {"b1": 0.0, "b2": 0.0, "b3": 0.0}
