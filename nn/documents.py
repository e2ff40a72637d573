"""The worked examples of well-known documents, with the numbers they give and the numbers they print.

Every function makes its example anew; keywords give other numbers to inputs, targets, weights and biases.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograd.naming import nearest
from autograd.number import as_number
from nn.example import Example, ExampleMaker, Order, Printed, Sample
from nn.network import Network
from nn.neuron import Naming

__all__ = ["EXAMPLES", "build", "lecture_hidden", "lecture_neuron", "mazur"]


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
    given = _replaced(
        "mazur",
        {
            "i1": 0.05, "i2": 0.10,
            "w1": 0.15, "w2": 0.20, "w3": 0.25, "w4": 0.30, "b1": 0.35,
            "w5": 0.40, "w6": 0.45, "w7": 0.50, "w8": 0.55, "b2": 0.60,
            "target_o1": 0.01, "target_o2": 0.99,
        },
        numbers,
    )  # fmt: skip
    plan = [
        [("h1", ["w1", "w2"], "b1"), ("h2", ["w3", "w4"], "b1")],
        [("o1", ["w5", "w6"], "b2"), ("o2", ["w7", "w8"], "b2")],
    ]
    return Example(
        name="mazur",
        title="The 2-2-2 network",
        source="M. Mazur, A Step by Step Backpropagation Example",
        network=Network.planned(plan, given, input_names=["i1", "i2"]),
        samples=(Sample((given["i1"], given["i2"]), (given["target_o1"], given["target_o2"])),),
        learning_rate=0.5,
        trained=("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"),
        printed=_MAZUR_PRINTED if not numbers else (),
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
    given = _replaced(
        "lecture_neuron", {"x1": 0.1, "x2": 0.3, "w1": 0.5, "w2": 0.2, "b": 1.83, "desired": 0.03}, numbers
    )
    return Example(
        name="lecture_neuron",
        title="One sigmoid neuron",
        source='Lecture 9, "Simple Neural Network Training Example"',
        network=Network.planned(
            [[("neuron", ["w1", "w2"], "b")]],
            given,
            input_names=["x1", "x2"],
            naming=Naming("s", "y", "desired", total="E"),
        ),
        samples=(Sample((given["x1"], given["x2"]), (given["desired"],)),),
        learning_rate=0.01,
        trained=("w1", "w2"),
        printed=_LECTURE_NEURON_PRINTED if not numbers else (),
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
    given = _replaced(
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
            plan, given, input_names=["x1", "x2"], naming=Naming("{}_in", "{}_out", "desired", total="E")
        ),
        samples=(Sample((given["x1"], given["x2"]), (given["desired"],)),),
        learning_rate=0.01,
        trained=("W1", "W2", "W3", "W4", "W5", "W6"),
        printed=_LECTURE_HIDDEN_PRINTED if not numbers else (),
    )


EXAMPLES: Mapping[str, ExampleMaker] = {
    "mazur": mazur,
    "2-2-2": mazur,
    "lecture_neuron": lecture_neuron,
    "lecture_hidden": lecture_hidden,
}
"""Every example by its name; an alias makes the example of the same function."""


def build(name: str, numbers: Mapping[str, float] | None = None) -> Example:
    """Return the example of this name.

    Raises
    ------
    ValueError
        If there is none, or if it has no such number.

    Examples
    --------
    >>> build("mazurr")
    Traceback (most recent call last):
    ValueError: no example is named 'mazurr'; did you mean mazur?
    """
    if name not in EXAMPLES:
        raise ValueError(f"no example is named {name!r}; {nearest(name, EXAMPLES)}")
    return EXAMPLES[name](**(numbers or {}))


def _replaced(example: str, given: dict[str, float], numbers: Mapping[str, float]) -> dict[str, float]:
    for name in numbers:
        if name not in given:
            raise ValueError(f"{example} has no number {name!r}; {nearest(name, given)}")
    return given | {name: as_number(number) for name, number in numbers.items()}


def _table(where: str, text: str) -> tuple[Printed, ...]:
    """Read lines of ``target text [reason]``."""
    lines = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Printed(target, digits, where, "".join(why)) for target, digits, *why in lines)


_TOO_EARLY = Order.OUTPUT_FIRST

_MAZUR_PRINTED = (
    *_table(
        "notes a, forward pass",
        """
        net_h1     0.3775
        out_h1     0.593269992
        out_h2     0.596884378
        net_o1     1.105905967
        out_o1     0.75136507
        out_o2     0.772928465
        E_o1       0.274811083
        E_o2       0.023560026
        E_total    0.298371109
        """,
    ),
    *_table(
        "notes a, backward pass",
        """
        dE_total/dout_o1  0.74136507
        dout_o1/dnet_o1   0.186815602
        dnet_o1/dw5       0.593269992
        dE_total/dw5      0.082167041
        dE_o1/dnet_o1     0.138498562
        dnet_o1/dout_h1   0.40
        dE_o1/dout_h1     0.055399425
        dE_o2/dout_h1     -0.019049119 the last digit is 8
        dE_total/dout_h1  0.036350306
        dout_h1/dnet_h1   0.241300709
        dnet_h1/dw1       0.05
        dE_total/dw1      0.000438568
        """,
    ),
    *_table(
        "notes b, forward pass",
        """
        net_h1     0.3775
        out_h1     0.593
        net_h2     0.39
        out_h2     0.596
        net_o1     1.105
        out_o1     0.751
        net_o2     1.2243  the outs were cut to three digits first
        out_o2     0.7729
        E_o1       0.2748
        E_o2       0.0235
        E_total    0.2983
        """,
    ),
    *_table(
        "notes b, backward pass",
        """
        dE_total/dout_o1  0.741
        dout_o1/dnet_o1   0.186
        dnet_o1/dw5       0.593
        dE_total/dw5      0.08216
        w5+               0.3589
        """,
    ),
    *_table(
        "slides",
        """
        w1+  0.149780716
        w2+  0.19956143
        w3+  0.24975114
        w4+  0.29950229
        w5+  0.35891648
        w6+  0.408666186
        w7+  0.511301270
        w8+  0.561370121
        """,
    ),
    Printed("E_total after 1 step", "0.291027924", "slides", order=_TOO_EARLY),
    Printed("out_o1 after 10000 steps", "0.015912196", "slides", order=_TOO_EARLY),
    Printed("out_o2 after 10000 steps", "0.984065734", "slides", order=_TOO_EARLY),
)

_LECTURE_NEURON_PRINTED = _table(
    "lecture, one neuron",
    """
    s      1.94
    y      0.874
    E      0.357   0.356 is nearer: ½ · 0.713 of rounded numbers
    dE/dy  0.844
    dy/ds  0.11
    ds/dw1 0.1
    ds/dw2 0.3
    dE/dw1 0.01
    dE/dw2 0.03
    w1+    0.49991
    w2+    0.1997
    """,
)

_LECTURE_HIDDEN_PRINTED = _table(
    "lecture, hidden layer",
    """
    h1_in           0.48
    h1_out          0.618
    h2_in           0.022
    h2_out          0.506   rounded twice: 0.50549978 to 0.5055 to 0.506
    out_in          1.858
    out_out         0.865
    E               0.349
    dE/dout_out     0.63    0.865 − 0.03 is 0.835
    dout_out/dout_in 0.23   1 + e^−1.858 = 1.156 was written 1.56
    dout_in/dW5     0.618
    dout_in/dW6     0.506   rounded twice: 0.50549978 to 0.5055 to 0.506
    dout_in/dh1_out -0.2
    dh1_out/dh1_in  0.236
    dh1_in/dW1      0.1
    dh1_in/dW2      0.3
    dout_in/dh2_out 0.3
    dh2_out/dh2_in  0.25
    dh2_in/dW3      0.62    the derivative by W3 is x1, not W3
    dh2_in/dW4      0.2     the derivative by W4 is x2, not W4
    dE/dW1          -0.001  0.23 was used for ∂out_out/∂out_in = 0.117
    dE/dW2          -0.003  0.23 was used for ∂out_out/∂out_in = 0.117
    dE/dW3          0.009   0.23 was used for 0.117, and W3 for x1
    dE/dW4          0.003   0.23 was used for 0.117, and W4 for x2
    dE/dW5          0.119   0.23 was used for ∂out_out/∂out_in = 0.117
    dE/dW6          0.097   0.23 was used for ∂out_out/∂out_in = 0.117
    W1+             0.50001  −0.001 was used for the gradient −0.00046
    W2+             0.10003  −0.003 was used for the gradient −0.00138
    W3+             0.61991  0.009 was used for the gradient 0.00073
    W4+             0.1997   0.2 − 0.01 · 0.003 is 0.19997
    W5+             -0.20618 ∂out_in/∂W5 = 0.618 was used for the gradient 0.0602
    W6+             0.29903  0.097 was used for the gradient 0.0493
    """,
)
