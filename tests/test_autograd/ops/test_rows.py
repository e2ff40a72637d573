"""Every row of the table against arithmetic of fifty digits, and against itself in its other forms."""

import ast
import inspect
import math
from dataclasses import fields

import mpmath
import pytest
from records import changeable

from autograd import TABLE, DomainError, Notation, Op, Value, formula_text, operation, partial
from autograd.checking.engine import stops_gradients
from autograd.languages.recorders import record_source
from autograd.languages.symbol import Symbol
from autograd.operands.limit import Limit, local_derivatives_at_edge
from autograd.ops import MODULES
from autograd.ops.notation import Binding
from autograd.ops.shown import Shown

mpmath.mp.dps = 50
ULP = 2.0**-52
ELSEWHERE = {
    "pow": mpmath.power,
    "exp2": lambda x: mpmath.power(2, x),
    "log2": lambda x: mpmath.log(x, 2),
    "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)),
}
"""What mpmath calls otherwise than Python's math."""


class Exact:
    """A number of fifty digits that rows and rules can be fed with."""

    def __init__(self, x):
        self.x = mpmath.mpf(x.x if isinstance(x, Exact) else x)

    def __operation__(self, op, operands):
        numbers = [Exact(operand) for operand in operands]
        if isinstance(op.forward, str):
            exact = ELSEWHERE.get(op.forward) or getattr(mpmath, op.forward)
            return Exact(exact(*[number.x for number in numbers]))
        try:
            return Exact(op.forward(*numbers, **op.static))
        except TypeError:  # it compares: a primitive
            return Exact(op.forward(*[number.x for number in numbers], **op.static))

    def __add__(self, other):
        return Exact(self.x + Exact(other).x)

    def __sub__(self, other):
        return Exact(self.x - Exact(other).x)

    def __mul__(self, other):
        return Exact(self.x * Exact(other).x)

    def __truediv__(self, other):
        return Exact(self.x / Exact(other).x)

    def __neg__(self):
        return Exact(-self.x)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return Exact(other) - self

    def __rtruediv__(self, other):
        return Exact(other) / self


def bound(op):
    """The row with each of the static arguments that it names for tests."""
    return [op.bind(**static) for static in op.bindings] if op.takes else [op]


def count(op):
    """A number of operands that the row takes."""
    return op.arity or len(op.samples[0])


def cases():
    for row in TABLE.values():
        for op in bound(row):
            for point in row.samples:
                try:
                    op(*point)
                except (DomainError, IndexError):
                    continue
                yield pytest.param(op, point, id=f"{op!r} at {point}".replace(" ", "_"))


CASES = list(cases())
each_case = pytest.mark.parametrize(("op", "point"), CASES)


def scale(op, point, exact):
    """The sum of the magnitudes of what is added, for rows that add; otherwise the result's own."""
    terms = list(map(abs, point)) if op.name == "log_softmax" else [0.0]  # it subtracts log Σeˣ from one of them
    if op.name == "logit":
        terms = [abs(mpmath.log(point[0])), abs(mpmath.log1p(-point[0]))]
    if op.name == "logaddexp":
        terms = [abs(max(point)), abs(exact - max(point))]
    if op.shown.notation.binding is Binding.SUM or op.arity is None:
        locals_ = op.derivatives(exact, *map(Exact, point))
        terms += [abs(mpmath.mpf(x) * Exact(local).x) for x, local in zip(point, locals_, strict=True)]
    return max(abs(exact), sum(terms), 5e-324 / ULP)


SPACED = [sign * 10.0 ** (exponent * 600 / 499 - 300) for sign in (1, -1) for exponent in range(500)]
PLACES = (1.0, -0.7, 0.3, 1.1, -0.45)


def rules(op, out, point):
    return list(op.derivatives(out, *point))


@pytest.mark.slow
@pytest.mark.parametrize("op", [op for row in TABLE.values() for op in bound(row)], ids=repr)
def test_a_thousand_points_from_1e_300_to_1e300(op):
    """Forward and local derivatives to 4 ulp-scale a factor; what is too small or too large for a float excepted."""
    for x in SPACED:
        point = tuple(x * place for place in PLACES[: count(op)])
        try:
            value = op(*map(Value, point))
        except DomainError:
            continue
        exact_point = [Exact(x) for x in point]
        try:
            exact = op(*exact_point)
        except OverflowError:  # mpmath gives up on erfc(1e300), which is 0
            continue
        if not in_range(exact.x):
            continue
        allowed = 4 * ULP * scale(op, point, exact.x) * exponent(op, point)
        assert abs(mpmath.mpf(value.data) - exact.x) <= allowed, (op, point)
        for ours, true in zip(value.local_derivatives, rules(op, exact, exact_point), strict=True):
            if in_range(Exact(true).x):
                allowed = 12 * ULP * slope_scale(op, point, exact.x, Exact(true).x) * exponent(op, point)
                assert abs(mpmath.mpf(ours) - Exact(true).x) <= allowed, (op, point)


def slope_scale(op, point, out, slope):
    """The terms of a derivative that is a sum: Φ + x·φ, where x·Φ is the result."""
    if op.name in ("gelu", "gelu_tanh", "silu") and point[0]:
        return abs(out / point[0]) + abs(slope - out / point[0])
    return abs(slope)


def in_range(exact):
    return mpmath.im(exact) == 0 and (exact == 0 or 2.3e-308 < abs(exact) < 1.79e308)


def exponent(op, point):
    """The terms of an exponent: y − 1 times log x in x^(y−1), x − log Σeˣ in a softmax. Their last digits multiply."""
    if op.name == "power":
        return 1 + abs(mpmath.log(abs(point[0]))) * (1 + abs(point[1]))
    if op.name in ("gelu", "gelu_tanh"):  # x/√2 is squared, or x cubed, before it is an exponent
        return 1 + min(abs(point[0]), 40.0) ** (2 if op.name == "gelu" else 3)
    if op.name in ("softmax", "softmax_rest", "log_softmax", "logsumexp", "logaddexp"):
        return 1 + 2 * min(max(map(abs, point)), 745)  # further apart every exponential is 0
    return 1


def test_every_row_has_samples():
    assert [name for name, op in TABLE.items() if not op.samples or bool(op.takes) != bool(op.bindings)] == []


@each_case
def test_forward_agrees_with_fifty_digit_arithmetic(op, point):
    exact = op(*map(Exact, point)).x
    assert abs(mpmath.mpf(op(*point)) - exact) <= 4 * ULP * scale(op, point, exact) * exponent(op, point)


@each_case
def test_local_derivatives_agree_with_fifty_digit_arithmetic(op, point):
    exact_point = [Exact(x) for x in point]
    exact = rules(op, op(*exact_point), exact_point)
    value = op(*[Value(x) for x in point])
    assert len(value.local_derivatives) == len(point)
    for ours, true in zip(value.local_derivatives, exact, strict=True):
        true_number = Exact(true).x
        allowed = 8 * ULP * max(abs(true_number), mpmath.mpf("1e-300")) * exponent(op, point)
        assert abs(mpmath.mpf(ours) - true_number) <= allowed


@each_case
def test_rules_are_the_derivatives_of_the_forward(op, point):
    """Central differences in fifty digits; at a kink ours lies between the sides; what stops gradients gives 0."""
    if stops_gradients(op):
        assert op.derivatives(op(*point), *point) == (0.0,)
        return
    exact_point = [Exact(x) for x in point]
    exact = rules(op, op(*exact_point), exact_point)
    for place, rule in enumerate(exact):

        def along(step, place=place):
            moved = [Exact(x) + (step if n == place else 0) for n, x in enumerate(point)]
            return op(*moved).x

        h = mpmath.mpf(10) ** -16 * max(mpmath.mpf("1e-9"), abs(point[place]))
        try:
            here = op(*exact_point).x
            right, left = (along(h) - here) / h, (here - along(-h)) / h
        except (ValueError, TypeError, ZeroDivisionError):
            continue
        true = Exact(rule).x
        if abs(mpmath.im(left)) > 0 or abs(mpmath.im(right)) > 0:
            continue
        if op.convention and max(abs(left), abs(right)) > 1e20:  # a jump: there is no derivative
            assert true == 0
        elif abs(right - left) > mpmath.mpf("1e-6") * (1 + abs(right) + abs(left)):
            assert op.convention
            assert min(left, right) - 1e-15 <= true <= max(left, right) + 1e-15
        else:
            middle = (right + left) / 2
            assert abs(true - middle) <= mpmath.mpf("1e-9") * max(abs(middle), mpmath.mpf("1e-250")), op


@each_case
def test_rules_fed_with_text_give_source_of_the_same_numbers(op, point):
    names = [Symbol(f"x{place}") for place in range(len(point))]
    out = op(*point)
    for symbol, number in zip(rules(op, Symbol("out"), names), rules(op, out, point), strict=True):
        text = Symbol("out").of(symbol)
        called = {name: call.op.evaluate for name, call in text.calls.items()}
        values = {"out": out, **{str(name): x for name, x in zip(names, point, strict=True)}}
        assert eval(str(text), called | values) == number


@each_case
def test_the_fast_forward_is_the_composed_one(op, point):
    if op.fast is None:
        return
    composed = Exact(op.forward(*map(Exact, point), **op.static)).x
    assert abs(mpmath.mpf(op.evaluate(*point)) - composed) <= 4 * ULP * scale(op, point, composed)


@each_case
def test_textbook_rules_mean_the_same(op, point):
    exact_point = [Exact(x) for x in point]
    out = op(*exact_point)
    if op.convention and 0.0 in point:  # at a kink the convention stands for what no textbook says
        return
    for shown, exact in zip(op.textbook_derivatives(out, *exact_point), rules(op, out, exact_point), strict=True):
        assert abs(Exact(shown).x - Exact(exact).x) <= mpmath.mpf("1e-15") * max(1, abs(Exact(exact).x))


@each_case
def test_expanded_rules_are_the_rules_times_what_came_before(op, point):
    if op.shown.expanded is None or (op.convention and 0.0 in point):
        return
    named = {f"x{place}": Exact(x) for place, x in enumerate(point)}
    out, exact_out = Symbol("out"), op(*named.values())
    static = {name: out.of(number) for name, number in op.static.items()}
    expanded = op.shown.expanded(lambda number: out.of(3.0) * number, out, *map(Symbol, named), **static)
    for text, rule in zip(expanded, rules(op, exact_out, list(named.values())), strict=True):
        called = {name: call.op for name, call in text.calls.items()}
        written = Exact(eval(str(text), called | named | {"out": exact_out})).x
        assert abs(written - 3 * Exact(rule).x) <= mpmath.mpf("1e-30") * abs(written)


@each_case
def test_a_definition_means_the_same(op, point):
    if op.shown.definition is not None:
        exact_point = [Exact(x) for x in point]
        out = op(*exact_point).x
        assert abs(op.shown.definition(*exact_point, **op.static).x - out) <= mpmath.mpf("1e-15") * max(1, abs(out))


@each_case
def test_an_expansion_computes_the_same(op, point):
    if op.shown.expansion is not None:
        assert op.shown.expansion(*point) == op(*point)


@pytest.mark.parametrize("number", [1e300, -1e300, 1000.0, -1000.0, 0.0, -0.0, 1e-300, -5e-324])
@pytest.mark.parametrize("op", [op for op in TABLE.values() if op.arity == 1 and not op.takes], ids=lambda op: op.name)
def test_rules_are_finite_wherever_the_derivative_is(op, number):
    try:
        value = op(Value(number))
    except DomainError:
        return
    (ours,) = value.local_derivatives
    true = Exact(rules(op, op(Exact(number)), [Exact(number)])[0]).x if value.data else mpmath.mpf(0)
    if abs(true) < 1e308 and value.data:
        assert math.isfinite(ours)
        assert abs(ours - true) <= 8 * ULP * max(abs(true), mpmath.mpf("1e-300"))


@pytest.mark.parametrize("op", [op for op in TABLE.values() if not op.takes], ids=lambda op: op.name)
def test_nan_in_gives_nan_out_and_nan_gradients(op):
    value = op(*[Value(math.nan)] * count(op))
    assert math.isnan(value.data)
    written = op.derivatives(Symbol("out"), *[Symbol("x")] * count(op))
    for local, rule in zip(value.local_derivatives, written, strict=True):
        assert math.isnan(local) or not isinstance(rule, Symbol)  # the 1 of a bias depends on nothing


@pytest.mark.parametrize(
    ("name", "x", "true"),
    [
        ("sigmoid", -40.0, "4.248354255291589e-18"),
        ("sigmoid", 800.0, "1"),
        ("sigmoid", -800.0, "0"),
        ("softplus", 1000.0, "1000"),
    ],
)
def test_saturated_forwards(name, x, true):
    assert TABLE[name](x) == pytest.approx(float(true), rel=4 * ULP, abs=1e-320)


@pytest.mark.parametrize(
    ("name", "x", "true"),
    [
        ("sigmoid", 40.0, 4.248354255291589e-18),
        ("sigmoid", -40.0, 4.248354255291589e-18),
        ("sigmoid", 37.43, 5.5508250862537e-17),
        ("tanh", 20.0, 1.6993417021166355e-17),
        ("softplus", 0.0, 0.5),
    ],
)
def test_saturated_derivatives(name, x, true):
    (local,) = TABLE[name](Value(x)).local_derivatives
    assert local == pytest.approx(true, rel=1e-13)


def test_infinite_operands_give_the_ieee_result():
    assert math.isnan(Value(-math.inf).log().data)
    assert Value(-math.inf).exp().data == 0.0
    assert Value(math.inf).sigmoid().data == 1.0
    assert math.isnan(Value(-math.inf).sqrt().data)


def test_derivatives_at_the_edge_of_a_domain():
    assert Value(0.0).sqrt().local_derivatives == (math.inf,)
    assert local_derivatives_at_edge(TABLE["divide"], math.inf, (1.0, 0.0)) == (math.inf, -math.inf)


def test_an_operation_of_ones_own_is_one_row():
    cube = operation(
        "cube",
        forward=lambda x: x * x * x,
        local_derivatives=(lambda out, x: 3.0 * x * x,),
        notation=Notation("x³", "{}³", Binding.POWER, (Binding.ATOM,)),
    )
    x = Value(2.0, "x")
    out = cube(x)
    out.backward()
    assert (out.data, x.grad, out.op) == (8.0, 12.0, cube)
    assert "_value._d_first = 3.0 * _x0 * _x0" in record_source(cube, 1)
    assert cube(2) == 8.0


def test_how_an_operation_is_shown_stands_in_a_record_or_in_keywords():
    rule = (lambda out, x: 3.0 * x * x,)
    both = operation("cube", lambda x: x * x * x, rule, shown=Shown(infix="{}**3"), notation=Notation("x³", "{}³"))
    assert (both.shown.infix, both.shown.notation.symbol) == ("{}**3", "x³")
    assert operation("cube", lambda x: x * x * x, rule).shown.notation == Notation("cube")
    with pytest.raises(TypeError, match="'notatoin'"):
        operation("cube", lambda x: x * x * x, rule, notatoin=Notation("x³"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_a_row_reads_rule_first_then_how_it_is_shown(module):
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "operation":
            names = [keyword.arg for keyword in node.keywords]
            assert not {field.name for field in fields(Shown)} & set(names)
            assert "shown" not in names[:-1]


def test_an_operation_needs_a_plain_name():
    for name in ("", "a b", "_x", "lambda", "1x", "x; import os"):
        with pytest.raises(ValueError, match="plain Python name"):
            Op(name, abs, (lambda out, x: x,))


@pytest.mark.parametrize("rule", [lambda out, x: 1.0 if x else 0.0, lambda out, x: math.cos(x), lambda out, x: x > 0])
def test_a_rule_that_is_not_made_of_arithmetic_is_refused_with_advice(rule):
    sine = operation("sine", forward="sin", local_derivatives=(rule,))
    with pytest.raises(TypeError, match=r"local derivatives of sine must be written with .*use positive, sign"):
        sine(Value(1.0))
    assert sine(0.0) == 0.0


def test_two_operations_of_one_name_in_one_formula_are_refused():
    def rule(out, x):
        return 1.0 / x

    logarithm = operation("log", forward=lambda x: TABLE["log"](x) / 2.302585092994046, local_derivatives=(rule,))
    both = operation("both", forward=lambda x: logarithm(x) + TABLE["log"](x), local_derivatives=(rule,))
    with pytest.raises(ValueError, match="two operations in one formula are named 'log'"):
        both(Value(10.0))


def test_an_operation_of_ones_own_has_messages_too():
    same = (lambda out, x, y, z: 1.0,) * 3
    fraction = operation("fraction", forward=lambda x, y, z: x / y / z, local_derivatives=same)
    with pytest.raises(DomainError, match=r"fraction is not defined at x = 1, y = 2, z = 0: it needs other operands"):
        fraction(1.0, 2.0, 0.0)
    with pytest.raises(DomainError, match=r"fraction is not defined at a = 1, 2, 0"):
        fraction(Value(1.0, "a"), 2.0, 0.0)


def test_a_local_derivative_that_overflows_is_infinite():
    assert (Value(1e-200) ** -1).local_derivatives == (-math.inf,)


def test_a_power_that_does_not_exist_is_nan_at_an_edge():
    power = TABLE["power"]
    assert math.isnan(power(Limit(-8.0), 0.5))
    assert power(Limit(-0.0), -1.0) == -math.inf
    assert power(Limit(-0.0), -2.0) == math.inf


def test_division_at_the_edge_keeps_signs():
    assert Limit(1.0) / -0.0 == -math.inf
    assert Limit(-1.0) / 0.0 == -math.inf
    assert math.isnan(Limit(0.0) / 0.0)
    assert 1.0 / Limit(-0.0) == -math.inf
    assert type(2.0 * Limit(1.0) - 1.0) is Limit


DEFINITIONS = {
    "square": lambda x: x**2,
    "reciprocal": lambda x: x**-1,
    "hypot": lambda x, y: math.sqrt(x * x + y * y),
    "logit": lambda x: math.log(x / (1 - x)),
    "log_sigmoid": lambda x: math.log(1 / (1 + math.exp(-x))),
    "leaky_relu": lambda x, slope: x if x > 0 else slope * x,
    "elu": lambda x, alpha: x if x > 0 else alpha * (math.exp(x) - 1),
    "selu": lambda x: 1.0507009873554805 * (x if x > 0 else 1.6732632423543772 * (math.exp(x) - 1)),
    "gelu": lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2,
    "gelu_tanh": lambda x: x / 2 * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
    "silu": lambda x: x / (1 + math.exp(-x)),
    "softsign": lambda x: x / (1 + abs(x)),
    "hard_sigmoid": lambda x: min(max((x + 3) / 6, 0), 1),
    "hard_tanh": lambda x: min(max(x, -1), 1),
    "clamp": lambda x, low, high: min(max(x, low), high),
    "product": lambda *xs: math.prod(xs),
    "mean": lambda *xs: sum(xs) / len(xs),
    "dot": lambda *xs: sum(a * b for a, b in zip(xs[: len(xs) // 2], xs[len(xs) // 2 :], strict=True)),
    "norm": lambda *xs: math.sqrt(sum(x * x for x in xs)),
    "logaddexp": lambda x, y: math.log(math.exp(x) + math.exp(y)),
}
"""What each composed row is, in other words than its own."""


@pytest.mark.parametrize("name", DEFINITIONS)
def test_composed_rows_are_what_their_names_say(name):
    row = TABLE[name]
    for op in bound(row):
        for start in (0.05, 0.2, 0.45, 0.9) if name == "logit" else (-3.5, -0.7, 0.3, 1.5, 4.0):
            point = [start * place for place in (1.0, -0.7, 0.3, 1.1)[: count(row)]]
            assert op(*point) == pytest.approx(DEFINITIONS[name](*point, **op.static), rel=1e-12)


def test_the_kinks_at_zero_agree():
    """All have derivative 0 at 0; a tie of two Values shares it."""
    x = Value(0.0)
    relu, maximum, clamp, where = (TABLE[name] for name in ("relu", "maximum", "clamp", "where"))
    for value in (relu(x), maximum(x, 0), maximum(0, x), clamp(x, low=0, high=math.inf), where(x, x, 0)):
        assert partial(value, x) == 0.0
    assert maximum(x, Value(0.0)).local_derivatives == (0.5, 0.5)


def test_a_product_divides_nowhere():
    factors = [Value(0.0), Value(4.0), Value(0.0), Value(5.0)]
    assert TABLE["product"](*factors).local_derivatives == (0.0, 0.0, 0.0, 0.0)
    assert TABLE["product"](*factors[:2], factors[3]).local_derivatives == (20.0, 0.0, 0.0)


def test_norm_and_hypot_have_derivative_0_at_0():
    zero = [Value(0.0), Value(0.0)]
    assert TABLE["norm"](*zero).local_derivatives == TABLE["hypot"](*zero).local_derivatives == (0.0, 0.0)


ARITHMETIC = (
    "add subtract multiply divide negate total weighted_sum square one_minus_square reciprocal power product linear"
)
IN_PYTHON = str.maketrans({"·": "*", "−": "-", "²": "**2", "^": "**"})


@pytest.mark.parametrize("name", ARITHMETIC.split())
@pytest.mark.parametrize(
    ("operand", "binding"), [("{} + 1", Binding.SUM), ("{} * 2", Binding.PRODUCT), ("-{}", Binding.PREFIX)]
)
def test_arithmetic_is_written_with_its_signs_and_the_parentheses_that_they_need(name, operand, binding):
    op = TABLE[name]
    values = (3.0, 2.0, 5.0, 7.0, 0.5)[: op.arity or 5]
    texts = [(operand.format(value), binding) for value in values]
    written = op.shown.notation.write(texts)
    assert name not in written
    assert eval(written.translate(IN_PYTHON)) == pytest.approx(op(*[eval(text) for text, _ in texts]))


def test_rows_and_how_they_are_shown_cannot_be_changed():
    assert changeable("autograd.ops") == []


def test_a_number_under_a_power_has_parentheses_where_it_has_a_sign_or_a_power_of_ten():
    x = Value(3.0, "x")
    bases = {2.0: "2^x", 0.5: "½^x", 1e-9: "(1e−9)^x", 1e20: "(1e20)^x", -2.0: "(−2)^x"}
    assert [formula_text(Value(base) ** x) for base in bases] == [*bases.values()]


def test_operands_of_a_row_of_ones_own_come_one_by_one_or_in_one_sequence():
    own = operation("own_pair", lambda *terms: terms[0] + terms[1], lambda out, *terms: (1.0,) * len(terms))
    a, b = Value(1.0, "a"), Value(2.0, "b")
    assert own(a, b).parents == own([a, b]).parents == own((a, b)).parents == (a, b)
    with pytest.raises(TypeError, match=r"one by one or as own_pair\(\[a, b, …\]\)"):
        own([a], [b])


@pytest.mark.parametrize("by", [0.5, 1.0, 2.5, 7.0, 30.0, 1e15, 1e300, math.inf])
@pytest.mark.parametrize("y", [0.1, 3.0, -1e-17])
def test_a_power_is_lowered_by_any_number(by, y):
    exact = mpmath.mpf(2) ** (mpmath.mpf(y) - by) if math.isfinite(by) else 0.0
    assert TABLE["lower_power"](2.0, y, by=by) == pytest.approx(float(exact), rel=4e-15)
    assert TABLE["lower_power"](Value(2.0), Value(y), by=by).data == pytest.approx(float(exact), rel=4e-15)
