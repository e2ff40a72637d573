"""Wrong numbers for every sort of target, worked by hand with one slip each: no slip of the judge's own is used."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from slips_by_hand import Backward, Numbers, Place, activated, drawn, slips_of, slope, work_of

from autograd import Value, cos, log10, sin, sqrt
from nn import Order, documents
from verify import Work


class Planted(NamedTuple):
    """A wrong number: of which kind, in which work, for which target, with which working; what was written before."""

    kind: str
    work: Work
    target: str
    number: float
    working: str = ""
    before: tuple[tuple[str, str], ...] = ()
    digits: int = 6


def of_weights() -> Iterator[Planted]:
    """Every slip of `slips_of`, some of which change nothing or give what a likelier one gives, in three networks."""
    for sizes, name in (((2, 2, 2), "sigmoid"), ((3, 4, 2), "tanh"), ((2, 3, 3), "softmax")):
        numbers = drawn(sizes, name, random.Random(name))
        work = work_of(numbers)
        for layer, neurons in enumerate(numbers.w):
            place = Place(layer, len(neurons) - 1, 0)
            backward = Backward(numbers, place)
            for kind, _, gradient in slips_of(numbers, place):
                yield Planted(kind, work, f"dE_total/d{place.name(numbers)}", gradient(backward))


def planted() -> Iterator[Planted]:
    """Wrong numbers for each sort of target, each with one slip that is the likeliest to give it."""
    weights = [[[0.15, 0.2], [0.25, 0.3]], [[0.4, 0.45], [0.5, 0.55]]]
    mazur = Numbers([0.05, 0.1], weights, [[0.35] * 2, [0.6] * 2], [0.01, 0.99], "sigmoid")
    yield from of_factors(mazur)
    yield from of_tanh_and_softmax()
    yield from of_nodes(mazur)
    yield from of_updates(mazur)
    yield from of_trainings(mazur)
    yield from of_means()
    yield from of_expressions()
    yield from of_lines_and_digits(mazur)


MAZUR = Work.of_example(documents.mazur())


def of_factors(n: Numbers) -> Iterator[Planted]:
    """Slips in factors that `slips_of` has not, in the example of the 2-2-2 network."""
    nets, (h1, h2), out_nets, (o1, o2) = n.forward()
    (t1, t2), (i1, _), ((w5, w6), (w7, w8)) = n.t, n.x, n.w[1]
    s1, s2, s_h1 = slope("sigmoid", o1), slope("sigmoid", o2), slope("sigmoid", h1)
    d1, d2 = (o1 - t1) * s1, (o2 - t2) * s2

    def w(kind: str, name: str, number: float) -> Planted:
        return Planted(kind, MAZUR, f"dE_total/d{name}", number)

    yield w("upside down", "w5", 1.0 / (d1 * h1))
    yield w("wrong index", "w1", (d1 * w7 + d2 * w5) * s_h1 * i1)
    yield w("written line", "w5", (o1 - t1) + s1 + h1)
    yield w("written line", "w1", d1 * w5 + d2 * w7 * s_h1 * i1)
    yield w("known factor", "w5", d1 * h1 * w5)
    yield w("replaced factor", "w5", (o1 - t1) * s_h1 * h1)
    yield w("two slips", "w5", -(o1 - t1) * h1)
    yield w("variant", "w5", (o1 - t1) * o1 * o1 * h1)
    yield w("variant", "w5", (o1 - t1) * (1.0 - o1 * o1) * h1)
    yield w("variant", "w5", (o1 - t1) * out_nets[0] * (1.0 - out_nets[0]) * h1)
    yield w("variant", "w5", -t1 * s1 * h1)
    yield w("variant", "w5", -o1 * s1 * h1)
    yield w("wrong index", "w1", (d1 * w6 + d2 * w8) * s_h1 * i1)
    yield w("extra factor", "w1", (d1 * s1 * w5 + d2 * w7) * s_h1 * i1)
    yield w("missing factor", "w1", ((o1 - t1) * w5 + (o2 - t2) * w7) * i1)
    yield w("sign", "w1", -(d1 * w5 + d2 * w7) * s_h1 * i1)
    for target, number in (
        ("dout_h1/dnet_h1", slope("sigmoid", h2)),
        ("dE_o1/dout_h1", d1 * w6),
        ("dE_total/dw5", d1 * h2),
    ):
        yield Planted("wrong index", MAZUR, target, number)
    yield Planted("wrong index", MAZUR, "dw5/dE_total", d1 * h1)
    yield Planted("copied", MAZUR, "dE_total/dout_o1", nets[0])


def of_tanh_and_softmax() -> Iterator[Planted]:
    n = drawn((2, 2, 1), "tanh", random.Random("tanh"))
    work, (nets, hidden, _, (out,)) = work_of(n), n.forward()
    error = out - n.t[0]
    yield Planted("variant", work, "dE_total/dw5", error * out * (1.0 - out) * hidden[0])
    yield Planted("variant", work, "out_h1", 1.0 / (1.0 + math.exp(-nets[0])))
    n = drawn((2, 3, 3), "softmax", random.Random("softmax"))
    work, (_, _, nets, outs) = work_of(n), n.forward()
    right = n.t.index(1.0)
    other = (right + 1) % 3
    powers = [math.exp(net) for net in nets]
    habit = Backward(n, Place(0, 0, 0)).parts()
    habit.error[right] = outs[right] * (1.0 - outs[right])
    yield Planted("variant", work, "dE_total/dw1", habit.gradient())
    yield Planted("variant", work, f"dE_total/dnet_o{right + 1}", outs[right])
    yield Planted("variant", work, f"dE_total/dnet_o{right + 1}", outs[right] * (1.0 - outs[right]))
    yield Planted("wrong index", work, f"dE_total/dnet_o{other + 1}", outs[other] - 1.0)
    yield Planted("variant", work, f"dout_o{other + 1}/dnet_o{right + 1}", outs[other] * (1.0 - outs[other]))
    yield Planted("missing step", work, "out_o1", nets[0])
    yield Planted("missing factor", work, "out_o1", powers[0])
    yield Planted("variant", work, "out_o1", 1.0 / (1.0 + math.exp(-nets[0])))
    yield Planted("missing step", work, "out_o1", nets[0] / sum(nets))
    yield Planted("sign", work, "out_o1", math.exp(-nets[0]) / sum(math.exp(-net) for net in nets))
    yield Planted("missing term", work, "out_o1", powers[0] / (powers[0] + powers[1]))
    yield Planted("variant", work, "E_total", -math.log10(outs[right]))
    yield Planted("variant", work, "E_total", -math.log2(outs[right]))


def of_nodes(n: Numbers) -> Iterator[Planted]:
    (net1, net2), (h1, h2), (net_o1, net_o2), (o1, o2) = n.forward()
    (t1, t2), (i1, i2), (w1, w2), (w5, w6), (b1, b2) = n.t, n.x, n.w[0][0], n.w[1][0], (n.b[0][0], n.b[1][0])
    for kind, target, number in (
        ("sign", "net_o1", -net_o1),
        ("extra factor", "net_o1", 2.0 * net_o1),
        ("extra factor", "net_o1", 0.5 * net_o1),
        ("missing term", "net_h1", w1 * i1 + w2 * i2),
        ("sign", "net_h1", w1 * i1 + w2 * i2 - b1),
        ("missing factor", "net_o1", w5 + w6 * h2 + b2),
        ("written line", "net_h1", w1 + i1 + w2 * i2 + b1),
        ("wrong index", "net_h1", w1 * i1 + 0.25 * i2 + b1),
        ("wrong index", "net_h1", w2 * i1 + w1 * i2 + b1),
        ("wrong index", "net_o1", w5 * net1 + w6 * net2 + b2),
        ("wrong index", "net_o1", w5 * net1 + w6 * h2 + b2),
        ("missing factor", "E_o1", (t1 - o1) ** 2),
        ("written line", "E_o1", 0.5 * (t1 - o1)),
        ("written line", "E_o1", -0.5 * (t1 - o1)),
        ("written line", "E_o1", 0.5 * (t1 - o1) ** 3),
        ("written line", "E_o1", 0.5 * 2.0 * (t1 - o1)),
        ("missing term", "E_total", 0.5 * (t1 - o1) ** 2),
        ("missing factor", "E_total", (t1 - o1) ** 2 + (t2 - o2) ** 2),
        ("variant", "E_total", 0.5 * (t1 - net_o1) ** 2 + 0.5 * (t2 - net_o2) ** 2),
        ("wrong index", "E_total", 0.5 * (t2 - o1) ** 2 + 0.5 * (t1 - o2) ** 2),
        ("missing step", "out_h1", net1),
        ("variant", "out_h1", 1.0 - h1),
        ("variant", "out_h1", slope("sigmoid", h1)),
        ("missing step", "out_h1", math.exp(-net1)),
        ("missing step", "out_h1", 1.0 + math.exp(-net1)),
        ("missing term", "out_h1", math.exp(net1)),
        ("sign", "out_h1", 1.0 / (1.0 - math.exp(-net1))),
        ("variant", "out_h1", math.tanh(net1)),
        ("extra step", "out_h1", activated("sigmoid", h1)),
        ("missing term", "out_h1", activated("sigmoid", net1 - b1)),
    ):
        yield Planted(kind, MAZUR, target, number)


def of_updates(n: Numbers) -> Iterator[Planted]:
    g, rate, w5 = Backward(n, Place(1, 0, 0)).true(), n.rate, n.w[1][0][0]
    for kind, number in (
        ("learning rate", w5 - g),
        ("sign", w5 + rate * g),
        ("update", rate * g),
        ("update", -rate * g),
        ("update", g),
        ("update", w5),
        ("update", w5 - rate * w5),
        ("learning rate", w5 + g),
        ("learning rate", w5 - rate * rate * g),
        ("learning rate", w5 - 10.0 * rate * g),
        ("learning rate", w5 - 0.1 * rate * g),
        ("wrong index", n.w[1][0][1] - rate * g),
    ):
        yield Planted(kind, MAZUR, "w5+", number)
    yield Planted("learning rate", MAZUR, "dE_total/dw5", rate * g)
    yield Planted("updated weight", MAZUR, "dE_total/dw5", w5 - rate * g)
    yield Planted("updated weight", MAZUR, "dE_total/dw5", w5 + rate * g)


def stepped(n: Numbers, output_first: bool = False, with_biases: bool = False) -> Numbers:
    """The numbers after one step, all weights together or those of the output layer first."""

    def new(of: Numbers, layer: int) -> list[list[float]]:
        return [
            [w - n.rate * Backward(of, Place(layer, neuron, source)).true() for source, w in enumerate(row)]
            for neuron, row in enumerate(n.w[layer])
        ]

    outputs = new(n, 1)
    half = replace(n, w=[n.w[0], outputs])
    if output_first:
        outs = n.forward()[3]  # the errors and slopes are still those of the forward pass
        hidden = [
            [w - n.rate * sum((o - t) * slope("sigmoid", o) * outputs[k][j] for k, (o, t) in enumerate(zip(outs, n.t)))
             * slope("sigmoid", n.forward()[1][j]) * x for w, x in zip(row, n.x)]
            for j, row in enumerate(n.w[0])
        ]  # fmt: skip
        return replace(half, w=[hidden, outputs])
    biases = n.b
    if with_biases:
        _, hidden_outs, _, outs = n.forward()
        deltas = [(o - t) * slope("sigmoid", o) for o, t in zip(outs, n.t)]
        inner = [
            sum(d * n.w[1][k][j] for k, d in enumerate(deltas)) * slope("sigmoid", h) for j, h in enumerate(hidden_outs)
        ]
        biases = [
            [b - n.rate * sum(of_layer) for b in row] for row, of_layer in zip(n.b, (inner, deltas))
        ]  # one b for both
    return replace(n, w=[new(n, 0), outputs], b=biases)


def error_of(n: Numbers) -> float:
    return sum(0.5 * (t - o) ** 2 for t, o in zip(n.t, n.forward()[3]))


def of_trainings(n: Numbers) -> Iterator[Planted]:
    first = replace(MAZUR, order=Order.OUTPUT_FIRST)
    twice, early = stepped(stepped(n)), stepped(stepped(n, output_first=True), output_first=True)
    yield Planted("early update", MAZUR, "E_total after 2 steps", error_of(early), digits=9)
    yield Planted("late update", first, "E_total after 2 steps", error_of(twice), digits=9)
    yield Planted("late update", first, "w1+", stepped(n).w[0][0][0])
    yield Planted("early update", MAZUR, "w1+", stepped(n, output_first=True).w[0][0][0])
    yield Planted("steps", MAZUR, "E_total after 2 steps", error_of(stepped(n)))
    yield Planted("steps", MAZUR, "E_total after 1 step", error_of(n))
    yield Planted("biases", MAZUR, "E_total after 1 step", error_of(stepped(n, with_biases=True)))


def of_means() -> Iterator[Planted]:
    """Means over the samples of the XOR network: 2-2-1, sigmoid, η = 1."""
    example = documents.build("xor")
    work = Work.of_example(example)
    w, b = ([work.numbers[f"{letter}{k}"] for k in range(1, 7 if letter == "w" else 4)] for letter in "wb")
    numbers = [
        Numbers(list(s.inputs), [[w[0:4:2], w[1:4:2]], [w[4:6]]], [b[0:2], b[2:3]], list(s.targets), "sigmoid", 1.0)
        for s in example.samples
    ]
    g = [Backward(n, Place(1, 0, 0)).true() for n in numbers]
    count = len(g)
    for kind, number in (
        ("sign", -sum(g) / count),
        ("mean", sum(g)),
        ("mean", (sum(g) - g[1]) / count),
        ("mean", (sum(g) - g[1]) / (count - 1)),
        ("mean", g[2]),
        ("sign", (sum(g) - 2.0 * g[0]) / count),
        ("missing factor", sum((n.forward()[3][0] - n.t[0]) * n.forward()[1][0] for n in numbers) / count),
    ):
        yield Planted(kind, work, "mean dE/dw5", number)


def expression(make: Callable[..., Value], **given: float) -> Work:
    return Work(make(**{name: Value(number, name) for name, number in given.items()}).named("y"))


def of_expressions() -> Iterator[Planted]:
    x = 1.3
    work = expression(lambda x: x**2 * sin(x), x=x)
    yield Planted("written line", work, "dy/dx", 2.0 * x * math.cos(x))
    yield Planted("variant", work, "dy/dx", 2.0 * x * math.sin(math.radians(x)) + x * x * math.cos(math.radians(x)))
    yield Planted("variant", work, "y", x * x * math.cos(x))
    work = expression(lambda x: sin(x**2), x=x)
    yield Planted("missing factor", work, "dy/dx", math.cos(x * x))
    yield Planted("missing factor", work, "dy/dx", x * math.cos(x * x))
    yield Planted("written line", work, "dy/dx", 2.0 * x * x * math.cos(x * x))
    yield Planted("missing step", work, "y", x * x)
    work = expression(lambda x: 3.0 * cos(x), x=x)
    yield Planted("missing factor", work, "dy/dx", -math.sin(x))
    yield Planted("variant", work, "y", 3.0 * math.sin(x))
    work = expression(lambda x: sin(x) / (x + 0.5), x=x)
    yield Planted("written line", work, "dy/dx", math.cos(x))
    work = expression(lambda x: 3.0 / (x**2 + 1.0), x=x)
    below = x * x + 1.0
    yield Planted("written line", work, "dy/dx", -3.0 * 2.0 * x / below)
    yield Planted("missing factor", work, "dy/dx", -3.0 * 2.0 * x)
    yield Planted("missing factor", work, "y", 3.0)
    yield Planted("upside down", work, "y", 3.0 * below)
    work = expression(lambda x: x**3 + 1.0, x=x)
    yield Planted("written line", work, "dy/dx", 2.0 * x * x)
    yield Planted("written line", work, "y", x * x + 1.0)
    yield Planted("written line", work, "y", x**4 + 1.0)
    yield Planted("written line", work, "y", 3.0 * x + 1.0)
    work = expression(lambda x: sqrt(x**2 + 1.0), x=x)
    yield Planted("missing factor", work, "dy/dx", 2.0 * x / math.sqrt(below))
    work = expression(lambda x: 2.0 * log10(x), x=x)
    yield Planted("variant", work, "y", 2.0 * math.log(x))
    yield from of_two_paths()


def of_two_paths() -> Iterator[Planted]:
    """A value that is used twice, whose slips are those of paths."""
    x = 1.5
    u = (Value(x, "x") ** 2).named("u")
    work = Work((sin(u).named("v") * u).named("y"))
    u = x * x
    direct, through = math.sin(u), u * math.cos(u)
    yield Planted("path", work, "dy/dx", direct * 2.0 * x)
    yield Planted("path", work, "dy/dx", (direct - through) * 2.0 * x)
    yield Planted("path", work, "dy/dx", direct * through * 2.0 * x)


def of_lines_and_digits(n: Numbers) -> Iterator[Planted]:
    g = Backward(n, Place(1, 0, 0)).true()  # 0.0821670
    h1 = n.forward()[1][0]  # 0.593270
    yield Planted("working", MAZUR, "dE_total/dw5", 0.0709644, "0.64 * 0.186816 * 0.593270")
    yield Planted("copied", MAZUR, "dE_o2/dout_h1", 0.123456, before=(("dE_o1/dout_h1", "0.123456"),))
    for power in (10.0, 0.1):
        yield Planted("typing", MAZUR, "dE_total/dw5", power * g)
    text = f"{g:.7f}"
    yield Planted("typing", MAZUR, "dE_total/dw5", float(f"{text[:5]}{f'{g:.8f}'[6:]}"))
    yield Planted("typing", MAZUR, "dE_total/dw5", float(f"{text[:5]}{text[4:]}"))
    yield Planted("typing", MAZUR, "dE_total/dw5", float(f"{text[:4]}{text[5]}{text[4]}{text[6:]}"))
    yield Planted("typing", MAZUR, "out_h1", float(f"{h1:.6f}"[2:]))
    yield Planted("typing", MAZUR, "out_h1", float(f"{h1:.6f}".replace("93", "94", 1)))
