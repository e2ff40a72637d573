"""Pictures of activation functions: out and ∂out/∂x as curves, the saturated zones tinted."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from nn.activations.facts import ACTIVATIONS, ActivationFacts
from viz.canvas.shapes import Drawing
from viz.plots.curves import Curve, Dot, Plot, Zone
from viz.plots.drawing import curve_drawing, small_multiples
from viz.style import NumberFormat

__all__ = ["activation_drawing", "is_dead", "overview_drawing", "saturation_text", "slope_sentence"]

NUMBERS = NumberFormat(significant=3)

POINTS = 120
"""Points of a curve on each side of 0."""

NEXT_TO_ZERO = 1e-9
"""Where a function is asked for what it comes near to at 0, from either side."""

OVERVIEW_REACH = 6.0


def activation_drawing(facts: ActivationFacts) -> Drawing:
    """Return the picture of one activation: function, derivative, and where the gradient is near 0.

    Examples
    --------
    >>> from nn.activations.facts import ACTIVATIONS
    >>> activation_drawing(ACTIVATIONS["relu"]).title
    'ReLU (rectified linear unit)'
    """
    reach = _reach(facts)
    notes = [f"{facts.out} = {facts.formula}", f"∂{facts.out}/∂x = {facts.derivative}", slope_sentence(facts)]
    if facts.others:
        notes.insert(2, f"Drawn: the first output of softmax(x, {_held(facts)}); only x changes.")
    if not facts.is_smooth:
        notes.append("At x = 0 there is no derivative; the engine takes 0 there.")
    curves = _curves(facts, reach, "out₁" if facts.others else "out")
    return curve_drawing(Plot(facts.title, tuple(notes), -reach, reach, curves, _zones(facts, reach)))


def overview_drawing() -> Drawing:
    """Return one picture of all activations, small, with the same x in each.

    Examples
    --------
    >>> overview_drawing().title
    'Activation functions and their derivatives'
    """
    reach = OVERVIEW_REACH
    plots = []
    for facts in ACTIVATIONS.values():
        title = facts.title.partition(" (")[0] + (f" of (x, {_held(facts)})" if facts.others else "")
        slope = slope_sentence(facts).partition(";")[0].partition(":")[0].rstrip(".")
        notes = (f"out: {facts.range}", slope.replace("Slope", "slope:"))
        zones = tuple(Zone(zone.low, zone.high, "gradient 0 or near 0") for zone in _zones(facts, reach))
        plots.append(Plot(title, notes, -reach, reach, _curves(facts, reach, "out"), zones))
    return small_multiples("Activation functions and their derivatives", plots)


def saturation_text(facts: ActivationFacts) -> str:
    """Return where the slope is below 5 % of the largest, in words.

    Examples
    --------
    >>> from nn.activations.facts import ACTIVATIONS
    >>> saturation_text(ACTIVATIONS["tanh"]), saturation_text(ACTIVATIONS["step"])
    ('x < −2.18 or x > 2.18', 'everywhere')
    """
    open_interval = facts.unsaturated()
    if open_interval is None:
        return "everywhere"
    low, high = open_interval
    sides = [f"x {sign} {NUMBERS.text(end)}" for sign, end in (("<", low), (">", high)) if math.isfinite(end)]
    others = f", others {_held(facts)}" if facts.others else ""
    return " or ".join(sides) + others or "nowhere"


def slope_sentence(facts: ActivationFacts) -> str:
    """Return how steep it is at most, and where it is not, as a sentence.

    Examples
    --------
    >>> from nn.activations.facts import ACTIVATIONS
    >>> slope_sentence(ACTIVATIONS["sigmoid"])
    'Slope at most 0.25; below 5 % of that for x < −4.36 or x > 4.36.'
    >>> slope_sentence(ACTIVATIONS["relu"])
    'Slope at most 1; 0 for x < 0.'
    """
    where = saturation_text(facts)
    if where == "everywhere":
        return "Slope 0 wherever it has one: no gradient reaches the layers before."
    if where == "nowhere":
        return f"Slope {NUMBERS.text(facts.largest_slope)} everywhere."
    size = "0" if is_dead(facts) else "below 5 % of that"
    return f"Slope at most {NUMBERS.text(facts.largest_slope)}; {size} for {where}."


def _held(facts: ActivationFacts) -> str:
    return ", ".join(map(NUMBERS.text, facts.others))


def is_dead(facts: ActivationFacts) -> bool:
    """Return whether the gradient is exactly 0 where it is small, not only nearly so.

    Examples
    --------
    >>> from nn.activations.facts import ACTIVATIONS
    >>> is_dead(ACTIVATIONS["relu"]), is_dead(ACTIVATIONS["sigmoid"])
    (True, False)
    """
    return facts.slope(-OVERVIEW_REACH) == 0.0


def _reach(facts: ActivationFacts) -> float:
    """How far to either side of 0 the picture goes: far enough to see the zones."""
    edges = [abs(edge) for edge in facts.unsaturated() or () if math.isfinite(edge)]
    return float(max(4, *(math.ceil(edge) + 3 for edge in (0.0, *edges))))


def _zones(facts: ActivationFacts, reach: float) -> tuple[Zone, ...]:
    open_interval = facts.unsaturated()
    if open_interval is None:
        return (Zone(-reach, reach, "gradient 0 everywhere"),)
    low, high = (min(max(edge, -reach), reach) for edge in open_interval)
    label = "dead: gradient 0" if is_dead(facts) else "saturated: gradient near 0"
    return tuple(Zone(start, end, label) for start, end in ((-reach, low), (high, reach)) if start < end)


def _curves(facts: ActivationFacts, reach: float, out: str) -> tuple[Curve, Curve]:
    slope = replace(_curve(f"∂{out}/∂x", facts.slope, reach), is_derivative=True)
    return _curve(out, facts.value, reach), slope


def _curve(label: str, function: Callable[[float], float], reach: float) -> Curve:
    """A function as a curve; where it jumps at 0, in two pieces, with a dot for each side and for its value there."""
    xs = [reach * place / POINTS for place in range(1, POINTS + 1)]
    left, right = [(-x, function(-x)) for x in reversed(xs)], [(x, function(x)) for x in xs]
    before, at, after = function(-NEXT_TO_ZERO), function(0.0), function(NEXT_TO_ZERO)
    if max(before, at, after) - min(before, at, after) < 1e-6:
        return Curve(label, ((*left, (0.0, at), *right),))
    dots = [Dot(0.0, side, False) for side in (before, after) if abs(side - at) > 1e-6]
    pieces = ((*left, (0.0, before)), ((0.0, after), *right))
    return Curve(label, pieces, (*dots, Dot(0.0, at, True)))
