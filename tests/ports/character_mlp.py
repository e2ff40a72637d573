"""A port: letters guessed from the two before them, through embeddings and a layer of tanh, by plain descent."""

import random

from autograd import Value

WORDS = "vertex lattice render carbon marble timber copper velvet saddle ribbon meadow harbour"
"""Words that we thought of; a space ends each of them."""

LETTERS = sorted(set(WORDS + " "))
CONTEXT, FEATURES, HIDDEN = 2, 3, 6


def samples(text: str) -> list[tuple[list[int], int]]:
    """Return each letter's number together with the numbers of those before it."""
    places = [LETTERS.index(letter) for letter in " " * CONTEXT + text + " "]
    return [(places[end - CONTEXT : end], places[end]) for end in range(CONTEXT, len(places))]


def matrix(rows: int, columns: int) -> list[list[Value]]:
    """Return small random numbers."""
    return [[Value(random.gauss(0.0, 0.5)) for _ in range(columns)] for _ in range(rows)]


def tanh(x: Value) -> Value:
    """Return the hyperbolic tangent, by its definition."""
    grown = (2 * x).exp()
    return (grown - 1) / (grown + 1)


def surprise(scores: list[Value], letter: int) -> Value:
    """Return −log of the share that the right letter has of all exponentials."""
    grown = [score.exp() for score in scores]
    return -1 * (grown[letter] / sum(grown)).log()


class Guesser:
    """Letters into features, features into hidden units, hidden units into a score for each letter."""

    def __init__(self) -> None:
        self.features = matrix(len(LETTERS), FEATURES)
        self.into, self.out = matrix(HIDDEN, CONTEXT * FEATURES), matrix(len(LETTERS), HIDDEN)
        self.bias = [Value(0.0) for _ in range(HIDDEN)]

    def parameters(self) -> list[Value]:
        """Return every number that is trained."""
        return [p for row in (*self.features, *self.into, *self.out, self.bias) for p in row]

    def __call__(self, before: list[int]) -> list[Value]:
        signal = [x for letter in before for x in self.features[letter]]
        pairs = zip(self.into, self.bias, strict=True)
        hidden = [tanh(sum((w * x for w, x in zip(row, signal, strict=True)), b)) for row, b in pairs]
        return [sum((w * h for w, h in zip(row, hidden, strict=True)), Value(0.0)) for row in self.out]


def trained(steps: int = 8) -> tuple[list[float], list[float]]:
    """Return the losses, and the parameters at the end."""
    random.seed(3)
    model, data = Guesser(), samples(WORDS)
    losses: list[float] = []
    for step in range(steps):
        batch = data[step * 10 : step * 10 + 10]
        loss = sum((surprise(model(before), letter) for before, letter in batch), Value(0.0)) * (1.0 / len(batch))
        for p in model.parameters():
            p.grad = 0.0
        loss.backward()
        for p in model.parameters():
            p.data -= 0.3 * p.grad
        losses.append(loss.data)
    return losses, [p.data for p in model.parameters()]
