"""The benchmark of the diagnosis in small: wide bounds, for what breaks it at once."""

import pytest
from diagnosis import measure


@pytest.mark.parametrize(
    ("network", "digits", "most_bogus", "least_named"),
    [("2-2-2", 3, 0.06, 0.8), ("2-2-2", 5, 0.03, 0.96), ("3-4-2", 5, 0.04, 0.94), ("2-3-3", 5, 0.04, 0.9)],
)
def test_slips_made_by_hand_are_named_and_numbers_that_nobody_computed_are_not(
    network, digits, most_bogus, least_named
):
    tally = measure(network, 100, digits)
    named = sum(tally.first.values()) / sum(tally.injected.values())
    assert tally.bogus / tally.random <= most_bogus
    assert named >= least_named, tally
