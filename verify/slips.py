"""Slips outside of a single derivation: in the formula of a node, in an update, in copying and in typing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from autograd import TABLE, Value
from autograd.ops.activations import sigmoid
from autograd.ops.arithmetic import weighted_sum
from nn import Order
from verify.candidates import Candidate, Tree, edits, kind_of
from verify.targets import Target
from verify.work import Work
from verify.written import WrittenNumber, written_number

__all__ = ["slips"]


def slips(work: Work, target: Target, written: WrittenNumber, trees: Sequence[Tree]) -> Iterator[Candidate]:
    """Yield what slips give for a target: of its own kind, of copying, of typing.

    Parameters
    ----------
    work, target
        What is claimed.
    written
        The number that was written.
    trees
        For a partial or an updated weight: its derivation with true numbers, and with those of earlier claims.
    """
    if target.is_expression:
        pass
    elif target.by:
        for tree in trees:
            yield from edits(tree, work.numbers)
        yield from _of_partial(work, target)
        yield from _beside(work, target)
    elif target.updated:
        yield from _of_update(work, target, trees)
    elif target.steps:
        yield from _of_training(work, target)
    else:
        yield from _of_node(work, work.values[target.of], written)
    yield from _copied(work, target)
    yield from _typed(work.true(target), written)


def _of_partial(work: Work, target: Target) -> Iterator[Candidate]:
    """The updated weight or the update given for the gradient, weights updated too early."""
    if target.of != work.output.name or target.by not in work.trained or work.learning_rate is None:
        return
    true, rate = work.true(target), work.learning_rate
    yield Candidate(rate * true, 2.5, "learning rate", "the learning rate is multiplied in")
    yield Candidate(work.updated(target.by, true), 3.0, "updated weight", f"this is {target.by}⁺, the updated weight")
    early = work.gradients_output_first.get(target.by)
    if early is not None:
        yield Candidate(early, 2.5, "early update", "weights of the output layer that are updated already are used")


def _beside(work: Work, target: Target) -> Iterator[Candidate]:
    """The same partial of another neuron: ∂out_h1/∂net_h1 for ∂out_h2/∂net_h2."""
    names = {value: name for name, value in work.values.items()}
    of, by = kind_of(target.of), kind_of(target.by)
    others = [
        (name, names[parent], local)
        for name, value in work.values.items()
        if kind_of(name) == of and name != target.of
        for parent, local in zip(value.parents, value.local_derivatives, strict=True)
        if kind_of(names.get(parent, "")) == by
    ]
    for other, parent, local in others:
        bits = 4.0 + math.log2(len(others))
        yield Candidate(local, bits, "wrong index", f"this is ∂{other}/∂{parent}")


def _of_update(work: Work, target: Target, trees: Sequence[Tree]) -> Iterator[Candidate]:
    """w⁺ with the learning rate left out, with the other sign, or with a gradient that has a slip."""
    old, rate = work.values[target.of].data, work.learning_rate
    assert rate is not None  # the true value was found
    for tree in trees:
        gradient = tree.value
        yield Candidate(old - gradient, 2.5, "learning rate", "the learning rate is left out")
        yield Candidate(old + rate * gradient, 3.0, "sign", "η · gradient is added, not subtracted")
        yield Candidate(rate * gradient, 3.0, "update", "this is η · gradient alone")
        yield Candidate(gradient, 3.0, "update", "this is the gradient, not the updated weight")
        for slip in edits(tree, {}):
            yield Candidate(
                old - rate * slip.value, slip.bits + 1.0, slip.kind, f"in the gradient {slip.text}", slip.factor
            )
    yield Candidate(old, 3.0, "update", "the weight is not updated")
    early = work.gradients_output_first.get(target.of)
    if early is not None:
        text = "weights of the output layer that are updated already are used too early"
        yield Candidate(old - rate * early, 2.5, "early update", text)
    if old:
        yield Candidate(old * (1.0 - rate), 4.0, "update", "the weight stands in place of the gradient")


def _of_training(work: Work, target: Target) -> Iterator[Candidate]:
    early = work.after(target.steps, Order.OUTPUT_FIRST)
    if early is not None:
        text = "weights of the output layer that are updated already are used too early"
        yield Candidate(early[target.of], 2.5, "early update", text)
    for steps in (target.steps - 1, target.steps + 1):
        again = work.after(steps, Order.TOGETHER) if steps else work.numbers
        if again is not None:
            yield Candidate(again[target.of], 3.0, "steps", f"this is after {steps} steps")
    with_biases = work.after_with_biases(target.steps)
    if with_biases is not None:
        yield Candidate(with_biases[target.of], 3.0, "biases", "the biases are updated too")


def _of_node(work: Work, value: Value, written: WrittenNumber) -> Iterator[Candidate]:
    """Another formula for the node: a term forgotten, an operand exchanged, another activation."""
    if value.op is None:
        return
    operands = [parent.data for parent in value.parents]
    if value.op is weighted_sum:
        yield from _of_sum(work, value)
    elif value.op.arity == 1:
        yield from _of_activation(value, operands[0], written)
    else:
        yield from _of_formula(value)


def _of_sum(work: Work, net: Value) -> Iterator[Candidate]:
    *pairs, bias = net.parents
    products = [weight.data * x.data for weight, x in zip(pairs[::2], pairs[1::2], strict=True)]
    many = math.log2(max(2, len(products) + 1))
    name = {value: label for label, value in work.values.items()}
    for place, term in enumerate(products):
        weight, x = pairs[2 * place], pairs[2 * place + 1]
        text = f"{name.get(weight, 'weight')} · {name.get(x, 'input')}"
        yield Candidate(net.data - term, 1.5 + many, "missing term", f"the term {text} is left out")
        yield Candidate(net.data - 2.0 * term, 3.0 + many, "sign", f"the term {text} is subtracted")
        yield Candidate(net.data - term + weight.data + x.data, 4.0 + many, "written line", f"+ for × in {text}")
        yield Candidate(net.data - term + weight.data, 3.0 + many, "missing factor", f"the input is left out in {text}")
    yield Candidate(net.data - bias.data, 2.0, "missing term", "the bias is left out")
    yield Candidate(net.data - 2.0 * bias.data, 3.5, "sign", "the bias is subtracted")
    for place, weight in enumerate(pairs[::2]):
        for other in pairs[::2][place + 1 :]:
            swapped = _swapped(net, weight, other)
            yield Candidate(swapped, 4.0, "wrong index", f"{name.get(weight)} and {name.get(other)} are exchanged")
    for place, weight in enumerate(pairs[::2]):
        for label, value in work.values.items():
            if value.op is None and value is not weight and kind_of(label) == kind_of(weight.name or ""):
                moved = net.data + (value.data - weight.data) * pairs[2 * place + 1].data
                yield Candidate(moved, 5.0, "wrong index", f"{label} in place of {name.get(weight)}")


def _swapped(net: Value, one: Value, other: Value) -> float:
    *pairs, bias = net.parents
    exchange = {one: other, other: one}
    weights = [exchange.get(weight, weight) for weight in pairs[::2]]
    return math.fsum([*(w.data * x.data for w, x in zip(weights, pairs[1::2], strict=True)), bias.data])


def _of_activation(out: Value, net: float, written: WrittenNumber) -> Iterator[Candidate]:
    """Another activation, its derivative, the net itself, and what a sigmoid becomes when a step of it is missed."""
    if out.op is sigmoid and abs(net) < 700.0 and written.value:
        inverse = written_number(f"{1.0 / written.value:.{_decimals(written)}f}".rstrip("0"))
        for slip in _mistyped(1.0 + math.exp(-net), inverse):
            text = f"in 1 + e^−net, which is {1.0 + math.exp(-net):.4g} and not {inverse.text}, {slip.text}"
            yield Candidate(1.0 / inverse.value, slip.bits + 1.0, "typing", text)
    yield Candidate(net, 2.5, "missing step", "this is the net itself")
    yield Candidate(1.0 - out.data, 3.0, "variant", "1 − out")
    yield Candidate(out.local_derivatives[0], 3.0, "variant", "this is the derivative of the activation")
    if abs(net) < 700.0:
        yield Candidate(math.exp(-net), 3.5, "missing step", "this is e^−net")
        yield Candidate(1.0 + math.exp(-net), 3.5, "missing step", "this is 1 + e^−net")
    for name in ("sigmoid", "tanh", "relu"):
        row = TABLE[name]
        if row is not out.op:
            yield Candidate(row(net), 4.0, "variant", f"{name} in place of {out.op.name if out.op else ''}")
        yield Candidate(row(-net), 3.5, "sign", f"{name} of −net")


def _of_formula(value: Value) -> Iterator[Candidate]:
    """An error: without its ½, without its square, of targets turned round, terms left out."""
    for times, text in (
        (2.0, "a factor ½ is left out"),
        (0.5, "there is a factor ½ too many"),
        (-1.0, "the sign is turned round"),
    ):
        yield Candidate(times * value.data, 2.5, "missing factor", text)
    for parent in value.parents:
        yield Candidate(parent.data, 3.5, "missing step", "a step of the formula is left out")
        yield Candidate(value.data - parent.data, 3.0, "missing term", f"{parent.name or 'a term'} is left out")
    if value.data >= 0.0:
        yield Candidate(math.sqrt(2.0 * value.data), 3.5, "written line", "½ and the square are left out")
        yield Candidate(0.5 * math.sqrt(2.0 * value.data), 3.5, "written line", "the square is left out")


def _decimals(written: WrittenNumber) -> int:
    """Digits after the point that a number of the same work has."""
    return max(0, -math.floor(math.log10(written.unit) + 0.5))


def _copied(work: Work, target: Target) -> Iterator[Candidate]:
    """Another result of the same work."""
    others: Mapping[str, float] = work.results
    for name, number in others.items():
        if name != str(target):
            yield Candidate(number, 4.0 + math.log2(max(1, len(others))) / 2.0, "copied", f"this is {name}")


def _typed(true: float, written: WrittenNumber) -> Iterator[Candidate]:
    """Digits of the right value dropped, doubled, exchanged; a decimal place lost."""
    if not math.isfinite(true) or true == 0.0:
        return
    for shift in (1, 2, 3, -1, -2, -3):
        places, way = abs(shift), "right" if shift > 0 else "left"
        text = f"the point stands {places} place{'s' * (places > 1)} too far to the {way}"
        yield Candidate(true * 10.0**shift, 2.0 + places, "typing", text)
    yield from _mistyped(true, written)


def _mistyped(true: float, written: WrittenNumber) -> Iterator[Candidate]:
    """Digits left out, doubled, exchanged."""
    digits = f"{abs(written.decimal):f}"
    if (true < 0.0) != (written.value < 0.0) or len(digits) > 20:
        return
    for text, meant in _retyped(digits):
        if _is_meant(meant, abs(true)):
            yield Candidate(written.value, 2.5 + math.log2(len(digits) + 1), "typing", text)


def _is_meant(meant: str, true: float) -> bool:
    """Whether a text, in which ? is any digit, is the true number with as many decimals."""
    decimals = len(meant.partition(".")[2])
    for text in (f"{true:.{decimals}f}", f"{true:.{decimals + 3}f}"[: -3 if decimals else -4]):
        if len(text) == len(meant) and all(wanted in ("?", digit) for wanted, digit in zip(meant, text, strict=True)):
            return True
    return False


def _retyped(digits: str) -> Iterator[tuple[str, str]]:
    """What could have been meant, as a text with ? for a digit that is not there."""
    for place in range(len(digits)):
        before, digit, after = digits[:place], digits[place], digits[place + 1 :]
        if digit == ".":
            continue
        yield "a digit is left out", before + "?" + digit + after
        if after[:1] == digit:
            yield "a digit is doubled", before + after
        if after[:1].isdigit() and after[0] != digit:
            yield "two digits are exchanged", before + after[0] + digit + after[1:]
