"""Division with remainder: the numbers of Python's own // and %, in every language that computes."""

import math
import random
import shutil
import struct
import subprocess
from fractions import Fraction

import numpy as np
import pytest

from autograd import DomainError, Value, floor_divide, remainder

SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.1, -0.3, 7.5, 1e300, 5e-324, math.inf, -math.inf, math.nan]
DRAWN = random.Random(7)
PAIRS = [(x, y) for x in SPECIAL for y in SPECIAL if y != 0.0] + [
    (DRAWN.uniform(-9.0, 9.0), DRAWN.choice([0.1, 0.3, -0.7, DRAWN.uniform(-3.0, 3.0)])) for _ in range(500)
]


def bits(number):
    return "nan" if math.isnan(number) else struct.pack("<d", number)


@pytest.mark.parametrize("number", [float, np.float64])
def test_the_numbers_are_those_of_python(number):
    for x, y in PAIRS:
        for out, true in ((floor_divide(Value(x), Value(y)), x // y), (remainder(Value(x), Value(y)), x % y)):
            assert bits(out.data) == bits(true)
        with np.errstate(all="ignore"):
            assert bits((Value(x) // number(y)).data) == bits((number(x) // Value(y)).data) == bits(x // y)
            assert bits((Value(x) % number(y)).data) == bits((number(x) % Value(y)).data) == bits(x % y)


@pytest.mark.parametrize("row", [floor_divide, remainder])
def test_the_spellings_of_numpy_and_javascript_give_the_same(row):
    operate = {floor_divide: lambda x, y: x // y, remainder: lambda x, y: x % y}[row]
    with np.errstate(all="ignore"):
        for x, y in PAIRS:
            assert bits(eval(row.shown.spelled["numpy"])(x, y)) == bits(operate(x, y))
    if shutil.which("node"):
        pairs = ", ".join(f"[{x!r}, {y!r}]".replace("inf", "Infinity").replace("nan", "NaN") for x, y in PAIRS)
        program = f"for (const [x, y] of [{pairs}]) {{ const z = {row.shown.spelled['javascript']};"
        program += "console.log(Object.is(z, -0) ? '-0' : `${z}`); }"
        printed = subprocess.run(["node", "-e", program], capture_output=True, text=True, check=True).stdout
        numbers = [float(line.replace("Infinity", "inf")) for line in printed.split()]
        assert [bits(z) for z in numbers] == [bits(operate(x, y)) for x, y in PAIRS]


def test_one_divided_by_a_tenth_is_nine_times_whole():
    """0.1 as a float is a little more than a tenth, though 1 / 0.1 is rounded to 10."""
    assert (floor_divide(1.0, 0.1), remainder(1.0, 0.1)) == (9.0, float(1 - 9 * Fraction(0.1)))
    assert (Value(1.0) // 0.1).data == 9.0


def test_derivatives_are_those_of_the_formula():
    """∂(x − y⌊x/y⌋)/∂x = 1, by y −⌊x/y⌋; a staircase is level."""
    x, y = Value(7.5, "x"), Value(-2.0, "y")
    assert (x % y).local_derivatives == (1.0, 4.0)
    assert (x // y).local_derivatives == (0.0, 0.0)


@pytest.mark.parametrize(("row", "far"), [(floor_divide, math.inf), (remainder, math.nan)])
def test_zero_divides_nothing(row, far):
    with pytest.raises(DomainError, match=rf"{row.name} is not defined at x = 7, y = 0: it needs a divisor other"):
        row(7.0, 0.0)
    assert row(Value(math.inf), Value(0.0)).data == pytest.approx(far, nan_ok=True)
