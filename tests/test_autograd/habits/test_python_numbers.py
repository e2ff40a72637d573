"""Python's protocols of numbers: formats, rounding, truth, other kinds of numbers, and what is refused."""

import math
import operator
import statistics
from decimal import Decimal
from fractions import Fraction

import pytest

from autograd import Value, gradients
from nn import Parameter


@pytest.mark.parametrize("number", [2.0 / 3.0, -0.0, 1e300, math.inf, math.nan])
def test_a_format_writes_the_number_and_none_the_value(number):
    v = Value(number, "v")
    for specification in (".3f", "e", "+.2g", ">20", "010.4f", ".1%"):
        assert format(v, specification) == format(number, specification)
    assert f"{v}" == str(v) == repr(v)
    with pytest.raises(ValueError, match="Unknown format code 'd'"):
        f"{v:d}"


def test_round_gives_the_number_as_python_rounds_it():
    v = Value(2.675)
    assert (round(v), round(v, 2), round(v, -1)) == (round(2.675), round(2.675, 2), round(2.675, -1))
    assert (type(round(v)), type(round(v, 2))) == (int, float)


@pytest.mark.parametrize("number", [0.0, -0.0, 1.0, -2.5, 5e-324, math.inf, math.nan])
def test_truth_is_that_of_the_number_and_equality_is_identity(number):
    v = Value(number)
    assert bool(v) is bool(number)
    assert v == v
    assert (v == number, v == Value(number), v != number) == (False, False, True)


NUMBERS = [Fraction(1, 2), Decimal("0.5")]
OPERATIONS = [
    *(operator.add, operator.sub, operator.mul, operator.truediv),
    *(operator.pow, operator.floordiv, operator.mod),
]


@pytest.mark.parametrize("number", NUMBERS, ids=repr)
@pytest.mark.parametrize("operate", OPERATIONS, ids=lambda operate: operate.__name__)
def test_fractions_and_decimals_stand_on_either_side(operate, number):
    v = Value(0.75)
    for out, true in ((operate(v, number), operate(0.75, 0.5)), (operate(number, v), operate(0.5, 0.75))):
        assert type(out) is Value
        assert out.data == true
        assert v in out.parents
    assert (v < Decimal(1), Fraction(1) < v) == (True, False)


def test_sums_and_extremes_take_values():
    a, b = Value(2.0), Value(-1.0)
    total = sum([a, b, Fraction(1, 2)])
    assert (total.data, [slope.data for slope in gradients(total, [a, b])]) == (1.5, [1.0, 1.0])
    assert (max(a, b), min([a, b]), math.prod([a, b]).data) == (a, b, -2.0)


class Length:
    """A type that knows what becomes of it beside a number, and of numbers beside it."""

    def __init__(self, metres):
        self.metres = metres

    def __mul__(self, number):
        return Length(self.metres * number)

    __rmul__ = __mul__

    def __radd__(self, number):
        return NotImplemented

    def __rsub__(self, number):
        raise TypeError("a length is taken from a length only")


def test_another_type_gets_its_chance():
    v = Value(3.0)
    for product in (v * Length(2.0), Length(2.0) * v):
        assert type(product) is Length
        assert product.metres.data == 6.0
    with pytest.raises(TypeError, match=r"\(Length\) is not a number: give an int or a float"):
        v + Length(2.0)
    with pytest.raises(TypeError, match=r"\(Length\) is not a number"):
        v / Length(2.0)
    with pytest.raises(TypeError, match="a length is taken from a length only"):
        v - Length(2.0)


@pytest.mark.parametrize("other", ["a", [1], (1,), {}, None, 1j, True, b"a", range(2)])
@pytest.mark.parametrize("operate", OPERATIONS, ids=lambda operate: operate.__name__)
def test_what_is_no_number_is_refused_in_one_sentence(operate, other):
    with pytest.raises(TypeError, match=r"\(\w+\) is not a number: "):
        operate(Value(1.0), other)


@pytest.mark.parametrize("convert", [float, int, complex, math.exp, math.sqrt, math.floor])
def test_what_would_cut_the_graph_says_what_to_write(convert):
    with pytest.raises(TypeError, match=r"loss is a Value, .* write loss\.data for the number; .* write exp\(loss\)"):
        convert(Value(2.0, "loss"))


@pytest.mark.parametrize("average", [statistics.mean, statistics.pstdev])
def test_statistics_of_values_are_refused_with_mean(average):
    with pytest.raises(TypeError, match=r"write mean\(values\)"):
        average([Value(2.0), Value(3.0)])


@pytest.mark.parametrize(
    "name",
    [
        "item",
        "numpy",
        "tolist",
        "detach",
        "requires_grad",
        "requires_grad_",
        "retain_grad",
        "grad_fn",
        "is_leaf",
        "clone",
    ],
)
def test_an_attribute_of_other_engines_says_what_to_write(name):
    loss = Value(2.0, "loss")
    assert not hasattr(loss, name)
    with pytest.raises(AttributeError, match=rf"a Value has no {name}: .*(write|gradients reach)"):
        getattr(loss, name)
    with pytest.raises(AttributeError, match=f"a Value has no {name}"):
        setattr(loss, name, True)


def test_a_parameter_refuses_whole_division_in_place_too():
    p = Parameter(7.0, "w5")
    with pytest.raises(TypeError, match=r"write w5\.data //= … instead"):
        p //= 2.0
    with pytest.raises(TypeError, match=r"write w5\.data %= … instead"):
        p %= 2.0
