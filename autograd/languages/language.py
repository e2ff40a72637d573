"""A dialect: how numbers and the rows of the table are written in one language of code or mathematics."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from keyword import iskeyword
from typing import NamedTuple, TypeAlias

from autograd.ops import Op
from autograd.ops.notation import Binding, Notation
from autograd.text.names import printable

__all__ = ["EAGER", "Code", "Dialect", "Typeset", "Written"]

_PATH = re.compile(r"[A-Za-z_][\w.]*")
_OPERAND = re.compile(r"[u-z]|x\d+|out")


class Written(NamedTuple):
    """A text, how strongly it binds, and the name of the function that it calls, if that has to be defined."""

    text: str
    binding: Binding = Binding.ATOM
    calls: str = ""


@dataclass(frozen=True)
class Code:
    """A programming language; under its name a row holds its own spelling for it, `Shown.spelled`.

    `library` stands before the name of a function of its numeric library, ``"math."``, and `not_finite` says how
    ``inf``, ``-inf`` and ``nan`` are written. The definition of a `function` has ``{name}``, ``{parameters}`` and
    ``{body}``, a `block` also ``{lines}`` above what it returns, each of them a `line` with ``{name}`` and
    ``{formula}``; `between` stands between two definitions. An `exact` language is mathematics and not floats: whole
    numbers without ``.0``, rows as textbooks define them. An unnamed formula of more characters than `longest` has a
    line of its own. Where a function of the library raises because its result is too large, a `guarded` definition has
    ``{too_large}``, what it returns then.
    """

    name: str
    library: str = ""
    not_finite: Mapping[str, str] = field(default_factory=dict)
    function: str = "def {name}({parameters}):\n    return {body}\n"
    block: str = "def {name}({parameters}):\n{lines}    return {body}\n"
    guarded: str = ""
    line: str = "    {name} = {formula}\n"
    header: str = ""
    reserved: Set[str] = frozenset()
    between: str = "\n\n"
    exact: bool = False
    longest: int = 100

    def number(self, number: float) -> Written:
        """Return a number that reads back to the same bits."""
        plain = float.__repr__(number)
        if not math.isfinite(number):
            return Written(self.not_finite.get(plain, f"float('{plain}')"))
        text = plain.removesuffix(".0") if self.exact else plain
        return Written(text, Binding.PREFIX if text.startswith("-") else Binding.ATOM)

    def write(self, op: Op, operands: Sequence[tuple[str, Binding]]) -> Written:
        """Return an operation: an operator, a function of the library, or one that has to be defined."""
        if op.shown.infix:
            written = replace(op.shown.notation, text=op.shown.infix)
            return Written(written.write(operands), written.binding)
        path = self.path(op)
        name = path or self.called(op, len(operands))
        return Written(f"{name}({', '.join(text for text, _ in operands)})", Binding.ATOM, "" if path else name)

    def define(self, name: str, parameters: Sequence[str], lines: Sequence[tuple[str, str]], body: str) -> str:
        """Return the definition of a function, its lines each a name and a formula."""
        above = "".join(self.line.format(name=name, formula=formula) for name, formula in lines)
        template = self.block if lines else self.function
        return template.format(name=name, parameters=", ".join(parameters), lines=above, body=body)

    def define_guarded(self, op: Op, name: str, parameters: Sequence[str]) -> str:
        """Return the definition of a function that calls the library and never raises because of an overflow."""
        listed = ", ".join(parameters)
        body = f"{self._in_library(op)}({listed})"
        return self.guarded.format(name=name, parameters=listed, body=body, too_large=op.shown.too_large)

    def named(self, name: str) -> str:
        """Return a name as an identifier.

        Examples
        --------
        >>> [EAGER.named(name) for name in ("w5", "net_h1⟨2⟩", "lambda", "2x", "∂E/∂w")]
        ['w5', 'net_h1_2', 'lambda_', '_2x', 'E_w']
        """
        words = "_".join(re.findall(r"\w+", unicodedata.normalize("NFKC", name)))
        plain = words if words.isidentifier() else f"_{words}"
        return f"{plain}_" if iskeyword(plain) or plain in self.reserved else plain

    def called(self, op: Op, count: int) -> str:
        """Return what the function of a row is called: neither a word of the language nor like an operand."""
        name = self.named(function_name(op, count))
        return f"{name}_" if _OPERAND.fullmatch(name) else name

    def path(self, op: Op) -> str:
        """Return the function of the library that computes a row, or nothing."""
        spelled = op.shown.spelled.get(self.name, "")
        if spelled:
            return spelled if _PATH.fullmatch(spelled) else ""
        if self.exact and op.shown.definition:  # what floats need a function of their own for: log1p, hypot
            return ""
        return "" if self.guards(op) else self._in_library(op)

    def guards(self, op: Op) -> bool:
        """Return whether the function of the library stands in one of its own, as it raises where it overflows."""
        return bool(self.guarded and op.shown.too_large)

    def _in_library(self, op: Op) -> str:
        return self.library + op.forward if self.library and isinstance(op.forward, str) else ""


@dataclass(frozen=True)
class Typeset:
    """A way to write mathematics: numbers, operations, and the names of values.

    `notation` chooses a notation of a row, `finish` makes the last of the text of each operation, and `parentheses` are
    set around an operand that binds too weakly. A text binds at most as `binding` says: where a superscript ends it, no
    other can follow. An unnamed formula of more characters than `longest`, what is not seen included, has a line of its
    own.
    """

    name: str
    number: Callable[[float], Written]
    notation: Callable[[Op], Notation]
    parentheses: str = "({})"
    finish: Callable[[str], str] = str
    named: Callable[[str], str] = printable
    binding: Callable[[str], Binding] = lambda text: Binding.ATOM
    longest: int = 100

    def write(self, op: Op, operands: Sequence[tuple[str, Binding]]) -> Written:
        """Return an operation as its row writes it."""
        notation = self.notation(op)
        bound = [(text, min(binding, self.binding(text))) for text, binding in operands]
        text = notation.write(bound, self.parentheses, **op.static)
        return Written(self.finish(text), notation.binding)


Dialect: TypeAlias = Code | Typeset

EAGER = Code("eager", reserved=frozenset({"record"}))
"""Python in which every row is a function under its own name: what records values, in a function named so."""


def function_name(op: Op, count: int) -> str:
    """Return a name for a row with its static arguments, and for any number of operands with that number.

    Examples
    --------
    >>> from autograd import leaky_relu, mean, sigmoid
    >>> function_name(sigmoid, 1), function_name(leaky_relu.bind(slope=0.1), 1), function_name(mean, 3)
    ('sigmoid', 'leaky_relu_0p1', 'mean_3')
    """
    numbers = [float.__repr__(number).removesuffix(".0") for number in op.static.values()]
    if op.arity is None:
        numbers.append(str(count))
    return op.name + "".join(f"_{number}" for number in numbers).translate(_IN_A_NAME)


_IN_A_NAME = {ord("."): "p", ord("-"): "n", ord("+"): ""}
