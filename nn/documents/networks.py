"""The worked examples of well-known documents, with the numbers they give and the numbers they print.

Every function makes its example anew; keywords give other numbers to inputs, targets, weights and biases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograd.text.names import nearest
from nn.documents import printed
from nn.documents.gates import and_gate, or_gate, xor, xor_gate
from nn.example import Example, ExampleMaker, GateExample, Sample, replaced
from nn.naming import Naming
from nn.network import Network

__all__ = ["EXAMPLES", "build", "lecture_hidden", "lecture_neuron", "mazur", "mazur_by_source"]

_WEIGHTS = (0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55)
"""Of Mazur's network, neuron by neuron: those of h1, h2, o1 and o2."""


def mazur(**numbers: float) -> Example:
    """Return the 2-2-2 network of Matt Mazur's worked example, as lecture notes and slides retell it.

    net = w·x + b, out = 1 / (1 + e^−net), E_total = Σ ½ (target − out)². b1 is one bias shared by h1 and h2, b2 by
    o1 and o2; the documents update w1 … w8 and leave the biases alone, η = 0.5.

    Parameters
    ----------
    **numbers
        Other numbers for i1, i2, w1 … w8, b1, b2, target_o1, target_o2.

    Raises
    ------
    ValueError
        For a name that the example does not have.

    Examples
    --------
    >>> forward = mazur().run()
    >>> round(forward.total.data, 9)
    0.298371109
    >>> mazur(w5=0.9).network.layers[1].neurons[0].weights[0].data
    0.9

    References
    ----------
    M. Mazur, A Step by Step Backpropagation Example; notes a; notes b.
    """
    example = _two_two_two("mazur", "The 2-2-2 network", ("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"), numbers)
    return example if numbers else replace(example, printed=printed.MAZUR)


def mazur_by_source(**numbers: float) -> Example:
    """Return the network of `mazur` with its weights numbered by where they start, as other notes have them.

    w1: i1→h1, w2: i1→h2, w3: i2→h1, w4: i2→h2, w5: h1→o1, w6: h1→o2, w7: h2→o1, w8: h2→o2. Every connection has the
    number that it has in `mazur`, so w2 and w3 have changed places, and w6 and w7.

    Parameters
    ----------
    **numbers
        Other numbers for i1, i2, w1 … w8, b1, b2, target_o1, target_o2.

    Raises
    ------
    ValueError
        For a name that the example does not have.

    Examples
    --------
    >>> forward, other = mazur_by_source().run(), mazur().run()
    >>> forward["w2"].data == other["w3"].data == 0.25, forward.total.data == other.total.data
    (True, True)

    References
    ----------
    M. Mazur, A Step by Step Backpropagation Example. Lecture 9, "Activation function input", numbers by source too:
    S1 = x1·w1 + x2·w3, S2 = x1·w2 + x2·w4.
    """
    title = "The 2-2-2 network, weights numbered by source"
    return _two_two_two("mazur_by_source", title, ("w1", "w3", "w2", "w4", "w5", "w7", "w6", "w8"), numbers)


def _two_two_two(name: str, title: str, weights: Sequence[str], numbers: Mapping[str, float]) -> Example:
    """Mazur's network; the names of its weights stand neuron by neuron, and in each by what they come from."""
    first, second = (dict(sorted(zip(weights[at : at + 4], _WEIGHTS[at : at + 4], strict=True))) for at in (0, 4))
    targets = {"target_o1": 0.01, "target_o2": 0.99}
    known = {"i1": 0.05, "i2": 0.10, **first, "b1": 0.35, **second, "b2": 0.60, **targets}
    values = replaced(name, known, numbers)
    plan = [
        [("h1", weights[0:2], "b1"), ("h2", weights[2:4], "b1")],
        [("o1", weights[4:6], "b2"), ("o2", weights[6:8], "b2")],
    ]
    return Example(
        name=name,
        title=title,
        source="M. Mazur, A Step by Step Backpropagation Example",
        network=Network.planned(plan, values, input_names=["i1", "i2"]),
        samples=(Sample((values["i1"], values["i2"]), (values["target_o1"], values["target_o2"])),),
        learning_rate=0.5,
        trained=tuple(sorted(weights)),
    )


def lecture_neuron(**numbers: float) -> Example:
    """Return the lecture's single sigmoid neuron: s = x1·w1 + x2·w2 + b, y = σ(s), E = ½ (desired − y)².

    Parameters
    ----------
    **numbers
        Other numbers for x1, x2, w1, w2, b, desired.

    Raises
    ------
    ValueError
        For a name that the example does not have.

    Examples
    --------
    >>> forward = lecture_neuron().run()
    >>> round(forward["s"].data, 9), round(forward["y"].data, 3)
    (1.94, 0.874)

    References
    ----------
    Lecture 9, "Simple Neural Network Training Example".
    """
    values = replaced(
        "lecture_neuron", {"x1": 0.1, "x2": 0.3, "w1": 0.5, "w2": 0.2, "b": 1.83, "desired": 0.03}, numbers
    )
    return Example(
        name="lecture_neuron",
        title="One sigmoid neuron",
        source='Lecture 9, "Simple Neural Network Training Example"',
        network=Network.planned(
            [[("neuron", ["w1", "w2"], "b")]],
            values,
            input_names=["x1", "x2"],
            naming=Naming("s", "y", "desired", total="E"),
        ),
        samples=(Sample((values["x1"], values["x2"]), (values["desired"],)),),
        learning_rate=0.01,
        trained=("w1", "w2"),
        printed=printed.LECTURE_NEURON if not numbers else (),
    )


def lecture_hidden(**numbers: float) -> Example:
    """Return the lecture's 2-2-1 network: "ANN with Hidden Layer".

    Parameters
    ----------
    **numbers
        Other numbers for x1, x2, W1 … W6, b1, b2, b3, desired.

    Raises
    ------
    ValueError
        For a name that the example does not have.

    Examples
    --------
    >>> forward = lecture_hidden().run()
    >>> round(forward["h1_in"].data, 3), round(forward["out_out"].data, 3)
    (0.48, 0.865)

    References
    ----------
    Lecture 9, "Neural Network Training Example (Backpropagation)", "ANN with Hidden Layer".
    """
    values = replaced(
        "lecture_hidden",
        {
            "x1": 0.1, "x2": 0.3,
            "W1": 0.5, "W2": 0.1, "W3": 0.62, "W4": 0.2, "b1": 0.4, "b2": -0.1,
            "W5": -0.2, "W6": 0.3, "b3": 1.83,
            "desired": 0.03,
        },
        numbers,
    )  # fmt: skip
    plan = [[("h1", ["W1", "W2"], "b1"), ("h2", ["W3", "W4"], "b2")], [("out", ["W5", "W6"], "b3")]]
    return Example(
        name="lecture_hidden",
        title="The 2-2-1 network",
        source='Lecture 9, "ANN with Hidden Layer"',
        network=Network.planned(
            plan, values, input_names=["x1", "x2"], naming=Naming("{}_in", "{}_out", "desired", total="E")
        ),
        samples=(Sample((values["x1"], values["x2"]), (values["desired"],)),),
        learning_rate=0.01,
        trained=("W1", "W2", "W3", "W4", "W5", "W6"),
        printed=printed.LECTURE_HIDDEN if not numbers else (),
    )


EXAMPLES: Mapping[str, ExampleMaker] = {
    "mazur": mazur,
    "2-2-2": mazur,
    "mazur_by_source": mazur_by_source,
    "lecture_neuron": lecture_neuron,
    "lecture_hidden": lecture_hidden,
    "and_gate": and_gate,
    "or_gate": or_gate,
    "xor_gate": xor_gate,
    "xor": xor,
}
"""Every example by its name; an alias makes the example of the same function."""


def build(name: str, numbers: Mapping[str, float] | None = None) -> Example | GateExample:
    """Return the example of this name.

    Raises
    ------
    ValueError
        If there is none, or if it has no such number.

    Examples
    --------
    >>> build("mazr")
    Traceback (most recent call last):
    ValueError: no example is named 'mazr'; did you mean mazur?
    """
    if name not in EXAMPLES:
        raise ValueError(f"no example is named {name!r}; {nearest(name, EXAMPLES)}")
    return EXAMPLES[name](**(numbers or {}))
