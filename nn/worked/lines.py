"""Parts of walkthroughs: sums of products with their terms, layers as matrices, means, short tables."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence

from autograd import Value
from autograd.derivation.wording import Wording, equal_sides, signed
from autograd.text.document import EQUALS, Cell, Equation, Heading, Line, Math, Piece, Table
from autograd.text.names import first_and_last
from nn.forward import Forward
from nn.neuron import NeuronOutput
from nn.worked.records import STEPS

__all__ = [
    "MOST_LINES",
    "MOST_TERMS",
    "beside_document",
    "computed_line",
    "cut_lines",
    "cut_names",
    "cut_rows",
    "decimals_apart",
    "equals",
    "matrix_equations",
    "mean_line",
    "mean_of",
    "number_or_name",
    "step_heading",
    "sum_equation",
    "total_of",
]

MOST_TERMS, MOST_LINES, MOST_ROWS = 6, 8, 24
"""Terms of a sum, values of a layer, rows of a table; of more, the first ones and the last."""

MOST_DECIMALS = 9
"""Digits after the point that show what a step has changed, where fewer were asked for."""


def step_heading(step: int, where: str = "") -> Heading:
    """Return ``3  Sum of products: hidden layer``."""
    return Heading(f"{step}  {STEPS[step - 1]}: {where}" if where else f"{step}  {STEPS[step - 1]}")


def total_of(forward: Forward) -> Value:
    """Return the total error of a forward pass with targets."""
    assert forward.total is not None  # a walkthrough has trained it
    return forward.total


def equals(sides: Iterable[Math]) -> Line:
    """Return a line in which each side says more than the one before it."""
    return Line(equal_sides(sides))


def computed_line(words: Wording, value: Value) -> Line:
    """Return ``out_h1 = σ(net_h1) = σ(0.3775) = 0.5933``."""
    formulas = [words.formula(value), words.formula_in_numbers(value)]
    return equals([words.name(value), *filter(None, formulas), words.number(value.data)])


def sum_equation(words: Wording, net: Value) -> Equation:
    """Return a sum of products with its terms.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.mazur().run()
    >>> print(sum_equation(Wording(forward.labels, 4), forward["net_o1"]))
    net_o1 = w5 · out_h1 + w6 · out_h2 + b2
           = 0.4 · 0.5933 + 0.45 · 0.5969 + 0.6 = 0.2373 + 0.2686 + 0.6 = 1.1059
    """
    pairs, bias = _operands(net)
    in_names = [_product(number_or_name(words, w), number_or_name(words, x)) for w, x in pairs]
    in_numbers = [_product(words.number(w.data), words.number(x.data)) for w, x in pairs]
    terms = [words.number(w.data * x.data) for w, x in pairs]
    numbers = words.number(bias.data)
    first = equals([words.name(net), _sum([*in_names, number_or_name(words, bias)])])
    sides = equals([_sum([*in_numbers, numbers]), _sum([*terms, numbers]), words.number(net.data)])
    return Equation((first, Line((EQUALS, *sides.pieces))))


def number_or_name(words: Wording, value: Value) -> Math:
    """Return the name of a value; its number where it has none."""
    return words.name(value) if value in words.labels else words.number(value.data)


def matrix_equations(words: Wording, layer: Sequence[NeuronOutput]) -> Iterator[Equation]:
    """Yield a layer as matrix · vector = nets, in names and in numbers.

    Examples
    --------
    >>> from nn import documents
    >>> forward = documents.lecture_hidden().run()
    >>> for equation in matrix_equations(Wording(forward.labels, 4), forward.layers[0]):
    ...     print(equation)
    ⎡W1  W2  b1⎤   ⎡x1⎤   ⎡h1_in⎤
    ⎣W3  W4  b2⎦ · ⎢x2⎥ = ⎣h2_in⎦
                   ⎣1 ⎦
    ⎡0.5   0.1  0.4 ⎤   ⎡0.1⎤   ⎡0.48 ⎤
    ⎣0.62  0.2  −0.1⎦ · ⎢0.3⎥ = ⎣0.022⎦
                        ⎣1  ⎦
    """
    one = Math("1", "1")
    split = [_operands(neuron.net) for neuron in layer]
    inputs = [x for _, x in split[0][0]]

    ways: list[Callable[[Value], Math]] = [
        lambda value: number_or_name(words, value),
        lambda value: words.number(value.data),
    ]
    for show in ways:
        weights = [[*(show(w) for w, _ in pairs), show(bias)] for pairs, bias in split]
        vector = [[entry] for entry in [*map(show, inputs), one]]
        nets = [[show(neuron.net)] for neuron in layer]
        left = (Piece(_matrix(weights)), Piece(Math("·", r"\cdot")), Piece(_matrix(vector)))
        yield Equation((Line((*left, EQUALS, Piece(_matrix(nets)))),))


def mean_of(name: Math) -> Math:
    """Return the mean of something over the samples."""
    return Math(f"mean {name.text}", rf"\overline{{{name.latex}}}")


def mean_line(words: Wording, name: Math, numbers: Sequence[float]) -> Line:
    """Return ``mean E = (0.1 + 0.2 + 0.6) / 3 = 0.3``."""
    terms = _sum([words.number(number) for number in numbers])
    over = Math(f"({terms.text}) / {len(numbers)}", rf"\frac{{{terms.latex}}}{{{len(numbers)}}}")
    return equals([mean_of(name), over, words.number(sum(numbers) / len(numbers))])


def decimals_apart(pairs: Iterable[tuple[float, float]], decimals: int) -> int:
    """Return how many decimals show all old numbers apart from the new ones, with four digits of the difference.

    Examples
    --------
    >>> decimals_apart([(0.15, 0.14978), (0.4, 0.3589)], 4), decimals_apart([(1.0, 1.0)], 4)
    (7, 4)
    """
    changes = [abs(new - old) for old, new in pairs if math.isfinite(new - old)]
    smallest = min(filter(None, changes), default=1.0)
    return max(decimals, min(MOST_DECIMALS, 3 - math.floor(math.log10(smallest))))


def cut_rows(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows of a table, of too many the first ones and the last."""
    return tuple(first_and_last(rows, MOST_ROWS, ("…", *[""] * (len(rows[0]) - 1))))


def beside_document(header: tuple[Cell, ...], rows: Sequence[tuple[Cell, ...]], said: Sequence[str]) -> Table:
    """Return a table with what the document prints in a last column, where it prints anything."""
    if any(said):
        header, rows = (*header, "document"), [(*row, text) for row, text in zip(rows, said, strict=True)]
    return Table(header, cut_rows(rows))


def cut_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of an equation, of too many the first ones and the last."""
    return tuple(first_and_last(lines, MOST_ROWS, Line((Piece(_DOTS),))))


def cut_names(names: Sequence[str]) -> str:
    """Return names with commas between them, of too many the first ones and the last.

    Examples
    --------
    >>> cut_names(["b1", "b2"])
    'b1, b2'
    """
    return ", ".join(first_and_last(names, MOST_LINES, "…"))


_DOTS = Math("…", r"\dots")


def _operands(net: Value) -> tuple[list[tuple[Value, Value]], Value]:
    """Weights with their inputs, and the bias."""
    *pairs, bias = net.parents
    return list(zip(pairs[::2], pairs[1::2], strict=True)), bias


def _product(weight: Math, x: Math) -> Math:
    factor = signed(x)
    return Math(f"{weight.text} · {factor.text}", rf"{weight.latex} \cdot {factor.latex}")


def _sum(terms: Sequence[Math]) -> Math:
    """The terms, each after the sign that it has; of many the first ones and the last."""
    terms = first_and_last(terms, MOST_TERMS, _DOTS)
    text, latex = terms[0].text, terms[0].latex
    for term in terms[1:]:
        if term.text.startswith("−"):
            text, latex = f"{text} − {term.text[1:]}", f"{latex} - {term.latex[1:]}"
        else:
            text, latex = f"{text} + {term.text}", f"{latex} + {term.latex}"
    return Math(text, latex)


def _matrix(rows: Sequence[Sequence[Math]]) -> Math:
    """Rows between brackets, as text of several lines."""
    widths = [max(len(cell.text) for cell in column) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.text.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    brackets = ["⎡⎤", *["⎢⎥"] * (len(lines) - 2), "⎣⎦"] if len(lines) > 1 else ["[]"]
    drawn = tuple(f"{pair[0]}{line}{pair[1]}" for line, pair in zip(lines, brackets, strict=True))
    text = "; ".join(", ".join(cell.text for cell in row) for row in rows)
    latex = r" \\ ".join(" & ".join(cell.latex for cell in row) for row in rows)
    return Math(f"[{text}]", rf"\begin{{bmatrix}} {latex} \end{{bmatrix}}", drawn)
