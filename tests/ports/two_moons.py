"""A port: two moons told apart by a perceptron with hinge loss and a penalty on large weights."""

import math
import random

from autograd import Value
from nn import MLP


def moons(count: int) -> list[tuple[tuple[float, float], int]]:
    """Return points of two half circles that reach into each other, each with its side, −1 or 1."""
    points = []
    for _ in range(count):
        side = random.choice((-1, 1))
        turn = random.uniform(0.0, math.pi)
        x, y = math.cos(turn), math.sin(turn)
        place = (x, y) if side == 1 else (1.0 - x, 0.5 - y)
        points.append(((random.gauss(place[0], 0.1), random.gauss(place[1], 0.1)), side))
    return points


def hinge(score: Value, side: int) -> Value:
    """Return by how much a score falls short of a margin of 1 on its side."""
    return (1 - side * score).relu()


def trained(steps: int = 15) -> tuple[list[float], float]:
    """Return the losses, and at the end the share of points on the right side."""
    random.seed(7)
    data = moons(30)
    model = MLP(2, [8, 8, 1])
    losses: list[float] = []
    for step in range(steps):
        scores = [model([Value(number) for number in point]) for point, _ in data]
        misses = [hinge(score, side) for score, (_, side) in zip(scores, data, strict=True)]
        loss = sum(misses, Value(0.0)) / len(data) + 1e-3 * sum(p * p for p in model.parameters())
        model.zero_grad()
        loss.backward()
        rate = 0.5 - 0.4 * step / steps
        for p in model.parameters():
            p.data -= rate * p.grad
        losses.append(loss.data)
    right = [(model(list(point)).data > 0) == (side > 0) for point, side in data]
    return losses, sum(right) / len(data)
