"""NumPy's functions: arithmetic of arrays and values is passed on to the values, everything else is refused.

Arrays of Values are arrays of objects: their sums, dot products, matrix products and norms are made of the arithmetic
of their entries, and a value beside an array of numbers is combined with each of them. NumPy itself is never imported:
it is what calls.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, NoReturn

from autograd.habits.labels import label_of
from autograd.methods import Methods
from autograd.number import as_number
from autograd.operators import OPERATORS
from autograd.ops import TABLE
from autograd.ops.piecewise import clamp
from autograd.value import Value

__all__: list[str] = []

_COMPARISONS: dict[str, Callable[..., Any]] = {
    "less": operator.lt,
    "less_equal": operator.le,
    "greater": operator.gt,
    "greater_equal": operator.ge,
    "equal": operator.is_,
    "not_equal": operator.is_not,
}

_ARITHMETIC: dict[str, Callable[..., Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "floor_divide": operator.floordiv,
    "remainder": operator.mod,
    "power": operator.pow,
    "negative": operator.neg,
    "positive": operator.pos,
    "absolute": operator.abs,
    "conjugate": operator.pos,
    "sqrt": TABLE["sqrt"],
    "square": TABLE["square"],
}
_PASSED_ON = _ARITHMETIC | _COMPARISONS
"""What is passed on, by NumPy's names."""

_SCALAR = (Value, float)

_OTHERWISE = {"clip": "clamp", "heaviside": "step", "fmax": "maximum", "fmin": "minimum", "fabs": "absolute"}
"""What autograd calls otherwise, arcsin and its like aside."""


def _array_ufunc(self: Value, ufunc: Any, method: str, *inputs: Any, out: Any = None, **options: Any) -> Any:
    """What NumPy asks of a value that is given to one of its functions."""
    operate = _PASSED_ON.get(ufunc.__name__)
    if operate is None or method != "__call__" or "where" in options:
        _refuse(self, ufunc.__name__, method)
    operands = [_number_or_array(given) for given in inputs]
    array = next((given for given in operands if not isinstance(given, _SCALAR)), None)
    if array is None:
        return operate(*operands)
    result = _with_each(operate, array, operands)
    if out is not None:
        out[0][...] = result
        return out[0]
    return result.astype(bool) if ufunc.__name__ in _COMPARISONS else result


def _with_each(operate: Callable[..., Any], array: Any, operands: list[Any]) -> Any:
    """An array of what each entry gives; the value beside it has no dimensions, so that nothing else is spread."""
    result = array.astype(object)
    for place, entry in enumerate(list(result.flat)):
        number = entry if isinstance(entry, Value) else as_number(entry)
        result.flat[place] = operate(*[number if operand is array else operand for operand in operands])
    return result


def _number_or_array(given: Any) -> Any:
    if isinstance(given, _SCALAR):  # np.float64 is a float: np.float64(2.0) * v is no rare thing
        return given if isinstance(given, Value) else float(given)
    return given if getattr(given, "shape", ()) else as_number(given)


def _refuse(value: Value, name: str, method: str) -> NoReturn:
    label = label_of(value)
    names = (name, _OTHERWISE.get(name, ""), name.replace("arc", "a")) if method == "__call__" else ()
    row = next((TABLE[row] for row in names if row in TABLE), None)
    called = name if method == "__call__" else f"{name}.{method}"
    instead = (
        f"it with + − * / ** and the functions of autograd, such as exp({label}), or take its number, {label}.data"
        if row is None
        else f"{row.name}({', '.join([label, *'yz'[: (row.arity or 1) - 1], *row.takes])}), the {row.name} of autograd"
    )
    raise TypeError(f"np.{called} was given {label}, a Value, which it would cut off from its graph: write {instead}.")


def _clip(self: Value, low: Any = -math.inf, high: Any = math.inf, out: None = None) -> Value:
    """`clamp` under NumPy's name: ``np.clip(v, 0, 1)`` asks for it, and would cut the graph without."""
    clipped: Value = clamp(self, -math.inf if low is None else low, math.inf if high is None else high)
    return clipped


_conjugate = OPERATORS["__pos__"]  # of a real number itself; numpy.linalg.norm makes lengths of it

for _name, _method in {"__array_ufunc__": _array_ufunc, "conjugate": _conjugate, "clip": _clip}.items():
    setattr(Methods, _name, _method)
