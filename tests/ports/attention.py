"""A port: one block of attention with one head over the letters of a word, trained by Adam written out in the loop."""

import math
import random

from autograd import Value

Vector = list[Value]
Matrix = list[Vector]

WORDS = ["pebble", "bottle", "kettle", "nettle", "temple", "needle", "beetle", "people"]
END = "."
LETTERS = sorted({*"".join(WORDS), END})
WIDTH, LONGEST = 4, 8


def matrix(rows: int, columns: int, spread: float = 0.3) -> Matrix:
    """Return small random numbers."""
    return [[Value(random.gauss(0.0, spread)) for _ in range(columns)] for _ in range(rows)]


def along(x: Vector, y: Vector) -> Value:
    """Return the sum of products of two vectors."""
    return sum((a * b for a, b in zip(x, y, strict=True)), Value(0.0))


def through(weights: Matrix, x: Vector) -> Vector:
    """Return a matrix times a vector."""
    return [along(row, x) for row in weights]


def plus(x: Vector, y: Vector) -> Vector:
    """Return the sum of two vectors."""
    return [a + b for a, b in zip(x, y, strict=True)]


def evened(x: Vector) -> Vector:
    """Return the vector divided by its root mean square."""
    size = (along(x, x) / len(x) + 1e-5) ** 0.5
    return [a / size for a in x]


def shares(scores: Vector) -> Vector:
    """Return exponentials as shares of their sum; the largest score is taken off first, as a plain number."""
    largest = max(score.data for score in scores)
    grown = [(score - largest).exp() for score in scores]
    whole = sum(grown)
    return [one / whole for one in grown]


class Block:
    """Embeddings of letters and places, attention to what came before, a layer of relu, a score for each letter."""

    def __init__(self) -> None:
        self.letter, self.place = matrix(len(LETTERS), WIDTH), matrix(LONGEST, WIDTH)
        self.query, self.key, self.value, self.mixed = (matrix(WIDTH, WIDTH) for _ in range(4))
        self.wide, self.narrow = matrix(2 * WIDTH, WIDTH), matrix(WIDTH, 2 * WIDTH)
        self.score = matrix(len(LETTERS), WIDTH)

    def parameters(self) -> Vector:
        """Return every number that is trained."""
        every = (self.letter, self.place, self.query, self.key, self.value, self.mixed, self.wide, self.narrow)
        return [p for weights in (*every, self.score) for row in weights for p in row]

    def attended(self, known: list[Vector]) -> Vector:
        """Return what the last of the signals takes from all of them."""
        asked = through(self.query, known[-1])
        fits = [along(asked, through(self.key, x)) / math.sqrt(WIDTH) for x in known]
        told = [through(self.value, x) for x in known]
        weights = shares(fits)
        mixture = [along(weights, [x[n] for x in told]) for n in range(WIDTH)]
        return plus(known[-1], through(self.mixed, mixture))

    def __call__(self, letters: list[int]) -> Vector:
        known = [evened(plus(self.letter[letter], self.place[n])) for n, letter in enumerate(letters)]
        x = self.attended(known)
        x = plus(x, through(self.narrow, [h.relu() for h in through(self.wide, evened(x))]))
        return through(self.score, x)


def surprise(model: Block, word: str) -> Value:
    """Return the mean over the letters of −log of the share that was given to the right one."""
    letters = [LETTERS.index(letter) for letter in END + word + END]
    terms = [-shares(model(letters[:n]))[letters[n]].log() for n in range(1, len(letters))]
    return sum(terms, Value(0.0)) / len(terms)


def trained(steps: int = 10) -> tuple[list[float], list[float]]:
    """Return the losses, and the parameters at the end."""
    random.seed(11)
    model = Block()
    parameters = model.parameters()
    first, second = [0.0] * len(parameters), [0.0] * len(parameters)
    rate, keep_first, keep_second, tiny = 0.02, 0.9, 0.95, 1e-8
    losses: list[float] = []
    for step in range(1, steps + 1):
        loss = surprise(model, WORDS[step % len(WORDS)])
        loss.backward()
        for n, p in enumerate(parameters):
            first[n] = keep_first * first[n] + (1 - keep_first) * p.grad
            second[n] = keep_second * second[n] + (1 - keep_second) * p.grad**2
            m_hat, v_hat = first[n] / (1 - keep_first**step), second[n] / (1 - keep_second**step)
            p.data -= rate * m_hat / (v_hat**0.5 + tiny)
            p.grad = 0
        losses.append(loss.data)
    return losses, [p.data for p in parameters]
