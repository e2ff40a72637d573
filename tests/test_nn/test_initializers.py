"""Initializers: their bounds and spreads over many draws."""

import math
import random
from functools import partial
from statistics import fmean, pstdev

import pytest

from nn import MLP
from nn.initializers import he, normal, uniform, xavier

DRAWS = 4000


def draws(initializer, fan_in=8, fan_out=4, seed=0):
    rng = random.Random(seed)
    return [initializer(rng, fan_in, fan_out) for _ in range(DRAWS)]


@pytest.mark.parametrize(
    ("initializer", "deviation"),
    [
        (uniform, 1 / math.sqrt(3)),
        (partial(uniform, low=-0.5, high=0.5), 0.5 / math.sqrt(3)),
        (normal, 1.0),
        (partial(normal, deviation=0.1), 0.1),
        (xavier, math.sqrt(2 / (8 + 4))),
        (he, math.sqrt(2 / 8)),
    ],
)
def test_weights_spread_as_the_formula_says(initializer, deviation):
    weights = draws(initializer)
    assert pstdev(weights) == pytest.approx(deviation, rel=0.05)
    assert abs(fmean(weights)) < 4 * deviation / math.sqrt(DRAWS)


def test_even_draws_keep_to_their_bounds():
    assert max(map(abs, draws(uniform))) <= 1
    bound = math.sqrt(6 / (8 + 4))
    assert 0.99 * bound < max(map(abs, draws(xavier))) <= bound
    assert min(draws(partial(uniform, low=2, high=3))) > 2


@pytest.mark.parametrize("initializer", [uniform, normal, xavier, he])
def test_the_same_seed_draws_the_same_weights(initializer):
    assert draws(initializer, seed=3) == draws(initializer, seed=3) != draws(initializer, seed=4)


def test_an_mlp_draws_its_weights_by_the_initializer_and_layer():
    def told(rng, fan_in, fan_out):
        return 100.0 * fan_in + fan_out

    model = MLP(3, [4, 2], initializer=told)
    weights = [{w.data for neuron in layer.neurons for w in neuron.weights} for layer in model.layers]
    assert weights == [{304.0}, {402.0}]
    assert {neuron.bias.data for layer in model.layers for neuron in layer.neurons} == {0.0}


def test_an_mlp_draws_evenly_between_minus_one_and_one_unless_told_otherwise():
    rng = random.Random(5)
    weights = [p.data for p in MLP(2, [3, 1], rng=random.Random(5)).parameters() if p.name.startswith("w")]
    assert weights == [rng.uniform(-1, 1) for _ in range(9)]
