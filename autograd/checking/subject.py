"""The subject of a check: a function, the names of its inputs, the numbers to check it at, what it records."""

from __future__ import annotations

import inspect
import reprlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from inspect import Parameter
from typing import Any, NamedTuple

from autograd.errors import OpaqueError
from autograd.graphs.steps import backward_steps
from autograd.number import ULP, as_number
from autograd.ops import Op
from autograd.ops.domain import operand_names
from autograd.text.digits import in_print
from autograd.text.names import letters, nearest, numbered, printable, shorten, with_type
from autograd.value import Value, topological_order

__all__ = ["Recording", "Subject", "call_problem", "dependent_inputs", "rounding_of", "subject_of"]

LONGEST_NAME = 24
_PLAIN = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD, Parameter.KEYWORD_ONLY)


class Recording(NamedTuple):
    """Fresh leaves, and what the function made of them."""

    inputs: list[Value]
    outputs: list[Value]


@dataclass(frozen=True, slots=True)
class Subject:
    """A function of Values, what it and its inputs are called, and the numbers at which it is checked.

    `keywords` are the names by which the inputs are passed; empty, they are passed in their order.
    """

    title: str
    function: Callable[..., Any]
    names: tuple[str, ...]
    numbers: tuple[float, ...]
    keywords: tuple[str, ...] = ()

    def record(self, numbers: Sequence[float]) -> Recording:
        """Call the function on new Values with these numbers."""
        inputs = [Value(number, name) for number, name in zip(numbers, self.names, strict=True)]
        if self.keywords:
            result = self.function(**dict(zip(self.keywords, inputs, strict=True)))
        else:
            result = self.function(*inputs)
        return Recording(inputs, [_output(self.title, output) for output in (result if _is_many(result) else [result])])

    def with_input(self, place: int, number: float) -> list[float]:
        """Return the point with one input at another number."""
        return [*self.numbers[:place], number, *self.numbers[place + 1 :]]

    def labels(self, count: int) -> list[str]:
        """Return what the outputs are called: by the function's name, several by their number."""
        return [self.title] if count == 1 else [f"{self.title}[{place}]" for place in range(count)]

    def __str__(self) -> str:
        places = ", ".join(f"{name} = {number:.6g}" for name, number in zip(self.names, self.numbers, strict=True))
        return f"{self.title} at {in_print(shorten(places, 200))}"


def _is_many(result: Any) -> bool:
    return isinstance(result, Sequence) and not isinstance(result, str | bytes)


def _output(title: str, result: Any) -> Value:
    if isinstance(result, Value):
        return result
    try:
        return Value(result)
    except TypeError:
        raise TypeError(
            f"{title} returned {with_type(result)}; it must return a Value, a number, or a list of them."
        ) from None


def subject_of(function: Callable[..., Any], inputs: Mapping[str, Any] | Iterable[Any]) -> Subject:
    """Return a function with the inputs that it is given, as numbers with names.

    A TypeError says that the function cannot be called with these inputs, a ValueError that there are none.
    """
    title = _title(function)
    parameters = _parameters(function)
    if isinstance(inputs, Mapping):
        names, values = [str(name) for name in inputs], list(inputs.values())
        keywords = _keywords(title, names, parameters)
    else:
        values, keywords = _listed(inputs), ()
        names = _names(values, function, parameters)
    if not values:
        raise ValueError(f"{title} was given no inputs; give at least one number to check the derivative by.")
    if problem := call_problem(function, **dict.fromkeys(keywords)) if keywords else call_problem(function, *values):
        raise TypeError(
            f"{title}{inspect.signature(function)} cannot be called with {len(values)} input(s): {problem}; "
            "give one for each parameter."
        )
    numbers = tuple([value.data if isinstance(value, Value) else as_number(value) for value in values])
    shown = [shorten(printable(name), LONGEST_NAME) for name in names]
    return Subject(title, function, tuple(numbered(shown)), numbers, keywords)


def _title(function: Any) -> str:
    name = getattr(function, "name", None) or getattr(function, "__name__", "f")
    return name if isinstance(name, str) and name.isidentifier() else "f"


def _listed(inputs: Any) -> list[Any]:
    try:
        return list(inputs)
    except TypeError:
        raise TypeError(
            f"inputs is {reprlib.repr(inputs)}; give one number for each input of the function: "
            "[2.0], or with names {'x': 2.0}."
        ) from None


def _names(arguments: Sequence[Any], function: Any, parameters: Sequence[Parameter]) -> list[str]:
    """A Value's own name, else that of the parameter or the operand, else a letter."""
    names = [parameter.name for parameter in parameters if parameter.kind in _PLAIN[:2]]
    names = operand_names(function, len(arguments)) if isinstance(function, Op) else names
    names += letters(len(arguments))[len(names) :]
    return [getattr(value, "name", None) or name for value, name in zip(arguments, names, strict=False)]


def _parameters(function: Callable[..., Any]) -> list[Parameter]:
    signature = _signature(function)
    return [Parameter("x", Parameter.VAR_POSITIONAL)] if signature is None else [*signature.parameters.values()]


def _signature(function: Callable[..., Any]) -> inspect.Signature | None:
    try:
        return inspect.signature(function)
    except (TypeError, ValueError):  # not every builtin has one
        return None


def call_problem(function: Callable[..., Any], /, *operands: Any, **keywords: Any) -> str:
    """Return why a function cannot be called in this way; nothing if it can, or if it does not say how."""
    signature = _signature(function)
    try:
        if signature is not None:
            signature.bind(*operands, **keywords)
    except TypeError as error:
        return str(error)
    return ""


def _keywords(title: str, names: Sequence[str], parameters: Sequence[Parameter]) -> tuple[str, ...]:
    """The names, if the function takes inputs by them; nothing, if it takes any number in order."""
    known = [parameter.name for parameter in parameters if parameter.kind in _PLAIN[1:]]
    kinds = {parameter.kind for parameter in parameters}
    unknown = [name for name in names if name not in known]
    if not unknown or (Parameter.VAR_KEYWORD in kinds and Parameter.VAR_POSITIONAL not in kinds):
        return tuple(names)
    if Parameter.VAR_POSITIONAL in kinds:
        return ()
    raise TypeError(f"{title} has no parameter named {unknown[0]!r}; {nearest(unknown[0], known)}")


def dependent_inputs(inputs: Mapping[str, Any] | Iterable[Any], names: Sequence[str]) -> list[str]:
    """Return, as ends of a sentence, which of the given Values are one, or feed one another.

    Examples
    --------
    >>> x = Value(2.0, "x")
    >>> dependent_inputs([x, x * x, x], ["x", "y", "z"])
    ['y is computed from x', 'z is x again']
    """
    values = list(inputs.values() if isinstance(inputs, Mapping) else inputs)
    seen: dict[Value, str] = {}
    clauses = []
    for name, value in zip(names, values, strict=True):
        if not isinstance(value, Value):
            continue
        if value in seen:
            clauses.append(f"{name} is {seen[value]} again")
        seen.setdefault(value, name)
    for value, name in seen.items():
        feeds = [seen[node] for node in topological_order(value)[:-1] if node in seen]
        clauses += [f"{name} is computed from {' and '.join(feeds)}"] if feeds else []
    return sorted(clauses)


def rounding_of(output: Value) -> float:
    """Return how far the rounding of every value that feeds `output` may move it: Σ ulp |value · ∂output/∂value|.

    Where a derivative is not known, see `opaque`, that of the output alone.

    Examples
    --------
    >>> rounding_of((Value(1e16) + 1.0) - 1e16) > 2.0
    True
    """
    try:
        terms = [abs(step.node.data * step.gradient) for step in backward_steps(output)]
    except OpaqueError:
        terms = [abs(output.data)]
    return ULP * sum(term for term in terms if term < float("inf"))
