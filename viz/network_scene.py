"""The shapes of a network picture, stage by stage, on the coordinates of its layout."""

from __future__ import annotations

import math
from collections.abc import Iterable
from enum import StrEnum

from viz.layout import MARGIN, network_layout
from viz.network_view import ErrorView, NetworkView, NeuronView, Number
from viz.shapes import MARK, Arrow, Circle, Drawing, Frame, HalfDisc, Mark, Shape, Text
from viz.sizes import LINE, MOST_SHOWN, ROWS, TYPE, chip_text, label
from viz.style import NumberFormat, text_width
from viz.weight_table import weight_table

__all__ = ["Stage", "line_width", "network_drawing"]


class Stage(StrEnum):
    """How much of a network a picture shows; the coordinates are the same at every stage."""

    STRUCTURE = "structure"
    WEIGHTS = "weights"
    FORWARD = "forward"
    BACKWARD = "backward"

    def __ge__(self, other: str) -> bool:
        stages = list(Stage)
        return stages.index(self) >= stages.index(Stage(other))


_SUBTITLES = {
    Stage.STRUCTURE: "structure",
    Stage.WEIGHTS: "inputs, weights and biases",
    Stage.FORWARD: "forward pass",
    Stage.BACKWARD: "forward values and gradients",
}


def network_drawing(view: NetworkView, stage: Stage, numbers: NumberFormat, title: str = "") -> Drawing:
    """Return the picture of a network as shapes."""
    return _Scene(view, stage, numbers).drawing(title)


class _Scene:
    def __init__(self, view: NetworkView, stage: Stage, numbers: NumberFormat) -> None:
        self.view = view
        self.stage = stage
        self.numbers = numbers
        self.layout = network_layout(view, numbers)
        self.shapes: list[Shape] = []

    def drawing(self, title: str) -> Drawing:
        view, layout = self.view, self.layout
        heading = label(title, 60) or "Network"
        self.line((MARGIN, 28), [heading], size=18, centred=False)
        of = f" of {label(view.total_name)}" if self.stage is Stage.BACKWARD and view.total else ""
        self.line((MARGIN, 50), [_SUBTITLES[self.stage] + of], fill="muted", centred=False)
        self.connections()
        for circle, number in zip(layout.inputs, view.inputs, strict=False):
            self.input(circle, number)
        for circles, layer in zip(layout.neurons, view.layers, strict=True):
            for circle, neuron in zip(circles, layer.neurons, strict=False):
                self.neuron(circle, neuron)
        for (depth, place, source), frame in layout.weights.items():
            self.pill(frame, view.layers[depth].neurons[place].weights[source])
        for (depth, place), frame in layout.biases.items():
            bias = view.layers[depth].biases[place]
            self.pill(frame, bias.number, "shared" if bias.is_shared else "")
        for frame, error in zip(layout.errors, view.errors, strict=False):
            self.error(frame, error)
        if layout.total and view.total:
            frame = Frame(layout.total.x, layout.total.y, layout.total.width, layout.total.height,
                          "error_fill", "error_line", "total")  # fmt: skip
            self.shapes.append(frame)
            self.line(frame.middle, self.titled(view.total, Stage.FORWARD), inside="total")
        self.hidden_counts()
        bottom = layout.bottom
        if not layout.with_pills:
            bottom = weight_table(self.shapes, view, self.stage, self.numbers, layout.width, bottom + 8)
        bottom = self.key(bottom + 26)
        return Drawing(layout.width, bottom, tuple(self.shapes), heading, self.description())

    # ------------------------------------------------------------------------------------------ lines

    def connections(self) -> None:
        """Lines first, so that boxes stand on them."""
        sources = self.layout.inputs
        for depth, (circles, layer) in enumerate(zip(self.layout.neurons, self.view.layers, strict=True)):
            for place, (circle, neuron) in enumerate(zip(circles, layer.neurons, strict=False)):
                for source, (origin, weight) in enumerate(zip(sources, neuron.weights, strict=False)):
                    self.weight_line(origin, self.layout.weights.get((depth, place, source)), circle, weight)
            for place, bias in enumerate(layer.biases):
                if (depth, place) in self.layout.biases:
                    self.bias_lines(self.layout.biases[depth, place], circles, bias.feeds, bias.number)
            sources = circles
        self.error_lines()

    def weight_line(self, origin: Circle, pill: Frame | None, circle: Circle, weight: Number) -> None:
        stroke, width, dashed = self.stroke(weight.grad)
        if pill is None:
            end = _on(circle, (origin.x, origin.y))
            self.shapes.append(Arrow((_on(origin, (circle.x, circle.y)), end), stroke, min(width, 3), dashed))
            return
        y = pill.middle[1]
        before, after = (pill.x, y), (pill.right, y)
        self.shapes.append(Arrow((_on(origin, before), before), stroke, width, dashed, head=False))
        self.shapes.append(Arrow((after, _at_height(circle, y)), stroke, width, dashed))

    def bias_lines(self, pill: Frame, circles: list[Circle], feeds: Iterable[int], bias: Number) -> None:
        """One arrow to each neuron that the bias feeds; to distant ones along the stacks, right of all weights."""
        stroke, width, dashed = self.stroke(bias.grad)
        y = pill.middle[1]
        for place in feeds:
            circle = circles[place]
            points: tuple[tuple[float, float], ...]
            if abs(circle.y - y) < circle.radius:
                points = ((pill.right, y), _at_height(circle, y))
            else:
                side = circle.y + math.copysign(circle.radius * 0.78, y - circle.y)
                lane = pill.right + 8
                points = ((pill.right, y), (lane, y), (lane, side), _at_height(circle, side))
            self.shapes.append(Arrow(points, stroke, min(width, 3.5), dashed))

    def error_lines(self) -> None:
        total = self.layout.total
        for circle, frame in zip(self.layout.neurons[-1], self.layout.errors, strict=False):
            self.shapes.append(Arrow(((circle.x + circle.radius, circle.y), (frame.x, circle.y)), "error_line"))
            if total is None:
                continue
            x, y = frame.middle
            neighbours = sorted(self.layout.errors, key=lambda other: abs(other.middle[1] - total.middle[1]))
            above = y < total.middle[1]
            nearest = next((other for other in neighbours if (other.middle[1] < total.middle[1]) == above), frame)
            if frame == nearest:
                ends = ((x, frame.bottom), (x, total.y)) if above else ((x, frame.y), (x, total.bottom))
                self.shapes.append(Arrow(ends, "error_line"))
            else:
                lane = max(frame.right, total.right) + 12
                end = (total.right, total.middle[1])
                self.shapes.append(Arrow(((frame.right, y), (lane, y), (lane, end[1]), end), "error_line"))

    def stroke(self, grad: float | None) -> tuple[str, float, bool]:
        """Colour, width and dash of a line: sign and size of the gradient, in the last stage only."""
        if self.stage is not Stage.BACKWARD or not grad or math.isnan(grad):
            return "line", 1.5, False
        return ("negative_line", line_width(grad), True) if grad < 0 else ("positive_line", line_width(grad), False)

    # ------------------------------------------------------------------------------------------ boxes

    def input(self, circle: Circle, number: Number) -> None:
        self.shapes.append(circle)
        has_value = self.stage >= Stage.WEIGHTS
        self.line((circle.x, circle.y - 9), [label(number.name, 6)], inside=circle.name)
        if has_value:
            self.line((circle.x, circle.y + 9), ["▸", self.numbers.text(number.value)], inside=circle.name)

    def neuron(self, circle: Circle, neuron: NeuronView) -> None:
        x, y, radius = circle.x, circle.y, circle.radius
        self.shapes += [HalfDisc(x, y, radius, -1, "net_fill"), HalfDisc(x, y, radius, 1, "out_fill"), circle]
        self.shapes.append(Arrow(((x, y - radius), (x, y + radius)), "line", 1.2, head=False))
        self.line((x, y - radius - 12), [label(neuron.name)], size=16)
        for side, number in ((-1, neuron.net), (1, neuron.out)):
            rows: list[list[str]] = [[label(number.name)]]
            rows += [["▸", self.numbers.text(number.value)]] if self.stage >= Stage.FORWARD else []
            rows += [["◂", self.numbers.signed(number.grad)]] if self.stage is Stage.BACKWARD else []
            for at, pieces in zip(ROWS, rows, strict=False):
                half = math.sqrt(radius**2 - (abs(at) + TYPE / 2) ** 2)
                self.line((x + side * half / 2, y + at), pieces, grad=number.grad, inside=f"{circle.name} {side}")
        self.chip(circle, neuron)

    def chip(self, circle: Circle, neuron: NeuronView) -> None:
        """The activation on the divider, with its derivative: the middle factor of every chain."""
        full = chip_text(neuron, self.numbers)
        text = full if self.stage is Stage.BACKWARD else label(neuron.activation, 10)
        width, y = text_width(full, TYPE) + 16, circle.y + ROWS[3]
        name = f"chip {circle.name}"
        self.shapes.append(Frame(circle.x - width / 2, y - LINE / 2 - 2, width, LINE + 4, "chip_fill", "line", name))
        self.line((circle.x, y), [text], inside=name)

    def pill(self, frame: Frame, number: Number, tag: str = "") -> None:
        name = f"pill {frame.x:.0f} {frame.y:.0f}"
        stroke, _, _ = self.stroke(number.grad)
        self.shapes.append(Frame(frame.x, frame.y, frame.width, frame.height, frame.fill, stroke, name))
        x, y = frame.middle[0], frame.y + 3 + LINE / 2
        self.line((x, y), self.titled(number, Stage.WEIGHTS), inside=name)
        if self.stage is Stage.BACKWARD:
            pieces = ["◂", self.numbers.signed(number.grad)]
            self.line((x, y + LINE), pieces, grad=number.grad, inside=name)
        if tag:
            self.line((x, y + 2 * LINE), [tag], fill="muted", inside=name)

    def error(self, frame: Frame, error: ErrorView) -> None:
        name = f"error {frame.y:.0f}"
        self.shapes.append(Frame(frame.x, frame.y, frame.width, frame.height, frame.fill, frame.stroke, name))
        x, y = frame.middle
        self.line((x, y - LINE), self.titled(error.number, Stage.FORWARD), inside=name)
        self.line((x, y), [label(error.formula, 24)], fill="muted", inside=name)
        target = [label(error.target_word)]
        if self.stage >= Stage.WEIGHTS:
            target += ["▸", self.numbers.text(error.target.value)]
        self.line((x, y + LINE), target, inside=name)

    def titled(self, number: Number, stage: Stage) -> list[str]:
        """``name ▸ value``, the value from `stage` on."""
        value = ["▸", self.numbers.text(number.value)] if self.stage >= stage else []
        return [label(number.name), *value]

    def hidden_counts(self) -> None:
        """Say how many inputs and neurons are not drawn."""
        columns = [(self.layout.inputs, len(self.view.inputs))]
        columns += [(c, len(y.neurons)) for c, y in zip(self.layout.neurons, self.view.layers, strict=True)]
        for circles, count in columns:
            if count > MOST_SHOWN:
                last = circles[-1]
                self.line((last.x, last.y + last.radius + 12), [f"{count - MOST_SHOWN} more"], fill="muted")

    # ------------------------------------------------------------------------------------------ text

    def line(
        self,
        at: tuple[float, float],
        pieces: list[str],
        *,
        size: float = TYPE,
        fill: str = "text",
        grad: float | None = None,
        inside: str = "",
        centred: bool = True,
    ) -> None:
        """Set texts and marks side by side around a point; what follows ◂ has the colour of the gradient's sign."""
        gap = 4.0
        widths = [MARK if piece in "▸◂" else text_width(piece, size) for piece in pieces]
        x = at[0] - (sum(widths) + gap * (len(pieces) - 1)) / 2 if centred else at[0]
        for piece, width in zip(pieces, widths, strict=True):
            if piece == "◂" and grad and not math.isnan(grad):
                fill = "positive_text" if grad > 0 else "negative_text"
            if piece in "▸◂":
                self.shapes.append(Mark(x, at[1], piece == "▸", "muted" if piece == "▸" else fill))
            else:
                self.shapes.append(Text(x, at[1] + size * 0.35, piece, size, fill, inside))
            x += width + gap

    def key(self, y: float) -> float:
        """Rows that explain the signs this stage uses; returns where the picture ends."""
        x, total = MARGIN, label(self.view.total_name)
        if self.stage >= Stage.WEIGHTS:
            x = self.sample(x, y, ["▸", "value"])
        if self.stage is Stage.BACKWARD:
            x = self.sample(x, y, ["◂", f"gradient: how {total} changes with it"])
            x = self.sample(x, y, ["σ′", "= ∂out/∂net, the slope of the activation"])
            x, y = MARGIN, y + 24
            for grad, verb in ((0.01, "rises"), (-0.01, "falls")):
                stroke, _, dashed = self.stroke(grad)
                self.shapes.append(Arrow(((x, y), (x + 40, y)), stroke, 3, dashed))
                x = self.sample(x + 48, y, [f"gradient {'>' if grad > 0 else '<'} 0: raise it → {total} {verb}"])
            self.sample(x, y, [f"wider: larger |∂{total}/∂w|"])
        else:
            self.sample(x, y, ["left half: the weighted sum; right half: what the activation makes of it"])
        return y + 20

    def sample(self, x: float, y: float, pieces: list[str]) -> float:
        before = len(self.shapes)
        self.line((x, y), pieces, fill="muted", centred=False)
        last = self.shapes[-1]
        assert isinstance(last, Text)
        assert len(self.shapes) > before
        return last.x + last.width + 28

    def description(self) -> str:
        view = self.view
        sizes = "-".join(str(n) for n in (len(view.inputs), *(len(layer.neurons) for layer in view.layers)))
        text = f"A {sizes} network, each neuron split into net and out"
        return (
            f"{text}; {label(view.total_name)} = {self.numbers.text(view.total.value)}." if view.total else f"{text}."
        )


def line_width(grad: float | None) -> float:
    """The width of a line by the size of its gradient, on a logarithmic scale from 1e−6 to 1.

    Examples
    --------
    >>> [round(line_width(grad), 2) for grad in (None, 1e-300, 0.01, float("inf"))]
    [1.5, 1.4, 4.4, 5.9]
    """
    if not grad or math.isnan(grad):
        return 1.5
    return 1.4 + 0.75 * (math.log10(min(max(abs(grad), 1e-6), 1.0)) + 6)


def _on(circle: Circle, towards: tuple[float, float]) -> tuple[float, float]:
    """The point of a circle that faces another point."""
    dx, dy = towards[0] - circle.x, towards[1] - circle.y
    scale = circle.radius / math.hypot(dx, dy)
    return circle.x + dx * scale, circle.y + dy * scale


def _at_height(circle: Circle, y: float) -> tuple[float, float]:
    """The point on the left of a circle at a height."""
    inside = circle.radius**2 - (y - circle.y) ** 2
    return circle.x - math.sqrt(max(inside, 0.0)), y
