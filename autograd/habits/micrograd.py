"""micrograd's and microgpt's words for a graph: ``_prev``, ``_op``, ``_children``, ``_local_grads``.

They are for reading; programs written for this engine say `parents`, `op.name` and `local_derivatives`.

Examples
--------
>>> from autograd import Value
>>> a = Value(2.0)
>>> c = (a * a + a**3).relu()
>>> c._op, [value._op for value in c._children]
('ReLU', ['+'])
>>> product, power = c._children[0]._children
>>> product._op, product._children == (a, a), product._prev == {a}, power._op, a._op
('*', True, True, '**3', '')
"""

from __future__ import annotations

from typing import Any, NoReturn

from autograd.methods import Methods
from autograd.ops import Op
from autograd.value import Value

__all__: list[str] = []


def _written(op: Op | None) -> str:
    """What micrograd writes for an operation: Python's operator, the exponent with it, ``ReLU``; '' for a leaf."""
    if op is None:
        return ""
    if "exponent" in op.static:
        return f"**{op.static['exponent']!r}".removesuffix(".0")
    operator = (op.shown.infix or op.shown.operator).replace("{}", "").strip()
    return operator or ("ReLU" if op.name == "relu" else op.name)


def _refuse_closure(self: Value, closure: Any = None) -> NoReturn:
    raise AttributeError(
        "a Value has no _backward: it keeps the local derivatives by its operands (local_derivatives). "
        "For an operation of your own write operation('name', forward=…, local_derivatives=(…,))."
    )


for _name, _property in {
    "_prev": property(lambda self: set(self.parents), doc="The parents as a set: x * x has one."),
    "_children": property(lambda self: self.parents, doc="The parents, in order."),
    "_op": property(lambda self: _written(self.op), doc="What computed the value: ``*``, ``**3``, ``ReLU``, ``tanh``."),
    "_local_grads": property(lambda self: self.local_derivatives, doc="The local derivatives, one a parent."),
    "_backward": property(_refuse_closure, _refuse_closure),
}.items():
    setattr(Methods, _name, _property)
