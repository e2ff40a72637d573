"""The table: every operation is one row, and whatever lists operations is made from it."""

from __future__ import annotations

from types import MappingProxyType

from autograd.ops import activations, arithmetic, elementary, piecewise, reductions, trigonometry
from autograd.ops.operation import Op, operation

__all__ = ["MODULES", "TABLE", "Op", "operation"]

MODULES = (arithmetic, elementary, piecewise, trigonometry, activations, reductions)
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
