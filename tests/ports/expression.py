"""A port: one expression after the other until every operator of micrograd has stood in it, on either side."""

from autograd import Value


def numbers() -> list[float]:
    """Return the numbers of all lines, and their gradients by the last one."""
    p, q, r = Value(1.5), Value(-0.8), Value(0.25)
    both = p * q + r
    one_of_each = 3 - both / 2 + 0.5 * p - r * -4.0
    raised = one_of_each**3 + (1 + p) ** 0.5 + (p + 2.0) ** -1
    turned = 1.75 / raised - -q
    gate = (turned + raised).relu() + (q - 1).relu()
    gate += both
    gate -= 0.125
    gate *= r + 1
    gate /= p
    added = sum([p, q, r], gate)
    last = added * added + sum(x * x for x in (p, q, r)) * r / 3
    last.backward()
    lines = [p, q, r, both, one_of_each, raised, turned, added, last]
    return [x.data for x in lines] + [x.grad for x in lines]
