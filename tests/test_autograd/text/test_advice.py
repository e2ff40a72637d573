"""What other engines take, and what stands where a value should: refused with what to write."""

import pytest

from autograd import Value, trace


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        ({"label": "x"}, r"write Value\(2.0, name='x'\)"),
        ({"requires_grad": True}, r"Write Value\(2.0\); where none shall pass"),
        ({"name": 3}, r"was given the name 3 \(int\); a name is a text: write Value\(2.0, name=\"3\"\)"),
    ],
)
def test_what_other_engines_take_beside_a_number(arguments, advice):
    with pytest.raises(TypeError, match=advice):
        Value(2.0, **arguments)


def test_what_other_engines_give_to_backward():
    c = Value(2.0, "a") * 3.0
    with pytest.raises(TypeError, match=r"was given 1.0; .* write \(1.0 \* c\).backward\(\)"):
        c.backward(1.0)
    with pytest.raises(
        TypeError, match=r"was given retain_graph=True; .* A graph is kept for as long as its output is"
    ):
        c.backward(retain_graph=True)


class Record:
    """Something with the attributes of a forward pass, or of a network."""

    def __init__(self, **attributes):
        vars(self).update(attributes)


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ([Value(1.0)], "one of them or total"),
        (Record(total=None), "forward.total or one that it finds by name"),
        (Record(forward=None), "network.forward"),
        (2.0, r"give the Value that was computed last\.$"),
    ],
)
def test_what_stands_where_the_last_value_should(given, advice):
    with pytest.raises(TypeError, match=advice):
        trace(given)
