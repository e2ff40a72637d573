"""An engine of its own in sixty lines, slow and plain: what ports to this project are compared with."""

from __future__ import annotations

import math
from itertools import count

_births = count()


class Value:
    """A number, the order of its birth, and the edges it came by: pairs of an operand and the slope there."""

    def __init__(self, data: float, *edges: tuple[Value, float]) -> None:
        self.data, self.grad, self.edges, self.born = float(data), 0.0, edges, next(_births)

    def __add__(self, other: Value | float) -> Value:
        right = other if isinstance(other, Value) else Value(other)
        return Value(self.data + right.data, (self, 1.0), (right, 1.0))

    def __mul__(self, other: Value | float) -> Value:
        right = other if isinstance(other, Value) else Value(other)
        return Value(self.data * right.data, (self, right.data), (right, self.data))

    def __pow__(self, exponent: float) -> Value:
        return Value(self.data**exponent, (self, exponent * self.data ** (exponent - 1)))

    def __neg__(self) -> Value:
        return Value(-self.data, (self, -1.0))

    def __sub__(self, other: Value | float) -> Value:
        return self + -other

    def __truediv__(self, other: Value | float) -> Value:
        return (other**-1 if isinstance(other, Value) else 1.0 / other) * self

    def __rtruediv__(self, other: float) -> Value:
        return self**-1 * other

    __radd__, __rmul__ = __add__, __mul__

    def exp(self) -> Value:
        return Value(math.exp(self.data), (self, math.exp(self.data)))

    def log(self) -> Value:
        return Value(math.log(self.data), (self, 1.0 / self.data))

    def relu(self) -> Value:
        return Value(max(self.data, 0.0), (self, float(self.data > 0.0)))

    def backward(self) -> None:
        found, waiting = {self}, list[Value]([self])
        while waiting:
            fresh = {parent for parent, _ in waiting.pop().edges} - found
            found |= fresh
            waiting.extend(fresh)
        self.grad = 1.0
        for value in sorted(found, key=lambda value: value.born, reverse=True):
            for parent, slope in value.edges:
                parent.grad += slope * value.grad
