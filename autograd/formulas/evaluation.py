"""Definitions worked out: rows of the table applied to operands, step by step."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from autograd.errors import DomainError
from autograd.formulas.defined import in_order
from autograd.formulas.functions import FUNCTIONS, SPELLINGS
from autograd.formulas.parser import DEEPEST
from autograd.formulas.steps import Call, Definition, Name, Number, Use
from autograd.formulas.tokens import located
from autograd.ops import Op
from autograd.ops.activations import linear
from autograd.text.names import nearest, printable, shorten
from autograd.value import Value

__all__ = ["CONSTANTS", "evaluated", "require_applied"]

CONSTANTS: Mapping[str, float] = {"e": math.e, "pi": math.pi, "π": math.pi}

MOST_STEPS = 100_000
"""Numbers, names and operations that are worked out; functions that call functions have many."""


def evaluated(text: str, defined: Sequence[Definition], known: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of definitions by name, in the order in which they stand; "" is a formula alone."""
    for definition in defined:
        for name in definition.defined:
            if name in known:
                complaint = f"{printable(name)} is defined here and given as a number too; do one of them."
                raise located(text, definition.at, complaint)
    evaluation = _Evaluation(text, defined, known)
    for definition in in_order(text, defined):
        if not definition.parameters:
            evaluation.define(definition)
    names = [name for definition in defined if not definition.parameters for name in definition.defined]
    return {name: evaluation.values[name] for name in names if name in evaluation.values}


def require_applied(text: str, name: Name, functions: Collection[str] = ()) -> None:
    """Refuse the name of an operation or a function that is applied to nothing."""
    if name.text in functions or name.text in SPELLINGS or name.text in FUNCTIONS:
        shown = printable(shorten(name.text, 40))
        kind = "a function" if name.text in functions else "an operation"
        call = f"{shown}(…){printable(shorten(name.exponent, 20))}"
        raise located(text, name.at, f"{shown} is {kind}; write {call} with what it is applied to.")


class _Evaluation:
    """Works out one text; `values` grows by what is defined."""

    def __init__(self, text: str, defined: Sequence[Definition], known: Mapping[str, Value]) -> None:
        self.text = text
        self.functions = {str(one.name): one for one in defined if one.parameters}
        self.names = {name for one in defined for name in one.defined if name} | set(known)
        self.given = frozenset(known.values())
        self.values: dict[str, Value] = dict(known)
        self.steps = 0

    def define(self, definition: Definition) -> None:
        """Work out one definition."""
        if definition.is_group:
            call = definition.steps[-1]
            assert isinstance(call, Call)
            assert isinstance(call.op, Op)
            operands = self.run(definition.steps[:-1], {}, 0)
            for number in definition.outputs:
                bound = Call(call.op.bind(index=number - 1), call.count, call.at)
                name = f"{definition.name}[{number}]"
                self.values[name] = self.named(self.applied(bound, operands), name)
            return
        (result,) = self.run(definition.steps, {}, 0)
        if definition.name is None:
            self.values[""] = result if isinstance(result, Value) else Value(result)
        else:
            is_new = isinstance(definition.steps[-1], Call | Use)
            self.values[definition.name] = self.named(result if is_new else self.alias(result), definition.name)

    def named(self, result: Any, name: str) -> Value:
        """The value with its name; one that has a name, or is given, is passed on under the new one."""
        if not isinstance(result, Value):
            return Value(result, name)
        return (self.alias(result) if result.name is not None or result in self.given else result).named(name)

    @staticmethod
    def alias(result: Any) -> Any:
        """The same as a value of its own."""
        return linear(result) if isinstance(result, Value) else result

    def run(self, steps: Sequence[Any], scope: Mapping[str, Any], depth: int) -> list[Any]:
        """Apply steps in postfix order; return what is left."""
        stack: list[Any] = []
        for step in steps:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise located(self.text, step.at, f"the formula has more than {MOST_STEPS} steps with all functions.")
            if isinstance(step, Number):
                stack.append(step.value)
            elif isinstance(step, Name):
                stack.append(scope[step.text] if step.text in scope else self.known(step))
            else:
                operands = stack[len(stack) - step.count :]
                del stack[len(stack) - step.count :]
                is_row = isinstance(step, Call)
                stack.append(self.applied(step, operands) if is_row else self.used(step, operands, depth))
        return stack

    def used(self, use: Use, operands: Sequence[Any], depth: int) -> Any:
        """What a function of the text gives."""
        if depth == DEEPEST:
            raise located(self.text, use.at, f"functions call each other more than {DEEPEST} deep; name a part.")
        function = self.functions[use.function]
        (result,) = self.run(function.steps, dict(zip(function.parameters, operands, strict=True)), depth + 1)
        return result

    def known(self, name: Name) -> Any:
        """What a name stands for."""
        text = name.text
        if text in self.values:
            return self.values[text]
        if text in CONSTANTS:
            return CONSTANTS[text]
        require_applied(self.text, name, self.functions)
        shown = printable(shorten(text, 40))
        near = nearest(text, [*SPELLINGS, *FUNCTIONS]) if name.is_multiplied and len(text) > 2 else ""
        if near.startswith("did"):
            raise located(self.text, name.at, f"{shown} is neither an operation nor a number that is known; {near}")
        there = sorted(self.names - {""})
        hint = nearest(text, there) if there else f"give it a number: {printable(shorten(text, 30))} = …"
        raise located(self.text, name.at, f"unknown name {shown!r}; {hint}")

    def applied(self, call: Call, operands: list[Any]) -> Any:
        """Apply a row; operands beyond its own are static arguments, which are plain numbers."""
        op = call.op
        if isinstance(op, Op) and op.takes and not op.static and op.arity is not None:
            static = dict(zip(op.takes, operands[op.arity :], strict=True))
            for name, number in static.items():
                if isinstance(number, Value):
                    said = f"{name} of {op.name} must be a number that stands in the formula."
                    raise located(self.text, call.at, said)
            op, operands = op.bind(**static), operands[: op.arity]
        try:
            applied = op(*operands)
        except (DomainError, TypeError, IndexError) as error:
            raise located(self.text, call.at, str(error)) from error
        if isinstance(applied, float) and math.isinf(applied) and all(map(math.isfinite, operands)):
            raise located(self.text, call.at, f"{op.name} of these numbers is too large for a float (about 1.8e308).")
        return applied
