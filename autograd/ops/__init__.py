"""The table: every operation is one row, and whatever lists operations is made from it."""

from __future__ import annotations

from types import MappingProxyType

from autograd.ops import activations, arithmetic, elementary, exponentials, piecewise, reductions, trigonometry
from autograd.ops.operation import Op, operation

__all__ = ["MODULES", "TABLE", "Op", "conventions", "operation"]

MODULES = (arithmetic, elementary, piecewise, trigonometry, activations, exponentials, reductions)
"""The rooms of the table."""

TABLE = MappingProxyType(
    {
        name: row
        for module in MODULES
        for name, row in vars(module).items()
        if name in module.__all__ and isinstance(row, Op)
    }
)
"""Every row by its name, in the order of the modules."""


def conventions() -> str:
    """Return a line for each row that has no derivative somewhere: what is taken for it there.

    Examples
    --------
    >>> print(conventions().splitlines()[-1])
    norm          0 for all at 0
    """
    rows = [op for op in TABLE.values() if op.convention]
    width = max(len(op.name) for op in rows)
    return "\n".join(f"{op.name:{width}}  {op.convention}" for op in rows)


__doc__ = f"""{__doc__}

Where there is no derivative, at a kink or a jump, these are taken:

{conventions()}
"""
