"""A network as Graphviz source: the same parts at the same places, for people who go on from DOT.

The coordinates are those of the SVG (``pos="x,y!"``, so ``neato -n2`` keeps them). All text is in HTML-like labels
and escaped there; vertices have generated names.
"""

from __future__ import annotations

from collections.abc import Iterable

from viz.canvas.dot import INCH, Digraph, empty_digraph, html_label, html_lines
from viz.canvas.numbers import Number
from viz.canvas.shapes import Circle, Frame
from viz.canvas.texts import LINE, label
from viz.network.layout import Layout, network_layout
from viz.network.parts import Kind, Part
from viz.network.pen import NetworkPen
from viz.network.sizes import chip_text
from viz.network.view import BiasView, ErrorView, LayerView, NetworkView, NeuronView, SharedSum
from viz.stage import Stage
from viz.style import Style

__all__ = ["network_dot"]


def network_dot(view: NetworkView, stage: Stage, style: Style, title: str = "") -> Digraph:
    """Return the network as a `graphviz.Digraph`: each neuron one vertex of two cells, net and out.

    Examples
    --------
    >>> from nn import documents
    >>> from viz.network.view import view_of
    >>> dot = network_dot(view_of(documents.mazur().run()), Stage.FORWARD, Style())
    >>> "net_h1<BR/>▸ 0.3775" in dot.source, "out_h1<BR/>▸ 0.5933" in dot.source
    (True, True)
    """
    return _Writer(view, stage, style, title).dot


class _Writer:
    def __init__(self, view: NetworkView, stage: Stage, style: Style, title: str) -> None:
        self.view = view
        self.pen = NetworkPen(stage, style.numbers)
        self.theme = style.theme
        self.layout: Layout = network_layout(view, style.numbers)
        self.dot = empty_digraph(
            "network",
            "draw with: neato -n2 -Tsvg",
            self.theme,
            title,
            graph={"layout": "neato", "splines": "line"},
            node={},
            edge={},
        )
        self.write()

    def write(self) -> None:
        sources = [self.input(place, circle) for place, circle in enumerate(self.layout.inputs)]
        for depth, layer in enumerate(self.view.layers):
            sources = self.layer(depth, layer, sources)
        self.errors(sources)

    def layer(self, depth: int, layer: LayerView, sources: list[str]) -> list[str]:
        """The neurons of a layer, the weights from the vertices before it, biases and Σeˣ; returns its vertices."""
        circles = self.layout.neurons[depth]
        pairs = list(zip(circles, layer.neurons, strict=False))
        names = [self.neuron(f"n{depth}_{n}", *pair) for n, pair in enumerate(pairs)]
        for n, (_, neuron) in enumerate(pairs):
            for place, (source, weight) in enumerate(zip(sources, neuron.weights, strict=False)):
                self.weight(Part(Kind.WEIGHT, depth, n, place), source, names[n], weight)
        if layer.shared_sum:
            self.shared_sum(f"sum{depth}", self.layout.sums[depth], layer.shared_sum, names)
        for place, bias in enumerate(layer.biases):
            frame = self.layout.biases.get(Part(Kind.BIAS, depth, place=place))
            frame = frame or _below(circles[min(bias.feeds[0], len(circles) - 1)])
            self.bias(f"b{depth}_{place}", frame, bias, names)
        return names

    def bias(self, name: str, frame: Frame, bias: BiasView, neurons: list[str]) -> None:
        self.parameter(name, frame, bias.number, ["shared"] if bias.is_shared else [])
        for neuron in bias.feeds:
            if neuron < len(neurons):
                self.edge(f"{name}:e", neurons[neuron], bias.number.grad)

    def input(self, place: int, circle: Circle) -> str:
        number = self.view.inputs[place]
        lines = [label(number.name, 6), *_words(self.pen.value(number, Stage.WEIGHTS))]
        self.vertex(f"i{place}", circle, lines, shape="circle", style="filled", fillcolor=self.theme.input_fill)
        return f"i{place}"

    def neuron(self, name: str, circle: Circle, neuron: NeuronView) -> str:
        chip = chip_text(neuron, self.pen.numbers) if self.pen.stage is Stage.BACKWARD else label(neuron.activation)
        width = f' WIDTH="{circle.radius - 6:.0f}"'  # equal halves, so that the divider stands in the middle
        cells = "<VR/>".join(f"<TD{width}>{html_lines(self.half(number))}</TD>" for number in (neuron.net, neuron.out))
        rows = f'<TR><TD COLSPAN="2">{html_lines([label(neuron.name)])}</TD></TR><TR>{cells}</TR>'
        rows += f'<TR><TD COLSPAN="2">{html_lines([chip])}</TD></TR>'
        self.dot.node(
            name,
            f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0">{rows}</TABLE>>',
            shape="circle",
            style="filled",
            fillcolor=f"{self.theme.net_fill};0.5:{self.theme.out_fill}",
            gradientangle="0",
            fixedsize="true",  # a circle around a table grows by its corners
            **self.place(circle),
        )
        return name

    def half(self, number: Number) -> list[str]:
        return [label(number.name), *_words(self.pen.value(number, Stage.FORWARD), self.pen.gradient(number))]

    def weight(self, part: Part, source: str, neuron: str, weight: Number) -> None:
        """A vertex on the line, or the line's label where weights stand in a table."""
        frame = self.layout.weights.get(part)
        if frame is None:
            self.edge(source, neuron, weight.grad, label=html_label(self.lines(weight)))
            return
        name = f"w{part.depth}_{part.neuron}_{part.place}"
        self.parameter(name, frame, weight, [])
        self.edge(source, f"{name}:w", weight.grad, arrowhead="none")
        self.edge(f"{name}:e", neuron, weight.grad)

    def parameter(self, name: str, frame: Frame, number: Number, more: list[str]) -> None:
        color = getattr(self.theme, self.pen.stroke(number.grad)[0])
        self.vertex(name, frame, [*self.lines(number), *more], shape="box", style="rounded", color=color)

    def shared_sum(self, name: str, frame: Frame, shared_sum: SharedSum, neurons: list[str]) -> None:
        """Σeˣ, with a dotted line to each neuron that has a share of it."""
        text = shared_sum.text(self.pen.numbers)
        lines = _words([shared_sum.name], ["▸", text] if self.pen.stage.shows(Stage.FORWARD) else [])
        self.vertex(name, frame, lines, shape="box", style="rounded,filled", fillcolor=self.theme.out_fill)
        for neuron in neurons:
            self.dot.edge(neuron, name, style="dotted", arrowhead="none")

    def lines(self, number: Number) -> list[str]:
        return _words(self.pen.titled(number, Stage.WEIGHTS), self.pen.gradient(number))

    def errors(self, outputs: list[str]) -> None:
        boxes = {"shape": "box", "style": "rounded,filled", "fillcolor": self.theme.error_fill}
        boxes["color"] = self.theme.error_line
        for place, (frame, error) in enumerate(zip(self.layout.errors, self.view.errors, strict=False)):
            self.vertex(f"e{place}", frame, self.error(error), **boxes)
            self.dot.edge(outputs[place], f"e{place}", color=self.theme.error_line)
        if self.layout.total and self.view.total:
            total = self.view.total
            lines = _words([label(total.name)], self.pen.value(total, Stage.FORWARD))
            self.vertex("total", self.layout.total, lines, **boxes)
            for place in range(len(self.layout.errors)):
                self.dot.edge(f"e{place}", "total", color=self.theme.error_line)

    def error(self, error: ErrorView) -> list[str]:
        target = [label(error.target_word), *self.pen.value(error.target, Stage.WEIGHTS)]
        return _words(self.pen.titled(error.number, Stage.FORWARD), [label(error.formula, 24)], target)

    def vertex(self, name: str, at: Circle | Frame, lines: Iterable[str], **attributes: str) -> None:
        self.dot.node(name, html_label(lines), **attributes, **self.place(at))

    def place(self, at: Circle | Frame) -> dict[str, str]:
        """Position and size, y upward."""
        if isinstance(at, Circle):
            x, y, width, height = at.x, at.y, 2 * at.radius, 2 * at.radius
        else:
            (x, y), width, height = at.middle, at.width, at.height
        position = f"{x:.1f},{self.layout.bottom - y:.1f}!"
        return {"pos": position, "width": f"{width / INCH:.3f}", "height": f"{height / INCH:.3f}"}

    def edge(self, tail: str, head: str, grad: float | None, **attributes: str) -> None:
        stroke, width, is_dashed = self.pen.stroke(grad)
        style = "dashed" if is_dashed else "solid"
        self.dot.edge(tail, head, color=getattr(self.theme, stroke), style=style, penwidth=f"{width:.1f}", **attributes)


def _below(circle: Circle) -> Frame:
    """Where a bias stands that the picture lists in its table."""
    return Frame(circle.x - circle.radius, circle.y + circle.radius, circle.radius, 2 * LINE)


def _words(*lines: list[str]) -> list[str]:
    """A pen's pieces as lines of text; lines with nothing in them are left out."""
    return [" ".join(pieces) for pieces in lines if pieces]
