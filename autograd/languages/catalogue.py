"""The languages that formulas are written in: Python, numpy, JavaScript and SymPy as code, LaTeX and plain text."""

from __future__ import annotations

import builtins
import re
from dataclasses import replace
from functools import lru_cache

from autograd.languages.language import Code, Dialect, Typeset, Written
from autograd.ops import Op
from autograd.ops.notation import Binding, Constant, Notation, number_binding, number_latex, number_text
from autograd.text.latex import MATHEMATICS, latex_name, latex_text

__all__ = ["DIALECTS", "JAVASCRIPT", "LATEX", "NUMPY", "PYTHON", "SYMPY", "TEXT"]

PYTHON = Code(
    "python",
    "math.",
    {"inf": "math.inf", "-inf": "-math.inf", "nan": "math.nan"},
    header="import math\n",
    guarded=(
        "def {name}({parameters}):\n    try:\n        return {body}\n"
        "    except OverflowError:\n        return {too_large}\n"
    ),
    reserved=frozenset({"math", *dir(builtins)}),
)

_WITHOUT_WARNING = '@np.errstate(all="ignore")\n'

NUMPY = Code(
    "numpy",
    "np.",
    {"inf": "np.inf", "-inf": "-np.inf", "nan": "np.nan"},
    function=f"{_WITHOUT_WARNING}{Code.function}",
    block=f"{_WITHOUT_WARNING}{Code.block}",
    header="import math\n\nimport numpy as np\n",
    reserved=frozenset({"math", "np", *dir(builtins)}),
)

_JAVASCRIPT_WORDS = """
Infinity Math NaN arguments await break case catch class const continue debugger default delete do else enum eval export
extends false finally for function if implements import in instanceof interface let new null package private protected
public return static super switch this throw true try typeof undefined var void while with yield
"""

JAVASCRIPT = Code(
    "javascript",
    "Math.",
    {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"},
    function="const {name} = ({parameters}) => {body};\n",
    block="const {name} = ({parameters}) => {{\n{lines}  return {body};\n}};\n",
    line="  const {name} = {formula};\n",
    reserved=frozenset(_JAVASCRIPT_WORDS.split()),
    between="",
)

SYMPY = Code(
    "sympy",
    "sympy.",
    {"inf": "sympy.oo", "-inf": "-sympy.oo", "nan": "sympy.nan"},
    header="import sympy\n",
    reserved=frozenset({"sympy", "given", *dir(builtins)}),
    exact=True,
)


def _text_number(number: float) -> Written:
    if isinstance(number, Constant):
        return Written(number.text, number.binding)
    return Written(number_text(number), number_binding(number))


TEXT = Typeset("text", _text_number, lambda op: op.shown.notation)

_LATEX_OF = {letter: MATHEMATICS[letter] for letter in "−·½≥∞"} | {
    "²": "^{2}",
    "⌊": r"\left\lfloor ",
    "⌋": r" \right\rfloor",
    "⌈": r"\left\lceil ",
    "⌉": r" \right\rceil",
}
_FUNCTIONS = {"cos", "cosh", "log", "max", "min", "sin", "sinh", "tan", "tanh"}
"""Names that LaTeX knows: ``\\tanh``; all others are written ``\\operatorname{…}``."""


def _in_latex(text: str) -> str:
    """What rows write with the letters of mathematics, with the commands of LaTeX."""
    return "".join(_LATEX_OF.get(letter, letter) for letter in text)


def _latex_number(number: float) -> Written:
    if isinstance(number, Constant):
        return Written(number.latex, number.binding)
    text = number_latex(number)
    if r"\cdot" in text:
        return Written(text, Binding.PRODUCT)
    return Written(text, Binding.PREFIX if number < 0 else Binding.POWER if "^" in text else Binding.ATOM)


@lru_cache(maxsize=1024)
def _latex_notation(op: Op) -> Notation:
    """A row's own notation, or a call of a function in upright letters."""
    notation = op.shown.latex or op.shown.notation
    if notation.text is not None:
        return notation
    name = notation.symbol
    if not name.startswith("\\"):
        name = f"\\{name}" if name in _FUNCTIONS else rf"\operatorname{{{latex_text(name)}}}"

    def call(*texts: str, **static: float) -> str:
        numbers = [_latex_number(number).text for number in static.values()]
        return rf"{name}\left({', '.join([*texts, *numbers])}\right)"

    return replace(notation, text=call)


def _latex_binding(text: str) -> Binding:
    return Binding.POWER if _RAISED.search(text) else Binding.ATOM


_RAISED = re.compile(r"'$|\^\{[^{}]*\}$")

LATEX = Typeset(
    "latex", _latex_number, _latex_notation, r"\left({}\right)", _in_latex, latex_name, _latex_binding, longest=300
)

DIALECTS: dict[str, Dialect] = {dialect.name: dialect for dialect in (PYTHON, NUMPY, JAVASCRIPT, SYMPY, LATEX, TEXT)}
"""All of them by name."""
