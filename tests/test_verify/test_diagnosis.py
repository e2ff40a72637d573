"""The benchmark of the diagnosis in small: wide bounds, for what breaks it at once."""

import importlib.util
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "benchmarks" / "diagnosis.py"


@pytest.fixture(scope="module")
def diagnosis():
    spec = importlib.util.spec_from_file_location("diagnosis", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["diagnosis"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["diagnosis"]


@pytest.mark.parametrize(
    ("network", "digits", "most_bogus", "least_named"),
    [("2-2-2", 3, 0.06, 0.8), ("2-2-2", 5, 0.03, 0.96), ("3-4-2", 5, 0.04, 0.94), ("2-3-3", 5, 0.04, 0.9)],
)
def test_slips_made_by_hand_are_named_and_numbers_that_nobody_computed_are_not(
    diagnosis, network, digits, most_bogus, least_named
):
    tally = diagnosis.measure(network, 100, digits, 1, [])
    named = sum(tally.first.values()) / sum(tally.injected.values())
    assert tally.bogus / tally.random <= most_bogus
    assert named >= least_named, tally
