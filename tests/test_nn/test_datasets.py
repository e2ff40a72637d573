"""Datasets: what they are, and that a seed is all they depend on."""

import math

import pytest

from nn import Sample
from nn.datasets import and_table, blobs, circles, moons, or_table, spirals, xor_table

CLOUDS = [moons, circles, blobs, spirals]


@pytest.mark.parametrize(
    ("table", "column"), [(and_table, [1, 0, 0, 0]), (or_table, [1, 1, 1, 0]), (xor_table, [0, 1, 1, 0])]
)
def test_truth_tables_are_in_the_lectures_order(table, column):
    assert [sample.inputs for sample in table()] == [(1, 1), (1, 0), (0, 1), (0, 0)]
    assert [sample.targets for sample in table()] == [(number,) for number in column]


@pytest.mark.parametrize("cloud", CLOUDS)
def test_a_seed_decides_every_point(cloud):
    assert cloud(seed=3) == cloud(seed=3) != cloud(seed=4)
    assert all(isinstance(sample, Sample) for sample in cloud())
    assert len(cloud(17)) == 17


@pytest.mark.parametrize("cloud", CLOUDS)
def test_classes_come_in_turn(cloud):
    targets = [sample.targets for sample in cloud(12)]
    width = len(targets[0])
    classes = [t[0] if width == 1 else t.index(1.0) for t in targets]
    count = 2 if width == 1 else width
    assert classes == [place % count for place in range(12)]
    assert all(sum(t) == 1 for t in targets if width > 1)


def test_points_lie_on_their_curves_where_there_is_no_noise():
    for sample in circles(20, noise=0.0, factor=0.25):
        assert math.hypot(*sample.inputs) == pytest.approx(0.25 if sample.targets == (1.0,) else 1.0)
    for sample in moons(20, noise=0.0):
        x, y = sample.inputs
        centre, side = ((1.0, 0.5), -1) if sample.targets == (1.0,) else ((0.0, 0.0), 1)
        assert math.hypot(x - centre[0], y - centre[1]) == pytest.approx(1.0)
        assert side * (y - centre[1]) >= 0
    radii = [math.hypot(*sample.inputs) for sample in spirals(30, noise=0.0)]
    assert radii[::3] == sorted(radii[::3])
    end = 2 * math.pi * 0.6  # an arm begins at radius 0.2 in its own direction and ends at 2, three fifths of a turn on
    assert spirals(30, noise=0.0)[0].inputs == pytest.approx((0.2, 0.0))
    assert spirals(30, noise=0.0)[27].inputs == pytest.approx((2 * math.cos(end), 2 * math.sin(end)))
    assert {round(math.hypot(*sample.inputs), 6) for sample in blobs(9, spread=0.0)} == {2.0}


def test_blobs_have_as_many_targets_as_classes():
    assert {sample.targets for sample in blobs(20, classes=4)} == {
        (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: moons(0), "count is 0"),
        (lambda: blobs(classes=1), "classes is 1"),
        (lambda: spirals(noise=-1), "noise is -1"),
        (lambda: moons(noise=math.nan), "noise is nan"),
        (lambda: circles(factor=1), "factor is 1"),
    ],
)
def test_numbers_have_ranges(make, message):
    with pytest.raises(ValueError, match=message):
        make()
