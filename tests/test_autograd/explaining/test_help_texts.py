"""``help(sigmoid)`` says what the row says: formula, derivative, domain, kinks, and an example that is true."""

import pydoc
import subprocess
import sys

import pytest

from autograd import TABLE, Op, Value, leaky_relu, log, operation, relu, sigmoid

SIGMOID = """\
sigmoid(x): an operation on numbers and Values.

    formula     σ(x) = 1 / (1 + exp(−x))
    derivative  ∂/∂x = out · (1 − out)
    domain      every number

>>> sigmoid(0.4)
0.598687660112452

As a method of a Value: x.sigmoid()."""


def test_the_help_of_sigmoid():
    assert sigmoid.__doc__ == SIGMOID
    code = "from autograd import sigmoid; help(sigmoid)"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    shown = [line.strip() for line in done.stdout.splitlines()]
    assert [line for line in SIGMOID.splitlines() if line.strip() and line.strip() not in shown] == []


@pytest.mark.parametrize("op", TABLE.values(), ids=TABLE)
def test_every_row_is_described_and_its_example_is_true(op):
    text = pydoc.plain(pydoc.render_doc(op))
    lines = [line.strip() for line in text.splitlines()]
    assert f"{op.name}(" in text
    assert sum(line.startswith(("formula", "derivative", "domain")) for line in lines) == 3
    assert ("at kinks" in text) == bool(op.convention)
    (place,) = [place for place, line in enumerate(lines) if line.startswith(">>> ")]
    assert repr(eval(lines[place][4:], dict(TABLE))) == lines[place + 1]


def test_kinks_domain_and_static_arguments_are_told():
    assert "\n    at kinks    0 at x = 0\n" in relu.__doc__
    assert "\n    domain      x > 0\n" in log.__doc__
    assert leaky_relu.__doc__.startswith("leaky_relu(x, slope=…): ")
    assert leaky_relu.__doc__.endswith("x.leaky_relu(slope=…).")


def test_an_operation_of_ones_own_is_described_too():
    cube = operation("cube", lambda x: x * x * x, (lambda out, x: 3.0 * x * x,))
    assert "cube(x) = x · x · x" in cube.__doc__
    assert "method" not in cube.__doc__
    assert cube(Value(2.0)).data == 8.0


def test_the_class_has_its_own_text():
    assert Op.__doc__.startswith("One operation: how it is computed")
