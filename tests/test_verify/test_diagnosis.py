"""The benchmark of the diagnosis in small: wide bounds, for what breaks it at once."""

import importlib
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def diagnosis(monkeypatch):
    monkeypatch.syspath_prepend(BENCHMARKS)
    yield importlib.import_module("diagnosis")
    for name in ("diagnosis", "slips_by_hand"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("network", "digits", "most_bogus", "least_named"),
    [("2-2-2", 3, 0.06, 0.8), ("2-2-2", 5, 0.03, 0.96), ("3-4-2", 5, 0.04, 0.94), ("2-3-3", 5, 0.04, 0.9)],
)
def test_slips_made_by_hand_are_named_and_numbers_that_nobody_computed_are_not(
    diagnosis, network, digits, most_bogus, least_named
):
    tally = diagnosis.measure(network, 100, digits)
    named = sum(tally.first.values()) / sum(tally.injected.values())
    assert tally.bogus / tally.random <= most_bogus
    assert named >= least_named, tally
