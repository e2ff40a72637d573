"""The numbers that the documents print about their examples, digit for digit, with the reason where one is wrong."""

from __future__ import annotations

from nn.example import Order, Printed

__all__ = ["LECTURE_HIDDEN", "LECTURE_NEURON", "MAZUR"]


def _table(where: str, text: str) -> tuple[Printed, ...]:
    """Read lines of ``target text [reason]``."""
    lines = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Printed(target, digits, where, "".join(why)) for target, digits, *why in lines)


_TOO_EARLY = Order.OUTPUT_FIRST

MAZUR = (
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

LECTURE_NEURON = _table(
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

LECTURE_HIDDEN = _table(
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
