"""A row of the table: the rule of one operation, and how it is shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from itertools import zip_longest
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from autograd.calls.arguments import called_with, is_sequence, operands_of_sequences
from autograd.number import as_number
from autograd.ops.domain import is_too_large, refusal
from autograd.ops.shown import Shown

if TYPE_CHECKING:
    from autograd.value import Value

__all__ = ["Op", "Rule", "operation"]

Rule: TypeAlias = Callable[..., Any]
"""``(out, *operands) -> ∂out/∂operandᵢ``; for an n-ary row, the tuple of all of them."""


@dataclass(frozen=True, eq=False)
class Op:
    """One operation: how it is computed, its local derivatives, where it is defined; and how it is shown.

    A derivative rule is an ordinary function of ``(out, *operands)``. Fed with floats it gives a number, fed with
    Values a graph. Rules and composed forwards are written with ``+ − * /``, numbers and rows, and never use
    ``if`` on an operand.

    Parameters
    ----------
    name
        Name of the function and of the method on `Value`.
    forward
        A function of the operands, or the name of one of Python's `math` (``"tanh"``).
    local_derivatives
        One rule an operand; for a row with any number of operands, one rule that returns a tuple.
    fast
        A forward for floats only, where the composed one is slow.
    domain
        Where the operation is defined, as the end of the sentence "it needs …"; empty: everywhere.
    pole
        The IEEE 754 result at operands where Python raises: outside the domain, or because it is too large.
    convention
        What is taken for the derivative where there is none.
    kinks
        Where the derivative breaks or the value jumps: a function of the operands, and of the static arguments by
        name, that returns for each kink how far the operands lie from it, in their own units and with a sign: 0 on
        it. ``lambda x, y: (x - y,)`` for the larger of two; None where there is none.
    with_number
        For an operand's place: the row, and the name of its static argument, to use when a plain number
        stands there.
    takes
        Names of the static arguments, which must be bound before the row can be used.
    usual
        What static arguments are where a call leaves them out.
    synonyms
        Other names of static arguments, each with ours.
    sequences
        In how many sequences of one length the operands may come, for a row with any number of them.
    chooses
        Whether the row chooses which of its operands it passes a gradient on to: an edge whose local derivative is
        exactly 0 passes nothing on, whatever stands behind it.
    samples
        Points at which tests compare the row with arithmetic of fifty digits.
    bindings
        Static arguments that tests bind, the first ones fit the first sample.
    static
        Static arguments already bound.
    shown
        How the operation is shown: its notation, its spelling in other languages, what a textbook says.

    Examples
    --------
    >>> from autograd import tanh
    >>> round(tanh(0.5), 16)
    0.4621171572600097
    >>> tanh.name, tanh.arity, tanh.shown.notation.symbol
    ('tanh', 1, 'tanh')
    >>> tanh.derivatives(0.0, 0.0)
    (1.0,)
    """

    name: str
    forward: str | Callable[..., Any]
    local_derivatives: tuple[Rule, ...] | Rule
    fast: Callable[..., float] | None = None
    domain: str = ""
    pole: Callable[..., float] | None = None
    convention: str = ""
    kinks: Callable[..., tuple[Any, ...]] | None = None
    with_number: tuple[tuple[int, Op, str], ...] = ()
    takes: tuple[str, ...] = ()
    usual: Mapping[str, float] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    sequences: int = 1
    chooses: bool = False
    samples: tuple[tuple[float, ...], ...] = ()
    bindings: tuple[Mapping[str, float], ...] = ()
    static: Mapping[str, float] = field(default_factory=dict)
    shown: Shown = field(default_factory=Shown)

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or self.name.startswith("_") or iskeyword(self.name):
            raise ValueError(f"{self.name!r} cannot name an operation: use a plain Python name such as 'cube'.")
        rules = self.local_derivatives
        if not callable(rules) and not (rules and all(map(callable, rules))):
            raise TypeError(f"{self.name} has no rule for each operand; give functions: (lambda out, x: 2.0 * x,).")
        object.__setattr__(self, "shown", self.shown.called(self.name))

    @classmethod
    def from_keywords(
        cls,
        name: str,
        forward: str | Callable[..., Any],
        local_derivatives: tuple[Rule, ...] | Rule,
        *,
        shown: Shown | None = None,
        **more: Any,
    ) -> Op:
        """Return a row; beside the fields of `Op`, those of `Shown` may stand as keywords of their own.

        Examples
        --------
        >>> cube = operation("cube", lambda x: x * x * x, (lambda out, x: 3.0 * x * x,), infix="{}**3")
        >>> cube(2.0), cube.shown.infix
        (8.0, '{}**3')
        """
        how = {key: more.pop(key) for key in Shown.__match_args__ if key in more}
        return cls(name, forward, local_derivatives, shown=replace(shown or Shown(), **how), **more)

    @cached_property
    def evaluate(self) -> Callable[..., float]:
        """The forward for floats; raises what Python raises where it is not defined."""
        forward = self.fast or (getattr(math, self.forward) if isinstance(self.forward, str) else self.forward)
        return partial(forward, **self.static) if self.static else forward

    @cached_property
    def rules(self) -> tuple[Rule, ...] | Rule:
        """The local derivatives with the static arguments bound."""
        if not self.static:
            return self.local_derivatives
        if callable(self.local_derivatives):
            return partial(self.local_derivatives, **self.static)
        return tuple(partial(rule, **self.static) for rule in self.local_derivatives)

    def derivatives(self, out: Any, *operands: Any) -> tuple[Any, ...]:
        """Return ∂out/∂operand for each operand: floats, Values or text, as the operands are."""
        rules = self.rules
        return rules(out, *operands) if callable(rules) else tuple([rule(out, *operands) for rule in rules])

    def textbook_derivatives(self, out: Any, *operands: Any) -> tuple[Any, ...]:
        """Return ∂out/∂operand as a textbook writes it: for display, not for numbers."""
        textbook, rules = self.shown.textbook, self.rules
        if callable(textbook):
            slopes: tuple[Any, ...] = textbook(out, *operands, **self.static)
            return slopes
        if callable(rules) or not textbook:
            return self.derivatives(out, *operands)
        return tuple(
            rule(out, *operands) if written is None else written(out, *operands, **self.static)
            for rule, written in zip_longest(rules, textbook)
        )

    @cached_property
    def arity(self) -> int | None:
        """How many operands the row takes; None for any number."""
        return None if callable(self.local_derivatives) else len(self.local_derivatives)

    @overload
    def __call__(self, x: Value, /, *others: Value | float, **static: float) -> Value: ...
    @overload
    def __call__(self, x: float, y: Value, /, *others: Value | float, **static: float) -> Value: ...
    @overload
    def __call__(self, /, *operands: float, **static: float) -> float: ...
    @overload
    def __call__(self, /, *operands: Any, **static: float) -> Any: ...

    def __call__(self, /, *operands: Any, **static: float) -> Any:
        """Apply the operation: on floats a float, on Values a Value whose graph remembers it."""
        if static or (self.takes and not self.static):
            return called_with(self, operands, static)
        try:
            record = operands[0].__operation__
        except (AttributeError, IndexError):
            return self._on_numbers(operands)
        return record(self, operands)

    def _on_numbers(self, operands: tuple[Any, ...]) -> Any:
        """The first operand is a number: so are all, or a later one says what to do."""
        for operand in operands:
            if hasattr(operand, "__operation__"):
                return operand.__operation__(self, operands)
        if self.arity is None and any(map(is_sequence, operands)):
            return self(*operands_of_sequences(self, operands))
        self.require(len(operands))
        numbers = tuple([as_number(operand) for operand in operands])
        try:
            return self.evaluate(*numbers)
        except (ValueError, ArithmeticError):
            return self.at_edge(numbers)

    def require(self, count: int) -> None:
        """Refuse another number of operands than the row takes, and a row whose static arguments are not bound.

        Raises
        ------
        TypeError
            In both cases.
        """
        if self.arity not in (None, count):
            raise TypeError(f"{self.name} takes {self.arity} operand(s) but was given {count}.")
        if self.takes and not self.static:
            names = ", ".join(f"{name}=…" for name in self.takes)
            raise TypeError(f"{self.name} needs its static argument: write {self.name}(…, {names}).")

    def bind(self, /, **static: float) -> Op:
        """Return the row with its static arguments bound; the same numbers give the same row.

        Raises
        ------
        TypeError
            If the names are not those of the row's static arguments, or a value is not a number.
        """
        if self.takes and not static:
            self.require(self.arity or 0)
        if set(static) != set(self.takes):
            takes = ", ".join(self.takes) or "none"
            raise TypeError(f"{self.name} was given the static arguments {', '.join(static)}; it takes {takes}.")
        numbers = [as_number(static[name]) for name in self.takes]
        return _bind(self, *[number.hex() for number in numbers])

    def at_edge(self, numbers: tuple[float, ...], names: tuple[str, ...] = ()) -> float:
        """Return the IEEE 754 result where Python's arithmetic raised, or refuse.

        Raises
        ------
        DomainError
            If all operands are finite, and the result is not merely too large for a float; or if the row has no pole.
        """
        if self.pole is not None and (is_too_large(self, numbers) or not all(map(math.isfinite, numbers))):
            return self.pole(*numbers, **self.static)
        raise refusal(self, numbers, names)

    def __repr__(self) -> str:
        bound = "".join(f", {name}={value:g}" for name, value in self.static.items())
        return f"<operation {self.name}{bound}>"


@lru_cache(maxsize=4096)
def _bind(op: Op, *hexadecimal: str) -> Op:
    """Bound rows are cached by the exact bits, so that 0.0 and −0.0 stay apart."""
    return replace(op, static=dict(zip(op.takes, map(float.fromhex, hexadecimal), strict=True)))


operation = Op.from_keywords
"""The name that rows are written with: ``tanh = operation("tanh", forward="tanh", ...)``."""
