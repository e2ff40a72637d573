"""Second derivatives of every row, from 1e-300 to 100 on both sides of 0, against differences of many digits.

``python tests/test_autograd/ops/test_second_derivatives.py`` tries all 500 sizes of both signs, the tests some of them.
"""

import math
from functools import cache
from itertools import product

import mpmath
import pytest
from mpmath import mpf

from autograd import TABLE, DomainError, Value, hessian

SMALLEST, LARGEST = 2.0**-1022, mpf(2) ** 1024
SIZES = [10.0 ** (-300 + 302 * step / 499) for step in range(500)]
SOME, MANY, MOST, ALL = 37, 29, 7, 1
"""How many of the 500 sizes are tried: every 37th, every 29th, every seventh, all."""


def larger(*numbers):
    return max(numbers)


def total(*terms):
    return sum(terms, mpf(0))


def length(*operands):
    return mpmath.sqrt(total(*[x * x for x in operands]))


def exponentials(nets):
    return total(*map(mpmath.exp, nets))


def gauss(x):
    """The integral of the normal distribution; mpmath keeps no digits of erfc where it is small."""
    return mpmath.erfc(-x / mpmath.sqrt(2)) / 2


def gelu_tanh(x):
    return x / (1 + mpmath.exp(-2 * mpmath.sqrt(2 / mpmath.pi) * (x + mpf(0.044715) * x**3)))


def selu(x):
    return mpf(1.0507009873554805) * (x if x > 0 else mpf(1.6732632423543772) * mpmath.expm1(x))


def clamp(x, low, high):
    return min(max(x, low), high)


TRUE = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "passed": lambda x, y: x * y,
    "divide": lambda x, y: x / y,
    "negate": lambda x: -x,
    "power": lambda x, y: x**y if x > 0 else x ** int(y),
    "lower_power": lambda x, y, by: x ** (y - by) if x > 0 else x ** int(y - by),
    "power_log": lambda x, y: x**y * mpmath.log(x),
    "raised": lambda x, exponent: x**exponent if x > 0 else x ** int(exponent),
    "total": total,
    "weighted_sum": lambda w, x, v, y, b: w * x + v * y + b,
    "cbrt": lambda x: mpmath.sign(x) * abs(x) ** (mpf(1) / 3),
    "erf": mpmath.erf,
    "erfc": mpmath.erfc,
    "exp": mpmath.exp,
    "exp2": lambda x: mpf(2) ** x,
    "expm1": lambda x: mpmath.exp(x) - 1,
    "direction": lambda *operands: operands[0] / length(*operands),
    "hypot": length,
    "log": mpmath.log,
    "log1p": lambda x: mpmath.log(1 + x),
    "log2": lambda x: mpmath.log(x) / mpmath.log(2),
    "log10": lambda x: mpmath.log(x) / mpmath.log(10),
    "one_minus_square": lambda x: 1 - x * x,
    "over_length": lambda x, y: x / y,
    "reciprocal": lambda x: 1 / x,
    "sqrt": mpmath.sqrt,
    "square": lambda x: x * x,
    "absolute": abs,
    "at_least": lambda x, bound: max(x, bound),
    "at_most": lambda x, bound: min(x, bound),
    "ceil": mpmath.ceil,
    "clamp": clamp,
    "floor": mpmath.floor,
    "floor_divide": lambda x, y: mpmath.floor(x / y),
    "maximum": larger,
    "minimum": min,
    "positive": lambda x: mpf(x > 0),
    "sign": mpmath.sign,
    "remainder": lambda x, y: x - y * mpmath.floor(x / y),
    "step": lambda x: mpf(x >= 0),
    "stop_gradient": lambda x: x,
    "where": lambda condition, x, y: x if condition > 0 else y,
    "acos": mpmath.acos,
    "acosh": mpmath.acosh,
    "asin": mpmath.asin,
    "asinh": lambda x: mpmath.sign(x) * mpmath.log(abs(x) + mpmath.sqrt(1 + x * x)),
    "atan": mpmath.atan,
    "atan2": mpmath.atan2,
    "atanh": lambda x: (mpmath.log(1 + x) - mpmath.log(1 - x)) / 2,
    "cos": mpmath.cos,
    "cosh": lambda x: (mpmath.exp(x) + mpmath.exp(-x)) / 2,
    "sin": mpmath.sin,
    "sinh": lambda x: (mpmath.exp(x) - mpmath.exp(-x)) / 2,
    "tan": mpmath.tan,
    "elu": lambda x, alpha: x if x > 0 else alpha * (mpmath.exp(x) - 1),
    "gelu": lambda x: x * gauss(x),
    "gelu_tanh": gelu_tanh,
    "hard_sigmoid": lambda x: clamp(x / 6 + mpf(0.5), 0, 1),
    "hard_tanh": lambda x: clamp(x, -1, 1),
    "leaky_relu": lambda x, slope: x if x > 0 else slope * x,
    "linear": lambda x: x,
    "log_sigmoid": lambda x: -mpmath.log(1 + mpmath.exp(-x)),
    "logit": lambda x: mpmath.log(x / (1 - x)),
    "relu": lambda x: max(x, mpf(0)),
    "selu": selu,
    "sigmoid_slope": lambda x: 1 / (1 + mpmath.exp(-x)) / (1 + mpmath.exp(x)),
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "silu": lambda x: x / (1 + mpmath.exp(-x)),
    "softplus": lambda x: mpmath.log(1 + mpmath.exp(x)),
    "softsign": lambda x: x / (1 + abs(x)),
    "tanh": lambda x: (1 - mpmath.exp(-2 * x)) / (1 + mpmath.exp(-2 * x)),
    "log_softmax": lambda *nets, index: nets[int(index)] - mpmath.log(exponentials(nets)),
    "logaddexp": lambda *nets: mpmath.log(exponentials(nets)),
    "logsumexp": lambda *nets: mpmath.log(exponentials(nets)),
    "softmax_rest": lambda *nets, index: 1 - mpmath.exp(nets[int(index)]) / exponentials(nets),
    "softmax": lambda *nets, index: mpmath.exp(nets[int(index)]) / exponentials(nets),
    "dot": lambda a, b, c, d: a * c + b * d,
    "mean": lambda *terms: total(*terms) / len(terms),
    "norm": length,
    "product": lambda *factors: mpmath.fprod(factors),
}
"""Every row as mathematics defines it, in mpmath, without regard to lost digits: those are many."""

OTHERS = {
    2: ((0.3,), (-2.0,), (7.0,)),
    3: ((0.3, -0.7), (2.0, 5.0)),
    4: ((0.3, -0.7, 2.0),),
    5: ((0.3, -0.7, 2.0, 1.1),),
}
"""Where the other operands stand while one runs, by the number of all."""

MORE_OTHERS = {
    "power": ((3.0,), (0.5,), (-2.0,), (2.0,)),
    "logaddexp": ((0.0,),),
    "logsumexp": ((0.0,), (-40.0, 3.0), ()),
    "softmax": ((0.0,), (-40.0, 3.0)),
    "softmax_rest": ((0.0,), (-40.0, 3.0)),
    "log_softmax": ((0.0,), (-40.0, 3.0)),
    "direction": ((4.0, 0.0), (-2.0,), ()),
    "norm": ((0.0, 4.0), (-2.0,), ()),
    "product": ((0.0, 4.0), (0.3,), ()),
}


def bound(op):
    return [op.bind(**static) for static in op.bindings] if op.takes else [op]


LOSING = {"power_log", "lower_power"}
"""Rows that only rules of powers lead to: their second derivatives, a power's third, are lost at the ends of floats."""

ROWS = [op for row in TABLE.values() for op in bound(row)]
each_row = pytest.mark.parametrize(
    "op",
    [pytest.param(op, id=repr(op), marks=[pytest.mark.xfail] if op.name in LOSING else []) for op in ROWS],
)


def lines(op):
    """Where one operand runs: its place, and the other operands."""
    count = op.arity or len(op.samples[0])
    if op.name == "weighted_sum":
        count = 5
    others = (OTHERS[count] if count > 1 else ((),)) + MORE_OTHERS.get(op.name, ())
    for rest in dict.fromkeys(others):
        if len(rest) or op.arity == 1 or op.arity is None:
            for place in range(len(rest) + 1):
                if not op.takes or op.arity or op.static["index"] <= len(rest):
                    yield place, rest


class Differences:
    """Central differences of a function at a point, with as many digits as they cost."""

    def __init__(self, function, point):
        self.point = [mpf(x) for x in point]
        # far smaller than what the function changes over, and a power of two, so that sums are exact
        self.steps = [mpf(2) ** (math.frexp(min(abs(x), 1.0) or 1.0)[1] - 90) for x in point]
        self.value = cache(lambda shifts, digits: self._at(function, shifts))

    def _at(self, function, shifts):
        return function(*[x + step * shift for x, step, shift in zip(self.point, self.steps, shifts, strict=True)])

    def by(self, *places):
        """The derivative by the operands at these places; 0 where it is smaller than any float."""
        scale = mpmath.fprod(2 * self.steps[place] for place in places)
        digits = 120
        while True:
            with mpmath.workdps(digits):
                terms = []
                for signs in product((1, -1), repeat=len(places)):
                    shifts = [0] * len(self.point)
                    for place, sign in zip(places, signs, strict=True):
                        shifts[place] += sign
                    terms.append(math.prod(signs) * self.value(tuple(shifts), digits))
                whole = mpmath.fsum(terms)
                lost = max(1, *map(abs, terms)) * mpf(10) ** (10 - digits)
                if abs(whole) > lost * mpf(10) ** 25:
                    return whole / scale
                if (abs(whole) + lost) / scale < mpf(10) ** -340:
                    return mpf(0)
            digits = int(digits * 1.6)


def entries(op, point):
    """The entries of the Hessian by their places; by the bases alone where a negative base has no other."""
    inputs = [Value(x) for x in point]
    by = inputs[:1] if op.name == "power" and point[0] < 0 else inputs
    table = hessian(op(*inputs), by)
    return [((i, j), entry.data) for i, line in enumerate(table) for j, entry in enumerate(line)]


def is_at_kink(op, point):
    return op.kinks is not None and any(gap == 0.0 for gap in op.kinks(*point, **op.static))


def fault(differences, running, x, places, ours):
    """How far an entry is off, in what is allowed; 0 where it is right."""
    true = differences.by(*places)
    if abs(true) < SMALLEST:
        return 0.0 if abs(ours) <= SMALLEST else math.inf
    if abs(true) >= LARGEST:
        return 0.0 if ours == (math.inf if true > 0 else -math.inf) else math.inf
    if not math.isfinite(ours):
        return math.inf
    off = abs(ours - true) / abs(true)
    if off <= 1e-14:
        return 0.0
    allowed = max(mpf(1e-14), 4 * mpf(2) ** -52 * abs(x * differences.by(*places, running) / true))
    return float(off / allowed) if off > allowed else 0.0


def faults(op, every):
    """What is wrong along all lines of a row: (how far, entry, point, ours)."""
    for running, rest in lines(op):
        for x in [sign * size for sign in (1, -1) for size in SIZES[::every]]:
            point = (*rest[:running], x, *rest[running:])
            try:
                op(*point)
            except DomainError:
                continue
            if is_at_kink(op, point):
                continue
            if op.name == "power_log" and point[0] < 0.0:  # 0 where x^y is too small for a float, else refused
                continue
            differences = Differences(lambda *operands: TRUE[op.name](*operands, **op.static), point)
            for places, ours in entries(op, point):
                far = fault(differences, running, x, places, ours)
                if far:
                    yield far, places, point, ours, differences.by(*places)


def test_every_row_has_a_truth():
    assert set(TABLE) == set(TRUE)


@each_row
def test_second_derivatives_of_some_points(op):
    assert list(faults(op, SOME)) == []


@pytest.mark.slow
@each_row
def test_second_derivatives_of_more_points(op):
    assert list(faults(op, MOST if op.arity == 1 else MANY)) == []


def main():
    """Print what is wrong of each row, along all lines."""
    for op in ROWS:
        found = list(faults(op, ALL))
        print(f"{op!r}: {len(found)} wrong{f', as {found[0]}' if found else ''}", flush=True)


if __name__ == "__main__":
    main()
