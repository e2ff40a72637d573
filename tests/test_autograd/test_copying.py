"""Copies and pickles: the same graph again, however deep, and nothing shared with the first."""

import copy
import importlib
import math
import pickle
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from autograd import (
    TABLE,
    Value,
    operation,
    raised,
    relu,
    replay,
    sigmoid,
    softmax,
    tanh,
    topological_order,
    total,
    weighted_sum,
    where,
)
from autograd.value import grad_or_none
from nn import Parameter

ROOT = Path(__file__).parents[2]
PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


def pickled(given, protocol=pickle.DEFAULT_PROTOCOL):
    return pickle.loads(pickle.dumps(given, protocol))


each_way = pytest.mark.parametrize("again", [copy.deepcopy, pickled], ids=["deepcopy", "pickle"])


def bits(number):
    return number if type(number) is not float else struct.pack("<d", number)


def described(output):
    """Everything about a graph: what it is made of, bit for bit, and who is whose parent."""
    order = topological_order(output)
    places = {value: place for place, value in enumerate(order)}
    return [
        (
            type(value),
            value.name,
            value.op,
            bits(value.data),
            bits(value.grad),
            tuple(places[parent] for parent in value.parents),
            tuple(map(bits, value.local_derivatives)),
        )
        for value in order
    ]


def small_graph():
    w, x, b = Parameter(0.4, "w5"), Value(0.59, "out_h1"), Parameter(0.6, "b")
    net = weighted_sum(w, x, b).named("net_o1")
    shared = (net * net).named("shared")
    return w, x, (sigmoid(shared) + raised(shared, exponent=3) - softmax(net, x, w, index=1) / 2.0).named("out")


# ----------------------------------------------------------------------------------------- the same again


@each_way
def test_names_numbers_gradients_operations_static_arguments_and_sharing_are_kept(again):
    _, _, out = small_graph()
    out.backward()
    assert described(again(out)) == described(out)


@each_way
def test_nothing_is_shared_with_the_first(again):
    w, _, out = small_graph()
    first, other = topological_order(out), topological_order(again(out))
    assert len(first) == len(other)
    assert set(first).isdisjoint(other)
    before = described(out)
    other[0].data = 7.0
    other[-1].backward()
    assert described(out) == before
    assert grad_or_none(w) is None


@each_way
def test_what_was_copied_has_the_gradients_of_the_first(again):
    _, _, out = small_graph()
    other = again(out)
    other.backward()
    out.backward()
    assert described(other) == described(out)
    assert replay(other)[other] == out.data


@each_way
def test_a_parameter_stays_one(again):
    w = again(Parameter(0.4, "w5"))
    assert (type(w), w.data, w.name, grad_or_none(w)) == (Parameter, 0.4, "w5", None)
    with pytest.raises(TypeError, match=r"write w5\.data -="):
        w -= 0.1


@each_way
@pytest.mark.parametrize("op", TABLE.values(), ids=lambda op: op.name)
def test_every_row_with_its_static_arguments(op, again):
    for static in op.bindings or ({},):
        out = op(*map(Value, op.samples[0]), **static)
        other = again(out)
        assert described(other) == described(out)
        assert other.op is out.op


@each_way
@pytest.mark.parametrize("count", [1, 2, 3, 65, 300])
def test_any_number_of_operands(count, again):
    out = total(*[Value(place / 7) for place in range(count)])
    assert described(again(out)) == described(out)


@each_way
@pytest.mark.parametrize(("condition", "grads"), [(1.0, (None, 1.0, None)), (-1.0, (None, None, 1.0))])
def test_what_a_where_did_not_choose_stays_its_parent_and_gets_nothing(condition, grads, again):
    x = Value(-2.0, "x")
    out = where(Value(condition), x, Value(0.0).sqrt().named("edge"))
    for value in (again(out), again(again(out) * 3.0).parents[0]):
        assert [parent.name for parent in value.parents] == [None, "x", "edge"]
        assert value.local_derivatives == out.local_derivatives
        value.backward()
        assert tuple(map(grad_or_none, value.parents)) == grads


@each_way
def test_recorded_numbers_stay_when_a_leaf_has_changed_since(again):
    x = Value(2.0)
    out = x * x
    x.data = 100.0
    other = again(out)
    assert (other.data, other.local_derivatives, other.parents[0].data) == (4.0, (2.0, 2.0), 100.0)
    other.backward()
    assert other.parents[0].grad == 4.0


ODD_NAN = struct.unpack("<d", struct.pack("<Q", 0x7FF8_0000_0000_0ABC))[0]


@each_way
@pytest.mark.parametrize("number", [0.1, -0.0, 5e-324, math.inf, -math.inf, math.nan, ODD_NAN])
def test_every_bit_of_a_number_is_kept(number, again):
    out = relu(Value(number) * 1.0)
    assert described(again(out)) == described(out)


@each_way
def test_a_mistyped_attribute_is_still_refused(again):
    for value in (again(Value(1.0)), again(Value(1.0) * 2.0)):
        with pytest.raises(AttributeError):
            value.grda = 3  # codespell:ignore


class Sensor(Value):
    """A leaf that knows more: an attribute, a slot, and another value."""

    __slots__ = ("__dict__", "place")


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, pickled], ids=["copy", "deepcopy", "pickle"])
def test_what_a_subclass_adds_is_kept(again):
    sensor = Sensor(0.5, "s")
    sensor.unit, sensor.place, sensor.twice = "V", (1, 2), sensor * 2.0
    other = again(sensor)
    assert (type(other), other.data, other.name, other.unit, other.place) == (Sensor, 0.5, "s", "V", (1, 2))
    assert other.twice.parents[0] is (sensor if again is copy.copy else other)
    assert other is not sensor


# -------------------------------------------------------------------------------------------- containers


@each_way
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_leaf_beside_its_output_is_the_outputs_own_leaf(order, again):
    w, _, out = small_graph()
    pair = [w, out]
    other = again([pair[place] for place in order])
    own_w, own_out = (other[order.index(place)] for place in (0, 1))
    own_out.backward()
    out.backward()
    assert own_w.grad == w.grad != 0.0


@each_way
def test_two_outputs_share_their_leaves(again):
    x = Value(3.0, "x")
    first, second = again((x * 2.0, x * x))
    assert first.parents[0] is second.parents[0]


@each_way
def test_one_value_that_stands_twice_stays_one(again):
    _, _, out = small_graph()
    first, second = again([out, out])
    assert first is second


def test_deepcopy_keeps_values_between_shared_too():
    x = Value(3.0, "x")
    trunk = x * x
    for given in ([trunk, trunk * 2.0, x], [trunk * 2.0, trunk, x]):
        values = copy.deepcopy(given)
        doubled, trunk_again = sorted(values[:2], key=lambda value: -value.data)
        assert doubled.parents[0] is trunk_again
        assert trunk_again.parents == (values[2], values[2])


def test_deepcopy_takes_what_its_memo_holds():
    w, x, out = small_graph()
    other = copy.deepcopy(out, {id(w): w})
    leaves = [value for value in topological_order(other) if value.op is None]
    assert w in leaves
    assert x not in leaves


def test_pickled_as_the_parents_of_one_values_between_stay_shared():
    x = Value(3.0, "x")
    trunk = x * x
    own_trunk, own_out = pickled(total(trunk, trunk * 2.0)).parents
    assert own_out.parents[0] is own_trunk


# ------------------------------------------------------------------------------------------------ copy.copy


def test_the_copy_of_a_leaf_is_another_leaf():
    w = Parameter(0.4, "w5")
    w.grad = 2.0
    other = copy.copy(w)
    assert other is not w
    assert described(other) == described(w)
    other.data = 1.0
    assert w.data == 0.4


def test_the_copy_of_a_computed_value_has_the_same_parents():
    _, x, out = small_graph()
    other = copy.copy(out)
    assert other is not out
    assert other.parents == out.parents
    assert described(other) == described(out)
    other.named("other").backward()
    through_copy, x.grad = x.grad, None
    out.backward()
    assert x.grad == through_copy
    assert out.name == "out"


# --------------------------------------------------------------------------------------------------- size


def chain(count):
    x, w = Value(1.0, "x"), Value(0.5, "w")
    value = x
    for place in range(count):
        value = value * w + x if place % 2 else tanh(value)
    return x, value


@pytest.mark.slow
def test_a_chain_of_a_million_is_deep_copied_and_freed():
    x, out = chain(666_666)
    other = copy.deepcopy(out)
    assert len(topological_order(other)) == 1_000_001
    other.backward()
    (own_x,) = [value for value in topological_order(other) if value.name == "x"]
    assert grad_or_none(x) is None
    out.backward()
    assert own_x.grad == x.grad
    del other, own_x  # freed without recursion


def test_every_value_of_a_chain_in_one_list_is_copied_once():
    _, out = chain(20_000)
    order = topological_order(out)
    upward, downward = copy.deepcopy(order), copy.deepcopy(order[::-1])
    assert set(topological_order(upward[-1])) == set(upward)
    assert set(topological_order(downward[0])) == set(downward)
    assert len(set(upward)) == len(set(downward)) == len(order)


def test_a_chain_of_a_hundred_thousand_is_pickled_in_at_most_32_bytes_a_value():
    _, out = chain(66_667)
    text = pickle.dumps(out)
    assert len(text) <= 32 * 100_000
    assert described(pickle.loads(text)) == described(out)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_every_protocol_writes_the_same_graph(protocol):
    _, _, out = small_graph()
    out.backward()
    assert described(pickled(out, protocol)) == described(out)
    _, deep = chain(10_000)
    assert described(pickled(deep, protocol)) == described(deep)


def test_the_pickler_written_in_python_needs_no_recursion_either():
    _, out = chain(20_000)
    assert described(pickle._loads(pickle._dumps(out))) == described(out)


class Recorder(pickle.Unpickler):
    def find_class(self, module, name):
        self.found.add((module, name))
        return super().find_class(module, name)


def test_a_pickle_calls_nothing_but_what_puts_values_together(tmp_path):
    _, _, out = small_graph()
    path = tmp_path / "out.pickle"
    path.write_bytes(pickle.dumps(out))
    with path.open("rb") as file:
        reader = Recorder(file)
        reader.found = set()
        assert described(reader.load()) == described(out)
    rows = {value.op.name for value in topological_order(out) if value.op}
    assert reader.found == {
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("autograd.value", "Value"),
        ("nn.module", "Parameter"),
        *(("autograd.copying", name) for name in ("_leaf", "_graph", "_bound")),
        *(("autograd", name) for name in rows),
    }


def test_a_pickle_is_read_by_another_process(tmp_path):
    w, _, out = small_graph()
    out.backward()
    path = tmp_path / "out.pickle"
    path.write_bytes(pickle.dumps((w, out)))
    code = "import pickle, sys; w, out = pickle.load(open(sys.argv[1], 'rb')); out.backward(); print(out.data, w.grad)"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, path],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == [repr(out.data), repr(2 * w.grad)]


# ---------------------------------------------------------------------------------------------- operations


def test_a_row_is_its_own_copy_and_comes_back_from_a_pickle_itself():
    for row in (sigmoid, softmax, raised.bind(exponent=-0.0), TABLE["clamp"].bind(low=-math.inf, high=math.inf)):
        assert copy.copy(row) is row
        assert copy.deepcopy(row) is row
        assert pickled(row) is row


OWN = """
from autograd import operation, operation as another

cube = operation("cube", forward=lambda x: x * x * x, local_derivatives=(lambda out, x: 3.0 * x * x,))
times = operation(
    "times",
    forward=lambda *xs, factor: xs[0] * factor,
    local_derivatives=lambda out, *xs, factor: (factor,) * len(xs),
    takes=("factor",),
)
alias = another("square", forward=lambda x: x * x, local_derivatives=(lambda out, x: 2.0 * x,))
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    (tmp_path / "my_rows.py").write_text(OWN)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("my_rows")
    del sys.modules["my_rows"]


def test_a_row_of_ones_own_is_found_in_the_module_that_defines_it(own):
    out = own.cube(Value(2.0)) + own.times(Value(3.0), factor=0.1)
    other = pickled(out)
    assert described(other) == described(out)
    assert pickled(own.cube) is own.cube


def test_a_row_of_ones_own_that_cannot_be_found_is_refused_with_what_to_do(own):
    here = operation("cube", forward=lambda x: x * x * x, local_derivatives=(lambda out, x: 3.0 * x * x,))
    nowhere = operation("root", forward="sqrt", local_derivatives=(math.sin,), takes=("n",)).bind(n=1.0)
    for row, name, module in (
        (here, "cube", __name__),
        (own.alias, "square", "my_rows"),
        (nowhere, "root", "math"),
    ):
        with pytest.raises(TypeError, match=rf"cannot pickle the operation {name}: .* in the module {module} where"):
            pickle.dumps(row)
    with pytest.raises(TypeError, match=r"keep the graph as JSON, which read_graph\(text, operations=\[cube\]\) reads"):
        pickle.dumps(here(Value(2.0)))


def test_a_graph_of_rows_of_ones_own_is_deep_copied_wherever_they_stand():
    here = operation("cube", forward=lambda x: x * x * x, local_derivatives=(lambda out, x: 3.0 * x * x,))
    out = here(Value(2.0))
    assert described(copy.deepcopy(out)) == described(out)


def test_a_row_that_borrows_a_name_of_the_table_is_not_taken_for_it():
    tenth = operation("log", forward="log10", local_derivatives=(lambda out, x: 1.0 / x / math.log(10.0),))
    with pytest.raises(TypeError, match="cannot pickle the operation log"):
        pickle.dumps(tenth(Value(2.0)))
    rules = (lambda out, x, exponent: 2.0 * x,)
    double = operation("raised", forward=lambda x, exponent: x * x, local_derivatives=rules, takes=("exponent",))
    with pytest.raises(TypeError, match="cannot pickle the operation raised"):
        pickle.dumps(double(Value(2.0), exponent=3.0))
