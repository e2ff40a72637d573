"""Write what is generated from the table: ``python -m autograd.stubs``, or ``--check`` that it is up to date.

Generated are `methods.pyi`, the signatures of operators and methods, and the block of `__init__.py` that exports
the rows.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from textwrap import fill, indent
from types import ModuleType

from autograd.operators import METHODS, OPERATORS
from autograd.ops import MODULES, TABLE, Op

__all__ = ["main"]

FOLDER = Path(__file__).parent
BEGIN = "# <rows>  (python -m autograd.stubs)\n# isort: off\n# fmt: off\n"
END = "# fmt: on\n# isort: on\n# </rows>\n"
WIDTH = 116
HEADER = """\
# Generated from the table: python -m autograd.stubs
from typing import Any, SupportsFloat, TypeAlias, overload

from autograd.ops import Op
from autograd.value import Value

Operand: TypeAlias = Value | SupportsFloat

class Methods:
    __slots__ = ()
    @property
    def _prev(self) -> set[Value]: ...
    @property
    def _children(self) -> tuple[Value, ...]: ...
    @property
    def _op(self) -> str: ...
    @property
    def _local_grads(self) -> tuple[float, ...]: ...
    def __operation__(self, op: Op, operands: tuple[Any, ...]) -> Value: ...
    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any: ...
    def __bool__(self) -> bool: ...
    def __format__(self, specification: str) -> str: ...
    @overload
    def __round__(self, digits: None = ...) -> int: ...
    @overload
    def __round__(self, digits: int) -> float: ...
    def conjugate(self) -> Value: ...
    def clip(self, low: Any = ..., high: Any = ..., out: None = ...) -> Value: ...
"""


def methods_stub() -> str:
    """Return the text of `methods.pyi`."""
    unary = {"__neg__", "__pos__", "__abs__"}
    operators = [
        f"    def {name}(self{'' if name in unary else ', other: Operand'}) -> Value: ..." for name in OPERATORS
    ]
    methods = [f"    def {name}(self{_parameters(TABLE[name])}) -> Value: ..." for name in METHODS]
    return HEADER + "\n".join(operators + methods) + "\n"


def _parameters(op: Op) -> str:
    names = ["*others"] if op.arity is None else ["other"] if op.arity == 2 else [*"yzuvw"][: op.arity - 1]
    static = [f"{name}: float{' = ...' if name in op.usual else ''}" for name in op.takes]
    synonyms = [f"{name}: float = ..." for name in op.synonyms]
    return "".join(
        f", {parameter}"
        for parameter in [*(f"{name}: Operand" for name in names), *static, *(["*", *synonyms] if synonyms else [])]
    )


def package_text(old: str) -> str:
    """Return the text of `__init__.py` with its block of rows made anew."""
    before, _, rest = old.partition(BEGIN)
    _, _, after = rest.partition(END)
    engine = [
        alias.asname or alias.name
        for statement in ast.parse(before + after).body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    ]
    imports = [_written(f"from {module.__name__} import (", _rows(module), ")", "{}") for module in MODULES]
    public = sorted((name for name in (*engine, *TABLE) if not name.startswith("_")), key=_constants_classes_functions)
    return before + BEGIN + "".join(sorted(imports)) + "\n" + _written("__all__ = [", public, "]", '"{}"') + END + after


def _constants_classes_functions(name: str) -> tuple[int, list[tuple[int, str]]]:
    """The order that ruff asks of ``__all__``: log2 before log10."""
    pieces = [(int(piece or 0), "") if piece.isdigit() else (0, piece) for piece in re.split(r"(\d+)", name)]
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), pieces


def _rows(module: ModuleType) -> list[str]:
    rows = (name for name, value in vars(module).items() if name in module.__all__ and isinstance(value, Op))
    return sorted(rows, key=_constants_classes_functions)


def _written(opening: str, names: list[str], closing: str, form: str) -> str:
    text = " ".join(f"{form.format(name)}," for name in names)
    return f"{opening}\n{indent(fill(text, WIDTH), '    ')}\n{closing}\n"


def main(arguments: list[str]) -> int:
    """Write the generated files, or with ``--check`` return 1 if one of them is out of date."""
    package = FOLDER / "__init__.py"
    wanted = {FOLDER / "methods.pyi": methods_stub(), package: package_text(package.read_text("utf-8"))}
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"{path.name} is out of date: run python -m autograd.stubs\n")
        return 1 if stale else 0
    for path in stale:
        path.write_text(wanted[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
