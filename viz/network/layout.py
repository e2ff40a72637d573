"""Coordinates of a network picture: where every circle, weight, bias and error stands, the same at every stage.

Each neuron's weights stand before it, one below the other in the order of its inputs, so that boxes never meet:
lines run from the inputs to the weights, and from the weights into the neuron. The bias of a single neuron is the
last of its stack, as in w1·x1 + … + wn·xn + b; a shared bias stands between the first two neurons it feeds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from viz.canvas.shapes import Circle, Frame
from viz.canvas.texts import MARGIN, TOP
from viz.network.parts import Kind, Part
from viz.network.sizes import MOST_SHOWN, Room, Sizes, measure
from viz.network.view import LayerView, NetworkView
from viz.style import NumberFormat

__all__ = ["Layout", "network_layout"]

WIDEST = 1000.0
BETWEEN_PILLS, BEFORE_NEURON, BEFORE_ERROR, AFTER_ERROR, BEFORE_SUM = 6.0, 16.0, 30.0, 20.0, 18.0
BEFORE_TOTAL = 26.0
NARROWEST_CHANNEL, WIDEST_CHANNEL = 32.0, 110.0


@dataclass(slots=True)
class Layout:
    """The places of a network's parts, in units of which the type is 14.

    Weights and biases stand on the lines as pills, or go into a table. A layer with softmax has the frame of Σeˣ, to
    the right of its bracket.
    """

    sizes: Sizes
    with_pills: bool
    width: float = WIDEST
    bottom: float = TOP
    inputs: list[Circle] = field(default_factory=list)
    neurons: list[list[Circle]] = field(default_factory=list)
    weights: dict[Part, Frame] = field(default_factory=dict)
    biases: dict[Part, Frame] = field(default_factory=dict)
    errors: list[Frame] = field(default_factory=list)
    total: Frame | None = None
    sums: dict[int, Frame] = field(default_factory=dict)

    def bracket(self, depth: int) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The points of the bracket over the neurons of a layer with softmax, and of the line from there to its sum."""
        first, last, frame = self.neurons[depth][0], self.neurons[depth][-1], self.sums[depth]
        x, y = frame.x - BEFORE_SUM / 2, frame.middle[1]
        left, top, bottom = x - BEFORE_SUM / 2, first.y - 0.9 * first.radius, last.y + 0.9 * first.radius
        return ((left, top), (x, top), (x, bottom), (left, bottom)), ((x, y), (frame.x, y))


def network_layout(view: NetworkView, numbers: NumberFormat, room: Room | None = None) -> Layout:
    """Return where everything stands; room is that for gradients unless a picture writes something else.

    Examples
    --------
    >>> from nn import documents
    >>> from viz.network.view import view_of
    >>> layout = network_layout(view_of(documents.mazur().run()), NumberFormat())
    >>> layout.width <= 1000, len(layout.weights), len(layout.biases)
    (True, 8, 2)
    """
    sizes = measure(view, numbers, room)
    with_pills = sizes.may_have_pills and _width(view, sizes, True) <= WIDEST
    pitch, most = _pitch(view, sizes, with_pills), max(len(layer.neurons[:MOST_SHOWN]) for layer in view.layers)
    inputs = min(len(view.inputs), MOST_SHOWN)
    height = max(most * pitch, inputs * (2 * sizes.input_radius + 24 + sizes.below))
    height -= pitch - _pitch(view, replace(sizes, below=0), with_pills)  # the last row needs no room below itself
    narrowest = _width(view, sizes, with_pills)
    spare = min(max((WIDEST - narrowest) / len(view.layers), 0), WIDEST_CHANNEL - NARROWEST_CHANNEL)
    layout = Layout(sizes, with_pills, narrowest + spare * len(view.layers), TOP + height)
    x, middle = MARGIN + sizes.input_radius, TOP + height / 2
    for place, y in enumerate(_spread(inputs, middle, min(pitch, height / inputs))):
        name = str(Part(Kind.INPUT, place=place))
        layout.inputs.append(Circle(x, y, sizes.input_radius, "input_fill", "line", name))
    x += sizes.input_radius
    for layer in view.layers:
        heights = _spread(len(layer.neurons[:MOST_SHOWN]), middle, pitch)
        x = _place_layer(layout, view, layer, x + NARROWEST_CHANNEL + spare, heights)
    if view.errors:
        _place_errors(layout, x + BEFORE_ERROR, heights)
    return layout


def _place_layer(layout: Layout, view: NetworkView, layer: LayerView, x: float, heights: Sequence[float]) -> float:
    """Weights, neurons and Σeˣ of the next layer; returns where it ends."""
    sizes, depth = layout.sizes, len(layout.neurons)
    if layout.with_pills:
        _place_pills(layout, depth, layer, x, heights)
        x += sizes.pill[0] + BEFORE_NEURON
    x += sizes.radius
    circles = [Circle(x, y, sizes.radius, "", "line", str(Part(Kind.NEURON, depth, n))) for n, y in enumerate(heights)]
    layout.neurons.append(circles)
    x += sizes.radius
    if layer.shared_sum:
        x += BEFORE_SUM
        has_lines = bool(view.errors) or depth + 1 < len(view.layers)
        width, height = sizes.shared_sum
        y = _clear_of_lines(heights, sizes.radius, has_lines) - height / 2
        layout.sums[depth] = Frame(x, y, width, height, "out_fill", "line", str(Part(Kind.SUM, depth)))
        x += width
    return x


def _clear_of_lines(heights: Sequence[float], radius: float, has_lines: bool) -> float:
    """Where Σeˣ stands on its bracket: at the middle, unless a line leaves a neuron there to the right."""
    if not has_lines or len(heights) % 2 == 0:
        return (heights[0] + heights[-1]) / 2
    return (heights[0] + heights[1]) / 2 if len(heights) > 1 else heights[0] + radius / 2


def _spread(count: int, middle: float, step: float) -> list[float]:
    """`count` places around the middle, `step` apart."""
    return [middle + (place - (count - 1) / 2) * step for place in range(count)]


def _width(view: NetworkView, sizes: Sizes, with_pills: bool) -> float:
    """The width of the picture with the least room for lines."""
    pills = sizes.pill[0] + BEFORE_NEURON if with_pills else 0
    width = 2 * MARGIN + 2 * sizes.input_radius
    width += len(view.layers) * (NARROWEST_CHANNEL + pills + 2 * sizes.radius)
    width += sum(BEFORE_SUM + sizes.shared_sum[0] for layer in view.layers if layer.shared_sum)
    return width + (BEFORE_ERROR + max(sizes.error[0], sizes.total[0]) + AFTER_ERROR if view.errors else 0)


def _pitch(view: NetworkView, sizes: Sizes, with_pills: bool) -> float:
    """From one neuron of a layer to the next: room for circle and name, for the weights, for a shared bias."""
    neuron = 2 * sizes.radius + 36 + sizes.below
    if len(view.errors) > 1:
        neuron = max(neuron, sizes.error[1] + sizes.total[1] + 2 * BEFORE_TOTAL)
    if not with_pills:
        return neuron
    shared = any(bias.is_shared for layer in view.layers for bias in layer.biases)
    most = max(_stack_of(layer) for layer in view.layers)
    step = sizes.pill[1] + BETWEEN_PILLS
    return max(neuron, most * step + (sizes.shared_pill + 3 * BETWEEN_PILLS if shared else BETWEEN_PILLS))


def _stack_of(layer: LayerView) -> int:
    singles = _single_biases(layer)
    return max(len(neuron.weights) + (place in singles) for place, neuron in enumerate(layer.neurons))


def _single_biases(layer: LayerView) -> dict[int, int]:
    """For each neuron that has a bias for itself the place of that bias."""
    return {bias.feeds[0]: place for place, bias in enumerate(layer.biases) if not bias.is_shared}


def _place_pills(layout: Layout, depth: int, layer: LayerView, x: float, heights: Sequence[float]) -> None:
    (width, height), tall = layout.sizes.pill, layout.sizes.shared_pill
    singles = _single_biases(layer)
    for n, (neuron, middle) in enumerate(zip(layer.neurons, heights, strict=True)):
        stack = [Part(Kind.WEIGHT, depth, n, place) for place in range(len(neuron.weights))]
        if n in singles:
            stack.append(Part(Kind.BIAS, depth, place=singles[n]))
        for part, y in zip(stack, _spread(len(stack), middle, height + BETWEEN_PILLS), strict=True):
            pills = layout.weights if part.kind is Kind.WEIGHT else layout.biases
            pills[part] = Frame(x, y - height / 2, width, height, "pill_fill", "line", str(part))
    for place, bias in enumerate(layer.biases):
        if bias.is_shared:
            part = Part(Kind.BIAS, depth, place=place)
            y = (heights[bias.feeds[0]] + heights[bias.feeds[0] + 1] - tall) / 2
            layout.biases[part] = Frame(x, y, width, tall, "pill_fill", "line", str(part))


def _place_errors(layout: Layout, x: float, heights: Sequence[float]) -> None:
    """One error beside each output; the total between the middle two, below the last where their number is odd."""
    (width, height), (total_width, total_height) = layout.sizes.error, layout.sizes.total
    paint = ("error_fill", "error_line")
    layout.errors = [
        Frame(x, y - height / 2, width, height, *paint, str(Part(Kind.ERROR, place=n))) for n, y in enumerate(heights)
    ]
    count = len(heights)
    if count == 1:
        return
    if count % 2 == 0:
        middle = (heights[count // 2 - 1] + heights[count // 2]) / 2
    else:
        middle = layout.errors[-1].bottom + 2 * total_height
    left, top = x + (width - total_width) / 2, middle - total_height / 2
    layout.total = Frame(left, top, total_width, total_height, *paint, str(Part(Kind.TOTAL)))
    layout.bottom = max(layout.bottom, layout.total.bottom + MARGIN)
