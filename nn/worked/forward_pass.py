"""The first four steps: weights, inputs, and for each layer its sums of products and activations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from autograd import Op, Value
from autograd.derivation.wording import Wording
from autograd.text.document import Block, Cell, Equation, Paragraph, Table
from autograd.text.names import printable
from nn.activations.facts import ACTIVATIONS
from nn.neuron import Neuron, NeuronOutput
from nn.worked.lines import (
    MOST_LINES,
    computed_line,
    cut_names,
    cut_rows,
    equals,
    matrix_equations,
    number_or_name,
    step_heading,
    sum_equation,
)
from nn.worked.records import SumForm, Walkthrough

__all__ = ["forward_blocks"]


def forward_blocks(walk: Walkthrough, words: Wording, form: SumForm) -> Iterator[Block]:
    """Yield the forward pass of the first sample; the third and the fourth step are taken once for each layer."""
    yield from _initialisation(walk, words)
    yield from _inputs(walk, words)
    layers = walk.passes[0].layers
    explained: set[str] = set()
    for place, layer in enumerate(layers):
        where = _where(place, len(layers))
        yield step_heading(3, where)
        yield from _sums(layer, words, form)
        yield step_heading(4, where)
        yield from _meanings(layer, explained)
        yield Equation(tuple(computed_line(words, neuron.out) for neuron in layer[:MOST_LINES]))
        yield from _others(layer)


def _initialisation(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    """Every weight and bias with its first number, and which of them stay."""
    yield step_heading(1)
    rows: list[tuple[Cell, ...]] = []
    sources = [words.name(value).text for value in walk.passes[0].inputs if value in words.labels]
    for layer in walk.example.network.layers:
        rows += _weights(layer.neurons, sources, words)
        sources = [printable(neuron.name) for neuron in layer.neurons]
    yield Table(("weight", "from → to", "value"), cut_rows(rows), numbers_from=2)
    names = [parameter.name or "" for parameter in walk.example.network.parameters()]
    kept = [printable(name) for name in names if name not in walk.example.trained]
    if kept:
        yield Paragraph((f"{cut_names(kept)}: not updated in this example.",))


def _weights(neurons: Sequence[Neuron], sources: Sequence[str], words: Wording) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    fed: dict[Value, list[str]] = {}
    for neuron in neurons:
        name = printable(neuron.name)
        for place, weight in enumerate(neuron.weights):
            source = sources[place] if len(sources) == len(neuron.weights) else f"input {place + 1}"
            rows.append((number_or_name(words, weight), f"{source} → {name}", words.number(weight.data)))
        fed.setdefault(neuron.bias, []).append(name)
    for bias, names in fed.items():
        shared = " (shared)" if len(names) > 1 else ""
        rows.append((number_or_name(words, bias), f"→ {cut_names(names)}{shared}", words.number(bias.data)))
    return rows


def _inputs(walk: Walkthrough, words: Wording) -> Iterator[Block]:
    yield step_heading(2)
    first = walk.passes[0]
    if len(walk.passes) > 1:
        yield Paragraph((f"Sample 1 of {len(walk.passes)} is written out; a table has the others.",))
    values = [value for row in (first.inputs, first.targets) for value in row[:MOST_LINES]]
    yield Equation(tuple(equals([number_or_name(words, value), words.number(value.data)]) for value in values))


def _where(place: int, count: int) -> str:
    if count == 1:
        return ""
    if place == count - 1:
        return "output layer"
    return "hidden layer" if count == 2 else f"hidden layer {place + 1}"


def _sums(layer: Sequence[NeuronOutput], words: Wording, form: SumForm) -> Iterator[Block]:
    if form is SumForm.MATRICES and max(len(layer), len(layer[0].net.parents) // 2) <= MOST_LINES:
        yield from matrix_equations(words, layer)
    else:
        yield from (sum_equation(words, neuron.net) for neuron in layer[:MOST_LINES])
        yield from _others(layer)


def _others(layer: Sequence[NeuronOutput]) -> Iterator[Paragraph]:
    if len(layer) > MOST_LINES:
        yield Paragraph((f"The other {len(layer) - MOST_LINES} neurons of the layer follow in the same way.",))


def _meanings(layer: Sequence[NeuronOutput], explained: set[str]) -> Iterator[Paragraph]:
    """What the activations of a layer are, where a lecture says so and it has not been told."""
    ops = [neuron.out.op for neuron in layer if neuron.net in neuron.out.parents]
    for name in dict.fromkeys(op.name for op in ops if isinstance(op, Op)):
        facts = ACTIVATIONS.get(name)
        if facts is not None and name not in explained:
            explained.add(name)
            yield Paragraph((f"{facts.title}: {facts.out} = {facts.formula}, where x is the sum of products.",))
